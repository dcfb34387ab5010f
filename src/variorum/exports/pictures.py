"""The pictures as files: SVG to look at; GraphML, JSON and CSV for other programs."""

import io
from typing import Any

import networkx as nx

from variorum.exports.csv import to_csv
from variorum.exports.fit import fit
from variorum.exports.json import written
from variorum.exports.page.anchors import Anchors
from variorum.exports.page.family import family_svg
from variorum.exports.page.map_svg import STYLE as MAP_STYLE
from variorum.exports.page.map_svg import map_svg
from variorum.exports.page.naming import Naming
from variorum.exports.page.pictures import marks
from variorum.exports.page.system_map import Edge, SystemMap, system_map
from variorum.exports.page.when_svg import STYLE as WHEN_STYLE
from variorum.exports.page.when_svg import WIDE, when_svg
from variorum.records.report import Report

_EDGE_COLUMNS = ("source", "target", "kind", "act", "words", "polarity", "hedge", "voices", "cites")
_EMPTY = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 60" width="640" height="60" role="img">'
    '<text x="16" y="36">{}</text></svg>'
)


def picture_files(report: Report) -> dict[str, str]:
    """Every picture of a report, and what it shows as data.

    Args:
        report: The report.

    Returns:
        File name to text (to be written as UTF-8): map, timeline and family tree as SVG; the map as GraphML, JSON and
        CSV (`map-nodes.csv`, `map-edges.csv`); the timeline as JSON and CSV. Characters that start a formula in a
        spreadsheet are made harmless in CSV.
    """
    anchors = Anchors(report, Naming(report))
    system = system_map(report, anchors)
    found = [m for m, _, _ in marks(report, anchors)]
    drawn = map_svg(system.boxes, system.edges, links=False, style=MAP_STYLE, describe="Map of actors and frameworks")
    when = when_svg(found, WIDE, links=False, style=WHEN_STYLE, describe="Time line")
    nodes, edges = _nodes(report, system), _edges(system, report)
    files = {
        "map.svg": (drawn or _EMPTY.format("The reports’ words tie no named actor to another one.")) + "\n",
        "timeline.svg": (when or _EMPTY.format("No event is tied to a time.")) + "\n",
        "family.svg": family_svg(report),
        "map.graphml": _graphml(nodes, edges),
        "map.json": written(
            {
                "nodes": nodes,
                "edges": edges,
                "relations": report.relations,
                "frameworks": report.frameworks,
                "commitments": report.commitments,
            }
        ),
        "map-nodes.csv": to_csv(("id", "name", "type", "weight"), nodes),
        "map-edges.csv": to_csv(_EDGE_COLUMNS, edges),
        "timeline.json": written(report.timeline),
        "timeline.csv": to_csv(
            ("time", "kind", "text", "certainty", "articles", "conflict"),
            [
                {
                    "time": e.time,
                    "kind": e.kind,
                    "text": e.text,
                    "certainty": e.certainty,
                    "articles": " ".join(e.articles),
                    "conflict": e.conflict,
                }
                for e in report.timeline
            ],
        ),
    }
    return {name: fit(text) for name, text in files.items()}


def map_graphml(report: Report) -> str:
    """The map of who does what as GraphML."""
    system = system_map(report, Anchors(report, Naming(report)))
    return fit(_graphml(_nodes(report, system), _edges(system, report)))


def _nodes(report: Report, system: SystemMap) -> list[dict[str, Any]]:
    return [{"id": b.id, "name": b.name, "type": b.type, "weight": b.weight} for b in system.boxes]


def _edges(system: SystemMap, report: Report) -> list[dict[str, Any]]:
    ids = [a.id for a in report.articles]

    def rows(e: Edge) -> list[dict[str, Any]]:
        return [
            {
                "source": e.source,
                "target": e.target,
                "kind": e.kind,
                "act": s.act,
                "words": s.words,
                "polarity": "denied" if s.denied else "affirmed",
                "hedge": s.hedge,
                "voices": s.voices,
                "cites": " ".join(f"{ids[r.named.n]}:{r.start}-{r.end}" for r in s.refs),
            }
            for s in e.statements
        ]

    return [row for e in system.edges for row in rows(e)]


def _graphml(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> str:
    """The map as a directed graph with parallel edges.

    Source: GraphML, Brandes et al. 2002, "GraphML Progress Report".
    """
    graph = nx.MultiDiGraph()
    for node in nodes:
        graph.add_node(node["id"], **{k: fit(v) if isinstance(v, str) else v for k, v in node.items() if k != "id"})
    for n, edge in enumerate(edges):
        rest = {k: fit(v) if isinstance(v, str) else v for k, v in edge.items() if k not in ("source", "target")}
        graph.add_edge(edge["source"], edge["target"], key=f"e{n}", **rest)
    out = io.BytesIO()
    nx.write_graphml_xml(graph, out, encoding="utf-8", prettyprint=True)
    return out.getvalue().decode("utf-8")
