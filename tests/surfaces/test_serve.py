"""The desk's pages: what they show, whom they refuse, and that nothing of an article is ever markup."""

import html
import re
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from asking import Client
from desk_store import AT, STORY, articles_of, fill, place
from page_story import ferry

from variorum.desk import Desk
from variorum.errors import StoreError
from variorum.exports.page.points import numbers_of
from variorum.http.app import Limits, create_app
from variorum.http.security import Rules

LOOPBACK = Rules(hosts=frozenset({"127.0.0.1"}))
TOKEN = "a-token-that-is-long-enough"
EVERY = (
    "/", f"/story/{STORY}", f"/story/{STORY}/correct", f"/story/{STORY}/history", "/article/a1", "/who", "/search",
    "/search?q=ferry", "/who?name=Ilva+Moren", "/sources", "/add", "/suppressed", "/nothing",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with fill(tmp_path / "desk.variorum") as found:
        yield found


@pytest.fixture
def client(desk: Desk) -> Client:
    return Client(create_app(desk, rules=LOOPBACK))


def _csrf(client: Client, page: str = "/add") -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(page).text)
    assert found
    return found[1]


def test_stories_tell_size_origins_freshness_and_dispute(client: Client) -> None:
    page = client.get("/").text
    assert "4 reports, 3 origins" in page
    assert "1 conflict" in page
    assert f'href="/story/{STORY}"' in page
    assert re.search(r"Last report \d March 2031", page)


def test_a_story_is_its_comparison_with_the_desks_bar(client: Client) -> None:
    page = client.get(f"/story/{STORY}").text
    assert page.count("<h1>") == 1
    assert "Check these first" in page
    assert 'aria-label="Pages of the desk"' in page
    assert f'href="/story/{STORY}/correct?point=' in page
    assert 'href="/article/a1"' in page
    assert "<script>" not in page
    assert "<style>" not in page


def test_an_article_has_its_frame_greyed_and_the_asked_words_marked(client: Client) -> None:
    report = ferry()
    text = report.articles[0].text
    at = text.index("seven people")
    page = client.get(f"/article/a1?at={at}-{at + 12}").text
    assert '<mark id="at">seven people</mark>' in page
    assert 'href="https://a1.example/ferry"' in page
    if report.articles[0].dropped:
        assert 'class="dropped"' in page


def test_revisions_stand_together_and_what_differs_is_shown(client: Client, desk: Desk) -> None:
    again = {"text": "Ferry aground\nThe ferry Petrel ran aground. Nine people were hurt, the harbour office said.",
             "url": "https://a1.example/ferry", "outlet": "The Harnsey Courier"}  # fmt: skip
    new = desk.add_given([again]).new
    place(desk, {new[0]: STORY})
    assert desk.story(STORY).size == 4  # a revision is no fifth report
    page = client.get(f"/article/{new[0]}?against=a1").text
    assert "2 readings of this address" in page
    assert "<ins>" in page
    assert "<del>" in page


def test_who_finds_words_by_and_about_a_name(client: Client) -> None:
    assert "On whose word most claims rest" in client.get("/who").text
    page = client.get("/who?name=THE%20captain").text + client.get("/who?name=ilva+moren").text
    assert "long scrape" in page
    assert "No compared story has claims" in client.get("/who?name=Nobody+Here").text


def test_search_finds_claims_and_articles(client: Client) -> None:
    page = client.get("/search", params={"q": "aground"}).text
    assert page.count('<a class="w" href="/article/') >= 2
    assert "<mark>aground</mark>" in page
    assert "No article has all of these words" in client.get("/search?q=zebra").text


def test_what_changed_since_my_last_look(client: Client, desk: Desk) -> None:
    until = re.search(r'name="until" value="(\d+)"', client.get("/").text)
    assert until
    client.post("/seen", data={"csrf": _csrf(client), "until": until[1]})
    assert "Nothing changed since your last look" in client.get("/?changed=1").text
    place(desk, {"d1": "story-other"})  # one report leaves the story, by a clock that stands still
    page = client.get("/?changed=1").text
    assert "New since your last look" in page
    assert "3 reports" in page


