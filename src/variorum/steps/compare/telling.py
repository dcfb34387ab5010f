"""What one report says on one point, laid out for comparison."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from variorum.records.parse import Parse, Token
from variorum.records.place import Extent, Span
from variorum.records.reading import Claim, Entity, Quantity, Quote, Source
from variorum.records.source import Article
from variorum.records.story import Point, VariantKind, VariantRelation
from variorum.text.name_index import NameIndex
from variorum.text.numbers import find_quantities

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
LIGHT_VERBS = frozenset({"be", "have", "do", "say", "tell", "get", "go", "make", "take", "will", "would"})


@dataclass(frozen=True)
class Telling:
    """One report's claims on one point, taken together.

    Attributes:
        article: The report.
        claims: Its claims on the point, in reading order.
        parse: The report's parse.
        tokens: The claims' tokens, in reading order, each once.
        names: Entities named in the claims, as (start, end, entity), in order.
        quotes: Quotations that overlap the claims, in order.
        published: ISO 8601 date or date-time, or None.
        origin: Id of the origin that the report comes from.
        sources: On whose word, nearest speaker first; empty for the outlet's own voice.
        quantities: The numbers in the claims, read within their whole sentences.
    """

    article: Article
    claims: tuple[Claim, ...]
    parse: Parse
    tokens: tuple[Token, ...]
    names: tuple[tuple[int, int, Entity], ...]
    quotes: tuple[Quote, ...]
    published: str | None
    origin: str
    sources: tuple[Source, ...] = ()
    quantities: tuple[Quantity, ...] = ()

    @property
    def id(self) -> str:
        """The report's id."""
        return self.article.id

    def words(self, start: int, end: int) -> str:
        """The report's own words, on one line."""
        return " ".join(self.article.text[start:end].split())

    def span(self, start: int, end: int) -> Span:
        """A place in the report."""
        return Span(self.article.id, start, end)

    def mark(self, *tokens: Token) -> Span:
        """The place of tokens, from the first to the last."""
        return Span(self.article.id, min(t.start for t in tokens), max(t.end for t in tokens))

    @cached_property
    def times(self) -> tuple[tuple[str, Extent], ...]:
        """Values and places of the time expressions, in order."""
        rows = {(e.start, e.end): v for c in self.claims for v, e in zip(c.times, c.time_spans, strict=False)}
        return tuple((rows[k], Extent(*k)) for k in sorted(rows))

    @cached_property
    def content(self) -> frozenset[str]:
        """Lemmas of the content words."""
        return frozenset(
            t.lemma.lower() for t in self.tokens if t.pos in CONTENT and t.lemma.lower() not in LIGHT_VERBS
        )

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """The tokens' written forms in lower case."""
        return tuple(t.text.lower() for t in self.tokens)

    def holds(self, start: int, end: int) -> bool:
        """Whether a place overlaps the claims."""
        return any(s.start < end and start < s.end for c in self.claims for s in c.spans)


@dataclass(frozen=True)
class Finding:
    """A difference before it is named and weighed: `aside` departs from `against`."""

    kind: VariantKind
    aside: tuple[str, ...]
    against: tuple[str, ...]
    note: str
    marks: tuple[Span, ...]
    relation: VariantRelation = VariantRelation.COMPATIBLE
    strength: float = field(default=1.0)


class Numbers:
    """Quantities by sentence, each sentence read once.

    They are read from whole sentences, not from claims: what a number counts often stands outside the clause.
    """

    def __init__(self, parses: Mapping[str, Parse]) -> None:
        self._parses = parses
        self._found: dict[tuple[str, int], tuple[Quantity, ...]] = {}

    def within(self, parse: Parse, places: Sequence[int]) -> tuple[Quantity, ...]:
        """The quantities whose number stands among the tokens at `places`, in order."""
        held = {(parse.tokens[i].start, parse.tokens[i].end) for i in places}
        starts = {a for a, _ in held}
        out = []
        for s in sorted({parse.tokens[i].sent for i in places}):
            key = parse.article, s
            if key not in self._found:
                self._found[key] = find_quantities(parse.of(parse.sentences[s]))
            out += [q for q in self._found[key] if q.start in starts]
        return tuple(out)


