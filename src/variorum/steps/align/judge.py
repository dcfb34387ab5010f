"""Judging pairs of claims: first each by itself, then in the light of the pairs around it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from variorum.steps.align.context import around, second_features
from variorum.steps.align.features import ClaimTable, Matrix
from variorum.steps.align.model import Weights

_PER_CLAIM = 4
_FLOOR = 0.05  # pairs below are not worth keeping


class Candidates(NamedTuple):
    """Pairs that may say the same: places of both claims, and their features."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    features: Matrix


def candidates(table: ClaimTable) -> Candidates:
    """Each claim's nearest claims in every other article."""
    blocks = [
        table.block(i, j, _PER_CLAIM)
        for i in range(len(table.order))
        for j in range(i + 1, len(table.order))
    ]
    if not blocks:
        none = np.zeros(0, dtype=np.int64)
        return Candidates(none, none, np.zeros((0, 0), dtype=np.float32))
    return Candidates(*(np.concatenate(part) for part in zip(*blocks, strict=True)))


def judged_pairs(table: ClaimTable, weights: Weights) -> dict[int, dict[int, float]]:
    """The probability that two claims say the same, for every pair that may.

    Args:
        table: The claims.
        weights: What was learnt.

    Returns:
        By the places of both claims in the table, symmetric.
    """
    found = candidates(table)
    if not len(found.a):
        return {}
    first = weights.first.probability(found.features)
    context = around(table, found.a, found.b, first)
    return as_pairs(found, weights.second.probability(second_features(found.features, context)))


def as_pairs(found: Candidates, probability: NDArray[np.float64]) -> dict[int, dict[int, float]]:
    """Candidates and their probabilities as a symmetric table."""
    out: dict[int, dict[int, float]] = {}
    for a, b, p in zip(found.a.tolist(), found.b.tolist(), probability.tolist(), strict=True):
        if p >= _FLOOR:
            out.setdefault(a, {})[b] = p
            out.setdefault(b, {})[a] = p
    return out
