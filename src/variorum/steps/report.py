"""Report: the records of one run as the public story report."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from variorum.data.languages import language_name
from variorum.records import report as out
from variorum.records.correction import Correction, Join, Outcome, Passage, Reject, Relabel, Split
from variorum.records.ids import make_id
from variorum.records.place import Cite, Extent, Span
from variorum.records.reading import Claim, Published, Quote, Time
from variorum.records.source import Article, Located, Rejection
from variorum.records.story import ClaimOrigin, Coverage, Link, Origin, Point, Untranslated, Variant
from variorum.records.system import System
from variorum.text.name_index import NameIndex
from variorum.text.press import owner_of
from variorum.text.view import body_extents

FOUND = (
    "articles",
    "published",
    "names",
    "times",
    "quotes",
    "claims",
    "points",
    "variants",
    "links",
    "origins",
    "claim_origins",
    "events",
)
"""Parameters of `build_report` that every plan finds, by their own names."""

BRIEF_WORDS = 250
"""Words of a brief where none are asked for."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def siglum(n: int) -> str:
    """The letter that stands for the n-th report (0-based): A to Z, then AA, AB, ..."""
    letters = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return letters


def _place(extent: Extent) -> out.Place:
    return out.Place(extent.start, extent.end)


def _cite(span: Span) -> Cite:
    return Cite(article=span.article, start=span.start, end=span.end)


def _words(located: Located | None) -> out.Words | None:
    return out.Words(start=located.start, end=located.end, text=located.text) if located else None


def _article(
    article: Article, letter: str, published: Published, *, untranslated: bool = False
) -> out.ReportArticle:
    owner, group = owner_of(article.outlet) if article.outlet else (None, None)
    return out.ReportArticle(
        id=article.id,
        source=article.source,
        siglum=letter,
        text=article.text,
        language=article.language,
        outlet=article.outlet,
        credits=article.credits,
        byline=article.byline,
        published=published.value,
        published_from=published.known_from,
        title=_words(article.title),
        subtitle=_words(article.subtitle),
        dateline=_words(article.dateline),
        body=tuple(_place(e) for e in body_extents(article)),
        dropped=tuple(
            out.DroppedPlace(start=d.start, end=d.end, reason=d.reason) for d in article.dropped
        ),
        url=article.url,
        raw_hash=article.raw_hash,
        extra=article.extra,
        owner=owner,
        group=group,
        untranslated=untranslated,
    )


class _Owners:
    """Who owns what an origin's reports appear in."""

    def __init__(self, articles: Mapping[str, Article], origins: Sequence[Origin]) -> None:
        self._of = {o.id: o.owner for o in origins}
        self._known = any(owner_of(a.outlet)[0] for a in articles.values() if a.outlet)

    def count(self, derived: Iterable[ClaimOrigin]) -> int | None:
        """Distinct owners; an origin whose owner is not known stands for itself. None where no owner is known."""
        if not self._known:
            return None
        return len(
            {(owner_of(d.name)[0] if d.name else self._of.get(d.origin)) or d.origin for d in derived}
        )


def _rests_on(claims: Sequence[Claim]) -> str | None:
    """The one named source in every claim's attribution, the farthest from the outlet first."""
    if not claims or not all(c.attribution for c in claims):
        return None
    common = set.intersection(*({s.name for s in c.attribution} for c in claims))
    ordered = [s.name for s in claims[0].attribution if s.name in common]
    return ordered[0] if ordered else None


def _claim(claim: Claim, derived: ClaimOrigin, why: str) -> out.ReportClaim:
    return out.ReportClaim(
        id=claim.id,
        article=claim.article,
        spans=tuple(_place(s) for s in claim.spans),
        text=claim.text,
        attribution=tuple(
            out.ReportSource(name=s.name, start=s.start, end=s.end) for s in claim.attribution
        ),
        polarity=claim.polarity,
        certainty=claim.certainty,
        quantities=tuple(
            out.ReportQuantity(
                start=q.start, end=q.end, low=q.low, high=q.high, unit=q.unit, about=q.about, noun=q.noun
            )
            for q in claim.quantities
        ),
        times=claim.times,
        origin=derived.origin,
        why=why,
        origin_name=derived.name,
        origin_reason=derived.reason,
    )


