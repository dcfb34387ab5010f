"""Arguments, help and exit codes.

Exit codes: 0 all went well; 1 the program failed; 2 the call or all of its inputs cannot be used; 3 finished, but
some inputs were not read.
"""

import argparse
import sys
from collections.abc import Sequence

OK, FAILURE, USAGE, REJECTIONS = 0, 1, 2, 3

_INPUTS = """\
INPUT is a file (.txt .md .html .json .jsonl .jsonl.gz .parquet .warc .warc.gz, a feed), a folder, a glob, the
address of a page or feed, '-' for JSON Lines on standard input, or NAME=INPUT to name its outlet.
JSON rows: {id, url, outlet, title, published, text | html}.
"""


def _parser() -> argparse.ArgumentParser:
    from variorum.cli.batch import add_parser as add_batch
    from variorum.cli.desk import add_parsers as add_desk
    from variorum.cli.forms import add_options as add_forms
    from variorum.cli.forms import add_parser as add_convert
    from variorum.cli.lineage import add_parser as add_lineage
    from variorum.cli.mcp import add_parser as add_mcp
    from variorum.cli.revisions import add_parser as add_revisions
    from variorum.cli.serve import add_parser as add_serve
    from variorum.cli.stories import add_parser as add_stories
    from variorum.cli.watch import add_parser as add_watch

    parser = argparse.ArgumentParser(
        prog="variorum",
        description="Several reports of one event, side by side: what all say, what only one says, where they "
        "differ and how, who said it, and who copied whom. Runs offline: nothing leaves this machine, and "
        "only addresses that you give are fetched.",
        epilog="Start with:  variorum compare REPORT1.txt REPORT2.txt --out page.html",
    )
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    compare = commands.add_parser(
        "compare",
        help="compare several reports of one event",
        description="Compare several reports of one event. Without --out, a summary is printed.",
        epilog=_INPUTS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _inputs(compare)
    add_forms(compare)
    compare.add_argument(
        "--words", metavar="N", type=int, default=250, help="words of the brief at most (default: 250)"
    )
    compare.add_argument(
        "--corrections", metavar="FILE", help="a TOML file of joins, splits, relabels and rejects to apply"
    )
    compare.add_argument(
        "--paste",
        action="store_true",
        help="read pasted articles from standard input, set apart by lines of --- or ===",
    )

    compare.add_argument("--story", metavar="ID", help="compare only the articles of this story")
    compare.add_argument(
        "--all", metavar="DIR", help="compare every story that `variorum stories` finds; a page and a report each"
    )
    compare.add_argument(
        "--state", metavar="FILE", help="with --story or --all: the stories that `variorum stories` kept here"
    )
    compare.add_argument(
        "--store", metavar="FILE", help="with --story, in place of inputs: the store that has it; its corrections apply"
    )

    read = commands.add_parser(
        "read",
        help="read articles one by one, for other programs",
        description="Clean and read each article: title, body, quotes, times, names, who says what.",
        epilog=_INPUTS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _inputs(read)
    read.add_argument("--format", choices=("jsonl",), default="jsonl", help="one JSON row an article")
    read.add_argument("--out", metavar="FILE", help="write here instead of standard output")
    read.add_argument(
        "--only", choices=("text",), help="text: stop after cleaning; no language model is loaded"
    )
    read.add_argument("--jobs", metavar="N", type=int, default=1, help="processes that read at once (default: 1)")

    check = commands.add_parser(
        "check",
        help="check a text of your own against reports",
        description="Say of each sentence of a draft whether the reports support it, contradict it, or do not have it.",
    )
    check.add_argument("draft", metavar="DRAFT", help="a text file (.txt, .md), or '-' for standard input")
    check.add_argument(
        "--against",
        metavar="REPORT",
        nargs="+",
        required=True,
        help="a report written with compare --format json, or articles, which are compared first",
    )
    check.add_argument(
        "--format",
        choices=("jsonl", "text", "markdown", "html"),
        help="what to write (default: by the ending of --out; else text to a terminal, jsonl to a program)",
    )
    check.add_argument("--out", metavar="FILE", help="write here (.jsonl, .txt, .md or .html)")
    check.add_argument(
        "--published", metavar="DATE", help="publication date for articles that state none (2024-10-02)"
    )
    check.add_argument("--rejects", metavar="FILE", help="write articles that were not read here, as JSON Lines")
    check.add_argument("--quiet", action="store_true", help="no progress on standard error")

    explain = commands.add_parser(
        "explain",
        help="show why a point is as it is",
        description="Show from a report alone why claims were joined or kept apart, and why differences are called "
        "what they are.",
    )
    explain.add_argument("report", metavar="REPORT", help="a report written with compare --format json")
    explain.add_argument(
        "point", metavar="POINT", nargs="+", help="the point's id, its number on the page, or words of it"
    )
    explain.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="what to write")
    explain.add_argument("--out", metavar="FILE", help="write here instead of standard output")

    add_lineage(commands, _inputs, _INPUTS)
    add_stories(commands, _inputs, _INPUTS)
    add_revisions(commands, _inputs, _INPUTS)
    add_batch(commands, _inputs, _INPUTS)
    add_convert(commands)
    add_desk(commands, _inputs, _INPUTS)
    add_serve(commands)
    add_mcp(commands)
    add_watch(commands)

    schema = commands.add_parser("schema", help="print the JSON Schema of a report")
    schema.set_defaults(quiet=True)
    return parser


def _inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help="what to read (see below)")
    parser.add_argument(
        "--published", metavar="DATE", help="publication date for inputs that state none (2024-10-02)"
    )
    parser.add_argument(
        "--press", metavar="FILE", help="a TOML file of agencies and outlets to lay over the package's own lists"
    )
    parser.add_argument(
        "--allow-private", action="store_true", help="fetch also from addresses of this machine and its own network"
    )
    parser.add_argument(
        "--contact", metavar="ADDRESS", help="a mail address or page to put into the user agent when fetching"
    )
    parser.add_argument("--rejects", metavar="FILE", help="write inputs that were not read here, as JSON Lines")
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")


