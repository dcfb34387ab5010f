"""Times that differ beyond what time zones and grain explain."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from variorum.records.parse import Token
from variorum.records.place import Extent
from variorum.records.story import VariantKind, VariantRelation
from variorum.steps.compare.notes import choices, say
from variorum.steps.compare.telling import Finding, Telling, ids

ZONE_DAYS = 1
"""Civil dates of one moment differ by at most one day between time zones (IANA zones: UTC-12 to UTC+14)."""
ZONE_MINUTES = 30
"""Clocks that differ by whole multiples of this may be one moment in two zones."""
LOOSE_MINUTES = 20
"""How far "around six" reaches."""
EXACT_MINUTES = 5
"""Two flat clock times this near are one, rounded."""
OWN_EVENT_DAYS = 2
"""Reports published further apart than this, each of its own day, rather tell of two events."""
SHARED = 3
"""Content words that two claims must share where their times hang on different words."""
WEEK_DAYS, MONTH_DAYS = 6, 27
"""Days from the first to the last of a week and of the shortest month."""
NEAR = 6
"""Tokens before a time in which a noun is near it."""
_OPEN_YEAR = 2000  # a leap year, so that each day of an open year has a place
_DAY = re.compile(r"(\d{4}|XXXX)-(\d{2})-(\d{2})(?:T(?:(\d{2}):(\d{2}))?.*)?")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"\d{4}")
_LOOSE = frozenset("about around just shortly roughly approximately nearly almost after before soon by".split())
_DATED = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d"
    r"|\d (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:19|20)\d\d\b|\d/\d"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
    r"|\b(?:to|yester)day\b|\btomorrow\b|\b(?:last|this|next) (?:week|month|year|spring|summer|autumn|fall|winter)"
)
"""Words that date by themselves; "the next morning" hangs on another day, which another report may not mean."""
_BOUNDS = frozenset({"since", "until", "till", "before", "by", "from"})


@dataclass(frozen=True)
class Moment:
    """One report's time for one thing, as a stretch of days."""

    telling: Telling
    place: Extent
    first: int
    last: int
    clock: int | None
    loose: bool
    hangs_on: str
    main: bool
    near: frozenset[str]
    dated: bool

    @property
    def days(self) -> tuple[int, int]:
        """First and last day, proleptic Gregorian ordinals."""
        return self.first, self.last

    @property
    def words(self) -> str:
        """As it is written."""
        return self.telling.words(self.place.start, self.place.end)


def date_differences(tellings: Sequence[Telling]) -> list[Finding]:
    """One finding for each departing time of what the claims tell."""
    slots: dict[str, list[Moment]] = {}
    for t in tellings:
        for m in _moments(t):
            slots.setdefault(m.hangs_on, []).append(m)
            if m.main:
                slots.setdefault("", []).append(m)
    out: list[Finding] = []
    told: set[tuple[str, ...]] = set()
    # The words that times hang on first: they tell more surely what is timed than the claim as a whole.
    for key in sorted(slots, key=lambda k: (not k, k)):
        rows = slots[key]
        if len({m.telling.id for m in rows}) < 2:
            continue
        for f in _slot_differences(rows):
            if f.aside not in told:
                told.add(f.aside)
                out.append(f)
    return out


def stretch(value: str) -> tuple[int, int, int | None] | None:
    """First and last day, and minute of the day, of an EDTF value; None where it names no stretch.

    Args:
        value: EDTF, intervals as "first/last", with an open year as XXXX.
    """
    if "/" in value:
        ends = [stretch(v) for v in value.split("/", 1)]
        if ends[0] is None or ends[1] is None:
            return None
        return ends[0][0], ends[1][1], None
    if m := _DAY.fullmatch(value):
        year = _OPEN_YEAR if m[1] == "XXXX" else int(m[1])
        try:
            day = date(year, int(m[2]), int(m[3])).toordinal()
        except ValueError:
            return None
        return day, day, int(m[4]) * 60 + int(m[5]) if m[4] else None
    if m := _MONTH.fullmatch(value):
        year, month = int(m[1]), int(m[2])
        last = calendar.monthrange(year, month)[1] if year else 28
        return date(max(1, year), month, 1).toordinal(), date(max(1, year), month, last).toordinal(), None
    if _YEAR.fullmatch(value) and int(value):
        return date(int(value), 1, 1).toordinal(), date(int(value), 12, 31).toordinal(), None
    return None


def _moments(t: Telling) -> list[Moment]:
    held = {k.i for k in t.tokens}
    out = []
    for value, e in t.times:
        where = stretch(value)
        inside = [k for k in t.tokens if e.start <= k.start and k.end <= e.end]
        if where is None or not inside or inside[0].dep == "poss" or inside[-1].dep == "poss":
            continue
        if inside[0].i and t.parse.tokens[inside[0].i - 1].text.lower() in _BOUNDS:
            continue
        anchor = _anchor(t, inside, e)
        before = {k.text.lower() for k in t.parse.tokens[max(0, inside[0].i - 2) : inside[0].i]}
        words = {k.text.lower() for k in inside}
        out.append(
            Moment(
                telling=t,
                place=e,
                first=where[0],
                last=where[1],
                clock=where[2],
                loose=bool(_LOOSE & (words | before)),
                hangs_on=anchor.lemma.lower() if anchor is not None else "",
                main=anchor is not None and (anchor.pos in {"VERB", "AUX"} or anchor.head not in held),
                dated=_DATED.search(t.words(e.start, e.end).lower()) is not None,
                near=frozenset(
                    k.lemma.lower()
                    for k in t.parse.tokens[max(0, inside[0].i - NEAR) : inside[0].i]
                    if k.pos in {"NOUN", "PROPN"}
                ),
            )
        )
    return out


