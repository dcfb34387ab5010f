"""A claim's words, readable alone."""

from collections.abc import Sequence

from variorum.records.parse import Parse


def joined(parse: Parse, tokens: Sequence[int]) -> str:
    """The words of the tokens, with one space where some are left out between two."""
    parts: list[str] = []
    for n, i in enumerate(tokens):
        t = parse.tokens[i]
        parts.append(t.text)
        if n + 1 < len(tokens) and (t.space or tokens[n + 1] != i + 1):
            parts.append(" ")
    return "".join(parts)


def sentence_case(words: str) -> str:
    """The words with a capital at the start and a full stop at the end."""
    words = words.strip(" ,;:—–-")
    if not words:
        return words
    words = words[0].upper() + words[1:]
    return words if words[-1] in ".!?" else words + "."
