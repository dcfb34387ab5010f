"""Values of an article's time expressions."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from variorum.records.parse import Parse
from variorum.records.reading import Published, Time
from variorum.records.source import Article
from variorum.steps.times.anchor import Anchor, Resolved
from variorum.steps.times.clock import beside, clock_minutes, clock_suffix
from variorum.steps.times.groups import Expression, Finder
from variorum.steps.times.quoted import anchor_quoted
from variorum.steps.times.standing import resolve_alone
from variorum.steps.times.tense import Look, look, reports
from variorum.steps.times.units import shifted
from variorum.steps.times.years import agree_on_years
from variorum.text.edtf import month_value

# An event told in the news lies at most this many days before the article.
_EVENT_REACH_DAYS = 10
# "at 6 a.m. ten days before the vote": the day hangs on an event without a date.
_COUNTED_FROM_EVENT = re.compile(
    r"\b(?:days?|weeks?|months?|years?)\s+(?:before|after|prior\s+to|following)\s+\w", re.IGNORECASE
)
_EVENING_MINUTES = 18 * 60
# News tells the event first; only a day named more than twice as often outweighs the first.
_LEAD_VOTES = 1.5
_PART_SUFFIX = {
    "morning": "TMO",
    "afternoon": "TAF",
    "evening": "TEV",
    "night": "TNI",
    "lunchtime": "TMI",
    "day": "",
}


@dataclass(slots=True)
class _Narrative:
    """Where the telling stands: the days named last and the day of the event."""

    anchor: Anchor
    event: date | None
    by_night: bool = False
    last: date | None = None
    paragraph: int = -1
    year: int | None = None
    month: tuple[int, int] | None = None

    def told_day(self, paragraph: int) -> date | None:
        """The day that a bare time or "the previous day" hangs on."""
        if self.last is not None and paragraph - self.paragraph <= 1:
            return self.last
        return self.event or self.last or self.anchor.day

    def note(self, resolved: Resolved, paragraph: int) -> None:
        """Remember what was just said."""
        if resolved.day is not None:
            self.last, self.paragraph = resolved.day, paragraph
            self.year, self.month = resolved.day.year, (resolved.day.year, resolved.day.month)
        else:
            # After a decade or a week it is open what "that year", "a year later" count from.
            self.year = resolved.year
            self.month = (resolved.year, resolved.month) if resolved.year and resolved.month else None


def resolve_times(article: Article, parse: Parse, *, published: Published) -> tuple[Time, ...]:
    """The time expressions of an article's body, each with its value.

    Expressions that the text does not settle (a weekday in an undated article, "in recent weeks", a length
    of time) give nothing.

    Args:
        article: A cleaned article.
        parse: Its parse.
        published: When it was published, as `date_articles` gives it.

    Returns:
        The times in reading order, none overlapping another.
    """
    anchor = Anchor.of(published)
    sentences = [s for s in Finder(parse).expressions() if s]
    alone = [[resolve_alone(parse, e, anchor) for e in row] for row in sentences]
    anchor_quoted(parse, sentences, alone, anchor)
    agree_on_years(sentences, alone, anchor)
    event = _event_day(parse, sentences, alone, anchor)
    narrative = _Narrative(anchor, event, by_night=_by_night(sentences, alone, event))
    out: list[Time] = []
    for row, known in zip(sentences, alone, strict=True):
        paragraph = row[0].reading.sentence.paragraph
        named = _named_days(parse, row, known)
        counted = _COUNTED_FROM_EVENT.search(row[0].reading.text) is not None
        previous: date | None = None
        for k, e in enumerate(row):
            resolved = known[k]
            if resolved is None and not (counted and e.clock is not None and named[k] is None):
                resolved = _dependent(parse, e, k, row, known, named[k], previous, narrative, paragraph)
            if resolved is None:
                continue
            resolved = _with_time_of_day(e, resolved, anchor)
            known[k] = resolved
            previous = resolved.day or previous
            narrative.note(resolved, paragraph)
            where = e.extent
            out.append(
                Time(
                    article=article.id,
                    start=where.start,
                    end=where.end,
                    value=resolved.value,
                    anchor=resolved.anchor,
                    evidence=resolved.evidence,
                )
            )
    return tuple(out)


def _event_day(
    parse: Parse, sentences: list[list[Expression]], alone: list[list[Resolved | None]], anchor: Anchor
) -> date | None:
    """The day that the article tells of: the recent day that most of its events fall on, the first of equals."""
    if anchor.day is None:
        return None
    votes: dict[date, float] = {}
    for row, known in zip(sentences, alone, strict=True):
        for e, r in zip(row, known, strict=True):
            if r is None or r.day is None or not -1 <= (anchor.day - r.day).days <= _EVENT_REACH_DAYS:
                continue
            where = look(parse, e)
            told = where is Look.PAST or (where is Look.OPEN and r.day <= anchor.day)
            if told and not reports(parse, e):
                votes[r.day] = votes.get(r.day, 0.0) + 1.0
    if votes:
        votes[next(iter(votes))] += _LEAD_VOTES  # a dict keeps the order of first sight
    return max(votes, key=lambda d: votes[d], default=None)


def _named_days(parse: Parse, row: list[Expression], known: list[Resolved | None]) -> list[date | None]:
    """For each expression of a sentence the nearest day named before it, else after it.

    A day on which something was said is not that of what was said.
    """
    days = [
        r.day if r is not None and not (r.told and reports(parse, e)) else None for e, r in zip(row, known, strict=True)
    ]
    before: list[date | None] = []
    last: date | None = None
    for d in days:
        before.append(last)
        last = d or last
    after: list[date | None] = []
    last = None
    for d in reversed(days):
        after.append(last)
        last = d or last
    return [b or a for b, a in zip(before, reversed(after), strict=True)]


def _dependent(
    parse: Parse,
    e: Expression,
    k: int,
    row: list[Expression],
    known: list[Resolved | None],
    named: date | None,
    previous: date | None,
    narrative: _Narrative,
    paragraph: int,
) -> Resolved | None:
    """An expression that hangs on another one's day."""
    anchor = narrative.anchor
    if e.span is not None and e.span.kind == "near_unit":
        return _near_unit(e, narrative)
    told = previous or narrative.told_day(paragraph)
    if e.day is not None and e.day.kind == "counted":
        return _counted(parse, e, told, narrative)
    if e.day is not None:
        return _near_day(e, told, anchor)
    if e.clock is None and look(parse, e) is Look.DUE:
        return None  # "she rises early in the morning"
    base = named or narrative.told_day(paragraph)
    if base is None:
        return None
    if named is None and narrative.by_night and base == narrative.event and _in_the_morning(e):
        base += timedelta(days=1)
    if e.clock is not None:
        if clock_minutes(e) is None:
            return None
        base = _beside_other_clock(e, k, row, known, base)
    elif e.part is None:
        return None
    return Resolved(
        anchor.write(base), base, anchor.write(base), "the day told of" if named is None else "the same sentence"
    )


