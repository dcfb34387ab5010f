"""Corrections of differences, after they were found."""

import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from variorum.records.correction import Correction, Outcome, Reject, Relabel
from variorum.records.reading import Claim
from variorum.records.source import Article
from variorum.records.story import Point, Variant, VariantKind, VariantRelation
from variorum.steps.correct.find import Finder, Miss, together
from variorum.steps.correct.points import canonical, cites_of, signed

CAN_CONFLICT = frozenset({VariantKind.NUMBER, VariantKind.DATE, VariantKind.POLARITY})
"""Kinds of which both sides may be unable to hold, by the contract."""
_NAMED = re.compile(r"\{([^{}]+)\}")

Weigh = Callable[[VariantKind, VariantRelation, Variant], float]
"""Severity of a difference under another kind and relation."""


def _relabelled(variant: Variant, what: Relabel, finder: Finder, weigh: Weigh) -> Variant:
    kind = VariantKind(what.kind) if what.kind else variant.kind
    relation = what.relation or variant.relation
    if relation is VariantRelation.CONFLICT and kind not in CAN_CONFLICT:
        raise Miss(f"a difference of kind {kind} cannot be a conflict; give its relation too")

    def report(found: re.Match[str]) -> str:
        keys = finder.articles(found[1])
        return f"{{{keys[0]}}}" if len(keys) == 1 else found[1]

    note = _NAMED.sub(report, what.note) if what.note else variant.note
    if (kind, relation, note) == (variant.kind, variant.relation, variant.note):
        raise Miss("not needed: the difference has this label already")
    changed = (kind, relation) != (variant.kind, variant.relation)
    return msgspec.structs.replace(
        variant,
        kind=kind,
        relation=relation,
        note=note,
        severity=weigh(kind, relation, variant) if changed else variant.severity,
        corrected=signed("relabelled", what),
    )


def correct_variants(
    variants: Sequence[Variant],
    points: Sequence[Point],
    claims: Mapping[str, Claim],
    *,
    articles: Mapping[str, Article],
    corrections: Sequence[Correction],
    weigh: Weigh,
) -> tuple[tuple[Variant, ...], tuple[Outcome, ...]]:
    """Apply what an editor says of differences: rejects first, then relabels, whatever the order of the file.

    Args:
        variants: What the comparison found on the corrected points.
        points: These points.
        claims: By id.
        articles: By id.
        corrections: In the file's order; those of points are passed over.
        weigh: Gives the severity under another kind and relation.

    Returns:
        The differences in the order given, and what came of each correction of differences.
    """
    held = {key for p in points for key in p.claims}
    finder = Finder(articles, (c for key, c in claims.items() if key in held))
    rows = {v.id: v for v in variants}
    outcomes: dict[int, Outcome] = {}
    seen: set[tuple[str, str]] = set()
    mine = [c for c in corrections if isinstance(c.what, Reject | Relabel) and c.what.variant is not None]
    for c in sorted(mine, key=lambda c: (isinstance(c.what, Relabel), canonical(c), c.n)):
        what = c.what
        if not isinstance(what, Reject | Relabel):
            continue
        matched = []
        touched: tuple[str, ...] = ()
        try:
            if (asked := canonical(c, signed=False)) in seen:
                raise Miss("not needed: it stands in the file twice")
            seen.add(asked)
            for passage in sorted(what.claims, key=lambda p: (p.source, p.words)):
                matched.append(finder.find(passage))
            of_kind = {key: (*v.claims, *v.against) for key, v in rows.items() if v.kind == what.variant}
            found = together(matched, of_kind)
            if not found:
                raise Miss(f"no difference of kind {what.variant} holds these words")
            if len(found) > 1:
                raise Miss(f"{len(found)} differences of kind {what.variant} hold these words; quote all their sides")
            key = found[0][0]
            touched = (rows[key].point,)
            if isinstance(what, Reject):
                del rows[key]
                why = f"the difference of kind {what.variant} is taken out"
            else:
                rows[key] = _relabelled(rows[key], what, finder, weigh)
                why = f"the difference of kind {what.variant} is relabelled"
            applied = True
        except Miss as miss:
            why, applied = str(miss), False
        outcomes[c.n] = Outcome(n=c.n, applied=applied, why=why, points=touched, cites=cites_of(matched))
    return tuple(rows.values()), tuple(outcomes[k] for k in sorted(outcomes))
