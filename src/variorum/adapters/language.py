"""The language of a text, by py3langid, loaded when first asked.

Source: Lui & Baldwin 2012, "langid.py: An Off-the-shelf Language Identification Tool" (ACL).
"""

import re
import unicodedata
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
_LANES = 256
"""Stretches of a text that are walked side by side."""

_LONGEST = 6
"""Bytes of the longest feature: the automaton's state depends on no more than the last so many bytes."""

_NO_TEXT = 0xFF
"""A byte that no UTF-8 text has, and no feature."""


class _Identifier:
    """py3langid's model, its walk over the bytes done on many stretches of a text at once; the answers are its own."""

    def __init__(self) -> None:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        theirs: Any = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
        known = set(theirs.nb_classes)
        theirs.set_languages([c for c in CANDIDATES if c in known])
        self._encoded = theirs._encode
        self._next: NDArray[np.int32] = np.array(theirs.tk_nextmove, np.int32)
        self._row: NDArray[np.int32] = np.array(theirs._rowbase, np.int32)
        self._feature: NDArray[np.int32] = np.array(theirs.tk_output, np.int32)
        self._weights: NDArray[np.float32] = np.ascontiguousarray(theirs.nb_ptc, np.float32)
        self._prior: NDArray[np.float32] = np.asarray(theirs.nb_pc, np.float32)
        self._classes: list[str] = list(theirs.nb_classes)

    def classify(self, text: str) -> str:
        """The likeliest language of a text with letters."""
        features, counts = np.unique(self._features(self._encoded(text)), return_counts=True)
        scores = np.log1p(counts.astype(np.float32)) @ self._weights[features] + self._prior
        return self._classes[int(scores.argmax())] if features.size else self._classes[0]

    def _features(self, data: bytes) -> NDArray[np.int32]:
        """The features that end at each byte, as the automaton finds them."""
        width = -(-len(data) // _LANES)
        padded = np.full(_LONGEST + width * _LANES, _NO_TEXT, np.uint8)
        padded[_LONGEST : _LONGEST + len(data)] = np.frombuffer(data, np.uint8)
        lanes = np.lib.stride_tricks.as_strided(padded, (width + _LONGEST, _LANES), (1, width), writeable=False)
        state = np.zeros(_LANES, np.int32)
        met = np.empty((width, _LANES), np.int32)
        for n, step in enumerate(np.ascontiguousarray(lanes).astype(np.int32)):
            state = self._next[self._row[state] + step]
            if n >= _LONGEST:
                met[n - _LONGEST] = state
        found: NDArray[np.int32] = self._feature[met]
        return found[found >= 0]


@cache
def _identifier() -> _Identifier:
    return _Identifier()


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
    code = _identifier().classify(read)
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
