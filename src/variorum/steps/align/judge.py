"""Judging pairs of claims: first each by itself, then in the light of the pairs around it."""

import math
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from variorum.steps.align.context import around, second_features
from variorum.steps.align.features import ClaimTable, Matrix
from variorum.steps.align.model import Weights

_PER_CLAIM = 4
_SAME_STORY_DAYS = 3  # reports of one event rarely stand farther apart
_DOUBT = 2.0  # log-odds
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


def judged_pairs(
    table: ClaimTable, weights: Weights, published: Mapping[str, str | None]
) -> dict[int, dict[int, float]]:
    """The probability that two claims say the same, for every pair that may.

    Args:
        table: The claims.
        weights: What was learnt.
        published: ISO 8601 dates by article id, None where unknown.

    Returns:
        By the places of both claims in the table, symmetric.
    """
    found = candidates(table)
    if not len(found.a):
        return {}
    first = weights.first.probability(found.features)
    context = around(table, found.a, found.b, first)
    second = weights.second.probability(second_features(found.features, context))
    return as_pairs(found, with_days(second, table, found, published))


def with_days(
    probability: NDArray[np.float64],
    table: ClaimTable,
    found: Candidates,
    published: Mapping[str, str | None],
) -> NDArray[np.float64]:
    """Doubt pairs of articles that were published days apart.

    What reads alike some days later is often the next event of its kind (another launch, another vote), and no
    word of the claim says so.

    Args:
        probability: What was judged of each pair.
        table: The claims.
        found: The pairs.
        published: ISO 8601 dates by article id, None where unknown.

    Returns:
        The probabilities, those of articles more than three days apart lowered.
    """
    day = np.array([_day(published.get(key)) for key in table.order])
    with np.errstate(invalid="ignore"):
        apart = np.abs(day[table.article_of[found.a]] - day[table.article_of[found.b]]) > _SAME_STORY_DAYS
    odds = probability[apart] / np.maximum(1.0 - probability[apart], 1e-4) * np.exp(-_DOUBT)
    out = probability.copy()
    out[apart] = np.round(odds / (1.0 + odds), 4)
    return out


def _day(published: str | None) -> float:
    try:
        return float(date.fromisoformat((published or "")[:10]).toordinal())
    except ValueError:
        return math.nan


def as_pairs(found: Candidates, probability: NDArray[np.float64]) -> dict[int, dict[int, float]]:
    """Candidates and their probabilities as a symmetric table."""
    out: dict[int, dict[int, float]] = {}
    for a, b, p in zip(found.a.tolist(), found.b.tolist(), probability.tolist(), strict=True):
        if p >= _FLOOR:
            out.setdefault(a, {})[b] = p
            out.setdefault(b, {})[a] = p
    return out
