"""The desk's pages in a real browser: read, filter, jump to evidence, correct, by keyboard alone."""

import threading
import time
from collections.abc import Iterator

import chromium
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from desk_store import STORY, fill, place
from page_story import ferry
from playwright.sync_api import Browser, Page, sync_playwright

from variorum.desk import Desk
from variorum.http.app import create_app
from variorum.http.security import Rules

pytestmark = pytest.mark.skipif(chromium.FOUND is None, reason="no Chromium here: the desk is not tried in a browser")

PAGES = {
    "stories": "/",
    "story": f"/story/{STORY}",
    "correct": f"/story/{STORY}/correct",
    "one point": f"/story/{STORY}/correct?point={ferry().points[0].id}",
    "history": f"/story/{STORY}/history",
    "article": "/article/a1?at=60-90",
    "who": "/who",
    "search": "/search?q=ferry",
    "sources": "/sources",
    "add": "/add",
    "suppressed": "/suppressed",
    "nothing": "/who?name=nobody",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with fill(tmp_path_factory.mktemp("desk") / "desk.variorum") as found:
        yield found


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    config = uvicorn.Config(
        create_app(desk, rules=Rules(hosts=frozenset({"127.0.0.1"}))), port=0, log_config=None, access_log=False,
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    socket = config.bind_socket()
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    socket.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium.FOUND, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    options = {"viewport": {"width": 1280, "height": 900}} | getattr(request, "param", {})
    context = browser.new_context(base_url=address, **options)
    context.set_default_timeout(10_000)
    found = context.new_page()
    problems: list[str] = []
    found.on("console", lambda m: problems.append(m.text))
    found.on("pageerror", lambda e: problems.append(str(e)))
    found.on("request", lambda r: problems.append(r.url) if not r.url.startswith((address, "data:")) else None)
    yield found
    context.close()
    assert problems == []


PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "color_scheme": "dark"}


@pytest.mark.parametrize("page", [{"color_scheme": "light"}, PHONE], indirect=True, ids=["desk-light", "phone-dark"])
def test_every_page_is_accessible_and_never_scrolls_sideways(page: Page) -> None:
    axe = Axe()
    for name, where in PAGES.items():
        page.goto(where)
        found = axe.run(page).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found] == [], name
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, name


def test_from_the_list_to_a_story_to_the_words_to_the_article(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Ferry Petrel").click()
    page.locator(".point label").first.click()
    page.locator("tr.ev .cite").first.click()
    assert page.locator("#chosen").is_visible()
    page.get_by_role("link", name="whole article").first.click()
    assert "/article/" in page.url
    page.get_by_role("link", name="Its story").click()
    assert page.url.endswith(f"/story/{STORY}")


def test_search_by_keyboard_leads_to_the_words(page: Page) -> None:
    page.goto("/")
    page.get_by_placeholder("Search").press_sequentially("seven people")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=seven+people")
    page.locator(".claims a.w").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/**#at")
    assert page.locator("mark#at").is_visible()


def test_every_control_is_reached_by_the_tab_key_with_a_visible_focus(page: Page) -> None:
    page.goto(f"/story/{STORY}/correct")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "[document.activeElement.outerHTML.slice(0, 60), getComputedStyle(document.activeElement).outlineStyle]"
        )
        if name.startswith("<body"):
            break
        assert outline != "none", name
        reached.add(name)
    assert len(reached) >= page.locator(".points a").count()


def test_a_correction_is_made_and_taken_back_by_keyboard(page: Page, desk: Desk) -> None:
    page.goto(f"/story/{STORY}")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Correct this point").first.focus()
    with page.expect_navigation():  # what is typed before the page stands is lost, on a slow machine
        page.keyboard.press("Enter")
    page.get_by_label("It is better said as").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("The Petrel ran aground.")
    page.get_by_label("Why").focus()
    page.keyboard.type("plainer")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_text("waits for the next comparison").wait_for()
    assert len(desk.corrections_of(STORY)) == 1
    page.get_by_role("button", name="Take back").focus()
    page.keyboard.press("Enter")
    page.locator("#kept").get_by_text("None.").wait_for()
    assert desk.corrections_of(STORY) == ()


def test_an_open_page_is_told_that_something_changed(page: Page, desk: Desk) -> None:
    page.goto("/")
    page.wait_for_function("performance.getEntriesByType('resource').length >= 3")
    time.sleep(1.2)
    place(desk, {"c1": STORY})
    page.get_by_text("Something changed").wait_for()
    before = page.locator("ol.stories").inner_text()
    assert before
    page.get_by_text("Something changed").click()
    page.get_by_role("heading", name="Stories").wait_for()


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_reads_whole_and_corrects_without_scripts(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Ferry Petrel").click()
    assert page.get_by_role("heading", name="Check these first").is_visible()
    page.goto(f"/story/{STORY}/correct")
    page.locator(".points a").first.click()
    assert page.get_by_role("button", name="Keep the correction").is_visible()
    page.get_by_placeholder("Search").fill("aground")
    page.get_by_role("button", name="Search").first.click()
    assert page.locator(".claims li").count() > 0
