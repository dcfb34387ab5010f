"""Why claims stand together, why a report is unclear or silent, and why a difference was called what it is.

All of it is read from the report alone. In the sentences reports stand as "{article id}"; `exports.explain_text` puts
their letters there.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from variorum.errors import InputError
from variorum.exports.explain_rules import KIND_RULE, relation_rule, severity_rule, values_of
from variorum.exports.page.naming import one_line
from variorum.exports.page.times import plain_time
from variorum.records.place import Cite
from variorum.records.report import Report, ReportClaim, ReportPoint, ReportQuantity, ReportVariant

JOIN_RULE = (
    "Claims of different reports are joined where a judge, learnt from readers’ joins, holds them for the same "
    "statement: it weighs rare words, names, numbers, times, who did what, and what stands around them. Likeness of "
    "meaning alone only proposes. A number, a date or a “not” that differs does not part claims: it is a difference."
)
SILENT_RULE = "the search compared all their statements with the point’s and found none near enough even for unclear"


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """What a claim has in common with the wording that stands for the point."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    other_numbers: tuple[str, ...] = ()
    times: tuple[str, ...] = ()


class ClaimReason(msgspec.Struct, frozen=True, kw_only=True):
    """Why one claim stands in the point.

    Attributes:
        claim: The claim's id.
        article: Its article's id.
        words: The report's words, gaps shown as " … ".
        lead: Whether its wording stands for the point, so that the others were held against it.
        why: What the alignment noted when it joined the claim; "" for the lead.
        shared: Names, numbers and times that it has in common with the lead.
        on_the_word_of: Sources, nearest first; empty for the outlet's own voice.
        polarity: Affirmed or denied.
        certainty: How surely.
        origin: Id of the origin that it comes from.
        cites: Where the words stand.
    """

    claim: str
    article: str
    words: str
    lead: bool
    why: str
    shared: Shared
    on_the_word_of: tuple[str, ...]
    polarity: str
    certainty: str
    origin: str
    cites: tuple[Cite, ...]


