"""How surely two groups of articles are of one event: a few cosines of their sums, weighed by a small learnt model."""

import itertools
import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from variorum.steps.stories.features import BUCKETS, FIELDS, Features, Keys, Series, Weights

Scores = NDArray[np.float64]

# A logistic regression over pairs of groups of one to sixteen articles, its weights rounded; learnt on ECB+ (CC BY 3.0;
# Cybulska & Vossen 2014) and the Giveme5W1H clusters (Apache-2.0; Hamborg et al. 2019), both whole and with headlines
# or first lines alone. The thresholds are those at which B-cubed F1 is best on the same sets; evals/stories_score.py
# measures it.
_BASE = -2.88
_WORDS = 3.19
_HEAD = 4.73
_NAMES = 1.28
_CLOSEST = 1.22
_LESSER = -0.73
_GREATER = -0.06
_CORRECTED_LESSER = 8.94
_CORRECTED_MIDDLE = 0.9
_LARGEST = 16.0
"""Groups weigh no more for being larger than this."""

_WITHIN = 0.25
"""Mean cosine of two reports of one event; it counts as one pair beside those of a group's own articles."""
_CORRECTED_MOST = 2.0

_SHORT, _LONG = 2.4, 3.6
"""Logarithms of how many terms a headline and a report have."""
_SHORT_LEAST, _LONG_LEAST = -2.7, -1.25
"""Log-odds from which on groups of headlines, and of reports, are taken as of one event."""

_DAY = 86400.0
_FREE_DAYS = 2.0
_PER_DAY = 0.03
_OTHER_PART = 20.0
"""A veto: nothing else outweighs it."""
_MOST_DAYS = 45.0

_CLOSELY = 3
"""So many of the likeliest groups are held against the articles themselves, the others against their sums alone."""

_FIELD_ENDS = np.array([BUCKETS, 2 * BUCKETS], dtype=np.int32)

_KEPT = (160, 96, 48)
"""How many of a field's heaviest terms a group's sum keeps."""


class Group:
    """Articles taken together: the sums of their weights.

    Attributes:
        attenuation: That of all words, see `attenuation`.
        keys: Keys of the sums, ascending.
        values: Sums of the members' weights.
        sizes: Euclidean lengths of the fields' sums.
        spans: How many keys each field has.
        count: How many articles were summed.
        length: Sum of their `Features.length`.
        first: Earliest publication in seconds, or None.
        last: Latest publication, or None.
        series: Numbered parts that the headlines name.
    """

    __slots__ = ("attenuation", "count", "first", "keys", "last", "length", "series", "sizes", "spans", "values")

    def __init__(
        self,
        keys: Keys,
        values: Weights,
        count: int,
        length: float,
        first: float | None,
        last: float | None,
        series: Series = (),
    ) -> None:
        self.keys = keys
        self.values = values
        self.count = count
        self.length = length
        self.first = first
        self.last = last
        self.series = series
        a, b = keys.searchsorted(_FIELD_ENDS).tolist()
        self.spans = (a, b - a, len(keys) - b)
        squares = values * values
        words, head, names = [float(np.add.reduce(part)) for part in (squares[:a], squares[a:b], squares[b:])]
        self.sizes = (math.sqrt(words), math.sqrt(head), math.sqrt(names))
        self.attenuation = attenuation(words, count)

    @staticmethod
    def of(features: Features, at: float | None) -> "Group":
        """A group of one article."""
        return Group(features.keys, features.values, 1, features.length, at, at, features.series)

    @property
    def coherence(self) -> float:
        """Mean cosine of all words over its pairs of articles, each with itself included."""
        return (self.sizes[0] / self.count) ** 2

    def with_(self, other: "Group") -> "Group":
        """Both groups as one."""
        return total([self, other])


def attenuation(square: float, count: int) -> float:
    """By how much a group's cosines with others are lower because it has so few articles.

    Args:
        square: Of the Euclidean length of the sum of the articles' weights, each of unit length.
        count: How many articles were summed.

    Returns:
        The factor, above 0: divided by those of both groups, their cosine is 1 where an article is on average as like
        those of the other group as those of its own.

    Source: the correction for attenuation (Spearman 1904, "The Proof and Measurement of Association between Two
    Things"), the mean cosine within a group in place of the reliability.
    """
    pairs = count * (count - 1)
    within = (max(square - count, 0.0) + _WITHIN) / (pairs + 1)
    return count * math.sqrt(within / max(square, 1e-9))


