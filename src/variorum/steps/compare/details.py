"""What only some name: a person, a place, an hour, a figure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from variorum.records.parse import Token
from variorum.records.place import Span
from variorum.records.reading import EntityType
from variorum.records.story import VariantKind
from variorum.steps.compare.notes import choices, listed, quoted, say
from variorum.steps.compare.telling import CONTENT, Finding, Telling, ids

LEAST_WORDS = 3
"""Content words that no other report has, without which a name is rather the same thing in other words."""
MANY_WORDS = 5
"""So many content words of its own make a detail of two reports even where nothing is named."""
LEAST_COUNT = 4
"""Smaller counts are mostly a way to speak of those already named."""
MOST = 2
"""Details told of one point; those left out are still seen where the reports stand side by side."""


@dataclass(frozen=True)
class Named:
    """One thing that a report names: a name, a time or a number.

    Attributes:
        what: "name", "time" or "number".
        span: Where.
        words: The entity's name, or the words as written.
        known_to: For a name, the reports that name it anywhere in their text.
    """

    what: str
    span: Span
    words: str
    known_to: frozenset[str] = frozenset()


def detail_differences(tellings: Sequence[Telling]) -> list[Finding]:
    """Findings for what one report alone names, or what one alone leaves out; the clearest, `MOST` at most."""
    named: dict[str, dict[str, Named]] = {}
    for t in tellings:
        for key, thing in _named(t):
            named.setdefault(key, {}).setdefault(t.id, thing)
    users = Counter(w for t in tellings for w in t.content)
    out = [f for t in tellings if (f := _adds(t, tellings, named, users) or _lacks(t, tellings, named)) is not None]
    out += _pairs(tellings, named)
    if len(tellings) == 2:
        out = sorted(out, key=lambda f: (-f.strength, f.aside))[:1]
    return sorted(out, key=lambda f: (-f.strength, f.aside))[:MOST]


def _adds(
    t: Telling, tellings: Sequence[Telling], named: dict[str, dict[str, Named]], users: Mapping[str, int]
) -> Finding | None:
    others = [x for x in tellings if x is not t]
    own = [w for w in t.content if users[w] == 1]
    things = [rows[t.id] for _, rows in sorted(named.items()) if set(rows) == {t.id}]
    if len(others) > 1:
        # A name that the others give elsewhere says where a report puts it, not what it adds.
        things = [x for x in things if any(o.id not in x.known_to for o in others)]
    if things and len(own) >= LEAST_WORDS:
        note = f"Only {say([t.id], _verbs(things), '')}."
        marks = tuple(sorted(x.span for x in things))
        strength = min(1.0, 0.4 + 0.1 * len(things) + 0.02 * len(own))
    elif len(tellings) == 2 and len(own) >= MANY_WORDS:
        run = _longest(t, own)
        if sum(k.pos in CONTENT for k in run) < LEAST_WORDS:
            return None
        note = f"Only {say([t.id], 'says', '')} {quoted(t.words(run[0].start, run[-1].end))}."
        marks = (t.mark(*run),)
        strength = min(0.4, 0.2 + 0.02 * len(own))
    else:
        return None
    return Finding(
        kind=VariantKind.DETAIL,
        aside=(t.id,),
        against=ids(others),
        note=note,
        marks=marks,
        strength=strength,
    )


def _pairs(tellings: Sequence[Telling], named: dict[str, dict[str, Named]]) -> list[Finding]:
    """What two of four reports and more name, and no other."""
    sides: dict[tuple[str, ...], list[dict[str, Named]]] = {}
    for _, rows in sorted(named.items()):
        if len(rows) == 2 and len(tellings) >= 4:
            sides.setdefault(tuple(sorted(rows)), []).append(rows)
    out = []
    for pair, things in sorted(sides.items()):
        out.append(
            Finding(
                kind=VariantKind.DETAIL,
                aside=pair,
                against=ids(t for t in tellings if t.id not in pair),
                note=f"Only {say(pair, '', _verbs([rows[pair[0]] for rows in things], many=True))}.",
                marks=tuple(sorted(x.span for rows in things for x in rows.values())),
                strength=0.4 + 0.05 * min(4, len(things)),
            )
        )
    return out


def _lacks(t: Telling, tellings: Sequence[Telling], named: dict[str, dict[str, Named]]) -> Finding | None:
    rest = ids(x for x in tellings if x is not t)
    if len(rest) < 2:
        return None
    things = [
        rows
        for _, rows in sorted(named.items())
        if set(rows) == set(rest) and not any(t.id in x.known_to for x in rows.values())
    ]
    if not things:
        return None
    words = choices(rows[rest[0]].words for rows in things)
    return Finding(
        kind=VariantKind.DETAIL,
        aside=(t.id,),
        against=rest,
        note=f"{say([t.id], 'leaves out', '')} {words}, which {say(rest, 'names', 'name')}.",
        marks=tuple(sorted(x.span for rows in things for x in rows.values())),
        strength=min(0.9, 0.4 + 0.1 * len(things)),
    )


def _verbs(things: Sequence[Named], *, many: bool = False) -> str:
    """What the report does with them: "names “Ann Lee” and gives “12 May”"."""
    parts = []
    for kinds, verb in ((("name",), "name"), (("time", "number"), "give")):
        words = [x.words for x in things if x.what in kinds]
        if words:
            parts.append(f"{verb if many else verb + 's'} {choices(words)}")
    return listed(parts)


def _longest(t: Telling, own: Iterable[str]) -> list[Token]:
    """The longest run of tokens in which every content word is the report's own."""
    words = frozenset(own)
    runs = [
        list(rows)
        for mine, rows in groupby(t.tokens, lambda k: k.pos not in CONTENT or k.lemma.lower() in words)
        if mine
    ]

    def weight(run: Sequence[Token]) -> int:
        return sum(k.pos in CONTENT for k in run)

    best = max(runs, key=lambda run: (weight(run), -run[0].i))
    while len(best) > 1 and best[0].pos not in CONTENT:
        best = best[1:]
    while len(best) > 1 and best[-1].pos not in CONTENT:
        best = best[:-1]
    return best


def _named(t: Telling) -> list[tuple[str, Named]]:
    """What a report names, each with a key by which reports are compared; sources of its words left aside."""
    source = [(s.start, s.end) for s in t.sources]
    out = []
    for start, end, entity in t.names:
        if entity.type is not EntityType.OUTLET and not any(a < end and start < b for a, b in source):
            known_to = frozenset(m.article for m in entity.mentions)
            out.append((f"name {entity.id}", Named("name", t.span(start, end), entity.name, known_to)))
    for value, e in t.times:
        out.append((f"time {value}", Named("time", t.span(e.start, e.end), t.words(e.start, e.end))))
    for q in t.quantities:
        if q.unit in {"", "person"} and (q.low or q.high or 0) < LEAST_COUNT:
            continue  # "the two leaders": who they are says more than how many
        what = Named("number", t.span(q.start, q.end), t.words(q.start, q.end))
        out.append((f"number {q.unit} {q.noun}", what))
    return out
