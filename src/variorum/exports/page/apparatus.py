"""The apparatus: one line a difference, readings first as editions print them, then our sentence."""

from collections.abc import Iterable, Mapping

import msgspec

from variorum.exports.excerpts import pieces
from variorum.exports.page.anchors import Anchors, Ref
from variorum.exports.page.naming import Bit, Naming
from variorum.exports.page.points import KIND_WORDS, RELATION_WORDS
from variorum.records.report import Place, Report, ReportClaim, ReportVariant

# How many words of a claim stand for it where no words are marked on its side.
_READING_WORDS = 12
GROUPS = {
    "conflict": "conflict",
    "added": "added or left out",
    "word": "on whose word",
    "wording": "wording",
}
_GROUP_OF = {"detail": "added", "scope": "added", "certainty": "added", "object": "added", "attribution": "word"}


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The same words in one or more reports; empty `text` where a side has none to show."""

    text: str
    refs: tuple[Ref, ...]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One difference.

    Attributes:
        n: Its number on the page, from 1.
        group: Key of `GROUPS`.
        kind: In what respect, in plain words.
        relation: Whether both can hold, "" where both plainly can.
        lemma: The other side's readings.
        readings: Those of the side that departs.
        note: Our sentence.
        point: The id of its point.
    """

    n: int
    group: str
    kind: str
    relation: str
    lemma: tuple[Reading, ...]
    readings: tuple[Reading, ...]
    note: tuple[Bit, ...]
    point: str


def group_of(variant: ReportVariant) -> str:
    """The apparatus group of a difference: a key of `GROUPS`."""
    if variant.relation == "conflict":
        return "conflict"
    if variant.relation == "update":
        return "added"
    return _GROUP_OF.get(variant.kind, "wording")


def _side(
    ids: Iterable[str], claims: Mapping[str, ReportClaim], variant: ReportVariant, anchors: Anchors
) -> tuple[Reading, ...]:
    mine = [claims[key] for key in ids if key in claims]
    by_article: dict[str, list[ReportClaim]] = {}
    for claim in mine:
        by_article.setdefault(claim.article, []).append(claim)
    marked = {m.article for m in variant.marks}
    # A side without any marked words in a difference that has some: the words are not there.
    lacks = bool(marked) and not marked & by_article.keys()
    texts: dict[str, tuple[str, list[Ref]]] = {}
    for key, said in sorted(by_article.items(), key=lambda item: anchors.rank(item[0])):
        article = anchors.article(key)
        if article is None:
            continue
        marks = sorted(
            {
                (m.start, m.end)
                for m in variant.marks
                if m.article == key and any(s.start <= m.start and m.end <= s.end for c in said for s in c.spans)
            }
        ) or sorted({(m.start, m.end) for m in variant.marks if m.article == key})
        spans = [Place(s, e) for s, e in marks] or list(said[0].spans)
        if not spans:
            continue
        ref = anchors.ref(key, spans[0].start, spans[0].end)
        if ref is None:
            continue
        if lacks:
            text = ""
        else:
            text = "".join(p.text for p in pieces(article, spans)).strip()
            parts = text.split()
            if not marks and len(parts) > _READING_WORDS:
                text = " ".join(parts[:_READING_WORDS]) + " …"
        same = text.casefold().strip(".,;:“”\"' ")
        texts.setdefault(same, (text.strip('“”" '), []))[1].append(ref)
    return tuple(
        Reading(text=text, refs=tuple(sorted(refs, key=lambda r: (r.named.n, r.start))))
        for text, refs in texts.values()
    )


def entries(report: Report, anchors: Anchors, naming: Naming) -> tuple[Entry, ...]:
    """All differences, by group, the gravest first within each.

    Args:
        report: The report.
        anchors: Takes note of what is cited.
        naming: The reports' names.

    Returns:
        The entries in the order in which the page shows them.
    """
    claims = {c.id: c for p in report.points for c in p.claims}
    points = {p.id for p in report.points}
    order = list(GROUPS)
    ranked = sorted(
        (v for v in report.variants if v.point in points),
        key=lambda v: (order.index(group_of(v)), -v.severity, v.id),
    )
    return tuple(
        Entry(
            n=n,
            group=group_of(v),
            kind=KIND_WORDS.get(v.kind, v.kind),
            relation=RELATION_WORDS.get(v.relation, v.relation),
            lemma=_side(v.against, claims, v, anchors),
            readings=_side(v.claims, claims, v, anchors),
            note=naming.bits(v.note),
            point=v.point,
        )
        for n, v in enumerate(ranked, 1)
    )
