"""Finite forms of verbs, to give a participle its subject."""

from variorum.data.irregular_verbs import DOUBLED, PAST

_VOWELS = frozenset("aeiou")


def past(lemma: str) -> str:
    """The simple past, singular: "take" gives "took"."""
    if lemma in PAST:
        return PAST[lemma]
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if _doubles(lemma) else "") + "ed"


def third(lemma: str) -> str:
    """The present, third person singular: "carry" gives "carries"."""
    if lemma in ("be", "have", "do", "go"):
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[lemma]
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _doubles(lemma: str) -> bool:
    if lemma in DOUBLED:
        return True
    if len(lemma) < 3 or lemma[-1] in "wxyh" or lemma[-1] in _VOWELS or lemma[-2] not in _VOWELS:
        return False
    # One syllable with one vowel letter: "stop", not "look" or "open".
    return sum(c in _VOWELS for c in lemma) == 1
