"""Chronicle: what happened, what is planned and what was said when.

A time is told of an event only where it belongs to the event's own verb: "met on Tuesday", "said on Tuesday". A time
that stands in the sentence for something else ("the vote on Tuesday was called off") makes no entry.
"""

from collections.abc import Mapping, Sequence

from variorum.data.claim_words import SPEECH_VERBS
from variorum.records.parse import Parse, Token
from variorum.records.place import Cite, Extent
from variorum.records.reading import Certainty, Claim, ClaimKind, Polarity, Published, Time
from variorum.records.source import Article
from variorum.records.story import Point, Variant, VariantKind
from variorum.records.system import ReportTimelineEntry
from variorum.text.edtf import is_edtf, time_key

_AHEAD = frozenset({Certainty.PLANNED, Certainty.PLEDGED, Certainty.HOPED})
_STANDING = frozenset({"since", "until", "till"})
_TALKING = frozenset({"during", "in", "at"})
"""Prepositions by which an occasion with its time belongs to the verb: "told him during talks on Tuesday"."""

_OTHERS = frozenset("for of after over following about against before with despite because to since".split())
"""Prepositions whose noun may be what a time after it belongs to."""

_LINKS = ("prep", "pobj", "npadvmod", "nmod", "compound", "nummod", "pcomp", "advmod", "amod", "det", "appos")
_CLAUSES = frozenset(
    {
        ClaimKind.SENTENCE,
        ClaimKind.MAIN,
        ClaimKind.COMPLEMENT,
        ClaimKind.CONJUNCT,
        ClaimKind.RELATIVE,
        ClaimKind.ADVERBIAL,
        ClaimKind.PARTICIPIAL,
    }
)
_STEPS = 6


class _Told:
    """One claim with the time of its verb."""

    __slots__ = ("article", "claim", "kind", "point", "value")

    def __init__(self, article: str, claim: Claim, point: str, value: str, kind: str) -> None:
        self.article, self.claim, self.point, self.value, self.kind = article, claim, point, value, kind


def chronicle(
    points: Sequence[Point],
    *,
    articles: Mapping[str, Article],
    parses: Mapping[str, Parse],
    claims: Mapping[str, Sequence[Claim]],
    times: Mapping[str, Sequence[Time]],
    published: Mapping[str, Published],
    variants: Sequence[Variant],
) -> tuple[ReportTimelineEntry, ...]:
    """Put in order what the reports tell of times.

    Args:
        points: The story's points; one entry a point and time.
        articles: By id.
        parses: By article id; so are `claims`, `times`, `published`.
        claims: Their claims.
        times: Their time expressions with values.
        published: When they were published.
        variants: Differences; those of dates are marked.

    Returns:
        Entries from early to late, open years last, articles sorted by id.
    """
    point_of: dict[str, str] = {}
    for p in points:
        for c in p.claims:
            point_of.setdefault(c, p.id)
    told: list[_Told] = []
    for key in sorted(articles):
        told += _of_article(key, parses[key], claims[key], times[key], published[key], point_of)
    groups: dict[tuple[str, str], list[_Told]] = {}
    for t in told:
        groups.setdefault((t.point, t.value), []).append(t)
    _refine(groups)
    conflicts = {
        (v.point, c): v.id for v in variants if v.kind is VariantKind.DATE for c in (*v.claims, *v.against)
    }
    most = max((len({t.article for t in rows}) for rows in groups.values()), default=1)
    by_point = {p.id: p for p in points}
    out = [_entry(by_point[point], value, rows, conflicts, most) for (point, value), rows in groups.items()]
    return tuple(sorted(out, key=lambda e: (time_key(e.time), -e.weight, e.text, e.point)))


def _of_article(
    article: str,
    parse: Parse,
    claims: Sequence[Claim],
    times: Sequence[Time],
    published: Published,
    point_of: Mapping[str, str],
) -> list[_Told]:
    by_head: dict[int, list[Claim]] = {}
    for c in claims:
        if c.kind in _CLAUSES and c.id in point_of and c.polarity is Polarity.AFFIRMED:
            by_head.setdefault(c.head, []).append(c)
    out: list[_Told] = []
    for time in times:
        if not is_edtf(time.value):
            continue
        found = _verb(parse, time)
        if found is None:
            continue
        verb, preposition = found
        mine = [c for c in by_head.get(verb.i, ()) if _holds(c, time) and not _timely(parse, c, times)]
        if not mine:
            continue
        claim = min(mine, key=lambda c: (len(c.tokens), c.id))
        out.append(_Told(article, claim, point_of[claim.id], time.value, _kind(claim, time, preposition, published)))
    return out


