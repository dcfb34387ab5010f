"""The story report: the public contract, from which the JSON Schema is generated.

Every offset is a code point of the `text` of the article it names, half open. More is said of each field
in docs/reference/report.md.
"""

from typing import Any

import msgspec

from variorum.records.place import Cite
from variorum.records.system import (
    ReportActor,
    ReportCommitment,
    ReportFramework,
    ReportRelation,
    ReportTimelineEntry,
)

SCHEMA_VERSION = "1.0"


class Place(msgspec.Struct, frozen=True):
    """`[start, end)` in the article that the context names.

    Attributes:
        start: First code point.
        end: One past the last.
    """

    start: int
    end: int


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Words with their place.

    Attributes:
        start: First code point, null where the words do not stand in the text.
        end: One past the last, or null.
        text: The words.
    """

    start: int | None
    end: int | None
    text: str


class DroppedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch left out of the body.

    Attributes:
        start: First code point.
        end: One past the last.
        reason: Why, in one word: frame, caption, subscription, ...
    """

    start: int
    end: int
    reason: str


class ReportArticle(msgspec.Struct, frozen=True, kw_only=True):
    """One report as it was read.

    Attributes:
        id: Its id.
        source: The input's name: path, row id or address.
        siglum: The letter that stands for it on the page.
        text: The input as it was read, before any cleaning; of a page the extracted text. Every offset counts
            its code points.
        language: ISO 639-1 code.
        outlet: The outlet's name, or null.
        credits: Agencies that it credits.
        byline: Who signed it, or null.
        published: When it was published (ISO 8601), or null.
        published_from: How that is known: given, metadata, text or story; null where it is not known.
        title: The headline, or null.
        subtitle: The standfirst, or null.
        dateline: Place and day before the first sentence, or null.
        body: The stretches that are the article's own, in order.
        dropped: What was left out.
        url: Its address, or null.
        raw_hash: SHA-256 of the bytes that came in.
        extra: Fields of its row that were not used, untouched.
        owner: Who owns its outlet, null where the lists of outlets do not say.
        group: The division that publishes it, or null.
        untranslated: Whether it is in a language that is not read: its sentences are laid beside the points as they
            stand, nothing is claimed of it, and it counts into no number of reports or origins.
    """

    id: str
    source: str
    siglum: str
    text: str
    language: str
    outlet: str | None
    credits: tuple[str, ...]
    byline: str | None
    published: str | None
    published_from: str | None
    title: Words | None
    subtitle: Words | None
    dateline: Words | None
    body: tuple[Place, ...]
    dropped: tuple[DroppedPlace, ...]
    url: str | None = None
    raw_hash: str = ""
    extra: dict[str, Any] = {}
    owner: str | None = None
    group: str | None = None
    untranslated: bool = False


class ReportEntity(msgspec.Struct, frozen=True, kw_only=True):
    """A named thing and where it stands.

    Attributes:
        id: Its id.
        name: Its fullest name.
        type: person, country, place, organisation, framework, agreement, outlet or other.
        aliases: Its other written forms.
        mentions: Where it is named, in any article.
    """

    id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    mentions: tuple[Cite, ...]


