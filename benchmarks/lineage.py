"""Near-duplicates and passages at corpus size, beside gaoya, rensa and datasketch in the same run.

usage: python -m benchmarks.lineage [--docs 20000] [--without-peers]
       python -m benchmarks.lineage --command [--docs 20000] [--jobs 1]
       python -m benchmarks.lineage --slope

The documents are made here: sentences over a vocabulary with the frequencies of words in news (Zipf), stock phrases
that a fifth of them end with, and in a tenth a quotation that two unlike texts share. A tenth are reuses of another
one, of six kinds:

* light: one word in twenty replaced
* heavy: one word in six replaced
* cut: the first half, or a stretch from the middle
* framed: a page's frame before and after
* reordered: the paragraphs in another order
* merged: forty to a hundred and twenty words running inside a text of its own

Prints recall by kind, precision, documents a second of CPU time (tokenising and fingerprints included) and ratios to
the fastest peer. The peers are asked what they are made for, pairs above a Jaccard similarity of a half, and only
estimate. They are no part of the project's requirements: `.venv/bin/python -m pip install gaoya rensa datasketch`.

`--command` runs `variorum lineage` on the same documents, from JSON Lines to JSON Lines, and says what it took.
`--slope` does so for 10,000 to 200,000 documents, one process each: CPU time, peak memory, and the slope of log time
over log documents (1.0 is linear).
"""

import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from variorum.records.place import Extent
from variorum.records.source import Article
from variorum.steps.lineage.candidates import Candidates, sample
from variorum.steps.lineage.passages import bodies_of, shared_by
from variorum.text.fingerprints import fingerprint

KINDS = ("light", "heavy", "cut", "framed", "reordered", "merged")
_SYLLABLES = "ba ke li mo nu ra se ti vo xa dre plo stin gar mel tor ven sul har wic".split()
_STOCK = (
    "the officials did not immediately respond to a request for comment on the matter on that day",
    "this is a developing story and it will be updated as more information becomes available to us",
    "sign up for our daily newsletter to get the most important stories of the day in your inbox",
)
_BLOCK = 500


