"""Pictures: when, where, and who leans on whom; each as positions to draw and rows for the table behind it."""

from collections import defaultdict

import msgspec

from variorum.exports.excerpts import words
from variorum.exports.page.anchors import Anchors, Ref
from variorum.exports.page.naming import Named, Naming, one_line
from variorum.exports.page.times import plain_time, time_key
from variorum.records.report import Place, Report

# More columns than these are too narrow to label; the table holds all.
_TIMES_DRAWN = 14
_TREE_ROW = 34
_LABEL_CHARS = 34
_RELATIONS = {
    "agency_copy": "carries the text of",
    "cites": "cites",
    "near_duplicate": "is nearly the same text as",
    "shares_passages": "shares passages with",
}


class TimeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A time, what is said of it ("" where only the time is known), and where it stands."""

    when: str
    what: str
    refs: tuple[Ref, ...]
    drawn: bool = False


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Times from early to late; `events` says whether each has its event."""

    rows: tuple[TimeRow, ...]
    events: bool


class PlaceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A place that the reports name, and where."""

    name: str
    type: str
    refs: tuple[Ref, ...]


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A box of the family tree; `named` for a report."""

    text: str
    y: float
    named: Named | None = None


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the family tree: `copy` for a copied text, else a citation."""

    y1: float
    y2: float
    copy: bool


class Bracket(msgspec.Struct, frozen=True, kw_only=True):
    """Reports of one origin, from `y1` to `y2`."""

    y1: float
    y2: float
    text: str


class LinkRow(msgspec.Struct, frozen=True, kw_only=True):
    """One dependence as the table tells it."""

    named: Named
    relation: str
    source: str
    source_named: Named | None
    share: str
    ref: Ref | None
    words: str


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """The family tree."""

    sources: tuple[Node, ...]
    reports: tuple[Node, ...]
    edges: tuple[Edge, ...]
    brackets: tuple[Bracket, ...]
    rows: tuple[LinkRow, ...]
    height: float


def _cut(text: str) -> str:
    return text if len(text) <= _LABEL_CHARS else text[: _LABEL_CHARS - 1] + "…"


def timeline(report: Report, anchors: Anchors) -> Timeline:
    """Times with their events, or, where the report holds no events, the times that the reports name."""
    if report.timeline:
        rows = [
            TimeRow(
                when=plain_time(e.time),
                what=one_line(e.text),
                refs=tuple(r for c in e.cites for r in (anchors.ref(c.article, c.start, c.end),) if r),
                drawn=n < _TIMES_DRAWN,
            )
            for n, e in enumerate(sorted(report.timeline, key=lambda e: time_key(e.time)))
        ]
        return Timeline(rows=tuple(rows), events=True)
    by_value: dict[str, list[Ref]] = defaultdict(list)
    for t in report.times:
        ref = anchors.ref(t.article, t.start, t.end)
        if ref is not None:
            by_value[t.value].append(ref)
    most = sorted(by_value, key=lambda v: (-len({r.named.n for r in by_value[v]}), time_key(v)))
    drawn = set(most[:_TIMES_DRAWN])
    return Timeline(
        rows=tuple(
            TimeRow(
                when=plain_time(value),
                what="",
                refs=tuple(sorted(by_value[value], key=lambda r: (r.named.n, r.start))),
                drawn=value in drawn,
            )
            for value in sorted(by_value, key=time_key)
        ),
        events=False,
    )


def places(report: Report, anchors: Anchors) -> tuple[PlaceRow, ...]:
    """Places and countries that the reports name, those in most reports first."""
    rows = []
    for entity in report.entities:
        if entity.type not in {"place", "country"}:
            continue
        firsts: dict[int, Ref] = {}
        for m in entity.mentions:
            ref = anchors.ref(m.article, m.start, m.end) if anchors.article(m.article) else None
            if ref is not None:
                firsts.setdefault(ref.named.n, ref)
        rows.append(
            PlaceRow(
                name=one_line(entity.name),
                type=entity.type,
                refs=tuple(firsts[n] for n in sorted(firsts)),
            )
        )
    return tuple(sorted(rows, key=lambda r: (-len(r.refs), r.name)))


def family(report: Report, anchors: Anchors, naming: Naming) -> Tree:
    """Who leans on whom: named sources on the left, reports on the right, one origin under one bracket."""
    rows: list[LinkRow] = []
    leans: list[tuple[str, str, bool]] = []
    for link in report.lineage:
        article = anchors.article(link.article)
        if article is None:
            continue
        other = naming.of(link.source) if naming.knows(link.source) else None
        ref = anchors.ref(link.article, link.start, link.end)
        rows.append(
            LinkRow(
                named=naming.of(link.article),
                relation=_RELATIONS.get(link.relation, link.relation),
                source=other.outlet if other else one_line(link.source),
                source_named=other,
                share="" if link.share is None else f"{round(100 * link.share)} % of its five-word runs",
                ref=ref,
                words=words(article, (Place(link.start, link.end),))[:160] if ref else "",
            )
        )
        if other is None:
            leans.append((one_line(link.source), link.article, link.relation == "agency_copy"))
    ordered: list[str] = []
    brackets: list[Bracket] = []
    spans: list[tuple[int, int, str]] = []
    for origin in sorted(
        report.origins, key=lambda o: min((naming.of(k).n for k in o.articles if naming.knows(k)), default=0)
    ):
        members = [k for k in origin.articles if naming.knows(k) and k not in ordered]
        members.sort(key=lambda k: naming.of(k).n)
        if len(members) > 1:
            label = f"one reporting: {origin.name}" if origin.name else "one reporting"
            spans.append((len(ordered), len(ordered) + len(members) - 1, label))
        ordered += members
    ordered += [a.id for a in report.articles if a.id not in ordered]
    y_of = {key: 24.0 + _TREE_ROW * n for n, key in enumerate(ordered)}
    for first, last, label in spans:
        brackets.append(Bracket(y1=24.0 + _TREE_ROW * first - 10, y2=24.0 + _TREE_ROW * last + 10, text=_cut(label)))
    names = sorted({name for name, _, _ in leans})
    wanted = {
        name: sum(y_of[k] for n, k, _ in leans if n == name) / sum(n == name for n, _, _ in leans) for name in names
    }
    y_source: dict[str, float] = {}
    last_y = -100.0
    for name in sorted(names, key=lambda n: (wanted[n], n)):
        last_y = max(wanted[name], last_y + _TREE_ROW * 0.8, 24.0)
        y_source[name] = last_y
    height = max([*y_of.values(), *y_source.values(), 0.0]) + 24.0
    return Tree(
        sources=tuple(Node(text=_cut(n), y=y) for n, y in y_source.items()),
        reports=tuple(Node(text=_cut(naming.of(k).outlet), y=y_of[k], named=naming.of(k)) for k in ordered),
        edges=tuple(Edge(y1=y_source[n], y2=y_of[k], copy=c) for n, k, c in dict.fromkeys(leans)),
        brackets=tuple(brackets),
        rows=tuple(rows),
        height=height,
    )
