"""The lexicon of attributing words, read from data/cues.toml."""

import tomllib
from functools import cache
from importlib import resources

import msgspec

from variorum.text.gazetteer import role_nouns


class VerbCue(msgspec.Struct, frozen=True):
    """What a verb may take as content.

    Attributes:
        kind: What the cue does to its content: said, shown, believed, wanted, judged.
        clause: A finite clause or marked words.
        infinitive: "to ..." or "...ing".
        object: A noun phrase.
        mark: Marked words only, at first hand or as a fragment.
        prepositions: Those that lead to content.
    """

    kind: str
    clause: bool
    infinitive: bool
    object: bool
    mark: bool
    prepositions: frozenset[str]


class NounCue(msgspec.Struct, frozen=True):
    """What a noun that carries an attribution does to its content."""

    kind: str


class Lexicon(msgspec.Struct, frozen=True):
    """All cue words, by lemma."""

    verbs: dict[str, VerbCue]
    nouns: dict[str, NounCue]
    adjectives: frozenset[str]
    documents: frozenset[str]
    adverbs: frozenset[str]
    crowds: frozenset[str]
    humans: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon; read once.

    Source: see the head of data/cues.toml.
    """
    data = tomllib.loads((resources.files("variorum.data") / "cues.toml").read_text(encoding="utf-8"))
    takes: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    for group in data["verbs"].values():
        for word in group["words"]:
            takes.setdefault(word, set()).update(group["takes"])
            kinds.setdefault(word, group["class"])
    prepositions: dict[str, list[str]] = data["prepositions"]
    for word in prepositions:
        takes.setdefault(word, set())
        kinds.setdefault(word, "said")
    verbs = {
        word: VerbCue(
            kind=kinds[word],
            clause="clause" in allowed,
            infinitive="infinitive" in allowed,
            object="object" in allowed,
            mark="clause" in allowed or "mark" in allowed,
            prepositions=frozenset(prepositions.get(word, ())),
        )
        for word, allowed in takes.items()
    }
    nouns: dict[str, NounCue] = {}
    for group in data["nouns"].values():
        for word in group["words"]:
            nouns.setdefault(word, NounCue(kind=group["class"]))
    return Lexicon(
        verbs=verbs,
        nouns=nouns,
        adjectives=frozenset(data["adjectives"]["words"]),
        documents=frozenset(data["documents"]["words"]),
        adverbs=frozenset(data["adverbs"]["words"]),
        crowds=frozenset(data["crowds"]["words"]),
        humans=frozenset(data["humans"]["words"]) | role_nouns(),
    )
