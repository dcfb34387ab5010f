"""Who leans on whom: the dependences in words, side by side, and their picture, a family tree of the reports."""

from collections.abc import Iterable, Sequence

import msgspec
from markupsafe import escape

from variorum.exports.excerpts import words
from variorum.exports.page.anchors import Anchors, Ref
from variorum.exports.page.family_layout import Box, Drawing, Line, lay_out
from variorum.exports.page.naming import Bit, Named, Naming, count, one_line
from variorum.records.report import Place, Report, ReportArticle, ReportLink
from variorum.text.press import agency_named, outlet_named

FIRST_BOXES = 14
"""Boxes of the picture that stands open; the whole tree is folded beneath where it has more."""

FIRST_PASSAGES = 3
"""Passages that are shown of one dependence, the longest first."""

_WIDE, _NARROW = (6, 130.0), (3, 108.0)
_WORDS_SHOWN = 420
_MOST_LABELS = 18


class SidePassage(msgspec.Struct, frozen=True, kw_only=True):
    """One shared passage: the words on both sides with their places, and how many they are."""

    words: str
    ref: Ref | None
    other: str
    other_ref: Ref | None
    count: int


class Lean(msgspec.Struct, frozen=True, kw_only=True):
    """One dependence.

    Attributes:
        n: Its number, from 1; the picture's lines lead to it.
        named: The report that leans, or one of two where the direction is open.
        relation: What it does.
        source: Whom it leans on.
        source_named: The same where it is one of the reports.
        share: How much, "" where that cannot be measured.
        reason: How the direction is known, or why not.
        certainty: "certain", "likely", or "" where the direction is open.
        ref: Where the words that show it stand.
        words: Those words.
        passages: The longest shared passages, in the order of the text.
        more: How many others there are.
        told: All in one line.
    """

    n: int
    named: Named
    relation: str
    source: str
    source_named: Named | None
    share: str
    reason: tuple[Bit, ...]
    certainty: str
    ref: Ref | None
    words: str
    passages: tuple[SidePassage, ...]
    more: int
    told: str


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """The family tree: pictures as SVG for wide and narrow pages, the dependences, and the reports without any.

    `whole` holds the pictures with every box, empty where the first ones have all; `styles` the kinds of lines.
    """

    wide: str
    narrow: str
    whole_wide: str
    whole_narrow: str
    boxes: int
    drawn: int
    styles: frozenset[str]
    rows: tuple[Lean, ...]
    alone: tuple[Named, ...]


def _percent(share: float | None) -> str:
    if share is None:
        return ""
    return f"{round(100 * share)} %" if share >= 0.005 else "under 1 %"


def _relation(link: ReportLink) -> str:
    if link.relation == "agency_copy":
        return "carries text of"
    if link.relation == "cites":
        return "cites"
    if link.direction == "leans":
        return "has words of"
    return "is nearly one text with" if link.relation == "near_duplicate" else "shares words with"


def _source_report(link: ReportLink, report: Report, naming: Naming) -> str | None:
    """Id of the one report that a link's source is, by id or by its outlet's name."""
    if naming.knows(link.source):
        return link.source
    name = link.source.casefold().removeprefix("the ")
    same = [a.id for a in report.articles if a.outlet and a.outlet.casefold().removeprefix("the ") == name]
    return same[0] if len(same) == 1 and same[0] != link.article else None


def _cut(text: str) -> str:
    return text if len(text) <= _WORDS_SHOWN else text[: _WORDS_SHOWN - 1].rsplit(" ", 1)[0] + " …"


def _said(article: ReportArticle | None, start: int, end: int) -> str:
    """Words of a report's body; what stands between them and is no body is left out."""
    if article is None:
        return ""
    kept = [Place(max(start, b.start), min(end, b.end)) for b in article.body if b.start < end and b.end > start]
    return _cut(words(article, kept or (Place(start, end),)))


