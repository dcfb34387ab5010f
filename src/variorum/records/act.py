"""What one article states of its actors: acts, offices, arrangements."""

import msgspec

from variorum.records.place import Extent
from variorum.records.reading import Certainty, Polarity, Source


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """An actor holds, wants, does something, as one article states it.

    Attributes:
        article: The article's id.
        actor: Entity id of the one who acts.
        relation: Name of the relation (variorum/data/relations.toml).
        deed: Whether it is done to another actor (`object` is then set), and no position towards a content.
        object: Entity id of the actor, framework or agreement that it concerns, or None.
        content: The words of what is held, wanted, promised; None in a deed.
        together: Entity ids of those who do it with the actor, sorted.
        polarity: Whether it is so or not.
        certainty: How surely the article says so.
        attribution: On whose word, nearest first.
        times: EDTF values.
        by: EDTF value of a time by which ("by 2027"), or None.
        place: The clause that states it.
        claims: Ids of the claims in which it stands, sorted.
    """

    article: str
    actor: str
    relation: str
    deed: bool
    object: str | None = None
    content: Extent | None = None
    together: tuple[str, ...] = ()
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.STATED
    attribution: tuple[Source, ...] = ()
    times: tuple[str, ...] = ()
    by: str | None = None
    place: Extent
    claims: tuple[str, ...] = ()


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An office that an article gives a person.

    Attributes:
        article: The article's id.
        person: Entity id.
        title: The office's words.
        of: Name of the country, organisation or place that it is an office of, or None.
        status: "holds", "former", "elect" or "acting".
        succeeds: Entity id of the one whom the holder replaced, or None.
        place: The words that say so.
    """

    article: str
    person: str
    title: str
    of: str | None
    status: str
    succeeds: str | None = None
    place: Extent


class Arrangement(msgspec.Struct, frozen=True, kw_only=True):
    """A framework or agreement with the members that one place gives it.

    Attributes:
        article: The article's id.
        entity: Its entity's id, or None where it is described ("trilateral cooperation among ...").
        kind: "alliance", "trilateral", "grouping", "treaty", "agreement", "organisation" or "framework".
        members: For each member (canonical name) the reason, one plain phrase, sorted.
        proposed: Whether the words only wish for it.
        place: The words that name it and its members.
    """

    article: str
    entity: str | None
    kind: str
    members: tuple[tuple[str, str], ...]
    proposed: bool = False
    place: Extent


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """All of this that one article states."""

    acts: tuple[Act, ...] = ()
    offices: tuple[Office, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()