class ReportTime(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression.

    Attributes:
        article: The article's id.
        start: First code point.
        end: One past the last.
        value: Its value in EDTF, `XXXX` where the year is open.
        anchor: What it was resolved against.
    """

    article: str
    start: int
    end: int
    value: str
    anchor: str


class ReportQuote(msgspec.Struct, frozen=True, kw_only=True):
    """Words in quotation marks.

    Attributes:
        article: The article's id.
        start: The opening mark.
        end: One past the closing mark.
        kind: direct (a clause or more), partial (a fragment inside reported speech) or scare (a term in marks).
        speaker: Who is quoted, null where the text does not settle it.
        cue: The word that attributes it (“said”), or null.
        via: Who relays it, or null.
        reason: How the speaker is known.
    """

    article: str
    start: int
    end: int
    kind: str
    speaker: str | None
    cue: Place | None
    via: str | None
    reason: str = ""


class ReportSource(msgspec.Struct, frozen=True, kw_only=True):
    """One of those on whose word a claim rests, and the words that say so.

    Attributes:
        name: The name, as the report has it at its fullest.
        start: First code point.
        end: One past the last.
    """

    name: str
    start: int
    end: int


class ReportQuantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number.

    Attributes:
        start: First code point of the words, qualifier included.
        end: One past the last.
        low: Least value that the words allow, null where there is none.
        high: Greatest value, or null.
        unit: Base unit (person, usd, percent, km, year, ...), empty for a bare count.
        about: Whether the words say “about”, “some”, “around”.
        noun: Lemma of what is counted, empty where none is named.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    about: bool
    noun: str


class ReportClaim(msgspec.Struct, frozen=True, kw_only=True):
    """What one article says on a point.

    Attributes:
        id: Hash of its article and spans.
        article: The article's id.
        spans: Its words, in order.
        text: The words as a sentence that can be read alone.
        attribution: On whose word, nearest speaker first; empty for the outlet's own voice.
        polarity: affirmed or denied.
        certainty: stated, planned, pledged, hoped, possible, reported or alleged.
        quantities: Its numbers.
        times: Its times, in EDTF.
        origin: Id of the origin that it comes from: one of `origins`, or a source outside the reports. Claims
            of one origin are not independent.
        why: Why it was joined to the point.
        origin_name: Name of a source outside the reports, or null.
        origin_reason: Why, where the origin is not simply the article's own.
    """

    id: str
    article: str
    spans: tuple[Place, ...]
    text: str
    attribution: tuple[ReportSource, ...]
    polarity: str
    certainty: str
    quantities: tuple[ReportQuantity, ...]
    times: tuple[str, ...]
    origin: str
    why: str = ""
    origin_name: str | None = None
    origin_reason: str = ""


class ReportPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One thing said, by one or more reports.

    Attributes:
        id: Hash of its claims.
        text: The best-supported wording, readable alone.
        kind: event, statement, position, agreement, commitment, background or label.
        claims: What each report says of it.
        coverage: How each article (by id) stands to it: states, unclear or silent.
        independent_origins: Distinct origins of its claims.
        rests_on: A named source on whom all its claims rest, or null.
        near: The passages behind each unclear.
        corrected: What an editor changed, empty where nothing.
        independent_owners: The same as `independent_origins` with origins of one owner counted once; null where
            no owner is known.
        untranslated: Sentences of reports in other languages that are taken to say the same, in their own words. In
            `coverage` such a report is unclear, for nothing of it was checked, and silent where a search through
            all of it found nothing near.
    """

    id: str
    text: str
    kind: str
    claims: tuple[ReportClaim, ...]
    coverage: dict[str, str]
    independent_origins: int
    rests_on: str | None
    near: tuple[Cite, ...] = ()
    corrected: str = ""
    independent_owners: int | None = None
    untranslated: tuple[Cite, ...] = ()


class ReportVariant(msgspec.Struct, frozen=True, kw_only=True):
    """A difference between two sides of a point.

    Attributes:
        id: Hash of its kind and sides.
        point: The point's id.
        kind: number, date, polarity, certainty, scope, actor, object, detail, attribution, label or
            quote_wording.
        relation: conflict, update or compatible.
        claims: Ids of the side that departs.
        against: Ids of the other side.
        note: One plain sentence; reports stand in it as `{article id}`.
        severity: 0 to 1, the gravest 1.
        marks: The words that differ.
        corrected: What an editor changed, empty where nothing.
    """

    id: str
    point: str
    kind: str
    relation: str
    claims: tuple[str, ...]
    against: tuple[str, ...]
    note: str
    severity: float
    marks: tuple[Cite, ...] = ()
    corrected: str = ""


class ReportPassage(msgspec.Struct, frozen=True, kw_only=True):
    """Words that two articles share.

    Attributes:
        start: First code point in the link's article.
        end: One past the last.
        other_start: First code point in its source.
        other_end: One past the last.
        words: How many words.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    words: int


class ReportLink(msgspec.Struct, frozen=True, kw_only=True):
    """One article's dependence on a source.

    Attributes:
        article: The article's id.
        relation: agency_copy or cites (the source is a name), near_duplicate or shares_passages (an article).
        source: An article's id, or a name.
        start: First code point of the words that show it.
        end: One past the last.
        share: Share of the article's five-word runs that the source has too, null where no text is shared.
        share_other: The other way round.
        direction: leans (the article on the source), common (both on a third) or unknown.
        certainty: certain, likely or unknown.
        reason: Why; reports stand in it as `{article id}`.
        passages: The words that both have.
    """

    article: str
    relation: str
    source: str
    start: int
    end: int
    share: float | None = None
    share_other: float | None = None
    direction: str = "unknown"
    certainty: str = "unknown"
    reason: str = ""
    passages: tuple[ReportPassage, ...] = ()


class ReportOrigin(msgspec.Struct, frozen=True, kw_only=True):
    """Articles that carry one reporting.

    Attributes:
        id: Its id.
        name: The agency's name, or null.
        articles: Their ids.
        reason: Why they are one.
        owner: Where all their outlets have the same, or null.
        group: Where all their outlets have the same, or null.
    """

    id: str
    name: str | None
    articles: tuple[str, ...]
    reason: str = ""
    owner: str | None = None
    group: str | None = None


class ReportEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Articles about one event; only these are compared with each other.

    Attributes:
        id: Its id.
        articles: Their ids.
        title: The headline of one of them.
    """

    id: str
    articles: tuple[str, ...]
    title: str


class BriefSentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of the brief; never without a citation.

    Attributes:
        text: The sentence; reports stand in it as `{article id}`.
        point: The point's id.
        cites: The words that carry it.
    """

    text: str
    point: str
    cites: tuple[Cite, ...]


class WithheldSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that the checker refused.

    Attributes:
        text: The sentence.
        point: The point's id.
        why: Why.
    """

    text: str
    point: str
    why: str


class ReportCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """One correction of the editor's file.

    Attributes:
        n: Its number in the file.
        operation: join, split, relabel or reject.
        asked: What was asked for.
        reason: The editor's reason.
        by: Whose it is.
        applied: Whether it was.
        why: What was done, or why nothing.
        points: Ids of the points touched.
        cites: Where the quoted words stand.
    """

    n: int
    operation: str
    asked: str
    reason: str
    by: str
    applied: bool
    why: str
    points: tuple[str, ...] = ()
    cites: tuple[Cite, ...] = ()


class ReportRejection(msgspec.Struct, frozen=True, kw_only=True):
    """An input that was not read.

    Attributes:
        id: Its name: path, row id, address, or path and line.
        step: The step that refused it.
        reason: The reason's code.
        detail: One sentence: what is wrong and what to do.
    """

    id: str
    step: str
    reason: str
    detail: str


class StepRun(msgspec.Struct, frozen=True, kw_only=True):
    """A step as it ran.

    Attributes:
        name: Its name.
        version: Its version.
    """

    name: str
    version: int


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What made the report: no clock and no machine, so that the same input gives the same bytes.

    Attributes:
        variorum: The program's version.
        config: Hash of the settings.
        steps: The steps, in order.
        models: The language models, with versions.
    """

    variorum: str
    config: str
    steps: tuple[StepRun, ...]
    models: tuple[str, ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Several articles of one story, side by side.

    Attributes:
        schema_version: Version of this form.
        run: What made it.
        articles: The reports, in the order given.
        entities: Names.
        times: Time expressions.
        quotes: Words in quotation marks.
        points: What is said, what most reports say first.
        variants: Where reports differ.
        lineage: Who leans on whom.
        origins: Which articles carry one reporting; every article stands in exactly one.
        frameworks: Standing arrangements and their members.
        relations: What actors hold and do.
        timeline: What happened, is planned or was said, and when.
        actors: Who takes part.
        commitments: Who promised what, by when.
        brief: The story in about 250 words.
        withheld: Sentences of the brief that the checker refused.
        rejections: Inputs that were not read.
        corrections: The editor's corrections, in the order of their file.
        events: Articles by event.
    """

    schema_version: str = SCHEMA_VERSION
    run: Run
    articles: tuple[ReportArticle, ...]
    entities: tuple[ReportEntity, ...]
    times: tuple[ReportTime, ...]
    quotes: tuple[ReportQuote, ...]
    points: tuple[ReportPoint, ...]
    variants: tuple[ReportVariant, ...]
    lineage: tuple[ReportLink, ...]
    origins: tuple[ReportOrigin, ...]
    frameworks: tuple[ReportFramework, ...] = ()
    relations: tuple[ReportRelation, ...] = ()
    timeline: tuple[ReportTimelineEntry, ...] = ()
    actors: tuple[ReportActor, ...] = ()
    commitments: tuple[ReportCommitment, ...] = ()
    brief: tuple[BriefSentence, ...] = ()
    withheld: tuple[WithheldSentence, ...] = ()
    rejections: tuple[ReportRejection, ...] = ()
    corrections: tuple[ReportCorrection, ...] = ()
    events: tuple[ReportEvent, ...] = ()

    @property
    def compared(self) -> tuple[ReportArticle, ...]:
        """The reports that were read and compared; those in other languages are laid beside them only."""
        return tuple(a for a in self.articles if not a.untranslated)

    @property
    def compared_origins(self) -> tuple[ReportOrigin, ...]:
        """The origins of the reports that were compared."""
        beside = {a.id for a in self.articles if a.untranslated}
        return tuple(o for o in self.origins if not beside.issuperset(o.articles))
