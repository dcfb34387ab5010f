"""Time expressions of an article: pieces joined where they stand together, each with its modifiers."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from variorum.data.calendar import NOT_A_DAY_AFTER, NOT_A_DAY_BEFORE
from variorum.records.parse import Parse, Sentence, Token
from variorum.records.place import Extent
from variorum.steps.times.grammar import Atom, scan


class Reading:
    """One sentence as it is read, with the way back to tokens and to the article's text."""

    def __init__(self, parse: Parse, sentence: Sentence) -> None:
        self.tokens = parse.of(sentence)
        self.sentence = sentence
        self.at: list[int] = []
        parts: list[str] = []
        n = 0
        for t in self.tokens:
            self.at.append(n)
            piece = t.text + (" " if t.space else "")
            parts.append(piece)
            n += len(piece)
        self.text = "".join(parts)

    def token(self, place: int) -> Token:
        """The token that holds character `place` (or the space after it)."""
        return self.tokens[max(0, bisect_right(self.at, place) - 1)]

    def after(self, place: int) -> Token | None:
        """The first token that begins at or after character `place`."""
        k = bisect_right(self.at, place - 1) if place else 0
        return self.tokens[k] if k < len(self.tokens) else None

    def before(self, place: int) -> Token | None:
        """The last token that ends at or before character `place`."""
        k = bisect_right(self.at, place - 1) - 1 if place else -1
        return self.tokens[k] if k >= 0 else None

    def extent(self, start: int, end: int) -> Extent:
        """The place in the article's text of the reading's `[start, end)`."""
        first, last = bisect_right(self.at, start) - 1, bisect_right(self.at, end - 1) - 1
        a, b = self.tokens[first], self.tokens[last]
        # A token that spans a mended break is longer in the article than in the reading: keep within it.
        low = min(a.start + start - self.at[first], a.end - 1)
        high = min(b.start + end - self.at[last], b.end)
        return Extent(low, high) if low < high else Extent(a.start, max(a.end, b.end))


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression, not yet resolved.

    Attributes:
        reading: Its sentence.
        start: First character in the reading, modifiers included, preposition not.
        end: One past the last.
        words: The expression without modifiers, as read.
        day: The piece that names a day.
        date: A second piece that gives the same day's number ("Friday, Oct. 23").
        part: The piece that names a part of the day.
        clock: The piece that gives a time of day.
        span: The piece that names something longer than a day.
        edge: "early", "late" or "mid" where the words say so.
        shift: Minutes by which the words move the clock ("an hour before midnight").
        first: Its first token in the parse.
        last: One past its last.
    """

    reading: Reading
    start: int
    end: int
    words: str
    day: Atom | None = None
    date: Atom | None = None
    part: Atom | None = None
    clock: Atom | None = None
    span: Atom | None = None
    edge: str = ""
    shift: int = 0
    first: int = 0
    last: int = 0

    @property
    def extent(self) -> Extent:
        """Its place in the article's text."""
        return self.reading.extent(self.start, self.end)


_GAP = re.compile(
    r"\s|,\s(?:on\s)?|\son\s(?:the\s)?|\sof\s(?:the\s)?|\sin\sthe\s|\sat\s(?:about\s|around\s)?|\s-\s", re.IGNORECASE
)
_MODIFIER = re.compile(
    r"(?:\b(?:(?:just|shortly|soon|right|immediately)\s+(?:after|before)|around|about|approximately|roughly|"
    r"(?:very\s+)?early|late|later|earlier|mid|first\s+thing|sometime)\s+(?:(?:in|on|at|into)\s+)?(?:the\s+)?|\bmid-)$",
    re.IGNORECASE,
)
_SHIFT = re.compile(
    r"\b(?:(?:about|around|roughly|just\s+over|just\s+under)\s+)?(?P<n>an?|half\s+an|two|three|five|ten|fifteen|twenty|thirty|\d{1,2})"
    r"\s+(?P<unit>hour|minute)s?\s+(?P<side>before|after)\s+$",
    re.IGNORECASE,
)
_SHIFT_NUMBERS = {
    "a": 1.0,
    "an": 1.0,
    "half an": 0.5,
    "two": 2.0,
    "three": 3.0,
    "five": 5.0,
    "ten": 10.0,
    "fifteen": 15.0,
    "twenty": 20.0,
    "thirty": 30.0,
}
_CLOCK_CUES = frozenset(
    "at around about by from until till between to and or since before after approximately near ( -".split()
)
_PART_CUES = frozenset("during through throughout into by for over since until till of late".split())
_DAY_NUMBER_CUES = frozenset("on of by until since from through before after between to till".split())
_MONTH_CUES = frozenset(
    "in since last next this until till by of early late mid from to through during between and for before after "
    "around".split()
)
_NUMBER_SIGN = re.compile(r"\bno\.\s?\Z", re.IGNORECASE)
_EDGED = re.compile(r"\b(?:mid|early|late)[-–]\Z", re.IGNORECASE)
_SAFE_MONTHS = frozenset("january february september october november december".split())
_COUNT_CUES = frozenset("some nearly almost than least most over approximately roughly another exactly".split())
_UNITS = frozenset(
    "m km ft kg lb lbs g mph kph mw kw gw degrees metres meters feet miles yards kilometres kilometers tonnes tons "
    "percent per euros dollars pounds yen won people troops men women children jobs homes calories votes words".split()
)
# What is numbered, not dated.
_NUMBERED = frozenset(
    "room flight route number no no. page highway unit model channel bus platform apartment box article section "
    "chapter resolution version bill rule building gate train asteroid".split()
)
_CLAUSE_ENDS = frozenset(["PUNCT", "CCONJ", "VERB", "AUX", "SCONJ"])
_DATES_TOGETHER = ("weekday", "short_weekday")
_MONEY_TALK = frozenset("earning profit revenue gdp economy sale share growth loss quarterly".split())


