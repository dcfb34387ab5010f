"""The rules by which a difference is of its kind and relation, in plain sentences, and the values compared."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from variorum.exports.page.naming import one_line
from variorum.exports.page.times import plain_time
from variorum.records.report import Report, ReportArticle, ReportClaim, ReportQuantity, ReportVariant
from variorum.records.story import VariantRelation
from variorum.steps.compare import CONFLICT_DAYS
from variorum.steps.compare.severity import BASE, CONFLICT, UPDATE

KIND_RULE = {
    "number": "The reports count or measure the same thing in the same unit and give other figures.",
    "date": "The reports time the same thing, and their times are not the same.",
    "polarity": "One side denies what the other says in the same words, or uses the word that means its opposite.",
    "certainty": "The words that make a statement less than sure (plans, hopes, hearsay, may, could) are not the same.",
    "scope": "Words that say how far it reaches (all, some, in detail, in principle) stand on one side only.",
    "actor": "The same act is given to another doer, or to one alone here and to several together there.",
    "object": "The same act has another thing as its object, or another means.",
    "detail": "Names, times, figures or a stretch of words stand on one side only.",
    "attribution": "The statement rests on another's word on each side: the outlet's own voice, or a source.",
    "label": "The same person or thing is called by other words.",
    "quote_wording": "One speaker's one utterance is quoted in different words.",
}
"""Why a difference is of its kind."""

_NEVER = "Only numbers, dates, and yes against no can be conflicts; here both sides can hold."


def _range(q: ReportQuantity) -> str:
    def figure(x: float) -> str:
        return f"{x:g}" if abs(x) < 1e6 else f"{x:,.0f}"

    unit = " people" if q.unit == "person" else f" {q.unit}" if q.unit else ""
    if q.low is not None and q.high is not None:
        return (figure(q.low) if q.low == q.high else f"{figure(q.low)} to {figure(q.high)}") + unit
    if q.low is not None:
        return f"{figure(q.low)} or more{unit}"
    return f"{figure(q.high)} or fewer{unit}" if q.high is not None else "no figure"


def _marked(q: ReportQuantity, article: str, variant: ReportVariant) -> bool:
    return any(m.article == article and m.start < q.end and q.start < m.end for m in variant.marks)


def quantities(claims: Iterable[ReportClaim], variant: ReportVariant) -> list[tuple[ReportClaim, ReportQuantity]]:
    """The numbers of these claims that the difference marks."""
    return [(c, q) for c in claims for q in c.quantities if _marked(q, c.article, variant)]


def _times(claims: Iterable[ReportClaim], variant: ReportVariant, report: Report) -> dict[str, list[str]]:
    keys = {c.article for c in claims}
    out: dict[str, list[str]] = {}
    for t in report.times:
        if t.article in keys and any(
            m.article == t.article and m.start < t.end and t.start < m.end for m in variant.marks
        ):
            out.setdefault(t.article, []).append(plain_time(t.value))
    return out


def values_of(
    claims: Sequence[ReportClaim], variant: ReportVariant, report: Report, texts: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """What was compared on one side, by article id: marked words, and how they were read.

    Args:
        claims: The side's claims.
        variant: The difference.
        report: The report.
        texts: Article texts by id.

    Returns:
        Plain phrases; the words of a report stand in quotation marks. An article without any is left out.
    """
    out: dict[str, list[str]] = {}
    for c in claims:
        out.setdefault(c.article, [])
    for m in variant.marks:
        if m.article in out:
            words = one_line(texts.get(m.article, "")[m.start : m.end]).strip("“”\"' ")
            out[m.article].append(f"“{words}”")
    if variant.kind == "number":
        for c, q in quantities(claims, variant):
            out[c.article].append(f"read as {_range(q)}" + (", about" if q.about else ""))
    elif variant.kind == "date":
        for key, times in _times(claims, variant, report).items():
            out[key] += [f"read as {t}" for t in times]
    elif variant.kind == "polarity":
        for c in claims:
            out[c.article].append(c.polarity)
    elif variant.kind == "certainty":
        for c in claims:
            if c.certainty != "stated" or not out[c.article]:
                out[c.article].append(c.certainty)
    elif variant.kind == "attribution":
        for c in claims:
            names = ", as told by ".join(one_line(s.name) for s in c.attribution)
            out[c.article].append(f"on the word of {names}" if names else "the outlet’s own voice")
    return {key: tuple(dict.fromkeys(rows)) for key, rows in out.items() if rows}


def _days(articles: Iterable[ReportArticle]) -> list[int]:
    out = []
    for a in articles:
        try:
            out.append(date.fromisoformat((a.published or "")[:10]).toordinal())
        except ValueError:
            continue
    return out


def _one_origin(aside: Sequence[ReportClaim], against: Sequence[ReportClaim]) -> bool:
    return bool({c.origin for c in aside} & {c.origin for c in against})


def _meet(a: ReportQuantity, b: ReportQuantity) -> bool:
    low = max(x for x in (a.low, b.low, float("-inf")) if x is not None)
    high = min(x for x in (a.high, b.high, float("inf")) if x is not None)
    return low <= high


def relation_rule(
    variant: ReportVariant, aside: Sequence[ReportClaim], against: Sequence[ReportClaim], report: Report
) -> str:
    """Why the difference is, or is not, a conflict: one or two plain sentences.

    Args:
        variant: The difference.
        aside: Claims of the side that departs.
        against: Claims of the other side.
        report: The report.
    """
    kind = variant.kind
    if variant.corrected:
        return "An editor gave it this label; the rules had found another."
    if variant.relation == "conflict":
        return {
            "number": "No value fits both sides, neither figure is a bound or a rounding of the other, the words "
            "around them are of one thing, and the reports are of the same days: both cannot hold of the same moment.",
            "date": "The times do not overlap, lie further apart than time zones explain, and hang on the same words: "
            "both cannot hold.",
            "polarity": "Yes and no to the same words, in reports of the same days: both cannot hold of one moment.",
        }.get(kind, "Both cannot hold of the same moment.")
    if variant.relation == "update":
        if kind == "number":
            return "Counts of this sort (dead, hurt, missing) grow as reports come in: a later state, no conflict."
        return "The reports were published at different times, so one may tell a later state: no conflict."
    if kind not in {"number", "date", "polarity"}:
        return _NEVER
    mine = {c.article for c in (*aside, *against)}
    days = _days(a for a in report.articles if a.id in mine)
    if _one_origin(aside, against):
        return "Both sides come from one origin, so it is one count told twice and no conflict."
    if kind == "number":
        left, right = quantities(aside, variant), quantities(against, variant)
        if any(x.unit == y.unit and _meet(x, y) for _, x in left for _, y in right):
            return "Some value fits both (a bound, a range, one figure with and without a qualifier): both can hold."
    if days and max(days) - min(days) > CONFLICT_DAYS:
        return f"The reports stand more than {CONFLICT_DAYS} days apart and may tell of two states: no conflict."
    return {
        "number": "One figure may be the other, rounded or in another unit, or nothing shows that they are of one "
        "moment: both can hold.",
        "date": "The times lie within what time zones, rounding or a coarser grain explain, or nothing shows that they "
        "are of one moment: both can hold.",
        "polarity": "The opposite words may be of two things or moments: both can hold.",
    }[kind]


def severity_rule(
    variant: ReportVariant, aside: Sequence[ReportClaim], against: Sequence[ReportClaim], reports: int
) -> str:
    """Where the severity comes from: base, and what raised or lowered it.

    Args:
        variant: The difference.
        aside: Claims of the side that departs.
        against: Claims of the other side.
        reports: Reports that state the point.
    """
    origins = len({c.origin for c in (*aside, *against)})
    bases: dict[str, float] = {kind.value: base for kind, base in BASE.items()}
    if variant.relation == VariantRelation.CONFLICT:
        base, what = CONFLICT, "a conflict"
    elif variant.relation == VariantRelation.UPDATE:
        base, what = UPDATE, "a later state"
    else:
        base = bases.get(variant.kind, variant.severity)
        what = f"a difference of kind {one_line(variant.kind).replace('_', ' ')} that both can hold"
    text = f"{variant.severity:.2f}: {base:.2f} for {what}"
    gap = round(variant.severity - base, 2)
    if gap > 0:
        text += (
            f", raised by {gap:.2f} for {origins} origin{'s' if origins != 1 else ''} on its sides "
            f"and {reports} reports on the point"
        )
    elif gap < 0:
        text += f", lowered by {-gap:.2f} because the words show it less plainly or few stand on its sides"
    return text + "."
