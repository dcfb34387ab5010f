"""The words of time: patterns that find the pieces of time expressions in a sentence's reading.

Each pattern finds one piece (a day, a part of a day, a clock time, a coarser stretch); `groups.py` joins
neighbouring pieces into expressions. Patterns hold no nested repetition, so that a search is linear in the
length of its text.

Source: the classes of expression follow TIMEX3 (ISO-TimeML, ISO 24617-1; Pustejovsky et al. 2003).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from variorum.data.calendar import (
    DECADES,
    EASTER_HOLIDAYS,
    ELECTION_DAY,
    FIXED_HOLIDAYS,
    LOCAL_ZONES,
    MONTHS,
    MOVING_HOLIDAYS,
    NAMED_DAYS,
    NUMBERS,
    ORDINALS,
    SEASONS,
    WEEKDAYS,
    ZONES,
)

Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a time expression.

    Attributes:
        kind: The pattern's name.
        level: "day", "part", "clock" or "span".
        start: First character in the sentence's reading.
        end: One past the last.
        fields: The pattern's named groups that matched, in lower case.
    """

    kind: str
    level: str
    start: int
    end: int
    fields: Fields = field(default_factory=dict)


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, map(str, words)), key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


_MONTH = _any(MONTHS)
_LONG_MONTH = _any(m for m in MONTHS if len(m) > 4 or m in ("may", "june", "july"))
_WEEKDAY = _any(w for w in WEEKDAYS if w.endswith("day"))
_SHORT_DAY = _any(w for w in WEEKDAYS if not w.endswith("day"))
_YEAR = r"(?:1[5-9]|20)\d\d"
_ORD = r"(?:st|nd|rd|th)"
_ORDINAL = _any(ORDINALS)
_TENS = _any(w for w, n in NUMBERS.items() if n >= 20 and n < 100)
_NUMBER = rf"\d{{1,3}}|(?:{_TENS})[- ](?:one|two|three|four|five|six|seven|eight|nine)|{_any(NUMBERS)}|a\s+couple\s+of"
_SEASON = _any(SEASONS)
_PREFIXED = r"(?<![\w.,:$£€¥#@&=/_-])(?:(?:post|pre|mid|late|early)[-–])?"
_ZONE = _any([*ZONES, *LOCAL_ZONES])
_ZONED = rf"(?:\s?(?:(?P<zone>{_ZONE})\b|local\s+time\b|hours\s+local\s+time\b|(?:hrs|hours)\b))?"
_NAMED = _any([*FIXED_HOLIDAYS, *MOVING_HOLIDAYS, *EASTER_HOLIDAYS, *NAMED_DAYS, ELECTION_DAY]).replace("'", "['’]")
_DAYPART = r"morning|afternoon|evening|night|lunchtime"
_WEEK_OF = r"(?:\s+(?P<post>(?:of\s+)?(?:last|this|next)\s+week))?"
_MERIDIEM = r"(?P<half>[ap])(?:\.\s?m\b\.?|\s?m\b)"

