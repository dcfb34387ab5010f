"""Stories in a stream: speed, growth and memory, beside batch clusterers in the same run.

usage: python -m benchmarks.stories [--articles 20000] [--slope] [--memory 1000000] [--peers]

The stream is made here (benchmarks.made_stream): invented events, each told by several outlets, 300 words an article.
Features are part of the time, dense vectors are not used. `--slope` gives the log-log slope of time over 10,000 to
300,000 articles; `--memory` the greatest memory at that many; `--peers` DBSCAN and HDBSCAN (scikit-learn) on cosines
of TF-IDF, where they can finish. Times are processor seconds of one thread.
"""

import argparse
import itertools
import json
import math
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

from benchmarks.made_stream import made_stream
from variorum.steps.stories import StoryStream
from variorum.steps.stories.state import dump

_STEPS = (10_000, 30_000, 100_000, 300_000)
_PEERS_MOST = 6_000
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def b_cubed(stories: Iterable[Any], events: Iterable[str]) -> float:
    """B-cubed F1 of labels against the events that were made up."""
    pairs = list(zip(stories, events, strict=True))
    both, found, made = Counter(pairs), Counter(s for s, _ in pairs), Counter(e for _, e in pairs)
    precision = sum(c * c / found[s] for (s, _), c in both.items()) / len(pairs)
    recall = sum(c * c / made[e] for (_, e), c in both.items()) / len(pairs)
    return round(2 * precision * recall / (precision + recall), 4)


def measure(count: int, *, state: bool = False) -> dict[str, Any]:
    """Take a made-up stream in; the making of it is not counted."""
    stream = StoryStream()
    spent = 0.0
    events: list[str] = []
    ids: list[str] = []
    made = iter(made_stream(count))
    # Making and taking in would push one another's data out of the cache, so they seldom take turns.
    while some := list(itertools.islice(made, 1000)):
        began = time.process_time()
        for _, arrival in some:
            stream.add(arrival)
        spent += time.process_time() - began
        events += [event for event, _ in some]
        ids += [arrival.article for _, arrival in some]
        if sys.stderr.isatty():
            print(f"\r{len(ids)}/{count}", end="", file=sys.stderr)
    found = [p.story for p in map(stream.placement, ids) if p is not None]
    out = {
        "articles": count,
        "seconds": round(spent, 2),
        "articles_per_second": round(count / spent),
        "b3_f1": b_cubed(found, events),
        "max_rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    if state:
        out["state_mib"] = len(dump(stream)) >> 20
    return out


def peers(count: int) -> list[dict[str, Any]]:
    """Batch clusterers on the cosines of TF-IDF, features included."""
    from sklearn.cluster import DBSCAN, HDBSCAN
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    made = list(made_stream(count))
    events = [e for e, _ in made]
    texts = [f"{a.title} {a.text}" for _, a in made]
    out = []
    for name, clusterer, flat in (
        ("DBSCAN", DBSCAN(eps=0.6, min_samples=2, metric="cosine"), False),
        ("HDBSCAN, 100 dimensions", HDBSCAN(min_cluster_size=2, copy=True), True),
    ):
        began = time.process_time()
        matrix = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
        labels = clusterer.fit_predict(TruncatedSVD(100, random_state=0).fit_transform(matrix) if flat else matrix)
        spent = time.process_time() - began
        alone = iter(range(-1, -count - 1, -1))
        stories = [next(alone) if k < 0 else int(k) for k in labels]
        out.append(
            {"peer": name, "articles": count, "seconds": round(spent, 2), "b3_f1": b_cubed(stories, events)}
        )
    return out


def apart(count: int, *more: str) -> dict[str, Any]:
    """One measure in a process of its own, so that memory is its own."""
    command = [sys.executable, "-m", "benchmarks.stories", "--one", str(count), *more]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env={**os.environ, **_ONE_THREAD})
    return dict(json.loads(done.stdout))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stories")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--slope", action="store_true")
    parser.add_argument("--most", type=int, default=_STEPS[-1], help="with --slope: the largest stream")
    parser.add_argument("--memory", type=int)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--state", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, state=options.state)))
        return 0
    print(json.dumps(apart(options.articles)), flush=True)
    if options.slope:
        points = []
        for count in (s for s in _STEPS if s <= options.most):
            row = apart(count)
            print(json.dumps(row), flush=True)
            points.append((math.log(count), math.log(row["seconds"])))
        (x0, y0), (x1, y1) = points[0], points[-1]
        print(json.dumps({"log_log_slope": round((y1 - y0) / (x1 - x0), 3)}), flush=True)
    if options.memory:
        print(json.dumps(apart(options.memory, "--state")), flush=True)
    if options.peers:
        ours = apart(_PEERS_MOST)
        for row in peers(_PEERS_MOST):
            print(json.dumps(row | {"times_ours": round(row["seconds"] / ours["seconds"], 1)}), flush=True)
        print("BERTopic:", "is not installed, and would need a model for its vectors", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
