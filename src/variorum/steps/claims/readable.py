"""A claim's words, readable alone."""

import re

from variorum.data.claim_words import CONNECTIVES, FACTUAL_MARKS
from variorum.records.parse import Parse, Token
from variorum.records.reading import ClaimKind
from variorum.steps.claims.clauses import Clause, is_effect
from variorum.steps.claims.finite import be, in_past, with_subject
from variorum.steps.claims.tree import noun_phrase, own_subject
from variorum.steps.claims.words import joined, noun_words, plural, sentence_case

_AGE = re.compile(r"(\w+)[-‑ ]years?[-‑ ]old\b")


def claim_text(parse: Parse, clause: Clause) -> str:
    """The words of a clause as a sentence by itself.

    A relative pronoun gives way to its noun, a participle gets its subject and a finite form, a subordinator
    and a connective at the start are left out.
    """
    head = parse.tokens[clause.head]
    tokens = list(clause.tokens)
    if clause.kind is ClaimKind.RELATIVE:
        return sentence_case(_relative(parse, clause, tokens))
    if clause.kind is ClaimKind.APPOSITION:
        return sentence_case(_apposition(parse, clause, tokens))
    if clause.kind is ClaimKind.EVENT:
        first = parse.tokens[tokens[0]]
        lower = {} if first.pos in ("PROPN", "NUM") else {first.i: first.text.lower()}
        return sentence_case("It was " + joined(parse, tokens, lower))
    if clause.kind in (ClaimKind.ITEM, ClaimKind.MODIFIER):
        return sentence_case(_member(parse, clause, tokens))
    if clause.kind is ClaimKind.PURPOSE:
        return sentence_case("The aim was " + joined(parse, tokens))
    tokens = _without_lead(parse, tokens, clause)
    if not tokens:
        tokens = list(clause.tokens)
    if clause.subject is None and is_effect(parse, head):
        return sentence_case(with_subject(parse, clause, head, tokens))
    if own_subject(parse, head) in clause.tokens or clause.subject is None:
        return sentence_case(joined(parse, tokens, _spoke(parse, clause, head)))
    return sentence_case(with_subject(parse, clause, head, tokens))


def with_name(text: str, name: str | None) -> str:
    """The words with a name in the place of the pronoun that opens them: "He hopes so" gives "Mira Holt hopes so"."""
    first, _, rest = text.partition(" ")
    return f"{name} {rest}" if name and rest and first in ("He", "She") else text


def _measure(parse: Parse, clause: Clause, tokens: list[int]) -> str:
    """A measure before a noun: "a 9-year-old pony" gives "The pony was 9 years old"."""
    head = parse.tokens[clause.head]
    words = joined(parse, tokens)
    was = in_past(parse, head)
    age = _AGE.search(words)
    if age:
        noun = words[age.end() :].strip() or head.text
        return f"The {noun} {be(parse, clause.head, was)} {age.group(1)} years old"
    return f"{'They' if plural(parse, clause.head) else 'It'} {be(parse, clause.head, was)} {words}"


def _spoke(parse: Parse, clause: Clause, head: Token) -> dict[int, str]:
    """Another verb where what was said is told elsewhere: "X said on Monday" gives "X spoke on Monday"."""
    if clause.kind is not ClaimKind.MAIN or head.tag != "VBD" or head.lemma not in ("say", "tell"):
        return {}
    if all(c.i in clause.tokens for c in parse.children(head) if c.dep == "ccomp"):
        return {}
    return {head.i: "spoke" if head.lemma == "say" else "spoke to"}


def _member(parse: Parse, clause: Clause, tokens: list[int]) -> str:
    """An item of a list: "including Q" after a noun gives "N includes Q"."""
    head = parse.tokens[clause.head]
    if clause.kind is ClaimKind.MODIFIER:
        return _measure(parse, clause, tokens)
    if clause.antecedent is None or head.text.lower() != "including" or tokens[0] != head.i:
        return joined(parse, tokens)
    if parse.tokens[clause.antecedent].pos not in ("NOUN", "PROPN"):
        return joined(parse, tokens)
    verb = "include" if plural(parse, clause.antecedent) else "includes"
    cut = [i for i in noun_phrase(parse, clause.antecedent) if i < head.i]
    return f"{joined(parse, cut)} {verb} {joined(parse, tokens[1:])}"


