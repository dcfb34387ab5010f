"""JSON Lines of any length, row by row: for commands that hold no text longer than they need it."""

import contextlib
import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from variorum.adapters.encoding import decode, looks_binary
from variorum.adapters.paths import RefusedError, reject
from variorum.config import Config
from variorum.records.source import Document, Rejection, RejectReason

_HEAD = 4096
_GZIP = b"\x1f\x8b"
_HOPELESS = 1000
"""Lines from which a file is given up where none of them is sound."""

ReadLine = Callable[[str, int], "list[Document | Rejection]"]


@contextlib.contextmanager
def unpacked(file: BinaryIO) -> Iterator[BinaryIO]:
    """What a file holds, unpacked where it is gzip."""
    head = file.peek(2)[:2] if hasattr(file, "peek") else b""
    if head != _GZIP:
        yield file
        return
    with gzip.GzipFile(fileobj=file) as inner:
        yield inner  # type: ignore[misc] - a GzipFile reads as any binary file does


def rows_of(file: BinaryIO, name: str, *, config: Config, read_line: ReadLine) -> Iterator[Document | Rejection]:
    """The rows of a file of JSON Lines.

    Args:
        file: The file, open, as `unpacked` gives it.
        name: Its name in messages.
        config: Limits; `max_bytes` is that of a line here.
        read_line: Reads a line, given with its number from 1.

    Raises:
        RefusedError: If nothing in it can be read.
    """
    broken: list[Document | Rejection] = []
    good, n = False, 0
    try:
        while line := file.readline(config.max_bytes + 1):
            n += 1
            if n == 1 and looks_binary(line[:_HEAD]):
                raise RefusedError(RejectReason.BINARY, f"{name} is binary, not text; give JSON Lines in UTF-8.")
            if len(line) > config.max_bytes:
                while len(line) > config.max_bytes and not line.endswith(b"\n"):
                    line = file.readline(config.max_bytes + 1)
                got: list[Document | Rejection] = [_long(name, n, config)]
            elif not line.strip():
                continue
            else:
                got = read_line(_text(line, first=n == 1), n)
            if good:
                yield from got
            elif any(isinstance(g, Document) or g.reason is not RejectReason.BROKEN_ROW for g in got):
                good = True
                yield from broken
                broken = []
                yield from got
            else:
                broken += got
                if len(broken) >= _HOPELESS:
                    break
    except (OSError, EOFError, zlib.error) as error:
        why = "is cut off in the middle of its gzip data" if isinstance(error, EOFError) else f"cannot be read ({error})"
        refusal = RefusedError(RejectReason.UNREADABLE, f"{name} {why}; get it again. The {n} lines before were read.")
        if not good:
            raise refusal from error
        yield reject(name, refusal.reason, refusal.detail)
    if not n or (not good and not broken):
        raise RefusedError(RejectReason.EMPTY, f"{name} holds no row; give one JSON object a line.")
    if len(broken) > 1:
        raise RefusedError(RejectReason.BROKEN_ROW, f"no line of {name} is sound JSON; give one JSON object a line.")
    yield from broken


def _text(line: bytes, *, first: bool) -> str:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = decode(line)
    return text.lstrip("\ufeff") if first else text


def _long(name: str, n: int, config: Config) -> Rejection:
    return reject(
        f"{name}:{n}",
        RejectReason.TOO_LARGE,
        f"line {n} of {name} is larger than {config.max_bytes / 1e6:g} MB; leave it out, or raise max_bytes.",
    )


def opened(path: str) -> BinaryIO:
    """A file, open for reading.

    Raises:
        RefusedError: If it cannot be opened.
    """
    try:
        if not Path(path).is_file():
            raise RefusedError(RejectReason.UNREADABLE, f"{path} is no regular file; give a file or a folder.")
        return Path(path).open("rb")
    except OSError as error:
        raise RefusedError(
            RejectReason.UNREADABLE, f"{path} cannot be read ({error.strerror}); look at its permissions."
        ) from error
