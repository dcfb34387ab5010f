"""What an editor must see first."""

from collections import defaultdict
from collections.abc import Callable, Iterator

import msgspec

from variorum.data.languages import language_name
from variorum.exports.page.naming import count
from variorum.records.place import Cite
from variorum.records.report import Report, ReportPoint, ReportVariant

MOST = 5
# What these say is what somebody said: that they rest on that one's word goes without saying.
_OWN_WORDS = {"statement", "position"}
# A statement that begins so cannot be read alone.
_LEANS = {"he", "she", "it", "they", "i", "we", "there", "which", "who"}
_POINTS_BACK = {"this", "that", "these", "those", "however"}
_OPENING_WORDS = 3
# A country or a town is where a story happens as often as whom it is about.
_ACTING = {"person", "organisation", "agreement", "framework"}
# Of five, three conflicts leave room for each of the two gravest other kinds.
_CONFLICTS = 3
_EDGES = '“”"‘’\',.;:'
# More letters than these are told as a number.
_LETTERS = 6
_READABLE_WORDS = range(5, 31)
_HEDGES = ("certainty", "scope")
# News value of what a point is; a label or a piece of background is seldom what an editor lacks.
_KIND_WEIGHT = {
    "event": 3.0,
    "agreement": 3.0,
    "commitment": 3.0,
    "position": 2.0,
    "statement": 2.0,
    "background": 1.0,
    "label": 0.0,
}


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to check.

    Attributes:
        kind: "conflict", "one source", "hedge" or "only one".
        text: One plain sentence; reports stand in it as "{article id}".
        statement: The point's statement, "" where `text` says it.
        point: The point's id.
        variant: The difference's id, or None.
        cites: The words to look at, one for each report.
    """

    kind: str
    text: str
    statement: str
    point: str
    variant: str | None
    cites: tuple[Cite, ...]


def stating(point: ReportPoint) -> tuple[str, ...]:
    """The articles that state a point, in the report's order."""
    return tuple(key for key, mark in point.coverage.items() if mark == "states")


def _leans(statement: str) -> bool:
    """Whether a statement cannot be read without what stood before it."""
    words = [w.strip(_EDGES) for w in statement.lower().split()]
    return not _LEANS.isdisjoint(words[:1]) or not _POINTS_BACK.isdisjoint(words[:_OPENING_WORDS])


def _protagonists(report: Report) -> dict[str, list[tuple[int, int]]]:
    """Where each article names those whom at least half of the reports, and no fewer than two, name."""
    out: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for entity in report.entities:
        if entity.type not in _ACTING:
            continue
        places = {m.article for m in entity.mentions}
        if len(places) >= max(2, len(report.compared) / 2):
            for mention in entity.mentions:
                out[mention.article].append((mention.start, mention.end))
    return out


def news_value(report: Report) -> dict[str, float]:
    """How much an editor would want each point, by its id; only the order of the values means anything.

    What kind of thing it is, whether it tells of those whom the story is about, whether it carries a number or a
    named source, how early its report tells it, and whether its statement can be read alone.
    """
    length = {a.id: max(1, len(a.text)) for a in report.articles}
    named = _protagonists(report)
    out: dict[str, float] = {}
    for point in report.points:
        value = _KIND_WEIGHT.get(point.kind, 1.0)
        places = [(c.article, s.start) for c in point.claims for s in c.spans if c.article in length]
        if places:
            value += 2.0 * (1.0 - min(start / length[key] for key, start in places))
        value += 0.75 * any(c.quantities for c in point.claims)
        value += 0.5 * any(c.attribution for c in point.claims)
        value += 1.5 * any(
            s.start <= start and end <= s.end
            for c in point.claims
            for s in c.spans
            for start, end in named.get(c.article, ())
        )
        value -= 2.0 * (len(point.text.split()) not in _READABLE_WORDS or _leans(point.text))
        out[point.id] = value
    return out


def first_cites(point: ReportPoint, claims: frozenset[str] = frozenset()) -> tuple[Cite, ...]:
    """The first words of each article on a point, of the named claims only if any are named."""
    out: dict[str, Cite] = {}
    for claim in point.claims:
        if claim.spans and (not claims or claim.id in claims):
            first = min(claim.spans, key=lambda s: (s.start, s.end))
            out.setdefault(claim.article, Cite(article=claim.article, start=first.start, end=first.end))
    return tuple(out.values())


def _of_variant(kind: str, variant: ReportVariant, point: ReportPoint) -> Check:
    return Check(
        kind=kind,
        text=variant.note,
        statement=point.text,
        point=point.id,
        variant=variant.id,
        cites=first_cites(point, frozenset((*variant.claims, *variant.against))),
    )


