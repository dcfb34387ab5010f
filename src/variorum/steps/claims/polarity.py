"""Whether a clause says that something is so, or that it is not.

Only what bears on the clause's own verb counts: a "not" inside a relative clause or before "only" does not.
Source: the cue types of Morante and Daelemans, ConanDoyle-neg (2012): particles, determiners, pronouns,
verbs and adjectives.
"""

from collections.abc import Iterable

from variorum.data.claim_words import (
    NEGATIVE_ADJECTIVES,
    NEGATIVE_DETERMINERS,
    NEGATIVE_OF_COMPLEMENT,
    NEGATIVE_PRONOUNS,
    NEGATIVE_VERBS,
    NEGATIVE_WITH_CLAUSE,
    NEGATORS,
    NO_BUT,
    NOT_BUT,
    RAISING,
)
from variorum.records.parse import Parse, Token
from variorum.records.reading import Polarity
from variorum.steps.claims.tree import base

_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "expl"})
_CHAIN = frozenset({"xcomp", "acomp", "oprd"})
_STEPS = 4


def verb_chain(parse: Parse, head: Token) -> tuple[Token, ...]:
    """The verb and what completes it without a subject of its own: "did not [appear] to be [attacking]"."""
    out = [head]
    for _ in range(_STEPS):
        following = next((c for c in parse.children(out[-1]) if c.dep in _CHAIN), None)
        if following is None:
            break
        out.append(following)
    return tuple(out)


def negators(parse: Parse, head: Token, held: frozenset[int]) -> tuple[int, ...]:
    """The tokens that negate a clause.

    Args:
        parse: The parse.
        head: The token that heads the clause.
        held: The clause's tokens; words outside it negate nothing in it.

    Returns:
        Places of the negating tokens, sorted; an even number of them affirms.
    """
    out: set[int] = set()
    for token in verb_chain(parse, head):
        if token.i not in held:
            continue
        out.update(_beside(parse, token))
        if _denies(parse, token):
            out.add(token.i)
    return tuple(sorted(i for i in out if i in held))


def _beside(parse: Parse, token: Token) -> Iterable[int]:
    for c in parse.children(token):
        low = c.text.lower()
        if low in NEGATORS and c.dep in ("neg", "advmod", "preconj", "cc"):
            following = parse.tokens[c.i + 1].text.lower() if c.i + 1 < len(parse.tokens) else ""
            if following not in NOT_BUT:
                yield c.i
        elif c.dep in _ARGUMENTS:
            if low in NEGATIVE_PRONOUNS:
                yield c.i
            yield from _no_noun(parse, c)
        elif c.dep == "advmod" and low in ("longer", "more"):
            yield from (g.i for g in parse.children(c) if g.text.lower() == "no" and low == "longer")


def _no_noun(parse: Parse, noun: Token) -> Iterable[int]:
    for c in parse.children(noun):
        low = c.text.lower()
        if low in NEGATIVE_DETERMINERS and c.dep in ("det", "neg") and base(noun) not in NO_BUT:
            following = parse.tokens[c.i + 1].text.lower()
            if following not in NO_BUT:
                yield c.i


def _denies(parse: Parse, token: Token) -> bool:
    lemma = base(token)
    if lemma == "rule":
        return any(c.text.lower() == "out" for c in parse.children(token))
    if token.pos == "VERB" and lemma in NEGATIVE_WITH_CLAUSE:
        return any(c.dep == "xcomp" for c in parse.children(token))
    if token.pos == "VERB" and lemma in NEGATIVE_VERBS:
        return lemma in NEGATIVE_OF_COMPLEMENT
    if token.dep in ("acomp", "oprd", "attr") or token.tag == "VBN":
        return token.text.lower() in NEGATIVE_ADJECTIVES
    return False


def outer_negators(parse: Parse, head: Token) -> tuple[int, ...]:
    """The tokens above a complement that deny it: "denied that P", "ruled out that P"."""
    up = parse.tokens[head.head]
    if head.dep not in ("ccomp", "acl", "pcomp", "xcomp") or up.i == head.i:
        return ()
    if base(up) in RAISING:
        return tuple(c.i for c in parse.children(up) if c.dep == "neg")
    return (up.i,) if base(up) in NEGATIVE_OF_COMPLEMENT else ()


def polarity_of(count: int) -> Polarity:
    """Affirmed for an even number of negations, denied for an odd one."""
    return Polarity.DENIED if count % 2 else Polarity.AFFIRMED
