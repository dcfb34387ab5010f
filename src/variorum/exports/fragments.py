"""Links that lead a browser to the cited words of a page on the web.

Source: WICG, "URL Fragment Text Directives" (`#:~:text=[prefix-,]start[,end][,-suffix]`).
"""

from urllib.parse import quote, urldefrag, urlsplit

# Longer citations are given by their first and last words, as the draft advises for readable addresses.
_WHOLE_CHARS = 120
_END_WORDS = 5
_AROUND_WORDS = 4
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


def _plain(words: str) -> str:
    """Words as they are compared here: without spaces, upper and lower case alike."""
    return "".join(words.split()).casefold()


def _from_line(line: str, *, last: bool) -> str:
    words = line.split()
    return " ".join(words[-_AROUND_WORDS:] if last else words[:_AROUND_WORDS])


def _around(text: str, start: int, end: int) -> list[tuple[str, str]]:
    """What can stand around a citation so that it is found: words of its own lines, else of the lines beside them.

    Only those of its own lines stand next to it for sure: between two lines a page may show more than its text has.
    """
    before, after = text[:start].rsplit("\n", 1)[-1], text[end:].split("\n", 1)[0]
    # Words that are cut through can be found by nothing.
    sound_before = not (start and text[start - 1].isalnum() and text[start].isalnum())
    sound_after = not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
    own = (
        _from_line(before, last=True) if sound_before else "",
        _from_line(after, last=False) if sound_after else "",
    )
    above = next((line for line in reversed(text[: start - len(before)].split("\n")) if line.strip()), "")
    below = next((line for line in text[end + len(after) :].split("\n") if line.strip()), "")
    beside = (
        own[0] or (_from_line(above, last=True) if not before.strip() else ""),
        own[1] or (_from_line(below, last=False) if not after.strip() else ""),
    )
    return [own, beside]


def _ends(lines: list[list[str]]) -> tuple[str, str]:
    """First and last words of a long citation: so many of the last that they do not stand in it before."""
    first, last = " ".join(lines[0][:_END_WORDS]), lines[-1]
    whole = _plain("".join(word for line in lines for word in line))
    for n in range(min(_END_WORDS, len(last)), len(last) + 1):
        closing = " ".join(last[-n:])
        if whole.find(_plain(closing), len(_plain(first))) >= len(whole) - len(_plain(closing)):
            return first, closing
    return first, " ".join(last)


def text_directive(text: str, start: int, end: int) -> str:
    """The directive that finds `text[start:end]` in a page of that text.

    Args:
        text: The page's text.
        start: First code point of the cited words.
        end: One past the last.

    Returns:
        `:~:text=…`, with some words before and after where the cited words (of long ones the first) stand in the text
        more than once; "" where the stretch holds no word.

    Example:
        >>> text_directive("It sank. They say it sank.", 18, 25)
        ':~:text=It%20sank.%20They%20say-,it%20sank,-.'
    """
    cited = text[start:end]
    if not cited.strip():
        return ""
    start += len(cited) - len(cited.lstrip())
    end -= len(cited) - len(cited.rstrip())
    cited = text[start:end]
    # Words of two lines are words of two blocks, which only a range may join.
    whole = len(cited) <= _WHOLE_CHARS and "\n" not in cited
    if whole:
        first, found = cited, _encoded(cited)
    else:
        first, closing = _ends([line.split() for line in cited.split("\n") if line.strip()])
        found = f"{_encoded(first)},{_encoded(closing)}"
    page = _plain(text)
    before = after = ""
    if len(cited.split()) == 1 or page.count(_plain(first)) > 1:
        for before, after in _around(text, start, end):
            # Of a range the browser takes the first begin that it finds; what follows the end comes too late.
            if page.count(_plain(before + first + (after if whole else ""))) <= 1:
                break
    return f":~:text={f'{_encoded(before)}-,' if before else ''}{found}{f',-{_encoded(after)}' if after else ''}"


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