def test_a_correction_is_kept_shown_and_makes_the_comparison_old(client: Client, desk: Desk) -> None:
    point = ferry().points[0]
    sent = client.post(
        f"/story/{STORY}/correct",
        data={"csrf": _csrf(client), "point": point.id, "what": "reword", "text": "The Petrel ran aground.",
              "reason": "plainer", "by": "M. Oltan"},
    )  # fmt: skip
    assert sent.status_code == 200
    assert "plainer" in sent.text
    assert "waits for the next comparison" in sent.text
    assert desk.due() == (STORY,)
    assert "corrections wait for the next comparison" in client.get(f"/story/{STORY}").text
    (kept,) = desk.corrections_of(STORY)
    assert kept.what.text == "The Petrel ran aground."
    number = re.search(r'name="seq" value="(\d+)"', sent.text)
    assert number
    client.post(f"/story/{STORY}/take-back", data={"csrf": _csrf(client), "seq": number[1]})
    assert desk.corrections_of(STORY) == ()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"what": "reword", "text": "x"}, "Say why"),
        ({"reason": "because"}, "Nothing was chosen"),
        ({"reason": "because", "what": "split"}, "Nothing was chosen"),
        ({"reason": "because", "what": "reject-variant:nothing"}, "Nothing was chosen"),
        ({"reason": "because", "what": "reject-point", "point": "gone"}, "has changed since"),
    ],
)
def test_a_correction_that_is_none_says_what_lacks(client: Client, given: dict[str, str], told: str) -> None:
    data = {"csrf": _csrf(client), "point": ferry().points[0].id} | given
    answer = client.post(f"/story/{STORY}/correct", data=data)
    assert answer.status_code in (400, 409)
    assert told in answer.text


def test_an_article_is_added_by_paste_and_by_file(client: Client, desk: Desk) -> None:
    text = "Goats on the roof\nGoats climbed onto the school roof in Elsin on Monday, the caretaker said."
    answer = client.post("/add", data={"csrf": _csrf(client), "text": text, "outlet": "The Elsin Bell"})
    assert "Added:" in answer.text
    assert "there already" in client.post(
        "/add", data={"csrf": _csrf(client), "text": text, "outlet": "The Elsin Bell"}
    ).text
    sent = client.post("/add", data={"csrf": _csrf(client)}, files={"file": ("g.txt", text.encode() + b" Again.")})
    assert "Added:" in sent.text
    refused = client.post("/add", data={"csrf": _csrf(client)}, files={"file": ("g.txt", b"\0\1\2" * 99)})
    assert "is binary" in refused.text
    assert desk.store.counts().articles == 6
    assert [a for _, a in desk.store.articles()][-1].raw_hash
    assert desk.store.raw([a for _, a in desk.store.articles()][-1].raw_hash) == text.encode() + b" Again."


def test_a_suppressed_name_is_in_no_page_and_no_search(client: Client) -> None:
    assert "Ilva Moren" in client.get(f"/story/{STORY}").text
    given = {"csrf": _csrf(client), "name": "ilva  moren", "reason": "asked", "what": "suppress"}
    client.post("/suppressed", data=given)
    for address in EVERY:
        assert "moren" not in re.sub(r"name=\w+\+Moren", "", client.get(address).text).lower(), address
    assert 'class="claims"' not in client.get("/search?q=moren+ilva").text
    assert "No article has all of these words" in client.get("/search?q=ilva+moren").text
    client.post("/suppressed", data={"csrf": _csrf(client), "name": "Ilva Moren", "what": "lift"})
    assert "Ilva Moren" in client.get(f"/story/{STORY}").text


