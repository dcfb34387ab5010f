"""A short summary for the terminal: what is agreed, what is in dispute, whose words."""

import re
import textwrap
from collections.abc import Iterator

from variorum.exports.page.naming import Statement, one_line
from variorum.exports.page.view import Page, build_page
from variorum.records.report import Report

_UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_POINTS = 8


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> str:
    clean = _UNFIT.sub("\ufffd", one_line(text))
    return textwrap.fill(clean, width=width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _said(statement: Statement) -> str:
    return f"“{statement.text}”" if statement.named else "".join(b.text for b in statement.bits)


def _lines(page: Page, width: int, bold: tuple[str, str]) -> Iterator[str]:
    on, off = bold

    def head(text: str) -> str:
        return f"\n{on}{text}{off}"

    yield f"{on}{_wrapped(_said(page.headline), width)}{off}"
    yield _wrapped(f"{page.tally}. {page.at_a_glance}", width)
    if page.apart:
        yield _wrapped(page.apart, width)
        for event in page.events:
            letters = " ".join(n.plain for n in event.reports)
            yield _wrapped(f"{_said(event.statement)} [{letters}]", width, "- ", "  ")
    yield _wrapped(page.date, width)
    yield ""
    for named in page.reports:
        yield _wrapped(f"{named.plain:<3} {named.line}", width, "", "    ")
    yield head("Check these first")
    for check in page.checks:
        text = "".join(b.text for b in check.text)
        yield _wrapped(f"{check.name}: {_said(check.statement)} {text} (point {check.point})", width, "- ", "  ")
    if not page.checks:
        yield "Nothing stands out."
    if page.brief:
        yield head("The brief")
        for line in page.brief:
            letters = " ".join(dict.fromkeys(r.named.plain for r in line.refs))
            yield _wrapped(_said(line.text) + f" [{letters}]", width)
    for group in page.groups:
        if group.key == "one":
            yield head(f"{group.name}: {len(group.rows)}")
            yield _wrapped("Not listed here; the page and the Markdown have them.", width)
            continue
        yield head(f"{group.name}: {len(group.rows)}")
        for row in group.rows[:_POINTS]:
            said = "".join(c.named.plain for c in row.cells if c.mark in {"states", "differs"})
            beside = " ".join(c.named.plain for c in row.cells if c.mark == "untranslated")
            said += f"; not translated: {beside}" if beside else ""
            mark = " (corrected)" if "corrected" in row.tags else ""
            yield _wrapped(f"{row.n:>3} {_said(row.statement)} [{said}]{mark}", width, "", "    ")
        if len(group.rows) > _POINTS:
            yield f"    and {len(group.rows) - _POINTS} more"
    conflicts = [e for e in page.entries if e.group == "conflict"]
    if conflicts:
        yield head("Conflicts")
        for e in conflicts:
            sides = [
                " · ".join(
                    f"“{r.text}” {' '.join(x.named.plain for x in r.refs)}" if r.text else "no such word" for r in side
                )
                for side in (e.lemma, e.readings)
            ]
            yield _wrapped(f"{sides[0]} ] {sides[1]}", width, "- ", "  ")
            yield _wrapped("".join(b.text for b in e.note), width, "  ", "  ")
    if page.corrections:
        yield head("Corrections")
    for c in page.corrections:
        done = "" if c.applied else "Not applied: "
        where = f" (point {', '.join(str(n) for n in c.points)})" if c.points else ""
        yield _wrapped(f"{done}{c.asked} {c.reason} {c.why}{where}", width, "- ", "  ")
    for r in page.rejections:
        yield ""
        yield _wrapped(f"Not read: {r.id} ({r.reason.replace('_', ' ')}). {r.detail}", width)


def to_text(report: Report, *, color: bool = False, width: int = 80) -> str:
    """A summary for the terminal, plain text unless colour is asked for.

    Args:
        report: The report.
        color: Whether headings may be set bold with escape sequences; the caller honours `NO_COLOR`.
        width: Columns, at least 40.

    Returns:
        Lines of text, the last one ended. Nothing in it can steer a terminal but our own bold.
    """
    bold = ("\x1b[1m", "\x1b[0m") if color else ("", "")
    return "\n".join(_lines(build_page(report), max(40, width), bold)) + "\n"
