"""Dates of a known grain, written as EDTF.

Source: ISO 8601-2:2019 and the Library of Congress's Extended Date/Time Format (levels 0 to 2); day parts
as in TIMEX3 (ISO-TimeML, ISO 24617-1): TMO morning, TMI midday, TAF afternoon, TEV evening, TNI night.
"""

import re
from datetime import date, timedelta

OPEN_YEAR = "XXXX"

_YEAR = r"(?:\d{4}|\d{3}X|\d{2}XX|XXXX)"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_SUB_YEAR = r"(?:0[1-9]|1[0-2]|2[1-9]|3\d|4[01])"
_CLOCK = r"T(?:[01]\d|2[0-3]):[0-5]\d(?:Z|[+-][01]\d:[0-5]\d)?"
_PART = r"T(?:MO|MI|AF|EV|NI)"
_POINT = rf"(?:{_YEAR}-{_MONTH}-{_DAY}(?:{_CLOCK}|{_PART})?|{_YEAR}-{_SUB_YEAR}|{_YEAR})~?"
_EDTF = re.compile(rf"{_POINT}(?:/{_POINT})?")


def is_edtf(value: str) -> bool:
    """Whether `value` is one of the forms that Variorum writes: a point or an interval.

    Example:
        >>> is_edtf("2024-10-02TMO"), is_edtf("2015/2016"), is_edtf("199X"), is_edtf("2024-13")
        (True, True, True, False)
    """
    return bool(_EDTF.fullmatch(value))


def day_value(day: date, *, open_year: bool = False) -> str:
    """A day: "2024-10-02", or "XXXX-10-02" where the year is open."""
    return f"{OPEN_YEAR if open_year else f'{day.year:04d}'}-{day.month:02d}-{day.day:02d}"


def month_value(year: int, month: int, *, open_year: bool = False) -> str:
    """A month, season (21 to 24), quarter (33 to 36) or half (40, 41) of a year."""
    return f"{OPEN_YEAR if open_year else f'{year:04d}'}-{month:02d}"


def week_value(day: date, *, open_year: bool = False) -> str:
    """The ISO week (Monday to Sunday) that holds `day`, as an interval, since EDTF has no weeks."""
    monday = day - timedelta(days=day.weekday())
    ends = (monday, monday + timedelta(days=6))
    return "/".join(day_value(d, open_year=open_year) for d in ends)


def decade_value(year: int) -> str:
    """The decade that holds `year`: "199X"."""
    return f"{year // 10:03d}X"


def century_value(century: int) -> str:
    """The 19th century as "18XX"."""
    return f"{century - 1:02d}XX"


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier), the month's last where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def time_key(value: str) -> tuple[str, str, str]:
    """A key that sorts times from early to late; open years come last.

    Args:
        value: EDTF.

    Returns:
        Year, the rest with day parts in the order of the day, and the value itself.
    """
    first = value.partition("/")[0] or value
    parts = {"TMO": "T06", "TMI": "T12", "TAF": "T13", "TDT": "T08", "TEV": "T18", "TNI": "T21"}
    for code, hour in parts.items():
        first = first.replace(code, hour)
    return (first[:4].replace("X", "~"), first[4:], value)
