"""Ids: hashes of a kind and its defining content, never random."""

import hashlib


def make_id(kind: str, *content: object) -> str:
    """A short, stable id.

    Args:
        kind: What is named ("article", "claim").
        *content: The defining content; each part's `str` counts, order included.

    Returns:
        The kind's first letter and sixteen hex digits of a BLAKE2b hash (64 bits: at a million records
        of one kind the chance of any clash is below one in ten million).
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in (kind, *content):
        digest.update(str(part).encode("utf-8", "surrogatepass"))
        digest.update(b"\x1f")
    return kind[0] + digest.hexdigest()
