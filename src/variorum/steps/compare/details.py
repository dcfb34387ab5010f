"""What only some name: a person, a place, an hour, a figure."""

from collections.abc import Sequence

from variorum.records.place import Span
from variorum.records.story import VariantKind
from variorum.steps.compare.notes import choices, say
from variorum.steps.compare.telling import Finding, Telling, ids

Named = dict[str, list[tuple[Telling, Span, str]]]


def detail_differences(tellings: Sequence[Telling]) -> list[Finding]:
    """One finding for each side that names, or leaves out, what the other does not.

    With three reports and more only what one report alone names, or what all but one name, is told.
    """
    named = _named(tellings)
    adds: dict[str, list[tuple[Span, str]]] = {}
    lacks: dict[str, list[tuple[Span, str]]] = {}
    n = len(tellings)
    for key in sorted(named):
        have = {t.id for t, _, _ in named[key]}
        spans = [(s, w) for _, s, w in named[key]]
        if len(have) == 1:
            adds.setdefault(next(iter(have)), []).append(spans[0])
        elif len(have) == n - 1 >= 2:
            (missing,) = {t.id for t in tellings} - have
            lacks.setdefault(missing, []).extend(spans)
    every = ids(tellings)
    out = []
    for article in every:
        rest = tuple(a for a in every if a != article)
        if article in adds:
            rows = adds[article]
            note = f"Only {say([article], 'names', 'name')} {choices(w for _, w in rows)}."
            out.append(_finding(article, rest, note, rows, strength=min(1.0, 0.4 + 0.2 * len(rows))))
        elif article in lacks:
            rows = lacks[article]
            note = f"{say([article], 'leaves out', 'leave out')} {choices(w for _, w in rows)}."
            out.append(_finding(article, rest, note, rows, strength=0.8))
    return out


def _finding(
    article: str, rest: tuple[str, ...], note: str, rows: Sequence[tuple[Span, str]], *, strength: float
) -> Finding:
    return Finding(
        kind=VariantKind.DETAIL,
        aside=(article,),
        against=rest,
        note=note,
        marks=tuple(sorted({s for s, _ in rows})),
        strength=strength,
    )


def _named(tellings: Sequence[Telling]) -> Named:
    out: Named = {}
    for t in tellings:
        source = [(s.start, s.end) for s in t.sources]
        for start, end, entity in t.names:
            if not any(a < end and start < b for a, b in source):
                out.setdefault(f"name {entity.id}", []).append((t, t.span(start, end), t.words(start, end)))
        for value, e in t.times:
            out.setdefault(f"time {value}", []).append((t, t.span(e.start, e.end), t.words(e.start, e.end)))
        for q in t.quantities:
            out.setdefault(f"number {q.unit} {q.noun}", []).append((t, t.span(q.start, q.end), t.words(q.start, q.end)))
    return out
