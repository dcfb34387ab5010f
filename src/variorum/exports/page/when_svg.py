"""The time line as SVG: from early down to late, one line an entry, long silent stretches broken off.

Downwards, so that words stay readable at any length and never lie on one another; the shape of the mark tells what
happened from what is planned and what was said.
"""

from collections.abc import Sequence
from html import escape
from textwrap import wrap

import msgspec

from variorum.text.edtf import time_key

_LINE, _GAP, _PAD = 17, 15, 14
_SILENT_DAYS = 31
_TIME_CHARS = 23


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One entry: `n` names its anchor, `letters` the reports that say it, `kind` as in the report's timeline."""

    n: int
    value: str
    when: str
    text: str
    letters: str
    kind: str
    conflict: bool


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """Widths in pixels: of the picture, of the column of times, and how many characters a line takes.

    Characters are counted at nine pixels, the width of the widest of the serif faces that a machine without the first
    ones falls back to; a line that is too long would be cut off.
    """

    width: int
    times: int
    chars: int


WIDE = Shape(width=870, times=176, chars=75)
NARROW = Shape(width=350, times=0, chars=35)

STYLE = """
svg { background: #fcfbf8; color-scheme: light dark; }
text { font: 13px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #1d1c1a; }
.w { font-family: Georgia, "Liberation Serif", serif; font-size: 14.5px; fill: #12456b; }
.axis, .quiet { fill: #5c5850; font-size: 12px; } .letter { font-weight: 650; } .alert { fill: #9a3412; }
line { stroke: #5c5850; } line.gap { stroke-dasharray: 2 5; }
.mark { fill: #1d1c1a; stroke: #1d1c1a; stroke-width: 1.5; }
.mark.planned, .mark.standing { fill: #fcfbf8; }
@media (prefers-color-scheme: dark) {
  svg { background: #16181b; } text { fill: #e9e6e0; } .w { fill: #a3cdf0; } .axis, .quiet { fill: #aaa59b; }
  .alert { fill: #ffa97a; } line { stroke: #aaa59b; } .mark { fill: #e9e6e0; stroke: #e9e6e0; }
  .mark.planned, .mark.standing { fill: #16181b; }
}
"""
"""Style of the picture where it stands alone."""


def _days(value: str) -> int | None:
    """A value's place in days, roughly; None where its year is open."""
    year, rest, _ = time_key(value)
    if "~" in year:
        return None
    parts = [p for p in rest.split("T")[0].strip("-~").split("-") if p.isdigit()]
    month = min(12, int(parts[0])) if parts else 6
    day = int(parts[1]) if len(parts) > 1 else 15
    return int(year) * 365 + month * 30 + day


def _silence(a: str, b: str) -> str:
    """What lies between two values, where it is long: "7 months"; "" where it is not."""
    first, second = _days(a), _days(b)
    if first is None and second is None:
        return ""
    if first is None or second is None:
        return "the year of what follows is open"
    days = second - first
    if days < _SILENT_DAYS:
        return ""
    months = days // 30
    years = days // 365
    if years >= 2:
        return f"{years} years"
    return f"{months} month{'' if months == 1 else 's'}"


def _mark(kind: str, x: float, y: float) -> str:
    if kind == "said":
        return f'<path class="mark said" d="M{x - 6:g},{y - 5:g} h12 v8 h-7 l-4,4 v-4 h-1 z"/>'
    if kind == "planned":
        return f'<circle class="mark planned" cx="{x:g}" cy="{y:g}" r="5"/>'
    if kind == "standing":
        return f'<rect class="mark standing" x="{x - 5:g}" y="{y - 5:g}" width="10" height="10"/>'
    return f'<circle class="mark happened" cx="{x:g}" cy="{y:g}" r="5"/>'


def when_svg(
    marks: Sequence[Mark], shape: Shape, *, links: bool, style: str = "", describe: str = "", cls: str = ""
) -> str:
    """Draw the time line.

    Args:
        marks: Entries from early to late.
        shape: Its widths.
        links: Whether an entry leads to its words beneath it in the page (`#when-N`).
        style: Style for a picture that stands alone.
        describe: What the picture shows, for those who do not see it.
        cls: Class of the picture.

    Returns:
        SVG text; the same for the same input.
    """
    if not marks:
        return ""
    axis = shape.times + 16
    y = _PAD + 8.0
    rows: list[str] = []
    breaks: list[tuple[float, float, str]] = []
    tops: list[float] = []
    before: Mark | None = None
    for m in marks:
        silence = _silence(before.value, m.value) if before is not None else ""
        if silence:
            breaks.append((y - 6, y + 20, silence))
            y += 32
        tops.append(y)
        lines = wrap(m.text, shape.chars, max_lines=3, placeholder=" …") or [""]
        same = before is not None and before.when == m.when and not silence
        body = [_mark(m.kind, axis, y)]
        at = y
        if not same:
            x, anchor = (shape.times, "end") if shape.times else (axis + 16, "start")
            when = wrap(m.when, _TIME_CHARS) if shape.times else [m.when]
            for n, part in enumerate(when):
                body.append(
                    f'<text class="axis" x="{x}" y="{y + 4 + n * _LINE:g}" text-anchor="{anchor}">{escape(part)}</text>'
                )
            at += 0 if shape.times else _LINE
        for n, line in enumerate(lines):
            body.append(f'<text class="w" x="{axis + 16}" y="{at + 4.5 + n * _LINE:g}">{escape(line)}</text>')
        end = at + len(lines) * _LINE
        tail = f'<tspan class="letter">{escape(m.letters)}</tspan>'
        if m.conflict:
            tail += '<tspan class="alert" dx="8">reports differ on when</tspan>'
        if m.kind in ("planned", "said", "standing"):
            tail += f'<tspan class="quiet" dx="8">{m.kind}</tspan>'
        body.append(f'<text x="{axis + 16}" y="{end + 3:g}">{tail}</text>')
        told = escape(f"{m.when}: {m.text} ({m.letters})")
        inner = f"<title>{told}</title>{''.join(body)}"
        rows.append(f'<a class="entry" href="#when-{m.n}">{inner}</a>' if links else f"<g>{inner}</g>")
        y = end + _GAP + 6
        before = m
    height = round(y + _PAD)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {shape.width} {height}" width="{shape.width}" '
        f'height="{height}" role="group" aria-label="{escape(describe)}"{f" class={cls!r}" if cls else ""}>'
    ]
    if style:
        out.append(f"<style>{style}</style>")
    start = tops[0]
    for a, b, silence in breaks:
        out.append(f'<line x1="{axis}" y1="{start:g}" x2="{axis}" y2="{a:g}"/>')
        out.append(f'<line class="gap" x1="{axis}" y1="{a:g}" x2="{axis}" y2="{b:g}"/>')
        out.append(f'<text class="quiet" x="{axis + 16}" y="{(a + b) / 2 + 4:g}">{escape(silence)}</text>')
        start = b
    out.append(f'<line x1="{axis}" y1="{start:g}" x2="{axis}" y2="{max(start, tops[-1]):g}"/>')
    return "".join((*out, *rows, "</svg>"))
