"""What kind of thing a name is, by the evidence of the whole story."""

from collections import Counter
from collections.abc import Iterable, Sequence

from variorum.records.reading import EntityType
from variorum.steps.names.found import Found, after, before, keys, known, surface
from variorum.steps.names.units import HYPHENS, Page
from variorum.text.gazetteer import given, heads, known_places, role_nouns

_SPEECH = frozenset(
    "say tell add explain claim argue warn deny insist note state recall describe announce "
    "think believe write ask reply "
    "declare admit confirm tweet continue know want feel hear see live die".split()
)
_IN = frozenset("in near at outside around across from throughout via toward towards to".split())
_FROM = frozenset("both all resident residents native city town village suburb province state port".split())
# What a company has: "shares of X", "X shares".
_OWNED = frozenset(
    "shares stock shareholders executives employees customers profits earnings subsidiary "
    "spokesman spokeswoman spokesperson "
    "branch factory stores flights".split()
)
_LABELS = {
    "PERSON": EntityType.PERSON,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "ORG": EntityType.ORGANISATION,
    "LAW": EntityType.AGREEMENT,
    "PRODUCT": EntityType.OTHER,
    "EVENT": EntityType.OTHER,
    "WORK_OF_ART": EntityType.OTHER,
}
_ORDER = tuple(EntityType)


def label(page: Page, found: Found) -> str:
    """The tagger's label of most of the words, "" where it has none."""
    counts = Counter(page.token(k).ent for k in range(found.first, found.last))
    return min(counts, key=lambda x: (-counts[x], x))


def _age_follows(page: Page, k: int, sent: int) -> bool:
    comma, age = after(page, k, sent), after(page, k + 1, sent)
    if comma is None or age is None or comma.text not in {",", "("}:
        return False
    return age.text.isdigit() and 1 <= len(age.text) <= 3 and 1 <= int(age.text) <= 110


def _role_follows(page: Page, k: int, sent: int) -> bool:
    """Whether ", a spokesman", ", the zoo's director" or ", who" follows."""
    comma = after(page, k, sent)
    if comma is None or comma.text != ",":
        return False
    for step in range(1, 7):
        u = after(page, k + step, sent)
        if u is None or u.text in {",", ";", "."}:
            return False
        if step == 1 and u.key in {"who", "whose"}:
            return True
        if u.key in role_nouns():
            return True
    return False


def votes(page: Page, found: Found) -> Counter[EntityType]:
    """What one mention's surroundings say for each type."""
    out: Counter[EntityType] = Counter()
    words = keys(page, found.first, found.last)
    sent = page.units[found.first].sent
    tag = label(page, found)
    if tag in _LABELS:
        out[_LABELS[tag]] += 2
    if words[0] in given():
        out[EntityType.PERSON] += 4 if 2 <= len(words) <= 5 else 1
    lead = before(page, found.first)
    if lead is not None and not lead.capital:
        if lead.key in role_nouns():
            out[EntityType.PERSON] += 5
        if lead.key in _IN:
            out[EntityType.PLACE] += 4 if lead.key in {"in", "near"} else 2 if lead.key == "at" else 1
        if lead.key == "of" and found.first > 1:
            over = page.units[found.first - 2]
            if over.text == "," or over.key in _FROM:
                out[EntityType.PLACE] += 3
            if over.key in _OWNED:
                out[EntityType.ORGANISATION] += 4
        if lead.key in heads("other"):
            out[EntityType.OTHER] += 15
        if lead.key in {"the", "a", "an"} and len(words) == 1:
            out[EntityType.PERSON] -= 4
            if page.token(found.last - 1).tag == "NNPS":
                out[EntityType.ORGANISATION] += 3
        if lead.key in {"named", "called", "nicknamed"} and found.first > 1:
            noun = page.units[found.first - 2]
            if noun.key in heads("other"):
                out[EntityType.OTHER] += 15
    follow = after(page, found.last, sent)
    if follow is not None:
        if follow.text in {"'s", "’s"} and tag == "PERSON":
            out[EntityType.PERSON] += 1
        if follow.key in _OWNED:
            out[EntityType.ORGANISATION] += 3
        if follow.key in heads("other") and not follow.capital:
            out[EntityType.OTHER] += 3
        if follow.key in heads("place") and not follow.capital and not follow.glued:
            out[EntityType.PLACE] += 2
        if follow.text in HYPHENS and follow.glued:
            suffix = after(page, found.last + 1, sent)
            if suffix is not None and suffix.key in {"bound", "based", "born"}:
                out[EntityType.PLACE] += 3
        if follow.text == "," and _geo_at(page, found.last + 1, sent):
            out[EntityType.PLACE] += 3
    if _age_follows(page, found.last, sent):
        out[EntityType.PERSON] += 6
    elif _role_follows(page, found.last, sent):
        out[EntityType.PERSON] += 3
    head = page.token(found.last - 1)
    if head.dep in {"nsubj", "nsubjpass"} and page.parse.tokens[head.head].lemma in _SPEECH:
        out[EntityType.PERSON] += 1
        out[EntityType.ORGANISATION] += 1
    text = surface(page, found.first, found.last)
    if text.isupper() and len(words) == 1 and 2 <= len(text) <= 6:
        out[EntityType.ORGANISATION] += 2
        out[EntityType.PERSON] -= 6
        if text[0] in "WK" and 3 <= len(text) <= 4:
            # Call signs of stations in the United States begin with W or K.
            out[EntityType.OUTLET] += 5
    if "." in text.strip(".") and text.rsplit(".", 1)[-1] in {"com", "org", "net", "co", "uk", "tv"}:
        out[EntityType.OUTLET if text.endswith((".com", ".tv")) else EntityType.ORGANISATION] += 6
    if found.kind is not None:
        out[found.kind] += 20 if found.settled else 5
    return out


def _geo_at(page: Page, k: int, sent: int) -> bool:
    for n in (3, 2, 1):
        if after(page, k + n - 1, sent) is not None:
            text = surface(page, k, k + n)
            if known(text) is EntityType.COUNTRY or text in known_places():
                return True
    return False


def settle(pages: Sequence[Page], found: Iterable[Found]) -> dict[tuple[str, ...], Counter[EntityType]]:
    """All votes of the story by folded name."""
    out: dict[tuple[str, ...], Counter[EntityType]] = {}
    for f in found:
        page = pages[f.page]
        out.setdefault(keys(page, f.first, f.last), Counter()).update(votes(page, f))
    return out


def winner(counts: Counter[EntityType]) -> EntityType | None:
    """The type with most votes, None where there are none."""
    best = max(_ORDER, key=lambda kind: (counts[kind], -_ORDER.index(kind)))
    return best if counts[best] > 0 else None
