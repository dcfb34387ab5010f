"""Reading the office or role beside a person's name.

Source: the patterns are the pre-modifying and appositive descriptors of Siddharthan, Nenkova & McKeown,
"Information status distinctions and referring expressions" (2011), written anew as token rules.
"""

from functools import cache

from variorum.records.parse import Parse, Token
from variorum.records.reading import EntityType, Role
from variorum.text.gazetteer import courtesy, fold, offices, qualifiers, role_nouns
from variorum.text.name_index import NameIndex

_SHORT = {
    "pm": "prime minister",
    "premier": "prime minister",
    "ceo": "chief executive",
    "chief executive officer": "chief executive",
    "cfo": "chief financial officer",
    "mp": "member of parliament",
    "vice-president": "vice president",
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "sgt": "sergeant",
    "lt": "lieutenant",
    "adm": "admiral",
    "cmdr": "commander",
    "prof": "professor",
}
# Offices whose last word alone would name another office.
_WHOLE = frozenset(
    "prime minister|vice president|chief executive|chief executive officer|"
    "chief financial officer|secretary of state|"
    "attorney general|secretary general|secretary-general|director general|director-general|"
    "general secretary|"
    "chief of staff|first lady|first minister|district attorney|chief justice|chief constable|consul general|"
    "governor general|governor-general|inspector general|crown prince|"
    "crown princess|opposition leader|supreme leader".split("|")
)
_PAST = frozenset("former ex late outgoing then ousted deposed retired -elect elect president-elect incoming".split())
_RANKS = frozenset(
    "general gen lieutenant lt colonel col major maj captain capt sergeant sgt corporal cpl "
    "private admiral adm "
    "brigadier commodore commander cmdr".split()
)
_LINKS = frozenset(("of", "for", "at", "with", "who", "in", "and", "on", "from", "to"))
_MAX_BACK = 8
_MAX_AHEAD = 14


def find_roles(parse: Parse, names: NameIndex) -> tuple[Role, ...]:
    """Every office or role that the article gives a named person.

    Args:
        parse: The article's parse.
        names: The story's names.

    Returns:
        The roles in reading order of the names.
    """
    if not parse.tokens:
        return ()
    at = {t.start: t.i for t in parse.tokens}
    ends = {t.end: t.i for t in parse.tokens}
    out: list[Role] = []
    for start, end, entity in names.within(parse.article, 0, parse.tokens[-1].end + 1):
        if entity.type is not EntityType.PERSON or start not in at or end not in ends:
            continue
        first, last = at[start], ends[end] + 1
        for a, b in (
            _in_front(parse, first),
            _comma_in_front(parse, first, last),
            _behind(parse, last),
            _is_role(parse, last),
        ):
            if a < b:
                out.append(_role(parse, entity.id, a, b, start, end))
    return tuple(sorted(set(out), key=lambda r: (r.name_start, r.start, r.end)))


@cache
def _single_offices() -> frozenset[str]:
    return frozenset(o[0] for o in offices() if len(o) == 1)


def _is_head(token: Token) -> bool:
    word = fold(token.text)
    if (word,) in courtesy() and word not in role_nouns():
        return False
    return word in role_nouns() or (token.text[0].isupper() and word in _single_offices())


def _begin(parse: Parse, head: int) -> int:
    """First token of the role phrase that ends at `head`."""
    k = head
    sent = parse.tokens[head].sent
    while k > 0 and head - k < _MAX_BACK:
        t = parse.tokens[k - 1]
        if t.sent != sent:
            break
        word = fold(t.text)
        if (
            word in qualifiers()
            or _is_head(t)
            or t.text in {"-", "–"}
            or (
                t.pos in {"NOUN", "ADJ"}
                and t.text[0].islower()
                and t.dep in {"compound", "amod", "nmod"}
                and t.tag not in {"JJR", "JJS"}
            )
        ):
            k -= 1
            continue
        if word == "of" and k > 1 and fold(parse.tokens[k - 2].text) in {"secretary", "chief", "minister"}:
            k -= 2
            continue
        break
    while k < head and parse.tokens[k].text in {"-", "–"}:
        k += 1
    return k