def _holds(claim: Claim, time: Time) -> bool:
    return any(s.start <= time.start and time.end <= s.end for s in claim.spans)


def _timely(parse: Parse, claim: Claim, times: Sequence[Time]) -> bool:
    """Whether a time stands as the subject, by which the parse shows that it is mistaken."""
    if claim.subject is None:
        return False
    subject = parse.tokens[claim.subject]
    return any(t.start <= subject.start and subject.end <= t.end for t in times)


def _verb(parse: Parse, time: Time) -> tuple[Token, str] | None:
    """The verb that a time belongs to, and the preposition before it ("" where there is none)."""
    tokens = parse.within(time.start, time.end)
    if not tokens:
        return None
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head not in inside or t.head == t.i]
    if not heads:
        return None
    node, preposition = heads[0], ""
    for _ in range(_STEPS):
        if node.head == node.i:
            return None
        above = parse.tokens[node.head]
        if above.pos in ("VERB", "AUX"):
            return (above, preposition) if node.dep in _LINKS or (node.dep == "dobj" and node.i in inside) else None
        if above.pos == "ADP":
            preposition = preposition or above.text.lower()
        elif above.pos in ("NOUN", "PROPN"):
            if above.i not in inside and not _occasion(parse, above):
                return None
        elif above.pos not in ("NUM", "ADV"):
            return None
        node = above
    return None


def _elsewhere(parse: Parse, first: Token, verb: Token, preposition: str) -> bool:
    """Whether a bare time may as well belong to a noun before it: "in return for the raids last week"."""
    start = first.i
    if preposition and start and parse.tokens[start - 1].text.lower() == preposition:
        start -= 1
    if start == 0 or parse.tokens[start - 1].i <= verb.i:
        return False
    before = parse.tokens[start - 1]
    for t in (before, *parse.ancestors(before)):
        if t.i == verb.i:
            return False
        if t.pos == "ADP" and t.text.lower() in _OTHERS:
            return True
    return False


def _occasion(parse: Parse, noun: Token) -> bool:
    """Whether a noun tells the occasion of its verb: "during the talks", "at a meeting"."""
    return noun.dep == "pobj" and parse.tokens[noun.head].text.lower() in _TALKING


def _kind(claim: Claim, time: Time, preposition: str, published: Published) -> str:
    if preposition in _STANDING:
        return "standing"
    if claim.certainty in _AHEAD or _after(time.value, published.day):
        return "planned"
    return "said" if claim.predicate in SPEECH_VERBS else "happened"


def _after(value: str, day: str | None) -> bool:
    """Whether a time lies after the day of publication; False where that cannot be said."""
    if day is None:
        return False
    first = value.partition("/")[0].rstrip("~")
    if first.startswith("XXXX") != day.startswith("XXXX") or "X" in first[4:]:
        return False
    size = min(len(first), len(day), 10)
    return first[:size] > day[:size]


def _refine(groups: dict[tuple[str, str], list[_Told]]) -> None:
    """Within one point a coarse time joins the one finer time that it holds: "2 October" and "2 October, morning"."""
    for point, value in sorted(groups):
        finer = [v for p, v in groups if p == point and v != value and v.startswith(value) and "/" not in v]
        if len(finer) == 1:
            groups[(point, finer[0])] += groups.pop((point, value))


def _entry(
    point: Point,
    value: str,
    rows: Sequence[_Told],
    conflicts: Mapping[tuple[str, str], str],
    most: int,
) -> ReportTimelineEntry:
    lead = next((t for t in rows if t.claim.id == point.lead), None)
    shown = lead or min(rows, key=lambda t: (len(t.claim.text), t.article))
    best: dict[str, Claim] = {}
    for t in rows:
        old = best.get(t.article)
        if old is None or len(t.claim.tokens) < len(old.tokens):
            best[t.article] = t.claim
    kinds = [t.kind for t in rows]
    return ReportTimelineEntry(
        time=value,
        text=shown.claim.text,
        cites=tuple(Cite(article=k, start=s.start, end=s.end) for k, c in sorted(best.items()) for s in [_span(c)]),
        kind=max(sorted(set(kinds)), key=kinds.count),
        point=point.id,
        certainty=shown.claim.certainty,
        articles=tuple(sorted(best)),
        conflict=next((conflicts[(point.id, t.claim.id)] for t in rows if (point.id, t.claim.id) in conflicts), ""),
        weight=round(len(best) / most, 3),
    )


def _span(claim: Claim) -> Extent:
    return Extent(claim.spans[0].start, claim.spans[-1].end)
