"""Every citation of a report: what is said, and the words of which article carry it."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from uuid import UUID, uuid5

import msgspec

from variorum.exports.fragments import text_link
from variorum.exports.page.naming import one_line, short_source
from variorum.records.place import Cite
from variorum.records.report import Place, Report, ReportArticle

# Names of what a report holds are UUIDs of version 5 under this one (RFC 9562): the same content, the same name.
NAMESPACE = UUID("5e1c9a52-6f1d-5b0e-9c3e-8f7c4a0d2b61")


def urn(kind: str, *defining: str) -> str:
    """A name for a thing of a report, of what defines it: `urn:uuid:…`."""
    return f"urn:uuid:{uuid5(NAMESPACE, chr(31).join((kind, *defining)))}"


def report_urn(report: Report) -> str:
    """The name of a report: of its articles and of what made it."""
    return urn("report", report.run.config, *(a.id for a in report.articles))


class CitedFor(StrEnum):
    """What words are cited for."""

    CLAIM = "claim"
    SPEAKER = "speaker"
    NEAR = "near"
    DIFFERENCE = "difference"
    BRIEF = "brief"
    QUOTE = "quote"
    LINEAGE = "lineage"
    FRAMEWORK = "framework"
    RELATION = "relation"
    TIMELINE = "timeline"
    CORRECTION = "correction"


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """A statement, and words that carry it.

    Attributes:
        cited_for: What kind of statement it is.
        id: Id of the claim, point, variant … that states it, or what stands for one ("brief-1").
        point: Id of the point that it belongs to, or None.
        statement: What the words are cited for, in one plain sentence.
        article: Id of the article.
        places: Stretches of its text, in order.
    """

    cited_for: CitedFor
    id: str
    point: str | None
    statement: str
    article: str
    places: tuple[Place, ...]


class Reports:
    """A report's articles by id, and how they are called."""

    def __init__(self, report: Report) -> None:
        self.by_id: Mapping[str, ReportArticle] = {a.id: a for a in report.articles}

    def outlet(self, article: str) -> str:
        """The outlet's name, or the file's where it is not known; the name itself where it is no article of ours."""
        found = self.by_id.get(article)
        if found is None:
            return article
        return one_line(found.outlet) if found.outlet else short_source(one_line(found.source))

    def siglum(self, article: str) -> str:
        """The report's letter; "" for no article of ours."""
        found = self.by_id.get(article)
        return found.siglum if found else ""

    def named(self, sentence: str) -> str:
        """A sentence of ours with "{article id}" told as "The Ledger (B)"."""
        for key, article in self.by_id.items():
            sentence = sentence.replace(f"{{{key}}}", f"{self.outlet(key)} ({article.siglum})")
        return sentence

    def words(self, article: str, places: Iterable[Place | Cite]) -> str:
        """The cited words on one line, gaps as an ellipsis; "" for no article of ours."""
        if article not in self.by_id:
            return ""
        text = self.by_id[article].text
        return " … ".join(one_line(text[p.start : p.end]) for p in places)

    def link(self, article: str, place: Place | Cite) -> str | None:
        """The address of the cited words, None where the article has none."""
        found = self.by_id.get(article)
        return text_link(found.url, found.text, place.start, place.end) if found else None

    def verbatim(self, article: str, start: int, end: int) -> str:
        """The cited words as they stand; "" for no article of ours."""
        return self.by_id[article].text[start:end] if article in self.by_id else ""


def citations(report: Report) -> Iterator[Citation]:
    """Every citation of a report, in its order.

    Places outside an article's text, which only a damaged file can hold, are left out.
    """
    texts = {a.id: a.text for a in report.articles}

    def cited(
        cited_for: CitedFor, key: str, point: str | None, statement: str, cites: Iterable[tuple[str, int, int]]
    ) -> Iterator[Citation]:
        by_article: dict[str, list[Place]] = {}
        for article, start, end in cites:
            if article in texts and 0 <= start < end <= len(texts[article]):
                by_article.setdefault(article, []).append(Place(start, end))
        for article, places in by_article.items():
            yield Citation(
                cited_for=cited_for,
                id=key,
                point=point or None,
                statement=statement,
                article=article,
                places=tuple(sorted(set(places), key=lambda p: (p.start, p.end))),
            )

    def at(cites: Iterable[Cite]) -> Iterator[tuple[str, int, int]]:
        return ((c.article, c.start, c.end) for c in cites)

    reports = Reports(report)
    for p in report.points:
        for c in p.claims:
            yield from cited(CitedFor.CLAIM, c.id, p.id, c.text, ((c.article, s.start, s.end) for s in c.spans))
            for source in c.attribution:
                yield from cited(CitedFor.SPEAKER, c.id, p.id, source.name, [(c.article, source.start, source.end)])
        yield from cited(CitedFor.NEAR, p.id, p.id, f"Near, without settling it: {p.text}", at(p.near))
    for v in report.variants:
        yield from cited(CitedFor.DIFFERENCE, v.id, v.point, reports.named(v.note), at(v.marks))
    for n, b in enumerate(report.brief, 1):
        yield from cited(CitedFor.BRIEF, f"brief-{n}", b.point, reports.named(b.text), at(b.cites))
    for n, q in enumerate(report.quotes, 1):
        yield from cited(
            CitedFor.QUOTE,
            f"quote-{n}",
            None,
            q.speaker or "a speaker whom the text does not settle",
            [(q.article, q.start, q.end)],
        )
    for n, link in enumerate(report.lineage, 1):
        told = f"{reports.outlet(link.article)}: {link.relation.replace('_', ' ')}, {reports.outlet(link.source)}"
        yield from cited(CitedFor.LINEAGE, f"lineage-{n}", None, told, [(link.article, link.start, link.end)])
    for f in report.frameworks:
        members = f": {', '.join(f.members)}" if f.members else ""
        yield from cited(CitedFor.FRAMEWORK, f.entity or f.framework, None, f.framework + members, at(f.cites))
    for r in report.relations:
        yield from cited(
            CitedFor.RELATION, r.id, next(iter(r.points), None), f"{r.from_} {r.relation} {r.to}", at(r.cites)
        )
    for n, t in enumerate(report.timeline, 1):
        yield from cited(CitedFor.TIMELINE, f"timeline-{n}", t.point, f"{t.time}: {t.text}", at(t.cites))
    for correction in report.corrections:
        yield from cited(
            CitedFor.CORRECTION, f"correction-{correction.n}", None, correction.asked, at(correction.cites)
        )