def _lean(n: int, link: ReportLink, report: Report, anchors: Anchors, naming: Naming) -> Lean:
    article = anchors.article(link.article)
    key = _source_report(link, report, naming)
    other = anchors.article(key) if key else None
    named, source_named = naming.of(link.article), naming.of(key) if key else None
    source = source_named.outlet if source_named else one_line(link.source)
    longest = sorted(link.passages, key=lambda p: (-p.words, p.start))[:FIRST_PASSAGES]
    passages = tuple(
        SidePassage(
            words=_said(article, p.start, p.end),
            ref=anchors.ref(link.article, p.start, p.end),
            other=_said(other, p.other_start, p.other_end),
            other_ref=anchors.ref(key, p.other_start, p.other_end) if key else None,
            count=p.words,
        )
        for p in sorted(longest, key=lambda p: p.start)
    )
    share = ""
    if link.share is not None:
        share = f"{_percent(link.share)} of {named.plain}’s text"
        if link.share_other is not None and source_named:
            share += f", {_percent(link.share_other)} of {source_named.plain}’s"
    relation = _relation(link)
    left, right = f"{named.plain} {named.outlet}", f"{source_named.plain} {source}" if source_named else source
    ref = anchors.ref(link.article, link.start, link.end)
    return Lean(
        n=n,
        named=named,
        relation=relation,
        source=source,
        source_named=source_named,
        share=share,
        reason=naming.bits(_upper(link.reason)) if passages or link.certainty == "likely" else (),
        certainty=link.certainty if link.direction == "leans" else "",
        ref=ref,
        words=_said(article, link.start, link.end) if ref else "",
        passages=passages,
        more=len(link.passages) - len(passages),
        told=f"{left} {relation} {right}" + (f" ({share})" if share else ""),
    )


def _upper(sentence: str) -> str:
    line = one_line(sentence)
    return (line[:1].upper() + line[1:] + ("" if line.endswith(".") else ".")) if line else ""


def _one_name(source: str) -> str:
    """The name under which a source stands in the picture: one box for Meridian and Meridian News Agency."""
    agency = agency_named(source)
    return agency.name if agency else outlet_named(source) or source


def _line(lean: Lean, link: ReportLink, labels: bool) -> Line:
    source = f"r{lean.source_named.n}" if lean.source_named else f"s {_one_name(lean.source)}"
    most = max(link.share or 0.0, link.share_other or 0.0)
    shown = link.share if link.direction == "leans" else most
    if link.relation == "cites":
        width, style = 1.5, "cited"
    elif link.relation == "agency_copy":
        width, style = 2.5, "copied"
    else:
        width, style = round(1.5 + 9 * min(1.0, shown or 0.0), 1), "copied" if link.direction == "leans" else "either"
    return Line(
        n=lean.n,
        source=source,
        target=f"r{lean.named.n}",
        width=width,
        style=style,
        label=_percent(shown) if labels and link.share is not None else "",
        told=lean.told,
    )


def _joined(lines: Iterable[Line]) -> list[Line]:
    """One line for all dependences between the same two, the widest, which tells them all."""
    out: dict[tuple[str, str], Line] = {}
    for line in lines:
        if line.source == line.target:
            continue
        key = (line.source, line.target)
        known = out.get(key)
        if known is None:
            out[key] = line
        else:
            widest = known if known.width >= line.width else line
            out[key] = msgspec.structs.replace(widest, n=known.n, told=f"{known.told}; {line.told}")
    return list(out.values())


def _boxes(leans: Sequence[Lean], naming: Naming, report: Report) -> list[Box]:
    sources = dict.fromkeys(_one_name(x.source) for x in leans if x.source_named is None)
    tied = {n.n for x in leans for n in (x.named, x.source_named) if n}
    group = {naming.of(k).n: o.id for o in report.origins if len(o.articles) > 1 for k in o.articles if naming.knows(k)}
    out = [Box(key=f"s {name}", letter="", name=name) for name in sources]
    out += [
        Box(key=f"r{n.n}", letter=n.plain, name=n.outlet, group=group.get(n.n, "")) for n in naming.all if n.n in tied
    ]
    return out


