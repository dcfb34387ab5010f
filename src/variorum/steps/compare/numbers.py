"""Numbers that differ: same unit and same thing counted, other bounds."""

import re
from collections.abc import Sequence

from variorum.records.reading import Quantity
from variorum.records.story import VariantKind, VariantRelation
from variorum.steps.compare.notes import choices, quoted, say
from variorum.steps.compare.telling import Finding, Telling, ids

TOLLS = frozenset(
    {"dead", "injured", "missing", "trapped", "rescued", "hospitalised", "arrested", "evacuated", "displaced",
     "stranded", "casualty", "treated", "survived"}
)  # fmt: skip
"""States whose count grows as reports come in."""
ROUND_SHARE = 0.02
"""Two figures this near, as a share of the greater, count as one figure rounded twice."""
_ROUNDABLE = frozenset({"m", "kg", "km/h", "m2", "l"})


def number_differences(tellings: Sequence[Telling]) -> list[Finding]:
    """One finding for each departing value of each thing counted."""
    out = []
    for slot in _slots(tellings):
        out += _slot_differences(slot)
    return out


def _slots(tellings: Sequence[Telling]) -> list[list[tuple[Telling, list[Quantity]]]]:
    """Per thing counted: the reports that count it and their numbers."""
    found: dict[tuple[str, str], dict[str, list[Quantity]]] = {}
    for t in tellings:
        for q in t.quantities:
            if q.unit or q.noun:
                found.setdefault((q.unit, q.noun), {}).setdefault(t.id, []).append(q)
    by_id = {t.id: t for t in tellings}
    # Measures and money often stand without a noun: one such number in a report answers to one in another.
    for unit in sorted({u for u, _ in found if u and u not in {"person", "year"}}):
        per: dict[str, list[Quantity]] = {}
        for (u, _), rows in sorted(found.items()):
            if u == unit:
                for a, qs in rows.items():
                    per.setdefault(a, []).extend(qs)
        nouns = [k for k in found if k[0] == unit]
        single = {a: qs for a, qs in per.items() if len(qs) == 1}
        if len(nouns) > 1 and len(single) == len(per) > 1:
            for k in nouns:
                del found[k]
            found[unit, ""] = single
    return [
        [(by_id[a], sorted(qs, key=lambda q: q.start)) for a, qs in sorted(rows.items())]
        for _, rows in sorted(found.items())
        if len(rows) > 1
    ]


def _slot_differences(slot: list[tuple[Telling, list[Quantity]]]) -> list[Finding]:
    groups: dict[tuple[float | None, float | None], list[tuple[Telling, Quantity]]] = {}
    # A report with several numbers for one slot speaks with the one that most others share.
    shared: dict[tuple[float | None, float | None], int] = {}
    for _, qs in slot:
        for v in {_bounds(q) for q in qs}:
            shared[v] = shared.get(v, 0) + 1
    for t, qs in slot:
        q = min(qs, key=lambda q: (-shared[_bounds(q)], q.start))
        if len(qs) > 1 and len({_bounds(x) for x in qs}) > 1 and shared[_bounds(q)] < 2:
            return []  # several numbers, none of which another has: no telling which answers which
        groups.setdefault(_bounds(q), []).append((t, q))
    if len(groups) < 2:
        return []
    toll = slot[0][1][0].unit == "person" and slot[0][1][0].noun in TOLLS
    base = min(groups, key=lambda v: (-len({t.origin for t, _ in groups[v]}), -len(groups[v]), _order(v)))
    out = []
    for value in sorted(groups, key=_order):
        if value == base:
            continue
        out.append(_finding(groups[value], groups[base], toll))
    return out


def _order(v: tuple[float | None, float | None]) -> tuple[float, float]:
    # The greater count comes first: it is the better base for a toll.
    return (-(v[0] if v[0] is not None else v[1] or 0.0), -(v[1] if v[1] is not None else 0.0))


def _bounds(q: Quantity) -> tuple[float | None, float | None]:
    return (q.low, q.high)


