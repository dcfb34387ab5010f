"""Articles whose claims are the same words at the same places: one of them is aligned, the others follow it.

Fifty reprints of one text would otherwise be held against one another claim by claim.
"""

from collections.abc import Mapping, Sequence

import msgspec

from variorum.records.ids import make_id
from variorum.records.place import Span
from variorum.records.reading import Claim
from variorum.records.story import Point

Twins = dict[str, tuple[str, ...]]
"""For each article that is aligned the ids of those that follow it, itself left out."""


def find_twins(claims: Mapping[str, Sequence[Claim]]) -> Twins:
    """Group articles by their claims; the first id of a group stands for it. An article without claims stands alone."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for key in sorted(claims):
        form = tuple((c.spans, c.text) for c in claims[key])
        groups.setdefault(form or (key,), []).append(key)
    return {keys[0]: tuple(keys[1:]) for keys in groups.values()}


def follow(points: Sequence[Point], claims: Mapping[str, Sequence[Claim]], twins: Twins) -> tuple[Point, ...]:
    """Give each point the claims of the articles that follow those in it.

    Args:
        points: Points of the articles that were aligned.
        claims: By article id, of all articles.
        twins: Who follows whom.

    Returns:
        The points in the same order; unchanged where nobody follows.
    """
    copies: dict[str, list[str]] = {}
    for first, others in twins.items():
        for n, claim in enumerate(claims[first]):
            copies[claim.id] = [claims[other][n].id for other in others]
    out = []
    for point in points:
        added = {k: copies.get(k, []) for k in point.claims}
        if not any(added.values()):
            out.append(point)
            continue
        members = tuple(m for k in point.claims for m in (k, *added[k]))
        spans = [Span(other, s.start, s.end) for s in point.unclear for other in (s.article, *twins.get(s.article, ()))]
        same = {m: "the same text word for word" for more in added.values() for m in more}
        out.append(
            msgspec.structs.replace(
                point,
                id=make_id("point", *members),
                claims=members,
                unclear=tuple(spans),
                joined={**point.joined, **same},
            )
        )
    return tuple(out)
