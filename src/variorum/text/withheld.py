"""Names that are to stand nowhere: how they are found in any text however they are written, and blotted out.

A name is its words in order. Upper and lower case, accents, apostrophes and what parts the words (spaces, hyphens,
underscores, a plus or "%20", as in addresses) make no other name; a part of it alone, or its words run together, do.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

BLOT = "█"

# Letters that carry a stroke or have lost a dot, which Unicode takes apart no further.
_STROKES = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
_APOSTROPHES = "'’‘ʼ`´′"
SEAM = "\x02"
_BETWEEN_LETTERS = "[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff\x02\x03]*"
"""What may stand between two letters unseen; U+0002 and U+0003 are a search's marks around words that match, and the
seams of texts that markup parts."""

_PARTS = r"(?:(?:[\s_+./\-\u2010-\u2015]|%20|%2B|&nbsp;|&#160;)" + _BETWEEN_LETTERS + ")+"
_LAST_LETTER = 0x2000
_MARKS = re.compile("[^\x02\x03]")


def _plain(letter: str) -> str:
    """A letter without case and accents."""
    if ord(letter) >= _LAST_LETTER:  # Chinese signs carry no accents; Korean ones would come apart into sounds
        return letter.casefold()
    base = unicodedata.normalize("NFKD", letter.casefold())[:1]
    return _STROKES.get(base, base)


@cache
def _written() -> dict[str, str]:
    """For each plain letter every letter that is it but for case and accents."""
    out: dict[str, str] = {}
    for code in range(0x41, _LAST_LETTER):
        letter = chr(code)
        if letter.isalpha():
            plain = _plain(letter)
            out[plain] = out.get(plain, "") + letter
    return out


def _spelled(letter: str) -> str:
    """A regular expression for one character of a name, in any way in which it may be written."""
    if letter in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    plain = _plain(letter)
    forms = _written().get(plain, "")
    if not forms:
        return re.escape(letter)
    if letter.isascii():
        return f"[{forms}]"
    coded = "|".join(re.escape(quote(form)) for form in sorted({letter, letter.upper()}))
    return f"(?:[{forms}]|{coded})"


def _words_of(name: str) -> list[str]:
    return re.findall(r"[^\s_+./\-\u2010-\u2015]+", unicodedata.normalize("NFC", name.casefold()))


def _parted(letter: str) -> bool:
    """Whether the letter's script parts words; in others a name stands right beside the next word."""
    code = ord(letter)
    return not (0x0E00 <= code < 0x0F00 or 0x1000 <= code < 0x10A0 or 0x1780 <= code < 0x1800 or code >= 0x2E80)


@lru_cache(maxsize=8)
def _finder(names: tuple[str, ...]) -> re.Pattern[str] | None:
    known = {tuple(words) for name in names if (words := _words_of(name))}
    if not known:
        return None
    opens, closes = r"(?:(?<![^\W_])|(?<=%[0-9A-Fa-f][0-9A-Fa-f]))", r"(?![^\W_])"
    between = _BETWEEN_LETTERS
    alternatives = [
        (opens if _parted(words[0][0]) else "")
        + _PARTS.join(between.join([*map(_spelled, word), ""]) for word in words)
        + (closes if _parted(words[-1][-1]) else "")
        for words in sorted(known, key=lambda w: (-len(" ".join(w)), w))
    ]
    # A first letter is looked for before any name is tried: nearly everywhere that is enough.
    initials = "|".join(sorted({_spelled(words[0][0]) for words in known}))
    return re.compile(rf"(?={initials})(?:{'|'.join(alternatives)})", re.IGNORECASE)


def finder(names: Sequence[str]) -> re.Pattern[str] | None:
    """What finds the names in a text as whole words; None where there are none."""
    return _finder(tuple(names))


def blotted(value: Any, found: re.Pattern[str] | None) -> Any:  # noqa: ANN401 - whatever JSON can carry
    """What JSON can carry, with the names blotted out in every string; lengths stay, so that every place holds.

    Example:
        >>> blotted({"url": "https://x.example/mira-oltan"}, finder(["Mira Oltan"]))
        {'url': 'https://x.example/██████████'}
    """
    if found is None:
        return value
    if isinstance(value, str):
        return found.sub(lambda m: _MARKS.sub(BLOT, m[0]), value)
    if isinstance(value, dict):
        return {blotted(k, found): blotted(v, found) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [blotted(v, found) for v in value]
    return value


def cut(text: str, most: int | None, found: re.Pattern[str] | None) -> int:
    """Where a text ends of which only so much is shown: so that no beginning of a name is left at its end.

    Args:
        text: The text as it came.
        most: Most code points, or None for all.
        found: As `finder` gives it.
    """
    if most is None or most >= len(text):
        return len(text)
    if found is not None:
        for name in found.finditer(text):
            if name.start() >= most:
                break
            if name.end() > most:
                return name.start()
    return most


def asks_for(words: str, names: Iterable[str]) -> bool:
    """Whether words that somebody searches have all the words of one of the names.

    Example:
        >>> asks_for("oltan, MIRA arrested", ["mira oltan"])
        True
    """

    def parts(text: str) -> set[str]:
        return {"".join(map(_plain, w)) for w in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))}

    listed, asked = list(names), parts(words)
    found = finder(listed)
    return any(p and asked >= p for p in map(parts, listed)) or (found is not None and bool(found.search(words)))
