"""Stated dependence from an article's words alone: credits, and known agencies and outlets that it names as a source.

For corpora, where a parse of every sentence would cost more than all the rest. Only names of the lists in force are
known here, and only the forms below; `citations` reads a story's reports by their sentences.
"""

import re

from variorum.records.source import Article, Document
from variorum.records.story import Direction, LineageRelation, Link, Sureness
from variorum.steps.lineage.citations import credit_links
from variorum.text import press
from variorum.text.view import paragraph_views

_MEDIUM = (
    r"(?:news ?paper|paper|daily|weekly|tabloid|magazine|broadcaster|channel|network|station|website|portal|"
    r"news agency|news service|agency|newswire|wire service|television|TV|radio)"
)
# "told the BBC", "according to Japanese broadcaster NHK": the name follows.
_BEFORE = re.compile(
    r"\b(?:(?:told|tells|telling|according to|citing|cites|cited by|quoted by|reported by|obtained by|"
    r"(?:interview|interviews|conversation) with|(?:statement|remarks|comments) to|"
    r"(?:speaking|spoke|talked) (?:to|with)|(?:report|reports|story|article|video|footage) (?:by|in|from|on)|"
    r"published (?:by|in)|broadcast by|aired by|released by)"
    r"|(?<=[,”\"] )(?:reports|reported|writes|wrote|said|says))\s+"
    rf"(?:(?:[Tt]he|a|an|its|local|state|public|private)\s+)*(?:(?:[\w-]+\s+){{0,2}}{_MEDIUM}\s+)?$"
)
_BACK = 90
"""Code points before a name in which what makes it a source stands."""

# "Reuters reported", "the NHK network has also noted": the name stands before.
_AFTER = re.compile(
    rf"(?:\s+{_MEDIUM})?(?:\s+(?:has|have|had|also|later|first|earlier|previously))*\s+"
    r"(?P<verb>reports?|reported|reporting|wrote|writes|noted|notes|revealed|reveals|explained|explains|quoted|quotes|"
    r"cited|cites|published|learned|described|said|says)\b(?!\s+to\b)"
)
_SAYING = frozenset({"said", "says", "described", "published", "explained", "explains"})
_CAPITAL = re.compile(r"(?<![\w’'.-])[A-Z0-9](?:[\w&+-]|\.(?=\w))*")
_TOKEN = re.compile(r"[\w.&'’!+-]+")
_LONGEST = 6
"""Words of a name at most."""

_HEAD = 1500
_BRACKETED = re.compile(r"\([^()\n]{2,40}\)\s*[-–—]")
_UNSPACED = re.compile("[\u0600-\u06ff\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"\w+")


@press.per_press
def _spelt() -> dict[str, tuple[str, bool]]:
    """Every written form of an agency or outlet, as it is written: its name, and whether "the" must stand before."""
    out: dict[str, tuple[str, bool]] = {}
    forms = [(f, o.name) for o in press.outlets() for f in (o.name, *o.forms)]
    forms += [(f, a.name) for a in press.agencies() for f in (a.name, *a.forms)]
    for form, name in forms:
        out[form] = name, False
        bare = form.removeprefix("The ")
        if bare != form:
            out.setdefault(bare, (name, " " not in bare))  # "Times", "Sun" are words of other names too
    return out


@press.per_press
def _first_words() -> frozenset[str]:
    return frozenset(found.group() for form in _spelt() if (found := _CAPITAL.match(form)))


@press.per_press
def _credit_words() -> dict[str, tuple[frozenset[str], ...]]:
    """By its longest word, in lower case, the words of each form of an agency."""
    out: dict[str, list[frozenset[str]]] = {}
    for agency in press.agencies():
        for form in (agency.name, *agency.forms, *agency.credits):
            words = _WORD.findall(form.casefold())
            if words:
                out.setdefault(max(words, key=lambda w: (len(w), w)), []).append(frozenset(words))
    return {word: tuple(forms) for word, forms in out.items()}


def may_state(document: Document) -> bool:
    """Whether a document may state a dependence at all; most do not, and need not be cleaned to find none."""
    text = document.text
    if _BRACKETED.search(text, 0, _HEAD) or (not text.isascii() and _UNSPACED.search(text)):
        return True
    words = set(_WORD.findall(f"{text} {document.byline or ''} {document.title or ''}".casefold()))
    forms = _credit_words()
    if any(form <= words for word in words & forms.keys() for form in forms[word]):
        return True
    return bool(_named(text))


def _name_at(text: str, at: int) -> tuple[str, int] | None:
    """The longest known name that begins here, and where it ends."""
    tokens: list[re.Match[str]] = []
    while len(tokens) < _LONGEST and (found := _TOKEN.match(text, at if not tokens else tokens[-1].end() + 1)):
        tokens.append(found)
        if text[found.end() : found.end() + 1] != " ":
            break
    known = _spelt()
    for count in range(len(tokens), 0, -1):
        words = text[at : tokens[count - 1].end()]
        for form in (words, words.rstrip(".'’!"), re.sub(r"['’]s$", "", words)):
            if form in known and (not known[form][1] or text[max(0, at - 4) : at].lower() == "the "):
                return known[form][0], at + len(form)
    return None


def _named(text: str) -> list[tuple[str, int, int]]:
    """Known names that a text names as a source: (name, start, end) of the words that show it."""
    out: list[tuple[str, int, int]] = []
    first, done = _first_words(), 0
    for capital in _CAPITAL.finditer(text):
        at = capital.start()
        if at < done or capital.group() not in first or (found := _name_at(text, at)) is None:
            continue
        name, done = found
        before = text[max(0, at - _BACK) : at]
        if verb := _AFTER.match(text, done):
            if _tells(text[at:done], verb.group("verb")):
                out.append((name, at, verb.end()))
        elif cue := _BEFORE.search(before):
            out.append((name, at - len(before) + cue.start(), done))
    return out


def _tells(form: str, verb: str) -> bool:
    """Whether a name with a verb is a source: a title of one common word ("Metro", "Time") may be something else."""
    return verb not in _SAYING or form.isupper() or " " in form or press.agency_named(form) is not None


def stated_dependences(article: Article) -> list[Link]:
    """Credits and citations of one article.

    Args:
        article: A cleaned article.

    Returns:
        Credits first; then one link for each other outlet or agency that is named as a source, at the first place that
        shows it. Names that the article credits, and its own outlet's, are not told again.
    """
    links = credit_links(article)
    told = {press.press_key(link.source) for link in links}
    if article.outlet:
        told.add(press.press_key(article.outlet))
    for view in paragraph_views(article):
        for name, start, end in _named(view.text):
            key = press.press_key(name)
            if key in told:
                continue
            told.add(key)
            place = view.to_source(start, end)
            links.append(
                Link(
                    article=article.id,
                    relation=LineageRelation.CITES,
                    source=name,
                    start=place.start,
                    end=place.end,
                    direction=Direction.LEANS,
                    certainty=Sureness.CERTAIN,
                    reason=f"{{{article.id}}} names {name} as its source",
                )
            )
    return links
