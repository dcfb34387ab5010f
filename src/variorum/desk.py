"""The desk: what a store is used for. Articles come in, stories form, comparisons follow, editors correct.

Every use case can be stopped at any moment and goes on where it stood: what was kept is kept, what was not is done
again; a command that is repeated after a kill leaves what it would have left at once.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import msgspec

from variorum import ingest, session, streams
from variorum.adapters.corrections import make_correction
from variorum.adapters.minilm import MiniLmEncoder
from variorum.adapters.raw import keeping
from variorum.config import Config
from variorum.errors import InputError
from variorum.pipeline import PLAN
from variorum.records.correction import Correction
from variorum.records.report import Report
from variorum.records.source import Article, Document, Rejection, RejectReason
from variorum.records.story_stream import StoryEvent
from variorum.steps.report import BRIEF_WORDS
from variorum.steps.stories import StoryStream
from variorum.steps.stories.state import VERSION, changes, dump, load
from variorum.stores.corrections import Corrections
from variorum.stores.feeds import Feeds
from variorum.stores.lock import PLACING, holding
from variorum.stores.reports import Held, Reports
from variorum.stores.store import BATCH, Store
from variorum.stores.stories import Stories, StoryRow
from variorum.text.withheld import blotted, finder

_Record = TypeVar("_Record", bound=msgspec.Struct)
Progress = Callable[[str, int, int], None]
Now = Callable[[], datetime]
_STORIES = "stories"
_PLACED_TOGETHER = 2000
"""Articles placed in one transaction."""


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class AddResult(msgspec.Struct, frozen=True, kw_only=True):
    """What one call of `Desk.add` did.

    Attributes:
        new: Ids of the articles that were new, in order of arrival.
        known: How many were there already.
        rejections: Inputs that were not read.
    """

    new: tuple[str, ...] = ()
    known: int = 0
    rejections: tuple[Rejection, ...] = ()


class StoryLine(msgspec.Struct, frozen=True, kw_only=True):
    """One story in a list: its row, and what is known of its comparison (None where it has none yet)."""

    row: StoryRow
    held: Held | None
    stale: bool


class Desk:
    """A store and what is done with it.

    Args:
        path: The store's file.
        config: Settings of reading and comparing.
        create: Whether an absent file is made.
        now: The wall clock.

    Attributes:
        read_only: Whether the store, or its folder, cannot be written: it can be read, and what would change it is
            refused.

    Raises:
        StoreError: If the store cannot be opened.

    Example:
        >>> with Desk("desk.variorum") as desk:  # doctest: +SKIP
        ...     desk.add(["inputs/"]).new
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        config: Config | None = None,
        create: bool = True,
        now: Now = utc_now,
    ) -> None:
        self.config = config or Config()
        self.now = now
        self.path = Path(path)
        self.store = Store(self.path, create=create)
        self.stories = Stories(self.store.database)
        self.reports = Reports(self.store.database)
        self.feeds = Feeds(self.store.database)
        self.corrections = Corrections(self.store.database)
        self.made_of = _made_of(self.config)
        self.read_only = self.store.database.read_only
        # The clustering, and the number of the last event that it has told.
        self._stream: tuple[int, StoryStream] | None = None
        # Bytes of inputs that were read and are not yet kept, by their hash.
        self._raws: dict[str, bytes] = {}

    def __enter__(self) -> "Desk":
        """Itself; closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.store.close()

    # -- coming in ----------------------------------------------------------------------------------------------------

    def add(
        self,
        inputs: Iterable[ingest.Input],
        *,
        stdin: BinaryIO | None = None,
        progress: Progress | None = None,
        told: Callable[[Rejection], None] | None = None,
    ) -> AddResult:
        """Read, clean and keep articles of any stories, as a stream.

        Args:
            inputs: As for `compare`.
            stdin: What the input `-` reads.
            progress: Called as `("add", done, 0)`.
            told: Called with each input that is not read, as it is met.
        """
        with keeping(self.hold_raw):
            return self.keep(
                ingest.read_each(inputs, config=self.config, stdin=stdin, progress=progress),
                progress=progress,
                told=told,
            )

    def add_given(self, rows: Sequence[dict[str, Any]], files: Sequence[tuple[str, bytes]] = ()) -> AddResult:
        """Read, clean and keep articles that came through a form.

        Args:
            rows: Rows of the contract's form.
            files: (name, bytes) of uploaded files.
        """
        with keeping(self.hold_raw):
            documents, rejections = ingest.given_documents(rows, files, config=self.config)
            return self.keep([*documents, *rejections])

    def hold_raw(self, key: str, raw: bytes) -> None:
        """Hold an input's bytes until its article is kept; for `keeping`."""
        self._raws[key] = raw

    def keep(
        self,
        results: Iterable[Document | Rejection],
        *,
        progress: Progress | None = None,
        told: Callable[[Rejection], None] | None = None,
    ) -> AddResult:
        """Clean and keep documents, with why others were not read.

        Each is cleaned by itself, so that what is kept of it depends on nothing that came in beside it. They are kept
        in batches, each whole or not at all.

        Args:
            results: What was read; may be a stream.
            progress: As for `add`.
            told: As for `add`.
        """
        self.store.database.check_writable()
        new: list[str] = []
        known = done = 0
        rejections: list[Rejection] = []
        stream = iter(results)
        with ingest.lists_of(self.config):
            while batch := tuple(islice(stream, BATCH)):
                articles: list[Article] = []
                refused: list[Rejection] = []
                for result in batch:
                    if isinstance(result, Rejection):
                        refused.append(result)
                        continue
                    cleaned, not_cleaned = ingest.clean([result], config=self.config)
                    articles += cleaned
                    refused += not_cleaned
                added = self.store.add(articles, at=self.now(), raws=self._raws)
                self.store.reject(refused, at=self.now())
                for result in batch:
                    if isinstance(result, Document):
                        self._raws.pop(result.raw_hash, None)
                new += added.new
                known += added.known
                rejections += refused
                done += len(batch)
                if told:
                    for rejection in refused:
                        told(rejection)
                if progress:
                    progress("add", done, 0)
        if progress:
            progress("add", done, done)
        return AddResult(new=tuple(new), known=known, rejections=tuple(rejections))

    # -- stories -------------------------------------------------------------------------------------------------------

    def place(self, *, progress: Progress | None = None, limit: int | None = None) -> tuple[str, ...]:
        """Put the articles that stand in no story yet into theirs; one program at a time.

        They are taken by their dates, `_PLACED_TOGETHER` of them in one transaction with the state from which the next
        ones go on.

        Args:
            progress: Called as `("place", done, 0)`.
            limit: Most articles that are placed in this call, or None for all.

        Returns:
            Ids of the stories that changed and still stand, sorted.
        """
        self.store.database.check_writable()
        changed: set[str] = set()
        done = 0
        with holding(self.path, PLACING, wait=True):
            while limit is None or done < limit:
                most = _PLACED_TOGETHER if limit is None else min(_PLACED_TOGETHER, limit - done)
                self._renew()
                waiting = self.stories.unplaced(limit=most)
                if not waiting:
                    break
                stream = self._stream_now()
                articles = self.store.articles_of(waiting)
                events: list[StoryEvent] = []
                for arrival in streams.in_order([streams.arrival_of(a, now=self.now()) for a in articles]):
                    events += stream.add(arrival)
                    done += 1
                    if progress and done % 50 == 0:
                        progress("place", done, 0)
                changed.update(self._write(stream, events, [a.id for a in articles]))
        if progress:
            progress("place", done, done)
        return tuple(sorted(s for s in changed if self.stories.story(s) is not None))

    def _stream_now(self) -> StoryStream:
        """The clustering as the store keeps it; the one in memory where nobody else went on with it."""
        last = self.stories.last_event()
        if self._stream is None or self._stream[0] != last:
            kept = self.store.state(_STORIES, version=VERSION)
            encoder = MiniLmEncoder()
            self._stream = (last, load(*kept, encoder=encoder) if kept else StoryStream(encoder=encoder))
        return self._stream[1]

    def _renew(self) -> None:
        """Form the stories anew where their state is of another version of the clustering."""
        if self.store.state_version(_STORIES) in (None, VERSION):
            return
        # Ids are those of founding articles, so that stories, and corrections to them, keep their names.
        stream = StoryStream(encoder=MiniLmEncoder())
        ids: list[str] = []
        events: list[StoryEvent] = []
        for _, article in self.store.articles():
            events += stream.add(streams.arrival_of(article, now=self.now()))
            ids.append(article.id)
        self._write(stream, events, ids)

    def _write(self, stream: StoryStream, events: Sequence[StoryEvent], articles: Sequence[str]) -> tuple[str, ...]:
        moved = dict.fromkeys([*articles, *(a for e in events for a in e.articles)])
        membership = {
            a: (p.story, p.joined_at) for a in moved if (p := stream.placement(a)) is not None
        }
        rows = [
            (story, msgspec.json.encode(e)) for e in events for story in dict.fromkeys((e.story, e.other)) if story
        ]
        came = changes(stream)
        # Where it cannot be written, the stream in memory is ahead of the store.
        self._stream = None
        changed = self.stories.write(
            membership=membership,
            merged={},
            events=rows,
            state=(_STORIES, VERSION, dump(stream) if came is None else came),
            whole=came is None,
            at=self.now(),
        )
        stream.saved()
        self._stream = (self.stories.last_event(), stream)
        return changed

    # -- comparing ----------------------------------------------------------------------------------------------------

    def lines(
        self,
        *,
        least: int = 1,
        since: int | None = None,
        limit: int = 50,
        offset: int = 0,
        as_kept: bool = False,
    ) -> list[StoryLine]:
        """Stories as lists show them, the last changed first.

        Args:
            least: Fewest articles of a story that is given.
            since: Only stories that changed after the change of this number.
            limit: Most that are given.
            offset: How many are passed over.
            as_kept: Whether suppressed names are left in, for one who takes them out of the whole.
        """
        rows = self.stories.recent(least=least, since=since, limit=limit, offset=offset)
        held = self.reports.held([r.id for r in rows])
        shown = rows if as_kept else self.all_shown(rows)
        return [StoryLine(row=r, held=held.get(r.id), stale=self.is_stale(r, held.get(r.id))) for r in shown]

    def shown(self, record: _Record) -> _Record:
        """A record as it may be shown: names on the suppression list blotted out letter for letter."""
        return next(self.all_shown([record]))

    def all_shown(self, records: Iterable[_Record]) -> Iterator[_Record]:
        """As `shown`, of records one by one."""
        found = finder(self.store.suppressed())
        for record in records:
            yield record if found is None else msgspec.convert(
                blotted(msgspec.to_builtins(record), found), type(record)
            )

    def is_stale(self, row: StoryRow, held: Held | None) -> bool:
        """Whether a comparison is there, but of articles, corrections or a program that were others."""
        return held is not None and (held.change != row.change or held.made_of != self.made_of)

    def is_up_to_date(self, story: str) -> bool:
        """Whether a story's comparison is held and shows it as it is now.

        Raises:
            InputError: If there is no such story.
        """
        row = self.story(story)
        held = self.reports.held([story]).get(story)
        return held is not None and not self.is_stale(row, held)

    def due(self, *, limit: int = 20) -> tuple[str, ...]:
        """Stories of two and more reports whose comparison is missing or old, the last changed first."""
        return self.reports.due(made_of=self.made_of, limit=limit)

    def refresh(self, story: str, *, progress: Progress | None = None) -> bool:
        """Bring a story's comparison up to date.

        Returns:
            Whether it was made anew; False where it was up to date.

        Raises:
            InputError: If there is no such story.
            ModelError: If a language model's package is absent.
        """
        row = self.story(story)
        if self.is_up_to_date(story):
            return False
        self.store.database.check_writable()
        # The change is read before the articles: where one joins in between, the report is old at once and made again.
        report = self._compared(story, words=BRIEF_WORDS, progress=progress)
        page = report.to_html(desk=f"/story/{story}")
        self.reports.put(story, report, change=row.change, made_of=self.made_of, page=page, at=self.now())
        return True

    def compare(
        self, story: str, *, words: int = BRIEF_WORDS, progress: Progress | None = None
    ) -> session.StoryReport:
        """Compare a story now and keep nothing of it, so that a store that can only be read will do.

        Names on the suppression list are blotted out.

        Args:
            story: The story's id.
            words: Words of the brief at most.
            progress: As for `session.compare`.

        Raises:
            InputError: If there is no such story.
            ModelError: If a language model's package is absent.
        """
        self.story(story)
        return _as_report(self.shown(self._compared(story, words=words, progress=progress)))

    def _compared(self, story: str, *, words: int, progress: Progress | None) -> session.StoryReport:
        articles = _last_readings(self.store.articles_of(self.stories.members(story)))
        most = self.config.max_articles
        return session.compare_articles(
            articles[:most],
            rejections=[_too_many(a, most) for a in articles[most:]],
            words=words,
            corrections=self.corrections_of(story),
            config=self.config,
            progress=progress,
        )

    def report(self, story: str) -> session.StoryReport:
        """A story's comparison as it is held, which may be old (`refresh` brings it up to date).

        Names on the suppression list are blotted out.

        Raises:
            InputError: If there is no such story, or it has not been compared yet.
        """
        self.story(story)
        report = self.reports.report(story)
        if report is None:
            raise InputError(f"the story {story!r} has not been compared yet; call refresh({story!r}) first")
        return _as_report(self.shown(report))

    def story(self, key: str) -> StoryRow:
        """One story's line.

        Raises:
            InputError: If there is no such story.
        """
        row = self.stories.story(key)
        if row is None:
            raise InputError(
                f"there is no story {key!r} in the store {str(self.path)!r}; "
                f"list them with: variorum stories --store {self.path}"
            )
        return row

    # -- correcting ---------------------------------------------------------------------------------------------------

    def corrections_of(self, story: str) -> tuple[Correction, ...]:
        """A story's corrections, in order, as `compare` takes them."""
        return tuple(make_correction(n, c.operation, c.fields) for n, c in enumerate(self.corrections.of(story), 1))

    def correct(self, story: str, operation: str, fields: dict[str, Any]) -> int:
        """Keep a correction; the story's comparison is then old.

        Returns:
            The correction's number.

        Raises:
            InputError: If there is no such story.
            ConfigError: If the correction has not the form that it must have.
        """
        self.story(story)
        make_correction(1, operation, fields)
        return self.corrections.add(story, operation, fields, at=self.now())

    def take_back(self, story: str, number: int) -> bool:
        """Take a correction back; returns whether there was one of that number."""
        return self.corrections.take_back(story, number, at=self.now())

    # -- what changed -------------------------------------------------------------------------------------------------

    def mark(self) -> tuple[int, str]:
        """A mark that is another one whenever a story changed or a comparison was made."""
        return self.stories.last_change(), self.reports.last_made()

    def mark_of(self, story: str) -> tuple[int, str]:
        """As `mark`, of one story."""
        row, held = self.stories.story(story), self.reports.held([story]).get(story)
        return (row.change if row else -1), (held.made_at if held else "")


