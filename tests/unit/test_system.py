"""The system that reports describe: positions, deeds, offices, frameworks, and when. All names are invented."""

import pytest

from variorum import session
from variorum.records.report import Report

FIRST = """Orland and Vestria renew pact
Orlandish Prime Minister Mira Holt said on Tuesday that she wants to strengthen the Orland-Vestria alliance.
Holt condemned the raid on the port of Elsin. Former foreign minister Tomas Reed criticised Holt.
Holt promised to raise defence spending by 2035. Holt met Vestrian President Karl Brandt on Monday.
Orland wants to strengthen trilateral cooperation with Vestria and Sundmark, Holt said.
The two leaders did not discuss the Elsin Treaty."""

SECOND = """Holt pledges more for defence
Prime Minister Mira Holt of Orland pledged to raise defence spending by 2035, the government said.
Holt met President Karl Brandt on Monday. Brandt rejected the plan for a northern version of the Elsin Treaty.
Observers hope that Orland will agree. It would attack nobody, she said."""


@pytest.fixture(scope="module")
def report() -> Report:
    rows = [
        {"id": "a", "outlet": "The Ledger", "text": FIRST, "published": "2031-03-12"},
        {"id": "b", "outlet": "The Harbour Post", "text": SECOND, "published": "2031-03-12"},
    ]
    return session.compare(rows)


def _edges(report: Report) -> set[tuple[str, str]]:
    return {(r.from_, r.relation) for r in report.relations}


def test_positions_rest_on_words_that_state_them(report: Report) -> None:
    assert {("Mira Holt", "wants"), ("Mira Holt", "condemns"), ("Karl Brandt", "opposes")} <= _edges(report)
    texts = {a.id: a.text for a in report.articles}
    for r in report.relations:
        assert r.cites
        for c in r.cites:
            assert texts[c.article][c.start : c.end].strip()
    condemned = next(r for r in report.relations if r.relation == "condemns")
    cite = condemned.cites[0]
    assert "condemned the raid" in texts[cite.article][cite.start : cite.end]


def test_the_same_promise_of_two_reports_is_one_line_of_the_ledger(report: Report) -> None:
    promises = [c for c in report.commitments if c.who == "Mira Holt" and "defence spending" in c.what]
    assert len(promises) == 1
    assert promises[0].by == "2035"
    assert len(promises[0].articles) == 2


def test_deeds_join_two_named_actors(report: Report) -> None:
    met = [r for r in report.relations if r.relation == "meets"]
    assert [(r.from_, r.to) for r in met] == [("Mira Holt", "Karl Brandt")]
    assert len(met[0].articles) == 2


def test_who_is_open_makes_no_edge(report: Report) -> None:
    actors = {r.from_ for r in report.relations}
    assert "Observers" not in actors
    assert not [r for r in report.relations if r.relation == "attacks"]


def test_offices_say_of_what_and_whether_they_are_over(report: Report) -> None:
    offices = {a.name: [(o.title, o.of, o.status) for o in a.offices] for a in report.actors}
    assert ("foreign minister", None, "former") in offices["Tomas Reed"]
    assert any(title == "prime minister" and status == "holds" for title, _, status in offices["Mira Holt"])


def test_a_denied_discussion_is_no_position(report: Report) -> None:
    assert not [r for r in report.relations if "discuss" in r.relation]


def test_times_belong_to_their_own_verb(report: Report) -> None:
    met = [e for e in report.timeline if "met" in e.text]
    assert met
    assert {e.time for e in met} == {"2031-03-10"}
    assert met[0].kind == "happened"
    assert all(e.cites for e in report.timeline)


def test_the_order_of_the_inputs_changes_nothing() -> None:
    rows = [
        {"id": "a", "outlet": "The Ledger", "text": FIRST, "published": "2031-03-12"},
        {"id": "b", "outlet": "The Harbour Post", "text": SECOND, "published": "2031-03-12"},
    ]
    one, two = session.compare(rows), session.compare(rows[::-1])
    for field in ("relations", "frameworks", "actors", "commitments", "timeline"):
        a, b = getattr(one, field), getattr(two, field)
        assert len(a) == len(b)
        assert [getattr(x, "id", "") for x in a] == [getattr(x, "id", "") for x in b]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Sweden spoke of the Nordic Pact framework involving Denmark, Norway and Sweden.", None),
        ("Norway wants trilateral cooperation among Denmark, Norway and Sweden.", ("Denmark", "Norway", "Sweden")),
        ("Norway wants to deepen its three-way ties with Denmark and Sweden.", ("Denmark", "Norway", "Sweden")),
        ("Norway praised trilateral ties with Denmark.", ()),
        ("The Denmark-Norway alliance holds, officials in Oslo said.", ("Denmark", "Norway")),
    ],
)
def test_members_come_from_the_words(text: str, members: tuple[str, ...] | None) -> None:
    body = f"A meeting in the north\n{text} The talks in Oslo went on for two days, the host said later in the week."
    found = session.compare([{"id": "x", "text": body, "published": "2031-03-12"}]).frameworks
    if members is None:
        members = ("Denmark", "Norway", "Sweden")
    assert [f.members for f in found if f.members] == ([members] if members else [])


def test_a_story_without_any_of_it_invents_nothing() -> None:
    body = "Rain over the valley\nIt rained for nine hours over the valley. The river rose by a metre, then fell again."
    report = session.compare([{"id": "x", "text": body, "published": "2031-03-12"}])
    assert (report.relations, report.frameworks, report.commitments) == ((), (), ())


def test_two_people_of_one_surname_stay_two() -> None:
    body = (
        "Two Marlows at odds\nCouncillor Ada Marlow supports the bridge over the Sel. "
        "Her rival Ben Marlow opposes the bridge over the Sel. Marlow promised to resign."
    )
    report = session.compare([{"id": "x", "text": body, "published": "2031-03-12"}])
    sides = {(r.from_, r.relation) for r in report.relations}
    assert ("Ada Marlow", "opposes") not in sides
    assert ("Ben Marlow", "supports") not in sides
    assert not [r for r in report.relations if r.relation == "promises"]


def test_an_outlet_that_reports_is_no_actor() -> None:
    body = (
        "Bridge closed\nThe bridge over the Sel is closed, the BBC reported. The BBC believes it will open in May. "
        "Repairs began on Monday."
    )
    report = session.compare([{"id": "x", "text": body, "published": "2031-03-12"}])
    assert not [r for r in report.relations if r.from_ == "BBC"]
