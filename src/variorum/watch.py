"""Watching feeds: polled by their own pace, what is new is kept, placed in its story, and the story compared.

Everything that is noted is noted after what it tells of is kept, so that a kill at any moment costs at most that
something is asked for, or compared, once more.
"""

import hashlib
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from variorum import ingest
from variorum.adapters.bounds import too_large
from variorum.adapters.feeds import entry_document, parse_feed, poll_feed
from variorum.adapters.paths import RefusedError
from variorum.adapters.raw import keeping
from variorum.config import Config
from variorum.desk import Desk
from variorum.errors import InputError, StoreError, VariorumError
from variorum.ports import Fetcher
from variorum.records.source import Document, Rejection
from variorum.records.web import Feed, FeedEntry, FeedKind, Validators
from variorum.stores.feeds import FeedRow
from variorum.stores.lock import COMPARING, WATCHING, holding

_log = logging.getLogger(__name__)
_AT_ONCE = 8
"""Feeds that are asked for at the same time; the fetcher keeps its pace with each host."""
_CHUNK = 10
"""Entries that are fetched before what came of them is kept and noted."""
_IDLE_SECONDS = 2.0
_TROUBLE_SECONDS = 30.0
_CAMPAIGN = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """What came of the polls of a while.

    Attributes:
        polled: Feeds that answered or did not.
        new: Articles that were new.
        changed: Stories that changed.
        compared: Comparisons that were made.
        told: What went wrong, in words.
    """

    polled: int = 0
    new: int = 0
    changed: int = 0
    compared: int = 0
    told: tuple[str, ...] = ()


def feeds_in(paths: Sequence[str], *, config: Config) -> dict[str, str | None]:
    """The feeds that files and addresses name.

    Args:
        paths: OPML files, and addresses of feeds, also as `NAME=address`.
        config: Limits.

    Returns:
        Address -> outlet or None.

    Raises:
        InputError: If a file cannot be read, or names no feed.
    """
    found: dict[str, str | None] = {}
    for given in paths:
        outlet, _, address = given.rpartition("=") if "=http" in given else ("", "", given)
        if address.startswith(("http://", "https://")):
            found[address] = outlet.strip() or None
            continue
        try:
            with Path(given).open("rb") as file:
                raw = file.read(config.max_bytes + 1)
            if len(raw) > config.max_bytes:
                raise too_large(given, config)
            feed = parse_feed(raw, given)
        except OSError as error:
            raise InputError(f"cannot read {given!r}: {error.strerror or error}") from error
        except RefusedError as refusal:
            raise InputError(refusal.detail) from refusal
        if feed.kind is not FeedKind.OPML or not feed.links:
            raise InputError(f"{given!r} names no feed; give an OPML file, or a feed's address")
        found |= {link.url: link.outlet for link in feed.links}
    return found


