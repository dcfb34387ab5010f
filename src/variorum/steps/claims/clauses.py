"""Which clauses of a sentence make a statement of their own.

The notion follows propositional segmentation (Chen et al., PropSegmEnt, 2023) and the clause types of
ClausIE (Del Corro and Gemulla, 2013): a clause is a verb with what it governs; what could stand as a sentence
by itself is cut off from its host.
"""

from typing import NamedTuple

from variorum.data.claim_words import EFFECT_VERBS, SPEECH_VERBS
from variorum.records.parse import Parse, Sentence, Token
from variorum.records.reading import ClaimKind
from variorum.steps.claims.kinds import after_mark, is_frame_verb, kind_of, marker_of, object_of_any
from variorum.steps.claims.tree import (
    base,
    count_words,
    is_word,
    lent_subject,
    noun_of,
    own_subject,
    subtree,
    trimmed,
    without_gaps,
)

MAX_WHOLE = 90
"""Words above which a sentence is no single statement."""
MAX_TOKENS = 400
"""Tokens above which a sentence is no prose (a table, a text without full stops): its parse means nothing."""
_MAX_DEPTH = 8
_MIN_WORDS = 3
_FRAME_EXTRA = 4
_SAME = 0.85
_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"))
_QUOTES = frozenset("\"'“”‘’«»")


class Clause(NamedTuple):
    """One candidate statement.

    Attributes:
        kind: Which part of its sentence it is.
        head: The token that heads it.
        tokens: Its tokens, sorted.
        subject: Head of its subject, or None.
        antecedent: The noun that it hangs on, or None.
    """

    kind: ClaimKind
    head: int
    tokens: tuple[int, ...]
    subject: int | None = None
    antecedent: int | None = None


def _top(parse: Parse, token: Token) -> Token:
    """The token whose subtree is the clause, preposition and measure included ("just a day after …")."""
    if token.dep != "pcomp":
        return token
    return parse.tokens[token.head]


def _bare_frame(parse: Parse, head: Token, core: tuple[int, ...]) -> bool:
    """Whether a clause says no more than that somebody spoke ("X said", "X told reporters")."""
    if not is_frame_verb(head):
        return False
    told = {c.i for c in parse.children(head) if c.dep in ("dobj", "dative")}
    kept = [
        i
        for c in parse.children(head)
        if c.dep not in SUBJECT_LIKE and c.i not in told
        for i in subtree(parse, c)
        if i in set(core)
    ]
    return count_words(parse, kept) <= _FRAME_EXTRA


SUBJECT_LIKE = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "punct", "mark", "cc", "neg"})


def clauses(parse: Parse, sentence: Sentence) -> tuple[Clause, ...]:
    """The statements that the clauses of one sentence make, the whole sentence first.

    Args:
        parse: The parse.
        sentence: One of its sentences.

    Returns:
        Clauses with distinct tokens, in reading order of their heads after the whole.
    """
    if sentence.last - sentence.first > MAX_TOKENS:
        return ()
    every = parse.of(sentence)
    whole = trimmed(parse, [t.i for t in every])
    if not whole or _states_nothing(parse, every, whole):
        return ()
    root = next((t for t in every if t.head == t.i and is_word(t)), parse.tokens[whole[0]])
    kinds = {t.i: kind for t in every if is_word(t) and (kind := kind_of(parse, t)) is not None}
    places = {_top(parse, parse.tokens[i]).i: i for i in kinds}
    cuts = {top: i for top, i in places.items() if _cut(parse, top, i, kinds[i])}
    joined = frozenset(top for top, i in cuts.items() if _belongs(parse, top, i, kinds[i]))
    owned = _owned(parse, every, frozenset(cuts), joined)
    out = []
    for top, i in cuts.items():
        clause = _clause(parse, kinds[i], parse.tokens[i], trimmed(parse, without_gaps(parse, owned.get(top, []))))
        if clause is not None:
            out.append(clause)
    core = trimmed(parse, without_gaps(parse, owned.get(root.i, [])))
    if is_frame_verb(root) and len(cuts) > 0:
        core = trimmed(parse, _run_of(core, root.i))
    n_whole = count_words(parse, whole)
    main_frame = bool(out) and _bare_frame(parse, root, core)
    main: list[Clause] = []
    n_core = count_words(parse, core)
    if out and not main_frame and _MIN_WORDS <= n_core <= 0.85 * n_whole:
        main.append(Clause(ClaimKind.MAIN, root.i, core, own_subject(parse, root)))
    wanted = n_whole <= MAX_WHOLE and not (main_frame and _carries(parse, root, n_whole, out))
    if wanted or not (out or main):
        main.insert(0, Clause(ClaimKind.SENTENCE, root.i, whole, own_subject(parse, root)))
    return tuple(_distinct(main + sorted(out, key=lambda c: (c.head, c.tokens))))


def _states_nothing(parse: Parse, every: tuple[Token, ...], whole: tuple[int, ...]) -> bool:
    """Whether a sentence is a question, or a heading of a few words."""
    end = next((t.text for t in reversed(every) if t.text not in _QUOTES), "")
    if end == "?":
        return not any(t.text in _QUOTES for t in every)
    verbless = not any(parse.tokens[i].pos in ("VERB", "AUX") for i in whole)
    return verbless and count_words(parse, whole) < 5


