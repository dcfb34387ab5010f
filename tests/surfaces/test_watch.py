"""`variorum watch`: feeds on loopback, with all that feeds do."""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from benchmarks.kills import adding, watching
from tests.misbehaving import Server, answer

from variorum import ingest
from variorum.cli.app import main
from variorum.config import Config
from variorum.desk import Desk
from variorum.errors import InputError
from variorum.stores.lock import WATCHING, holding
from variorum.watch import Watch, entry_key, feeds_in, follow, plain_link, watch

CONFIG = Config(allow_private=True, pace_seconds=0.0)
NOW = [datetime(2031, 3, 12, 8, tzinfo=UTC)]


def item(n: int, base: str, *, guid: str = "", title: str = "") -> str:
    return f"<item><guid>{guid or n}</guid><link>{base}/a{n}</link><title>{title or f'Report {n}'}</title></item>"


def rss(*items: str) -> str:
    words = "http://purl.org/rss/1.0/modules/content/"
    head = f"<rss version='2.0' xmlns:content='{words}'><channel><title>The Elsin Bell</title>"
    return f"{head}{''.join(items)}</channel></rss>"


def page(n: int, more: str = "") -> str:
    words = (
        f"The harbour office of Port Elsin counted {n * 7 + 3} ships on Monday, more than in any week before. {more} "
        f"A spokeswoman said that the quay would stay open until {n + 4} o'clock, and that the pilots had agreed. "
    )
    return f"<html><head><title>Ships {n}</title></head><body><article><p>{words * 3}</p></article></body></html>"


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    yield found
    found.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    NOW[0] = datetime(2031, 3, 12, 8, tzinfo=UTC)
    with Desk(tmp_path / "desk.variorum", config=CONFIG, now=lambda: NOW[0]) as found:
        yield found


def poll(desk: Desk, *urls: str):
    if urls:
        follow(desk, dict.fromkeys(urls, "The Elsin Bell"))
    with ingest.open_fetcher(CONFIG) as fetcher:
        return Watch(desk, fetcher=fetcher, compare=False).once()


def test_what_is_new_is_kept_placed_and_asked_for_once(desk: Desk, server: Server) -> None:
    feed = rss(*(item(n, server.url) for n in range(3)))
    server.routes = {"/feed": answer(feed, content_type="application/rss+xml", etag='"1"')}
    server.routes |= {f"/a{n}": answer(page(n)) for n in range(3)}
    assert poll(desk, f"{server.url}/feed").new == 3
    assert desk.stories.unplaced() == ()
    assert all(a.outlet == "The Elsin Bell" and desk.store.raw(a.raw_hash) for _, a in desk.store.articles())
    assert poll(desk).polled == 0  # by its pace
    NOW[0] += timedelta(minutes=6)
    before = len(server.asked)
    server.routes["/feed"] = answer(b"", 304)
    assert poll(desk).new == 0
    assert server.asked[before:][-1].headers["if-none-match"] == '"1"'
    assert [r.path for r in server.asked[before:] if r.path.startswith("/a")] == []


def test_ids_that_change_with_every_answer_bring_nothing_twice(desk: Desk, server: Server) -> None:
    server.routes = {f"/a{n}": answer(page(n)) for n in range(2)}
    for round_ in range(3):
        server.routes["/feed"] = answer(rss(*(item(n, server.url, guid=f"{n}-{round_}") for n in range(2))))
        poll(desk, f"{server.url}/feed")
        NOW[0] += timedelta(minutes=6)
    assert desk.store.counts().articles == 2
    assert len([p for p in server.paths() if p == "/a0"]) == 1


def test_entries_without_links_and_with_other_ids_come_once(desk: Desk, server: Server) -> None:
    words = "The ferry line of Port Elsin will reopen on Friday, the owner said in the evening. " * 12
    for round_ in range(2):
        entry = f"<item><guid>{round_}</guid><title>Ferry</title><content:encoded>{words}</content:encoded></item>"
        server.routes = {"/feed": answer(rss(entry))}
        poll(desk, f"{server.url}/feed")
        NOW[0] += timedelta(minutes=6)
    assert desk.store.counts().articles == 1


def test_a_revision_is_kept_beside_what_stood_before(desk: Desk, server: Server) -> None:
    server.routes = {"/feed": answer(rss(item(1, server.url))), "/a1": answer(page(1))}
    poll(desk, f"{server.url}/feed")
    server.routes = {
        "/feed": answer(rss(item(1, server.url, title="Corrected"))),
        "/a1": answer(page(1, "An earlier version gave another number.")),
    }
    NOW[0] += timedelta(minutes=6)
    assert poll(desk).new == 1
    articles = [a for _, a in desk.store.articles()]
    assert len(desk.store.revisions(articles[0])) == 2


def test_a_page_that_did_not_answer_is_asked_again(desk: Desk, server: Server) -> None:
    server.routes = {
        "/feed": answer(rss(item(1, server.url), item(2, server.url)), etag='"7"'),
        "/a1": answer("busy", 503),
        "/a2": answer(page(2)),
    }
    assert poll(desk, f"{server.url}/feed").new == 1
    server.routes["/a1"] = answer(page(1))
    NOW[0] += timedelta(hours=7)
    assert poll(desk).new == 1
    assert "if-none-match" not in server.asked[-1].headers


