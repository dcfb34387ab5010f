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
    """`[start, end)` in the article that the context names."""

    start: int
    end: int


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Words with their place, null where they do not stand in the text."""

    start: int | None
    end: int | None
    text: str


class DroppedPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch left out of the body, and why."""

    start: int
    end: int
    reason: str


class ReportArticle(msgspec.Struct, frozen=True, kw_only=True):
    """One report as it was read. `siglum` is the letter that stands for it on the page.

    `owner` and `group` are those of its outlet, null where the lists of outlets do not have them.
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


class ReportEntity(msgspec.Struct, frozen=True, kw_only=True):
    """A named thing and where it stands."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    mentions: tuple[Cite, ...]


class ReportTime(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression; `value` in EDTF, `anchor` what it was resolved against."""

    article: str
    start: int
    end: int
    value: str
    anchor: str


class ReportQuote(msgspec.Struct, frozen=True, kw_only=True):
    """Words in marks: `kind` is direct, partial or scare; `reason` says how the speaker is known."""

    article: str
    start: int
    end: int
    kind: str
    speaker: str | None
    cue: Place | None
    via: str | None
    reason: str = ""


class ReportSource(msgspec.Struct, frozen=True, kw_only=True):
    """One of those on whose word a claim rests, and the words that say so."""

    name: str
    start: int
    end: int


class ReportQuantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number: least and greatest value that the words allow, in `unit`."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    about: bool
    noun: str


class ReportClaim(msgspec.Struct, frozen=True, kw_only=True):
    """What one article says on a point.

    `origin` is the id of the origin that it comes from: one of `origins`, or a source outside the reports, which
    `origin_name` then names. `origin_reason` says why where it is not simply the article's own.
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
    """One thing said; `near` holds the passages behind each *unclear*, `corrected` says what an editor changed.

    `independent_owners` counts origins of one owner as one; null where no owner is known.
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


class ReportVariant(msgspec.Struct, frozen=True, kw_only=True):
    """A difference; `claims` is the side that departs, `against` the other; `marks` the words that differ."""

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
    """Words that two articles share: `[start, end)` in the link's article, `[other_start, other_end)` in its source."""

    start: int
    end: int
    other_start: int
    other_end: int
    words: int


class ReportLink(msgspec.Struct, frozen=True, kw_only=True):
    """One article's dependence on a source; `share` and `passages` where text is shared.

    `direction` is "leans" (the article on the source), "common" (both on a third) or "unknown"; `certainty` is
    "certain", "likely" or "unknown"; `reason` says why, reports stand in it as "{article id}".
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
    """Articles that carry one reporting; `owner` and `group` where all their outlets have the same."""

    id: str
    name: str | None
    articles: tuple[str, ...]
    reason: str = ""
    owner: str | None = None
    group: str | None = None


class ReportEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Articles about one event; only these are compared with each other. `title` is the headline of one of them."""

    id: str
    articles: tuple[str, ...]
    title: str


class BriefSentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of the brief; never without a citation."""

    text: str
    point: str
    cites: tuple[Cite, ...]


class WithheldSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that the checker refused, and why."""

    text: str
    point: str
    why: str


class ReportCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """One correction of the editor's file: `asked` what, `why` what was done or why nothing, `points` those touched."""

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
    """An input that was not read."""

    id: str
    step: str
    reason: str
    detail: str


class StepRun(msgspec.Struct, frozen=True, kw_only=True):
    """A step as it ran."""

    name: str
    version: int


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What made the report: no clock and no machine, so that the same input gives the same bytes."""

    variorum: str
    config: str
    steps: tuple[StepRun, ...]
    models: tuple[str, ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Several articles of one story, side by side."""

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
