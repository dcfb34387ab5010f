"""Counted stretches of time: "three days ago", "two years later"."""

import re
from datetime import date, timedelta

from variorum.data.calendar import NUMBERS
from variorum.steps.times.anchor import Anchor, Resolved
from variorum.text.edtf import add_months, month_value, week_value

_BACK = frozenset("ago earlier before prior previously".split())
# Beyond this many units the calendar's first year is near.
_MOST = {"day": 100_000, "week": 10_000, "month": 5_000, "year": 1_000, "decade": 100}


def number(words: str) -> int | None:
    """The value of "three", "42", "twenty-one", "a couple of"."""
    if words.isdigit():
        return int(words)
    if words.startswith("a couple"):
        return 2
    parts = re.split(r"[- ]", words)
    values = [NUMBERS.get(p) for p in parts]
    return None if None in values else sum(v for v in values if v is not None)


def shifted(fields: dict[str, str], base: date, anchor: Anchor, *, source: str, evidence: str) -> Resolved | None:
    """A day, week, month or year counted from `base`.

    Args:
        fields: "number", "unit" and "side" of the words.
        base: Where to count from.
        anchor: Whether the year is open.
        source: What `base` is, for the record.
        evidence: Where `base` comes from.

    Returns:
        The value at the unit's grain, or None.
    """
    n, unit = number(fields["number"]), fields["unit"]
    if n is None or n > _MOST[unit] or (anchor.open_year and unit in ("year", "decade")):
        return None
    n = -n if fields["side"] in _BACK else n
    about = "~" if "about" in fields or unit == "decade" else ""
    try:
        if unit == "day":
            day = base + timedelta(days=n)
            return Resolved(anchor.write(day) + about, day, source, evidence)
        if unit == "week":
            return Resolved(week_value(base + timedelta(weeks=n), open_year=anchor.open_year), None, source, evidence)
        if unit == "month":
            day = add_months(base, n)
            value = month_value(day.year, day.month, open_year=anchor.open_year)
            return Resolved(value + about, None, source, evidence, year=day.year, month=day.month)
        year = base.year + n * (10 if unit == "decade" else 1)
    except (OverflowError, ValueError):
        return None
    return Resolved(f"{year:04d}{about}", None, source, evidence, year=year) if 1 <= year <= 9999 else None