def _in_the_morning(e: Expression) -> bool:
    """Whether an expression without a clock names the morning (which follows a night that was told of)."""
    return (
        e.clock is None
        and e.part is not None
        and (e.part.kind == "early_hours" or e.part.fields.get("part") == "morning")
    )


def _by_night(sentences: list[list[Expression]], alone: list[list[Resolved | None]], event: date | None) -> bool:
    """Whether the article puts its event at the end of the day."""
    for row, known in zip(sentences, alone, strict=True):
        for e, r in zip(row, known, strict=True):
            if r is not None and r.day is not None and r.day == event and (e.part or e.clock or e.edge):
                late = (clock_minutes(e) or 0) >= _EVENING_MINUTES
                return (
                    late
                    or e.edge == "late"
                    or (e.part is not None and e.part.fields.get("part") in ("night", "evening"))
                )
    return False


def _beside_other_clock(e: Expression, k: int, row: list[Expression], known: list[Resolved | None], base: date) -> date:
    """The day of a time given in two zones, "6:07 a.m. local time (2107 GMT)"."""
    if k and (r := known[k - 1]) is not None and r.day is not None and (gap := beside(row[k - 1], e)) is not None:
        return r.day + timedelta(days=gap)
    if k + 1 < len(row) and (r := known[k + 1]) is not None and r.day is not None:
        gap = beside(e, row[k + 1])
        if gap is not None:
            return r.day - timedelta(days=gap)
    return base


