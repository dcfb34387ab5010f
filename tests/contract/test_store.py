"""What every store keeps to, and what it says when the disk does not."""

import random
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from variorum.errors import StoreError
from variorum.records.place import Extent
from variorum.records.source import Article, Located, Rejection, RejectReason
from variorum.stores.store import BATCH, Store, match_expression

AT = datetime(2031, 3, 12, 8, tzinfo=UTC)


def make_article(n: int, text: str | None = None, *, title: str = "Ferry line reopens", outlet: str = "The Ledger"):
    text = text if text is not None else f"{title}\nThe harbour of Port Elsin opened again on day {n}."
    return Article(
        id=f"a{n:016x}",
        source=f"row-{n}",
        text=text,
        language="en",
        outlet=outlet,
        title=Located(text=title),
        paragraphs=((Extent(0, len(text)),),),
        raw_hash=f"{n:064x}",
        extra={"desk": [n, {"nested": True}]},
    )


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "desk.variorum"


def test_an_article_comes_back_as_it_went_in(path):
    article = make_article(1)
    with Store(path) as store:
        store.add([article], at=AT)
    with Store(path) as store:
        assert store.article(article.id) == article
        assert store.article("a0") is None


def test_the_same_article_is_kept_once(path):
    with Store(path) as store:
        first = store.add([make_article(1), make_article(2), make_article(1)], at=AT)
        again = store.add([make_article(2), make_article(3)], at=AT)
    assert (first.new, first.known) == ((make_article(1).id, make_article(2).id), 1)
    assert (again.new, again.known) == ((make_article(3).id,), 1)


def test_order_of_arrival_is_kept_over_batches(path):
    numbers = list(range(2 * BATCH + 7))
    random.Random(5).shuffle(numbers)
    with Store(path) as store:
        store.add((make_article(n) for n in numbers), at=AT)
        seen = list(store.articles())
    assert [a.id for _, a in seen] == [make_article(n).id for n in numbers]
    with Store(path) as store:
        assert [a.id for _, a in store.articles(after=seen[-3][0])] == [a.id for _, a in seen[-2:]]


def test_search_takes_words_and_never_syntax(path):
    with Store(path) as store:
        store.add([make_article(1), make_article(2, "Goats graze NEAR the école (again).", title="Goats")], at=AT)
        assert [f.id for f in store.search("goats")] == [make_article(2).id]
        assert [f.id for f in store.search("ecole")] == [make_article(2).id]
        assert store.search("goats harbour") == ()
        assert [f.id for f in store.search('"harbour of port"')] == [make_article(1).id]
        for hostile in ('"', "* OR", "a AND (", "title:goats", "NEAR(", "-goats", "'; DROP TABLE article; --", "\0"):
            store.search(hostile)
        assert store.counts().articles == 2


def test_a_search_without_a_word_finds_nothing(path):
    assert match_expression(' "" * ( ') is None
    with Store(path) as store:
        store.add([make_article(1)], at=AT)
        assert store.search("  ") == ()


def test_of_very_many_matches_the_newest_are_ranked(path, monkeypatch):
    monkeypatch.setattr("variorum.stores.store._MOST_RANKED", 4)
    with Store(path) as store:
        store.add([make_article(1, title="Goats goats goats"), *map(make_article, range(2, 6))], at=AT)
        store.add([make_article(6, "Goats\nOf goats in the harbour.", title="Goats"), make_article(7)], at=AT)
        assert next(f.id for f in store.search("harbour")) == make_article(6).id
        assert {f.id for f in store.search("harbour")} == {make_article(n).id for n in range(4, 8)}
        assert [f.id for f in store.search("goats")] == [make_article(n).id for n in (1, 6)]
        assert store.search("harbour", offset=4) == ()
        assert all("\x02harbour\x03" in f.excerpt for f in store.search("harbour"))


def test_a_suppressed_name_finds_nothing(path):
    with Store(path) as store:
        store.add([make_article(1, "Mira Oltan opened the harbour.")], at=AT)
        assert store.search("mira oltan")
        store.suppress("Mira  Oltan", reason="asked for it", at=AT)
        assert store.search('harbour "MIRA OLTAN"') == ()
        assert store.suppressed() == ("mira oltan",)
        store.unsuppress("mira oltan")
        assert store.search("mira oltan")