def _point(
    point: Point,
    claims: Mapping[str, Claim],
    order: Sequence[str],
    derived: Mapping[str, ClaimOrigin],
    owners: _Owners,
    beside: Sequence[Untranslated],
) -> out.ReportPoint:
    rank = {key: n for n, key in enumerate(order)}
    mine = sorted((claims[i] for i in point.claims), key=lambda c: (rank[c.article], c.spans[0].start, c.id))
    states = {c.article for c in mine}
    unclear = [*map(_cite, point.unclear), *(Cite(article=u.article, start=u.start, end=u.end) for u in beside)]
    near = {s.article for s in unclear} - states
    rows = tuple(_claim(c, derived[c.id], point.joined.get(c.id, "")) for c in mine)
    return out.ReportPoint(
        id=point.id,
        text=point.text,
        kind=point.kind,
        claims=rows,
        coverage={
            k: Coverage.STATES if k in states else Coverage.UNCLEAR if k in near else Coverage.SILENT for k in order
        },
        independent_origins=len({r.origin for r in rows}),
        rests_on=_rests_on(mine),
        near=tuple(
            s for s in sorted(unclear, key=lambda s: (rank[s.article], s.start)) if s.article in near
        ),
        corrected=point.corrected,
        independent_owners=owners.count(derived[c.id] for c in mine),
        untranslated=tuple(
            Cite(article=u.article, start=u.start, end=u.end)
            for u in sorted(beside, key=lambda u: rank[u.article])
            if u.aligned
        ),
    )


def _correction(correction: Correction, outcome: Outcome) -> out.ReportCorrection:
    """A correction with what came of it; `asked` repeats the file's own words."""

    def quoted(passages: Sequence[Passage]) -> str:
        return ", ".join(f"“{' '.join(p.words.split())}” ({p.source})" for p in passages)

    what = correction.what
    match what:
        case Join():
            asked = f"join {quoted(what.claims)}"
        case Split():
            asked = f"split {quoted(what.apart)} from {quoted(what.from_)}"
        case Reject(claim=Passage() as claim):
            asked = f"reject the claim {quoted([claim])}"
            if what.point:
                asked += f" of the point of {quoted(what.point)}"
        case Reject() | Relabel():
            named = f"difference of kind {what.variant} between" if what.variant else "point of"
            asked = f"{correction.operation} the {named} {quoted(what.claims or what.point)}"
    if isinstance(what, Relabel):
        given = (("kind", what.kind), ("relation", what.relation), ("note", what.note), ("text", what.text))
        asked += " as " + ", ".join(f"{name} “{value}”" for name, value in given if value)
    return out.ReportCorrection(
        n=correction.n,
        operation=correction.operation,
        asked=asked,
        reason=what.reason,
        by=what.by,
        applied=outcome.applied,
        why=outcome.why,
        points=outcome.points,
        cites=outcome.cites,
    )


def _prominence(point: out.ReportPoint, leads: Mapping[str, int]) -> tuple[int, int, int, str]:
    """Points made by most come first, then those told earliest in the reports."""
    earliest = min(leads[c.id] for c in point.claims)
    said_by = sum(mark == Coverage.STATES for mark in point.coverage.values())
    return (-said_by, -point.independent_origins, earliest, point.id)


_Record = TypeVar("_Record", bound=msgspec.Struct)


def _in_order(record: _Record, rank: Mapping[str, int]) -> _Record:
    """The record with the articles in it, and what cites them, in the order of the inputs."""
    changed: dict[str, Any] = {}
    for field in record.__struct_fields__:
        value = getattr(record, field)
        if not isinstance(value, tuple):
            continue
        if field == "articles":
            changed[field] = tuple(sorted(value, key=rank.__getitem__))
        elif value and isinstance(value[0], msgspec.Struct):
            rows = [_in_order(v, rank) for v in value]
            if field in ("cites", "labels"):
                rows.sort(key=lambda r: (rank[r.article], r.start, r.end))
            changed[field] = tuple(rows)
    return msgspec.structs.replace(record, **changed)


