"""How far a claim reaches: all or some, fully or in part, in detail or at all."""

from collections.abc import Sequence

from variorum.records.reading import EntityType
from variorum.records.story import VariantKind
from variorum.steps.compare.notes import choices, quoted, say
from variorum.steps.compare.slots import bare as bare_word
from variorum.steps.compare.slots import modified, written
from variorum.steps.compare.telling import Finding, Telling, ids

LIMITS = frozenset(
    """all every both each some most many majority only mainly mostly partly partially fully completely
    entirely critically severely seriously slightly heavily massive limited part entire whole wide widespread
    mainland exclusively particularly especially initially first full partial complete half extensive broad
    general specific certain further regional national local nationwide bilateral multilateral trilateral joint
    permanent temporary temporarily significant significantly considerable considerably total directly
    officially formally largely principally chiefly serious major minor""".split()
)
"""Words that say how far something reaches.

Source: quantifiers and degree words as grouped in Quirk et al. 1985, "A Comprehensive Grammar of the English
Language", chapters 5 and 8; chosen for this project.
"""
_PARTIES = {"bilateral": 2, "trilateral": 3}
PHRASES = (
    ("in", "detail"),
    ("in", "principle"),
    ("in", "part"),
    ("on", "the", "need"),
    ("the", "need", "for"),
    ("at", "first"),
    ("at", "length"),
    ("as", "a", "whole"),
    ("in", "general"),
    ("for", "now"),
    ("so", "far"),
)


def scope_differences(tellings: Sequence[Telling]) -> list[Finding]:
    """One finding for each word of reach that one side has and the other, in like words, has not."""
    out = [f for phrase in PHRASES if (f := _phrase(tellings, phrase)) is not None]
    of = {t.id: t for t in tellings}
    for head, by in modified(tellings).items():
        for limit in sorted({m for mods in by.values() for m in mods} & LIMITS):
            have = [a for a in sorted(by) if limit in by[a]]
            bare = [a for a in sorted(by) if not LIMITS & by[a].keys() and not _names_them(of[a], limit)]
            if not have or not bare:
                continue
            words = [written(of[a], by[a][limit]) for a in have]
            plain, extra = bare_word(of[bare[0]], head), by[have[0]][limit].text
            aside, against = (have, bare) if len(have) <= len(bare) else (bare, have)
            out.append(
                Finding(
                    kind=VariantKind.SCOPE,
                    aside=tuple(aside),
                    against=tuple(against),
                    note=f"{say(have, 'says', 'say')} {choices(words)}; "
                    f"{say(bare, 'has', 'have')} {quoted(plain)} without {quoted(extra)}.",
                    marks=tuple(of[a].mark(by[a][limit]) for a in have),
                    strength=0.7,
                )
            )
    return out


def _names_them(telling: Telling, limit: str) -> bool:
    """Whether a report names as many countries as a word says there are: "Ardenia-Boria pact" is as bilateral."""
    countries = {e.id for _, _, e in telling.names if e.type is EntityType.COUNTRY}
    return limit in _PARTIES and len(countries) >= _PARTIES[limit]


def _phrase(tellings: Sequence[Telling], phrase: tuple[str, ...]) -> Finding | None:
    n = len(phrase)
    have: dict[str, tuple[Telling, int]] = {}
    for t in tellings:
        for k in range(len(t.lower) - n + 1):
            if t.lower[k : k + n] == phrase:
                have[t.id] = (t, k)
                break
    bare = [t for t in tellings if t.id not in have]
    if not have or not bare:
        return None
    a, b = tuple(sorted(have)), ids(bare)
    aside, against = (a, b) if len(a) <= len(b) else (b, a)
    words = " ".join(phrase)
    return Finding(
        kind=VariantKind.SCOPE,
        aside=aside,
        against=against,
        note=f"{say(a, 'says', 'say')} {quoted(words)}; {say(b, 'does', 'do')} not.",
        marks=tuple(t.mark(*t.tokens[k : k + n]) for t, k in have.values()),
    )
