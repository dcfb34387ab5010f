"""The map: actors and frameworks as boxes in columns, what they do as lines, each line's words beneath.

Lines stand only between two of the story's actors: those who act together, whom a deed is done to, whose office it
is, who belongs to what. A position whose content names no actor is told in the list, not drawn.
"""

import msgspec

from variorum.exports.page.anchors import Anchors, Ref
from variorum.exports.page.naming import one_line
from variorum.records.place import Cite
from variorum.records.report import Report
from variorum.records.system import ReportActor, ReportRelation

MOST_BOXES = 14
"""Boxes of the picture that stands open; the whole map is folded beneath where it has more."""

_COLUMN = {
    "person": 0,
    "country": 1,
    "organisation": 1,
    "place": 1,
    "outlet": 1,
    "other": 1,
    "framework": 2,
    "agreement": 2,
}
_HEDGES = {
    "planned": "planned",
    "pledged": "pledged",
    "hoped": "hoped",
    "possible": "held possible",
    "reported": "reported",
    "alleged": "alleged",
}


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """One actor or framework of the map: `column` 0 people, 1 countries and bodies, 2 frameworks."""

    id: str
    name: str
    type: str
    column: int
    weight: float


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a line stands for.

    Attributes:
        act: Our word for it ("promises").
        words: What, in an outlet's words; "" where the ends say all.
        hedge: What is less than stated about it, "" where nothing is.
        voices: On whose word, "" where it is the outlets' own.
        denied: Whether it is denied.
        refs: The words that state it.
    """

    act: str
    words: str
    hedge: str
    voices: str
    denied: bool
    refs: tuple[Ref, ...]


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the map and what it stands for.

    `kind`: act (done to the target), together (both do it), office or member; `n` names its anchor.
    """

    n: int
    source: str
    target: str
    kind: str
    label: str
    statements: tuple[Said, ...]


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """What one actor holds, wants, promises, where it names no other actor."""

    who: str
    statement: Said


class SystemMap(msgspec.Struct, frozen=True, kw_only=True):
    """The map's boxes, the most prominent first, its lines, and the positions that are told beside it."""

    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    positions: tuple[Position, ...]


def _refs(cites: tuple[Cite, ...], anchors: Anchors) -> tuple[Ref, ...]:
    return tuple(r for c in cites if (r := anchors.ref(c.article, c.start, c.end)) is not None)


def _statement(r: ReportRelation, anchors: Anchors) -> Said:
    return Said(
        act=r.relation,
        words=one_line(r.content),
        hedge="" if r.certainty == "pledged" and r.relation in ("promises", "agrees") else _HEDGES.get(r.certainty, ""),
        voices=", ".join(v.name for v in r.attribution),
        denied=r.polarity == "denied",
        refs=_refs(r.cites, anchors),
    )


def system_map(report: Report, anchors: Anchors) -> SystemMap:
    """The map of a report."""
    by_id = {a.id: a for a in report.actors}
    by_name: dict[str, str] = {}
    for a in report.actors:
        by_name.setdefault(a.name, a.id)
    found: dict[tuple[str, str, str], list[Said]] = {}
    positions: list[Position] = []
    for r in report.relations:
        statement = _statement(r, anchors)
        if r.from_id not in by_id:
            positions.append(Position(who=" and ".join((r.from_, *r.with_)), statement=statement))
            continue
        if r.to_id in by_id:
            found.setdefault((r.from_id, r.to_id or "", "act"), []).append(statement)
            continue
        beside = [by_name[n] for n in r.with_ if n in by_name and by_name[n] != r.from_id]
        if not beside:
            positions.append(Position(who=" and ".join((r.from_, *r.with_)), statement=statement))
        for end in beside:
            # Who condemns something together with another does not condemn the other.
            joint = msgspec.structs.replace(statement, act=f"{r.relation} with")
            found.setdefault((r.from_id, end, "together"), []).append(joint)
    for a in report.actors:
        _offices(a, by_name, found, anchors)
    for f in report.frameworks:
        key = f.entity or f"framework:{f.framework}"
        for m in f.reasons:
            if m.name in by_name and by_name[m.name] != key:
                says = Said(
                    act="belongs to", words="", hedge="", voices="", denied=False, refs=_refs(m.cites, anchors)
                )
                found.setdefault((by_name[m.name], key, "member"), []).append(says)
    edges = tuple(
        Edge(n=n, source=source, target=target, kind=kind, label=_label(kind, says), statements=tuple(says))
        for n, ((source, target, kind), says) in enumerate(found.items(), 1)
    )
    return SystemMap(boxes=_boxes(report, edges), edges=edges, positions=tuple(positions))


