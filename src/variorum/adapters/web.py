"""Addresses and feeds among the inputs: each to its articles."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import msgspec

from variorum.adapters.bounds import gunzip
from variorum.adapters.encoding import decode, looks_binary
from variorum.adapters.feeds import entry_document, looks_like_feed, parse_feed, poll_feed
from variorum.adapters.pages import HTML_TYPES, fetched_page, is_page
from variorum.adapters.paths import Found, RefusedError, reject
from variorum.config import Config
from variorum.ports import Fetcher
from variorum.records.source import Document, Rejection, RejectReason
from variorum.records.web import Feed, FeedKind, Fetched

Result = Document | Rejection
Progress = Callable[[str, int, int], None]
ReadBytes = Callable[[Found, bytes], Iterator[Result]]

_MOST_LISTS = 200
_DEPTH = 3
"""A list of feeds, a feed that is an index, a sitemap: nothing sensible goes deeper."""


def address_documents(
    url: str,
    outlet: str | None,
    *,
    fetcher: Fetcher,
    config: Config,
    read_bytes: ReadBytes,
    progress: Progress | None = None,
) -> Iterator[Result]:
    """The articles at an address: a page, a feed's, a file's.

    Args:
        url: The address.
        outlet: The outlet that the user gave for it.
        fetcher: Asks.
        config: Limits.
        read_bytes: Reads the bytes of a file of another form.
        progress: Called as a feed's entries are fetched.
    """
    answer = fetcher.fetch(url)
    if isinstance(answer, Rejection):
        yield answer
        return
    try:
        raw = answer.body
        if raw[:2] == b"\x1f\x8b" and not _path(answer.final_url).endswith((".warc.gz", ".jsonl.gz", ".ndjson.gz")):
            raw = gunzip(url, raw, config)
            answer = msgspec.structs.replace(answer, body=raw)
        if not looks_binary(raw):
            head = decode(raw[:40_000], declared=answer.charset)
            if looks_like_feed(head):
                feed = parse_feed(raw, answer.final_url, charset=answer.charset)
                yield from feed_documents(feed, outlet, fetcher=fetcher, config=config, progress=progress)
                return
            if _is_page(answer, head):
                yield _named(fetched_page(answer, config=config), outlet)
                return
    except RefusedError as refusal:
        yield reject(url, refusal.reason, refusal.detail)
        return
    found = Found(url, outlet, True, _path(answer.final_url))
    for result in read_bytes(found, raw):
        yield msgspec.structs.replace(result, url=result.url or url) if isinstance(result, Document) else result


def _path(url: str) -> str:
    return urlsplit(url).path.lower()


def _is_page(answer: Fetched, head: str) -> bool:
    if is_page(head):
        return True
    if answer.content_type in HTML_TYPES:
        return "<" in head
    return not answer.content_type and head.lstrip()[:1] == "<"


def _named(result: Result, outlet: str | None) -> Result:
    return msgspec.structs.replace(result, outlet=outlet) if isinstance(result, Document) and outlet else result


def feed_documents(
    feed: Feed,
    outlet: str | None,
    *,
    fetcher: Fetcher | None,
    config: Config,
    progress: Progress | None = None,
    most: int | None = None,
    depth: int = 0,
) -> Iterator[Result]:
    """The articles of a feed, and of the feeds that a list names.

    Args:
        feed: The feed or list.
        outlet: The outlet that the user gave for it.
        fetcher: Asks for pages, and for the feeds of a list; None where nothing is fetched.
        config: Limits; `max_entries` articles at most.
        progress: Called as `("fetch", done, total)`.
        most: Articles that may still be taken.
        depth: How many lists led here.

    Yields:
        A document or a rejection an entry, in the feed's order; one rejection for all that is beyond the limit.
    """
    left = config.max_entries if most is None else most
    show = progress or (lambda step, done, total: None)
    if feed.unusable:
        yield reject(
            feed.url,
            RejectReason.EMPTY,
            f"{feed.unusable} entries of {feed.url} have neither a link nor text; nothing can be made of them.",
        )
    if not feed.entries and not feed.links and not feed.unusable:
        yield reject(feed.url, RejectReason.EMPTY, f"{feed.url} has no entry; ask again later.")
    taken = feed.entries[:left]
    for n, entry in enumerate(taken):
        show("fetch", n, len(taken))
        yield entry_document(entry, feed, fetcher=fetcher, config=config, outlet=outlet)
    if len(feed.entries) > left:
        yield _too_many(feed.url, len(feed.entries) - left, "entries", config)
    left -= len(taken)
    links = list(feed.links)
    if feed.kind is FeedKind.SITEMAP_INDEX:
        links.sort(key=lambda link: link.changed or "", reverse=True)  # what changed last first
    for n, link in enumerate(links):
        if fetcher is None:
            yield reject(link.url, RejectReason.BAD_ADDRESS, f"{link.url} is not fetched here; give its articles.")
            continue
        if left <= 0 or n >= _MOST_LISTS or depth >= _DEPTH:
            yield _too_many(feed.url, len(links) - n, "feeds", config)
            break
        show("fetch", n, len(links))
        poll = poll_feed(link.url, fetcher=fetcher, config=config)
        if isinstance(poll, Rejection):
            yield poll
            continue
        if poll.feed is None:
            continue
        for result in feed_documents(
            poll.feed,
            outlet,
            fetcher=fetcher,
            config=config,
            progress=progress,
            most=left,
            depth=depth + 1,
        ):
            left -= isinstance(result, Document)
            yield _listed(result, link.outlet) if outlet is None else result


def _listed(result: Result, outlet: str | None) -> Result:
    """A document without an outlet takes the name that the list gives its feed."""
    if isinstance(result, Document) and result.outlet is None and outlet:
        return msgspec.structs.replace(result, outlet=outlet)
    return result


def _too_many(url: str, count: int, what: str, config: Config) -> Rejection:
    return reject(
        url,
        RejectReason.TOO_MANY,
        f"{count} more {what} of {url} were left out: one input gives at most {config.max_entries} articles; "
        "raise max_entries.",
    )
