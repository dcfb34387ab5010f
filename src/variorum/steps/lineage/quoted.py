"""Reuse told from quoting: words that stand in quotation marks in both articles were said by a third, not copied."""

import re
from collections.abc import Sequence

from variorum.records.place import Extent
from variorum.records.source import Article
from variorum.records.story import SharedPassage
from variorum.text.marks import match_marks
from variorum.text.view import paragraph_views

OWN_WORDS = 10
"""Least words of a passage outside the marks for it to be reuse: an utterance that two reporters quote often comes with
the same few words on who said it, and where."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def quoted_extents(article: Article) -> tuple[Extent, ...]:
    """The words between outermost quotation marks of the body, in order."""
    out: list[Extent] = []
    goes_on = False
    for view in paragraph_views(article):
        marked = match_marks(view.text, goes_on=goes_on)
        goes_on = any(not m.closed and m.depth == 0 and m.inner_end >= len(view.text.rstrip()) for m in marked)
        out += [
            view.to_source(m.inner_start, m.inner_end) for m in marked if m.depth == 0 and m.inner_end > m.inner_start
        ]
    return tuple(sorted(out))


def _inside(places: Sequence[tuple[int, int]], quoted: Sequence[Extent]) -> list[bool]:
    """Of each word, in the order of the text, whether it stands in marks."""
    out = []
    n = 0
    for start, end in places:
        while n < len(quoted) and quoted[n].end <= start:
            n += 1
        out.append(n < len(quoted) and quoted[n].start < end)
    return out


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [found.span() for found in _WORD.finditer(text, start, end)]


def own_words(
    a: Article, b: Article, passage: SharedPassage, *, quoted_a: Sequence[Extent], quoted_b: Sequence[Extent]
) -> int:
    """How many words of a passage do not stand in quotation marks on both sides.

    Args:
        a: The article of `passage.start` and `passage.end`.
        b: The article of `passage.other_start` and `passage.other_end`.
        passage: The words that they share.
        quoted_a: What `quoted_extents` gives for `a`.
        quoted_b: The same for `b`.
    """
    here = _inside(_words(a.text, passage.start, passage.end), quoted_a)
    there = _inside(_words(b.text, passage.other_start, passage.other_end), quoted_b)
    # The same words on both sides; where a side's frame was cut out between them the longer count stands.
    both = sum(x and y for x, y in zip(here, there, strict=False))
    return max(len(here), len(there)) - both
