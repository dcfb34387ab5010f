"""How a person or thing is called: other words with the same noun, or another word in the same place."""

from collections.abc import Sequence

from variorum.records.story import VariantKind
from variorum.steps.compare.notes import choices, quoted, say
from variorum.steps.compare.scope import LIMITS
from variorum.steps.compare.slots import bare as bare_word
from variorum.steps.compare.slots import modified, written
from variorum.steps.compare.telling import Finding, Telling

LEAST_REPORTS = 3
"""Fewer reports that use one noun show no usage from which one departs."""
_PLAIN = frozenset("the a an this that these those his her its their our my your very more".split())


def label_differences(tellings: Sequence[Telling]) -> list[Finding]:
    """Findings where one report alone leaves out, or alone adds, what the others call a thing."""
    of = {t.id: t for t in tellings}
    out = []
    for head, by in modified(tellings).items():
        if len(by) < LEAST_REPORTS:
            continue
        if any(of[a].parse.tokens[k.head].pos == "PROPN" for a, mods in by.items() for k in mods.values()):
            continue  # parts of a name
        every = sorted({m for mods in by.values() for m in mods} - LIMITS - _PLAIN)
        for word in every:
            tokens = {a: by[a][word] for a in sorted(by) if word in by[a]}
            if any(k.pos not in {"ADJ", "NOUN", "PROPN"} for k in tokens.values()):
                continue
            bare = [a for a in sorted(by) if a not in tokens]
            if len(bare) != 1:
                continue
            have = sorted(tokens)
            mine = [k for m, k in sorted(by[bare[0]].items()) if m not in LIMITS | _PLAIN]
            instead = [written(of[bare[0]], k) for k in mine if k.pos in {"ADJ", "NOUN", "PROPN"}]
            plain = bare_word(of[bare[0]], head)
            calls = f"says {choices(instead)}" if instead else f"has only {quoted(plain)}"
            out.append(
                Finding(
                    kind=VariantKind.LABEL,
                    aside=tuple(bare),
                    against=tuple(have),
                    note=f"{{{bare[0]}}} {calls}; {say(have, 'says', 'say')} "
                    f"{choices(written(of[a], tokens[a]) for a in have)}.",
                    marks=tuple(of[a].mark(tokens[a]) for a in have),
                    strength=0.5,
                )
            )
    return out
