"""Lineage as provenance: who leans on whom, and which claim comes from where, in PROV-O as JSON-LD.

What PROV has a word for is said in PROV; the rest (how sure, why, how much text is shared) in terms of this project,
which docs/reference/formats.md lists. Where the direction of a dependence is not known, no derivation is stated: near
duplicates are then alternates of one another, which holds both ways.

Source: W3C, "PROV-O: The PROV Ontology" (2013).
"""

from typing import Any

from variorum.exports.annotations import article_urn
from variorum.exports.citations import NAMESPACE, Reports, report_urn, urn
from variorum.exports.fragments import is_web
from variorum.exports.json import written
from variorum.records.report import Report, ReportArticle, ReportClaim, ReportLink

TERMS = f"urn:uuid:{NAMESPACE}#"
"""What this project's own terms begin with."""
_CONTEXT: dict[str, Any] = (
    {
        "prov": "http://www.w3.org/ns/prov#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "terms": TERMS,
        "id": "@id",
        "type": "@type",
        "label": "rdfs:label",
        "value": "prov:value",
        "share": {"@id": "terms:share", "@type": "xsd:double"},
        "start": {"@id": "terms:start", "@type": "xsd:integer"},
        "end": {"@id": "terms:end", "@type": "xsd:integer"},
    }
    | {
        term: {"@id": f"prov:{term}", "@type": "@id"}
        for term in (
            "wasAttributedTo wasDerivedFrom wasQuotedFrom hadPrimarySource alternateOf wasInfluencedBy "
            "qualifiedDerivation qualifiedPrimarySource qualifiedInfluence entity wasGeneratedBy used "
            "wasAssociatedWith hadMember atLocation"
        ).split()
    }
    | {term: {"@id": f"terms:{term}"} for term in ("relation", "certainty", "direction", "reason", "siglum")}
    | {"sharesPassagesWith": {"@id": "terms:sharesPassagesWith", "@type": "@id"}}
)


class _Graph:
    """Nodes by id; what is said of one twice is said once."""

    def __init__(self) -> None:
        self.nodes: dict[str, dict[str, Any]] = {}

    def node(self, key: str, *types: str, **fields: object) -> str:
        found = self.nodes.setdefault(key, {"id": key, "type": list(types)})
        found.update({name: value for name, value in fields.items() if value not in (None, "")})
        return key

    def say(self, subject: str, term: str, target: object) -> None:
        said = self.nodes[subject].setdefault(term, [])
        if target not in said:
            said.append(target)


def _agency(graph: _Graph, name: str) -> tuple[str, str]:
    """An agency's own reporting, which no input holds, and the agency."""
    agent = graph.node(urn("agency", name), "prov:Agent", "prov:Organization", label=name)
    text = graph.node(urn("agency text", name), "prov:Entity", label=f"Reporting of {name}")
    graph.say(text, "wasAttributedTo", agent)
    return text, agent


def _article(graph: _Graph, article: ReportArticle, reports: Reports) -> None:
    key = graph.node(
        article_urn(article.id),
        "prov:Entity",
        label=article.title.text if article.title else reports.outlet(article.id),
        siglum=article.siglum,
    )
    if article.url is not None and is_web(article.url):
        graph.say(key, "atLocation", graph.node(article.url, "prov:Location"))
    if article.outlet:
        outlet = graph.node(urn("outlet", article.outlet), "prov:Agent", "prov:Organization", label=article.outlet)
        graph.say(key, "wasAttributedTo", outlet)


def _link(graph: _Graph, n: int, link: ReportLink, reports: Reports) -> None:
    subject = article_urn(link.article)
    inside = link.source in reports.by_id
    target = article_urn(link.source) if inside else _agency(graph, link.source)[0]
    detail = {
        "relation": link.relation,
        "direction": link.direction,
        "certainty": link.certainty,
        "reason": reports.named(link.reason),
        "share": link.share,
        "start": link.start,
        "end": link.end,
    }

    def qualified(term: str, kind: str) -> None:
        node = graph.node(urn("link", str(n), link.article, link.source), kind, entity=target, **detail)
        graph.say(subject, term, node)

    # A name in `source` is one that the article itself credits or cites, so the direction is the article's own word.
    if link.relation == "agency_copy" and not inside:
        graph.say(subject, "hadPrimarySource", target)
        qualified("qualifiedPrimarySource", "prov:PrimarySource")
    elif link.relation == "cites":
        graph.say(subject, "wasInfluencedBy", target)
        qualified("qualifiedInfluence", "prov:EntityInfluence")
    elif link.direction == "leans":
        graph.say(subject, "wasDerivedFrom", target)
        qualified("qualifiedDerivation", "prov:Derivation")
    elif link.relation == "near_duplicate":
        graph.say(subject, "alternateOf", target)
        graph.say(target, "alternateOf", subject)
    else:
        graph.say(subject, "sharesPassagesWith", target)
        graph.say(target, "sharesPassagesWith", subject)


def _claim(graph: _Graph, claim: ReportClaim, reports: Reports, origins: dict[str, str]) -> None:
    key = graph.node(
        urn("claim", claim.id),
        "prov:Entity",
        label=claim.text,
        value=reports.words(claim.article, claim.spans),
        reason=reports.named(claim.origin_reason),
    )
    graph.say(key, "wasQuotedFrom", article_urn(claim.article))
    for source in claim.attribution:
        graph.say(key, "wasAttributedTo", graph.node(urn("speaker", source.name), "prov:Agent", label=source.name))
    if claim.origin in origins:
        graph.say(key, "hadPrimarySource", origins[claim.origin])
    elif claim.origin_name:
        outside = graph.node(urn("origin", claim.origin), "prov:Entity", "prov:Collection", label=claim.origin_name)
        graph.say(key, "hadPrimarySource", outside)


def to_prov(report: Report) -> str:
    """A report's lineage as a PROV-O graph in JSON-LD.

    Args:
        report: The report.

    Returns:
        JSON with a context of its own, so that it is read without a network: articles, outlets, agencies, origins,
        claims and the run as nodes of one `@graph`.
    """
    graph, reports = _Graph(), Reports(report)
    told = report_urn(report)
    program = graph.node(
        urn("program", report.run.variorum), "prov:SoftwareAgent", label=f"Variorum {report.run.variorum}"
    )
    run = graph.node(urn("run", told), "prov:Activity", label="Comparison of reports")
    graph.say(run, "wasAssociatedWith", program)
    graph.say(graph.node(told, "prov:Entity", label="Story report"), "wasGeneratedBy", run)
    for article in report.articles:
        _article(graph, article, reports)
        graph.say(run, "used", article_urn(article.id))
        graph.say(told, "wasDerivedFrom", article_urn(article.id))
    origins: dict[str, str] = {}
    for origin in report.origins:
        key = graph.node(
            urn("origin", origin.id),
            "prov:Entity",
            "prov:Collection",
            label=origin.name or f"Reporting of {', '.join(reports.outlet(a) for a in origin.articles)}",
            reason=reports.named(origin.reason),
        )
        origins[origin.id] = key
        for member in origin.articles:
            graph.say(key, "hadMember", article_urn(member))
    for n, link in enumerate(report.lineage, 1):
        _link(graph, n, link, reports)
    for point in report.points:
        for claim in point.claims:
            _claim(graph, claim, reports, origins)
    return written({"@context": _CONTEXT, "@graph": list(graph.nodes.values())})
