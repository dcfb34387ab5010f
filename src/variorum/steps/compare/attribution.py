"""On whose word: the outlet's own voice, or a named or unnamed source."""

from collections.abc import Sequence

from variorum.records.reading import Source
from variorum.records.story import VariantKind
from variorum.steps.compare.notes import choices, say
from variorum.steps.compare.telling import Finding, Telling, ids, majority
from variorum.text.name_index import NameIndex

OWN = ""
_SMALL = frozenset({"the", "a", "an", "of", "and", "for", "'s", "’s", "s", "mr", "mrs", "ms", "dr"})


def attribution_differences(tellings: Sequence[Telling], names: NameIndex) -> list[Finding]:
    """One finding for each side that rests on another word than the majority's."""
    groups: dict[str, list[Telling]] = {}
    for t in tellings:
        key = OWN if not t.sources else _join(groups, _key(t, t.sources[0], names))
        groups.setdefault(key, []).append(t)
    if len(groups) < 2:
        return []
    base = majority(groups)
    out = []
    if OWN in groups:
        own = groups[OWN]
        sourced = [t for k, rows in sorted(groups.items()) if k != OWN for t in rows]
        if base == OWN:
            sides = [(rows, own) for k, rows in sorted(groups.items()) if k != OWN]
            if len(sides) > 1 and len(sourced) <= len(own):
                sides = [(sourced, own)]
        else:
            sides = [(own, sourced)]
    else:
        sides = [(rows, groups[base]) for k, rows in sorted(groups.items()) if k != base]
    for aside, against in sides:
        out.append(_finding(aside, against))
    return out


def _finding(aside: Sequence[Telling], against: Sequence[Telling]) -> Finding:
    a, b = ids(aside), ids(against)
    return Finding(
        kind=VariantKind.ATTRIBUTION,
        aside=a,
        against=b,
        note=f"{_voice(a, aside)}; {_voice(b, against)}.",
        marks=tuple(t.span(s.start, s.end) for t in (*aside, *against) for s in t.sources[:1] if s.end > s.start),
    )


def _voice(articles: Sequence[str], tellings: Sequence[Telling]) -> str:
    named = [t.sources[0].name for t in tellings if t.sources]
    if not named:
        return say(articles, "says so in its own voice", "say so in their own voice")
    return f"{say(articles, 'gives', 'give')} it on the word of {choices(named)}"


def _key(t: Telling, source: Source, names: NameIndex) -> str:
    entity = names.at(t.id, source.start, source.end) if source.end > source.start else None
    if entity is not None:
        return entity.name.lower()
    return " ".join(w for w in source.name.lower().split() if w not in _SMALL) or source.name.lower()


def _join(groups: dict[str, list[Telling]], key: str) -> str:
    """The group that the source belongs to: one whose words hold the key's, or the other way round."""
    words = set(key.split())
    for other in sorted(groups):
        have = set(other.split())
        if other != OWN and (words <= have or have <= words):
            return other
    return key
