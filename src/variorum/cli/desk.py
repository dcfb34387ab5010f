"""`variorum add` and `variorum export`: what goes into a store and comes out of it."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from variorum.errors import ConfigError, InputError

if TYPE_CHECKING:
    from variorum.desk import Desk

WHAT = ("articles", "stories", "reports", "events", "corrections", "rejections", "feeds")
"""What `export` writes, one JSON row each."""


def store_option(parser: argparse.ArgumentParser) -> None:
    """Add `--store`."""
    parser.add_argument("--store", metavar="FILE", default="desk.variorum", help="the store (default: desk.variorum)")


def add_parsers(commands: Any, inputs: Any, epilog: str) -> None:  # noqa: ANN401 - argparse has no public type for it
    """Add the commands' arguments."""
    add = commands.add_parser(
        "add",
        help="put articles into a store",
        description="Read articles of any stories and keep them, with their inputs' bytes. What is there already stays "
        "as it is, so the same call can be made again after anything went wrong.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    inputs(add)
    store_option(add)
    add.add_argument(
        "--no-stories", action="store_true", help="only keep the articles; serve and watch find their stories later"
    )
    export = commands.add_parser(
        "export",
        help="write out what a store holds, as JSON Lines",
        description="Write out what a store holds, one JSON row each, for other programs.",
    )
    export.add_argument("what", choices=WHAT, metavar="WHAT", help=", ".join(WHAT))
    store_option(export)
    export.add_argument("--out", metavar="FILE", help="write here instead of standard output")
    export.add_argument(
        "--with-suppressed",
        action="store_true",
        help="write everything as it is kept, also names on the suppression list (to move to another store)",
    )
    export.add_argument("--quiet", action="store_true", help="do not say what was written")


def add(options: argparse.Namespace) -> int:
    """`variorum add`."""
    from variorum.cli.app import USAGE
    from variorum.cli.commands import config_of, progress_line, tell_rejections
    from variorum.desk import Desk

    if not options.inputs:
        raise InputError("no input was given; name files or folders, or '-' for standard input")
    with Desk(options.store, config=config_of(options)) as desk:
        show = progress_line(options.quiet)
        result = desk.add(options.inputs, stdin=sys.stdin.buffer, progress=show)
        if not options.no_stories:
            desk.place(progress=show)
    code = tell_rejections(result.rejections, options.rejects)
    if not options.quiet:
        known = f", {result.known} were there already" if result.known else ""
        print(f"variorum: {len(result.new)} added to {options.store}{known}", file=sys.stderr)
    return code if result.new or result.known else USAGE


def _rows(desk: "Desk", what: str) -> Iterator[Any]:
    import msgspec

    if what == "articles":
        return (article for _, article in desk.store.articles())
    if what == "rejections":
        return iter(desk.store.rejections())
    if what == "feeds":
        return iter(desk.feeds.all())
    if what == "events":
        return desk.stories.events()
    if what == "stories":
        return (
            {**msgspec.structs.asdict(row), "articles": desk.stories.members(row.id)} for row in desk.stories.each()
        )
    if what == "corrections":
        return (
            {"story": row.id, **msgspec.structs.asdict(c)}
            for row in desk.stories.each()
            for c in desk.corrections.of(row.id)
        )
    return (report for row in desk.stories.each() if (report := desk.reports.report(row.id)) is not None)


def export(options: argparse.Namespace) -> int:
    """`variorum export`."""
    import msgspec

    from variorum.cli.commands import write_whole
    from variorum.desk import Desk
    from variorum.text.withheld import blotted, finder

    with Desk(options.store, create=False) as desk:
        found = None if options.with_suppressed else finder(desk.store.suppressed())
        rows = (
            msgspec.json.encode(row if found is None else blotted(msgspec.to_builtins(row), found)) + b"\n"
            for row in _rows(desk, options.what)
        )
        if not options.out:
            for row in rows:
                sys.stdout.buffer.write(row)
            sys.stdout.buffer.flush()
            return 0
        write_whole(options.out, rows)
    if not options.quiet:
        print(f"variorum: wrote {options.out}", file=sys.stderr)
    return 0


# -- stories ---------------------------------------------------------------------------------------------------------


def stories(options: argparse.Namespace) -> int:
    """`variorum stories --store`."""
    import msgspec

    from variorum.cli.commands import config_of, progress_line, tell_rejections, write_whole
    from variorum.desk import Desk

    if options.state is not None:
        raise ConfigError("--state keeps stories without a store; leave it out, the store keeps its own")
    if options.format == "html":
        raise ConfigError("--store gives rows; its pages are shown by: variorum serve")
    show = progress_line(options.quiet)
    with Desk(options.store, config=config_of(options), create=bool(options.inputs)) as desk:
        result = desk.add(options.inputs, stdin=sys.stdin.buffer, progress=show) if options.inputs else None
        if not desk.read_only:
            desk.place(progress=show)
        elif desk.stories.unplaced(limit=1):
            print(
                f"variorum: {options.store} can only be read: its newest articles stand in no story yet",
                file=sys.stderr,
            )
        for path in options.out or (None,):
            found = desk.all_shown(desk.stories.events()) if options.events else _story_rows(desk)
            rows = (msgspec.json.encode(row) + b"\n" for row in found)
            if path is None:
                sys.stdout.buffer.writelines(rows)
                sys.stdout.buffer.flush()
            else:
                write_whole(path, rows)
    return tell_rejections(result.rejections if result else (), options.rejects)


def _story_rows(desk: "Desk") -> Iterator[dict[str, Any]]:
    page = 0
    while lines := desk.lines(limit=500, offset=500 * page):
        page += 1
        for line in lines:
            row = line.row
            yield {
                "story": row.id,
                "title": row.title,
                "articles": desk.stories.members(row.id),
                "first": row.first,
                "last": row.last,
                "changed_at": row.changed_at,
                "origins": line.held.origins if line.held else None,
                "conflicts": line.held.disputes if line.held else None,
                "up_to_date": line.held is not None and not line.stale,
            }
