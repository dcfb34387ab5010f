"""A report as tables: rows for spreadsheets, Parquet and data frames."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from variorum.errors import ConfigError
from variorum.exports.citations import Reports, citations
from variorum.exports.csv import to_csv
from variorum.records.place import Cite
from variorum.records.report import Place, Report, ReportClaim, ReportQuantity

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
TEXT, INTEGER, NUMBER, TEXTS = "text", "integer", "number", "texts"
"""Types of a column: text, whole number, number, list of texts. Any cell may be null, but a list is then empty."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of one kind.

    Attributes:
        name: What a row is.
        columns: Names to types, in order.
        rows: Cells by the columns' names.
    """

    name: str
    columns: Mapping[str, str]
    rows: tuple[Row, ...]

    def to_arrow(self) -> "pa.Table":
        """The table in Arrow's form."""
        import pyarrow as pa

        types = {TEXT: pa.string(), INTEGER: pa.int64(), NUMBER: pa.float64(), TEXTS: pa.list_(pa.string())}
        fields = [pa.field(name, types[kind]) for name, kind in self.columns.items()]
        return pa.Table.from_pylist(list(self.rows), schema=pa.schema(fields))

    def to_csv(self) -> str:
        """The table as CSV."""
        return to_csv(tuple(self.columns), self.rows)


def _spans(places: tuple[Place, ...]) -> list[str]:
    return [f"{p.start}-{p.end}" for p in places]


def quantity_words(q: ReportQuantity) -> str:
    """A number as a cell: "about 12..15 kg"."""

    def told(value: float | None) -> str:
        return "" if value is None else f"{value:.15g}"

    value = told(q.low) if q.low == q.high else f"{told(q.low)}..{told(q.high)}"
    return " ".join(part for part in ("about" if q.about else "", value, q.unit, q.noun) if part)


def _articles(report: Report, reports: Reports) -> Iterator[Row]:
    origins = {key: o for o in report.origins for key in o.articles}
    for a in report.articles:
        origin = origins.get(a.id)
        yield {
            "article": a.id,
            "siglum": a.siglum,
            "outlet": reports.outlet(a.id),
            "title": a.title.text if a.title else None,
            "byline": a.byline,
            "published": a.published,
            "published_from": a.published_from,
            "language": a.language,
            "url": a.url,
            "credits": list(a.credits),
            "origin": origin.id if origin else None,
            "origin_name": origin.name if origin else None,
            "owner": a.owner,
            "group": a.group,
            "chars": len(a.text),
        }


def _points(report: Report, reports: Reports) -> Iterator[Row]:
    for n, p in enumerate(report.points, 1):
        variants = [v for v in report.variants if v.point == p.id]
        by_mark = {
            mark: [reports.siglum(key) for key, m in p.coverage.items() if m == mark]
            for mark in ("states", "unclear", "silent")
        }
        yield {
            "point": p.id,
            "n": n,
            "text": p.text,
            "kind": p.kind,
            "independent_origins": p.independent_origins,
            "independent_owners": p.independent_owners,
            "rests_on": p.rests_on,
            "stated_by": by_mark["states"],
            "unclear_in": by_mark["unclear"],
            "silent_in": by_mark["silent"],
            "untranslated_in": [reports.siglum(key) for key in dict.fromkeys(c.article for c in p.untranslated)],
            "variants": len(variants),
            "conflicts": sum(v.relation == "conflict" for v in variants),
            "corrected": p.corrected or None,
        }


def _coverage(report: Report, reports: Reports) -> Iterator[Row]:
    for p in report.points:
        for key, mark in p.coverage.items():
            yield {
                "point": p.id,
                "article": key,
                "siglum": reports.siglum(key),
                "outlet": reports.outlet(key),
                "coverage": mark,
            }


def _claims(report: Report, reports: Reports) -> Iterator[Row]:
    for p in report.points:
        for c in p.claims:
            first = min(c.spans, key=lambda s: s.start, default=None)
            yield {
                "claim": c.id,
                "point": p.id,
                "point_text": p.text,
                "article": c.article,
                "siglum": reports.siglum(c.article),
                "outlet": reports.outlet(c.article),
                "text": c.text,
                "words": reports.words(c.article, c.spans),
                "start": first.start if first else None,
                "end": max((s.end for s in c.spans), default=None),
                "spans": _spans(c.spans),
                "attribution": [s.name for s in c.attribution],
                "polarity": c.polarity,
                "certainty": c.certainty,
                "quantities": [quantity_words(q) for q in c.quantities],
                "times": list(c.times),
                "origin": c.origin,
                "origin_name": c.origin_name,
                "origin_reason": reports.named(c.origin_reason) or None,
                "link": reports.link(c.article, first) if first else None,
            }


