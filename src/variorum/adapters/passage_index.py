"""An index on disk: the articles of a corpus and their sampled runs, so that new articles are held against it.

The file begins with a line of JSON of fixed length (form, version, how many articles and bytes count). Blocks follow,
each with its checksum. Articles are appended, and count only once the first line says so: a run that was stopped leaves
the index as it was. A file of another version, cut off or damaged, is never read: its articles must be given again.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

import msgspec
import numpy as np

from variorum.errors import InputError
from variorum.records.source import Document
from variorum.steps.lineage.candidates import Sampled

_FORM = "variorum-passages"
VERSION = 2
_LINE = 256
_LENGTH = 8
_CHUNK = 1 << 24


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    form: str
    version: int
    articles: int
    bytes: int


class _BlockHead(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before a block: the articles' names and ids, their hashes, and the lengths of what follows."""

    names: list[str]
    ids: list[str]
    digests: list[bytes]
    lengths: list[int]
    hashes: int
    sha256: bytes


class Entries(msgspec.Struct, frozen=True, kw_only=True):
    """Articles that are added together.

    Attributes:
        names: Their names in rows.
        ids: Their ids.
        digests: Hashes of their texts.
        records: What `packed` gives for each.
        sampled: Their sampled runs.
    """

    names: list[str]
    ids: list[str]
    digests: list[bytes]
    records: list[bytes]
    sampled: Sampled


class IndexUnreadableError(InputError):
    """The index cannot be used; it must be built anew."""


def packed(document: Document) -> bytes:
    """A document as the index keeps it."""
    return msgspec.msgpack.encode(msgspec.structs.replace(document, extra={}, raw_hash=""))


