"""How much an editor must see a difference, by stated rules.

A base by kind and relation, raised where several independent origins stand on both sides, lowered where the
finding is weak. The order of the bases is an editorial choice of this project: what cannot both hold first, then
words that change what is claimed, then who says it, then what is added or left out, then wording.
"""

from collections.abc import Sequence

from variorum.records.story import VariantKind, VariantRelation

BASE = {
    VariantKind.NUMBER: 0.45,
    VariantKind.DATE: 0.4,
    VariantKind.POLARITY: 0.7,
    VariantKind.SCOPE: 0.7,
    VariantKind.CERTAINTY: 0.6,
    VariantKind.ATTRIBUTION: 0.5,
    VariantKind.ACTOR: 0.5,
    VariantKind.OBJECT: 0.5,
    VariantKind.DETAIL: 0.3,
    VariantKind.LABEL: 0.3,
    VariantKind.QUOTE_WORDING: 0.2,
}
"""Severity of a plain difference that both sides can hold."""
CONFLICT = 0.9
UPDATE = 0.6


def weigh(
    kind: VariantKind,
    relation: VariantRelation,
    *,
    origins: Sequence[str],
    reports: int,
    strength: float,
) -> float:
    """Severity from 0 to 1, two digits.

    Args:
        kind: In what respect the sides differ.
        relation: Whether both can hold; a conflict never falls below 0.9, whatever else holds.
        origins: Distinct origins on either side, both sides together.
        reports: Reports that speak on the point.
        strength: How clear the finding is, 0 to 1.
    """
    base = {VariantRelation.CONFLICT: CONFLICT, VariantRelation.UPDATE: UPDATE}.get(relation, BASE[kind])
    wide = 0.02 * min(5, max(0, len(set(origins)) - 1)) + 0.01 * min(5, max(0, reports - 2))
    if relation is VariantRelation.CONFLICT:
        return round(min(1.0, base + wide), 2)
    return round(min(0.89, max(0.05, base * (0.6 + 0.4 * strength) + wide / 2)), 2)
