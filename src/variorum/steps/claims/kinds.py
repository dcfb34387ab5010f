"""What kind of statement a clause makes, or whether it belongs to its host."""

from variorum.data.claim_words import (
    BELIEF_VERBS,
    CLAUSE_PREPOSITIONS,
    FACT_VERBS,
    OPEN_MARKS,
    SPEECH_VERBS,
    VERB_PREPOSITIONS,
)
from variorum.records.parse import Parse, Token
from variorum.records.reading import ClaimKind
from variorum.steps.claims.tree import OBJECTS, base, infinitive, is_verbal, own_subject, subtree

_PARTS = frozenset(("many", "most", "some", "all", "none", "several", "both", "half", "each", "few"))
_MEASURES = frozenset(("QUANTITY", "MONEY", "PERCENT", "CARDINAL", "DATE", "TIME", "ORDINAL"))
_NOMINAL = frozenset(("csubj", "csubjpass", "nsubj", "nsubjpass", "dobj", "pobj", "attr"))
_STEPS = 12
_LINKING = frozenset(("become", "remain", "seem", "appear"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def is_frame_verb(token: Token) -> bool:
    """Whether a verb only reports words."""
    return token.pos in ("VERB", "AUX") and base(token) in SPEECH_VERBS


def marker_of(parse: Parse, token: Token) -> str:
    """The subordinator before a verb, "" where there is none."""
    return next(
        (
            c.text.lower()
            for c in parse.children(token)
            if c.i < token.i and (c.dep == "mark" or (c.dep == "advmod" and c.tag == "WRB"))
        ),
        "",
    )


def after_mark(parse: Parse, first: int) -> bool:
    """Whether a comma, dash or bracket stands before the place."""
    return first > 0 and parse.tokens[first - 1].text in (",", "–", "—", "-", "--", "(", ";", ":")


def finite(parse: Parse, token: Token) -> bool:
    """Whether a verb has a tense, its own or its auxiliary's."""
    return token.tag in _FINITE or any(c.dep in ("aux", "auxpass") and c.tag in _FINITE for c in parse.children(token))


def _glued(parse: Parse, token: Token) -> bool:
    """Whether a word hangs on the one before by a hyphen ("de-escalate")."""
    before = parse.tokens[token.i - 1]
    return token.i > 0 and before.text in ("-", "‑") and not before.space


def _asks(parse: Parse, token: Token) -> bool:
    """Whether a clause is a question in another ("how they met"), by its first word."""
    first = parse.tokens[min(subtree(parse, token))]
    return first.tag in ("WRB", "WP", "WDT", "WP$") and first.text.lower() != "that"


def _complement(parse: Parse, token: Token) -> ClaimKind | None:
    """A finite clause under a verb of saying, thinking or showing."""
    up = parse.tokens[token.head]
    if not is_verbal(parse, token) or token.head == token.i:
        return None
    if marker_of(parse, token) in OPEN_MARKS or _asks(parse, token):
        return None
    lemma = base(up)
    if lemma in SPEECH_VERBS and any(c.dep == "neg" for c in parse.children(up)):
        return None  # "did not say that P" tells nothing of P.
    if lemma in BELIEF_VERBS - SPEECH_VERBS or (lemma in BELIEF_VERBS and token.i > up.i):
        return None  # "fears that P" does not say that P; "P, X believes" does, on X's word.
    quoted = token.i < up.i or not marker_of(parse, token)
    if lemma in SPEECH_VERBS | FACT_VERBS and (finite(parse, token) or own_subject(parse, token)):
        return ClaimKind.COMPLEMENT
    return ClaimKind.COMPLEMENT if finite(parse, token) and (quoted or up.pos in ("VERB", "NOUN")) else None


def kind_of(parse: Parse, token: Token) -> ClaimKind | None:
    """What kind of statement the subtree of a token makes, None where it belongs to its host."""
    dep = token.dep
    up = parse.tokens[token.head]
    if _glued(parse, token):
        return None
    if dep in ("ccomp", "parataxis"):
        return _complement(parse, token)
    if dep == "conj" and token.pos in ("VERB", "AUX") and is_verbal(parse, up):
        together = _shares_object(parse, up, token) or _shares_negation(parse, up, token)
        # "Building trust and keeping it is hard": two subjects are no statements.
        return None if together or up.dep in _NOMINAL or _unstated(parse, up) else ClaimKind.CONJUNCT
    if dep == "relcl":
        return None if infinitive(parse, token) or up.pos in ("PRON", "DET") else ClaimKind.RELATIVE
    if dep in ("acl", "advcl") and token.text.lower() in VERB_PREPOSITIONS:
        return None
    if dep == "acl":
        whole = finite(parse, token) and own_subject(parse, token) is not None
        if whole or marker_of(parse, token) == "that":
            return ClaimKind.COMPLEMENT
        bound = infinitive(parse, token) or up.pos in ("PRON", "DET")  # "those hurt"
        return None if bound or token.tag not in ("VBG", "VBN") else ClaimKind.PARTICIPIAL
    if dep == "appos" and token.pos == "NOUN" and up.pos in ("NOUN", "PROPN"):
        if parse.tokens[min(subtree(parse, token))].text.lower() in _PARTS:
            return None
        measured = token.ent in _MEASURES or up.ent in _MEASURES
        return None if measured or parse.tokens[min(subtree(parse, token))].dep == "neg" else ClaimKind.APPOSITION
    if dep == "advcl":
        marker = marker_of(parse, token)
        if marker in OPEN_MARKS or marker in ("than", "like") or up.pos in ("ADV", "ADJ"):
            return None  # A condition or a comparison is no statement, and its host says nothing without it.
        if infinitive(parse, token):
            return ClaimKind.PURPOSE if up.pos == "VERB" and up.lemma not in _LINKING else None
        if token.tag in ("VBG", "VBN") and not finite(parse, token) and not marker_of(parse, token):
            return ClaimKind.PARTICIPIAL
        return ClaimKind.ADVERBIAL
    if dep == "pcomp" and up.dep == "prep" and token.tag in ("VBG", "VBN") and (up.text.lower() in CLAUSE_PREPOSITIONS):
        host = parse.tokens[up.head]
        # "agreed on working together" belongs together; "after taking office" does not.
        return None if up.text.lower() in ("on", "in") and host.i == up.i - 1 else ClaimKind.ADVERBIAL
    return None


def _unstated(parse: Parse, token: Token) -> bool:
    """Whether a verb stands in a clause that is not stated ("denied that P [and Q]")."""
    for _ in range(_STEPS):
        if token.dep != "conj" or token.head == token.i:
            break
        token = parse.tokens[token.head]
    if token.dep not in ("ccomp", "advcl") or infinitive(parse, token):
        return False
    return finite(parse, token) and kind_of(parse, token) is None


def _shares_object(parse: Parse, first: Token, second: Token) -> bool:
    """Whether two verbs stand side by side before what completes both ("seized and shook the branch")."""
    if own_subject(parse, second) is not None or second.i - first.i > 4:
        return False
    between = {t.i for t in parse.tokens[first.i + 1 : second.i]}
    if any(c.dep == "auxpass" for c in parse.children(first)):
        return False
    joins = all(parse.tokens[i].dep in ("cc", "punct", "advmod", "prt", "neg") for i in between)
    return joins and not any(c.i > first.i and c.dep in OBJECTS for c in parse.children(first))


def _shares_negation(parse: Parse, first: Token, second: Token) -> bool:
    """Whether the "not" of one verb may deny the next as well ("did not eat or sleep", "neither … nor")."""
    if own_subject(parse, second) is not None:
        return False
    if any(c.dep == "cc" and c.text.lower() == "nor" for c in parse.children(first)):
        return True
    bare = second.tag in ("VB", "VBN", "VBG") and not any(c.dep == "aux" for c in parse.children(second))
    return bare and any(c.dep == "neg" for c in parse.children(first))


def object_of_any(parse: Parse, head: Token) -> bool:
    """Whether a verb has an object, a complement or a prepositional phrase."""
    return any(c.dep in OBJECTS or c.dep in ("prep", "ccomp", "xcomp") for c in parse.children(head))
