"""The store: articles, stories, reports and feeds in one file that is safe to open at any moment."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Table, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert

from variorum.errors import StoreError
from variorum.records.source import Article, Rejection
from variorum.stores.database import Database, as_record, wall
from variorum.stores.schema import ARTICLE, RAW, REJECTION, STATE, STATE_SINCE, SUPPRESSED
from variorum.text.withheld import asks_for

RECORD_VERSION = 1
"""Form of the records in the `record` columns; raised when an older one can no longer be decoded as it is."""

BATCH = 200
"""Articles that are kept or lost together: enough that a commit costs little, few enough to repeat at no cost."""


_MOST_RANKED = 2000
"""Matches that are ranked, in 40 ms at most; all those of a word that each of 100,000 articles has would take 120."""

LINE_CHARS = 500
"""Most characters of a title or an outlet's name in lists and in the search; the article's own record keeps all."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What one call of `Store.add` did: `new` ids in order of arrival, `known` how many stood there already."""

    new: tuple[str, ...]
    known: int


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One article that a search found.

    Attributes:
        id: Its id.
        title: Its headline, or None.
        outlet: Its outlet, or None.
        published: ISO 8601, or None.
        excerpt: Words around the match; U+0002 and U+0003 stand around words that match.
    """

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    excerpt: str


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much is in the store."""

    articles: int
    outlets: int
    rejections: int


def _pack(record: msgspec.Struct) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(record), 6)


def match_expression(words: str) -> str | None:
    """A search's words as an FTS5 expression in which nothing is syntax.

    Args:
        words: What the user typed; words in "double quotes" must stand side by side.

    Returns:
        The expression, all of whose parts must match; None where there is no word in it.

    Example:
        >>> match_expression('harbour "ferry line" OR (')
        '"harbour" "ferry line" "OR"'
    """
    parts: list[str] = []
    for n, piece in enumerate(words.replace("\0", " ").split('"')):
        inside = n % 2 == 1
        for part in [piece] if inside else piece.split():
            clean = " ".join(w for w in part.split() if any(c.isalnum() for c in w))
            if clean:
                parts.append(f'"{clean}"')
    return " ".join(parts) or None


def best(table: str, *, rank: str) -> str:
    """A query for the rows of a table of words that match best, of the newest `_MOST_RANKED` that match.

    To rank every match of a common word takes as long as there are articles; the newest are met first, without sorting.

    Args:
        table: The table of words, one of ours.
        rank: The match's rank, the less the better.

    Returns:
        SQL that gives `seq` and `score`, with the parameters `words` (an FTS5 expression), `limit` and `offset`.

    Source: SQLite, "FTS5 Extension", The bm25() function.
    """
    return (
        f"SELECT seq, score FROM (SELECT rowid AS seq, {rank} AS score FROM {table} WHERE {table} MATCH :words "  # noqa: S608
        f"ORDER BY rowid DESC LIMIT {_MOST_RANKED}) ORDER BY score, seq LIMIT :limit OFFSET :offset"
    )


