"""From judged pairs to points: overlapping groups whose members agree with one another."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from variorum.records.parse import Parse
from variorum.records.reading import Claim, ClaimKind

_TOLD = 0.6
"""Share of a claim's words that points of the same two articles must hold for a pair of it to say nothing new."""
_ALIKE = 0.5
"""Share of the shorter's words that two claims of a sentence have in common when they tell the same ..."""
_WIDER = 3.0
"""... unless the other has more words than so many times its own."""
_BRIEF = 0.015
"""What one word more costs a pair in the order in which points are founded: the shortest that carry a claim whole
come first."""
_MANY = 0.05
"""What one article more is worth to a point, beside its mean probability, where two points say the same."""

Pairs = Mapping[int, Mapping[int, float]]
"""Probability that two claims say the same, by the places of both; symmetric; absent means not."""


class Limits(NamedTuple):
    """When claims are joined.

    Attributes:
        pair: Least probability of a pair that founds a point.
        mean: Least mean probability, to the members of other articles, of a claim that joins.
        least: Least probability to any member of another article of a claim that joins.
        near: Least probability of a pair that makes an article *unclear* on a point.
        again: Least mean probability of a second claim of an article that joins.
    """

    pair: float = 0.5
    mean: float = 0.5
    least: float = 0.2
    near: float = 0.12
    again: float = 0.5


class _Groups:
    """Points in the making."""

    def __init__(self, claims: Sequence[Claim], pairs: Pairs, limits: Limits) -> None:
        self._claims = claims
        self._pairs = pairs
        self._limits = limits
        self._tokens = [frozenset(c.tokens) for c in claims]
        self.groups: list[list[int]] = []
        self._at: dict[int, set[int]] = {}
        # Members of a group that stand in one sentence.
        self._members: dict[tuple[int, str, int], list[int]] = {}
        # Groups that hold some claim of a sentence, by article and sentence.
        self._of_sentence: dict[tuple[str, int], set[int]] = {}

    def _sentence(self, i: int) -> tuple[str, int]:
        return (self._claims[i].article, self._claims[i].sentence)

    def _put(self, i: int, g: int) -> None:
        self.groups[g].append(i)
        self._at.setdefault(i, set()).add(g)
        self._of_sentence.setdefault(self._sentence(i), set()).add(g)
        self._members.setdefault((g, *self._sentence(i)), []).append(i)

    def found(self, a: int, b: int) -> None:
        """Start a point from a pair and let the best partners join."""
        self.groups.append([])
        g = len(self.groups) - 1
        self._put(a, g)
        self._put(b, g)
        articles = {self._claims[a].article, self._claims[b].article}
        members = 2
        joint: dict[int, tuple[int, float, float]] = {}
        self._meet(a, joint)
        self._meet(b, joint)
        while True:
            best, best_mean = -1, 0.0
            for c in sorted(joint):
                known, total, least = joint[c]
                if self._claims[c].article in articles:
                    del joint[c]
                    continue
                mean = round(total / members, 6)
                if known < members:
                    least = 0.0
                if mean >= self._limits.mean and least >= self._limits.least and mean > best_mean:
                    best, best_mean = c, mean
            if best < 0:
                return
            self._put(best, g)
            members += 1
            articles.add(self._claims[best].article)
            self._meet(best, joint)

    def _meet(self, member: int, joint: dict[int, tuple[int, float, float]]) -> None:
        """Count in a new member: for each claim, the members that know it, their sum and their least."""
        for c, p in self._pairs.get(member, {}).items():
            known, total, least = joint.get(c, (0, 0.0, 1.0))
            joint[c] = (known + 1, total + p, min(least, p))

    def _agreement(self, c: int, group: Sequence[int]) -> tuple[float, float]:
        """Mean and least probability of a claim to the members of other articles."""
        row = self._pairs.get(c, {})
        ps = [row.get(m, 0.0) for m in group if self._claims[m].article != self._claims[c].article]
        return (round(sum(ps) / len(ps), 6), min(ps)) if ps else (0.0, 0.0)

    def _held(self, of: int, groups: set[int]) -> dict[int, frozenset[int]]:
        """The words of a claim that each of these points holds, where it holds any."""
        out = {}
        for g in sorted(groups):
            mine = [
                m
                for m in self._members.get((g, *self._sentence(of)), ())
                if len(self._tokens[m]) <= _WIDER * len(self._tokens[of])
            ]
            words = frozenset(k for m in mine for k in self._tokens[m]) & self._tokens[of]
            if words:
                out[g] = words
        return out

    def told(self, a: int, b: int) -> bool:
        """Whether points that both articles share hold this pair already, whole or in parts."""
        if self._at.get(a, set()) & self._at.get(b, set()):
            return True
        both = self._of_sentence.get(self._sentence(a), set()) & self._of_sentence.get(self._sentence(b), set())
        held_a, held_b = self._held(a, both), self._held(b, both)
        shared = held_a.keys() & held_b.keys()
        share = _TOLD
        return all(
            len({k for g in shared for k in held[g]}) >= share * len(self._tokens[of])
            for held, of in ((held_a, a), (held_b, b))
        )

    def again(self, a: int, b: int) -> bool:
        """Let one of a pair join a point of the other as a second passage of its article, where one fits."""
        best: tuple[float, int, int] | None = None
        for new, old in ((a, b), (b, a)):
            for g in sorted(self._at.get(old, ())):
                group = self.groups[g]
                if (g, *self._sentence(new)) in self._members:
                    continue
                mean, least = self._agreement(new, group)
                if mean >= self._limits.again and least >= self._limits.least:
                    row = (mean, -g, -new)
                    best = row if best is None else max(best, row)
        if best is None:
            return False
        self._put(-best[2], -best[1])
        return True


