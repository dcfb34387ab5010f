"""The matrix: points in groups, a cell for each report, and the words behind each cell."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from variorum.data.languages import language_name
from variorum.exports.excerpts import Piece, pieces
from variorum.exports.explain import Explainer, Shared, reason_of
from variorum.exports.page.anchors import Anchors, Ref
from variorum.exports.page.checks import news_value, stating
from variorum.exports.page.naming import Bit, Named, Naming, Statement, count, one_line
from variorum.records.report import Place, Report, ReportClaim, ReportPoint, ReportVariant

KIND_WORDS = {
    "number": "number",
    "date": "date",
    "polarity": "yes or no",
    "certainty": "how surely",
    "scope": "how far",
    "actor": "who",
    "object": "to what, by what",
    "detail": "detail",
    "attribution": "on whose word",
    "label": "what it is called",
    "quote_wording": "wording of a quotation",
}
CAN_CONFLICT = ("number", "date", "polarity")
RELATION_WORDS = {"conflict": "both cannot hold", "update": "a later state", "compatible": ""}


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """One report's words on a point.

    Attributes:
        refs: Its stretches, the first one first.
        pieces: The words, what differs marked.
        word_of: On whose word, nearest first, "" for the outlet's own voice.
        certainty: How surely, "" where it is plainly stated.
        denied: Whether the report says that it is not so.
    """

    refs: tuple[Ref, ...]
    pieces: tuple[Piece, ...]
    word_of: str
    certainty: str
    denied: bool


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One report's side of an opened point.

    Attributes:
        named: The report.
        sayings: Its words.
        near: Whether the words only stand near and do not settle it.
        same: Further reports of the same origin with the very same words.
    """

    named: Named
    sayings: tuple[Saying, ...]
    near: bool = False
    same: tuple[Named, ...] = ()


class Bracket(msgspec.Struct, frozen=True, kw_only=True):
    """Reports of one origin side by side; `label` is empty for a report that stands alone."""

    label: str
    columns: tuple[Column, ...]


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of a report in another language beside a point, as it stands; `near` if it does not settle it."""

    named: Named
    ref: Ref
    text: str
    near: bool


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """How a report stands to a point; `opens` if it has words.

    `mark` is "states", "differs", "unclear", "silent", or "untranslated" for a report in another language that has a
    sentence that is taken to say the same.
    """

    named: Named
    mark: str
    opens: bool


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A difference as the opened point tells it; `why` says by what rule, `corrected` what an editor changed."""

    kind: str
    relation: str
    note: tuple[Bit, ...]
    why: str = ""
    corrected: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One point.

    Attributes:
        n: Its number on the page, from 1.
        id: The point's id.
        statement: What it says.
        tags: What an editor should know before opening it.
        cells: One for each report.
        brackets: The words, by origin.
        beside: Sentences of reports in other languages, those taken to say the same first.
        silent: Reports without it.
        support: How many reports and origins, and on whose word.
        joined: Why claims were joined to the point, and those of which reports.
        differences: What differs.
        corrected: What an editor changed in the point, "" where nothing.
    """

    n: int
    id: str
    statement: Statement
    tags: tuple[str, ...]
    cells: tuple[Cell, ...]
    brackets: tuple[Bracket, ...]
    beside: tuple[Beside, ...]
    silent: tuple[Named, ...]
    support: str
    joined: tuple[tuple[str, tuple[Named, ...]], ...]
    differences: tuple[Difference, ...]
    corrected: str = ""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Points that equally many reports make; `key` is "all", "most", "two" or "one"."""

    key: str
    name: str
    rows: tuple[Row, ...]


def statement_of(point: ReportPoint, naming: Naming) -> Statement:
    """A point's statement, and whose words it is."""
    return naming.statement(point.text, dict.fromkeys(c.article for c in point.claims))


def _saying(claim: ReportClaim, marks: Sequence[tuple[int, int]], anchors: Anchors) -> Saying | None:
    article = anchors.article(claim.article)
    if article is None:
        return None
    refs = [anchors.ref(claim.article, s.start, s.end) for s in claim.spans]
    found = tuple(r for r in refs if r is not None)
    if not found:
        return None
    return Saying(
        refs=found,
        pieces=pieces(article, claim.spans, marks),
        word_of=", as told by ".join(one_line(s.name) for s in claim.attribution),
        certainty="" if claim.certainty == "stated" else claim.certainty,
        denied=claim.polarity == "denied",
    )


