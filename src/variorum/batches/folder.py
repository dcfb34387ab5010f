"""The output folder: partitions that are whole or absent, and a journal of what is done.

Layout: `TABLE/part-KEY.parquet` is the data set; `_run/` is what only the run needs.
"""

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from variorum.batches.tables import TABLES, schema
from variorum.batches.tasks import Done
from variorum.errors import InputError
from variorum.records.source import Rejection

_ROWS = 1000
"""Rows that are written together."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_LOCK_SECONDS = 10.0


class NoRoomError(InputError):
    """The output folder's disk is full."""


@contextlib.contextmanager
def room(path: str | Path) -> Iterator[None]:
    """Say clearly that the disk is full, or why else a file cannot be written.

    Args:
        path: What is written.

    Raises:
        NoRoomError: If there is no room.
        InputError: If it cannot be written for another reason.
    """
    try:
        yield
    except OSError as error:
        folder = Path(path).parent
        if error.errno in _NO_ROOM:
            raise NoRoomError(
                f"no room is left on the disk of {str(folder)!r}; make room and give the same command again: "
                "it goes on from the last finished partition"
            ) from error
        raise InputError(f"cannot write {str(path)!r} ({error.strerror or error})") from error


@contextlib.contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Write a file whole or not at all. One that is there with just these bytes is not touched.

    Args:
        path: The file; its folder is made.
    """
    with room(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
        try:
            with temporary.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if path.exists() and _same(path, temporary):
                temporary.unlink()
            else:
                temporary.replace(path)
                _settled(path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise


def _settled(folder: Path) -> None:
    """Make a renamed file last (fsync(2): the folder's own entry needs it)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and _digest(one) == _digest(other)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def partition_path(folder: Path, table: str, stage: str, key: str) -> Path:
    """Where a piece's rows of a table stand: rejections come of every stage, other tables of one each."""
    name = f"{stage}-{key}" if table == "rejections" else key
    return folder / table / f"part-{name}.parquet"


def tidy(folder: Path, done: Iterable[Done]) -> None:
    """Take away partitions that no piece of work stands for; a table without any gets one without rows.

    Args:
        folder: The output folder.
        done: What all pieces came to.
    """
    wanted = {partition_path(folder, table, d.stage, d.key) for d in done for table, n in d.written.items() if n}
    for table in TABLES:
        empty = folder / table / "part-empty.parquet"
        if not any(path.parent.name == table for path in wanted):
            wanted.add(empty)
            with written(empty) as file:
                pq.write_table(schema(table).empty_table(), file, compression="zstd")
        for path in (folder / table).glob("part-*.parquet"):
            if path not in wanted:
                path.unlink()


def save(path: Path, **arrays: Any) -> None:  # noqa: ANN401 - arrays of any kind
    """Write arrays by name."""
    with written(path) as file:
        np.savez(file, **arrays)


class Partition:
    """The partitions of several tables that one piece of work writes; they appear when it is done.

    Args:
        folder: The output folder.
        stage: What is done.
        key: Names them.
    """

    def __init__(self, folder: str | Path, stage: str, key: str) -> None:
        self._folder = Path(folder)
        self._stage = stage
        self._key = key
        self._waiting: dict[str, list[dict[str, Any]]] = {}
        self._open: dict[str, tuple[contextlib.ExitStack, Any]] = {}
        self.rows: dict[str, int] = {}
        self.rejected: dict[str, int] = {}

    def __enter__(self) -> "Partition":
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish every file, or leave none where the block failed."""
        failed = kind is not None
        if not failed:
            for table in sorted(self._waiting):
                self._write(table)
        for stack, writer in self._open.values():
            if failed:
                with contextlib.suppress(BaseException):
                    writer.close()
                stack.__exit__(kind, error, trace)
            else:
                writer.close()
                stack.close()

    def add(self, table: str, row: dict[str, Any]) -> None:
        """Add a row; columns that it lacks are null."""
        waiting = self._waiting.setdefault(table, [])
        waiting.append(row)
        self.rows[table] = self.rows.get(table, 0) + 1
        if len(waiting) >= _ROWS:
            self._write(table)

    def add_table(self, table: str, rows: Any) -> None:  # noqa: ANN401 - an Arrow table
        """Add rows that are an Arrow table already."""
        self._write(table)
        self.rows[table] = self.rows.get(table, 0) + rows.num_rows
        self._writer(table).write_table(rows)

    def reject(self, rejection: Rejection, *, given: str) -> None:
        """Add a rejection.

        Args:
            rejection: It.
            given: The input that it came from, "" for none.
        """
        self.rejected[rejection.reason] = self.rejected.get(rejection.reason, 0) + 1
        row = msgspec.structs.asdict(rejection) | {"reason": str(rejection.reason), "input": given or None}
        self.add("rejections", {k: _sound(v) for k, v in row.items()})

    def _writer(self, table: str) -> Any:  # noqa: ANN401 - pyarrow is untyped
        if table not in self._open:
            stack = contextlib.ExitStack()
            path = partition_path(self._folder, table, self._stage, self._key)
            file = stack.enter_context(written(path))
            self._open[table] = stack, pq.ParquetWriter(file, schema(table), compression="zstd")
        return self._open[table][1]

    def _write(self, table: str) -> None:
        rows = self._waiting.get(table)
        if rows:
            self._writer(table).write_table(pa.Table.from_pylist(rows, schema=schema(table)))
            rows.clear()


def _sound(value: object) -> object:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


class Journal:
    """What is done, one line a piece; a line that was cut off does not count.

    Args:
        path: Its file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.done: dict[str, Done] = {}
        self.skipped: dict[str, dict[int, str]] = {}
        good = 0
        if path.exists():
            for line in path.read_bytes().splitlines(keepends=True):
                entry = _entry(line)
                if entry is None:
                    break
                good += len(line)
                self._take(entry)
            with room(path), path.open("rb+") as file:
                file.truncate(good)

    def _take(self, entry: "Entry") -> None:
        if entry.done is not None:
            self.done[entry.name] = entry.done
        elif entry.skip:
            self.skipped.setdefault(entry.name, {}).update(entry.skip)
        else:
            self.done.pop(entry.name, None)
            self.skipped.pop(entry.name, None)

    def add(self, entry: "Entry") -> None:
        """Write an entry down for good."""
        with room(self._path), self._path.open("ab") as file:
            file.write(msgspec.json.encode(entry) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self._take(entry)


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the journal: a piece that is done, or records that it must leave out; neither takes both back.

    Attributes:
        name: The piece.
        done: What it came to.
        skip: Records to leave out, with the reason.
    """

    name: str
    done: Done | None = None
    skip: dict[int, str] = {}


def _entry(line: bytes) -> Entry | None:
    if not line.endswith(b"\n"):
        return None
    try:
        return msgspec.json.decode(line, type=Entry)
    except msgspec.MsgspecError:
        return None


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder, so that one run alone writes in it.

    Raises:
        InputError: If another run has it, or it cannot be made.
    """
    with room(folder / "_run"):
        (folder / "_run").mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / "_run" / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with contextlib.suppress(ImportError):  # Windows has no such locks
            import fcntl

            until = time.monotonic() + _LOCK_SECONDS
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > until:
                        raise InputError(
                            f"another run writes into {str(folder)!r}; wait until it is done, or name another folder"
                        ) from None
                    time.sleep(0.1)
        yield
    finally:
        os.close(handle)


def clear_temporary(folder: Path) -> None:
    """Take away files that a stopped run left unfinished."""
    for table in [*TABLES, "_run", "_run/spool", "_run/state"]:
        for path in (folder / table).glob(".*.tmp"):
            with contextlib.suppress(OSError):
                path.unlink()
    shutil.rmtree(folder / "_run" / "marks", ignore_errors=True)
    for path in folder.glob(".*.tmp"):
        with contextlib.suppress(OSError):
            path.unlink()


class Mark:
    """Which record a worker is at, where another process can see it after this one died.

    Args:
        folder: The output folder.
        name: The piece.
        seconds: Most seconds that a record may take; then the system ends the process.
    """

    def __init__(self, folder: str | Path, name: str, *, seconds: float) -> None:
        self._path = mark_path(folder, name)
        with room(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        self._seconds = seconds
        self._clock: Callable[[], float] = time.time

    def __enter__(self) -> "Mark":
        """Itself."""
        return self

    def at(self, number: int) -> None:
        """Begin a record."""
        os.pwrite(self._file, b"%d %.3f\n" % (number, self._clock()), 0)
        _alarm(self._seconds)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is under way any more."""
        _alarm(0)
        os.close(self._file)
        with contextlib.suppress(OSError):
            self._path.unlink()


def _alarm(seconds: float) -> None:
    """SIGALRM, which nothing handles, ends a process even inside a library's own code (signal(7))."""
    import signal

    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def mark_path(folder: str | Path, name: str) -> Path:
    """Where a piece's mark is kept."""
    return Path(folder) / "_run" / "marks" / name


def marked(folder: str | Path, name: str) -> tuple[int, float] | None:
    """The record that a dead worker was at, and for how many seconds; None where it was at none."""
    try:
        number, began = mark_path(folder, name).read_bytes().split(b"\n")[0].split()
        return int(number), time.time() - float(began)
    except (OSError, ValueError):
        return None
