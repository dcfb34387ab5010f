"""When each article of a story was published."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from variorum.data.calendar import MONTHS, WEEKDAYS
from variorum.records.parse import Parse
from variorum.records.reading import Published
from variorum.records.source import Article, PublishedFrom
from variorum.steps.times.groups import Expression, Finder
from variorum.steps.times.tense import Look, look
from variorum.text.edtf import day_value, safe_date

# A bare weekday in the past tense looks at most five days back (almanac.weekday_near): said twice of the
# weekday that follows the stated day, it tells that the article was written on that next day.
_LATE_MENTIONS = 2
# Reports of one event appear within so many days of one another.
_STORY_DAYS = 3
# A date with its year settles the year of a story told within so many days of it.
_SETTLES_DAYS = 7
_LEAP_YEAR = 2024  # holds every month and day; never shown


def date_articles(readings: Sequence[tuple[Article, Parse]]) -> dict[str, Published]:
    """The day of publication of each article, by article id.

    What the input states is kept. Where it states nothing, the other articles' dates settle the day if they
    agree; else the dates and weekdays that the articles name, if two articles agree on a day and month. The
    year stays open unless a dated expression settles it.

    Args:
        readings: The story's articles with their parses, in any order.

    Returns:
        For each article what the input states, else what the story settles, else nothing. Where only words
        settle it, `day` serves to count weekdays from but is not given as the day of publication.
    """
    stated = {article.id: stated_day(article) for article, _ in readings}
    known = sorted(d for d in stated.values() if d is not None)
    settled: Published | None = None
    if len(known) < len(readings):
        settled = _from_dates(known) if known else _from_words([_Words.of(parse) for _, parse in _sorted(readings)])
    out: dict[str, Published] = {}
    for article, parse in readings:
        day = stated[article.id]
        if day is None:
            out[article.id] = settled or Published()
            continue
        out[article.id] = Published(
            value=article.published,
            known_from=article.published_from or PublishedFrom.GIVEN,
            day=(day + timedelta(days=_behind(parse, day))).isoformat(),
        )
    return out


def stated_day(article: Article) -> date | None:
    """The day that the input states, or None where it states none that can be read."""
    try:
        day = date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None
    return day if 2 <= day.year <= 9990 else None  # room to count from it


def _sorted(readings: Sequence[tuple[Article, Parse]]) -> list[tuple[Article, Parse]]:
    return sorted(readings, key=lambda r: r[0].id)


def _behind(parse: Parse, day: date) -> int:
    """1 where the article tells in the past tense, more than once, of the day after its stated one, else 0."""
    following = (day.weekday() + 1) % 7
    name = next(name for name, number in WEEKDAYS.items() if number == following)
    if sum(t.text.lower() == name for t in parse.tokens) < _LATE_MENTIONS:
        return 0
    told = 0
    for row in Finder(parse).expressions():
        for e in row:
            if _bare_weekday(e) == following and look(parse, e) is Look.PAST:
                told += 1
    return int(told >= _LATE_MENTIONS)


def _bare_weekday(e: Expression) -> int | None:
    """The weekday of an expression that names nothing else of the date."""
    if e.day is None or e.day.kind != "weekday" or e.date is not None or {"rel", "post"} & set(e.day.fields):
        return None
    return WEEKDAYS[e.day.fields["name"]]


def _from_dates(known: list[date]) -> Published | None:
    """The most common of the other articles' days, the earliest of equals, where they lie close together."""
    if (known[-1] - known[0]).days > _STORY_DAYS:
        return None
    counts = Counter(known)
    day = min(counts, key=lambda d: (-counts[d], d))
    return Published(value=day.isoformat(), known_from=PublishedFrom.STORY, day=day.isoformat())


