"""What the tests of engines ask their processes to do."""

import os
import signal
import time


def fragile(number: int) -> int:
    """Twice the number; every fifth ends its process."""
    if number % 5 == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def refusing(number: int) -> int:
    """An error for one of them."""
    if number == 3:
        raise ValueError("three is refused")
    return number


def slow(number: int) -> int:
    """The number, after a while."""
    time.sleep(0.3)
    return number


