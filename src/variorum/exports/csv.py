"""Rows as CSV that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from variorum.exports.fit import fit

# The full-width forms are read as formulas by spreadsheets in East Asian locales.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def cell(value: object) -> str:
    """One value as a cell's text.

    Args:
        value: None is an empty cell, a list its parts joined by " | ", a flag "true" or "false".

    Returns:
        The text. Text that a spreadsheet would take for a formula has an apostrophe in front; numbers stay numbers.
        Source: OWASP, "CSV Injection".
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = fit(" | ".join(str(v) for v in value) if isinstance(value, list | tuple) else str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Rows under a line of their columns' names.

    Source: RFC 4180 (commas, lines ending with CR LF, double quotes where a cell needs them).
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row[c]) for c in columns])
    return out.getvalue()
