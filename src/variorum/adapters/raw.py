"""The bytes of inputs as they were read: each gets its hash here, and whoever keeps them asks for them here."""

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar

Keep = Callable[[str, bytes], None]
"""Takes an input's SHA-256 in hex and its bytes."""

_KEEP: ContextVar[Keep | None] = ContextVar("keep", default=None)


def hash_of(raw: bytes) -> str:
    """The SHA-256 of an input's bytes in hex; the bytes go to whoever keeps them in this context.

    Args:
        raw: The bytes from which a document is made: a file's, a page's, a row's.
    """
    key = hashlib.sha256(raw).hexdigest()
    keep = _KEEP.get()
    if keep is not None:
        keep(key, raw)
    return key


@contextlib.contextmanager
def keeping(keep: Keep) -> Iterator[None]:
    """Within the block, and in what is called from it, the bytes of inputs are handed over as they are read."""
    token = _KEEP.set(keep)
    try:
        yield
    finally:
        _KEEP.reset(token)
