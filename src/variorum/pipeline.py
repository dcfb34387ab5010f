"""PLAN: the fixed tuple of steps, in order. Read this file first.

A step is a pure function from what it reads to what it writes. There are two shapes so far:

* `each`: called once an article; it reads that article's own records (singular names: "article", "parse") and
  may read what is known of the whole story (plural names).
* `group`: called once for the story; it reads and writes whole tables (article id -> record) or tuples.

Engines (variorum.engines) decide where steps run; they know nothing of what a step does.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import msgspec

from variorum.ports import Encoder, Tagger
from variorum.records.act import Told
from variorum.records.correction import Correction, Outcome
from variorum.records.parse import Parse
from variorum.records.reading import Attribution, Claim, Published, Quote, Time
from variorum.records.report import BriefSentence, WithheldSentence
from variorum.records.source import Article
from variorum.records.story import ClaimOrigin, Link, Origin, Point, Untranslated, Variant, VariantKind, VariantRelation
from variorum.records.system import (
    ReportActor,
    ReportCommitment,
    ReportFramework,
    ReportRelation,
    ReportTimelineEntry,
)
from variorum.steps.align import align_claims
from variorum.steps.attribute import attribute
from variorum.steps.brief import write_brief
from variorum.steps.chart import chart_system
from variorum.steps.check import check_brief
from variorum.steps.chronicle import chronicle
from variorum.steps.claims import extract_claims
from variorum.steps.compare import compare_points
from variorum.steps.compare.severity import weigh
from variorum.steps.correct import correct_points, correct_variants
from variorum.steps.gather import gather_events
from variorum.steps.lineage import trace_claims, trace_lineage
from variorum.steps.names import name_entities
from variorum.steps.parse import parse_article
from variorum.steps.relate import relate_actors
from variorum.steps.settle import settle_points, word_points
from variorum.steps.times import date_articles, resolve_times
from variorum.steps.witness import witness_points
from variorum.text.name_index import NameIndex


class Shape(StrEnum):
    """How an engine calls a step."""

    EACH = "each"
    GROUP = "group"


class Tools(msgspec.Struct, frozen=True, kw_only=True):
    """What steps need from outside."""

    tagger: Tagger
    encoder: Encoder
    multilingual: Encoder | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step.

    Attributes:
        name: A verb.
        version: Raised whenever the same input may give another output.
        shape: How an engine calls it.
        reads: Names of the tables that it reads, in the order of the function's arguments.
        writes: Names of the tables that it writes; more than one where the function returns a tuple of them.
        run: `run(*read, tools=tools)`.
    """

    name: str
    version: int
    shape: Shape
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[..., Any]




def _parse(article: Article, *, tools: Tools) -> Parse:
    return parse_article(article, tagger=tools.tagger)


def _name(articles: dict[str, Article], parses: dict[str, Parse], *, tools: Tools) -> NameIndex:
    return NameIndex(name_entities([(articles[key], parses[key]) for key in sorted(articles)]))


def _date(articles: dict[str, Article], parses: dict[str, Parse], *, tools: Tools) -> dict[str, Published]:
    return date_articles([(articles[key], parses[key]) for key in sorted(articles)])


def _times(article: Article, parse: Parse, published: Published, *, tools: Tools) -> tuple[Time, ...]:
    return resolve_times(article, parse, published=published)


def _attribute(
    article: Article, parse: Parse, names: NameIndex, *, tools: Tools
) -> tuple[tuple[Attribution, ...], tuple[Quote, ...]]:
    return attribute(article, parse, names=names)


def _claim(
    article: Article,
    parse: Parse,
    times: tuple[Time, ...],
    attributions: tuple[Attribution, ...],
    quotes: tuple[Quote, ...],
    names: NameIndex,
    *,
    tools: Tools,
) -> tuple[Claim, ...]:
    return extract_claims(
        article, parse, names=names, times=times, attributions=attributions, quotes=quotes
    )