def _run_of(tokens: tuple[int, ...], at: int) -> list[int]:
    """The neighbouring tokens around `at`: of a frame only the words beside its verb are its own."""
    held = set(tokens)
    first = last = at
    while first - 1 in held:
        first -= 1
    while last + 1 in held:
        last += 1
    return list(range(first, last + 1))


def _carries(parse: Parse, root: Token, n_whole: int, out: list[Clause]) -> bool:
    """Whether one complement holds nearly all that the sentence says beside its frame."""
    for c in out:
        if c.kind is ClaimKind.COMPLEMENT and parse.tokens[c.head].head == root.i:
            return count_words(parse, c.tokens) >= max(n_whole - 12, 0.6 * n_whole)
    return False


def _cut(parse: Parse, top: int, head: int, kind: ClaimKind) -> bool:
    """Whether a clause is long enough to be a statement of its own."""
    tokens = subtree(parse, parse.tokens[top])
    n = count_words(parse, tokens)
    if n < 2:
        return False
    if kind in (ClaimKind.PARTICIPIAL, ClaimKind.RELATIVE):
        return n >= _MIN_WORDS + 1 or after_mark(parse, tokens[0])
    if kind is ClaimKind.COMPLEMENT:
        return True
    if kind is ClaimKind.CONJUNCT:
        return n >= _MIN_WORDS or any(c.dep == "dobj" for c in parse.children(parse.tokens[head]))
    return n >= _MIN_WORDS


def _belongs(parse: Parse, top: int, head: int, kind: ClaimKind) -> bool:
    """Whether the host says nothing whole without the clause: "the path [he set]", "he hopes [that …]"."""
    token = parse.tokens[top]
    up = parse.tokens[token.head]
    if kind is ClaimKind.COMPLEMENT:
        return up.pos == "NOUN" or base(up) not in SPEECH_VERBS
    if kind not in (ClaimKind.RELATIVE, ClaimKind.PARTICIPIAL) or after_mark(parse, subtree(parse, token)[0]):
        return False
    if kind is ClaimKind.PARTICIPIAL:
        return token.dep == "acl"
    named = up.pos == "PROPN" or any(c.dep in ("amod", "compound", "nummod") for c in parse.children(up))
    pronoun = any(t.tag in ("WP", "WDT", "WP$", "WRB") or t.text == "that" for t in _before(parse, token))
    return not (pronoun and named)


def _before(parse: Parse, head: Token) -> list[Token]:
    return [parse.tokens[i] for i in subtree(parse, head) if i < head.i]


def _owned(
    parse: Parse, every: tuple[Token, ...], tops: frozenset[int], joined: frozenset[int]
) -> dict[int, list[int]]:
    """For each clause the tokens that belong to it and to no clause cut out of it; linear in the tokens.

    The tokens of a clause in `joined` belong to its host as well.
    """
    owner: dict[int, int] = {}
    for t in every:
        path = []
        while t.i not in owner and t.i not in tops and t.head != t.i:
            path.append(t.i)
            t = parse.tokens[t.head]
        found = owner.get(t.i, t.i)
        owner[t.i] = found
        for i in path:
            owner[i] = found
    out: dict[int, list[int]] = {}
    for t in every:
        at = owner[t.i]
        out.setdefault(at, []).append(t.i)
        for _ in range(_MAX_DEPTH):
            if at not in joined:
                break
            at = owner[parse.tokens[at].head]
            out.setdefault(at, []).append(t.i)
    return out


def _clause(parse: Parse, kind: ClaimKind, head: Token, core: tuple[int, ...]) -> Clause | None:
    n = count_words(parse, core)
    short = (ClaimKind.PARTICIPIAL, ClaimKind.RELATIVE, ClaimKind.CONJUNCT)
    if n < (2 if kind in short else _MIN_WORDS):
        return None
    if _bare_frame(parse, head, core) or sum(parse.tokens[i].pos in _CONTENT for i in core) < 2:
        return None
    if kind is ClaimKind.ADVERBIAL and n <= 4 and marker_of(parse, head) == "as" and not object_of_any(parse, head):
        return None  # "as the video showed"
    lent = head.dep in ("relcl", "acl", "appos")
    if kind is ClaimKind.COMPLEMENT and parse.tokens[core[0]].text.lower() == "that" and n > _MIN_WORDS:
        core = trimmed(parse, core[1:])
    subject = None if is_effect(parse, head) else lent_subject(parse, head)
    antecedent = noun_of(parse, head) if kind is ClaimKind.RELATIVE else head.head
    return Clause(kind, head.i, core, subject, antecedent if lent else None)


def is_effect(parse: Parse, head: Token) -> bool:
    """Whether a participle tells what came of an event, so that its subject is open."""
    up = parse.tokens[head.head]
    if head.dep == "conj" and head.tag == "VBG" and up.tag == "VBG" and own_subject(parse, head) is None:
        head = up
    if head.dep != "advcl" or head.tag != "VBG" or any(c.dep == "aux" for c in parse.children(head)):
        return False
    return base(head) in EFFECT_VERBS and after_mark(parse, min(subtree(parse, head)))


def _distinct(found: list[Clause]) -> list[Clause]:
    """The clauses without those that say nearly the same as one before, by the words that they share."""
    out: list[Clause] = []
    for c in found:
        mine = set(c.tokens)
        if all(len(mine & set(o.tokens)) < _SAME * max(len(mine), len(o.tokens)) for o in out):
            out.append(c)
    return out
