"""The local engine of a batch: processes of this machine that may die without taking the others along."""

import multiprocessing
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any

from variorum.engines.seam import Lost, Result, Work
from variorum.engines.spread import can_copy

_END_SECONDS = 5.0


class Pool:
    """Processes that each do one piece at a time.

    `concurrent.futures` gives up a whole pool when one process dies, and does not say which piece it had.

    Args:
        jobs: Processes, at least 1. The first piece is done in a process of its own too, so that none can end the run.
        copied: Whether they may be copies of this process, which start at once.
    """

    name = "local"

    def __init__(self, jobs: int, *, copied: bool = True) -> None:
        self._jobs = jobs
        self._copied = copied
        self._idle: list[_Process] = []
        self._busy: list[_Process] = []

    def run(
        self, call: Callable[[Work], Result], work: Iterable[Work], *, heavy: bool = False
    ) -> Iterator[tuple[Work, Result | Lost]]:
        """As `Engine.run` has it."""
        pieces = iter(work)
        ready: deque[tuple[Work, Result | Lost]] = deque()
        try:
            while True:
                while len(self._busy) < self._jobs and (piece := next(pieces, None)) is not None:
                    process = self._idle.pop() if self._idle else _Process(copied=self._copied)
                    process.begin(call, piece)
                    self._busy.append(process)
                if not self._busy:
                    return
                for process in self._done():
                    piece = process.piece
                    result = process.result()
                    self._busy.remove(process)
                    if isinstance(result, Lost):
                        process.end()
                    else:
                        self._idle.append(process)
                    if isinstance(result, _Raised):
                        raise result.error
                    ready.append((piece, result))
                while ready:
                    yield ready.popleft()
        finally:
            for process in self._busy:
                process.end()
            self._busy.clear()

    def _done(self) -> list["_Process"]:
        """Those that have a result, or died; in the order in which they began."""
        ends = {p.pipe: p for p in self._busy} | {p.process.sentinel: p for p in self._busy}
        found = {id(ends[e]) for e in wait(list(ends))}
        return [p for p in self._busy if id(p) in found]

    def close(self) -> None:
        """End every process."""
        for process in [*self._idle, *self._busy]:
            process.end()
        self._idle.clear()
        self._busy.clear()


class _Raised:
    """An exception of the call."""

    def __init__(self, error: Exception) -> None:
        self.error = error


class _Process:
    """One process, and the piece that it has."""

    def __init__(self, *, copied: bool) -> None:
        context: Any = multiprocessing.get_context("fork" if copied and can_copy() else "spawn")
        self.pipe, theirs = context.Pipe()
        self.piece: Any = None
        self.process = context.Process(target=_serve, args=(theirs,), daemon=True)
        with warnings.catch_warnings():
            # The children take no lock of another thread's: none of this process's own Python threads runs.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.process.start()
        theirs.close()

    def begin(self, call: Callable[[Any], Any], piece: object) -> None:
        self.piece = piece
        self.pipe.send((call, piece))

    def result(self) -> Any:  # noqa: ANN401 - whatever the call gives
        try:
            if self.pipe.poll():
                return self.pipe.recv()
        except (EOFError, OSError):
            pass
        self.process.join(_END_SECONDS)
        code = self.process.exitcode
        return Lost(f"signal {-code}" if code is not None and code < 0 else f"exit code {code}")

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()
        self.process.close()


def _serve(pipe: Connection) -> None:
    """Do pieces until nobody sends any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to every process; the first one ends the others
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # which ends the process, whatever it is in
    _end_with_parent()
    while True:
        try:
            call, piece = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            result = call(piece)
        except Exception as error:
            result = _Raised(error)
        try:
            pipe.send(result)
        except (BrokenPipeError, OSError):
            return


def _end_with_parent() -> None:
    """Where the system can (Linux), die with the process that made this one, so that nothing writes on unasked.

    Source: prctl(2), PR_SET_PDEATHSIG.
    """
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
