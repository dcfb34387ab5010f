"""Offices: who holds, held or is chosen for which, of what."""

from collections.abc import Sequence
from functools import cache

from variorum.data import titles
from variorum.records.act import Office
from variorum.records.parse import Parse, Token
from variorum.records.place import Extent
from variorum.records.reading import EntityType, Role
from variorum.steps.relate.who import People
from variorum.text.gazetteer import fold

_OF = frozenset(
    {EntityType.COUNTRY, EntityType.ORGANISATION, EntityType.PLACE, EntityType.FRAMEWORK, EntityType.OUTLET}
)
_BACK = 6
_PAST = frozenset({"former", "ex", "outgoing", "late", "onetime"})
# Words before an office that are no part of it.
_PASSING = frozenset(
    "then acting interim caretaker new newly current incumbent now young old local veteran longtime embattled popular "
    "powerful influential controversial top senior".split()
)
# Callings that the list of titles before names has, and that are no office.
_CALLINGS = frozenset((w,) for w in "author actor actress singer analyst captain pilot".split())
_FORMER_BACK = 4


def find_offices(parse: Parse, roles: Sequence[Role], *, people: People) -> list[Office]:
    """The offices that an article gives named persons.

    Args:
        parse: The article's parse.
        roles: Roles beside names; those that are no office ("resident", "father") are left out.
        people: Who is meant by which word.
    """
    index = {t.start: t.i for t in parse.tokens}
    out: list[Office] = []
    for role in roles:
        at = index.get(role.start)
        title = _title(role)
        if at is None or not _is_office(title):
            continue
        of = _of(parse, role, at, people)
        ends = [role.start, role.end, role.name_start, role.name_end]
        was = _was(parse, at)
        if was is not None:
            ends.append(was.start)
        if of is not None:
            ends += [of[1].start, of[1].end]
        out.append(
            Office(
                article=role.article,
                person=role.entity,
                title=title,
                of=of[0] if of else None,
                status="former" if was is not None else _status(role),
                place=people.whole(Extent(min(ends), max(ends))),
            )
        )
    return out


@cache
def _offices() -> frozenset[tuple[str, ...]]:
    items = (x.strip() for x in titles.OFFICES.replace("\n", " ").split(","))
    return frozenset(tuple(fold(w) for w in x.replace("-", " ").split()) for x in items if x) - _CALLINGS


@cache
def _ranks() -> frozenset[tuple[str, ...]]:
    return frozenset((fold(x.strip()),) for x in titles.RANKS.replace("\n", " ").split(",") if x.strip())


def _is_office(title: str) -> bool:
    """Whether a title ends in an office: "police chief", not "resident"."""
    words = tuple(fold(w) for w in title.replace("-", " ").split())
    return any(words[n:] in _offices() for n in range(len(words)))


def _title(role: Role) -> str:
    words = [w for w in role.words.split() if w.strip("-") not in _PAST and w not in _PASSING]
    while len(words) > 1 and (fold(words[-1]),) in _ranks() and (fold(words[-1]),) not in _offices():
        words.pop()  # "spokesman Col.": the rank belongs to the name
    return " ".join(words).removeprefix("ex-").removesuffix("-elect").strip(" -") or role.head


def _status(role: Role) -> str:
    words = role.words.replace("-", " ").split()
    if "elect" in words or "designate" in words:
        return "elect"
    if role.former or role.words.startswith("ex-"):
        return "former"
    if "acting" in words or "interim" in words or "caretaker" in words:
        return "acting"
    return "holds"


def _was(parse: Parse, at: int) -> Token | None:
    """The "former" before an office, with brackets or the name of a country between, or None."""
    for t in reversed(parse.tokens[max(0, at - _FORMER_BACK) : at]):
        if t.text.lower() in _PAST:
            return t
        if t.sent != parse.tokens[at].sent or not (t.text in "()[]" or t.pos in ("ADJ", "PROPN", "PART")):
            return None
    return None


def _of(parse: Parse, role: Role, at: int, people: People) -> tuple[str, Token] | None:
    """Of which country or body: named before the office ("Japan's", "U.S."), in it, or after it with "of"."""
    sent = parse.tokens[at].sent
    for t in reversed(parse.tokens[max(0, at - _BACK) : at]):
        if t.sent != sent or t.pos in ("VERB", "AUX", "ADP", "CCONJ") or t.text in (",", ";", "“", '"', "(", "."):
            break
        found = _named(t, people)
        if found is not None:
            return found, t
    inside = [t for t in parse.tokens[at : at + 8] if t.start < role.end]
    for t in inside:
        found = _named(t, people)
        if found is not None:
            return found, t
    after = (inside[-1].i if inside else at) + 1
    if after + 1 < len(parse.tokens) and parse.tokens[after].text.lower() in ("of", "for", "at"):
        # "of A's bureau" is an office of the bureau, not of A.
        whole = next((k for k in parse.children(parse.tokens[after]) if k.dep == "pobj"), None)
        found = _named(whole, people) if whole is not None else None
        if whole is not None and found is not None:
            return found, whole
    return None


def _named(token: Token, people: People) -> str | None:
    after = people.parse.tokens[token.i + 1 : token.i + 3]
    if [t.text for t in after[:1]] == ["-"] and after[-1].text.lower() in ("based", "born", "owned", "led"):
        return None
    entity = people.mention(token)
    if entity is not None:
        return entity.name if entity.type in _OF else None
    return people.country_called(token.text) if token.pos in ("ADJ", "PROPN") else None
