"""Offices: who holds, held or is chosen for which, of what."""

from collections.abc import Sequence

from variorum.records.act import Office
from variorum.records.parse import Parse, Token
from variorum.records.place import Extent
from variorum.records.reading import EntityType, Role
from variorum.steps.relate.who import People

_OF = frozenset(
    {EntityType.COUNTRY, EntityType.ORGANISATION, EntityType.PLACE, EntityType.FRAMEWORK, EntityType.OUTLET}
)
_BACK = 6
_PAST = frozenset({"former", "ex", "outgoing", "late", "onetime"})
# Words before an office that are no part of it.
_PASSING = frozenset(
    {"then", "acting", "interim", "caretaker", "new", "newly", "current", "incumbent", "now", "longtime"}
)
_KIN = frozenset(
    "father mother son daughter brother sister wife husband parent widow child boy girl man woman mr mrs ms".split()
)


def find_offices(parse: Parse, roles: Sequence[Role], *, people: People) -> list[Office]:
    """The offices that an article gives named persons.

    Args:
        parse: The article's parse.
        roles: Roles beside names.
        people: Who is meant by which word.
    """
    index = {t.start: t.i for t in parse.tokens}
    out: list[Office] = []
    for role in roles:
        at = index.get(role.start)
        if at is None or role.head in _KIN:
            continue
        out.append(
            Office(
                article=role.article,
                person=role.entity,
                title=_title(role),
                of=_of(parse, role, at, people),
                status="former" if _bracketed(parse, at) else _status(role),
                place=Extent(min(role.start, role.name_start), max(role.end, role.name_end)),
            )
        )
    return out


def _title(role: Role) -> str:
    words = [w for w in role.words.split() if w.strip("-") not in _PAST and w not in _PASSING]
    return " ".join(words).removesuffix("-elect").strip(" -") or role.head


def _status(role: Role) -> str:
    words = role.words.replace("-", " ").split()
    if "elect" in words or "designate" in words:
        return "elect"
    if role.former:
        return "former"
    if "acting" in words or "interim" in words or "caretaker" in words:
        return "acting"
    return "holds"


def _bracketed(parse: Parse, at: int) -> bool:
    """Whether an editor's "(former)" or "[former]" stands before the office."""
    before = [t.text.lower() for t in parse.tokens[max(0, at - 3) : at]]
    return len(before) == 3 and before[0] in "([" and before[1] in _PAST and before[2] in ")]"


def _of(parse: Parse, role: Role, at: int, people: People) -> str | None:
    """Of which country or body: named before the office ("Japan's", "U.S."), in it, or after it with "of"."""
    sent = parse.tokens[at].sent
    for t in reversed(parse.tokens[max(0, at - _BACK) : at]):
        if t.sent != sent or t.pos in ("VERB", "AUX", "ADP", "CCONJ") or t.text in (",", ";", "“", '"', "("):
            break
        found = _named(t, people)
        if found is not None:
            return found
    inside = [t for t in parse.tokens[at : at + 8] if t.start < role.end]
    for t in inside:
        found = _named(t, people)
        if found is not None:
            return found
    after = (inside[-1].i if inside else at) + 1
    if after + 1 < len(parse.tokens) and parse.tokens[after].text.lower() in ("of", "for", "at"):
        for t in parse.tokens[after + 1 : after + 7]:
            if t.sent != sent or t.text in (",", ";", "."):
                break
            found = _named(t, people)
            if found is not None:
                return found
    return None


def _named(token: Token, people: People) -> str | None:
    entity = people.mention(token)
    if entity is not None:
        return entity.name if entity.type in _OF else None
    return people.country_called(token.text) if token.pos in ("ADJ", "PROPN") else None
