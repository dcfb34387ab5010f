"""Settle: overlapping groups of claims become points that an editor can tell apart.

The alignment lets a claim into several groups, because a clause may say two things; the price is groups that repeat one
another with slightly other cuts of the same sentences. Here groups that hold nearly the same words of nearly the same
articles become one point, with one cut of each article's words.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from variorum.records.ids import make_id
from variorum.records.place import Span
from variorum.records.reading import Claim
from variorum.records.story import Point

SAME_SHARE = 0.8
"""Share of the smaller group's articles in which the words must be nearly the same (development stories: less merges
points that differ, more leaves one statement standing several times; see docs/decisions/0006-alignment.md)."""

SAME_LEAD_SHARE = 0.5
"""The same share where both groups are put in nearly the same words: to a reader they are one statement."""

_GLANCE_CHARS = 160
"""Longest statement, in characters, that is read at a glance: about two lines of the page."""

_PRONOUNS = frozenset("he she it they i we you his her their its our my this that these those".split())

SHORTER_SHARE, LONGER_SHARE = 0.5, 0.25
"""Two cuts are nearly the same words where they share half of the shorter and a quarter of the longer one."""


def _overlap(a: Claim, b: Claim) -> int:
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.spans for y in b.spans)


def _size(claim: Claim) -> int:
    return sum(s.end - s.start for s in claim.spans)


def _near(a: Claim, b: Claim) -> bool:
    shared = _overlap(a, b)
    small, large = sorted((_size(a), _size(b)))
    return shared > 0 and shared >= SHORTER_SHARE * small and shared >= LONGER_SHARE * large


def _neighbours(claims: Iterable[Claim]) -> dict[str, frozenset[str]]:
    """For each claim the claims of its article that are nearly the same words, itself included."""
    by_article: dict[str, list[Claim]] = {}
    for claim in claims:
        by_article.setdefault(claim.article, []).append(claim)
    out: dict[str, frozenset[str]] = {}
    for rows in by_article.values():
        rows.sort(key=lambda c: (c.spans[0].start, c.spans[-1].end, c.id))
        near: dict[str, set[str]] = {c.id: {c.id} for c in rows}
        for n, a in enumerate(rows):
            for b in rows[n + 1 :]:
                if b.spans[0].start >= a.spans[-1].end:
                    break
                if _near(a, b):
                    near[a.id].add(b.id)
                    near[b.id].add(a.id)
        out.update({key: frozenset(found) for key, found in near.items()})
    return out


def _opens_on_pronoun(text: str) -> bool:
    return text.lstrip("“\"'‘").split(" ", 1)[0].rstrip(",").lower().split("’")[0].split("'")[0] in _PRONOUNS


def _lead(chosen: Sequence[str], proposed: Sequence[str], claims: Mapping[str, Claim]) -> str:
    """The claim whose wording stands for the point: as sure, and as affirmed or denied, as most of them are.

    Among those the one that the alignment proposed first; else the longest that still reads at a glance.
    """
    manner = Counter((claims[k].polarity, claims[k].certainty) for k in chosen)
    most = max(manner.values())
    usual = [k for k in chosen if manner[claims[k].polarity, claims[k].certainty] == most]
    usual = [k for k in usual if not _opens_on_pronoun(claims[k].text)] or usual
    for key in proposed:
        if key in usual:
            return key
    short = [k for k in usual if len(claims[k].text) <= _GLANCE_CHARS]
    return (
        max(short, key=lambda k: (len(claims[k].text), k))
        if short
        else min(usual, key=lambda k: (len(claims[k].text), k))
    )


class _Group:
    """Groups that say the same: `seed` is the widest, `votes` how often each claim was chosen, by article."""

    def __init__(self, seed: Point, claims: Mapping[str, Claim]) -> None:
        self.members = [seed]
        self.core = seed.claims
        self.votes: dict[str, Counter[str]] = {}
        self.add(seed, claims)

    def add(self, point: Point, claims: Mapping[str, Claim]) -> None:
        for key in point.claims:
            self.votes.setdefault(claims[key].article, Counter())[key] += 1

    def led_by(self, cuts: frozenset[str]) -> bool:
        """Whether one of its groups is put in nearly the same words."""
        return any(p.lead in cuts for p in self.members)

    def settled(self, claims: Mapping[str, Claim]) -> Point:
        chosen: list[str] = []
        for article in sorted(self.votes):
            votes = self.votes[article]
            chosen.append(min(votes, key=lambda k: (-votes[k], -_size(claims[k]), k)))
        seed = self.members[0]
        lead = _lead(chosen, [p.lead for p in self.members], claims)
        reasons = {k: why for p in reversed(self.members) for k, why in p.joined.items()}
        articles = {claims[k].article for k in chosen}
        near: dict[str, Span] = {}
        for point in self.members:
            for span in point.unclear:
                if span.article not in articles:
                    near.setdefault(span.article, span)
        return msgspec.structs.replace(
            seed,
            id=make_id("point", *sorted(chosen)),
            text=claims[lead].text,
            lead=lead,
            claims=tuple(sorted(chosen, key=lambda k: (claims[k].article, claims[k].spans[0].start, k))),
            unclear=tuple(near[a] for a in sorted(near)),
            joined={k: reasons[k] for k in sorted(chosen) if k in reasons and k != lead},
        )


def settle_points(points: Sequence[Point], claims: Mapping[str, Claim]) -> tuple[Point, ...]:
    """Merge groups that repeat one another.

    Args:
        points: Groups that may overlap, in any order.
        claims: By id.

    Returns:
        Points, sorted by id; each holds at most one claim of an article. A point of one article is kept only where no
        other point holds nearly the same words.
    """
    near = _neighbours(claims[k] for k in sorted({k for p in points for k in p.claims}))
    settled = _merge(points, claims, near)
    while len(again := _merge(settled, claims, near)) < len(settled):
        settled = again  # merged groups may be put in the same words where their parts were not
    out = {p.id: p for p in (*settled, *_left_over(points, settled, claims, near))}
    return tuple(out[key] for key in sorted(out))


def _merge(points: Iterable[Point], claims: Mapping[str, Claim], near: Mapping[str, frozenset[str]]) -> list[Point]:
    ordered = sorted(points, key=lambda p: (-len({claims[k].article for k in p.claims}), p.id))
    groups: list[_Group] = []
    holding: dict[str, set[int]] = {}
    for point in ordered:
        width = {claims[k].article for k in point.claims}
        common: dict[int, set[str]] = {}
        for key in point.claims:
            for other in near[key]:
                for n in holding.get(other, ()):
                    common.setdefault(n, set()).add(claims[key].article)
        best = max(
            (
                n
                for n, shared in common.items()
                if len(shared) >= (SAME_LEAD_SHARE if groups[n].led_by(near[point.lead]) else SAME_SHARE) * len(width)
            ),
            key=lambda n: (len(common[n]), -n),
            default=None,
        )
        if best is None:
            best = len(groups)
            groups.append(_Group(point, claims))
            for key in point.claims:
                holding.setdefault(key, set()).add(best)
        else:
            groups[best].members.append(point)
            groups[best].add(point, claims)
    return list({p.id: p for p in (g.settled(claims) for g in groups)}.values())


def _left_over(
    points: Sequence[Point],
    settled: Iterable[Point],
    claims: Mapping[str, Claim],
    near: Mapping[str, frozenset[str]],
) -> list[Point]:
    """Points of one article for words that a merged group let go and no other point holds: nothing is lost."""
    held = {other for p in settled for key in p.claims for other in near[key]}
    first = {key: p for p in sorted(points, key=lambda p: (-len(p.claims), p.id), reverse=True) for key in p.claims}
    out = []
    for key in sorted(first, key=lambda k: (-_size(claims[k]), k)):
        if key in held:
            continue
        held |= near[key]
        out.append(
            Point(id=make_id("point", key), text=claims[key].text, kind=first[key].kind, lead=key, claims=(key,))
        )
    return out
