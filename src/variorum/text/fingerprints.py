"""Fingerprints of runs of words, for many texts at once and without a loop over words.

A text becomes code points, code points become words (letters and digits, an apostrophe inside; in scripts without
spaces each character is one), words become hashes, and each five words running become one 64-bit fingerprint. All of it
is array arithmetic, so that a block of texts costs little more than its characters.

Source: Broder 1997, "On the resemblance and containment of documents" (shingles); Karp and Rabin 1987, "Efficient
randomized pattern-matching algorithms" (polynomial hashes of parts from hashes of beginnings).
"""

import unicodedata
from collections.abc import Sequence
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

RUN_WORDS = 5
"""Length of a run in words."""

_U = np.uint64
_BASE = _U(0x9E3779B97F4A7C15)  # odd, so that it has an inverse modulo 2**64
_STEP = _U(0xC2B2AE3D27D4EB4F)
_MIX = _U(0xFF51AFD7ED558CCD)
_PART_CHARS = 1 << 16
"""Code points that are worked on together: as many as a processor's cache holds with all that is made of them."""

_TABLE = 0x30000  # planes 0 to 2: above them stand no letters
_QUOTE, _LETTER, _ALONE = 1, 2, 4
_APOSTROPHES = "'’"
_WITHOUT_SPACES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x4DBF),  # CJK extension A
    (0x4E00, 0x9FFF),  # CJK
    (0xF900, 0xFAFF),
    (0x20000, 0x2FFFF),
)


class Prints(msgspec.Struct, frozen=True):
    """Fingerprints and words of several texts, one after the other.

    Attributes:
        runs: Fingerprints of all texts, shape `(runs,)`.
        run_ends: For each text the place in `runs` at which its own end, shape `(texts,)`.
        starts: First code point of each word in its text, shape `(words,)`.
        ends: One past the last.
        word_ends: For each text the place in `starts` at which its own end.
    """

    runs: NDArray[np.uint64]
    run_ends: NDArray[np.int64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    word_ends: NDArray[np.int64]


@cache
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint64]]:
    """What each code point is (letter, a word of its own, apostrophe), and one more than its lower-case form."""
    kinds = np.zeros(_TABLE, np.uint8)
    lower = np.arange(1, _TABLE + 1, dtype=np.uint64)
    for code in range(0x10000):
        char = chr(code)
        if char.isalnum():
            kinds[code] = _LETTER
            low = char.lower()
            if len(low) == 1:
                lower[code] = ord(low) + 1
        elif unicodedata.category(char) in ("Mn", "Mc"):
            kinds[code] = _LETTER
    for first, last in _WITHOUT_SPACES:
        block = slice(first, min(last + 1, _TABLE))
        kinds[block] = np.where(kinds[block] > 0, _LETTER | _ALONE, 0) if first < 0x10000 else _LETTER | _ALONE
    for char in _APOSTROPHES:
        kinds[ord(char)] = _QUOTE
        lower[ord(char)] = ord("'") + 1
    return kinds, lower


