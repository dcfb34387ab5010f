"""Where the boxes and lines of the family tree stand: in layers, those who are leaned on above.

Source: the layers, the order by the mean place of neighbours and the way round boxes are those of Sugiyama, Tagawa &
Toda 1981, *Methods for visual understanding of hierarchical system structures*, IEEE Trans. SMC 11:2.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

_SWEEPS = 6
_LINE = 15.0
_GAP = 58.0
_ARROW = 7.0
_SPACE = 22.0
"""Pixels between two boxes of a row."""
_BESIDE = 3.5
"""Pixels between two lines that go through one gap."""


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """What is drawn as a box: `letter` for a report, "" for a source outside the reports; `group` stays together."""

    key: str
    letter: str
    name: str
    group: str = ""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What is drawn as a line, from the one that is leaned on (`source`) to the one that leans (`target`).

    Attributes:
        n: Number of the dependence that it stands for.
        source: Key of a box.
        target: Key of another.
        width: Of the stroke.
        style: "copied", "cited" or "either" (the direction is not known).
        label: A few signs beside it.
        told: The dependence in words.
    """

    n: int
    source: str
    target: str
    width: float
    style: str
    label: str
    told: str


class PlacedBox(msgspec.Struct, frozen=True, kw_only=True):
    """A box with its middle, its lines of text and its size."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


class PlacedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line as an SVG path; `arrow` the points of its head, "" without; the label's place."""

    line: Line
    path: str
    arrow: str
    x: float
    y: float


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A family tree with its size in CSS pixels."""

    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    lines: tuple[PlacedLine, ...]


def _wrapped(name: str, chars: int, most: int = 2) -> tuple[str, ...]:
    """A name in at most two lines, cut with "…"."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= chars:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return tuple(x if len(x) <= chars else x[: chars - 1].rstrip() + "…" for x in lines) or ("—",)


def _levels(boxes: Sequence[Box], lines: Sequence[Line]) -> dict[str, int]:
    """Sources outside the reports on layer 0; a report below every report that it leans on.

    A dependence that would close a circle does not count.
    """
    level = {b.key: 1 if b.letter else 0 for b in boxes}
    above: dict[str, set[str]] = {b.key: set() for b in boxes}

    def reaches(low: str, high: str) -> bool:
        seen, waiting = set(), [low]
        while waiting:
            key = waiting.pop()
            if key == high:
                return True
            if key not in seen:
                seen.add(key)
                waiting += above[key]
        return False

    for line in sorted(lines, key=lambda x: (-x.width, x.n)):
        if line.style != "either" and not reaches(line.source, line.target):
            above[line.target].add(line.source)
    for _ in boxes:
        changed = False
        for key in sorted(above):
            lowest = max((level[a] + 1 for a in above[key]), default=0)
            if lowest > level[key]:
                level[key], changed = lowest, True
        if not changed:
            break
    used = sorted(set(level.values()))
    return {key: used.index(value) for key, value in level.items()}


