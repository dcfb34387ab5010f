"""Actors: who takes part, which offices they hold, and how each report calls them."""

import math
from collections.abc import Iterable, Mapping, Sequence

from variorum.records.act import Act, Office
from variorum.records.place import Cite, Span
from variorum.records.reading import Entity, EntityType
from variorum.records.source import Article
from variorum.records.system import ReportActor, ReportFramework, ReportLabel, ReportOffice, ReportRelation
from variorum.text.name_index import NameIndex

_KEPT = frozenset(
    {EntityType.PERSON, EntityType.COUNTRY, EntityType.ORGANISATION, EntityType.FRAMEWORK, EntityType.AGREEMENT}
)
_STATUS = ("holds", "acting", "elect", "former")


def gather_actors(
    relations: Sequence[ReportRelation],
    frameworks: Sequence[ReportFramework],
    offices: Sequence[Office],
    acts: Sequence[Act],
    *,
    articles: Mapping[str, Article],
    names: NameIndex,
) -> tuple[ReportActor, ...]:
    """The actors of a story.

    Args:
        relations: Who does what; both ends take part.
        frameworks: Frameworks and their members take part.
        offices: Holders of offices take part.
        acts: The acts; one who succeeds another in office is told there.
        articles: By id.
        names: The story's entities.

    Returns:
        The actors, the most prominent first. Outlets take part only where something is done by or to them.
    """
    by_name: dict[str, list[Entity]] = {}
    for e in names.entities():
        by_name.setdefault(e.name, []).append(e)
    taking = {r.from_id for r in relations} | {r.to_id for r in relations if r.to_id} | {o.person for o in offices}
    taking |= {f.entity for f in frameworks if f.entity}
    for name in (n for group in (*(r.with_ for r in relations), *(f.members for f in frameworks)) for n in group):
        taking |= {e.id for e in by_name.get(name, ()) if e.type in _KEPT}
    mentions = {key: len(names[key].mentions) for key in taking}
    most = max(mentions.values(), default=1)
    out = [
        ReportActor(
            id=key,
            name=names[key].name,
            type=names[key].type,
            weight=_weight(names[key], len(articles), most),
            offices=_offices([o for o in offices if o.person == key], acts, names),
            labels=_labels(names[key], [o for o in offices if o.person == key], articles),
            articles=tuple(sorted({m.article for m in names[key].mentions})),
        )
        for key in sorted(taking)
        if mentions[key]
    ]
    return tuple(sorted(out, key=lambda a: (-a.weight, a.type, a.name, a.id)))


def _weight(entity: Entity, reports: int, most: int) -> float:
    """Half by how many reports name it, half by how often they do (logarithmic)."""
    spread = len({m.article for m in entity.mentions}) / max(1, reports)
    often = math.log1p(len(entity.mentions)) / math.log1p(most)
    return round(0.5 * spread + 0.5 * often, 3)


def _offices(offices: Sequence[Office], acts: Sequence[Act], names: NameIndex) -> tuple[ReportOffice, ...]:
    """Offices of one person, one for each title and state; the fuller of two that fit into one another stands."""
    groups: dict[tuple[str, str], list[Office]] = {}
    for o in sorted(offices, key=lambda o: (o.article, o.place)):
        groups.setdefault((o.title, o.status), []).append(o)
    person = offices[0].person if offices else ""
    before = sorted({names[a.object].name for a in acts if a.relation == "succeeds" and a.actor == person and a.object})
    out = []
    for (title, status), group in sorted(groups.items()):
        of = sorted({o.of for o in group if o.of})
        places: dict[str, Office] = {}
        for o in group:
            places.setdefault(o.article, o)
        out.append(
            ReportOffice(
                title=title,
                of=of[0] if len(of) == 1 else None,
                status=status,
                succeeds=before[0] if len(before) == 1 and len(groups) == 1 else None,
                cites=tuple(Cite(article=k, start=o.place.start, end=o.place.end) for k, o in sorted(places.items())),
            )
        )
    return tuple(sorted(out, key=lambda o: (-len(o.cites), _STATUS.index(o.status), o.title)))


def _labels(entity: Entity, offices: Sequence[Office], articles: Mapping[str, Article]) -> tuple[ReportLabel, ...]:
    """How each report calls the actor at the first place where it does, its office included."""
    with_office = {(o.article, o.place.end): o.place for o in offices}
    out = []
    for article, spans in _by_article(entity.mentions):
        first = spans[0]
        place = with_office.get((article, first.end))
        start = place.start if place is not None else first.start
        out.append(
            ReportLabel(
                article=article,
                words=" ".join(articles[article].text[start : first.end].split()),
                start=start,
                end=first.end,
                count=len(spans),
            )
        )
    return tuple(out)


def _by_article(mentions: Iterable[Span]) -> list[tuple[str, list[Span]]]:
    groups: dict[str, list[Span]] = {}
    for m in sorted(mentions):
        groups.setdefault(m.article, []).append(m)
    return sorted(groups.items())