class Maker:
    """Makes documents from a seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        words: dict[str, None] = {}
        while len(words) < 30_000:
            words["".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(1, 4)))] = None
        self._words = list(words)
        self._said: list[list[str]] = []
        self._weights = list(accumulate(1 / (n + 2.7) for n in range(len(self._words))))

    def words(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)

    def document(self, count: int = 300) -> list[list[str]]:
        """Paragraphs of words."""
        out: list[list[str]] = []
        left = count
        while left > 0:
            n = min(left, self._chance.randint(30, 60))
            out.append(self.words(n))
            left -= n
        if self._chance.random() < 0.2:
            out[-1] = out[-1] + self._chance.choice(_STOCK).split()
        if self._chance.random() < 0.1:
            if len(self._said) < 2 or self._chance.random() < 0.5:
                self._said.append(self.words(30))
            quote = self._said.pop(0)
            if self._chance.random() < 0.5:
                self._said.append(quote)
            out.insert(1, [*self.words(12), f"“{quote[0]}", *quote[1:-1], f"{quote[-1]},”", "said", *self.words(8)])
        return out

    def reuse(self, source: Sequence[Sequence[str]], kind: str) -> list[list[str]]:
        chance = self._chance
        flat = [w for p in source for w in p]
        if kind in ("light", "heavy"):
            share = 1 / 20 if kind == "light" else 1 / 6
            return [[w if chance.random() > share else self.words(1)[0] for w in p] for p in source]
        if kind == "cut":
            n = len(flat) // 2
            at = chance.choice((0, chance.randrange(len(flat) - n + 1)))
            return [flat[at : at + n]]
        if kind == "framed":
            return [self.words(25), *(list(p) for p in source), self.words(40), chance.choice(_STOCK).split()]
        if kind == "reordered":
            mixed = [list(p) for p in source]
            chance.shuffle(mixed)
            return mixed
        n = chance.randint(40, 120)
        at = chance.randrange(len(flat) - n + 1)
        own = self.document(250)
        own.insert(chance.randrange(len(own)), flat[at : at + n])
        return own


def make(count: int, seed: int) -> tuple[list[str], dict[tuple[int, int], str]]:
    """Texts, and the pairs that are reuse with their kinds."""
    maker = Maker(seed)
    chance = random.Random(seed + 1)
    texts: list[str] = []
    truth: dict[tuple[int, int], str] = {}
    fresh: list[int] = []
    for n in range(count):
        if fresh and chance.random() < 0.1:
            source = fresh.pop(chance.randrange(len(fresh)))  # each is used once, so that every pair is known
            kind = KINDS[n % len(KINDS)]
            paragraphs = [p.rstrip(".").lower().split() for p in texts[source].split("\n")]
            made = maker.reuse(paragraphs, kind)
            truth[(source, n)] = kind
        else:
            made = maker.document()
            fresh.append(n)
        texts.append("\n".join(" ".join(p).capitalize() + "." for p in made))
    return texts, truth


def ours(texts: Sequence[str], *, verified: bool) -> set[tuple[int, int]]:
    candidates = Candidates()
    for n in range(0, len(texts), _BLOCK):
        candidates.add(sample(fingerprint(texts[n : n + _BLOCK])))
    found = candidates.pairs()
    if not verified:
        return {(a, b) for a, b in found.tolist()}
    wanted = np.unique(found).tolist()
    ready = dict(zip(wanted, bodies_of([_article(texts[n]) for n in wanted]), strict=True))
    return {(a, b) for a, b in found.tolist() if shared_by(ready[a], ready[b]) is not None}


def _article(text: str) -> Article:
    """A document that is body from end to end, each line a paragraph."""
    at, paragraphs = 0, []
    for line in text.split("\n"):
        paragraphs.append((Extent(at, at + len(line)),))
        at += len(line) + 1
    return Article(id="a", source="a", text=text, language="en", paragraphs=tuple(paragraphs))


def _shingles(text: str) -> list[str]:
    words = text.lower().replace(".", " ").split()
    return [" ".join(words[i : i + 5]) for i in range(len(words) - 4)]


def by_rensa(texts: Sequence[str]) -> set[tuple[int, int]]:
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    out: set[tuple[int, int]] = set()
    hashes = []
    for n, text in enumerate(texts):
        h = RMinHash(num_perm=128, seed=1)
        h.update(_shingles(text))
        hashes.append(h)
        for m in lsh.query(h):
            if hashes[m].jaccard(h) >= 0.5:
                out.add((m, n))
        lsh.insert(n, h)
    return out


def by_gaoya(texts: Sequence[str]) -> set[tuple[int, int]]:
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=0.5,
        num_bands=32,
        band_size=4,
        analyzer="word",
        lowercase=True,
        ngram_range=(5, 5),
    )
    out: set[tuple[int, int]] = set()
    for n, text in enumerate(texts):
        out |= {(int(m), n) for m in index.query(text)}
        index.insert_document(n, text)
    return out


def by_datasketch(texts: Sequence[str]) -> set[tuple[int, int]]:
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    out: set[tuple[int, int]] = set()
    for n, text in enumerate(texts):
        h = MinHash(num_perm=128, seed=1)
        h.update_batch([s.encode() for s in _shingles(text)])
        out |= {(int(m), n) for m in lsh.query(h)}
        lsh.insert(n, h)
    return out


def measured(
    name: str, texts: Sequence[str], truth: dict[tuple[int, int], str], run: Callable[[], Any]
) -> dict[str, Any]:
    began = time.process_time()
    found = run()
    took = time.process_time() - began
    row: dict[str, Any] = {"docs_per_s": round(len(texts) / took)}
    for kind in KINDS:
        pairs = [p for p, k in truth.items() if k == kind]
        row[kind] = round(sum(p in found for p in pairs) / max(1, len(pairs)), 3)
    row["precision"] = round(sum(p in truth for p in found) / max(1, len(found)), 4)
    print(f"{name:<22}", json.dumps(row), flush=True)
    return row


def command(count: int, jobs: int) -> tuple[float, float, float]:
    """Run `variorum lineage` on documents; returns seconds of CPU, seconds by the clock, and peak memory in MiB."""
    texts, truth = make(count, 7)
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "documents.jsonl", Path(folder) / "rows.jsonl"
        with given.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts))
        began = time.perf_counter()
        call = [sys.executable, "-m", "variorum", "lineage", str(given), "--out", str(out), "--quiet"]
        process = subprocess.Popen([*call, "--jobs", str(jobs)])
        _, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - began
        if status:
            raise RuntimeError(f"the command ended with status {status}")
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    found = {tuple(sorted((int(r["a"]), int(r["b"])))) for r in rows if "a" in r}
    right = len(found & truth.keys())
    cpu = used.ru_utime + used.ru_stime
    print(
        f"{count} documents, {jobs} processes: {cpu:.1f} s of CPU, {took:.1f} s by the clock, "
        f"{count / cpu:.0f} documents a second of CPU, peak {used.ru_maxrss / 1024:.0f} MiB, "
        f"recall {right / max(1, len(truth)):.3f}, "
        f"precision {right / max(1, len(found)):.4f}",
        flush=True,
    )
    return cpu, took, used.ru_maxrss / 1024


def slope(sizes: Sequence[int]) -> None:
    points = [(math.log(size), math.log(command(size, 1)[0])) for size in sizes]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    rise = sum((x - mx) * (y - my) for x, y in points) / sum((x - mx) ** 2 for x in xs)
    print(f"log-log slope {rise:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lineage")
    parser.add_argument("--docs", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--command", action="store_true")
    parser.add_argument("--slope", action="store_true")
    parser.add_argument("--without-peers", action="store_true")
    options = parser.parse_args()
    if options.slope:
        slope((10_000, 20_000, 50_000, 100_000, 200_000))
        return
    if options.command:
        command(options.docs, options.jobs)
        return
    texts, truth = make(options.docs, 7)
    ours(texts[:50], verified=True)  # tables are made once a process
    verified = measured("ours, verified", texts, truth, lambda: ours(texts, verified=True))
    rough = measured("ours, candidates", texts, truth, lambda: ours(texts, verified=False))
    if options.without_peers:
        return
    peers = {
        name: measured(name, texts, truth, lambda run=run: run(texts))  # type: ignore[misc]
        for name, run in (("gaoya", by_gaoya), ("rensa", by_rensa), ("datasketch", by_datasketch))
    }
    fastest = max(p["docs_per_s"] for p in peers.values())
    print(
        f"of the fastest peer: verified {verified['docs_per_s'] / fastest:.2f}, candidates "
        f"{rough['docs_per_s'] / fastest:.2f}"
    )


if __name__ == "__main__":
    main()