class NearPassage(msgspec.Struct, frozen=True, kw_only=True):
    """The passage behind an *unclear* mark: near the point, yet not judged to say it.

    With `untranslated` it is a sentence in another language that is taken to say the same.
    """

    article: str
    words: str
    cite: Cite
    untranslated: bool = False


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a difference: what was compared, by article id."""

    values: dict[str, tuple[str, ...]]


class VariantReason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a difference was called what it is.

    Attributes:
        variant: Its id.
        kind: In what respect.
        relation: Whether both sides can hold.
        note: The report's sentence.
        rule: Why it is of its kind.
        why_relation: Why it is, or is not, a conflict.
        aside: The side that departs.
        against: The other side.
        severity: 0 to 1.
        severity_rule: Where that comes from.
        corrected: What an editor changed, "" where nothing.
    """

    variant: str
    kind: str
    relation: str
    note: str
    rule: str
    why_relation: str
    aside: Side
    against: Side
    severity: float
    severity_rule: str
    corrected: str = ""


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Why a point is as it is.

    Attributes:
        point: The point's id.
        text: Its statement.
        kind: What sort of thing it says.
        rule: How claims are joined, in general.
        claims: Why each claim stands in it, the lead first.
        origins: One sentence: how many origins, and on whose word.
        near: The passages behind *unclear*.
        silent: Ids of the articles that are silent.
        silent_rule: What *silent* rests on, "" where none is.
        variants: Its differences, the gravest first.
        corrected: What an editor changed, "" where nothing.
    """

    point: str
    text: str
    kind: str
    rule: str
    claims: tuple[ClaimReason, ...]
    origins: str
    near: tuple[NearPassage, ...]
    silent: tuple[str, ...]
    silent_rule: str
    variants: tuple[VariantReason, ...]
    corrected: str = ""


def reason_of(why: str, shared: Shared) -> str:
    """Why a claim was joined: what it shares with the lead, then what the alignment noted."""
    parts = [
        f"same name{'s' if len(shared.names) > 1 else ''}: {', '.join(shared.names)}" if shared.names else "",
        f"same number: {', '.join(shared.numbers)}" if shared.numbers else "",
        f"another number: {', '.join(shared.other_numbers)}" if shared.other_numbers else "",
        f"same time: {', '.join(shared.times)}" if shared.times else "",
    ]
    noted = [p for p in one_line(why).split("; ") if p and p not in {"same figure", "another figure", "same time"}]
    return "; ".join([*(p for p in parts if p), *noted]) or "alike in meaning"


def claim_reason(reason: ClaimReason) -> str:
    """Why a claim stands in the point, as one line of ours without its report."""
    if reason.lead:
        return "its wording stands for the point; the others were held against it"
    return reason_of(reason.why, reason.shared)


class _Names:
    """Names of entities by the words of claims."""

    def __init__(self, report: Report) -> None:
        self._at: dict[str, list[tuple[int, int, str]]] = {}
        for entity in report.entities:
            for m in entity.mentions:
                self._at.setdefault(m.article, []).append((m.start, m.end, entity.name))

    def within(self, claim: ReportClaim) -> set[str]:
        return {
            name
            for start, end, name in self._at.get(claim.article, ())
            if any(s.start <= start and end <= s.end for s in claim.spans)
        }


def _words(claim: ReportClaim, texts: Mapping[str, str]) -> str:
    return " … ".join(one_line(texts.get(claim.article, "")[s.start : s.end]) for s in claim.spans)


def _lead(point: ReportPoint) -> ReportClaim:
    """The claim that the others were joined to: the one whose wording stands for the point."""
    return min(point.claims, key=lambda c: (bool(c.why), c.text != point.text))


def _bounds(q: ReportQuantity) -> tuple[float | None, float | None, str]:
    return q.low, q.high, q.unit


def _shared(claim: ReportClaim, lead: ReportClaim, names: _Names, texts: Mapping[str, str]) -> Shared:
    def said(c: ReportClaim, rows: Iterable[ReportQuantity]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one_line(texts.get(c.article, "")[q.start : q.end]) for q in rows))

    theirs = {_bounds(q) for q in lead.quantities}
    same = [q for q in claim.quantities if _bounds(q) in theirs]
    units = {q.unit for q in lead.quantities} - {q.unit for q in same}
    return Shared(
        names=tuple(sorted(names.within(claim) & names.within(lead))),
        numbers=said(claim, same),
        other_numbers=said(claim, (q for q in claim.quantities if q.unit in units)),
        times=tuple(plain_time(t) for t in dict.fromkeys(claim.times) if t in lead.times),
    )


def _origins(point: ReportPoint, report: Report) -> str:
    states = [key for key, mark in point.coverage.items() if mark == "states"]
    n = point.independent_origins
    text = f"{len(states)} of {len(report.compared)} reports state it, from {n} origin{'' if n == 1 else 's'}"
    shared = [
        ", ".join(f"{{{key}}}" for key in o.articles if key in states) + f" ({one_line(o.reason) or 'one reporting'})"
        for o in report.origins
        if sum(key in states for key in o.articles) > 1
    ]
    if shared:
        text += "; one origin: " + "; ".join(shared)
    if point.rests_on:
        text += f"; all on the word of {one_line(point.rests_on)}"
    return text + "."


def _variant(variant: ReportVariant, point: ReportPoint, report: Report, texts: Mapping[str, str]) -> VariantReason:
    claims = {c.id: c for c in point.claims}

    def side(ids: Sequence[str]) -> list[ReportClaim]:
        return [claims[key] for key in ids if key in claims]

    aside, against = side(variant.claims), side(variant.against)
    states = sum(mark == "states" for mark in point.coverage.values())
    return VariantReason(
        variant=variant.id,
        kind=variant.kind,
        relation=variant.relation,
        note=variant.note,
        rule=KIND_RULE.get(variant.kind, ""),
        why_relation=relation_rule(variant, aside, against, report),
        aside=Side(values=values_of(aside, variant, report, texts)),
        against=Side(values=values_of(against, variant, report, texts)),
        severity=variant.severity,
        severity_rule=severity_rule(variant, aside, against, states),
        corrected=variant.corrected,
    )


def explain_point(report: Report, point_id: str) -> Explanation:
    """Why a point is as it is, from the report alone.

    Args:
        report: The report.
        point_id: The point's id.

    Returns:
        The explanation.

    Raises:
        InputError: If the report has no such point.
    """
    point = next((p for p in report.points if p.id == point_id), None)
    if point is None:
        raise InputError(f"the report has no point {point_id!r}")
    return Explainer(report).explain(point)


class Explainer:
    """Explains the points of one report; what all of them need is made once."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._texts = {a.id: a.text for a in report.articles}
        self._names = _Names(report)
        self._variants: dict[str, list[ReportVariant]] = {}
        for v in sorted(report.variants, key=lambda v: (v.relation != "conflict", -v.severity, v.id)):
            self._variants.setdefault(v.point, []).append(v)

    def shared(self, point: ReportPoint) -> dict[str, Shared]:
        """What each claim has in common with the point's lead, by claim id; the lead left out."""
        if not point.claims:
            return {}
        lead = _lead(point)
        return {c.id: _shared(c, lead, self._names, self._texts) for c in point.claims if c.id != lead.id}

    def variant(self, variant: ReportVariant, point: ReportPoint) -> VariantReason:
        """Why a difference of this point was called what it is."""
        return _variant(variant, point, self._report, self._texts)

    def explain(self, point: ReportPoint) -> Explanation:
        """Why this point of the report is as it is."""
        shared = self.shared(point)
        lead = _lead(point) if point.claims else None
        rows = sorted(point.claims, key=lambda c: c is not lead)
        silent = tuple(key for key, mark in point.coverage.items() if mark == "silent")
        return Explanation(
            point=point.id,
            text=point.text,
            kind=point.kind,
            rule=JOIN_RULE,
            claims=tuple(
                ClaimReason(
                    claim=c.id,
                    article=c.article,
                    words=_words(c, self._texts),
                    lead=c is lead,
                    why=one_line(c.why),
                    shared=shared.get(c.id, Shared()),
                    on_the_word_of=tuple(one_line(s.name) for s in c.attribution),
                    polarity=c.polarity,
                    certainty=c.certainty,
                    origin=c.origin,
                    cites=tuple(Cite(article=c.article, start=s.start, end=s.end) for s in c.spans),
                )
                for c in rows
            ),
            origins=_origins(point, self._report),
            near=tuple(
                NearPassage(
                    article=m.article,
                    words=one_line(self._texts.get(m.article, "")[m.start : m.end]),
                    cite=m,
                    untranslated=m in point.untranslated,
                )
                for m in point.near
            ),
            silent=silent,
            silent_rule=SILENT_RULE if silent else "",
            variants=tuple(self.variant(v, point) for v in self._variants.get(point.id, ())),
            corrected=point.corrected,
        )
