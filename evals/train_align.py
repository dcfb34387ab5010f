"""Learn the weights of the alignment from the careful readings, leaving one story out to report, then ship.

usage: python -m evals.train_align [--report | --ship] (only report and ship nothing; only ship)
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lightgbm
import msgspec
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

import variorum
from evals import shared
from evals.align_data import KeptEncoder, Marks, Reading, readings, score
from variorum.steps.align.context import NAMES_SECOND, around, second_features
from variorum.steps.align.features import NAMES, ClaimTable
from variorum.steps.align.group import Limits
from variorum.steps.align.judge import Candidates, as_pairs, candidates, with_days
from variorum.steps.align.model import Judge, Line
from variorum.steps.align.points import points_of, table_of
from variorum.text.trees import Trees

OPTIONS = {"pair": 0.45, "mean": 0.45, "least": 0.2, "near": 0.1, "again": 0.5}
SETTINGS = {
    "objective": "binary",
    "num_leaves": 5,
    "learning_rate": 0.04,
    "min_child_samples": 50,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "feature_fraction": 0.4,
    "lambda_l2": 5.0,
    "verbose": -1,
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
}
ROUNDS = (150, 180)
STRENGTH = 0.004  # of the line: the inverse of its ridge
TARGET = Path(variorum.__file__).parent / "data" / "align-weights.json"


class Case:
    """One story's candidates with what the careful readers say of them."""

    def __init__(self, reading: Reading, encoder: KeptEncoder) -> None:
        self.reading = reading
        self.table: ClaimTable = table_of(
            reading.parses,
            reading.claims,
            names=reading.names,
            encoder=encoder,
        )
        self.marks = Marks(reading)
        self.found: Candidates = candidates(self.table)
        claims = self.table.claims
        verdicts = [
            self.marks.judge(claims[a].id, claims[b].id)
            for a, b in zip(self.found.a.tolist(), self.found.b.tolist(), strict=True)
        ]
        self.known = np.array([v is not None for v in verdicts])
        self.same = np.array([bool(v) for v in verdicts])
        self.weight = self._weights()

    def _weights(self) -> NDArray[np.float64]:
        """A pair's weight: less where two sentences give many pairs of clauses, and where a story gives many."""
        sentences = np.stack((self.table.sentence_of[self.found.a], self.table.sentence_of[self.found.b]), axis=1)
        _, at, many = np.unique(sentences, axis=0, return_inverse=True, return_counts=True)
        weight: NDArray[np.float64] = 1 / np.sqrt(many[at.ravel()])
        weight /= np.sqrt(weight[self.known].sum())
        return weight


def learn(cases: Sequence[Case], rows: Sequence[NDArray[np.float32]], names: Sequence[str], rounds: int) -> Judge:
    """A line and boosted trees from some stories."""
    x = np.concatenate([r[c.known] for c, r in zip(cases, rows, strict=True)])
    y = np.concatenate([c.same[c.known] for c in cases]).astype(int)
    w = np.concatenate([c.weight[c.known] for c in cases])
    data = lightgbm.Dataset(x, y, weight=w / w.mean(), feature_name=list(names), free_raw_data=False)
    trees = as_trees(lightgbm.train(SETTINGS, data, rounds))
    scaler = StandardScaler().fit(x)
    line = LogisticRegression(C=STRENGTH, max_iter=300).fit(scaler.transform(x), y, sample_weight=w / w.mean())
    return Judge(
        line=Line(
            base=round(float(line.intercept_[0]), 5),
            mean=tuple(np.round(scaler.mean_, 5).tolist()),
            scale=tuple(np.round(np.maximum(scaler.scale_, 1e-4), 5).tolist()),
            weight=tuple(np.round(line.coef_[0], 5).tolist()),
        ),
        trees=trees,
    )


def as_trees(booster: lightgbm.Booster) -> Trees:
    """LightGBM's trees in our own plain form."""
    dump = booster.dump_model()
    trees = []
    for tree in dump["tree_info"]:
        nodes: list[tuple[float, ...]] = []
        _flatten(tree["tree_structure"], nodes)
        trees.append(tuple(nodes))
    return Trees(features=tuple(dump["feature_names"]), base=0.0, trees=tuple(trees))


def _flatten(node: dict[str, Any], nodes: list[tuple[float, ...]]) -> int:
    place = len(nodes)
    if "leaf_value" in node:
        nodes.append((round(node["leaf_value"], 5),))
        return place
    nodes.append(())
    left = _flatten(node["left_child"], nodes)
    right = _flatten(node["right_child"], nodes)
    nodes[place] = (node["split_feature"], _above(node["threshold"]), left, right)
    return place


def _above(threshold: float) -> float:
    """Features are rounded to four places: so is the threshold, half a step off the grid."""
    return round(float(np.floor(threshold * 1e4)) / 1e4 + 5e-5, 5)


class Folds:
    """First judges for every set of stories that is left out, each learnt once."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._cases = cases
        self._judges: dict[frozenset[int], Judge] = {}

    def first(self, *without: int) -> Judge:
        """The first judge learnt without these stories."""
        key = frozenset(without)
        if key not in self._judges:
            kept = [c for n, c in enumerate(self._cases) if n not in key]
            self._judges[key] = learn(kept, [c.found.features for c in kept], NAMES, ROUNDS[0])
        return self._judges[key]

    def rows(self, case: int, *without: int) -> NDArray[np.float32]:
        """What the second judge reads of a story, the first one not having seen it."""
        c = self._cases[case]
        first = self.first(case, *without).probability(c.found.features)
        return second_features(c.found.features, around(c.table, c.found.a, c.found.b, first))

    def second(self, *without: int) -> Judge:
        """The second judge learnt without these stories."""
        kept = [n for n in range(len(self._cases)) if n not in without]
        rows = [self.rows(n, *without) for n in kept]
        return learn([self._cases[n] for n in kept], rows, NAMES_SECOND, ROUNDS[1])


def report(rows: dict[str, dict[str, float]]) -> None:
    """Print the table."""
    columns = list(next(iter(rows.values())))
    print(f"{'':10}" + "".join(f"{c:>14}" for c in columns))
    rows["mean"] = {c: sum(r[c] for r in rows.values()) / len(rows) for c in columns}
    for story, r in rows.items():
        print(f"{story:10}" + "".join(f"{r[c]:14.3f}" for c in columns))


def main() -> None:
    begin = time.perf_counter()
    encoder = KeptEncoder()
    cases = [Case(r, encoder) for r in readings()]
    print(f"read in {time.perf_counter() - begin:.0f} s", file=sys.stderr)
    folds = Folds(cases)
    if "--ship" not in sys.argv:
        rows = {}
        for n, case in enumerate(cases):
            probability = folds.second(n).probability(folds.rows(n))
            days = {k: a.published for k, a in case.reading.articles.items()}
            pairs = as_pairs(case.found, with_days(probability, case.table, case.found, days))
            points = points_of(case.table, pairs, case.reading.parses, Limits(**OPTIONS))
            rows[case.reading.story] = score(case.reading, case.marks, points)
        print("leave one story out")
        report(rows)
    if "--report" not in sys.argv:
        plain = {
            "trained_on": list(shared.STORIES),
            "first": msgspec.to_builtins(folds.first()),
            "second": msgspec.to_builtins(folds.second()),
            "options": OPTIONS,
        }
        text = json.dumps(plain, separators=(",", ":")).replace("],[[", "],\n[[")
        TARGET.write_text(text + "\n", encoding="utf-8")
    print(f"{time.perf_counter() - begin:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
