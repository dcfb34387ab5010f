"""A subject and a finite verb for a clause that has none of its own."""

from variorum.records.parse import Parse, Token
from variorum.steps.claims.clauses import Clause
from variorum.steps.claims.inflect import past, third
from variorum.steps.claims.tree import base, is_verbal, noun_phrase, own_subject, resumes_report
from variorum.steps.claims.words import joined, noun_words, plural

_STEPS = 12


def in_past(parse: Parse, head: Token) -> bool:
    """Whether the nearest finite verb above a participle is in the past tense."""
    for _ in range(_STEPS):
        if any(c.lemma == "have" and c.dep == "aux" for c in parse.children(head)):
            return True
        tags = {head.tag} | {c.tag for c in parse.children(head) if c.dep in ("aux", "auxpass")}
        if tags & {"VBZ", "VBP"}:
            return False
        if "VBD" in tags or head.head == head.i:
            return True
        head = parse.tokens[head.head]
    return True


def _open_host(parse: Parse, head: Token) -> bool:
    """Whether the verb that a participle hangs on is only foreseen ("will leave, causing …")."""
    for step in range(_STEPS):
        aux = {c.tag for c in parse.children(head) if c.dep == "aux"}
        if "MD" in aux or (step and "TO" in aux):
            return True
        if head.head == head.i or head.dep not in ("advcl", "conj", "xcomp", "pcomp", "prep"):
            return False
        head = parse.tokens[head.head]
    return False


def be(parse: Parse, subject: int | None, was: bool) -> str:
    """The form of "be" that fits a subject."""
    if plural(parse, subject):
        return "were" if was else "are"
    return "was" if was else "is"


def with_subject(parse: Parse, clause: Clause, head: Token, tokens: list[int]) -> str:
    """A clause whose subject stands elsewhere: the subject, a finite verb, the rest."""
    subject = "This" if clause.subject is None else noun_words(parse, clause.subject)
    opener = parse.tokens[clause.tokens[0]].text.lower()
    agent = any(c.dep == "agent" for c in parse.children(head))
    was = agent or clause.subject is None or opener in ("after", "before") or in_past(parse, parse.tokens[head.head])
    changed: dict[int, str] = {}
    aux = [c for c in parse.children(head) if c.dep in ("aux", "auxpass") and c.i in set(tokens)]
    first = aux[0] if aux else head
    lemma = base(first)
    neg = next((c for c in parse.children(head) if c.dep == "neg" and c.i in set(tokens)), None)
    if neg is not None and head.tag == "VBG" and not aux:
        verb = ("did" if was else "do" if plural(parse, clause.subject) else "does") + " not"
        rest = [i for i in tokens if i != neg.i]
        return f"{subject} {verb} {joined(parse, rest, {head.i: base(head)})}"
    shared = [] if aux else _shared_auxiliaries(parse, head)
    if shared:
        return f"{subject} {_finite_first(parse, clause.subject, shared, was)} {joined(parse, tokens)}"
    if first.tag in ("VBD", "VBZ", "MD"):
        pass
    elif first.tag == "VBG" and lemma == "be":
        changed[first.i] = be(parse, clause.subject, was)
    elif first.tag == "VBG" and head.dep in ("advcl", "conj", "pcomp") and _open_host(parse, head):
        changed[first.i] = "would " + lemma
    elif first.tag == "VBG" or (first.tag in ("VB", "VBP") and not _is_governed(parse, head)):
        many = plural(parse, clause.subject)
        for t in (first, *(parse.tokens[i] for i in tokens if first is head and _joined_to(parse.tokens[i], head))):
            changed[t.i] = past(base(t)) if was else base(t) if many else third(base(t))
    elif first.tag == "VBN" and first is head and any(c.dep == "dobj" for c in parse.children(head)):
        pass  # A past tense that was taken for a participle: "cut a cable and dimmed lamps".
    elif first.tag == "VBN":
        subject += " " + be(parse, clause.subject, was)
    else:
        return _governed(parse, head, subject, tokens)
    return f"{subject} {joined(parse, tokens, changed)}"


def _joined_to(token: Token, head: Token) -> bool:
    return token.dep == "conj" and token.head == head.i and token.tag == "VBG" == head.tag


def _shared_auxiliaries(parse: Parse, head: Token) -> list[Token]:
    """The auxiliaries that a verb shares with the one it is joined to: "was [hit] and [thrown]"."""
    if head.dep != "conj" or resumes_report(parse, head) is not None:
        return []
    up = parse.tokens[head.head]
    found = [c for c in parse.children(up) if c.dep in ("aux", "auxpass") and c.tag != "TO" and c.i < up.i]
    if not found or any(c.tag == "TO" and c.dep == "aux" for c in parse.children(up)):
        return []
    passive = found[-1].dep == "auxpass"
    fits = (
        (passive and head.tag in ("VBN", "VBD") and not any(c.dep == "dobj" for c in parse.children(head)))
        or (not passive and head.tag == "VB" and found[0].tag == "MD")
        or (not passive and head.tag == "VBN" and found[-1].lemma == "have")
        or (not passive and head.tag == "VBG" and found[-1].lemma == "be")
    )
    return found if fits else []


def _finite_first(parse: Parse, subject: int | None, shared: list[Token], was: bool) -> str:
    words = [t.text for t in shared]
    if shared[0].tag == "VBG" and shared[0].lemma == "be":
        words[0] = be(parse, subject, was)
    return " ".join(words)


def _is_governed(parse: Parse, head: Token) -> bool:
    """Whether an infinitive hangs on another verb, directly or through what it is joined to."""
    for _ in range(_STEPS):
        if head.dep in ("xcomp", "acl", "pcomp"):
            return True
        if head.dep == "advcl" or head.head == head.i:
            return False
        if any(c.tag in ("TO", "MD") or c.lemma == "do" for c in parse.children(head) if c.dep == "aux"):
            return True
        if head.dep != "conj":
            return False
        head = parse.tokens[head.head]
    return False


def _governed(parse: Parse, head: Token, subject: str, tokens: list[int]) -> str:
    """A bare infinitive joined to another: "X agreed to [P] and [Q]" gives "X agreed to Q"."""
    chain: list[Token] = []
    token = head
    for _ in range(_STEPS):
        if token.head == token.i or (is_verbal(parse, token) and own_subject(parse, token) is not None):
            break
        up = parse.tokens[token.head]
        if token.dep != "conj" and (up.pos in ("VERB", "AUX", "NOUN", "ADJ") or token.dep == "pobj"):
            chain.append(up)
        token = up
    lead: list[int] = []
    for up in reversed(chain):
        kept = {"aux", "auxpass", "neg", "prt"}
        lead += sorted([c.i for c in parse.children(up) if c.dep in kept and c.tag != "TO"] + [up.i])
        if up.pos == "NOUN":
            lead[-1:] = noun_phrase(parse, up.i)
    words = joined(parse, sorted(set(lead)))
    to = "to " if head.tag == "VB" and chain and parse.tokens[tokens[0]].tag != "TO" else ""
    return f"{subject} {words} {to}{joined(parse, tokens)}"
