"""What texts in different languages share without translation: figures, and names in Latin letters."""

import re
import unicodedata

_DECIMAL_COMMA = frozenset(
    "af az be bg bs ca cs da de el es et fi fr gl hr hu hy id is it ka kk ky lt lv mk nl no pl pt ro ru sk sl sq sr sv "
    "tr uk vi".split()
)
"""Languages that write 2,5 for two and a half and 1.000 for a thousand.

Source: Unicode CLDR, number symbols.
"""

_MULTIPLES = {
    "千": 1e3, "천": 1e3, "万": 1e4, "萬": 1e4, "만": 1e4, "億": 1e8, "亿": 1e8, "억": 1e8, "兆": 1e12, "조": 1e12,
    "thousand": 1e3, "mille": 1e3, "mil": 1e3, "tausend": 1e3, "тысяч": 1e3, "тыс": 1e3,
    "million": 1e6, "millions": 1e6, "millionen": 1e6, "millones": 1e6, "milhões": 1e6, "milioni": 1e6, "miljoen": 1e6,
    "миллионов": 1e6, "млн": 1e6, "mio": 1e6,
    "billion": 1e9, "billions": 1e9, "milliarden": 1e9, "milliards": 1e9, "миллиардов": 1e9, "млрд": 1e9, "mrd": 1e9,
}  # fmt: skip
_FIGURE = re.compile(r"(?<![\w.,:/-])(\d{1,15}(?:[.,   ]\d{1,3}(?!\d))*)(?!\d)(?!:\d)(\s?)([^\W\d_]*)")
_EAST_ASIAN = re.compile(r"(\d+(?:[.,]\d+)*)\s?((?:[千천万萬만億亿억兆조])+)?")
_NAME = re.compile(r"(?<![A-Za-z'’-])[A-Z][A-Za-z'’-]*[A-Za-z](?![A-Za-z])")
_CAPITALS_LEAST, _LETTERS_LEAST = 2, 3
_YEARS = range(1900, 2100)

_OWN_SCRIPT = frozenset(("ja", "zh", "ko"))


def _number(digits: str, language: str) -> float | None:
    """The value of digits with separators, None where they say no single number."""
    bare = re.sub("[   ]", "", digits)
    comma, point = bare.rfind(","), bare.rfind(".")
    decimal = "," if language in _DECIMAL_COMMA else "."
    if comma >= 0 and point >= 0:
        decimal = "," if comma > point else "."
    elif decimal == "." and comma >= 0 and len(bare) - comma - 1 != 3:
        decimal = ","
    elif decimal == "," and point >= 0 and len(bare) - point - 1 != 3:
        decimal = "."
    other = "." if decimal == "," else ","
    plain = bare.replace(other, "")
    if plain.count(decimal) > 1:
        plain = plain.replace(decimal, "")
    try:
        return float(plain.replace(decimal, "."))
    except ValueError:
        return None


def figures(text: str, language: str) -> frozenset[float]:
    """Values of the figures in a text that may tell one event from another.

    Years, clock times, and whole numbers of up to ten are left out: half of all reports hold them.

    Args:
        text: A text.
        language: Its ISO 639-1 code; it says what a comma and a point mean.

    Returns:
        The values, "240万", "2.4 million" and "2,4 Millionen" as 2400000.
    """
    plain = unicodedata.normalize("NFKC", text)
    out = set()
    if language in _OWN_SCRIPT:
        for found in _EAST_ASIAN.finditer(plain):
            value = _number(found[1], language)
            if value is not None:
                for sign in found[2] or "":
                    value *= _MULTIPLES[sign]
                out.add(value)
    else:
        for found in _FIGURE.finditer(plain):
            value = _number(found[1], language)
            if value is not None:
                out.add(value * _MULTIPLES.get(found[3].lower(), 1.0))
    return frozenset(round(v, 4) for v in out if not (v.is_integer() and (v <= 10 or v in _YEARS)))


def latin_names(text: str) -> frozenset[str]:
    """Words with a capital in Latin letters, without accents and in lower case; those that begin a sentence left out.

    Args:
        text: A text in any script.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    out = set()
    for found in _NAME.finditer(plain):
        word = found[0]
        before = plain[: found.start()].rstrip()
        if (not before or before[-1] in ".!?:…\"“„«") and not word.isupper():
            continue
        if len(word) >= (_CAPITALS_LEAST if word.isupper() else _LETTERS_LEAST):
            out.add(word.removesuffix("'s").removesuffix("’s").lower())
    return frozenset(out)
