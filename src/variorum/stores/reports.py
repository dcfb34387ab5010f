"""Reports in the store: one a story, with its page ready to be sent and its claims ready to be searched."""

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, delete, select, text

from variorum.records.report import Report
from variorum.stores.database import Database
from variorum.stores.schema import CLAIM, REPORT
from variorum.stores.store import match_expression


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A report that is held: `made_of` tells whether it is still that of its story's articles and corrections."""

    story: str
    made_of: str
    made_at: str
    origins: int
    disputes: int


class ClaimFound(msgspec.Struct, frozen=True, kw_only=True):
    """One claim that a search found, with its place."""

    id: str
    story: str
    point: str
    article: str
    speaker: str | None
    start: int
    end: int
    text: str


_COLUMNS = ("id", "story", "point", "article", "speaker", "start", "end", "text")


class Reports:
    """The reports of a store.

    Args:
        database: The store's database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, story: str, report: Report, *, made_of: str, page: str, at: datetime) -> None:
        """Keep a story's report in the place of the one before, with its claims for search.

        Args:
            story: The story's id.
            report: The report.
            made_of: Hash of what it was made of.
            page: Its page as HTML.
            at: The time to note.
        """
        with self._database.writing() as connection:
            self._drop(connection, story)
            connection.execute(
                REPORT.insert(),
                {
                    "story": story,
                    "made_of": made_of,
                    "made_at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "origins": len(report.origins),
                    "disputes": sum(v.relation == "conflict" for v in report.variants),
                    "record": zlib.compress(msgspec.json.encode(report), 6),
                    "page": zlib.compress(page.encode("utf-8"), 6),
                },
            )
            rows = [
                {
                    "id": c.id,
                    "story": story,
                    "point": p.id,
                    "article": c.article,
                    "speaker": c.attribution[0].name if c.attribution else None,
                    "start": c.spans[0].start,
                    "end": c.spans[-1].end,
                    "text": c.text,
                }
                for p in report.points
                for c in p.claims
            ]
            if rows:
                connection.execute(CLAIM.insert(), rows)
                connection.execute(
                    text("INSERT INTO claim_words (rowid, text) SELECT seq, text FROM claim WHERE story = :story"),
                    {"story": story},
                )

    def _drop(self, connection: Connection, story: str) -> None:
        connection.execute(
            text("DELETE FROM claim_words WHERE rowid IN (SELECT seq FROM claim WHERE story = :story)"),
            {"story": story},
        )
        connection.execute(delete(CLAIM).where(CLAIM.c.story == story))
        connection.execute(delete(REPORT).where(REPORT.c.story == story))

    def drop(self, story: str) -> None:
        """Take a story's report out, as when the story was merged into another."""
        with self._database.writing() as connection:
            self._drop(connection, story)

    def held(self) -> dict[str, Held]:
        """What is held, by story."""
        columns = [REPORT.c[name] for name in ("story", "made_of", "made_at", "origins", "disputes")]
        with self._database.reading() as connection:
            return {
                row["story"]: msgspec.convert(dict(row), Held)
                for row in connection.execute(select(*columns)).mappings()
            }

    def report(self, story: str) -> Report | None:
        """A story's report, or None."""
        with self._database.reading() as connection:
            record = connection.execute(select(REPORT.c.record).where(REPORT.c.story == story)).scalar()
        return None if record is None else msgspec.json.decode(zlib.decompress(record), type=Report)

    def page(self, story: str) -> str | None:
        """A story's page as HTML, or None."""
        with self._database.reading() as connection:
            page = connection.execute(select(REPORT.c.page).where(REPORT.c.story == story)).scalar()
        return None if page is None else zlib.decompress(page).decode("utf-8")

    def claims(self, words: str, *, limit: int = 20, offset: int = 0) -> tuple[ClaimFound, ...]:
        """Claims that have all the words, the best match first; see `Store.search` for the words."""
        expression = match_expression(words)
        if expression is None:
            return ()
        with self._database.reading() as connection:
            rows = connection.execute(
                text(
                    'SELECT c.id, c.story, c.point, c.article, c.speaker, c.start, c."end", c.text '
                    "FROM claim_words JOIN claim c ON c.seq = claim_words.rowid "
                    "WHERE claim_words MATCH :words ORDER BY bm25(claim_words), c.seq LIMIT :limit OFFSET :offset"
                ),
                {"words": expression, "limit": max(1, min(limit, 200)), "offset": max(0, offset)},
            ).mappings()
            return tuple(msgspec.convert(dict(r), ClaimFound) for r in rows)

    def said_by(self, names: Sequence[str], *, limit: int = 200) -> tuple[ClaimFound, ...]:
        """Claims on the word of one of the names, newest first."""
        query = (
            select(*(CLAIM.c[name] for name in _COLUMNS))
            .where(CLAIM.c.speaker.in_(list(names)))
            .order_by(CLAIM.c.seq.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return tuple(msgspec.convert(dict(r), ClaimFound) for r in connection.execute(query).mappings())
