"""Reading a sentence's dependency tree: subjects, objects, subtrees, trimmed stretches."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from variorum.data.claim_words import FACTUAL_MARKS
from variorum.records.parse import Parse, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = ("dobj", "attr", "acomp", "oprd", "dative")
# What hangs on a noun as a statement of its own.
LOOSE = frozenset({"relcl", "acl", "appos", "advcl", "parataxis", "ccomp", "cc", "conj", "punct"})
_UNLIKE_PEOPLE = frozenset({"DATE", "TIME", "MONEY", "PERCENT"})
_STEPS = 12  # How far up a lent subject is looked for; deeper chains are parser errors.
_PARTNERS = {"“": "”", "‘": "’", "«": "»", "„": "“”", "(": ")", "[": "]", '"': '"', "'": "'"}
_CLOSERS = frozenset("”»)]")


def base(token: Token) -> str:
    """A word's base form in lower case, with the tagger's commonest error mended."""
    return "hope" if token.lemma == "hop" and token.text.lower().startswith("hop") else token.lemma.lower()


def is_word(token: Token) -> bool:
    """Whether a token is more than a mark or white space."""
    return token.pos not in ("PUNCT", "SPACE") and any(c.isalnum() for c in token.text)


def count_words(parse: Parse, tokens: Iterable[int]) -> int:
    """How many of the tokens are words."""
    return sum(is_word(parse.tokens[i]) for i in tokens)


def subtree(parse: Parse, token: Token, without: frozenset[int] = frozenset()) -> list[int]:
    """The places of `token` and all below it, but for the subtrees of `without`, sorted."""
    out = [token]
    for t in out:
        out.extend(c for c in parse.children(t) if c.i not in without)
    return sorted(t.i for t in out)


def own_subject(parse: Parse, head: Token) -> int | None:
    """The token that heads a verb's own subject."""
    found = [c for c in parse.children(head) if c.dep in SUBJECTS]
    return min(found, key=lambda c: (c.dep == "expl", c.i)).i if found else None


def is_verbal(parse: Parse, token: Token) -> bool:
    """Whether a token heads a clause."""
    return token.pos in ("VERB", "AUX") or own_subject(parse, token) is not None


# Verbs that only one who speaks can do; they take no passive from the clause that was spoken.
_SPOKEN_ACTS = frozenset(
    "pledge vow promise say add insist argue stress warn agree note claim maintain reiterate".split()
)


def resumes_report(parse: Parse, head: Token) -> Token | None:
    """The verb of report that a verb is really joined to, where the parser joined it to the reported clause.

    "She noted that the pact had been widened and pledged to go on": the one who pledged is she, for what was
    noted is in the passive and a pledge is not.
    """
    if head.dep != "conj" or head.lemma.lower() not in _SPOKEN_ACTS or own_subject(parse, head) is not None:
        return None
    reported = parse.tokens[head.head]
    if reported.dep != "ccomp" or not any(c.dep == "auxpass" for c in parse.children(reported)):
        return None
    if any(c.dep in ("aux", "auxpass") for c in parse.children(head)):
        return None
    return parse.tokens[reported.head]


def lent_subject(parse: Parse, head: Token) -> int | None:
    """The head of a verb's subject, its own or that of the verb above it that shares it.

    A relative pronoun stands for the noun that its clause hangs on; a participle's subject is that noun too;
    who does what an infinitive or "after …-ing" says is the subject of the finite verb above.
    """
    for _ in range(_STEPS):
        found = own_subject(parse, head)
        if found is not None and parse.tokens[found].dep != "expl":
            token = parse.tokens[found]
            if token.tag in ("WP", "WDT") or (token.text.lower() == "that" and head.dep == "relcl"):
                return _noun_above(parse, head)
            return found
        if head.dep in ("relcl", "acl") and not infinitive(parse, head):
            return noun_of(parse, head)
        if head.head == head.i:
            return None
        report = resumes_report(parse, head)
        if report is not None:
            head = report
            continue
        up = parse.tokens[head.head]
        if head.dep == "xcomp":
            # "asked him to leave": the object is the one who leaves.
            lent = next((c.i for c in parse.children(up) if c.dep == "dobj"), None)
            if lent is not None:
                return lent
        elif head.dep not in ("conj", "advcl", "ccomp", "parataxis", "acl", "relcl", "pcomp", "prep"):
            return None
        for _ in range(_STEPS):
            if up.head == up.i or up.pos in ("VERB", "AUX"):
                break
            up = parse.tokens[up.head]
        head = up
    return None


def infinitive(parse: Parse, token: Token) -> bool:
    """Whether "to" stands before a verb."""
    return any(c.tag == "TO" and c.i < token.i for c in parse.children(token))


