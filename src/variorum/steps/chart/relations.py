"""Relations: the acts that several articles state, brought together; and the ledger of commitments."""

import re
from collections.abc import Mapping, Sequence

from variorum.records.act import Act
from variorum.records.ids import make_id
from variorum.records.place import Cite
from variorum.records.reading import Certainty, Polarity
from variorum.records.source import Article
from variorum.records.story import Point
from variorum.records.system import ReportCommitment, ReportRelation, ReportVoice
from variorum.text.name_index import NameIndex

_HEDGED = (
    Certainty.ALLEGED,
    Certainty.REPORTED,
    Certainty.POSSIBLE,
    Certainty.HOPED,
    Certainty.PLANNED,
    Certainty.PLEDGED,
    Certainty.STATED,
)
"""From the least sure on: of several, a relation has the least sure, so that no hedge is dropped."""

_ALIKE = 0.6
_LEAST_SHARED = 3
"""Share of content words (of the shorter content) from which two positions of one actor are one."""

_LEAST_CONTENT = 3
_PROMISES = frozenset({"promises", "agrees"})
_DATED = frozenset({"plans", "wants", "decides", "proposes"})
_WORD = re.compile(r"\w+")
_SMALL = frozenset(
    (
        "the a an of to in on at for with and or but by from as that this these those it its his her their our my is "
        "are was were be been being will would should could can may might has have had not no so such very more most"
    ).split()
)
_SPACE = re.compile(r"\s+")


def relate(
    acts: Sequence[Act],
    *,
    articles: Mapping[str, Article],
    names: NameIndex,
    points: Sequence[Point],
    origins: Mapping[str, str],
) -> tuple[ReportRelation, ...]:
    """Bring the acts of all articles together, one relation for those that say the same.

    Args:
        acts: Of all articles.
        articles: By id.
        names: The story's entities.
        points: The story's points: acts of one point are one.
        origins: Origin id by article id.

    Returns:
        The relations, those with the most origins and articles first.
    """
    at_point: dict[str, set[str]] = {}
    for p in points:
        for c in p.claims:
            at_point.setdefault(c, set()).add(p.id)
    groups: dict[tuple[str, str, Polarity], list[list[Act]]] = {}
    for act in sorted(acts, key=lambda a: (a.article, a.place, a.relation, a.actor, a.object or "")):
        rows = groups.setdefault((act.actor, act.relation, act.polarity), [])
        for group in rows:
            if any(_same(act, other, articles, at_point) for other in group):
                group.append(act)
                break
        else:
            rows.append([act])
    out = [_relation(group, articles, names, at_point, origins) for rows in groups.values() for group in rows]
    return tuple(sorted(out, key=lambda r: (-r.independent_origins, -len(r.articles), r.from_, r.relation, r.id)))


def _same(a: Act, b: Act, articles: Mapping[str, Article], at_point: Mapping[str, set[str]]) -> bool:
    if a.deed or b.deed:
        return a.deed and b.deed and a.object == b.object
    if a.object and b.object and a.object != b.object:
        return False
    pa = {p for c in a.claims for p in at_point.get(c, ())}
    pb = {p for c in b.claims for p in at_point.get(c, ())}
    wa, wb = _words(a, articles), _words(b, articles)
    shared = len(wa & wb) / max(1, min(len(wa), len(wb)))
    return (shared >= _ALIKE and len(wa & wb) >= _LEAST_SHARED) or (bool(pa & pb) and shared >= _ALIKE / 2)


def _words(act: Act, articles: Mapping[str, Article]) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(_content(act, articles).lower()) if w not in _SMALL)


def _content(act: Act, articles: Mapping[str, Article]) -> str:
    if act.content is None:
        return ""
    text = articles[act.article].text[act.content.start : act.content.end]
    return _SPACE.sub(" ", text).strip()


def _relation(
    group: Sequence[Act],
    articles: Mapping[str, Article],
    names: NameIndex,
    at_point: Mapping[str, set[str]],
    origins: Mapping[str, str],
) -> ReportRelation:
    first = group[0]
    shown = min(group, key=lambda a: (_worth(_content(a, articles)), a.article, a.place))
    content = _content(shown, articles)
    target = next((a.object for a in (shown, *group) if a.object), None)
    told = sorted({a.article for a in group})
    cites = tuple(
        Cite(article=key, start=best.place.start, end=best.place.end)
        for key in told
        for best in [min((a for a in group if a.article == key), key=lambda a: (a.place.end - a.place.start, a.place))]
    )
    together = sorted({k for a in group for k in a.together})
    voices = sorted(group, key=lambda a: (a.article, a.place))
    attributed = voices[0].attribution if all(a.attribution for a in group) else ()
    return ReportRelation(
        from_=names[first.actor].name,
        relation=first.relation,
        to=names[target].name if first.deed and target else content,
        cites=cites,
        id=make_id(
            "relation",
            first.actor,
            first.relation,
            first.polarity,
            target or "",
            *(part for c in cites for part in (c.article, c.start)),
        ),
        from_id=first.actor,
        to_id=target,
        content="" if first.deed else content,
        with_=tuple(names[k].name for k in together),
        polarity=first.polarity,
        certainty=min((a.certainty for a in group), key=_HEDGED.index),
        attribution=tuple(
            ReportVoice(name=s.name, article=voices[0].article, start=s.start, end=s.end) for s in attributed
        ),
        times=tuple(dict.fromkeys(t for a in voices for t in a.times)),
        articles=tuple(told),
        points=tuple(sorted({p for a in group for c in a.claims for p in at_point.get(c, ())})),
        independent_origins=len({origins[key] for key in told}),
    )


def _worth(content: str) -> tuple[bool, int]:
    """Shown is the shortest content that still says something."""
    return len(content.split()) < _LEAST_CONTENT, len(content)


def ledger(
    relations: Sequence[ReportRelation], acts: Sequence[Act], *, names: NameIndex
) -> tuple[ReportCommitment, ...]:
    """Who promised what by when, on whose word: promises, agreements to do something, and plans with a date.

    Args:
        relations: What `relate` gave.
        acts: The acts that they were made of.
        names: The story's entities.
    """
    by: dict[tuple[str, int, int], str] = {(a.article, a.place.start, a.place.end): a.by for a in acts if a.by}
    out: list[ReportCommitment] = []
    for r in relations:
        if r.polarity == Polarity.DENIED or not r.content:
            continue
        due = next((d for c in r.cites if (d := by.get((c.article, c.start, c.end)))), None)
        promised = r.relation in _PROMISES and (r.relation != "agrees" or r.content.lower().startswith("to "))
        if not promised and not (due and r.relation in _DATED):
            continue
        out.append(
            ReportCommitment(
                relation=r.id,
                who=" and ".join((r.from_, *r.with_)) if r.relation == "agrees" else r.from_,
                what=r.content,
                to=names[r.to_id].name if r.to_id and r.relation == "promises" else None,
                by=due,
                on_word_of=tuple(v.name for v in r.attribution),
                certainty=r.certainty,
                cites=r.cites,
                articles=r.articles,
            )
        )
    return tuple(out)
