"""Times in plain words, and their order.

Source: EDTF (ISO 8601-2:2019, annex A) for values; TIMEX3 (ISO 24617-1) for day parts.
"""

import re

_MONTHS = "January February March April May June July August September October November December".split()
# EDTF seasons (21-24) and quarters (33-36) stand in the month's place.
_SEASONS = {
    "21": "spring",
    "22": "summer",
    "23": "autumn",
    "24": "winter",
    "33": "first quarter of",
    "34": "second quarter of",
    "35": "third quarter of",
    "36": "fourth quarter of",
}
_PARTS = {
    "MO": "morning",
    "AF": "afternoon",
    "EV": "evening",
    "NI": "night",
    "MI": "midday",
    "DT": "daytime",
}
_FORM = re.compile(
    r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?|-W(?P<week>\d{2}))?"
    r"(?:T(?P<part>[A-Z]{2})|T(?P<clock>\d{2}(?::\d{2})?)(?::\d{2}(?:\.\d+)?)?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
    r"(?P<mark>[~?%]?)"
)


def _one(value: str) -> str | None:
    match = _FORM.fullmatch(value)
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    known = "" if year == "XXXX" else year
    if "X" in known:
        known = known.replace("X", "0") + "s" if known[:3].isdigit() else known
    words = known or "year not known"
    if match["week"]:
        words = f"week {int(match['week'])} of {words}"
    elif month in _SEASONS:
        words = f"{_SEASONS[month]} {words}"
    elif month and month.isdigit() and 1 <= int(month) <= 12:
        name = _MONTHS[int(month) - 1]
        if day and day.isdigit() and int(day):
            name = f"{int(day)} {name}"
        words = f"{name} {known}" if known else f"{name}, year not known"
    elif month == "XX" and day and day.isdigit():
        words = f"day {int(day)}, month not known"
    clock = match["clock"]
    if match["part"]:
        part = _PARTS.get(match["part"])
        words += f", {part}" if part else ""
    elif clock and clock not in {"00", "00:00"}:
        words += f", {clock}" if ":" in clock else f", {clock}:00"
    if match["mark"]:
        words = f"about {words}"
    return words


_DAY = re.compile(r"(?P<day>\d+) (?P<month>\w+) (?P<year>\d{4})")


def _shorter(first: str, last: str) -> str:
    """A stretch of time with what both its ends share said once: "18 to 24 December 2017"."""
    a, b = _DAY.fullmatch(first), _DAY.fullmatch(last)
    if a and b and a["year"] == b["year"]:
        first = a["day"] if a["month"] == b["month"] else f"{a['day']} {a['month']}"
    return f"{first} to {last}"


def plain_time(value: str) -> str:
    """A time in words that an editor would print.

    Args:
        value: EDTF, or an ISO 8601 date-time.

    Returns:
        "2 October 2024, morning"; the value itself where its form is not known.

    Example:
        >>> plain_time("XXXX-10-02")
        '2 October, year not known'
        >>> plain_time("2017-12-18/2017-12-24")
        '18 to 24 December 2017'
    """
    if "/" in value:
        first, _, last = value.partition("/")
        begins, ends = (("open" if part in {"", ".."} else _one(part)) for part in (first, last))
        return _shorter(begins, ends) if begins and ends else value
    return _one(value) or value
