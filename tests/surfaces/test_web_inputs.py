"""Addresses and feeds as inputs of the commands."""

import json
import signal
import subprocess
import sys
import threading
import time

import pytest
from tests.misbehaving import answer, hang_up, serving

from variorum import ingest
from variorum.adapters.fetch import HttpFetcher
from variorum.cli import main

STORY = (
    "<p>A crane fell onto the quay of Halvik on Monday morning, and {n} dockers were hurt, the port authority said.</p>"
    "<p>The crane swayed for a minute in the wind before it came down, said Ena Solt, who drives another one there.</p>"
    "<p>The quay stayed closed until the evening, and two ships had to wait outside the harbour for the whole day.</p>"
)


def page(n, outlet, head=""):
    return answer(
        f'<html lang="en"><head><title>Crane falls in Halvik</title><meta property="og:site_name" content="{outlet}">'
        f"{head}</head><body><article><h1>Crane falls in Halvik</h1>{STORY.format(n=n)}</article></body></html>"
    )


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The pace and the pauses between attempts are kept, but pass at once."""
    monkeypatch.setattr(ingest, "open_fetcher", lambda config: HttpFetcher(config, sleep=lambda seconds: None))


@pytest.fixture
def server():
    with serving({"/a": page("two", "The Halvik Ledger"), "/b": page("three", "Strait Mercury")}) as made:
        yield made


def run(capsys, *args):
    code = main([str(a) for a in args])
    said = capsys.readouterr()
    return code, said.out, said.err


def rows(out):
    return [json.loads(line) for line in out.splitlines()]


def test_compare_takes_addresses(capsys, server):
    code, out, err = run(
        capsys, "compare", f"{server.url}/a?x=1", f"Mine={server.url}/b", "--allow-private", "--format", "json",
        "--published", "2031-03-12",
    )  # fmt: skip
    assert (code, err) == (0, "")
    report = json.loads(out)
    assert [a["outlet"] for a in report["articles"]] == ["The Halvik Ledger", "Mine"]
    assert [a["source"] for a in report["articles"]] == [f"{server.url}/a?x=1", f"{server.url}/b"]
    assert len(report["points"]) >= 3


def test_this_machine_is_not_asked_unless_allowed(capsys, server, tmp_path):
    rejects = tmp_path / "rejects.jsonl"
    code, out, err = run(capsys, "read", "--only", "text", f"{server.url}/a", "--rejects", rejects)
    assert (code, out) == (2, "")
    assert "--allow-private" in err
    assert server.asked == []
    assert rows(rejects.read_text(encoding="utf-8"))[0]["reason"] == "private_address"


def test_what_fails_is_named_and_the_rest_read(capsys, server, tmp_path):
    server.routes |= {
        "/gone": answer(b"", 410),
        "/dead": hang_up,
        "/empty": answer(" "),
        "/pic": answer(b"\x89PNG\r\n"),
    }
    rejects = tmp_path / "rejects.jsonl"
    asked = [f"{server.url}/{x}" for x in ("gone", "a", "a", "pic", "empty")]
    code, out, _ = run(
        capsys, "read", "--only", "text", "--allow-private", *asked, "ftp://x.example/", "--rejects", rejects
    )
    assert code == 3
    assert [r["source"] for r in rows(out)] == [f"{server.url}/a"]
    assert [r["reason"] for r in rows(rejects.read_text(encoding="utf-8"))] == [
        "http_status", "duplicate", "binary", "empty", "bad_address",
    ]  # fmt: skip


def test_a_feed_gives_its_articles(capsys, server):
    server.routes["/rss"] = answer(
        "<rss><channel><title>All of it</title>"
        "<item><link>/a</link><source url='https://wire.example/'>Meridian Wire</source></item>"
        "<item><link>/none</link></item><item><link>/b</link></item></channel></rss>",
        content_type="application/rss+xml",
    )
    server.routes["/list"] = answer(f'<opml><body><outline xmlUrl="{server.url}/rss" text="A list"/></body></opml>')
    for path in ("/rss", "/list"):
        code, out, err = run(capsys, "read", "--only", "text", "--allow-private", server.url + path)
        assert code == 3
        got = rows(out)
        assert [r["url"] for r in got] == [f"{server.url}/a", f"{server.url}/b"]
        assert [r["outlet"] for r in got] == ["Meridian Wire", "Strait Mercury"]
        assert got[0]["extra"]["feed"]["source"] == {"name": "Meridian Wire", "url": "https://wire.example/"}
        assert f"not read: {server.url}/none" in err


def test_a_list_where_one_feed_is_a_page(capsys, server):
    server.routes["/map"] = answer(f"<sitemapindex><sitemap><loc>{server.url}/a</loc></sitemap></sitemapindex>")
    code, _, err = run(capsys, "read", "--only", "text", "--allow-private", server.url + "/map")
    assert code == 2
    assert "is an HTML page, not a feed" in err


def test_a_feed_in_a_file(capsys, server, tmp_path):
    feed = tmp_path / "all.xml"
    feed.write_text(f"<urlset><url><loc>{server.url}/a</loc></url></urlset>", encoding="utf-8")
    code, out, _ = run(capsys, "read", "--only", "text", "--allow-private", feed)
    assert code == 0
    assert rows(out)[0]["outlet"] == "The Halvik Ledger"


def test_a_feed_in_a_folder_is_left_alone(capsys, server, tmp_path):
    """What it links to would be fetched, and nobody named it."""
    for name in ("a.rss", "b.opml", "c.xml"):
        (tmp_path / name).write_text(f"<urlset><url><loc>{server.url}/a</loc></url></urlset>", encoding="utf-8")
    (tmp_path / "d.txt").write_text("A crane fell in Halvik on Monday, and nobody knew why.", encoding="utf-8")
    code, out, _ = run(capsys, "read", "--only", "text", "--allow-private", tmp_path)
    assert code == 0
    assert [r["source"] for r in rows(out)] == [str(tmp_path / "d.txt")]
    assert server.asked == []


def test_other_files_at_an_address(capsys, server):
    server.routes |= {
        "/a.txt": answer("A crane fell in Halvik on Monday, and nobody knew why it did.", content_type="text/plain"),
        "/rows.jsonl": answer(json.dumps({"text": "A crane fell."}) + "\n", content_type="application/x-ndjson"),
        "/wrong": answer("A crane fell; “nobody” knew.".encode("cp1252"), content_type="text/plain; charset=utf-8"),
    }
    asked = [f"{server.url}/{x}" for x in ("a.txt?v=2", "rows.jsonl", "wrong")]
    code, out, _ = run(capsys, "read", "--only", "text", "--allow-private", *asked)
    assert code == 0
    assert [r["url"] for r in rows(out)] == asked
    assert rows(out)[2]["text"] == "A crane fell; “nobody” knew."


def test_a_feed_gives_no_more_than_the_limit(server):
    import variorum

    entries = "".join(f"<url><loc>{server.url}/{x}</loc></url>" for x in "abcdefg")
    server.routes["/map"] = answer(f"<urlset>{entries}</urlset>")
    config = variorum.Config(allow_private=True, max_entries=2, pace_seconds=0)
    out, rejections = variorum.read([server.url + "/map"], only_text=True, config=config)
    assert len(list(out)) == 2
    assert [(r.reason, r.detail.split(" ")[0]) for r in rejections] == [("too_many", "5")]


def test_a_stop_by_hand_leaves_what_was_done(server, tmp_path):
    """Ctrl-C in the middle of a long feed: the rows so far are in the file, and so are the rejections."""
    held = threading.Event()

    def waits(connection, request):
        held.set()
        time.sleep(30)

    server.routes["/slow"] = waits
    entries = "".join(f"<url><loc>{server.url}/{x}</loc></url>" for x in ("a", "gone", "slow", "b"))
    server.routes["/map"] = answer(f"<urlset>{entries}</urlset>")
    out, rejects = tmp_path / "rows.jsonl", tmp_path / "rejects.jsonl"
    args = [sys.executable, "-m", "variorum", "read", "--only", "text", "--allow-private", f"{server.url}/map"]
    with subprocess.Popen(
        [*args, "--out", str(out), "--rejects", str(rejects)], stderr=subprocess.PIPE, text=True
    ) as process:
        assert held.wait(60)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "1 articles were read and written before the stop" in err
    assert [r["url"] for r in rows(out.read_text(encoding="utf-8"))] == [f"{server.url}/a"]
    assert [r["reason"] for r in rows(rejects.read_text(encoding="utf-8"))] == ["http_status"]
    assert not list(tmp_path.glob(".*.part"))
