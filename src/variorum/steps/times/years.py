"""Years that expressions lend one another."""

import re
from collections import Counter, defaultdict
from datetime import date

from variorum.data.calendar import MONTHS
from variorum.steps.times.anchor import Anchor, Resolved
from variorum.steps.times.groups import Expression
from variorum.text.edtf import day_value, month_value, safe_date

_BETWEEN = re.compile(r"\s?[-–—]\s?|\s(?:to|and|until|through|or)\s(?:(?:the|on|in)\s)?|,\s", re.IGNORECASE)
_DATES = ("month_day", "day_month")


def agree_on_years(sentences: list[list[Expression]], alone: list[list[Resolved | None]], anchor: Anchor) -> None:
    """Give dates without a year the year that the words around them settle; `alone` is changed in place.

    "July 30 to Aug. 14, 1932" and "between May and July 2017" name one year for both; and one article means one
    day by "Oct. 7", wherever it stands: the one it means most often, the earlier of equals.
    """
    borrowed: set[tuple[int, int]] = set()
    for row_number, (row, known) in enumerate(zip(sentences, alone, strict=True)):
        for k in range(len(row) - 1):
            lent = _lent(row[k], row[k + 1])
            if lent is not None:
                known[k] = lent
                borrowed.add((row_number, k))
    if anchor.day is None or anchor.open_year:
        return
    meant: dict[tuple[str, str], Counter[date]] = defaultdict(Counter)
    for row_number, (row, known) in enumerate(zip(sentences, alone, strict=True)):
        for k, (e, r) in enumerate(zip(row, known, strict=True)):
            name = _yearless(e)
            if name is not None and r is not None and r.day is not None and (row_number, k) not in borrowed:
                meant[name][r.day] += 1
    for row_number, (row, known) in enumerate(zip(sentences, alone, strict=True)):
        for k, (e, r) in enumerate(zip(row, known, strict=True)):
            name = _yearless(e)
            if name is None or r is None or r.day is None or (row_number, k) in borrowed or len(meant[name]) < 2:
                continue
            day = min(meant[name], key=lambda d: (-meant[name][d], d))
            known[k] = Resolved(day_value(day), day, r.anchor, r.evidence, year=day.year, month=day.month)


def _yearless(e: Expression) -> tuple[str, str] | None:
    """Month and day of a date that stands without its year, weekday or "last"."""
    if e.day is None or e.day.kind not in _DATES or {"year", "rel", "day2"} & set(e.day.fields):
        return None
    return str(MONTHS[e.day.fields["name"]]), e.day.fields["day"].lstrip("0")


def _lent(first: Expression, second: Expression) -> Resolved | None:
    """`first` with the year that `second` states, where the two stand together and follow in time."""
    if not _BETWEEN.fullmatch(first.reading.text[first.end : second.start]):
        return None
    if first.day is not None and second.day is not None and _yearless(first) and second.day.kind in _DATES:
        fields = second.day.fields
        if "year" not in fields:
            return None
        day = safe_date(int(fields["year"]), MONTHS[first.day.fields["name"]], int(first.day.fields["day"]))
        end = safe_date(int(fields["year"]), MONTHS[fields["name"]], int(fields["day"]))
        if day is None or end is None or day >= end:
            return None
        return Resolved(day_value(day), day, "text", "text", year=day.year, month=day.month)
    if first.span is None or second.span is None or first.span.kind != "month" or second.span.kind != "month_year":
        return None
    if {"rel", "post"} & set(first.span.fields):
        return None
    month, year = MONTHS[first.span.fields["name"]], int(second.span.fields["year"])
    if month >= MONTHS[second.span.fields["name"]]:
        return None
    return Resolved(month_value(year, month), None, "text", "text", year=year, month=month)
