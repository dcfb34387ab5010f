"""A web archive of 20,000 responses: read and filtered by HTTP headers and type, beside fastwarc's bare iteration.

    python -m benchmarks.archives [--responses N] [--runs N]

Both in this process, interleaved, by processor time; the ratio is bare / ours (1 is as fast, .5 half as fast). Nothing
is extracted. Memory is the peak of Python's allocations and the growth of the resident set while the archive is read.
The archive is made anew in a temporary folder: pages of 6 to 40 kB, one in five not 200, three in ten not HTML.
"""

import argparse
import gzip
import random
import resource
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from fastwarc.warc import ArchiveIterator
from tests.warc_files import record

from variorum.adapters.warc import Capture, captures
from variorum.config import Config

_WORDS = "ferry quay harbour Monday said the a of crane fell boats noon hull office divers wind aground".split()


def make(path: Path, responses: int) -> int:
    """Write the archive; gives how many of its responses are pages."""
    rng = random.Random(7)
    pages = 0
    with path.open("wb") as file:
        for n in range(responses):
            words = " ".join(rng.choice(_WORDS) for _ in range(rng.randint(1000, 6000)))
            status = 200 if rng.random() < 0.8 else rng.choice((301, 404, 500))
            kind = "text/html; charset=utf-8" if rng.random() < 0.7 else rng.choice(("image/png", "text/css"))
            pages += status == 200 and kind.startswith("text/html")
            body = f"<!doctype html><html><body><p>{words}</p></body></html>".encode()
            file.write(gzip.compress(record(n, body, status=status, kind=kind), 6, mtime=0))
    return pages


def bare(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in ArchiveIterator(file))


def ours(path: Path) -> int:
    with path.open("rb") as file:
        return sum(isinstance(c, Capture) for c in captures(path.name, file, config=Config()))


def seconds(run: Callable[[Path], int], path: Path) -> float:
    start = time.process_time()
    run(path)
    return time.process_time() - start


def resident_mb() -> float:
    """The resident set now; the peak so far where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 1048576


def figures(responses: int, runs: int) -> dict[str, float]:
    """The median ratio of bare / ours, both sides' median seconds, and what reading costs in memory (MB).

    `lost` is the number of pages that were made and not read.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.warc.gz"
        pages = make(path, responses)
        lost = pages - ours(path)
        bare(path)
        times = [(seconds(bare, path), seconds(ours, path)) for _ in range(runs)]
        before, grown = resident_mb(), 0.0
        with path.open("rb") as file:
            for n, _ in enumerate(captures(path.name, file, config=Config())):
                if n % 500 == 0:
                    grown = max(grown, resident_mb() - before)
        tracemalloc.start()
        ours(path)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        size = path.stat().st_size / 1e6
    return {
        "ratio": statistics.median(b / o for b, o in times),
        "bare": statistics.median(b for b, _ in times),
        "ours": statistics.median(o for _, o in times),
        "pages": pages,
        "lost": lost,
        "mb": size,
        "peak_mb": peak,
        "grown_mb": grown,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--responses", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    f = figures(options.responses, options.runs)
    print(f"{options.responses} responses, {f['pages']} pages ({f['lost']} of them lost), {f['mb']:.0f} MB")
    print(f"fastwarc's iteration {f['bare']:.2f} s, ours {f['ours']:.2f} s (processor, median of {options.runs})")
    print(f"ratio {f['ratio']:.2f} (to reach: .5)")
    print(f"memory: peak of allocations {f['peak_mb']:.2f} MB, resident set +{f['grown_mb']:.1f} MB while reading")
    return 0 if f["ratio"] >= 0.5 and not f["lost"] else 1


if __name__ == "__main__":
    sys.exit(main())
