"""Many articles of one story: time by the number of articles, step by step, beside the parse of the same texts.

usage: python -m benchmarks.many [--sizes 10,20,50] [--copies] [--steps] [--write DIR]

The articles are made from the invented example story: each takes one report's order of telling, with paragraphs of the
others, words and figures changed, and a few sentences of its own. One process a size, so that every figure is cold. The
exponent is the slope of log time (the parse taken off) over log articles: 1.0 is linear, n log n lies near 1.2.
"""

import argparse
import json
import math
import random
import re
import subprocess
import sys
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "fictional-ferry"

_OTHER_WORDS = {
    "said": ("told reporters", "stated", "said"),
    "agreed": ("decided", "agreed", "pledged"),
    "killing": ("claiming the lives of", "killing"),
    "late": ("shortly before midnight", "late"),
    "struck": ("hit", "rammed", "struck"),
    "ferry": ("ship", "vessel", "ferry"),
    "accident": ("crash", "disaster", "collision"),
    "people": ("passengers", "persons", "people"),
    "first": ("initial", "first"),
    "joint": ("common", "joint"),
    "thick": ("dense", "heavy", "thick"),
    "closed": ("shut", "closed"),
    "about": ("around", "some", "about"),
}
_GIVEN = "Ada Bran Cleo Dorn Elin Fenn Greta Hald Ivo Jora Kell Lise Mads Nela Odd Pia Runa Sten Tilda Ulf".split()
_FAMILY = "Askeld Brovik Cairn Dunholt Eskar Fjeld Gravik Holmar Istad Jarnes Kolden Lervik Morna Nystad Ostby".split()
_TRADES = ("a deckhand", "a harbour pilot", "a retired captain", "a nurse", "a fisherman", "a passenger", "a mechanic")
_OWN = (
    "{name}, {trade}, said {pronoun} had heard the horn {n} times before the ferry struck.",
    "“Nobody told us to leave the deck for {n} minutes,” said {name}, {trade} from Halvik.",
    "{name}, {trade}, put the number of empty life jackets at {n}.",
    "According to {name}, {trade}, the fog had lain over the strait for {n} hours.",
    "The port of Orlo took in {n} cars from the ferry on Thursday, {name}, {trade}, said.",
    "“I counted {n} boats around us,” {name} recalled. “Then the lights went out.”",
)


def article(seed: int, bases: list[list[str]]) -> str:
    """One invented report, the same for the same seed."""
    rng = random.Random(seed)
    lead = bases[rng.randrange(len(bases))]
    others = [p for base in bases if base is not lead for p in base if len(p) > 80]
    lines = []
    for paragraph in lead:
        if len(paragraph) > 80 and rng.random() < 0.35:
            paragraph = rng.choice(others)
        lines.append(_changed(paragraph, rng))
        if rng.random() < 0.15:
            name = f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}"
            own = rng.choice(_OWN)
            pronoun = rng.choice(("he", "she"))
            lines.append(own.format(name=name, trade=rng.choice(_TRADES), n=rng.randrange(2, 60), pronoun=pronoun))
    return "\n\n".join(lines) + "\n"


def _changed(paragraph: str, rng: random.Random) -> str:
    def word(found: re.Match[str]) -> str:
        choices = _OTHER_WORDS.get(found[0])
        return rng.choice(choices) if choices and rng.random() < 0.3 else found[0]

    def number(found: re.Match[str]) -> str:
        return str(int(found[0]) + rng.randrange(1, 4)) if rng.random() < 0.1 else found[0]

    return re.sub(r"(?<![\d.,])\d{1,2}(?![\d.,:a-z])", number, re.sub(r"[a-z]+", word, paragraph))


def story(size: int, *, copies: bool = False) -> list[str]:
    """`size` articles of one event; all the same text with `copies`."""
    paths = sorted(EXAMPLE.glob("*.txt"))
    bases = [
        [line.strip() for line in p.read_text(encoding="utf-8").splitlines() if line.strip()] for p in paths
    ]
    return [article(0 if copies else n, bases) for n in range(size)]


def run(size: int, *, copies: bool) -> dict[str, float]:
    """Compare in this process; seconds of each step, the processor's seconds, and peak MiB."""
    import resource

    began = time.process_time()
    import variorum

    seconds: dict[str, float] = {}
    started: dict[str, float] = {}

    def watch(step: str, done: int, total: int) -> None:
        now = time.process_time()
        started.setdefault(step, now)
        if done == total:
            seconds[step] = now - started[step]

    texts = story(size, copies=copies)
    rows = [{"id": f"{n:03}", "outlet": f"Outlet {n:03}", "text": text} for n, text in enumerate(texts)]
    report = variorum.compare(rows, published="2031-03-12", progress=watch)
    compared = time.process_time()
    html = report.to_html()
    seconds["page"] = time.process_time() - compared
    seconds["all"] = time.process_time() - began
    seconds["MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds["points"] = len(report.points)
    seconds["page MB"] = len(html.encode()) / 1e6
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many")
    parser.add_argument("--sizes", default="6,12,25,50", help="numbers of articles")
    parser.add_argument("--copies", action="store_true", help="the same article every time")
    parser.add_argument("--steps", action="store_true", help="show each step")
    parser.add_argument("--write", metavar="DIR", help="write the articles of the largest size there, and stop")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(run(options.one, copies=options.copies)))
        return
    sizes = [int(s) for s in options.sizes.split(",")]
    if options.write:
        folder = Path(options.write)
        folder.mkdir(parents=True, exist_ok=True)
        for n, text in enumerate(story(max(sizes), copies=options.copies)):
            (folder / f"{n:03}.txt").write_text(text, encoding="utf-8")
        return
    rows = []
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.many", "--one", str(size)]
        began = time.perf_counter()
        done = subprocess.run(
            [*command, *(["--copies"] if options.copies else [])], capture_output=True, text=True, check=True
        )
        row = json.loads(done.stdout)
        rows.append((size, row))
        rest = row["all"] - row["parse"]
        print(
            f"{size:4} articles  wall {time.perf_counter() - began:6.1f} s  cpu {row['all']:6.1f} s"
            f"  parse {row['parse']:5.1f} s  rest {rest:6.1f} s  peak {row['MiB']:5.0f} MiB"
            f"  {row['points']:5.0f} points  page {row['page MB']:.1f} MB"
        )
        if options.steps:
            steps = {k: v for k, v in row.items() if k not in ("all", "MiB", "points", "page MB")}
            print("      " + "  ".join(f"{k} {v:.2f}" for k, v in steps.items()))
    if len(rows) > 1:
        (small, a), (large, b) = rows[-2:]
        rest = math.log((b["all"] - b["parse"]) / (a["all"] - a["parse"])) / math.log(large / small)
        print(f"exponent beyond the parse, {small} to {large} articles: {rest:.2f}")


if __name__ == "__main__":
    main()
