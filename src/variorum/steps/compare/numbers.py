"""Numbers that differ: same unit and same thing counted, other bounds."""

import re
from collections.abc import Sequence

from variorum.records.place import Span
from variorum.records.reading import Quantity
from variorum.records.story import VariantKind, VariantRelation
from variorum.steps.compare.figures import Figure
from variorum.steps.compare.notes import choices, say
from variorum.steps.compare.telling import Finding, Telling, ids

TOLLS = frozenset(
    """dead injured missing trapped rescued hospitalised arrested evacuated displaced stranded casualty
    treated survived""".split()
)
"""States whose count grows as reports come in."""
ROUND_SHARE = 0.02
"""Two measures this near, as a share of the greater, count as one rounded twice or in two units."""
NEAR_RATIO = 1.5
"""Figures further apart than this are rather of two things than in conflict about one."""
WORDS_EACH = 3
"""Short claims need share fewer words: one for so many content words of the shorter."""
CLOSE_RATIO = 1.25
"""Figures this close, in claims that say the same, need little more in common to be of one thing."""
NEAR_BOUND = 1.1
"""A bound this near to a flat count is the same count in round words."""
NEAR_YEARS = 5
"""Ages further apart than this are of two people."""
SEXES = (
    frozenset({"girl", "woman", "daughter", "mother", "sister", "grandmother", "wife", "schoolgirl"}),
    frozenset({"boy", "man", "son", "father", "brother", "grandfather", "husband", "schoolboy"}),
)
"""Words for a person by which two are told apart."""
_MEASURES = frozenset({"m", "kg", "km/h", "m2", "l"})


def number_differences(tellings: Sequence[Telling]) -> list[Finding]:
    """One finding for each departing value of each thing counted."""
    out = []
    for slot in _slots(tellings):
        out += _slot_differences(slot)
    return out


def _slots(tellings: Sequence[Telling]) -> list[list[list[Figure]]]:
    """Per thing counted: for each report that counts it, its numbers."""
    found: dict[tuple[str, str], dict[str, list[Figure]]] = {}
    for t in tellings:
        before: Figure | None = None
        for q in t.quantities:
            mine = Figure(t, q)
            again = before is not None and before.quantity.unit == q.unit in _MEASURES and _rounded(before, mine)
            before = mine
            if (q.unit or q.noun) and not again:  # "12 feet (3.7 metres)" is one figure
                found.setdefault((q.unit, q.noun), {}).setdefault(t.id, []).append(Figure(t, q))
    # Measures and money often stand without a noun: one such number in a report answers to one in another.
    for unit in sorted({u for u, _ in found if u and u != "person"}):
        per: dict[str, list[Figure]] = {}
        nouns = sorted(k for k in found if k[0] == unit and k[1] != "age")
        for key in nouns:
            for a, rows in found[key].items():
                per.setdefault(a, []).extend(rows)
        if len(nouns) > 1 and len(per) > 1 and all(len(rows) == 1 for rows in per.values()):
            for key in nouns:
                del found[key]
            found[unit, ""] = per
    return [[rows[a] for a in sorted(rows)] for _, rows in sorted(found.items()) if len(rows) > 1]


def _slot_differences(slot: list[list[Figure]]) -> list[Finding]:
    q = slot[0][0].quantity
    toll = q.unit == "person" and q.noun in TOLLS
    chosen = _chosen(slot)
    if toll and any(f.vague for f in chosen):
        vague = [f for f in chosen if f.vague]
        rest = [f for f in chosen if not f.vague]
        return ([_no_figure(vague, rest)] if rest else []) + _tolls(rest)
    return _tolls(chosen) if toll else _departures(chosen, toll)


def _chosen(slot: list[list[Figure]]) -> list[Figure]:
    """The number that each report gives for the slot; a report with several that answer to none is left out."""
    holders: dict[float, int] = {}
    for rows in slot:
        for value in {f.value for f in rows}:
            holders[value] = holders.get(value, 0) + 1
    out = []
    for rows in slot:
        best = min(rows, key=lambda f: (-holders[f.value], f.quantity.start))
        if len({f.value for f in rows}) == 1 or holders[best.value] > 1:
            out.append(best)
    return out