def test_excerpts_are_as_long_as_the_setting_lets_them(desk: Desk) -> None:
    app = create_app(desk, rules=LOOPBACK, limits=Limits(excerpt_chars=40, article_chars=60))
    client = Client(app)
    page = client.get("/article/a1").text
    assert "The rest is not shown here" in page
    assert "captain" not in page
    shown = re.findall(r'<a class="w" href="/article/[^"]+">([^<]+)</a>', client.get("/search?q=ferry").text)
    assert shown
    assert max(map(len, shown)) <= 62


# -- safety -----------------------------------------------------------------------------------------------------------

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202egnp.\u2066 </textarea>{{7*7}} &lt;b&gt; \x02'


def test_hostile_text_in_every_field_is_never_markup(client: Client, desk: Desk) -> None:
    rows = [
        {"text": f"{HOSTILE}\n{HOSTILE} said the ferry ran aground on Monday, and {n} people were hurt.",
         "title": HOSTILE, "outlet": HOSTILE, "byline": HOSTILE, "url": f"javascript:alert({n})", "id": f"{HOSTILE}{n}"}
        for n in range(2)
    ]  # fmt: skip
    new = desk.add_given(rows).new
    assert len(new) == 2
    place(desk, dict.fromkeys(new, 'x"><script>') | {new[0]: "hostile"})
    more = ("/search?q=alert", "/?reports=1", f"/article/{new[0]}", "/story/hostile", "/story/hostile/history")
    pages = [client.get(a) for a in (*EVERY, *more)]
    pages += [client.get("/search", params={"q": HOSTILE}), client.get("/who", params={"name": HOSTILE})]
    for page in pages:
        assert "<script>" not in page.text
        assert "<img" not in page.text
        assert "javascript:alert" not in page.text
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x02\x03]", page.text)
        assert "</textarea>49" not in html.unescape(page.text)
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy


