"""Numbers with their units, in words and figures, as the words bound them.

A quantity is a pair of bounds in a base unit: "at least five" is [5, open), "more than 70" is [70, open) (70
itself is let in, since an outlet that says 70 need not disagree), "about 300" is within a tenth of 300. Times
of day, dates, years and ordinals are no quantities; ages are (unit "year", noun "age").
"""

import re
from collections.abc import Sequence

from variorum.data import quantities as words
from variorum.records.parse import Token
from variorum.records.reading import Quantity
from variorum.text.number_words import DASHES, Number, NumberReader

ABOUT_LEAST, ABOUT_MOST = 0.05, 0.1
"""How far "about" reaches, as a share of the value; within these, one step of the last digit that is not 0
("about 1.9" is less open than "about 2"). A whole number of ten or less gets one either way."""
NEARLY_SHARE = 0.1
"""How far below its figure "nearly" reaches, as a share of it."""

_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[ap]m)?|\d{1,2}[ap]\.?m\.?|\d{1,2}h\d{2}", re.I)
_AGE = re.compile(r"(\d{1,3})-?(?:yo|y/o|y\.o\.|year-old|years-old)s?", re.I)
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
_HALVES = frozenset({"am", "pm", "a.m.", "p.m.", "a.m", "p.m", "o'clock", "o’clock", "gmt", "utc", "hrs"})
_AFTER_DASH = words.UNITS.keys() | words.CURRENCY_WORDS.keys() | {"magnitude"}


