"""Every citation as a W3C Web Annotation.

An annotation's target is the page on the web where the article has an address, else the article's text under a name of
its own. The quote selector finds the words in either; the position selector counts code points of the text as it was
read, which the target's `state` names as the copy that it holds for.

Source: W3C, "Web Annotation Data Model" (2017), sections 3.2 (bodies and targets), 4.2 (selectors), 4.3 (states).
"""

from collections.abc import Iterator
from typing import Any

from variorum.exports.citations import Citation, CitedFor, Reports, citations, report_urn, urn
from variorum.exports.fragments import is_web, text_directive
from variorum.exports.json import written
from variorum.records.report import Place, Report, ReportArticle

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_FRAGMENTS = "https://wicg.github.io/scroll-to-text-fragment/"
# As many characters of context as readers of annotations commonly keep.
_CONTEXT_CHARS = 32
_MOTIVATION = {CitedFor.NEAR: "questioning", CitedFor.DIFFERENCE: "commenting", CitedFor.SPEAKER: "identifying"} | {
    CitedFor.QUOTE: "identifying",
    CitedFor.LINEAGE: "linking",
    CitedFor.CORRECTION: "editing",
}


def article_urn(article: str) -> str:
    """The name of an article's text as it was read."""
    return urn("article", article)


def _target(article: ReportArticle, place: Place) -> dict[str, Any]:
    text, start, end = article.text, place.start, place.end
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    quoted = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _CONTEXT_CHARS) : start],
        "suffix": text[end : end + _CONTEXT_CHARS],
    }
    if not is_web(article.url):
        source = {"id": article_urn(article.id), "type": "Text", "format": "text/plain", "language": article.language}
        return {"type": "SpecificResource", "source": source, "selector": [position, quoted]}
    selectors: list[dict[str, Any]] = [position, quoted]
    directive = text_directive(text, start, end)
    if directive:
        selectors.append({"type": "FragmentSelector", "conformsTo": _FRAGMENTS, "value": directive})
    return {
        "type": "SpecificResource",
        "source": article.url,
        "state": {"type": "TimeState", "cached": article_urn(article.id)},
        "selector": selectors,
    }


def _annotation(citation: Citation, article: ReportArticle, told: str) -> dict[str, Any]:
    spots = [f"{p.start}-{p.end}" for p in citation.places]
    tags = [str(citation.cited_for), *([f"point:{citation.point}"] if citation.point else [])]
    return {
        "id": urn("annotation", told, citation.cited_for, citation.id, citation.statement, article.id, *spots),
        "type": "Annotation",
        "motivation": _MOTIVATION.get(citation.cited_for, "describing"),
        "body": [
            {"type": "TextualBody", "value": citation.statement, "format": "text/plain", "purpose": "describing"},
            *({"type": "TextualBody", "value": tag, "format": "text/plain", "purpose": "tagging"} for tag in tags),
        ],
        "target": [_target(article, place) for place in citation.places],
    }


def _annotations(report: Report, told: str) -> Iterator[dict[str, Any]]:
    by_id = Reports(report).by_id
    seen: set[str] = set()
    for citation in citations(report):
        made = _annotation(citation, by_id[citation.article], told)
        if made["id"] not in seen:
            seen.add(made["id"])
            yield made


def to_annotations(report: Report) -> str:
    """A report's citations as one collection with one page of annotations, in JSON-LD.

    Args:
        report: The report.

    Returns:
        JSON. Bodies say what the words are cited for and carry tags: the kind of the citation and `point:ID`.
    """
    told = report_urn(report)
    collection = urn("collection", told)
    items = list(_annotations(report, told))
    page = {
        "id": urn("page", told, "0"),
        "type": "AnnotationPage",
        "partOf": collection,
        "startIndex": 0,
        "items": items,
    }
    return written(
        {
            "@context": CONTEXT,
            "id": collection,
            "type": "AnnotationCollection",
            "label": "Citations of a comparison of reports",
            "total": len(items),
            **({"first": page} if items else {}),
        }
    )
