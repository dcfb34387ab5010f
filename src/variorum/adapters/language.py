"""The language of a text, by py3langid, loaded when first asked.

Source: Lui & Baldwin 2012, "langid.py: An Off-the-shelf Language Identification Tool" (ACL).
"""

import re
import unicodedata
from functools import cache
from typing import Any

from variorum.steps.clean.lines import count_letters

# Languages of which news is published widely; rarer ones are mostly confusions in short texts.
CANDIDATES = (
    "af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky "
    "lo lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh"
).split()
_ENOUGH = 2_000  # code points; more text changes no answer
_OPENING = 240  # code points that tell a language where one word on each of thousands of articles must be quick
_LEAST_LETTERS = 60  # fewer in Latin script tell their language too badly
_ENGLISH = re.compile(r"\b(?:the|and|said|that|with|from)\b", re.IGNORECASE)


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid is untyped
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    known = set(identifier.nb_classes)
    identifier.set_languages([c for c in CANDIDATES if c in known])
    return identifier


def identify_language(text: str) -> str:
    """The language of a text as an ISO 639-1 code ("nb" and "nn" given as "no").

    Args:
        text: Plain text; longer texts are judged by their beginning.

    Returns:
        The likeliest of `CANDIDATES`; "und" for a text without any letter.
    """
    # Signs without width (soft hyphens, joiners, marks of direction) may part every letter from the next.
    read = text[:_ENOUGH]
    if not read.isascii():
        read = read.translate({ord(c): None for c in set(read) if unicodedata.category(c) in ("Cf", "Cs")})
    if not any(c.isalpha() for c in read):
        return "und"
    code = str(_identifier().classify(read)[0])
    return "no" if code in ("nb", "nn") else code


def language_of_opening(text: str) -> str:
    """The language of a text by its first words, quickly enough for streams of thousands.

    Args:
        text: Plain text, headline first.

    Returns:
        As `identify_language`; "" where a few words in Latin script tell too little.
    """
    opening = text[:_OPENING]
    if len(_ENGLISH.findall(opening)) > (1 if opening.isascii() else 2):
        return "en"
    latin, letters = count_letters(opening)
    if letters < _LEAST_LETTERS and latin == letters:
        return ""
    return identify_language(opening)
