"""`variorum batch` on made-up archives: rate, memory, growth, both engines; what was found beside what is true.

usage: python -m benchmarks.batch [--sizes 10000,50000,200000] [--engines local,ray] [--jobs 2] [--work DIR] [--seed 1]
       python -m benchmarks.batch --compare [--stories 1000]
       python -m benchmarks.batch --costs DIR/runs.jsonl

One process tree a run. Printed are articles a second by the wall clock, and by processor time on so many processors
that nobody else uses (articles / CPU seconds x jobs), since the wall clock of a shared machine is noisy; the greatest
memory of all processes together (proportional set sizes, sampled); where the processor time went; B-cubed F1 of the
stories and recall of the reprints. Twice the data must take at most 2.2 times the time. Every run adds a line of JSON
to DIR/runs.jsonl.

`--compare` does all steps on stories of five articles each that tell comparable facts, and says how the time compares
with the parse alone of the same articles, measured before and after. `--costs` makes the table of what a year of
CC-NEWS costs from the largest run and the last comparison of such a file.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks.made_archive import Archive, write
from benchmarks.stories import b_cubed

_SAMPLE_SECONDS = 1.0
_STEPS = "clean,lineage,stories"
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


# --- a run -------------------------------------------------------------------------------------------------------
def archive(work: Path, articles: int, seed: int, **options: Any) -> Path:
    """A folder with an archive; it is made where it is absent."""
    name = "-".join(["made", str(articles), str(seed), *(f"{k}{v}" for k, v in sorted(options.items()))])
    folder = work / name
    if not (folder / "truth.jsonl").exists():
        made = Path(tempfile.mkdtemp(dir=work))
        write(Archive(articles, seed=seed, **options), made, files=max(1, articles // 25_000))
        made.rename(folder)
    return folder


def run(made: Path, out: Path, *, engine: str, jobs: int, steps: str) -> dict[str, Any]:
    """Run the command, and measure it."""
    shutil.rmtree(out, ignore_errors=True)
    inputs = sorted(str(p) for p in made.glob("part-*"))
    command = [sys.executable, "-m", "variorum", "batch", *inputs, "--out", str(out), "--steps", steps]
    command += ["--engine", engine, "--jobs", str(jobs), "--quiet"]
    # All that a run starts has the mark in its environment, whoever its parent is.
    mark = f"made-run-{os.getpid()}-{time.monotonic_ns()}"
    began = time.monotonic()
    with (out.parent / f"{out.name}.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=os.environ | _ONE_THREAD | {"VARIORUM_BENCHMARK": mark}, stdout=log, stderr=log
        )
        watch = _Watch(mark)
        watch.start()
        code = process.wait()
    wall = time.monotonic() - began
    watch.done.set()
    watch.join()
    if code not in (0, 2, 3):
        raise SystemExit(f"{' '.join(command)} ended with {code}; see {log.name}")
    return {
        "engine": engine,
        "jobs": jobs,
        "wall": round(wall, 1),
        "cpu": round(sum(watch.cpu.values()), 1),
        "peak_mib": round(watch.peak / 2**20),
        "steps": {k: round(v, 1) for k, v in seconds_of(out).items()},
        "out_mb": round(sum(p.stat().st_size for p in out.rglob("*.parquet")) / 1e6, 1),
        "in_mb": round(sum(Path(p).stat().st_size for p in inputs) / 1e6, 1),
    }


class _Watch(threading.Thread):
    """Looks at a run's processes now and then: their memory together, and the processor time of each."""

    def __init__(self, mark: str) -> None:
        super().__init__(daemon=True)
        self._mark = mark.encode()
        self._known: dict[int, bool] = {}
        self.done = threading.Event()
        self.peak = 0
        self.cpu: dict[int, float] = {}

    def run(self) -> None:
        while not self.done.wait(_SAMPLE_SECONDS):
            self.peak = max(self.peak, sum(self._look(pid) for pid in _processes()))

    def _look(self, pid: int) -> int:
        try:
            if pid not in self._known:
                self._known[pid] = self._mark in Path(f"/proc/{pid}/environ").read_bytes()
            if not self._known[pid]:
                return 0
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            self.cpu[pid] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            return int(rollup.partition("Pss:")[2].split()[0]) * 1024
        except (OSError, ValueError, IndexError):
            return 0


