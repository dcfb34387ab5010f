"""Number phrases, in words and figures: their value, before any unit or noun."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from variorum.data import quantities as words
from variorum.records.parse import Token

_FIGURE = re.compile(r"(?P<sign>[^\d\s]{0,4}?)(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<tail>\D*)")
_PAIR = re.compile(r"(?P<sign>[$€£¥]?)(?P<low>\d+(?:[.,]\d+)?)[-–—](?P<high>\d+(?:[.,]\d+)?)(?P<tail>[a-z%]*)")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.I)
DASHES = frozenset({"-", "–", "—", "‑"})
_WORD_LIMIT = 12  # tokens that one number phrase may take; longer runs are tables, not prose
_VAGUE = tuple(sorted(words.VAGUE, key=lambda w: (-len(w), w)))


class Number(NamedTuple):
    """A number phrase: value bounds, place past its last token, and what was written with it."""

    low: float
    high: float | None
    stop: int
    unit: str = ""
    vague: bool = False
    figure: bool = False
    tail: str = ""


class NumberReader:
    """Reads the number phrase at a place of a run of tokens.

    Args:
        tokens: Tokens of one sentence or clause, in reading order.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.low = [t.text.lower() for t in tokens]

    # --- reading words -----------------------------------------------------------------------------
    def at(self, k: int) -> str:
        """The word at a place, in lower case, "" outside of the run."""
        return self.low[k] if 0 <= k < len(self.low) else ""

    def starts(self, k: int, phrases: Sequence[str]) -> int:
        """How many tokens the first phrase that begins at `k` takes, 0 for none."""
        for phrase in phrases:
            parts = phrase.split()
            if self.low[k : k + len(parts)] == parts:
                return len(parts)
        return 0

    def ends(self, k: int, phrases: Sequence[str], floor: int) -> int:
        """How many tokens the first phrase that ends before `k` takes, 0 for none."""
        for phrase in phrases:
            parts = phrase.split()
            if k - len(parts) >= floor and self.low[k - len(parts) : k] == parts:
                return len(parts)
        return 0

    # --- numbers -----------------------------------------------------------------------------------
    def number(self, k: int) -> Number | None:
        """The number phrase that begins at token `k`."""
        word = self.at(k)
        if not word:
            return None
        pair = _PAIR.fullmatch(word)
        if pair:
            low, high = (float(pair[g].replace(",", "")) for g in ("low", "high"))
            if low < high:
                number = Number(
                    low,
                    high,
                    k + 1,
                    words.CURRENCY_SIGNS.get(pair["sign"], ""),
                    figure=True,
                    tail=pair["tail"],
                )
                return self.scaled(number)
            return None
        if word[0].isdigit() or (len(word) > 1 and any(c.isdigit() for c in word[:5])):
            m = _FIGURE.fullmatch(word)
            if not m or _ORDINAL.fullmatch(word):
                return None
            sign = m["sign"].lower()
            if sign and sign not in words.CURRENCY_SIGNS and sign not in {"~", "+"}:
                return None
            value = float(m["value"].replace(",", ""))
            number = Number(
                value,
                value,
                k + 1,
                words.CURRENCY_SIGNS.get(sign, ""),
                figure=True,
                tail=m["tail"].strip("-–"),
            )
            return self.scaled(number)
        vague = self.starts(k, _VAGUE)
        if vague and not (self.at(k) == "a" and self.at(k + vague) in {"of"} and vague == 1):
            name = " ".join(self.low[k : k + vague])
            least, most = words.VAGUE[name]
            scale = self.at(k + vague)
            if scale in words.WORD_SCALES and scale != "dozen":
                f = words.SCALES[scale]
                return Number(least * f, None, k + vague + 1, vague=True)
            if name == "a couple" or (name == "a few" and scale == "of"):
                return None
            return Number(least, most, k + vague, vague=True)
        if word in words.PLURAL_SCALES and (word != "tens" or self.at(k + 1) == "of"):
            if (
                self.at(k - 1) in {"the", "in"}
                or self.tokens[k].pos == "VERB"
                or (word == "scores" and self.at(k + 1) != "of")
            ):
                return None
            value, stop = 2 * words.PLURAL_SCALES[word], k + 1
            if self.at(stop) == "of" and self.at(stop + 1) in words.PLURAL_SCALES:
                value, stop = value * words.PLURAL_SCALES[self.at(stop + 1)], stop + 2
            return Number(value, None, stop, vague=True) if word != "tens" or stop > k + 1 else None
        return self._word_number(k)

    def _word_number(self, k: int) -> Number | None:
        word = self.at(k)
        if word in {"a", "an"} and self.at(k + 1) in words.WORD_SCALES - {"bn", "mn", "tn"}:
            return self.scaled(Number(1, 1, k + 1))
        fraction = self._fraction(k)
        if fraction:
            return fraction
        if word not in words.ONES and word not in words.TENS:
            return None
        total = current = 0.0
        at = k
        while at < min(len(self.low), k + _WORD_LIMIT):
            w = self.at(at)
            if w in words.TENS:
                if current % 100:
                    break
                current += words.TENS[w]
            elif w in words.ONES:
                if current % 10 or (words.ONES[w] >= 10 and current % 100):
                    break
                current += words.ONES[w]
            elif w == "hundred" and current:
                current *= 100
            elif w in {"thousand", "million", "billion", "trillion"} and current:
                total += current * words.SCALES[w]
                current = 0.0
            elif w == "dozen" and current:
                current *= 12
            elif w == "and" and (current >= 100 or total) and self.at(at + 1) in words.ONES.keys() | words.TENS.keys():
                if self.at(at - 1) not in {"hundred", "thousand", "million"}:
                    break
            elif w in DASHES and self.at(at - 1) in words.TENS and self.at(at + 1) in words.ONES:
                pass
            else:
                break
            at += 1
        value = total + current
        if self.low[at : at + 3] == ["and", "a", "half"]:
            value, at = value + 0.5, at + 3
            return self.scaled(Number(value, value, at))
        return Number(value, value, at)

    def _fraction(self, k: int) -> Number | None:
        """A share: "half of", "a third of", "two-thirds", "three quarters"."""
        word = self.at(k)
        if word == "half" or (word in {"a", "one"} and self.at(k + 1) == "half"):
            at = k + (1 if word == "half" else 2)
            if self.at(at) in {"a", "an"} and self.at(at + 1) in words.SCALES.keys() & words.WORD_SCALES:
                value = 0.5 * words.SCALES[self.at(at + 1)]
                return Number(value, value, at + 2)
            if self.at(at) in {"a", "an"} and self.at(at + 1) in words.UNITS:
                return Number(0.5, 0.5, at + 1)
            if self.at(at) in {"of", "the", "its", "their", "his", "her"}:
                return Number(50, 50, at, "percent")
            return None
        if word in words.ONES or word == "a":
            top = float(words.ONES.get(word, 1))
            at = k + 1 + (self.at(k + 1) in DASHES)
            part = self.at(at)
            if part in words.FRACTIONS and part != "half" and (part.endswith("s") == (top > 1)):
                if top == 1 and self.at(at + 1) != "of":
                    return None
                if top > 1 and part == "quarters" and self.at(at + 1) not in {"of", "the"}:
                    return None
                share = 100 * top / words.FRACTIONS[part]
                return Number(share, share, at + 1, "percent")
        return None

    def scaled(self, number: Number) -> Number:
        """Multiplied by the scale words that follow ("1.9 billion", "5bn", "five hundred thousand")."""
        tail, stop = number.tail.lower(), number.stop
        factor = 1.0
        if tail in words.SCALES and tail not in {"score"}:
            factor, tail = words.SCALES[tail], ""
        for _ in range(2):
            after = stop + (self.at(stop) in DASHES and self.at(stop + 1) in words.WORD_SCALES)
            word = self.at(after).removesuffix(".")  # at the end of a sentence "m." is one token
            if word in words.WORD_SCALES or (number.unit and word in {"m", "b", "k"} and not tail):
                factor, stop = factor * words.SCALES[word], after + 1
            else:
                break
        high = None if number.high is None else number.high * factor
        return number._replace(low=number.low * factor, high=high, stop=stop, tail=tail)
