"""An index of fingerprints on disk: what was read before, so that new articles are held against it.

The file begins with a line of JSON (form, version, counts, the checksum of the rest); the arrays follow. It is written
whole or not at all. A file of another version, or one that is cut off, is never read: its articles must be given again.
"""

import hashlib
import os
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from variorum.errors import InputError
from variorum.steps.lineage.corpus import Corpus

_FORM = "variorum-passages"
VERSION = 1
_LINE = 65_536


class Entry(msgspec.Struct, frozen=True):
    """One article of the index: its name in rows (its own id where it has one), and its id by content."""

    name: str
    key: str


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    form: str
    version: int
    entries: int
    bytes: int
    sha256: str


class IndexUnreadableError(InputError):
    """The index cannot be used; it must be built anew."""


def write_index(path: str, corpus: Corpus, entries: list[Entry]) -> None:
    """Write the index.

    Args:
        path: Its file.
        corpus: The fingerprints.
        entries: The article of each, in the same order.

    Raises:
        InputError: If it cannot be written.
    """
    runs, starts, ends, quoted = corpus.arrays()
    sizes = np.array([[len(r), len(s)] for r, s in zip(runs, starts, strict=True)], np.int64).reshape(-1, 2)
    names = msgspec.json.encode(entries)
    parts: list[bytes] = [np.array([len(names)], np.int64).tobytes(), names, sizes.tobytes()]
    parts += [np.ascontiguousarray(a).tobytes() for group in (runs, starts, ends, quoted) for a in group]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    head = _Head(
        form=_FORM,
        version=VERSION,
        entries=len(entries),
        bytes=sum(len(p) for p in parts),
        sha256=digest.hexdigest(),
    )
    target = Path(path)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            file.write(msgspec.json.encode(head) + b"\n")
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise InputError(f"the index {path!r} cannot be written ({error.strerror or error})") from error


def read_index(path: str) -> tuple[Corpus, list[Entry]]:
    """Read an index.

    Args:
        path: Its file; an absent one is an empty index.

    Raises:
        IndexUnreadableError: If the file is no index, of another version, or cut off.
    """
    try:
        raw = Path(path).read_bytes()
    except FileNotFoundError:
        return Corpus(), []
    except OSError as error:
        raise IndexUnreadableError(f"the index {path!r} cannot be read ({error.strerror or error})") from error
    again = "; delete it and run the command over all articles again"
    line, _, rest = raw[:_LINE].partition(b"\n")
    try:
        head = msgspec.json.decode(line, type=_Head)
    except msgspec.MsgspecError:
        raise IndexUnreadableError(f"{path!r} is no index of passages; name another file{again}") from None
    if head.form != _FORM:
        raise IndexUnreadableError(f"{path!r} is no index of passages; name another file{again}")
    if head.version != VERSION:
        raise IndexUnreadableError(
            f"the index {path!r} was written in version {head.version}, this program reads {VERSION}{again}"
        )
    body = memoryview(raw)[len(line) + 1 :]
    del rest
    if len(body) != head.bytes or hashlib.sha256(body).hexdigest() != head.sha256:
        raise IndexUnreadableError(f"the index {path!r} is cut off or damaged{again}")
    return _arrays(body, head.entries)


def _arrays(body: memoryview, count: int) -> tuple[Corpus, list[Entry]]:
    at = 0

    def take(kind: Any, size: int) -> Any:  # noqa: ANN401 - an array of whatever kind was asked for
        nonlocal at
        width = np.dtype(kind).itemsize * size
        found = np.frombuffer(body[at : at + width], kind)
        at += width
        return found

    length = int(take(np.int64, 1)[0])
    entries = msgspec.json.decode(bytes(body[at : at + length]), type=list[Entry])
    at += length
    sizes = take(np.int64, 2 * count).reshape(-1, 2).tolist()
    runs = [take(np.uint64, n) for n, _ in sizes]
    starts = [take(np.int32, n) for _, n in sizes]
    ends = [take(np.int32, n) for _, n in sizes]
    quoted = [take(np.bool_, n) for _, n in sizes]
    corpus = Corpus()
    for row in zip(runs, starts, ends, quoted, strict=True):
        corpus.take(*row)
    return corpus, entries
