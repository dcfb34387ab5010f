"""Finding again the claims that a correction quotes: by outlet and words, never by id or offset."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from variorum.records.correction import Passage
from variorum.records.place import Span
from variorum.records.reading import Claim
from variorum.records.source import Article

_ALIKE = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚", "'"), **dict.fromkeys("‐‑–—", "-")})
# How much of the words of a report a message repeats.
_SHOWN_WORDS = 12
_HALF = 0.5


class Miss(Exception):  # noqa: N818 - no error of the program: it becomes the outcome's sentence
    """Why a correction cannot be applied, one plain sentence."""


class Matched(NamedTuple):
    """Where quoted words stand, and the claims that they are of, the best fitting first."""

    place: Span
    fits: Mapping[str, float]


def shown(words: str) -> str:
    """Quoted words for a message, cut where they are long."""
    parts = words.split()
    text = " ".join(parts[:_SHOWN_WORDS]) + (" …" if len(parts) > _SHOWN_WORDS else "")
    return f"“{text}”"


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with case, quotation marks, dashes and white space made even; for each character its place."""
    out: list[str] = []
    places: list[int] = []
    for n, char in enumerate(text):
        if char.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                places.append(n)
            continue
        for part in char.translate(_ALIKE).casefold():
            out.append(part)
            places.append(n)
    return "".join(out), places


def _name(text: str) -> str:
    return " ".join(text.casefold().split()).removeprefix("the ")


def _names(article: Article) -> set[str]:
    last = article.source.replace("\\", "/").rstrip("/").rpartition("/")[2]
    given = (article.outlet, article.source, last, last.rpartition(".")[0], article.url, article.row_id)
    return {_name(n) for n in given if n}


def _size(claim: Claim) -> int:
    return sum(s.end - s.start for s in claim.spans)


def near(a: Claim, b: Claim) -> bool:
    """Whether two claims of one article are mostly the same words."""
    if a.article != b.article:
        return False
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.spans for y in b.spans)
    return shared >= _HALF * max(1, min(_size(a), _size(b)))


def _fit(start: int, end: int, claim: Claim) -> float:
    """How nearly the words are the claim: shared characters of all; 0 where they share too little."""
    shared = sum(max(0, min(s.end, end) - max(s.start, start)) for s in claim.spans)
    size = _size(claim)
    if shared < _HALF * max(1, min(size, end - start)):
        return 0.0
    return round(shared / (size + end - start - shared), 6)


class Finder:
    """Looks up quoted words in a story."""

    def __init__(self, articles: Mapping[str, Article], claims: Iterable[Claim]) -> None:
        self._articles = articles
        self._claims: dict[str, list[Claim]] = {}
        for claim in sorted(claims, key=lambda c: (c.article, c.spans[0].start, c.spans[-1].end, c.id)):
            self._claims.setdefault(claim.article, []).append(claim)
        self._texts: dict[str, tuple[str, list[int]]] = {}

    def articles(self, source: str) -> list[str]:
        """Ids of the reports that go by this name, sorted."""
        name = _name(source)
        return sorted(key for key, article in self._articles.items() if name in _names(article))

    def _places(self, article: str, words: str) -> list[tuple[int, int]]:
        if article not in self._texts:
            self._texts[article] = _folded(self._articles[article].text)
        text, places = self._texts[article]
        wanted = _folded(words)[0].strip(' "')
        out = []
        at = text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            cut = (at and text[at - 1].isalnum() and wanted[0].isalnum()) or (
                end < len(text) and text[end].isalnum() and wanted[-1].isalnum()
            )
            if not cut:
                out.append((places[at], places[end - 1] + 1))
            at = text.find(wanted, at + 1)
        return out

    def find(self, passage: Passage) -> Matched:
        """Where the words stand, and which claims they are of.

        Raises:
            Miss: If they stand nowhere, in more than one place, or where no claim was read.
        """
        keys = self.articles(passage.source)
        if not keys:
            raise Miss(f"no report goes by the name {shown(passage.source)}")
        places = [(key, *place) for key in keys for place in self._places(key, passage.words)]
        if not places:
            raise Miss(f"{shown(passage.words)} stands nowhere in {passage.source}")
        found = []
        for key, start, end in places:
            fits = {c.id: f for c in self._claims.get(key, ()) if (f := _fit(start, end, c)) > 0}
            if fits:
                found.append(Matched(Span(key, start, end), fits))
        if not found:
            raise Miss(f"{shown(passage.words)} stands in {passage.source}, but no claim was read there")
        if len(found) > 1:
            raise Miss(
                f"{shown(passage.words)} stands in {len(found)} places of {passage.source}; quote more of the sentence"
            )
        return found[0]


def best_of(matched: Matched, among: Iterable[str]) -> tuple[str, float] | None:
    """The claim that the words fit best, of those given; None where they fit none."""
    rows = [(-matched.fits[key], key) for key in among if key in matched.fits]
    if not rows:
        return None
    worth, key = min(rows)
    return key, -worth


def together(matched: Sequence[Matched], groups: Mapping[str, Iterable[str]]) -> list[tuple[str, tuple[str, ...]]]:
    """The groups of claims that hold all these words, the best fitting only.

    Args:
        matched: Words that were found.
        groups: Claim ids by the id of what holds them.

    Returns:
        Ids of those that fit equally well, sorted, each with its claim for each of the words.
    """
    rows: dict[str, tuple[float, tuple[str, ...]]] = {}
    for key in sorted(groups):
        held = list(groups[key])
        found = [best_of(m, held) for m in matched]
        if all(f is not None for f in found):
            rows[key] = (round(sum(f[1] for f in found if f), 6), tuple(f[0] for f in found if f))
    top = max((worth for worth, _ in rows.values()), default=0.0)
    return [(key, claims) for key, (worth, claims) in rows.items() if worth == top]