def _relate(
    article: Article,
    parse: Parse,
    times: tuple[Time, ...],
    attributions: tuple[Attribution, ...],
    claims: tuple[Claim, ...],
    names: NameIndex,
    *,
    tools: Tools,
) -> Told:
    return relate_actors(article, parse, names=names, times=times, attributions=attributions, claims=claims)


def _trace(
    articles: dict[str, Article], parses: dict[str, Parse], names: NameIndex, *, tools: Tools
) -> tuple[tuple[Link, ...], tuple[Origin, ...]]:
    return trace_lineage(articles, parses, names=names)


def _derive(
    articles: dict[str, Article],
    claims: dict[str, tuple[Claim, ...]],
    names: NameIndex,
    links: tuple[Link, ...],
    origins: tuple[Origin, ...],
    *,
    tools: Tools,
) -> dict[str, ClaimOrigin]:
    return trace_claims(articles, claims, names=names, links=links, origins=origins)


def _gather(
    articles: dict[str, Article], parses: dict[str, Parse], names: NameIndex, *, tools: Tools
) -> tuple[tuple[str, ...], ...]:
    return gather_events(
        [articles[key] for key in sorted(articles)], parses, names=names, encoder=tools.encoder
    )


def _align(
    articles: dict[str, Article],
    parses: dict[str, Parse],
    claims: dict[str, tuple[Claim, ...]],
    names: NameIndex,
    events: tuple[tuple[str, ...], ...],
    *,
    tools: Tools,
) -> tuple[Point, ...]:
    # Reports of different events agree on nothing: each event is aligned by itself.
    return tuple(
        point
        for event in events
        for point in align_claims(
            [articles[key] for key in event], parses, claims, names=names, encoder=tools.encoder
        )
    )


def _settle(
    groups: tuple[Point, ...], claims: dict[str, tuple[Claim, ...]], *, tools: Tools
) -> tuple[Point, ...]:
    return settle_points(groups, {c.id: c for rows in claims.values() for c in rows})


def _correct(
    articles: dict[str, Article],
    claims: dict[str, tuple[Claim, ...]],
    points: tuple[Point, ...],
    corrections: tuple[Correction, ...],
    *,
    tools: Tools,
) -> tuple[tuple[Point, ...], tuple[Outcome, ...]]:
    by_id = {c.id: c for rows in claims.values() for c in rows}
    return correct_points(points, by_id, articles=articles, corrections=corrections)


def _compare(
    articles: dict[str, Article],
    parses: dict[str, Parse],
    claims: dict[str, tuple[Claim, ...]],
    quotes: dict[str, tuple[Quote, ...]],
    published: dict[str, Published],
    names: NameIndex,
    origins: tuple[Origin, ...],
    points: tuple[Point, ...],
    *,
    tools: Tools,
) -> tuple[Variant, ...]:
    return compare_points(
        points,
        {c.id: c for rows in claims.values() for c in rows},
        articles=articles,
        parses=parses,
        names=names,
        quotes=quotes,
        published={key: p.value for key, p in published.items()},
        origins={key: o.id for o in origins for key in o.articles},
    )


def _word(
    points: tuple[Point, ...], variants: tuple[Variant, ...], claims: dict[str, tuple[Claim, ...]], *, tools: Tools
) -> tuple[Point, ...]:
    return word_points(points, variants, {c.id: c for rows in claims.values() for c in rows})


def _witness(
    points: tuple[Point, ...], claims: dict[str, tuple[Claim, ...]], foreign: tuple[Article, ...], *, tools: Tools
) -> tuple[Untranslated, ...]:
    by_id = {c.id: c for rows in claims.values() for c in rows}
    return witness_points(points, by_id, foreign=foreign, encoder=tools.multilingual)


