"""Quotation marks of one paragraph, matched.

Six styles are known (" ' ‘’ “” « » „“), with the marks that typists put for them (″ ``…'' ‹›). A mark in
the wrong direction is read by what stands beside it, an apostrophe is told from a closing mark, and
whatever cannot be matched ends with its own paragraph.

Source: The Unicode Standard 16.0, section 6.2.6 ("Quotation marks"): which marks open and close in which
orthography, and that U+2019 serves as the apostrophe too.
"""

import re

import msgspec

_DOUBLE = frozenset('"“”„‟«»″＂')
_SINGLE = frozenset("'‘’‚‛‹›＇")
_OPENERS = frozenset("“„‟«‘‚‛‹")
_CLOSERS = frozenset("”»’›")
_BEFORE_OPENING = frozenset("([{—–-/:;,…*|>") | _DOUBLE | _SINGLE
_AFTER_CLOSING = frozenset(".,;:!?…)]}—–-/*|<") | _DOUBLE | _SINGLE
_STOPS = frozenset(".,;:!?…—–-)]")
_MARK = re.compile(r"``|''|[\"“”„‟«»″＂'‘’‚‛‹›＇]")
# Words that begin with an apostrophe, and decades.
_CLIPPED = re.compile(
    r"(?:\d0s|em|til|till|tis|twas|cause|cos|n|bout|round|ere|kay|nuff|sup|neath|tude|ow|im|ello)\b", re.IGNORECASE
)
_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """Words between matching marks.

    Attributes:
        start: The opening mark (or the first word, where the quotation goes on from the paragraph before
            and has no mark of its own).
        end: One past the closing mark, or past the paragraph's last word where none closes it.
        inner_start: First character of the marked words.
        inner_end: One past the last.
        closed: Whether a mark closes it in this paragraph.
        depth: 0 for marks that stand in no others, 1 for those within, and so on.
        single: Whether the marks are single.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    depth: int
    single: bool


class _Open:
    __slots__ = ("at", "depth", "length", "single")

    def __init__(self, at: int, length: int, *, single: bool, depth: int) -> None:
        self.at = at
        self.length = length
        self.single = single
        self.depth = depth


def _neighbour(text: str, at: int, step: int) -> str:
    """The next character that has a width, "" at the edge."""
    at += step
    while 0 <= at < len(text) and text[at] in _ZERO_WIDTH:
        at += step
    return text[at] if 0 <= at < len(text) else ""


def _places(text: str) -> list[tuple[int, str, bool, bool, bool]]:
    """Every mark as (place, mark, is single, may open, may close), plain apostrophes left out."""
    out = []
    for found in _MARK.finditer(text):
        at, mark = found.start(), found.group()
        if mark == "''" and found.end() < len(text) and text[found.end()] == "'":
            mark = "''"
        single = len(mark) == 1 and mark in _SINGLE
        before = _neighbour(text, at, -1)
        after = _neighbour(text, found.end() - 1, 1)
        free_left = not before or before.isspace() or before in _BEFORE_OPENING
        free_right = not after or after.isspace() or after in _AFTER_CLOSING
        opens = free_left and bool(after) and not after.isspace()
        closes = bool(before) and free_right
        if single:
            if before.isalnum() and after.isalnum():
                continue  # don't, O’Neil
            if opens and not closes and _CLIPPED.match(text, found.end()) and mark != "‘":
                continue
            if before.isdigit() and mark == "'" and not free_right:
                continue
            if not opens and not closes:
                continue
        elif mark == '"' and before.isdigit() and re.search(r"\d['′’]\s?\d{1,2}$", text[max(0, at - 6) : at]):
            continue  # 6'2"
        out.append((at, mark, single, opens, closes))
    return out


def _possessive(text: str, at: int) -> bool:
    """Whether the single mark at `at` could stand for a plural's possession ("the officials' claim")."""
    if not at or text[at - 1] not in "sSzxZX":
        return False
    rest = text[at + 1 : at + 3]
    return len(rest) == 2 and rest[0] == " " and (rest[1].isalnum() or rest[1] in '“"‘')


