"""What came in, and what the cleaner made of it."""

from enum import StrEnum
from typing import Any

import msgspec

from variorum.records.page import Page, Part
from variorum.records.place import Extent


class Media(StrEnum):
    """How a document's text was obtained."""

    TEXT = "text"
    HTML = "html"


class PublishedFrom(StrEnum):
    """How an article's publication date is known."""

    GIVEN = "given"
    METADATA = "metadata"
    TEXT = "text"
    STORY = "story"


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One input as it was read, before any cleaning.

    Attributes:
        source: Path, URL or row name that the reader gave; the last part of it names the article.
        text: The text as it was read (for HTML the extracted text). All offsets point into it.
        media: How `text` was obtained.
        row_id: The row's own `id`, where it has one.
        url: The row's or page's address.
        outlet: The outlet as given by the user, the row or the page's metadata.
        title: A title given beside the text (it need not stand in the text).
        byline: Authors given beside the text.
        published: ISO 8601 date or date-time from the row or the page's metadata.
        raw_hash: SHA-256 of the bytes as they were read, in hex.
        parts: For a page, stretches of the text that are not plain body, in order.
        page: For a page, what it says of itself.
        extra: Fields of the row that Variorum does not know, carried through untouched.
    """

    source: str
    text: str
    media: Media = Media.TEXT
    row_id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    raw_hash: str = ""
    parts: tuple[Part, ...] = ()
    page: Page | None = None
    extra: dict[str, Any] = {}


class Located(msgspec.Struct, frozen=True, kw_only=True):
    """Words with their place; `start` and `end` are None where the words do not stand in the text."""

    text: str
    start: int | None = None
    end: int | None = None


class DropReason(StrEnum):
    """Why the cleaner left a stretch out of the body."""

    FRAME = "frame"
    CAPTION = "caption"
    PHOTO_CREDIT = "photo_credit"
    SUBSCRIPTION = "subscription"
    RELATED = "related"
    REPEATED = "repeated"
    COPYRIGHT = "copyright"
    CREDIT = "credit"
    BYLINE = "byline"
    DATELINE = "dateline"
    EMBED = "embed"


class Dropped(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch that the cleaner left out of the body, with the reason."""

    start: int
    end: int
    reason: DropReason


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A cleaned article: the document's text untouched, and what in it is what.

    Attributes:
        id: Hash of source and text, so that two outlets' identical reprints stay two.
        source: As in `Document`.
        text: As in `Document`; every offset below points into it.
        media: As in `Document`.
        language: ISO 639-1 code.
        row_id: As in `Document`.
        url: As in `Document`.
        outlet: The publishing outlet's name, or None.
        credits: Agencies named as the origin of the text.
        credit_spans: Where those credits stand, one for each credit that stands in the text.
        byline: Who signed it.
        published: ISO 8601 date or date-time that the input states, or None.
        published_from: How `published` is known.
        title: The headline.
        subtitle: The standfirst.
        dateline: The place line before the lede, without the agency.
        paragraphs: The body. A paragraph is one or more pieces, in reading order; more than one where a
            sentence was broken over lines and is mended (pieces are read with one space, or none before
            closing punctuation, between them).
        dropped: What was left out, in order, each with its reason.
        raw_hash: As in `Document`.
        page: As in `Document`.
        extra: As in `Document`.
    """

    id: str
    source: str
    text: str
    media: Media = Media.TEXT
    language: str
    row_id: str | None = None
    url: str | None = None
    outlet: str | None = None
    credits: tuple[str, ...] = ()
    credit_spans: tuple[Extent, ...] = ()
    byline: str | None = None
    published: str | None = None
    published_from: PublishedFrom | None = None
    title: Located | None = None
    subtitle: Located | None = None
    dateline: Located | None = None
    paragraphs: tuple[tuple[Extent, ...], ...]
    dropped: tuple[Dropped, ...] = ()
    raw_hash: str = ""
    page: Page | None = None
    extra: dict[str, Any] = {}


class RejectReason(StrEnum):
    """Why an input was not read."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_LARGE = "too_large"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    DUPLICATE = "duplicate"
    NOT_AN_ARTICLE = "not_an_article"
    BROKEN_ROW = "broken_row"
    NO_BODY = "no_body"
    SCRIPTED_PAGE = "scripted_page"
    CONSENT_WALL = "consent_wall"
    ERROR_PAGE = "error_page"
    LISTING = "listing"
    PAGE_AS_TEXT = "page_as_text"
    UNREADABLE = "unreadable"
    TOO_MANY = "too_many"
    NO_STORY = "no_story"
    BAD_ADDRESS = "bad_address"
    PRIVATE_ADDRESS = "private_address"
    DISALLOWED = "disallowed"
    OPTED_OUT = "opted_out"
    REDIRECTS = "redirects"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    BUSY = "busy"
    HTTP_STATUS = "http_status"
    TRUNCATED = "truncated"
    NOT_A_FEED = "not_a_feed"
    FAILED = "failed"
    CRASHED = "crashed"


class Rejection(msgspec.Struct, frozen=True, kw_only=True):
    """An input that was not read, with a word on what to do.

    Attributes:
        id: The input's name (path, row id, or path and line).
        step: The step that refused it.
        reason: The reason's code.
        detail: One sentence: what is wrong and what to do.
    """

    id: str
    step: str
    reason: RejectReason
    detail: str
