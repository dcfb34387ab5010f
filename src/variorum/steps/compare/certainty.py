"""How surely it is said: stated, planned, pledged, hoped, possible, reported, alleged."""

from collections.abc import Sequence

from variorum.records.parse import Token
from variorum.records.reading import Certainty, Claim
from variorum.records.story import VariantKind
from variorum.steps.compare.notes import choices, say
from variorum.steps.compare.telling import Finding, Telling, ids, majority

HEDGES: dict[str, Certainty] = {
    **dict.fromkeys(
        "reportedly apparently seemingly evidently supposedly purportedly ostensibly reported".split(),
        Certainty.REPORTED,
    ),
    **dict.fromkeys("allegedly alleged allege accuse suspected suspect".split(), Certainty.ALLEGED),
    **dict.fromkeys(
        """may might could possibly perhaps probably likely potentially maybe possible potential probable unlikely
        appear seem suggest believe presumably possibility probability indication""".split(),
        Certainty.POSSIBLE,
    ),
    **dict.fromkeys("hope hopefully wish want aim desire".split(), Certainty.HOPED),
    **dict.fromkeys("plan intend intention expect due schedule would".split(), Certainty.PLANNED),
    **dict.fromkeys("pledge promise vow commit swear undertake".split(), Certainty.PLEDGED),
}
"""Lemmas that lower the certainty of what they govern.

Source: the epistemic and future cues of modality lexicons (de Marneffe et al. 2012, "Did it happen?"), chosen and
grouped for this project by the contract's kinds.
"""
DEPTH = 3
"""A hedge further below the claim's head than this hedges a part of it, not the claim."""
_WEAKEST_FIRST = (
    Certainty.ALLEGED,
    Certainty.REPORTED,
    Certainty.POSSIBLE,
    Certainty.HOPED,
    Certainty.PLEDGED,
    Certainty.PLANNED,
)


def certainty_differences(tellings: Sequence[Telling]) -> list[Finding]:
    """One finding for each side whose certainty is not the majority's."""
    groups: dict[str, list[Telling]] = {}
    for t in tellings:
        groups.setdefault(_certainty(t), []).append(t)
    if len(groups) < 2:
        return []
    base = majority(groups)
    out = []
    for key in sorted(groups):
        if key == base:
            continue
        aside, against = groups[key], groups[base]
        a, b = ids(aside), ids(against)
        out.append(
            Finding(
                kind=VariantKind.CERTAINTY,
                aside=a,
                against=b,
                note=f"{_how(a, aside, key)}; {_how(b, against, base)}.",
                marks=tuple(t.mark(h) for t in (*aside, *against) for h in _hedges(t)[:1]),
            )
        )
    return out


def _certainty(t: Telling) -> str:
    """The weakest certainty that the claims or the words of the telling have."""
    found = {c.certainty for c in t.claims if not _only_agreed(t, c)} | {HEDGES[h.lemma.lower()] for h in _hedges(t)}
    return next((c for c in _WEAKEST_FIRST if c in found), Certainty.STATED)


def _only_agreed(t: Telling, claim: Claim) -> bool:
    """Whether nothing but "agreed" makes a claim less than stated: to agree is an act, and done."""
    return bool(claim.hedges) and all(t.parse.tokens[i].lemma.lower() == "agree" for i in claim.hedges)


def _hedges(t: Telling) -> list[Token]:
    held = {k.i for k in t.tokens}
    return [
        k
        for k in t.tokens
        if k.lemma.lower() in HEDGES
        and k.pos != "PROPN"
        and not _denied(t, k)
        and not _names_a_thing(t, k)
        and _depth(t, k, held) <= DEPTH
    ]


def _names_a_thing(t: Telling, token: Token) -> bool:
    """Whether it only says what kind of thing is spoken of: "a possible change was not discussed" is said flat."""
    return token.dep == "amod" and t.parse.tokens[token.head].dep not in ("ROOT", "attr", "appos")


def _depth(t: Telling, token: Token, held: set[int]) -> int:
    """How many heads lie between a token and the top of its claim."""
    n = 0
    for a in t.parse.ancestors(token):
        if a.i not in held:
            break
        n += 1
    return n


def _denied(t: Telling, token: Token) -> bool:
    """Whether it is denied: "could not" says what was, not what may be."""
    return token.lemma.lower() in {"could", "can"} and any(
        x.dep == "neg" for x in t.parse.children(t.parse.tokens[token.head])
    )


def _how(articles: Sequence[str], tellings: Sequence[Telling], key: str) -> str:
    if key == Certainty.STATED:
        return say(articles, "states it", "state it")
    words = [h.text for t in tellings for h in _hedges(t) if HEDGES[h.lemma.lower()] == key]
    words = words or [
        t.parse.tokens[i].text
        for t in tellings
        for c in t.claims
        if c.certainty == key
        for i in c.hedges
        if t.parse.tokens[i].lemma.lower() != "be"
    ]
    if words:
        return f"{say(articles, 'has', 'have')} {choices(words)}"
    return f"{say(articles, 'gives', 'give')} it as {key}"