def _differences(report: Report, kind: str, fit: Callable[[ReportVariant], bool]) -> Iterator[Check]:
    points = {p.id: p for p in report.points}
    seen: set[str] = set()
    for variant in sorted(report.variants, key=lambda v: (-v.severity, v.id)):
        # One line a point: a second difference of the same kind is seen when the point is opened.
        if fit(variant) and variant.point in points and variant.point not in seen:
            seen.add(variant.point)
            yield _of_variant(kind, variant, points[variant.point])


def _one_source(report: Report, value: dict[str, float]) -> Iterator[Check]:
    groups: dict[tuple[str, ...], list[ReportPoint]] = defaultdict(list)
    for point in report.points:
        articles = stating(point)
        if len(articles) < 2:
            continue
        if point.independent_origins == 1:
            groups[("origin", *articles)].append(point)
        elif point.rests_on and point.kind not in _OWN_WORDS:
            groups[("word", point.rests_on)].append(point)
    names = {o.id: o.name for o in report.origins}
    ranked = sorted(groups.items(), key=lambda g: (-max(len(stating(p)) for p in g[1]), -len(g[1]), g[0]))
    for (how, *who), points in ranked:
        best = max(points, key=lambda p: (len(stating(p)), value[p.id], p.id))
        letters = [f"{{{key}}}" for key in stating(best)]
        who_said = f"{', '.join(letters[:-1])} and {letters[-1]}"
        said = f"{who_said if len(letters) <= _LETTERS else count(len(letters), 'report')} agree"
        if how == "origin":
            name = next((n for n in (names.get(c.origin) for c in best.claims) if n), None)
            text = f"{said}, but theirs is one reporting" + (f" ({name})" if name else "")
        else:
            text = f"{said}, all on the word of {who[0]}"
        more = len(points) - 1
        if more:
            text += f", as on {count(more, 'more point')}"
        yield Check(
            kind="one source",
            text=f"{text}.",
            statement=best.text,
            point=best.id,
            variant=None,
            cites=first_cites(best),
        )


def _open(point: ReportPoint, compared: set[str]) -> bool:
    """Whether another report may have the point: one that was read, or one in another language, which looks so."""
    return bool(point.untranslated) or any(point.coverage.get(key) == "unclear" for key in compared)


def _only_one(report: Report, value: dict[str, float]) -> Iterator[Check]:
    if len(report.compared) < 2:
        return
    compared = {a.id for a in report.compared}
    beside = len(compared) < len(report.articles)
    of = f"Of the {language_name(report.compared[0].language)} reports o" if beside else "O"
    alone = [
        p
        for p in report.points
        if len(stating(p)) == 1 and not _open(p, compared) and p.kind not in {"background", "label"}
    ]
    shown: list[tuple[str, int, int]] = []
    for point in sorted(alone, key=lambda p: (-value[p.id], p.id)):
        places = [(c.article, s.start, s.end) for c in point.claims for s in c.spans]
        # A part of a statement that is already shown tells nothing new.
        if any(a == b and s < f and e < t for a, s, t in places for b, e, f in shown):
            continue
        shown += places
        yield Check(
            kind="only one",
            text=f"{of}nly {{{stating(point)[0]}}} has this.",
            statement=point.text,
            point=point.id,
            variant=None,
            cites=first_cites(point),
        )


def check_first(report: Report) -> tuple[Check, ...]:
    """Five things at most that an editor must see before anything else.

    Conflicts come first, then agreement that rests on one source, hedges that some drop, and what only one
    report has; each kind has a place before any takes a second, save that conflicts may take three.

    Args:
        report: The report.

    Returns:
        The checks, graver kinds first.
    """
    value = news_value(report)
    kinds = [
        list(_differences(report, "conflict", lambda v: v.relation == "conflict")),
        list(_one_source(report, value)),
        list(_differences(report, "hedge", lambda v: v.relation != "conflict" and v.kind in _HEDGES)),
        list(_only_one(report, value)),
    ]
    taken = [min(len(kinds[0]), _CONFLICTS), *(min(len(k), 1) for k in kinds[1:])]
    while sum(taken) > MOST:
        taken[max(n for n, t in enumerate(taken) if t)] -= 1
    grew = True
    while sum(taken) < MOST and grew:
        grew = False
        for n, found in enumerate(kinds):
            if taken[n] < len(found) and sum(taken) < MOST:
                taken[n] += 1
                grew = True
    return tuple(check for found, n in zip(kinds, taken, strict=True) for check in found[:n])
