"""What the other pairs say of a pair: third articles, the sentences around, the clauses of the same sentences."""

import numpy as np
from numpy.typing import NDArray

from variorum.steps.align.features import NAMES, ClaimTable, Matrix

NAMES_AROUND: tuple[str, ...] = (
    "first",
    "first_margin_of_row",
    "first_margin_of_column",
    "first_best_of_sentences",
    "first_of_sentences",
    "first_of_neighbours",
    "third_articles",
    "profile",
    "third_best",
    "third_against",
)
NAMES_SECOND: tuple[str, ...] = (*NAMES, *NAMES_AROUND)
"""The features of the second judge, in order."""


def around(
    table: ClaimTable, a: NDArray[np.int64], b: NDArray[np.int64], first: NDArray[np.float64]
) -> Matrix:
    """Features of each pair that rest on the first judgement of all pairs.

    Args:
        table: The claims.
        a: Places of the first claims of the pairs.
        b: Places of the second claims.
        first: The first judgement of each pair.

    Returns:
        Shape `(pairs, len(NAMES_AROUND))`.
    """
    n = len(table.claims)
    p: Matrix = np.zeros((n, n), dtype=np.float32)
    p[a, b] = first
    p[b, a] = first
    art = table.article_of
    sent = table.sentence_of  # over the whole story
    n_art = len(table.order)
    art_of_sent = table.article_of_sentence
    n_sent = len(art_of_sent)
    ends = np.searchsorted(art, np.arange(n_art + 1))
    # The best partner's probability of each claim in each article.
    best = np.zeros((n, n_art), dtype=np.float32)
    for k in range(n_art):
        if ends[k] < ends[k + 1]:
            best[:, k] = p[:, ends[k] : ends[k + 1]].max(axis=1)
    # The best pair of each two sentences.
    by_row = np.zeros((n_sent, n), dtype=np.float32)
    np.maximum.at(by_row, sent, p)
    by_sentence = np.zeros((n_sent, n_sent), dtype=np.float32)
    np.maximum.at(by_sentence.T, sent, by_row.T)
    sa, sb = sent[a], sent[b]
    # In how far the best elsewhere in the other article, outside b's sentence, is beaten.
    row = first - _elsewhere(by_row.T, p, a, b, sent, art, art_of_sent)
    column = first - _elsewhere(by_row.T, p, b, a, sent, art, art_of_sent)
    padded = np.pad(by_sentence, 1)
    before = padded[sa, sb]
    after = padded[sa + 2, sb + 2]
    first_of = table.sentence_is_first
    last_of = np.append(first_of[1:], True)
    before = np.where(first_of[sa] | first_of[sb], 0.0, before)
    after = np.where(last_of[sa] | last_of[sb], 0.0, after)
    shared = p @ p
    size = np.sqrt((p * p).sum(axis=1) + 1.0)
    profile = (shared[a, b] + 2 * first) / (size[a] * size[b])
    third_best = np.zeros(len(a), dtype=np.float32)
    against = np.zeros(len(a), dtype=np.float32)
    for k in range(n_art):
        third = (art[a] != k) & (art[b] != k)
        ba, bb = best[a, k], best[b, k]
        both = np.where(third, np.minimum(ba, bb), 0.0)
        third_best = np.maximum(third_best, both)
        against += np.where(third, np.abs(ba - bb), 0.0)
    others = max(1, n_art - 2)
    out = np.stack(
        (
            first,
            row,
            column,
            first - by_sentence[sa, sb],
            p[table.whole_of[a], table.whole_of[b]],
            np.maximum(before, after),
            shared[a, b] / others,
            profile,
            third_best,
            against / others,
        ),
        axis=1,
    )
    return np.round(out, 4).astype(np.float32)


def _elsewhere(
    by_sentence: Matrix,
    p: Matrix,
    a: NDArray[np.int64],
    b: NDArray[np.int64],
    sent: NDArray[np.int64],
    art: NDArray[np.int64],
    art_of_sent: NDArray[np.int64],
) -> Matrix:
    """For each pair, the best that `a` has in b's article outside b's sentence."""
    out = np.zeros(len(a), dtype=np.float32)
    for k in range(int(art.max()) + 1):
        columns = np.flatnonzero(art_of_sent == k)
        here = np.flatnonzero(art[b] == k)
        if not len(columns) or not len(here):
            continue
        rows = by_sentence[a[here]][:, columns].copy()
        rows[np.arange(len(here)), sent[b[here]] - columns[0]] = 0.0
        out[here] = rows.max(axis=1)
    return out


def second_features(features: Matrix, context: Matrix) -> Matrix:
    """All that the second judge reads."""
    return np.concatenate((features, context), axis=1)
