"""The map as a picture: what a line says, and where it runs."""

import re

import pytest

from variorum import session
from variorum.exports.page.anchors import Anchors
from variorum.exports.page.map_svg import map_svg
from variorum.exports.page.naming import Naming
from variorum.exports.page.pictures import map_view
from variorum.exports.page.system_map import Box, Edge, system_map

TEXT = """Orland and Vestria talk
Orlandish Prime Minister Mira Holt and Vestrian President Karl Brandt condemned the raid on the port of Elsin.
Holt agreed with Brandt to hold a summit. Holt criticised Brandt on Monday.
The Northern Front claimed responsibility for the raid on Elsin.
Holt warned that the toll "may well increase," a spokesman said."""


def _box(key: str, column: int, kind: str) -> Box:
    return Box(id=key, name=key, type=kind, column=column, weight=1.0)


def _edge(n: int, source: str, target: str, kind: str = "act") -> Edge:
    return Edge(n=n, source=source, target=target, kind=kind, label="proposes", statements=())


@pytest.fixture(scope="module")
def report():
    return session.compare([{"outlet": "The Ledger", "text": TEXT, "published": "2031-03-12"}])


def test_who_condemns_with_another_does_not_condemn_the_other(report):
    system = system_map(report, Anchors(report, Naming(report)))
    name = {b.id: b.name for b in system.boxes}
    acts = {
        (name.get(e.source), e.kind, s.act, name.get(e.target)) for e in system.edges for s in e.statements
    }
    assert ("Mira Holt", "together", "condemns with", "Karl Brandt") in acts
    assert ("Mira Holt", "act", "criticises", "Karl Brandt") in acts
    assert not {a for a in acts if a[1] == "act" and a[2].startswith("condemns")}


def test_a_claim_of_responsibility_is_a_position(report):
    assert ("Northern Front", "claims") in {(r.from_.removeprefix("The "), r.relation) for r in report.relations}


def test_no_quotation_mark_stands_alone_in_a_content(report):
    contents = [r.content for r in report.relations if r.relation == "warns"]
    assert contents
    assert all(c.count('"') % 2 == 0 for c in contents)


def test_a_line_between_people_and_frameworks_goes_through_a_gap():
    boxes = [_box(f"p{n}", 0, "person") for n in range(3)]
    boxes += [_box(f"c{n}", 1, "country") for n in range(7)]
    boxes += [_box(f"f{n}", 2, "framework") for n in range(3)]
    edges = [_edge(n, f"p{n % 3}", f"f{n // 3}") for n in range(9)]
    svg = map_svg(boxes, edges, links=False)
    found = re.findall(r'<rect class="box" x="(\S+)" y="(\S+)" width="(\d+)" height="(\d+)"', svg)
    rects = [tuple(map(float, r)) for r in found]
    middle = [r for r in rects if r[0] == max(x for x, *_ in rects)]
    assert len(middle) == 7
    paths = re.findall(r'class="line act" d="M\S+ C(\S+ \S+ \S+) C(\S+ \S+ \S+) C', svg)
    assert len(paths) == 9
    for before, through in paths:
        y = float(before.split()[2].split(",")[1])
        assert {float(p.split(",")[1]) for p in through.split()} == {y}
        assert not any(top < y < top + height for _, top, _, height in middle)


def test_arcs_and_labels_stay_inside_the_picture():
    boxes = [_box("Orland", 1, "country"), _box("Vestria", 1, "country")]
    svg = map_svg(boxes, [_edge(1, "Orland", "Vestria", "together")], links=False)
    width = float(re.search(r'width="(\d+)"', svg).group(1))
    label = re.search(r'class="says" x="(\S+)"', svg)
    assert float(label.group(1)) + 40 < width
    assert "tip" not in svg


def test_the_same_report_gives_the_same_map(report):
    def draw():
        naming = Naming(report)
        return map_view(report, Anchors(report, naming), naming).svg

    assert draw() == draw()
