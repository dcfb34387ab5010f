"""The map as SVG: three columns of boxes, lines between them, labels that never lie on one another.

Columns and rows come from networkx (multipartite layout); the order within a column is chosen so that lines cross
little (barycentre method: Sugiyama, Tagawa and Toda 1981, "Methods for visual understanding of hierarchical system
structures").
"""

from collections.abc import Iterable, Sequence
from html import escape
from textwrap import wrap

import networkx as nx

from variorum.exports.page.system_map import Box, Edge

_WIDTH, _HEIGHT, _ROW = 178, 34, 58
_GAP = 124
_PAD_X, _PAD_Y = 46, 34
_CHARS = 24
_LABEL_CHARS = 24
_CHAR_WIDTH = 6.2
_SWEEPS = 6
_HEADS = ("People", "Countries and bodies", "Frameworks and agreements")

STYLE = """
svg { background: #fcfbf8; color-scheme: light dark; }
text { font: 13px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #1d1c1a; }
.head { font-size: 12px; fill: #5c5850; } .long { font-size: 11.5px; }
.says { font-size: 11.5px; fill: #5c5850; paint-order: stroke; stroke: #fcfbf8; stroke-width: 4px; }
.box { fill: #f2efe7; stroke: #5c5850; } path { fill: none; }
.line { stroke: #1d1c1a; } .line.member { stroke: #5c5850; stroke-dasharray: 2 4; }
.line.office { stroke: #5c5850; } .hit { stroke: transparent; stroke-width: 14; } .tip { fill: #1d1c1a; stroke: none; }
@media (prefers-color-scheme: dark) {
  svg { background: #16181b; } text { fill: #e9e6e0; } .head, .says { fill: #aaa59b; } .says { stroke: #16181b; }
  .box { fill: #202328; stroke: #aaa59b; } .line { stroke: #e9e6e0; } .tip { fill: #e9e6e0; }
  .line.member, .line.office { stroke: #aaa59b; }
}
"""
"""Style of the picture where it stands alone; in the page the page's own style rules it."""


