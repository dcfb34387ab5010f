"""Stories in the store: which articles stand in which, how that came about, and what changed since."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from variorum.stores.database import Database, as_record, wall
from variorum.stores.reports import drop_report
from variorum.stores.schema import ARTICLE, CORRECTION, EVENT, MEMBER, STATE, STATE_SINCE, STORY


class StoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One story as lists show it; times are ISO 8601, `changed_at` of the wall clock.

    `change` is the number of its last change: the store counts changes, and a later one has a greater number whatever
    the clock did in between.
    """

    id: str
    title: str
    first: str | None
    last: str | None
    size: int
    changed_at: str
    change: int


class StoryEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event in a story's history, as the clustering told it."""

    seq: int
    story: str
    at: str
    record: dict[str, object]

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles that came in or moved."""
        named = self.record.get("articles", ())
        return tuple(str(a) for a in named) if isinstance(named, list | tuple) else ()


def touch(connection: Connection, story: str, *, at: str) -> None:
    """Count one more change of a story, on a connection that writes."""
    number = select(func.coalesce(func.max(STORY.c.change), 0) + 1).scalar_subquery()
    connection.execute(update(STORY).where(STORY.c.id == story).values(change=number, changed_at=at))


def _keep_state(connection: Connection, state: tuple[str, int, bytes], *, whole: bool) -> None:
    key, version, value = state
    if not whole:
        connection.execute(STATE_SINCE.insert(), {"key": key, "value": value})
        return
    statement = insert(STATE)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["key"],
            set_={"version": statement.excluded.version, "value": statement.excluded.value},
        ),
        {"key": key, "version": version, "value": value},
    )
    connection.execute(delete(STATE_SINCE).where(STATE_SINCE.c.key == key))


class Stories:
    """The stories of a store.

    Args:
        database: The store's database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(
        self,
        *,
        membership: Mapping[str, tuple[str, str | None]],
        merged: Mapping[str, str],
        events: Sequence[tuple[str, bytes]],
        state: tuple[str, int, bytes],
        whole: bool = True,
        at: datetime,
    ) -> tuple[str, ...]:
        """Keep what a run of the clustering did, with the state from which it goes on: all or nothing.

        Args:
            membership: Article id -> (story id, when it joined), for each article placed or moved.
            merged: Story id -> the story that it was merged into.
            events: (story id, event as JSON), in order.
            state: Key, version and bytes of the clustering's state.
            whole: Whether the state is whole; else what came to the one that is kept.
            at: The time to note.

        Returns:
            Ids of the stories that changed and still stand, sorted.
        """
        stamp = wall(at)
        with self._database.writing() as connection:
            touched = {story for story, _ in membership.values()} | set(merged.values())
            if membership:
                placed = list(membership)
                for n in range(0, len(placed), 500):
                    before = select(MEMBER.c.story).where(MEMBER.c.article.in_(placed[n : n + 500])).distinct()
                    touched |= set(connection.scalars(before))
                self._found(connection, sorted({story for story, _ in membership.values()}), stamp)
                statement = insert(MEMBER)
                connection.execute(
                    statement.on_conflict_do_update(
                        index_elements=["article"],
                        set_={"story": statement.excluded.story, "joined_at": statement.excluded.joined_at},
                    ),
                    [{"article": a, "story": s, "joined_at": j} for a, (s, j) in sorted(membership.items())],
                )
            for old, new in sorted(merged.items()):
                self._found(connection, [new], stamp)
                connection.execute(update(MEMBER).where(MEMBER.c.story == old).values(story=new))
                # What an editor said of the one story holds in the one that it is part of now.
                connection.execute(update(CORRECTION).where(CORRECTION.c.story == old).values(story=new))
                drop_report(connection, old)
                touched.add(old)
            if events:
                connection.execute(
                    EVENT.insert(), [{"story": story, "record": record, "at": stamp} for story, record in events]
                )
            standing = [s for s in sorted(touched) if self._tally(connection, s, stamp)]
            _keep_state(connection, state, whole=whole)
        return tuple(standing)

    def _found(self, connection: Connection, stories: Sequence[str], stamp: str) -> None:
        rows = [{"id": s, "title": "", "size": 0, "changed_at": stamp} for s in stories]
        if rows:
            connection.execute(insert(STORY).on_conflict_do_nothing(), rows)

    def _tally(self, connection: Connection, story: str, stamp: str) -> bool:
        """Bring a story's line up to its members; an empty one is taken out. Returns whether it stands."""
        members = (
            select(
                ARTICLE.c.seq,
                ARTICLE.c.title,
                ARTICLE.c.published,
                func.coalesce(ARTICLE.c.url, ARTICLE.c.id).label("at"),
            )
            .join(MEMBER, MEMBER.c.article == ARTICLE.c.id)
            .where(MEMBER.c.story == story)
        ).subquery()
        size, first, last = connection.execute(
            # Several readings of one address are one report.
            select(
                func.count(func.distinct(members.c.at)), func.min(members.c.published), func.max(members.c.published)
            )
        ).one()
        if not size:
            connection.execute(delete(STORY).where(STORY.c.id == story))
            return False
        title = connection.execute(select(members.c.title).order_by(members.c.seq).limit(1)).scalar()
        connection.execute(
            update(STORY)
            .where(STORY.c.id == story)
            .values(title=title or "", first=first, last=last, size=size)
        )
        touch(connection, story, at=stamp)
        return True

    def recent(
        self, *, least: int = 1, since: int | None = None, limit: int = 50, offset: int = 0
    ) -> tuple[StoryRow, ...]:
        """Stories, the last changed first.

        Args:
            least: Fewest articles of a story that is given.
            since: Only those whose last change has a greater number.
            limit: Most that are given, up to 500.
            offset: How many are passed over.
        """
        query = select(STORY).where(STORY.c.size >= least)
        if since is not None:
            query = query.where(STORY.c.change > since)
        query = query.order_by(STORY.c.change.desc())
        query = query.limit(max(1, min(limit, 500))).offset(max(0, offset))
        with self._database.reading() as connection:
            return tuple(as_record(r, StoryRow) for r in connection.execute(query).mappings())

    def last_change(self) -> int:
        """The number of the store's last change; 0 where there is none."""
        with self._database.reading() as connection:
            return int(connection.execute(select(func.coalesce(func.max(STORY.c.change), 0))).scalar_one())

    def story(self, key: str) -> StoryRow | None:
        """One story's line, or None."""
        with self._database.reading() as connection:
            row = connection.execute(select(STORY).where(STORY.c.id == key)).mappings().first()
        return None if row is None else as_record(row, StoryRow)

    def members(self, key: str) -> tuple[str, ...]:
        """Ids of a story's articles in order of arrival."""
        query = (
            select(MEMBER.c.article)
            .join(ARTICLE, ARTICLE.c.id == MEMBER.c.article)
            .where(MEMBER.c.story == key)
            .order_by(ARTICLE.c.seq)
        )
        with self._database.reading() as connection:
            return tuple(connection.scalars(query))

    def story_of(self, article: str) -> str | None:
        """The story in which an article stands, or None."""
        with self._database.reading() as connection:
            return connection.execute(select(MEMBER.c.story).where(MEMBER.c.article == article)).scalar()

    def unplaced(self, *, limit: int = 1000) -> tuple[str, ...]:
        """Ids of articles that stand in no story yet, in order of arrival."""
        query = (
            select(ARTICLE.c.id)
            .outerjoin(MEMBER, MEMBER.c.article == ARTICLE.c.id)
            .where(MEMBER.c.article.is_(None))
            .order_by(ARTICLE.c.seq)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return tuple(connection.scalars(query))

    def last_event(self) -> int:
        """The number of the last event; 0 where there is none."""
        with self._database.reading() as connection:
            return int(connection.execute(select(func.coalesce(func.max(EVENT.c.seq), 0))).scalar_one())

    def history(self, key: str | None = None, *, after: int = 0, limit: int = 500) -> tuple[StoryEvent, ...]:
        """Events of one story, or of all, in order."""
        query = select(EVENT).where(EVENT.c.seq > after)
        if key is not None:
            query = query.where(EVENT.c.story == key)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(EVENT.c.seq).limit(limit)).mappings().all()
        return tuple(
            StoryEvent(seq=r["seq"], story=r["story"], at=r["at"], record=msgspec.json.decode(r["record"]))
            for r in rows
        )

    def each(self) -> Iterator[StoryRow]:
        """Every story in the order of its last change, the first first; read in pages, so that others may write."""
        after = -1
        while True:
            query = select(STORY).where(STORY.c.change > after).order_by(STORY.c.change).limit(500)
            with self._database.reading() as connection:
                rows = [as_record(r, StoryRow) for r in connection.execute(query).mappings()]
            if not rows:
                return
            yield from rows
            after = rows[-1].change

    def events(self) -> Iterator[StoryEvent]:
        """Every event of every story, in order."""
        after = 0
        while page := self.history(after=after):
            yield from page
            after = page[-1].seq
