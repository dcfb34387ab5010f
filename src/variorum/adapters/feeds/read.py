"""From a feed's address to its articles: asked conditionally, each entry's text from the feed or from its page."""

import re

import msgspec

from variorum.adapters.bounds import gunzip
from variorum.adapters.feeds.markup import markup_text
from variorum.adapters.feeds.parse import parse_feed
from variorum.adapters.pages import fetched_page
from variorum.adapters.paths import RefusedError, reject
from variorum.adapters.raw import hash_of
from variorum.config import Config
from variorum.ports import Fetcher
from variorum.records.source import Document, Media, Rejection, RejectReason
from variorum.records.web import Feed, FeedEntry, Validators

WHOLE_WORDS = 120
"""Words from which a feed's own content is taken for the whole article; a shorter one is fetched from its page."""
SUMMARY_WORDS = 250
"""Words from which even what a feed calls a summary is the whole article."""
_CUT = re.compile(
    r"(?:\[?(?:\u2026|\.\.\.)\]?|\b(?:read more|continue reading|read the (?:full|rest)[\w ]{0,30}))\W*$", re.IGNORECASE
)


class Poll(msgspec.Struct, frozen=True, kw_only=True):
    """What asking for a feed gave.

    Attributes:
        feed: The feed; None where nothing has changed.
        validators: What to ask with next time.
    """

    feed: Feed | None
    validators: Validators


def poll_feed(
    url: str, *, fetcher: Fetcher, validators: Validators | None = None, config: Config | None = None
) -> Poll | Rejection:
    """Ask for a feed; with validators only for what is new.

    Args:
        url: The feed's address.
        fetcher: Asks.
        validators: Those of the last poll.
        config: Limits.

    Returns:
        The feed and what to ask with next time; or why there is none (a page in its place is named as such).
    """
    settings = config or Config()
    answer = fetcher.fetch(url, validators=validators)
    if isinstance(answer, Rejection):
        return answer
    if answer.not_modified:
        return Poll(feed=None, validators=answer.validators)
    try:
        raw = gunzip(url, answer.body, settings) if answer.body[:2] == b"\x1f\x8b" else answer.body
        feed = parse_feed(raw, answer.final_url, charset=answer.charset)
    except RefusedError as refusal:
        return reject(url, refusal.reason, refusal.detail)
    return Poll(feed=msgspec.structs.replace(feed, url=url), validators=answer.validators)


def entry_document(
    entry: FeedEntry, feed: Feed, *, fetcher: Fetcher | None, config: Config | None = None, outlet: str | None = None
) -> Document | Rejection:
    """The article of a feed's entry: the feed's text where it has the whole of it, else the page's.

    Args:
        entry: One of `feed.entries`.
        feed: The feed.
        fetcher: Asks for the page; None where nothing is fetched.
        config: Limits, and the date for articles that state none.
        outlet: The outlet that the user gave for the feed; it wins over all that is found.

    Returns:
        The document, what is known of its feed in `extra["feed"]`, `source` (the originating publisher) in there; or
        why there is none.
    """
    settings = config or Config()
    whole, raw = whole_text(entry)
    if whole is None:
        if entry.link is None:
            return reject(
                entry.key,
                RejectReason.EMPTY,
                f"{entry.key}: its entry in {feed.url} has no link and too little text; give the article itself.",
            )
        if fetcher is None:
            return reject(
                entry.link, RejectReason.BAD_ADDRESS, f"{entry.link} is not fetched here; give the article itself."
            )
        answer = fetcher.fetch(entry.link)
        if isinstance(answer, Rejection):
            return answer
        page = fetched_page(answer, config=settings)
        if isinstance(page, Rejection):
            return page
    else:
        page = Document(
            source=entry.link or entry.key,
            text=whole,
            media=Media.HTML if entry.html or entry.text is None else Media.TEXT,
            url=entry.link,
            raw_hash=hash_of(raw.encode("utf-8", "surrogatepass")),
        )
        if len(whole) > settings.max_chars:
            return reject(
                page.source,
                RejectReason.TOO_LARGE,
                f"{page.source} has {len(whole)} characters, more than {settings.max_chars}; raise max_chars.",
            )
    source = entry.source.name if entry.source else None
    return msgspec.structs.replace(
        page,
        outlet=outlet or source or page.outlet or entry.outlet or feed.title,
        title=page.title or entry.title,
        byline=page.byline or entry.byline,
        published=_finer(page.published, entry.published) or settings.published,
        extra={**page.extra, "feed": feed.note(entry)},
    )


def whole_text(entry: FeedEntry) -> tuple[str | None, str]:
    """The article's text where the feed has all of it, and what it was made of; None where the page must be asked.

    Args:
        entry: A feed's entry.
    """
    for raw, least, markup in (
        (entry.html, WHOLE_WORDS, True),
        (entry.text, WHOLE_WORDS, False),
        (entry.summary, SUMMARY_WORDS, True),
    ):
        if not raw:
            continue
        text = markup_text(raw) if markup else raw.strip()
        enough = len(text.split()) >= (1 if entry.link is None else least)
        if enough and not _CUT.search(text[-80:]):
            return text, raw
    return None, ""


def _finer(page: str | None, entry: str | None) -> str | None:
    """The page's date, or the entry's where it tells the hour of the same day, or the page has none."""
    if page and entry and len(page) == 10 and entry.startswith(page):
        return entry
    return page or entry
