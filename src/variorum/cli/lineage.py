"""`variorum lineage`: which articles share text, for other programs."""

import argparse
import sys
from typing import Any

from variorum.errors import ConfigError, InputError


def add_parser(commands: Any, inputs: Any, epilog: str) -> None:  # noqa: ANN401 - argparse has no public type for it
    """Add the command's arguments."""
    parser = commands.add_parser(
        "lineage",
        help="find which articles of a corpus share text",
        description="Find passages that articles share word for word, with their places on both sides, who leans on "
        "whom, and which sources they state.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    inputs(parser)
    parser.add_argument(
        "--format", choices=("jsonl",), default="jsonl", help="one JSON row a pair, then one a stated source"
    )
    parser.add_argument("--out", metavar="FILE", help="write here instead of standard output")
    parser.add_argument(
        "--index", metavar="FILE", help="keep the articles here: new ones are held against those it has, then added"
    )
    parser.add_argument(
        "--jobs", metavar="N", type=int, default=1, help="processes (default: 1); same rows for any number"
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    from variorum import corpora
    from variorum.cli.commands import config_of, progress_line, tell_rejections, write_lines

    if not options.inputs:
        raise InputError("no input was given; name files or folders, or '-' for standard input")
    if options.jobs < 1:
        raise ConfigError(f"--jobs {options.jobs} is no number of processes; write 1 or more")
    rows, rejections = corpora.lineage(
        options.inputs,
        index=options.index,
        jobs=options.jobs,
        config=config_of(options),
        stdin=sys.stdin.buffer,
        progress=progress_line(options.quiet),
    )
    lines = map(corpora.lineage_line, rows)
    if options.out:
        write_lines(options.out, lines)
    else:
        for line in lines:
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    return tell_rejections(rejections, options.rejects)
