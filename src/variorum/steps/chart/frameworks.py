"""Frameworks: the arrangements of all articles brought together, with their members and why each counts as one."""

from collections.abc import Mapping, Sequence

from variorum.records.act import Arrangement
from variorum.records.place import Cite
from variorum.records.reading import EntityType
from variorum.records.system import ReportFramework, ReportMember
from variorum.text.gazetteer import body_forms
from variorum.text.name_index import NameIndex

_SHORT = {"United States": "US", "United Kingdom": "UK", "United Arab Emirates": "UAE", "European Union": "EU"}
"""Names that composed names of frameworks give in short."""

_SAYS_SO = (
    "alliance treaty agreement pact accord convention protocol framework organisation organization union league "
    "council forum group partnership charter deal compact community quad dialogue bloc"
).split()


def arrange(arrangements: Sequence[Arrangement], *, names: NameIndex) -> tuple[ReportFramework, ...]:
    """Bring arrangements together: those of one name, and those described with the same members.

    Args:
        arrangements: Of all articles.
        names: The story's entities.

    Returns:
        The frameworks, those that most articles name first. One that nothing but its capitals shows to be one, with
        no member, is left out.
    """
    groups: dict[str, list[Arrangement]] = {}
    for a in sorted(arrangements, key=lambda a: (a.article, a.place)):
        key = a.entity or f"{a.kind}|{'|'.join(name for name, _ in a.members)}"
        groups.setdefault(key, []).append(a)
    out = [f for key in sorted(groups) if (f := _framework(groups[key], names)) is not None]
    return tuple(sorted(out, key=lambda f: (-len(f.articles), f.framework, f.members)))


def _framework(group: Sequence[Arrangement], names: NameIndex) -> ReportFramework | None:
    first = group[0]
    entity = names[first.entity] if first.entity else None
    reasons: dict[str, dict[str, list[Arrangement]]] = {}
    for a in group:
        for name, reason in a.members:
            reasons.setdefault(name, {}).setdefault(reason, []).append(a)
    if entity is not None and not reasons and not _known((entity.name, *entity.aliases)):
        return None
    members = tuple(sorted(reasons))
    stands = [a for a in group if not a.proposed]
    shown = _best(group)
    return ReportFramework(
        framework=entity.name if entity else f"{'-'.join(_SHORT.get(m, m) for m in members)} {first.kind}",
        members=members,
        cites=tuple(Cite(article=a.article, start=a.place.start, end=a.place.end) for a in shown),
        kind=first.kind,
        status="stands" if stands else "proposed",
        reasons=tuple(_member(name, reasons[name]) for name in members),
        articles=tuple(sorted({a.article for a in group})),
        entity=first.entity,
    )


def _best(group: Sequence[Arrangement]) -> list[Arrangement]:
    """One place an article: the one that names the most members."""
    out: dict[str, Arrangement] = {}
    for a in group:
        old = out.get(a.article)
        if old is None or len(a.members) > len(old.members):
            out[a.article] = a
    return [out[key] for key in sorted(out)]


def _member(name: str, reasons: Mapping[str, Sequence[Arrangement]]) -> ReportMember:
    """The reason that most places give, with the first place of each article that gives it."""
    reason = min(reasons, key=lambda r: (-len(reasons[r]), r))
    places: dict[str, Arrangement] = {}
    for a in reasons[reason]:
        places.setdefault(a.article, a)
    return ReportMember(
        name=name,
        reason=reason,
        cites=tuple(Cite(article=k, start=a.place.start, end=a.place.end) for k, a in sorted(places.items())),
    )


def _known(forms: Sequence[str]) -> bool:
    """Whether a name is generally known as that of a body, or says itself that it is an arrangement."""
    if any(f in body_forms() and body_forms()[f].type in _TYPES for f in forms):
        return True
    return any(word in _SAYS_SO for f in forms for word in f.lower().replace("-", " ").split())


_TYPES = frozenset({EntityType.FRAMEWORK.value, EntityType.AGREEMENT.value, EntityType.ORGANISATION.value})
