"""Where the time goes: seconds of processor time by step."""

import contextlib
import time
from collections.abc import Iterator


class Seconds:
    """Counts from when it is made.

    Attributes:
        found: Seconds by step.
    """

    def __init__(self) -> None:
        self.found: dict[str, float] = {}
        self._began = time.process_time()

    @contextlib.contextmanager
    def of(self, step: str) -> Iterator[None]:
        """What is done in the block belongs to a step."""
        began = time.process_time()
        try:
            yield
        finally:
            self.found[step] = self.found.get(step, 0.0) + time.process_time() - began

    def now(self) -> float:
        """Seconds of processor time so far."""
        return time.process_time()

    def add(self, step: str, seconds: float) -> None:
        """So many seconds went into a step."""
        self.found[step] = self.found.get(step, 0.0) + seconds

    def rest(self, step: str) -> None:
        """All that no block took belongs to a step."""
        taken = sum(self.found.values())
        self.found[step] = self.found.get(step, 0.0) + max(0.0, time.process_time() - self._began - taken)