def _columns(
    point: ReportPoint, variants: Sequence[ReportVariant], anchors: Anchors, naming: Naming
) -> dict[str, Column]:
    marks: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for variant in variants:
        for m in variant.marks:
            marks[m.article].append((m.start, m.end))
    out: dict[str, Column] = {}
    for key, mark in point.coverage.items():
        if not naming.knows(key) or naming.of(key).untranslated:
            continue
        sayings = [_saying(c, marks[key], anchors) for c in point.claims if c.article == key]
        found = tuple(s for s in sayings if s is not None)
        if mark == "unclear":
            article = anchors.article(key)
            passages = [
                (ref, pieces(article, (Place(m.start, m.end),)))
                for m in point.near
                if m.article == key and article is not None
                for ref in (anchors.ref(key, m.start, m.end),)
                if ref is not None
            ]
            found += tuple(
                Saying(refs=(ref,), pieces=said, word_of="", certainty="", denied=False) for ref, said in passages
            )
        if found:
            out[key] = Column(named=naming.of(key), sayings=found, near=mark == "unclear")
    return out


def _beside(point: ReportPoint, anchors: Anchors, naming: Naming) -> tuple[Beside, ...]:
    same = {(c.article, c.start, c.end) for c in point.untranslated}
    out = []
    for c in point.near:
        article, ref = anchors.article(c.article), None
        if article is not None and article.untranslated:
            ref = anchors.ref(c.article, c.start, c.end)
        if article is None or ref is None:
            continue
        text = one_line(article.text[c.start : c.end])
        near = (c.article, c.start, c.end) not in same
        out.append(Beside(named=naming.of(c.article), ref=ref, text=text, near=near))
    return tuple(sorted(out, key=lambda b: b.near))


