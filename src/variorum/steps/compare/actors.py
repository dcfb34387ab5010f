"""Who did or said it: another one in the place of the actor."""

from collections.abc import Sequence

from variorum.records.parse import Token
from variorum.records.reading import EntityType
from variorum.records.story import VariantKind
from variorum.steps.compare.notes import choices, say
from variorum.steps.compare.slots import Filler, filler
from variorum.steps.compare.telling import Finding, Telling, ids
from variorum.text.name_index import NameIndex

_ACTORS = frozenset({EntityType.PERSON, EntityType.ORGANISATION, EntityType.COUNTRY})
_TOGETHER = frozenset({"both", "leaders", "sides", "together", "jointly", "two", "counterparts"})
"""Words by which several act as one."""


def actor_differences(tellings: Sequence[Telling], names: NameIndex) -> list[Finding]:
    """Findings where one acts alone here and several together there, or others do the same thing."""
    return _joint(tellings, names) or _same_act(tellings, names)


def _joint(tellings: Sequence[Telling], names: NameIndex) -> list[Finding]:
    joint: list[tuple[Telling, str, Token]] = []
    alone: list[tuple[Telling, str, Token]] = []
    for t in tellings:
        for c in t.claims:
            if c.subject is None:
                continue
            token = t.parse.tokens[c.subject]
            words = _phrase(t, token)
            found = filler(t, c.subject, names)
            if token.tag in {"NNS", "PRP"} and (token.text.lower() == "they" or _TOGETHER & words):
                joint.append((t, token.text, token))
            elif any(k.dep == "conj" and k.pos == "PROPN" for k in t.parse.children(token)):
                joint.append((t, t.parse.words(token.i, max(k.i for k in t.parse.subtree(token)) + 1), token))
            elif found is not None and found.type is EntityType.PERSON:
                alone.append((t, found.words, token))
            else:
                continue
            break
    if not joint or not alone:
        return []
    aside, against = (joint, alone) if len(joint) <= len(alone) else (alone, joint)
    a, b = ids(t for t, _, _ in aside), ids(t for t, _, _ in against)
    return [
        Finding(
            kind=VariantKind.ACTOR,
            aside=a,
            against=b,
            note=f"{say(a, 'has', 'have')} {choices(w for _, w, _ in aside)}; "
            f"{say(b, 'has', 'have')} {choices(w for _, w, _ in against)}.",
            marks=tuple(t.mark(k) for t, _, k in (*aside, *against)),
            strength=0.8,
        )
    ]


def _phrase(t: Telling, token: Token) -> set[str]:
    return {token.text.lower(), *(k.text.lower() for k in t.parse.children(token))}


def _same_act(tellings: Sequence[Telling], names: NameIndex) -> list[Finding]:
    """Others in the place of the actor of one verb."""
    acts: dict[str, list[Filler]] = {}
    for t in tellings:
        for c in t.claims:
            actor = _actor(t, c.subject, names)
            if actor is not None and c.predicate:
                acts.setdefault(c.predicate, []).append(actor)
                break
    out = []
    for _, fillers in sorted(acts.items()):
        groups: dict[str, list[Filler]] = {}
        for f in fillers:
            groups.setdefault(f.key, []).append(f)
        if len(groups) < 2 or not any(f.type in _ACTORS for f in fillers):
            continue
        base = min(groups, key=lambda k: (-len(groups[k]), k))
        for key in sorted(groups):
            aside, against = groups[key], groups[base]
            if key == base or any(_names(f.telling, base) for f in aside):
                continue
            a, b = ids(f.telling for f in aside), ids(f.telling for f in against)
            out.append(
                Finding(
                    kind=VariantKind.ACTOR,
                    aside=a,
                    against=b,
                    note=f"{say(a, 'names', 'name')} {choices(f.words for f in aside)}; "
                    f"{say(b, 'names', 'name')} {choices(f.words for f in against)}.",
                    marks=tuple(f.telling.mark(f.token) for f in (*aside, *against)),
                    strength=0.6,
                )
            )
    return out


def _actor(t: Telling, subject: int | None, names: NameIndex) -> Filler | None:
    """Who acts: the subject, or in the passive whoever stands after "by"."""
    if subject is None:
        return None
    token = t.parse.tokens[subject]
    if token.dep != "nsubjpass":
        return filler(t, subject, names)
    for k in t.parse.children(t.parse.tokens[token.head]):
        if k.dep == "agent":
            below = [x for x in t.parse.children(k) if x.dep == "pobj"]
            return filler(t, below[0].i, names) if below else None
    return None


def _names(t: Telling, key: str) -> bool:
    return key in t.content or any(e.id == key for _, _, e in t.names)
