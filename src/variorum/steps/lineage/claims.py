"""Where each claim comes from: its article's own origin, a passage that others have too, or an outlet it names."""

from collections.abc import Mapping, Sequence

import msgspec

from variorum.records.ids import make_id
from variorum.records.reading import Claim, EntityType
from variorum.records.source import Article
from variorum.records.story import ClaimOrigin, Direction, LineageRelation, Link, Origin
from variorum.text.name_index import NameIndex
from variorum.text.press import press_key

COVERED = 0.8
"""Share of a claim's characters that must stand in a shared passage for the claim to come with it."""


class _Road(msgspec.Struct, frozen=True):
    """A shared passage as seen from one of its articles: `to` has the same words at `other_start`."""

    start: int
    end: int
    to: str
    other_start: int
    other_end: int
    words: int
    leans: bool
    link: Link


def _roads(links: Sequence[Link], origin_of: Mapping[str, str]) -> dict[str, list[_Road]]:
    """By article, the passages it shares with articles of other origins, in the order of its text."""
    out: dict[str, list[_Road]] = {}
    for link in links:
        if not link.passages or origin_of[link.article] == origin_of[link.source]:
            continue
        leans = link.direction is Direction.LEANS
        for p in link.passages:
            here = _Road(p.start, p.end, link.source, p.other_start, p.other_end, p.words, leans, link)
            there = _Road(p.other_start, p.other_end, link.article, p.start, p.end, p.words, False, link)
            out.setdefault(link.article, []).append(here)
            out.setdefault(link.source, []).append(there)
    return {key: sorted(rows, key=lambda r: (r.start, r.end, r.to)) for key, rows in out.items()}


def _covering(roads: Sequence[_Road], places: Sequence[tuple[int, int]]) -> list[_Road]:
    size = sum(end - start for start, end in places)
    out = []
    for road in roads:
        inside = sum(max(0, min(end, road.end) - max(start, road.start)) for start, end in places)
        if inside >= COVERED * size:
            out.append(road)
    return out


def _across(road: _Road, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same words' places in the other article: a passage is the same words, so places scale with its length."""
    scale = (road.other_end - road.other_start) / (road.end - road.start)
    out = []
    for start, end in places:
        low = road.other_start + round((max(start, road.start) - road.start) * scale)
        high = road.other_start + round((min(end, road.end) - road.start) * scale)
        if low < high:
            out.append((low, min(high, road.other_end)))
    return out


class _Claims:
    def __init__(
        self,
        articles: Mapping[str, Article],
        links: Sequence[Link],
        origins: Sequence[Origin],
        names: NameIndex,
    ) -> None:
        self._of_article = {key: o.id for o in origins for key in o.articles}
        self._names = names
        self._roads = _roads(links, self._of_article)
        self._cited: dict[str, set[str]] = {}
        for link in links:
            if link.relation is LineageRelation.CITES:
                self._cited.setdefault(link.article, set()).add(link.source)
        # An outlet's own reports come before those that only credit it.
        self._of_outlet: dict[str, str] = {}
        for key in sorted(articles):
            if (outlet := articles[key].outlet) is not None:
                self._of_outlet.setdefault(press_key(outlet), key)
        for key in sorted(articles):
            for credit in articles[key].credits:
                self._of_outlet.setdefault(press_key(credit), key)

    def of(self, claim: Claim) -> ClaimOrigin:
        own = self._of_article[claim.article]
        relayed = self._by_outlet(claim)
        if relayed is not None:
            return relayed
        copied = self._by_passage(claim)
        if copied is not None:
            return copied
        if claim.attribution:
            return ClaimOrigin(origin=own, reason=f"on the word of {claim.attribution[0].name}")
        return ClaimOrigin(origin=own)

    def _by_outlet(self, claim: Claim) -> ClaimOrigin | None:
        """By an outlet on whose word the claim rests, the one nearest to the speaker: it was told first."""
        cited = self._cited.get(claim.article, set())
        for source in claim.attribution:
            entity = self._names.at(claim.article, source.start, source.end)
            if entity is None or not (entity.type is EntityType.OUTLET or entity.name in cited):
                continue
            for name in dict.fromkeys((entity.name, *entity.aliases)):
                key = self._of_outlet.get(press_key(name))
                if key == claim.article:
                    return None
                if key is not None:
                    return ClaimOrigin(
                        origin=self._of_article[key], reason=f"rests on what {entity.name} reported: {{{key}}}"
                    )
            return ClaimOrigin(
                origin=make_id("origin", "source", press_key(entity.name)),
                name=entity.name,
                reason=f"rests on what {entity.name} reported, which is not among these reports",
            )
        return None

    def _by_passage(self, claim: Claim) -> ClaimOrigin | None:
        """By the passages that hold the claim's words, followed to every article that has them."""
        first = tuple((s.start, s.end) for s in claim.spans)
        found = {claim.article: first}
        leaners: set[str] = set()
        waiting: list[str] = [claim.article]
        shown: _Road | None = None
        while waiting:
            key = waiting.pop(0)
            for road in _covering(self._roads.get(key, ()), found[key]):
                if key == claim.article and (shown is None or (road.leans, road.words) > (shown.leans, shown.words)):
                    shown = road
                if road.leans:
                    leaners.add(key)
                elif road.link.direction is Direction.LEANS:
                    leaners.add(road.to)
                if road.to not in found and (places := _across(road, found[key])):
                    found[road.to] = tuple(places)
                    waiting.append(road.to)
        if shown is None:
            return None
        roots = sorted(set(found) - leaners) or sorted(found)
        origin = min(self._of_article[key] for key in roots)
        passage = f"in a passage of {shown.words} words that {{{shown.to}}} has too"
        if shown.link.direction is Direction.UNKNOWN:
            return ClaimOrigin(origin=origin, reason=f"{passage}; who has it from whom is open")
        return ClaimOrigin(origin=origin, reason=f"{passage}; {shown.link.reason}")


def trace_claims(
    articles: Mapping[str, Article],
    claims: Mapping[str, Sequence[Claim]],
    *,
    names: NameIndex,
    links: Sequence[Link],
    origins: Sequence[Origin],
) -> dict[str, ClaimOrigin]:
    """Say of every claim where it comes from.

    Args:
        articles: By id.
        claims: By article id.
        names: The story's entities.
        links: Who leans on whom.
        origins: Groups of articles of one reporting.

    Returns:
        By claim id. A claim on an outlet's word has the origin of that outlet's report, or one of its own where the
        outlet is not among the articles: two articles that quote one outlet have one origin. A claim in a shared
        passage has the origin of the article that the others lean on; where that is not settled, one for all that
        have the words. Any other claim has its article's origin.
    """
    reader = _Claims(articles, links, origins, names)
    return {c.id: reader.of(c) for key in sorted(articles) for c in claims[key]}
