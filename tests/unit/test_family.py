import xml.etree.ElementTree as ET

import msgspec
import pytest
from tests.surfaces.page_story import ferry

from variorum.exports.html import to_html
from variorum.exports.page.family import family_svg
from variorum.exports.page.family_layout import Box, Line, lay_out
from variorum.records.report import ReportLink, ReportPassage


def line(n, source, target, style="copied", width=3.0):
    return Line(n=n, source=source, target=target, width=width, style=style, label="", told=f"{target} has {source}")


def boxes(*keys):
    return [Box(key=k, letter="" if k.startswith("s") else k.upper(), name=f"The {k} Ledger") for k in keys]


def test_those_who_are_leaned_on_stand_above():
    drawing = lay_out(
        boxes("s1", "a", "b", "c"), [line(1, "s1", "a"), line(2, "a", "b"), line(3, "b", "c")], columns=6, column=130
    )
    y = {p.box.key: p.y for p in drawing.boxes}
    assert y["s1"] < y["a"] < y["b"] < y["c"]


def test_a_circle_of_citations_is_drawn():
    drawing = lay_out(boxes("a", "b"), [line(1, "a", "b"), line(2, "b", "a", "cited", 1.5)], columns=6, column=130)
    assert len(drawing.lines) == 2
    assert all(p.arrow for p in drawing.lines)


def test_shared_words_without_a_direction_have_no_arrow():
    drawing = lay_out(boxes("a", "b"), [line(1, "a", "b", "either")], columns=6, column=130)
    assert drawing.lines[0].arrow == ""
    assert len({p.y for p in drawing.boxes}) == 1


@pytest.mark.parametrize("count", [1, 5, 12, 50])
@pytest.mark.parametrize("columns", [3, 6])
def test_no_box_stands_on_another_or_outside(count, columns):
    keys = [f"r{n}" for n in range(count)]
    ties = [line(n, f"r{n // 3}", f"r{n}", "either" if n % 4 == 0 else "copied") for n in range(1, count)]
    drawing = lay_out(boxes(*keys), ties, columns=columns, column=110)
    for i, p in enumerate(drawing.boxes):
        assert p.width / 2 <= p.x <= drawing.width - p.width / 2
        assert p.height / 2 <= p.y <= drawing.height - p.height / 2
        for q in drawing.boxes[i + 1 :]:
            assert abs(p.x - q.x) >= p.width or abs(p.y - q.y) >= p.height
    assert drawing == lay_out(boxes(*keys), ties, columns=columns, column=110)


def linked(**more):
    report = ferry()
    a, b = report.articles[0].id, report.articles[1].id
    link = ReportLink(
        article=b,
        relation="shares_passages",
        source=a,
        start=0,
        end=10,
        share=0.4,
        share_other=0.2,
        passages=(ReportPassage(start=0, end=10, other_start=0, other_end=10, words=2),),
        **more,
    )
    return msgspec.structs.replace(report, lineage=(link,))


def test_a_line_leads_to_the_words_side_by_side():
    report = linked(direction="leans", certainty="likely", reason="it was published later")
    page = to_html(report)
    assert 'href="#lean-1"' in page
    assert 'id="lean-1"' in page
    section = page[page.index('id="lean-1"') :]
    for article in report.articles[:2]:
        assert " ".join(article.text[:10].split()) in section
    assert "(likely)" in page
    assert "It was published later." in section


def test_shared_words_are_not_called_taken():
    page = to_html(linked())
    assert "shares words with" in page
    assert "(likely)" not in page[page.index('id="family"') :]


def test_the_stand_alone_picture_is_sound_and_safe():
    report = linked(direction="leans", certainty="certain", reason="x")
    hostile = msgspec.structs.replace(report.articles[0], outlet='<script>alert("x")</script> & Sons')
    svg = family_svg(msgspec.structs.replace(report, articles=(hostile, *report.articles[1:])))
    root = ET.fromstring(svg)
    assert root.tag.endswith("svg")
    assert "<script" not in svg
    assert "href" not in svg
    assert any("has words of" in (t.text or "") for t in root.iter() if t.tag.endswith("title"))


def test_without_dependences_the_picture_says_so():
    svg = family_svg(msgspec.structs.replace(ferry(), lineage=()))
    assert "No report credits or cites another source" in svg
    ET.fromstring(svg)


def test_one_agency_under_two_names_is_one_box():
    report = ferry()
    first, second = report.articles[0].id, report.articles[1].id
    links = tuple(
        ReportLink(article=a, relation="cites", source=source, start=0, end=5, share=None)
        for a, source in ((first, "Reuters"), (second, "Thomson Reuters"))
    )
    svg = family_svg(msgspec.structs.replace(report, lineage=links))
    assert svg.count('class="source-box"') == 1
