"""Which stretches of a report a page shows, and the words of a claim as they stand there."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from variorum.records.report import Place, ReportArticle

AROUND_CHARS = 200
# Two windows with less than this between them are shown as one: a gap's own sign would be as long.
_JOIN_CHARS = 80
# How far a window may grow or shrink to end between words.
_SNAP_CHARS = 24
_SPACES = re.compile(r"\s+")


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a report: marked where they differ from another's, `gap` where words lie between."""

    text: str
    marked: bool = False
    gap: bool = False


def fits(article: ReportArticle, start: int, end: int) -> bool:
    """Whether `[start, end)` is a stretch of the article's text."""
    return 0 <= start < end <= len(article.text)


def _snap(text: str, at: int, step: int) -> int:
    """The nearest word boundary from `at` outwards (`step` -1 or 1)."""
    place = at
    for _ in range(_SNAP_CHARS):
        if place <= 0 or place >= len(text):
            return max(0, min(place, len(text)))
        if text[place - 1].isspace() or text[place].isspace():
            return place
        place += step
    return at


def windows(text: str, places: Iterable[tuple[int, int]], *, around: int = AROUND_CHARS) -> tuple[Place, ...]:
    """The stretches that hold all places with some characters around each.

    Args:
        text: The article's text.
        places: Cited stretches, in any order.
        around: Characters of context on either side.

    Returns:
        Stretches in order, apart from one another, ending between words.

    Example:
        >>> windows("one two three four five six", [(8, 13)], around=4)
        (Place(start=4, end=18),)
    """
    out: list[list[int]] = []
    for start, end in sorted(places):
        low, high = _snap(text, max(0, start - around), -1), _snap(text, min(len(text), end + around), 1)
        if out and low <= out[-1][1] + _JOIN_CHARS:
            out[-1][1] = max(out[-1][1], high)
        else:
            out.append([low, high])
    if out and out[0][0] <= _JOIN_CHARS:
        out[0][0] = 0
    if out and out[-1][1] >= len(text) - _JOIN_CHARS:
        out[-1][1] = len(text)
    return tuple(Place(low, high) for low, high in out)


def pieces(article: ReportArticle, spans: Sequence[Place], marks: Iterable[tuple[int, int]] = ()) -> tuple[Piece, ...]:
    """The words of a claim as they stand, with the differing ones marked.

    Args:
        article: Where they stand.
        spans: The claim's stretches.
        marks: Stretches of the words that differ.

    Returns:
        Pieces in order; white space is one space each. Stretches outside the text are left out.
    """
    marked = [(s, e) for s, e in marks if fits(article, s, e)]
    out: list[Piece] = []
    last = None
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        start = span.start if last is None else max(span.start, last)
        if not fits(article, start, span.end):
            continue
        if last is not None and article.text[last:start].strip():
            out.append(Piece(text=" … ", gap=True))
        elif last is not None:
            out.append(Piece(text=" "))
        cuts = {start, span.end}
        for s, e in marked:
            cuts |= {cut for cut in (s, e) if start < cut < span.end}
        runs: list[tuple[int, int, bool]] = []
        for low, high in pairwise(sorted(cuts)):
            inside = any(s <= low and high <= e for s, e in marked)
            if runs and runs[-1][2] == inside:
                low = runs.pop()[0]
            runs.append((low, high, inside))
        out += [Piece(text=_SPACES.sub(" ", article.text[low:high]), marked=m) for low, high, m in runs]
        last = span.end
    return tuple(out)


def words(article: ReportArticle, spans: Sequence[Place]) -> str:
    """The words of a claim as they stand, in one line."""
    return "".join(p.text for p in pieces(article, spans)).strip()