def _offices(
    actor: ReportActor,
    by_name: dict[str, str],
    found: dict[tuple[str, str, str], list[Said]],
    anchors: Anchors,
) -> None:
    for o in actor.offices:
        if o.of is None or o.of not in by_name:
            continue
        words = {"former": "former ", "elect": "chosen as ", "acting": "acting "}.get(o.status, "")
        says = Said(
            act=f"{words}{o.title}", words="", hedge="", voices="", denied=False, refs=_refs(o.cites, anchors)
        )
        found.setdefault((actor.id, by_name[o.of], "office"), []).append(says)


def _label(kind: str, says: list[Said]) -> str:
    if kind == "member":
        return ""
    acts: list[str] = []
    for s in says:
        word = f"not: {s.act}" if s.denied else s.act
        if word not in acts:
            acts.append(word)
    most = 1 if kind == "together" else 2
    return ", ".join(acts[:most]) + (f" +{len(acts) - most}" if len(acts) > most else "")


def _boxes(report: Report, edges: tuple[Edge, ...]) -> tuple[Box, ...]:
    """The boxes that a line reaches, the most prominent first."""
    reached = {e.source for e in edges} | {e.target for e in edges}
    boxes = [
        Box(id=a.id, name=one_line(a.name), type=a.type, column=_COLUMN.get(a.type, 1), weight=a.weight)
        for a in report.actors
        if a.id in reached
    ]
    for f in report.frameworks:
        if f.entity is None and f"framework:{f.framework}" in reached:
            share = len(f.articles) / max(1, len(report.compared))
            boxes.append(
                Box(
                    id=f"framework:{f.framework}",
                    name=one_line(f.framework),
                    type="framework",
                    column=2,
                    weight=round(share, 3),
                )
            )
    return tuple(sorted(boxes, key=lambda b: (-b.weight, b.column, b.name, b.id)))


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """How one report calls an actor, and how often it names it."""

    ref: Ref | None
    words: str
    count: int


class LabelRow(msgspec.Struct, frozen=True, kw_only=True):
    """One actor and what each report calls it."""

    name: str
    type: str
    labels: tuple[Label, ...]


class PictureRow(msgspec.Struct, frozen=True, kw_only=True):
    """What only one report's map has, and what it lacks that at least two others have."""

    ref_article: str
    only: tuple[str, ...]
    lacks: tuple[str, ...]


def labels(report: Report, anchors: Anchors) -> tuple[LabelRow, ...]:
    """Actors whom at least two reports call by different words, the most prominent first."""
    rows = []
    for a in report.actors:
        if len({x.words.lower() for x in a.labels}) < 2:
            continue
        rows.append(
            LabelRow(
                name=one_line(a.name),
                type=a.type,
                labels=tuple(
                    Label(ref=anchors.ref(x.article, x.start, x.end), words=one_line(x.words), count=x.count)
                    for x in a.labels
                ),
            )
        )
    return tuple(rows)


def _told(r: ReportRelation) -> str:
    end = one_line(r.to)
    short = end if len(end) <= 90 else end[:87].rsplit(" ", 1)[0] + " …"
    denied = "does not " if r.polarity == "denied" else ""
    return (
        f"{' and '.join((r.from_, *r.with_))}: {denied}{r.relation} “{short}”"
        if r.content
        else (f"{r.from_} {denied}{r.relation} {r.to}")
    )


def different_pictures(report: Report) -> tuple[PictureRow, ...]:
    """For each report, in order: what only it states, and what at least two others state and it does not."""
    out = []
    for a in report.compared:
        only = [_told(r) for r in report.relations if r.articles == (a.id,)]
        lacks = [_told(r) for r in report.relations if a.id not in r.articles and len(r.articles) > 1]
        only += [f"{f.framework}" for f in report.frameworks if f.articles == (a.id,)]
        lacks += [f"{f.framework}" for f in report.frameworks if a.id not in f.articles and len(f.articles) > 1]
        out.append(PictureRow(ref_article=a.id, only=tuple(only), lacks=tuple(lacks)))
    return tuple(out) if len(report.compared) > 1 else ()
