"""Pictures: when and where; each as positions to draw and rows for the table behind it."""

from collections import defaultdict

import msgspec

from variorum.exports.page.anchors import Anchors, Ref
from variorum.exports.page.naming import one_line
from variorum.exports.page.times import plain_time
from variorum.records.report import Report
from variorum.text.edtf import time_key

# More columns than these are too narrow to label; the table holds all.
_TIMES_DRAWN = 14


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
