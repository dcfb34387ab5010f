"""The reports themselves: cited words with their surroundings, or the whole text with its frame greyed."""

import re
from collections import defaultdict
from itertools import pairwise

import msgspec

from variorum.exports.excerpts import fits, windows
from variorum.exports.page.naming import DROPPED_AS, Named, Naming, count, one_line, short_source
from variorum.records.report import Place, Report, ReportArticle

# A stretch with what covers it: a citation (neither), a point's number, or why it was dropped.
_Cover = tuple[int, int, int | None, str]
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text with one standing.

    Attributes:
        start: First code point.
        end: One past the last.
        text: The words; several blank lines are one.
        anchors: Ids that point at its beginning.
        cited: Whether anything cites it.
        points: Numbers of the points that it carries, the closest one first.
        dropped: Why it was left out of the reading, "" for the body.
    """

    start: int
    end: int
    text: str
    anchors: tuple[str, ...]
    cited: bool
    points: tuple[int, ...]
    dropped: str


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A run of segments; `before` says what of the text is not shown before it."""

    before: str
    segments: tuple[Segment, ...]


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One report; `beside` says whether a sentence of one in another language was laid beside a point."""

    id: str
    named: Named
    title: str
    subtitle: str
    byline: str
    credits: str
    language: str
    source: str
    url: str
    dropped: str
    stretches: tuple[Stretch, ...]
    after: str
    beside: bool = False


def safe_url(url: str | None) -> str:
    """The address where it is plainly one of the web, else ""."""
    if not url or any(c.isspace() or ord(c) < 32 for c in url):
        return ""
    return url if url.lower().startswith(("https://", "http://")) else ""


def _not_shown(article: ReportArticle, start: int, end: int) -> str:
    if not article.text[start:end].strip():
        return ""
    reasons = dict.fromkeys(
        DROPPED_AS.get(d.reason, d.reason) for d in article.dropped if d.start < end and start < d.end
    )
    left_out = f", in it {', '.join(reasons)}" if reasons else ""
    return f"{count(end - start, 'character')} not shown{left_out}"


def _segments(
    article: ReportArticle,
    n: int,
    window: Place,
    places: list[tuple[int, int]],
    claims: list[tuple[int, int, int]],
) -> tuple[Segment, ...]:
    low, high = window.start, window.end
    drops = [(d.start, d.end, DROPPED_AS.get(d.reason, d.reason)) for d in article.dropped]
    # One sweep over all edges, so that time grows with the text and not with its square.
    begins: dict[int, list[_Cover]] = defaultdict(list)
    ends: dict[int, list[_Cover]] = defaultdict(list)
    covers: list[_Cover] = [(s, e, None, "") for s, e in places]
    covers += [(s, e, p, "") for s, e, p in claims]
    covers += [(s, e, None, r) for s, e, r in drops]
    for cover in covers:
        if cover[0] < high and low < cover[1]:
            begins[max(low, cover[0])].append(cover)
            ends[min(high, cover[1])].append(cover)
    cuts = sorted({low, high, *begins, *ends})
    held: list[_Cover] = []
    out = []
    for start, end in pairwise(cuts):
        for gone in ends.get(start, ()):
            held.remove(gone)
        held += begins.get(start, ())
        numbers = sorted((e - s, p) for s, e, p, _ in held if p is not None)
        cites = sorted({(s, e) for s, e, p, r in held if p is None and not r})
        out.append(
            Segment(
                start=start,
                end=end,
                text=_BLANK_LINES.sub("\n\n", article.text[start:end]),
                anchors=tuple(f"w{n}-{s}-{e}" for s, e in cites if s == start),
                cited=bool(cites),
                points=tuple(dict.fromkeys(p for _, p in numbers)),
                dropped=next((r for _, _, _, r in held if r), ""),
            )
        )
    return tuple(out)


def cards(
    report: Report,
    places: dict[str, set[tuple[int, int]]],
    naming: Naming,
    numbers: dict[str, int],
    *,
    full_text: bool,
) -> tuple[Card, ...]:
    """The reports as the page shows them.

    Args:
        report: The report.
        places: For each article the stretches that the page cites.
        naming: The reports' names.
        numbers: Each point's number on the page, by its id.
        full_text: Whether the whole text is shown.

    Returns:
        One card for each report.
    """
    claims: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for point in report.points:
        for claim in point.claims:
            claims[claim.article] += [(s.start, s.end, numbers[point.id]) for s in claim.spans]
        for c in point.untranslated:
            claims[c.article].append((c.start, c.end, numbers[point.id]))
    out = []
    for article, named in zip(report.articles, naming.all, strict=True):
        cited = sorted(places[article.id])
        mine = sorted(c for c in claims[article.id] if fits(article, c[0], c[1]))
        if full_text:
            shown: tuple[Place, ...] = (Place(0, len(article.text)),) if article.text else ()
        else:
            shown = windows(article.text, cited)
        stretches = []
        done = 0
        for window in shown:
            stretches.append(
                Stretch(
                    before=_not_shown(article, done, window.start) if window.start > done else "",
                    segments=_segments(article, named.n, window, cited, mine),
                )
            )
            done = window.end
        why: dict[str, int] = {}
        for d in article.dropped:
            reason = DROPPED_AS.get(d.reason, d.reason)
            why[reason] = why.get(reason, 0) + 1
        out.append(
            Card(
                id=article.id,
                named=named,
                title=one_line(article.title.text) if article.title else "",
                subtitle=one_line(article.subtitle.text) if article.subtitle else "",
                byline=one_line(article.byline or ""),
                credits=", ".join(one_line(c) for c in article.credits),
                language=article.language,
                source=short_source(one_line(article.source)),
                url=safe_url(article.url),
                dropped=", ".join(f"{reason} ({times})" if times > 1 else reason for reason, times in why.items()),
                stretches=tuple(stretches),
                after=_not_shown(article, done, len(article.text)) if done < len(article.text) else "",
                beside=article.untranslated and bool(mine),
            )
        )
    return tuple(out)