def total(groups: Sequence[Group]) -> Group:
    """Several groups as one; the heaviest terms of each field are kept."""
    keys = np.concatenate([g.keys for g in groups])
    values = np.concatenate([g.values for g in groups])
    order = np.argsort(keys, kind="stable")
    keys, values = keys[order], values[order]
    new = np.empty(len(keys), dtype=np.bool_)
    if len(keys):
        new[0] = True
        np.not_equal(keys[1:], keys[:-1], out=new[1:])
        starts = np.flatnonzero(new)
        keys, values = keys[starts], np.add.reduceat(values, starts)
    ends = keys.searchsorted(_FIELD_ENDS).tolist()
    parts = [
        np.arange(a, b) if b - a <= kept else a + np.sort((-values[a:b]).argsort(kind="stable")[:kept])
        for a, b, kept in zip((0, *ends), (*ends, len(keys)), _KEPT, strict=True)
    ]
    if sum(len(p) for p in parts) < len(keys):
        chosen = np.concatenate(parts)
        keys, values = keys[chosen], values[chosen]
    firsts = [g.first for g in groups if g.first is not None]
    lasts = [g.last for g in groups if g.last is not None]
    return Group(
        keys,
        values,
        sum(g.count for g in groups),
        sum(g.length for g in groups),
        min(firsts, default=None),
        max(lasts, default=None),
        tuple(sorted({part for g in groups for part in g.series})),
    )


class Exemplars:
    """All words of some articles of a group, for `Scales.closest`.

    Attributes:
        count: How many articles.
        keys: Their keys, one article after the other.
        values: Their weights.
        rows: Which article each key is of, from 0.
    """

    __slots__ = ("count", "keys", "rows", "values")

    def __init__(self, features: Sequence[Features]) -> None:
        self.count = len(features)
        sizes = [f.ends[0] for f in features]
        self.keys = np.concatenate([f.keys[:n] for f, n in zip(features, sizes, strict=True)])
        self.values = np.concatenate([f.values[:n] for f, n in zip(features, sizes, strict=True)])
        self.rows = np.arange(len(features)).repeat(sizes)


class Scales:
    """Weighs groups against one group after the other."""

    def __init__(self) -> None:
        self._dense = np.zeros(FIELDS * BUCKETS, dtype=np.float32)

    def products(self, group: Group, others: Sequence[Group]) -> NDArray[np.float64]:
        """Dot products of each field, of shape `(len(others), FIELDS)`."""
        rows = np.arange(len(others) * FIELDS).repeat([n for o in others for n in o.spans])
        sums = self._sums(group, [(o.keys, o.values) for o in others], rows, len(others) * FIELDS)
        return sums.reshape(len(others), FIELDS)

    def closest(self, group: Group, exemplars: Sequence[Exemplars]) -> Scores:
        """The greatest cosine of all words between the group's articles taken together and one exemplar of each."""
        starts = [0, *itertools.accumulate(e.count for e in exemplars)]
        rows = np.concatenate([e.rows + n for e, n in zip(exemplars, starts, strict=False)])
        sums = self._sums(group, [(e.keys, e.values) for e in exemplars], rows, starts[-1])
        return np.asarray(np.maximum.reduceat(sums / max(group.sizes[0], 1e-9), starts[:-1]))

    def _sums(
        self, group: Group, others: Sequence[tuple[Keys, Weights]], rows: NDArray[np.int64], count: int
    ) -> NDArray[np.float64]:
        dense = self._dense
        dense[group.keys] = group.values
        product = dense[np.concatenate([k for k, _ in others])]
        product *= np.concatenate([v for _, v in others])
        dense[group.keys] = 0.0
        sums: NDArray[np.float64] = np.bincount(rows, product, count).astype(np.float64, copy=False)
        return sums


