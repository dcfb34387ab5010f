"""One report's number for one thing, with what is written around it."""

import re
from dataclasses import dataclass
from functools import cached_property

from variorum.records.parse import Token
from variorum.records.reading import Quantity
from variorum.steps.compare.telling import CONTENT, Telling

CONTEXT = 8
"""Tokens either side of a number in which the two sides must share words, for a conflict."""
SENSES = {
    **dict.fromkeys("altitude height high tall elevation rise apogee climb".split(), "height"),
    **dict.fromkeys("distance far long length range fly travel away off from journey cover walk drive".split(), "way"),
    **dict.fromkeys("wide width broad across diameter radius".split(), "width"),
    **dict.fromkeys("deep depth below beneath".split(), "depth"),
}
"""Words that say what a length measures."""


@dataclass(frozen=True)
class Figure:
    """One report's number for one thing counted."""

    telling: Telling
    quantity: Quantity

    @cached_property
    def words(self) -> str:
        """As it is written."""
        return self.telling.words(self.quantity.start, self.quantity.end)

    @property
    def exact(self) -> bool:
        """Whether it has one value."""
        q = self.quantity
        return q.low is not None and q.low == q.high

    @property
    def vague(self) -> bool:
        """Whether it gives no figure ("dozens", "several")."""
        q = self.quantity
        return q.about and q.high is None and not any(c.isdigit() for c in self.words)

    @cached_property
    def value(self) -> float:
        """The figure that the words name, in the base unit."""
        q = self.quantity
        if q.low is not None and q.high is not None:
            return q.high if "most" in self.words or "nearly" in self.words.lower() else (q.low + q.high) / 2
        return (q.low if q.low is not None else q.high) or 0.0

    @cached_property
    def grain(self) -> float:
        """The step of the last written digit, in the base unit; 0 where each unit counts."""
        figure = re.search(r"\d[\d,]*(?:\.(\d+))?", self.words)
        if figure is None or not self.value:
            return 0.0
        digits = figure[0].replace(",", "")
        written = float(digits)
        if not written:
            return 0.0
        scale = abs(self.value) / written
        if figure[1] is not None or scale >= 1e3:
            return float(scale * 10.0 ** -len(figure[1] or ""))
        zeros = len(digits) - len(digits.rstrip("0"))
        return float(scale * 10.0**zeros) if zeros >= 2 else 0.0

    @cached_property
    def place(self) -> int:
        """Where its first token stands in the parse."""
        tokens = self.telling.tokens
        return next((t.i for t in tokens if t.start >= self.quantity.start), tokens[0].i)

    @cached_property
    def around(self) -> frozenset[str]:
        """Lemmas of the content words near it, in its own sentence."""
        tokens = self.telling.parse.tokens
        sent = tokens[self.place].sent
        near = tokens[max(0, self.place - CONTEXT) : self.place + CONTEXT]
        return frozenset(t.lemma.lower() for t in near if t.sent == sent and t.pos in CONTENT - {"NUM"})

    @cached_property
    def sense(self) -> str:
        """What a length measures ("height", "way", "width", "depth"), by the nearest word that says so."""
        tokens = self.telling.parse.tokens
        near = [
            (abs(t.i - self.place), t.i, SENSES[t.lemma.lower()])
            for t in tokens[max(0, self.place - CONTEXT) : self.place + CONTEXT]
            if t.lemma.lower() in SENSES and t.sent == tokens[self.place].sent
        ]
        return min(near)[2] if near else ""

    @cached_property
    def bearer(self) -> tuple[str, str]:
        """Of an age: whose it is, as (part of speech, lemma) of the nearest name or noun; ("", "") for none."""
        tokens = self.telling.parse.tokens
        sent = tokens[self.place].sent
        after = [t for t in tokens[self.place : self.place + CONTEXT] if t.start >= self.quantity.end]
        for t in after[:3]:
            if t.pos in {"NOUN", "PROPN"} and t.sent == sent:
                return t.pos, t.lemma.lower()
            if t.text in {",", ")", "."}:
                break
        before = tokens[max(0, self.place - 3) : self.place]
        names = [t for t in before if t.pos in {"NOUN", "PROPN"} and t.sent == sent]
        return (names[-1].pos, names[-1].lemma.lower()) if names else ("", "")

    @cached_property
    def modifiers(self) -> frozenset[str]:
        """Adjectives between the number and the noun that it counts, those of nations left aside."""
        out: list[Token] = []
        for t in self.telling.parse.tokens[self.place : self.place + CONTEXT]:
            if t.start < self.quantity.end:
                continue
            if t.lemma.lower() == self.quantity.noun.lower():
                return frozenset(x.lemma.lower() for x in out if x.pos == "ADJ" and x.text.islower())
            out.append(t)
        return frozenset()
