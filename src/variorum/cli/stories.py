"""`variorum stories`: a stream of articles becomes events that keep their names."""

import argparse
import sys
from typing import Any

from variorum.cli.app import USAGE
from variorum.errors import InputError


def add_parser(commands: Any, inputs: Any, epilog: str) -> None:  # noqa: ANN401 - argparse has no public type for it
    """Add the command's arguments."""
    parser = commands.add_parser(
        "stories",
        help="find the stories in a stream of articles",
        description="Find which articles report one event. They are taken in the order of their dates, or of the input "
        "where they have none.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    inputs(parser)
    parser.add_argument("--format", choices=("jsonl",), default="jsonl", help="one JSON row an article")
    parser.add_argument(
        "--events", action="store_true", help="write what happened instead: created, joined, merged, split"
    )
    parser.add_argument("--out", metavar="FILE", help="write here instead of standard output")
    parser.add_argument(
        "--state", metavar="FILE", help="keep the stories here: a later run goes on where this one ended"
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    import msgspec

    from variorum import streams
    from variorum.cli.commands import config_of, progress_line, tell_rejections, write_whole

    if not options.inputs:
        raise InputError("no input was given; name files or folders, or '-' for standard input")
    found = streams.stories(
        options.inputs,
        state=options.state,
        config=config_of(options),
        stdin=sys.stdin.buffer,
        progress=progress_line(options.quiet),
    )
    for note in found.notes:
        print(f"variorum: {note}", file=sys.stderr)
    data = b"".join(msgspec.json.encode(r) + b"\n" for r in (found.events if options.events else found.rows))
    if options.out:
        write_whole(options.out, data.decode("utf-8"))
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    code = tell_rejections(found.rejections, options.rejects)
    return code if found.rows else USAGE
