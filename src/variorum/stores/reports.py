"""Reports in the store: one a story, with its page ready to be sent and its claims ready to be searched."""

import re
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, delete, func, or_, select, text

from variorum.records.report import Report
from variorum.stores.database import Database, as_record
from variorum.stores.named import Names, key_of
from variorum.stores.schema import ARTICLE, CLAIM, NAMED, REPORT, STORY
from variorum.stores.store import best, match_expression


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A report that is held.

    `change` is the number of its story's change that it shows, `made_of` a hash of settings and of the steps' versions;
    with both as they are now, it is up to date.
    """

    story: str
    made_of: str
    made_at: str
    origins: int
    disputes: int
    change: int


class ClaimFound(msgspec.Struct, frozen=True, kw_only=True):
    """One claim that a search found, with its place.

    Attributes:
        id: The claim's id.
        story: The story's id.
        point: The point's id.
        article: The article's id.
        speaker: On whose word, or None.
        start: First code point.
        end: One past the last.
        text: The claim, readable alone.
        outlet: The article's outlet, or None.
    """

    id: str
    story: str
    point: str
    article: str
    speaker: str | None
    start: int
    end: int
    text: str
    outlet: str | None


# Words that nearly every claim has: they find nothing and cost most.
_COMMON = frozenset(
    """a an the of in on at to for from by with and or but as that this these those it its is are was were be been has
    have had he she they his her their who which not no said says will would after before into than then also""".split()
)
_MOST_WORDS, _MOST_ROWS = 24, 3000
_COLUMNS = ("id", "story", "point", "article", "speaker", "start", "end", "text")


class Reports:
    """The reports of a store.

    Args:
        database: The store's database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, story: str, report: Report, *, change: int, made_of: str, page: str, at: datetime) -> None:
        """Keep a story's report in the place of the one before, with its claims for search.

        Args:
            story: The story's id.
            report: The report.
            change: The number of the story's change that it shows.
            made_of: Hash of the settings and of the steps' versions.
            page: Its page as HTML.
            at: The time to note.
        """
        record, html = zlib.compress(msgspec.json.encode(report), 6), zlib.compress(page.encode("utf-8"), 6)
        names = Names(report)
        with self._database.writing() as connection:
            drop_report(connection, story)
            connection.execute(
                REPORT.insert(),
                {
                    "story": story,
                    "made_of": made_of,
                    # Finer than a second: a report that is made again within one is seen to be another.
                    "made_at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                    "origins": len(report.origins),
                    "disputes": sum(v.relation == "conflict" for v in report.variants),
                    "record": record,
                    "page": html,
                    "change": change,
                },
            )
            claims = [(p.id, c) for p in report.points for c in p.claims]
            if not claims:
                return
            first = int(connection.execute(select(func.coalesce(func.max(CLAIM.c.seq), 0))).scalar_one()) + 1
            rows, named = [], []
            for seq, (point, c) in enumerate(claims, first):
                rows.append(
                    {
                        "seq": seq,
                        "id": c.id,
                        "story": story,
                        "point": point,
                        "article": c.article,
                        "speaker": c.attribution[0].name if c.attribution else None,
                        "start": c.spans[0].start,
                        "end": c.spans[-1].end,
                        "text": c.text,
                        "subject": "\n".join(sorted(names.about(c))),
                    }
                )
                named += [{"claim": seq, "name": n, "role": "by"} for n in sorted(names.by(c))]
                named += [{"claim": seq, "name": n, "role": "about"} for n in sorted({*map(key_of, names.about(c))})]
            connection.execute(CLAIM.insert(), rows)
            if named:
                connection.execute(NAMED.insert(), named)
            connection.execute(
                text("INSERT INTO claim_words (rowid, text) SELECT seq, text FROM claim WHERE story = :story"),
                {"story": story},
            )

    def held(self, stories: Sequence[str]) -> dict[str, Held]:
        """What is held of some stories, by story."""
        query = select(*(REPORT.c[name] for name in Held.__struct_fields__)).where(REPORT.c.story.in_(list(stories)))
        with self._database.reading() as connection:
            return {
                row["story"]: as_record(row, Held) for row in connection.execute(query).mappings()
            }

    def due(self, *, made_of: str, least: int = 2, limit: int = 20) -> tuple[str, ...]:
        """Stories whose report is missing or old, the last changed first.

        Args:
            made_of: Hash of the settings and of the steps' versions as they are now.
            least: Fewest articles of a story that is compared.
            limit: Most that are given.
        """
        query = (
            select(STORY.c.id)
            .outerjoin(REPORT, REPORT.c.story == STORY.c.id)
            .where(
                STORY.c.size >= least,
                or_(REPORT.c.story.is_(None), REPORT.c.change != STORY.c.change, REPORT.c.made_of != made_of),
            )
            .order_by(STORY.c.change.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return tuple(connection.scalars(query))

    def last_made(self) -> str:
        """When the last report was made; "" where there is none."""
        with self._database.reading() as connection:
            return connection.execute(select(func.max(REPORT.c.made_at))).scalar() or ""

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
                    'SELECT c.id, c.story, c.point, c.article, c.speaker, c.start, c."end", c.text, a.outlet '  # noqa: S608
                    f"FROM ({best('claim_words', rank='bm25(claim_words)')}) w JOIN claim c ON c.seq = w.seq "
                    "LEFT JOIN article a ON a.id = c.article ORDER BY w.score, w.seq"
                ),
                {"words": expression, "limit": max(1, min(limit, 200)), "offset": max(0, offset)},
            ).mappings()
            return tuple(as_record(r, ClaimFound) for r in rows)

    def near(self, sentence: str, *, limit: int = 60) -> tuple[ClaimFound, ...]:
        """Claims that share words with a sentence, those that share most and the rarest first.

        Args:
            sentence: Any text; its first words count.
            limit: Most that are given.

        Source: Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond".
        """
        words = dict.fromkeys(w for w in re.findall(r"[^\W_]+", sentence.casefold()) if w not in _COMMON)
        if not words:
            return ()
        with self._database.reading() as connection:
            expression = " OR ".join(f'"{w}"' for w in _rarest(connection, list(words)[:_MOST_WORDS]))
            rows = connection.execute(
                text(
                    'SELECT c.id, c.story, c.point, c.article, c.speaker, c.start, c."end", c.text, a.outlet '
                    "FROM (SELECT rowid AS seq, rank FROM claim_words WHERE claim_words MATCH :words "
                    "ORDER BY rank, rowid LIMIT :limit) AS found JOIN claim c ON c.seq = found.seq "
                    "LEFT JOIN article a ON a.id = c.article ORDER BY found.rank, c.seq"
                ),
                {"words": expression, "limit": max(1, min(limit, 200))},
            ).mappings()
            return tuple(as_record(r, ClaimFound) for r in rows)

    def naming(self, name: str, *, role: str, limit: int = 100, offset: int = 0) -> tuple[ClaimFound, ...]:
        """Claims on the word of a name, or in which it stands, newest first.

        Args:
            name: A person, an office or a framework, as a report writes it or is known by; upper and lower case are
                one.
            role: "by" or "about".
            limit: Most that are given.
            offset: How many are passed over.
        """
        query = (
            select(*(CLAIM.c[name] for name in _COLUMNS), ARTICLE.c.outlet)
            .join(NAMED, NAMED.c.claim == CLAIM.c.seq)
            .outerjoin(ARTICLE, ARTICLE.c.id == CLAIM.c.article)
            .where(NAMED.c.name == key_of(name), NAMED.c.role == role)
            .order_by(NAMED.c.claim.desc())
            .limit(max(1, min(limit, 500)))
            .offset(max(0, offset))
        )
        with self._database.reading() as connection:
            return tuple(as_record(r, ClaimFound) for r in connection.execute(query).mappings())

    def speakers(self, *, start: str = "", limit: int = 60) -> tuple[tuple[str, int], ...]:
        """Those on whose word most claims rest, as (name, claims); only names with a word that begins with `start`."""
        query = select(CLAIM.c.speaker, func.count()).where(CLAIM.c.speaker.is_not(None))
        if start.strip():
            begin = start.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            query = query.where(
                or_(CLAIM.c.speaker.ilike(f"{begin}%", escape="\\"), CLAIM.c.speaker.ilike(f"% {begin}%", escape="\\"))
            )
        query = query.group_by(CLAIM.c.speaker).order_by(func.count().desc(), CLAIM.c.speaker).limit(limit)
        with self._database.reading() as connection:
            return tuple((name, int(count)) for name, count in connection.execute(query))