def _amend(
    articles: dict[str, Article],
    claims: dict[str, tuple[Claim, ...]],
    origins: tuple[Origin, ...],
    points: tuple[Point, ...],
    variants: tuple[Variant, ...],
    corrections: tuple[Correction, ...],
    *,
    tools: Tools,
) -> tuple[tuple[Variant, ...], tuple[Outcome, ...]]:
    by_id = {c.id: c for rows in claims.values() for c in rows}
    of_article = {key: o.id for o in origins for key in o.articles}
    reports = {p.id: len({by_id[k].article for k in p.claims}) for p in points}

    def severity(kind: VariantKind, relation: VariantRelation, variant: Variant) -> float:
        sides = [of_article[by_id[k].article] for k in (*variant.claims, *variant.against)]
        return weigh(kind, relation, origins=sides, reports=reports[variant.point], strength=1.0)

    return correct_variants(variants, points, by_id, articles=articles, corrections=corrections, weigh=severity)


def _chart(
    articles: dict[str, Article],
    told: dict[str, Told],
    names: NameIndex,
    points: tuple[Point, ...],
    origins: tuple[Origin, ...],
    *,
    tools: Tools,
) -> tuple[
    tuple[ReportActor, ...],
    tuple[ReportFramework, ...],
    tuple[ReportRelation, ...],
    tuple[ReportCommitment, ...],
]:
    return chart_system(told, articles=articles, names=names, points=points, origins=origins)


def _chronicle(
    articles: dict[str, Article],
    parses: dict[str, Parse],
    claims: dict[str, tuple[Claim, ...]],
    times: dict[str, tuple[Time, ...]],
    published: dict[str, Published],
    points: tuple[Point, ...],
    variants: tuple[Variant, ...],
    *,
    tools: Tools,
) -> tuple[ReportTimelineEntry, ...]:
    return chronicle(
        points, articles=articles, parses=parses, claims=claims, times=times, published=published, variants=variants
    )


def _brief(
    articles: dict[str, Article],
    parses: dict[str, Parse],
    claims: dict[str, tuple[Claim, ...]],
    published: dict[str, Published],
    origins: tuple[Origin, ...],
    points: tuple[Point, ...],
    variants: tuple[Variant, ...],
    foreign: tuple[Article, ...],
    untranslated: tuple[Untranslated, ...],
    *,
    tools: Tools,
) -> tuple[BriefSentence, ...]:
    return write_brief(
        points,
        {c.id: c for rows in claims.values() for c in rows},
        articles=articles,
        parses=parses,
        variants=variants,
        origins=origins,
        published=published,
        beside=foreign,
        untranslated=untranslated,
    )


def _check(
    articles: dict[str, Article],
    parses: dict[str, Parse],
    attributions: dict[str, tuple[Attribution, ...]],
    names: NameIndex,
    drafted: tuple[BriefSentence, ...],
    *,
    tools: Tools,
) -> tuple[BriefSentence | WithheldSentence, ...]:
    return check_brief(
        drafted, articles=articles, parses=parses, attributions=attributions, names=names, tagger=tools.tagger
    )