class PassageIndex:
    """An index, open for one run.

    Args:
        path: Its file, made where it is absent; None keeps the articles in a file that goes with the run.

    Raises:
        IndexUnreadableError: If the file is no index, of another version, cut off or damaged.
        InputError: If it cannot be opened, or another run has it open.
    """

    def __init__(self, path: str | None) -> None:
        self._path = path
        self._places: list[int] = []
        self._lengths: list[int] = []
        self._end = _LINE
        self._head = _Head(form=_FORM, version=VERSION, articles=0, bytes=_LINE)
        try:
            self._file, new = self._opened()
        except OSError as error:
            raise InputError(f"the index {path!r} cannot be opened ({error.strerror or error})") from error
        try:
            if new:
                self._write(0, self._line())
                self._flush()
            else:
                self._head = self._read_head()
        except BaseException:
            self._file.close()
            raise

    def _opened(self) -> tuple[BinaryIO, bool]:
        if self._path is None:
            return cast("BinaryIO", tempfile.TemporaryFile()), True
        new = not Path(self._path).exists()
        file = Path(self._path).open("xb+" if new else "rb+")  # noqa: SIM115 - likewise
        with contextlib.suppress(ImportError):  # Windows has no such locks
            import fcntl

            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
                raise InputError(f"the index {self._path!r} is open in another run; wait until it is done") from None
        return file, new

    def close(self) -> None:
        """Give the file back; what was not committed does not count."""
        self._file.close()

    def __len__(self) -> int:
        """How many articles."""
        return len(self._places)

    # -- reading ------------------------------------------------------------------------------------------------------

    def _unreadable(self, why: str) -> IndexUnreadableError:
        return IndexUnreadableError(
            f"the index {self._path!r} {why}; delete it, or name another file, and run over all articles again"
        )

    def _read_head(self) -> _Head:
        line = self._read(0, _LINE)
        try:
            head = msgspec.json.decode(line, type=_Head)
        except msgspec.MsgspecError:
            raise self._unreadable("is no index of passages, or is cut off") from None
        if head.form != _FORM:
            raise self._unreadable("is no index of passages")
        if head.version != VERSION:
            raise self._unreadable(f"was written in version {head.version}, and this program reads {VERSION}")
        if self._file.seek(0, os.SEEK_END) < head.bytes:
            raise self._unreadable("is cut off")
        return head

    def blocks(self) -> Iterator[Entries]:
        """What the index has, block by block, without the articles themselves; to be read before anything is added."""
        while self._end < self._head.bytes:
            yield self._block()
        if self._end != self._head.bytes or len(self) != self._head.articles:
            raise self._unreadable("is damaged")

    def _block(self) -> Entries:
        try:
            size = int.from_bytes(self._read(self._end, _LENGTH), "little")
            if not 0 < size <= self._head.bytes - self._end:
                raise ValueError(size)
            head = msgspec.msgpack.decode(self._read(self._end + _LENGTH, size), type=_BlockHead)
            count = len(head.lengths)
            if not count == len(head.names) == len(head.ids) == len(head.digests):
                raise ValueError(count)
        except (msgspec.MsgspecError, ValueError):
            raise self._unreadable("is damaged") from None
        at = self._end + _LENGTH + size
        arrays = 8 * (2 * count + head.hashes)
        end = at + arrays + sum(head.lengths)
        if end > self._head.bytes or min(head.lengths, default=0) < 0:
            raise self._unreadable("is damaged")
        raw = self._read(at, arrays)
        digest = hashlib.sha256(_defining(head.names, head.ids, head.digests, head.lengths))
        digest.update(raw)
        for start in range(at + arrays, end, _CHUNK):
            digest.update(self._read(start, min(_CHUNK, end - start)))
        if digest.digest() != head.sha256:
            raise self._unreadable("is damaged")
        self._place(at + arrays, head.lengths)
        numbers = np.frombuffer(raw, np.int64, 2 * count)
        return Entries(
            names=head.names,
            ids=head.ids,
            digests=head.digests,
            records=[],
            sampled=Sampled(
                hashes=np.frombuffer(raw, np.uint64, offset=16 * count), counts=numbers[:count], sizes=numbers[count:]
            ),
        )

    def document(self, number: int) -> Document:
        """An article as it was read, by its place in the order of adding."""
        return msgspec.msgpack.decode(self._read(self._places[number], self._lengths[number]), type=Document)

    def size(self, number: int) -> int:
        """How many bytes an article takes in the index."""
        return self._lengths[number]

    def _read(self, at: int, size: int) -> bytes:
        if hasattr(os, "pread"):  # processes that share the file do not share a position in it
            return os.pread(self._file.fileno(), size, at)
        self._file.seek(at)
        return self._file.read(size)

    # -- writing ------------------------------------------------------------------------------------------------------

    def add(self, entries: Entries) -> None:
        """Add articles; they count once `commit` was called.

        Raises:
            InputError: If they cannot be written.
        """
        lengths = [len(r) for r in entries.records]
        sampled = entries.sampled
        arrays = b"".join(np.ascontiguousarray(a).tobytes() for a in (sampled.counts, sampled.sizes, sampled.hashes))
        digest = hashlib.sha256(_defining(entries.names, entries.ids, entries.digests, lengths))
        digest.update(arrays)
        for record in entries.records:
            digest.update(record)
        head = msgspec.msgpack.encode(
            _BlockHead(
                names=entries.names,
                ids=entries.ids,
                digests=entries.digests,
                lengths=lengths,
                hashes=int(sampled.hashes.size),
                sha256=digest.digest(),
            )
        )
        self._write(self._end, len(head).to_bytes(_LENGTH, "little") + head + arrays + b"".join(entries.records))
        self._place(self._end + _LENGTH + len(head) + len(arrays), lengths)

    def _place(self, at: int, lengths: Sequence[int]) -> None:
        for length in lengths:
            self._places.append(at)
            self._lengths.append(length)
            at += length
        self._end = at

    def commit(self) -> None:
        """Make what was added count.

        Raises:
            InputError: If it cannot be written.
        """
        if self._path is None:
            return
        self._flush()
        self._write(0, self._line())
        self._flush()

    def _line(self) -> bytes:
        head = _Head(form=_FORM, version=VERSION, articles=len(self), bytes=self._end)
        return msgspec.json.encode(head).ljust(_LINE - 1) + b"\n"

    def _write(self, at: int, data: bytes) -> None:
        try:
            self._file.seek(at)
            self._file.write(data)
            self._file.flush()
        except OSError as error:
            where = f"the index {self._path!r}" if self._path else f"a temporary file in {tempfile.gettempdir()!r}"
            raise InputError(f"{where} cannot be written ({error.strerror or error})") from error

    def _flush(self) -> None:
        if self._path is not None:
            os.fsync(self._file.fileno())


def _defining(*parts: object) -> bytes:
    return msgspec.msgpack.encode(parts)
