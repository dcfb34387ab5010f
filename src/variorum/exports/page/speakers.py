"""Who said what: by speaker, the versions of one utterance under each other."""

import msgspec

from variorum.exports.excerpts import words
from variorum.exports.page.anchors import Anchors, Ref
from variorum.exports.page.naming import one_line
from variorum.records.report import Place, Report, ReportClaim, ReportQuote


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One report's wording of an utterance; `note` says how it stands there and who relays it."""

    ref: Ref
    text: str
    quoted: bool
    note: str


class Utterance(msgspec.Struct, frozen=True, kw_only=True):
    """What was said, as each report has it; `point` is the id of its point, or ""."""

    point: str
    versions: tuple[Version, ...]


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """One who is quoted or cited; an empty name gathers the words whose speaker is left open."""

    name: str
    reports: int
    utterances: tuple[Utterance, ...]


_QUOTED_AS = {"direct": "", "partial": "a fragment in reported speech", "scare": "a term in marks"}


def _of_quote(quote: ReportQuote, anchors: Anchors) -> Version | None:
    ref = anchors.ref(quote.article, quote.start, quote.end)
    article = anchors.article(quote.article)
    if ref is None or article is None:
        return None
    notes = [_QUOTED_AS.get(quote.kind, quote.kind), f"told by {one_line(quote.via)}" if quote.via else ""]
    return Version(
        ref=ref,
        text=words(article, (Place(quote.start, quote.end),)),
        quoted=True,
        note=", ".join(n for n in notes if n),
    )


def _of_claim(claim: ReportClaim, anchors: Anchors) -> Version | None:
    article = anchors.article(claim.article)
    if article is None or not claim.spans:
        return None
    ref = anchors.ref(claim.article, claim.spans[0].start, claim.spans[0].end)
    if ref is None:
        return None
    relays = [one_line(s.name) for s in claim.attribution[1:]]
    notes = ["indirect", f"told by {', '.join(relays)}" if relays else ""]
    return Version(ref=ref, text=words(article, claim.spans), quoted=False, note=", ".join(n for n in notes if n))


def speakers(report: Report, anchors: Anchors) -> tuple[Speaker, ...]:
    """Speakers, those in most reports first; words whose speaker is open come last.

    Args:
        report: The report.
        anchors: Takes note of what is cited.

    Returns:
        Speakers with what they said; within each, what more reports have comes first.
    """
    order = {a.id: n for n, a in enumerate(report.articles)}
    quotes = sorted((q for q in report.quotes if q.article in order), key=lambda q: (order[q.article], q.start, q.end))
    found: dict[str, list[Utterance]] = {}
    used: set[tuple[str, int, int]] = set()
    for point in report.points:
        by_speaker: dict[str, list[Version]] = {}
        for claim in point.claims:
            if not claim.attribution or claim.article not in order:
                continue
            name = one_line(claim.attribution[0].name)
            inside = [
                q
                for q in quotes
                if q.article == claim.article
                and q.speaker is not None
                and one_line(q.speaker) == name
                and any(q.start < s.end and s.start < q.end for s in claim.spans)
            ]
            versions = [(q.article, q.start, q.end, _of_quote(q, anchors)) for q in inside]
            if not versions and claim.spans:
                first = claim.spans[0]
                versions = [(claim.article, first.start, first.end, _of_claim(claim, anchors))]
            for article, start, end, version in versions:
                if version is not None and (article, start, end) not in used:
                    used.add((article, start, end))
                    by_speaker.setdefault(name, []).append(version)
        for name, said in by_speaker.items():
            ordered = tuple(sorted(said, key=lambda v: (v.ref.named.n, v.ref.start)))
            found.setdefault(name, []).append(Utterance(point=point.id, versions=ordered))
    for quote in quotes:
        if (quote.article, quote.start, quote.end) in used:
            continue
        alone = _of_quote(quote, anchors)
        if alone is not None:
            name = one_line(quote.speaker) if quote.speaker else ""
            found.setdefault(name, []).append(Utterance(point="", versions=(alone,)))
    out = [
        Speaker(
            name=name,
            reports=len({v.ref.named.n for u in said for v in u.versions}),
            utterances=tuple(
                sorted(said, key=lambda u: (-len({v.ref.named.n for v in u.versions}), u.versions[0].ref.anchor))
            ),
        )
        for name, said in found.items()
    ]
    return tuple(sorted(out, key=lambda s: (not s.name, -s.reports, -len(s.utterances), s.name)))
