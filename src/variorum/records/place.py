"""Places in an article's text.

Offsets are Unicode code points of `Article.text`, half open `[start, end)`, and never empty.
"""

import msgspec


class Extent(msgspec.Struct, frozen=True, order=True):
    """A stretch of one article's text, where the article is known from the context.

    Attributes:
        start: First code point.
        end: One past the last code point; greater than `start`.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"an extent needs 0 <= start < end, got [{self.start!r}, {self.end!r})")


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of a named article's text.

    Attributes:
        article: The article's id.
        start: First code point.
        end: One past the last code point; greater than `start`.
    """

    article: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got [{self.start!r}, {self.end!r})")


class Cite(msgspec.Struct, frozen=True, kw_only=True):
    """Words of one article that carry a statement.

    Attributes:
        article: The article's id.
        start: First code point.
        end: One past the last.
    """

    article: str
    start: int
    end: int
