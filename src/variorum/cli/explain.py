"""`variorum explain`: why a point is as it is."""

import argparse
import os
import sys

from variorum import session
from variorum.cli.app import OK, USAGE
from variorum.cli.commands import write_whole
from variorum.errors import InputError

_LISTED = 20


def _width() -> int:
    if not sys.stdout.isatty():
        return 100
    try:
        return max(40, min(120, os.get_terminal_size(sys.stdout.fileno()).columns))
    except OSError:
        return 80


def explain(options: argparse.Namespace) -> int:
    """Explain one point; several that fit are listed on standard error, and nothing is explained."""
    from variorum.exports import explain_text
    from variorum.exports.explain import explain_point

    report = session.open_report(options.report)
    asked = " ".join(options.point)
    found = explain_text.find_points(report, asked)
    if not found:
        raise InputError(
            f"no point is meant by {asked!r}; give a point's id, its number on the page (1 to {len(report.points)}), "
            "or some of its words"
        )
    if len(found) > 1:
        print(f"variorum: {len(found)} points are meant by {asked!r}; name one by its number:", file=sys.stderr)
        sys.stderr.write(explain_text.list_points(found[:_LISTED]))
        if len(found) > _LISTED:
            print(f"     and {len(found) - _LISTED} more", file=sys.stderr)
        return USAGE
    explanation = explain_point(report, found[0][1].id)
    if options.format == "json":
        data = explain_text.to_json(explanation)
    elif options.format == "markdown":
        data = explain_text.to_markdown(explanation, report)
    else:
        data = explain_text.to_text(explanation, report, width=_width())
    if options.out:
        write_whole(options.out, data)
    else:
        sys.stdout.write(data)
    return OK
