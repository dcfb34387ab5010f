"""Corrections of points, before their differences are sought, so that these are made anew."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from variorum.records.correction import Correction, Join, Outcome, Passage, Reject, Relabel, Split
from variorum.records.ids import make_id
from variorum.records.place import Cite, Span
from variorum.records.reading import Claim
from variorum.records.source import Article
from variorum.records.story import Point
from variorum.steps.correct.find import Finder, Matched, Miss, best_of, near, shown, together


class _Done(NamedTuple):
    why: str
    points: tuple[str, ...] = ()
    needed: bool = True


def signed(done: str, what: Join | Split | Relabel | Reject) -> str:
    """How a corrected record says so: "joined by an editor (E. Name): the reason"."""
    return f"{done} by an editor{f' ({what.by})' if what.by else ''}: {what.reason}"


def _also(old: str, new: str) -> str:
    return f"{old}; {new}" if old and new not in old else new


def cites_of(matched: Iterable[Matched]) -> tuple[Cite, ...]:
    """Where words stand, as citations."""
    return tuple(Cite(article=m.place.article, start=m.place.start, end=m.place.end) for m in matched)


def canonical(correction: Correction, *, signed: bool = True) -> tuple[str, str]:
    """A key that does not depend on where in the file, or in what order of words, a correction stands.

    Args:
        correction: The correction.
        signed: Whether reason and author count too; without them two that ask the same are one.
    """
    data = msgspec.to_builtins(correction.what)
    if not signed:
        del data["reason"], data["by"]
    for name, value in data.items():
        if isinstance(value, list | tuple):
            data[name] = sorted(value, key=lambda row: (row["source"], row["words"]))
    return correction.operation, msgspec.json.encode(data, order="sorted").decode("utf-8")


def _ordered(passages: Iterable[Passage]) -> list[Passage]:
    return sorted(passages, key=lambda p: (p.source, p.words))


def _extent(claim: Claim) -> Span:
    return Span(claim.article, claim.spans[0].start, claim.spans[-1].end)


class _Desk:
    """The points while they are corrected."""

    def __init__(self, points: Sequence[Point], claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> None:
        self.points = {p.id: p for p in points}
        self._claims = claims
        held = {key for p in points for key in p.claims}
        self._finder = Finder(articles, (c for key, c in claims.items() if key in held))
        self._all = Finder(articles, claims.values())
        self.parted: dict[int, list[tuple[set[str], set[str]]]] = {}
        self.cites: dict[int, tuple[Cite, ...]] = {}

    def _find(self, correction: Correction, passages: Iterable[Passage], *, anywhere: bool = False) -> list[Matched]:
        out = []
        for passage in passages:
            try:
                out.append(self._finder.find(passage))
            except Miss:
                if not anywhere:
                    raise
                out.append(self._all.find(passage))
        self.cites[correction.n] = (*self.cites.get(correction.n, ()), *cites_of(out))
        return out

    def _groups(self) -> dict[str, tuple[str, ...]]:
        return {key: p.claims for key, p in self.points.items()}

    def _one(self, matched: Sequence[Matched]) -> tuple[str, tuple[str, ...]]:
        """The one point that holds all these words.

        Raises:
            Miss: If none does, or several equally well.
        """
        found = together(matched, self._groups())
        if not found:
            raise Miss("no point holds these words" if len(matched) == 1 else "no point holds all these words together")
        if len(found) > 1:
            names = " and ".join(shown(self.points[key].text) for key, _ in found)
            raise Miss(f"{len(found)} points hold these words: {names}; quote another of the point's claims too")
        return found[0]

    def _made(self, base: Point, claims: Iterable[str], *, corrected: str, near_by: Iterable[str] = ()) -> Point:
        """The point with other claims; what stood in it, or stands beside it, keeps its place as a near passage."""
        kept = sorted(set(claims), key=lambda k: (self._claims[k].article, self._claims[k].spans[0].start, k))
        articles = {self._claims[k].article for k in kept}
        size = {k: sum(s.end - s.start for s in self._claims[k].spans) for k in kept}
        lead = base.lead if base.lead in kept else max(kept, key=lambda k: (size[k], k))
        beside = {s.article: s for s in base.unclear if s.article not in articles}
        for key in sorted(near_by):
            if self._claims[key].article not in articles:
                beside[self._claims[key].article] = _extent(self._claims[key])
        return msgspec.structs.replace(
            base,
            id=make_id("point", *sorted(kept)),
            text=base.text if lead == base.lead else self._claims[lead].text,
            lead=lead,
            claims=tuple(kept),
            unclear=tuple(beside[a] for a in sorted(beside)),
            joined={k: why for k, why in base.joined.items() if k in kept and k != lead},
            corrected=_also(base.corrected, corrected),
        )

    def _put(self, point: Point) -> None:
        known = self.points.get(point.id)
        if known is not None and known != point:
            point = msgspec.structs.replace(known, corrected=_also(known.corrected, point.corrected))
        self.points[point.id] = point

    def apply(self, correction: Correction) -> _Done:
        """Carry out one correction.

        Raises:
            Miss: If it cannot be.
        """
        what = correction.what
        if isinstance(what, Join):
            return self._join(correction, what)
        if isinstance(what, Split):
            return self._split(correction, what)
        if isinstance(what, Reject):
            return self._reject(correction, what)
        return self._relabel(correction, what)

    def _join(self, correction: Correction, what: Join) -> _Done:
        """Merge the points of the claims named; a claim of several points enters the merged one alone."""
        matched = self._find(correction, _ordered(what.claims), anywhere=True)
        if together(matched, self._groups()):
            return _Done("not needed: the claims stand in one point already", needed=False)
        whole: set[str] = set()
        named: list[str] = []
        for m in matched:
            best = best_of(m, {key for p in self.points.values() for key in p.claims}) or best_of(m, m.fits)
            if best is None or best[0] in named:
                raise Miss("two of the quotations are of one and the same claim")
            named.append(best[0])
            holders = [key for key in sorted(self.points) if best[0] in self.points[key].claims]
            if len(holders) == 1:
                whole.add(holders[0])
        said = signed("joined", what)
        parts = sorted(
            (self.points.pop(key) for key in sorted(whole)),
            key=lambda p: (-len({self._claims[k].article for k in p.claims}), p.id),
        )
        pool = {key for p in parts for key in p.claims} | set(named)
        kept: list[str] = []
        for key in sorted(pool, key=lambda k: (k not in named, k)):
            if key in named or not any(near(self._claims[key], self._claims[other]) for other in kept):
                kept.append(key)
        first = Point(
            id="", text=self._claims[named[0]].text, kind="event", lead=named[0], claims=tuple(named)
        )
        base = parts[0] if parts else first
        made = self._made(base, kept, corrected=said)
        beside: dict[str, Span] = {}
        for p in (made, *parts):
            for span in p.unclear:
                beside.setdefault(span.article, span)
        for p in parts:
            made = msgspec.structs.replace(made, corrected=_also(p.corrected, made.corrected))
        inside = {self._claims[k].article for k in kept}
        why = {k: w for p in reversed(parts) for k, w in p.joined.items()}
        why |= {k: said for k in kept if k not in base.claims}
        made = msgspec.structs.replace(
            made,
            unclear=tuple(beside[a] for a in sorted(beside) if a not in inside),
            joined={k: why[k] for k in sorted(why) if k in kept and k != made.lead},
        )
        self._put(made)
        return _Done(f"{len(named)} claims stand in one point now: {shown(made.text)}", (made.id,))

    def _split(self, correction: Correction, what: Split) -> _Done:
        """Take claims out of the point that they share with others, into a point of their own."""
        apart = self._find(correction, _ordered(what.apart))
        rest = self._find(correction, _ordered(what.from_))
        found = together([*apart, *rest], self._groups())
        if not found:
            return _Done("not needed: no point holds these claims together", needed=False)
        sides = [(key, set(claims[: len(apart)]), set(claims[len(apart) :])) for key, claims in found]
        if any(taken & left for _, taken, left in sides):
            raise Miss("the words to part and the words to part them from are of one and the same claim")
        out: list[str] = []
        said = signed("split", what)
        for key, taken, left in sides:
            point = self.points.pop(key)
            self.parted.setdefault(correction.n, []).append((taken, left))
            for mine, others in ((set(point.claims) - taken, taken), (taken, left)):
                base = point if mine != taken else msgspec.structs.replace(point, unclear=(), joined={})
                made = self._made(base, mine, corrected=said, near_by=others)
                self._put(made)
                out.append(made.id)
        text = " and ".join(shown(self.points[key].text) for key in dict.fromkeys(out))
        return _Done(f"the claims stand in points of their own now: {text}", tuple(dict.fromkeys(out)))

    def _reject(self, correction: Correction, what: Reject) -> _Done:
        """Take a claim out of its point, or a point out of the report."""
        passages = ([what.claim] if what.claim else []) + _ordered(what.point)
        key, claims = self._one(self._find(correction, passages))
        point = self.points.pop(key)
        if what.claim is None:
            return _Done(f"the point {shown(point.text)} is taken out")
        rest = [k for k in point.claims if k != claims[0]]
        if not rest:
            return _Done(f"the claim was all of its point {shown(point.text)}, which is taken out with it")
        made = self._made(point, rest, corrected=signed("a claim was taken out", what), near_by=[claims[0]])
        self._put(made)
        return _Done(f"the claim is taken out of the point {shown(made.text)}", (made.id,))

    def _relabel(self, correction: Correction, what: Relabel) -> _Done:
        """Give a point another kind or statement."""
        key, _ = self._one(self._find(correction, _ordered(what.point)))
        point = self.points[key]
        made = msgspec.structs.replace(
            point,
            kind=what.kind or point.kind,
            text=what.text or point.text,
            corrected=_also(point.corrected, signed("relabelled", what)),
        )
        if (made.kind, made.text) == (point.kind, point.text):
            return _Done("not needed: the point has this label already", (key,), needed=False)
        self.points[key] = made
        return _Done(f"the point {shown(point.text)} is relabelled", (key,))


def correct_points(
    points: Sequence[Point],
    claims: Mapping[str, Claim],
    *,
    articles: Mapping[str, Article],
    corrections: Sequence[Correction],
) -> tuple[tuple[Point, ...], tuple[Outcome, ...]]:
    """Apply what an editor says of points.

    Claims are taken out first, then points split, joined, taken out and relabelled; within each of these in an order
    of the corrections' own words, so that the order of the file does not matter.

    Args:
        points: What the run found.
        claims: By id, those in no point included.
        articles: By id.
        corrections: In the file's order; those of variants are passed over.

    Returns:
        Points, sorted by id where any correction was applied, and what came of each correction of points.
    """
    if not corrections:
        return tuple(points), ()
    desk = _Desk(points, claims, articles)
    rows = [(stage, canonical(c), c.n, c) for c in corrections if (stage := _stage(c)) is not None]
    outcomes: dict[int, Outcome] = {}
    seen: set[tuple[str, str]] = set()
    for _, _, n, c in sorted(rows, key=lambda r: r[:3]):
        try:
            if (asked := canonical(c, signed=False)) in seen:
                raise Miss("not needed: it stands in the file twice")
            seen.add(asked)
            done = desk.apply(c)
        except Miss as miss:
            done = _Done(str(miss), needed=False)
        outcomes[n] = Outcome(
            n=n, applied=done.needed, why=done.why, points=done.points, cites=desk.cites.get(n, ())
        )
    for n in sorted(desk.parted):
        held = [set(p.claims) for p in desk.points.values()]
        if any(taken & mine and left & mine for taken, left in desk.parted[n] for mine in held):
            outcomes[n] = msgspec.structs.replace(
                outcomes[n], applied=False, why="a join of the same file brings these claims together again"
            )
    return tuple(desk.points[k] for k in sorted(desk.points)), tuple(
        msgspec.structs.replace(o, points=tuple(k for k in o.points if k in desk.points))
        for _, o in sorted(outcomes.items())
    )


def _stage(correction: Correction) -> int | None:
    """When a correction's turn comes; None for those of variants."""
    match correction.what:
        case Reject(variant=None, claim=Passage()):
            return 0
        case Split():
            return 1
        case Join():
            return 2
        case Reject(variant=None):
            return 3
        case Relabel(variant=None):
            return 4
        case _:
            return None
