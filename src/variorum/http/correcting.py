"""From what an editor chose on the page to a correction in the words of the reports."""

from collections.abc import Mapping, Sequence
from typing import Any

from variorum.records.report import Report, ReportClaim, ReportPoint

_MOST_WORDS = 25
Chosen = tuple[str, dict[str, Any]]


def _passage(report: Report, claim: ReportClaim) -> dict[str, str]:
    """The words by which a claim is found again: the beginning of its first span, in its report."""
    article = next(a for a in report.articles if a.id == claim.article)
    words = article.text[claim.spans[0].start : claim.spans[0].end]
    return {"source": article.outlet or article.source, "words": " ".join(words.split()[:_MOST_WORDS])}


def correction_of(
    report: Report, point: ReportPoint, *, what: str, claims: Sequence[str], given: Mapping[str, str]
) -> Chosen | None:
    """A correction of what was chosen.

    Args:
        report: The report that the page shows.
        point: The point that is corrected.
        what: "split", "reject-claim", "reject-point", "join", "reword", "reject-variant:ID" or "relabel-variant:ID".
        claims: Ids of the claims that were chosen.
        given: The form's other fields: `other`, the point to join with; `text`, the new statement; `kind-ID` and
            `relation-ID` of a difference.

    Returns:
        The operation and its fields but for reason and name; None where nothing was chosen that makes one.
    """
    here = {c.id: c for c in point.claims}
    chosen = [here[k] for k in claims if k in here]
    rest = [c for c in point.claims if c not in chosen]

    def words(of: Sequence[ReportClaim]) -> list[dict[str, str]]:
        return [_passage(report, c) for c in of]

    if what == "reject-point":
        return "reject", {"point": words(point.claims[:1])}
    if what == "reject-claim" and len(chosen) == 1:
        return "reject", {"claim": words(chosen)[0], "point": words(rest[:1])}
    if what == "split" and chosen and rest:
        return "split", {"apart": words(chosen), "from": words(rest)}
    if what == "join":
        other = next((p for p in report.points if p.id == given.get("other") and p.id != point.id), None)
        return ("join", {"claims": words([point.claims[0], other.claims[0]])}) if other else None
    if what == "reword" and given.get("text"):
        return "relabel", {"point": words(point.claims[:1]), "text": given["text"]}
    action, _, key = what.partition(":")
    variant = next((v for v in report.variants if v.id == key and v.point == point.id), None)
    if variant is None:
        return None
    sides = [here[k] for k in (*variant.claims[:1], *variant.against[:1]) if k in here]
    found: dict[str, Any] = {"variant": variant.kind, "claims": words(sides)}
    if action == "reject-variant":
        return "reject", found
    changed = {
        field: value
        for field in ("kind", "relation")
        if (value := given.get(f"{field}-{key}", "")) and value != getattr(variant, field)
    }
    return ("relabel", found | changed) if action == "relabel-variant" and changed else None
