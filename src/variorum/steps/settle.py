"""Settle: groups of claims become points that an editor can tell apart.

The alignment lets a claim into several groups, because a clause may say two things; the price is groups that repeat one
another with slightly other cuts of the same sentences. Here a group whose words all stand in a wider group is absorbed
by it, and every point is put in words that no other point is put in, as surely as most of its reports put it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import inf

import msgspec

from variorum.records.ids import make_id
from variorum.records.place import Span
from variorum.records.reading import Certainty, Claim
from variorum.records.story import Point, Variant, VariantKind

SHORTER_SHARE, LONGER_SHARE = 0.5, 0.25
"""Two cuts are nearly the same words where they share half of the shorter and a quarter of the longer one."""

ALIKE = 0.2
"""Share of the longer words that another wording of a statement has in common with it, at least (Jaccard)."""
_LONG_WORD = 4
_GLANCE_CHARS = 160
"""Longest statement, in characters, that is read at a glance: about two lines of the page."""

_PRONOUNS = frozenset("he she it they i we you his her their its our my this that these those".split())

_WEIGHTY = frozenset(
    {
        VariantKind.NUMBER,
        VariantKind.DATE,
        VariantKind.POLARITY,
        VariantKind.SCOPE,
        VariantKind.CERTAINTY,
        VariantKind.ACTOR,
    }
)
"""Differences after which a side's wording can stand for the others' no more."""

Near = Mapping[str, frozenset[str]]


def _overlap(a: Claim, b: Claim) -> int:
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.spans for y in b.spans)


def _size(claim: Claim) -> int:
    return sum(s.end - s.start for s in claim.spans)


def _are_near(a: Claim, b: Claim) -> bool:
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
                if _are_near(a, b):
                    near[a.id].add(b.id)
                    near[b.id].add(a.id)
        out.update({key: frozenset(found) for key, found in near.items()})
    return out


def _absorb(points: Sequence[Point], claims: Mapping[str, Claim], near: Near) -> list[Point]:
    """The points of which some words stand in no wider point, the widest first."""
    ordered = sorted(points, key=lambda p: (-len({claims[k].article for k in p.claims}), -len(p.claims), p.id))
    kept: list[Point] = []
    holding: dict[str, set[int]] = {}
    for point in ordered:
        width = {claims[k].article for k in point.claims}
        common: dict[int, set[str]] = {}
        for key in point.claims:
            for n in sorted({n for other in near[key] for n in holding.get(other, ())}):
                common.setdefault(n, set()).add(claims[key].article)
        if any(shared == width for shared in common.values()):
            continue
        for key in point.claims:
            holding.setdefault(key, set()).add(len(kept))
        kept.append(point)
    return kept


def _left_over(points: Sequence[Point], kept: Sequence[Point], near: Near) -> list[Point]:
    """What absorbed groups held and no other point holds, still together: nothing is lost."""
    ids = {p.id for p in kept}
    held = {other for p in kept for key in p.claims for other in near[key]}
    out = []
    for point in sorted(points, key=lambda p: (-len(p.claims), p.id)):
        rest = tuple(k for k in point.claims if k not in held) if point.id not in ids else ()
        if rest:
            held |= {other for key in rest for other in near[key]}
            out.append(
                msgspec.structs.replace(
                    point,
                    id=make_id("point", *rest),
                    claims=rest,
                    joined={k: why for k, why in point.joined.items() if k in rest},
                )
            )
    return out


def _opens_on_pronoun(text: str) -> bool:
    first = text.lstrip("“\"'‘").split(" ", 1)[0].rstrip(",").lower()
    return first.split("’")[0].split("'")[0] in _PRONOUNS


def _lead(point: Point, claims: Mapping[str, Claim], taken: set[str], near: Near) -> str:
    """The claim whose wording stands for the point.

    It says as much yes or no as the wording that the alignment chose, and much the same words; it is as sure as most
    of those are, says what no point before it says and opens on no pronoun; where there is such a one. Then the wording
    that was chosen before, then one read at a glance that has most words in common with the other reports'.
    """
    chosen = claims[point.lead]
    sure = Counter(claims[k].certainty for k in point.claims if claims[k].polarity is chosen.polarity)
    # Of what is left of an absorbed group, all may say no where the wording chosen for the whole says yes.
    most = max(sure.values(), default=0)

    words = {k: frozenset(claims[k].text.lower().rstrip(".").split()) for k in point.claims}

    def common(key: str) -> float:
        shares = [
            len(words[key] & words[k]) / len(words[key] | words[k])
            for k in point.claims
            if claims[k].article != claims[key].article
        ]
        return round(sum(shares) / len(shares), 6) if shares else 0.0

    def order(key: str) -> tuple[bool, bool, bool, bool, bool, bool, bool, float, str]:
        claim = claims[key]
        return (
            claim.polarity is not chosen.polarity,
            _likeness(chosen, claim) < ALIKE,
            sure[claim.certainty] < most,
            not near[key].isdisjoint(taken),
            _opens_on_pronoun(claim.text),
            key != point.lead,
            len(claim.text) > _GLANCE_CHARS,
            -common(key),
            key,
        )

    return min(point.claims, key=order)


def _worded(point: Point, lead: str, claims: Mapping[str, Claim]) -> Point:
    joined = {k: why for k, why in point.joined.items() if k != lead}
    return msgspec.structs.replace(point, text=claims[lead].text, lead=lead, joined=joined)


def _long_words(text: str) -> frozenset[str]:
    return frozenset(w for w in text.lower().rstrip(".").split() if len(w) >= _LONG_WORD)


def _likeness(a: Claim, b: Claim) -> float:
    one, other = _long_words(a.text), _long_words(b.text)
    return round(len(one & other) / max(1, len(one | other)), 6)


def _plainer(point: Point, claims: Mapping[str, Claim], departing: frozenset[str]) -> str:
    """The claim nearest in words to the lead that says as much yes or no and departs in nothing; else the lead."""
    lead = claims[point.lead]
    fit = [
        k
        for k in point.claims
        if k not in departing
        and claims[k].article != lead.article
        and (claims[k].polarity, claims[k].certainty) == (lead.polarity, Certainty.STATED)
        and not _opens_on_pronoun(claims[k].text)
        and _likeness(lead, claims[k]) >= ALIKE
    ]
    return min(fit, key=lambda k: (-_likeness(lead, claims[k]), len(claims[k].text), k), default=point.lead)


def word_points(
    points: Sequence[Point], variants: Sequence[Variant], claims: Mapping[str, Claim]
) -> tuple[Point, ...]:
    """Put each point in the words of a side that does not depart, where it stands in those of one that does.

    Args:
        points: Settled points; one whose text an editor wrote is left alone.
        variants: The differences on them.
        claims: By id.

    Returns:
        The points, ids and order unchanged.
    """
    aside: dict[str, set[str]] = {}
    for variant in variants:
        if variant.kind in _WEIGHTY and len(variant.claims) < len(variant.against):
            aside.setdefault(variant.point, set()).update(variant.claims)
    out = []
    for point in points:
        departing = frozenset(aside.get(point.id, ()))
        if point.lead in departing and point.text == claims[point.lead].text:
            point = _worded(point, _plainer(point, claims, departing), claims)
        out.append(point)
    return _told_apart(out, claims)


def _told_apart(points: Sequence[Point], claims: Mapping[str, Claim]) -> tuple[Point, ...]:
    """The points in their order, none in the words of a wider one where it has a claim that says as much yes or no."""
    taken: set[str] = set()
    worded: dict[str, Point] = {}
    for point in sorted(points, key=lambda p: (-len({claims[k].article for k in p.claims}), -len(p.claims), p.id)):
        lead = claims[point.lead]
        if point.text in taken and point.text == lead.text:
            others = [k for k in point.claims if claims[k].polarity is lead.polarity and claims[k].text not in taken]
            best = min(
                others,
                key=lambda k: (_opens_on_pronoun(claims[k].text), -_likeness(lead, claims[k]), len(claims[k].text), k),
                default=point.lead,
            )
            point = _worded(point, best, claims)
        taken.add(point.text)
        worded[point.id] = point
    return tuple(worded[p.id] for p in points)


_BARE_UNITS = frozenset({"", "person"})
"""Units that say too little: a text holds many fives, and few stretches of thirty minutes."""


def _figures(claim: Claim) -> list[tuple[str, float, float]]:
    return [
        (q.unit, -inf if q.low is None else q.low, inf if q.high is None else q.high)
        for q in claim.quantities
        if q.unit not in _BARE_UNITS
    ]


def _same_figures(
    point: Point, claims: Mapping[str, Claim], by_unit: Mapping[str, Sequence[tuple[float, float, Claim]]]
) -> tuple[Span, ...]:
    """Passages of articles outside a point that give its figures: such an article is not silent on it."""
    inside = {claims[k].article for k in point.claims} | {s.article for s in point.unclear}
    found: dict[str, Span] = {}
    for unit, low, high in _figures(claims[point.lead]):
        for other_low, other_high, claim in by_unit.get(unit, ()):
            if claim.article not in inside and claim.article not in found and low <= other_high and other_low <= high:
                found[claim.article] = Span(claim.article, claim.spans[0].start, claim.spans[-1].end)
    return tuple(found[key] for key in sorted(found))


def settle_points(points: Sequence[Point], claims: Mapping[str, Claim]) -> tuple[Point, ...]:
    """Absorb groups that repeat a wider one, and choose each point's wording.

    Args:
        points: Groups that may overlap, in any order.
        claims: By id.

    Returns:
        Points, sorted by id. Each claim that came in stands in a point, or a claim of nearly the same words does.
    """
    near = _neighbours(claims[k] for k in sorted({k for p in points for k in p.claims}))
    kept = _absorb(points, claims, near)
    by_unit: dict[str, list[tuple[float, float, Claim]]] = {}
    for claim in sorted(claims.values(), key=lambda c: (c.article, _size(c), c.spans, c.id)):
        for unit, low, high in _figures(claim):
            by_unit.setdefault(unit, []).append((low, high, claim))
    taken: set[str] = set()
    out: dict[str, Point] = {}
    for point in (*kept, *_left_over(points, kept, near)):
        lead = _lead(point, claims, taken, near)
        taken.add(lead)
        worded = _worded(point, lead, claims)
        near_by = (*point.unclear, *_same_figures(worded, claims, by_unit))
        out[point.id] = msgspec.structs.replace(worded, unclear=near_by)
    return tuple(out[key] for key in sorted(out))
