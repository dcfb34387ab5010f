"""A claim in the program's plain form: hedge, denial and source kept, or nothing at all."""

import re
from collections.abc import Iterable

from variorum.data.claim_words import NEGATIVE_OF_COMPLEMENT
from variorum.records.parse import Parse, Token
from variorum.records.reading import Certainty, Claim, ClaimKind, Source

LEAST_WORDS, MOST_WORDS = 5, 40
"""A statement with fewer words says too little alone, one with more is no longer brief."""

WHOLE = frozenset({ClaimKind.SENTENCE, ClaimKind.MAIN, ClaimKind.COMPLEMENT, ClaimKind.CONJUNCT, ClaimKind.ADVERBIAL})
"""Kinds of claims that are clauses with a verb of their own."""

_POINTING = frozenset(
    """he she it they him her them his hers its their theirs this that these those such one another both
    who which whom whose what when where while as after before because since although though if but and or so than to
    by with for from of in on at including during here asked then""".split()
)
"""First words that lean on what was said before, or open a clause that hangs on another."""
_FREE_STANDING = frozenset(
    "in on at for during after before by with from as to both one including since while if".split()
)
"""Those among them that may open a whole sentence."""
_SPOKEN = frozenset("i we you me us my our your mine ours yours myself ourselves yourself".split())
_LOOSE = frozenset("he she it they him her them his its their".split())
_THING = frozenset({"it", "its"})
_POINTERS = frozenset({"this", "that", "these", "those", "such"})
_SPEAKING = frozenset("speak talk say tell comment".split())
_SPANS_OF_TIME = frozenset(
    "time moment minute hour day night morning afternoon evening week weekend month quarter season year decade century "
    "spring summer autumn fall winter".split()
)
_UNFINISHED = frozenset(
    "that which who whom whose said say says saying told and or but nor than to of in on at by with for from as the a "
    "an their his her its".split()
)
"""Last words of a sentence that was cut off in the middle."""
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’(?!\w)")
_WORD = re.compile(r"[^\W_]+(?:['’\-.&/][^\W_]+)*")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_MARKS = "“”\"‘’'"
_PLURALS = frozenset("police people media officials authorities witnesses sources".split())
_TITLED = re.compile(r"^(?:the|a|an|one|some|several|two|three|his|her|its|their)\s", re.I)


def words_of(text: str) -> list[str]:
    """The words of a text, without marks."""
    return _WORD.findall(text)


def statement_of(claim: Claim, parse: Parse) -> str | None:
    """The claim as one sentence that can stand in a brief.

    Args:
        claim: Any claim of the article.
        parse: The article's parse.

    Returns:
        The sentence, or None where the claim's words alone would say more, or less, than the article does:
        where its hedge or its denial stands outside of it, where it leans on what was said before, where it is
        somebody's "I" without quotation marks.
    """
    if claim.kind not in WHOLE or not _stands_alone(claim, parse):
        return None
    text = claim.text.strip()
    if not _finite(claim, parse):
        return None
    if not text.endswith((".", ".”", '."', ".’")):
        return None
    said = words_of(text)
    if "?" in _QUOTED.sub(" ", text):
        return None
    if not LEAST_WORDS <= len(said) <= MOST_WORDS:
        return None
    held = set(claim.tokens)
    low = [w.lower() for w in said]
    if not _hedge_kept(claim, parse, held, low):
        return None
    sources = [s for s in claim.attribution if not _named_in(s.name, low)]
    outside = [parse.tokens[i] for i in claim.negators if i not in held]
    kept = [parse.tokens[i].text.lower() for i in claim.negators if i in held]
    if any(not _stands(w, text) for w in kept):
        return None
    if outside:
        return _denied(text, outside, sources, parse)
    if not sources:
        return text
    voice = _voice(sources, parse)
    return None if voice is None else f"{_open(text)}, according to {voice.rstrip('.')}."


def _finite(claim: Claim, parse: Parse) -> bool:
    """Whether its own verb is finite; a lent subject has brought the verb into form."""
    head = parse.tokens[claim.head]
    below = parse.children(head)
    helped = any(c.dep in ("aux", "auxpass") and c.tag in _FINITE | {"MD"} for c in below)
    if sum(c.dep in ("nsubj", "nsubjpass") for c in below) > 1:
        return False  # Two subjects: the sentence was misread.
    agent = any(c.dep == "agent" for c in below) and not any(c.dep == "auxpass" for c in below)
    if agent and not (head.tag == "VBN" and claim.subject not in claim.tokens):
        return False
    if claim.subject is not None and claim.subject not in claim.tokens:
        return True
    return helped or head.tag in _FINITE