def _tolls(figures: Sequence[Figure]) -> list[Finding]:
    """Counts that grow. Flat and close ones of one day are in conflict: nothing says which is the later."""
    flat: dict[float, list[Figure]] = {}
    for f in sorted(figures, key=lambda f: (f.value, f.telling.id)):
        if f.exact and not f.quantity.about:
            flat.setdefault(f.value, []).append(f)
    out: list[Finding] = []
    if len(flat) == 2:
        left, right = sorted(flat.values(), key=lambda g: (len(g), g[0].value))
        days = {(f.telling.published or "")[:10] for f in (*left, *right)}
        low, high = sorted(flat)
        apart = not {f.telling.origin for f in left} & {f.telling.origin for f in right}
        if apart and len(days) == 1 and high <= CLOSE_RATIO * low:
            out.append(_told(left, right, VariantRelation.CONFLICT))
    return [*out, *_departures(figures, toll=True)]


def _departures(figures: Sequence[Figure], toll: bool) -> list[Finding]:
    groups: dict[float, list[Figure]] = {}
    for f in sorted(figures, key=lambda f: (f.value, f.telling.id)):
        near = next((v for v in groups if _one_figure(f, groups[v][0])), f.value)
        groups.setdefault(near, []).append(f)
    if len(groups) == 1 and not toll:
        (only,) = groups.values()
        return _qualifiers(only)
    if len(groups) < 2:
        return []
    # The base is the figure that most can live with; for a toll each count stands for itself.
    with_it = {
        v: [w for w in sorted(groups) if v == w or (not toll and _together(groups[v], groups[w]))] for v in groups
    }
    base = min(groups, key=lambda v: (-_origins(groups, with_it[v]), -_origins(groups, [v]), -v))
    out = []
    for value in sorted(groups):
        if value == base:
            continue
        against = groups[base]
        if value not in with_it[base]:
            against = [f for w in with_it[base] if w not in with_it[value] for f in groups[w]]
        if (finding := _finding(groups[value], against, toll)) is not None:
            out.append(finding)
    return out


def _origins(groups: dict[float, list[Figure]], values: Sequence[float]) -> int:
    return len({f.telling.origin for v in values for f in groups[v]})


def _together(x: Sequence[Figure], y: Sequence[Figure]) -> bool:
    """Whether some figure of one side can hold beside some figure of the other."""
    return any(_meets(a.quantity, b.quantity) or _rounded(a, b) for a in x for b in y)


def _one_figure(a: Figure, b: Figure) -> bool:
    """Whether one figure is the other, whatever qualifies it, or the same rounded to the same words."""
    return a.value == b.value or (_base(a) is not None and _base(a) == _base(b))


def _base(f: Figure) -> str | None:
    figure = re.search(r"[\d,.]*\d", f.words)
    return figure[0] if figure else None


def _qualifiers(figures: Sequence[Figure]) -> list[Finding]:
    """One figure, here as a bound, there flat."""
    flat = [f for f in figures if f.exact]
    bound = [f for f in figures if f.quantity.low is None or f.quantity.high is None]
    if not flat or not bound:
        return []
    aside, base = (flat, bound) if len(flat) < len(bound) else (bound, flat)
    return [_told(aside, base, VariantRelation.COMPATIBLE, strength=0.6)]


def _no_figure(vague: Sequence[Figure], rest: Sequence[Figure]) -> Finding:
    a, b = ids(f.telling for f in vague), ids(f.telling for f in rest)
    what = _what(vague[0].quantity)
    return Finding(
        kind=VariantKind.DETAIL,
        aside=a,
        against=b,
        note=f"{say(a, 'says', 'say')} {choices(f.words for f in vague)}{what}, with no figure; "
        f"{say(b, 'says', 'say')} {choices(f.words for f in rest)}.",
        marks=_marks(vague, rest),
    )


def _marks(aside: Sequence[Figure], base: Sequence[Figure]) -> tuple[Span, ...]:
    return tuple(f.telling.span(f.quantity.start, f.quantity.end) for f in (*aside, *base))


