"""The same call on many pieces of work, in one process or several; results in the order of the work."""

import multiprocessing
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain
from typing import Any, TypeVar

_Work = TypeVar("_Work")
_Result = TypeVar("_Result")

_NONE: Any = object()
_AHEAD = 3
"""Pieces of work that each process may have waiting, so that neither they nor their results pile up."""


def ordered(call: Callable[[_Work], _Result], work: Iterable[_Work], *, jobs: int) -> Iterator[_Result]:
    """Results one after the other, whoever made them.

    Where a process can be split off from this one (Linux) it has all that this one has in memory, so that `call` may
    use what was prepared before; elsewhere everything is done here. The first piece always is, so that what it makes
    once (tables, patterns) is there for all.

    Args:
        call: A function of a module; it must change nothing that others see.
        work: Taken as it is needed.
        jobs: Processes.
    """
    if jobs < 2 or not sys.platform.startswith("linux"):
        yield from map(call, work)
        return
    pieces = iter(work)
    for piece in pieces:
        yield call(piece)
        break
    following = next(pieces, _NONE)
    if following is _NONE:
        return
    waiting: deque[Future[_Result]] = deque()
    with warnings.catch_warnings():
        # The children compute on what they inherit, and take no lock of another thread's.
        warnings.simplefilter("ignore", DeprecationWarning)
        with ProcessPoolExecutor(
            jobs,
            mp_context=multiprocessing.get_context("fork"),
            initializer=signal.signal,
            initargs=(signal.SIGINT, signal.SIG_IGN),  # this process stops them
        ) as pool:
            try:
                for piece in chain((following,), pieces):
                    waiting.append(pool.submit(call, piece))
                    if len(waiting) >= jobs * _AHEAD:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()
