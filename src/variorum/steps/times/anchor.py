"""What an expression is resolved against, and what comes of it."""

from dataclasses import dataclass, replace
from datetime import date

from variorum.records.reading import Published
from variorum.text.edtf import OPEN_YEAR, day_value

# Years tried to stand for an open one: 28 years hold every pairing of day and weekday.
_STAND_INS = range(2001, 2029)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of publication.

    Attributes:
        day: The day, in a stand-in year where the year is open; None where it is not known.
        open_year: Whether the year is open.
        weekdays: Whether the day's weekday is known, so that other weekdays can be counted from it.
        exact: Whether it is the day of publication itself, so that "today" means it; a day that the story's
            words settle may be the event's.
        evidence: How the day is known.
    """

    day: date | None
    open_year: bool = False
    weekdays: bool = True
    exact: bool = True
    evidence: str = "published"

    @classmethod
    def of(cls, published: Published) -> "Anchor":
        """The anchor that a publication day gives."""
        said = published.day
        if said is None:
            return cls(None)
        exact = published.value is not None
        evidence = "story" if published.known_from == "story" or not exact else "published"
        if not said.startswith(OPEN_YEAR):
            return cls(date.fromisoformat(said), exact=exact, evidence=evidence)
        month, day = int(said[5:7]), int(said[8:10])
        for year in _STAND_INS:
            try:
                found = date(year, month, day)
            except ValueError:
                continue
            if published.weekday is None or found.weekday() == published.weekday:
                weekdays = published.weekday is not None
                return cls(found, open_year=True, weekdays=weekdays, exact=exact, evidence="story")
        return cls(None)

    def write(self, day: date) -> str:
        """The day's value, with an open year where the anchor's is."""
        return day_value(day, open_year=self.open_year)

    @property
    def name(self) -> str:
        """The anchor as a record names it."""
        return "text" if self.day is None else self.write(self.day)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value and what it rests on.

    Attributes:
        value: EDTF.
        day: The day that it names, where it names one.
        anchor: What it was resolved against.
        evidence: Where that comes from.
        year: The year that it names, where it names no day.
        month: The month of that year.
        told: Whether the day is one that a bare weekday or "today" names, as news gives the day of a report.
    """

    value: str
    day: date | None
    anchor: str
    evidence: str
    year: int | None = None
    month: int | None = None
    told: bool = False

    def with_value(self, value: str) -> "Resolved":
        """The same with another value."""
        return replace(self, value=value)