def _near_day(e: Expression, told: date | None, anchor: Anchor) -> Resolved | None:
    """Count "the previous day", "that night", "a day earlier" from the day told of."""
    atom = e.day
    if atom is None or told is None:
        return None
    suffix = _PART_SUFFIX.get(atom.fields.get("part", "day"), "")
    source = anchor.write(told)
    if atom.kind == "near_day":
        which = atom.fields["which"]
        steps = -1 if which in ("previous", "preceding") else 1 if which in ("following", "next") else 0
    elif atom.kind == "day_before":
        steps = -1 if atom.fields["side"] in ("before", "earlier") else 1
    elif atom.kind == "that_day":
        steps = 0
    else:
        return None
    day = told + timedelta(days=steps)
    return Resolved(anchor.write(day) + suffix, day, source, "the day told of")


def _counted(parse: Parse, e: Expression, told: date | None, narrative: _Narrative) -> Resolved | None:
    """Count "two years later", "a day earlier" from the day, month or year told of."""
    if e.day is None:
        return None
    unit = e.day.fields["unit"]
    if unit in ("year", "decade"):
        told = date(narrative.year, 1, 1) if narrative.year else None
    elif unit == "month":
        told = date(*narrative.month, 1) if narrative.month else None
    if told is None:
        return None
    source = f"{told.year:04d}" if unit in ("year", "decade") else narrative.anchor.write(told)
    found = shifted(e.day.fields, told, narrative.anchor, source=source, evidence="the time told of")
    here = narrative.anchor.day
    if found is None or here is None or narrative.anchor.open_year:
        return found
    # What is told in the past tense and would lie ahead was counted from something else.
    ahead = found.value > here.isoformat()
    return None if ahead and look(parse, e) is Look.PAST else found


def _near_unit(e: Expression, narrative: _Narrative) -> Resolved | None:
    """Count "later that year", "the following month" from the year or month told of."""
    if e.span is None or narrative.anchor.open_year:
        return None
    which, unit = e.span.fields["which"], e.span.fields["unit"]
    steps = -1 if which == "the previous" else 1 if which == "the following" else 0
    if unit == "year" and narrative.year is not None:
        year = narrative.year + steps
        return Resolved(f"{year:04d}", None, f"{narrative.year:04d}", "the year told of", year=year)
    if unit == "month" and narrative.month is not None:
        index = narrative.month[0] * 12 + narrative.month[1] - 1 + steps
        year, month = divmod(index, 12)
        return Resolved(
            month_value(year, month + 1),
            None,
            month_value(*narrative.month),
            "the month told of",
            year=year,
            month=month + 1,
        )
    return None


def _with_time_of_day(e: Expression, resolved: Resolved, anchor: Anchor) -> Resolved:
    """The day's value with its clock time or part of the day."""
    if resolved.day is None or "/" in resolved.value or len(resolved.value) != 10:
        return resolved
    suffix = ""
    if e.clock is not None:
        suffix = clock_suffix(e)
    if not suffix and e.part is not None:
        word = e.part.fields.get("part", "")
        suffix = (
            "TMO"
            if e.part.kind == "early_hours"
            else "TNI"
            if e.part.kind == "overnight"
            else _PART_SUFFIX.get(word, "")
        )
    return resolved.with_value(resolved.value + suffix) if suffix else resolved
