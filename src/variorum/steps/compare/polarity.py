"""Yes against no, and words that are each other's opposites."""

from collections.abc import Sequence

from variorum.records.parse import Token
from variorum.records.reading import Polarity
from variorum.records.story import VariantKind, VariantRelation
from variorum.steps.compare.notes import choices, quoted, say
from variorum.steps.compare.telling import CONTENT, LIGHT_VERBS, Finding, Telling, ids, majority

NEAR = 0.6
"""Share of what is denied that the other side must affirm in the same words."""
ALL = 0.8
"""The same, where the verb says next to nothing by itself ("be", "have")."""
BACK = 0.4
"""Share of what is affirmed that must stand in the denial."""
LEAST = 2
"""Content words that both sides must have, at least."""
LONGEST = 6
"""Tokens from an auxiliary to its verb beyond which only the verb is shown."""
NEGATIONS = frozenset(
    """not n't n’t no never none nobody nothing nowhere neither nor without cannot unlikely hardly barely scarcely
    deny denied denies refuse refused decline declined fail failed lack lacked lacks reject rejected untrue false
    before unless""".split()
)
"""Words with which a telling may say no somewhere: whoever has one is not plainly on the side of yes."""
_OPEN_MARKS = frozenset("until till before if whether unless lest why how when once".split())
_MARKS = frozenset({"mark", "advmod"})
"""Words that open a clause which does not say that it is so, and how they hang on its verb."""
OPPOSITES = (
    ("rise", "fall"), ("increase", "decrease"), ("gain", "lose"), ("up", "down"), ("grow", "shrink"),
    ("climb", "drop"), ("rise", "drop"), ("gain", "drop"), ("accept", "reject"), ("support", "oppose"),
    ("confirm", "deny"), ("allow", "ban"), ("approve", "reject"), ("succeed", "fail"), ("open", "close"),
    ("guilty", "innocent"), ("strengthen", "weaken"), ("win", "lose"), ("arrive", "leave"), ("rise", "slip"),
)  # fmt: skip
"""Pairs that cannot both hold of one thing at one time (WordNet's antonyms, the most common in news)."""


def polarity_differences(tellings: Sequence[Telling]) -> list[Finding]:
    """Findings where some deny, in the same words, what others affirm, or say the opposite of it."""
    out = _denials(tellings)
    return out or _opposites(tellings)


def _denials(tellings: Sequence[Telling]) -> list[Finding]:
    no = [(t, d) for t in tellings if all(c.polarity is Polarity.DENIED for c in t.claims) and (d := _denied(t))]
    yes = [
        t for t in tellings if all(c.polarity is Polarity.AFFIRMED for c in t.claims) and not NEGATIONS & set(t.lower)
    ]
    if not no or not yes:
        return []
    for t, (verb, words) in no:
        said = words - LIGHT_VERBS
        for y in yes:
            shared = said & y.content
            light = verb.lemma.lower() in LIGHT_VERBS
            if (not light and not _asserted(y, verb.lemma.lower())) or t.origin == y.origin:
                return []
            if len(shared) < max(LEAST, (ALL if light else NEAR) * len(said), BACK * len(y.content)):
                return []
    deniers = [t for t, _ in no]
    aside, against = (deniers, yes) if len(deniers) <= len(yes) else (yes, deniers)
    a, b = ids(aside), ids(against)
    denied = choices(_no_words(t, verb) for t, (verb, _) in no)
    how = {
        id(deniers): (f"says {denied}", f"say {denied}"),
        id(yes): ("says that it is so", "say that it is so"),
    }
    return [
        Finding(
            kind=VariantKind.POLARITY,
            relation=VariantRelation.CONFLICT,
            aside=a,
            against=b,
            note=f"{say(a, *how[id(aside)])}; {say(b, *how[id(against)])}.",
            marks=tuple(t.mark(verb) for t, (verb, _) in no),
        )
    ]


def _asserted(t: Telling, lemma: str) -> bool:
    """Whether a verb is said to hold: not only "until", "if" or "whether" it holds."""
    for k in t.tokens:
        if k.lemma.lower() != lemma:
            continue
        above = (k, *t.parse.ancestors(k))
        if not any(m.lemma.lower() in _OPEN_MARKS for a in above for m in t.parse.children(a) if m.dep in _MARKS):
            return True
    return False


def _no_words(t: Telling, verb: Token) -> str:
    """The denial as it is written, from its first auxiliary to the verb."""
    parts = [k.i for k in t.parse.children(verb) if k.dep in {"aux", "auxpass", "neg"} and k.i < verb.i]
    if verb.i - min(parts, default=verb.i) > LONGEST:
        return verb.text
    negs = [k.i for k in t.parse.children(verb) if k.dep == "neg"]
    return t.parse.words(min([verb.i, *parts]), max([verb.i, *(n for n in negs if n - verb.i < LONGEST)]) + 1)


def _denied(t: Telling) -> tuple[Token, frozenset[str]] | None:
    """The verb that is denied and the content words below it."""
    held = {k.i for k in t.tokens}
    for k in t.tokens:
        if k.dep == "neg" and k.head in held and k.text.lower() != "never":
            verb = t.parse.tokens[k.head]
            below = [x for x in t.parse.subtree(verb) if x.i in held and x.pos in CONTENT and x.i != k.i]
            return verb, frozenset(x.lemma.lower() for x in below)
    return None


def _opposites(tellings: Sequence[Telling]) -> list[Finding]:
    for one, other in OPPOSITES:
        sides: dict[str, list[Telling]] = {}
        for t in tellings:
            has = [w for w in (one, other) if w in t.content]
            if len(has) == 1 and not NEGATIONS & set(t.lower):
                sides.setdefault(has[0], []).append(t)
        if len(sides) < 2:
            continue
        if any(len(x.content & y.content) < LEAST for x in sides[one] for y in sides[other]):
            continue
        base = majority(sides)
        aside, against = sides[one if base == other else other], sides[base]
        word = one if base == other else other
        a, b = ids(aside), ids(against)
        dates = {t.published for t in aside} | {t.published for t in against}
        return [
            Finding(
                kind=VariantKind.POLARITY,
                relation=VariantRelation.UPDATE if len(dates) > 1 else VariantRelation.COMPATIBLE,
                aside=a,
                against=b,
                note=f"{say(a, 'has', 'have')} {quoted(_written(aside[0], word))}; "
                f"{say(b, 'has', 'have')} {quoted(_written(against[0], base))}.",
                marks=tuple(t.mark(k) for t in (*aside, *against) for k in t.tokens if k.lemma.lower() in (word, base)),
            )
        ]
    return []


def _written(t: Telling, lemma: str) -> str:
    return next(k.text for k in t.tokens if k.lemma.lower() == lemma)