# (name, level, pattern); where two matches overlap the longer wins, then the earlier in this list.
_PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("iso", "day", rf"(?<![\w-])(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])"),
    ("numeric", "day", rf"(?<![\w/])(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/(?P<year>{_YEAR})(?![\w/])"),
    (
        "month_day",
        "day",
        rf"\b(?:(?P<rel>last|next|this)\s+)?(?P<name>{_MONTH})\b\.?\s?(?P<day>\d{{1,2}}){_ORD}?"
        rf"(?:\s?[-–—]\s?(?P<day2>\d{{1,2}}){_ORD}?)?(?![\d%\w]|[.,:]\d|[-–](?!(?:{_MONTH})\b)\w)"
        rf"(?:,?\s+(?P<year>{_YEAR})\b(?![,.]\d))?",
    ),
    (
        "day_month",
        "day",
        rf"(?<![\w.,:$£€-])(?:the\s+)?(?P<day>\d{{1,2}}){_ORD}?(?:\s?[-–—]\s?(?P<day2>\d{{1,2}}){_ORD}?)?"
        rf"(?:\s+of)?\s+(?P<name>{_MONTH})\b(?:\.(?=\s+\d))?(?:,?\s+(?P<year>{_YEAR})\b)?",
    ),
    ("day_of_month", "day", rf"\bthe\s+(?P<day>\d{{1,2}}){_ORD}\b"),
    (
        "weekday",
        "day",
        rf"\b(?:(?P<rel>this\s+past|this\s+coming|last|next|this|past|coming|the\s+following|the\s+previous)\s+)?"
        rf"(?P<name>{_WEEKDAY})\b{_WEEK_OF}",
    ),
    ("short_weekday", "day", rf"\b(?P<name>{_SHORT_DAY})\b\.?(?=,?\s+(?:{_MONTH}|\d{{1,2}}\b))"),
    ("today", "day", r"\b(?P<name>the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|today|yesterday|tomorrow)\b"),
    ("night", "day", r"\b(?P<name>tonight|last\s+night)\b"),
    ("this_part", "day", r"\bthis\s+(?P<part>morning|afternoon|evening|lunchtime)\b"),
    (
        "holiday",
        "day",
        rf"(?<![\w/])(?:(?P<rel>last|next|this)\s+)?(?P<name>{_NAMED})(?![\w/])(?:,?\s+(?P<year>{_YEAR})\b)?",
    ),
    (
        "near_day",
        "day",
        r"\b(?:the|that)\s+(?P<which>previous|preceding|following|next|same|very\s+same)\s+"
        r"(?P<part>day|morning|afternoon|evening|night)\b",
    ),
    ("that_day", "day", r"\bthat\s+(?P<part>day|morning|afternoon|evening|night)\b"),
    ("day_before", "day", r"\bthe\s+(?P<part>day|night|morning|evening)\s+(?P<side>before|after|earlier)\b"),
    (
        "counted",
        "day",
        rf"\b(?:(?P<about>about|almost|nearly|around|roughly|some|more\s+than|over|less\s+than|under|at\s+least)\s+)?"
        rf"(?:(?:just|only|barely|exactly)\s+)?(?P<number>{_NUMBER})[\s-](?P<unit>day|week|month|year|decade)s?"
        r"\s+(?P<side>ago|earlier|later|before|after|prior|previously|afterwards?|from\s+now|hence)\b",
    ),
    ("early_hours", "part", r"\b(?:the\s+)?(?:early|small|wee)(?:\s+morning)?\s+hours(?:\s+of\s+the\s+morning)?\b"),
    (
        "part",
        "part",
        rf"\b(?P<the>(?:in\s+)?(?:the|that)\s+)?(?:(?P<edge>early|late|mid)[-\s])?(?P<part>{_DAYPART})"
        r"(?P<rush>\s+rush(?:\s+hour)?)?\b",
    ),
    ("overnight", "part", r"\bovernight\b"),
    (
        "clock",
        "clock",
        rf"(?<![\w.,:$£€-])(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?\s?{_MERIDIEM}{_ZONED}",
    ),
    (
        "clock_zone",
        "clock",
        rf"(?<![\w.,:$£€-])(?P<hour>[01]?\d|2[0-3])[:.]?(?P<minute>[0-5]\d)\s?(?:hrs\s|hours\s)?(?P<zone>{_ZONE})\b",
    ),
    (
        "clock_24",
        "clock",
        r"(?<![\w.,:$£€/-])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\w:%]|[.,]\d)"
        r"(?P<local>\s?(?:local\s+time|hrs|hours)\b)?",
    ),
    (
        "clock_hours",
        "clock",
        r"(?<![\w.,:$£€-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)"
        r"\s?(?:hrs\b|hours\b(?=\s+local|\s+on\b))(?:\s+local\s+time\b)?",
    ),
    (
        "clock_dot",
        "clock",
        r"(?<![\w.,:$£€-])(?P<hour>1?\d|2[0-3])\.(?P<minute>[0-5]\d)(?![\w%]|[.,:]\d|"
        r"\s?(?:per\s?cent|pc|m|bn|km|kg|million|billion|points?|metres?|meters?|miles?)\b)",
    ),
    (
        "oclock",
        "clock",
        rf"\b(?P<hour>\d{{1,2}}|{_any(w for w, n in NUMBERS.items() if 1 <= n <= 12 and len(w) > 2)})\s+o['’]clock\b",
    ),
    (
        "clock_in_part",
        "clock",
        r"(?<![\w.,:$£€-])(?P<hour>1?\d)(?:[:.](?P<minute>[0-5]\d))?\s+(?:in\s+the|at)\s+(?P<part>morning|afternoon|evening|night)\b",
    ),
    ("noon", "clock", r"\b(?P<name>noon|midday|midnight)\b"),
    (
        "quarter",
        "span",
        rf"\b(?:the\s+)?(?P<which>first|second|third|fourth|final|last|1st|2nd|3rd|4th)[\s-](?P<size>quarter|half)"
        rf"(?:\s+(?:of\s+)?(?:(?P<year>{_YEAR})\b|(?P<rel>this|last|next)\s+year\b))?",
    ),
    ("quarter_code", "span", rf"\b(?P<code>[QH][1-4])\s?(?:of\s+)?(?:(?P<year>{_YEAR})\b)?"),
    ("rel_quarter", "span", r"(?<!the )(?<!past )\b(?P<rel>last|this|next)\s+quarter\b"),
    ("season", "span", rf"\b(?P<rel>last|this|next|this\s+past|this\s+coming)\s+(?P<name>{_SEASON})\b"),
    ("season_year", "span", rf"\b(?P<name>{_SEASON})(?:\s+of)?\s+(?P<year>{_YEAR})\b"),
    ("the_season", "span", r"\b(?<=in )the\s+(?P<name>spring|summer|autumn|winter)\b(?!\s+of)"),
    ("month_year", "span", rf"\b(?P<name>{_MONTH})\b\.?,?\s+(?:of\s+)?(?P<year>{_YEAR})\b(?![,.]\d)"),
    (
        "month",
        "span",
        rf"\b(?:(?P<rel>last|next|this|this\s+past|this\s+coming)\s+)?(?P<name>{_LONG_MONTH})\b"
        r"(?:\s+(?:of\s+)?(?P<post>last|this|next)\s+year\b)?",
    ),
    ("short_month", "span", r"\b(?P<name>jan|feb|aug|sept?|oct|nov|dec)\.(?=\s|$)"),
    (
        "rel_unit",
        "span",
        r"\b(?P<rel>last|this|next|this\s+past|this\s+coming)\s+(?P<unit>weekend|week|month|year|decade)\b",
    ),
    ("weekend", "span", r"\bthe\s+(?P<unit>weekend)\b"),
    (
        "near_unit",
        "span",
        r"\b(?P<which>the\s+previous|the\s+following|the\s+same|that\s+same|that)\s+(?P<unit>week|month|year)\b",
    ),
    ("week_of", "span", r"\bthe\s+week\s+of\b"),
    (
        "years",
        "span",
        rf"(?<![\w.,:$£€/-])(?P<year>{_YEAR})\s?[-–—/]\s?(?P<year2>(?:1[5-9]|20)\d\d|\d\d)(?![\w%/-]|[.,:]\d)",
    ),
    ("decade", "span", rf"{_PREFIXED}(?P<year>(?:1[5-9]|20)\d)0['’]?s\b"),
    ("short_decade", "span", r"(?<!\w)(?:the\s+)?['’‘`](?P<tens>[2-9])0s\b"),
    ("named_decade", "span", rf"\bthe\s+(?:(?:early|mid|late)[-\s])?(?P<name>{_any(DECADES)})\b"),
    ("century", "span", rf"\b(?:the\s+)?(?:(?P<day>\d{{1,2}}){_ORD}|(?P<name>{_ORDINAL}))[\s-]century\b"),
    (
        "year",
        "span",
        rf"{_PREFIXED}(?P<year>{_YEAR})(?!\w|[%°–—/:-]\w|%|[.,]\d)",
    ),
)  # fmt: skip

