"""The invented story through the whole plan: what an editor must find in it, and the same bytes every time."""

import re
import shutil
from pathlib import Path

import pytest

import variorum
from variorum.session import StoryReport

EXAMPLE = Path(__file__).parents[2] / "examples" / "fictional-ferry"
FILES = sorted(str(p) for p in EXAMPLE.glob("*.txt"))
MERIDIAN, COURIER, BROADCASTING, LEDGER, MERCURY, POST = range(6)


@pytest.fixture(scope="module")
def report() -> StoryReport:
    return variorum.compare(FILES, published="2031-03-12")


def ids(report, *places):
    return {report.articles[p].id for p in places}


def test_every_report_is_read(report):
    assert [a.siglum for a in report.articles] == list("ABCDEF")
    assert report.rejections == ()


def test_titles(report):
    titles = [a.title.text if a.title else None for a in report.articles]
    assert titles == [
        "Ferry hits barge in Ostrand Strait, at least five dead; leaders agree on joint inquiry",
        "Ferry strikes barge in fog, five killed",
        "Prime Minister Teshk and President Brennvik agree on joint ferry inquiry",
        "Brennvik, Teshk vow to find cause of Sula Bay ferry crash",
        'Teshk of Kesmar Phones Brennvik After Ferry Disaster... "Joint Commission to Be Formed"',
        None,
    ]


def test_the_frame_is_out_of_the_body(report):
    for article in report.articles:
        body = " ".join(article.text[e.start : e.end] for e in article.body)
        for frame in ("Comments are closed", "Schriftgröße", "Sign up now", "PHOTO", "Photo:", "Image source"):
            assert frame not in body, (article.source, frame)
        assert "Kesmar" in body


def test_a_reprint_counts_once(report):
    together = [set(o.articles) for o in report.origins if len(o.articles) > 1]
    assert together == [ids(report, MERIDIAN, COURIER)]
    assert len(report.origins) == 5


def test_who_is_cited(report):
    cites = {(x.article, x.source) for x in report.lineage if x.relation == "cites"}
    assert {s for a, s in cites if a in ids(report, MERCURY)} >= {"Kesmar Broadcasting"}


def speaker_of(report, words):
    text = {a.id: a.text for a in report.articles}
    found = [q for q in report.quotes if words in text[q.article][q.start : q.end]]
    assert found, words
    return {q.speaker for q in found}


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("wrong to guess", "Jonna Reisk"),
        ("We will not rest", "Maruna Teshk"),
        ("We shall go on", "Maruna Teshk"),
        ("First the dead", "Maruna Teshk"),
        ("facts on the table", "Ragna Lund"),
        ("In fog like this", "Tove Aschan"),
        ("You had ships of 80", "Olle Varn"),
    ],
)
def test_who_said_it(report, words, speaker):
    assert speaker_of(report, words) == {speaker}


def test_one_person_under_both_name_orders(report):
    people = [e for e in report.entities if e.type == "person" and "Teshk" in e.name]
    assert len(people) == 1
    assert {m.article for m in people[0].mentions} == {a.id for a in report.articles}


def test_relative_dates_meet_on_one_day(report):
    text = {a.id: a.text for a in report.articles}
    values: dict[str, set[str]] = {}
    for t in report.times:
        for word in ("tuesday", "wednesday", "12th", "11th", "march 11", "march 12"):
            if word in text[t.article][t.start : t.end].lower():
                values.setdefault(word, set()).add(t.value[:10])
    assert values["tuesday"] == values["11th"] == values["march 11"] == {"2031-03-11"}
    assert values["wednesday"] == values["12th"] == values["march 12"] == {"2031-03-12"}


def test_the_call_and_the_commission_are_told_by_most(report):
    most = [p for p in report.points if sum(m == "states" for m in p.coverage.values()) >= 5]
    assert most
    assert max(p.independent_origins for p in report.points) <= 5


def test_a_growing_toll_is_no_conflict(report):
    for v in report.variants:
        if v.relation == "conflict":
            words = " ".join(
                a.text[m.start : m.end] for m in v.marks for a in report.articles if a.id == m.article
            )
            assert "five" not in words or "seven" not in words


def test_not_in_detail_stands_out_against_flat_denials(report):
    scope = [v for v in report.variants if v.kind == "scope" and "detail" in v.note]
    assert scope
    by_claim = {c.id: c.article for p in report.points for c in p.claims}
    assert any({by_claim[i] for i in (*v.claims, *v.against)} & ids(report, LEDGER) for v in scope)


def test_every_citation_is_in_bounds(report):
    length = {a.id: len(a.text) for a in report.articles}
    cites = [c for p in report.points for c in p.near]
    cites += [m for v in report.variants for m in v.marks]
    cites += [m for e in report.entities for m in e.mentions]
    for c in cites:
        assert 0 <= c.start < c.end <= length[c.article]
    for p in report.points:
        assert set(p.coverage) == set(length)
        for c in p.claims:
            assert all(0 <= s.start < s.end <= length[c.article] for s in c.spans)


def test_the_same_input_gives_the_same_bytes(report):
    assert variorum.compare(FILES, published="2031-03-12").to_json() == report.to_json()


def test_the_order_of_the_inputs_changes_nothing_but_order(report):
    turned = variorum.compare(FILES[::-1], published="2031-03-12")
    assert [a.id for a in turned.articles] == [a.id for a in report.articles][::-1]
    assert {p.id: sorted(c.id for c in p.claims) for p in turned.points} == {
        p.id: sorted(c.id for c in p.claims) for p in report.points
    }
    assert {v.id: v.note for v in turned.variants} == {v.id: v.note for v in report.variants}
    assert turned.entities == report.entities
    assert turned.origins == report.origins


def test_where_the_files_lie_changes_nothing_but_ids(report, tmp_path):
    for file in FILES:
        shutil.copy(file, tmp_path)
    moved = variorum.compare(sorted(str(p) for p in tmp_path.iterdir()), published="2031-03-12")
    assert {a.id for a in moved.articles}.isdisjoint(a.id for a in report.articles)

    def told(of, folder):
        return re.sub(r"\b([a-z][0-9a-f]{6})[0-9a-f]{10}\b", r"\1", of.to_json()).replace(folder, "")

    assert told(moved, str(tmp_path)) == told(report, str(EXAMPLE))


def test_points_come_back_whole_from_json(report, tmp_path):
    path = tmp_path / "r.json"
    path.write_text(report.to_json(), encoding="utf-8")
    assert variorum.open_report(path) == report


def test_the_notebook_form_is_sealed(report):
    html = report._repr_html_()
    assert html.startswith("<iframe")
    assert "<script" not in html
