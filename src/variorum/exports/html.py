"""The self-contained page: one file, no network, whole without scripts."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from variorum.exports.page.view import build_page
from variorum.records.report import Report

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_HERE = Path(__file__).parent
# Characters that no HTML file may hold, lone surrogates among them, and those that turn the direction of the
# text after them, by which a hostile report could make our words read as something else.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@cache
def environment() -> "Environment":
    """The templates: every value is escaped, an unknown name is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _template() -> "Template":
    return environment().get_template("page.html.j2")


@cache
def static(name: str) -> str:
    """A file of the package's own that goes into pages."""
    return (_HERE / "static" / name).read_text(encoding="utf-8")


BAR = "<!--bar-->"
"""Where a page that is served has room for the server's own bar; nothing of a report can look like it."""


def unfit(page: str) -> str:
    """A page without characters that no HTML file may hold, or that turn the direction of text; each becomes U+FFFD."""
    return _UNFIT.sub("\ufffd", page)


def to_html(report: Report, *, full_text: bool = False, desk: str | None = None) -> str:
    """The page as one HTML file.

    Only its own script may run in it: the page's security policy names that script by its hash, so that
    nothing that an article carries could run even if it were to slip through the escaping. A page that is served has
    style and script beside it and its policy in the answer's header.

    Args:
        report: The report.
        full_text: Whether whole articles are shown; without it the page holds the cited words and some 200
            characters around them.
        desk: The story's address where the page is served by a desk: points can then be corrected, reports opened
            whole, and `BAR` stands where the server puts its bar.

    Returns:
        The file's text, to be written as UTF-8.
    """
    from markupsafe import Markup

    # These are the package's own files, not input.
    style, script, bar = Markup(static("page.css")), Markup(static("page.js")), Markup(BAR)  # noqa: S704
    digest = base64.b64encode(hashlib.sha256(str(script).encode("utf-8")).digest()).decode("ascii")
    text = _template().render(
        page=build_page(report, full_text=full_text),
        style=style,
        script=script,
        script_hash=digest,
        desk=desk,
        bar=bar,
    )
    return unfit(text)
