"""When each article of a story was published."""

from collections.abc import Sequence
from datetime import date

from variorum.records.parse import Parse
from variorum.records.reading import Published
from variorum.records.source import Article, PublishedFrom


def date_articles(readings: Sequence[tuple[Article, Parse]]) -> dict[str, Published]:
    """The day of publication of each article, by article id.

    Args:
        readings: The story's articles with their parses, in any order.

    Returns:
        For each article what the input states, else what the story settles, else nothing.
    """
    out: dict[str, Published] = {}
    for article, _ in readings:
        day = stated_day(article)
        if day is not None:
            out[article.id] = Published(
                value=article.published, known_from=article.published_from or PublishedFrom.GIVEN, day=day.isoformat()
            )
        else:
            out[article.id] = Published()
    return out


def stated_day(article: Article) -> date | None:
    """The day that the input states, or None where it states none that can be read."""
    try:
        return date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None
