"""What an engine of a batch is: it decides only where a piece of work is done."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

import msgspec

Work = TypeVar("Work")
Result = TypeVar("Result")


class Lost(msgspec.Struct, frozen=True):
    """In place of a result: the process that worked on a piece died.

    Attributes:
        why: How, as far as is known: "signal 9".
    """

    why: str


class Engine(Protocol):
    """Does pieces of work somewhere."""

    name: str

    def run(
        self, call: Callable[[Work], Result], work: Iterable[Work], *, heavy: bool = False
    ) -> Iterator[tuple[Work, Result | Lost]]:
        """Do every piece, in any order.

        Args:
            call: A function of a module.
            work: Pieces that can be sent to other processes.
            heavy: Whether the call loads language models, so that the processes that have them are best kept.

        Yields:
            Each piece with its result, or `Lost` where its process died; the others go on.

        Raises:
            Exception: Whatever `call` raises; what is under way is stopped.
        """
        ...

    def close(self) -> None:
        """End every process."""
        ...