def build_report(
    *,
    order: Sequence[str],
    articles: dict[str, Article],
    published: Mapping[str, Published],
    names: NameIndex,
    times: Mapping[str, Sequence[Time]],
    quotes: Mapping[str, Sequence[Quote]],
    claims: Mapping[str, Sequence[Claim]],
    points: Sequence[Point],
    variants: Sequence[Variant],
    links: Sequence[Link],
    origins: Sequence[Origin],
    claim_origins: Mapping[str, ClaimOrigin],
    rejections: Iterable[Rejection],
    run: out.Run,
    brief: Sequence[out.BriefSentence | out.WithheldSentence] = (),
    words: int = BRIEF_WORDS,
    corrections: Sequence[Correction] = (),
    outcomes: Sequence[Outcome] = (),
    events: Sequence[Sequence[str]] = (),
    system: System | None = None,
    foreign: Sequence[Article] = (),
    untranslated: Sequence[Untranslated] = (),
) -> out.Report:
    """Put one run's records into the contract's form.

    Args:
        order: Article ids as the inputs stood; it rules the order of `articles` and the sigla, nothing else.
        articles: By id; so are `published`, `times`, `quotes`, `claims`.
        published: When each article was published, and how that is known.
        names: The story's entities.
        times: Time expressions with values.
        quotes: Words in marks.
        claims: All claims; those in no point are left out of the report.
        points: What is said.
        variants: Where sides differ.
        links: Lineage.
        origins: Groups of articles of one reporting.
        claim_origins: Where each claim comes from, by claim id.
        rejections: Inputs that were not read.
        run: What made the report.
        brief: Sentences of the brief, the weightiest first, those among them that the checker withheld.
        words: Words of the brief at most.
        corrections: What the editor's file asks, in its order.
        outcomes: What came of each.
        events: Groups of article ids, one for each event; none given means one event.
        system: Actors, frameworks, relations, commitments and when, each in the order to be shown.
        foreign: Reports in languages that are not read; their ids are in `order` too.
        untranslated: Their sentences beside the points.

    Returns:
        The report.
    """
    others = {a.id: a for a in foreign}
    among = language_name(articles[min(articles)].language) if others else ""
    events = _with_foreign(events or (tuple(sorted(articles)),), foreign, points, claims, untranslated)
    beside = _of_own_event(untranslated, events, points, claims)
    origins = (*origins, *(Origin(id=make_id("origin", key), name=None, articles=(key,)) for key in sorted(others)))
    canonical = sorted(articles)
    by_id = {c.id: c for key in canonical for c in claims[key]}
    # How far down its article a claim stands, in parts per thousand: the inverted pyramid of news.
    depth = {c.id: 1000 * c.spans[0].start // max(1, len(articles[c.article].text)) for c in by_id.values()}
    owners = _Owners(articles, origins)
    rows = [_point(p, by_id, order, claim_origins, owners, beside.get(p.id, ())) for p in points]
    rows.sort(key=lambda p: _prominence(p, depth))
    kept, withheld = _within(brief, words)
    came_of = {o.n: o for o in outcomes}
    drawn = _in_order(system or System(), {key: n for n, key in enumerate(order)})
    return out.Report(
        run=run,
        actors=drawn.actors,
        frameworks=drawn.frameworks,
        relations=drawn.relations,
        commitments=drawn.commitments,
        timeline=drawn.timeline,
        articles=tuple(
            _article(others[key], siglum(n), _stated(others[key]), untranslated=True)
            if key in others
            else _article(articles[key], siglum(n), published[key])
            for n, key in enumerate(order)
        ),
        entities=tuple(
            out.ReportEntity(
                id=e.id,
                name=e.name,
                type=e.type,
                aliases=e.aliases,
                mentions=tuple(_cite(m) for m in e.mentions),
            )
            for e in names.entities()
        ),
        times=tuple(
            out.ReportTime(article=t.article, start=t.start, end=t.end, value=t.value, anchor=t.anchor)
            for key in order
            for t in times.get(key, ())
        ),
        quotes=tuple(
            out.ReportQuote(
                article=q.article,
                start=q.start,
                end=q.end,
                kind=q.kind,
                speaker=q.speaker,
                cue=_place(q.cue) if q.cue else None,
                via=q.via,
                reason=q.speaker_reason,
            )
            for key in order
            for q in quotes.get(key, ())
        ),
        points=tuple(rows),
        variants=tuple(
            out.ReportVariant(
                id=v.id,
                point=v.point,
                kind=v.kind,
                relation=v.relation,
                claims=v.claims,
                against=v.against,
                # What is said of all reports is known of those only that were read.
                note=f"Of the {among} reports o{v.note[1:]}" if others and v.note.startswith("Only ") else v.note,
                severity=v.severity,
                marks=tuple(_cite(m) for m in v.marks),
                corrected=v.corrected,
            )
            for v in sorted(variants, key=lambda v: (-v.severity, v.point, v.kind, v.id))
        ),
        lineage=tuple(
            out.ReportLink(
                article=x.article,
                relation=x.relation,
                source=x.source,
                start=x.start,
                end=x.end,
                share=x.share,
                share_other=x.share_other,
                direction=x.direction,
                certainty=x.certainty,
                reason=x.reason,
                passages=tuple(
                    out.ReportPassage(
                        start=p.start, end=p.end, other_start=p.other_start, other_end=p.other_end, words=p.words
                    )
                    for p in x.passages
                ),
            )
            for x in links
        ),
        origins=tuple(
            out.ReportOrigin(
                id=o.id, name=o.name, articles=o.articles, reason=o.reason, owner=o.owner, group=o.group
            )
            for o in origins
        ),
        rejections=tuple(
            out.ReportRejection(id=r.id, step=r.step, reason=r.reason, detail=r.detail) for r in rejections
        ),
        brief=kept,
        withheld=withheld,
        corrections=tuple(_correction(c, came_of[c.n]) for c in corrections),
        events=_events(events, order, articles | others, rows, others),
    )


def _stated(article: Article) -> Published:
    return Published(value=article.published, known_from=article.published_from)


def _with_foreign(
    events: Sequence[Sequence[str]],
    foreign: Sequence[Article],
    points: Sequence[Point],
    claims: Mapping[str, Sequence[Claim]],
    untranslated: Sequence[Untranslated],
) -> Sequence[Sequence[str]]:
    """The events, each report in another language with the one beside whose points most of its sentences stand."""
    if not foreign:
        return events
    article_of = {c.id: key for key, some in claims.items() for c in some}
    event_of = {key: n for n, event in enumerate(events) for key in event}
    point_of = {p.id: event_of[article_of[p.lead]] for p in points}
    out = [list(e) for e in events]
    for article in foreign:
        said = Counter(point_of[u.point] for u in untranslated if u.article == article.id and u.aligned)
        largest = max(range(len(events)), key=lambda n: (said[n], len(events[n]), -n))
        out[largest].append(article.id)
    return out


def _of_own_event(
    untranslated: Sequence[Untranslated],
    events: Sequence[Sequence[str]],
    points: Sequence[Point],
    claims: Mapping[str, Sequence[Claim]],
) -> dict[str, list[Untranslated]]:
    """Sentences by point; those beside a point of another event than their report's say nothing of it."""
    article_of = {c.id: key for key, some in claims.items() for c in some}
    event_of = {key: n for n, event in enumerate(events) for key in event}
    point_of = {p.id: event_of[article_of[p.lead]] for p in points}
    out: dict[str, list[Untranslated]] = {}
    for u in untranslated:
        same = u.aligned and event_of[u.article] == point_of[u.point]
        out.setdefault(u.point, []).append(msgspec.structs.replace(u, aligned=same))
    return out


def _events(
    groups: Sequence[Sequence[str]],
    order: Sequence[str],
    articles: Mapping[str, Article],
    points: Sequence[out.ReportPoint],
    foreign: Mapping[str, Article],
) -> tuple[out.ReportEvent, ...]:
    """The events, the one with most articles first; put as the first headline has it, or the weightiest point."""
    rank = {key: n for n, key in enumerate(order)}
    rows = []
    for group in groups:
        members = sorted(group, key=lambda key: rank[key])
        titles = [t.text for key in members if key not in foreign and (t := articles[key].title) is not None]
        titles += [p.text for p in points if any(p.coverage[key] == Coverage.STATES for key in members)]
        rows.append(
            out.ReportEvent(
                id=make_id("event", *sorted(members)), articles=tuple(members), title=titles[0] if titles else ""
            )
        )
    return tuple(sorted(rows, key=lambda e: (-len(e.articles), rank[e.articles[0]])))


def _within(
    brief: Sequence[out.BriefSentence | out.WithheldSentence], words: int
) -> tuple[tuple[out.BriefSentence, ...], tuple[out.WithheldSentence, ...]]:
    """The sentences that fit, in order, and what was withheld before the last of them.

    A sentence that is too long makes way for the next.
    """
    kept: list[out.BriefSentence] = []
    withheld: list[out.WithheldSentence] = []
    waiting: list[out.WithheldSentence] = []
    for sentence in brief:
        if isinstance(sentence, out.WithheldSentence):
            waiting.append(sentence)
            continue
        size = len(sentence.text.split())
        if size <= words:
            kept.append(sentence)
            words -= size
            withheld += waiting
            waiting = []
    return tuple(kept), tuple(withheld if kept else waiting)


def config_hash(config: msgspec.Struct, *, added: str = "") -> str:
    """Sixteen hex digits that name a set of settings, `added` what a user's lists add to ours."""
    data: Any = msgspec.json.encode(config, order="sorted") + added.encode()
    return hashlib.sha256(data).hexdigest()[:16]
