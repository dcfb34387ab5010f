"""Which of several possible days, months or years is meant."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from variorum.data.calendar import EASTER_HOLIDAYS, ELECTION_DAY, FIXED_HOLIDAYS, MOVING_HOLIDAYS, NAMED_DAYS
from variorum.steps.times.tense import Look
from variorum.text.edtf import safe_date

# How much farther a coming day counts than a past one at the same distance, by where the verb points.
# News tells what has happened: a date that could be either is coming only where it is clearly nearer.
AHEAD_COUNTS = {Look.PAST: 6.0, Look.OPEN: 2.0, Look.DUE: 1.0, Look.EITHER: 1.0, Look.AHEAD: 0.25}


_HALF_WEEK = 3


def nearest(candidates: Iterable[date], anchor: date, look: Look) -> date | None:
    """The candidate that the words most likely mean."""

    def cost(day: date) -> tuple[float, date]:
        away = (day - anchor).days
        return (away * AHEAD_COUNTS[look] if away > 0 else float(-away), day)

    return min(candidates, key=cost, default=None)


def weekday_near(weekday: int, anchor: date, look: Look) -> date:
    """The day that a bare weekday means.

    In news a bare weekday looks at most five days back: on the sixth the day's name would be that of
    tomorrow, and an article dated the day before (another time zone, a late edition) means tomorrow.
    """
    ahead = (weekday - anchor.weekday()) % 7
    if look is Look.EITHER:
        return anchor + timedelta(days=ahead if ahead <= _HALF_WEEK else ahead - 7)
    if look in (Look.AHEAD, Look.DUE):
        return anchor + timedelta(days=ahead)
    return anchor + timedelta(days=ahead if ahead <= 1 else ahead - 7)


def years_around(make: Callable[[int], date | None], anchor: date) -> list[date]:
    """A yearly day in the years around the anchor."""
    return [d for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (d := make(year)) is not None]


def easter(year: int) -> date:
    """Western Easter Sunday.

    Source: the anonymous Gregorian algorithm (Nature, 20 April 1876; Meeus, Astronomical Algorithms, ch. 8).
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * i) // 451
    month, day = divmod(h + i - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The n-th such weekday of a month; -1 is the last."""
    if which < 0:
        end = (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def holiday(name: str, year: int) -> date | None:
    """The day of a holiday in a year, or None where that is not known."""
    if name in FIXED_HOLIDAYS:
        return safe_date(year, *FIXED_HOLIDAYS[name])
    if name in MOVING_HOLIDAYS:
        return nth_weekday(year, *MOVING_HOLIDAYS[name])
    if name == ELECTION_DAY:
        return nth_weekday(year, 11, 0, 1) + timedelta(days=1)
    if name in EASTER_HOLIDAYS:
        return easter(year) + timedelta(days=EASTER_HOLIDAYS[name])
    return None


def named_day(name: str) -> date | None:
    """A day known by its own name ("9/11"), or None."""
    return date(*NAMED_DAYS[name]) if name in NAMED_DAYS else None
