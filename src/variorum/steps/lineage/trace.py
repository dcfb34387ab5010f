"""Links and origins of a story's articles."""

from collections.abc import Mapping

from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.source import Article
from variorum.records.story import LineageRelation, Link, Origin
from variorum.steps.lineage.citations import stated_links
from variorum.steps.lineage.copies import MOSTLY, Shared, shared_text
from variorum.text.name_index import NameIndex


def _same_agency(articles: Mapping[str, Article], shared: Shared) -> str | None:
    a = {c.lower(): c for c in articles[shared.a].credits}
    b = {c.lower() for c in articles[shared.b].credits}
    common = sorted(set(a) & b)
    return a[common[0]] if common else None


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
        out.append(
            Origin(
                id=make_id("origin", *members),
                name=name,
                articles=tuple(members),
                reason=reasons.get(first, ""),
            )
        )
    return out


def trace_lineage(
    articles: Mapping[str, Article], parses: Mapping[str, Parse], *, names: NameIndex
) -> tuple[tuple[Link, ...], tuple[Origin, ...]]:
    """Find who leans on whom.

    Args:
        articles: By id.
        parses: By article id.
        names: The story's entities; outlets among them can be cited.

    Returns:
        The links, stated ones first, sorted; and the origins: every article stands in exactly one. Two articles
        have one origin where they share half of the shorter one's five-word runs, or credit one agency and
        share a passage (contract, `origins`).
    """
    links = stated_links(articles, parses, names=names)
    joined: list[tuple[Shared, str]] = []
    for shared in shared_text(articles):
        share = max(shared.share_a, shared.share_b)
        agency = _same_agency(articles, shared)
        near = share >= MOSTLY
        links.append(
            Link(
                article=shared.a,
                relation=LineageRelation.NEAR_DUPLICATE if near else LineageRelation.SHARES_PASSAGES,
                source=shared.b,
                start=shared.a_start,
                end=shared.a_end,
                share=round(shared.share_a, 3),
            )
        )
        if near:
            joined.append((shared, f"{share:.0%} of the shorter text stands word for word in the other"))
        elif agency:
            joined.append((shared, f"both credit {agency} and share a passage of {shared.longest} words"))
    links.sort(key=lambda x: (x.article, x.relation, x.start, x.source))
    return tuple(links), tuple(_group(articles, joined))
