"""Pages a second of `variorum read --only text` beside trafilatura's fast mode: processor seconds, both in one run.

usage: python -m benchmarks.pages PAGES.jsonl ... [--rounds N]

The inputs are JSON Lines with `html` (and `url`). Each round times both, one after the other; the best of each counts.
Ours is the whole way: JSON, extraction, what the page says of itself, cleaning, language, rows. trafilatura is given
the pages decoded and asked for the text alone.
"""

import argparse
import json
import time
from pathlib import Path

from variorum import session


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages")
    parser.add_argument("inputs", nargs="+", metavar="PAGES.jsonl")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    import trafilatura

    lines = [line for path in options.inputs for line in Path(path).read_text("utf-8").split("\n") if line]
    pages = [json.loads(line)["html"] for line in lines]
    best = {"trafilatura": 1e9, "variorum": 1e9}
    for _ in range(options.rounds):
        began = time.process_time()
        for page in pages:
            trafilatura.extract(page, fast=True)
        best["trafilatura"] = min(best["trafilatura"], time.process_time() - began)
        began = time.process_time()
        rows, _ = session.read(options.inputs, only_text=True)
        for _ in rows:
            pass
        best["variorum"] = min(best["variorum"], time.process_time() - began)
    for name, took in best.items():
        print(f"{name:12} {len(pages) / took:7.1f} pages/s ({1000 * took / len(pages):.1f} ms of processor time each)")
    print(f"variorum / trafilatura: {best['trafilatura'] / best['variorum']:.2f} of its pages/s")
    walls = {}
    for jobs in (1, 2):
        walls[jobs] = 1e9
        for _ in range(options.rounds):
            began = time.perf_counter()
            rows, _ = session.read(options.inputs, only_text=True, jobs=jobs)
            for _ in rows:
                pass
            walls[jobs] = min(walls[jobs], time.perf_counter() - began)
    print(f"two processes / one, by the clock: {walls[1] / walls[2]:.2f} times the pages/s")


if __name__ == "__main__":
    main()
