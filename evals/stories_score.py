"""Stories: B-cubed F1 of the four public sets, streaming, one configuration, beside a naive single pass.

usage: python -m evals.stories_score [--halves] [--bounds] [--peers]

`--halves` scores each half of the events (parted by a hash) as a stream of its own; `--bounds` gives the best that
batch clustering with the threshold that suits each set would reach; `--peers` a naive single pass, DBSCAN and HDBSCAN.
"""

import argparse
import gzip
import hashlib
import json
import math
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from evals.shared import SHARED, available
from variorum import streams
from variorum.config import Config

SETS = ("ecbplus", "giveme5w1h_clusters", "basil", "uci_headlines")
Row = dict[str, Any]


def rows_of(name: str) -> list[Row]:
    path = SHARED / "data" / f"{name}.jsonl.gz"
    return [json.loads(x) for x in gzip.decompress(path.read_bytes()).decode("utf-8").split("\n") if x.strip()]


def half(event: str) -> int:
    """Which half an event is in; the two events of one topic of ECB+ stay together."""
    return int(hashlib.sha256(event.replace("ecbplus", "ecb").encode()).hexdigest(), 16) % 2


def score(rows: Sequence[Row], stories: Sequence[Row]) -> dict[str, Any]:
    sys.path.insert(0, str(SHARED / "score"))
    try:
        return dict(import_module("score_stories").score(stories, rows))
    finally:
        sys.path.pop(0)


def cluster(rows: Sequence[Row]) -> tuple[list[Row], float]:
    """Rows of `variorum stories`, and the share of articles that took the dearer look."""
    fields = ("id", "url", "outlet", "title", "date", "published", "text")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        given = [{k: r[k] for k in fields if r.get(k) is not None} for r in rows]
        path.write_text("".join(json.dumps(r) + "\n" for r in given), encoding="utf-8")
        found = streams.stories([str(path)], config=Config())
    assert {str(r["id"]) for r in found.rows} == {str(r["id"]) for r in rows}
    return list(found.rows), found.looked / max(1, len(rows))


def naive(rows: Sequence[Row], least: float) -> list[Row]:
    """Single pass over TF-IDF with one threshold: the peer that the issue names."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [f"{r.get('title') or ''} {r.get('text') or ''}" for r in rows]
    matrix = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    sums: list[Any] = []
    out = []
    for n, row in enumerate(rows):
        best, at = -1.0, -1
        for k, total in enumerate(sums):
            cosine = float((matrix[n] @ total.T).sum()) / math.sqrt(max(1e-9, float(total.multiply(total).sum())))
            if cosine > best:
                best, at = cosine, k
        if best < least:
            at = len(sums)
            sums.append(matrix[n])
        else:
            sums[at] = sums[at] + matrix[n]
        out.append({"id": row["id"], "story": str(at)})
    return out


def bounds(rows: Sequence[Row]) -> dict[str, float]:
    """The best B-cubed F1 over all thresholds of batch agglomerative clustering over TF-IDF, by linkage."""
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [f"{r.get('title') or ''} {r.get('text') or ''}" for r in rows]
    matrix = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    distance = np.clip(1 - (matrix @ matrix.T).toarray(), 0, None)
    np.fill_diagonal(distance, 0)
    out = {}
    for method in ("average", "complete", "ward"):
        tree = linkage(squareform(distance, checks=False), method)
        out[method] = max(
            score(rows, [{"id": r["id"], "story": str(k)} for r, k in zip(rows, labels, strict=True)])["b3_f1"]
            for least in np.arange(0.5, 1.5, 0.02)
            for labels in [fcluster(tree, least, "distance")]
        )
    return out


def batch_peers(rows: Sequence[Row]) -> dict[str, tuple[float, float]]:
    """B-cubed F1 and processor seconds, features included, of what sees all articles at once; outliers stand alone."""
    import numpy as np
    from sklearn.cluster import DBSCAN, HDBSCAN
    from sklearn.feature_extraction.text import TfidfVectorizer

    from variorum.adapters.minilm import MiniLmEncoder

    texts = [f"{r.get('title') or ''}. {r.get('text') or ''}" for r in rows]

    def sparse() -> Any:
        return TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)

    def dense() -> Any:
        encoder = MiniLmEncoder()
        return np.concatenate([encoder.encode([t[:320] for t in texts[n : n + 32]]) for n in range(0, len(texts), 32)])

    out = {}
    for name, features, clusterer in (
        ("HDBSCAN, MiniLM", dense, HDBSCAN(min_cluster_size=2, copy=True)),
        ("DBSCAN, TF-IDF", sparse, DBSCAN(eps=0.7, min_samples=2, metric="cosine")),
    ):
        began = time.process_time()
        labels = clusterer.fit_predict(features())
        spent = time.process_time() - began
        found = [
            {"id": r["id"], "story": str(k) if k >= 0 else f"alone {n}"}
            for n, (r, k) in enumerate(zip(rows, labels, strict=True))
        ]
        out[name] = (score(rows, found)["b3_f1"], round(spent, 1))
    return out


def figures() -> dict[str, float]:
    """B-cubed F1 of each set, and the largest share of articles that took the dearer look."""
    out: dict[str, float] = {}
    looked = []
    for name in SETS:
        rows = rows_of(name)
        stories, share = cluster(rows)
        out[name] = score(rows, stories)["b3_f1"]
        looked.append(share)
    return out | {"looked": round(max(looked), 3)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.stories_score")
    parser.add_argument("--halves", action="store_true")
    parser.add_argument("--bounds", action="store_true")
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    if not available():
        print("evals: the evaluation data (../shared) is not beside this checkout; nothing was measured")
        return 0
    for name in SETS:
        rows = rows_of(name)
        stories, share = cluster(rows)
        print(name, json.dumps(score(rows, stories)), f"dearer look: {share:.1%}", flush=True)
        if options.halves:
            for part in (0, 1):
                some = [r for r in rows if half(str(r["event"])) == part]
                print("  half", part, json.dumps(score(some, cluster(some)[0])), flush=True)
        if options.bounds:
            print("  best of batch over all thresholds:", json.dumps(bounds(rows)), flush=True)
        if options.peers:
            print("  in batch:", json.dumps(batch_peers(rows)), flush=True)
        if options.peers and len(rows) < 1000:
            least = (0.1, 0.15, 0.2, 0.25, 0.3)
            best = {t: score(rows, naive(rows, t))["b3_f1"] for t in least}
            print("  naive single pass, by threshold:", json.dumps(best), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
