"""The system that the reports describe: actors, frameworks, positions and acts, commitments, and when.

These records stand in the public report as they are (records.report). Every one of them cites the words that state
it; offsets are code points of the cited article's `text`, half open.
"""

import msgspec

from variorum.records.place import Cite


class ReportLabel(msgspec.Struct, frozen=True, kw_only=True):
    """Words by which one article calls an actor, at the first place where it does.

    Attributes:
        article: The article's id.
        words: The words.
        start: First code point.
        end: One past the last.
        count: How often the article calls it so.
    """

    article: str
    words: str
    start: int
    end: int
    count: int = 1


class ReportOffice(msgspec.Struct, frozen=True, kw_only=True):
    """An office that the texts give a person.

    Attributes:
        title: The office in the texts' words ("defence minister").
        of: Name of the country, organisation or place that it is an office of, None where unsaid.
        status: "holds", "former", "elect" (chosen, not yet in office) or "acting".
        succeeds: Name of the person whom the texts say the holder replaced, or None.
        cites: The words that say so.
    """

    title: str
    of: str | None
    status: str
    succeeds: str | None = None
    cites: tuple[Cite, ...] = ()


class ReportActor(msgspec.Struct, frozen=True, kw_only=True):
    """A person, country, place, organisation or framework that takes part in what the reports tell.

    Attributes:
        id: Its entity's id.
        name: Its canonical name.
        type: Its entity's type.
        weight: How much the reports make of it, 0 to 1, the most prominent first: for pictures that must choose.
        offices: Offices held, persons only.
        labels: How each report calls it.
        articles: Ids of the articles that name it, in report order.
    """

    id: str
    name: str
    type: str
    weight: float
    offices: tuple[ReportOffice, ...] = ()
    labels: tuple[ReportLabel, ...] = ()
    articles: tuple[str, ...] = ()


class ReportMember(msgspec.Struct, frozen=True, kw_only=True):
    """Why an actor counts as a member of a framework.

    Attributes:
        name: The actor's name.
        reason: One plain phrase.
        cites: The words.
    """

    name: str
    reason: str
    cites: tuple[Cite, ...]


class ReportFramework(msgspec.Struct, frozen=True, kw_only=True):
    """A standing arrangement and its members, as the texts name them.

    Attributes:
        framework: Its name.
        members: Canonical names, sorted; empty where the texts name none.
        cites: Where the framework is named with its members, else where it is named.
        kind: "alliance", "trilateral", "grouping", "treaty", "agreement", "organisation" or "framework".
        status: "stands", or "proposed" where the texts only wish for it.
        reasons: For each member why it counts as one.
        articles: Ids of the articles that name it, in report order.
        entity: Its entity's id, or None where it is only described ("cooperation among A, B and C").
    """

    framework: str
    members: tuple[str, ...]
    cites: tuple[Cite, ...]
    kind: str = "framework"
    status: str = "stands"
    reasons: tuple[ReportMember, ...] = ()
    articles: tuple[str, ...] = ()
    entity: str | None = None


class ReportVoice(msgspec.Struct, frozen=True, kw_only=True):
    """One of those on whose word a relation rests, and the words that say so.

    Attributes:
        name: The name.
        article: The article's id.
        start: First code point.
        end: One past the last.
    """

    name: str
    article: str
    start: int
    end: int


class ReportRelation(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Who holds, proposes, opposes ... what; an edge of the map.

    There is none where the text leaves the one who acts, or what it is about, open.

    Attributes:
        from_: Canonical name of the one who holds, wants, does.
        relation: The act: "holds", "wants", "proposes", "promises", "agrees", "supports", "opposes", "condemns",
            "denies", "meets", "attacks", ... (docs/reference/report.md lists them).
        to: Canonical name of the actor or framework it concerns, or the content in the texts' words.
        cites: The words that state it, one clause an article, in report order.
        id: Hash of its ends, relation, polarity and content.
        from_id: Entity id of `from_`.
        to_id: Entity id of `to`, None where `to` is content.
        content: What is held, promised, agreed, in the words of the best-supported report; "" where `to` says all.
        with_: Names of those with whom it is agreed or done.
        polarity: "affirmed" or "denied".
        certainty: As for claims.
        attribution: On whose word, nearest speaker first; empty for the outlets' own voice.
        times: EDTF values.
        articles: Ids of the articles that state it, in report order.
        points: Ids of the points that its claims stand in.
        independent_origins: Distinct claim origins behind it.
    """

    from_: str
    relation: str
    to: str
    cites: tuple[Cite, ...]
    id: str = ""
    from_id: str = ""
    to_id: str | None = None
    content: str = ""
    with_: tuple[str, ...] = ()
    polarity: str = "affirmed"
    certainty: str = "stated"
    attribution: tuple[ReportVoice, ...] = ()
    times: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    independent_origins: int = 1


class ReportCommitment(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the commitment ledger: who promised what, by when, on whose word.

    Attributes:
        relation: Id of the relation that it is a line of.
        who: Canonical name.
        what: The promise, in the texts' words.
        to: To whom, or None where unsaid.
        by: EDTF time by which, or None where unsaid.
        on_word_of: Names, nearest speaker first; empty where it is the outlets' own voice.
        certainty: "pledged", "planned", ... as for claims.
        cites: The words.
        articles: Ids of the articles that say so, in report order.
    """

    relation: str
    who: str
    what: str
    to: str | None
    by: str | None
    on_word_of: tuple[str, ...]
    certainty: str
    cites: tuple[Cite, ...]
    articles: tuple[str, ...]


class ReportTimelineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What happened, is planned or was said at `time`.

    Attributes:
        time: EDTF at the texts' own grain.
        text: One plain statement, in the texts' words.
        cites: The words, one an article at most, in report order.
        kind: "happened", "planned", "said" (when something was said) or "standing" (true since or until then).
        point: Id of the point that it tells, "" where none does.
        certainty: As for claims.
        articles: Ids of the articles that say so, in report order.
        conflict: Id of the date variant where reports name other times for it, "" where none do.
        weight: 0 to 1, how much the reports make of it: for pictures that must choose.
    """

    time: str
    text: str
    cites: tuple[Cite, ...]
    kind: str = "happened"
    point: str = ""
    certainty: str = "stated"
    articles: tuple[str, ...] = ()
    conflict: str = ""
    weight: float = 0.0


class System(msgspec.Struct, frozen=True, kw_only=True):
    """All of it together."""

    actors: tuple[ReportActor, ...] = ()
    frameworks: tuple[ReportFramework, ...] = ()
    relations: tuple[ReportRelation, ...] = ()
    commitments: tuple[ReportCommitment, ...] = ()
    timeline: tuple[ReportTimelineEntry, ...] = ()
