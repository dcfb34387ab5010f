"""An article's body as it is read: frame left out, broken sentences mended, offsets kept."""

from bisect import bisect_right

import msgspec

from variorum.records.place import Extent
from variorum.records.source import Article

PARAGRAPH_BREAK = "\n\n"
_CLOSING = frozenset(".,;:!?)]}’”»'\"%")


class View(msgspec.Struct, frozen=True, kw_only=True):
    """The reading of a body or of one paragraph, with a way back to the article's text.

    Attributes:
        text: The reading. Pieces of a mended paragraph are joined by one space (none before closing
            punctuation), paragraphs by an empty line.
        at: Start of each piece in `text`, ascending.
        source: Start of the same piece in the article's text.
        ends: End of the same piece in `text`.
    """

    text: str
    at: tuple[int, ...]
    source: tuple[int, ...]
    ends: tuple[int, ...]

    def to_source(self, start: int, end: int) -> Extent:
        """The extent in the article's text of `text[start:end]`.

        White space that the view put in belongs to no place: the extent shrinks to the characters that
        do stand in the article.

        Raises:
            ValueError: If no character of `text[start:end]` stands in the article.
        """
        first = bisect_right(self.at, start) - 1
        if start >= self.ends[first]:
            first, start = first + 1, self.at[first + 1] if first + 1 < len(self.at) else end
        last = bisect_right(self.at, end - 1) - 1
        end = min(end, self.ends[last])
        if last < first or start >= end:
            raise ValueError(f"[{start}, {end}) of the view holds no character of the article")
        return Extent(
            self.source[first] + start - self.at[first], self.source[last] + end - self.at[last]
        )


def _build(article: Article, paragraphs: tuple[tuple[Extent, ...], ...]) -> View:
    parts: list[str] = []
    at: list[int] = []
    source: list[int] = []
    ends: list[int] = []
    n = 0
    for p, pieces in enumerate(paragraphs):
        if p:
            parts.append(PARAGRAPH_BREAK)
            n += len(PARAGRAPH_BREAK)
        for k, piece in enumerate(pieces):
            words = article.text[piece.start : piece.end]
            if k and words[0] not in _CLOSING:
                parts.append(" ")
                n += 1
            at.append(n)
            source.append(piece.start)
            parts.append(words)
            n += len(words)
            ends.append(n)
    return View(text="".join(parts), at=tuple(at), source=tuple(source), ends=tuple(ends))


def body_view(article: Article) -> View:
    """The whole body."""
    return _build(article, article.paragraphs)


def paragraph_views(article: Article) -> tuple[View, ...]:
    """Each paragraph by itself, in order."""
    return tuple(_build(article, (p,)) for p in article.paragraphs)


def body_extents(article: Article) -> tuple[Extent, ...]:
    """The body's places in order, pieces joined where nothing but white space lies between them."""
    out: list[Extent] = []
    for piece in sorted(piece for paragraph in article.paragraphs for piece in paragraph):
        if out and not article.text[out[-1].end : piece.start].strip() and piece.start >= out[-1].end:
            out[-1] = Extent(out[-1].start, piece.end)
        else:
            out.append(piece)
    return tuple(out)
