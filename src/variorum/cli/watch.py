"""`variorum watch`: feeds become stories as articles come."""

import argparse
import logging
import signal
import sys
from typing import TYPE_CHECKING, Any

from variorum.errors import InputError

if TYPE_CHECKING:
    from variorum.watch import Round, Watch


def add_parser(commands: Any) -> None:  # noqa: ANN401 - argparse has no public type for it
    """Add the command's arguments."""
    parser = commands.add_parser(
        "watch",
        help="follow feeds: keep what comes, find its stories, compare them",
        description="Poll feeds by their own pace, keep new articles and revisions, place them in stories and compare "
        "what changed. Goes on until it is stopped, at any moment and in any way.",
    )
    parser.add_argument(
        "feeds",
        nargs="*",
        metavar="FEEDS",
        help="OPML files and addresses of feeds, also NAME=address; these and no others are then followed (default: "
        "those that the store follows)",
    )
    parser.add_argument("--store", metavar="FILE", default="desk.variorum", help="the store (default: desk.variorum)")
    parser.add_argument("--once", action="store_true", help="poll what is due, place, compare, and end")
    parser.add_argument("--no-compare", action="store_true", help="only keep articles and find their stories")
    parser.add_argument(
        "--press", metavar="FILE", help="a TOML file of agencies and outlets to lay over the package's own lists"
    )
    parser.add_argument("--allow-private", action="store_true", help="let addresses of the own network be asked")
    parser.add_argument("--contact", metavar="ADDRESS", help="an address that servers are told, to reach you")
    parser.add_argument("--quiet", action="store_true", help="say only what goes wrong")


def _told(happened: "Round", *, quiet: bool) -> None:
    for words in happened.told:
        print(f"variorum: {words}", file=sys.stderr, flush=True)
    counts = (
        (happened.new, "new article", "new articles"),
        (happened.changed, "story changed", "stories changed"),
        (happened.compared, "comparison made", "comparisons made"),
    )
    words = ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counts if n)
    if words and not quiet:
        print(f"variorum: {words}", file=sys.stderr, flush=True)


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    from variorum import watch
    from variorum.cli.commands import progress_line
    from variorum.config import Config
    from variorum.desk import Desk

    logging.basicConfig(level=logging.WARNING, format="variorum: %(message)s", stream=sys.stderr)
    config = Config(press=options.press, allow_private=options.allow_private, contact=options.contact)
    feeds = watch.feeds_in(options.feeds, config=config) if options.feeds else None

    def started(watching: "Watch") -> None:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: watching.stop())

    with Desk(options.store, config=config, create=feeds is not None) as desk:
        if feeds is not None and not feeds:
            raise InputError("no feed was named")
        happened = watch.watch(
            desk,
            feeds,
            once=options.once,
            compare=not options.no_compare,
            tell=lambda happened: _told(happened, quiet=options.quiet),
            progress=progress_line(options.quiet),
            started=started,
        )
        if happened is not None:
            _told(happened, quiet=options.quiet)
            return 3 if any(f.told for f in desk.feeds.all()) else 0
    return 0
