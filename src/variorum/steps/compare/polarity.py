"""Yes against no."""

from collections.abc import Sequence

from variorum.records.reading import Polarity
from variorum.records.story import VariantKind, VariantRelation
from variorum.steps.compare.notes import say
from variorum.steps.compare.telling import Finding, Telling, ids, majority

NEAR = 0.5
"""Share of the shorter telling's content words that both must have, for yes and no to be of one thing."""


def polarity_differences(tellings: Sequence[Telling]) -> list[Finding]:
    """A finding where some deny what others affirm, in much the same words."""
    groups: dict[str, list[Telling]] = {}
    for t in tellings:
        said = {c.polarity for c in t.claims}
        if len(said) == 1:
            groups.setdefault(said.pop(), []).append(t)
    if len(groups) < 2:
        return []
    base = majority(groups)
    (other,) = set(groups) - {base}
    aside, against = groups[other], groups[base]
    if not all(_same_matter(x, y) for x in aside for y in against):
        return []
    a, b = ids(aside), ids(against)
    verbs = {Polarity.DENIED: ("denies it", "deny it"), Polarity.AFFIRMED: ("affirms it", "affirm it")}
    return [
        Finding(
            kind=VariantKind.POLARITY,
            relation=VariantRelation.CONFLICT,
            aside=a,
            against=b,
            note=f"{say(a, *verbs[Polarity(other)])}; {say(b, *verbs[Polarity(base)])}.",
            marks=tuple(t.mark(*t.tokens) for t in (*aside, *against) if t.tokens),
        )
    ]


def _same_matter(x: Telling, y: Telling) -> bool:
    least = min(len(x.content), len(y.content))
    return bool(least) and len(x.content & y.content) >= NEAR * least
