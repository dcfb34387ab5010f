"""Look again at a few stories that lie near one another: which of their articles belong together."""

from collections.abc import Sequence

import numpy as np

from variorum.steps.stories.features import BUCKETS, FIELDS, Features
from variorum.steps.stories.linkage import attenuation, log_odds, other_part


def regroup(features: Sequence[Features], times: Sequence[float | None]) -> list[list[int]]:
    """Group articles by the likeliest joins first.

    Args:
        features: The articles' weights.
        times: When they were published, in seconds, or None.

    Returns:
        Groups of places in `features`, each sorted, in the order of their first.

    Source: agglomerative clustering; the linkage is `linkage.log_odds`.
    """
    n = len(features)
    keys = np.concatenate([f.keys for f in features])
    columns, place = np.unique(keys, return_inverse=True)
    rows = np.repeat(np.arange(n), [len(f.keys) for f in features])
    dense = np.zeros((n, len(columns)), dtype=np.float32)
    dense[rows, place] = np.concatenate([f.values for f in features])
    ends = np.searchsorted(columns, [BUCKETS * (k + 1) for k in range(FIELDS)]).tolist()
    sums = np.stack([dense[:, a:b] @ dense[:, a:b].T for a, b in zip([0, *ends[:-1]], ends, strict=True)]).astype(
        np.float64
    )
    nearest = sums[0].copy()
    count = np.ones(n)
    attenuations = np.array([attenuation(float(square), 1) for square in sums[0].diagonal()])
    length = np.array([f.length for f in features])
    first = np.array([np.nan if t is None else t for t in times])
    last = first.copy()
    parts = np.array([[other_part(a.series, b.series) for b in features] for a in features])
    alive = np.ones(n, dtype=np.bool_)

    def row(i: int) -> np.ndarray:
        own = np.sqrt(np.maximum(np.einsum("kii->ki", sums), 1e-12))
        cosines = (sums[:, i, :] / (own[:, i, None] * own)).T
        gaps = np.nan_to_num(np.maximum(0.0, np.fmax(first[i] - last, first - last[i]))) / 86400.0
        out = log_odds(
            cosines,
            nearest[i],
            (attenuations[i], attenuations),
            (count[i], count),
            (length[i], length),
            gaps,
            parts[i],
        )
        out[~alive] = -np.inf
        out[i] = -np.inf
        return out

    score = np.stack([row(i) for i in range(n)])
    groups: dict[int, list[int]] = {i: [i] for i in range(n)}
    best = score.argmax(axis=1)
    value = score[np.arange(n), best]
    while len(groups) > 1:
        i = int(value.argmax())
        if value[i] <= 0.0:
            break
        i, j = sorted((i, int(best[i])))
        sums[:, i, :] += sums[:, j, :]
        sums[:, :, i] += sums[:, :, j]
        nearest[i] = np.maximum(nearest[i], nearest[j])
        nearest[:, i] = nearest[i]
        parts[i] |= parts[j]
        parts[:, i] = parts[i]
        length[i] = (length[i] * count[i] + length[j] * count[j]) / (count[i] + count[j])
        count[i] += count[j]
        attenuations[i] = attenuation(float(sums[0, i, i]), int(count[i]))
        first[i], last[i] = np.fmin(first[i], first[j]), np.fmax(last[i], last[j])
        alive[j] = False
        groups[i] += groups.pop(j)
        new = row(i)
        score[i], score[:, i] = new, new
        score[j], score[:, j] = -np.inf, -np.inf
        value[j] = -np.inf
        best[i], value[i] = int(new.argmax()), new.max()
        stale = np.flatnonzero(alive & ((best == i) | (best == j)) & (np.arange(n) != i))
        if len(stale):
            best[stale] = score[stale].argmax(axis=1)
            value[stale] = score[stale, best[stale]]
        up = np.flatnonzero(alive & (new > value))
        best[up], value[up] = i, new[up]
    return sorted(sorted(members) for members in groups.values())
