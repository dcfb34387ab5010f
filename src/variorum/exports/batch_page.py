"""The summary of a data set: what came in, what fell out and why, what was found, where the time went; one file."""

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from variorum.exports.html import environment, static, unfit

if TYPE_CHECKING:
    from jinja2 import Template

Counts = tuple[tuple[str, int], ...]
"""Names with how many there are of each, the most first."""


class InputFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One input: its path, its size, the articles that it gave, and what of it was not read."""

    path: str
    bytes: int | None
    articles: int
    rejected: int


class ReasonFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Why something is not in the data set: the reason's code, how often, and one example."""

    reason: str
    count: int
    example: str


class StoryFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One story; numbers of what was compared are None where it was not."""

    id: str
    headline: str
    articles: int
    origins: int | None
    outlets: int
    first: str
    last: str
    points: int | None
    conflicts: int | None


class BatchFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All that the page tells.

    Attributes:
        rows: Rows by table.
        steps: What was done.
        inputs: The largest inputs.
        inputs_in_all: How many there are.
        reasons: Why inputs were not read or left out.
        reserved: Articles that are reserved from text and data mining.
        copies: Articles whose words stand, nine tenths of them, in another one.
        origins: How many origins the articles have; None where lineage was not done.
        sizes: Stories by their number of articles, in words, in order.
        not_compared: Stories that were not compared, by the reason.
        languages: Articles by language.
        outlets: Articles of the outlets that have most.
        outlets_in_all: How many outlets there are.
        stories: The largest stories.
        seconds: Seconds of processor time by step, those with most first.
        full_text: Whether texts stand in the data set.
    """

    rows: dict[str, int]
    steps: tuple[str, ...]
    inputs: tuple[InputFacts, ...]
    inputs_in_all: int
    reasons: tuple[ReasonFacts, ...]
    reserved: int
    copies: int
    origins: int | None
    sizes: Counts
    not_compared: Counts
    languages: Counts
    outlets: Counts
    outlets_in_all: int
    stories: tuple[StoryFacts, ...]
    seconds: tuple[tuple[str, float], ...]
    full_text: bool


_STEPS = {
    "read": "reading the inputs",
    "clean": "cleaning",
    "lineage": "fingerprints and shared passages",
    "stories": "finding stories",
    "write": "writing the tables",
    "candidates": "looking up likely pairs",
    "survey": "numbering the articles",
    "origins": "joining origins",
    "windows": "ordering by time",
    "join": "joining stories across windows",
    "choose": "choosing what to compare",
    "compare": "comparing, rest",
    "parse": "parsing",
    "name": "joining names",
    "attribute": "finding who says what",
    "claim": "taking claims",
    "align": "bringing claims together",
    "gather": "telling events apart",
    "differ": "finding differences",
}


@cache
def _template() -> "Template":
    return environment().get_template("batch.html.j2")


def batch_page(facts: BatchFacts) -> str:
    """The page as one HTML file.

    Args:
        facts: What it tells.

    Returns:
        The file's text, to be written as UTF-8.
    """
    from markupsafe import Markup

    style = Markup(static("page.css") + static("batch.css"))  # noqa: S704 - the package's own files
    total = sum(s for _, s in facts.seconds)
    articles = facts.rows.get("articles", 0)
    text = _template().render(
        style=style,
        facts=facts,
        tally=_tally(facts),
        sizes=_bars(facts.sizes),
        languages=_bars(facts.languages),
        outlets=_bars(facts.outlets),
        seconds=[
            {"name": _STEPS.get(step, step), "value": f"{n:,.1f} s", "share": _share(n, facts.seconds[0][1])}
            for step, n in facts.seconds
            if n >= 0.05
        ],
        total=f"{total:,.0f} seconds",
        each=f"{1000 * total / articles:,.1f} milliseconds an article" if articles else "",
        size=_size,
    )
    return unfit(text)


def _tally(facts: BatchFacts) -> str:
    rows = facts.rows
    parts = [count(rows.get("articles", 0), "article")]
    if facts.origins is not None:
        parts.append(f"of {count(facts.origins, 'origin')}")
    if "stories" in facts.steps:
        parts.append(f"in {count(rows.get('stories', 0), 'story', 'stories')}")
    return " ".join(parts)


def count(n: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def _bars(counts: Counts) -> list[dict[str, Any]]:
    most = max((n for _, n in counts), default=1)
    return [{"name": name, "value": f"{n:,}", "share": _share(n, most)} for name, n in counts]


def _share(value: float, most: float) -> float:
    return round(100 * value / most, 1) if most else 0.0


def _size(size: int | None) -> str:
    if size is None:
        return ""
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{size:,.0f} {unit}" if unit == "bytes" or size >= 100 else f"{size:,.1f} {unit}"
        size = size / 1000  # type: ignore[assignment]
    return ""