def plain_link(link: str) -> str:
    """A link without what only counts readers: its fragment and marks of campaigns.

    Example:
        >>> plain_link("https://Ledger.example/a?utm_source=rss&id=7#top")
        'https://ledger.example/a?id=7'
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.startswith(_CAMPAIGN)]
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, urlencode(query), ""))


def entry_key(entry: FeedEntry, feed: Feed) -> str:
    """By what an entry is known again: where it leads and what the feed says of it.

    A feed may give its entries other ids with each answer; with a link, or else its words, an entry stays the same. One
    that the feed tells anew (another title, date or text) is read again, as a revision.
    """
    told = "\n".join(t or "" for t in (entry.title, entry.published, entry.html, entry.text, entry.summary))
    digest = hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return f"{plain_link(entry.link) if entry.link else feed.url}#{digest}"[:2000]


class Watch:
    """Polls the feeds of a store.

    Args:
        desk: The store and its use cases.
        fetcher: Asks; kept open by the caller.
        compare: Whether stories are compared here.
        progress: Called as comparisons go on.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        fetcher: Fetcher,
        compare: bool = True,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> None:
        self._desk = desk
        self._fetcher = fetcher
        self._compare = compare
        self._progress = progress
        self._stop = threading.Event()
        self._failed: dict[str, int] = {}

    def stop(self) -> None:
        """End after what is being kept now."""
        self._stop.set()

    # -- one feed -----------------------------------------------------------------------------------------------------

    def poll(self, row: FeedRow) -> int:
        """Ask for one feed and keep what is new of it; returns how many articles were.

        Raises:
            StoreError: If the store cannot be written; the feed is then asked again.
        """
        desk, config = self._desk, self._desk.config
        poll = poll_feed(
            row.url,
            fetcher=self._fetcher,
            validators=Validators(etag=row.etag, last_modified=row.last_modified),
            config=config,
        )
        if isinstance(poll, Rejection):
            desk.feeds.polled(row.url, at=desk.now(), told=poll.detail)
            return 0
        new, asked, whole = 0, None, True
        if poll.feed is not None:
            asked = poll.feed.asked_minutes
            if poll.feed.links:
                desk.feeds.follow({link.url: link.outlet or row.outlet for link in poll.feed.links[:200]})
            new, whole = self._take(poll.feed, row)
        # Where the watch was stopped in the middle, or a page did not answer, the feed must come whole again.
        validators = poll.validators if whole else Validators(etag=row.etag, last_modified=row.last_modified)
        desk.feeds.polled(
            row.url,
            at=desk.now(),
            etag=validators.etag,
            last_modified=validators.last_modified,
            asked_minutes=asked,
        )
        return new

    def _take(self, feed: Feed, row: FeedRow) -> tuple[int, bool]:
        desk = self._desk
        entries = {entry_key(e, feed): e for e in reversed(feed.entries[: desk.config.max_entries])}
        unseen = iter(desk.feeds.unseen(entries))
        new, whole = 0, True
        while chunk := tuple(islice(unseen, _CHUNK)):
            if self._stop.is_set():
                return new, False
            outcomes: dict[str, str] = {}
            with keeping(desk.hold_raw):
                result = desk.keep(self._documents({k: entries[k] for k in chunk}, feed, row, outcomes))
            new += len(result.new)
            desk.feeds.mark(outcomes, feed=row.url, at=desk.now())
            whole = whole and outcomes.keys() == set(chunk)
        return new, whole

    def _documents(
        self, entries: Mapping[str, FeedEntry], feed: Feed, row: FeedRow, outcomes: dict[str, str]
    ) -> Iterator[Document | Rejection]:
        for key, entry in entries.items():
            got = entry_document(entry, feed, fetcher=self._fetcher, config=self._desk.config, outlet=row.outlet)
            if isinstance(got, Rejection):
                # A page that does not answer is asked again with the feed's next answer; what it is stays as it is.
                if got.reason not in _PASSING:
                    outcomes[key] = str(got.reason)
            else:
                outcomes[key] = "read"
                if entry.link is None:
                    got = msgspec.structs.replace(got, source=key)
            yield got

    # -- all feeds ----------------------------------------------------------------------------------------------------

    def once(self) -> Round:
        """Poll every feed that is due, place what came, compare what changed."""
        due = self._desk.feeds.due(self._desk.now())
        new, told = 0, []
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="variorum-feed") as pool:
            for row, future in [(row, pool.submit(self.poll, row)) for row in due]:
                count, words = _outcome(row, future)
                new += count
                told += words
        settled = self.settle()
        return msgspec.structs.replace(settled, polled=len(due), new=new, told=(*told, *settled.told))

    def settle(self, *, most: int | None = None) -> Round:
        """Place what stands in no story yet, then compare what changed, the last changed story first.

        Args:
            most: Most comparisons that are made now, or None for all.
        """
        changed = self._desk.place(progress=self._progress)
        made, told = 0, []
        while self._compare and not self._stop.is_set() and (most is None or made < most):
            due = self._desk.due(limit=20 + len(self._failed))
            story = next((s for s in due if self._failed.get(s) != self._desk.mark_of(s)[0]), None)
            if story is None:
                break
            change = self._desk.mark_of(story)[0]
            try:
                self._desk.refresh(story, progress=self._progress)
                made += 1
            except StoreError:
                raise
            except Exception as error:  # one story that fails must not end the watch of all others
                if not isinstance(error, VariorumError):
                    _log.exception("story %s", story)
                self._failed[story] = change
                told.append(f"story {story} was not compared: {error}")
        return Round(changed=len(changed), compared=made, told=tuple(told))

    def run(self, tell: Callable[[Round], None]) -> None:
        """Go on until `stop`: polls run beside the comparisons; a store that cannot be written is tried again.

        Args:
            tell: Called whenever something came, changed or went wrong.
        """
        running: dict[str, tuple[FeedRow, Future[int]]] = {}
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="variorum-feed") as pool:
            while not self._stop.is_set():
                try:
                    for row in self._desk.feeds.due(self._desk.now()):
                        if row.url not in running and len(running) < 2 * _AT_ONCE:
                            running[row.url] = (row, pool.submit(self.poll, row))
                    ended = [running.pop(url) for url in list(running) if running[url][1].done()]
                    new, told = 0, []
                    for row, future in ended:
                        count, words = _outcome(row, future)
                        new += count
                        told += words
                    settled = self.settle(most=1)
                    happened = Round(
                        polled=len(ended),
                        new=new,
                        changed=settled.changed,
                        compared=settled.compared,
                        told=(*told, *settled.told),
                    )
                    if happened != Round(polled=len(ended)):
                        tell(happened)
                    if not settled.compared:
                        self._stop.wait(_TROUBLE_SECONDS if told else _IDLE_SECONDS if not ended else 0.05)
                except StoreError as error:
                    tell(Round(told=(str(error),)))
                    self._stop.wait(_TROUBLE_SECONDS)


