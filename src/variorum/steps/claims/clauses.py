"""Which parts of a sentence make a statement of their own."""

from typing import NamedTuple

from variorum.records.parse import Parse, Sentence, Token
from variorum.records.reading import ClaimKind

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_OBJECTS = ("dobj", "attr", "acomp", "oprd", "dative")
_MIN_WORDS = 3


class Clause(NamedTuple):
    """One candidate statement.

    Attributes:
        kind: Which part of its sentence it is.
        head: The token that heads it.
        tokens: Its tokens, sorted.
        subject: Head of its subject, or None.
        antecedent: Head of the noun phrase that a relative clause or a participle hangs on, or None.
    """

    kind: ClaimKind
    head: int
    tokens: tuple[int, ...]
    subject: int | None = None
    antecedent: int | None = None


def is_word(token: Token) -> bool:
    """Whether a token is more than a mark or white space."""
    return token.pos not in ("PUNCT", "SPACE") and any(c.isalnum() for c in token.text)


def own_subject(parse: Parse, head: Token) -> int | None:
    """The token that heads a verb's own subject."""
    return next((c.i for c in parse.children(head) if c.dep in SUBJECTS and c.dep != "expl"), None)


def lent_subject(parse: Parse, head: Token) -> int | None:
    """A verb's subject, its own or that of the verbs it is joined to."""
    found = own_subject(parse, head)
    while found is None and head.dep in ("conj", "xcomp", "advcl", "ccomp") and head.head != head.i:
        head = parse.tokens[head.head]
        found = own_subject(parse, head)
    return found


def object_of(parse: Parse, head: Token) -> int | None:
    """The token that heads a verb's object or complement."""
    children = parse.children(head)
    for dep in _OBJECTS:
        for c in children:
            if c.dep == dep:
                return c.i
    return None


def _verbal(parse: Parse, token: Token) -> bool:
    return token.pos in ("VERB", "AUX") or own_subject(parse, token) is not None


def _kind(parse: Parse, token: Token) -> ClaimKind | None:
    dep = token.dep
    if dep in ("ccomp", "parataxis"):
        return ClaimKind.COMPLEMENT
    if dep == "conj" and _verbal(parse, token) and _verbal(parse, parse.tokens[token.head]):
        return ClaimKind.CONJUNCT
    if dep == "relcl":
        return ClaimKind.RELATIVE
    if dep == "advcl" or (dep == "pcomp" and _verbal(parse, token)):
        to = any(c.tag == "TO" for c in parse.children(token))
        return ClaimKind.PURPOSE if to else ClaimKind.ADVERBIAL
    if dep == "acl":
        return ClaimKind.PARTICIPIAL
    if dep == "appos":
        return ClaimKind.APPOSITION
    return None


def _subtree(parse: Parse, token: Token, without: frozenset[int] = frozenset()) -> list[int]:
    out = [token]
    for t in out:
        out.extend(c for c in parse.children(t) if c.i not in without)
    return sorted(t.i for t in out)


def _size(parse: Parse, tokens: tuple[int, ...]) -> int:
    return sum(is_word(parse.tokens[i]) for i in tokens)


def trimmed(parse: Parse, tokens: list[int]) -> tuple[int, ...]:
    """The tokens without marks, conjunctions and unpaired quotation marks at the edges."""
    first, last = 0, len(tokens)
    while first < last:
        t = parse.tokens[tokens[first]]
        if is_word(t) and t.dep != "cc":
            break
        first += 1
    while first < last and not is_word(parse.tokens[tokens[last - 1]]):
        last -= 1
    return tuple(tokens[first:last])


def clauses(parse: Parse, sentence: Sentence) -> tuple[Clause, ...]:
    """The candidate statements of one sentence, in reading order of their heads, the whole first."""
    every = parse.of(sentence)
    whole = trimmed(parse, [t.i for t in every])
    if not whole:
        return ()
    root = next((t for t in every if t.head == t.i and is_word(t)), parse.tokens[whole[0]])
    out = [Clause(ClaimKind.SENTENCE, root.i, whole, own_subject(parse, root))]
    heads = {t.i: kind for t in every if (kind := _kind(parse, t)) is not None}
    core = trimmed(parse, _subtree(parse, root, frozenset(heads)))
    if _MIN_WORDS <= _size(parse, core) <= 0.8 * _size(parse, whole):
        out.append(Clause(ClaimKind.MAIN, root.i, core, own_subject(parse, root)))
    for i, kind in heads.items():
        token = parse.tokens[i]
        tokens = trimmed(parse, _subtree(parse, token))
        if _size(parse, tokens) < _MIN_WORDS or len(tokens) >= 0.95 * len(whole):
            continue
        lent = kind in (ClaimKind.RELATIVE, ClaimKind.PARTICIPIAL, ClaimKind.APPOSITION)
        out.append(
            Clause(kind, i, tokens, lent_subject(parse, token), token.head if lent else None)
        )
    seen: set[tuple[int, ...]] = set()
    unique = []
    for c in out:
        if c.tokens not in seen:
            seen.add(c.tokens)
            unique.append(c)
    return tuple(unique)
