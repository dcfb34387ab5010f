"""The canonical name of an entity: the fullest form that the texts use."""

from collections import Counter
from collections.abc import Sequence

from variorum.steps.names.people import Named, content
from variorum.text.gazetteer import body_forms, given


def body_name(texts: Counter[str]) -> str:
    """The name of a body, place, pact or thing.

    Args:
        texts: Its written forms, counted.

    Returns:
        The generally known name where a form has one, else the longest form in capitals without a possessor.
    """
    known = sorted({body_forms()[t].name for t in texts if t in body_forms()})
    if known:
        return known[0]
    plain = [t for t in texts if not t.isupper() or len(texts) == 1] or list(texts)

    def rank(text: str) -> tuple[bool, bool, int, int, str]:
        owned = "'s " in text or "’s " in text
        return text[0].isupper(), not owned, len(text.split()), texts[text], text

    return max(plain, key=rank)


def person_name(forms: Sequence[tuple[str, tuple[str, ...], Named]]) -> str:
    """A person's fullest name, given name first where the texts settle which it is.

    Args:
        forms: Each mention's words as written, folded, and as they were joined.

    Returns:
        The name as some text writes it.
    """
    texts = Counter(text for text, _, _ in forms)
    parts = {text: content(words) for text, words, _ in forms}
    bare: Counter[str] = Counter()
    for _, words, m in forms:
        if len(content(words)) == 1:
            bare[content(words)[0]] += 3 if m.title else 1
    if all(len(p) == 1 for p in parts.values()):
        # "Ada and Tom Faber" may be all that a story says of Ada Faber.
        lent = [(text, m) for text, _, m in forms if len(content(m.words)) > 1]
        if lent:
            return f"{lent[0][0]} {lent[0][1].words[-1].title()}"
    longest = max(len(p) for p in parts.values())
    full = [t for t in texts if len(parts[t]) == longest]
    turned = {parts[t] for t in full}
    if longest == 2 and any((b, a) in turned for a, b in turned):
        # Both orders stand in the texts: the word that is used alone is the family name.
        def order(text: str) -> tuple[int, bool, bool, int, str]:
            first, last = parts[text]
            return bare[last] - bare[first], first in given(), not text.isupper(), texts[text], text

        return max(full, key=order)
    return max(full, key=lambda t: (not t.isupper(), texts[t], t))
