"""Statements that stand in a sentence without a verb of their own: ages, roles, places, dates, items of a list."""

from collections.abc import Sequence
from itertools import pairwise

from variorum.data.claim_words import (
    DAY_WORDS,
    LIST_PREPOSITIONS,
    OCCASION_PREPOSITIONS,
    OFFICE_ENDINGS,
    OFFICES,
    PLACE_PREPOSITIONS,
    USUAL_TITLES,
)
from variorum.records.parse import Parse, Sentence, Token
from variorum.records.place import Extent
from variorum.records.reading import ClaimKind
from variorum.steps.claims.clauses import MAX_TOKENS, Clause
from variorum.steps.claims.tree import count_words, subtree, trimmed

_PLACES = frozenset(("GPE", "FAC", "LOC"))
_HYPHENS = frozenset(("-", "‑"))
_CLAUSES = frozenset(("relcl", "advcl", "acl", "conj"))
_DATES = frozenset(("DATE", "TIME"))
_SHARE = 3.0
"""A phrase is given its own claim where the clauses around it are longer by this factor, so that they are
about something else."""
_MAX_WORDS = 14


def phrases(
    parse: Parse, sentence: Sentence, around: Sequence[Clause], times: Sequence[Extent], seen: set[str]
) -> tuple[Clause, ...]:
    """The statements in one sentence that need no verb.

    Args:
        parse: The parse.
        sentence: One of its sentences.
        around: The sentence's clauses.
        times: Its time expressions.
        seen: What the article has told before: ages, roles, places and days are statements where they are
            first told. Updated.

    Returns:
        Phrases in reading order.
    """
    if sentence.last - sentence.first > MAX_TOKENS:
        return ()
    out: list[Clause] = []
    for t in parse.of(sentence):
        out += _role(parse, t, seen)
        out += _age(parse, t, seen)
        out += _occasion(parse, t, times, seen)
        out += _items(parse, t)
    out += _after_semicolons(parse, sentence)
    return tuple(c for c in out if _lost(parse, c, around))


def _lost(parse: Parse, phrase: Clause, around: Sequence[Clause]) -> bool:
    """Whether every clause around a phrase is so much longer that it speaks of something else."""
    mine = set(phrase.tokens)
    if not mine:
        return False
    n = _chars(parse, phrase)
    holding = [_chars(parse, c) for c in around if mine <= set(c.tokens)]
    return all(n * _SHARE <= m for m in holding)


def _chars(parse: Parse, clause: Clause) -> int:
    return sum(parse.tokens[i].end - parse.tokens[i].start + 1 for i in clause.tokens)


def _key(parse: Parse, tokens: Sequence[int]) -> str:
    return " ".join(parse.tokens[i].lemma.lower() for i in tokens)


def _first(seen: set[str], key: str) -> bool:
    if key in seen:
        return False
    seen.add(key)
    return True


def _role(parse: Parse, t: Token, seen: set[str]) -> list[Clause]:
    """A role before a name ("Harbour master Ada Venn") or a name or age beside a role."""
    out: list[Clause] = []
    if t.dep == "appos":
        up = parse.tokens[t.head]
        age = t.pos == "NUM" and up.pos == "PROPN" and t.text.isdigit() and 0 < int(t.text) < 120
        name = t.pos == "PROPN" and up.pos == "NOUN" and up.i < t.i and t.ent == "PERSON"
        if age or name:
            tokens = trimmed(parse, range(_left(parse, up), max(subtree(parse, t)) + 1))
            who = up.i if age else t.i
            if len(tokens) <= _MAX_WORDS and _first(seen, "role " + _key(parse, tokens)):
                out.append(Clause(ClaimKind.APPOSITION, t.i, tokens, who, who))
    if t.ent == "PERSON" and t.pos == "PROPN" and t.ent_begins:
        last = t.i
        while last + 1 < len(parse.tokens) and _continues(parse.tokens[last + 1]):
            last += 1
        first = t.i
        while first > 0 and parse.tokens[first - 1].sent == t.sent and _titles(parse.tokens[first - 1], first, last):
            first -= 1
        before = [parse.tokens[i] for i in range(first, t.i)]
        if before and _office(before[-1]):
            tokens = tuple(range(first, last + 1))
            if _first(seen, "role " + _key(parse, tokens[-1:])):
                out.append(Clause(ClaimKind.APPOSITION, last, tokens, last, last))
    return out


def _office(t: Token) -> bool:
    """Whether a word before a name tells more than a form of address, a country or a usual title."""
    if t.text.lower().rstrip(".") in USUAL_TITLES or t.ent in ("PERSON", "GPE", "NORP"):
        return False
    low = t.text.lower()
    return low in OFFICES or low.endswith(OFFICE_ENDINGS)


def _continues(t: Token) -> bool:
    return t.ent == "PERSON" and not t.ent_begins and t.tag not in ("POS",)


def _titles(t: Token, first: int, last: int) -> bool:
    """Whether a word before a name belongs to its title."""
    return t.dep in ("compound", "amod", "nmod") and first <= t.head <= last and t.pos in ("NOUN", "PROPN", "ADJ")


def _left(parse: Parse, noun: Token) -> int:
    """The first token of a noun phrase's run to the left of its head."""
    held = set(subtree(parse, noun))
    first = noun.i
    while first - 1 in held:
        before = parse.tokens[first - 1]
        if before.pos == "PUNCT" and before.text not in _HYPHENS:
            break
        first -= 1
    return first


