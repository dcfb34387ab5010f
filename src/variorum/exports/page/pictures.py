"""Pictures: when, and who does what; each as a drawing, its words, and rows for the table behind it."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from variorum.exports.page.anchors import Anchors, Ref
from variorum.exports.page.map_svg import map_svg
from variorum.exports.page.naming import Naming, one_line
from variorum.exports.page.system_map import (
    MOST_BOXES,
    LabelRow,
    PictureRow,
    SystemMap,
    different_pictures,
    labels,
    system_map,
)
from variorum.exports.page.times import plain_time
from variorum.exports.page.when_svg import NARROW, WIDE, Mark, when_svg
from variorum.records.report import Report
from variorum.text.edtf import time_key

MOST_TIMES = 14
"""Entries of the time line that stands open; the whole one is folded beneath where it has more."""

_TOLD = "Time line; told again in the table beneath"
_CERTAIN = {"possible": "held possible", "reported": "reported", "alleged": "alleged", "hoped": "hoped"}


class TimeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A time, what is said of it ("" where only the time is known), and where it stands."""

    n: int
    when: str
    what: str
    refs: tuple[Ref, ...]
    kind: str = ""
    hedge: str = ""
    conflict: bool = False


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Times from early to late; `events` says whether each has its event.

    `wide` and `narrow` are the picture for wide and narrow pages, `whole_wide` and `whole_narrow` that of all entries
    where the first ones lack some ("" where they have all).
    """

    rows: tuple[TimeRow, ...]
    events: bool
    wide: str = ""
    narrow: str = ""
    whole_wide: str = ""
    whole_narrow: str = ""
    drawn: int = 0


class CommitmentRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the ledger of commitments."""

    who: str
    what: str
    to: str
    by: str
    word: str
    certainty: str
    refs: tuple[Ref, ...]


class MapView(msgspec.Struct, frozen=True, kw_only=True):
    """The map and what stands beside it: `svg` its first boxes, `whole` all of them ("" where the first are all)."""

    system: SystemMap
    svg: str
    whole: str
    drawn: int
    ledger: tuple[CommitmentRow, ...]
    labels: tuple[LabelRow, ...]
    different: tuple[PictureRow, ...]


def _letters(refs: Sequence[Ref]) -> str:
    return " ".join(dict.fromkeys(r.named.plain for r in refs))


def marks(report: Report, anchors: Anchors) -> list[tuple[Mark, TimeRow, float]]:
    """The entries of the time line from early to late, with their rows and weights."""
    out = []
    for n, e in enumerate(sorted(report.timeline, key=lambda e: (time_key(e.time), -e.weight, e.text)), 1):
        refs = tuple(r for c in e.cites if (r := anchors.ref(c.article, c.start, c.end)))
        row = TimeRow(
            n=n,
            when=plain_time(e.time),
            what=one_line(e.text),
            refs=refs,
            kind=e.kind,
            hedge=_CERTAIN.get(e.certainty, ""),
            conflict=bool(e.conflict),
        )
        mark = Mark(
            n=n,
            value=e.time,
            when=row.when.replace(", year not known", ""),
            text=row.what,
            letters=_letters(refs),
            kind=e.kind,
            conflict=row.conflict,
        )
        out.append((mark, row, e.weight))
    return out


def timeline(report: Report, anchors: Anchors) -> Timeline:
    """Times with their events, or, where the report holds no events, the times that the reports name."""
    if report.timeline:
        found = marks(report, anchors)
        first = {m.n for m, _, _ in sorted(found, key=lambda x: (-x[2], x[0].n))[:MOST_TIMES]}
        some = [m for m, _, _ in found if m.n in first]
        every = [m for m, _, _ in found] if len(found) > len(some) else []
        return Timeline(
            rows=tuple(row for _, row, _ in found),
            events=True,
            wide=when_svg(some, WIDE, links=True, describe=_TOLD, cls="wide"),
            narrow=when_svg(
                some, NARROW, links=True, describe=_TOLD, cls="narrow"
            ),
            whole_wide=when_svg(every, WIDE, links=True, describe="The whole time line", cls="wide"),
            whole_narrow=when_svg(every, NARROW, links=True, describe="The whole time line", cls="narrow"),
            drawn=len(some),
        )
    by_value: dict[str, list[Ref]] = defaultdict(list)
    for t in report.times:
        ref = anchors.ref(t.article, t.start, t.end)
        if ref is not None:
            by_value[t.value].append(ref)
    return Timeline(
        rows=tuple(
            TimeRow(
                n=n,
                when=plain_time(value),
                what="",
                refs=tuple(sorted(by_value[value], key=lambda r: (r.named.n, r.start))),
            )
            for n, value in enumerate(sorted(by_value, key=time_key), 1)
        ),
        events=False,
    )


def map_view(report: Report, anchors: Anchors, naming: Naming) -> MapView:
    """Who does what, drawn and told."""
    system = system_map(report, anchors)
    first = system.boxes[:MOST_BOXES]
    shown = {b.id for b in first}
    told = "Map of actors and frameworks; each line is told in the table beneath"
    inner = [e for e in system.edges if e.source in shown and e.target in shown]
    ends = {key for e in inner for key in (e.source, e.target)}
    reached = [b for b in first if b.id in ends]
    svg = map_svg(reached, system.edges, links=True, describe=told)
    whole = map_svg(system.boxes, system.edges, links=True, describe=told) if len(system.boxes) > len(reached) else ""
    return MapView(
        system=system,
        svg=svg,
        whole=whole,
        drawn=len(reached),
        ledger=tuple(
            CommitmentRow(
                who=one_line(c.who),
                what=one_line(c.what),
                to=one_line(c.to or ""),
                by=plain_time(c.by) if c.by else "",
                word=", ".join(c.on_word_of),
                certainty=c.certainty,
                refs=tuple(r for x in c.cites if (r := anchors.ref(x.article, x.start, x.end))),
            )
            for c in report.commitments
        ),
        labels=labels(report, anchors),
        different=different_pictures(report),
    )
