"""Reuse in a corpus: agency texts and what was made of them, and documents made for the purpose.

usage: python -m evals.lineage_score [--misses]

`wire`: agency texts with texts wholly and partly made of them and others on the same subject (`wire_synth`), all given
to `variorum lineage` at once; a text's class is that of its row with its agency text, "not" where there is none.
`made`: the documents of `benchmarks.lineage`.
"""

import gzip
import json
import sys
from collections import Counter

from benchmarks.lineage import KINDS, make, ours

from evals import shared
from variorum import corpora

_MADE = 4000


def wire(*, misses: bool = False) -> dict[str, float | None]:
    """Share of texts whose class is right, and of other texts that are called reuse."""
    with gzip.open(shared.SHARED / "data" / "wire_synth.jsonl.gz", "rt", encoding="utf-8") as lines:
        given = [json.loads(line) for line in lines]
    texts = {r["id"]: r["text"] for r in given}
    rows, rejections = corpora.lineage([{"id": key, "text": text} for key, text in texts.items()])
    reuse: dict[tuple[str, str], str] = {}
    for row in rows:
        if "a" in row:
            reuse[row["a"], row["b"]] = row["reuse_b"]
            reuse[row["b"], row["a"]] = row["reuse_a"]
    count: Counter[str] = Counter(rejected=len(rejections))
    for r in given:
        if r["role"] == "source":
            continue
        got = reuse.get((r["wire"], r["id"]), "not")
        count["right"] += got == r["class"]
        count["all"] += 1
        count["others"] += r["class"] == "not"
        count["called"] += r["class"] == "not" and got != "not"
        if misses and got != r["class"]:
            print(f"    {r['role']}, {r['class']} (reused {r['reused']}): {got}: {r['id']}")
    return {
        "right": round(count["right"] / count["all"], 4),
        "others_called_reuse": round(count["called"] / count["others"], 4),
        "rejected": float(count["rejected"]),
    }


def made() -> dict[str, float | None]:
    """Recall by kind of reuse, and precision, on documents made for the purpose."""
    texts, truth = make(_MADE, 11)
    found = ours(texts, verified=True)
    out: dict[str, float | None] = {}
    for kind in KINDS:
        pairs = [pair for pair, k in truth.items() if k == kind]
        out[kind] = round(sum(pair in found for pair in pairs) / len(pairs), 4)
    out["precision"] = round(sum(pair in truth for pair in found) / len(found), 4)
    return out


def main() -> int:
    print("made:", json.dumps(made()))
    if not shared.available():
        print("wire: skipped, the evaluation data does not lie beside the checkout")
        return 0
    print("wire:", json.dumps(wire(misses="--misses" in sys.argv)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