def _rarest(connection: Connection, words: Sequence[str]) -> list[str]:
    """The rarest of some words, as many as together stand in no more than `_MOST_ROWS` claims, but one at least.

    A word is counted no further than that, so that a common one costs no more than a rare one; claims that share the
    rare words and the common ones are found by the rare ones alone.
    """
    counted = text("SELECT count(*) FROM (SELECT 1 FROM claim_words WHERE claim_words MATCH :word LIMIT :most)")
    counts = [
        (int(connection.execute(counted, {"word": f'"{w}"', "most": _MOST_ROWS}).scalar_one()), n, w)
        for n, w in enumerate(words)
    ]
    chosen: list[str] = []
    total = 0
    for count, _, word in sorted(c for c in counts if c[0]):
        if chosen and total + count > _MOST_ROWS:
            break
        chosen.append(word)
        total += count
    return chosen or list(words[:1])


def drop_report(connection: Connection, story: str) -> None:
    """Take a story's report and its claims out, on a connection that writes."""
    there = select(CLAIM.c.seq).where(CLAIM.c.story == story)
    connection.execute(delete(NAMED).where(NAMED.c.claim.in_(there)))
    connection.execute(
        text("DELETE FROM claim_words WHERE rowid IN (SELECT seq FROM claim WHERE story = :story)"), {"story": story}
    )
    connection.execute(delete(CLAIM).where(CLAIM.c.story == story))
    connection.execute(delete(REPORT).where(REPORT.c.story == story))
