"""The comparison as a critical apparatus in TEI.

Each report is a witness, each point an entry of the apparatus: the statement as its lemma, the reports' words as its
readings, an empty reading where a report is silent, and a note for every difference. Why the apparatus is external and
referred to by location: docs/decisions/0030-apparatus.md.

Source: TEI Consortium, "TEI P5: Guidelines for Electronic Text Encoding and Interchange", chapter 12, Critical
Apparatus.
"""

from collections.abc import Iterable, Sequence

from lxml import etree

from variorum.exports.citations import Reports
from variorum.exports.excerpts import words
from variorum.exports.fragments import is_web
from variorum.exports.page.naming import one_line
from variorum.exports.xml import add, root, written
from variorum.records.place import Cite
from variorum.records.report import Place, Report, ReportArticle, ReportClaim, ReportPoint, ReportVariant

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_OFFSETS = (
    "Places are given in citedRange elements: code points of the report’s text as it was read, the first included, the "
    "last one excluded. Words are quoted with every run of white space as one space."
)
_READINGS = (
    "A reading of the type states carries the words of the reports that say it; one of the type unclear, words near "
    "the point that do not settle it; an empty one of the type silent stands for reports in which a search found "
    "nothing. One of the type untranslated holds the sentence of a report in another language that is taken to say "
    "the same; nothing of it was checked, and it counts into no number of origins. Reports whose words are the same "
    "share a reading. The lemma is the point in plain words."
)


def _date(parent: etree._Element, published: str | None) -> None:
    if published:
        # EDTF with open parts is no W3C date; it is then told, not encoded.
        when = published if published[:4].isdigit() and len(published) in (4, 7, 10) and "X" not in published else None
        add(parent, "date", published, when=when)


def _witness(parent: etree._Element, article: ReportArticle, reports: Reports) -> None:
    witness = add(parent, "witness", xml_id=article.siglum)
    bibl = add(witness, "bibl")
    lang = article.language if article.untranslated else None
    if article.title:
        add(bibl, "title", one_line(article.title.text), level="a", xml_lang=lang)
    add(bibl, "title", reports.outlet(article.id), level="j")
    if article.byline:
        add(bibl, "author", one_line(article.byline))
    _date(bibl, article.published)
    for credit in article.credits:
        add(bibl, "note", one_line(credit), type="credit")
    if article.url is not None and is_web(article.url):
        add(bibl, "ptr", target=article.url)
    add(bibl, "idno", article.id, type="variorum")


def _witnesses(parent: etree._Element, report: Report, reports: Reports) -> None:
    """The reports, those of one origin together."""
    whole = add(parent, "listWit")
    for origin in report.origins:
        members = [a for a in report.articles if a.id in origin.articles]
        if not members:
            continue
        place = whole
        if len(members) > 1:
            place = add(whole, "listWit")
            add(place, "head", f"One reporting: {origin.name}" if origin.name else "One reporting")
            if origin.reason:
                add(place, "desc", reports.named(origin.reason))
        for article in members:
            _witness(place, article, reports)
    placed = {key for o in report.origins for key in o.articles}
    for article in report.articles:
        if article.id not in placed:
            _witness(whole, article, reports)


def _header(tei: etree._Element, report: Report, reports: Reports) -> None:
    header = add(tei, "teiHeader")
    described = add(header, "fileDesc")
    titles = add(described, "titleStmt")
    headline = next((e.title for e in report.events if e.title), "") or next((p.text for p in report.points), "")
    add(titles, "title", one_line(headline) or "A story without a point")
    by = add(titles, "respStmt", xml_id="variorum")
    add(by, "resp", "compared by the program")
    add(by, "name", f"Variorum {report.run.variorum}")
    published = add(described, "publicationStmt")
    add(published, "p", "An apparatus made by a program; the words quoted in it are their outlets’.")
    _witnesses(add(described, "sourceDesc"), report, reports)
    encoding = add(header, "encodingDesc")
    practice = add(encoding, "editorialDecl")
    for told in (_OFFSETS, _READINGS):
        add(practice, "p", told)
    add(encoding, "variantEncoding", method="location-referenced", location="external")


def _sigla(articles: Iterable[str], reports: Reports) -> str:
    return " ".join(f"#{s}" for key in dict.fromkeys(articles) if (s := reports.siglum(key)))


def _where(app: etree._Element, article: str, target: str, places: Sequence[Place | Cite], reports: Reports) -> None:
    """Where a reading stands in one of its witnesses."""
    detail = add(app, "witDetail", wit=f"#{reports.siglum(article)}", target=f"#{target}", type="place")
    for place in places:
        bibl = add(detail, "bibl")
        told = f"{place.start}–{place.end}"
        add(bibl, "citedRange", told, unit="codepoint", from_=str(place.start), to=str(place.end))
        link = reports.link(article, place)
        if link:
            add(bibl, "ptr", target=link)


