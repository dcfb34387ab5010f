"""Sentence boundaries in news prose, by rule.

The parser's own boundaries split "7:30 a.m.", tear closing marks off their sentence and run headlines into
ledes (docs/decisions/0004-sentences.md); these rules set them before it parses.
"""

import re
from itertools import pairwise

LONGEST_CHARS = 4000
"""Longest sentence in characters. No report holds one of this length; lists, tables and texts without stops do, and the
work of parsing and of finding who says what in one sentence grows faster than its length."""

_GAP = re.compile(r"\s+")
_OPENING = "\"'“‘«„([{–—-"
_CLOSING = "\"'”’»)]}"
_END = re.compile(r"[.!?…]+[" + re.escape(_CLOSING) + r"]*(?=\s|$)")
# Chinese and Japanese put no blank after a sentence, and their stop stands before the closing mark.
_FULL_WIDTH_END = re.compile(r"[。！？｡]+[」』）】”’]*|(?<=[^\W\d_])[!?]+[」』）】”’]*(?=[^\s」』）】”’])")
_OPEN_MARKS, _CLOSE_MARKS = "「『（【“", "」』）】”"
_ORDINAL_STOP = frozenset("cs da de et fi hr hu is lv no pl sk sl sr tr".split())
"""Languages that write the third as "3."."""
_TITLES = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt maj capt sgt cpl cmdr adm brig rev hon st mt ft no nos vs fig "
    "jr sr messrs pres supt insp det det.sgt drs".split()
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_DAYS = frozenset("mon tue tues wed thu thur thurs fri sat sun".split())
_INNER = frozenset("inc corp ltd co llc plc bros dept est approx dist ave blvd rd p pp ph etc".split())
_WORD_BEFORE = re.compile(r"([^\s" + re.escape(_OPENING) + r"]+)$")
_INITIALS = re.compile(r"^(?:[A-Za-z]\.)+[A-Za-z]?$|^[A-Z]$")
_MERIDIEM = re.compile(r"^[ap]\.?m$", re.IGNORECASE)
_STARTERS = frozenset(
    "the a an he she it they we i you this that these those there his her its their in on at but and so "
    "after before when while as if however meanwhile according what who one two some many no not for from "
    "with by mr mrs ms".split()
)


def _next_word(text: str, at: int) -> str:
    found = re.compile(r"[\s" + re.escape(_OPENING + _CLOSING) + r"]*([\w’']+)").match(text, at)
    return found.group(1) if found else ""


def _ends_sentence(text: str, mark_start: int, mark_end: int) -> bool:
    marks = text[mark_start:mark_end]
    rest = text[mark_end:].lstrip()
    if not rest:
        return False
    following = _next_word(text, mark_end)
    first = rest.lstrip(_OPENING + " ")[:1]
    if following and following[0].islower():
        # "…," she said: a sentence never begins in lower case, unless the mark was a bare ! or ? inside a quote.
        return False
    bare = marks.rstrip(_CLOSING)
    if bare != ".":
        # After a closing mark the report of the speech may follow in lower case only, which is settled above.
        return bool(first)
    before = _WORD_BEFORE.search(text[max(0, mark_start - 40) : mark_start])
    word = (before.group(1) if before else "").strip(_CLOSING)
    low = word.lower()
    if low in _TITLES and not marks.rstrip(".").strip():
        return False
    if low in _MONTHS | _DAYS and first.isdigit():
        return False
    if low == "no" and first.isdigit():
        return False
    if _MERIDIEM.match(word):
        # "at 7:30 a.m. Wednesday" goes on, "at 7:30 a.m. The two" does not.
        return following.lower() in _STARTERS
    if _INITIALS.match(word):
        if len(word) == 1 and word != "I":
            return False  # "John F. Kennedy"
        return following.lower() in _STARTERS
    if low in _INNER:
        return following.lower() in _STARTERS
    return True


def sentence_starts(text: str) -> list[int]:
    """Offsets at which a sentence begins.

    Args:
        text: One paragraph, mended.

    Returns:
        Ascending offsets of the first character of each sentence, opening marks included; empty for a
        text without any character but white space.
    """
    begin = len(text) - len(text.lstrip())
    if begin == len(text):
        return []
    out = [begin]
    for found in _END.finditer(text):
        if not _ends_sentence(text, found.start(), found.end()):
            continue
        start = found.end()
        while start < len(text) and text[start].isspace():
            start += 1
        if start < len(text):
            out.append(start)
    return _bounded(text, out)


def sentence_extents(text: str, language: str) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph in any language stand, by their marks alone.

    Args:
        text: One paragraph.
        language: ISO 639-1 code.

    Returns:
        Extents in order, without white space at either end.
    """
    if language in ("ja", "zh"):
        starts = _full_width_starts(text)
    else:
        starts = sentence_starts(text)
        if language in _ORDINAL_STOP:
            starts = [s for s in starts if not re.search(r"(?<!\d)\d{1,2}\.\s+$", text[max(0, s - 8) : s])]
    out = []
    for begin, end in pairwise((*starts, len(text))):
        words = text[begin:end].rstrip()
        if words:
            out.append((begin, begin + len(words)))
    return out


def _full_width_starts(text: str) -> list[int]:
    begin = len(text) - len(text.lstrip())
    if begin == len(text):
        return []
    out = [begin]
    for found in _FULL_WIDTH_END.finditer(text):
        start = found.end()
        while start < len(text) and text[start].isspace():
            start += 1
        since = text[out[-1] : found.end()]
        # A stop inside quotation marks ends no sentence of the report.
        inside = sum(since.count(c) for c in _OPEN_MARKS) > sum(since.count(c) for c in _CLOSE_MARKS)
        goes_on = text[start : start + 1] in tuple("と、，") and found.group()[-1] in _CLOSE_MARKS
        if start < len(text) and not goes_on and (not inside or start - out[-1] > _LONGEST_QUOTED):
            out.append(start)
    return _bounded(text, out)


_LONGEST_QUOTED = 600  # code points; a mark without its partner must not swallow the rest


def _bounded(text: str, starts: list[int]) -> list[int]:
    """The same boundaries, and one at white space wherever a sentence would run on without end."""
    out: list[int] = []
    for begin, end in pairwise((*starts, len(text))):
        out.append(begin)
        while end - out[-1] > LONGEST_CHARS:
            gap = _GAP.search(text, out[-1] + LONGEST_CHARS, end)
            if gap is None or gap.end() >= end:
                break
            out.append(gap.end())
    return out
