"""One utterance in different words: two translations, or two hearings."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from variorum.records.parse import Token
from variorum.records.reading import Quote, QuoteKind
from variorum.records.story import VariantKind
from variorum.steps.compare.notes import quoted, say
from variorum.steps.compare.telling import CONTENT, LIGHT_VERBS, Finding, Telling

LEAST = 3
"""Content words that a quotation must have for its wording to be compared."""
SHARED = 1
"""Content words that two versions of one utterance share at the least; translations may share little."""
WHOLE = 0.7
"""A version that holds this share of the other's words, in one run, is the same quotation."""


@dataclass(frozen=True)
class Version:
    """The quoted words of one telling: what stands both in the quotation and in the claims."""

    telling: Telling
    quote: Quote
    tokens: tuple[Token, ...]

    @property
    def plain(self) -> tuple[str, ...]:
        """The words alone, in lower case."""
        return tuple(k.text.lower() for k in self.tokens if k.pos != "PUNCT")

    @property
    def content(self) -> frozenset[str]:
        """Lemmas of the content words."""
        return frozenset(k.lemma.lower() for k in self.tokens if k.pos in CONTENT) - LIGHT_VERBS

    @property
    def words(self) -> str:
        """As the report quotes them."""
        return self.telling.words(self.tokens[0].start, self.tokens[-1].end)


def wording_differences(tellings: Sequence[Telling]) -> list[Finding]:
    """A finding between neighbours, by length, who quote one speaker's utterance in other words."""
    by_speaker: dict[str, list[Version]] = {}
    for t in tellings:
        version = _version(t)
        if version is not None:
            by_speaker.setdefault(version.quote.speaker or "", []).append(version)
    out = []
    for _, group in sorted(by_speaker.items()):
        ordered = sorted(group, key=lambda v: (len(v.plain), v.telling.id))
        for x, y in pairwise(ordered):
            if x.telling.origin == y.telling.origin or len(x.content & y.content) < SHARED or _within(x, y):
                continue
            out.append(
                Finding(
                    kind=VariantKind.QUOTE_WORDING,
                    aside=(x.telling.id,),
                    against=(y.telling.id,),
                    note=f"{say([x.telling.id], 'quotes', '')} {quoted(x.words)}; "
                    f"{say([y.telling.id], 'has', '')} {quoted(y.words)}.",
                    marks=(x.telling.mark(*x.tokens), y.telling.mark(*y.tokens)),
                )
            )
    return out


def _version(t: Telling) -> Version | None:
    """The quotation that carries most of the telling, as far as the telling goes."""
    found = []
    for q in t.quotes:
        tokens = tuple(k for k in t.tokens if q.start <= k.start and k.end <= q.end and k.pos != "SPACE")
        if q.kind is not QuoteKind.SCARE and sum(k.pos in CONTENT for k in tokens) >= LEAST:
            found.append(Version(t, q, tokens))
    return max(found, key=lambda v: (len(v.tokens), -v.quote.start), default=None)


def _within(x: Version, y: Version) -> bool:
    """Whether the shorter version is the longer with little cut off."""
    short, long = f" {' '.join(x.plain)} ", f" {' '.join(y.plain)} "
    return short in long and len(x.plain) >= WHOLE * len(y.plain)
