"""From judged pairs to points: overlapping groups whose members agree with one another."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from variorum.records.parse import Parse
from variorum.records.reading import Claim, ClaimKind

Pairs = Mapping[int, Mapping[int, float]]
"""Probability that two claims say the same, by the places of both; symmetric; absent means not."""


class Limits(NamedTuple):
    """When claims are joined.

    Attributes:
        pair: Least probability of a pair that founds a point.
        mean: Least mean probability, to the members so far, of a claim that joins.
        least: Least probability to any member of a claim that joins.
        near: Least probability of a pair that makes an article *unclear* on a point.
    """

    pair: float = 0.5
    mean: float = 0.5
    least: float = 0.2
    near: float = 0.12


def overlap(a: Claim, b: Claim) -> tuple[int, int, int]:
    """Characters that two claims of one article share, and the size of each."""
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.spans for y in b.spans)
    return shared, sum(x.end - x.start for x in a.spans), sum(y.end - y.start for y in b.spans)


def same_words(a: Claim, b: Claim) -> bool:
    """Whether two claims of one article are mostly the same words."""
    if a.article != b.article or a.sentence != b.sentence:
        return False
    shared, size_a, size_b = overlap(a, b)
    return shared >= 0.5 * max(size_a, size_b)


def gather(claims: Sequence[Claim], pairs: Pairs, limits: Limits) -> list[tuple[int, ...]]:
    """Groups of claims that say the same, at most one claim an article; a claim may stand in several.

    Pairs are taken from the surest down. One that no group holds yet founds a group, which then takes from
    each other article the claim that agrees best with all its members.

    Args:
        claims: All claims, in canonical order.
        pairs: What was judged.
        limits: When claims are joined.

    Returns:
        Groups of two claims and more, each sorted; in the order in which they were founded.
    """
    edges = sorted(
        ((p, a, b) for a, row in pairs.items() for b, p in row.items() if a < b and p >= limits.pair),
        key=lambda e: (-e[0], e[1], e[2]),
    )
    groups: list[tuple[int, ...]] = []
    at: dict[int, set[int]] = {}
    for _, a, b in edges:
        if at.get(a, set()) & at.get(b, set()):
            continue
        group = _grown([a, b], claims, pairs, limits)
        for member in group:
            at.setdefault(member, set()).add(len(groups))
        groups.append(tuple(sorted(group)))
    return groups


def _grown(group: list[int], claims: Sequence[Claim], pairs: Pairs, limits: Limits) -> list[int]:
    articles = {claims[m].article for m in group}
    while True:
        near = sorted({c for m in group for c in pairs.get(m, ()) if claims[c].article not in articles})
        best, best_mean = -1, 0.0
        for c in near:
            row = pairs[c]
            ps = [row.get(m, 0.0) for m in group]
            mean = round(sum(ps) / len(ps), 6)
            if mean >= limits.mean and min(ps) >= limits.least and mean > best_mean:
                best, best_mean = c, mean
        if best < 0:
            return group
        group.append(best)
        articles.add(claims[best].article)


_MAIN_KINDS = frozenset({ClaimKind.SENTENCE, ClaimKind.MAIN, ClaimKind.COMPLEMENT, ClaimKind.CONJUNCT})
_NEW = 0.5  # share of a claim's words that no other point holds yet, for it to make a point by itself


def alone(
    claims: Sequence[Claim], groups: Sequence[tuple[int, ...]], parses: Mapping[str, Parse]
) -> list[int]:
    """Claims that make a point by themselves: what no shared point holds yet.

    Of a sentence and its clauses, the shortest that read whole come first; a claim of which half or more is
    already held by another point adds nothing.

    Args:
        claims: All claims, in canonical order.
        groups: The shared points.
        parses: By article id.

    Returns:
        Places of claims, ascending.
    """
    held: dict[str, set[int]] = {}
    for group in groups:
        for i in group:
            held.setdefault(claims[i].article, set()).update(claims[i].tokens)

    def order(i: int) -> tuple[int, int, int]:
        return (claims[i].kind not in _MAIN_KINDS, len(claims[i].tokens), i)

    grouped = {i for g in groups for i in g}
    out = []
    for i in sorted((i for i in range(len(claims)) if i not in grouped), key=order):
        claim = claims[i]
        taken = held.setdefault(claim.article, set())
        words = {k for k in claim.tokens if any(c.isalnum() for c in parses[claim.article].tokens[k].text)}
        if len(words - taken) > _NEW * len(words):
            taken.update(claim.tokens)
            out.append(i)
    return sorted(out)
