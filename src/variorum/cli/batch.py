"""`variorum batch`: the steps over archives, into a data set."""

import argparse
import sys
import time
from typing import TYPE_CHECKING, Any

from variorum.errors import ConfigError

if TYPE_CHECKING:
    from variorum.batches.run import Moment

_STEPS = "clean,lineage,stories,compare"
_EVERY_SECONDS = 30.0
_WORDS = {
    "inputs": ("looking at the inputs", "files"),
    "read": ("reading and cleaning", "articles"),
    "lineage": ("verifying shared passages", "pairs"),
    "stories": ("finding stories", "articles"),
    "compare": ("comparing", "stories"),
    "publish": ("writing the articles", "articles"),
}


def add_parser(commands: Any, inputs: Any, epilog: str) -> None:  # noqa: ANN401 - argparse has no public type for it
    """Add the command's arguments."""
    parser = commands.add_parser(
        "batch",
        help="run the steps over whole archives, into a data set",
        description="Read archives of any size, find shared passages and stories, compare the stories that have "
        "several origins, and write it all as a partitioned Parquet data set. Stopped at any moment, the same "
        "command goes on from the last finished partition.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    inputs(parser)
    parser.add_argument("--out", metavar="DIR", required=True, help="the folder of the data set")
    parser.add_argument(
        "--steps", metavar="STEPS", default=_STEPS, help=f"the first so many of {_STEPS} (default: all)"
    )
    parser.add_argument("--engine", choices=("local", "ray"), default="local", help="where the work is done")
    parser.add_argument(
        "--ray-address",
        metavar="ADDRESS",
        help="with --engine ray: a cluster that runs (auto, or HOST:PORT); without it Ray is started here",
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=int,
        help="processes (default: 1, or all that Ray has); same data set for any number",
    )
    parser.add_argument(
        "--full-text",
        action="store_true",
        help="put articles' texts into the data set too, but never those that are reserved from mining",
    )
    parser.add_argument(
        "--retry-rejected", action="store_true", help="try again the records that ended a process or took too long"
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    from variorum.batches.batch import batch
    from variorum.cli.app import FAILURE, OK, REJECTIONS
    from variorum.cli.commands import config_of

    if options.rejects:
        raise ConfigError("--rejects is not needed here: the data set has a table `rejections`")
    try:
        made = batch(
            options.inputs,
            options.out,
            steps=tuple(s.strip() for s in options.steps.split(",") if s.strip()),
            engine=options.engine,
            jobs=options.jobs,
            ray_address=options.ray_address,
            full_text=options.full_text,
            retry_rejected=options.retry_rejected,
            config=config_of(options),
            progress=None if options.quiet else _Shown(),
        )
    except KeyboardInterrupt:
        print("variorum: stopped; the same command goes on from the last finished partition", file=sys.stderr)
        return FAILURE
    if not options.quiet:
        print(f"variorum: {_told(made.rows)}; see {made.folder}/summary.html", file=sys.stderr)
    rejected = sum(made.rejected.values())
    if rejected:
        print(f"variorum: {rejected:,} not read or left out; see {made.folder}/rejections", file=sys.stderr)
    return REJECTIONS if rejected else OK


def _told(rows: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {table}" for table, count in rows.items() if table != "rejections" and count)


class _Shown:
    """Progress on standard error: a line that is written over where somebody watches, else a line now and then."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._last = time.monotonic()

    def __call__(self, moment: "Moment") -> None:
        whole = moment.done == moment.total
        now = time.monotonic()
        if not self._terminal and not (whole and moment.records) and now - self._last < _EVERY_SECONDS:
            return
        self._last = now
        line = progress_words(moment)
        if self._terminal:
            print(f"\r\x1b[K{line}", end="\n" if whole and moment.records else "", file=sys.stderr, flush=True)
        else:
            print(f"variorum: {line}", file=sys.stderr, flush=True)


def progress_words(moment: "Moment") -> str:
    """How far a stage is, in words."""
    what, unit = _WORDS.get(moment.stage, (moment.stage, "records"))
    parts = [f"{what} {moment.done:,}/{moment.total:,}"]
    if moment.records and moment.seconds > 0:
        rate = moment.records / moment.seconds
        parts.append(f"{moment.records:,} {unit}, {rate:,.{0 if rate >= 10 else 1}f} a second")
    if moment.left_seconds:
        parts.append(f"{_span(moment.left_seconds)} left")
    elif moment.done == moment.total and moment.seconds >= 1:
        parts.append(f"done in {_span(moment.seconds)}")
    return ", ".join(parts)


def _span(seconds: float) -> str:
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
