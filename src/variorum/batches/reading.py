"""The stage `read`: a stretch of the inputs becomes cleaned articles, and all that later stages ask of them."""

import contextlib
import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import numpy as np
import pyarrow as pa

from variorum.adapters.files import Reading, found_documents
from variorum.adapters.language import identify_language
from variorum.adapters.paths import ADDRESS, Found, RefusedError, reject
from variorum.adapters.rows import line_documents, parquet_documents, sound
from variorum.batches.clock import Seconds
from variorum.batches.folder import Mark, Partition, save, written
from variorum.batches.tables import LATE, schema
from variorum.batches.tasks import Done, Part, Task
from variorum.config import Config
from variorum.records.source import Article, Document, Rejection, RejectReason
from variorum.steps.clean import clean_documents
from variorum.steps.lineage.candidates import sample
from variorum.steps.stories.features import Reader
from variorum.streams import arrival_of, seconds_of
from variorum.text.fingerprints import fingerprint
from variorum.text.view import body_extents

STAGE = "read"

TOGETHER = 500
"""Articles that are written into the spool together."""

NOW = datetime(2100, 1, 1, tzinfo=UTC)
"""A date of after this one is a slip. The wall clock decides nothing: a data set made again is the same."""


@cache
def make_ready() -> None:
    """Load what the first article would: processes split off from this one then have it too, and share it."""
    text = "A ferry ran aground off the coast on Monday, and nobody was hurt, the harbour master said on the radio."
    document = Document(source="first", text=text)
    _cleaned(document, Config(languages=()))
    fingerprint([text])
    Reader().read("", text)


def spool_path(folder: str | Path, key: str, ending: str = "arrow") -> Path:
    """Where a piece's articles (`arrow`) and their prints (`npz`) are kept while the run goes on."""
    return Path(folder) / "_run" / "spool" / f"{key}.{ending}"


def spool_schema() -> Any:  # noqa: ANN401 - pyarrow is untyped
    """The columns of a spool: those of `articles` that are known, and the whole record."""
    return schema("articles", without=LATE).append(pa.field("record", pa.binary()))


def read_piece(task: Task) -> Done:
    """Read, clean and fingerprint the articles of a piece, and write them into the spool.

    Args:
        task: Its parts.
    """
    seconds = Seconds()
    settings = task.settings
    make_ready()
    config = msgspec.structs.replace(settings.config, languages=(), headlines=False)
    with (
        Mark(task.folder, task.name, seconds=settings.record_seconds) as mark,
        Partition(task.folder, STAGE, task.key) as partition,
        _Spool(task) as spool,
    ):
        records = _Records(task, mark)
        for part in task.parts:
            for result in _documents(part, config, records):
                if isinstance(result, Rejection):
                    partition.reject(result, given=part.path)
                    continue
                with seconds.of("clean"):
                    article = _cleaned(result, config)
                if isinstance(article, Rejection):
                    partition.reject(article, given=part.path)
                else:
                    spool.add(article, part.path, seconds)
        mark.at(records.count)
        spool.finish(seconds)
    seconds.rest("read")
    return Done(
        stage=task.stage,
        key=task.key,
        records=records.count,
        rows={"articles": spool.count, **partition.rows},
        rejected=partition.rejected,
        seconds=seconds.found,
    )


def _cleaned(document: Document, config: Config) -> Article | Rejection:
    try:
        articles, refused = clean_documents([document], config=config, identify=identify_language)
    except Exception as error:  # one article's failure must not take the others along
        return failed(document.row_id or document.source, "clean", error)
    return articles[0] if articles else refused[0]


def failed(name: str, step: str, error: Exception) -> Rejection:
    """The rejection of a record with which a step failed."""
    return Rejection(
        id=name,
        step=step,
        reason=RejectReason.FAILED,
        detail=f"{name}: the program failed ({type(error).__name__}); the others went on. Please report it.",
    )


def crashed(name: str, step: str, why: str) -> Rejection:
    """The rejection of a record that ended the processes that worked on it, or took too long."""
    late = why == RejectReason.TIMED_OUT
    what = "took too long" if late else f"ended the process that worked on it ({why})"
    return Rejection(
        id=name,
        step=step,
        reason=RejectReason.TIMED_OUT if late else RejectReason.CRASHED,
        detail=f"{name} {what}, twice; it was left out. Try it again with --retry-rejected.",
    )