def _anchor(t: Telling, inside: Sequence[Token], e: Extent) -> Token | None:
    """The word that the time hangs on: the nearest verb or noun above it."""
    top = next((k for k in inside if not e.start <= t.parse.tokens[k.head].start < e.end), inside[-1])
    return next((a for a in t.parse.ancestors(top) if a.pos in {"VERB", "AUX", "NOUN", "PROPN"}), None)


def _slot_differences(rows: Sequence[Moment]) -> list[Finding]:
    per: dict[str, list[Moment]] = {}
    for m in rows:
        per.setdefault(m.telling.id, []).append(m)
    # A report that times the thing twice over ("in 1998 and 2009") answers to no single other time.
    single = [_finest(ms) for _, ms in sorted(per.items()) if _one_time(ms)]
    if len(single) < 2:
        return []
    groups: dict[tuple[int, int], list[Moment]] = {}
    for m in single:
        groups.setdefault(m.days, []).append(m)
    base = min(groups, key=lambda d: (-len({m.telling.origin for m in groups[d]}), -len(groups[d]), d))
    out = []
    for days in sorted(groups):
        if days != base and (f := _days_apart(groups[days], groups[base])) is not None:
            out.append(f)
    return out or _clocks_apart([m for m in groups[base] if m.clock is not None])


def _one_time(moments: Sequence[Moment]) -> bool:
    return max(m.first for m in moments) <= min(m.last for m in moments)


def _finest(moments: Sequence[Moment]) -> Moment:
    return min(moments, key=lambda m: (m.last - m.first, m.clock is None, m.place.start))


def _days_apart(aside: Sequence[Moment], base: Sequence[Moment]) -> Finding | None:
    gap = max(aside[0].first - base[0].last, base[0].first - aside[0].last)
    if gap <= 0 or not all(m.dated for m in (*aside, *base)):
        return None  # one holds the other, a coarser grain; or the day is only inferred
    if any(_own_events(x, y) for x in aside for y in base):
        return None
    coarse = any(m.last > m.first for m in (*aside, *base))
    near = gap <= ZONE_DAYS and not coarse
    # Only those are told of whose times plainly are of one thing.
    against = [y for y in base if all(_one_word(x, y) or (not near and _one_matter(x, y)) for x in aside)]
    if not against:
        return None
    one_origin = {m.telling.origin for m in aside} & {m.telling.origin for m in against}
    relation = VariantRelation.COMPATIBLE if near or one_origin else VariantRelation.CONFLICT
    return _told(aside, against, relation)


def _one_word(x: Moment, y: Moment) -> bool:
    return x.hangs_on == y.hangs_on != ""


def _one_matter(x: Moment, y: Moment) -> bool:
    """Whether two claims timed by week, month or year say the same in their other words.

    Days are too many in a report for that: the day of the launch and the day of the statement stand side by side.
    """
    days = min(x.last - x.first, y.last - y.first)
    near = days >= MONTH_DAYS or (days >= WEEK_DAYS and bool(x.near & y.near))
    return x.main and y.main and near and len(x.telling.content & y.telling.content) >= SHARED


def _own_events(x: Moment, y: Moment) -> bool:
    """Whether each tells of its own day of publication, and those lie well apart."""
    days = []
    for m in (x, y):
        try:
            own = date.fromisoformat((m.telling.published or "")[:10]).toordinal()
        except ValueError:
            return False
        if not m.first - ZONE_DAYS <= own <= m.last + ZONE_DAYS:
            return False
        days.append(own)
    return abs(days[0] - days[1]) > OWN_EVENT_DAYS


def _clocks_apart(rows: Sequence[Moment]) -> list[Finding]:
    """Different times of one day."""
    groups: dict[int, list[Moment]] = {}
    for m in rows:
        groups.setdefault(m.clock or 0, []).append(m)
    if len(groups) < 2:
        return []
    base = min(groups, key=lambda c: (-len({m.telling.origin for m in groups[c]}), -len(groups[c]), c))
    out = []
    for clock in sorted(groups):
        if clock == base:
            continue
        aside, against = groups[clock], groups[base]
        gap = abs(clock - base)
        loose = any(m.loose for m in (*aside, *against))
        reach = LOOSE_MINUTES if loose else EXACT_MINUTES
        fits = min(gap % ZONE_MINUTES, -gap % ZONE_MINUTES) <= (reach if gap <= reach else EXACT_MINUTES)
        if not all(any(c.isdigit() for c in m.words) for m in (*aside, *against)):
            continue  # "midday" is a coarser grain
        one_matter = all(_one_word(x, y) for x in aside for y in against)
        one_origin = {m.telling.origin for m in aside} & {m.telling.origin for m in against}
        clear = not fits and one_matter and not one_origin
        out.append(_told(aside, against, VariantRelation.CONFLICT if clear else VariantRelation.COMPATIBLE))
    return out


def _told(aside: Sequence[Moment], base: Sequence[Moment], relation: VariantRelation) -> Finding:
    a, b = ids(m.telling for m in aside), ids(m.telling for m in base)
    left, right = choices(m.words for m in aside), choices(m.words for m in base)
    return Finding(
        kind=VariantKind.DATE,
        relation=relation,
        aside=a,
        against=b,
        note=f"{say(a, 'gives', 'give')} {left}; {say(b, 'gives', 'give')} {right}.",
        marks=tuple(m.telling.span(m.place.start, m.place.end) for m in (*aside, *base)),
    )