def _sound(places: Iterable[Place], article: ReportArticle) -> list[Place]:
    return [p for p in places if 0 <= p.start < p.end <= len(article.text)]


def _point(parent: etree._Element, n: int, point: ReportPoint, variants: list[ReportVariant], reports: Reports) -> None:
    app = add(parent, "app", xml_id=f"p{n}", n=str(n), type=point.kind or None, loc=point.id)
    add(app, "lem", one_line(point.text), resp="#variorum")
    same: dict[str, list[ReportClaim]] = {}
    for claim in point.claims:
        article = reports.by_id.get(claim.article)
        said = words(article, claim.spans) if article else ""
        if said:
            same.setdefault(said, []).append(claim)
    readings: dict[str, str] = {}
    after: list[tuple[ReportClaim, str]] = []
    for k, (said, claims) in enumerate(same.items(), 1):
        key = f"p{n}.r{k}"
        add(app, "rdg", said, xml_id=key, wit=_sigla((c.article for c in claims), reports), type="states")
        readings |= {c.id: key for c in claims}
        after += [(c, key) for c in claims]
    near: dict[str, list[Cite]] = {}
    for cite in point.near:
        if cite.article in reports.by_id:
            near.setdefault(cite.article, []).append(cite)
    beside = {c.article for c in point.untranslated}
    unclear = [a for a, mark in point.coverage.items() if mark == "unclear" and a in reports.by_id]
    for k, key in enumerate(unclear, len(same) + 1):
        found = [Place(c.start, c.end) for c in near.get(key, ())]
        said = words(reports.by_id[key], found)
        article = reports.by_id[key]
        add(
            app,
            "rdg",
            said or None,
            xml_id=f"p{n}.r{k}",
            wit=_sigla([key], reports),
            type="untranslated" if key in beside else "unclear",
            xml_lang=article.language if article.untranslated else None,
        )
    silent = _sigla((a for a, mark in point.coverage.items() if mark == "silent"), reports)
    if silent:
        add(app, "rdg", wit=silent, type="silent")
    for claim, key in after:
        _where(app, claim.article, key, _sound(claim.spans, reports.by_id[claim.article]), reports)
        voices = ", on the word of ".join(one_line(s.name) for s in claim.attribution)
        if voices:
            add(app, "witDetail", voices, wit=_sigla([claim.article], reports), target=f"#{key}", type="attribution")
        for kind, value, usual in (
            ("certainty", claim.certainty, "stated"),
            ("polarity", claim.polarity, "affirmed"),
        ):
            if value != usual:
                add(app, "witDetail", value, wit=_sigla([claim.article], reports), target=f"#{key}", type=kind)
    for k, key in enumerate(unclear, len(same) + 1):
        places = _sound((Place(c.start, c.end) for c in near.get(key, ())), reports.by_id[key])
        if places:
            _where(app, key, f"p{n}.r{k}", places, reports)
    for v in variants:
        targets = " ".join(dict.fromkeys(f"#{readings[c]}" for c in (*v.claims, *v.against) if c in readings))
        add(
            app,
            "note",
            reports.named(v.note),
            type=v.kind,
            subtype=v.relation,
            target=targets or None,
            resp="#variorum",
        )
    if point.rests_on:
        add(app, "note", one_line(point.rests_on), type="rests_on", resp="#variorum")
    add(app, "note", str(point.independent_origins), type="independent_origins", resp="#variorum")


def to_tei(report: Report) -> str:
    """A report as a TEI document.

    Args:
        report: The report.

    Returns:
        XML, valid by TEI P5's full schema. It holds the cited words, never whole articles.
    """
    reports = Reports(report)
    tei = root("TEI", NAMESPACE, xml_lang="en")
    _header(tei, report, reports)
    body = add(add(tei, "text"), "body")
    if not report.points:
        add(body, "p", "The reports have no point that could be taken from them.")
        return written(tei)
    if report.brief:
        brief = add(body, "div", type="brief")
        numbers = {p.id: n for n, p in enumerate(report.points, 1)}
        for sentence in report.brief:
            target = f"#p{numbers[sentence.point]}" if sentence.point in numbers else None
            add(brief, "p", reports.named(sentence.text), corresp=target)
    apparatus = add(add(body, "div", type="apparatus"), "listApp")
    for n, point in enumerate(report.points, 1):
        _point(apparatus, n, point, [v for v in report.variants if v.point == point.id], reports)
    return written(tei)
