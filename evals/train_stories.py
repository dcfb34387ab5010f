"""Learns the weights of `steps/stories/linkage.py` on ECB+ and the Giveme5W1H clusters, whose licences allow it.

usage: python -m evals.train_stories [--rounds 64] [--half 0|1]

Pairs of groups of one to sixteen articles: of one event, and of those other events that lie nearest (the twin event of
an ECB+ topic among them); whole articles, and headlines or first lines alone. With `--half` only that half of the
events is learnt from. Prints the weights in the order of `linkage.py`; they are rounded and put there by hand.
"""

import argparse
import itertools
import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.shared import available
from evals.stories_score import Row, half, rows_of
from variorum.steps.stories.features import Features, Reader
from variorum.steps.stories.linkage import Exemplars, Group, Scales, as_within, report_share, total

SETS = ("ecbplus", "giveme5w1h_clusters")
NAMES = ("words", "head", "names", "closest", "lesser", "greater", "share_lesser", "corrected_lesser")
_LARGEST = 16
_EXEMPLARS = 6
_FIRST_LINE = 110
_GROWN = 0.5
"""So many groups are of articles like one another, as those are that form in a stream; the others are drawn."""
_NEAREST = 4
_PER_ROUND = 150


def read(rows: Sequence[Row], *, short: bool) -> list[Features]:
    """Features of a set, with the frequencies of the whole set known."""
    reader = Reader()
    given = []
    for row in rows:
        title, text = str(row.get("title") or ""), str(row["text"])
        given.append((title or text.split("\n")[0][:_FIRST_LINE], "") if short else (title, text))
    for title, text in given:
        reader.learn(reader.read(title, text)[1])
    return [reader.read(title, text)[0] for title, text in given]


def pair(scales: Scales, a: Group, b: Group, members: Sequence[Features]) -> list[float]:
    """One line of the regression's input, by `NAMES`; `members` are the articles of `b`."""
    cosines = scales.products(a, [b])[0] / np.maximum(np.array(a.sizes) * np.array(b.sizes), 1e-9)
    closest = float(scales.closest(a, [Exemplars(members[:_EXEMPLARS])])[0])
    lesser, greater = (float(np.log(min(_LARGEST, f(a.count, b.count)))) for f in (min, max))
    corrected = float(as_within(cosines[:1], a.attenuation, np.array([b.attenuation]))[0])
    share = float(report_share(np.array([min(a.length / a.count, b.length / b.count)]))[0])
    return [*cosines, closest, lesser, greater, share * lesser, share * lesser * corrected]


def _cosine(a: Features, b: Features) -> float:
    """Of all words."""
    shared, x, y = np.intersect1d(a.keys[: a.ends[0]], b.keys[: b.ends[0]], assume_unique=True, return_indices=True)
    return float(a.values[x] @ b.values[y]) if len(shared) else 0.0


def pairs(
    features: Sequence[Features], events: Sequence[str], *, rounds: int, rng: np.random.Generator
) -> tuple[list[list[float]], list[int]]:
    """Lines and whether each is of one event."""
    scales = Scales()
    lines: list[list[float]] = []
    same: list[int] = []
    of_event: dict[str, list[int]] = {}
    for n, event in enumerate(events):
        of_event.setdefault(event, []).append(n)
    for _ in range(rounds):
        most = int(rng.choice([1, 2, 4, 8, _LARGEST]))
        chunks: list[tuple[str, list[int]]] = []
        for event, places in of_event.items():
            left = rng.permutation(places).tolist()
            while left:
                size = min(len(left), int(rng.integers(1, most + 1)))
                if rng.random() < _GROWN:
                    like = {n: _cosine(features[left[0]], features[n]) for n in left[1:]}
                    left[1:] = sorted(like, key=lambda n: -like[n])
                chunks.append((event, left[:size]))
                left = rng.permutation(left[size:]).tolist()
        groups = [total([Group.of(features[n], None) for n in some]) for _, some in chunks]
        for k in rng.permutation(len(chunks))[:_PER_ROUND].tolist():
            products = scales.products(groups[k], groups)[:, 0]
            likeness: NDArray[np.float64] = products / np.maximum([g.sizes[0] for g in groups], 1e-9)
            order = [int(j) for j in likeness.argsort(kind="stable")[::-1] if j != k]
            own = [j for j in order if chunks[j][0] == chunks[k][0]]
            other = [j for j in order if chunks[j][0] != chunks[k][0]][:_NEAREST]
            chosen = own[:2] + ([own[int(rng.integers(len(own)))]] if own else [])
            for j in (*chosen, *other):
                lines.append(pair(scales, groups[k], groups[j], [features[n] for n in chunks[j][1]]))
                same.append(int(chunks[j][0] == chunks[k][0]))
    return lines, same


def main() -> int:
    from sklearn.linear_model import LogisticRegression

    parser = argparse.ArgumentParser(prog="python -m evals.train_stories")
    parser.add_argument("--rounds", type=int, default=64)
    parser.add_argument("--half", type=int, choices=(0, 1))
    options = parser.parse_args()
    if not available():
        print("evals: the evaluation data (../shared) is not beside this checkout; nothing was learnt")
        return 0
    rng = np.random.default_rng(0)
    lines: list[list[float]] = []
    same: list[int] = []
    parts = (0, 1) if options.half is None else (options.half,)
    for name, part, short in itertools.product(SETS, parts, (False, True)):
        rows = [r for r in rows_of(name) if half(str(r["event"])) == part]
        more, labels = pairs(read(rows, short=short), [str(r["event"]) for r in rows], rounds=options.rounds, rng=rng)
        lines += more
        same += labels
    model = LogisticRegression(max_iter=5000).fit(np.array(lines), same)
    print(f"{len(lines)} pairs, {np.mean(same):.0%} of one event; right on {model.score(np.array(lines), same):.1%}")
    print("base", round(float(model.intercept_[0]), 2))
    for what, weight in zip(NAMES, model.coef_[0], strict=True):
        print(what, round(float(weight), 2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