@cache
def _powers(size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of the base and of its inverse, up to `size`."""
    inverse = _U(pow(int(_BASE), -1, 1 << 64))
    up = np.full(size, _BASE, _U)
    down = np.full(size, inverse, _U)
    up[0] = down[0] = _U(1)
    return np.multiply.accumulate(up), np.multiply.accumulate(down)


def fingerprint(texts: Sequence[str]) -> Prints:
    """Words and runs of several texts.

    Args:
        texts: Any texts; one without a word has neither words nor runs.

    Returns:
        Their fingerprints. Equal runs of normalised words have equal fingerprints; unlike ones have equal ones with a
        chance of about 2**-64 a pair.
    """
    parts: list[Prints] = []
    first = chars = 0
    for n, text in enumerate(texts):
        chars += len(text) + 1
        if chars >= _PART_CHARS:
            parts.append(_part(texts[first : n + 1]))
            first, chars = n + 1, 0
    if first < len(texts) or not parts:
        parts.append(_part(texts[first:]))
    if len(parts) == 1:
        return parts[0]
    return Prints(
        runs=np.concatenate([p.runs for p in parts]),
        run_ends=_one_after_another([p.run_ends for p in parts]),
        starts=np.concatenate([p.starts for p in parts]),
        ends=np.concatenate([p.ends for p in parts]),
        word_ends=_one_after_another([p.word_ends for p in parts]),
    )


def _one_after_another(ends: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    shifts = np.cumsum([0, *(int(e[-1]) for e in ends[:-1])])
    return np.concatenate([e + shift for e, shift in zip(ends, shifts, strict=True)])


def _part(texts: Sequence[str]) -> Prints:
    sizes = np.fromiter((len(t) for t in texts), np.int64, len(texts))
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    if codes.size and codes.max() >= _TABLE:
        codes = np.where(codes < _TABLE, codes, 0)
    starts, ends = _words(codes)
    first = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes + 1)))  # one line feed between texts
    word_ends = np.searchsorted(starts, first[1:], side="left").astype(np.int64)
    runs, run_ends = _run_hashes(_word_hashes(codes, starts, ends), word_ends)
    offset = np.repeat(first[:-1], np.diff(word_ends, prepend=0))
    return Prints(
        runs=runs,
        run_ends=run_ends,
        starts=(starts - offset).astype(np.int32),
        ends=(ends - offset).astype(np.int32),
        word_ends=word_ends,
    )


def _words(codes: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First code point of each word, and one past its last."""
    kind = _tables()[0][codes]
    letter = np.zeros(codes.size + 2, np.bool_)  # none stands before the first code point and after the last
    inside = letter[1:-1]
    np.not_equal(kind & _LETTER, 0, out=inside)
    alone = kind >= _LETTER | _ALONE
    lonely = bool(codes.size) and kind.max() >= _ALONE
    quotes = np.flatnonzero(kind == _QUOTE)
    if quotes.size:
        joins = letter[quotes] & letter[quotes + 2]
        if lonely:
            joins &= ~alone[np.maximum(quotes - 1, 0)] & ~alone[np.minimum(quotes + 1, codes.size - 1)]
        inside[quotes[joins]] = True
    edges = np.flatnonzero(letter[1:] != letter[:-1])
    starts, ends = edges[::2], edges[1::2]
    if not lonely:
        return starts, ends
    # A character that is a word of its own parts what stands beside it.
    cuts = np.flatnonzero(inside[1:] & inside[:-1] & (alone[1:] | alone[:-1])) + 1
    return np.sort(np.concatenate((starts, cuts))), np.sort(np.concatenate((ends, cuts)))


def _word_hashes(codes: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    if not starts.size:
        return np.empty(0, _U)
    up, down = _powers(1 << max(10, int(codes.size).bit_length()))
    total = np.zeros(codes.size + 1, _U)
    np.multiply(_tables()[1][codes], up[: codes.size], out=total[1:])
    np.cumsum(total, out=total)
    words: NDArray[np.uint64] = (total[ends] - total[starts]) * down[starts]
    words ^= words >> _U(32)
    words *= _MIX
    words ^= words >> _U(29)
    return words


def _run_hashes(
    words: NDArray[np.uint64], word_ends: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    count = words.size - RUN_WORDS + 1
    if count <= 0:
        return np.empty(0, _U), np.zeros(word_ends.size, np.int64)
    runs = np.zeros(count, _U)
    for k in range(RUN_WORDS):  # Horner's scheme, five steps for all runs at once
        runs = runs * _STEP + words[k : k + count]
    runs ^= runs >> _U(31)
    runs *= _MIX
    # A run belongs to a text where its first and its last word do: those that begin with a text's last words do not.
    sizes = np.diff(word_ends, prepend=0)
    inside = np.ones(count, np.bool_)
    for k in range(1, RUN_WORDS):
        over = word_ends - k
        over = over[(over >= 0) & (over < count)]
        inside[over] = False
    return runs[inside], np.cumsum(np.maximum(sizes - RUN_WORDS + 1, 0))