def find_quantities(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """The quantities that tokens name, in reading order.

    Args:
        tokens: Tokens of one sentence or clause, in reading order; heads outside of them are not followed.

    Returns:
        Quantities with their bounds in base units: lengths in m, masses in kg, speeds in km/h, areas in m2,
        money in its own currency, durations in "minute", "day" or "year", shares in "percent", people in
        "person". Time taken grows linearly with the tokens.
    """
    return tuple(_Finder(tokens).run())


class _Finder:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self._read = NumberReader(tokens)
        self.low = self._read.low
        self._at = self._read.at
        self.place = {t.i: k for k, t in enumerate(tokens)}
        self.children: dict[int, list[int]] = {}
        for k, t in enumerate(tokens):
            if t.head != t.i and t.head in self.place:
                self.children.setdefault(self.place[t.head], []).append(k)

    def run(self) -> list[Quantity]:
        out: list[Quantity] = []
        k = 0
        floor = 0  # qualifiers may not reach back into the quantity before
        while k < len(self.tokens):
            found = self._quantity(k, floor)
            if found is None:
                k += 1
                continue
            quantity, stop = found
            if quantity is not None:
                out.append(quantity)
            k = floor = max(stop, k + 1)
        return out

    # --- quantities --------------------------------------------------------------------------------
    def _quantity(self, k: int, floor: int) -> tuple[Quantity | None, int] | None:
        """The quantity that begins at `k` and the place past it; (None, place) for a number to skip."""
        start = k
        sign = ""
        word = self._at(k)
        age = _AGE.fullmatch(word)
        if age:
            years = float(age[1])
            return self._make(start, k + 1, years, years, "year", False, "age"), k + 1
        if word in words.CURRENCY_SIGNS and self._at(k + 1)[:1].isdigit():
            sign = words.CURRENCY_SIGNS[word]
            if (
                word == "$"
                and self._at(k - 1) in {"us", "a", "c", "hk", "s", "nz"}
                and self.tokens[k - 1].end == self.tokens[k].start
            ):
                sign = words.CURRENCY_SIGNS.get(self._at(k - 1) + "$", sign)
                start -= 1
            k += 1
        number = self._read.number(k)
        if number is None:
            return None
        if sign:
            number = self._read.scaled(number._replace(unit=sign))
        if not sign and self._not_counted(k, number):
            return None, number.stop
        number, stop, low, high = self._ranged(number)
        unit, factor, stop = self._unit(number, stop)
        if self._at(start - 1) == "between" and not (high is not None and high > low) and self._at(stop) == "and":
            # "between 8 percent and 15 percent": the unit stands on both.
            upper = self._upper(stop + 1)
            if upper and (not upper.unit or upper.unit == unit):
                u_unit, u_factor, u_stop = self._unit(upper, upper.stop)
                if u_unit == unit and upper.low * u_factor > low * factor:
                    high, stop = upper.low * u_factor / factor, u_stop
        elif high is not None and high == low and self._at(stop) in {"to", "or"} | DASHES:
            # "$1 billion to $3 billion", "10 feet to 12 feet"
            upper = self._upper(stop + 1)
            if upper and unit:
                u_unit, u_factor, u_stop = self._unit(upper, upper.stop)
                if u_unit == unit and upper.low * u_factor > low * factor:
                    high, stop = upper.low * u_factor / factor, u_stop
        if unit in {"minute", "day", "year"} and not self._is_age(start, stop, unit) and self._dated(start, stop):
            return None, stop
        noun = ""
        if unit == "year" and self._is_age(start, stop, unit):
            noun = "age"
            while self._at(stop) in DASHES | {"old"}:
                stop += 1
        elif not unit and self._bare_age(start, stop, number):
            unit, noun = "year", "age"
        noun = noun or self._noun(start, stop, unit)
        if not unit:
            if noun in words.PEOPLE or noun in set(words.STATE_WORDS.values()) | {
                "casualty",
                "treated",
                "survived",
            }:
                unit = "person"
            elif not noun and not number.figure:
                return None, stop  # "one of them", "the two": nothing is counted
            elif not noun and (number.low <= 0 or not self._plain_count(start, stop)):
                return None, stop
        low = low * factor
        high = None if high is None else high * factor
        return self._qualified(start, stop, low, high, unit, noun, floor, number.vague), stop

    def _upper(self, k: int) -> Number | None:
        sign = words.CURRENCY_SIGNS.get(self._at(k), "")
        number = self._read.number(k + bool(sign))
        return self._read.scaled(number._replace(unit=sign or number.unit)) if number and not number.vague else None

    def _ranged(self, number: Number) -> tuple[Number, int, float, float | None]:
        """Both ends of "8 to 15.5", "10-12", "five or six"."""
        stop = number.stop
        if number.vague or number.high != number.low or self._at(stop) not in {"to", "or", "and"} | DASHES:
            return number, stop, number.low, number.high
        if self._at(stop) == "and" and self._at(stop - 2) != "between":
            return number, stop, number.low, number.high
        at = stop + 1
        if self._at(stop) in DASHES and self._at(stop + 1) in {"to", "or"}:
            at += 1
        upper = self._upper(at)
        if upper is None or upper.unit not in {"", number.unit}:
            return number, stop, number.low, number.high
        low, high = number.low, upper.low
        if low < 1000 <= high and high >= 1000 * low and not number.tail:
            # "two to three million": the scale belongs to both ends
            for scale in (1e12, 1e9, 1e6, 1e3):
                if high >= scale:
                    low *= scale
                    break
        if low >= high or high > 20 * low:
            return number, stop, number.low, number.high
        return upper._replace(unit=number.unit or upper.unit, figure=number.figure), upper.stop, low, high

    def _unit(self, number: Number, stop: int) -> tuple[str, float, int]:
        """Base unit, factor into it, and the place past the unit's words."""
        if number.unit == "percent":
            return "percent", 1.0, stop
        if number.unit:
            return number.unit, 1.0, stop
        tail = number.tail.lower()
        if tail:
            tight = words.UNITS[tail] if tail in words.TIGHT_UNITS | {"%"} else ("", 1.0)
            if tail == "m":
                tight = ("m", 1.0)
            return (*tight, stop)
        at = stop
        if self._at(at) in DASHES and self._at(at + 1) in _AFTER_DASH:
            at += 1
        word = self._at(at)
        if word in words.SQUARES and self._at(at + 1) in words.UNITS:
            length, factor = words.UNITS[self._at(at + 1)]
            return ("m2", factor * factor, at + 2) if length == "m" else ("", 1.0, stop)
        if word == "per" and self._at(at + 1) in {"cent", "cents"}:
            return "percent", 1.0, at + 2
        if word in {"percentage", "percent"} and self._at(at + 1) in {"point", "points"}:
            return "percentage point", 1.0, at + 2
        if word in words.DOLLARS_OF and self._at(at + 1) in {"dollar", "dollars"}:
            return words.DOLLARS_OF[word], 1.0, at + 2
        if word in words.CURRENCY_WORDS and self.tokens[at].pos != "VERB":
            return words.CURRENCY_WORDS[word], 1.0, at + 1
        if word in {"pound", "pounds"} and (number.low >= 1e5 or self._at(at + 1) == "sterling"):
            return "gbp", 1.0, at + 1 + (self._at(at + 1) == "sterling")
        if word in {"m", "g"} and number.figure:
            return ("m", 1.0, at + 1) if word == "m" else ("kg", 0.001, at + 1)
        if word in {"degrees", "degree"}:
            if self._at(at + 1) == "fahrenheit":
                return "fahrenheit", 1.0, at + 2
            return "degree", 1.0, at + 1 + (self._at(at + 1) == "celsius")
        if word in words.UNITS and word != "percentage":
            base, factor = words.UNITS[word]
            if base == "m" and self._at(at + 1) in {"per", "an"} and self._at(at + 2) in words.SPEED_TAILS:
                return "km/h", factor / 1000, at + 3
            return base, factor, at + 1
        if self._at(stop - 2) == "magnitude" or word == "magnitude":
            return "magnitude", 1.0, at + (word == "magnitude")
        return "", 1.0, stop

    # --- what is no quantity -------------------------------------------------------------------------
    def _not_counted(self, k: int, number: Number) -> bool:
        token, word, after = self.tokens[k], self._at(k), self._at(number.stop)
        before = self._at(k - 1)
        if number.vague or number.unit == "percent":
            return False
        if number.figure and self._is_clock(k, number):
            return True
        if before.rstrip(".") in _MONTHS and number.low <= 31:
            return True
        if after.rstrip(".") in _MONTHS and number.low <= 31 and self.tokens[number.stop].text[:1].isupper():
            return True
        if number.tail and number.tail.lower() not in words.TIGHT_UNITS | {"%", "m", "g"}:
            return True
        if after in words.UNITS or after in DASHES or number.tail:
            return False
        if re.fullmatch(r"\d{4}", word) and 1000 <= number.low <= 2100 and number.stop == k + 1:
            following = self.tokens[number.stop] if number.stop < len(self.tokens) else None
            if (
                token.ent == "DATE"
                or following is None
                or following.tag not in {"NNS", "JJ"}
                or before in {"in", "since"}
            ):
                return True
        if (
            token.ent
            and token.ent not in {"CARDINAL", "QUANTITY", "MONEY", "PERCENT", "DATE", "TIME", "ORDINAL"}
            and not token.ent_begins
        ):
            return True  # part of a name ("Route 9", "Flight 212")
        if before in {
            "no.",
            "number",
            "section",
            "article",
            "chapter",
            "page",
            "route",
            "highway",
            "flight",
            "room",
            "channel",
            "level",
            "phase",
            "#",
        }:
            return True
        if (
            token.ent in {"DATE", "TIME"}
            and number.figure
            and not self._counts_noun(number.stop)
            and not self._aged(k, number)
        ):
            return True
        if word == "one" and number.stop == k + 1:
            return not self._one_counts(k)
        return bool((number.figure and after == "/") or before == "/")

    def _aged(self, k: int, number: Number) -> bool:
        return self._bare_age(k, number.stop, number) or self._at(k - 1) in {"aged", "age"}

    def _is_clock(self, k: int, number: Number) -> bool:
        after = self._at(number.stop)
        if after in _HALVES and after != "hrs":
            return True
        word = self._at(k)
        if ":" in word or (_CLOCK.fullmatch(word) and word[-1:] in "m."):
            return True
        return self.tokens[k].ent == "TIME" and after not in words.UNITS and after not in DASHES

    def _one_counts(self, k: int) -> bool:
        """Whether "one" counts: only with a noun right after it ("one person", "one dead")."""
        if k + 1 >= len(self.tokens):
            return False
        after = self.tokens[k + 1]
        if self._at(k + 1) in words.STATE_WORDS:
            return True
        if self._at(k + 1) in {
            "day",
            "time",
            "thing",
            "way",
            "side",
            "point",
            "hand",
            "another",
            "such",
            "more",
            "who",
            "of",
        }:
            return False
        return after.pos == "NOUN" or (
            after.pos == "ADJ" and k + 2 < len(self.tokens) and self.tokens[k + 2].pos == "NOUN"
        )

    def _counts_noun(self, k: int) -> bool:
        return k < len(self.tokens) and self.tokens[k].pos in {"NOUN", "ADJ"}

    def _dated(self, start: int, stop: int) -> bool:
        """Whether a duration only places something in time ("two days ago", "the past three years")."""
        if self._at(stop) in {"ago", "later", "earlier", "hence"}:
            return True
        if self._at(stop) in {"before", "after", "since"}:
            return not any(self._at(k) in {"for", "lasted", "took"} for k in range(max(0, start - 3), start))
        return self._at(start - 1) in {"last", "past", "next", "coming", "previous", "preceding", "following"}

    def _is_age(self, start: int, stop: int, unit: str) -> bool:
        if unit != "year":
            return False
        after = self._at(stop + (self._at(stop) in DASHES))
        if after in {"old", "olds"} or self._at(start - 1) in {"aged"}:
            return True
        return self.low[max(0, start - 3) : start] == ["the", "age", "of"] or self._at(start - 1) == "age"

    def _bare_age(self, start: int, stop: int, number: Number) -> bool:
        """Whether a bare figure is an age: "Ann Lee, 42, said"; "a boy aged 4"; "(17)" after a name."""
        if number.unit or number.vague or not 0 < number.low <= 115 or number.low != int(number.low):
            return False
        before = self._at(start - 1)
        if before in {"aged", "age"} or self.low[max(0, start - 2) : start] == ["age", "of"]:
            return True
        if before not in {",", "("} or start < 2 or not number.figure:
            return False
        closed = self._at(stop) in {",", ")", ".", ";", "and"} or stop >= len(self.tokens)
        named = self.tokens[start - 2]
        person = named.pos == "PROPN" or named.lemma.lower() in words.PEOPLE
        return closed and person and named.lemma.lower() not in _MONTHS

    def _plain_count(self, start: int, stop: int) -> bool:
        """Whether a bare figure stands where a count stands, not as part of a code or a score."""
        before = self.tokens[start - 1] if start else None
        after = self._at(stop)
        if after in DASHES or (before is not None and before.text in DASHES):
            return False
        return not (before is not None and before.pos == "PROPN")

    # --- what is counted -----------------------------------------------------------------------------
    def _noun(self, start: int, stop: int, unit: str) -> str:
        if unit == "person" or not unit:
            return self._counted(start, stop)
        at = stop
        if self._at(at) in {"of", "in", "for"}:
            return self._head_noun(at + 1) or ""
        if unit not in {"m", "kg", "km/h"} and start >= 2:
            back = start - 1
            while back >= max(0, start - 3) and self._at(back) in {
                "of",
                "a",
                "at",
                "least",
                "about",
                "to",
                "some",
            }:
                back -= 1
            if self.tokens[back].pos == "NOUN" and self._at(back + 1) == "of":
                return self.tokens[back].lemma.lower()
        found = self.tokens[at] if at < len(self.tokens) else None
        if found is not None and found.pos in {"NOUN", "ADJ"} and found.start - self.tokens[at - 1].end <= 1:
            return self._head_noun(at) or ""
        return ""

    def _head_noun(self, k: int) -> str | None:
        """Lemma of the last noun of the run of noun-phrase words that begins at `k`."""
        noun = None
        for at in range(k, min(len(self.tokens), k + 8)):
            t = self.tokens[at]
            if t.pos in {"NOUN", "PROPN"}:
                if noun is not None and t.pos == "PROPN" and self.tokens[at - 1].pos == "NOUN":
                    break  # "the earnings Acme had"
                noun = t.lemma.lower() if t.pos == "NOUN" else t.lemma
            elif (
                (noun is not None and t.text not in DASHES)
                or (t.pos not in {"ADJ", "DET", "PRON", "ADV", "NUM", "PUNCT"} and t.tag not in {"VBN", "VBG"})
                or t.text in {",", ".", ";"}
            ):
                break
        return noun

    def _counted(self, start: int, stop: int) -> str:
        """What a bare number counts: a state of people (dead, injured, ...) or a noun's lemma."""
        at = stop
        if self._at(at) == "of":  # "dozens of people", "five of the dead"
            at += 1
        if self._at(at) in words.STATE_WORDS and self.tokens[at].pos not in {"NOUN"}:
            follows = (
                self._head_noun(at + 1) if at + 1 < len(self.tokens) and self.tokens[at + 1].pos == "NOUN" else None
            )
            if follows is None or follows in words.GENERIC_PEOPLE:
                return words.STATE_WORDS[self._at(at)]
        noun = self._head_noun(at) if at < len(self.tokens) and self.tokens[at].text not in DASHES else None
        head = self._head_place(start, stop, at, noun)
        extra = noun == "other" or any(
            self._at(x) in {"others", "other", "more", "another"} for x in range(stop, min(stop + 2, len(self.low)))
        )
        if noun is not None and noun in words.STATE_NOUNS:
            return words.STATE_NOUNS[noun]
        if noun is not None and noun not in words.GENERIC_PEOPLE:
            service = noun == "member" and "service" in self.low[stop : stop + 4]
            return "troop" if service else words.ONE_WORD.get(noun, noun)
        state = self._state(head)
        if extra and state == "dead":
            return "other"
        if state:
            return state
        return "person" if noun in words.GENERIC_PEOPLE else noun or ""

    def _head_place(self, start: int, stop: int, at: int, noun: str | None) -> int:
        """The token that stands for the counted thing in the sentence's tree."""
        if noun is None:
            return stop - 1
        for k in range(at, min(len(self.tokens), at + 8)):
            if self.tokens[k].pos in {"NOUN", "PROPN"}:
                last = k
                while last + 1 < len(self.tokens) and self.tokens[last + 1].pos in {"NOUN", "PROPN"}:
                    last += 1
                return last
        return stop - 1

    def _state(self, k: int) -> str:
        """The state that the sentence puts the counted people in, "" where it puts them in none."""
        after = self._at(k + 1)
        if after in words.STATE_WORDS:
            return words.STATE_WORDS[after]
        if after in {"were", "was", "are", "is", "had", "have", "been", "left", "being"}:
            for j in range(k + 2, min(k + 6, len(self.low))):
                if self._at(j) in words.STATE_WORDS:
                    return words.STATE_WORDS[self._at(j)]
                if self.tokens[j].pos not in {"AUX", "ADV", "ADJ"}:
                    break
        if self._at(k + 1) == "in" and self._at(k + 2) == "hospital":
            return "hospitalised"
        token = self.tokens[k]
        for _ in range(6):
            if token.head == token.i or token.head not in self.place:
                break
            dep, h = token.dep, self.place[token.head]
            token = self.tokens[h]
            lemma = token.lemma.lower()
            if token.pos in {"VERB", "AUX"}:
                return self._verb_state(h, lemma, dep)
            if token.pos == "NOUN" and (self._at(h) == "toll" or lemma in words.STATE_NOUNS):
                return words.STATE_NOUNS.get(lemma, "dead")
        return ""

    def _verb_state(self, verb: int, lemma: str, dep: str) -> str:
        near = range(verb + 1, min(verb + 9, len(self.low)))
        if dep in {"dobj", "obj", "nsubjpass"}:
            if lemma in words.STATE_OF_OBJECT:
                return words.STATE_OF_OBJECT[lemma]
            if lemma in words.CARRIED and any(self._at(j) in {"hospital", "hospitals"} for j in near):
                return "hospitalised"
        if dep == "nsubj" and lemma in words.STATE_OF_SUBJECT:
            return words.STATE_OF_SUBJECT[lemma]
        subjects = [c for c in self.children.get(verb, []) if self.tokens[c].dep in {"nsubj", "nsubjpass"}]
        if dep in {"pobj", "prep", "attr", "dobj"} and any(self._at(c) == "toll" for c in subjects):
            return "dead"
        return ""

    # --- bounds ----------------------------------------------------------------------------------------
    def _qualified(
        self,
        start: int,
        stop: int,
        low: float,
        high: float | None,
        unit: str,
        noun: str,
        floor: int,
        vague: bool,
    ) -> Quantity:
        about = False
        least: float | None = low
        begin = start
        if (
            begin - 1 >= floor
            and self._at(begin - 1) in {"the", "a", "an", "between", "from"}
            and self._at(begin - 1) in {"between", "from"}
        ):
            begin -= 1 if high is not None and high > low else 0
        for _ in range(2):  # "at least about 300"
            if n := self._read.ends(begin, words.AT_LEAST, floor):
                high, begin = None, begin - n
            elif n := self._read.ends(begin, words.AT_MOST, floor):
                least, high, begin = None, high if high is not None else low, begin - n
            elif n := self._read.ends(begin, words.NEARLY, floor):
                least, about, begin = low * (1 - NEARLY_SHARE), True, begin - n
            elif n := self._read.ends(begin, words.ABOUT, floor):
                slack = _slack(low)
                least, high, about, begin = (
                    low - slack,
                    None if high is None else high + _slack(high),
                    True,
                    begin - n,
                )
            else:
                break
        if n := self._read.starts(stop, words.AFTER_AT_LEAST):
            high, stop = None, stop + n
        elif n := self._read.starts(stop, words.AFTER_AT_MOST):
            least, high, stop = None, high if high is not None else low, stop + n
        elif n := self._read.starts(stop, words.AFTER_ABOUT):
            least, high, about, stop = low - _slack(low), (high or low) + _slack(high or low), True, stop + n
        return self._make(begin, stop, least, high, unit, about or vague, noun)

    def _make(
        self, start: int, stop: int, low: float | None, high: float | None, unit: str, about: bool, noun: str
    ) -> Quantity:
        chosen = self.tokens[start:stop]
        return Quantity(
            start=min(t.start for t in chosen),
            end=max(t.end for t in chosen) - (len(chosen[-1].text) > 1 and chosen[-1].text.endswith(".")),
            low=None if low is None else round(low, 6),
            high=None if high is None else round(high, 6),
            unit=unit,
            about=about,
            noun=noun,
        )


def _slack(value: float) -> float:
    """How far "about" reaches: one step of the last digit that is not 0, within limits."""
    digits = f"{abs(value):.9e}"
    mantissa = digits[0] + digits[2:11].rstrip("0")
    step = 10.0 ** (int(digits[12:]) - len(mantissa) + 1)
    return (
        min(max(step, ABOUT_LEAST * abs(value)), ABOUT_MOST * abs(value))
        if abs(value) > 10
        else max(ABOUT_MOST * abs(value), 1.0 if value == int(value) else 0.0)
    )