def test_hostile_text_is_kept_as_text(path):
    text = "<script>alert(1)</script> \u202eevil\u202c 😀 '); DROP TABLE article; --"
    with Store(path) as store:
        store.add([make_article(1, text, title=text, outlet=text)], at=AT)
        kept = store.article(make_article(1).id)
    assert kept is not None
    assert kept.text == text
    assert kept.outlet == text


def test_raw_bytes_are_kept_by_hash(path):
    with Store(path) as store:
        store.keep_raw("ab" * 32, b"<html>\xff", media="html")
        store.keep_raw("ab" * 32, b"<html>\xff", media="html")
        assert store.raw("ab" * 32) == b"<html>\xff"
        assert store.raw("cd" * 32) is None


def test_rejections_are_kept_once_with_their_reason(path):
    refused = Rejection(id="empty.txt", step="ingest", reason=RejectReason.EMPTY, detail="empty.txt is empty.")
    with Store(path) as store:
        store.reject([refused], at=AT)
        store.reject([refused], at=AT)
        assert store.rejections() == (refused,)


def test_an_absent_store_is_not_made_by_reading(path):
    with pytest.raises(StoreError, match="variorum add"):
        Store(path, create=False)
    assert not path.exists()


def test_a_file_that_is_no_store_is_left_alone(path):
    path.write_bytes(b"just a text file, long enough to have a header " * 40)
    with pytest.raises(StoreError, match="is no store"):
        Store(path)
    assert path.read_bytes().startswith(b"just a text")


def test_a_later_version_is_refused(path):
    Store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(StoreError, match="later version"):
        Store(path)


def test_a_locked_store_says_so(path, monkeypatch):
    monkeypatch.setattr("variorum.stores.database.WAIT_SECONDS", 0.05)
    Store(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with Store(path) as store, pytest.raises(StoreError, match="another program"):
            store.add([make_article(1)], at=AT)
    finally:
        other.close()


def test_readers_go_on_while_one_writes(path):
    with Store(path) as store:
        store.add([make_article(1)], at=AT)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM article")
        assert store.counts().articles == 1
        other.close()


def test_a_full_disk_loses_nothing_that_was_kept(path):
    with Store(path) as store:
        store.add([make_article(1)], at=AT)
        noise = random.Random(1)
        big = make_article(2, "".join(chr(noise.randrange(0x4E00, 0x9FFF)) for _ in range(400_000)))
        with store.database.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 8}")
        with pytest.raises(StoreError, match="disk is full"):
            store.add([big], at=AT)
    with Store(path) as store:
        assert [a.id for _, a in store.articles()] == [make_article(1).id]
        assert store.search("harbour")


_WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.contract.test_store import make_article
from variorum.stores.store import Store
with Store(Path(sys.argv[1])) as store:
    print("open", flush=True)
    n = int(sys.argv[3])
    while True:
        store.add([make_article(k) for k in range(n, n + 20)], at=datetime.now(UTC))
        n += 20
        print(n, flush=True)
"""


def test_a_kill_loses_nothing_that_was_told_and_keeps_nothing_twice(path):
    chance = random.Random(3)
    told = 0
    for _ in range(4):
        root = str(Path(__file__).parents[2])
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path), root, str(told)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        for line in writer.stdout:
            told = int(line)
            if chance.random() < 0.3:
                break
        time.sleep(chance.random() * 0.004)
        writer.kill()
        told = max([told, *(int(line) for line in writer.stdout.read().split())])
        writer.stdout.close()
        writer.wait()
        with Store(path) as store:
            held = [a.id for _, a in store.articles()]
        assert len(held) == len(set(held))
        assert {make_article(n).id for n in range(told)} <= set(held)
        assert len(held) % 20 == 0  # a batch is there whole or not at all
        with sqlite3.connect(path) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert raw.execute("SELECT count(*) FROM article_words").fetchone() == (len(held),)
        raw.close()