def open_desk(path: str | os.PathLike[str], *, create: bool = False, config: Config | None = None) -> Desk:
    """Open a store, in a notebook or a program of one's own.

    Args:
        path: The store's file.
        create: Whether an absent file is made.
        config: Settings of reading and comparing.

    Raises:
        StoreError: If the store cannot be opened.

    Example:
        >>> with open_desk("desk.variorum") as desk:  # doctest: +SKIP
        ...     for line in desk.lines(least=2):
        ...         desk.refresh(line.row.id)
        ...         print(desk.report(line.row.id).to_pandas("points"))
    """
    return Desk(path, config=config, create=create)


def _as_report(report: Report) -> session.StoryReport:
    return session.StoryReport(**msgspec.structs.asdict(report))


def _made_of(config: Config) -> str:
    """Hash of all but articles and corrections that a comparison depends on."""
    parts = [version("variorum"), [(s.name, s.version) for s in PLAN], config.max_articles, config.press]
    return hashlib.blake2b(msgspec.json.encode(parts), digest_size=16).hexdigest()


def _last_readings(articles: Sequence[Article]) -> list[Article]:
    """Of several readings of one address only the last, in its first one's place: a revision is no second report."""
    last: dict[str, Article] = {}
    for article in articles:
        last[article.url or article.id] = article
    return list(last.values())


def _too_many(article: Article, most: int) -> Rejection:
    return Rejection(
        id=article.source,
        step="compare",
        reason=RejectReason.TOO_MANY,
        detail=f"one comparison takes at most {most} articles; the later ones of this story are left out.",
    )
