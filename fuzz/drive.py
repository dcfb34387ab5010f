"""What the fuzz targets share: runs from a seed, inputs of one's own, and atheris where it is installed."""

import argparse
import hashlib
import importlib.util
import random
import sys
from collections.abc import Callable
from pathlib import Path


def run(one: Callable[[str], int], make: Callable[[random.Random], str], *, runs: int, seed: int, ending: str) -> int:
    """Try `runs` generated inputs; how many of them were read, not refused. One that fails is written to a file."""
    taken = 0
    for n in range(runs):
        made = make(random.Random(f"{seed}:{n}"))  # noqa: S311 - inputs to be made again, no secret
        try:
            taken += one(made)
        except Exception:
            raw = made.encode("utf-8", "surrogatepass")
            name = f"crash-{hashlib.sha256(raw).hexdigest()[:12]}.{ending}"
            Path(name).write_bytes(raw)
            print(f"run {n} of seed {seed}: written to {name}", file=sys.stderr)  # noqa: T201
            raise
    return taken


def main(prog: str, one: Callable[[str], int], run_all: Callable[[int, int], int], *, what: str) -> None:
    """Run from the command line.

    Args:
        prog: The module's name.
        one: Tries one input.
        run_all: Tries so many inputs from a seed.
        what: What the inputs are called.
    """
    if importlib.util.find_spec("atheris") and any(a.startswith("-atheris") for a in sys.argv[1:]):
        import atheris  # type: ignore[import-not-found,unused-ignore]

        def target(raw: bytes) -> None:
            one(atheris.FuzzedDataProvider(raw).ConsumeUnicode(len(raw)))

        atheris.Setup([sys.argv[0], *sys.argv[1:]], target)
        atheris.Fuzz()
        return
    parser = argparse.ArgumentParser(prog=f"python -m {prog}")
    parser.add_argument("files", nargs="*", help="inputs to read again")
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if options.files:
        for path in options.files:
            one(Path(path).read_bytes().decode("utf-8", "surrogatepass"))
            print(f"{path}: holds")  # noqa: T201
        return
    print(f"{options.runs} {what}, {run_all(options.runs, options.seed)} of them read; all places hold")  # noqa: T201
