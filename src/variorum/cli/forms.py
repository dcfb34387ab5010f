"""`variorum convert`, and how a report is written in the forms that were asked for."""

import argparse
import contextlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from variorum.errors import ConfigError, InputError

if TYPE_CHECKING:
    from variorum.exports.formats import Form
    from variorum.session import StoryReport

# These stand here, not only in exports.formats, so that `--help` loads nothing heavy; a test holds them to be the same.
NAMES = ("text", "html", "markdown", "json", "csv", "parquet", "tei", "annotations", "prov", "graphml", "atom")
TABLES = tuple(
    "points claims variants coverage articles quotes lineage relations commitments timeline citations".split()
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what says in which forms a report is written, and where."""
    parser.add_argument(
        "--format",
        choices=NAMES,
        metavar="FORM",
        help=f"{', '.join(NAMES)} (default: by the ending of --out, else text)",
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        action="append",
        default=[],
        help="write here (.html, .md, .json, .txt, .csv, .parquet, .tei.xml, .annotations.jsonld, .prov.jsonld, "
        ".graphml, .atom); may be given several times; a folder takes every table as CSV or Parquet",
    )
    parser.add_argument(
        "--table", choices=TABLES, metavar="TABLE", default="claims", help=f"for CSV and Parquet: {', '.join(TABLES)}"
    )
    parser.add_argument(
        "--pictures",
        metavar="DIR",
        help="write map, time line and family tree here, as SVG and as GraphML, JSON and CSV",
    )
    parser.add_argument(
        "--full-text", action="store_true", help="put the whole articles into the page, not only the cited words"
    )


def add_parser(commands: Any) -> None:  # noqa: ANN401 - argparse has no public type for it
    """Add the arguments of `convert`."""
    convert = commands.add_parser(
        "convert",
        help="write a report in another form",
        description="Write a report (from compare --format json) in another form: a page, tables, a critical "
        "apparatus, annotations, provenance, a graph, a feed.",
    )
    convert.add_argument("report", metavar="REPORT", help="a report written with compare --format json")
    add_options(convert)
    convert.add_argument("--quiet", action="store_true", help="do not say what was written")


def _is_folder(path: str) -> bool:
    return path.endswith(("/", os.sep)) or Path(path).is_dir()


def targets(options: argparse.Namespace) -> "list[tuple[str, Form]]":
    """Each `--out` with its form, looked at before anything is read or compared.

    Raises:
        ConfigError: If a form is not told, or cannot be written where it is asked for.
    """
    from variorum.exports.formats import FORMS, form_of

    found = []
    for path in options.out:
        if _is_folder(path):
            form = FORMS[options.format or "csv"]
            if not form.tables:
                raise ConfigError(
                    f"--out {path!r} is a folder, which takes tables only; name a file, or use --format csv or parquet"
                )
        else:
            form = form_of(path, options.format)
        found.append((path, form))
    if not options.out and options.format == "parquet" and sys.stdout.isatty():
        raise ConfigError("Parquet is no form for a terminal; name a file with --out FILE.parquet")
    return found


def _folder(path: str) -> Path:
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot make the folder {path!r}: {error.strerror or error}") from error
    return Path(path)


def write_report(
    report: "StoryReport", options: argparse.Namespace, found: "list[tuple[str, Form]]", *, made: datetime | None = None
) -> None:
    """Write a report in every form that was asked for; to standard output where no file is named.

    Args:
        report: The report.
        options: Those of `add_options`, and `quiet`.
        found: What `targets` gave.
        made: When the report was made; now where None.
    """
    from variorum.cli.commands import write_whole
    from variorum.exports.formats import FORMS, Options, render, table_files
    from variorum.exports.pictures import picture_files

    chosen = Options(full_text=options.full_text, table=options.table, made=made)
    for path, form in found:
        if _is_folder(path):
            folder = _folder(path)
            for name, data in table_files(report, form).items():
                write_whole(str(folder / name), data)
        else:
            write_whole(path, render(report, form, chosen))
        if not options.quiet:
            print(f"variorum: wrote {path}", file=sys.stderr)
    if options.pictures:
        folder = _folder(options.pictures)
        for name, text in sorted(picture_files(report).items()):
            write_whole(str(folder / name), text)
        if not options.quiet:
            print(f"variorum: wrote the pictures into {options.pictures}", file=sys.stderr)
    if found:
        return
    if options.format in (None, "text"):
        sys.stdout.write(_for_terminal(report))
        return
    data = render(report, FORMS[options.format], chosen)
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(data.decode("utf-8"))


def _for_terminal(report: "StoryReport") -> str:
    color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    width = 80
    if sys.stdout.isatty():
        with contextlib.suppress(OSError):
            width = max(40, min(120, os.get_terminal_size(sys.stdout.fileno()).columns))
    return report.to_text(color=color, width=width)


def convert(options: argparse.Namespace) -> int:
    """`variorum convert`."""
    from variorum import session
    from variorum.cli.app import OK

    found = targets(options)
    report = session.open_report(options.report)
    made = datetime.fromtimestamp(Path(options.report).stat().st_mtime, UTC)
    write_report(report, options, found, made=made)
    return OK