def gap_days(a: Group, b: Group) -> float:
    """Days between the spans of time of two groups; 0 where they overlap or a date is unknown."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return 0.0
    return max(0.0, a.first - b.last, b.first - a.last) / _DAY


def other_part(a: Series, b: Series) -> bool:
    """Whether two headlines name different numbered parts of one series: day 2 and day 21."""
    if not a or not b or set(a) & set(b):
        return False
    return bool({unit for unit, _ in a} & {unit for unit, _ in b})


def as_within(cosines: NDArray[np.float64], one: float, others: NDArray[np.float64]) -> NDArray[np.float64]:
    """How like articles of two groups are, 1 for as like as those of one group: cosines without their `attenuation`."""
    return np.minimum(cosines / (one * others), _CORRECTED_MOST)


def report_share(lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much texts are reports, from 0 for headlines to 1, by their `Features.length`."""
    return np.minimum(np.maximum((lengths - _SHORT) / (_LONG - _SHORT), 0.0), 1.0)


def log_odds(
    cosines: NDArray[np.float64],
    closest: NDArray[np.float64],
    attenuations: tuple[float, NDArray[np.float64]],
    counts: tuple[float, NDArray[np.float64]],
    lengths: tuple[float, NDArray[np.float64]],
    gaps: NDArray[np.float64],
    parts: NDArray[np.bool_] | NDArray[np.float64],
) -> Scores:
    """Log-odds that pairs of groups are of one event, above 0 from where they are taken so.

    Args:
        cosines: Of the sums, of shape `(pairs, FIELDS)`.
        closest: The greatest cosine between an article of one and one of the other.
        attenuations: `Group.attenuation` of the one, and of each of the others.
        counts: How many articles the one has, and each of the others.
        lengths: Mean `Features.length` of the one, and of each of the others.
        gaps: Days between them.
        parts: Whether their headlines name different parts of a series.
    """
    lesser = np.log(np.minimum(np.minimum(*counts), _LARGEST))
    greater = np.log(np.minimum(np.maximum(*counts), _LARGEST))
    share = report_share(np.minimum(*lengths))
    late = np.minimum(np.maximum(gaps - _FREE_DAYS, 0.0), _MOST_DAYS)
    corrected = as_within(cosines[:, 0], *attenuations)
    out: Scores = (
        _BASE
        + _WORDS * cosines[:, 0]
        + _HEAD * cosines[:, 1]
        + _NAMES * cosines[:, 2]
        + _CLOSEST * closest
        # Of headlines alone even those of one event have little in common.
        + (_LESSER + _CORRECTED_LESSER * (corrected - _CORRECTED_MIDDLE) * share) * lesser
        + _GREATER * greater
        - _PER_DAY * late
        - _OTHER_PART * parts
        - (_SHORT_LEAST + (_LONG_LEAST - _SHORT_LEAST) * share)
    )
    rounded: Scores = np.rint(out * 1e4) / 1e4
    return rounded


def weigh(scales: Scales, group: Group, others: Sequence[Group], exemplars: Callable[[int], Exemplars]) -> Scores:
    """Log-odds of one group against several.

    Args:
        scales: Working memory.
        group: The one.
        others: The others.
        exemplars: Some articles of another, by its place in `others`.
    """
    products = scales.products(group, others)
    sizes = np.array([o.sizes for o in others]) * np.array(group.sizes)
    cosines = products / np.maximum(sizes, 1e-9)
    closest = cosines[:, 0].copy()
    likely = sorted((cosines[:, 0] + cosines[:, 1]).argsort(kind="stable")[::-1][:_CLOSELY].tolist())
    several = [k for k in likely if others[k].count > 1]
    if several:
        closest[several] = scales.closest(group, [exemplars(k) for k in several])
    attenuations, counts, lengths, gaps, parts = np.array(
        [
            (o.attenuation, o.count, o.length / o.count, gap_days(group, o), other_part(group.series, o.series))
            for o in others
        ]
    ).T
    return log_odds(
        cosines,
        closest,
        (group.attenuation, attenuations),
        (float(group.count), counts),
        (group.length / group.count, lengths),
        gaps,
        parts,
    )


def distance_of(score: float) -> str:
    """A score in words, for reasons."""
    return "clearly" if score > 1.0 else "rather" if score > math.log(2) / 2 else "just"
