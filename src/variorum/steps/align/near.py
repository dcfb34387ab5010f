"""What an article says near a point that it does not make."""

from variorum.records.place import Span
from variorum.steps.align.features import ClaimTable
from variorum.steps.align.group import Limits, Pairs


def unclear_passages(
    group: tuple[int, ...], table: ClaimTable, pairs: Pairs, limits: Limits
) -> tuple[Span, ...]:
    """For each article outside a point, the passage nearest to it, where any is near.

    Args:
        group: Places of the point's claims.
        table: All claims.
        pairs: What was judged.
        limits: What counts as near.

    Returns:
        At most one span an article, sorted.
    """
    inside = {table.claims[i].article for i in group}
    best: dict[str, tuple[float, int]] = {}
    for i in group:
        for j, p in pairs.get(i, {}).items():
            article = table.claims[j].article
            if article not in inside and p >= limits.near:
                best[article] = max(best.get(article, (0.0, 0)), (p, -j))
    out = []
    for article, (_, place) in best.items():
        spans = table.claims[-place].spans
        out.append(Span(article, spans[0].start, spans[-1].end))
    return tuple(sorted(out))
