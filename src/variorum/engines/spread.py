"""One function over many things, in this process or over several, the results in order either way."""

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")
_AHEAD = 4  # things that each process has waiting


class Run(Protocol):
    """An ordered map; its function must be a module's own where it runs in other processes."""

    def __call__(self, function: Callable[[_In], _Out], things: Iterable[_In], /) -> Iterator[_Out]:
        """The function's value for each thing, in the things' order, as they are taken."""
        ...


def can_copy() -> bool:
    """Whether processes can be copies of this one, which start at once and know what is in force here.

    A process with threads of its own cannot be copied safely.
    """
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _leave_stops_to_the_first() -> None:
    """Ctrl-C goes to every process; the first one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def spread(jobs: int) -> Iterator[Run]:
    """A map over this many processes; plain `map` where it is one.

    Args:
        jobs: Processes, at least 1. Each holds its own models. The results are the same for any number.
    """
    if jobs <= 1:
        yield map
        return
    context = multiprocessing.get_context("fork" if can_copy() else "spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_stops_to_the_first)

    def run(function: Callable[[Any], Any], things: Iterable[Any], /) -> Iterator[Any]:
        waiting: deque[Future[Any]] = deque()
        for thing in things:
            waiting.append(pool.submit(function, thing))
            if len(waiting) >= _AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    try:
        yield run
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
