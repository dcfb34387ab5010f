"""How surely it is said: stated, planned, pledged, hoped, possible, reported, alleged."""

from collections.abc import Sequence

from variorum.records.parse import Token
from variorum.records.reading import Certainty
from variorum.records.story import VariantKind
from variorum.steps.compare.notes import quoted, say
from variorum.steps.compare.telling import Finding, Telling, ids, majority

HEDGES: dict[str, Certainty] = {
    **dict.fromkeys(
        ("reportedly", "apparently", "seemingly", "evidently", "supposedly", "purportedly", "ostensibly"),
        Certainty.REPORTED,
    ),
    **dict.fromkeys(("allegedly", "alleged", "suspected", "accuse", "allege"), Certainty.ALLEGED),
    **dict.fromkeys(
        ("may", "might", "could", "possibly", "perhaps", "probably", "likely", "potentially", "maybe",
         "possible", "potential", "probable", "unlikely", "appear", "seem", "suggest", "believe", "suspect", "presumably"),
        Certainty.POSSIBLE,
    ),
    **dict.fromkeys(("hope", "hopefully", "wish", "want", "aim", "seek"), Certainty.HOPED),
    **dict.fromkeys(("plan", "intend", "intention", "expect", "due", "schedule", "prepare"), Certainty.PLANNED),
    **dict.fromkeys(("pledge", "promise", "vow", "commit", "swear", "undertake"), Certainty.PLEDGED),
}  # fmt: skip
"""Lemmas that lower the certainty of what they govern."""


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
    found = [c.certainty for c in t.claims if c.certainty is not Certainty.STATED]
    if found:
        return found[0]
    return Certainty.STATED


def _hedges(t: Telling) -> list[Token]:
    return [k for k in t.tokens if k.lemma.lower() in HEDGES or k.text.lower() in HEDGES]


def _how(articles: Sequence[str], tellings: Sequence[Telling], key: str) -> str:
    if key == Certainty.STATED:
        return say(articles, "states it", "state it")
    words = [h.text for t in tellings for h in _hedges(t)[:1]]
    if words:
        return f"{say(articles, 'has', 'have')} {quoted(words[0])}"
    return f"{say(articles, 'gives', 'give')} it as {key}"
