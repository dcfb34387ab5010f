"""Learn the weights of the alignment from the careful readings, leaving one story out to report, then ship.

usage: python -m evals.train_align [--report] (only report, ship nothing)
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

import variorum
from evals import shared
from evals.align_data import KeptEncoder, Marks, Reading, readings, score
from variorum.steps.align.features import NAMES, ClaimTable
from variorum.steps.align.group import Limits
from variorum.steps.align.judge import Candidates, as_pairs, candidates
from variorum.steps.align.model import Trees
from variorum.steps.align.points import points_of, table_of

OPTIONS = {"pair": 0.45, "mean": 0.4, "least": 0.1, "near": 0.1}
SETTINGS = {
    "objective": "binary",
    "num_leaves": 8,
    "learning_rate": 0.05,
    "min_child_samples": 50,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "feature_fraction": 0.4,
    "lambda_l2": 5.0,
    "verbose": -1,
    "num_threads": 2,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
}
ROUNDS = 150
TARGET = Path(variorum.__file__).parent / "data" / "align-weights.json"


class Case:
    """One story's candidates with what the careful readers say of them."""

    def __init__(self, reading: Reading, encoder: KeptEncoder) -> None:
        self.reading = reading
        self.table: ClaimTable = table_of(
            reading.parses, reading.claims, names=reading.names, encoder=encoder
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


def learn(cases: Sequence[Case]) -> Trees:
    """Boosted trees from some stories, each story weighing the same as its pairs' square root."""
    x = np.concatenate([c.found.features[c.known] for c in cases])
    y = np.concatenate([c.same[c.known] for c in cases]).astype(int)
    w = np.concatenate([np.full(c.known.sum(), 1 / np.sqrt(c.known.sum())) for c in cases])
    data = lightgbm.Dataset(x, y, weight=w / w.mean(), feature_name=list(NAMES), free_raw_data=False)
    return as_trees(lightgbm.train(SETTINGS, data, ROUNDS))


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


def judge(case: Case, trees: Trees) -> NDArray[np.float64]:
    """What trees say of a story's candidates."""
    return trees.probability(case.found.features)


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
    rows = {}
    for case in cases:
        trees = learn([c for c in cases if c is not case])
        pairs = as_pairs(case.found, judge(case, trees))
        points = points_of(case.table, pairs, case.reading.parses, Limits(**OPTIONS))
        rows[case.reading.story] = score(case.reading, case.marks, points)
    print("leave one story out")
    report(rows)
    if "--report" not in sys.argv:
        trees = learn(cases)
        plain = {
            "trained_on": list(shared.STORIES),
            "first": {"features": list(trees.features), "base": trees.base, "trees": trees.trees},
            "second": None,
            "options": OPTIONS,
        }
        TARGET.write_text(json.dumps(plain, separators=(",", ":")).replace("],[[", "],\n[["), encoding="utf-8")
    print(f"{time.perf_counter() - begin:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