def _variants(report: Report, reports: Reports) -> Iterator[Row]:
    claims: dict[str, ReportClaim] = {c.id: c for p in report.points for c in p.claims}
    texts = {p.id: p.text for p in report.points}

    def side(keys: tuple[str, ...]) -> tuple[list[str], list[str]]:
        found = [claims[key] for key in keys if key in claims]
        return [reports.outlet(c.article) for c in found], [reports.words(c.article, c.spans) for c in found]

    for v in report.variants:
        (outlets, words), (against_outlets, against_words) = side(v.claims), side(v.against)
        yield {
            "variant": v.id,
            "point": v.point,
            "point_text": texts.get(v.point),
            "kind": v.kind,
            "relation": v.relation,
            "severity": v.severity,
            "note": reports.named(v.note),
            "outlets": outlets,
            "words": words,
            "against_outlets": against_outlets,
            "against_words": against_words,
            "claims": list(v.claims),
            "against": list(v.against),
            "corrected": v.corrected or None,
        }


def _citations(report: Report, reports: Reports) -> Iterator[Row]:
    for c in citations(report):
        for place in c.places:
            yield {
                "cited_for": str(c.cited_for),
                "id": c.id,
                "point": c.point,
                "statement": c.statement,
                "article": c.article,
                "siglum": reports.siglum(c.article),
                "outlet": reports.outlet(c.article),
                "start": place.start,
                "end": place.end,
                "words": reports.verbatim(c.article, place.start, place.end),
                "link": reports.link(c.article, place),
            }


def _quotes(report: Report, reports: Reports) -> Iterator[Row]:
    for q in report.quotes:
        yield {
            "article": q.article,
            "siglum": reports.siglum(q.article),
            "outlet": reports.outlet(q.article),
            "words": reports.verbatim(q.article, q.start, q.end),
            "kind": q.kind,
            "speaker": q.speaker,
            "via": q.via,
            "reason": q.reason or None,
            "start": q.start,
            "end": q.end,
            "link": reports.link(q.article, Place(q.start, q.end)),
        }


def _lineage(report: Report, reports: Reports) -> Iterator[Row]:
    for link in report.lineage:
        yield {
            "article": link.article,
            "siglum": reports.siglum(link.article),
            "outlet": reports.outlet(link.article),
            "relation": link.relation,
            "source": link.source,
            "source_siglum": reports.siglum(link.source) or None,
            "source_outlet": reports.outlet(link.source),
            "direction": link.direction,
            "certainty": link.certainty,
            "reason": reports.named(link.reason) or None,
            "share": link.share,
            "share_other": link.share_other,
            "start": link.start,
            "end": link.end,
            "words": reports.verbatim(link.article, link.start, link.end),
        }


def _cites(cites: tuple[Cite, ...], reports: Reports) -> Row:
    return {
        "outlets": list(dict.fromkeys(reports.outlet(c.article) for c in cites)),
        "words": [reports.words(c.article, [c]) for c in cites],
        "cites": [f"{c.article}:{c.start}-{c.end}" for c in cites],
    }


def _relations(report: Report, reports: Reports) -> Iterator[Row]:
    for r in report.relations:
        yield {
            "relation": r.id,
            "who": r.from_,
            "act": r.relation,
            "what": r.to,
            "with": list(r.with_),
            "polarity": r.polarity,
            "certainty": r.certainty,
            "on_word_of": [v.name for v in r.attribution],
            "times": list(r.times),
            "points": list(r.points),
            "independent_origins": r.independent_origins,
        } | _cites(r.cites, reports)


def _commitments(report: Report, reports: Reports) -> Iterator[Row]:
    for c in report.commitments:
        yield {
            "relation": c.relation,
            "who": c.who,
            "what": c.what,
            "to_whom": c.to,
            "by": c.by,
            "certainty": c.certainty,
            "on_word_of": list(c.on_word_of),
        } | _cites(c.cites, reports)


def _timeline(report: Report, reports: Reports) -> Iterator[Row]:
    for t in report.timeline:
        yield {
            "time": t.time,
            "kind": t.kind,
            "text": t.text,
            "certainty": t.certainty,
            "point": t.point or None,
            "conflict": t.conflict or None,
        } | _cites(t.cites, reports)