def _told_once(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of one origin, those with the very same words as one."""
    first: dict[tuple[bool, tuple[str, ...]], Column] = {}
    for column in columns:
        said = tuple("".join(p.text for p in s.pieces) for s in column.sayings)
        known = first.get((column.near, said))
        if known is None:
            first[column.near, said] = column
        else:
            first[column.near, said] = msgspec.structs.replace(known, same=(*known.same, column.named))
    return tuple(first.values())


def _brackets(columns: Mapping[str, Column], report: Report) -> tuple[Bracket, ...]:
    out: list[Bracket] = []
    done: set[str] = set()
    for key in columns:
        if key in done:
            continue
        origin = next((o for o in report.origins if key in o.articles), None)
        members = [k for k in columns if origin is not None and k in origin.articles] or [key]
        done.update(members)
        label = ""
        if len(members) > 1 and origin is not None:
            label = f"one reporting: {origin.name}" if origin.name else "one reporting"
        out.append(Bracket(label=label, columns=_told_once([columns[k] for k in members])))
    return tuple(out)


def _sisters(point: ReportPoint, report: Report) -> str:
    """Which of the reports that state a point are titles of one owner: "2 titles of Strait Media"; "" where none."""
    if point.independent_owners is None or point.independent_owners >= point.independent_origins:
        return ""
    states = stating(point)
    owners = Counter(a.owner for a in report.articles if a.owner and a.id in states)
    return ", ".join(f"{n} titles of {one_line(owner)}" for owner, n in sorted(owners.items()) if n > 1)


def _support(point: ReportPoint, report: Report) -> str:
    said = len(stating(point))
    beside = len(report.compared) < len(report.articles)
    tongue = f"{language_name(report.compared[0].language)} " if beside and report.compared else ""
    text = f"{said} of {count(len(report.compared), f'{tongue}report')}"
    if said > 1:
        text += f", {count(point.independent_origins, 'origin')}"
        if sisters := _sisters(point, report):
            text += f" ({sisters})"
    if point.rests_on:
        text += f", on the word of {one_line(point.rests_on)}"
    if same := dict.fromkeys(c.article for c in point.untranslated):
        letters = " ".join(a.siglum for a in report.articles if a.id in same)
        text += f"; also reported, not translated and not counted, by {letters}"
    return text


def _tags(point: ReportPoint, variants: Sequence[ReportVariant]) -> tuple[str, ...]:
    out = [
        f"{'conflict' if v.relation == 'conflict' else 'later state'}: {KIND_WORDS.get(v.kind, v.kind)}"
        for v in variants
        if v.relation in {"conflict", "update"}
    ]
    said = len(stating(point))
    if said > 1 and point.independent_origins == 1:
        out.append("one origin")
    if said > 1 and point.rests_on:
        out.append(f"all on the word of {one_line(point.rests_on)}")
    if point.corrected or any(v.corrected for v in variants):
        out.append("corrected")
    return tuple(dict.fromkeys(out))


def _row(
    n: int,
    point: ReportPoint,
    variants: Sequence[ReportVariant],
    report: Report,
    anchors: Anchors,
    naming: Naming,
    explainer: Explainer,
) -> Row:
    departing = {key for v in variants for key in v.claims}
    differs = {c.article for c in point.claims if c.id in departing}
    columns = _columns(point, variants, anchors, naming)
    beside = _beside(point, anchors, naming)
    mark_of = {b.named: "unclear" if b.near else "untranslated" for b in beside}
    cells: list[Cell] = []
    for named, article in zip(naming.all, report.articles, strict=True):
        mark = point.coverage.get(article.id, "silent")
        if mark == "states" and article.id in differs:
            mark = "differs"
        mark = mark_of.get(named, mark)
        cells.append(Cell(named=named, mark=mark, opens=article.id in columns or named in mark_of))
    event = next((e.articles for e in report.events if point.claims and point.claims[0].article in e.articles), None)
    others = naming.all if event is None else tuple(naming.of(key) for key in event)
    joined: dict[str, list[Named]] = {}
    shared = explainer.shared(point)
    for claim in point.claims:
        if claim.why and naming.knows(claim.article):
            reason = reason_of(claim.why, shared.get(claim.id, Shared()))
            joined.setdefault(reason, []).append(naming.of(claim.article))
    whys = [explainer.variant(v, point) for v in variants]
    return Row(
        n=n,
        id=point.id,
        statement=statement_of(point, naming),
        tags=_tags(point, variants),
        cells=tuple(cells),
        brackets=_brackets(columns, report),
        beside=beside,
        # Of a report of another event it is no news that it lacks the point.
        silent=tuple(c.named for c in cells if c.mark == "silent" and c.named in others),
        support=_support(point, report),
        joined=tuple((why, tuple(dict.fromkeys(who))) for why, who in joined.items()),
        differences=tuple(
            Difference(
                kind=KIND_WORDS.get(v.kind, v.kind),
                relation=RELATION_WORDS.get(v.relation, v.relation),
                note=naming.bits(v.note),
                # That other kinds are never conflicts goes without saying in every line.
                why=" ".join(
                    (w.rule, *([w.why_relation] if v.kind in CAN_CONFLICT else []), f"Severity {w.severity_rule}")
                ),
                corrected=one_line(v.corrected),
            )
            for v, w in zip(variants, whys, strict=True)
        ),
        corrected=one_line(point.corrected),
    )


def _group_of(said: int, articles: int) -> str:
    if articles == 1 or (said >= articles > 1):
        return "all"
    return {2: "two", 1: "one", 0: "one"}.get(said, "most")


def group_names(report: Report) -> dict[str, str]:
    """What each group of points is called; where some are in other languages, it is told of which reports."""
    articles = len(report.compared)
    if articles < len(report.articles):
        tongue = language_name(report.compared[0].language) if report.compared else ""
        return {
            "all": (f"In the {tongue} report", f"Both {tongue} reports")[articles - 1]
            if articles <= 2
            else f"All {articles} {tongue} reports",
            "most": f"Most {tongue} reports" if articles <= 5 else f"Three or more {tongue} reports",
            "two": f"Two {tongue} reports",
            "one": f"One {tongue} report only",
        }
    return {
        "all": "In this report" if articles == 1 else "Both reports" if articles == 2 else f"All {articles} reports",
        "most": "Most" if articles <= 5 else "Three or more",
        "two": "Two reports",
        "one": "One report only",
    }


def _ordered(report: Report) -> dict[str, list[ReportPoint]]:
    """The points by group, each group in the order of the page."""
    value = news_value(report)
    clashing = {v.point for v in report.variants if v.relation == "conflict"}
    parted: dict[str, list[ReportPoint]] = defaultdict(list)
    for point in report.points:
        parted[_group_of(len(stating(point)), len(report.compared))].append(point)
    return {
        key: sorted(parted[key], key=lambda p: (-len(stating(p)), p.id not in clashing, -value[p.id], p.id))
        for key in group_names(report)
    }


def numbers_of(report: Report) -> dict[str, int]:
    """Each point's number on the page, from 1, by its id."""
    keys = [p.id for points in _ordered(report).values() for p in points]
    return {key: n for n, key in enumerate(keys, 1)}


def groups(report: Report, anchors: Anchors, naming: Naming) -> tuple[Group, ...]:
    """The points in groups, numbered from 1 in the order in which the page shows them.

    Within a group, points that more reports state come first, then those with a conflict, then those of more
    news value.

    Args:
        report: The report.
        anchors: Takes note of what is cited.
        naming: The reports' names.

    Returns:
        Groups that hold points: all, most, two, one only.
    """
    variants: dict[str, list[ReportVariant]] = defaultdict(list)
    for v in sorted(report.variants, key=lambda v: (v.relation != "conflict", -v.severity, v.id)):
        variants[v.point].append(v)
    ordered, explainer = _ordered(report), Explainer(report)
    out: list[Group] = []
    n = 0
    for key, name in group_names(report).items():
        rows = []
        for point in ordered[key]:
            n += 1
            rows.append(_row(n, point, variants[point.id], report, anchors, naming, explainer))
        if rows:
            out.append(Group(key=key, name=name, rows=tuple(rows)))
    return tuple(out)