def _closes_twice(places: list[tuple[int, str, bool, bool, bool]], k: int) -> bool:
    """Whether the opening mark at `k`, which stands within another of its style, and that other are both closed."""
    depth = 2
    for _, mark, single, opens, closes in places[k + 1 : k + 40]:
        if single or mark not in _OPENERS | _CLOSERS:
            continue
        if mark in _OPENERS and opens:
            depth += 1
        elif mark in _CLOSERS and closes:
            depth -= 1
        if not depth:
            return True
    return False


def match_marks(text: str, *, goes_on: bool = False) -> tuple[Marked, ...]:
    """Match the quotation marks of one paragraph.

    Args:
        text: The paragraph's reading.
        goes_on: Whether the paragraph before left a quotation open, so that a closing mark without an
            opening one may end it here.

    Returns:
        The marked stretches, by their start, outer before inner.
    """
    places = _places(text)
    begins = len(text) - len(text.lstrip())
    stack: list[_Open] = []
    found: list[Marked] = []
    last_close_single = max((p[0] for p in places if p[2] and p[4]), default=-1)

    def close(opened: _Open, at: int, length: int, *, closed: bool) -> None:
        inner_end = at
        if not closed:
            while inner_end > opened.at + opened.length and text[inner_end - 1].isspace():
                inner_end -= 1
        if any(c.isalnum() for c in text[opened.at + opened.length : inner_end]):
            found.append(
                Marked(
                    start=opened.at,
                    end=at + length if closed else inner_end,
                    inner_start=opened.at + opened.length,
                    inner_end=inner_end,
                    closed=closed,
                    depth=opened.depth,
                    single=opened.single,
                )
            )

    # A single mark closes only where the reading needs it to: the next firm closing after each place.
    firm: list[int] = [len(places)] * (len(places) + 1)
    for k in range(len(places) - 1, -1, -1):
        at, mark, single, opens, closes = places[k]
        if single and closes and not opens and not _possessive(text, at):
            firm[k] = k
        elif single and opens and not closes:
            firm[k] = len(places)
        else:
            firm[k] = firm[k + 1]

    for k, (at, mark, single, opens, closes) in enumerate(places):
        if single:
            inner = stack[-1] if stack and stack[-1].single else None
            if inner is not None and closes and (mark != "‘" or not opens):
                if _possessive(text, at) and firm[k + 1] < len(places):
                    continue
                stack.pop()
                close(inner, at, 1, closed=True)
            elif (
                opens
                and not (mark == "’" and closes)
                and ((mark in "‘‚‛‹") or at < last_close_single or (mark == "'" and at <= begins))
                and inner is None
                and (mark in _OPENERS or mark == "'" or (mark == "’" and firm[k + 1] < len(places)))
            ):
                stack.append(_Open(at, 1, single=True, depth=len(stack)))
            continue
        length = len(mark)
        outer = next((j for j in range(len(stack) - 1, -1, -1) if not stack[j].single), None)
        if mark in _OPENERS or mark == "``":
            to_close = outer is not None and closes and not opens
        elif mark in _CLOSERS:
            to_close = outer is not None or not opens or closes
        elif outer is not None:
            to_close = closes or not opens
            if closes and opens:
                to_close = True
        else:
            to_close = not opens
        if mark == "„":
            to_close = False
        if to_close:
            if outer is None:
                if goes_on and not found and not stack and at > begins:
                    first = len(text) - len(text.lstrip())
                    found.append(
                        Marked(
                            start=first,
                            end=at + length,
                            inner_start=first,
                            inner_end=at,
                            closed=True,
                            depth=0,
                            single=False,
                        )
                    )
                continue
            opened = stack[outer]
            del stack[outer:]  # single marks left open within were apostrophes
            close(opened, at, length, closed=True)
        else:
            if outer is not None and not (mark in _OPENERS and _closes_twice(places, k)):
                # The one before was never closed: it ends here.
                opened = stack[outer]
                del stack[outer:]
                close(opened, at, 0, closed=False)
            stack.append(_Open(at, length, single=False, depth=len(stack)))
    for n, opened in enumerate(stack):
        if opened.single and (n or opened.at > begins):
            continue  # an apostrophe after all
        close(opened, len(text), 0, closed=False)
        break
    return tuple(sorted(found, key=lambda m: (m.start, -m.end)))
