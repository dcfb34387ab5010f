"""Reading an answer's body within limits: bytes on the wire, bytes unpacked, and how far the one swells."""

import zlib
from collections.abc import Iterable

from variorum.adapters.paths import RefusedError
from variorum.records.source import RejectReason

ACCEPTED = "gzip, deflate"
_SWELLS = 200
_SMALL = 1 << 20
"""Pages shrink to a tenth, at most a fiftieth; beyond 200 times, and a megabyte, it is a bomb."""
_STEP = 1 << 16


class Unpacker:
    """Unpacks one content coding, step by step, so that no step makes more than 64 KiB.

    Args:
        coding: `gzip`, `x-gzip`, `deflate`, `identity` or "".

    Raises:
        RefusedError: If the coding is another one.
    """

    def __init__(self, coding: str) -> None:
        self._deflate = coding == "deflate"
        self._object: zlib._Decompress | None = None
        self._raw = coding in ("", "identity")
        if coding in ("gzip", "x-gzip"):
            self._object = zlib.decompressobj(wbits=31)
        elif not self._raw and not self._deflate:
            raise RefusedError(
                RejectReason.UNREADABLE, f"its answer is packed as {coding[:40]!r}, which nobody asked for"
            )

    def unpack(self, data: bytes) -> Iterable[bytes]:
        """The bytes that `data` adds.

        Raises:
            zlib.error: If it is not packed so.
        """
        if self._raw:
            yield data
            return
        while data:
            if self._object is None:
                # Some servers send bare deflate data, others the zlib form that the standard means.
                self._object = zlib.decompressobj() if data[0] & 0x0F == 8 else zlib.decompressobj(wbits=-15)
            out = self._object.decompress(data, _STEP)
            if out:
                yield out
            data = self._object.unconsumed_tail
            if self._object.eof:
                data = self._object.unused_data.lstrip(b"\0")
                if not data or self._deflate:
                    return
                self._object = zlib.decompressobj(wbits=31)

    @property
    def done(self) -> bool:
        """Whether the data came to its end."""
        return self._raw or (self._object is not None and self._object.eof)


def read_body(parts: Iterable[bytes], *, coding: str, most: int) -> bytes:
    """A body, unpacked.

    Args:
        parts: The bytes as they come.
        coding: The content coding.
        most: Most bytes, packed and unpacked.

    Raises:
        RefusedError: If it is larger, swells like a bomb, is packed in an unknown way, or is cut off.
    """
    unpacker = Unpacker(coding)
    out = bytearray()
    packed = 0
    try:
        for part in parts:
            packed += len(part)
            if packed > most:
                raise _too_large(most)
            for piece in unpacker.unpack(part):
                out += piece
                if len(out) > most:
                    raise _too_large(most)
                if len(out) > _SMALL and len(out) > _SWELLS * packed:
                    raise RefusedError(
                        RejectReason.TOO_LARGE, f"its answer swells to more than {_SWELLS} times its size when unpacked"
                    )
    except zlib.error as error:
        raise RefusedError(RejectReason.UNREADABLE, f"its answer is not packed as it says ({error})") from error
    if packed and not unpacker.done:
        raise RefusedError(RejectReason.TRUNCATED, "its answer is cut off in the middle")
    return bytes(out)


def _too_large(most: int) -> RefusedError:
    return RefusedError(RejectReason.TOO_LARGE, f"its answer is larger than {most / 1e6:g} MB")
