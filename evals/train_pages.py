"""Learn which blocks of a page are body; report each half of every set by weights of the other halves; then ship.

usage: python -m evals.train_pages [--report | --ship] (only report and ship nothing; only ship)
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

import variorum
from evals.pages_data import WHOLE, Example, examples
from evals.shared import scorer
from variorum.adapters.html.body import kept_blocks
from variorum.adapters.html.features import NAMES
from variorum.text.trees import Forest, Trees

SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 15,
    "max_depth": 6,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "verbose": -1,
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
}
ROUNDS = 200
TARGET = Path(variorum.__file__).parent / "data" / "page-weights.json"


def _nodes(tree: dict[str, Any]) -> tuple[tuple[float, ...], ...]:
    """A LightGBM tree as a flat list, children after their parents."""
    out: list[tuple[float, ...]] = []

    def add(node: dict[str, Any]) -> int:
        place = len(out)
        if "leaf_value" in node:
            out.append((round(node["leaf_value"], 5),))
            return place
        out.append(())
        left = add(node["left_child"])
        right = add(node["right_child"])
        # Inputs are single precision: a threshold rounded down to it parts them as before.
        threshold = float(np.float32(node["threshold"]))
        if threshold > node["threshold"]:
            threshold = float(np.nextafter(np.float32(threshold), np.float32(-np.inf)))
        out[place] = (node["split_feature"], threshold, left, right)
        return place

    add(tree)
    return tuple(out)


def learn(pages: Sequence[Example], *, seed: int = 7) -> Trees:
    """Trees for these pages."""
    rows = np.concatenate([p.rows[p.weight > 0] for p in pages])
    body = np.concatenate([p.body[p.weight > 0] for p in pages])
    weight = np.concatenate([p.weight[p.weight > 0] for p in pages])
    data = lightgbm.Dataset(rows, body, weight=weight / weight.mean())
    booster = lightgbm.train(SETTINGS | {"seed": seed}, data, ROUNDS)
    trees = tuple(_nodes(t["tree_structure"]) for t in booster.dump_model()["tree_info"])
    return Trees(features=NAMES, base=0.0, trees=trees)


def kept_text(trees: Forest, page: Example) -> str:
    """What is kept of a page, before any cleaning."""
    chances = 1 / (1 + np.exp(-trees.log_odds(page.rows)))
    return "\n".join(t for t, k in zip(page.texts, kept_blocks(chances, page.words), strict=True) if k)


def report(pages: Sequence[Example]) -> None:
    """Each half judged by weights learnt from the others, and both together, before any cleaning."""
    text_score = scorer("score_text")
    kept: dict[str, list[dict[str, Any]]] = {name: [] for name in WHOLE}
    for half in (0, 1):
        trees = Forest(learn([p for p in pages if p.half != half]))
        line = {}
        for name in WHOLE:
            mine = [p for p in pages if p.name == name and p.half == half]
            read = [{"id": p.row["id"], "text": kept_text(trees, p)} for p in mine]
            kept[name] += read
            line[name] = text_score.score(read, [p.row for p in mine])["f1"]
        print(f"half {half}, weights of the other:", json.dumps(line))
    print("both:", json.dumps({n: text_score.score(r, [p.row for p in pages if p.name == n]) for n, r in kept.items()}))


def main() -> None:
    begin = time.perf_counter()
    pages = list(examples())
    print(f"{len(pages)} pages in {time.perf_counter() - begin:.0f} s", file=sys.stderr)
    if "--ship" not in sys.argv:
        report(pages)
    if "--report" not in sys.argv:
        trees = learn(pages)
        plain = {"features": trees.features, "base": trees.base, "trees": trees.trees}
        text = json.dumps(plain, separators=(",", ":")).replace("],[[", "],\n[[")
        TARGET.write_text(text + "\n", encoding="utf-8")
    print(f"{time.perf_counter() - begin:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
