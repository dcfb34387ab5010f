"""A stream of articles and the stories that form in it: what goes in, where each article stands, what happened."""

from enum import StrEnum

import msgspec


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One article as the stream sees it.

    Attributes:
        article: The article's id.
        name: What events call it: the row's own id where it has one; the article's id where "".
        title: The headline, or "".
        text: The body, or "" where only a headline is known.
        at: When it was published, in seconds since 1970 (UTC), or None.
        language: ISO 639-1 code; "" where it is not known.
    """

    article: str
    name: str = ""
    title: str
    text: str
    at: float | None = None
    language: str = ""


class EventKind(StrEnum):
    """What happened to a story."""

    CREATED = "created"
    JOINED = "joined"
    MERGED = "merged"
    SPLIT = "split"


class StoryEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One event in a story's history.

    Attributes:
        seq: Place among all events of the stream, from 1.
        kind: What happened.
        story: The story that stands afterwards: the new one of a split, the one that stays of a merge.
        other: The story that was merged away, or from which was split; "" else.
        articles: Names of the articles that this concerns, in order of arrival.
        by: Name of the article on whose arrival it happened.
        at: The stream's time (ISO 8601, UTC), or None in a stream without dates.
        reason: Why, one plain phrase.
    """

    seq: int
    kind: EventKind
    story: str
    other: str = ""
    articles: tuple[str, ...]
    by: str
    at: str | None = None
    reason: str


class Placement(msgspec.Struct, frozen=True, kw_only=True):
    """Where an article stands.

    Attributes:
        article: The article's id.
        story: The story's id.
        joined_at: The stream's time when it came into this story (ISO 8601, UTC); None without dates.
        roundup: Whether it touches many stories (a round-up, a live blog), so that it welds none together.
    """

    article: str
    story: str
    joined_at: str | None
    roundup: bool = False


class StreamReport(msgspec.Struct, frozen=True, kw_only=True):
    """One report as the picture of a stream shows it.

    Attributes:
        name: The row's own id, or the article's.
        outlet: Who published it, or "".
        headline: Its headline, or the beginning of its text.
        url: Its address, or "".
        at: When it was published, in seconds since 1970, or None.
        roundup: As in `Placement`.
    """

    name: str
    outlet: str
    headline: str
    url: str
    at: float | None
    roundup: bool = False


class StreamStory(msgspec.Struct, frozen=True, kw_only=True):
    """One story as the picture of a stream shows it: its reports in the order in which they came, and its history."""

    id: str
    reports: tuple[StreamReport, ...]
    history: tuple[StoryEvent, ...]