def _noun_above(parse: Parse, head: Token) -> int | None:
    for _ in range(_STEPS):
        if head.dep in ("relcl", "acl"):
            return noun_of(parse, head)
        if head.head == head.i:
            return None
        head = parse.tokens[head.head]
    return None


def noun_of(parse: Parse, head: Token) -> int:
    """The noun that a relative clause speaks of.

    "On 5 May, Holt - who was elected": the parser hangs the clause on the day, but "who" is a person, the last one
    named before it.
    """
    up = parse.tokens[head.head]
    who = next((c for c in parse.children(head) if c.text.lower() in ("who", "whom")), None)
    if who is None or up.ent not in _UNLIKE_PEOPLE:
        return up.i
    people = [t.i for t in parse.tokens[up.i + 1 : who.i] if t.ent == "PERSON"]
    return people[-1] if people else up.i


def without_gaps(parse: Parse, tokens: Sequence[int]) -> tuple[int, ...]:
    """The tokens without the commas and dashes that stood around what is cut out between them."""
    drop: set[int] = set()
    for a, b in pairwise(tokens):
        if b == a + 1:
            continue
        drop.update(i for i in (a, b) if parse.tokens[i].text in (",", "–", "—", "--"))
    return tuple(i for i in tokens if i not in drop)


def object_of(parse: Parse, head: Token) -> int | None:
    """The token that heads a verb's object or complement."""
    children = parse.children(head)
    for dep in OBJECTS:
        for c in children:
            if c.dep == dep:
                return c.i
    return None


def noun_phrase(parse: Parse, head: int, limit_words: int = 12) -> list[int]:
    """The tokens of a noun phrase without the clauses, appositions and bracketed words that hang on it.

    Args:
        parse: The parse.
        head: The noun.
        limit_words: Phrases longer than this lose the prepositional phrases after the noun.
    """
    token = parse.tokens[head]
    loose = frozenset(
        c.i
        for c in parse.children(token)
        if c.dep in LOOSE - {"conj", "cc", "punct"} or (c.dep == "punct" and c.i > head)
    )
    tokens = _one_run(parse, subtree(parse, token, loose), head)
    if count_words(parse, tokens) > limit_words:
        after = frozenset(c.i for c in parse.children(token) if c.i > head)
        tokens = _one_run(parse, subtree(parse, token, loose | after), head)
    return list(trimmed(parse, tokens)) or [head]


def _one_run(parse: Parse, tokens: Sequence[int], head: int) -> list[int]:
    """The neighbouring tokens around `head`, without the bracketed."""
    held = set(tokens)
    first = last = head
    while first - 1 in held:
        first -= 1
    while last + 1 in held and parse.tokens[last + 1].text not in "([—–":
        last += 1
    return list(range(first, last + 1))


def _stranded(parse: Parse, token: Token, held: set[int]) -> bool:
    """Whether a word at the edge has lost what it governs."""
    if token.dep in ("cc", "mark", "preconj") or token.tag in ("TO", "WDT"):
        return True
    children = [c for c in parse.children(token) if is_word(c)]
    if token.text.lower() in FACTUAL_MARKS and not children and token.dep in ("prep", "mark", "advmod"):
        return True
    return token.dep == "prep" and bool(children) and not any(c.i in held for c in children)


def trimmed(parse: Parse, tokens: Sequence[int]) -> tuple[int, ...]:
    """The tokens without marks, conjunctions, and words cut off from what they govern, at the edges.

    A mark stays where its partner is left inside.
    """
    out = list(tokens)
    held = set(out)
    first, last = 0, len(out)
    while first < last and _droppable(parse.tokens[out[first]]):
        held.discard(out[first])
        first += 1
    while last > first:
        token = parse.tokens[out[last - 1]]
        if is_word(token) and not _stranded(parse, token, held):
            break
        held.discard(token.i)
        last -= 1
    if first == last:
        return ()
    opened, closed = _unpaired([parse.tokens[i].text for i in out[first:last]])
    if opened and last < len(out) and parse.tokens[out[last]].text in _PARTNERS[opened]:
        last += 1
    elif closed and first and closed in _PARTNERS.get(parse.tokens[out[first - 1]].text, ""):
        first -= 1
    return tuple(out[first:last])


def _droppable(token: Token) -> bool:
    return not is_word(token) or token.dep == "cc"


def _unpaired(texts: Sequence[str]) -> tuple[str, str]:
    """The last opening mark without a partner, and the first closing one; "" where there is none."""
    opened: list[str] = []
    closed = ""
    for text in texts:
        if opened and text in _PARTNERS[opened[-1]]:
            opened.pop()
        elif text in _PARTNERS:
            opened.append(text)
        elif text in _CLOSERS and not closed:
            closed = text
    if not closed and opened and opened[0] == '"' and len(opened) == 1:
        closed = '"'  # The straight mark may be either.
    return (opened[-1] if opened else ""), closed