def gather(claims: Sequence[Claim], pairs: Pairs, limits: Limits) -> list[tuple[int, ...]]:
    """Groups of claims that say the same; a claim may stand in several.

    Pairs are taken from the surest down. One that the points so far do not tell yet joins a point of one of the
    two, as a second passage of its article, or founds a point, which then takes from each other article the claim
    that agrees best with all its members.

    Args:
        claims: All claims, in canonical order.
        pairs: What was judged.
        limits: When claims are joined.

    Returns:
        Groups of claims of two articles and more, sorted.
    """
    edges = sorted(
        (
            (round(_BRIEF * (len(claims[a].tokens) + len(claims[b].tokens)) / 2 - p, 6), a, b)
            for a, row in pairs.items()
            for b, p in row.items()
            if a < b and p >= limits.pair
        )
    )
    made = _Groups(claims, pairs, limits)
    for _, a, b in edges:
        if not made.told(a, b) and not made.again(a, b):
            made.found(a, b)
    return _distinct(sorted({tuple(sorted(g)) for g in made.groups}), claims, pairs, limits)


def _distinct(
    groups: Sequence[tuple[int, ...]], claims: Sequence[Claim], pairs: Pairs, limits: Limits
) -> list[tuple[int, ...]]:
    """Of points that say the same in the same sentences, the one that says it best, with what the others add.

    A point is taken into another where, in every one of its articles, its words are the other's too, and what it
    holds besides fits there. So a point may hold a clause and the sentence around it.
    """
    tokens = [frozenset(c.tokens) for c in claims]

    def weight(group: tuple[int, ...]) -> float:
        ps = [pairs.get(a, {}).get(b, 0.0) for a in group for b in group if claims[a].article < claims[b].article]
        size = sum(len(tokens[m]) for m in group) / len(group)
        articles = len({claims[m].article for m in group})
        return round(sum(ps) / max(1, len(ps)) + _MANY * articles - _BRIEF * size, 6)

    def same(a: int, b: int) -> bool:
        shared = len(tokens[a] & tokens[b])
        return (
            claims[a].article == claims[b].article
            and shared >= _ALIKE * min(len(tokens[a]), len(tokens[b]))
            and len(tokens[b]) <= _WIDER * len(tokens[a])
        )

    kept: list[list[int]] = []
    at: dict[tuple[str, int], set[int]] = {}
    members: dict[tuple[int, str, int], list[int]] = {}
    for group in sorted(groups, key=lambda g: (-weight(g), g)):
        articles = {claims[m].article for m in group}
        rivals: dict[int, set[int]] = {}
        for m in group:
            for k in at.get((claims[m].article, claims[m].sentence), ()):
                if any(same(m, other) for other in members[k, claims[m].article, claims[m].sentence]):
                    rivals.setdefault(k, set()).add(m)
        rival = min(
            (
                k
                for k, found in rivals.items()
                if {claims[m].article for m in found} == articles
                and all(m in found or _fits(m, kept[k], claims, pairs, limits) for m in group)
            ),
            default=None,
        )
        if rival is not None:
            _add(kept[rival], group, claims, pairs, limits)
            for m in kept[rival]:
                place = (claims[m].article, claims[m].sentence)
                at.setdefault(place, set()).add(rival)
                if m not in members.setdefault((rival, *place), []):
                    members[rival, *place].append(m)
            continue
        for m in group:
            place = (claims[m].article, claims[m].sentence)
            at.setdefault(place, set()).add(len(kept))
            members.setdefault((len(kept), *place), []).append(m)
        kept.append(list(group))
    return sorted(tuple(sorted(g)) for g in kept)