_COMPILED: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (name, level, re.compile(pattern, re.IGNORECASE)) for name, level, pattern in _PATTERNS
)
# A sentence without any of these holds no expression.
_HINT = re.compile(
    rf"\d|day|night|noon|month|year|week|quarter|decade|century|morrow|morning|evening|o['’]clock|hours|spring|"
    rf"summer|autumn|fall|winter|christmas|easter|thanksgiving|halloween|juneteenth|{_any(DECADES)}|{_LONG_MONTH}",
    re.IGNORECASE,
)

_MORE_DAYS = re.compile(
    r"(?:\s+(?:and|or|to|through|until)\s+|,\s+)(\d{1,2})(?:st|nd|rd|th)?"
    r"(?=\s*(?:[.;:)](?!\d)|$|,\s|(?:and|or|in|at|on|this|when|as|for)\b))"
)


def scan(text: str, *, keep: Callable[[Atom], bool]) -> list[Atom]:
    """The pieces of time expressions in one sentence, in order, none overlapping another.

    Args:
        text: The sentence's reading.
        keep: Says whether a piece is one here (a "May" may be a verb, a "2000" a count); what it refuses
            does not hide another piece at the same place.

    Returns:
        The pieces; where matches overlap, the longest.
    """
    if not _HINT.search(text):
        return []
    found: list[tuple[int, int, int, Atom]] = []
    for rank, (name, level, pattern) in enumerate(_COMPILED):
        for m in pattern.finditer(text):
            fields = {
                k: " ".join(v.lower().replace("’", "'").split()) for k, v in m.groupdict().items() if v is not None
            }
            atom = Atom(name, level, m.start(), m.end(), fields)
            if keep(atom):
                found.append((m.start() - m.end(), rank, m.start(), atom))
                if name == "month_day":
                    found.extend(_more_days(text, atom, rank))
    found.sort(key=lambda f: f[:3])
    taken = bytearray(len(text))
    out = []
    for _, _, _, atom in found:
        if not any(taken[atom.start : atom.end]):
            taken[atom.start : atom.end] = b"\x01" * (atom.end - atom.start)
            out.append(atom)
    return sorted(out, key=lambda a: a.start)


def _more_days(text: str, atom: Atom, rank: int) -> list[tuple[int, int, int, Atom]]:
    """The "25" of "April 24 and 25"."""
    if "year" in atom.fields:
        return []
    m = _MORE_DAYS.match(text, atom.end)
    if not m:
        return []
    fields = {"name": atom.fields["name"], "day": m.group(1)}
    more = Atom("month_day", "day", m.start(1), m.end(), fields)
    return [(more.start - more.end, rank, more.start, more)]
