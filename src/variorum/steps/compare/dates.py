"""Times that differ beyond what time zones and grain explain."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from variorum.records.place import Extent
from variorum.records.story import VariantKind, VariantRelation
from variorum.steps.compare.notes import choices, say
from variorum.steps.compare.telling import Finding, Telling, ids

ZONE_DAYS = 1
"""Civil dates of one moment differ by at most one day between time zones."""
_DAY = re.compile(r"(\d{4}|XXXX)-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")


def date_differences(tellings: Sequence[Telling]) -> list[Finding]:
    """One finding for each departing value, where every report gives one time of one grain."""
    out = []
    for grain in ("year", "month", "day"):
        rows = [(t, v) for t in tellings if (v := _only(t, grain)) is not None]
        if len(rows) > 1:
            out += _differences(rows, grain)
    return out


def _grain(value: str) -> str:
    if _DAY.match(value):
        return "day"
    if _MONTH.fullmatch(value):
        return "month"
    return "year" if _YEAR.fullmatch(value) else ""


def _only(t: Telling, grain: str) -> tuple[str, Extent] | None:
    """The one value of a grain that a report gives; None where it gives none or several."""
    rows = [(v, e) for v, e in t.times if _grain(v) == grain]
    values = {v[:10] for v, _ in rows}
    return (rows[0][0][:10], rows[0][1]) if len(values) == 1 else None


def _differences(rows: Sequence[tuple[Telling, tuple[str, Extent]]], grain: str) -> list[Finding]:
    groups: dict[str, list[tuple[Telling, Extent]]] = {}
    for t, (v, e) in rows:
        groups.setdefault(v, []).append((t, e))
    if len(groups) < 2:
        return []
    base = min(groups, key=lambda v: (-len({t.origin for t, _ in groups[v]}), -len(groups[v]), v))
    out = []
    for value in sorted(groups):
        if value == base:
            continue
        aside, against = groups[value], groups[base]
        a, b = ids(t for t, _ in aside), ids(t for t, _ in against)
        left = choices(t.words(e.start, e.end) for t, e in aside)
        right = choices(t.words(e.start, e.end) for t, e in against)
        apart = {t.origin for t, _ in aside} & {t.origin for t, _ in against}
        relation = VariantRelation.COMPATIBLE
        if not apart and _apart(value, base, grain):
            relation = VariantRelation.CONFLICT
        out.append(
            Finding(
                kind=VariantKind.DATE,
                relation=relation,
                aside=a,
                against=b,
                note=f"{say(a, 'gives', 'give')} {left}; {say(b, 'gives', 'give')} {right}.",
                marks=tuple(t.span(e.start, e.end) for t, e in (*aside, *against)),
            )
        )
    return out


def _apart(x: str, y: str, grain: str) -> bool:
    """Whether two values of one grain cannot be the same moment, wherever it is told."""
    if grain != "day":
        return True
    try:
        a, b = (date.fromisoformat(v.replace("XXXX", "2024")) for v in (x, y))
    except ValueError:
        return False
    return abs(a - b) > timedelta(days=ZONE_DAYS)