def _age(parse: Parse, t: Token, seen: set[str]) -> list[Clause]:
    """A measure before a noun: "a 9-year-old pony", "the 40-tonne lorry"."""
    if t.pos not in ("NOUN", "PROPN") or t.dep in ("compound", "nmod", "amod", "npadvmod"):
        return []
    first = _left(parse, t)
    before = [parse.tokens[i] for i in range(first, t.i)]
    number = next((b for b in before if b.pos == "NUM" or b.text[0].isdigit()), None)
    if number is None or not any(b.text in _HYPHENS or "-" in b.text for b in before):
        return []
    if not any(c.isdigit() for b in before for c in b.text) and all("year" not in b.text for b in before):
        return []  # "three-way talks" measures nothing.
    tokens = trimmed(parse, range(first, t.i + 1))
    if not 2 <= len(tokens) <= _MAX_WORDS or not _first(seen, "age " + _key(parse, range(number.i, t.i + 1))):
        return []
    return [Clause(ClaimKind.MODIFIER, t.i, tokens, t.i, t.i)]


def _occasion(parse: Parse, t: Token, times: Sequence[Extent], seen: set[str]) -> list[Clause]:
    """A place or a day that a prepositional phrase tells."""
    dated = t.dep == "npadvmod" and t.ent in _DATES and t.pos in ("NOUN", "PROPN")
    if t.dep != "prep" and not dated:
        return []
    if t.dep == "prep" and t.text.lower() not in OCCASION_PREPOSITIONS:
        return []
    run = subtree(parse, t)
    inner = [i for i in run if parse.tokens[i].dep in _CLAUSES and parse.tokens[i].pos == "VERB"]
    if inner:
        run = subtree(parse, t, frozenset(inner))
    tokens = trimmed(parse, run)
    if not 2 <= count_words(parse, tokens) <= _MAX_WORDS:
        return []
    held = [parse.tokens[i] for i in tokens]
    days = [h for h in held if (h.ent in _DATES or _in(times, h)) and _tells_when(h)]
    places = [h for h in held if h.ent in _PLACES and (h.dep == "pobj" or h.head == t.i or _name_of(parse, h, t))]
    if t.text.lower() not in PLACE_PREPOSITIONS:
        places = []
    up = parse.tokens[t.head]
    # A place after a noun mostly belongs to it ("bases in the north"); after a verb it is told.
    if not days and not (places and up.pos in ("VERB", "AUX")):
        return []
    marks = days or places
    key = "occasion " + " ".join(sorted({m.lemma.lower() for m in marks if m.pos in ("PROPN", "NUM", "NOUN")}))
    return [Clause(ClaimKind.EVENT, t.i, tokens)] if _first(seen, key) else []


def _name_of(parse: Parse, word: Token, preposition: Token) -> bool:
    """Whether a word is part of the name that stands right under the preposition."""
    up = parse.tokens[word.head]
    return word.dep in ("compound", "nmod", "amod") and up.head == preposition.i and up.ent == word.ent


def _tells_when(t: Token) -> bool:
    """Whether a word of a time expression names a day or an hour, not a length of time."""
    low = t.text.lower().rstrip(".")
    return low in DAY_WORDS or low in ("a.m", "p.m", "am", "pm") or (low.isdigit() and len(low) == 4) or ":" in low


def _in(times: Sequence[Extent], t: Token) -> bool:
    return any(e.start <= t.start and t.end <= e.end for e in times)


def _items(parse: Parse, t: Token) -> list[Clause]:
    """The members of a list after "including", and the members after it."""
    if t.dep != "prep" or t.text.lower() not in LIST_PREPOSITIONS or t.text.lower() == "like":
        return []
    out: list[Clause] = []
    tokens = trimmed(parse, subtree(parse, t))
    if 2 <= count_words(parse, tokens) <= 3 * _MAX_WORDS:
        out.append(Clause(ClaimKind.ITEM, t.i, tokens, None, t.head))
    member = next((c for c in parse.children(t) if c.dep == "pobj"), None)
    while member is not None:
        following = next((c for c in parse.children(member) if c.dep == "conj"), None)
        cut = frozenset(c.i for c in parse.children(member) if c.dep in ("conj", "cc"))
        own = trimmed(parse, subtree(parse, member, cut))
        if (following is not None or out[1:]) and count_words(parse, own) >= 4:
            out.append(Clause(ClaimKind.ITEM, member.i, own, None, member.i))
        member = following
    return out


def _after_semicolons(parse: Parse, sentence: Sentence) -> list[Clause]:
    """The members of a list that semicolons part, where they have no verb."""
    cuts = [t.i for t in parse.of(sentence) if t.text == ";"]
    out: list[Clause] = []
    for first, last in pairwise([*cuts, sentence.last]):
        tokens = trimmed(parse, range(first + 1, last))
        finite = any(parse.tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") for i in tokens)
        if tokens and not finite and 3 <= count_words(parse, tokens) <= 2 * _MAX_WORDS:
            heads = [i for i in tokens if not first < parse.tokens[i].head < last]
            out.append(Clause(ClaimKind.ITEM, (heads or list(tokens))[0], tokens))
    return out