def _version() -> str:
    from importlib.metadata import version

    return f"variorum {version('variorum')}"


def _set_up_output() -> None:
    """UTF-8 wherever output goes to a file or a program; a terminal gets what it can show."""
    import io

    if isinstance(sys.stdout, io.TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors="strict")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: Arguments without the program's name; `sys.argv` where None.

    Returns:
        The exit code.
    """
    parser = _parser()
    options = parser.parse_args(argv)
    _set_up_output()
    from variorum.cli import batch, commands, desk, mcp, serve, watch
    from variorum.cli.check import check
    from variorum.cli.explain import explain
    from variorum.cli.forms import convert
    from variorum.cli.lineage import run as lineage
    from variorum.cli.revisions import run as revisions
    from variorum.cli.stories import run as stories
    from variorum.errors import VariorumError

    try:
        run = {
            "compare": commands.compare,
            "read": commands.read,
            "check": check,
            "explain": explain,
            "lineage": lineage,
            "stories": stories,
            "revisions": revisions,
            "batch": batch.run,
            "convert": convert,
            "add": desk.add,
            "export": desk.export,
            "serve": serve.run,
            "mcp": mcp.run,
            "watch": watch.run,
            "schema": commands.schema,
        }
        return run[options.command](options)
    except VariorumError as error:
        print(f"variorum: {error}", file=sys.stderr)
        return USAGE if commands.is_usage(error) else FAILURE
    except BrokenPipeError:
        # The reader of our output went away (`| head`): not a failure of ours. Standard output is pointed elsewhere so
        # that the interpreter does not try to flush it again at exit.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("variorum: stopped", file=sys.stderr)
        return FAILURE