def test_a_title_without_end_fills_no_page(client: Client, desk: Desk) -> None:
    text = "The ferry ran aground. Nobody was hurt, they said."
    row = {"title": "A" * 10_000_000, "outlet": "B" * 1_000_000, "text": text}
    new = desk.add_given([row]).new
    place(desk, dict.fromkeys(new, "endless"))
    story = ("/story/endless", "/story/endless/history")
    for address in ("/?reports=1", *story, f"/article/{new[0]}", "/search?q=aground"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert len(answer.content) < 100_000, address


def test_every_answer_has_the_headers(client: Client) -> None:
    for address in (*EVERY, "/static/desk.css", "/static/page/page.css"):
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "server" not in headers


def test_a_name_that_is_not_ours_is_refused_also_on_loopback(client: Client) -> None:
    assert client.get("/", headers={"host": "attacker.example"}).status_code == 421
    assert client.get("/", headers={"host": "127.0.0.1.attacker.example"}).status_code == 421
    assert client.get("/", headers={"host": ""}).status_code == 421


@pytest.mark.parametrize("origin", ["https://attacker.example", "null", "http://127.0.0.1:1234"])
def test_a_form_of_another_site_is_refused(client: Client, desk: Desk, origin: str) -> None:
    data = {"csrf": _csrf(client), "text": "One thing happened in the harbour today, they say."}
    assert client.post("/add", data=data, headers={"origin": origin}).status_code == 403
    assert client.post("/add", data=data, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/add", data=data | {"csrf": "0" * 64}).status_code == 403
    assert client.post("/add", data={"text": data["text"]}).status_code == 403
    assert desk.store.counts().articles == 4


def test_an_upload_has_a_bound_whatever_its_header_says(desk: Desk) -> None:
    app = create_app(desk, rules=Rules(hosts=LOOPBACK.hosts, max_body=20_000))
    client = Client(app)
    csrf = _csrf(client)
    big = {"file": ("a.txt", b"x" * 30_000)}
    assert client.post("/add", data={"csrf": csrf}, files=big).status_code == 413

    async def stream() -> AsyncIterator[bytes]:
        yield b"csrf=" + csrf.encode() + b"&text="
        for _ in range(100):
            yield b"word+" * 100

    answer = client.post("/add", content=stream(), headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413
    assert desk.store.counts().articles == 4


def test_off_loopback_nothing_is_shown_without_the_token(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(desk, rules=Rules(hosts=frozenset({"desk.example"}), token=TOKEN, secure=True))
    client = Client(app, "https://desk.example", follow=False)
    for address in EVERY:
        assert client.get(address).status_code == 401
        assert client.get(address, headers={"accept": "text/html"}).headers["location"] == "/enter"
    assert client.get("/", headers={"authorization": f"Bearer {TOKEN}x"}).status_code == 401
    assert client.get("/", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    wrong = client.post("/enter", data={"token": "wrong"})
    assert wrong.status_code == 403
    assert "set-cookie" not in wrong.headers
    entered = client.post("/enter", data={"token": TOKEN})
    cookie = entered.headers["set-cookie"].lower()
    assert "secure" in cookie
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert client.get("/").status_code == 200
    assert client.get("/enter").status_code == 200
    client = Client(app, "https://desk.example", follow=False)
    client.cookies.set("variorum_session", "x.9999999999.abc")
    assert client.get("/").status_code == 401
    assert TOKEN not in caplog.text


def test_an_error_shows_nothing_of_what_failed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("secret path /srv/desk")

    def locked(*_: object, **__: object) -> None:
        raise StoreError("the store '/srv/desk' is in use")

    app = create_app(desk, rules=LOOPBACK)
    client = Client(app)
    monkeypatch.setattr(desk, "lines", fails)
    assert client.get("/").status_code == 500
    assert "secret" not in client.get("/").text
    monkeypatch.setattr(desk, "lines", locked)
    assert client.get("/").status_code == 503
    assert "/srv" not in client.get("/").text
    assert "content-security-policy" in client.get("/").headers


def test_a_client_that_asks_without_end_is_slowed(desk: Desk) -> None:
    app = create_app(desk, rules=Rules(hosts=LOOPBACK.hosts, per_minute=5))
    client = Client(app)
    codes = [client.get("/static/desk.css").status_code for _ in range(8)]
    assert codes.count(200) == 5
    assert codes[-1] == 429


def test_numbers_and_ids_that_are_none_are_refused_in_words(client: Client) -> None:
    for address in ("/?page=-1", "/?reports=x", "/search?q=a&page=99999999", "/?page=１"):
        assert client.get(address).status_code == 400
    for address in ("/story/none", "/article/none", "/story/none/correct", "/story/none/history", "/static/../app.py"):
        assert client.get(address).status_code == 404


def test_old_and_new_times_are_told_in_words(desk: Desk) -> None:
    from variorum.http.view import ago, clip, plain

    assert ago("2031-03-05T09:00:00Z", AT + timedelta(days=2)) == "2 days ago"
    assert ago("2031-03-05T09:00:00Z", AT - timedelta(hours=3)) == "just now"  # a clock that was set back
    assert ago(None, AT) == ""
    assert plain("2031-03-05T09:07:00Z") == "5 March 2031, 09:07 UTC"
    assert plain("last week") == "last week"
    assert clip("word " * 100, 20).endswith(" …")
    assert len(articles_of(ferry())) == 4


def test_points_have_one_number_on_the_story_and_where_it_is_corrected(client: Client) -> None:
    def numbered(page: str, pattern: str) -> dict[str, str]:
        return {html.unescape(text): n for n, text in re.findall(pattern, page)}

    there = numbered(client.get(f"/story/{STORY}/correct").text, r'class="num">(\d+)</span> <span class="w">([^<]+)<')
    assert len(there) == len(ferry().points)
    assert there == {p.text: str(numbers_of(ferry())[p.id]) for p in ferry().points}
    assert list(there.values()) == sorted(there.values(), key=int)