_CITES = {"outlets": TEXTS, "words": TEXTS, "cites": TEXTS}
_IN_ARTICLE = {"article": TEXT, "siglum": TEXT, "outlet": TEXT}
_MAKERS: dict[str, tuple[dict[str, str], Callable[[Report, Reports], Iterator[Row]]]] = {
    "points": (
        {"point": TEXT, "n": INTEGER, "text": TEXT, "kind": TEXT, "independent_origins": INTEGER}
        | {"independent_owners": INTEGER, "rests_on": TEXT, "stated_by": TEXTS, "unclear_in": TEXTS}
        | {"silent_in": TEXTS, "untranslated_in": TEXTS, "variants": INTEGER, "conflicts": INTEGER, "corrected": TEXT},
        _points,
    ),
    "claims": (
        {"claim": TEXT, "point": TEXT, "point_text": TEXT}
        | _IN_ARTICLE
        | {"text": TEXT, "words": TEXT, "start": INTEGER, "end": INTEGER, "spans": TEXTS, "attribution": TEXTS}
        | {"polarity": TEXT, "certainty": TEXT, "quantities": TEXTS, "times": TEXTS, "origin": TEXT}
        | {"origin_name": TEXT, "origin_reason": TEXT, "link": TEXT},
        _claims,
    ),
    "variants": (
        {"variant": TEXT, "point": TEXT, "point_text": TEXT, "kind": TEXT, "relation": TEXT, "severity": NUMBER}
        | {"note": TEXT, "outlets": TEXTS, "words": TEXTS, "against_outlets": TEXTS, "against_words": TEXTS}
        | {"claims": TEXTS, "against": TEXTS, "corrected": TEXT},
        _variants,
    ),
    "coverage": ({"point": TEXT} | _IN_ARTICLE | {"coverage": TEXT}, _coverage),
    "articles": (
        _IN_ARTICLE
        | {"title": TEXT, "byline": TEXT, "published": TEXT, "published_from": TEXT, "language": TEXT, "url": TEXT}
        | {"credits": TEXTS, "origin": TEXT, "origin_name": TEXT, "owner": TEXT, "group": TEXT, "chars": INTEGER},
        _articles,
    ),
    "quotes": (
        _IN_ARTICLE
        | {"words": TEXT, "kind": TEXT, "speaker": TEXT, "via": TEXT, "reason": TEXT}
        | {"start": INTEGER, "end": INTEGER, "link": TEXT},
        _quotes,
    ),
    "lineage": (
        _IN_ARTICLE
        | {"relation": TEXT, "source": TEXT, "source_siglum": TEXT, "source_outlet": TEXT, "direction": TEXT}
        | {"certainty": TEXT, "reason": TEXT, "share": NUMBER, "share_other": NUMBER}
        | {"start": INTEGER, "end": INTEGER, "words": TEXT},
        _lineage,
    ),
    "relations": (
        {"relation": TEXT, "who": TEXT, "act": TEXT, "what": TEXT, "with": TEXTS, "polarity": TEXT, "certainty": TEXT}
        | {"on_word_of": TEXTS, "times": TEXTS, "points": TEXTS, "independent_origins": INTEGER}
        | _CITES,
        _relations,
    ),
    "commitments": (
        {"relation": TEXT, "who": TEXT, "what": TEXT, "to_whom": TEXT, "by": TEXT, "certainty": TEXT}
        | {"on_word_of": TEXTS}
        | _CITES,
        _commitments,
    ),
    "timeline": (
        {"time": TEXT, "kind": TEXT, "text": TEXT, "certainty": TEXT, "point": TEXT, "conflict": TEXT} | _CITES,
        _timeline,
    ),
    "citations": (
        {"cited_for": TEXT, "id": TEXT, "point": TEXT, "statement": TEXT}
        | _IN_ARTICLE
        | {"start": INTEGER, "end": INTEGER, "words": TEXT, "link": TEXT},
        _citations,
    ),
}
TABLES = tuple(_MAKERS)
"""Names of the tables that a report is told in."""


def table(report: Report, name: str) -> Table:
    """One table of a report.

    Args:
        report: The report.
        name: One of `TABLES`. docs/reference/formats.md lists their columns.

    Raises:
        ConfigError: If there is no such table.
    """
    if name not in _MAKERS:
        raise ConfigError(f"there is no table {name!r}; the tables are {', '.join(TABLES)}")
    columns, rows = _MAKERS[name]
    return Table(name=name, columns=columns, rows=tuple(rows(report, Reports(report))))


def to_parquet(found: Table) -> bytes:
    """A table as a Parquet file: one row group, Zstandard, no time of writing in it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(found.to_arrow(), sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())
