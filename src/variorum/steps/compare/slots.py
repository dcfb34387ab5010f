"""Words in like places: what modifies a shared noun, who acts in a shared verb, what it acts on."""

from collections.abc import Sequence
from dataclasses import dataclass

from variorum.records.parse import Token
from variorum.records.reading import EntityType
from variorum.steps.compare.telling import Telling
from variorum.text.name_index import NameIndex

MODIFIERS = frozenset({"amod", "compound", "advmod", "det", "nmod", "predet", "quantmod"})
LONGEST = 6
"""Tokens from a modifier to its noun beyond which the two are not shown as one phrase."""


@dataclass(frozen=True)
class Filler:
    """What stands in a slot of one report's claim.

    Attributes:
        telling: The report's telling.
        token: The word.
        key: What it stands for: an entity's id, or its lemma.
        words: The name of the entity, or the word as it is written.
        type: The entity's type, or None.
    """

    telling: Telling
    token: Token
    key: str
    words: str
    type: EntityType | None


def modified(tellings: Sequence[Telling]) -> dict[str, dict[str, dict[str, Token]]]:
    """For each content word that two reports and more use: by report, the lemmas that modify it there.

    A report that uses the word bare has an empty mapping.
    """
    heads: dict[str, dict[str, dict[str, Token]]] = {}
    for t in tellings:
        held = {k.i for k in t.tokens}
        for lemma in t.content:
            heads.setdefault(lemma, {}).setdefault(t.id, {})
        for k in t.tokens:
            if k.dep in MODIFIERS and k.head != k.i and k.head in held and not _approximates(t, k):
                mine = heads.get(t.parse.tokens[k.head].lemma.lower(), {}).get(t.id)
                if mine is not None:
                    mine.setdefault(k.lemma.lower(), k)
    return {lemma: by for lemma, by in sorted(heads.items()) if len(by) > 1}


def _approximates(t: Telling, k: Token) -> bool:
    """Whether a word stands before a number ("some 30 goats"): that is the number's affair."""
    return k.i + 1 < len(t.parse.tokens) and t.parse.tokens[k.i + 1].pos == "NUM"


def written(t: Telling, token: Token) -> str:
    """A modifier with its noun, as the report writes them, hyphenated parts included."""
    head = t.parse.tokens[token.head]
    first, last = sorted((token.i, head.i))
    while first > 1 and t.parse.tokens[first - 1].text in {"-", "‑", "–"}:
        first -= 2
    return t.parse.words(first, last + 1) if last - first < LONGEST else token.text


def bare(t: Telling, lemma: str) -> str:
    """A word as the report first writes it."""
    return next((k.text for k in t.tokens if k.lemma.lower() == lemma), lemma)


def filler(t: Telling, place: int | None, names: NameIndex) -> Filler | None:
    """What stands at a token, None for pronouns, whose meaning another step must settle."""
    if place is None:
        return None
    token = t.parse.tokens[place]
    if token.pos not in {"NOUN", "PROPN"}:
        return None
    entity = names.at(t.id, token.start, token.end)
    if entity is not None:
        return Filler(t, token, entity.id, entity.name, entity.type)
    return Filler(t, token, token.lemma.lower(), token.text, None)
