"""Limits on what is read: bytes, unpacked bytes, characters."""

import io
import zlib

from variorum.adapters.paths import RefusedError
from variorum.config import Config
from variorum.records.source import RejectReason

_CHUNK = 1 << 20


def too_large(path: str, config: Config) -> RefusedError:
    """The refusal of a file beyond the limit."""
    return RefusedError(
        RejectReason.TOO_LARGE,
        f"{path} is larger than {config.max_bytes / 1e6:g} MB; split it, or raise max_bytes.",
    )


def gunzip(path: str, raw: bytes, config: Config) -> bytes:
    """Unpacked bytes, never more than the limit, several members in a row included.

    Args:
        path: What is read, for messages.
        raw: Its bytes.
        config: The limit.

    Raises:
        RefusedError: If they are cut off, no gzip data, or unpack to more than the limit.
    """
    out = io.BytesIO()
    rest = raw
    while rest:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while rest and not unpacker.eof:
                out.write(unpacker.decompress(rest, _CHUNK))
                rest = unpacker.unconsumed_tail
                if out.tell() > config.max_bytes:
                    raise RefusedError(
                        RejectReason.TOO_LARGE,
                        f"{path} unpacks to more than {config.max_bytes / 1e6:g} MB; split it, or raise max_bytes.",
                    )
            if not unpacker.eof:
                out.write(unpacker.flush())
        except zlib.error as error:
            raise RefusedError(
                RejectReason.UNREADABLE, f"{path} is no sound gzip file ({error}); pack or download it again."
            ) from error
        if not unpacker.eof:
            raise RefusedError(
                RejectReason.TRUNCATED, f"{path} is cut off in the middle of its gzip data; download it again."
            )
        rest = unpacker.unused_data.lstrip(b"\0")  # padding after the last member is allowed
    return out.getvalue()


def check_text(name: str, text: str, config: Config) -> None:
    """Refuse a text that is empty, too long, or none.

    Args:
        name: What is read, for messages.
        text: Its text.
        config: The limit.

    Raises:
        RefusedError: If it is.
    """
    if len(text) > config.max_chars:
        raise RefusedError(
            RejectReason.TOO_LARGE,
            f"{name} has {len(text)} characters, more than {config.max_chars}; split it, or raise max_chars.",
        )
    if not text.strip():
        raise RefusedError(RejectReason.EMPTY, f"{name} is empty; give a file with an article in it.")
    if "\0" in text:
        raise RefusedError(RejectReason.BINARY, f"{name} holds NUL characters, so it is no text; save it as text.")
