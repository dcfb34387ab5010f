"""One connection pool to the store's database: pragmas, migration, and errors in plain words."""

import contextlib
import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Engine, RowMapping, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from variorum.errors import StoreError

_Record = TypeVar("_Record", bound=msgspec.Struct)
_log = logging.getLogger(__name__)
VERSION = "0003"
"""The migration that this program's tables are at."""

WAIT_SECONDS = 10.0
"""How long a writer waits for another one before it says that the store is locked."""

_UNWRITABLE = "cannot be written; give yourself the right to write the file and its folder"
_TOLD = (
    ("locked", "is in use by another program that writes; wait for it to end, or stop it"),
    ("readonly", _UNWRITABLE),
    ("unable to open", "cannot be opened; see that its folder exists and that you may write there"),
    ("full", "cannot grow, the disk is full; make room and run the command again: nothing that was added is lost"),
    ("not a database", "is no store; name another file, or move this one away"),
    ("malformed", "is damaged; restore a copy, or export what can be read and start a new one"),
    ("disk i/o", "could not be written or read; check the disk, then run the command again"),
)


_WRITING, _READING, _UNCHANGING = "mode=rwc", "mode=ro", "immutable=1"


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _holds(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _way_of(path: Path) -> str:
    """How the file can be opened.

    Where its folder cannot be written SQLite can make no index of the write-ahead log. It can read by one that is
    there, with all that was committed; where there is no log, the file alone is read, as one that nobody changes.

    Raises:
        StoreError: If a log is there and cannot be read: the file alone would lack the last changes.

    Source: SQLite, "Write-Ahead Logging", Read-Only Databases; "Uniform Resource Identifiers", immutable.
    """
    if not path.exists():
        return _WRITING
    if os.access(path.parent, os.W_OK | os.X_OK):
        return _WRITING if os.access(path, os.W_OK) else _READING
    if _holds(_beside(path, "-journal")) or (_holds(_beside(path, "-wal")) and not _beside(path, "-shm").exists()):
        raise StoreError(
            f"the last changes of the store {str(path)!r} lie in a file beside it, and can be read only where its "
            "folder can be written; open it there once, or copy it with all files of its name into a folder of yours"
        )
    return _READING if _beside(path, "-wal").exists() else _UNCHANGING


def wall(at: datetime) -> str:
    """A time of the wall clock as the store keeps it: ISO 8601 in UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_record(row: RowMapping, form: type[_Record]) -> _Record:
    """A row as a record whose fields are its columns."""
    # A row's keys can be a kind of string of SQLAlchemy's own, which knows whether it must be quoted.
    return msgspec.convert({str(k): v for k, v in row.items()}, form)


def told(path: Path | str, error: Exception) -> StoreError:
    """A database's error in words that name the file and what to do."""
    said = str(getattr(error, "orig", error)).lower()
    for mark, words in _TOLD:
        if mark in said:
            return StoreError(f"the store {str(path)!r} {words}")
    return StoreError(f"the store {str(path)!r} failed: {getattr(error, 'orig', error)}")


def _set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transactions begin too late for us (only before a change); SQLAlchemy's `begin` does it.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {int(WAIT_SECONDS * 1000)}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA trusted_schema = OFF")
    cursor.close()


class Database:
    """The store's file. Where it, or its folder, cannot be written, it is open for reading only.

    Args:
        path: The SQLite file; made where it is absent and `create` is set.
        create: Whether an absent file is made.

    Attributes:
        path: The file.
        read_only: Whether nothing can be written.

    Raises:
        StoreError: If the file cannot be opened, is no store, or was written by a later version.
    """

    def __init__(self, path: Path, *, create: bool) -> None:
        self.path = path
        if not create and not path.is_file():
            raise StoreError(f"there is no store {str(path)!r}; make one with: variorum add INPUT... --store {path}")
        self._way = _way_of(path)
        self.read_only = self._way != _WRITING
        self._as_opened = self._stamp()
        self._opening = threading.Lock()
        self.engine: Engine = self._engine()
        try:
            self._migrate()
        except (DatabaseError, SQLAlchemyError) as error:
            self.engine.dispose()
            raise told(path, error) from error
        except StoreError:
            self.engine.dispose()
            raise

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _engine(self) -> Engine:
        address = f"{self.path.absolute().as_uri()}?{self._way}"

        def connect() -> sqlite3.Connection:
            return sqlite3.connect(address, uri=True, check_same_thread=False)

        engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=8)
        event.listen(engine, "connect", _set_up)
        return engine

    def _stamp(self) -> tuple[int, int, int, bool] | None:
        """What is another one once somebody else writes a file that is read as one that nobody changes."""
        if self._way != _UNCHANGING:
            return None
        try:
            found = self.path.stat()
        except OSError as error:
            raise told(self.path, error) from error
        return found.st_ino, found.st_size, found.st_mtime_ns, _beside(self.path, "-wal").exists()

    def _look_again(self) -> None:
        """Open the file anew where somebody wrote it since."""
        with self._opening:
            if self._stamp() != self._as_opened:
                self.engine.dispose()
                # Never for writing: what was opened to be read stays so, whatever rights are given in between.
                way = _way_of(self.path)
                self._way = _READING if way == _WRITING else way
                self._as_opened = self._stamp()
                self.engine = self._engine()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store."""
        if self._way == _UNCHANGING:
            self._look_again()
        opened = self._as_opened
        try:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("BEGIN")
                yield connection
                connection.exec_driver_sql("ROLLBACK")
        except DatabaseError as error:
            raise told(self.path, error) from error
        if opened is not None and self._stamp() not in (None, opened):
            raise StoreError(f"the store {str(self.path)!r} was written by somebody while it was read; ask once more")

    def check_writable(self) -> None:
        """Refuse early what could not be kept.

        Raises:
            StoreError: If the store is open for reading only.
        """
        if self.read_only:
            raise StoreError(f"the store {str(self.path)!r} is open for reading only: it {_UNWRITABLE}")

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are all kept, or none."""
        self.check_writable()
        try:
            with self.engine.connect() as connection:
                # IMMEDIATE: the right to write is asked for at once, so that no reader has to be turned into a writer.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                try:
                    yield connection
                except BaseException:
                    # SQLite has rolled back by itself where the disk is full.
                    with contextlib.suppress(DatabaseError):
                        connection.exec_driver_sql("ROLLBACK")
                    raise
                connection.exec_driver_sql("COMMIT")
        except DatabaseError as error:
            raise told(self.path, error) from error

    def version(self) -> str | None:
        """The migration that the file is at; None where it has no tables yet."""
        with self.engine.connect() as connection:
            found = connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).first()
            if found is None:
                return None
            row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
            return str(row[0]) if row else None

    def _migrate(self) -> None:
        at = self.version()
        if at == VERSION:
            return
        if at is not None and at > VERSION:
            raise StoreError(
                f"the store {str(self.path)!r} was written by a later version of Variorum (its tables are at {at}, "
                f"this program's at {VERSION}); install that version"
            )
        if self.read_only:
            raise StoreError(
                f"the store {str(self.path)!r} holds nothing yet, and {_UNWRITABLE}"
                if at is None
                else f"the store {str(self.path)!r} was written by an earlier version of Variorum (its tables are at "
                f"{at}, this program's at {VERSION}) and cannot be brought up to date where it lies; copy it into a "
                "folder that you may write, and open the copy"
            )
        # Alembic is slow to import and needed here alone.
        from alembic import command
        from alembic.config import Config

        with self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                config = Config()
                config.set_main_option("script_location", "variorum.stores:migrations")
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")