def _first(boxes: Sequence[Box], lines: Sequence[Line]) -> tuple[list[Box], list[Line]]:
    """The boxes that most of the text goes through, with the lines between them."""
    weight: dict[str, float] = {}
    for x in lines:
        for key in (x.source, x.target):
            weight[key] = weight.get(key, 0.0) + x.width
    ranked = sorted(range(len(boxes)), key=lambda n: (-weight.get(boxes[n].key, 0.0), n))[:FIRST_BOXES]
    chosen = {boxes[n].key for n in ranked}
    inside = [x for x in lines if x.source in chosen and x.target in chosen]
    tied = {key for x in inside for key in (x.source, x.target)}
    return [b for b in boxes if b.key in tied], inside


def draw(drawing: Drawing, *, describe: str, links: bool = True, style: str = "", cls: str = "family") -> str:
    """A drawing as an SVG element.

    Args:
        drawing: What is drawn.
        describe: What the picture shows, for those who do not see it.
        links: Whether each line leads to its dependence beneath (`#lean-1`), and each box to its report.
        style: A style sheet of its own, for a picture that stands alone.
        cls: Its class.

    Returns:
        The element, every text escaped.
    """
    width, height = f"{drawing.width:g}", f"{drawing.height:g}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'class="{cls}" role="{"group" if links else "img"}" aria-label="{escape(describe)}">'
    ]
    if style:
        parts.append(f"<title>{escape(describe)}</title>\n<style>{style}</style>")
    # Wide lines first, so that thin ones are seen over them.
    for p in sorted(drawing.lines, key=lambda p: (-p.line.width, p.line.n)):
        line = p.line
        shape = (
            f"<title>{escape(line.told)}</title>"
            f'<path d="{p.path}" class="hit"/>'
            f'<path d="{p.path}" class="{line.style}" stroke-width="{line.width:g}"/>'
        )
        if p.arrow:
            shape += f'<polygon points="{p.arrow}" class="head {line.style}"/>'
        tag = f'a href="#lean-{line.n}" aria-label="{escape(line.told)}"' if links else "g"
        parts.append(f'<{tag} class="edge">{shape}</{tag[0]}>')
    for p in drawing.lines:
        if p.line.label:
            parts.append(f'<text x="{p.x:g}" y="{p.y:g}" class="share">{escape(p.line.label)}</text>')
    for b in drawing.boxes:
        x, y = b.x - b.width / 2, b.y - b.height / 2
        rows = (*((b.box.letter,) if b.box.letter else ()), *b.lines)
        top = b.y - (len(rows) - 1) * 7.5 + 4.5
        shape = (
            f'<rect x="{x:g}" y="{y:g}" width="{b.width:g}" height="{b.height:g}" rx="3" '
            f'class="{"report-box" if b.box.letter else "source-box"}"/>'
        )
        for n, row in enumerate(rows):
            kind = "letter" if n == 0 and b.box.letter else "name"
            shape += f'<text x="{b.x:g}" y="{top + 15 * n:g}" text-anchor="middle" class="{kind}">{escape(row)}</text>'
        label = escape(f"{b.box.letter} {b.box.name}".strip())
        if links and b.box.letter:
            parts.append(f'<a href="#{b.box.key}" aria-label="{label}">{shape}</a>')
        else:
            parts.append(f"<g><title>{label}</title>{shape}</g>")
    parts.append("</svg>")
    return "\n".join(parts)


def _read(report: Report, anchors: Anchors, naming: Naming) -> tuple[list[ReportLink], tuple[Lean, ...]]:
    """The dependences as links and in words, those of most text first."""
    links = [x for x in report.lineage if naming.knows(x.article)]
    rank = {"near_duplicate": 0, "shares_passages": 0, "agency_copy": 1, "cites": 2}
    links.sort(
        key=lambda x: (
            rank.get(x.relation, 3),
            -max(x.share or 0.0, x.share_other or 0.0),
            naming.of(x.article).n,
            x.start,
            x.source,
        )
    )
    return links, tuple(_lean(n, x, report, anchors, naming) for n, x in enumerate(links, 1))


