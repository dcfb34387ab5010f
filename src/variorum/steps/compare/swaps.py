"""Another word in the same place: the noun that stands under one verb, preposition or name in each report.

What the swap tells depends on the place: under a verb it is the thing acted on (object), under a preposition or
before a name it is what a thing is called (label), between two named bodies before one noun it is who acts
(actor).
"""

from collections.abc import Sequence

from variorum.records.parse import Token
from variorum.records.reading import EntityType
from variorum.records.story import VariantKind
from variorum.steps.compare.notes import choices, say
from variorum.steps.compare.slots import Filler, filler
from variorum.steps.compare.telling import LIGHT_VERBS, Finding, Telling, ids
from variorum.text.name_index import NameIndex

_ROLES = {"nsubjpass": "dobj", "dobj": "dobj", "pobj": "pobj", "compound": "compound"}
_BODIES = frozenset({EntityType.ORGANISATION, EntityType.COUNTRY})
_EMPTY = frozenset(
    """scene date time way thing number matter issue part place member case fact total lot kind sort while
    opportunity scene site statement day""".split()
)
"""Nouns that say too little for a swap to mean anything."""
_COUNTED = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"})
Place = tuple[str, str]


def swap_differences(tellings: Sequence[Telling], names: NameIndex) -> list[Finding]:
    """One finding for each place that two different words fill, where neither side has the other's word."""
    places: dict[Place, dict[str, Filler]] = {}
    for t in tellings:
        for place, found in _fillers(t, names):
            places.setdefault(place, {}).setdefault(t.id, found)
    out: dict[tuple[VariantKind, tuple[str, ...]], Finding] = {}
    for place in sorted(places):
        groups: dict[str, list[Filler]] = {}
        for _, f in sorted(places[place].items()):
            groups.setdefault(f.key, []).append(f)
        if len(groups) != 2:
            continue
        left, right = sorted(groups.values(), key=lambda g: (len(g), g[0].key))
        kind = _kind(place, left[0], right[0])
        if kind is None or any(_has(x.telling, y) or _has(y.telling, x) for x in left for y in right):
            continue
        a, b = ids(f.telling for f in left), ids(f.telling for f in right)
        finding = Finding(
            kind=kind,
            aside=a,
            against=b,
            note=f"{say(a, 'says', 'say')} {choices(f.words for f in left)}; "
            f"{say(b, 'says', 'say')} {choices(f.words for f in right)}.",
            marks=tuple(f.telling.mark(f.token) for f in (*left, *right)),
            strength=0.5,
        )
        out.setdefault((kind, a), finding)
    return list(out.values())


def _fillers(t: Telling, names: NameIndex) -> list[tuple[Place, Filler]]:
    held = {k.i for k in t.tokens}
    taken = [(e.start, e.end) for _, e in t.times] + [(q.start, q.end) for q in t.quantities]
    out = []
    for k in t.tokens:
        role = _ROLES.get(k.dep)
        if role is None or k.head == k.i or k.head not in held or k.lemma.lower() in _EMPTY:
            continue
        if any(a < k.end and k.start < b for a, b in taken) or k.ent in _COUNTED:
            continue  # times and numbers have families of their own
        head = t.parse.tokens[k.head]
        if role == "pobj":
            role, head = f"pobj {head.lemma.lower()}", t.parse.tokens[head.head]
        if head.i not in held or head.lemma.lower() in LIGHT_VERBS:
            continue
        if role == "compound" and not _leads(t, k, head):
            continue
        found = filler(t, k.i, names)
        if found is not None:
            out.append(((role, head.lemma.lower()), found))
    return out


def _leads(t: Telling, token: Token, head: Token) -> bool:
    """Whether a word before a noun is no part of the noun's own name."""
    return not (token.ent and token.ent == head.ent and not head.ent_begins)


def _kind(place: Place, x: Filler, y: Filler) -> VariantKind | None:
    role, _ = place
    if role == "dobj":
        return VariantKind.OBJECT if x.type is None and y.type is None else None
    if role == "compound":
        if x.type in _BODIES and y.type in _BODIES:
            return VariantKind.ACTOR
        title = x.type is None and y.type is None and x.telling.parse.tokens[x.token.head].pos == "PROPN"
        return VariantKind.LABEL if title else None
    return VariantKind.LABEL


def _has(t: Telling, other: Filler) -> bool:
    """Whether a telling also has the other side's word, anywhere."""
    if other.type is None:
        return other.key in t.content
    words = other.words.lower().split()
    return any(e.id == other.key for _, _, e in t.names) or all(w in t.lower for w in words)