def _ordered(boxes: Sequence[Box], lines: Sequence[Line], level: Mapping[str, int]) -> list[list[Box]]:
    """The boxes of each layer, each near those that it is tied to, one group beside one another."""
    layers: list[list[Box]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for b in boxes:
        layers[level[b.key]].append(b)
    ties: dict[str, list[str]] = {b.key: [] for b in boxes}
    for line in lines:
        ties[line.source].append(line.target)
        ties[line.target].append(line.source)
    first = {b.key: n for n, b in enumerate(boxes)}
    place = {b.key: (n + 0.5) / len(layer) for layer in layers for n, b in enumerate(layer)}

    def mean(key: str) -> float:
        return sum(place[t] for t in ties[key]) / len(ties[key]) if ties[key] else place[key]

    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 else reversed(layers):
            wanted = {b.key: mean(b.key) for b in layer}
            by_group: dict[str, list[float]] = {}
            for b in layer:
                by_group.setdefault(b.group or b.key, []).append(wanted[b.key])
            middle = {g: sum(v) / len(v) for g, v in by_group.items()}
            layer.sort(
                key=lambda b: (
                    round(middle[b.group or b.key], 6),
                    first[b.key] if not b.group else -1,
                    b.group,
                    round(wanted[b.key], 6),
                    first[b.key],
                )
            )
            place.update({b.key: (n + 0.5) / len(layer) for n, b in enumerate(layer)})
    return layers


def _rows(layers: Sequence[Sequence[Box]], columns: int) -> list[list[Box]]:
    """The layers in rows of about equal length."""
    out: list[list[Box]] = []
    for layer in layers:
        count = -(-len(layer) // columns)
        size, more = divmod(len(layer), count)
        at = 0
        for n in range(count):
            step = size + (n < more)
            out.append(list(layer[at : at + step]))
            at += step
    return out


def _curve(points: Sequence[tuple[float, float]], height: float) -> str:
    """A line down through gaps: points are its ends and the gaps' middles, which it crosses straight down."""
    x, y = points[0]
    parts = [f"M {x:g} {y:g}"]
    last = len(points) - 1
    for n, (x2, y2) in enumerate(points[1:], 1):
        top = y2 if n == last else y2 - height / 2
        middle = (y + top) / 2
        parts.append(f"C {x:g} {middle:g}, {x2:g} {middle:g}, {x2:g} {top:g}")
        x, y = x2, top
        if n != last:
            y = y2 + height / 2
            parts.append(f"L {x:g} {y:g}")
    return " ".join(parts)


class _Ports:
    """Where lines leave or enter a box: side by side, in the order of where they come from."""

    def __init__(self, placed: Mapping[str, PlacedBox]) -> None:
        self._placed = placed
        self._wanted: dict[tuple[str, str], list[tuple[float, int]]] = {}

    def ask(self, key: str, side: str, towards: float, n: int) -> None:
        self._wanted.setdefault((key, side), []).append((towards, n))

    def x(self, key: str, side: str, n: int) -> float:
        rows = sorted(self._wanted[key, side])
        box = self._placed[key]
        step = min(14.0, (box.width - 20) / max(1, len(rows)))
        at = next(i for i, (_, m) in enumerate(rows) if m == n)
        return round(box.x + (at - (len(rows) - 1) / 2) * step, 1)


def lay_out(boxes: Sequence[Box], lines: Sequence[Line], *, columns: int, column: float) -> Drawing:
    """Place boxes and lines.

    Args:
        boxes: In the order in which they come where nothing else rules it.
        lines: Between them.
        columns: Most boxes in a row.
        column: Width of a column in CSS pixels.

    Returns:
        The drawing. The same input gives the same drawing.
    """
    rows = _rows(_ordered(boxes, lines, _levels(boxes, lines)), columns)
    row_of = {b.key: r for r, row in enumerate(rows) for b in row}
    at_of = {b.key: n for row in rows for n, b in enumerate(row)}
    tallest = 3 if any(b.letter for b in boxes) else 2
    height = tallest * _LINE + 12
    widest = max((len(r) for r in rows), default=1)
    uneven = any(len(a) == len(b) for a, b in pairwise(rows)) and len(rows) > 2
    width = max(widest * column + (column / 2 if uneven else 0), 2 * column) + 12
    bows = [0.0] * len(rows)
    for x in lines:
        if row_of[x.source] == row_of[x.target]:
            r = row_of[x.source]
            bows[r] = max(bows[r], _bow(abs(at_of[x.source] - at_of[x.target])))
    ties: dict[str, list[str]] = {b.key: [] for b in boxes}
    for x in lines:
        ties[x.source].append(x.target)
        ties[x.target].append(x.source)
    placed: dict[str, PlacedBox] = {}
    y = 8 + height / 2
    for r, row in enumerate(rows):
        shift = column / 4 * (-1 if r % 2 else 1) if uneven else 0.0
        left = width / 2 - (len(row) - 1) * column / 2 + shift
        # A row that has room stands under those that its boxes hang from.
        off = [placed[a].x - (left + n * column) for n, b in enumerate(row) for a in ties[b.key] if a in placed]
        room = (width - len(row) * column) / 2 - 6
        if off and room > 0:
            left = width / 2 - (len(row) - 1) * column / 2 + max(-room, min(room, sum(off) / len(off) + shift))
        for n, b in enumerate(row):
            chars = int((column - _SPACE - 6) / 6.5)
            placed[b.key] = PlacedBox(
                box=b,
                x=round(left + n * column, 1),
                y=round(y, 1),
                width=column - _SPACE,
                height=height,
                lines=_wrapped(b.name, chars),
            )
        y += height + max(_GAP, bows[r] + 16)
    bottom = y - max(_GAP, bows[-1] + 16) + height / 2 + bows[-1] if rows else 0.0
    return Drawing(
        width=width,
        height=round(bottom - height / 2 + 10, 1),
        boxes=tuple(placed[b.key] for row in rows for b in row),
        lines=_lines(lines, placed, rows, row_of, height),
    )


def _bow(steps: int) -> float:
    return 16.0 + 9.0 * steps


def _lines(
    lines: Sequence[Line],
    placed: Mapping[str, PlacedBox],
    rows: Sequence[Sequence[Box]],
    row_of: Mapping[str, int],
    height: float,
) -> tuple[PlacedLine, ...]:
    ports = _Ports(placed)
    ends: list[tuple[Line, str, str]] = []
    for x in lines:
        high, low = sorted((x.source, x.target), key=lambda k: (row_of[k], placed[k].x))
        level = row_of[high] == row_of[low]
        ports.ask(high, "below", placed[low].x, x.n)
        ports.ask(low, "below" if level else "above", placed[high].x, x.n)
        ends.append((x, high, low))
    ways = _ways(ends, ports, placed, rows, row_of)
    at_of = {b.key: n for row in rows for n, b in enumerate(row)}
    taken: list[tuple[float, float]] = []
    out = []
    for x, high, low in ends:
        x1, y1 = ports.x(high, "below", x.n), placed[high].y + height / 2
        beside = x.width / 2 + 4
        arrow = ""
        if row_of[high] == row_of[low]:
            x2 = ports.x(low, "below", x.n)
            depth = _bow(abs(at_of[high] - at_of[low]))
            bend = y1 + depth * 4 / 3
            path = f"M {x1:g} {y1:g} C {x1:g} {bend:g}, {x2:g} {bend:g}, {x2:g} {y1:g}"
            spots = [((x1 + x2) / 2 + side, y1 + depth + x.width / 2 + 12) for side in (-12, 20, -44, 52)]
            if x.style != "either":
                arrow = _head(x2 if x.target == low else x1, y1, up=True, width=x.width)
        else:
            x2, y2 = ports.x(low, "above", x.n), placed[low].y - height / 2
            down = x.style != "either" and x.target == low
            points = [(x1, y1), *ways[x.n], (x2, y2 - (_ARROW if down else 0))]
            path = _curve(points, height)
            (xa, ya), (xb, yb) = points[-2], points[-1]
            ya = ya if len(points) == 2 else ya + height / 2
            spots = [
                (px + beside, py + 4)
                for t in (0.5, 0.35, 0.65, 0.25, 0.75)
                for px, py in (_on_curve(xa, ya, xb, yb, t),)
            ]
            if down:
                arrow = _head(x2, y2, up=False, width=x.width)
            elif x.style != "either":
                arrow = _head(x1, y1, up=True, width=x.width)
        spot = next((s for s in spots if all(abs(s[0] - a) > 30 or abs(s[1] - b) > 13 for a, b in taken)), spots[0])
        if x.label:
            taken.append(spot)
        out.append(PlacedLine(line=x, path=path, arrow=arrow, x=round(spot[0], 1), y=round(spot[1], 1)))
    return tuple(out)


def _ways(
    ends: Sequence[tuple[Line, str, str]],
    ports: _Ports,
    placed: Mapping[str, PlacedBox],
    rows: Sequence[Sequence[Box]],
    row_of: Mapping[str, int],
) -> dict[int, list[tuple[float, float]]]:
    """For each line the gaps that it goes through, those of one gap side by side."""
    out: dict[int, list[tuple[float, float]]] = {}
    through: dict[tuple[float, float], list[tuple[float, int, int]]] = {}
    for x, high, low in ends:
        x1 = ports.x(high, "below", x.n)
        level = row_of[high] == row_of[low]
        x2 = x1 if level else ports.x(low, "above", x.n)
        out[x.n] = _gaps(x1, x2, rows[row_of[high] + 1 : row_of[low]], placed)
        for step, gap in enumerate(out[x.n]):
            through.setdefault(gap, []).append((x1 + x2, x.n, step))
    for (middle, y), lines in through.items():
        for n, (_, key, step) in enumerate(sorted(lines)):
            out[key][step] = (round(middle + (n - (len(lines) - 1) / 2) * _BESIDE, 1), y)
    return out


def _head(x: float, y: float, *, up: bool, width: float) -> str:
    half = max(3.5, width / 2 + 2)
    base = y + _ARROW if up else y - _ARROW
    return f"{x - half:g},{base:g} {x + half:g},{base:g} {x:g},{y:g}"


def _on_curve(xa: float, ya: float, xb: float, yb: float, t: float) -> tuple[float, float]:
    """A point of the curve that leaves and arrives straight down."""
    middle = (ya + yb) / 2
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
    return (a + b) * xa + (c + d) * xb, a * ya + (b + c) * middle + d * yb


def _gaps(
    x1: float, x2: float, between: Sequence[Sequence[Box]], placed: Mapping[str, PlacedBox]
) -> list[tuple[float, float]]:
    """For each row that lies between, the gap nearest to the straight way."""
    out = []
    for n, row in enumerate(between, 1):
        here = [placed[b.key] for b in row]
        half = (here[0].width + _SPACE) / 2
        middles = sorted({round(p.x + side * half, 1) for p in here for side in (-1, 1)})
        straight = x1 + (x2 - x1) * n / (len(between) + 1)
        if any(abs(p.x - straight) < half for p in here):
            straight = min(middles, key=lambda e: (abs(e - straight), e))
        out.append((straight, here[0].y))
    return out
