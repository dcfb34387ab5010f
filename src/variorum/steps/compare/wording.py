"""One utterance in different words: two translations, or two hearings."""

from collections.abc import Sequence
from itertools import pairwise

from variorum.records.reading import Quote, QuoteKind
from variorum.records.story import VariantKind
from variorum.steps.compare.notes import quoted, say
from variorum.steps.compare.telling import CONTENT, Finding, Telling

_LEAST = 3


def wording_differences(tellings: Sequence[Telling]) -> list[Finding]:
    """A finding between neighbours (by wording length) who quote one speaker's utterance in other words."""
    rows = [(t, q) for t in tellings if (q := _quote(t)) is not None]
    by_speaker: dict[str, list[tuple[Telling, Quote]]] = {}
    for t, q in rows:
        by_speaker.setdefault(q.speaker or "", []).append((t, q))
    out = []
    for _, group in sorted(by_speaker.items()):
        ordered = sorted(group, key=lambda r: (r[1].end - r[1].start, r[0].id))
        for (x, qx), (y, qy) in pairwise(ordered):
            if _plain(x, qx) == _plain(y, qy) or x.origin == y.origin:
                continue
            out.append(
                Finding(
                    kind=VariantKind.QUOTE_WORDING,
                    aside=(x.id,),
                    against=(y.id,),
                    note=f"{say([x.id], 'quotes', 'quote')} {quoted(x.words(qx.start, qx.end))}; "
                    f"{say([y.id], 'has', 'have')} {quoted(y.words(qy.start, qy.end))}.",
                    marks=(x.span(qx.start, qx.end), y.span(qy.start, qy.end)),
                )
            )
    return out


def _quote(t: Telling) -> Quote | None:
    """The quotation that carries the telling, if one carries most of it."""
    fit = [
        q
        for q in t.quotes
        if q.kind is not QuoteKind.SCARE
        and sum(k.pos in CONTENT and q.start <= k.start and k.end <= q.end for k in t.tokens) >= _LEAST
    ]
    return max(fit, key=lambda q: (q.end - q.start, -q.start)) if fit else None


def _plain(t: Telling, q: Quote) -> tuple[str, ...]:
    return tuple(k.text.lower() for k in t.tokens if q.start <= k.start and k.end <= q.end and k.pos != "PUNCT")
