"""The file that keeps a stream of stories between runs.

After a line with the version stand two marks, each with a number, how far the file counts, and a checksum; then parts,
each with its length: the whole state, and what later runs added to it. A run adds its part, has the disk take it, and
then writes the mark that was the older one. So a run that is stopped at any moment leaves what was there before: a part
without its mark is cut away by the next run, and a mark that was only half written is known by its checksum.
"""

import hashlib
import os
import struct
from pathlib import Path
from typing import BinaryIO

from variorum.errors import InputError
from variorum.ports import Encoder
from variorum.steps.stories import StoryStream
from variorum.steps.stories.state import CUT_OFF, MAGIC, VERSION, changes, check_version, dump, load

_HEAD = MAGIC + b"%d\n" % VERSION
_MARK = struct.Struct("<QQ16s")
_PART = struct.Struct("<Q")
_BEGIN = len(_HEAD) + 2 * _MARK.size
_Mark = tuple[int, int]


def _mark(number: int, end: int) -> bytes:
    digest = hashlib.blake2b(struct.pack("<QQ", number, end), digest_size=16).digest()
    return _MARK.pack(number, end, digest)


def _last_mark(head: bytes) -> _Mark:
    """The number of the last mark that was written whole, and how far the file counts."""
    check_version(head)
    marks = []
    for n in (0, 1):
        one = head[len(_HEAD) + n * _MARK.size : len(_HEAD) + (n + 1) * _MARK.size]
        if len(one) == _MARK.size:
            number, end, _ = _MARK.unpack(one)
            if one == _mark(number, end):
                marks.append((number, end))
    if not marks:
        raise InputError(CUT_OFF)
    return max(marks)


class StateFile:
    """A stream's state in a file.

    Args:
        path: The file; an absent one is a stream that begins.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        self._name = os.fspath(path)
        self._mark: _Mark | None = None

    def read(self, *, encoder: Encoder | None = None, multilingual: Encoder | None = None) -> StoryStream:
        """The stream that the file keeps.

        Args:
            encoder: As for `StoryStream`.
            multilingual: As for `StoryStream`.

        Raises:
            InputError: If the file cannot be read, is no state, of another version, or cut off. It is left as it is.
        """
        self._mark = None
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return StoryStream(encoder=encoder, multilingual=multilingual)
        except OSError as error:
            raise InputError(f"the state {self._name!r} cannot be read: {error.strerror or error}") from error
        try:
            mark = _last_mark(data[:_BEGIN])
            whole, *later = _parts(memoryview(data)[: mark[1]], mark[1])
            stream = load(whole, later, encoder=encoder, multilingual=multilingual)
        except InputError as error:
            raise InputError(
                f"the state {self._name!r} cannot be used: {error}; it was left as it is. Put a copy from before in "
                "its place, or name another file and give all articles again: ids come out the same in the same order"
            ) from error
        self._mark = mark
        return stream

    def write(self, stream: StoryStream) -> None:
        """Keep what came since the file was read or written last: all of it or nothing.

        Raises:
            InputError: If the file cannot be written, or another run wrote it meanwhile; it stands as it was.
        """
        try:
            part = changes(stream)
            if part is None or self._mark is None:
                self._write_whole(stream)
            else:
                self._add(part, self._mark)
        except OSError as error:
            raise InputError(f"the state {self._name!r} cannot be written: {error.strerror or error}") from error
        stream.saved()

    def _add(self, part: bytes, mark: _Mark) -> None:
        with self._path.open("r+b") as file:
            self._check(file)
            number, end = mark
            file.seek(end)
            file.write(_PART.pack(len(part)))
            file.write(part)
            file.truncate()
            _to_disk(file)
            self._mark = (number + 1, file.tell())
            file.seek(len(_HEAD) + (number + 1) % 2 * _MARK.size)
            file.write(_mark(*self._mark))
            _to_disk(file)

    def _write_whole(self, stream: StoryStream) -> None:
        try:
            with self._path.open("rb") as there:
                self._check(there)
        except FileNotFoundError:
            self._mark = None
        temporary = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        try:
            with temporary.open("wb") as file:
                whole = dump(stream)
                number = (self._mark[0] if self._mark else 0) + 1
                mark = (number, _BEGIN + _PART.size + len(whole))
                file.write(_HEAD + 2 * _mark(*mark) + _PART.pack(len(whole)))
                file.write(whole)
                _to_disk(file)
            temporary.replace(self._path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        self._mark = mark

    def _check(self, file: BinaryIO) -> None:
        """See that the file is as it was read or written last."""
        try:
            same = _last_mark(file.read(_BEGIN)) == self._mark
        except InputError:
            same = False
        if not same:
            raise InputError(
                f"the state {self._name!r} was written by another run meanwhile; it was left as that run wrote it. Run "
                "the command again: what came to it is placed after what that run placed"
            )


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _parts(data: memoryview, end: int) -> list[bytes]:
    """The parts of a file that counts up to `end`."""
    out = []
    at = _BEGIN
    while at + _PART.size <= len(data):
        (size,) = _PART.unpack(data[at : at + _PART.size])
        at += _PART.size + size
        out.append(bytes(data[at - size : at]))
    if at != end or len(data) != end or not out:
        raise InputError(CUT_OFF)
    return out
