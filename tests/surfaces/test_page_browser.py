"""The page in a real browser, where one is there."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import chromium
import pytest
from page_story import ferry

from variorum.exports.html import to_html

pytestmark = pytest.mark.skipif(chromium.FOUND is None, reason="no Chromium here: the page is not tried in a browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[chromium.Chromium]:
    with chromium.Chromium() as found:
        yield found


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "ferry.html"
    path.write_text(to_html(ferry()), encoding="utf-8")
    return path


def _shown(browser: chromium.Chromium, selector: str) -> bool:
    return bool(browser.run(f"!!document.querySelector({selector!r})?.getClientRects().length"))


def test_opens_without_a_word_on_the_console(browser: chromium.Chromium, page: Path) -> None:
    browser.open(page)
    assert browser.run("document.querySelector('h1 .w').textContent") == "The ferry Petrel ran aground off Harnsey."
    assert browser.problems == []


def test_keys_move_open_and_close(browser: chromium.Chromium, page: Path) -> None:
    browser.open(page)
    browser.key("j")
    assert browser.run("document.activeElement.id") == "o1"
    assert not _shown(browser, "#e1")
    browser.key("Enter")
    assert _shown(browser, "#e1")
    assert browser.run("document.activeElement.getAttribute('aria-expanded')") == "true"
    browser.key("j")
    assert browser.run("document.activeElement.id") == "o2"
    browser.key("k")
    browser.key("Escape")
    assert not _shown(browser, "#e1")
    browser.key("?")
    assert browser.run("document.querySelector('#keys').open")
    browser.key("Escape")
    assert not browser.run("document.querySelector('#keys').open")
    assert browser.problems == []


def test_a_citation_shows_its_words_and_goes_to_them(browser: chromium.Chromium, page: Path) -> None:
    browser.open(page)
    browser.run("document.querySelector('.brief .cite').click()")
    said = browser.run("document.querySelector('#chosen').textContent")
    assert "The Harnsey Courier" in said
    assert "one reporting with B (Nordwire)" in said
    assert browser.run("document.querySelector('#chosen .k').textContent") == "The ferry Petrel ran aground off Harnsey"
    browser.run("document.querySelector('#chosen .acts a').click()")
    lit = browser.run("[...document.querySelectorAll('.report .lit')].map(e => e.textContent).join('')")
    assert lit == "The ferry Petrel ran aground off Harnsey"
    browser.key("Escape")
    assert not _shown(browser, "#chosen")
    assert browser.problems == []


def test_words_are_copied_with_their_source(browser: chromium.Chromium, page: Path) -> None:
    browser.open(page)
    browser.run(
        "window.copied = null;"
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async t => { window.copied = t; }}});"
        "document.querySelector('.version .copy').click()"
    )
    assert browser.run("window.copied") == (
        "“We heard a long scrape and then nothing,”\n— The Harnsey Courier (A¹), 5 March 2031, "
        "as given with the input, characters 161–203"
    )


def test_kept_words_lead_to_their_point(browser: chromium.Chromium, page: Path) -> None:
    browser.open(page)
    browser.run("document.querySelector('#r3 a.k').click()")
    number = browser.run("document.querySelector('#r3 a.k').getAttribute('href').slice(2)")
    assert _shown(browser, f"#e{number}")
    assert browser.run("document.querySelector('#show-one').checked")


def test_filters_hide_a_kind_of_difference(browser: chromium.Chromium, page: Path) -> None:
    browser.open(page)
    assert _shown(browser, ".v-conflict")
    browser.run("document.querySelector('#f-conflict').click()")
    assert not _shown(browser, ".v-conflict")
    assert _shown(browser, ".v-wording")


def test_reads_whole_without_scripts(browser: chromium.Chromium, page: Path) -> None:
    browser.scripts(False)
    try:
        browser.open(page, "#p6")  # a point of the folded group is still reached by its address
        assert _shown(browser, "#p6")
        assert _shown(browser, "#e6")
        assert not _shown(browser, ".copy")
        browser.run("document.querySelector('#o1').click()")
        assert _shown(browser, "#e1")
    finally:
        browser.scripts(True)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_never_scrolls_sideways(browser: chromium.Chromium, page: Path, width: int) -> None:
    browser.resize(width, 844, phone=width < 700)
    try:
        browser.open(page)
        browser.run("document.querySelectorAll('.open, #show-one').forEach(e => e.click())")
        browser.run("document.querySelectorAll('details').forEach(e => e.open = true)")
        assert browser.run("document.documentElement.scrollWidth") <= width
    finally:
        browser.resize(1280, 900)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(browser: chromium.Chromium, page: Path, scheme: str) -> None:
    """WCAG 2.2 AA: 4.5 to 1 for every text colour on each ground on which it stands."""
    browser.media(scheme=scheme)
    try:
        browser.open(page)
        browser.run("document.querySelectorAll('.open, #show-one').forEach(e => e.click())")
        browser.run("document.querySelectorAll('details').forEach(e => e.open = true)")
        found = browser.run(
            """(() => {
          const lum = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => x / 255)
            .map(x => x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
            return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
          const ground = e => { for (; e; e = e.parentElement) {
            const c = getComputedStyle(e).backgroundColor;
            if (!/, 0\\)$|transparent/.test(c)) return c; } return 'rgb(255,255,255)'; };
          const out = [];
          for (const e of document.querySelectorAll('main *, header *, aside *')) {
            if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
            if (!e.getClientRects().length || e.closest('svg, .vh, [aria-hidden]')) continue;
            const a = lum(getComputedStyle(e).color), b = lum(ground(e));
            const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
            if (ratio < 4.5) out.push(e.className + ': ' + ratio.toFixed(2) + ' ' + e.textContent.slice(0, 30));
          }
          return out; })()"""
        )
        assert found == []
    finally:
        browser.media()


def test_a_screen_reader_finds_names_and_landmarks(browser: chromium.Chromium, page: Path) -> None:
    browser.open(page)
    nodes = browser.send("Accessibility.getFullAXTree")["nodes"]
    told = [(n["role"]["value"], n.get("name", {}).get("value", "")) for n in nodes if not n["ignored"]]
    acting = {"link", "button", "checkbox", "image", "table", "region", "complementary", "navigation"}
    assert [role for role, name in told if role in acting and not name.strip()] == []
    roles = {role for role, _ in told}
    assert {"main", "complementary", "navigation", "banner", "contentinfo", "columnheader", "rowheader"} <= roles
    heads = browser.run("[...document.querySelectorAll('h1,h2,h3')].map(e => +e.tagName[1])")
    assert heads[0] == 1
    assert heads.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(heads))