def _open(text: str) -> str:
    """The sentence without its full stop."""
    body = text.rstrip()
    if body[-1] in _MARKS:
        return body[:-1].rstrip(".") + body[-1]
    return body.rstrip(".")


def _stands(word: str, text: str) -> bool:
    return word.strip("'’") in text.lower()


def _named_in(name: str, low: list[str]) -> bool:
    """Whether the statement itself names a source."""
    parts = [w.lower() for w in words_of(name)]
    return bool(parts) and parts[-1] in low


def _hedge_kept(claim: Claim, parse: Parse, held: set[int], low: list[str]) -> bool:
    """Whether the words of the statement hold a hedge where the claim has one."""
    if claim.certainty is Certainty.STATED:
        return True
    inside = {parse.tokens[i].text.lower().strip("'’") for i in claim.hedges if i in held}
    return bool(inside & {part for w in low for part in (w, *re.split(r"['’\-]", w))})


def _denied(text: str, outside: list[Token], sources: list[Source], parse: Parse) -> str | None:
    """Say "X denied that P", where the claim is P alone and its denial stands before it."""
    verb = outside[0]
    if len(outside) != 1 or verb.lemma.lower() not in NEGATIVE_OF_COMPLEMENT or len(sources) != 1:
        return None
    voice = _voice(sources, parse)
    if voice is None or verb.tag not in ("VBD", "VBZ", "VBP"):
        return None
    body = _open(text)
    first = body.split()[0]
    if first.lower() in ("the", "a", "an", "there", "no", "some", "all", "any"):
        body = body[0].lower() + body[1:]
    return f"{voice[0].upper()}{voice[1:]} {verb.text} that {body}."


def _voice(sources: list[Source], parse: Parse) -> str | None:
    """The nearest source, and the one who relays it."""
    names = [_source_words(s, parse) for s in sources[:2]]
    if any(n is None for n in names):
        return None
    return ", cited by ".join(n for n in names if n)


def _source_words(source: Source, parse: Parse) -> str | None:
    """A source as it is named after "according to": with the article that the text gives it."""
    name = " ".join(source.name.split())
    if not name or name.lower() in _LOOSE | _SPOKEN or name.lower() in _POINTING:
        return None
    if _TITLED.match(name):
        return name[0].lower() + name[1:] if name[0] in "TASO" and name.split()[0].lower() != name.split()[0] else name
    tokens = parse.within(source.start, source.end)
    written = {t.text.lower().strip(".,") for t in tokens}
    # The determiner of other words for the source ("the rabbi") is none of the name's own.
    determiner = _determiner(tokens, parse) if name.split()[-1].lower().strip(".,") in written else ""
    if determiner and name[0].isupper() and (determiner != "the" or not _ends_on(name, tokens)):
        determiner = ""  # "a NATO spokesman": the article is the spokesman's, not NATO's
    if determiner:
        return f"{determiner} {name}"
    if name[0].isupper() or name[0].isdigit():
        return name
    last = name.split()[-1].lower()
    return name if last in _PLURALS or (last.endswith("s") and not last.endswith("ss")) else f"the {name}"


def _ends_on(name: str, tokens: Iterable[Token]) -> bool:
    """Whether the source's words end on the name's last word."""
    words = [t.text.lower().strip(".,") for t in tokens if any(c.isalnum() for c in t.text)]
    return bool(words) and words[-1] == name.split()[-1].lower().strip(".,")


def _determiner(tokens: Iterable[Token], parse: Parse) -> str:
    """The determiner "the" or "a", where the text puts it before the name."""
    rows = list(tokens)
    if not rows:
        return ""
    held = {t.i for t in rows}
    if rows[0].text.lower() in ("the", "a", "an"):
        return "" if rows[0].text[0].isupper() and len(rows) > 1 and rows[1].pos != "PROPN" else rows[0].text.lower()
    top = next((t for t in rows if t.head not in held), rows[-1])
    if top.pos == "PRON":
        return ""
    first = rows[0]
    before = parse.tokens[first.i - 1] if first.i else None
    while before is not None and before.pos in ("ADJ", "NUM", "PROPN", "NOUN") and before.head in held and before.i:
        before = parse.tokens[before.i - 1]
    if (
        before is not None
        and before.text.lower() in ("the", "a", "an")
        and (before.head in held or before.i == first.i - 1)
    ):
        return before.text.lower()
    return ""


