"""The publication date that an article's own frame states."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}[-/.](?P<number>\d{{1,2}})[-/.](?P<day>\d{{1,2}})\b",
        rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? {_YEAR}\b",
    )
)


def date_in(line: str) -> str | None:
    """The first full date of a line that only dates the article, as ISO 8601; None where it has none.

    A date in figures alone is read only with the year first: day and month first are told apart by no
    rule ("3/4/2021").

    Args:
        line: "Updated: 2021-03-04 09:53", "Published March 4, 2021".

    Example:
        >>> date_in("Last updated 4 March 2021 at 9:53")
        '2021-03-04'
    """
    for form in _FORMS:
        found = form.search(line[:200])
        if not found:
            continue
        parts = found.groupdict()
        month = int(parts["number"]) if "number" in parts else _MONTHS.index(parts["month"].casefold()) + 1
        try:
            return date(int(parts["year"]), month, int(parts["day"])).isoformat()
        except ValueError:
            continue
    return None
