"""What one article says: names, times, quotes, attributions, claims."""

from enum import StrEnum

import msgspec

from variorum.records.place import Extent, Span
from variorum.records.source import PublishedFrom


class EntityType(StrEnum):
    """The contract's types of named things."""

    PERSON = "person"
    COUNTRY = "country"
    PLACE = "place"
    ORGANISATION = "organisation"
    FRAMEWORK = "framework"
    AGREEMENT = "agreement"
    OUTLET = "outlet"
    OTHER = "other"


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One named thing over all articles of a story.

    Attributes:
        id: Hash of type and canonical name.
        name: Canonical name: for a person the fullest form, given name first where the texts settle it.
        type: What it is.
        aliases: The written forms that stand for it, sorted.
        mentions: Where they stand, sorted; the narrowest span of the name itself.
    """

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """One time expression with its value.

    Attributes:
        article: The article's id.
        start: First code point of the expression, without its preposition.
        end: One past the last.
        value: EDTF (ISO 8601-2) at the expression's own grain, with TIMEX3 day parts ("2024-10-02TMO");
            `XXXX-10-02` where the year is open.
        anchor: What it was resolved against: an ISO date, or "text" where the expression is complete.
        evidence: Where the anchor comes from ("published", another expression's words, "story").
    """

    article: str
    start: int
    end: int
    value: str
    anchor: str
    evidence: str = ""


class QuoteKind(StrEnum):
    """How marked words are used."""

    DIRECT = "direct"
    PARTIAL = "partial"
    SCARE = "scare"


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Words between quotation marks.

    Attributes:
        article: The article's id.
        start: The opening mark.
        end: One past the closing mark (or past the paragraph's last word where it goes on).
        kind: A clause or more, a fragment inside reported speech, or a term in marks.
        speaker: Canonical name, or None where the text does not settle it.
        speaker_evidence: Where the text names the speaker, or None.
        speaker_reason: How the speaker is known ("subject of the cue", "previous sentence", ...).
        cue: The words that report the speech, or None.
        via: Who relays it, or None.
    """

    article: str
    start: int
    end: int
    kind: QuoteKind
    speaker: str | None = None
    speaker_evidence: Extent | None = None
    speaker_reason: str = ""
    cue: Extent | None = None
    via: str | None = None


class AttributionKind(StrEnum):
    """Whether the content stands in quotation marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Who is given as the source of which content (PARC 3 / PolNeAR annotation scheme).

    Attributes:
        article: The article's id.
        source: The words that name the source; empty where it goes unsaid.
        cue: The words that make the attribution.
        content: The attributed words, marks included.
        kind: Direct, mixed or indirect.
        speaker: The source's canonical name, or its own words where it is unnamed, or None.
        relays: Names of those on whose word the attribution itself rests, nearest first.
        reason: How the speaker is known ("named", "pronoun: the last speaker", ...).
        cue_class: What the cue does to its content: said, shown (by a document or finding), believed, wanted
            (or planned), judged (praised, rejected, ...). Only "said" and "shown" lay the content on the
            source's word; the others tell of the source's own mind or act.
    """

    article: str
    source: tuple[Extent, ...] = ()
    cue: tuple[Extent, ...] = ()
    content: tuple[Extent, ...] = ()
    kind: AttributionKind = AttributionKind.INDIRECT
    speaker: str | None = None
    relays: tuple[str, ...] = ()
    reason: str = ""
    cue_class: str = "said"


class Polarity(StrEnum):
    """Whether a claim says that something is so or that it is not."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Certainty(StrEnum):
    """How surely a claim is made."""

    STATED = "stated"
    PLANNED = "planned"
    PLEDGED = "pledged"
    HOPED = "hoped"
    POSSIBLE = "possible"
    REPORTED = "reported"
    ALLEGED = "alleged"


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number with its unit.

    Attributes:
        start: First code point of the words, qualifier included.
        end: One past the last.
        low: Least value that the words allow, in the base unit, or None where there is none.
        high: Greatest value that the words allow, or None.
        unit: Base unit ("person", "usd", "percent", "km", "year", ...), "" for a bare count.
        about: Whether the words say "about", "some", "around".
        noun: Lemma of what is counted ("troop"), "" where none is named.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str = ""
    about: bool = False
    noun: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One link in the chain of those on whose word a claim rests."""

    name: str
    start: int
    end: int


class ClaimKind(StrEnum):
    """Which part of its sentence a claim is."""

    SENTENCE = "sentence"
    MAIN = "main"
    COMPLEMENT = "complement"
    CONJUNCT = "conjunct"
    RELATIVE = "relative"
    ADVERBIAL = "adverbial"
    PARTICIPIAL = "participial"
    PURPOSE = "purpose"
    APPOSITION = "apposition"
    EVENT = "event"
    ITEM = "item"
    MODIFIER = "modifier"


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A clause that can be read alone.

    Attributes:
        id: Hash of article and spans.
        article: The article's id.
        spans: As short as carry the claim whole, sorted.
        text: The claim readable alone, attribution taken off where the claim does not need it.
        attribution: On whose word, nearest speaker first; empty for the outlet's own voice.
        polarity: Affirmed or denied.
        certainty: How surely.
        quantities: Numbers in it.
        times: The values of `Time` in it.
        time_spans: Where those times stand.
        entities: Ids of the entities named in it (pronouns resolved where that is certain).
        sentence: Place of its sentence in the article's parse.
        head: Token that heads the clause.
        tokens: Tokens of the parse that the claim is made of, sorted.
        kind: Which part of its sentence it is.
        subject: Token that heads its subject (outside `tokens` where another clause lends it), or None.
        object: Token that heads its direct object or complement, or None.
        predicate: Lemma of its governing verb, "" in a phrase.
        negators: Tokens that deny it ("not", "denied"), sorted.
        hedges: Tokens that make it less than stated ("reportedly", "will"), sorted; they may stand outside it.
    """

    id: str
    article: str
    spans: tuple[Extent, ...]
    text: str
    attribution: tuple[Source, ...] = ()
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.STATED
    quantities: tuple[Quantity, ...] = ()
    times: tuple[str, ...] = ()
    time_spans: tuple[Extent, ...] = ()
    entities: tuple[str, ...] = ()
    sentence: int = 0
    head: int = 0
    tokens: tuple[int, ...] = ()
    kind: ClaimKind = ClaimKind.SENTENCE
    subject: int | None = None
    object: int | None = None
    predicate: str = ""
    negators: tuple[int, ...] = ()
    hedges: tuple[int, ...] = ()


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """The day on which an article appeared, against which its relative times are resolved.

    Attributes:
        value: ISO 8601 date or date-time as the input states it, the day where the story settles it, or None.
        known_from: How `value` is known, or None.
        day: The day to resolve against: "2024-10-02", "XXXX-10-02" where the year is open, or None.
        weekday: That day's weekday (Monday is 0) where the year is open and the story names it, or None.
    """

    value: str | None = None
    known_from: PublishedFrom | None = None
    day: str | None = None
    weekday: int | None = None


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """An office or role that a text gives a named person ("zoo director X", "X, a spokesman for Y").

    Attributes:
        entity: Id of the person's entity.
        article: The article's id.
        start: First code point of the role's words, without article or possessor.
        end: One past the last.
        head: The role's head in lower case, one office as one ("prime minister", "director").
        words: The role's words in lower case ("deputy director").
        name_start: First code point of the name that the role stands beside.
        name_end: One past the last.
        former: Whether the words say that the role is over or not yet held ("former", "president-elect").
    """

    entity: str
    article: str
    start: int
    end: int
    head: str
    words: str
    name_start: int
    name_end: int
    former: bool = False
