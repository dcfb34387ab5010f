"""`variorum revisions`: what the later of two versions of an article says otherwise."""

import argparse
import os
import sys
from collections.abc import Callable
from typing import Any

from variorum.errors import InputError


def add_parser(commands: Any, inputs: Callable[[argparse.ArgumentParser], None], epilog: str) -> None:  # noqa: ANN401
    """Add the command's arguments."""
    parser = commands.add_parser(
        "revisions",
        help="show which claims came, went or changed between two versions of an article",
        description="Compare two versions of one article, the earlier first: which claims came (+), went (-) or "
        "changed (~). A moved comma is no news.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    inputs(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="what to write (default: text)")
    parser.add_argument("--out", metavar="FILE", help="write here instead of standard output")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    from variorum import revisions
    from variorum.cli.commands import config_of, progress_line, tell_rejections, write_whole
    from variorum.exports.revision import to_json, to_text

    if not options.inputs:
        raise InputError("no input was given; name the earlier and the later version of an article")
    revision, rejections = revisions.revisions(
        options.inputs,
        config=config_of(options),
        stdin=sys.stdin.buffer,
        progress=progress_line(options.quiet),
    )
    if options.format == "json":
        data = to_json(revision)
    else:
        terminal = not options.out and sys.stdout.isatty()
        data = to_text(revision, color=terminal and not os.environ.get("NO_COLOR"))
    if options.out:
        write_whole(options.out, data)
    else:
        sys.stdout.write(data)
    return tell_rejections(rejections, options.rejects)
