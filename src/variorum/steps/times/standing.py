"""Expressions that need no other expression: complete dates, and what counts from the publication day."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from variorum.data.calendar import APPOINTED, DECADES, MONTHS, ORDINALS, PUT_OFF, SEASONS, WEEKDAYS
from variorum.records.parse import Parse
from variorum.steps.times.almanac import AHEAD_COUNTS, holiday, named_day, nearest, weekday_near, years_around
from variorum.steps.times.anchor import Anchor, Resolved
from variorum.steps.times.grammar import Atom
from variorum.steps.times.groups import Expression
from variorum.steps.times.tense import Look, governor, look
from variorum.steps.times.units import shifted
from variorum.text.edtf import add_months, century_value, day_value, decade_value, month_value, safe_date, week_value

TEXT = "text"
_ATTACKS = re.compile(r"\s+(?:terror\w*|attacks?|hijack\w*|atrocit\w*|families|commission|victims)\b", re.IGNORECASE)
_ATTACKS_DAY = date(2001, 9, 11)


def resolve_alone(parse: Parse, e: Expression, anchor: Anchor) -> Resolved | None:
    """The value of an expression that stands by itself.

    Returns:
        The value, or None where the expression hangs on another one or nothing settles it.
    """
    atom = e.span if e.span is not None else e.day  # "the week of March 6" has both
    if atom is None:
        return None
    rule = _RULES.get(atom.kind)
    return rule(_Case(parse, e, atom, anchor)) if rule else None


class _Case:
    """One expression with what its rule may ask."""

    def __init__(self, parse: Parse, e: Expression, atom: Atom, anchor: Anchor) -> None:
        self.parse, self.e, self.atom, self.anchor = parse, e, atom, anchor
        self.fields = atom.fields

    @property
    def rel(self) -> str:
        """Whether the words say "last", "next" or "this", "" where they say none."""
        said = self.fields.get("rel", "").split()
        if not said:
            return ""
        return {"past": "last", "coming": "next", "previous": "last", "following": "next"}.get(said[-1], said[-1])

    def look(self) -> Look:
        """Where the words point."""
        if self.rel in ("last", "next"):
            return Look.PAST if self.rel == "last" else Look.AHEAD
        found = look(self.parse, self.e)
        verb = governor(self.parse, self.e)
        before = [
            t for t in self.parse.tokens[max(0, self.e.first - 3) : self.e.first] if t.sent == self.e.reading.sentence.i
        ]
        if any(
            (t.lemma.lower() in APPOINTED and t.tag in ("VBN", "JJ")) or t.text.lower() in ("upcoming", "deadline")
            for t in before
        ):
            return Look.EITHER if found in (Look.PAST, Look.EITHER) else Look.AHEAD
        last = before[-1].text.lower() if before else ""
        if last in ("until", "till", "to") and verb is not None and verb.lemma.lower() in PUT_OFF:
            return Look.AHEAD
        if found is Look.OPEN and last in ("by", "until", "till", "before"):
            return Look.AHEAD
        return found

    def against(self, value: str, day: date | None = None, **more: int | bool | None) -> Resolved:
        """A value that counts from the publication day."""
        return Resolved(value, day, self.anchor.name, self.anchor.evidence, **more)  # type: ignore[arg-type]

    def complete(self, value: str, day: date | None = None, **more: int | None) -> Resolved:
        """A value that the words give whole."""
        return Resolved(value, day, TEXT, TEXT, **more)  # type: ignore[arg-type]


# --- days ----------------------------------------------------------------------------------------
def _iso(c: _Case) -> Resolved | None:
    day = safe_date(int(c.fields["year"]), int(c.fields["month"]), int(c.fields["day"]))
    return c.complete(day_value(day), day) if day else None


def _numeric(c: _Case) -> Resolved | None:
    one, two, year = int(c.fields["one"]), int(c.fields["two"]), int(c.fields["year"])
    if one <= 12 and two <= 12 and one != two:
        return None  # day first or month first: the words do not say
    day = safe_date(year, two, one) if one > 12 else safe_date(year, one, two)
    return c.complete(day_value(day), day) if day else None


def _month_day(c: _Case) -> Resolved | None:
    return _dated(c, c.fields, weekday=None)


def _dated(c: _Case, fields: dict[str, str], *, weekday: int | None) -> Resolved | None:
    month, number = MONTHS[fields["name"]], int(fields["day"])
    last = int(fields["day2"]) if "day2" in fields else None
    if last is not None and not number < last <= 31:
        last = None
    if "year" in fields:
        day = safe_date(int(fields["year"]), month, number)
        if day is None:
            return None
        return c.complete(_range(day, last, open_year=False), None if last else day, year=day.year, month=month)
    day = _year_of(c, month, number, weekday)
    open_year = c.anchor.day is None or c.anchor.open_year
    if day is None:
        return None
    if open_year:
        shown = c.anchor.day is not None
        return Resolved(
            _range(day, last, open_year=True), day if shown and not last else None, c.anchor.name, c.anchor.evidence
        )
    return c.against(_range(day, last, open_year=False), None if last else day, year=day.year, month=month)


def _range(day: date, last: int | None, *, open_year: bool) -> str:
    end = safe_date(day.year, day.month, last) if last else None
    first = day_value(day, open_year=open_year)
    return f"{first}/{day_value(end, open_year=open_year)}" if end else first


def _year_of(c: _Case, month: int, number: int, weekday: int | None) -> date | None:
    anchor = c.anchor.day
    if anchor is None:
        return safe_date(2004, month, number)  # a leap year, never shown
    attacks = (month, number) == (9, 11) and _ATTACKS.match(c.e.reading.text, c.e.end)
    if attacks and anchor > _ATTACKS_DAY + timedelta(days=7) and not c.anchor.open_year:
        return _ATTACKS_DAY
    days = years_around(lambda year: safe_date(year, month, number), anchor)
    if not days:
        return safe_date(2004, month, number) if c.anchor.open_year else None
    if weekday is not None and not c.anchor.open_year:
        days = [d for d in days if d.weekday() == weekday] or days
    if c.rel == "last":
        days = [d for d in days if d <= anchor] or days
    elif c.rel == "next":
        days = [d for d in days if d >= anchor] or days
    return nearest(days, anchor, c.look())


def _day_of_month(c: _Case) -> Resolved | None:
    anchor = c.anchor.day
    if anchor is None:
        return None
    number = int(c.fields["day"])
    days = []
    for months in (-1, 0, 1):
        there = add_months(anchor.replace(day=1), months)
        day = safe_date(there.year, there.month, number)
        if day is not None:
            days.append(day)
    day = nearest(days, anchor, c.look())
    return c.against(c.anchor.write(day), day, told=True) if day else None


def _weekday(c: _Case) -> Resolved | None:
    weekday = WEEKDAYS[c.fields["name"]]
    if c.e.date is not None:
        return _dated_or_of_month(c, weekday)
    anchor = c.anchor.day
    if anchor is None or not c.anchor.weekdays:
        return None
    post = c.fields.get("post", "")
    if post:
        weeks = -1 if "last" in post else 1 if "next" in post else 0
        day = anchor - timedelta(days=anchor.weekday() - weekday) + timedelta(weeks=weeks)
    elif c.rel == "last":
        day = anchor - timedelta(days=(anchor.weekday() - weekday - 1) % 7 + 1)
    elif c.rel == "next":
        day = anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1)
    else:
        day = weekday_near(weekday, anchor, c.look())
    return c.against(c.anchor.write(day), day, told=not (post or c.rel))


def _dated_or_of_month(c: _Case, weekday: int) -> Resolved | None:
    date_atom = c.e.date
    if date_atom is None:
        return None
    if date_atom.kind in ("month_day", "day_month"):
        return _dated(c, date_atom.fields, weekday=weekday)
    inner = _Case(c.parse, c.e, date_atom, c.anchor)
    return _RULES[date_atom.kind](inner)


def _today(c: _Case) -> Resolved | None:
    if c.anchor.day is None or not c.anchor.exact:
        return None
    steps = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    day = c.anchor.day + timedelta(days=steps[c.fields["name"]])
    return c.against(c.anchor.write(day), day, told=True)


def _night(c: _Case) -> Resolved | None:
    if c.anchor.day is None or not c.anchor.exact:
        return None
    day = c.anchor.day - timedelta(days=0 if c.fields["name"] == "tonight" else 1)
    suffix = "TNI" if c.e.clock is None else ""
    return c.against(c.anchor.write(day) + suffix, day, told=True)


def _this_part(c: _Case) -> Resolved | None:
    if c.anchor.day is None or not c.anchor.exact:
        return None
    suffix = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "lunchtime": "TMI"}[c.fields["part"]]
    return c.against(c.anchor.write(c.anchor.day) + (suffix if c.e.clock is None else ""), c.anchor.day, told=True)


def _holiday(c: _Case) -> Resolved | None:
    name = c.fields["name"]
    day = named_day(name)
    if day is not None:
        return c.complete(day_value(day), day)
    if "year" in c.fields:
        day = holiday(name, int(c.fields["year"]))
        return c.complete(day_value(day), day) if day else None
    anchor = c.anchor.day
    if anchor is None or c.anchor.open_year:
        return None
    days = years_around(lambda year: holiday(name, year), anchor)
    if c.rel == "last":
        days = [d for d in days if d < anchor]
    elif c.rel == "next":
        days = [d for d in days if d > anchor]
    day = nearest(days, anchor, c.look())
    return c.against(day_value(day), day) if day else None


def _counted(c: _Case) -> Resolved | None:
    if c.anchor.day is None or c.fields["side"] not in ("ago", "from now", "hence"):
        return None
    if c.fields["unit"] in ("day", "week") and not c.anchor.exact:
        return None
    return shifted(c.fields, c.anchor.day, c.anchor, source=c.anchor.name, evidence=c.anchor.evidence)


# --- stretches -----------------------------------------------------------------------------------
def _period(c: _Case, per_year: int, which: int) -> int | None:
    """The year of a named part of the year (a month of 12, a quarter of 4), by tense and nearness."""
    anchor = c.anchor.day
    if anchor is None or c.anchor.open_year:
        return None
    here = (anchor.month - 1) * per_year // 12
    post = c.fields.get("post", "")
    if post:
        return anchor.year + {"last": -1, "this": 0, "next": 1}[post]
    if c.rel == "this":
        return anchor.year
    weight = AHEAD_COUNTS[c.look()]

    def cost(year: int) -> tuple[float, int]:
        away = (year - anchor.year) * per_year + which - here
        if (c.rel == "last" and away >= 0) or (c.rel == "next" and away <= 0):
            return (1e9, year)
        return (away * weight if away > 0 else float(-away), year)

    return min((anchor.year - 1, anchor.year, anchor.year + 1), key=cost)


def _month(c: _Case) -> Resolved | None:
    month = MONTHS[c.fields["name"]]
    if "year" in c.fields:
        return c.complete(month_value(int(c.fields["year"]), month), year=int(c.fields["year"]), month=month)
    year = _period(c, 12, month - 1)
    if year is None:
        return Resolved(month_value(0, month, open_year=True), None, c.anchor.name, c.anchor.evidence)
    return c.against(month_value(year, month), year=year, month=month)


def _quarter(c: _Case) -> Resolved | None:
    which = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}.get(c.fields["which"])
    number = which or int(c.fields["which"][0])
    if c.fields["size"] == "half":
        number = 2 if number == 4 else number
        if number > 2:
            return None
        return _part_of_year(c, 39 + number, 2, number - 1)
    return _part_of_year(c, 32 + number, 4, number - 1)


def _quarter_code(c: _Case) -> Resolved | None:
    number = int(c.fields["code"][1])
    if c.fields["code"][0] == "h":
        return _part_of_year(c, 39 + number, 2, number - 1) if number <= 2 else None
    return _part_of_year(c, 32 + number, 4, number - 1)


def _part_of_year(c: _Case, code: int, per_year: int, which: int) -> Resolved | None:
    if "year" in c.fields:
        year = int(c.fields["year"])
        return c.complete(month_value(year, code), year=year)
    if c.rel and c.anchor.day is not None and not c.anchor.open_year:
        year = c.anchor.day.year + {"last": -1, "this": 0, "next": 1}[c.rel]
        return c.against(month_value(year, code), year=year)
    found = _period(c, per_year, which)
    return c.against(month_value(found, code), year=found) if found is not None else None


def _rel_quarter(c: _Case) -> Resolved | None:
    anchor = c.anchor.day
    if anchor is None or c.anchor.open_year:
        return None
    index = anchor.year * 4 + (anchor.month - 1) // 3 + {"last": -1, "this": 0, "next": 1}[c.rel]
    return c.against(month_value(index // 4, 33 + index % 4), year=index // 4)


def _season(c: _Case) -> Resolved | None:
    code = SEASONS[c.fields["name"]]
    if "year" in c.fields:
        return c.complete(month_value(int(c.fields["year"]), code), year=int(c.fields["year"]))
    year = _period(c, 4, code - 21 if code != 24 else 3)
    return c.against(month_value(year, code), year=year) if year is not None else None


def _rel_unit(c: _Case) -> Resolved | None:
    anchor, unit = c.anchor.day, c.fields["unit"]
    if anchor is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[c.rel]
    if unit == "week":
        return c.against(week_value(anchor + timedelta(weeks=step), open_year=c.anchor.open_year))
    if unit == "weekend":
        return _weekend(c)
    if unit == "month":
        day = add_months(anchor.replace(day=1), step)
        return c.against(month_value(day.year, day.month, open_year=c.anchor.open_year), year=day.year, month=day.month)
    if c.anchor.open_year:
        return None
    if unit == "decade":
        return c.against(decade_value(anchor.year + 10 * step))
    return c.against(f"{anchor.year + step:04d}", year=anchor.year + step)


def _weekend(c: _Case) -> Resolved | None:
    anchor = c.anchor.day
    if anchor is None or not c.anchor.weekdays or (c.atom.kind == "weekend" and c.look() is Look.DUE):
        return None  # "she works at the weekend"
    coming = anchor + timedelta(days=(5 - anchor.weekday()) % 7)
    past = coming - timedelta(weeks=1)
    if anchor.weekday() == 6:
        past, coming = anchor - timedelta(days=1), anchor + timedelta(days=6)
    at_weekend = anchor.weekday() >= 5
    here = anchor - timedelta(days=anchor.weekday() - 5)
    if c.rel == "last":
        saturday = here - timedelta(weeks=1) if at_weekend else past
    elif c.rel == "next":
        saturday = coming if not at_weekend else here + timedelta(weeks=1)
    elif at_weekend:
        saturday = here
    else:
        ahead = c.look() is Look.AHEAD or (c.rel == "this" and c.look() is not Look.PAST)
        saturday = coming if ahead else past
    ends = (saturday, saturday + timedelta(days=1))
    return c.against("/".join(c.anchor.write(d) for d in ends))


def _week_of(c: _Case) -> Resolved | None:
    if c.e.day is None:
        return None
    inner = Expression(c.e.reading, c.e.start, c.e.end, c.e.words, day=c.e.day, first=c.e.first, last=c.e.last)
    found = resolve_alone(c.parse, inner, c.anchor)
    if found is None or found.day is None:
        return None
    return Resolved(week_value(found.day, open_year=c.anchor.open_year), None, found.anchor, found.evidence)


def _year(c: _Case) -> Resolved | None:
    year = int(c.fields["year"])
    return c.complete(c.fields["year"], year=year)


def _years(c: _Case) -> Resolved | None:
    first, second = c.fields["year"], c.fields["year2"]
    return c.complete(f"{first}/{second if len(second) == 4 else first[:2] + second}", year=int(first))


def _decade(c: _Case) -> Resolved | None:
    if "year" in c.fields:
        return c.complete(f"{c.fields['year']}X")
    tens = int(c.fields["tens"]) if "tens" in c.fields else DECADES[c.fields["name"]] // 10
    return c.complete(decade_value(1900 + tens * 10))


def _century(c: _Case) -> Resolved | None:
    number = int(c.fields["day"]) if "day" in c.fields else ORDINALS[c.fields["name"]]
    return c.complete(century_value(number))


_RULES: dict[str, Callable[[_Case], Resolved | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "month_day": _month_day,
    "day_month": _month_day,
    "day_of_month": _day_of_month,
    "weekday": _weekday,
    "short_weekday": _weekday,
    "today": _today,
    "night": _night,
    "this_part": _this_part,
    "holiday": _holiday,
    "counted": _counted,
    "month_year": _month,
    "month": _month,
    "short_month": _month,
    "quarter": _quarter,
    "quarter_code": _quarter_code,
    "rel_quarter": _rel_quarter,
    "season": _season,
    "season_year": _season,
    "the_season": _season,
    "rel_unit": _rel_unit,
    "weekend": _weekend,
    "week_of": _week_of,
    "years": _years,
    "decade": _decade,
    "short_decade": _decade,
    "named_decade": _decade,
    "century": _century,
    "year": _year,
}
