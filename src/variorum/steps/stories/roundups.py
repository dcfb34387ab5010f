"""Round-ups and live blogs: articles that touch many stories and are none."""

import re
from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

_Story = TypeVar("_Story", bound=Hashable)

TOUCHED = 3
"""From so many stories on an article gathers them."""
OWN_TERMS = 4
"""A story that has fewer of an article's terms is not looked at."""
_OWN_SHARE = 0.35
"""So much of what the first story has of an article each other one has that it may gather too."""

_PASSAGE_WORDS = 15
_LINE_WORDS = 20
_MOST_PASSAGES = 40
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[\u3002\uff01\uff1f])")

_HEAD = re.compile(
    r"\b(?:live[ -]?blog|live (?:updates?|coverage|text|report)|as it happened|minute[ -]by[ -]minute|round-?up|"
    r"(?:morning|evening|daily|weekly|news|weekend|business|world) (?:briefing|brief|digest|highlights|update|wrap)|"
    r"news in brief|in brief|week in (?:review|pictures)|(?:top|today'?s) (?:stories|headlines)|what to know today|"
    r"what we know this (?:morning|evening)|newsletter)\b|^live\s*:|^(?:watch )?live\b.{0,4}[-–—:]",
    re.IGNORECASE,
)


def is_roundup(title: str, text: str) -> bool:
    """Whether a headline says that the article gathers many things, or follows one as it goes on.

    Args:
        title: The headline; the text's first line stands for it where it is "".
        text: The body.
    """
    return bool(_HEAD.search(title or text[:160].split("\n", 1)[0]))


def is_in_paragraphs(text: str) -> bool:
    """Whether lines part a text into as many passages as a round-up has."""
    return text.count("\n") >= TOUCHED - 1 and sum(1 for p in text.split("\n") if p.strip()) >= TOUCHED


def passages(text: str) -> list[str]:
    """An article's parts, a few dozen words each: paragraphs, a heading with its text; sentences where no line ends.

    Args:
        text: The body.
    """
    pieces = text.split("\n")
    least = _PASSAGE_WORDS
    if not is_in_paragraphs(text):
        pieces, least = _SENTENCE_END.split(text), _LINE_WORDS
    out: list[str] = []
    held = ""
    for piece in pieces:
        held = f"{held} {piece}" if held else piece.strip()
        # A script without blanks has its passages by characters.
        if len(held.split()) >= least or len(held) >= 12 * least:
            out.append(held)
            held = ""
            if len(out) == _MOST_PASSAGES:
                return out
    if held.strip():
        out.append(held)
    return out


def has_no_thread(texts: Sequence[Collection[int]], heaviest: Collection[int]) -> bool:
    """Whether nothing that an article is about stands in more than a third of its passages.

    Args:
        texts: The terms of each passage.
        heaviest: The article's heaviest terms.
    """
    return len(texts) >= TOUCHED and all(3 * sum(t in terms for terms in texts) <= len(texts) for t in heaviest)


def may_gather(terms_of: Mapping[_Story, Collection[int]]) -> bool:
    """Whether three and more stories each have about as much of an article as the first, and no term of it together.

    Args:
        terms_of: Story -> those of the article's terms by which the story is found.
    """
    left = {story: set(terms) for story, terms in terms_of.items() if len(terms) >= OWN_TERMS}
    if len(left) < TOUCHED:
        return False
    most = 0
    for _ in range(TOUCHED):
        if not left:
            return False
        story = max(left, key=lambda s: len(left[s]))
        own = left.pop(story)
        most = most or len(own)
        if len(own) < max(OWN_TERMS, _OWN_SHARE * most):
            return False
        for terms in left.values():
            terms -= own
    return True


def gathers(leans: Sequence[_Story | None]) -> bool:
    """Whether an article's passages are of many stories and of none most.

    A long report of one event may look back at others: then most of its passages are of its own story, or of no story
    that is known yet.

    Args:
        leans: For each passage the story that it would come into if it stood alone; None for none.
    """
    found = Counter(s for s in leans if s is not None)
    leaning = found.total()
    return len(found) >= TOUCHED and 2 * leaning >= len(leans) and 2 * max(found.values()) <= leaning
