"""Everything that the page shows, in its order."""

from collections.abc import Iterable

import msgspec

from variorum.data.languages import language_name
from variorum.exports.page.anchors import Anchors, Ref
from variorum.exports.page.apparatus import GROUPS, Entry, entries
from variorum.exports.page.cards import Card, cards
from variorum.exports.page.checks import check_first
from variorum.exports.page.family import Family, family
from variorum.exports.page.masthead import masthead
from variorum.exports.page.naming import Bit, Named, Naming, Statement, count, one_line
from variorum.exports.page.pictures import MapView, Timeline, map_view, timeline
from variorum.exports.page.points import Group, groups, statement_of
from variorum.exports.page.speakers import Speaker, speakers
from variorum.exports.page.times import plain_time
from variorum.exports.page.unheard import unheard_sentence
from variorum.records.report import Report, ReportRejection

CHECK_NAMES = {
    "conflict": "Conflict",
    "one source": "One source",
    "hedge": "Hedge",
    "only one": "Only one",
}


class CheckLine(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to check, as shown."""

    name: str
    kind: str
    text: tuple[Bit, ...]
    statement: Statement
    point: int
    refs: tuple[Ref, ...]


class BriefLine(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of the brief with its citations."""

    text: Statement
    point: int | None
    refs: tuple[Ref, ...]


class CorrectionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One correction of the editor's file as shown; `reason` names its author, `points` are numbers."""

    n: int
    asked: str
    reason: str
    applied: bool
    why: str
    points: tuple[int, ...]


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """A group of the apparatus with the count of its lines."""

    key: str
    name: str
    count: int


class EventLine(msgspec.Struct, frozen=True, kw_only=True):
    """One of several events, as its first report puts it, and its reports."""

    statement: Statement
    reports: tuple[Named, ...]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The page's content. `numbers` gives each point's number by its id; `apart` says that there are several events.

    `compared` is how many of the reports were read; the others are in other languages.
    """

    headline: Statement
    tally: str
    at_a_glance: str
    date: str
    apart: str
    events: tuple[EventLine, ...]
    reports: tuple[Named, ...]
    compared: int
    checks: tuple[CheckLine, ...]
    brief: tuple[BriefLine, ...]
    withheld: tuple[tuple[tuple[Bit, ...], str], ...]
    groups: tuple[Group, ...]
    entries: tuple[Entry, ...]
    filters: tuple[Filter, ...]
    speakers: tuple[Speaker, ...]
    unheard: str
    timeline: Timeline
    map: MapView
    names: dict[str, str]
    named: dict[str, Named]
    tree: Family
    cards: tuple[Card, ...]
    rejections: tuple[ReportRejection, ...]
    corrections: tuple[CorrectionLine, ...]
    numbers: dict[str, int]
    made_by: str
    full_text: bool


def _one_each(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """One citation of each report, its widest, in the order in which the reports come."""
    widest: dict[str, Ref] = {}
    for ref in refs:
        key = ref.named.letter
        if key not in widest or ref.end - ref.start > widest[key].end - widest[key].start:
            widest[key] = ref
    return tuple(widest.values())


def _dates(naming: Naming, report: Report) -> str:
    values = sorted({a.published[:10] for a in report.articles if a.published})
    if not values:
        return "Date not known: none was given, and the reports do not settle it."
    span = plain_time(values[0])
    if len(values) > 1:
        span += f" to {plain_time(values[-1])}"
    how = list(dict.fromkeys(n.date_known for n in naming.all if n.date_known))
    undated = sum(not a.published for a in report.articles)
    text = f"Published {span}" + (f" ({'; '.join(how)})" if how else "")
    return text + (f"; {count(undated, 'report')} without a date." if undated else ".")


def tally(report: Report) -> str:
    """How many reports and origins: "5 reports, 4 origins"; reports in other languages are told apart."""
    text = f"{count(len(report.compared), 'report')}, {count(len(report.compared_origins), 'origin')}"
    beside = len(report.articles) - len(report.compared)
    return f"{text}; beside them {beside} in other languages, not translated" if beside else text


def _glance(report: Report, found: tuple[Group, ...]) -> str:
    by_key = {g.key: len(g.rows) for g in found}
    conflicts = sum(v.relation == "conflict" for v in report.variants)
    parts = []
    if len(report.compared) > 1:
        n = len(report.compared)
        if len(report.events) < 2:
            parts.append(f"{'Both' if n == 2 else f'All {n}'} agree on {count(by_key.get('all', 0), 'point')}")
        parts.append(count(conflicts, "conflict") if conflicts else "no conflict found")
        only = "one report only"
        if n < len(report.articles):
            only = f"one {language_name(report.compared[0].language)} report only"
        parts.append(f"{count(by_key.get('one', 0), 'point')} in {only}")
    glance = "; ".join(parts)
    return f"{glance[0].upper()}{glance[1:]}." if parts else ""


def _apart(report: Report) -> str:
    """A plain word on several events in one call, "" for one event."""
    n = len(report.events)
    return f"These reports are about {n} different events; each is compared by itself." if n > 1 else ""


def _sentence(text: str) -> str:
    line = one_line(text)
    return line[:1].upper() + line[1:] + ("" if line.rstrip("”").endswith((".", "!", "?")) else ".")


def build_page(report: Report, *, full_text: bool = False) -> Page:
    """Everything that the page shows, in its order; a pure function of the report.

    Args:
        report: The report.
        full_text: Whether whole articles are shown, not only cited words and what stands around them.

    Returns:
        The page's content.
    """
    naming = Naming(report)
    anchors = Anchors(report, naming)
    found = groups(report, anchors, naming)
    numbers = {row.id: row.n for group in found for row in group.rows}
    lines = entries(report, anchors, naming)
    points = {p.id: p for p in report.points}
    checks = tuple(
        CheckLine(
            name=CHECK_NAMES[c.kind],
            kind=c.kind.replace(" ", "-"),
            text=naming.bits(c.text),
            statement=statement_of(points[c.point], naming),
            point=numbers[c.point],
            refs=tuple(r for x in c.cites for r in (anchors.ref(x.article, x.start, x.end),) if r),
        )
        for c in check_first(report)
    )
    brief = tuple(
        BriefLine(
            text=naming.statement(b.text, dict.fromkeys(c.article for c in b.cites)),
            point=numbers.get(b.point),
            refs=_one_each(r for c in b.cites for r in (anchors.ref(c.article, c.start, c.end),) if r),
        )
        for b in report.brief
    )
    said = speakers(report, anchors)
    when, where, tree = timeline(report, anchors), map_view(report, anchors, naming), family(report, anchors, naming)
    if report.points:
        headline = masthead(report, naming)
    else:
        headline = naming.statement(f"{count(len(report.compared), 'report')} side by side", ())
    return Page(
        headline=headline,
        tally=tally(report),
        at_a_glance=_glance(report, found),
        apart=_apart(report),
        events=tuple(
            EventLine(
                statement=naming.statement(e.title, e.articles[:1]),
                reports=tuple(naming.of(a) for a in e.articles),
            )
            for e in (report.events if len(report.events) > 1 else ())
        ),
        date=_dates(naming, report),
        reports=naming.all,
        compared=len(report.compared),
        checks=checks,
        brief=brief,
        withheld=tuple((naming.bits(w.text), one_line(w.why)) for w in report.withheld),
        groups=found,
        entries=lines,
        filters=tuple(
            Filter(key=key, name=name, count=sum(e.group == key for e in lines)) for key, name in GROUPS.items()
        ),
        speakers=said,
        unheard=unheard_sentence(report),
        timeline=when,
        map=where,
        names={b.id: b.name for b in where.system.boxes},
        named={a.id: naming.of(a.id) for a in report.articles},
        tree=tree,
        cards=cards(report, anchors.places, naming, numbers, full_text=full_text),
        rejections=report.rejections,
        corrections=tuple(
            CorrectionLine(
                n=c.n,
                asked=_sentence(c.asked),
                reason=_sentence(f"Reason{f' ({c.by})' if c.by else ''}: {c.reason}"),
                applied=c.applied,
                why=_sentence(c.why),
                points=tuple(numbers[key] for key in c.points if key in numbers),
            )
            for c in report.corrections
        ),
        numbers=numbers,
        made_by=f"Variorum {report.run.variorum}",
        full_text=full_text,
    )
