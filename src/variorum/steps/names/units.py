"""The words of a parse as names need them: hyphens apart, abbreviations with their full stop."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from variorum.records.parse import Parse, Token
from variorum.records.source import Article
from variorum.text.gazetteer import fold

HYPHENS = "-‐‑–/"
_STOPPED = frozenset(
    "lt gen col maj capt sgt cpl adm brig st mr mrs ms dr prof rev sen rep gov jr sr inc corp co ltd".split()
)
_HEADLINE_WORDS = 4


class Unit(msgspec.Struct, frozen=True):
    """One word or mark.

    Attributes:
        text: As written.
        key: `fold(text)`.
        start: First code point in the article.
        end: One past the last.
        tok: Place of its token in the parse.
        sent: Place of its sentence.
        initial: Whether it opens a sentence or a quotation.
        glued: Whether no space stands before it.
        capital: Whether it begins with a capital letter.
    """

    text: str
    key: str
    start: int
    end: int
    tok: int
    sent: int
    initial: bool
    glued: bool
    capital: bool


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One article as names read it.

    Attributes:
        article: The article.
        parse: Its parse.
        units: Its words.
        shouting: Sentences in title case or all capitals.
        loud: Units in a run of words that are all in capitals.
    """

    article: Article
    parse: Parse
    units: tuple[Unit, ...]
    shouting: frozenset[int]
    loud: frozenset[int]

    def token(self, unit: int) -> Token:
        """The token that a unit belongs to."""
        return self.parse.tokens[self.units[unit].tok]


def _pieces(token: Token) -> list[tuple[str, int]]:
    """A token cut at inner hyphens, where letters stand on both sides of one."""
    text = token.text
    if len(text) != token.end - token.start or not any(h in text[1:-1] for h in HYPHENS):
        return [(text, 0)]
    out: list[tuple[str, int]] = []
    start = 0
    for k, c in enumerate(text):
        if (
            c in HYPHENS
            and 0 < k < len(text) - 1
            and (text[k + 1].isalpha() or (text[k - 1].isalpha() and text[k + 1].isdigit()))
        ):
            out += [(text[start:k], start), (c, k)]
            start = k + 1
    out.append((text[start:], start))
    return [p for p in out if p[0]]


def read_page(article: Article, parse: Parse) -> Page:
    """Cut a parse into units."""
    units: list[Unit] = []
    sentence = -1
    opening = True
    space = True
    tokens = parse.tokens
    skip = -1
    for t in tokens:
        if t.i == skip:
            space = t.space
            continue
        if t.sent != sentence:
            sentence, opening = t.sent, True
        pieces = _pieces(t)
        following = tokens[t.i + 1] if t.i + 1 < len(tokens) else None
        stop = (
            following is not None
            and following.text == "."
            and not t.space
            and following.sent == t.sent
            and (t.text.casefold() in _STOPPED or (len(t.text) == 1 and t.text.isupper()))
            and following.start == t.end
        )
        for n, (text, at) in enumerate(pieces):
            whole = len(pieces) == 1
            end = t.end if whole else t.start + at + len(text)
            if stop and following is not None and n == len(pieces) - 1:
                text, end, skip = text + ".", following.end, following.i
            units.append(
                Unit(
                    text=text,
                    key=fold(text),
                    start=t.start + at,
                    end=end,
                    tok=t.i,
                    sent=t.sent,
                    initial=opening,
                    glued=bool(n) or not space,
                    capital=text[0].isupper(),
                )
            )
            if any(c.isalnum() for c in text):
                opening = False
            elif text in "\"“”‘'«:(•" or (text in "—–-" and not (units[-1].glued)):
                opening = opening or text not in "—–-("
        space = t.space
    return Page(article=article, parse=parse, units=tuple(units), shouting=_shouting(parse, units), loud=_loud(units))


def _loud(units: Sequence[Unit]) -> frozenset[int]:
    out: set[int] = set()
    run: list[int] = []
    sentence = -1
    for k, u in enumerate(units):
        if u.sent != sentence or (u.text[0].isalpha() and not u.text.isupper()):
            if len(run) > _HEADLINE_WORDS:
                out.update(run)
            run, sentence = [], u.sent
        if u.text[0].isalpha() and u.text.isupper():
            run.append(k)
    if len(run) > _HEADLINE_WORDS:
        out.update(run)
    return frozenset(out)


def _shouting(parse: Parse, units: Sequence[Unit]) -> frozenset[int]:
    words: Counter[int] = Counter()
    high: Counter[int] = Counter()
    # A headline writes its verbs in capitals; a sentence with many names does not.
    plain = {t.sent for t in parse.tokens if t.pos in {"VERB", "AUX"} and t.text[0].islower() and len(t.text) > 2}
    for u in units:
        if u.text[0].isalpha() and len(u.text) > 3:
            words[u.sent] += 1
            high[u.sent] += u.capital
    return frozenset(s for s, n in words.items() if n >= _HEADLINE_WORDS and high[s] >= 0.8 * n and s not in plain)


class Cases:
    """How each word is written in the story away from sentence starts: in capitals or not."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.high: Counter[str] = Counter()
        self.low: Counter[str] = Counter()
        self.low_alone: Counter[str] = Counter()
        # Words that stand beside another word in capitals as part of a proper name.
        self.paired: set[str] = set()
        # Names with a number after a hyphen ("Kestrel-9"), so that "Kestrel 9" is seen to be one too.
        self.numbered: set[tuple[str, str]] = set()
        for page in pages:
            units = page.units
            for k, u in enumerate(units):
                if not u.text[0].isalpha():
                    continue
                if (
                    u.capital
                    and k + 1 < len(units)
                    and units[k + 1].capital
                    and units[k + 1].sent == u.sent
                    and u.sent not in page.shouting
                    and page.token(k).pos == page.token(k + 1).pos == "PROPN"
                ):
                    self.paired |= {u.key, units[k + 1].key}
                if (
                    u.capital
                    and k + 2 < len(units)
                    and units[k + 1].text in HYPHENS
                    and units[k + 1].glued
                    and units[k + 2].glued
                    and units[k + 2].text.isdigit()
                ):
                    self.numbered.add((u.key, units[k + 2].text))
                if k in page.loud:
                    continue
                if not u.capital:
                    self.low[u.key] += 1
                    self.low_alone[u.key] += not u.glued
                elif not u.initial and u.sent not in page.shouting:
                    self.high[u.key] += 1

    def common(self, key: str) -> bool:
        """Whether the story writes the word in lower case at least as often as not."""
        return self.low[key] > 0 and self.low[key] >= self.high[key]