def _in_front(parse: Parse, first: int) -> tuple[int, int]:
    """Read "zoo director X", "Prime Minister X", "Secretary of State X"."""
    k = first - 1
    # Courtesy titles and ranks may stand between ("spokesman Col. X"): the nearest role counts, and "Mr" is none.
    while (
        k >= 0
        and parse.tokens[k].sent == parse.tokens[first].sent
        and (
            parse.tokens[k].text == "."
            or ((fold(parse.tokens[k].text),) in courtesy() and not _is_head(parse.tokens[k]))
        )
    ):
        k -= 1
    if k < 0 or parse.tokens[k].sent != parse.tokens[first].sent:
        return 0, 0
    if not _is_head(parse.tokens[k]):
        phrase = [fold(t.text) for t in parse.tokens[max(0, k - 3) : k + 1]]
        for n in (4, 3, 2):
            if tuple(phrase[-n:]) in offices():
                return _begin(parse, k - n + 1), k + 1
        return 0, 0
    return _begin(parse, k), k + 1


def _comma_in_front(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """Read "the prime minister, X," with an article or possessor before the role."""
    if first < 2 or parse.tokens[first - 1].text != ",":
        return 0, 0
    head = first - 2
    if parse.tokens[head].sent != parse.tokens[first].sent or not _is_head(parse.tokens[head]):
        return 0, 0
    begin = _begin(parse, head)
    lead = parse.tokens[begin - 1] if begin else None
    if (
        lead is None
        or lead.sent != parse.tokens[head].sent
        or not (lead.pos in {"DET", "PRON"} or lead.tag in {"POS", "PRP$"})
    ):
        return 0, 0
    behind = parse.tokens[last] if last < len(parse.tokens) else None
    if behind is not None and behind.text == "and":
        return 0, 0
    return begin, head + 1


def _behind(parse: Parse, last: int) -> tuple[int, int]:
    """Read "X, 52, the zoo's director," or "X, a spokesman for Y"."""
    tokens = parse.tokens
    if last >= len(tokens) or tokens[last].text != ",":
        return 0, 0
    sent = tokens[last].sent
    k = last + 1
    if k + 1 < len(tokens) and tokens[k].text.isdigit() and tokens[k + 1].text == ",":
        k += 2
    for i in range(k, min(k + _MAX_AHEAD, len(tokens))):
        t = tokens[i]
        if t.sent != sent or (
            t.pos in {"VERB", "AUX", "PUNCT", "SCONJ", "PRON"} and t.text not in {"-", "–"} and t.tag != "PRP$"
        ):
            break
        if t.pos == "ADP" and not (
            t.text == "of" and i + 1 < len(tokens) and fold(tokens[i - 1].text) in {"chief", "secretary"}
        ):
            break
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        closes = following is None or following.sent != sent or following.pos == "PUNCT" or following.text in _LINKS
        if closes and _is_head(t):
            return _begin(parse, i), i + 1
    return 0, 0


def _is_role(parse: Parse, last: int) -> tuple[int, int]:
    """Read "X is the director of Y"."""
    tokens = parse.tokens
    if last + 1 >= len(tokens) or tokens[last].lemma != "be" or tokens[last].text.casefold() not in {"is", "was"}:
        return 0, 0
    sent = tokens[last].sent
    for i in range(last + 1, min(last + 8, len(tokens))):
        t = tokens[i]
        if t.sent != sent or t.pos not in {"DET", "ADJ", "NOUN", "PROPN", "PART"}:
            break
        if t.dep == "attr" and _is_head(t):
            return _begin(parse, i), i + 1
    return 0, 0


def _role(parse: Parse, entity: str, a: int, b: int, start: int, end: int) -> Role:
    where = parse.extent(a, b)
    words = parse.words(a, b).casefold()
    plain = words.replace(".", "")
    head = next((o for o in sorted(_WHOLE, key=lambda o: (-len(o), o)) if plain == o or plain.endswith(" " + o)), "")
    if not head:
        heads = [fold(t.text) for t in parse.tokens[a:b] if _is_head(t)]
        # "spokesman Col. X": the role tells more than the rank.
        civil = [h for h in heads if h not in _RANKS]
        last = (civil or heads or [fold(parse.tokens[b - 1].text)])[-1]
        head = _SHORT.get(last, last)
    head = _SHORT.get(head, head)
    past = any(w in _PAST for w in plain.replace("-", " -").split()) or "-elect" in plain
    was = a > 0 and any(fold(t.text) in {"was"} for t in parse.tokens[max(0, a - 2) : a])
    lead = a > 0 and fold(parse.tokens[a - 1].text) in _PAST
    return Role(
        entity=entity,
        article=parse.article,
        start=where.start,
        end=where.end,
        head=head,
        words=words,
        name_start=start,
        name_end=end,
        former=past or was or lead,
    )
