"""Names on the suppression list, taken out of a page that is ready to be sent."""

import re
from collections.abc import Sequence
from html import escape, unescape

from variorum.text.withheld import SEAM, finder

WITHHELD = "[name withheld]"

# Our own templates write every ">" of a value as "&gt;", so a tag ends where one stands.
_TAG = re.compile(r"<[^>]*>")


def _in_values(tag: str, found: re.Pattern[str]) -> str:
    """A tag with the names taken out of its attributes' values; its own words stay."""
    if "=" not in tag:
        return tag

    def kept(value: re.Match[str]) -> str:
        told = unescape(value[1])
        return f'"{escape(found.sub(WITHHELD, told), quote=True)}"' if found.search(told) else value[0]

    return re.sub(r'"([^"]*)"', kept, tag)


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
    pattern = finder(names)
    if pattern is None:
        return page
    tags = _TAG.findall(page)
    texts = [unescape(t) for t in _TAG.split(page)]
    found = [m.span() for m in pattern.finditer(SEAM.join(texts))]
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
        at = end + len(SEAM)
        out.append(escape("".join(kept), quote=True))
        if i < len(tags):
            out.append(_in_values(tags[i], pattern))
    return "".join(out)
