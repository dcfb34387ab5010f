"""Comparisons beside the pages: one process of their own, so that a reader never waits for a language model."""

import logging
import multiprocessing
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from variorum.config import Config
from variorum.errors import VariorumError
from variorum.stores.lock import COMPARING, holding

if TYPE_CHECKING:
    from variorum.desk import Desk

_log = logging.getLogger(__name__)
_PLACED_AT_ONCE = 200


_DESKS: "list[Desk]" = []


def _do(path: str, config: Config, story: str) -> str:
    """Runs in the other process: compare one story, or place what waits ("").

    Returns:
        What went wrong, in words, or "".
    """
    from variorum.desk import Desk

    try:
        if not _DESKS:
            # Kept for the process's life, with the clustering that it holds in memory.
            _DESKS.append(Desk(path, config=config, create=False))
        if story:
            _DESKS[0].refresh(story)
        else:
            _DESKS[0].place(limit=_PLACED_AT_ONCE)
    except VariorumError as error:
        return str(error)
    except Exception:
        # A fault of ours in one story: said in the log, and the others go on.
        _log.exception("story %s", story)
        return "The program failed on this story. Its log says more."
    return ""


class Worker:
    """Brings stories up to date, one after the other.

    Where another program (`variorum watch`) compares the same store's stories already, it leaves them to it.

    Args:
        path: The store's file.
        config: Settings of comparing.
        pause_seconds: How long it rests where nothing waits.
    """

    def __init__(self, path: Path, *, config: Config, pause_seconds: float = 2.0) -> None:
        self._path = path
        self._config = config
        self._pause = pause_seconds
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._told: dict[str, str] = {}

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name="variorum-worker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End; a comparison that runs is given up and made again next time."""
        self._stopped.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def wake(self) -> None:
        """Look at once whether something waits."""
        self._wake.set()

    def told_of(self, story: str) -> str:
        """Why a story could not be compared, in words; "" where it could, or was not tried."""
        return self._told.get(story, "")

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with holding(self._path, COMPARING, wait=False) as held:
                    if held:
                        self._work()
                        continue
            except VariorumError as error:
                _log.warning("nothing is compared: %s", error)
            self._rest()

    def _rest(self) -> None:
        self._wake.wait(self._pause)
        self._wake.clear()

    def _work(self) -> None:
        from variorum.desk import Desk

        context = multiprocessing.get_context("spawn")
        pool: ProcessPoolExecutor | None = None
        # Told once and left alone until the story changes: one bad story holds up no other.
        left: dict[str, int] = {}
        try:
            with Desk(self._path, config=self._config, create=False) as desk:
                while not self._stopped.is_set():
                    story = self._next(desk, left)
                    if story is None:
                        self._rest()
                        continue
                    if pool is None:
                        pool = ProcessPoolExecutor(1, mp_context=context)
                    try:
                        future = pool.submit(_do, str(self._path), self._config, story)
                        told = self._result(future)
                    except BrokenProcessPool:
                        pool, told = None, "The process that compares ended unexpectedly."
                    self._told.pop(story, None)
                    if told:
                        _log.warning("%s: %s", f"story {story} was not compared" if story else "not placed", told)
                        self._told[story] = told
                        left[story] = desk.mark_of(story)[0]
                        if not story:
                            self._rest()
        finally:
            if pool is not None:
                for process in list(getattr(pool, "_processes", {}).values()):
                    process.terminate()
                pool.shutdown(wait=False, cancel_futures=True)

    def _next(self, desk: "Desk", left: Mapping[str, int]) -> str | None:
        """What is to be done next: "" to place articles, a story to compare, None where nothing waits."""
        try:
            if desk.stories.unplaced(limit=1):
                return ""
            due = desk.due(limit=20 + len(left))
            return next((s for s in due if left.get(s) != desk.mark_of(s)[0]), None)
        except VariorumError as error:
            _log.warning("the store cannot be read: %s", error)
            return None

    def _result(self, future: "Future[str]") -> str:
        """What the other process says; "" at once where the server stops."""
        while not self._stopped.is_set():
            try:
                return future.result(timeout=0.2)
            except TimeoutError:
                continue
        return ""