class _Records:
    """Goes through the records of a piece: tells which one is at work, and leaves out those that it must.

    Attributes:
        count: How many there were so far.
    """

    def __init__(self, task: Task, mark: Mark) -> None:
        self._task = task
        self._mark = mark
        self.count = 0

    def over(
        self, path: str, name: Callable[[Any], str], lost: Callable[[Rejection], Any]
    ) -> Callable[..., Iterator[Any]]:
        """A map that does so.

        Args:
            path: The file that they stand in.
            name: How a record is called.
            lost: What stands in a left-out record's place.
        """

        def run(function: Callable[[Any], Any], things: Iterator[Any]) -> Iterator[Any]:
            source = iter(things)
            while True:
                number = self.count
                self._mark.at(number)
                if (why := self._task.skip.get(-number - 1)) is not None:
                    yield lost(crashed(f"record {number} of {path}, and all behind it,", STAGE, why))
                    return
                thing = next(source, None)
                if thing is None:
                    return
                self.count += 1
                if number in self._task.skip:
                    yield lost(crashed(name(thing), STAGE, self._task.skip[number]))
                    continue
                try:
                    result = function(thing)
                except RefusedError:
                    raise
                except Exception as error:  # likewise
                    result = lost(failed(name(thing), STAGE, error))
                yield result

        return run


def _documents(part: Part, config: Config, records: _Records) -> Iterator[Document | Rejection]:
    try:
        yield from map(sound, _part_documents(part, config, records))
    except RefusedError as refusal:
        yield reject(part.path, refusal.reason, refusal.detail)
    except (EOFError, zlib.error):
        detail = f"{part.path} is cut off or damaged in its packed data; what came before was read. Download it again."
        yield reject(part.path, RejectReason.TRUNCATED, detail)
    except OSError as error:
        why = error.strerror or type(error).__name__
        detail = f"{part.path} cannot be read to its end ({why}); what came before was."
        yield reject(part.path, RejectReason.UNREADABLE, detail)


def _part_documents(part: Part, config: Config, records: _Records) -> Iterator[Document | Rejection]:
    if part.form == "file":
        yield from _file_documents(part, config, records)
        return
    with _opened(part.path, config) as file:
        if part.form == "rows":
            whole = part.start == 0 and part.end is None
            yield from line_documents(
                part.path,
                file if whole else _stretch(file, part),
                part.outlet,
                config,
                first=part.first,
                whole=whole,
                run=records.over(
                    part.path, lambda given: f"{given[0]}:{given[1]}", lambda rejection: (rejection, True)
                ),
            )
        elif part.form == "parquet":
            yield from parquet_documents(
                part.path,
                file,
                part.outlet,
                config,
                groups=None if part.end is None else range(part.start, part.end),
                first=part.first,
                run=records.over(part.path, lambda given: str(given[0]), lambda rejection: rejection),
            )
        else:
            from variorum.adapters.warc import warc_documents

            yield from warc_documents(
                part.path,
                file,
                part.outlet,
                config,
                start=part.start,
                end=part.end,
                run=records.over(part.path, _capture_name, lambda rejection: rejection),
            )


def _capture_name(given: Any) -> str:  # noqa: ANN401 - a capture or a rejection
    found = given[0]
    return str(found.id if isinstance(found, Rejection) else found.url)


def _file_documents(part: Part, config: Config, records: _Records) -> Iterator[Document | Rejection]:
    """One file that is one article, page or JSON file; it counts as one record."""
    run = records.over(part.path, lambda found: str(found.path), lambda rejection: [rejection])
    found = Found(part.path, part.outlet, part.named)

    def read(one: Found) -> list[Document | Rejection]:
        if ADDRESS.match(one.path):
            from variorum.adapters.remote import address_documents

            return list(address_documents(one, config=config))
        return list(found_documents(one, Reading(config=config)))

    for some in run(read, iter([found])):
        yield from some


@contextlib.contextmanager
def _opened(path: str, config: Config) -> Iterator[BinaryIO]:
    if ADDRESS.match(path):
        from variorum.adapters.remote import opened

        with opened(path, config=config) as file:
            yield file
        return
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise RefusedError(
            RejectReason.UNREADABLE, f"{path} cannot be read ({error.strerror or error}); look at its permissions."
        ) from error
    with file:
        yield file


def _stretch(file: BinaryIO, part: Part) -> BinaryIO:
    """The bytes of a stretch of lines, unpacked."""
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    stream: Any = gzip.GzipFile(fileobj=file) if packed else file
    stream.seek(part.start)
    return io.BufferedReader(_Stretch(stream, part))


class _Stretch(io.RawIOBase):
    """So many bytes of a file from where it stands."""

    def __init__(self, file: Any, part: Part) -> None:  # noqa: ANN401 - a file, packed or not
        super().__init__()
        self._file = file
        self._left = None if part.end is None else part.end - part.start

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        size = len(buffer) if self._left is None else min(len(buffer), self._left)
        data = self._file.read(size)
        if self._left is not None:
            self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)


