"""Where a headline that was run into its lede ends."""

import re

from variorum.steps.clean.dateline import dateline_of
from variorum.steps.clean.lines import content_words, words_of

_TOKEN = re.compile(r"\S+")
_MOST_WORDS = 26  # headlines are shorter
_STARTERS = frozenset(
    "the a an in on at it after as when while this there two three four five six seven eight nine ten dozens "
    "hundreds thousands "
    "police officials authorities residents rescuers investigators more several some many it's he she they "
    "according this these".split()
)
_IN_HEADLINES = frozenset("in on at after as when while it there more this these he she they".split())
_ASKS_ON = frozenset(
    "a an the and or but to of in on at by for from with over under near into than as if that which who via "
    "like new says say said "
    "told tells is are was were be vs against between among until since its his her their".split()
)
_ROLES = frozenset(
    "president prime minister chancellor premier senator sen rep gov governor mayor king queen prince "
    "princess pope actor actress "
    "singer comedian former ex police chief secretary ceo billionaire mr mrs ms dr sir lord judge justice "
    "general gen star director "
    "rapper author striker coach manager republican democratic foreign finance defence defense interior justice vice "
    "supreme leader".split()
)


def glue_point(text: str) -> int | None:
    """Where the lede begins in a paragraph that a headline was run into, or None.

    The place is one where a headline's words, unstopped, meet a capital that starts the sentence anew: the
    sentence repeats much of the headline's content, and begins with its first words, with a dateline, or
    with a word that has no capital inside a sentence.

    Args:
        text: The first paragraph.
    """
    tokens = [(m.start(), m.group()) for m in _TOKEN.finditer(text[:900])]
    if len(tokens) < 9 or dateline_of(text):
        return None
    opening = words_of(tokens[0][1] + " " + tokens[1][1])
    best: tuple[float, int] | None = None
    for k in range(4, min(len(tokens) - 4, _MOST_WORDS)):
        start, token = tokens[k]
        before = tokens[k - 1][1]
        if before[-1] in ",;:–—-(" or not token.lstrip("\"“'‘([")[:1].isupper():
            continue
        lined = dateline_of(text[start : start + 200])
        asks_on = before[-1] == "." or before.casefold().strip("\"“”'‘’") in _ASKS_ON
        if asks_on and not (lined and lined.names):
            continue
        head = words_of(text[:start])
        tail = words_of(_first_sentence(text[start:]))
        if len(tail) < 6 or len(tail) < len(head) * 0.7:
            continue
        mine, theirs = content_words(head), content_words(tail)
        common = len(mine & theirs)
        shared = common / max(1, len(mine))
        bare = token.casefold().strip("\"“”'‘’([,")
        anew = words_of(token)[:1] == opening[:1]
        twice = anew and words_of(token + " " + tokens[k + 1][1])[:2] == opening[:2]
        if lined and (lined.names or token.isupper()) and shared >= 0.2:
            score, at = 2.0 + shared, start
        elif twice and shared >= 0.3:
            score, at = 1.5 + shared, start
        elif anew and shared >= 0.4:
            score, at = 0.5 + shared, tokens[_walk_back(tokens, k)][0]
        elif (
            bare in _STARTERS
            and common >= 2
            and shared >= 0.4
            and not (bare in _IN_HEADLINES and _title_case(tokens[:k]))
        ):
            score, at = 0.8 + shared, start
        elif common >= 3 and shared >= 0.6 and before[:1].islower() and len(before) > 2:
            score, at = shared, start
        else:
            continue
        if best is None or score > best[0]:
            best = (score, at)
    return best[1] if best else None


def _walk_back(tokens: list[tuple[int, str]], k: int) -> int:
    """A role and a given name before the name that starts the sentence belong to it."""
    at = k
    for j in range(k - 1, max(3, k - 5), -1):
        token = tokens[j][1]
        if not token[:1].isupper():
            break
        if token.casefold().strip(".,'’\"") in _ROLES:
            at = j
    return at


def _title_case(tokens: list[tuple[int, str]]) -> bool:
    """Whether a headline writes its words with capitals."""
    long = [t for _, t in tokens if len(t) > 3 and t[0].isalpha()]
    return len(long) >= 3 and sum(t[0].isupper() for t in long) >= 0.75 * len(long)


_STOPS = re.compile(r"[.!?][\"”’']?(?=\s+[A-Z\"“‘])")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|U\.S|[A-Z][a-z]{2}|Sept)\.$")


def _first_sentence(text: str) -> str:
    for found in _STOPS.finditer(text[:900]):
        if found.start() > 30 and not _ABBREVIATION.search(text[max(0, found.start() - 5) : found.start() + 1]):
            return text[: found.end()]
    return text[:900]