class Store:
    """One file that keeps what came in and what was made of it.

    Every method is one transaction: after a kill at any moment the file opens at once and holds all or nothing of
    each call. Many may read while one writes.

    Args:
        path: The SQLite file.
        create: Whether an absent file is made.

    Raises:
        StoreError: If the file cannot be opened (the message says why and what to do).

    Example:
        >>> with Store(Path("desk.variorum")) as store:  # doctest: +SKIP
        ...     store.counts().articles
        0
    """

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self._database = Database(path, create=create)

    def __enter__(self) -> "Store":
        """Itself; closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    @property
    def database(self) -> Database:
        """The connection that the other parts of the store (stories, feeds) share."""
        return self._database

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    # -- articles -----------------------------------------------------------------------------------------------------

    def add(self, articles: Iterable[Article], *, at: datetime, raws: Mapping[str, bytes] | None = None) -> Added:
        """Keep articles; one that is there already (same source and text) is left as it is.

        Args:
            articles: Cleaned articles, in order of arrival; may be a stream. Kept in batches of `BATCH`.
            at: The time to note as their arrival.
            raws: Bytes of the inputs that they came from, by SHA-256; each is kept with the article that names it.

        Returns:
            The new ids, and how many were known.

        Raises:
            StoreError: If the store cannot be written. Batches before the failure are kept.
        """
        new: list[str] = []
        known = 0
        stream = iter(articles)
        while batch := tuple(islice(stream, BATCH)):
            with self._database.writing() as connection:
                fresh = self._add_batch(connection, batch, wall(at))
                _add_raws(connection, batch, raws or {})
            new += fresh
            known += len(batch) - len(fresh)
        return Added(new=tuple(new), known=known)

    def _add_batch(self, connection: Connection, batch: Sequence[Article], at: str) -> list[str]:
        there = set(connection.scalars(select(ARTICLE.c.id).where(ARTICLE.c.id.in_([a.id for a in batch]))))
        fresh: dict[str, Article] = {}
        for article in batch:
            if article.id not in there:
                fresh.setdefault(article.id, article)
        if not fresh:
            return []
        connection.execute(
            insert(ARTICLE),
            [
                {
                    "id": a.id,
                    "source": a.source,
                    "url": a.url,
                    "outlet": a.outlet and a.outlet[:LINE_CHARS],
                    "title": a.title.text[:LINE_CHARS] if a.title else None,
                    "published": a.published,
                    "language": a.language,
                    "raw_hash": a.raw_hash,
                    "added_at": at,
                    "version": RECORD_VERSION,
                    "record": _pack(a),
                }
                for a in fresh.values()
            ],
        )
        seqs: dict[str, int] = {
            row.id: row.seq
            for row in connection.execute(select(ARTICLE.c.id, ARTICLE.c.seq).where(ARTICLE.c.id.in_(list(fresh))))
        }
        connection.execute(
            text("INSERT INTO article_words (rowid, title, body) VALUES (:seq, :title, :body)"),
            [
                {
                    "seq": seqs[a.id],
                    "title": a.title.text[:LINE_CHARS] if a.title else "",
                    "body": _searched(a),
                }
                for a in fresh.values()
            ],
        )
        return list(fresh)

    def reject(self, rejections: Iterable[Rejection], *, at: datetime) -> None:
        """Keep why inputs were not read; one line an input and reason."""
        rows = [
            {"input": r.id, "step": r.step, "reason": str(r.reason), "detail": r.detail, "at": wall(at)}
            for r in rejections
        ]
        if rows:
            with self._database.writing() as connection:
                connection.execute(insert(REJECTION).on_conflict_do_nothing(), rows)

    def rejections(self, *, last: int | None = None) -> tuple[Rejection, ...]:
        """Every rejection, oldest first; or only the last ones, newest first."""
        query = select(REJECTION).order_by(REJECTION.c.seq)
        if last is not None:
            query = select(REJECTION).order_by(REJECTION.c.seq.desc()).limit(last)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(
            msgspec.convert(
                {"id": r["input"], "step": r["step"], "reason": r["reason"], "detail": r["detail"]}, Rejection
            )
            for r in rows
        )

    def article(self, key: str) -> Article | None:
        """The article of an id, or None."""
        found = self.articles_of([key])
        return found[0] if found else None

    def articles_of(self, keys: Sequence[str]) -> tuple[Article, ...]:
        """The articles of some ids, in order of arrival; ids that are not there are left out."""
        found: list[tuple[int, bytes]] = []
        with self._database.reading() as connection:
            for n in range(0, len(keys), 500):
                query = select(ARTICLE.c.seq, ARTICLE.c.record).where(ARTICLE.c.id.in_(list(keys[n : n + 500])))
                found += [(row.seq, row.record) for row in connection.execute(query)]
        return tuple(_article(record) for _, record in sorted(found, key=lambda row: row[0]))

    def revisions(self, article: Article) -> tuple[Article, ...]:
        """Every kept reading of an article's address, itself among them, in order of arrival."""
        if article.url is None:
            return (article,)
        query = select(ARTICLE.c.record).where(ARTICLE.c.url == article.url).order_by(ARTICLE.c.seq).limit(100)
        with self._database.reading() as connection:
            return tuple(_article(row.record) for row in connection.execute(query))

    def articles(self, *, after: int = 0) -> Iterator[tuple[int, Article]]:
        """Every article that came after a place in the order of arrival, as (place, article), read in batches."""
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(
                    select(ARTICLE.c.seq, ARTICLE.c.record)
                    .where(ARTICLE.c.seq > after)
                    .order_by(ARTICLE.c.seq)
                    .limit(BATCH)
                ).all()
            if not rows:
                return
            for seq, record in rows:
                yield seq, _article(record)
            after = rows[-1][0]

    def counts(self) -> Counts:
        """How much is there."""
        with self._database.reading() as connection:

            def count(table: Table) -> int:
                return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

            outlets = connection.execute(select(func.count(func.distinct(ARTICLE.c.outlet)))).scalar_one()
            return Counts(articles=count(ARTICLE), outlets=int(outlets), rejections=count(REJECTION))

    def search(self, words: str, *, limit: int = 20, offset: int = 0) -> tuple[Found, ...]:
        """Articles whose title or text has all the words, the best match first; of very many, of the newest 2,000.

        Args:
            words: Words; those in double quotes must stand side by side.
            limit: Most that are given, up to 200.
            offset: How many of the best are passed over.

        Returns:
            What was found; nothing where there is no word in `words`. Names on the suppression list find nothing.
        """
        expression = match_expression(words)
        if expression is None or self.suppresses(words):
            return ()
        with self._database.reading() as connection:
            rows = connection.execute(
                text(
                    "SELECT a.id, a.title, a.outlet, a.published, (SELECT "  # noqa: S608 - our words
                    "snippet(article_words, 1, char(2), char(3), ' … ', 24) FROM article_words "
                    "WHERE article_words MATCH :words AND rowid = w.seq) AS excerpt "
                    f"FROM ({best('article_words', rank='bm25(article_words, 4.0, 1.0)')}) w "
                    "JOIN article a ON a.seq = w.seq ORDER BY w.score, w.seq"
                ),
                {"words": expression, "limit": max(1, min(limit, 200)), "offset": max(0, offset)},
            ).mappings()
            return tuple(as_record(r, Found) for r in rows)

    # -- raw inputs ---------------------------------------------------------------------------------------------------

    def keep_raw(self, key: str, body: bytes, *, media: str) -> None:
        """Keep the bytes of an input under their SHA-256."""
        with self._database.writing() as connection:
            connection.execute(insert(RAW).on_conflict_do_nothing(), _raw_row(key, media, body))

    def raw(self, key: str) -> bytes | None:
        """The bytes of an input, or None where they were not kept."""
        with self._database.reading() as connection:
            body = connection.execute(select(RAW.c.body).where(RAW.c.hash == key)).scalar()
        return None if body is None else zlib.decompress(body)

    # -- suppression --------------------------------------------------------------------------------------------------

    def suppress(self, name: str, *, reason: str, at: datetime) -> None:
        """Take a name out of pages and search."""
        with self._database.writing() as connection:
            connection.execute(
                insert(SUPPRESSED).on_conflict_do_nothing(),
                {"name": " ".join(name.casefold().split()), "reason": reason, "at": wall(at)},
            )

    def unsuppress(self, name: str) -> None:
        """Let a name stand again."""
        with self._database.writing() as connection:
            connection.execute(delete(SUPPRESSED).where(SUPPRESSED.c.name == " ".join(name.casefold().split())))

    def suppressed(self) -> tuple[str, ...]:
        """The names on the list, sorted, lower case."""
        with self._database.reading() as connection:
            return tuple(connection.scalars(select(SUPPRESSED.c.name).order_by(SUPPRESSED.c.name)))

    def suppresses(self, words: str) -> bool:
        """Whether words ask for a name on the suppression list."""
        return asks_for(words, self.suppressed())

    # -- state of folds -----------------------------------------------------------------------------------------------

    def state_version(self, key: str) -> int | None:
        """The version in which the state under a key is kept; None where there is none."""
        with self._database.reading() as connection:
            return connection.execute(select(STATE.c.version).where(STATE.c.key == key)).scalar()

    def state(self, key: str, *, version: int) -> tuple[bytes, tuple[bytes, ...]] | None:
        """The state kept under a key.

        Returns:
            The whole, and what came to it since, in order; None where there is none.

        Raises:
            StoreError: If it was written by another version of the fold.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(STATE.c.version, STATE.c.value).where(STATE.c.key == key)).first()
            since = select(STATE_SINCE.c.value).where(STATE_SINCE.c.key == key).order_by(STATE_SINCE.c.seq)
            later = tuple(bytes(v) for v in connection.scalars(since))
        if row is None:
            return None
        if row.version != version:
            raise StoreError(
                f"the store {str(self._database.path)!r} keeps {key!r} in version {row.version}, this program reads "
                f"version {version}; export the articles and add them to a new store"
            )
        return bytes(row.value), later


def _raw_row(key: str, media: str, body: bytes) -> dict[str, object]:
    return {"hash": key, "media": media, "size": len(body), "body": zlib.compress(body, 6)}


def _add_raws(connection: Connection, batch: Sequence[Article], raws: Mapping[str, bytes]) -> None:
    wanted = {a.raw_hash: a.media for a in batch if a.raw_hash in raws}
    there = set(connection.scalars(select(RAW.c.hash).where(RAW.c.hash.in_(list(wanted)))))
    rows = [_raw_row(key, media, raws[key]) for key, media in wanted.items() if key not in there]
    if rows:
        connection.execute(insert(RAW).on_conflict_do_nothing(), rows)


def _searched(article: Article) -> str:
    """What the search reads: the body, in order."""
    return "\n".join(" ".join(article.text[e.start : e.end] for e in pieces) for pieces in article.paragraphs)


def _article(record: bytes) -> Article:
    return msgspec.msgpack.decode(zlib.decompress(record), type=Article)
