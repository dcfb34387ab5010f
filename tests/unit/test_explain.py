"""Why points and differences are what they are, from the report alone."""

import sys
from pathlib import Path

import msgspec
import pytest

import variorum

sys.path.insert(0, str(Path(__file__).parents[1] / "surfaces"))

from page_story import ferry

from variorum.exports.explain import explain_point
from variorum.exports.explain_text import find_points, to_json, to_markdown, to_text
from variorum.exports.page.view import build_page
from variorum.records.report import ReportEntity, ReportQuantity

REPLACE = msgspec.structs.replace



def test_what_claims_share_with_the_lead_is_told():
    report = ferry()
    mentions = tuple(
        REPLACE(report.entities[0].mentions[0], article=a.id, start=a.text.index(w), end=a.text.index(w) + len(w))
        for a, w in zip(report.articles[:2], ("Petrel ran", "Petrel ran"), strict=True)
    )
    mentions = tuple(REPLACE(m, end=m.end - len(" ran")) for m in mentions)
    named = ReportEntity(id="e2", name="Petrel", type="other", aliases=(), mentions=mentions)
    point = explain_point(REPLACE(report, entities=(*report.entities, named)), "p-aground")
    lead, second, third = point.claims
    assert (lead.lead, lead.why) == (True, "")
    assert second.why == "the same words"
    assert second.shared.names == ("Petrel",)
    assert third.shared.names == ()
    assert third.words == "A ferry struck rocks near Harnsey"
    assert "2 origins" in point.origins
    assert "{a1}, {b1} (one text)" in point.origins


def test_unclear_passages_and_silent_reports_are_named():
    point = explain_point(ferry(), "p-aground")
    assert [(m.article, m.words) for m in point.near] == [("d1", "The Petrel, built in 1987")]
    assert point.silent == ()
    other = explain_point(ferry(), "p-hurt")
    assert other.silent == ("d1",)
    assert "found none near" in other.silent_rule


def test_a_conflict_says_what_was_compared():
    report = ferry()

    def counted(claim, words, low, high):
        text = {a.id: a.text for a in report.articles}[claim.article]
        start = text.index(words)
        q = ReportQuantity(
            start=start, end=start + len(words), low=low, high=high, unit="person", about=False, noun="injured"
        )
        return REPLACE(claim, quantities=(q,))

    points = list(report.points)
    k4, k5, k6 = points[1].claims
    points[1] = REPLACE(
        points[1],
        claims=(counted(k4, "seven", 7, 7), counted(k5, "seven", 7, 7), counted(k6, "At least five", 5, None)),
    )
    report = REPLACE(report, points=tuple(points))
    (found,) = explain_point(report, "p-hurt").variants
    assert found.aside.values == {"c1": ("“At least five”", "read as 5 or more people")}
    assert found.against.values["a1"] == ("“seven”", "read as 7 people")
    assert "both cannot hold" in found.why_relation
    assert found.severity_rule.startswith("0.90: 0.90 for a conflict")
    open_end = REPLACE(report.variants[0], relation="compatible", severity=0.47)
    report = REPLACE(report, variants=(open_end, *report.variants[1:]))
    (found,) = explain_point(report, "p-hurt").variants
    assert "Some value fits both" in found.why_relation
    assert "raised by 0.02 for 2 origins" in found.severity_rule


def test_other_kinds_are_never_conflicts_and_an_editor_is_named():
    (found,) = explain_point(ferry(), "p-closed").variants
    assert found.kind == "certainty"
    assert found.aside.values == {"c1": ("“hopes to”", "hoped")}
    assert found.against.values == {"a1": ("stated",)}
    assert "Only numbers, dates" in found.why_relation
    report = ferry()
    mine = REPLACE(report.variants[1], corrected="relabelled by an editor: a plan")
    (found,) = explain_point(REPLACE(report, variants=(mine,)), "p-closed").variants
    assert "An editor gave it this label" in found.why_relation


def test_points_are_found_by_id_number_and_words():
    report = ferry()
    numbers = build_page(report).numbers
    for key, n in numbers.items():
        assert [p.id for _, p in find_points(report, key)] == [key]
        assert [(m, p.id) for m, p in find_points(report, f" {n} ")] == [(n, key)]
    assert [p.id for _, p in find_points(report, "line REOPENS on friday")] == ["p-closed"]
    assert [p.id for _, p in find_points(report, "according nothing like it")] == []
    assert [p.id for _, p in find_points(report, "struck rocks")] == ["p-aground"]
    assert {p.id for _, p in find_points(report, "Petrel")} == {"p-aground", "p-scrapped"}
    assert find_points(report, "  ") == find_points(report, "99") == find_points(report, "9" * 5000) == ()
    assert [p.id for _, p in find_points(report, "1987")] == []
    assert [p.id for _, p in find_points(report, "p-hurt")] == ["p-hurt"]


def test_forms_hold_the_same_and_cannot_steer():
    report = ferry()
    article = REPLACE(report.articles[2], outlet="[x](http://bad) \x1b[31m<b>")
    report = REPLACE(report, articles=(*report.articles[:2], article, report.articles[3]))
    point = REPLACE(report.points[0], text="**bold** <script> \x1b]0;")
    report = REPLACE(report, points=(point, *report.points[1:]))
    found = explain_point(report, "p-aground")
    text, markdown, data = to_text(found, report), to_markdown(found, report), to_json(found)
    assert "\x1b" not in text + markdown
    assert "<script>" not in markdown
    assert "A¹ “The ferry Petrel ran aground off Harnsey on Tuesday”" in text.replace("\n    ", " ")
    assert "Why these stand together" in text
    assert "## Why these stand together" in markdown
    assert msgspec.json.decode(data)["point"] == "p-aground"


def test_python_explains_and_says_what_is_wrong():
    report = ferry()
    assert variorum.explain(report, "p-hurt") == explain_point(report, "p-hurt")
    assert variorum.explain(report, 1).point == find_points(report, "1")[0][1].id
    with pytest.raises(variorum.InputError, match="no point is meant"):
        variorum.explain(report, "a whale")
    with pytest.raises(variorum.InputError, match="2 points are meant"):
        variorum.explain(report, "Petrel")
    with pytest.raises(variorum.InputError, match="no point 'p-none'"):
        explain_point(report, "p-none")


def test_every_kind_and_relation_has_its_rule():
    from variorum.exports.explain_rules import KIND_RULE
    from variorum.records.story import VariantKind, VariantRelation

    assert set(KIND_RULE) == {k.value for k in VariantKind}
    report = ferry()
    for kind in VariantKind:
        for relation in VariantRelation:
            v = REPLACE(report.variants[0], kind=kind.value, relation=relation.value)
            (found,) = explain_point(REPLACE(report, variants=(v,)), "p-hurt").variants
            assert found.rule
            assert found.why_relation.endswith(".")
            assert found.severity_rule.endswith(".")


def test_the_page_tells_why():
    from variorum.exports.html import to_html
    from variorum.exports.markdown import to_markdown as whole

    report = ferry()
    points = (REPLACE(report.points[0], corrected="split by an editor: no"), *report.points[1:])
    page = to_html(REPLACE(report, points=points))
    assert "Why these stand together" in page
    assert "both cannot hold of the same moment" in page
    assert "split by an editor: no" in page
    assert "split by an editor: no" in whole(REPLACE(report, points=points))
