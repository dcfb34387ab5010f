"""Feeds in the store: what to poll when, and which entries were taken."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import RowMapping, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from variorum.stores.database import Database, as_record, wall
from variorum.stores.schema import FEED, SEEN

LEAST_MINUTES, MOST_MINUTES = 5.0, 6 * 60.0
"""A feed is polled at most every five minutes, and at least every six hours also when it failed for long."""


class FeedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One feed; times are ISO 8601 of the wall clock.

    Attributes:
        url: Its address.
        outlet: The name that its articles are given, or null.
        etag: What its server last sent, for a conditional request.
        last_modified: Likewise.
        polled_at: When it was asked last, or null.
        due_at: When it is asked next, or null.
        failures: Polls that failed in a row.
        told: What went wrong last, empty where nothing did.
    """

    url: str
    outlet: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    polled_at: str | None = None
    due_at: str | None = None
    failures: int = 0
    told: str | None = ""


def pause_minutes(*, failures: int, asked: float | None) -> float:
    """How long to wait before the next poll.

    Args:
        failures: Polls that failed in a row; each doubles the wait.
        asked: Minutes that the feed itself asks for (RSS `ttl`), or None.

    Returns:
        Minutes, within `LEAST_MINUTES` and `MOST_MINUTES`.

    Example:
        >>> pause_minutes(failures=0, asked=None), pause_minutes(failures=2, asked=15)
        (5.0, 60.0)
    """
    base = max(LEAST_MINUTES, asked or 0.0)
    return min(MOST_MINUTES, base * 2.0 ** min(failures, 16))


class Feeds:
    """The feeds of a store.

    Args:
        database: The store's database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def follow(self, feeds: Mapping[str, str | None]) -> None:
        """Take up feeds (address -> outlet or None); one that is followed already keeps its state."""
        rows = [{"url": url, "outlet": outlet, "failures": 0} for url, outlet in sorted(feeds.items())]
        if rows:
            with self._database.writing() as connection:
                connection.execute(insert(FEED).on_conflict_do_nothing(), rows)

    def leave(self, url: str) -> None:
        """Poll a feed no more; what came from it stays."""
        with self._database.writing() as connection:
            connection.execute(delete(FEED).where(FEED.c.url == url))

    def all(self) -> tuple[FeedRow, ...]:
        """Every feed, by address."""
        with self._database.reading() as connection:
            rows = connection.execute(select(FEED).order_by(FEED.c.url)).mappings().all()
        return tuple(_row(r) for r in rows)

    def due(self, now: datetime) -> tuple[FeedRow, ...]:
        """The feeds to poll now, the longest overdue first.

        A due time that lies farther off than any pause means that the clock was set back: such a feed is due.
        """
        far = wall(now + timedelta(minutes=MOST_MINUTES + 1))
        query = select(FEED).where(or_(FEED.c.due_at.is_(None), FEED.c.due_at <= wall(now), FEED.c.due_at > far))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(FEED.c.due_at, FEED.c.url)).mappings().all()
        return tuple(_row(r) for r in rows)

    def polled(
        self,
        url: str,
        *,
        at: datetime,
        etag: str | None = None,
        last_modified: str | None = None,
        told: str = "",
        asked_minutes: float | None = None,
    ) -> None:
        """Note a poll: a failed one (`told` says why) is tried again later and later.

        Args:
            url: The feed's address.
            at: When.
            etag: The answer's ETag, for the next conditional request.
            last_modified: The answer's Last-Modified.
            told: What went wrong, in words; "" where nothing did.
            asked_minutes: The pause that the feed asks for.
        """
        with self._database.writing() as connection:
            row = connection.execute(select(FEED).where(FEED.c.url == url)).mappings().first()
            if row is None:
                return
            failures = row["failures"] + 1 if told else 0
            due = at + timedelta(minutes=pause_minutes(failures=failures, asked=asked_minutes))
            values: dict[str, object] = {
                "polled_at": wall(at),
                "due_at": wall(due),
                "failures": failures,
                "told": told or None,
            }
            if not told:
                values |= {"etag": etag, "last_modified": last_modified}
            connection.execute(update(FEED).where(FEED.c.url == url).values(values))

    def unseen(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those keys (links or ids of entries) that were not taken yet, in their order, each once."""
        asked = list(dict.fromkeys(keys))
        with self._database.reading() as connection:
            there: set[str] = set()
            for n in range(0, len(asked), 500):
                there |= set(connection.scalars(select(SEEN.c.key).where(SEEN.c.key.in_(asked[n : n + 500]))))
        return tuple(k for k in asked if k not in there)

    def mark(self, outcomes: Mapping[str, str], *, feed: str, at: datetime) -> None:
        """Note what came of entries (key -> "added", "known" or a rejection's reason).

        Called after the articles themselves are kept: a kill between the two reads an entry again, and the article,
        whose id is its content, is then known.
        """
        rows = [{"key": k, "feed": feed, "at": wall(at), "outcome": o} for k, o in sorted(outcomes.items())]
        if rows:
            with self._database.writing() as connection:
                connection.execute(insert(SEEN).on_conflict_do_nothing(), rows)

    def outcomes(self, feed: str) -> dict[str, int]:
        """How many of a feed's entries came to what."""
        query = select(SEEN.c.outcome, func.count()).where(SEEN.c.feed == feed).group_by(SEEN.c.outcome)
        with self._database.reading() as connection:
            return {outcome: int(count) for outcome, count in connection.execute(query.order_by(SEEN.c.outcome))}


def _row(row: RowMapping) -> FeedRow:
    return msgspec.structs.replace(as_record(row, FeedRow), told=row["told"] or "")
