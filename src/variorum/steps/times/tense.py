"""Whether the words around a time expression look back or ahead."""

from enum import Enum

from variorum.data.calendar import PROSPECTIVE, REPORTING_VERBS
from variorum.records.parse import Parse, Token
from variorum.steps.times.groups import Expression

_STEPS = 12
_FUTURE_AUXILIARIES = frozenset("will shall wo 'll ’ll would".split())
_OPEN_AUXILIARIES = frozenset("may might could should must can".split())


class Look(Enum):
    """Where the clause's verb points."""

    PAST = "past"
    OPEN = "open"
    AHEAD = "ahead"


def governor(parse: Parse, expression: Expression) -> Token | None:
    """The verb that the expression modifies, or None."""
    token = _top(parse, expression)
    if token.pos in ("VERB", "AUX") and not expression.first <= token.i < expression.last:
        return token
    for n, above in enumerate(parse.ancestors(token)):
        if above.pos in ("VERB", "AUX"):
            return above
        if n >= _STEPS:
            break
    return None


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
    if verb is None:
        return Look.OPEN
    children = parse.children(verb)
    auxiliaries = {c.text.lower() for c in children if c.dep in ("aux", "auxpass")}
    if auxiliaries & {"has", "have", "had", "'ve", "’ve"}:
        return Look.PAST
    if auxiliaries & _FUTURE_AUXILIARIES:
        return Look.AHEAD
    if "to" in auxiliaries or any(c.tag == "TO" for c in children):
        return _infinitive(parse, verb)
    if auxiliaries & _OPEN_AUXILIARIES:
        return Look.AHEAD if auxiliaries & {"should", "must", "may"} else Look.OPEN
    if verb.lemma.lower() in PROSPECTIVE and verb.tag in ("VBN", "VBG", "JJ"):
        return Look.AHEAD
    passive = {c.text.lower() for c in children if c.dep in ("aux", "auxpass")}
    if verb.tag == "VBN":
        if passive & {"is", "are", "'s", "being"}:
            return Look.OPEN
        return Look.PAST
    if verb.tag == "VBD":
        return Look.PAST
    if verb.tag == "VBG":
        if auxiliaries & {"is", "are", "'re", "'s", "am", "'m"}:
            return Look.AHEAD
        return _outer(parse, verb)
    return Look.OPEN


def _infinitive(parse: Parse, verb: Token) -> Look:
    """ "was due to arrive" looks ahead, "managed to leave" does not."""
    head = parse.tokens[verb.head]
    if head.i == verb.i:
        return Look.AHEAD
    if head.lemma.lower() in PROSPECTIVE or head.lemma.lower() in ("be", "go", "plan", "deadline", "right"):
        return Look.AHEAD
    return Look.OPEN


def _outer(parse: Parse, verb: Token) -> Look:
    """A participle takes its time from the clause above it."""
    for n, above in enumerate(parse.ancestors(verb)):
        if above.pos in ("VERB", "AUX"):
            return Look.PAST if above.tag in ("VBD", "VBN") else Look.OPEN
        if n >= _STEPS:
            break
    return Look.OPEN
