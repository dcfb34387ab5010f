"""Names: people, countries, places, organisations, frameworks, agreements and outlets of a story."""

from collections.abc import Sequence

from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Span
from variorum.records.reading import Entity, EntityType
from variorum.records.source import Article

_TYPES = {
    "PERSON": EntityType.PERSON,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "ORG": EntityType.ORGANISATION,
    "LAW": EntityType.AGREEMENT,
}


def name_entities(readings: Sequence[tuple[Article, Parse]]) -> tuple[Entity, ...]:
    """Find the named things of a story and join their mentions.

    Args:
        readings: Every article of the story with its parse.

    Returns:
        The entities, sorted by name and id; independent of the order of `readings`.
    """
    found: dict[str, list[tuple[Span, str]]] = {}
    for article, parse in sorted(readings, key=lambda r: r[0].id):
        tokens = parse.tokens
        i = 0
        while i < len(tokens):
            if tokens[i].ent in _TYPES and tokens[i].ent_begins:
                j = i + 1
                while j < len(tokens) and tokens[j].ent == tokens[i].ent and not tokens[j].ent_begins:
                    j += 1
                first, last = i, j
                while first < last and tokens[first].text.lower() == "the":
                    first += 1
                while first < last and tokens[last - 1].text in ("'s", "’s"):
                    last -= 1
                if first < last:
                    where = parse.extent(first, last)
                    found.setdefault(parse.words(first, last), []).append(
                        (Span(article.id, where.start, where.end), tokens[i].ent)
                    )
                i = j
            else:
                i += 1
    out = []
    for name, rows in found.items():
        labels = [label for _, label in rows]
        kind = _TYPES[min(set(labels), key=lambda x: (-labels.count(x), x))]
        out.append(
            Entity(
                id=make_id("entity", kind, name),
                name=name,
                type=kind,
                aliases=(name,),
                mentions=tuple(sorted(span for span, _ in rows)),
            )
        )
    return tuple(sorted(out, key=lambda e: (e.name, e.id)))
