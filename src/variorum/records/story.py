"""What several articles say together: points, variants, lineage, origins."""

from enum import StrEnum

import msgspec

from variorum.records.place import Span


class Coverage(StrEnum):
    """How an article stands to a point."""

    STATES = "states"
    UNCLEAR = "unclear"
    SILENT = "silent"


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that one or more articles say.

    Attributes:
        id: Hash of its claims.
        text: The best-supported wording, readable alone; the text of claim `lead`.
        kind: "event", "statement", "position", "agreement", "commitment", "background" or "label".
        lead: Id of the claim whose wording stands for the point.
        claims: Ids of the claims that say it, in article order.
        unclear: For each article that is unclear on it, the passage that was found near: (article, span).
        joined: Why the claims were joined, one plain phrase for each claim but the lead, by claim id.
        corrected: What an editor corrected in it and why; "" where nothing.
    """

    id: str
    text: str
    kind: str
    lead: str
    claims: tuple[str, ...]
    unclear: tuple[Span, ...] = ()
    joined: dict[str, str] = {}
    corrected: str = ""


class Untranslated(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of a report in another language that was laid beside a point by its meaning, as it stands.

    Attributes:
        point: The point's id.
        article: The report's id.
        start: First code point of the sentence, in the article.
        end: One past the last.
        aligned: Whether it is taken to say what the point says; else it only stands near.
    """

    point: str
    article: str
    start: int
    end: int
    aligned: bool


class VariantKind(StrEnum):
    """In what respect two sides of a point differ."""

    NUMBER = "number"
    DATE = "date"
    POLARITY = "polarity"
    CERTAINTY = "certainty"
    SCOPE = "scope"
    ACTOR = "actor"
    OBJECT = "object"
    DETAIL = "detail"
    ATTRIBUTION = "attribution"
    LABEL = "label"
    QUOTE_WORDING = "quote_wording"


class VariantRelation(StrEnum):
    """Whether both sides can hold."""

    CONFLICT = "conflict"
    UPDATE = "update"
    COMPATIBLE = "compatible"


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """A difference between two sides of one point.

    Attributes:
        id: Hash of kind and the two sides.
        point: The point's id.
        kind: In what respect.
        relation: Whether both can hold; only number, date and polarity can be conflicts.
        claims: Ids of the claims on the side that departs.
        against: Ids of the claims on the other side.
        note: One plain sentence, with the words that differ. The reports are named by placeholders
            `{A}`-free outlet letters only at display; here by article ids in braces: "{<article id>}".
        marks: The words that differ, as spans on both sides.
        severity: 0 (trifle) to 1 (an editor must see it).
        corrected: What an editor corrected in it and why; "" where nothing.
    """

    id: str
    point: str
    kind: VariantKind
    relation: VariantRelation
    claims: tuple[str, ...]
    against: tuple[str, ...]
    note: str
    marks: tuple[Span, ...] = ()
    severity: float = 0.0
    corrected: str = ""


class LineageRelation(StrEnum):
    """How one article leans on another source."""

    AGENCY_COPY = "agency_copy"
    CITES = "cites"
    NEAR_DUPLICATE = "near_duplicate"
    SHARES_PASSAGES = "shares_passages"


class Direction(StrEnum):
    """Who leans on whom: `article` on `source`, both on a third, or not settled."""

    LEANS = "leans"
    COMMON = "common"
    UNKNOWN = "unknown"


class Sureness(StrEnum):
    """How sure a direction is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNKNOWN = "unknown"


class SharedPassage(msgspec.Struct, frozen=True, kw_only=True):
    """Words that two articles share: `[start, end)` in `article`, `[other_start, other_end)` in `source`."""

    start: int
    end: int
    other_start: int
    other_end: int
    words: int


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One dependence, stated or shown.

    Attributes:
        article: The article that leans; of two that share text without a known direction, the one with the
            lesser id.
        relation: How.
        source: A name (agency_copy, cites) or an article id (near_duplicate, shares_passages).
        start: First code point, in `article`, of the words that show it.
        end: One past the last.
        share: Share of the article's five-word runs that the other has too, where text is shared.
        share_other: The same share of the other article's runs.
        direction: Who leans on whom.
        certainty: How sure that is.
        reason: Why, one plain phrase; articles stand in it as "{<article id>}".
        passages: Every shared passage, in the order of `article`.
    """

    article: str
    relation: LineageRelation
    source: str
    start: int
    end: int
    share: float | None = None
    share_other: float | None = None
    direction: Direction = Direction.UNKNOWN
    certainty: Sureness = Sureness.UNKNOWN
    reason: str = ""
    passages: tuple[SharedPassage, ...] = ()


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Articles that carry one reporting.

    Attributes:
        id: Hash of its articles.
        name: The agency's name, or None where no credit names it.
        articles: Ids, sorted.
        reason: Why they count as one, one plain phrase; "" for a single article.
        owner: The owner of all their outlets, or None where they differ or it is not known.
        group: The group of all their outlets, likewise.
    """

    id: str
    name: str | None
    articles: tuple[str, ...]
    reason: str = ""
    owner: str | None = None
    group: str | None = None


class ClaimOrigin(msgspec.Struct, frozen=True, kw_only=True):
    """Where one claim comes from.

    Attributes:
        origin: Id of an `Origin`, or of a source outside the articles, the same for all claims that rest on it.
        name: The source's name where it stands outside the articles, else None.
        reason: Why, one plain phrase with "{<article id>}" for articles; "" for the article's own reporting.
    """

    origin: str
    name: str | None = None
    reason: str = ""
