"""Compare: how the reports that speak on one point differ."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.reading import Claim, Quote
from variorum.records.source import Article
from variorum.records.story import Point, Variant, VariantRelation
from variorum.steps.compare.actors import actor_differences
from variorum.steps.compare.attribution import attribution_differences
from variorum.steps.compare.certainty import certainty_differences
from variorum.steps.compare.dates import date_differences
from variorum.steps.compare.details import detail_differences
from variorum.steps.compare.labels import label_differences
from variorum.steps.compare.numbers import number_differences
from variorum.steps.compare.objects import object_differences
from variorum.steps.compare.once import tell_once
from variorum.steps.compare.polarity import polarity_differences
from variorum.steps.compare.scope import scope_differences
from variorum.steps.compare.severity import weigh
from variorum.steps.compare.swaps import swap_differences
from variorum.steps.compare.telling import Finding, Numbers, Telling, lay_out, voices_of
from variorum.steps.compare.within import self_contradictions
from variorum.steps.compare.wording import wording_differences
from variorum.text.name_index import NameIndex

__all__ = ["compare_points"]

CONFLICT_DAYS = 7
"""Reports published further apart may tell of two states, or two events: what differs need not conflict."""


def compare_points(
    points: Sequence[Point],
    claims: Mapping[str, Claim],
    *,
    articles: Mapping[str, Article],
    parses: Mapping[str, Parse],
    names: NameIndex,
    quotes: Mapping[str, Sequence[Quote]],
    published: Mapping[str, str | None],
    origins: Mapping[str, str],
) -> tuple[Variant, ...]:
    """The differences between reports, point by point.

    Args:
        points: What several reports say.
        claims: Claims by id.
        articles: Articles by id.
        parses: Parses by article id.
        names: Entities of the story.
        quotes: Quotes by article id.
        published: ISO 8601 date or date-time by article id, None where it is not known.
        origins: Origin id by article id.

    Returns:
        Variants in the order of the points, the gravest first within a point; independent of the order of
        articles and of claims.
    """
    voices = voices_of(claims.values())
    numbers = Numbers(parses)
    found: list[tuple[Point, Finding, tuple[Telling, ...]]] = []
    for point in points:
        tellings = lay_out(
            point,
            claims,
            articles=articles,
            parses=parses,
            names=names,
            quotes=quotes,
            published=published,
            origins=origins,
            voices=voices,
            numbers=numbers,
        )
        if len(tellings) > 1:
            found += [(point, f, tellings) for f in _findings(tellings, names)]
    made = self_contradictions(points, claims, parses)
    for point, finding, tellings in tell_once(found):
        made.setdefault(point.id, []).append(_variant(point, finding, tellings))
    return tuple(v for p in points for v in sorted(made.pop(p.id, ()), key=lambda v: (-v.severity, v.kind, v.id)))


def _findings(tellings: Sequence[Telling], names: NameIndex) -> list[Finding]:
    found = [
        *number_differences(tellings),
        *date_differences(tellings),
        *polarity_differences(tellings),
        *certainty_differences(tellings),
        *attribution_differences(tellings, names),
        *scope_differences(tellings),
        *actor_differences(tellings, names),
        *object_differences(tellings, names),
        *label_differences(tellings),
        *swap_differences(tellings, names),
        *detail_differences(tellings),
        *wording_differences(tellings),
    ]
    of = {t.id: t for t in tellings}
    found = [
        replace(f, relation=VariantRelation.COMPATIBLE)
        if f.relation is VariantRelation.CONFLICT and not _one_moment([of[a] for a in (*f.aside, *f.against)])
        else f
        for f in found
    ]
    once: dict[tuple[str, tuple[str, ...]], Finding] = {}
    for f in found:
        origins = {of[a].origin for a in f.aside}
        if all(of[a].origin in origins for a in f.against):
            continue  # two copies of one text: what differs is an editor's cut
        once.setdefault((f.kind, f.aside), f)
    return list(once.values())


def _one_moment(tellings: Sequence[Telling]) -> bool:
    """Whether the reports are near enough in time to be of one event; those of unknown date are."""
    days = []
    for t in tellings:
        try:
            days.append(date.fromisoformat((t.published or "")[:10]).toordinal())
        except ValueError:
            continue
    return not days or max(days) - min(days) <= CONFLICT_DAYS


def _variant(point: Point, finding: Finding, tellings: Sequence[Telling]) -> Variant:
    of = {t.id: t for t in tellings}
    sides = [tuple(c.id for a in side for c in of[a].claims) for side in (finding.aside, finding.against)]
    severity = weigh(
        finding.kind,
        finding.relation,
        origins=[of[a].origin for a in (*finding.aside, *finding.against)],
        reports=len(tellings),
        strength=finding.strength,
    )
    return Variant(
        id=make_id("variant", point.id, finding.kind, *sides[0], "|", *sides[1]),
        point=point.id,
        kind=finding.kind,
        relation=finding.relation,
        claims=sides[0],
        against=sides[1],
        note=finding.note,
        marks=tuple(sorted(set(finding.marks))),
        severity=severity,
    )