def test_a_feed_that_fails_says_so_and_the_others_go_on(desk: Desk, server: Server) -> None:
    server.routes = {
        "/good": answer(rss(item(1, server.url))),
        "/page": answer("<html><body>no feed</body></html>"),
        "/a1": answer(page(1)),
    }
    urls = [f"{server.url}/{name}" for name in ("good", "page", "gone")]
    assert poll(desk, *urls).new == 1
    told = {f.url: f for f in desk.feeds.all()}
    assert told[urls[0]].told == ""
    assert told[urls[1]].told
    assert told[urls[2]].failures == 1
    assert told[urls[2]].due_at > told[urls[0]].due_at


def test_a_clock_that_jumps_stops_no_feed(desk: Desk, server: Server) -> None:
    server.routes = {"/feed": answer(rss(item(1, server.url))), "/a1": answer(page(1))}
    poll(desk, f"{server.url}/feed")
    NOW[0] -= timedelta(days=400)
    assert poll(desk).polled == 1
    NOW[0] += timedelta(days=4000)
    assert poll(desk).polled == 1
    assert desk.store.counts().articles == 1


def test_a_store_that_is_locked_is_told_and_tried_again(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.routes = {"/feed": answer(rss(item(1, server.url))), "/a1": answer(page(1))}
    follow(desk, {f"{server.url}/feed": None})
    monkeypatch.setattr("variorum.watch._TROUBLE_SECONDS", 0.05)
    for connection in [desk.store.database.engine.connect() for _ in range(8)]:
        connection.exec_driver_sql("PRAGMA busy_timeout = 20")
        connection.close()
    other = sqlite3.connect(desk.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    seen: list[object] = []
    with ingest.open_fetcher(CONFIG) as fetcher:
        watching_ = Watch(desk, fetcher=fetcher, compare=False)

        def tell(happened) -> None:
            seen.append(happened)
            if happened.told and other.in_transaction:
                other.execute("ROLLBACK")
            if desk.store.counts().articles and not desk.stories.unplaced():
                watching_.stop()

        watching_.run(tell)
    other.close()
    assert any("another program" in w for h in seen for w in h.told)
    assert desk.store.counts().articles == 1


def test_hostile_entries_are_kept_as_text(desk: Desk, server: Server) -> None:
    evil = "&lt;script&gt;alert(1)&lt;/script&gt; \u202e" + "x" * 100_000
    entry = f"<item><guid>{evil}</guid><link>javascript:alert(1)</link><title>{evil}</title></item>"
    server.routes = {"/feed": answer(rss(entry, item(1, server.url))), "/a1": answer(page(1))}
    assert poll(desk, f"{server.url}/feed").new == 1


def test_links_and_entries_are_known_again() -> None:
    from variorum.records.web import Feed, FeedEntry, FeedKind

    assert plain_link("http://[bad/?utm_x=1") == "http://[bad/?utm_x=1"
    feed = Feed(kind=FeedKind.RSS, url="https://bell.example/feed")
    one = FeedEntry(key="1", link="https://bell.example/a?utm_source=x", title="T")
    two = FeedEntry(key="2", link="https://bell.example/a#top", title="T")
    assert entry_key(one, feed) == entry_key(two, feed)
    assert len(entry_key(FeedEntry(key="3", link="https://bell.example/" + "x" * 9000), feed)) <= 2000


def test_feeds_come_from_lists_and_addresses(tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(
        '<opml version="2.0"><body><outline text="Bell" xmlUrl="https://bell.example/f"/></body></opml>'
    )
    found = feeds_in([str(path), "The Ledger=https://ledger.example/f"], config=CONFIG)
    assert found == {"https://bell.example/f": "Bell", "https://ledger.example/f": "The Ledger"}
    follow(desk, found)
    assert follow(desk, {"https://bell.example/f": None}) == ("https://ledger.example/f",)
    with pytest.raises(InputError, match="cannot read"):
        feeds_in([str(tmp_path / "none.opml")], config=CONFIG)
    (tmp_path / "a.txt").write_text("just text")
    with pytest.raises(InputError):
        feeds_in([str(tmp_path / "a.txt")], config=CONFIG)


def test_one_watch_a_store_and_none_without_feeds(desk: Desk) -> None:
    with pytest.raises(InputError, match="no feed is followed"):
        watch(desk, once=True)
    with holding(desk.path, WATCHING, wait=False), pytest.raises(InputError, match="already"):
        watch(desk, {"https://bell.example/f": None}, once=True)


def test_the_command_polls_once(tmp_path: Path, server: Server, capsys: pytest.CaptureFixture) -> None:
    server.routes = {"/feed": answer(rss(item(1, server.url))), "/a1": answer(page(1))}
    given = [f"Bell={server.url}/feed", "--store", str(tmp_path / "d.variorum"), "--once", "--allow-private"]
    assert main(["watch", *given]) == 0
    assert "1 new article" in capsys.readouterr().err
    assert main(["watch", "--store", str(tmp_path / "none.variorum"), "--once"]) == 1


def test_kills_while_adding_and_watching_lose_nothing_and_bring_nothing_twice(tmp_path: Path) -> None:
    rng = random.Random(7)
    adding(tmp_path, kills=1, count=60, rng=rng, seconds=2.0)
    watching(tmp_path, kills=1, count=24, rng=rng, seconds=2.5)