_PASSING = frozenset({"unreachable", "timed_out", "busy", "truncated"})


def _outcome(row: FeedRow, future: "Future[int]") -> tuple[int, list[str]]:
    try:
        return future.result(), []
    except StoreError as error:
        return 0, [str(error)]
    except Exception as error:  # one feed that fails must not end the watch of all others
        _log.exception("feed %s", row.url)
        return 0, [f"{row.url} was not read: {error}"]


def follow(desk: Desk, feeds: Mapping[str, str | None]) -> tuple[str, ...]:
    """Follow these feeds and no others; returns those that are left, whose articles stay."""
    left = tuple(f.url for f in desk.feeds.all() if f.url not in feeds)
    desk.feeds.follow(feeds)
    for url in left:
        desk.feeds.leave(url)
    return left


def watch(
    desk: Desk,
    feeds: Mapping[str, str | None] | None = None,
    *,
    once: bool = False,
    compare: bool = True,
    tell: Callable[[Round], None] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    started: Callable[[Watch], None] | None = None,
) -> Round | None:
    """Watch the feeds of a store.

    Args:
        desk: The store and its use cases.
        feeds: Address -> outlet; None goes on with those that the store follows.
        once: Poll what is due, and return.
        compare: Whether stories are compared here.
        tell: Called whenever something came, changed or went wrong.
        progress: Called as articles are placed and stories compared.
        started: Called with the watch, which can be stopped.

    Returns:
        What came of it, with `once`.

    Raises:
        InputError: If no feed is followed, or another program watches this store.
        StoreError: If the store cannot be written.
    """
    desk.store.database.check_writable()
    with holding(desk.path, WATCHING, wait=False) as alone:
        if not alone:
            raise InputError(f"another program watches {str(desk.path)!r} already; stop it first")
        if feeds is not None:
            follow(desk, feeds)
        if not desk.feeds.all():
            raise InputError("no feed is followed; name an OPML file, or a feed's address")
        with holding(desk.path, COMPARING, wait=False) as held, ingest.open_fetcher(desk.config) as fetcher:
            # Where a server compares this store's stories already, they are left to it.
            watching = Watch(desk, fetcher=fetcher, compare=compare and held, progress=progress)
            if started:
                started(watching)
            if once:
                return watching.once()
            watching.run(tell or (lambda _: None))
    return None

