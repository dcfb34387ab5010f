"""A claim's words, readable alone."""

import re
from collections.abc import Mapping, Sequence

from variorum.data.claim_words import CONNECTIVES, FACTUAL_MARKS
from variorum.records.parse import Parse, Token
from variorum.records.reading import ClaimKind
from variorum.steps.claims.clauses import Clause
from variorum.steps.claims.inflect import past, third
from variorum.steps.claims.tree import base, is_verbal, noun_phrase, own_subject

_NOMINATIVE = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we", "whom": "who"}
_PLURAL_WORDS = frozenset(("they", "we", "these", "those", "you", "them", "us"))
_STEPS = 12
QUOTES = frozenset("\"'“”‘’«»")
_MARKS = re.compile(r"\s+([,;:.!?])")
_DOUBLED = re.compile(r"([,;:–—])(?:\s*[,;])+")
_AFTER_OPENING = re.compile(r"([(\[])\s+")
_EMPTY = re.compile(r"[(\[]\s*[)\]]|\s[–—]\s*[–—]\s")
_AGE = re.compile(r"(\w+)[-‑ ]years?[-‑ ]old\b")
_SPACES = re.compile(r"\s{2,}")


def joined(parse: Parse, tokens: Sequence[int], changed: Mapping[int, str] | None = None) -> str:
    """The words of the tokens, with one space where some are left out between two.

    Args:
        parse: The parse.
        tokens: Places of tokens, sorted.
        changed: Other words for some of the tokens, "" to leave one out.
    """
    changed = changed or {}
    parts: list[str] = []
    for n, i in enumerate(tokens):
        t = parse.tokens[i]
        parts.append(changed.get(i, t.text))
        if n + 1 < len(tokens) and (t.space or tokens[n + 1] != i + 1 or changed.get(i) is not None):
            parts.append(" ")
    return "".join(parts)


def sentence_case(words: str) -> str:
    """The words with a capital at the start, a full stop at the end, and no stray marks."""
    words = _EMPTY.sub(" ", words)
    words = _DOUBLED.sub(r"\1", _MARKS.sub(r"\1", words))
    words = _balanced(_SPACES.sub(" ", _AFTER_OPENING.sub(r"\1", words))).strip(" ,;:—–-")
    if not words:
        return words
    first = next((k for k, c in enumerate(words) if c.isalnum()), 0)
    words = words[:first] + words[first].upper() + words[first + 1 :]
    return words if words.rstrip("\"'”’»)")[-1:] in (".", "!", "?") else words + "."


def _balanced(words: str) -> str:
    """The words without marks that have lost their partner."""
    for opening, closing in ("“”", "«»", "()", "[]"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words.replace('"', "") if words.count('"') % 2 else words


def noun_words(parse: Parse, head: int) -> str:
    """A noun phrase as a subject."""
    token = parse.tokens[head]
    if token.pos == "PRON":
        return _NOMINATIVE.get(token.text.lower(), token.text)
    tokens = noun_phrase(parse, head)
    if sum(parse.tokens[i].text in QUOTES for i in tokens) % 2:
        tokens = [i for i in tokens if parse.tokens[i].text not in QUOTES]
    words = joined(parse, tokens)
    return words.removesuffix("’s").removesuffix("'s") if parse.tokens[tokens[-1]].tag == "POS" else words


def plural(parse: Parse, head: int | None) -> bool:
    """Whether a subject takes a plural verb."""
    if head is None:
        return False
    token = parse.tokens[head]
    if token.tag in ("NNS", "NNPS") or token.text.lower() in _PLURAL_WORDS:
        return True
    return any(parse.tokens[i].dep == "conj" and parse.tokens[i].head == head for i in noun_phrase(parse, head))


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
    for _ in range(_STEPS):
        if any(c.tag == "MD" for c in parse.children(head) if c.dep == "aux"):
            return True
        if head.head == head.i or head.dep not in ("advcl", "conj", "xcomp"):
            return False
        head = parse.tokens[head.head]
    return False


def be(parse: Parse, subject: int | None, was: bool) -> str:
    """The form of "be" that fits a subject."""
    if plural(parse, subject):
        return "were" if was else "are"
    return "was" if was else "is"


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
    if clause.subject is None and clause.kind in (ClaimKind.PARTICIPIAL, ClaimKind.CONJUNCT) and head.tag == "VBG":
        return sentence_case(_with_subject(parse, clause, head, tokens))
    if own_subject(parse, head) in clause.tokens or clause.subject is None:
        return sentence_case(joined(parse, tokens, _spoke(parse, clause, head)))
    return sentence_case(_with_subject(parse, clause, head, tokens))


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


def _with_subject(parse: Parse, clause: Clause, head: Token, tokens: list[int]) -> str:
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
    elif first.tag == "VBG" and head.dep in ("advcl", "conj") and _open_host(parse, head):
        changed[first.i] = "would " + lemma
    elif first.tag == "VBG" or (first.tag in ("VB", "VBP") and not _is_governed(parse, head)):
        many = plural(parse, clause.subject)
        for t in (first, *(parse.tokens[i] for i in tokens if first is head and _joined_to(parse.tokens[i], head))):
            changed[t.i] = past(base(t)) if was else base(t) if many else third(base(t))
    elif first.tag == "VBN" and first is head and any(c.dep == "dobj" for c in parse.children(head)):
        pass  # A past tense that was taken for a participle: "left a crater and overturned cars".
    elif first.tag == "VBN":
        subject += " " + be(parse, clause.subject, was)
    else:
        return _governed(parse, head, subject, tokens)
    return f"{subject} {joined(parse, tokens, changed)}"


def _joined_to(token: Token, head: Token) -> bool:
    return token.dep == "conj" and token.head == head.i and token.tag == "VBG" == head.tag


def _shared_auxiliaries(parse: Parse, head: Token) -> list[Token]:
    """The auxiliaries that a verb shares with the one it is joined to: "was [hit] and [thrown]"."""
    if head.dep != "conj":
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
    if at == head.i and any(c.dep in ("dobj", "attr", "acomp") for c in parse.children(head)):
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
