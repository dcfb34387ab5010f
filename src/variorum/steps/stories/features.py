"""What an article is about, as sparse weights of its words, names and numbers; cheap enough for thousands a second."""

import importlib.resources
import math
import re
import zlib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variorum.data.word_families import STOP

Keys = NDArray[np.int32]
Weights = NDArray[np.float32]
Series = tuple[tuple[str, str], ...]
Shares = tuple[tuple[int, float], ...]
"""Buckets of words that were never seen before, and `Reader.general` of each."""

BUCKETS = 1 << 22
"""Terms are hashed into so many buckets, so that memory is bounded however long the stream runs.

Source: Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask Learning" (ICML).
"""

FIELDS = 3
"""All words; the words of headline and lede; names. A key is `field * BUCKETS + bucket`."""

_WORDS_KEPT = (64, 48, 24)
"""How many of a field's heaviest terms are kept."""

_LEDE_WORDS = 60
_TITLE_WEIGHT = 2.0
_LEDE_WEIGHT = 0.5
_NAME_WEIGHT = 1.3

_PRIOR_DOCUMENTS = 300.0
"""How many documents of general news the frequencies that the stream begins with count for."""

_UNLISTED = 1 / 3000
"""Share of general news documents in which a word stands that no list of frequent words holds."""

_CACHED = 400_000
_CACHED_CHARS = 40
TOKEN = re.compile(r"\d[\d.,:]*\d|[^\W_]+")
"""A word or a number of a text in lower case."""

_NAME = re.compile(r" (?<=[a-z,] )([A-Z][^\W_]+)")
"""The blank stands first because the engine looks for a fixed beginning quickly."""
_SERIES = re.compile(
    r"\b(day|night|week|month|game|match|round|stage|part|episode|chapter|season|phase|heat|race|leg|lap|test|quarter|"
    r"volume|issue|edition|gameweek|matchday) (?:no\.? ?)?(\d{1,3})\b",
    re.IGNORECASE,
)
_CJK = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
"""Scripts without blanks between words, and Korean, whose words carry their particles."""

_BLANKED = bytes(n if TOKEN.match(chr(n)) or chr(n) in ".,:" else 32 for n in range(256))
"""Latin-1 with a blank for each character that is no part of a token; `.,:` may stand inside a number."""
_TYPESET = "\u2019\u2018\u201c\u201d\u2013\u2014\u2026\u2022"
"""Quotes, dashes and dots, which in most news are all that is not Latin-1."""
_SEVERAL = -2


class Features:
    """One article's weights.

    Attributes:
        keys: Keys, ascending.
        values: Weights, those of each field of unit length together.
        ends: Where each field ends in `keys`.
        length: Logarithm of one more than the number of distinct terms, before any was left out.
        series: Numbered parts that the headline names: ("day", "21").
    """

    __slots__ = ("ends", "keys", "length", "series", "values")

    def __init__(
        self, keys: Keys, values: Weights, ends: tuple[int, int, int], length: float, series: Series = ()
    ) -> None:
        self.keys = keys
        self.values = values
        self.ends = ends
        self.length = length
        self.series = series


@cache
def _ranks() -> Mapping[str, int]:
    """Words by how frequent they are.

    Source: the vocabulary of BERT (Devlin et al. 2019), whose whole words stand in order of frequency from place 1,990.
    """
    path = importlib.resources.files("variorum.data") / "wordpiece-vocab.txt"
    return {w: n - 1990 for n, w in enumerate(path.read_text(encoding="utf-8").split("\n")) if n > 1990}


def _general_share(word: str) -> float:
    """Share of general news documents in which a word stands, by Zipf's law with a constant read off ECB+."""
    if word[0].isdigit():
        return 0.01 if len(word) > 1 else 0.1
    rank = _ranks().get(word)
    return _UNLISTED if rank is None else min(0.5, 20 / rank + _UNLISTED)


def _stem(word: str) -> str:
    if len(word) > 3 and word[-1] == "s" and word[-2] != "s":
        return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    return word


def _pairs(match: re.Match[str]) -> str:
    run = match[0]
    return " " + " ".join(run[i : i + 2] for i in range(max(1, len(run) - 1))) + " "


class Buckets(dict[str, int]):
    """Where the words of a text are counted, by how they are written.

    A written form is what stands between blanks and may carry `.,:`. -1 stands for a form that says nothing, `_SEVERAL`
    for one that holds not just one token.
    """

    def __init__(self, general: NDArray[np.float32]) -> None:
        super().__init__()
        self._general = general
        # Of words of the text read last that were never seen before, what `general` says.
        self.new: list[tuple[int, float]] = []

    def __missing__(self, form: str) -> int:
        tokens = TOKEN.findall(form)
        bucket = self._bucket(tokens[0]) if len(tokens) == 1 else _SEVERAL
        if len(self) >= _CACHED:
            self.clear()
        if len(form) <= _CACHED_CHARS:
            self[form] = bucket
        return bucket

    def _bucket(self, token: str) -> int:
        word = _stem(token)
        if word in STOP or token in STOP:
            return -1
        bucket = zlib.crc32(word.encode("utf-8", "surrogatepass")) % BUCKETS
        share = _PRIOR_DOCUMENTS * _general_share(word)
        if share > self._general[bucket]:
            self._general[bucket] = share
            self.new.append((bucket, float(self._general[bucket])))
        return bucket

    def of(self, text: str) -> list[int]:
        """The bucket of each token of a text in lower case, in order."""
        try:
            plain = text.encode("latin-1")
        except UnicodeEncodeError:
            for mark in _TYPESET:
                text = text.replace(mark, " ")
            try:
                plain = text.encode("latin-1")
            except UnicodeEncodeError:
                return list(map(self.__getitem__, TOKEN.findall(text)))
        forms = plain.translate(_BLANKED).decode("latin-1").split()
        out = list(map(self.__getitem__, forms))
        for n in range(len(out) - 1, -1, -1) if _SEVERAL in out else ():
            if out[n] == _SEVERAL:
                out[n : n + 1] = [self[t] for t in TOKEN.findall(forms[n])]
        return out


