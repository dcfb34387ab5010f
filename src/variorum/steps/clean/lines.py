"""A document as blocks: the lines that the cleaner judges one by one."""

import re
from itertools import pairwise

import msgspec

from variorum.records.place import Extent
from variorum.steps.clean.credits import trailing_agency

# A line ends a sentence with one of these, closing marks after it, or the mark inside a closing bracket.
_CLOSERS = "\"'”’»)]}›」』*_ \u200b\u200d\ufe0f"
_ENDS = re.compile(r"[.!?…:;。！？؟۔।]+[" + re.escape(_CLOSERS) + r"]*$")
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_STOP = frozenset(
    "a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it "
    "its may more most no not now of on or our out over says said say she so some than that the their them "
    "then there "
    "they this to up was we were what when where which who why will with would you your after before new".split()
)
_LISTED = re.compile(r"^\s*(?:[-–—*•●▪■◦‣·]\s+|\(?\d{1,3}[.)]\s+)")


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One line, or several that were wrapped by hand, without the white space around.

    Attributes:
        i: Place among the document's blocks.
        pieces: Its lines.
        text: What is read, pieces joined by one space.
        gap: Whether an empty line stands before it.
        words: Its words, lower case, marks off.
        ends: Whether it ends as a sentence does.
    """

    i: int
    pieces: tuple[Extent, ...]
    text: str
    gap: bool
    words: tuple[str, ...]
    ends: bool

    @property
    def start(self) -> int:
        """First code point in the document."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """One past the last code point in the document."""
        return self.pieces[-1].end

    @property
    def listed(self) -> bool:
        """Whether it opens like an item of a list."""
        return bool(_LISTED.match(self.text))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, curly marks made straight, possessive endings off.

    Example:
        >>> words_of("The mayor’s plan, again.")
        ('the', 'mayor', 'plan', 'again')
    """
    if text.isascii():  # one pass over the whole text, where lower case changes no word's edges
        return tuple(word.removesuffix("'s") for word in _WORD.findall(text.lower()))
    out = []
    for found in _WORD.finditer(text):
        word = found.group().casefold().replace("’", "'")
        out.append(word.removesuffix("'s"))
    return tuple(out)


def content_words(words: tuple[str, ...]) -> frozenset[str]:
    """Words that carry content, cut to their first five letters so that forms of one word meet."""
    return frozenset(w[:5] for w in words if w not in _STOP and (len(w) > 2 or w.isdigit()))


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does (a colon or semicolon counts: the text goes on by intent)."""
    return bool(_ENDS.search(text[-40:]))


def blocks_of(text: str, *, set_by_markup: bool = False) -> tuple[Block, ...]:
    """The blocks of a text, in order.

    A line is a block; where the text was wrapped by hand at one width, the lines of a paragraph are.

    Args:
        text: A document's text.
        set_by_markup: Whether markup has set its paragraphs, so that each line is one.
    """
    lines: list[tuple[Extent, bool]] = []
    last_end = 0
    for found in _LINE.finditer(text):
        raw = found.group()
        left = len(raw) - len(raw.lstrip(_PADDING))
        right = len(raw.rstrip(_PADDING))
        if right <= left:
            continue
        extent = Extent(found.start() + left, found.start() + right)
        between = text[last_end : extent.start]
        lines.append((extent, len(_BREAKS.findall(between)) > 1 if lines else False))
        last_end = extent.end
    wrapped = not set_by_markup and _wrapped(text, lines)
    groups: list[list[tuple[Extent, bool]]] = []
    for line in lines:
        if wrapped and groups and not line[1]:
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_block(i, text, group) for i, group in enumerate(groups))


_ASCII = re.compile(r"[\x00-\x7f]+")
_PADDING = " \t\x1f\0\xa0\u1680\u200b\u200e\u200f\u202f\u205f\u3000\ufeff\u2060" + "".join(
    map(chr, range(0x2000, 0x200B))
)


def _block(i: int, text: str, group: list[tuple[Extent, bool]]) -> Block:
    pieces = tuple(extent for extent, _ in group)
    read = " ".join(text[p.start : p.end] for p in pieces)
    ends = ends_sentence(read) or trailing_agency(read) is not None
    return Block(i=i, pieces=pieces, text=read, gap=group[0][1], words=words_of(read), ends=ends)


def _wrapped(text: str, lines: list[tuple[Extent, bool]]) -> bool:
    """Whether lines were broken by hand at one width, paragraphs set off by empty lines."""
    if len(lines) < 6 or sum(gap for _, gap in lines) < 1:
        return False
    inner = [(a, b) for (a, _), (b, gap) in pairwise(lines) if not gap]
    if len(inner) < 0.4 * len(lines):
        return False
    widths = sorted(a.end - a.start for a, _ in inner)
    width = widths[int(0.9 * (len(widths) - 1))]
    if not 40 <= width <= 120:
        return False
    # In wrapped text the next line's first word would not have fitted on the line before.
    full = sum((a.end - a.start) + 1 + len(text[b.start : b.end].split(None, 1)[0]) > 0.85 * width for a, b in inner)
    open_ended = sum(not ends_sentence(text[a.start : a.end]) for a, _ in inner)
    return full > 0.7 * len(inner) and open_ended > 0.6 * len(inner)


_NO_LETTERS = bytes(c for c in range(128) if not chr(c).isalpha())


def count_letters(text: str) -> tuple[int, int]:
    """How many letters of a text are Latin, and how many letters it has.

    Example:
        >>> count_letters("Orlo, Орло 7")
        (4, 8)
    """
    plain = len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    others = [] if text.isascii() else [c for c in _ASCII.sub("", text) if c.isalpha()]
    return plain + sum(c < "\u0250" for c in others), plain + len(others)


def initial(text: str) -> str:
    """The first letter or digit of a text, "" where it has none."""
    for c in text[:60]:
        if c.isalnum():
            return c
    return ""
