"""How surely a clause is said, by the words that govern its verb.

Source: the scale and the governing classes follow Saurí and Pustejovsky, FactBank (2009).
"""

from collections.abc import Iterator, Sequence

from variorum.data import claim_words as words
from variorum.records.parse import Parse, Token
from variorum.records.reading import Certainty
from variorum.steps.claims.polarity import verb_chain
from variorum.steps.claims.tree import base

# The first of these that is found decides: hearsay colours the whole clause, a tense only its time.
_ORDER = (
    Certainty.ALLEGED,
    Certainty.REPORTED,
    Certainty.HOPED,
    Certainty.POSSIBLE,
    Certainty.PLEDGED,
    Certainty.PLANNED,
)
_STEPS = 6


def certainty_of(
    parse: Parse, head: Token, held: frozenset[int], cues: Sequence[str] = ()
) -> tuple[Certainty, tuple[int, ...]]:
    """The certainty of a clause.

    Args:
        parse: The parse.
        head: The token that heads the clause.
        held: The clause's tokens.
        cues: Words that attribute the clause to somebody.

    Returns:
        The certainty, and the places of the words that make it so (they may stand outside the clause).
    """
    found: dict[Certainty, set[int]] = {}
    for token in verb_chain(parse, head):
        for kind, at in _inside(parse, token):
            if at in held:
                found.setdefault(kind, set()).add(at)
    for kind, at in _above(parse, head):
        found.setdefault(kind, set()).add(at)
    if any(w.startswith(("alleg", "accus")) for cue in cues for w in cue.lower().split()):
        found.setdefault(Certainty.ALLEGED, set())
    for kind in _ORDER:
        if kind in found:
            return kind, tuple(sorted(found[kind]))
    return Certainty.STATED, ()


def _inside(parse: Parse, token: Token) -> Iterator[tuple[Certainty, int]]:
    children = parse.children(token)
    lemma = base(token)
    low = token.text.lower()
    passive = any(c.dep == "auxpass" for c in children)
    governs = any(
        c.dep in ("xcomp", "ccomp") or (c.dep == "prep" and c.text.lower() in ("for", "on", "to")) for c in children
    )
    for c in children:
        yield from _adverb(parse, c)
        if c.dep in ("aux", "auxpass"):
            yield from _modal(parse, token, c)
        elif c.dep in ("dobj", "attr", "oprd", "pobj"):
            yield from _noun(parse, c)
        elif c.dep == "prep":
            for g in parse.children(c):
                if g.dep == "pobj" and lemma not in words.SPEECH_VERBS:
                    yield from _noun(parse, g)
    if token.dep in ("acomp", "oprd", "amod") and lemma in words.POSSIBLE_ADJECTIVES:
        yield Certainty.POSSIBLE, token.i
    if token.pos == "NOUN":
        yield from _noun(parse, token)
    if lemma == "rule" and any(c.text.lower() == "out" for c in children):
        yield Certainty.POSSIBLE, token.i
    if token.pos not in ("VERB", "AUX", "ADJ"):
        return
    if passive and governs:
        if lemma in words.REPORTED_PASSIVES and any(c.dep in ("xcomp", "ccomp") for c in children):
            yield Certainty.REPORTED, token.i
        elif lemma in words.ALLEGED or lemma == "suspect":
            yield Certainty.ALLEGED, token.i
        elif lemma in ("expect", "anticipate", "estimate", "presume", "assume"):
            yield Certainty.POSSIBLE, token.i
        elif lemma in words.PLANNED_PASSIVES:
            yield Certainty.PLANNED, token.i
    elif token.pos in ("VERB", "AUX"):
        yield from _active(parse, token, lemma, governs)
    elif low in ("set", "due", "bound", "poised", "ready") and any(c.dep == "xcomp" for c in children):
        yield Certainty.PLANNED, token.i


def _active(parse: Parse, token: Token, lemma: str, governs: bool) -> Iterator[tuple[Certainty, int]]:
    children = parse.children(token)
    if lemma in words.HOPED and (governs or any(c.dep == "dobj" for c in children)):
        yield Certainty.HOPED, token.i
    elif lemma in words.PLANNED and any(c.dep == "xcomp" and _to(parse, c) for c in children):
        yield Certainty.PLANNED, token.i
    elif lemma in words.PLEDGED and (lemma != "agree" or any(c.dep == "xcomp" for c in children)):
        if governs or any(c.dep == "dobj" for c in children):
            yield Certainty.PLEDGED, token.i
    elif (lemma in ("appear", "seem") and governs) or (
        lemma in words.POSSIBLE and any(c.dep in ("xcomp", "ccomp") for c in children)
    ):
        yield Certainty.POSSIBLE, token.i
    elif lemma == "allege":
        yield Certainty.ALLEGED, token.i
    elif (lemma == "be" or token.text.lower() == "going") and any(c.dep == "xcomp" and _to(parse, c) for c in children):
        yield Certainty.PLANNED, token.i


