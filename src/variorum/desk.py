"""The desk: what a store is used for. Articles come in, stories form, comparisons follow, editors correct.

Every use case can be stopped at any moment and goes on where it stood: what was kept is kept, what was not is done
again, and the same articles in the same order of arrival give the same stories and reports.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from variorum import session
from variorum.adapters.corrections import make_correction
from variorum.config import Config
from variorum.errors import InputError
from variorum.pipeline import PLAN
from variorum.records.source import Article, Rejection
from variorum.stores.corrections import Corrections, KeptCorrection
from variorum.stores.feeds import Feeds
from variorum.stores.reports import Held, Reports
from variorum.stores.store import Store
from variorum.stores.stories import Stories, StoryRow

Progress = Callable[[str, int, int], None]
Now = Callable[[], datetime]


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

    new: tuple[str, ...]
    known: int
    rejections: tuple[Rejection, ...]


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

    Raises:
        StoreError: If the store cannot be opened.
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
        self._now = now
        self.store = Store(Path(path), create=create)
        self.stories = Stories(self.store.database)
        self.reports = Reports(self.store.database)
        self.feeds = Feeds(self.store.database)
        self.corrections = Corrections(self.store.database)

    def __enter__(self) -> "Desk":
        """Itself; closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.store.close()

    # -- coming in ----------------------------------------------------------------------------------------------------

    def keep(self, articles: Iterable[Article], rejections: Sequence[Rejection] = ()) -> AddResult:
        """Keep articles that were read, and why others were not."""
        added = self.store.add(articles, at=self._now())
        self.store.reject(rejections, at=self._now())
        return AddResult(new=added.new, known=added.known, rejections=tuple(rejections))

    def add_given(self, rows: Sequence[dict[str, Any]], files: Sequence[tuple[str, bytes]] = ()) -> AddResult:
        """Read, keep and place articles that came through a form.

        Args:
            rows: Rows of the contract's form.
            files: (name, bytes) of uploaded files, each one article.
        """
        documents, rejections = session.given_documents(rows, files, config=self.config)
        articles, refused = session.clean(documents, config=self.config)
        result = self.keep(articles, (*rejections, *refused))
        self.place()
        return result

    # -- comparing ----------------------------------------------------------------------------------------------------

    def made_of(self, story: str, members: Sequence[str] | None = None) -> str:
        """Hash of all that a story's report is made of: its articles, corrections, settings and the steps' versions."""
        digest = hashlib.blake2b(digest_size=16)
        keys = self.stories.members(story) if members is None else members
        parts: list[Any] = [
            sorted(keys),
            [(c.operation, c.fields) for c in self.corrections.of(story)],
            [(s.name, s.version) for s in PLAN],
            msgspec.to_builtins(self.config),
        ]
        digest.update(msgspec.json.encode(parts))
        return digest.hexdigest()

    def lines(self, *, least: int = 1, since: str | None = None, limit: int = 50, offset: int = 0) -> list[StoryLine]:
        """Stories as lists show them, the last changed first."""
        held = self.reports.held()
        rows = self.stories.recent(least=least, since=since, limit=limit, offset=offset)
        return [
            StoryLine(
                row=row,
                held=held.get(row.id),
                stale=row.id in held and held[row.id].made_of != self.made_of(row.id),
            )
            for row in rows
        ]

    def waiting(self, *, limit: int = 100) -> list[str]:
        """Stories of two and more reports whose comparison is missing or old, the last changed first."""
        lines = self.lines(least=2, limit=500)
        return [x.row.id for x in lines if x.held is None or x.stale][:limit]

    def refresh(self, story: str, *, progress: Progress | None = None) -> bool:
        """Bring a story's comparison up to date.

        Returns:
            Whether it was made anew; False where it was up to date.

        Raises:
            InputError: If there is no such story.
            ModelError: If a language model's package is absent.
        """
        members = self.stories.members(story)
        if not members:
            raise InputError(f"there is no story {story!r} in the store; list them with: variorum stories --store FILE")
        made_of = self.made_of(story, members)
        held = self.reports.held().get(story)
        if held is not None and held.made_of == made_of:
            return False
        articles = self.store.articles_of(members)[: self.config.max_articles]
        report = session.compare_articles(
            articles, corrections=self.corrections_of(story), config=self.config, progress=progress
        )
        self.reports.put(story, report, made_of=made_of, page=report.to_html(), at=self._now())
        return True

    # -- correcting ---------------------------------------------------------------------------------------------------

    def corrections_of(self, story: str) -> tuple[Any, ...]:
        """A story's corrections, in order, as `compare` takes them."""
        kept: Sequence[KeptCorrection] = self.corrections.of(story)
        return tuple(make_correction(n, c.operation, c.fields) for n, c in enumerate(kept, 1))

    def correct(self, story: str, operation: str, fields: dict[str, Any]) -> int:
        """Keep a correction; the story's comparison is then old.

        Returns:
            The correction's number.

        Raises:
            InputError: If there is no such story.
            ConfigError: If the correction has not the form that it must have.
        """
        if self.stories.story(story) is None:
            raise InputError(f"there is no story {story!r} in the store")
        make_correction(1, operation, fields)
        return self.corrections.add(story, operation, fields, at=self._now())

    # -- what changed -------------------------------------------------------------------------------------------------

    def mark(self) -> str:
        """A mark that is another one whenever a story changed or a comparison was made."""
        stories = self.stories.recent(limit=1)
        newest = max((h.made_at + h.story + h.made_of for h in self.reports.held().values()), default="")
        return f"{stories[0].changed_at if stories else ''}|{newest}|{self.store.counts().articles}"
