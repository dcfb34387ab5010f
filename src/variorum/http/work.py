"""Comparisons beside the pages: one process of their own, so that a reader never waits for a language model."""

import logging
import multiprocessing
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from variorum.config import Config
from variorum.errors import VariorumError

_log = logging.getLogger(__name__)


def _refresh(path: str, config: Config, story: str) -> str:
    """Runs in the other process: bring one story up to date; returns what went wrong, in words, or ""."""
    from variorum.desk import Desk

    try:
        with Desk(path, config=config, create=False) as desk:
            desk.refresh(story)
    except VariorumError as error:
        return str(error)
    return ""


class Worker:
    """Brings stories up to date, one after the other.

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
        self.told: dict[str, str] = {}

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

    def _run(self) -> None:
        from variorum.desk import Desk

        context = multiprocessing.get_context("spawn")
        pool: ProcessPoolExecutor | None = None
        try:
            with Desk(self._path, config=self._config, create=False) as desk:
                while not self._stopped.is_set():
                    try:
                        waiting = [s for s in desk.waiting(limit=20) if s not in self.told]
                    except VariorumError as error:
                        _log.warning("the store cannot be read: %s", error)
                        waiting = []
                    if not waiting:
                        self._wake.wait(self._pause)
                        self._wake.clear()
                        continue
                    if pool is None:
                        pool = ProcessPoolExecutor(1, mp_context=context)
                    try:
                        told = pool.submit(_refresh, str(self._path), self._config, waiting[0]).result()
                    except BrokenProcessPool:
                        pool, told = None, "the process that compares ended; see the log"
                    if told:
                        # Told once and left alone until the server starts again: one bad story holds up no other.
                        _log.warning("story %s was not compared: %s", waiting[0], told)
                        self.told[waiting[0]] = told
        finally:
            if pool is not None:
                pool.shutdown(wait=False, cancel_futures=True)
