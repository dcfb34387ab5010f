"""Word runs: what two texts have in common, word for word.

Source: Broder 1997, "On the resemblance and containment of documents" (shingles, containment).
"""

import re
from collections.abc import Iterator

import msgspec

from variorum.records.source import Article
from variorum.text.view import body_view

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SPELLING = str.maketrans({"’": "'"})


class Words(msgspec.Struct, frozen=True):
    """The normalised words of a body with their places in the article's text."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def plain_words(text: str) -> tuple[str, ...]:
    """Lower-cased words of a text, letters and digits alone.

    Example:
        >>> plain_words("No, 1,200 left.")
        ('no', '1', '200', 'left')
    """
    return tuple(m.group().lower().translate(_SPELLING) for m in _WORD.finditer(text))


def body_words(article: Article) -> Words:
    """Lower-cased words of the body, in reading order."""
    view = body_view(article)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _WORD.finditer(view.text):
        where = view.to_source(found.start(), found.end())
        words.append(found.group().lower().translate(_SPELLING))
        starts.append(where.start)
        ends.append(where.end)
    return Words(tuple(words), tuple(starts), tuple(ends))


def runs(words: tuple[str, ...], size: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every run of `size` words with the place of its first word."""
    for i in range(len(words) - size + 1):
        yield i, words[i : i + size]
