"""Whether the words around a time expression look back or ahead."""

from enum import Enum
from itertools import islice

from variorum.data.calendar import APPOINTED, PROSPECTIVE, REPORTING_VERBS
from variorum.records.parse import Parse, Token
from variorum.steps.times.groups import Expression

_STEPS = 12
_FUTURE_AUXILIARIES = frozenset("will shall wo 'll ’ll would".split())
_OPEN_AUXILIARIES = frozenset("may might could should must can".split())


class Look(Enum):
    """Where the clause's verb points.

    DUE is a present tense that may state what is fixed ("the court sits Monday"), EITHER what was ahead in the
    past ("the court was due to sit Monday").
    """

    PAST = "past"
    OPEN = "open"
    DUE = "due"
    EITHER = "either"
    AHEAD = "ahead"


def governor(parse: Parse, expression: Expression) -> Token | None:
    """The verb that the expression modifies, or None."""
    token = _top(parse, expression)
    if token.pos in ("VERB", "AUX") and not expression.first <= token.i < expression.last:
        return token
    return next((t for t in _few_above(parse, token) if t.pos in ("VERB", "AUX")), None)


def _top(parse: Parse, expression: Expression) -> Token:
    """The expression's token that hangs on a word outside it."""
    for token in parse.tokens[expression.first : expression.last]:
        if not expression.first <= token.head < expression.last or token.head == token.i:
            return token
    return parse.tokens[expression.first]


def reports(parse: Parse, expression: Expression) -> bool:
    """Whether the expression says when something was said."""
    verb = governor(parse, expression)
    return verb is not None and verb.lemma.lower() in REPORTING_VERBS


def look(parse: Parse, expression: Expression) -> Look:
    """Where the expression's clause points: to the past, ahead, or neither for certain."""
    verb = governor(parse, expression)
    for _ in range(_STEPS):
        if verb is None:
            return Look.OPEN
        found = _verb_look(parse, verb)
        if found is not None:
            return found
        verb = next((t for t in _few_above(parse, verb) if t.pos in ("VERB", "AUX")), None)
    return Look.OPEN


def _few_above(parse: Parse, token: Token) -> tuple[Token, ...]:
    return tuple(islice(parse.ancestors(token), _STEPS))


def _verb_look(parse: Parse, verb: Token) -> Look | None:
    """Where a verb points by itself; None for a participle, which takes its time from the verb above it."""
    children = parse.children(verb)
    auxiliaries = {c.text.lower() for c in children if c.dep in ("aux", "auxpass")}
    if auxiliaries & {"has", "have", "had", "'ve", "’ve"}:
        return Look.PAST
    if "did" in auxiliaries:
        return Look.PAST
    if auxiliaries & _FUTURE_AUXILIARIES:
        return Look.AHEAD
    if any(c.tag == "TO" for c in children):
        return _infinitive(parse, verb)
    if auxiliaries & _OPEN_AUXILIARIES:
        return Look.AHEAD if auxiliaries & {"should", "must", "may"} else Look.OPEN
    if verb.lemma.lower() in APPOINTED and verb.tag in ("VBN", "JJ"):
        return Look.EITHER if auxiliaries & {"was", "were"} else Look.AHEAD
    present = bool(auxiliaries & {"is", "are", "'s", "’s", "'re", "’re", "am", "'m", "’m"})
    if verb.tag == "VBN":
        return Look.OPEN if present or "being" in auxiliaries else Look.PAST
    if verb.tag == "VBD":
        return Look.PAST
    if verb.tag == "VBG":
        return Look.AHEAD if present else None
    if verb.tag == "VB" and not auxiliaries:
        return Look.DUE
    if verb.tag in ("VBZ", "VBP") and verb.pos == "VERB" and verb.lemma.lower() not in REPORTING_VERBS:
        return Look.DUE
    return Look.OPEN


def _infinitive(parse: Parse, verb: Token) -> Look:
    """Where "to" and a verb point: "was due to arrive" looks ahead, "managed to leave" does not."""
    head = parse.tokens[verb.head]
    if head.i == verb.i:
        return Look.AHEAD
    if head.lemma.lower() in PROSPECTIVE and any(c.text.lower() in ("was", "were") for c in parse.children(head)):
        return Look.EITHER
    if head.lemma.lower() in PROSPECTIVE or head.lemma.lower() in ("be", "go", "plan", "deadline", "right"):
        return Look.AHEAD
    return Look.OPEN
