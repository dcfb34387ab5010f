"""Cutting common words off names, and dropping capitals that name nothing."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from variorum.records.reading import EntityType
from variorum.steps.names.classify import label
from variorum.steps.names.found import Found, keys
from variorum.steps.names.units import Cases, Page
from variorum.text.gazetteer import given, offices, role_nouns


def trim(found: Sequence[Found], pages: Sequence[Page], cases: Cases) -> list[Found]:
    """Names without the common words that stand glued to them, and without words that are no names.

    A word that opens a sentence before a name, or follows it, is cut off where the rest is a name of its own
    elsewhere and the story writes the word in lower case or never in capitals.
    """
    seen = Counter(keys(pages[f.page], f.first, f.last) for f in found)
    parts = {w for words in seen if len(words) > 1 for w in words}
    out = []
    for f in found:
        words = keys(pages[f.page], f.first, f.last)
        page = pages[f.page]
        if f.settled:
            out.append(f)
            continue
        units = page.units
        half = len(words) // 2
        if half >= 2 and words[:half] == words[half:] and len(words) == f.last - f.first:
            # A caption glued to the sentence: "X Y X Y".
            f = msgspec.structs.replace(f, first=f.first + half, kind=None)
            words = keys(pages[f.page], f.first, f.last)
        if len(words) > 2 and words[0] in role_nouns() and units[f.first].initial and not cases.high[words[0]]:
            # "Billionaire X": a role that opens the sentence.
            f = msgspec.structs.replace(f, first=f.first + 1, kind=None)
            words = keys(pages[f.page], f.first, f.last)
        if len(words) > 1 and seen[words] == 1 and (f.kind is None or f.kind is EntityType.PERSON):
            if units[f.first].initial and seen[words[1:]] >= 2 and not cases.high[words[0]] and words[0] not in given():
                f = msgspec.structs.replace(f, first=f.first + 1, kind=None)
            elif len(words) == f.last - f.first and seen[words[:-1]] >= 2 and cases.common(words[-1]):
                f = msgspec.structs.replace(f, last=f.last - 1, kind=None)
            words = keys(pages[f.page], f.first, f.last)
        if len(words) == 1:
            if (words[0],) in offices() or words[0] in {"jr", "sr", "ii", "iii", "iv"}:
                continue
            text = units[f.first].text
            acronym = text.isupper() and 2 <= len(text) <= 6
            if cases.common(words[0]) or (cases.low[words[0]] and acronym):
                continue
            tag = label(page, f)
            if (
                not cases.high[words[0]]
                and words[0] not in parts
                and (tag not in {"PERSON", "ORG", "GPE", "LOC", "FAC"} or page.token(f.first).pos != "PROPN")
            ):
                continue
        out.append(f)
    return out
