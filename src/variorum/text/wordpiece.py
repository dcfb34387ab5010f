"""WordPiece tokens for BERT-style encoders, uncased.

Source: Devlin et al. 2019 (BERT), appendix; Wu et al. 2016 (WordPiece, greedy longest match).
"""

import unicodedata
from collections.abc import Mapping

_MAX_WORD_CHARS = 100


def _is_punctuation(char: str) -> bool:
    code = ord(char)
    ascii_mark = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_mark or unicodedata.category(char).startswith("P")


def _is_cjk(char: str) -> bool:
    code = ord(char)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF


def basic_words(text: str) -> list[str]:
    """Lower-cased words without accents, punctuation marks and CJK characters by themselves."""
    out: list[str] = []
    for chunk in text.split():
        plain = unicodedata.normalize("NFD", chunk.lower())
        word = ""
        for char in plain:
            category = unicodedata.category(char)
            if category in ("Mn", "Cc", "Cf") or char == "\ufffd":
                continue
            if _is_punctuation(char) or _is_cjk(char):
                if word:
                    out.append(word)
                    word = ""
                out.append(char)
            else:
                word += char
        if word:
            out.append(word)
    return out


def encode(text: str, *, vocabulary: Mapping[str, int], max_tokens: int = 128) -> list[int]:
    """Token ids with [CLS] and [SEP], cut to `max_tokens`.

    Args:
        text: Any text.
        vocabulary: Piece to id; pieces inside a word begin with "##".
        max_tokens: Most ids returned, the two special ones included.

    Returns:
        The ids; words that no pieces make up become [UNK].
    """
    ids = [vocabulary["[CLS]"]]
    for word in basic_words(text):
        if len(ids) >= max_tokens - 1:
            break
        if len(word) > _MAX_WORD_CHARS:
            ids.append(vocabulary["[UNK]"])
            continue
        pieces: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            while end > start:
                piece = vocabulary.get(("##" if start else "") + word[start:end])
                if piece is not None:
                    break
                end -= 1
            if end == start:
                pieces = [vocabulary["[UNK]"]]
                break
            pieces.append(piece)  # type: ignore[arg-type]  # the inner loop ended on a hit
            start = end
        ids.extend(pieces)
    return [*ids[: max_tokens - 1], vocabulary["[SEP]"]]
