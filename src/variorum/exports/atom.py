"""Feeds: a report's conflicts, and stories.

Source: RFC 4287, "The Atom Syndication Format".
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape

import msgspec

from variorum.exports.citations import Reports, report_urn, urn
from variorum.exports.fit import fit
from variorum.exports.page.naming import one_line
from variorum.exports.xml import add, root, written
from variorum.records.report import Report, ReportClaim, ReportVariant

NAMESPACE = "http://www.w3.org/2005/Atom"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed.

    Attributes:
        id: A name that stays the same for the same thing: an IRI.
        title: Plain text.
        updated: When it last changed; with a time zone.
        html: What it says, as HTML that is safe to show: everything from an article is escaped.
        link: Address of its page, or None.
        categories: Words to filter by.
    """

    id: str
    title: str
    updated: datetime
    html: str
    link: str | None = None
    categories: tuple[str, ...] = ()


def feed(
    entries: Sequence[Entry], *, id: str, title: str, made: datetime, address: str | None = None
) -> str:
    """Entries as an Atom document.

    Args:
        entries: In the order in which they are to stand.
        id: The feed's own name, an IRI.
        title: The feed's title.
        made: When it was made: its time, which a feed must have, where no entry tells one.
        address: Where the feed itself is to be had, or None.

    Returns:
        XML.
    """
    latest = max((e.updated for e in entries), default=made)
    out = root("feed", NAMESPACE)
    add(out, "id", id)
    add(out, "title", title)
    add(out, "updated", _time(latest))
    add(add(out, "author"), "name", "Variorum")
    add(out, "generator", "Variorum")
    if address:
        add(out, "link", rel="self", href=address)
    for e in entries:
        entry = add(out, "entry")
        add(entry, "id", e.id)
        add(entry, "title", one_line(e.title))
        add(entry, "updated", _time(e.updated))
        if e.link:
            add(entry, "link", rel="alternate", href=e.link)
        for word in e.categories:
            add(entry, "category", term=word)
        add(entry, "content", e.html, type="html")
    return written(out)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def published_at(report: Report) -> datetime | None:
    """The latest time at which one of the reports was published; None where none is dated to the day."""
    found = []
    for article in report.articles:
        try:
            at = datetime.fromisoformat(article.published or "")
        except ValueError:
            continue
        found.append(at if at.tzinfo else at.replace(tzinfo=UTC))
    return max(found, default=None)


def _side(claims: Iterable[ReportClaim], reports: Reports) -> str:
    items = []
    for c in claims:
        said = escape(fit(reports.words(c.article, c.spans)))
        link = reports.link(c.article, c.spans[0]) if c.spans else None
        shown = f'<a href="{escape(link)}">{said}</a>' if link else said
        voices = f" (on the word of {escape(fit(', '.join(s.name for s in c.attribution)))})" if c.attribution else ""
        items.append(f"<li>{escape(fit(reports.outlet(c.article)))}: <q>{shown}</q>{voices}</li>")
    return f"<ul>{''.join(items)}</ul>"


def conflict_entries(
    report: Report,
    *,
    updated: datetime,
    link: str | None = None,
    relations: Sequence[str] = ("conflict",),
) -> list[Entry]:
    """The conflicts of a report as entries, the gravest first.

    Args:
        report: The report.
        updated: Their time.
        link: Address of the report's page.
        relations: Which differences are told: "conflict", "update", "compatible".
    """
    reports = Reports(report)
    claims = {c.id: c for p in report.points for c in p.claims}
    points = {p.id: p for p in report.points}

    def entry(v: ReportVariant) -> Entry:
        sides = ([claims[c] for c in keys if c in claims] for keys in (v.claims, v.against))
        point = points.get(v.point)
        title = point.text if point else v.note
        told = escape(fit(reports.named(v.note)))
        return Entry(
            # Named by what clashes, so that a report made again with one more article tells it as the same entry.
            id=urn("variant", v.id),
            title=f"{title} ({v.kind.replace('_', ' ')})",
            updated=updated,
            html=f"<p>{told}</p>" + "<p>against</p>".join(_side(s, reports) for s in sides),
            link=link,
            categories=(v.relation, v.kind),
        )

    chosen = [v for v in report.variants if v.relation in relations]
    return [entry(v) for v in sorted(chosen, key=lambda v: (-v.severity, v.id))]


def to_atom(report: Report, *, made: datetime) -> str:
    """The conflicts of one report as an Atom feed.

    Args:
        report: The report.
        made: When it was made; told where none of its reports is dated.

    Returns:
        XML, of the time of the latest report.
    """
    at = published_at(report) or made
    headline = next((e.title for e in report.events if e.title), "")
    title = f"Conflicts between reports: {one_line(headline)}" if headline else "Conflicts between reports"
    entries = conflict_entries(report, updated=at)
    return feed(entries, id=urn("conflicts", report_urn(report)), title=title, made=at)