Voices = Mapping[tuple[str, int], Sequence[Claim]]
"""Claims that rest on someone's word, by article and sentence."""
VOICE_SHARE = 0.34
"""A telling is on someone's word where at least this share of its content words is: the rest may name who it is."""


def voices_of(claims: Iterable[Claim]) -> Voices:
    """The claims that rest on someone's word, by article and sentence, the longest first."""
    out: dict[tuple[str, int], list[Claim]] = {}
    for c in claims:
        if c.attribution:
            out.setdefault((c.article, c.sentence), []).append(c)
    return {k: sorted(rows, key=lambda c: (-len(c.tokens), c.id)) for k, rows in out.items()}


def _sources(rows: Sequence[Claim], places: Sequence[int], parse: Parse, voices: Voices) -> tuple[Source, ...]:
    """On whose word most of a telling is: its claims' own attribution, or that of a claim inside of it."""
    words = {i for i in places if parse.tokens[i].pos in CONTENT}
    found: dict[tuple[Source, ...], set[int]] = {}
    for c in rows:
        if c.attribution:
            found.setdefault(c.attribution, set()).update(words & set(c.tokens))
    for sentence in sorted({parse.tokens[i].sent for i in places}):
        for c in voices.get((parse.article, sentence), ()):
            found.setdefault(c.attribution, set()).update(words & set(c.tokens))
    best = max(found, key=lambda k: (len(found[k]), -k[0].start), default=None)
    return best if best is not None and len(found[best]) >= VOICE_SHARE * len(words) else ()


def lay_out(
    point: Point,
    claims: Mapping[str, Claim],
    *,
    articles: Mapping[str, Article],
    parses: Mapping[str, Parse],
    names: NameIndex,
    quotes: Mapping[str, Sequence[Quote]],
    published: Mapping[str, str | None],
    origins: Mapping[str, str],
    voices: Voices,
    numbers: "Numbers",
) -> tuple[Telling, ...]:
    """The tellings of a point, one a report, sorted by report id.

    Args:
        point: The point.
        claims: Claims by id; the point's claims that are missing here are left aside.
        articles: Articles by id.
        parses: Parses by article id.
        names: Entities of the story.
        quotes: Quotes by article id.
        published: Dates by article id.
        origins: Origin ids by article id.
        voices: What `voices_of` made of all claims.
        numbers: Numbers of the story's sentences.
    """
    mine: dict[str, list[Claim]] = {}
    for key in point.claims:
        claim = claims.get(key)
        if claim is not None and claim.article in articles and claim.article in parses:
            mine.setdefault(claim.article, []).append(claim)
    out = []
    for article in sorted(mine):
        rows = tuple(sorted(mine[article], key=lambda c: (c.spans, c.id)))
        parse = parses[article]
        places = sorted({i for c in rows for i in c.tokens})
        spans = sorted({(s.start, s.end) for c in rows for s in c.spans})
        if not places:
            places = sorted({t.i for s in spans for t in parse.within(*s)})
        found = {
            (start, end): e
            for s in spans
            for start, end, e in names.within(article, *s)
            if any(a <= start and end <= b for a, b in spans)
        }
        out.append(
            Telling(
                article=articles[article],
                claims=rows,
                parse=parse,
                tokens=tuple(parse.tokens[i] for i in places),
                names=tuple((*k, found[k]) for k in sorted(found)),
                quotes=tuple(q for q in quotes.get(article, ()) if any(q.start < b and a < q.end for a, b in spans)),
                published=published.get(article),
                origin=origins.get(article, article),
                sources=_sources(rows, places, parse, voices),
                quantities=numbers.within(parse, places),
            )
        )
    return tuple(out)


def majority(groups: Mapping[str, Iterable[Telling]]) -> str:
    """The group that the others depart from: most origins, then most reports, then the first by name."""
    rows = {k: list(g) for k, g in groups.items()}
    return min(rows, key=lambda k: (-len({t.origin for t in rows[k]}), -len(rows[k]), k))


def ids(tellings: Iterable[Telling]) -> tuple[str, ...]:
    """Report ids, sorted."""
    return tuple(sorted(t.id for t in tellings))
