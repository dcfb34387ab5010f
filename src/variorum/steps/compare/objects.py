"""To what, or by what means: another thing in the place of the object."""

from collections.abc import Sequence

from variorum.records.story import VariantKind
from variorum.steps.compare.notes import choices, say
from variorum.steps.compare.slots import Filler, filler
from variorum.steps.compare.telling import Finding, Telling, ids
from variorum.text.name_index import NameIndex

LEAST = 2
"""Reports that must agree on an object before one departs from it."""


def object_differences(tellings: Sequence[Telling], names: NameIndex) -> list[Finding]:
    """Findings where most give one object and one report another that none of them names."""
    groups: dict[str, list[Filler]] = {}
    for t in tellings:
        found = [f for c in t.claims if (f := filler(t, c.object, names)) is not None]
        if found:
            groups.setdefault(found[0].key, []).append(found[0])
    if len(groups) < 2:
        return []
    base = min(groups, key=lambda k: (-len({f.telling.origin for f in groups[k]}), -len(groups[k]), k))
    against = groups[base]
    if len({f.telling.origin for f in against}) < LEAST:
        return []
    out = []
    for key in sorted(groups):
        aside = groups[key]
        if key == base or any(_names(f.telling, base) for f in aside):
            continue
        if any(_names(g.telling, key) for g in against):
            continue
        a, b = ids(f.telling for f in aside), ids(f.telling for f in against)
        out.append(
            Finding(
                kind=VariantKind.OBJECT,
                aside=a,
                against=b,
                note=f"{say(a, 'has', 'have')} {choices(f.words for f in aside)}; "
                f"{say(b, 'has', 'have')} {choices(f.words for f in against)}.",
                marks=tuple(f.telling.mark(f.token) for f in (*aside, *against)),
                strength=0.6,
            )
        )
    return out


def _names(t: Telling, key: str) -> bool:
    return key in t.content or any(e.id == key for _, _, e in t.names)
