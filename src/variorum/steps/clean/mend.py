"""Sentences that inline links broke over several lines are made one block again."""

import re
from collections.abc import Callable, Sequence

import msgspec

from variorum.records.source import DropReason
from variorum.steps.clean.credits import byline_of
from variorum.steps.clean.lines import Block, ends_sentence, words_of

_GOES_ON = re.compile(r"^(?:[.,;:!?)\]}’”»%]|['\"](?=[\s.,;:!?)]|s\b)|\.\.\.|…|[-–—] [a-z])")
_OPEN_END = re.compile(
    r"(?:,|\b(?:of|the|an?|and|that|his|her|its|their|with|from|to|whose|which|our|your|[a-z]+ed by))$"
)
_SENTENCE_OPENS = frozenset("the a an in on at after as when while but and he she it they we i there this that".split())
_CREDITED = re.compile(r"^[a-z]\w* (?:The|A|An|This|In|At|It) ")  # a source in lower case before a caption
_LINK_WORDS = 8  # a link's text that is longer is a line of its own kind
_MARKS_ONLY = re.compile(r"^[.,;:!?)\]}’”»'\"…]{1,4}$")


def mend(blocks: tuple[Block, ...], form: Callable[[Block], DropReason | None]) -> tuple[Block, ...]:
    """Join blocks that are pieces of one sentence.

    A block that does not end a sentence is joined with the next where that goes on in lower case or with
    a closing mark, where the block ends in a word or comma that asks for more, or where a short piece (a
    link's text) stands between it and such a next one.

    Args:
        blocks: A document's blocks.
        form: What a block's own form says (`forms.form_of`).

    Returns:
        The blocks, renumbered; a mended one has several pieces.
    """
    forms = [form(b) if not _MARKS_ONLY.match(b.text) else None for b in blocks]
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        block = blocks[i]
        i += 1
        if forms[i - 1] is None:
            parts = [block]
            while i < len(blocks) and not parts[-1].ends:
                step = _reach(parts, blocks, forms, i)
                if not step:
                    break
                parts.extend(blocks[i : i + step])
                i += step
            if len(parts) > 1:
                block = _joined(parts)
        out.append(msgspec.structs.replace(block, i=len(out)))
    return tuple(out)


def _reach(parts: list[Block], blocks: tuple[Block, ...], forms: Sequence[object], i: int) -> int:
    """How many of the blocks from `i` on belong to the sentence that `parts` leaves open (0: none)."""
    following = blocks[i]
    if forms[i] is not None or following.listed:
        return 0
    opened = parts[0].i > 0 or not following.gap  # a title is not run into its article
    length = sum(len(p.words) for p in parts)
    if length < 3:
        return 0
    if _goes_on(following) and not (following.words[:1] == ("by",) and byline_of(following.text)):
        return 1
    asks_on = bool(_OPEN_END.search(parts[-1].text[-30:]))
    if opened and length >= 4 and asks_on and byline_of(following.text) is None:
        return 1
    if not asks_on and (not opened or (following.words[:1] and following.words[0] in _SENTENCE_OPENS)):
        return 0  # the next line begins a sentence of its own
    after = blocks[i + 1] if i + 1 < len(blocks) else None
    if (
        after is not None
        and forms[i + 1] is None
        and length >= 4
        and len(following.words) <= _LINK_WORDS
        and not following.ends
        and _goes_on(after)
    ):
        return 2
    return 0


def _goes_on(block: Block) -> bool:
    if _GOES_ON.match(block.text):
        return True
    return block.text[:1].islower() and bool(block.words) and not _CREDITED.match(block.text)


def _joined(parts: list[Block]) -> Block:
    text = parts[0].text
    for part in parts[1:]:
        text += part.text if _GOES_ON.match(part.text) and part.text[0] not in "-–—" else " " + part.text
    return msgspec.structs.replace(
        parts[0],
        pieces=tuple(p for part in parts for p in part.pieces),
        text=text,
        words=words_of(text),
        ends=ends_sentence(text),
    )
