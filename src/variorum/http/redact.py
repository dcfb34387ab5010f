"""Names on the suppression list, taken out of a page that is ready to be sent."""

import re
from collections.abc import Sequence
from html import escape, unescape
from itertools import accumulate
from urllib.parse import quote, quote_plus

WITHHELD = "[name withheld]"

# Our own templates write every ">" of a value as "&gt;", so a tag ends where one stands.
_TAG = re.compile(r"<[^>]*>")
_SPACE = r"(?:\s|&nbsp;|&#160;)+"


def _pattern(names: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    words = (r"[\s\u00a0]+".join(re.escape(w) for w in name.split()) for name in longest_first)
    return re.compile("|".join(words), re.IGNORECASE)


def _found(texts: Sequence[str], names: Sequence[str]) -> list[tuple[int, int]]:
    """Where names stand in the stretches of text joined; the edge of a stretch is the edge of a word too."""
    whole = "".join(texts)
    edges = {0, *accumulate(map(len, texts))}

    def whole_words(start: int, end: int) -> bool:
        before = start in edges or not _is_letter(whole[start - 1])
        return before and (end in edges or not _is_letter(whole[end]))

    return [m.span() for m in _pattern(names).finditer(whole) if whole_words(*m.span())]


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _in_values(tag: str, names: Sequence[str]) -> str:
    """A tag with the names taken out of its attributes' values; its own words stay."""
    if "=" not in tag:
        return tag
    forms = {form(name) for name in names for form in (lambda n: escape(n, quote=True), quote, quote_plus)}
    longest_first = sorted(forms, key=len, reverse=True)
    found = re.compile("|".join(_SPACE.join(map(re.escape, f.split())) for f in longest_first), re.IGNORECASE)
    return re.sub(r'"[^"]*"', lambda m: found.sub(WITHHELD, m[0]), tag)


def redact(page: str, names: Sequence[str]) -> str:
    """Take names out of a page's text and its attributes' values, also where marks part a name's words.

    Args:
        page: HTML whose values are escaped.
        names: The names, in any case.

    Returns:
        The page, with `WITHHELD` where a name stood.

    Example:
        >>> redact("<p>Mira <mark>Oltan</mark> spoke.</p>", ["mira oltan"])
        '<p>[name withheld]<mark></mark> spoke.</p>'
    """
    names = [n for n in names if n.strip()]
    if not names:
        return page
    tags = _TAG.findall(page)
    texts = [unescape(t) for t in _TAG.split(page)]
    found = _found(texts, names)
    out: list[str] = []
    at = n = 0
    for i, text in enumerate(texts):
        begin, end = at, at + len(text)
        kept: list[str] = []
        while True:
            # What of this stretch stands before the next name, then the name itself where it begins here.
            while n < len(found) and found[n][1] <= at:
                n += 1
            if n == len(found) or found[n][0] >= end:
                kept.append(text[at - begin :])
                break
            first, last = found[n]
            if first >= at:
                kept.append(text[at - begin : first - begin] + WITHHELD)
            at = min(last, end)
            if last > end:
                break
        at = end
        out.append(escape("".join(kept), quote=True))
        if i < len(tags):
            out.append(_in_values(tags[i], names))
    return "".join(out)
