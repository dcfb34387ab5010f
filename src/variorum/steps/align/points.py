"""From the claims of a story to its points."""

from collections.abc import Mapping, Sequence

from variorum.ports import Encoder
from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.reading import Claim
from variorum.records.source import Article
from variorum.records.story import Point
from variorum.steps.align.features import ClaimTable, content
from variorum.steps.align.group import Limits, alone, gather, joined_by_lead
from variorum.steps.align.judge import judged_pairs
from variorum.steps.align.model import Weights, shipped
from variorum.steps.align.near import unclear_passages
from variorum.steps.align.twins import find_twins, follow
from variorum.steps.align.wording import kind_of, lead_of, reasons
from variorum.text.name_index import NameIndex

_LEAST_CONTENT = 2  # words of content below which a fragment says nothing that can be compared


def worth_comparing(claim: Claim, parse: Parse) -> bool:
    """Whether a claim holds enough to be read beside others."""
    return len(content(parse.tokens[i] for i in claim.tokens)) >= _LEAST_CONTENT


def table_of(
    parses: Mapping[str, Parse],
    claims: Mapping[str, Sequence[Claim]],
    *,
    names: NameIndex,
    encoder: Encoder,
) -> ClaimTable:
    """The claims that take part, in canonical order: by article id, then by place."""
    order = sorted(claims)
    kept = {
        key: sorted(
            (c for c in claims[key] if worth_comparing(c, parses[key])),
            key=lambda c: (tuple((s.start, s.end) for s in c.spans), c.id),
        )
        for key in order
    }
    return ClaimTable(order, parses, kept, names=names, encoder=encoder)


def points_of(
    table: ClaimTable, pairs: Mapping[int, Mapping[int, float]], parses: Mapping[str, Parse], limits: Limits
) -> tuple[Point, ...]:
    """Points from judged pairs.

    Args:
        table: The claims.
        pairs: What was judged, by places in the table.
        parses: By article id.
        limits: When claims are joined.

    Returns:
        Points in the order of their first claim; those of one article only included.
    """
    groups = gather(table.claims, pairs, limits)
    leads = [lead_of(g, table, pairs, parses) for g in groups]
    groups = joined_by_lead(groups, leads, table.claims, pairs, limits)
    groups += [(i,) for i in alone(table.claims, groups, parses)]
    out = []
    for group in groups:
        lead = lead_of(group, table, pairs, parses)
        claim = table.claims[lead]
        members = tuple(table.claims[i].id for i in group)
        out.append(
            (
                group,
                Point(
                    id=make_id("point", *members),
                    text=claim.text,
                    kind=kind_of(group, lead, table, parses),
                    lead=claim.id,
                    claims=members,
                    unclear=unclear_passages(group, table, pairs, limits),
                    joined=reasons(group, lead, table),
                ),
            )
        )
    return tuple(p for _, p in sorted(out, key=lambda row: row[0]))


def align_claims(
    articles: Sequence[Article],
    parses: Mapping[str, Parse],
    claims: Mapping[str, Sequence[Claim]],
    *,
    names: NameIndex,
    encoder: Encoder,
    weights: Weights | None = None,
) -> tuple[Point, ...]:
    """Bring together the claims of different articles that say the same.

    Two claims are joined only where a learnt judge, which reads words, names, numbers, times, roles and the
    claims around them, holds them for the same; embeddings merely propose. A number, a date or a "not" that
    differs does not part two claims: it makes a difference within their point. A claim that says two things
    may stand in two points.

    Args:
        articles: The story's articles, in any order.
        parses: By article id.
        claims: By article id.
        names: The story's entities.
        encoder: Gives the embeddings of claim texts.
        weights: What was learnt; by default what the package carries.

    Returns:
        Points, those that one article alone makes included, in the order of article id and place; the same
        for every order of `articles`.

    Source: docs/decisions/0006-alignment.md.
    """
    held = {a.id: claims.get(a.id, ()) for a in articles}
    twins = find_twins(held)
    table = table_of(parses, {key: held[key] for key in twins}, names=names, encoder=encoder)
    chosen = weights or shipped()
    pairs = judged_pairs(table, chosen, {a.id: a.published for a in articles})
    return follow(points_of(table, pairs, parses, Limits(**chosen.options)), held, twins)