def _stands_alone(claim: Claim, parse: Parse) -> bool:
    """Whether it leans neither on the sentence before nor on a speaker's "I"."""
    text = claim.text.strip()
    plain = [w.lower() for w in words_of(_QUOTED.sub(" ", text))]
    if any(w in _SPOKEN or w.split("’")[0].split("'")[0] in _SPOKEN for w in plain):
        return False
    if sum(text.count(m) for m in '“"') != sum(text.count(m) for m in '”"') or not plain:
        return False
    if plain[-1] in _UNFINISHED and text.rstrip(".").lower().endswith(plain[-1]):
        return False
    if _points_outside(claim, parse) or _speaks_of_nothing(claim, parse):
        return False
    first = words_of(text)[0].lower()
    if first in ("it", "there"):
        # "It is believed that", "There were": these point at nothing.
        if first == "it" and not _expletive(claim, parse):
            return False
    elif first in _POINTING and (claim.kind is not ClaimKind.SENTENCE or first not in _FREE_STANDING):
        return False
    subject = parse.tokens[claim.subject] if claim.subject is not None else None
    if claim.subject is None and first not in ("there", "it"):
        return False
    if subject is not None and subject.pos == "PRON" and subject.text.lower() in _LOOSE and first not in ("it",):
        return _names_before(subject, parse) if claim.kind is ClaimKind.SENTENCE else False
    if subject is not None and subject.dep in ("nsubj", "nsubjpass"):
        owners = [c.text.lower() for c in parse.children(subject) if c.dep == "poss"]
        if any(o in _LOOSE for o in owners) and subject.i in claim.tokens:
            return False
    return True


def _points_outside(claim: Claim, parse: Parse) -> bool:
    """Whether it has "it" or "these fears" and nothing before that this could be."""
    held = sorted(claim.tokens)
    for n, i in enumerate(held):
        token = parse.tokens[i]
        word = token.text.lower()
        if word in _POINTERS and token.dep in ("det", "amod", "predet"):
            if parse.tokens[token.head].lemma.lower() not in _SPANS_OF_TIME:
                return True
        elif word in _THING and token.pos == "PRON" and n:
            before = [parse.tokens[k] for k in held[:n]]
            named = any(t.pos in ("NOUN", "PROPN") and t.ent not in ("PERSON", "DATE", "TIME") for t in before)
            if not named and not _empty(token, parse):
                return True
    return False


def _speaks_of_nothing(claim: Claim, parse: Parse) -> bool:
    """Whether it tells that somebody spoke, and neither what he said nor of what, to whom or when."""
    head = parse.tokens[claim.head]
    return head.lemma.lower() in _SPEAKING and not any(
        c.dep in ("ccomp", "xcomp", "dobj", "obj", "dative", "prep", "advmod", "npadvmod", "aux", "neg", "parataxis")
        for c in parse.children(head)
        if c.i in claim.tokens
    )


def _empty(pronoun: Token, parse: Parse) -> bool:
    """Whether an "it" stands for what follows ("it is clear that", "made it hard to"), or for the weather."""
    head = parse.tokens[pronoun.head]
    return pronoun.dep == "expl" or any(
        c.dep in ("ccomp", "xcomp", "csubj") and c.i > pronoun.i for c in parse.children(head)
    )


def _expletive(claim: Claim, parse: Parse) -> bool:
    head = parse.tokens[claim.head]
    subject = next(
        (c for c in parse.children(head) if c.dep in ("nsubj", "nsubjpass", "expl") and c.lemma == "it"), None
    )
    if subject is None:
        return False
    return subject.dep == "expl" or any(c.dep == "ccomp" and c.i > head.i for c in parse.children(head))


def _names_before(pronoun: Token, parse: Parse) -> bool:
    """Whether a name stands before the pronoun in its own sentence."""
    sentence = parse.sentences[pronoun.sent]
    return any(t.pos == "PROPN" and t.ent == "PERSON" for t in parse.tokens[sentence.first : pronoun.i])