def _add(
    point: list[int], group: tuple[int, ...], claims: Sequence[Claim], pairs: Pairs, limits: Limits
) -> None:
    """Let a point take over what another one, that says the same, holds besides."""
    for m in group:
        if m not in point and _fits(m, point, claims, pairs, limits):
            point.append(m)


def _fits(m: int, point: Sequence[int], claims: Sequence[Claim], pairs: Pairs, limits: Limits) -> bool:
    """Whether a claim agrees with the members of other articles well enough to join them."""
    row = pairs.get(m, {})
    ps = [row.get(o, 0.0) for o in point if claims[o].article != claims[m].article]
    return bool(ps) and sum(ps) / len(ps) >= limits.mean and min(ps) >= limits.least


def joined_by_lead(
    groups: Sequence[tuple[int, ...]],
    leads: Sequence[int],
    claims: Sequence[Claim],
    pairs: Pairs,
    limits: Limits,
) -> list[tuple[int, ...]]:
    """Points put in nearly the same words by half of their articles are one to a reader.

    Args:
        groups: Points of two articles and more.
        leads: The claim whose wording stands for each.
        claims: All claims, in canonical order.
        pairs: What was judged.
        limits: When claims are joined.

    Returns:
        The points left, each sorted.
    """
    tokens = [frozenset(c.tokens) for c in claims]

    def near(a: int, b: int) -> bool:
        if (claims[a].article, claims[a].sentence) != (claims[b].article, claims[b].sentence):
            return False
        shared, large = len(tokens[a] & tokens[b]), max(len(tokens[a]), len(tokens[b]))
        return 10 * shared >= 7 * large

    def width(group: Sequence[int]) -> int:
        return len({claims[m].article for m in group})

    order = sorted(range(len(groups)), key=lambda n: (-width(groups[n]), groups[n]))
    kept: list[list[int]] = []
    # Points by the sentence that a lead of theirs stands in.
    heads: dict[tuple[str, int], set[tuple[int, int]]] = {}
    for n in order:
        best, best_shared, joint = -1, 0, [0]
        head = (claims[leads[n]].article, claims[leads[n]].sentence)
        for k in sorted({k for k, lead in heads.get(head, ()) if near(leads[n], lead)}):
            point = kept[k]
            shared = len({claims[m].article for m in groups[n] if any(near(m, o) for o in point)})
            if 2 * shared >= width(groups[n]) and shared > best_shared:
                union = list(point)
                _add(union, groups[n], claims, pairs, limits)
                if all(any(near(m, o) for o in union) for m in groups[n]):
                    best, best_shared, joint = k, shared, union
        if best < 0:
            best = len(kept)
            kept.append(list(groups[n]))
        else:
            kept[best] = joint
        heads.setdefault(head, set()).add((best, leads[n]))
    return sorted(tuple(sorted(g)) for g in kept)


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
