"""Deeds: what one named actor does to, or with, another."""

from collections.abc import Sequence

from variorum.records.act import Act
from variorum.records.parse import Parse, Token
from variorum.records.place import Extent
from variorum.records.reading import Claim, ClaimKind, Entity, EntityType, Time
from variorum.steps.relate.who import ACTORS, People
from variorum.steps.relate.words import Relation, deed_of

_KINDS = frozenset(
    {
        ClaimKind.SENTENCE,
        ClaimKind.MAIN,
        ClaimKind.COMPLEMENT,
        ClaimKind.CONJUNCT,
        ClaimKind.RELATIVE,
        ClaimKind.ADVERBIAL,
        ClaimKind.PARTICIPIAL,
    }
)
_DOERS = ACTORS | {EntityType.OUTLET}
_PERSONS = frozenset({EntityType.PERSON})
_BODIES = frozenset({EntityType.ORGANISATION, EntityType.FRAMEWORK, EntityType.OUTLET})
_PLACES = frozenset({EntityType.COUNTRY, EntityType.PLACE})
# Whom a deed can be done to, where not to every actor.
_TAKES = {
    "speaks with": _PERSONS | {EntityType.COUNTRY},
    "succeeds": _PERSONS,
    "appoints": _PERSONS,
    "dismisses": _PERSONS,
    "arrests": _PERSONS,
    "kills": _PERSONS,
    "joins": _BODIES,
    "leaves": _BODIES,
    "buys": _BODIES,
    "leads": _BODIES | {EntityType.COUNTRY},
    "visits": _PLACES | _PERSONS | _BODIES,
    "sends": _PERSONS,
    "attacks": _PLACES | _PERSONS | _BODIES,
}
_COMPLEMENTS = ("oprd", "ccomp", "xcomp", "attr")


def find_deeds(parse: Parse, claims: Sequence[Claim], times: Sequence[Time], *, people: People) -> list[Act]:
    """One act for each claim in which a named actor does something to another named one.

    Args:
        parse: The article's parse.
        claims: Its claims.
        times: Its time expressions.
        people: Who is meant by which word.
    """
    best: dict[int, Claim] = {}
    for c in claims:
        if c.kind in _KINDS and c.predicate:
            old = best.get(c.head)
            if old is None or (len(c.tokens), c.id) < (len(old.tokens), old.id):
                best[c.head] = c
    out: list[Act] = []
    for head in sorted(best):
        verb = parse.tokens[head]
        found = deed_of(parse, verb) if verb.pos == "VERB" and not _open(parse, verb) else None
        if found is not None:
            out += _acts(parse, best[head], verb, *found, times, people)
    return out


def _open(parse: Parse, verb: Token) -> bool:
    """Whether the verb tells no fact: a condition, a question, a wish, a bare infinitive."""
    below = parse.children(verb)
    if any(k.dep == "mark" and k.text.lower() in ("if", "whether", "unless", "lest") for k in below):
        return True
    if any(k.dep == "aux" and k.tag in ("MD", "TO") for k in below):
        return True
    return verb.tag == "VB" and not any(k.dep == "aux" and k.lemma == "do" for k in below)


def _acts(
    parse: Parse,
    claim: Claim,
    verb: Token,
    relation: Relation,
    preposition: Token | None,
    times: Sequence[Time],
    people: People,
) -> list[Act]:
    below = parse.children(verb)
    passive = any(k.dep in ("nsubjpass", "auxpass") for k in below)
    if passive:
        doers = _agent(parse, below, people)
        whom = next((k for k in below if k.dep == "nsubjpass"), None)
        if preposition is not None:
            return []
    else:
        subject = claim.subject if claim.subject is not None else None
        doers = people.actors(parse.tokens[subject]) if subject is not None else ()
        whom = _object(parse, verb, below, preposition)
        if relation.name in ("speaks with", "dismisses") and any(k.dep in _COMPLEMENTS for k in below):
            return []
    if whom is None:
        return []
    objects = people.actors(whom)
    allowed = _TAKES.get(relation.name, _DOERS)
    if (
        not doers
        or not objects
        or any(e.type not in _DOERS for e in doers)
        or any(e.type not in allowed for e in objects)
    ):
        return []
    place = _place(parse, claim, verb)
    held = tuple(dict.fromkeys(t.value for t in times if place.start <= t.start and t.end <= place.end))
    return [
        Act(
            article=parse.article,
            actor=doer.id,
            relation=relation.name,
            deed=True,
            object=target.id,
            together=tuple(sorted(e.id for e in doers if e.id != doer.id)),
            polarity=claim.polarity,
            certainty=claim.certainty,
            attribution=claim.attribution,
            times=held,
            place=place,
            claims=(claim.id,),
        )
        for doer in doers
        for target in objects
        if doer.id != target.id
    ]


def _agent(parse: Parse, below: Sequence[Token], people: People) -> tuple[Entity, ...]:
    for k in below:
        if k.dep == "agent":
            for p in parse.children(k):
                if p.dep == "pobj":
                    return people.actors(p)
    return ()


def _object(parse: Parse, verb: Token, below: Sequence[Token], preposition: Token | None) -> Token | None:
    if preposition is not None:
        return next((p for p in parse.children(preposition) if p.dep == "pobj"), None)
    return next((k for k in below if k.dep == "dobj" and k.i > verb.i), None)


def _place(parse: Parse, claim: Claim, verb: Token) -> Extent:
    """The clause, from its subject on where that stands in the same sentence."""
    start = min(s.start for s in claim.spans)
    end = max(s.end for s in claim.spans)
    if claim.subject is not None and parse.tokens[claim.subject].sent == verb.sent:
        first = min(t.start for t in parse.subtree(parse.tokens[claim.subject]) if t.i <= claim.subject)
        start = min(start, first)
    return Extent(start, end)