def _finding(aside: Sequence[Figure], base: Sequence[Figure], toll: bool) -> Finding | None:
    q = aside[0].quantity
    if q.noun == "age" and not all(_one_bearer(x, y) for x in aside for y in base):
        return None
    other = q.unit in {"", "person"} and any(x.modifiers != y.modifiers for x in aside for y in base)
    if other and not toll and all(f.exact for f in (*aside, *base)):
        return None  # "three goats" and "two young goats" are of two sets
    if toll:
        small, great = sorted((aside[0].value, base[0].value))
        if great <= NEAR_BOUND * small and not all(f.exact for f in (*aside, *base)) and _together(aside, base):
            return _told(aside, base, VariantRelation.COMPATIBLE, strength=0.6)  # "over 50" and 51
        return _told(aside, base, VariantRelation.UPDATE)
    one_origin = {f.telling.origin for f in aside} & {f.telling.origin for f in base}
    if one_origin or _together(aside, base):
        return _told(aside, base, VariantRelation.COMPATIBLE)
    if other or not all(_one_matter(x, y) for x in aside for y in base):
        return None
    return _told(aside, base, VariantRelation.CONFLICT)


def _one_bearer(x: Figure, y: Figure) -> bool:
    """Whether two ages may be one person's: near, and of no two names or sexes."""
    if abs(x.value - y.value) > NEAR_YEARS:
        return False
    (pos, a), (other, b) = x.bearer, y.bearer
    if pos == other == "PROPN":
        return a == b
    return not any((a in f and b in m) or (a in m and b in f) for f, m in (SEXES,))


def _one_matter(x: Figure, y: Figure) -> bool:
    """Whether two figures plainly are of one thing: near in value, and in like words."""
    small, great = sorted((abs(x.value), abs(y.value)))
    if x.quantity.noun == y.quantity.noun == "age":
        return True
    if not small or great > NEAR_RATIO * small:
        return False
    if x.quantity.unit == "m" and x.sense and y.sense and x.sense != y.sense:
        return False
    noun = {x.quantity.noun, y.quantity.noun}
    shared = ((x.around & y.telling.content) | (y.around & x.telling.content)) - noun
    if x.quantity.unit == "percent" and (len(noun) > 1 or noun == {""}):
        return False  # shares are of so many things that only the same noun will do
    one_noun = len(noun - {""}) < 2
    if great <= CLOSE_RATIO * small:
        need = 2
    elif x.quantity.unit in {"", "person", "percent"}:
        need = 2 if one_noun and "" not in noun else 3
    else:
        need = 1 if one_noun else 3  # a sum or a measure is mostly the report's only one of its unit here
    short = min(len(x.telling.content), len(y.telling.content))
    return len(shared) >= max(1, min(need, short // WORDS_EACH))


def _told(
    aside: Sequence[Figure], base: Sequence[Figure], relation: VariantRelation, *, strength: float = 1.0
) -> Finding:
    a, b = ids(f.telling for f in aside), ids(f.telling for f in base)
    left, right = choices(f.words for f in aside), choices(f.words for f in base)
    note = f"{say(a, 'says', 'say')} {left}{_what(aside[0].quantity)}; {say(b, 'says', 'say')} {right}."
    if relation is VariantRelation.UPDATE and (later := _later(aside, base)):
        note = f"{note[:-1]}, {later}."
    return Finding(
        kind=VariantKind.NUMBER,
        relation=relation,
        aside=a,
        against=b,
        note=note,
        marks=_marks(aside, base),
        strength=strength,
    )


def _what(q: Quantity) -> str:
    if q.unit == "person" and q.noun in TOLLS:
        return f" {q.noun}"
    return " as the age" if q.noun == "age" else ""


def _later(aside: Sequence[Figure], base: Sequence[Figure]) -> str:
    """Which count is the later one, for the end of a sentence that ends with the base's."""
    first = {f.telling.published for f in aside}
    second = {f.telling.published for f in base}
    if None in first or None in second:
        return ""
    if min(map(str, first)) > max(map(str, second)):
        return "the earlier count"
    if max(map(str, first)) < min(map(str, second)):
        return "the later count"
    return ""


def _meets(a: Quantity, b: Quantity) -> bool:
    """Whether some value lies within both numbers' bounds."""
    low = max(x for x in (a.low, b.low, float("-inf")) if x is not None)
    high = min(x for x in (a.high, b.high, float("inf")) if x is not None)
    return low <= high


def _rounded(x: Figure, y: Figure) -> bool:
    """Whether one figure is the other, rounded to its own last digit or told in another unit."""
    gap = abs(x.value - y.value)
    if x.quantity.unit in _MEASURES and gap <= ROUND_SHARE * max(abs(x.value), abs(y.value)):
        return True
    if x.quantity.unit == "person":
        return False
    return gap <= max(x.grain, y.grain) / 2
