"""Who a source is, and how that is known."""

import msgspec

from variorum.records.place import Extent
from variorum.records.reading import Entity, EntityType
from variorum.steps.attribute.tree import Tree


class Speaker(msgspec.Struct, frozen=True):
    """Who a source is.

    Attributes:
        name: Canonical name, the source's own words where it is unnamed, or None where that is not settled.
        entity: The entity, where it is a named one.
        evidence: Where the text names it.
        reason: How it is known.
        unnamed: Whether `name` is the source's own words.
        human: Whether it is one person.
    """

    name: str | None = None
    entity: Entity | None = None
    evidence: Extent | None = None
    reason: str = ""
    unnamed: bool = False
    human: bool = False


NOBODY = Speaker()


def named(tree: Tree, first: int, last: int, entity: Entity, reason: str) -> Speaker:
    """A named speaker, with tokens `[first, last)` as evidence."""
    return Speaker(
        name=entity.name,
        entity=entity,
        evidence=tree.extent(first, last),
        reason=reason,
        human=entity.type is EntityType.PERSON,
    )
