"""What came from the web: answers, and feeds with their entries."""

from enum import StrEnum
from typing import Any

import msgspec


class Validators(msgspec.Struct, frozen=True, kw_only=True):
    """What a server gave to ask it later whether a page has changed (RFC 9110, 8.8).

    Attributes:
        etag: The answer's ETag, as it was sent.
        last_modified: The answer's Last-Modified, as it was sent.
    """

    etag: str | None = None
    last_modified: str | None = None


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A server's answer.

    Attributes:
        url: The address that was asked for.
        final_url: The address that answered, after redirects.
        body: The bytes, unpacked; empty where nothing has changed.
        content_type: The media type that the server gave, lower case, without parameters; "" where it gave none.
        charset: The encoding that the server named, or None. It may be wrong.
        validators: What to send with the next request for `url`.
        not_modified: Whether the server said that nothing has changed since the validators were given.
        fetched_at: When, ISO 8601 in UTC.
    """

    url: str
    final_url: str
    body: bytes = b""
    content_type: str = ""
    charset: str | None = None
    validators: Validators = Validators()
    not_modified: bool = False
    fetched_at: str


class FeedKind(StrEnum):
    """The form of a feed."""

    RSS = "rss"
    ATOM = "atom"
    JSON_FEED = "json_feed"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap_index"
    OPML = "opml"


class FeedSource(msgspec.Struct, frozen=True, kw_only=True):
    """The publisher from whom a feed took an entry (RSS and Atom `source`)."""

    name: str | None = None
    url: str | None = None


class FeedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed.

    Attributes:
        key: What tells it from the feed's other entries: its id, else its link.
        link: The article's address, or None.
        title: Its title, without markup.
        published: ISO 8601, or None.
        byline: Who signed it.
        outlet: The publication that a news sitemap names.
        source: The originating publisher, where the feed names one.
        html: The whole article as markup, where the feed has it.
        text: The whole article as plain text, where the feed has it.
        summary: What the feed gives for a summary, with its markup.
        language: The language that the feed states.
    """

    key: str
    link: str | None = None
    title: str | None = None
    published: str | None = None
    byline: str | None = None
    outlet: str | None = None
    source: FeedSource | None = None
    html: str | None = None
    text: str | None = None
    summary: str | None = None
    language: str | None = None


class FeedLink(msgspec.Struct, frozen=True, kw_only=True):
    """A feed or sitemap that a list names.

    Attributes:
        url: Its address.
        outlet: The name that the list gives it.
        changed: When it last changed, ISO 8601, where the list says so.
    """

    url: str
    outlet: str | None = None
    changed: str | None = None


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed, a sitemap, or a list of them.

    Attributes:
        kind: Its form.
        url: Its address or file name.
        title: Its name.
        home: The address of the site that it belongs to.
        entries: Its articles, in its order.
        links: Feeds (of an OPML list) or sitemaps (of an index).
        asked_minutes: The pause between two requests that it asks for (RSS `ttl`), or None.
        unusable: Entries with neither text nor link, which nothing can be made of.
    """

    kind: FeedKind
    url: str
    title: str | None = None
    home: str | None = None
    entries: tuple[FeedEntry, ...] = ()
    links: tuple[FeedLink, ...] = ()
    asked_minutes: float | None = None
    unusable: int = 0

    def note(self, entry: FeedEntry) -> dict[str, Any]:
        """What an article's record keeps of the feed that it came from."""
        noted: dict[str, Any] = {"url": self.url, "key": entry.key}
        if self.title:
            noted["title"] = self.title
        if entry.source is not None:
            noted["source"] = {k: v for k, v in msgspec.structs.asdict(entry.source).items() if v}
        return noted
