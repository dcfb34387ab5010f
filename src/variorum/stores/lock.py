"""Locks between programs that use one store: the system lets go of them when a program ends, however it ends."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from variorum.errors import StoreError

try:
    import fcntl
except ImportError:  # pragma: no cover (Windows)
    fcntl = None  # type: ignore[assignment]


COMPARING, PLACING, WATCHING = "comparing", "placing", "watching"
"""What one program alone does with a store at a time."""


@contextlib.contextmanager
def holding(store: Path, task: str, *, wait: bool) -> Iterator[bool]:
    """Hold a task of a store, so that one program alone does it.

    Args:
        store: The store's file; the lock is a file beside it, which stays and means nothing by itself.
        task: What is to be done by one alone.
        wait: Whether to wait for another one that holds it.

    Yields:
        Whether it is held; with `wait` always true.

    Raises:
        StoreError: If the file beside the store cannot be made.

    Source: flock(2), BSD advisory locks.
    """
    path = store.with_name(f"{store.name}.{task}.lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(
            f"cannot make {str(path)!r} beside the store ({error.strerror}); "
            "give yourself the right to write in its folder, or make room on the disk"
        ) from error
    try:
        if fcntl is not None:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
        yield True
    finally:
        os.close(handle)
