"""Edges of the map, read by hand: how many are right and cited right, and does the program still draw them?

usage: python -m evals.edges REPORTS    (the folder that `python -m evals --out REPORTS` wrote)

`edges.jsonl` holds 60 edges drawn by lot (seed 86243, over relations, memberships and offices of all development
stories), each with the verdict of a reader: `right`, the words state the edge with its ends, act, yes or no and hedge;
`cited_right`, the cited words carry it. It is the last of four lots: the three before it (.90 to .92 right) led to
repairs, so that this one is no blind test. Contents are left out: the file holds names and places only.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("edges.jsonl")
Key = tuple[str, str, str, str, str]


def _drawn(story: str, report: dict[str, Any]) -> Iterator[Key]:
    for r in report["relations"]:
        yield story, "relation", r["from"], r["relation"], "" if r["content"] else r["to"]
    for f in report["frameworks"]:
        for m in f["reasons"]:
            yield story, "member", m["name"], "belongs to", f["framework"]
    for a in report["actors"]:
        for o in a["offices"]:
            yield story, "office", a["name"], f"{o['status']} {o['title']}", o["of"] or ""


def figures(folder: Path) -> dict[str, float]:
    """Share of the read edges that are right and cited right, and share of the right ones that are still drawn."""
    read = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]
    drawn: set[Key] = set()
    for story in sorted({r["story"] for r in read}):
        drawn |= set(_drawn(story, json.loads((folder / f"{story}.json").read_text(encoding="utf-8"))))
    right = [r for r in read if r["right"] and r["cited_right"]]
    kept = [r for r in right if (r["story"], r["kind"], r["from"], r["relation"], r["to"]) in drawn]
    return {"right": round(len(right) / len(read), 3), "still_drawn": round(len(kept) / len(right), 3)}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(json.dumps(figures(Path(sys.argv[1]))))
