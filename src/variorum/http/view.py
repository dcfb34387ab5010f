"""Templates: every value is escaped, and characters that turn the direction of text are made visible."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from variorum.desk import Desk
from variorum.exports.page.cards import safe_url
from variorum.exports.page.naming import short_source
from variorum.http.redact import redact
from variorum.records.source import Article
from variorum.stores.reports import ClaimFound
from variorum.stores.store import LINE_CHARS

if TYPE_CHECKING:
    from variorum.http.app import Limits

_HERE = Path(__file__).parent
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_REPORT = re.compile(r"\{([^{}\s]+)\}")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def desk_of(request: Request) -> Desk:
    """The desk that the application serves."""
    desk: Desk = request.app.state.desk
    return desk


def limits_of(request: Request) -> "Limits":
    """How much of other people's text is shown."""
    limits: Limits = request.app.state.limits
    return limits


def ago(stamp: str | None, now: datetime) -> str:
    """How long ago a time of the wall clock was, in words; "" where there is none.

    Example:
        >>> ago("2031-03-12T08:00:00Z", datetime(2031, 3, 12, 8, 5, tzinfo=UTC))
        '5 minutes ago'
    """
    if not stamp:
        return ""
    seconds = (now - datetime.fromisoformat(stamp.replace("Z", "+00:00"))).total_seconds()
    if seconds < _MINUTE:
        return "just now"
    for size, word in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        if seconds >= size:
            n = int(seconds // size)
            return f"{n} {word}{'' if n == 1 else 's'} ago"
    return ""


def plain(stamp: str | None) -> str:
    """A date or date-time as people write it: "12 March 2031, 14:05 UTC"; the words as they are where it is neither."""
    if not stamp:
        return "date unknown"
    try:
        at = datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    except ValueError:
        return stamp
    day = f"{at.day} {at:%B %Y}"
    return day if len(stamp) <= 10 else f"{day}, {at:%H:%M}{' UTC' if stamp.endswith('Z') else ''}"


def count(n: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 report", "5 reports"."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def clip(text: str, most: int) -> str:
    """The beginning of a text, cut at a word."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0] + " …"


def marked(excerpt: str, most: int) -> Markup:
    """A search's excerpt with the words that match marked; all else escaped."""
    text = escape(clip(excerpt, most))
    opened, closed = text.count("\x02"), text.count("\x03")
    # Our own two marks in their place; what was escaped stays so.
    return Markup(  # noqa: S704
        str(text).replace("\x02", "<mark>").replace("\x03", "</mark>") + "</mark>" * max(0, opened - closed)
    )


def headline(article: Article) -> str:
    """What an article is called in a list: its title, or the name of its file or row."""
    return clip(article.title.text, LINE_CHARS) if article.title else short_source(article.source)


def folded(claims: Sequence[ClaimFound]) -> list[tuple[ClaimFound, list[ClaimFound]]]:
    """Claims of one story in the same words on the same word as one line, with all of them."""
    lines: dict[tuple[str, str, str | None], list[ClaimFound]] = {}
    for claim in claims:
        lines.setdefault((claim.story, claim.text, claim.speaker), []).append(claim)
    return [(found[0], found) for found in lines.values()]


def reports(note: str, letters: dict[str, tuple[str, str]]) -> str:
    """A sentence of ours in which reports stand by id, with their letters in the ids' place."""
    return _REPORT.sub(lambda m: letters.get(m[1], ("?", ""))[0], note)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {f.__name__: f for f in (plain, count, clip, reports, marked, safe_url, headline, folded)}
    return environment


def render(request: Request, template: str, *, code: int = 200, **values: object) -> HTMLResponse:
    """One page, without the names on the suppression list.

    Args:
        request: What was asked.
        template: Its file.
        code: The answer's status.
        **values: What the template shows.
    """
    now = datetime.now(UTC)
    text = _UNFIT.sub(
        "\ufffd",
        _environment()
        .get_template(template)
        .render(
            path=request.url.path,
            csrf=request.scope.get("state", {}).get("csrf", ""),
            ago=lambda stamp: ago(stamp, now),
            excerpt=limits_of(request).excerpt_chars,
            read_only=desk_of(request).read_only,
            worked=request.app.state.worker is not None,
            **values,
        ),
    )
    # Where the store cannot be read its list cannot either; such a page has no article's words.
    names = desk_of(request).store.suppressed() if code != 503 else ()
    return HTMLResponse(redact(text, names), status_code=code)