class Finder:
    """Finds the expressions of one article, sentence by sentence."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        lemmas = {t.lemma.lower() for t in parse.tokens}
        self._business = bool(lemmas & _MONEY_TALK)
        # "6.10" is a time of day where the article writes other times so ("6.04am").
        self._dotted = any(
            re.fullmatch(r"1?\d\.[0-5]\d(?:[ap]\.?m\.?)?", t.text, re.IGNORECASE) and self._meridiem(t)
            for t in parse.tokens
        )

    def _meridiem(self, token: Token) -> bool:
        if token.text[-1:].lower() in "m.":
            return True
        following = self._parse.tokens[token.i + 1].text if token.i + 1 < len(self._parse.tokens) else ""
        return bool(re.fullmatch(r"[ap]\.?m\.?", following, re.IGNORECASE))

    def expressions(self) -> Iterator[list[Expression]]:
        """The expressions of each sentence, in reading order."""
        for sentence in self._parse.sentences:
            reading = Reading(self._parse, sentence)
            atoms = scan(reading.text, keep=lambda atom, r=reading: self._keep(r, atom))  # type: ignore[misc]
            row: list[Expression] = []
            floor = 0
            for group in _grouped(reading.text, atoms):
                e = self._expression(reading, group, floor)
                if e is not None:
                    row.append(e)
                    floor = e.end
            yield row

    # --- pieces ----------------------------------------------------------------------------------
    def _keep(self, r: Reading, a: Atom) -> bool:
        check = getattr(self, f"_keep_{a.kind}", None)
        return check(r, a) if check else True

    @staticmethod
    def _capital(r: Reading, a: Atom) -> bool:
        """Whether the month's name is written with a capital."""
        found = re.search(re.escape(a.fields["name"]), r.text[a.start : a.end], re.IGNORECASE)
        return bool(found and found.group()[0].isupper())

    def _keep_month_day(self, r: Reading, a: Atom) -> bool:
        return self._capital(r, a) and 1 <= int(a.fields["day"]) <= 31

    _keep_day_month = _keep_month_day

    def _keep_day_of_month(self, r: Reading, a: Atom) -> bool:
        before, after = r.before(a.start), r.after(a.end)
        if not 1 <= int(a.fields["day"]) <= 31 or before is None or before.text.lower() not in _DAY_NUMBER_CUES:
            return False
        return (
            after is None
            or after.pos in _CLAUSE_ENDS
            or after.text.lower() in ("at", "in", "when", "to", "that", "for", "with", "this", "last")
        )

    def _keep_weekday(self, r: Reading, a: Atom) -> bool:
        before, after = r.before(a.start), r.after(a.end)
        if before is not None and before.text.lower() in NOT_A_DAY_AFTER:
            return False
        if after is not None and after.text[:1].isupper() and after.text.lower() in NOT_A_DAY_BEFORE:
            return False
        if (
            before is not None
            and before.text.lower() in ("a", "an")
            and (after is None or after.pos not in ("NOUN", "PROPN"))
        ):
            return False  # "best booked on a Tuesday"
        if set(r.text[max(0, a.start - 1) : a.start] + r.text[a.end : a.end + 1]) & set("-–"):
            return False  # "Tuesday-Saturday shifts"
        return not (
            before is not None
            and before.text == "on"
            and r.text[max(0, a.start - 12) : a.start].rstrip().lower().endswith("mail on")
        )

    def _keep_near_day(self, r: Reading, a: Atom) -> bool:
        after = r.after(a.end)
        return not (
            after is not None and a.fields["part"] == "day" and after.tag in ("NN", "NNS") and after.dep != "nsubj"
        )

    def _keep_day_before(self, r: Reading, a: Atom) -> bool:
        return self._ends_clause(r, a)

    def _keep_counted(self, r: Reading, a: Atom) -> bool:
        return a.fields["side"] not in ("before", "after", "prior") or self._ends_clause(r, a)

    @staticmethod
    def _ends_clause(r: Reading, a: Atom) -> bool:
        """Whether nothing follows that the "before" or "after" would govern."""
        after = r.after(a.end)
        return after is None or after.pos in ("PUNCT", "CCONJ") or after.tag in ("VBD", "MD")

    def _keep_clock(self, r: Reading, a: Atom) -> bool:
        return 1 <= int(a.fields["hour"]) <= 12 or (int(a.fields["hour"]) <= 23 and "minute" in a.fields)

    def _keep_clock_24(self, r: Reading, a: Atom) -> bool:
        before = r.before(a.start)
        leading = a.fields["hour"].startswith("0")
        cue = before is not None and before.text.lower() in _CLOCK_CUES
        return "local" in a.fields or leading or cue

    def _keep_clock_dot(self, r: Reading, a: Atom) -> bool:
        before, after = r.before(a.start), r.after(a.end)
        if (
            not self._dotted
            or before is None
            or before.text.lower() not in ("at", "around", "about", "by", "until", "since")
        ):
            return False
        return after is None or after.pos not in ("NOUN", "SYM", "NUM")

    def _keep_noon(self, r: Reading, a: Atom) -> bool:
        before, after = r.before(a.start), r.after(a.end)
        if before is not None and before.text.lower() == "high":
            return False
        return (
            after is None
            or after.pos not in ("NOUN", "PROPN")
            or after.text.lower() == "local"
            or after.ent in ("DATE", "TIME")
        )

    def _keep_quarter(self, r: Reading, a: Atom) -> bool:
        if "year" in a.fields or "rel" in a.fields:
            return True
        return self._business and a.fields["size"] == "quarter" and a.fields["which"] != "last"

    def _keep_quarter_code(self, r: Reading, a: Atom) -> bool:
        return "year" in a.fields or (self._business and a.fields["code"].startswith("q"))

    def _keep_month(self, r: Reading, a: Atom) -> bool:
        raw = r.text[a.start : a.end]
        if not self._capital(r, a):
            return False
        if "rel" in a.fields or "post" in a.fields:
            return True
        token, before, after = r.token(a.start), r.before(a.start), r.after(a.end)
        if token.pos in ("AUX", "VERB") and raw.lower() in ("may", "march") and token.ent != "DATE":
            return False
        if before is not None and before.pos == "DET" and after is not None and after.tag in ("NN", "NNS"):
            return True  # "the March summit"
        if raw.lower() in _SAFE_MONTHS:
            return not (after is not None and after.ent == "PERSON")
        if token.ent and token.ent != "DATE":
            return False
        cue = before is not None and before.text.lower().rstrip("-") in _MONTH_CUES
        cue = cue or _EDGED.search(r.text, max(0, a.start - 6), a.start) is not None
        # "Theresa May", "Augusta and April Smith"
        person = (before is not None and before.pos == "PROPN" and not cue) or (
            after is not None and after.ent == "PERSON"
        )
        return not person and (cue or (token.ent == "DATE" and raw.lower() not in ("may", "march")))

    def _keep_short_month(self, r: Reading, a: Atom) -> bool:
        before = r.before(a.start)
        return self._capital(r, a) and before is not None and before.text.lower() in _MONTH_CUES

    def _keep_month_year(self, r: Reading, a: Atom) -> bool:
        return self._capital(r, a)

    def _keep_rel_unit(self, r: Reading, a: Atom) -> bool:
        before, after = r.before(a.start), r.after(a.end)
        # "the last week", "over the past year" are lengths of time; "last year-end" is not a year.
        if before is not None and before.text.lower() in ("the", "its", "his", "their", "her", "every"):
            return False
        return not (after is not None and after.text.startswith("-"))

    def _keep_rel_quarter(self, r: Reading, a: Atom) -> bool:
        return self._business

    def _keep_weekend(self, r: Reading, a: Atom) -> bool:
        before, after = r.before(a.start), r.after(a.end)
        return (
            before is not None
            and before.text.lower() in ("over", "during", "at", "on", "through", "for")
            and (after is None or after.text.lower() not in ("of", "before", "after"))
        )

    def _keep_years(self, r: Reading, a: Atom) -> bool:
        first, second = a.fields["year"], a.fields["year2"]
        return int(first) < int(second if len(second) == 4 else first[:2] + second)

    def _keep_century(self, r: Reading, a: Atom) -> bool:
        return not a.fields.get("day") or 1 <= int(a.fields["day"]) <= 21

    def _keep_year(self, r: Reading, a: Atom) -> bool:
        before, after = r.before(a.start), r.after(a.end)
        raw = r.text[a.start : a.end]
        token = r.token(a.end - 1)
        if after is not None and (after.text.lower() in _UNITS or after.text == "%"):
            return False
        if before is not None and (before.text.lower() in _COUNT_CUES or before.tag in ("$", "#")):
            return False
        if before is not None and before.lemma.lower() in _NUMBERED:
            return False
        if _NUMBER_SIGN.search(r.text, max(0, a.start - 5), a.start):
            return False
        many = after is not None and after.tag in ("NNS", "NNPS")
        if many and before is not None and before.pos in ("VERB", "AUX", "NUM"):
            return False
        if token.ent in ("DATE", "TIME") or "-" in raw:
            return True
        prepositional = before is not None and before.pos in (
            "ADP",
            "SCONJ",
            "DET",
            "PUNCT",
            "PART",
            "CCONJ",
            "ADJ",
            "PRON",
        )
        counts = many and (raw.endswith("00") or not prepositional)
        if counts or token.ent in ("MONEY", "QUANTITY", "PERCENT"):
            return False
        return before is None or prepositional or token.ent == "" or before.pos in ("VERB", "NOUN", "PROPN", "ADV")

    # --- expressions -----------------------------------------------------------------------------
    def _expression(self, r: Reading, group: list[Atom], floor: int) -> Expression | None:
        by_level: dict[str, Atom] = {}
        date = None
        for a in group:
            if a.level == "day" and "day" in by_level:
                date = a
            elif a.level not in by_level:
                by_level[a.level] = a
        day, part, clock, span = (by_level.get(k) for k in ("day", "part", "clock", "span"))
        if day is not None and day.kind == "short_weekday" and date is None:
            return None
        if span is not None and span.kind == "week_of" and day is None:
            return None
        start, end = group[0].start, group[-1].end
        if part is not None and day is None and clock is None and not self._part_alone(r, part):
            return None
        if part is not None and part.kind == "overnight" and day is None:
            return None
        words = r.text[start:end]
        edge = part.fields.get("edge", "") if part else ""
        shift = 0
        window = r.text[max(floor, start - 40) : start]
        moved = _SHIFT.search(window) if clock is not None and group[0] is clock else None
        if moved:
            number = " ".join(moved.group("n").lower().split())
            minutes = (_SHIFT_NUMBERS.get(number) or float(number)) * (
                60 if moved.group("unit").lower() == "hour" else 1
            )
            shift = round(minutes) * (-1 if moved.group("side").lower() == "before" else 1)
            start -= len(window) - moved.start()
        else:
            modifier = _MODIFIER.search(window)
            if modifier:
                said = modifier.group().lower().split()[0].rstrip("-")
                if said in ("early", "late", "mid", "very") and not edge:
                    edge = "early" if said == "very" else said
                start -= len(window) - modifier.start()
        # The article of "the evening" belongs to it, a stray space or the comma before it does not.
        while start < end and (r.text[start].isspace() or r.text[start] == ","):
            start += 1
        if part is group[0] and r.text[start:].lower().startswith("in the "):
            start += 3
        while end > start and r.text[end - 1].isspace():
            end -= 1
        first, last = r.token(start), r.token(end - 1)
        return Expression(r, start, end, words, day, date, part, clock, span, edge, shift, first.i, last.i + 1)

    @staticmethod
    def _part_alone(r: Reading, part: Atom) -> bool:
        if part.kind == "early_hours" or "rush" in part.fields:
            return True
        the = part.fields.get("the", "")
        if not the:
            return False
        before, after = r.before(part.start), r.after(part.end)
        if after is not None and (
            after.text.lower() in ("of", "when", "before", "after") or after.tag in ("NN", "NNS", "NNP")
        ):
            return False
        return the.startswith("in ") or (before is not None and before.text.lower() in _PART_CUES)


def _grouped(text: str, atoms: list[Atom]) -> Iterator[list[Atom]]:
    group: list[Atom] = []
    for a in atoms:
        if group and not _joins(text, group, a):
            yield group
            group = []
        group.append(a)
    if group:
        yield group


def _joins(text: str, group: list[Atom], a: Atom) -> bool:
    last = group[-1]
    gap = text[last.end : a.start]
    if gap and not _GAP.fullmatch(gap):
        return False
    levels = [g.level for g in group]
    if last.kind == "week_of":
        return a.kind in ("month_day", "day_month")
    if "span" in levels or a.level == "span":
        return False
    if a.level == "day" and "day" in levels:
        return last.kind in _DATES_TOGETHER and a.kind in ("month_day", "day_month", "iso", "numeric", "day_of_month")
    if a.level == "clock":
        return "clock" not in levels
    if a.level == "part":
        return "part" not in levels and not gap.startswith(",") and last.kind not in ("this_part", "night", "near_day")
    return True
