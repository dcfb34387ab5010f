"""What an article is about, as sparse weights of its words, names and numbers; cheap enough for thousands a second."""

import importlib.resources
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from variorum.data.word_families import STOP

Keys = NDArray[np.int32]
Weights = NDArray[np.float32]
Series = tuple[tuple[str, str], ...]

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
_TOKEN = re.compile(r"\d[\d.,:]*\d|[^\W_]+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][^\W_]+")
_SERIES = re.compile(
    r"\b(day|night|week|month|game|match|round|stage|part|episode|chapter|season|phase|heat|race|leg|lap|test|quarter|"
    r"volume|issue|edition|gameweek|matchday) (?:no\.? ?)?(\d{1,3})\b",
    re.IGNORECASE,
)
_CJK = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
"""Scripts without blanks between words, and Korean, whose words carry their particles."""


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


class Reader:
    """Reads articles into features, and learns on the way how common each term is in this stream.

    Attributes:
        documents: How many articles were learnt from.
        frequency: In how many of them each bucket's terms stand.
        general: The share of general news documents for each bucket seen, 0 where unseen.
    """

    def __init__(self) -> None:
        self.documents = 0
        self.frequency = np.zeros(BUCKETS, dtype=np.float32)
        self.general = np.zeros(BUCKETS, dtype=np.float32)
        self._bucket: dict[str, int] = {}

    def _look_up(self, token: str) -> int:
        """A token's bucket, -1 for one that says nothing."""
        if len(self._bucket) >= _CACHED:
            self._bucket.clear()
        word = _stem(token)
        bucket = -1
        if word not in STOP and token not in STOP:
            bucket = zlib.crc32(word.encode("utf-8", "surrogatepass")) % BUCKETS
            share = _general_share(word)
            if share > self.general[bucket]:
                self.general[bucket] = share
        self._bucket[token] = bucket
        return bucket

    def _names(self, title: str, body: str) -> Counter[int]:
        """Buckets of words with a capital inside a sentence, and how often; a headline's count twice."""
        found = _NAME.findall(body)
        words = title.split()
        if not body or 2 * sum(w[:1].isupper() for w in words) < len(words):
            found += 2 * _NAME.findall(title)
        named = Counter(self._buckets([n.lower() for n in found]))
        named.pop(-1, None)
        return named

    def _buckets(self, tokens: Iterable[str]) -> list[int]:
        known = self._bucket
        try:
            return [known[t] for t in tokens]
        except KeyError:
            look = self._look_up
            return [known[t] if t in known else look(t) for t in tokens]

    def rarity(self, buckets: NDArray[np.int64]) -> Weights:
        """How much terms say of what a text is about, from general news and from the stream so far."""
        seen = _PRIOR_DOCUMENTS * self.general[buckets] + self.frequency[buckets]
        rare: Weights = np.maximum(np.log((_PRIOR_DOCUMENTS + self.documents) / np.maximum(seen, 1e-3)), 0.0)
        return rare

    def read(self, title: str, text: str) -> tuple[Features, NDArray[np.int64]]:
        """Features of an article, and the buckets of all its terms, with which `learn` is called.

        Args:
            title: The headline, or "".
            text: The body, or "".
        """
        body = text.removeprefix(title).lstrip() if title else text
        if not (body.isascii() and title.isascii()) and (_CJK.search(title) or _CJK.search(body)):
            title, body = _CJK.sub(_pairs, title), _CJK.sub(_pairs, body)
        tokens = _TOKEN.findall(body.lower())
        said = Counter(tokens)
        found = self._buckets(said)
        times = list(said.values())
        lede = {b for b in self._buckets(tokens[:_LEDE_WORDS]) if b >= 0}
        head = {b for b in self._buckets(_TOKEN.findall(title.lower())) if b >= 0}
        found += head
        times += [0] * len(head)
        named = self._names(title, body)
        terms, place = np.unique(np.array(found, dtype=np.int64), return_inverse=True)
        counts = np.bincount(place, weights=times, minlength=len(terms)).astype(np.float32)
        if len(terms) and terms[0] < 0:
            terms, counts = terms[1:], counts[1:]
        rare = self.rarity(terms)
        in_lede, in_head, names = (np.zeros(len(terms), dtype=np.float32) for _ in range(3))
        in_lede[terms.searchsorted(sorted(lede))] = 1.0
        in_head[terms.searchsorted(sorted(head))] = 1.0
        names[terms.searchsorted(sorted(named))] = [1.0 + math.log(n) for _, n in sorted(named.items())]
        logs = np.where(counts > 0, 1.0 + np.log(np.maximum(counts, 1.0)), np.float32(0.0))
        weights = (logs + _LEDE_WEIGHT * in_lede + _TITLE_WEIGHT * in_head) * rare
        weights[names > 0] *= _NAME_WEIGHT
        first = (in_head + (0.5 if head else 1.0) * in_lede) * rare
        keys: list[NDArray[np.int64]] = []
        values: list[Weights] = []
        ends: list[int] = []
        for field, (kept, weight) in enumerate(zip(_WORDS_KEPT, (weights, first, names * rare), strict=True)):
            chosen = np.flatnonzero(weight > 0)
            if len(chosen) > kept:
                # Of equal weights those of lesser buckets: the order of `terms`.
                chosen = np.sort(chosen[np.argsort(-weight[chosen], kind="stable")[:kept]])
            value = weight[chosen]
            size = math.sqrt(float(value @ value))
            keys.append(terms[chosen] + field * BUCKETS)
            values.append(value / size if size else value)
            ends.append((ends[-1] if ends else 0) + len(chosen))
        features = Features(
            np.concatenate(keys).astype(np.int32),
            np.concatenate(values).astype(np.float32),
            (ends[0], ends[1], ends[2]),
            math.log(1 + len(terms)),
            tuple(sorted({(unit.lower(), number) for unit, number in _SERIES.findall(title or text[:160])})),
        )
        return features, terms

    def learn(self, terms: NDArray[np.int64]) -> None:
        """Count an article's terms."""
        self.documents += 1
        self.frequency[terms] += 1.0

