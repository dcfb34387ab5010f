"""Capitals that stand for governments, and "the North" for a country of that name."""

from functools import cache

from variorum.data import acts
from variorum.records.parse import Token
from variorum.steps.names.found import Found, after, before, surface
from variorum.steps.names.units import Page
from variorum.text.gazetteer import all_countries, capitals

_LOCAL = frozenset(acts.PLACE_PREPOSITIONS.split(","))
_SIDES = frozenset(("North", "South"))


@cache
def _listed(block: str) -> frozenset[str]:
    return frozenset(x.strip() for x in block.replace("\n", " ").split(",") if x.strip())


def government(page: Page, found: Found) -> str | None:
    """The country whose government a capital's name stands for here, None where it is the place.

    A capital is a government where it acts, is acted on or deals with others; after a preposition of place,
    in a dateline, before another noun and in doubt it is the place.
    """
    country = capitals().get(surface(page, found.first, found.last))
    if country is None:
        return None
    lead = before(page, found.first)
    if lead is not None and lead.key in _LOCAL:
        return None
    sent = page.units[found.first].sent
    follow = after(page, found.last, sent)
    if follow is not None and follow.text in {",", "("} and found.first == page.parse.sentences[sent].first:
        return None
    token = page.token(found.last - 1)
    return country if _acts(page, token, 0) or _subject(page, found) else None


def _subject(page: Page, found: Found) -> bool:
    """Whether "X and Y" with an acting verb behind stands where a subject stands, as the words alone show it.

    The parser takes the subject after an opening participle clause for an apposition.
    """
    lead = before(page, found.first)
    if lead is not None and lead.text not in {",", "and", "—", "–"}:
        return False
    k = found.last
    sent = page.units[found.first].sent
    joint, other = after(page, k, sent), after(page, k + 1, sent)
    if joint is not None and other is not None and joint.text == "and" and other.capital:
        k += 2
    verb = after(page, k, sent)
    if verb is None:
        return False
    token = page.token(k)
    return token.tag in {"VBZ", "VBP", "VBD"} and token.lemma.casefold() in _listed(acts.ACT_VERBS)


def _acts(page: Page, token: Token, depth: int) -> bool:
    if token.head == token.i or depth > 3:
        return False
    head = page.parse.tokens[token.head]
    if token.dep in {"nsubj", "nsubjpass", "agent"}:
        return head.lemma.casefold() in _listed(acts.ACT_VERBS)
    if token.dep in {"dobj", "obj"}:
        return head.lemma.casefold() in _listed(acts.ACT_OBJECTS)
    if token.dep == "poss":
        return (
            head.lemma.casefold() in _listed(acts.ACT_NOUNS)
            or head.text in {"Agreement", "Treaty", "Pact"}
            or (
                head.pos == "PROPN"
                and any(t.text.casefold() in {"agreement", "treaty"} for t in page.parse.subtree(head))
            )
        )
    if token.dep == "conj":
        return _acts(page, head, depth + 1)
    if token.dep == "pobj":
        word = head.lemma.casefold()
        if word in _LOCAL:
            return False
        above = page.parse.tokens[head.head]
        if word in {"with", "between", "against"}:
            return word == "with" or above.lemma.casefold() in _listed(acts.ACT_NOUNS) | _listed(acts.ACT_VERBS)
        if word == "to":
            return above.lemma.casefold() in {
                "respond",
                "appeal",
                "object",
                "reply",
                "concede",
                "response",
                "warning",
                "threat",
                "message",
                "concession",
            }
        if word == "by":
            return above.pos in {"VERB", "NOUN"} and above.tag in {"VBN", "NN", "NNS"}
    return False


def sides(page: Page, country_names: frozenset[str]) -> list[tuple[int, int, str]]:
    """Places where "the North" or "the South" stands for the story's one country of such a name.

    Returns:
        First unit, one past the last, and the country's name.
    """
    every = names()
    options = {
        side: sorted(
            c for c in country_names if c.startswith(side + " ") and f"{other} {c.removeprefix(side + ' ')}" in every
        )
        for side, other in (("North", "South"), ("South", "North"))
    }
    units = page.units
    out = []
    for k, u in enumerate(units):
        if u.text not in _SIDES or len(options[u.text]) != 1 or k == 0:
            continue
        lead = units[k - 1]
        follow = after(page, k + 1, u.sent)
        if lead.text.casefold() != "the" or lead.sent != u.sent:
            continue
        if follow is not None and (follow.capital or follow.text in {"-", "of", "–"}):
            continue
        out.append((k, k + 1, options[u.text][0]))
    return out


def names() -> frozenset[str]:
    """Names of all countries."""
    return frozenset(c.name for c in all_countries())
