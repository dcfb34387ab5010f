"""Links that lead a browser to the cited words of a page on the web.

Source: WICG, "URL Fragment Text Directives" (`#:~:text=[prefix-,]start[,end][,-suffix]`).
"""

import re
from urllib.parse import quote, urldefrag, urlsplit

# Longer citations are given by their first and last words, as the draft advises for readable addresses.
_WHOLE_CHARS = 120
_END_WORDS = 5
_AROUND_WORDS = 4
_WORD = re.compile(r"\S+")


def is_web(url: str | None) -> bool:
    """Whether an address is one of a page on the web."""
    if not url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _encoded(words: str) -> str:
    # "-", "," and "&" have a meaning of their own in the directive.
    return quote(" ".join(words.split()), safe="").replace("-", "%2D")


def text_directive(text: str, start: int, end: int) -> str:
    """The directive that finds `text[start:end]` in a page of that text.

    Args:
        text: The page's text.
        start: First code point of the cited words.
        end: One past the last.

    Returns:
        `:~:text=…`, with some words before and after where the cited words stand in the text more than once; "" where
        the stretch holds no word.

    Example:
        >>> text_directive("The ferry sank. The ferry is old.", 20, 32)
        ':~:text=sank.%20The-,ferry%20is%20old'
    """
    cited = text[start:end]
    words = _WORD.findall(cited)
    if not words:
        return ""
    start += len(cited) - len(cited.lstrip())
    end -= len(cited) - len(cited.rstrip())
    cited = text[start:end]
    # Words of two lines are words of two blocks, which only a range may join.
    if len(cited) <= _WHOLE_CHARS and "\n" not in cited:
        found = _encoded(cited)
    else:
        lines = [line.split() for line in cited.split("\n") if line.strip()]
        found = f"{_encoded(' '.join(lines[0][:_END_WORDS]))},{_encoded(' '.join(lines[-1][-_END_WORDS:]))}"
    before = after = ""
    if len(words) == 1 or text.casefold().count(cited.casefold()) > 1:
        line_before = text[:start].rsplit("\n", 1)[-1].split()
        line_after = text[end:].split("\n", 1)[0].split()
        if line_before and (start == 0 or text[start - 1].isspace()):
            before = _encoded(" ".join(line_before[-_AROUND_WORDS:])) + "-,"
        if line_after and text[end : end + 1].isspace():
            after = ",-" + _encoded(" ".join(line_after[:_AROUND_WORDS]))
    return f":~:text={before}{found}{after}"


def text_link(url: str | None, text: str, start: int, end: int) -> str | None:
    """The address of the cited words.

    Args:
        url: The page's address.
        text: Its text.
        start: First code point of the cited words.
        end: One past the last.

    Returns:
        The address with the directive behind what fragment it had, or None where the page has no address on the web.
    """
    if url is None or not is_web(url):
        return None
    directive = text_directive(text, start, end)
    page, fragment = urldefrag(url)
    fragment = fragment.partition(":~:")[0]
    return f"{page}#{fragment}{directive}" if fragment or directive else page