def _processes() -> Iterator[int]:
    return (int(e.name) for e in os.scandir("/proc") if e.name.isdecimal())


def seconds_of(out: Path) -> dict[str, float]:
    """Processor seconds of a run by step, as the run itself counted them."""
    found: dict[str, float] = defaultdict(float)
    for line in (out / "_run" / "journal.jsonl").read_text(encoding="utf-8").splitlines():
        for step, seconds in ((json.loads(line).get("done") or {}).get("seconds") or {}).items():
            found[step] += seconds
    report = out / "_run" / "report.json"
    if report.exists():
        for step, seconds in json.loads(report.read_bytes()).get("own", {}).items():
            found[f"({step})"] += seconds
    return dict(sorted(found.items(), key=lambda item: -item[1]))


# --- truth -------------------------------------------------------------------------------------------------------
def judged(made: Path, out: Path) -> dict[str, float]:
    """B-cubed F1 of the stories; recall and precision of near-duplicates that are reprints."""
    truth = {}
    for line in (made / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        truth[row["id"]] = row
    rows = pq.read_table(out / "articles", columns=["article", "row_id", "story"]).to_pylist()
    name = {r["article"]: r["row_id"] for r in rows}
    placed = [(r["story"], truth[r["row_id"]]["story"]) for r in rows if truth[r["row_id"]].get("story")]
    pairs = pq.read_table(out / "passages", columns=["article", "other", "relation"])
    near = {
        frozenset((name[a], name[b]))
        for a, b, relation in zip(*(pairs.column(c).to_pylist() for c in pairs.column_names), strict=True)
        if relation == "near_duplicate"
    }
    reprints = [frozenset((key, row["reprint_of"])) for key, row in truth.items() if "reprint_of" in row]

    def first(key: str) -> str:
        return str(truth[key].get("reprint_of", key))

    return {
        "placed": len(placed),
        "missing": sum("story" in t for t in truth.values()) - len(placed),
        "b3_f1": b_cubed(*zip(*placed, strict=True)) if placed else 0.0,
        "reprint_recall": round(sum(p in near for p in reprints) / max(1, len(reprints)), 4),
        "near_precision": round(sum(len({first(k) for k in p}) == 1 for p in near) / max(1, len(near)), 4),
    }


# --- a comparison ------------------------------------------------------------------------------------------------
def parse_rate(made: Path, articles: int) -> float:
    """Articles a second of processor time of the parse alone."""
    from variorum import ingest
    from variorum.adapters.spacy_tagger import SpacyTagger
    from variorum.config import Config
    from variorum.steps.clean import clean_documents
    from variorum.steps.parse import parse_article

    tagger = SpacyTagger()
    documents, _ = ingest.documents_of([str(p) for p in sorted(made.glob("part-*"))], config=Config(max_bytes=10**9))
    cleaned, _ = clean_documents(documents[:articles], config=Config(), identify=lambda _: "en")
    parse_article(cleaned[0], tagger=tagger)
    began = time.process_time()
    for article in cleaned:
        parse_article(article, tagger=tagger)
    return len(cleaned) / (time.process_time() - began)


def compare(work: Path, stories: int, jobs: int, seed: int) -> dict[str, Any]:
    """All steps over stories of five articles."""
    made = archive(work, stories * 5, seed, stories=stories, even=True, reprints=0.0, bad=0.0, facts=0.8)
    out = work / f"out-compare-{stories}"
    before = parse_rate(made, 100)
    found = run(made, out, engine="local", jobs=jobs, steps=f"{_STEPS},compare") | {"articles": stories * 5}
    alone = (before + parse_rate(made, 100)) / 2
    found["parse_rate"] = round(alone, 1)
    found["rate"] = round(stories * 5 / found["cpu"], 1)
    found["over_parse"] = round(found["cpu"] / (stories * 5 / alone), 2)
    for table in ("claims", "points", "variants"):
        found[table] = pq.read_table(out / table, columns=[]).num_rows if (out / table).exists() else 0
    return found


# --- what a year costs -------------------------------------------------------------------------------------------
YEAR = 140_000_000
"""Pages of CC-NEWS in a year; docs/guides/scale.md says where the figure is from."""

PAGE_MS = 14.0
"""Taking an article out of a real page of 240 kB; the made archive has its texts as rows."""

COMPARED = 0.2
"""The part of the articles that is taken to be compared: English, of a story with several origins, no reprint."""


def costs(found: dict[str, Any], compared: dict[str, Any] | None) -> list[str]:
    """The table of a year's costs in Markdown, from measured seconds.

    Args:
        found: A run of the first three steps.
        compared: A run of all steps; its steps beside those of the first are the comparison's.
    """
    each = {"taking the article out of its page": PAGE_MS}
    each |= {step: seconds / found["articles"] * 1000 for step, seconds in found["steps"].items()}
    often = dict.fromkeys(each, 1.0)
    for step, seconds in (compared or {"steps": {}})["steps"].items():
        if step not in each:
            each[f"compare: {step}"] = seconds / compared["articles"] * 1000 if compared else 0.0
            often[f"compare: {step}"] = COMPARED
    lines = ["| step | ms an article | of the articles | core-hours a year |", "| --- | --- | --- | --- |"]
    total = 0.0
    for step, ms in each.items():
        hours = ms / 1000 * often[step] * YEAR / 3600
        total += hours
        if hours >= 1:
            lines.append(f"| {step} | {ms:.2f} | {often[step]:.0%} | {hours:,.0f} |")
    lines.append(f"| all | | | {total:,.0f} |")
    parquet = found["out_mb"] / found["articles"]
    parquet += COMPARED * compared["out_mb"] / compared["articles"] if compared else 0.0
    texts = found["in_mb"] / found["articles"]
    lines.append(f"\nParquet: {parquet * YEAR / 1e3:,.0f} GB; while it runs, texts: {texts * YEAR / 1e3:,.0f} GB")
    return lines


def told(found: dict[str, Any]) -> str:
    """A run in one line."""
    articles = found["articles"]
    ideal = articles / found["cpu"] * found["jobs"]
    steps = ", ".join(f"{k} {v:g}" for k, v in found["steps"].items() if v >= 0.1)
    return (
        f"{articles:9,} articles  {found['engine']:5} {found['jobs']} jobs  wall {found['wall']:7.1f} s "
        f"({articles / found['wall']:4.0f}/s)  cpu {found['cpu']:7.1f} s ({ideal:4.0f}/s)  "
        f"peak {found['peak_mib']:5} MiB  out {found['out_mb']:g} MB\n    {steps}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,50000,200000")
    parser.add_argument("--engines", default="local")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "variorum-batch-benchmark")
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument(
        "--costs", metavar="RUNS", help="a runs.jsonl: print the table of a year from its last run of each kind"
    )
    options = parser.parse_args()
    if options.costs:
        runs = [json.loads(line) for line in Path(options.costs).read_text(encoding="utf-8").splitlines()]
        local = [r for r in runs if r["engine"] == "local"]
        plain = max((r for r in local if "parse_rate" not in r), key=lambda r: r["articles"])
        print("\n".join(costs(plain, next((r for r in reversed(local) if "parse_rate" in r), None))))
        return
    options.work.mkdir(parents=True, exist_ok=True)
    if options.compare:
        _keep(options.work, compare(options.work, options.stories, options.jobs, options.seed))
        return
    walls: dict[tuple[str, int], float] = {}
    for size in map(int, options.sizes.split(",")):
        made = archive(options.work, size, options.seed)
        for engine in options.engines.split(","):
            out = options.work / f"out-{size}-{engine}"
            found = run(made, out, engine=engine, jobs=options.jobs, steps=_STEPS) | {"articles": size}
            _keep(options.work, found | judged(made, out))
            walls[engine, size] = found["cpu"]
            if (engine, size // 2) in walls:
                print(f"    twice the data: {found['cpu'] / walls[engine, size // 2]:.2f} times the processor time")
            if engine == "ray" and ("local", size) in walls:
                print(f"    Ray's rate is {walls['local', size] / found['cpu']:.2f} of the local one's")


def _keep(work: Path, found: dict[str, Any]) -> None:
    print(told(found), flush=True)
    shown = ("articles", "engine", "jobs", "wall", "cpu", "peak_mib", "steps")
    rest = {k: v for k, v in found.items() if k not in shown}
    print("    " + ", ".join(f"{k} {v}" for k, v in rest.items()), flush=True)
    with (work / "runs.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