class Reader:
    """Reads articles into features, and learns on the way how common each term is in this stream.

    Attributes:
        documents: How many articles were learnt from.
        frequency: In how many of them each bucket's terms stand.
        buckets: Where each word is counted.
        general: Of as many documents of general news as the stream begins with, in how many they stand; 0 where none of
            them was seen yet.
    """

    def __init__(self) -> None:
        self.documents = 0
        self.frequency = np.zeros(BUCKETS, dtype=np.float32)
        self.general = np.zeros(BUCKETS, dtype=np.float32)
        self.buckets = Buckets(self.general)

    def _names(self, title: str, body: str) -> Counter[int]:
        """Buckets of words with a capital inside a sentence, and how often; a headline's count twice."""
        found = _NAME.findall(body)
        words = title.split()
        if not body or 2 * sum(w[:1].isupper() for w in words) < len(words):
            found += 2 * _NAME.findall(title)
        bucket = self.buckets
        named = Counter([bucket[n.lower()] for n in found])
        named.pop(-1, None)
        return named

    def rarity(self, buckets: NDArray[np.int64]) -> Weights:
        """How much terms say of what a text is about, from general news and from the stream so far."""
        seen = self.general[buckets] + self.frequency[buckets]
        rare: Weights = np.maximum(np.log((_PRIOR_DOCUMENTS + self.documents) / np.maximum(seen, 1e-3)), 0.0)
        return rare

    def read(self, title: str, text: str) -> tuple[Features, NDArray[np.int64]]:
        """Features of an article.

        Args:
            title: The headline, or "".
            text: The body, or "".

        Returns:
            The features, and the buckets of all its terms, with which `learn` is called.
        """
        self.buckets.new = []
        body = text.removeprefix(title).lstrip() if title else text
        if not (body.isascii() and title.isascii()) and (_CJK.search(title) or _CJK.search(body)):
            title, body = _CJK.sub(_pairs, title), _CJK.sub(_pairs, body)
        stood = self.buckets.of(body.lower())
        counts = Counter(stood)
        head = sorted({b for b in self.buckets.of(title.lower()) if b >= 0})
        for bucket in head:
            counts.setdefault(bucket, 0)
        counts.pop(-1, None)
        size = len(counts)
        terms = np.fromiter(counts, dtype=np.int64, count=size)
        often = np.fromiter(counts.values(), dtype=np.float32, count=size)
        place = dict(zip(counts, range(size), strict=True))
        rare = self.rarity(terms)
        in_head = [place[b] for b in head]
        # Terms are in the order in which they first stood in the body.
        lede = len({*stood[:_LEDE_WORDS]} - {-1})
        # Lower case can part a word (İ), so that its name is no term.
        named = {b: n for b, n in self._names(title, body).items() if b in place}
        in_names = [place[b] for b in named]
        weights = 1.0 + np.log(np.maximum(often, 1.0))
        weights[often == 0] = 0.0
        weights[:lede] += _LEDE_WEIGHT
        weights[in_head] += _TITLE_WEIGHT
        weights[in_names] *= _NAME_WEIGHT
        first = np.zeros(size, dtype=np.float32)
        first[:lede] = 0.5 if head else 1.0
        first[in_head] += 1.0
        opening = [*range(lede), *sorted(n for n in in_head if n >= lede)]
        parts = (
            _field(0, terms, weights * rare),
            _field(1, terms[opening], (first * rare)[opening]),
            _field(2, terms[in_names], rare[in_names] * np.array([1.0 + math.log(n) for n in named.values()])),
        )
        ends = (len(parts[0][0]), len(parts[0][0]) + len(parts[1][0]), sum(len(k) for k, _ in parts))
        features = Features(
            np.concatenate([k for k, _ in parts]).astype(np.int32),
            np.concatenate([v for _, v in parts]).astype(np.float32),
            ends,
            math.log(1 + len(terms)),
            tuple(sorted({(unit.lower(), number) for unit, number in _SERIES.findall(title or text[:160])})),
        )
        return features, terms

    def know(self, shares: Shares) -> None:
        """What reading an article made known of new words, without reading it again."""
        for bucket, share in shares:
            self.general[bucket] = share

    def learn(self, terms: NDArray[np.int64]) -> None:
        """Count an article's terms."""
        self.documents += 1
        self.frequency[terms] += 1.0


def _field(field: int, terms: NDArray[np.int64], weights: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """The heaviest terms of a field, as keys in ascending order, and their weights at unit length together."""
    if len(terms) > _WORDS_KEPT[field]:
        # Of equal weights the one that stands first in the text.
        order = (-weights).argsort(kind="stable")[: _WORDS_KEPT[field]]
        terms, weights = terms[order], weights[order]
    order = terms.argsort()
    order = order[weights[order] > 0]
    value = weights[order]
    size = math.sqrt(float(value @ value))
    return terms[order] + field * BUCKETS, value / size if size else value
