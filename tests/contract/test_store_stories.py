"""Stories, reports, corrections and feeds in the store; and a store of an older version."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from tests.contract.test_store import AT, make_article

from variorum.desk import Desk
from variorum.errors import ConfigError, InputError
from variorum.stores.feeds import pause_minutes
from variorum.stores.lock import holding
from variorum.stores.named import key_of


@pytest.fixture
def desk(tmp_path):
    with Desk(tmp_path / "desk.variorum", now=lambda: AT) as found:
        found.store.add([make_article(n) for n in range(6)], at=AT)
        yield found


def write(desk, stories, **more):
    ids = {n: make_article(n).id for n in range(6)}
    return desk.stories.write(
        membership={ids[n]: (s, None) for n, s in stories.items()},
        merged=more.get("merged", {}),
        events=[(s, msgspec.json.encode({"kind": "joined", "n": n})) for n, s in stories.items()],
        state=("stories", 1, more.get("state", b"x")),
        whole=more.get("whole", True),
        at=AT,
    )


def test_stories_are_listed_by_their_last_change_whatever_the_clock(desk):
    write(desk, {0: "s0", 1: "s0", 2: "s1"})
    first = desk.stories.last_change()
    write(desk, {3: "s1"})
    assert [r.id for r in desk.stories.recent()] == ["s1", "s0"]
    assert [r.id for r in desk.stories.recent(since=first)] == ["s1"]
    assert [r.size for r in desk.stories.recent(least=2)] == [2, 2]
    assert desk.stories.members("s1") == (make_article(2).id, make_article(3).id)
    assert desk.stories.story_of(make_article(3).id) == "s1"
    assert desk.store.state("stories", version=1) == (b"x", ())
    assert desk.stories.unplaced() == (make_article(4).id, make_article(5).id)


def test_what_came_to_a_state_stands_behind_it_until_it_is_kept_whole_again(desk):
    write(desk, {0: "s0"}, state=b"whole")
    write(desk, {1: "s0"}, state=b"one", whole=False)
    write(desk, {2: "s0"}, state=b"two", whole=False)
    assert desk.store.state("stories", version=1) == (b"whole", (b"one", b"two"))
    write(desk, {3: "s0"}, state=b"all")
    assert desk.store.state("stories", version=1) == (b"all", ())


def test_a_story_that_is_left_empty_goes_and_its_corrections_follow_a_merge(desk):
    write(desk, {0: "s0", 1: "s1"})
    point = {"point": [{"source": "The Ledger", "words": "harbour of Port Elsin"}], "reason": "none"}
    desk.correct("s0", "reject", point)
    assert write(desk, {}, merged={"s0": "s1"}) == ("s1",)
    assert desk.stories.story("s0") is None
    assert desk.stories.story("s1").size == 2
    assert [c.what.reason for c in desk.corrections_of("s1")] == ["none"]


def test_what_waits_is_what_changed_since_it_was_compared(desk):
    write(desk, {0: "s0", 1: "s0", 2: "s1"})
    assert desk.due() == ("s0",)
    put(desk, "s0")
    assert desk.due() == ()
    write(desk, {3: "s0"})
    assert desk.due() == ("s0",)
    put(desk, "s0")
    number = desk.correct("s0", "reject", {"point": [{"source": "The Ledger", "words": "x"}], "reason": "none"})
    assert desk.due() == ("s0",)
    put(desk, "s0")
    assert not desk.take_back("s1", number)
    assert desk.due() == ()
    assert desk.take_back("s0", number)
    assert desk.due() == ("s0",)
    put(desk, "s0")
    desk.made_of = "another version"
    assert desk.due() == ("s0",)


def put(desk, story):
    from variorum.records.report import Report, Run

    empty = dict.fromkeys(
        ("articles", "entities", "times", "quotes", "points", "variants", "lineage", "origins"), ()
    )
    report = Report(run=Run(variorum="0", config="0", steps=(), models=()), **empty)
    row = desk.story(story)
    desk.reports.put(story, report, change=row.change, made_of=desk.made_of, page="<p>page</p>", at=AT)
    assert desk.reports.page(story) == "<p>page</p>"
    assert desk.reports.report(story) == report


def test_a_correction_of_no_story_or_no_form_is_refused(desk):
    write(desk, {0: "s0"})
    with pytest.raises(InputError, match="no story 'none'"):
        desk.correct("none", "reject", {})
    with pytest.raises(ConfigError):
        desk.correct("s0", "reject", {"reason": "r"})
    with pytest.raises(ConfigError):
        desk.correct("s0", "erase", {"reason": "r"})


def test_names_are_one_whatever_their_case_and_article():
    assert key_of(" The  Harbour Minister ") == key_of("harbour minister") == "harbour minister"
    assert key_of("The") == "the"


def test_feeds_are_due_again_also_after_the_clock_was_set_back(desk):
    desk.feeds.follow({"https://a.example/feed": "The Ledger", "https://b.example/feed": None})
    assert len(desk.feeds.due(AT)) == 2
    desk.feeds.polled("https://a.example/feed", at=AT, etag='"1"')
    desk.feeds.polled("https://b.example/feed", at=AT, told="it did not answer")
    assert desk.feeds.due(AT) == ()
    rows = {f.url: f for f in desk.feeds.all()}
    assert rows["https://a.example/feed"].etag == '"1"'
    assert rows["https://b.example/feed"].failures == 1
    assert [f.url for f in desk.feeds.due(AT + timedelta(minutes=6))] == ["https://a.example/feed"]
    assert len(desk.feeds.due(AT - timedelta(days=40))) == 2
    assert pause_minutes(failures=50, asked=None) == 360.0


def test_an_entry_is_taken_once(desk):
    desk.feeds.follow({"https://a.example/feed": None})
    assert desk.feeds.unseen(["k1", "k2", "k1"]) == ("k1", "k2")
    desk.feeds.mark({"k1": "added"}, feed="https://a.example/feed", at=AT)
    desk.feeds.mark({"k1": "known"}, feed="https://a.example/feed", at=AT)
    assert desk.feeds.unseen(["k1", "k2"]) == ("k2",)
    assert desk.feeds.outcomes("https://a.example/feed") == {"added": 1}


def test_one_program_alone_holds_a_task(tmp_path):
    store = tmp_path / "desk.variorum"
    with holding(store, "comparing", wait=False) as first, holding(store, "comparing", wait=False) as second:
        assert (first, second) == (True, False)
    with holding(store, "comparing", wait=False) as again:
        assert again


def test_a_store_of_the_first_version_is_brought_up_to_date(tmp_path: Path):
    path = tmp_path / "old.variorum"
    with Desk(path, now=lambda: datetime(2031, 3, 12, tzinfo=UTC)) as desk:
        desk.store.add([make_article(n) for n in range(6)], at=AT)
        write(desk, {0: "s0", 1: "s0"})
        write(desk, {2: "s1", 3: "s1"})
        put(desk, "s0")
    raw = sqlite3.connect(path)
    for line in (
        "DROP TABLE named",
        "DROP TABLE state_since",
        "DROP INDEX ix_story_change",
        "DROP INDEX ix_report_made_at",
        "ALTER TABLE story DROP COLUMN change",
        "ALTER TABLE report DROP COLUMN change",
        "UPDATE alembic_version SET version_num = '0001'",
    ):
        raw.execute(line)
    raw.commit()
    raw.close()
    with Desk(path) as desk:
        assert desk.store.counts().articles == 6
        assert sorted(r.id for r in desk.stories.recent()) == ["s0", "s1"]
        assert len({r.change for r in desk.stories.recent()}) == 2
        assert set(desk.due()) == {"s0", "s1"}
        assert desk.reports.page("s0") == "<p>page</p>"
