"""Stated dependence: agency credits, and other outlets named as a source."""

from collections.abc import Collection, Mapping

from variorum.records.parse import Parse, Token
from variorum.records.place import Extent
from variorum.records.reading import Entity, EntityType
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
_LOOSE = frozenset("agency network station".split())
_OWNED = frozenset("website portal blog magazine".split())  # any body has one: "the port authority website"
_OF_PRESS = frozenset("news press wire television tv radio broadcast broadcasting cable media".split())
_KIN = frozenset("affiliate partner subsidiary sister".split())
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
        if node.dep in ("compound", "poss") and low in _KIN:
            break  # "CNN affiliate Teletica": another outlet than the one that is named first
        if node.dep == "compound" and above.pos == "PROPN" and above not in mention:
            break  # "CNN affiliate Teletica": the name that follows is the source
        if above.pos in ("VERB", "AUX") and node.dep not in ("conj", "appos"):
            break
        node, steps = above, steps + 1
    return None


def _medium(parse: Parse, word: Token) -> bool:
    """Whether a word says that what it names is an outlet; of loose ones ("agency") the word beside it must say so."""
    if word.lemma.lower() not in _LOOSE:
        return word.lemma.lower() in _MEDIA
    return any(t.lemma.lower() in _OF_PRESS for t in parse.children(word))


def _called_medium(parse: Parse, mention: tuple[Token, ...], entity: Entity) -> bool:
    """Whether the words beside a name say that it is an outlet: "the daily X", "broadcaster X", "X television"."""
    inside = {t.i for t in mention}
    beside = [t for m in mention for t in parse.children(m) if t.dep in ("compound", "appos", "amod", "nmod")]
    # Of a place's name the noun that follows is another thing: "the Halvik daily".
    ties = ("appos",) if entity.type is EntityType.PLACE else ("compound", "appos")
    heads = [parse.tokens[m.head] for m in mention if m.dep in ties]
    beside += [t for t in heads if t.lemma.lower() not in _OWNED]
    return any(_medium(parse, t) for t in beside if t.i not in inside or t.lemma.lower() not in _LOOSE)


def called_media(parses: Mapping[str, Parse], *, names: NameIndex) -> frozenset[str]:
    """Ids of the entities that some article calls an outlet."""
    out = set()
    for key in sorted(parses):
        parse = parses[key]
        for sentence in parse.sentences:
            for start, end, entity in names.within(key, sentence.start, sentence.end):
                if entity.type in _NEVER_OUTLETS or entity.id in out:
                    continue
                mention = tuple(t for t in parse.of(sentence) if t.start < end and t.end > start)
                if mention and _called_medium(parse, mention, entity):
                    out.add(entity.id)
    return frozenset(out)


def citation_links(article: Article, parse: Parse, *, names: NameIndex, media: Collection[str]) -> list[Link]:
    """One link for each other outlet that the article names as a source, at the first place that shows it.

    Args:
        article: The article.
        parse: Its parse.
        names: The story's entities.
        media: Ids of those that some article calls an outlet.
    """
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
            if cue is None or not (entity.type is EntityType.OUTLET or entity.id in media):
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
    media = called_media(parses, names=names)
    for key in sorted(articles):
        credits = credit_links(articles[key])
        credited = {c.source.lower() for c in credits}
        out += credits
        out += [
            c
            for c in citation_links(articles[key], parses[key], names=names, media=media)
            if c.source.lower() not in credited
        ]
    return out
