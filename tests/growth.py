"""How work grows with its input, by counted calls instead of the clock, so that a busy machine changes nothing."""

import sys
from collections.abc import Callable
from typing import Any


def calls(work: Callable[[], object]) -> int:
    """Calls, of Python and of C functions, that `work` makes. What a single C call does inside is not seen: an
    input that drives a regular expression out of hand shows by never coming back."""
    count = 0

    def tick(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def grows_linearly(work: Callable[[int], object], *, small: int, large: int, slack: float = 1.6) -> bool:
    """Whether the calls grow no faster than the size does, with some slack for constants."""
    work(small)  # caches filled once belong to neither
    few = calls(lambda: work(small))
    many = calls(lambda: work(large))
    return many <= slack * few * large / small + 2_000