PLAN: tuple[Step, ...] = (
    Step(name="parse", version=1, shape=Shape.EACH, reads=("article",), writes=("parses",), run=_parse),
    Step(name="name", version=1, shape=Shape.GROUP, reads=("articles", "parses"), writes=("names",), run=_name),
    Step(name="date", version=1, shape=Shape.GROUP, reads=("articles", "parses"), writes=("published",), run=_date),
    Step(
        name="times",
        version=1,
        shape=Shape.EACH,
        reads=("article", "parse", "published_of"),
        writes=("times",),
        run=_times,
    ),
    Step(
        name="attribute",
        version=1,
        shape=Shape.EACH,
        reads=("article", "parse", "names"),
        writes=("attributions", "quotes"),
        run=_attribute,
    ),
    Step(
        name="claim",
        version=1,
        shape=Shape.EACH,
        reads=("article", "parse", "times_of", "attributions_of", "quotes_of", "names"),
        writes=("claims",),
        run=_claim,
    ),
    Step(
        name="relate",
        version=1,
        shape=Shape.EACH,
        reads=("article", "parse", "times_of", "attributions_of", "claims_of", "names"),
        writes=("told",),
        run=_relate,
    ),
    Step(
        name="trace",
        version=2,
        shape=Shape.GROUP,
        reads=("articles", "parses", "names"),
        writes=("links", "origins"),
        run=_trace,
    ),
    Step(
        name="derive",
        version=1,
        shape=Shape.GROUP,
        reads=("articles", "claims", "names", "links", "origins"),
        writes=("claim_origins",),
        run=_derive,
    ),
    Step(
        name="gather",
        version=1,
        shape=Shape.GROUP,
        reads=("articles", "parses", "names"),
        writes=("events",),
        run=_gather,
    ),
    Step(
        name="align",
        version=1,
        shape=Shape.GROUP,
        reads=("articles", "parses", "claims", "names", "events"),
        writes=("groups",),
        run=_align,
    ),
    Step(
        name="settle",
        version=1,
        shape=Shape.GROUP,
        reads=("groups", "claims"),
        writes=("settled",),
        run=_settle,
    ),
    Step(
        name="correct",
        version=1,
        shape=Shape.GROUP,
        reads=("articles", "claims", "settled", "corrections"),
        writes=("corrected", "point_outcomes"),
        run=_correct,
    ),
    Step(
        name="compare",
        version=1,
        shape=Shape.GROUP,
        reads=("articles", "parses", "claims", "quotes", "published", "names", "origins", "corrected"),
        writes=("compared",),
        run=_compare,
    ),
    Step(
        name="word",
        version=1,
        shape=Shape.GROUP,
        reads=("corrected", "compared", "claims"),
        writes=("points",),
        run=_word,
    ),
    Step(
        name="witness",
        version=1,
        shape=Shape.GROUP,
        reads=("points", "claims", "foreign"),
        writes=("untranslated",),
        run=_witness,
    ),
    Step(
        name="amend",
        version=1,
        shape=Shape.GROUP,
        reads=("articles", "claims", "origins", "points", "compared", "corrections"),
        writes=("variants", "variant_outcomes"),
        run=_amend,
    ),
    Step(
        name="chart",
        version=1,
        shape=Shape.GROUP,
        reads=("articles", "told", "names", "points", "origins"),
        writes=("actors", "frameworks", "relations", "commitments"),
        run=_chart,
    ),
    Step(
        name="chronicle",
        version=1,
        shape=Shape.GROUP,
        reads=("articles", "parses", "claims", "times", "published", "points", "variants"),
        writes=("timeline",),
        run=_chronicle,
    ),
    Step(
        name="brief",
        version=1,
        shape=Shape.GROUP,
        reads=("articles", "parses", "claims", "published", "origins", "points", "variants", "foreign", "untranslated"),
        writes=("drafted",),
        run=_brief,
    ),
    Step(
        name="check",
        version=1,
        shape=Shape.GROUP,
        reads=("articles", "parses", "attributions", "names", "drafted"),
        writes=("brief",),
        run=_check,
    ),
)

CLAIM_PLAN: tuple[Step, ...] = PLAN[: [s.name for s in PLAN].index("claim") + 1]
"""All that is read of each article by itself, claims included."""

ORIGIN_PLAN: tuple[Step, ...] = tuple(s for s in PLAN if s.name in ("parse", "name", "trace"))
"""What says how many origins a story has."""

READ_PLAN: tuple[Step, ...] = tuple(s for s in PLAN if s.name in ("parse", "name", "date", "times", "attribute"))
"""The steps whose results stand in the rows of `variorum read`."""

GIVEN = ("corrections", "foreign")
"""Tables that no step writes; they are empty where the caller gives none. "foreign" are cleaned articles in languages
that are not read: their sentences are laid beside the points, and they take part in no other step."""

OF_ONE = {
    "article": "articles",
    "parse": "parses",
    "published_of": "published",
    "times_of": "times",
    "attributions_of": "attributions",
    "quotes_of": "quotes",
    "claims_of": "claims",
}
"""Names under which an `each` step asks for its own article's record, and the table that holds it."""
