"""Putting tokens together into tidy words."""

import re
from collections.abc import Mapping, Sequence

from variorum.records.parse import Parse
from variorum.steps.claims.tree import noun_phrase

_NOMINATIVE = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we", "whom": "who"}
_PLURAL_WORDS = frozenset(("they", "we", "these", "those", "you", "them", "us"))
QUOTES = frozenset("\"'“”‘’«»")
_MARKS = re.compile(r"\s+([,;:.!?])")
_DOUBLED = re.compile(r"([,;:–—])(?:\s*[,;])+")
_AFTER_OPENING = re.compile(r"([(\[])\s+")
_EMPTY = re.compile(r"[(\[]\s*[)\]]|\s[–—]\s*[–—]\s")
_SINGLE_OPENED = re.compile(r"(?:(?<=\s)|^)['‘](?=\w)")
_SINGLE_CLOSED = re.compile(r"(?<=[\w.,!?…])['’](?=[\s.,;:!?]|$)")
_SPACES = re.compile(r"\s{2,}")


def joined(parse: Parse, tokens: Sequence[int], changed: Mapping[int, str] | None = None) -> str:
    """The words of the tokens, with one space where some are left out between two.

    Args:
        parse: The parse.
        tokens: Places of tokens, sorted.
        changed: Other words for some of the tokens, "" to leave one out.
    """
    changed = changed or {}
    parts: list[str] = []
    for n, i in enumerate(tokens):
        t = parse.tokens[i]
        parts.append(changed.get(i, t.text))
        if n + 1 < len(tokens) and (t.space or tokens[n + 1] != i + 1 or changed.get(i) is not None):
            parts.append(" ")
    return "".join(parts)


def sentence_case(words: str) -> str:
    """The words with a capital at the start, a full stop at the end, and no stray marks."""
    words = _EMPTY.sub(" ", words)
    words = _DOUBLED.sub(r"\1", _MARKS.sub(r"\1", words))
    words = _balanced(_SPACES.sub(" ", _AFTER_OPENING.sub(r"\1", words))).strip(" ,;:—–-")
    if not words:
        return words
    first = next((k for k, c in enumerate(words) if c.isalnum()), 0)
    words = words[:first] + words[first].upper() + words[first + 1 :]
    return words if words.rstrip("\"'”’»)")[-1:] in (".", "!", "?") else words + "."


def _balanced(words: str) -> str:
    """The words without marks that have lost their partner."""
    for opening, closing in ("“”", "«»", "()", "[]"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    if not _SINGLE_CLOSED.search(words):
        words = _SINGLE_OPENED.sub("", words)
    return words.replace('"', "") if words.count('"') % 2 else words


def noun_words(parse: Parse, head: int) -> str:
    """A noun phrase as a subject."""
    token = parse.tokens[head]
    if token.pos == "PRON":
        return _NOMINATIVE.get(token.text.lower(), token.text)
    tokens = noun_phrase(parse, head)
    if sum(parse.tokens[i].text in QUOTES for i in tokens) % 2:
        tokens = [i for i in tokens if parse.tokens[i].text not in QUOTES]
    if not tokens:
        return "This"  # the parser took a bare mark for the subject
    words = joined(parse, tokens)
    return words.removesuffix("’s").removesuffix("'s") if parse.tokens[tokens[-1]].tag == "POS" else words


def plural(parse: Parse, head: int | None) -> bool:
    """Whether a subject takes a plural verb."""
    if head is None:
        return False
    token = parse.tokens[head]
    if token.tag in ("NNS", "NNPS") or token.text.lower() in _PLURAL_WORDS:
        return True
    return any(parse.tokens[i].dep == "conj" and parse.tokens[i].head == head for i in noun_phrase(parse, head))
