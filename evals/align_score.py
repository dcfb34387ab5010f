"""The alignment of every story with the weights that ship, on the careful readers' bodies.

usage: python -m evals.align_score [--show STORY]

The shipped weights have seen these stories: `python -m evals.train_align --report` gives the figures of weights that
have not.
"""

import sys
import time

from evals import shared
from evals.align_data import KeptEncoder, Marks, readings, score
from evals.train_align import report
from variorum.steps.align import align_claims


def main() -> None:
    show = sys.argv[2] if "--show" in sys.argv else ""
    if not shared.available():
        print("skipped: the evaluation data does not lie beside the checkout")
        return
    encoder = KeptEncoder()
    rows = {}
    for reading in readings():
        begin = time.perf_counter()
        points = align_claims(
            list(reading.articles.values()),
            reading.parses,
            reading.claims,
            names=reading.names,
            encoder=encoder,
        )
        seconds = time.perf_counter() - begin
        marks = Marks(reading)
        rows[reading.story] = {**score(reading, marks, points), "seconds": seconds}
        if reading.story == show:
            by_id = {c.id: c for held in reading.claims.values() for c in held}
            for p in sorted(points, key=lambda p: -len({by_id[i].article for i in p.claims})):
                print(f"* {p.kind}: {p.text}")
                for i in p.claims:
                    c = by_id[i]
                    print(f"    {reading.key_of[c.article]:14} {c.kind:11} {c.text} | {p.joined.get(i, 'LEAD')}")
                for s in p.unclear:
                    text = reading.articles[s.article].text[s.start : s.end]
                    print(f"  ? {reading.key_of[s.article]:14} {text}")
    report(rows)


if __name__ == "__main__":
    main()