def _without_lead(parse: Parse, tokens: list[int], clause: Clause) -> list[int]:
    """The tokens without a connective at the start, and for a subordinate clause without its subordinator."""
    if len(tokens) > 2 and parse.tokens[tokens[0]].pos == "ADP" and parse.tokens[tokens[1]].text.lower() == "which":
        tokens = tokens[2:]
    while len(tokens) > 1:
        t = parse.tokens[tokens[0]]
        low = t.text.lower()
        lead = t.dep == "advmod" and low in CONNECTIVES and parse.tokens[tokens[1]].text == ","
        if lead or t.text in (",", ";", ":", "–", "—", "-") or t.dep == "cc":
            tokens = tokens[1:]
            continue
        break
    if clause.kind not in (ClaimKind.ADVERBIAL, ClaimKind.COMPLEMENT, ClaimKind.CONJUNCT):
        return tokens
    head = parse.tokens[clause.head]
    for n, i in enumerate(tokens[:8]):
        t = parse.tokens[i]
        mark = t.head == head.i and (t.dep == "mark" or t.tag == "WRB")
        before = t.i == head.head and t.dep == "prep" and head.dep == "pcomp"
        low = t.text.lower()
        if i < head.i and ((mark and low in FACTUAL_MARKS) or (before and low != "without")):
            return tokens[n + 1 :]
    return tokens


def _relative(parse: Parse, clause: Clause, tokens: list[int]) -> str:
    if clause.antecedent is None:
        return joined(parse, tokens)
    noun = noun_words(parse, clause.antecedent)
    head = parse.tokens[clause.head]
    for i in tokens:
        t = parse.tokens[i]
        if i > head.i:
            break
        if t.tag not in ("WP", "WDT", "WP$", "WRB") and not (t.text.lower() == "that" and t.pos in ("PRON", "SCONJ")):
            continue
        if t.dep in ("nsubj", "nsubjpass"):
            return joined(parse, tokens, {i: noun})
        if t.tag == "WP$":
            return joined(parse, tokens, {i: noun + "’s"})
        if t.dep == "pobj":
            return joined(parse, tokens, {i: noun})
        rest = [k for k in tokens if k != i]
        if t.tag == "WRB":
            return joined(parse, rest) + (f" in {noun}" if t.text.lower() == "where" else "")
        return _object_in_place(parse, head, rest, noun)
    return _object_in_place(parse, head, tokens, noun)


def _object_in_place(parse: Parse, head: Token, tokens: list[int], noun: str) -> str:
    """The clause with the noun where its verb or its stranded preposition wants it."""
    held = set(tokens)
    at = head.i
    for i in tokens:
        t = parse.tokens[i]
        if t.dep == "prep" and not parse.children(t) and i > head.i and t.i in held:
            at = i
    if noun.split()[-1].lower() in ("time", "way", "day", "moment", "reason", "place", "year", "times", "point"):
        return joined(parse, tokens)
    if at == head.i and any(
        c.dep in ("dobj", "attr", "acomp") and c.i in held and c.ent not in ("DATE", "TIME")
        for c in parse.children(head)
    ):
        return joined(parse, tokens)
    return joined(parse, tokens, {at: f"{parse.tokens[at].text} {noun}"})


def _apposition(parse: Parse, clause: Clause, tokens: list[int]) -> str:
    """Two names of one thing: "X is a former minister"."""
    if clause.antecedent is None:
        return joined(parse, tokens)
    host = parse.tokens[clause.antecedent]
    own = set(_name(parse, host) if host.ent == "PERSON" else noun_phrase(parse, host.i))
    rest = [i for i in tokens if i not in own]
    while rest and parse.tokens[rest[0]].pos == "PUNCT":
        rest = rest[1:]
    while rest and parse.tokens[rest[-1]].pos == "PUNCT":
        rest = rest[:-1]
    noun = joined(parse, sorted(own)) if host.ent == "PERSON" else noun_words(parse, host.i)
    years = " years old" if len(rest) == 1 and parse.tokens[rest[0]].pos == "NUM" else ""
    verb = be(parse, None if host.ent == "PERSON" else host.i, in_past(parse, host))
    lower = {i: parse.tokens[i].text.lower() for i in rest[:1] if parse.tokens[i].pos == "DET"}
    return f"{noun} {verb} {joined(parse, rest, lower)}{years}"


def _name(parse: Parse, token: Token) -> list[int]:
    """The tokens of the name that a token ends or stands in."""
    first = last = token.i
    while first > 0 and parse.tokens[first].ent == "PERSON" and not parse.tokens[first].ent_begins:
        first -= 1
    while last + 1 < len(parse.tokens) and _goes_on(parse.tokens[last + 1]):
        last += 1
    return list(range(first, last + 1))


def _goes_on(t: Token) -> bool:
    return t.ent == "PERSON" and not t.ent_begins and t.tag != "POS"