class _Spool:
    """Writes a piece's articles and prints."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._path = spool_path(task.folder, task.key)
        self._stack = contextlib.ExitStack()
        self._rows: list[dict[str, Any]] = []
        self._texts: list[str] = []
        self._keys: list[int] = []
        self._at: list[float] = []
        self._when: list[float] = []
        self._digests: list[bytes] = []
        self._prints: list[Any] = []
        self._words: list[int] = []
        self._terms: dict[int, int] = {}
        self._reader = Reader()
        self.count = 0

    def __enter__(self) -> "_Spool":
        file = self._stack.enter_context(written(self._path))
        self._writer = self._stack.enter_context(pa.ipc.new_file(file, spool_schema()))
        return self

    def __exit__(self, *failure: Any) -> None:  # noqa: ANN401 - as the protocol has it
        self._stack.__exit__(*failure)

    def add(self, article: Article, given: str, seconds: Seconds) -> None:
        """Take an article."""
        with seconds.of("stories"):
            arrival = arrival_of(article, now=NOW)
            at = arrival.at if arrival.at is not None else seconds_of(_captured(article), now=NOW)
            self._at.append(float("nan") if arrival.at is None else arrival.at)
            self._when.append(float("nan") if at is None else at)
            _, terms = self._reader.read(arrival.title, arrival.text)
            counts = self._terms
            for term in terms.tolist():
                counts[term] = counts.get(term, 0) + 1
        self._rows.append(_row(article, given))
        self._texts.append(article.text)
        self._keys.append(int(article.id[1:], 16))
        self._digests.append(text_digest(article.text))
        self.count += 1
        if len(self._rows) >= TOGETHER:
            self._write(seconds)

    def _write(self, seconds: Seconds) -> None:
        with seconds.of("lineage"):
            prints = fingerprint(self._texts)
            self._prints.append(sample(prints))
            words = np.diff(prints.word_ends, prepend=0).tolist()
        for row, count in zip(self._rows, words, strict=True):
            row["words"] = count
        self._words += words
        table = pa.Table.from_pylist(self._rows, schema=spool_schema())
        self._writer.write_table(table.combine_chunks())
        self._rows.clear()
        self._texts.clear()

    def finish(self, seconds: Seconds) -> None:
        """Write what is left, and the prints."""
        if self._rows:
            self._write(seconds)
        terms = np.array(sorted(self._terms), np.int32)
        save(
            spool_path(self._task.folder, self._task.key, "npz"),
            keys=np.array(self._keys, np.uint64),
            at=np.array(self._at, np.float64),
            when=np.array(self._when, np.float64),
            digests=np.frombuffer(b"".join(self._digests), np.uint64).reshape(-1, 2),
            hashes=np.concatenate([p.hashes for p in self._prints] or [np.empty(0, np.uint64)]),
            counts=np.concatenate([p.counts for p in self._prints] or [np.empty(0, np.int64)]).astype(np.int32),
            sizes=np.concatenate([p.sizes for p in self._prints] or [np.empty(0, np.int64)]).astype(np.int32),
            words=np.array(self._words, np.int32),
            terms=terms,
            often=np.array([self._terms[t] for t in terms.tolist()], np.int32),
        )


def text_digest(text: str) -> bytes:
    """Sixteen bytes that tell texts apart."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _row(article: Article, given: str) -> dict[str, Any]:
    """What `articles` says of an article, and its record without what no later stage asks for."""
    return {
        "article": article.id,
        "input": given,
        "source": article.source,
        "row_id": article.row_id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title.text if article.title else None,
        "byline": article.byline,
        "dateline": article.dateline.text if article.dateline else None,
        "published": article.published,
        "published_from": article.published_from,
        "captured_at": _captured(article),
        "language": article.language,
        "credits": list(article.credits),
        "chars": len(article.text),
        "body": [{"start": e.start, "end": e.end} for e in body_extents(article)],
        "dropped": [{"start": d.start, "end": d.end, "reason": d.reason} for d in article.dropped],
        "media": article.media,
        "paywalled": article.page.paywalled if article.page else None,
        "reserved": reserved_by(article),
        "raw_sha256": article.raw_hash,
        "text_sha256": hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "record": msgspec.msgpack.encode(msgspec.structs.replace(article, extra={})),
    }


def _captured(article: Article) -> str | None:
    """When the archive took the page."""
    archive = article.extra.get("warc")
    value = archive.get("captured_at") if isinstance(archive, dict) else None
    return value if isinstance(value, str) else None


_FIELDS = ("tdm_reservation", "tdm-reservation")


def reserved_by(article: Article) -> str | None:
    """How an article is reserved from text and data mining: by its page, its server, or the row that it came in.

    Args:
        article: It.
    """
    if article.page is not None and article.page.reserved:
        return article.page.reserved
    extra = article.extra
    nested = [extra, *(extra[name] for name in ("warc", "page") if isinstance(extra.get(name), dict))]
    for fields in nested:
        if any(str(fields.get(name)).strip() in ("1", "True", "true") for name in _FIELDS):
            return "the row says tdm_reservation: 1"
        if isinstance(fields.get("reserved"), str) and fields is not extra:
            return str(fields["reserved"])
    return None
