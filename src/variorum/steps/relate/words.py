"""The relations and the words that state them, from `variorum/data/relations.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from variorum.records.parse import Parse, Token
from variorum.records.reading import Certainty


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """One relation.

    Attributes:
        name: As it stands on the map ("promises").
        deed: Whether it is done to another actor.
        both: Whether it is done together.
        certainty: What an edge has where the claim says no more, or None.
    """

    name: str
    deed: bool
    both: bool = False
    certainty: Certainty | None = None


class _Lists(msgspec.Struct, frozen=True, kw_only=True):
    positions: dict[str, Relation]
    deeds: dict[str, Relation]
    nouns: dict[str, Relation]
    particles: frozenset[str]


@cache
def _lists() -> _Lists:
    data = tomllib.loads(files("variorum.data").joinpath("relations.toml").read_text(encoding="utf-8"))
    positions: dict[str, Relation] = {}
    deeds: dict[str, Relation] = {}
    nouns: dict[str, Relation] = {}
    for name, row in data["positions"].items():
        relation = Relation(
            name=name, deed=False, certainty=Certainty(row["certainty"]) if row.get("certainty") else None
        )
        for verb in row["verbs"]:
            positions.setdefault(verb, relation)
        for noun in row.get("nouns", ()):
            nouns.setdefault(noun, relation)
    for name, row in data["deeds"].items():
        relation = Relation(name=name, deed=True, both=row.get("both", False))
        for verb in row["verbs"]:
            deeds.setdefault(verb, relation)
    particles = frozenset(w for v in (*positions, *deeds) for w in v.split()[1:])
    return _Lists(positions=positions, deeds=deeds, nouns=nouns, particles=particles)


def _phrases(parse: Parse, verb: Token) -> list[tuple[str, Token | None]]:
    """The verb with each word that may belong to it, the longest first, then alone; and the preposition, if one."""
    out: list[tuple[str, Token | None]] = []
    below = parse.children(verb)
    particle = next((t for t in below if t.dep == "prt"), None)
    base = f"{verb.lemma.lower()} {particle.text.lower()}" if particle else verb.lemma.lower()
    for t in below:
        if t.dep in ("prep", "dative") and t.i > verb.i and t.text.lower() in _lists().particles:
            for k in below:
                if k.dep in ("dobj", "attr", "acomp") and verb.i < k.i < t.i:
                    out.append((f"{base} {k.lemma.lower()} {t.text.lower()}", t))
            out.append((f"{base} {t.text.lower()}", t))
    for k in below:
        if k.dep in ("dobj", "acomp") and k.i > verb.i:
            out.append((f"{base} {k.lemma.lower()}", None))
    out.append((base, None))
    return out


def position_of(parse: Parse, token: Token) -> Relation | None:
    """The position that a verb, or a noun with a possessor, states; None where it states none."""
    if token.pos in ("NOUN", "PROPN"):
        return _lists().nouns.get(token.lemma.lower())
    for phrase, _ in _phrases(parse, token):
        found = _lists().positions.get(phrase)
        if found is not None:
            return found
    return None


def deed_of(parse: Parse, verb: Token) -> tuple[Relation, Token | None] | None:
    """The deed that a verb states, and the preposition before the one it is done to (None: its object)."""
    for phrase, preposition in _phrases(parse, verb):
        found = _lists().deeds.get(phrase)
        if found is not None:
            return found, preposition
    return None