def _clip(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip(" ,;") + "…"


def _place(boxes: Sequence[Box], edges: Sequence[Edge]) -> tuple[dict[str, tuple[float, float]], list[int]]:
    """Centre of each box, and the columns that are filled."""
    filled = sorted({b.column for b in boxes})
    columns = {c: [b.id for b in boxes if b.column == c] for c in filled}
    beside: dict[str, list[str]] = {b.id: [] for b in boxes}
    for e in edges:
        if e.source in beside and e.target in beside:
            beside[e.source].append(e.target)
            beside[e.target].append(e.source)
    rank = {key: n / max(1, len(ids)) for ids in columns.values() for n, key in enumerate(ids)}
    for _ in range(_SWEEPS):
        for column in filled:
            ids = columns[column]
            ids.sort(key=lambda k: (sum(rank[x] for x in beside[k]) / len(beside[k]) if beside[k] else rank[k], k))
            for n, key in enumerate(ids):
                rank[key] = n / max(1, len(ids))
    graph = nx.Graph()
    for column in filled:
        for key in columns[column]:
            graph.add_node(key, layer=column)
    rows = max(len(ids) for ids in columns.values())
    raw = {k: (float(x), float(y)) for k, (x, y) in nx.multipartite_layout(graph, subset_key="layer").items()}
    heights = [y for _, y in raw.values()]
    unit = (max(heights) - min(heights)) / (rows - 1) if rows > 1 else 1.0
    out: dict[str, tuple[float, float]] = {}
    for key, (_, y) in sorted(raw.items()):
        n = filled.index(next(c for c in filled if key in columns[c]))
        across = _PAD_X + n * (_WIDTH + _GAP) + _WIDTH / 2
        out[key] = (round(across, 1), round(_PAD_Y + 20 + (y - min(heights)) / unit * _ROW + _HEIGHT / 2, 1))
    return out, filled


def _shape(box: Box, x: float, y: float) -> str:
    left, top = x - _WIDTH / 2, y - _HEIGHT / 2
    if box.type in ("framework", "agreement"):
        cut = 10
        points = (
            (left + cut, top),
            (left + _WIDTH - cut, top),
            (left + _WIDTH, y),
            (left + _WIDTH - cut, top + _HEIGHT),
            (left + cut, top + _HEIGHT),
            (left, y),
        )
        return f'<polygon class="box" points="{" ".join(f"{a:g},{b:g}" for a, b in points)}"/>'
    radius = _HEIGHT / 2 if box.type == "person" else 2
    inner = ""
    if box.type in ("organisation", "outlet"):
        inner = (
            f'<rect class="box" x="{left + 3:g}" y="{top + 3:g}" width="{_WIDTH - 6}" height="{_HEIGHT - 6}" rx="1"/>'
        )
    return f'<rect class="box" x="{left:g}" y="{top:g}" width="{_WIDTH}" height="{_HEIGHT}" rx="{radius:g}"/>{inner}'


def _name(name: str, x: float, y: float) -> str:
    """A box's name, on two lines where it is long."""
    if len(name) <= _CHARS:
        return f'<text x="{x:g}" y="{y + 4.5:g}" text-anchor="middle">{escape(name)}</text>'
    lines = wrap(name, _CHARS, max_lines=2, placeholder="…")
    spans = "".join(
        f'<tspan x="{x:g}" y="{y - 2.5 + 13 * n:g}">{escape(_clip(line, _CHARS))}</tspan>'
        for n, line in enumerate(lines)
    )
    return f'<text class="long" text-anchor="middle">{spans}</text>'


Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
"""A cubic Bezier curve."""


def _sides(a: Point, b: Point) -> tuple[Point, Point, float]:
    """Where a line leaves one box and reaches another in a further column, and how far it is drawn straight."""
    half = _WIDTH / 2
    if a[0] < b[0]:
        return (a[0] + half, a[1]), (b[0] - half, b[1]), 58
    return (a[0] - half, a[1]), (b[0] + half, b[1]), -58


def _bow(start: Point, end: Point, pull: float) -> Curve:
    return start, (start[0] + pull, start[1]), (end[0] - pull, end[1]), end


def _route(a: Point, b: Point, *, bend: int, between: Sequence[Point], lanes: dict[float, int]) -> list[Curve]:
    """A line's curves: an arc beside its column, from side to side, or through a gap of the column between.

    Args:
        a: The centre where it begins.
        b: Where it ends.
        bend: How many arcs were drawn before, so that they lie beside one another.
        between: Centres of the boxes of the column between, none where the columns are neighbours.
        lanes: How many lines go through each gap so far, by its height; one more is counted.
    """
    if a[0] == b[0]:
        out = 22 + 11 * (bend % 3)
        # Outside the first and the last column there is no room for a label.
        side = -1 if a[0] > _PAD_X + _WIDTH / 2 else 1
        x = a[0] + side * _WIDTH / 2
        return [((x, a[1]), (x + side * out, a[1]), (x + side * out, b[1]), (x, b[1]))]
    start, end, pull = _sides(a, b)
    if not between:
        return [_bow(start, end, pull)]
    heights = sorted(y for _, y in between)
    gaps = [heights[0] - _ROW / 2, *(y + _ROW / 2 for y in heights)]
    middle = (a[1] + b[1]) / 2
    gap = min(gaps, key=lambda y: (abs(y - middle) + 12 * lanes.get(y, 0), y))
    # Four lanes a gap; they never leave it.
    y = gap + (0, 5, -5, 9)[lanes.get(gap, 0) % 4]
    lanes[gap] = lanes.get(gap, 0) + 1
    x, way = between[0][0], 1 if pull > 0 else -1
    near, far = (x - way * _WIDTH / 2, y), (x + way * _WIDTH / 2, y)
    through = (near, (near[0] + way * 20, y), (far[0] - way * 20, y), far)
    return [_bow(start, near, pull), through, _bow(far, end, pull)]


def _path(curves: Sequence[Curve]) -> str:
    first = curves[0][0]
    parts = [f"M{first[0]:g},{first[1]:g}"]
    parts += ["C" + " ".join(f"{x:g},{y:g}" for x, y in points[1:]) for points in curves]
    return " ".join(parts)


def _at(curves: Sequence[Curve], t: float) -> Point:
    """The point at a share of the way, 0 to 1, each curve taken as equally long."""
    n = min(len(curves) - 1, int(t * len(curves)))
    points, t = curves[n], t * len(curves) - n
    u = 1 - t
    weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
    return sum(w * p[0] for w, p in zip(weights, points, strict=True)), sum(
        w * p[1] for w, p in zip(weights, points, strict=True)
    )


def _free(box: tuple[float, float, float, float], taken: Sequence[tuple[float, float, float, float]]) -> bool:
    return all(box[2] <= t[0] or t[2] <= box[0] or box[3] <= t[1] or t[3] <= box[1] for t in taken)


def map_svg(
    boxes: Sequence[Box],
    edges: Sequence[Edge],
    *,
    links: bool,
    style: str = "",
    describe: str = "",
    prefix: str = "edge",
) -> str:
    """Draw the map.

    Args:
        boxes: Those to draw; a line is drawn where both its ends are among them.
        edges: Lines; each carries a title that tells it.
        links: Whether a line leads to the words beneath it in the page (`#edge-N`).
        style: Style for a picture that stands alone.
        describe: What the picture shows, for those who do not see it.
        prefix: Of the anchors.

    Returns:
        SVG text; the same for the same input.
    """
    if not boxes:
        return ""
    centre, filled = _place(boxes, edges)
    names = {b.id: b.name for b in boxes}
    rows = max(sum(1 for b in boxes if b.column == c) for c in filled)
    drawn = [e for e in edges if e.source in centre and e.target in centre]
    width = 2 * _PAD_X + len(filled) * _WIDTH + (len(filled) - 1) * _GAP
    if len(filled) == 1 and drawn:
        width += _GAP  # its arcs and their labels stand beside it
    height = 2 * _PAD_Y + rows * _ROW
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="group" aria-label="{escape(describe)}">'
    ]
    if style:
        out.append(f"<style>{style}</style>")
    for n, column in enumerate(filled):
        x = _PAD_X + n * (_WIDTH + _GAP) + _WIDTH / 2
        out.append(f'<text class="head" x="{x:g}" y="18" text-anchor="middle">{_HEADS[column]}</text>')
    taken = [
        (x - _WIDTH / 2, y - _HEIGHT / 2, x + _WIDTH / 2, y + _HEIGHT / 2) for x, y in (centre[b.id] for b in boxes)
    ]
    lines: list[str] = []
    texts: list[str] = []
    bend = 0
    lanes: dict[float, int] = {}
    for e in drawn:
        start, end = centre[e.source], centre[e.target]
        if start[0] == end[0]:
            bend += 1
        curves = _route(start, end, bend=bend, between=_between(start, end, centre.values()), lanes=lanes)
        path = _path(curves)
        told = escape(f"{names[e.source]} – {e.label or 'belongs to'} – {names[e.target]}")
        tip = _tip(curves[-1]) if e.kind == "act" else ""
        body = f'<path class="line {e.kind}" d="{path}"/>{tip}<path class="hit" d="{path}"/><title>{told}</title>'
        if e.label:
            label = _clip(e.label, _LABEL_CHARS)
            size = len(label) * _CHAR_WIDTH
            for t in (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78):
                x, y = _at(curves, t)
                area = (x - size / 2, y - 8, x + size / 2, y + 7)
                if _free(area, taken):
                    taken.append(area)
                    texts.append(
                        f'<text class="says" x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle">{escape(label)}</text>'
                    )
                    break
        lines.append(f'<a class="edge" href="#{prefix}-{e.n}">{body}</a>' if links else f'<g class="edge">{body}</g>')
    out += lines
    for b in boxes:
        x, y = centre[b.id]
        out.append(
            f"<g>{_shape(b, x, y)}{_name(b.name, x, y)}<title>{escape(b.name)} ({escape(b.type)})</title></g>"
        )
    out += texts
    out.append("</svg>")
    return "".join(out)


def _between(a: Point, b: Point, centres: Iterable[Point]) -> list[Point]:
    """Centres of the column that lies between two, where one does."""
    low, high = sorted((a[0], b[0]))
    return sorted(c for c in centres if low < c[0] < high)


def _tip(points: Curve) -> str:
    """An arrow's head at the end of a line."""
    (cx, cy), (x, y) = points[2], points[3]
    dx, dy = x - cx, y - cy
    size = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / size, dy / size
    base = (x - 9 * ux, y - 9 * uy)
    left = (base[0] - 4 * uy, base[1] + 4 * ux)
    right = (base[0] + 4 * uy, base[1] - 4 * ux)
    return f'<polygon class="tip" points="{x:.1f},{y:.1f} {left[0]:.1f},{left[1]:.1f} {right[0]:.1f},{right[1]:.1f}"/>'