def _to(parse: Parse, token: Token) -> bool:
    return any(c.tag == "TO" for c in parse.children(token))


def _adverb(parse: Parse, c: Token) -> Iterator[tuple[Certainty, int]]:
    if c.dep not in ("advmod", "npadvmod", "amod", "acomp"):
        return
    low = c.text.lower()
    if low in words.REPORTED_ADVERBS:
        yield Certainty.REPORTED, c.i
    elif low in words.ALLEGED_ADVERBS:
        yield Certainty.ALLEGED, c.i
    elif low in words.POSSIBLE_ADVERBS and c.dep == "advmod":
        yield Certainty.POSSIBLE, c.i


def _modal(parse: Parse, verb: Token, aux: Token) -> Iterator[tuple[Certainty, int]]:
    low = aux.text.lower()
    perfect = any(c.dep == "aux" and c.lemma == "have" for c in parse.children(verb))
    if low in words.POSSIBLE_MODALS:
        # "could not see" is a fact; "could not have seen" and "may not see" are not.
        if low != "could" or perfect or not any(c.dep == "neg" for c in parse.children(verb)):
            yield Certainty.POSSIBLE, aux.i
    elif low in ("would", "’d", "'d"):
        # "would have fallen" and "would fall if" are suppositions; "would meet" in a past report is the future.
        open_clause = any(
            g.text.lower() in words.OPEN_MARKS
            for c in parse.children(verb)
            if c.dep == "advcl"
            for g in parse.children(c)
            if g.dep == "mark"
        )
        yield (Certainty.POSSIBLE if perfect or open_clause else Certainty.PLANNED), aux.i
    elif low in ("will", "’ll", "'ll", "wo", "shall"):
        yield Certainty.PLANNED, aux.i


def _noun(parse: Parse, noun: Token) -> Iterator[tuple[Certainty, int]]:
    lemma = base(noun)
    children = parse.children(noun)
    opens = any(
        c.dep in ("acl", "relcl", "advcl", "ccomp") or (c.dep == "prep" and c.text.lower() in ("of", "to", "for"))
        for c in children
    )
    if not opens:
        return
    if lemma in words.HOPED_NOUNS:
        yield Certainty.HOPED, noun.i
    elif lemma in words.PLEDGED_NOUNS:
        yield Certainty.PLEDGED, noun.i
    elif lemma in words.PLANNED_NOUNS:
        yield Certainty.PLANNED, noun.i
    elif lemma in ("possibility", "likelihood", "prospect", "chance", "expectation", "suspicion"):
        yield Certainty.POSSIBLE, noun.i


def _above(parse: Parse, head: Token) -> Iterator[tuple[Certainty, int]]:
    """What governs a clause from outside: "he hopes [that P]", "the allegation [that P]", "if [P]"."""
    for c in parse.children(head):
        if c.dep == "mark" and c.text.lower() in words.OPEN_MARKS:
            yield Certainty.POSSIBLE, c.i
    token = head
    for _ in range(_STEPS):
        if token.head == token.i:
            return
        up = parse.tokens[token.head]
        if token.dep in ("ccomp", "xcomp", "acl", "pcomp"):
            lemma = base(up)
            if up.pos in ("NOUN", "PROPN"):
                yield from _noun(parse, up)
                if lemma in words.ALLEGED_NOUNS:
                    yield Certainty.ALLEGED, up.i
            elif lemma in words.SPEECH_VERBS - words.POSSIBLE:
                if lemma == "allege":
                    yield Certainty.ALLEGED, up.i
                return
            else:
                yield from _inside(parse, up)
        elif token.dep == "conj":
            # A second verb after "hopes to": the first one's governor is its own as well.
            if token.tag not in ("VB", "VBG"):
                return
            for c in parse.children(up):
                if c.dep == "aux" and not any(g.dep == "aux" for g in parse.children(token)):
                    yield from _modal(parse, up, c)
        elif token.dep == "advcl" and token.tag == "VBG" and not any(c.dep == "mark" for c in parse.children(token)):
            # "will leave, causing …": what comes of it is no surer.
            yield from _inside(parse, up)
        elif token.dep != "prep":
            return
        token = up
