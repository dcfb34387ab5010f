"""Ids: hashes of a kind and its defining content, never random."""

import hashlib
import re

_LEAD = 7
"""So many characters of an id come from texts alone."""
_ID = re.compile(r"[a-z][0-9a-f]{16}")


def make_id(kind: str, *content: object) -> str:
    """A short, stable id.

    What is settled by the order of ids must not hang on where a file lies, so the first six digits leave out the
    sources of articles: the same texts under other paths have ids in the same order.

    Args:
        kind: What is named ("article", "claim").
        *content: The defining content; each part's `str` counts, order included.

    Returns:
        The kind's first letter and sixteen hex digits of BLAKE2b hashes (64 bits: at a million records
        of one kind the chance of any clash is below one in ten million).
    """
    parts = [str(part) for part in content]
    leads = [part[:_LEAD] if _ID.fullmatch(part) else part for part in parts]
    whole = _digest(kind, parts)
    return kind[0] + (whole if leads == parts else _digest(kind, leads)[: _LEAD - 1] + whole[_LEAD - 1 :])


def make_article_id(source: str, text: str) -> str:
    """The id of an article.

    Args:
        source: Where it came from.
        text: Its text as it arrived.

    Returns:
        As `make_id`: six digits of the text alone, ten of the text with its source.
    """
    return make_id("article", text)[:_LEAD] + make_id("article", source, text)[_LEAD:]


def _digest(kind: str, parts: list[str]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for part in (kind, *parts):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\x1f")
    return digest.hexdigest()
