"""Comparisons beside the pages: one process of their own, so that a reader never waits for a language model."""

import logging
import multiprocessing
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from variorum.config import Config
from variorum.errors import VariorumError
from variorum.stores.lock import holding

_log = logging.getLogger(__name__)
COMPARING = "comparing"
"""The task of a store that one program alone does at a time."""


def _refresh(path: str, config: Config, story: str) -> str:
    """Runs in the other process: bring one story up to date; returns what went wrong, in words, or ""."""
    from variorum.desk import Desk

    try:
        with Desk(path, config=config, create=False) as desk:
            desk.refresh(story)
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
                    changes = {s: desk.mark_of(s)[0] for s in desk.due(limit=20 + len(left))}
                    story = next((s for s, change in changes.items() if left.get(s) != change), None)
                    if story is None:
                        self._rest()
                        continue
                    if pool is None:
                        pool = ProcessPoolExecutor(1, mp_context=context)
                    try:
                        future = pool.submit(_refresh, str(self._path), self._config, story)
                        told = self._result(future)
                    except BrokenProcessPool:
                        pool, told = None, "The process that compares ended unexpectedly."
                    self._told.pop(story, None)
                    if told:
                        _log.warning("story %s was not compared: %s", story, told)
                        self._told[story] = told
                        left[story] = changes[story]
        finally:
            if pool is not None:
                for process in list(getattr(pool, "_processes", {}).values()):
                    process.terminate()
                pool.shutdown(wait=False, cancel_futures=True)

    def _result(self, future: "Future[str]") -> str:
        """What the other process says; "" at once where the server stops."""
        while not self._stopped.is_set():
            try:
                return future.result(timeout=0.2)
            except TimeoutError:
                continue
        return ""