@dataclass
class _Words:
    """The dates and weekdays that one article names and that do not look ahead.

    Attributes:
        dates: (month, day) named with a month.
        numbers: Days of an unnamed month ("the 2nd").
        weekdays: Bare weekdays.
        pairs: (month, day, weekday) named together ("Wednesday, Oct. 2").
        full: Dates with their year.
    """

    dates: set[tuple[int, int]] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    weekdays: set[int] = field(default_factory=set)
    pairs: set[tuple[int, int, int]] = field(default_factory=set)
    full: set[date] = field(default_factory=set)

    @classmethod
    def of(cls, parse: Parse) -> "_Words":
        """What an article's parse names."""
        words = cls()
        for row in Finder(parse).expressions():
            for e in row:
                if e.day is not None and look(parse, e) is not Look.AHEAD:
                    words._add(e)
        return words

    def _add(self, e: Expression) -> None:
        weekday = _bare_weekday(e)
        if weekday is not None:
            self.weekdays.add(weekday)
            return
        atom = e.date or e.day
        if atom is None:
            return
        if atom.kind == "day_of_month":
            self.numbers.add(int(atom.fields["day"]))
        elif atom.kind in ("month_day", "day_month") and "day2" not in atom.fields:
            month, day = MONTHS[atom.fields["name"]], int(atom.fields["day"])
            if safe_date(_LEAP_YEAR, month, day) is None:
                return
            self.dates.add((month, day))
            if e.date is not None and e.day is not None:
                self.pairs.add((month, day, WEEKDAYS[e.day.fields["name"]]))
            full = safe_date(int(atom.fields["year"]), month, day) if "year" in atom.fields else None
            if full is not None:
                self.full.add(full)


def _from_words(articles: list[_Words]) -> Published | None:
    """Day and month on which the articles' own words agree, with weekday and year where the words settle them."""
    support = _supported_dates(articles)
    if not support:
        return None
    most = max(support.values())
    best = min(d for d, n in support.items() if n == most)
    # The newest of the days told of is the nearest to publication.
    day = max(d for d in support if 0 <= (d - best).days <= _STORY_DAYS)
    weekday = _weekday_of(day, support, articles)
    year = _year_of(day, weekday, articles)
    if year is not None:
        full = date(year, day.month, day.day)
        return Published(day=full.isoformat())
    return Published(day=day_value(day, open_year=True), weekday=weekday)


def _supported_dates(articles: list[_Words]) -> dict[date, int]:
    """Days (in a stand-in year) that at least two articles name, or one with its weekday and date together."""
    naming: dict[tuple[int, int], set[int]] = defaultdict(set)
    paired: set[tuple[int, int]] = set()
    for k, words in enumerate(articles):
        for there in words.dates:
            naming[there].add(k)
        paired |= {(month, day) for month, day, _ in words.pairs}
    for (_, day), who in naming.items():
        who |= {k for k, words in enumerate(articles) if day in words.numbers}
    return {
        date(_LEAP_YEAR, *there): len(who)
        for there, who in sorted(naming.items())
        if len(who) >= 2 or (there in paired and len(articles) == 1)
    }


def _weekday_of(day: date, support: dict[date, int], articles: list[_Words]) -> int | None:
    """The weekday of `day` under which the weekdays and the dates of the story best fit together, if one does best."""
    together = {w for words in articles for month, number, w in words.pairs if (month, number) == (day.month, day.day)}
    if together:
        return together.pop() if len(together) == 1 else None
    named = Counter(w for words in articles for w in words.weekdays)
    fits = {}
    for weekday in range(7):
        score = 0
        for back in range(6):
            dates = support.get(day - timedelta(days=back), 0)
            score += min(dates, named[(weekday - back) % 7])
        fits[weekday] = score
    best = max(fits.values())
    chosen = [w for w, score in fits.items() if score == best]
    return chosen[0] if best >= 2 and len(chosen) == 1 else None


def _year_of(day: date, weekday: int | None, articles: list[_Words]) -> int | None:
    """The year of the one dated expression (or several of one year) that lies near the day."""
    years = set()
    for words in articles:
        for full in words.full:
            for year in (full.year - 1, full.year, full.year + 1):
                there = safe_date(year, day.month, day.day)
                if there is not None and abs((there - full).days) <= _SETTLES_DAYS:
                    years.add(year)
    if len(years) != 1:
        return None
    year = years.pop()
    there = safe_date(year, day.month, day.day)
    return year if there is not None and weekday in (None, there.weekday()) else None
