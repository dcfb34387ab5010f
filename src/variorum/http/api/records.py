"""What the interface answers with, beside the report's own types."""

from typing import Any

import msgspec

from variorum.questions import StoryFound
from variorum.records.report import DroppedPlace, Place, ReportRejection
from variorum.stores.feeds import FeedRow
from variorum.stores.reports import ClaimFound
from variorum.stores.store import Found


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong (RFC 9457).

    Attributes:
        type: Always `about:blank`: the status says what kind it is.
        title: The status in words.
        status: The HTTP status.
        detail: What is wrong with this request.
        name: The parameter that is meant, left out where none is.
    """

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    name: str | None = None


class Stories(msgspec.Struct, frozen=True, kw_only=True):
    """Stories.

    Attributes:
        items: The stories.
        next: Address of the following page, null on the last one.
    """

    items: tuple[StoryFound, ...]
    next: str | None


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """Claims.

    Attributes:
        items: The claims.
        next: Address of the following page, null on the last one.
    """

    items: tuple[ClaimFound, ...]
    next: str | None


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """One on whose word claims rest.

    Attributes:
        name: The name.
        claims: How many.
    """

    name: str
    claims: int


class Speakers(msgspec.Struct, frozen=True, kw_only=True):
    """Those on whose word most claims rest.

    Attributes:
        items: They, the one with most claims first.
    """

    items: tuple[Speaker, ...]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One event in a story's history.

    Attributes:
        seq: Its number in the store.
        story: The story's id.
        at: When it was noted (ISO 8601).
        record: The event as the clustering told it: kind, articles, reason.
    """

    seq: int
    story: str
    at: str
    record: dict[str, Any]


class Events(msgspec.Struct, frozen=True, kw_only=True):
    """Events in order.

    Attributes:
        items: The events.
        next: Address of the following page, null on the last one.
    """

    items: tuple[Event, ...]
    next: str | None


class Articles(msgspec.Struct, frozen=True, kw_only=True):
    """Articles that a search found.

    Attributes:
        items: The articles.
        next: Address of the following page, null on the last one.
    """

    items: tuple[Found, ...]
    next: str | None


class StoryAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One story.

    Attributes:
        story: The story.
        articles: Ids of its articles, in order of arrival.
    """

    story: StoryFound
    articles: tuple[str, ...]


class ArticleAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One article as it was read.

    Attributes:
        id: Its id.
        text: The input as it was read; offsets are code points of it, half open. Cut where the server limits it.
        cut: Whether it was.
        outlet: The outlet's name, or None.
        title: The headline, or None.
        byline: Who signed it, or None.
        published: ISO 8601, or None.
        language: ISO 639-1 code.
        url: Its address, or None.
        credits: Agencies named as its origin.
        body: The stretches that are the article's own, in order.
        dropped: What was left out, with a reason each.
        story: Id of the story in which it stands, or None.
        revisions: Ids of every kept reading of its address, in order of arrival.
        raw_hash: SHA-256 of the bytes that came in.
    """

    id: str
    text: str
    cut: bool
    outlet: str | None
    title: str | None
    byline: str | None
    published: str | None
    language: str
    url: str | None
    credits: tuple[str, ...]
    body: tuple[Place, ...]
    dropped: tuple[DroppedPlace, ...]
    story: str | None
    revisions: tuple[str, ...]
    raw_hash: str


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """Where articles come from.

    Attributes:
        feeds: The feeds that are followed.
        rejections: Inputs that were not read, newest first.
    """

    feeds: tuple[FeedRow, ...]
    rejections: tuple[ReportRejection, ...]