def _finding(
    aside: Sequence[tuple[Telling, Quantity]], base: Sequence[tuple[Telling, Quantity]], toll: bool
) -> Finding:
    relation = _relation(aside, base, toll)
    a, b = ids(t for t, _ in aside), ids(t for t, _ in base)
    left = choices(t.words(q.start, q.end) for t, q in aside)
    right = choices(t.words(q.start, q.end) for t, q in base)
    what = _what(aside[0][1])
    note = f"{say(a, 'says', 'say')} {left}{what}; {say(b, 'says', 'say')} {right}."
    if relation is VariantRelation.UPDATE:
        later = _later(aside, base)
        if later:
            note = f"{note[:-1]}, {later}."
    return Finding(
        kind=VariantKind.NUMBER,
        relation=relation,
        aside=a,
        against=b,
        note=note,
        marks=tuple(t.span(q.start, q.end) for t, q in (*aside, *base)),
    )


def _what(q: Quantity) -> str:
    if q.unit == "person" and q.noun in TOLLS:
        return f" {q.noun}"
    return " as the age" if q.noun == "age" else ""


def _later(aside: Sequence[tuple[Telling, Quantity]], base: Sequence[tuple[Telling, Quantity]]) -> str:
    first = {t.published for t, _ in aside}
    second = {t.published for t, _ in base}
    if None in first or None in second:
        return ""
    if min(map(str, first)) > max(map(str, second)):
        return "the earlier count"
    if max(map(str, first)) < min(map(str, second)):
        return "the later count"
    return ""


def _relation(
    aside: Sequence[tuple[Telling, Quantity]], base: Sequence[tuple[Telling, Quantity]], toll: bool
) -> VariantRelation:
    if toll and not _same_figure(aside[0], base[0]):
        return VariantRelation.UPDATE
    for x in aside:
        for y in base:
            if meets(x[1], y[1]) or _same_figure(x, y) or x[0].origin == y[0].origin:
                return VariantRelation.COMPATIBLE
    return VariantRelation.CONFLICT


def meets(a: Quantity, b: Quantity) -> bool:
    """Whether some value lies within both numbers' bounds."""
    low = max(x for x in (a.low, b.low, float("-inf")) if x is not None)
    high = min(x for x in (a.high, b.high, float("inf")) if x is not None)
    return low <= high


def _same_figure(x: tuple[Telling, Quantity], y: tuple[Telling, Quantity]) -> bool:
    """Whether one figure is the other, rounded: to its own last digit, or in another unit."""
    a, b = x[1], y[1]
    va, vb = _value(a), _value(b)
    if va is None or vb is None:
        return False
    gap = abs(va - vb)
    if a.unit in _ROUNDABLE and gap <= ROUND_SHARE * max(abs(va), abs(vb)):
        return True
    return gap <= max(_grain(*x) if a.unit != "person" else 0.0, _grain(*y) if b.unit != "person" else 0.0) / 2


def _value(q: Quantity) -> float | None:
    if q.low is not None and q.high is not None:
        return (q.low + q.high) / 2
    return q.low if q.low is not None else q.high


def _grain(telling: Telling, q: Quantity) -> float:
    """The step of the last written digit, in the base unit, for a figure with a scale or a decimal point."""
    value = _value(q)
    figure = re.search(r"\d[\d,]*(?:\.(\d+))?", telling.words(q.start, q.end))
    if value is None or figure is None:
        return 0.0
    written = float(figure[0].replace(",", ""))
    if not written or not value:
        return 0.0
    scale = abs(value) / written
    if figure[1] is not None or scale >= 1e3:
        return scale * 10.0 ** -len(figure[1] or "")
    digits = figure[0].replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    return scale * 10.0**zeros if zeros >= 2 else 0.0


def wording(telling: Telling, q: Quantity) -> str:
    """A number as it is written, in quotation marks."""
    return quoted(telling.words(q.start, q.end))
