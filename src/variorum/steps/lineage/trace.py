"""Links and origins of a story's articles."""

from collections.abc import Mapping, Sequence

from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Extent
from variorum.records.source import Article
from variorum.records.story import Direction, LineageRelation, Link, Origin, SharedPassage
from variorum.steps.lineage.citations import stated_links
from variorum.steps.lineage.copies import MOSTLY, PASSAGE_WORDS, Shared, shared_text
from variorum.steps.lineage.direction import names_whole, settle_direction
from variorum.steps.lineage.places import shared_places
from variorum.steps.lineage.quoted import OWN_WORDS, own_words, quoted_extents
from variorum.text.name_index import NameIndex
from variorum.text.press import owner_of
from variorum.text.shingles import Words, body_words


def _turned(passages: Sequence[SharedPassage]) -> tuple[SharedPassage, ...]:
    """The same passages with the other side first."""
    return tuple(
        sorted(
            (
                SharedPassage(start=p.other_start, end=p.other_end, other_start=p.start, other_end=p.end, words=p.words)
                for p in passages
            ),
            key=lambda p: (p.start, p.other_start),
        )
    )


def same_agency(a: Article, b: Article) -> str | None:
    """The agency that both credit, or that one credits and the other is.

    Args:
        a: One article.
        b: Another one.
    """
    common = sorted({c for c in a.credits if c in b.credits or names_whole(c, b)})
    common += sorted({c for c in b.credits if names_whole(c, a)})
    return common[0] if common else None


class _Reader:
    """Words and quotation marks of articles, read once."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._words: dict[str, Words] = {}
        self._quoted: dict[str, tuple[Extent, ...]] = {}

    def _of(self, article: Article) -> Words:
        if article.id not in self._words:
            self._words[article.id] = body_words(article)
            self._quoted[article.id] = quoted_extents(article)
        return self._words[article.id]

    def passages(self, a: Article, b: Article) -> tuple[SharedPassage, ...]:
        return shared_places(self._of(a), self._of(b))

    def own_words(self, a: Article, b: Article, passage: SharedPassage) -> int:
        return own_words(a, b, passage, quoted_a=self._quoted[a.id], quoted_b=self._quoted[b.id])


def _of_one(values: set[str | None]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


def _group(articles: Mapping[str, Article], pairs: list[tuple[Shared, str]]) -> list[Origin]:
    """Connected groups of articles; the shorter chain of reasons is kept for show."""
    leader = {key: key for key in articles}

    def find(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    reasons: dict[str, str] = {}
    for shared, reason in pairs:
        a, b = sorted((find(shared.a), find(shared.b)))
        if a != b:
            leader[b] = a
        reasons.setdefault(a, reason)
    groups: dict[str, list[str]] = {}
    for key in sorted(articles):
        groups.setdefault(find(key), []).append(key)
    out = []
    for first, members in sorted(groups.items()):
        credits = sorted({c for m in members for c in articles[m].credits})
        shared_by = [c for c in credits if sum(c in articles[m].credits for m in members) * 2 >= len(members)]
        name = (shared_by or credits)[0] if len(shared_by or credits) == 1 else None
        held = [owner_of(outlet) if (outlet := articles[m].outlet) else (None, None) for m in members]
        out.append(
            Origin(
                id=make_id("origin", *members),
                name=name,
                articles=tuple(members),
                reason=reasons.get(first, ""),
                owner=_of_one({owner for owner, _ in held}),
                group=_of_one({group for _, group in held}),
            )
        )
    return out


def _shared_link(
    articles: Mapping[str, Article],
    shared: Shared,
    passages: tuple[SharedPassage, ...],
    relation: LineageRelation,
    stated: Mapping[str, Sequence[Link]],
) -> Link:
    """What two articles share, from the one that leans where that is known."""
    verdict = settle_direction(
        articles[shared.a],
        articles[shared.b],
        share_a=shared.share_a,
        share_b=shared.share_b,
        passages=passages,
        stated=stated,
    )
    article, source, shares = shared.a, shared.b, (shared.share_a, shared.share_b)
    if verdict.direction is Direction.LEANS and verdict.leaner == shared.b:
        article, source, shares = source, article, (shares[1], shares[0])
        passages = _turned(passages)
    longest = max(passages, key=lambda p: (p.words, -p.start))
    return Link(
        article=article,
        relation=relation,
        source=source,
        start=longest.start,
        end=longest.end,
        share=round(shares[0], 3),
        share_other=round(shares[1], 3),
        direction=verdict.direction,
        certainty=verdict.certainty,
        reason=verdict.reason,
        passages=passages,
    )


def trace_lineage(
    articles: Mapping[str, Article], parses: Mapping[str, Parse], *, names: NameIndex
) -> tuple[tuple[Link, ...], tuple[Origin, ...]]:
    """Find who leans on whom.

    Args:
        articles: By id.
        parses: By article id.
        names: The story's entities; outlets among them can be cited.

    Returns:
        The links, sorted, each with its direction where credit, citation, time or containment settles it; and the
        origins: every article stands in exactly one. Two articles have one origin where they share half of the
        shorter one's five-word runs, or credit one agency (or are its own text) and share a passage (contract,
        `origins`).
    """
    links = stated_links(articles, parses, names=names)
    stated: dict[str, list[Link]] = {}
    for link in links:
        stated.setdefault(link.article, []).append(link)
    joined: list[tuple[Shared, str]] = []
    reader = _Reader(articles)
    for shared in shared_text(articles):
        a, b = articles[shared.a], articles[shared.b]
        passages = reader.passages(a, b)
        own = [reader.own_words(a, b, p) for p in passages]
        copied = sum(own) >= PASSAGE_WORDS and any(n >= OWN_WORDS for n in own)
        share = max(shared.share_a, shared.share_b)
        # An utterance that both quote may be most of two short reports, and yet nobody copied.
        near = share >= MOSTLY and (copied or not any(p.words >= PASSAGE_WORDS for p in passages))
        if not near and not copied:
            continue
        agency = same_agency(a, b)
        relation = LineageRelation.NEAR_DUPLICATE if near else LineageRelation.SHARES_PASSAGES
        links.append(_shared_link(articles, shared, passages, relation, stated))
        if near:
            joined.append((shared, f"{share:.0%} of the shorter text stands word for word in the other"))
        elif agency:
            joined.append((shared, f"both are from {agency} and share a passage of {shared.longest} words"))
    links.sort(key=lambda x: (x.article, x.relation, x.start, x.source))
    return tuple(links), tuple(_group(articles, joined))