def family(report: Report, anchors: Anchors, naming: Naming) -> Family:
    """Who leans on whom, drawn and told."""
    links, leans = _read(report, anchors, naming)
    lines = _joined(_line(lean, x, len(links) <= _MOST_LABELS) for lean, x in zip(leans, links, strict=True))
    boxes = _boxes(leans, naming, report)
    first_boxes, first_lines = _first(boxes, lines)
    describe = f"Family tree: {count(len(links), 'dependence')}, each told beneath"

    def pictures(some: Sequence[Box], ties: Sequence[Line]) -> tuple[str, str]:
        if not ties:
            return "", ""
        shapes = [lay_out(some, ties, columns=c, column=w) for c, w in (_WIDE, _NARROW)]
        return draw(shapes[0], describe=describe, cls="wide"), draw(shapes[1], describe=describe, cls="narrow")

    wide, narrow = pictures(first_boxes, first_lines)
    more = len(boxes) > len(first_boxes)
    bare = [msgspec.structs.replace(x, label="") for x in lines]
    whole_wide, whole_narrow = pictures(boxes, bare) if more else ("", "")
    tied = {n.n for x in leans for n in (x.named, x.source_named) if n}
    return Family(
        wide=wide,
        narrow=narrow,
        whole_wide=whole_wide,
        whole_narrow=whole_narrow,
        boxes=len(boxes),
        drawn=len(first_boxes),
        styles=frozenset(x.style for x in lines),
        rows=leans,
        alone=tuple(n for n in naming.all if n.n not in tied),
    )


_STYLE = """
svg { background: #fcfbf8; color-scheme: light dark; }
text { font: 13px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #1d1c1a; }
.letter { font-weight: 650; } .name { font-size: 12px; }
.share { font-size: 11.5px; paint-order: stroke; stroke: #fcfbf8; stroke-width: 4px; }
.report-box { fill: #f2efe7; stroke: #d9d5cb; } .source-box { fill: #fcfbf8; stroke: #5c5850; }
path { fill: none; } .hit { stroke: transparent; stroke-width: 14; }
.copied { stroke: #1d1c1a; } .either { stroke: #5c5850; opacity: .6; }
.cited { stroke: #5c5850; stroke-dasharray: 5 4; }
.head { stroke: none; } .head.copied { fill: #1d1c1a; } .head.cited { fill: #5c5850; }
@media (prefers-color-scheme: dark) {
  svg { background: #16181b; } text { fill: #e9e6e0; } .share { stroke: #16181b; }
  .report-box { fill: #202328; stroke: #3a3d42; } .source-box { fill: #16181b; stroke: #aaa59b; }
  .copied { stroke: #e9e6e0; } .either, .cited { stroke: #aaa59b; }
  .head.copied { fill: #e9e6e0; } .head.cited { fill: #aaa59b; }
}
"""


def family_svg(report: Report) -> str:
    """The whole family tree as an SVG file of its own, to be written as UTF-8.

    A line's title tells the dependence and the first of the words that show it; a report without any dependence is
    not drawn. Without dependences the picture says so.
    """
    naming = Naming(report)
    links, leans = _read(report, Anchors(report, naming), naming)
    reports, origins = count(len(report.compared), "report"), count(len(report.compared_origins), "origin")
    told = f"Who leans on whom: {reports}, {origins}"
    if not leans:
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 60" width="640" height="60" role="img" '
            f'aria-label="{escape(told)}"><style>{_STYLE}</style><text x="16" y="36">No report credits or cites '
            "another source, and none shares text with another.</text></svg>\n"
        )
    lines = []
    for lean, link in zip(leans, links, strict=True):
        line = _line(lean, link, len(links) <= _MOST_LABELS)
        said = lean.passages[0].words if lean.passages else lean.words
        lines.append(msgspec.structs.replace(line, told=f"{line.told}: “{said}”" if said else line.told))
    drawing = lay_out(_boxes(leans, naming, report), _joined(lines), columns=_WIDE[0], column=_WIDE[1])
    return draw(drawing, describe=told, links=False, style=_STYLE) + "\n"
