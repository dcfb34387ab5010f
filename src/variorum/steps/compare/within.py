"""One report that contradicts itself: two tolls of one kind that cannot both hold."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf

from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Span
from variorum.records.reading import Certainty, Claim, ClaimKind, Polarity, Quantity
from variorum.records.story import Point, Variant, VariantKind, VariantRelation
from variorum.steps.compare.notes import quoted
from variorum.steps.compare.severity import weigh

STATES = frozenset("dead injured missing trapped hospitalised arrested".split())
"""What is counted once for an event; of other things a report may count several."""
MOVING = frozenset(
    """rise raise increase grow climb update revise correct earlier initially first later previously since then now
    already another other more further additional among include including of from each total then ago before""".split()
)
"""Words with which a second figure is a later one, a part, or another event's: then nothing is said."""


def self_contradictions(
    points: Sequence[Point], claims: Mapping[str, Claim], parses: Mapping[str, Parse]
) -> dict[str, list[Variant]]:
    """Variants by point id, where one article flatly states two figures of one toll and takes neither back."""
    of_claim: dict[str, Point] = {}
    for point in sorted(points, key=lambda p: (-len(p.claims), p.id)):
        for key in point.claims:
            of_claim.setdefault(key, point)
    out: dict[str, list[Variant]] = {}
    for article in sorted({claims[k].article for k in of_claim}):
        flat = sorted(
            (claims[k] for k in of_claim if claims[k].article == article),
            key=lambda c: (c.spans[0].start, -c.spans[-1].end, c.id),
        )
        told: dict[str, tuple[Claim, Quantity]] = {}
        for claim, figure in _tolls(flat, parses[article]):
            first = told.setdefault(figure.noun, (claim, figure))
            if first[0].sentence != claim.sentence and not _meet(first[1], figure):
                variant = _variant(of_claim[first[0].id], first, (claim, figure), parses[article])
                out.setdefault(variant.point, []).append(variant)
                break
    return out


def _tolls(flat: Sequence[Claim], parse: Parse) -> Iterator[tuple[Claim, Quantity]]:
    for claim in flat:
        if claim.kind not in (ClaimKind.SENTENCE, ClaimKind.MAIN) or claim.attribution or claim.times:
            continue
        if claim.polarity is not Polarity.AFFIRMED or claim.certainty is not Certainty.STATED:
            continue
        sentence = parse.of(parse.sentences[claim.sentence])
        if MOVING & {t.lemma.lower() for t in sentence} or any(t.text in '“”"' for t in sentence):
            continue
        tolls = [q for q in claim.quantities if q.noun in STATES]
        if len(tolls) == 1:
            yield claim, tolls[0]


def _meet(a: Quantity, b: Quantity) -> bool:
    low_a, high_a = (-inf if a.low is None else a.low), (inf if a.high is None else a.high)
    low_b, high_b = (-inf if b.low is None else b.low), (inf if b.high is None else b.high)
    return low_a <= high_b and low_b <= high_a


def _variant(point: Point, first: tuple[Claim, Quantity], second: tuple[Claim, Quantity], parse: Parse) -> Variant:
    (one, a), (other, b) = first, second
    words = [quoted(" ".join(t.text for t in parse.within(q.start, q.end))) for q in (a, b)]
    return Variant(
        id=make_id("variant", point.id, "within", one.id, other.id),
        point=point.id,
        kind=VariantKind.NUMBER,
        relation=VariantRelation.CONFLICT,
        claims=(other.id,),
        against=(one.id,),
        note=f"{{{one.article}}} says {words[0]} {a.noun} and, elsewhere, {words[1]}.",
        marks=(Span(one.article, a.start, a.end), Span(other.article, b.start, b.end)),
        severity=weigh(VariantKind.NUMBER, VariantRelation.CONFLICT, origins=[], reports=1, strength=1.0),
    )
