"""One difference, told once: where points overlap, the clearest finding stands for its likes."""

from collections.abc import Iterable

from variorum.records.story import Point, VariantKind
from variorum.steps.compare.telling import Finding, Telling

REPEAT = 0.5
"""Share of the other side's sentences beyond which a finding repeats an earlier one."""
Found = tuple[Point, Finding, tuple[Telling, ...]]
Place = tuple[str, int]


def tell_once(found: Iterable[Found]) -> list[Found]:
    """Leave out what repeats another finding.

    A claim may serve several points, and each would tell the same difference again. Two findings are one when they
    are of one kind, a sentence stands on the departing side of both, and most of the sentences on the other side
    do; for scope, of which a sentence has one, the departing side is enough. The clearest is kept, then the one
    with most reports.

    Args:
        found: Findings with their points and tellings.

    Returns:
        Those kept, clearest first.
    """
    kept: list[Found] = []
    seen: dict[tuple[str, Place], list[frozenset[Place]]] = {}
    for point, finding, tellings in sorted(found, key=_rank):
        of = {t.id: t for t in tellings}
        aside = _places(of[a] for a in finding.aside)
        against = _places(of[a] for a in finding.against)
        before = [b for place in aside for b in seen.get((finding.kind, place), ())]
        if any(len(against & b) > REPEAT * len(against) for b in before) or (
            before and finding.kind is VariantKind.SCOPE
        ):
            continue
        for x, y in ((aside, against), (against, aside)):
            for place in x:
                seen.setdefault((finding.kind, place), []).append(y)
        kept.append((point, finding, tellings))
    return kept


def _rank(row: Found) -> tuple[float, int, str, str, tuple[str, ...]]:
    point, finding, tellings = row
    return -finding.strength, -len(tellings), point.id, finding.kind, finding.aside


def _places(tellings: Iterable[Telling]) -> frozenset[Place]:
    return frozenset((t.id, k.sent) for t in tellings for k in t.tokens)
