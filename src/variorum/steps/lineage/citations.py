"""Stated dependence: agency credits, and other outlets named as a source."""

from collections.abc import Mapping

from variorum.records.parse import Parse, Token
from variorum.records.place import Extent
from variorum.records.reading import EntityType
from variorum.records.source import Article
from variorum.records.story import Direction, LineageRelation, Link, Sureness
from variorum.text.name_index import NameIndex

# Verbs by which a text passes on what another outlet published.
_REPORTING = frozenset(
    "report say write note add explain reveal quote publish release broadcast air cite announce claim state "
    "describe obtain learn show carry confirm detail observe comment".split()
)
_TELLING = frozenset("tell inform give".split())
_ENCOUNTERS = frozenset("interview statement conversation comment remark".split())
_RELAYED = frozenset("report interview video footage article story broadcast account".split())
_MEDIA = frozenset(
    "affiliate broadcaster channel network station newspaper paper daily weekly tabloid magazine website portal "
    "television tv radio agency wire newswire outlet blog".split()
)
_NEVER_OUTLETS = frozenset({EntityType.PERSON, EntityType.COUNTRY, EntityType.FRAMEWORK, EntityType.AGREEMENT})
_REACH = 6


def credit_links(article: Article) -> list[Link]:
    """One link for each agency that the article credits as its origin.

    A credit that does not stand in the text (metadata alone) is shown by the text's first character.
    """
    out = []
    for n, name in enumerate(article.credits):
        place = article.credit_spans[n] if n < len(article.credit_spans) else Extent(0, 1)
        out.append(
            Link(
                article=article.id,
                relation=LineageRelation.AGENCY_COPY,
                source=name,
                start=place.start,
                end=place.end,
                direction=Direction.LEANS,
                certainty=Sureness.CERTAIN,
                reason=f"{{{article.id}}} credits {name}",
            )
        )
    return out


def _cue(parse: Parse, mention: tuple[Token, ...]) -> Token | None:
    """The word that makes the outlet a source, or None where it is only talked about."""
    head = min(mention, key=lambda t: sum(1 for _ in parse.ancestors(t)))
    node, steps = head, 0
    while node.head != node.i and steps < _REACH:
        above = parse.tokens[node.head]
        low = above.lemma.lower()
        if node.dep in ("nsubj", "agent", "nsubjpass") and low in _REPORTING:
            return above
        if node.dep in ("dobj", "dative", "iobj") and (low in _TELLING or low in ("cite", "quote")):
            return above
        if node.dep == "pobj":
            if low in ("to", "with", "by", "on", "from", "in") and above.head != above.i:
                beyond = parse.tokens[above.head]
                word = beyond.lemma.lower()
                if low == "to" and (word == "accord" or beyond.text.lower() == "according"):
                    return beyond
                if low == "to" and word in ("speak", "talk", "tell", "say"):
                    return beyond
                if low == "with" and word in (*_ENCOUNTERS, "speak", "talk"):
                    return beyond
                if low == "by" and (word in _REPORTING or word in _RELAYED):
                    return beyond
                if low in ("from", "in") and word in _RELAYED:
                    return beyond
            elif low == "per":
                return above
        if node.dep == "compound" and above.pos == "PROPN" and above not in mention:
            break  # "CNN affiliate Teletica": the name that follows is the source
        if above.pos in ("VERB", "AUX") and node.dep not in ("conj", "appos"):
            break
        node, steps = above, steps + 1
    return None


def _called_medium(parse: Parse, mention: tuple[Token, ...]) -> bool:
    """Whether the words beside a name say that it is an outlet: "the daily X", "broadcaster X", "X television"."""
    beside = [t for m in mention for t in parse.children(m) if t.dep in ("compound", "appos", "amod", "nmod")]
    beside += [parse.tokens[m.head] for m in mention if m.dep in ("compound", "appos")]
    return any(t.lemma.lower() in _MEDIA for t in beside)


def citation_links(article: Article, parse: Parse, *, names: NameIndex) -> list[Link]:
    """One link for each other outlet that the article names as a source, at the first place that shows it."""
    own = {w for w in ((article.outlet or "").lower(),) if w}
    found: dict[str, Link] = {}
    for sentence in parse.sentences:
        for start, end, entity in names.within(article.id, sentence.start, sentence.end):
            if entity.name in found or entity.type in _NEVER_OUTLETS:
                continue
            called = {a.lower().removeprefix("the ") for a in (*entity.aliases, entity.name)}
            if any(c in o.removeprefix("the ") for c in called for o in own if c):
                continue
            mention = tuple(t for t in parse.of(sentence) if t.start < end and t.end > start)
            cue = _cue(parse, mention) if mention else None
            if cue is None or not (entity.type is EntityType.OUTLET or _called_medium(parse, mention)):
                continue
            found[entity.name] = Link(
                article=article.id,
                relation=LineageRelation.CITES,
                source=entity.name,
                start=min(start, cue.start),
                end=max(end, cue.end),
                direction=Direction.LEANS,
                certainty=Sureness.CERTAIN,
                reason=f"{{{article.id}}} names {entity.name} as its source",
            )
    return [found[name] for name in sorted(found)]


def stated_links(
    articles: Mapping[str, Article], parses: Mapping[str, Parse], *, names: NameIndex
) -> list[Link]:
    """All stated dependences, by article id."""
    out: list[Link] = []
    for key in sorted(articles):
        credits = credit_links(articles[key])
        credited = {c.source.lower() for c in credits}
        out += credits
        out += [
            c
            for c in citation_links(articles[key], parses[key], names=names)
            if c.source.lower() not in credited
        ]
    return out
