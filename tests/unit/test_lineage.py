from variorum.records.ids import make_id
from variorum.records.place import Extent, Span
from variorum.records.reading import Entity, EntityType
from variorum.records.source import Article
from variorum.records.story import LineageRelation
from variorum.steps.lineage import trace_lineage
from variorum.steps.parse import parse_article
from variorum.text.name_index import NameIndex

WIRE = (
    "A barge broke loose in the harbour of Halvik on Monday and struck the pier before tugs could reach it. "
    "Nobody was hurt, the harbour master said, but the fish market will stay closed until the pier has been inspected. "
    "Divers found three broken piles under the market hall and a crack in the wall of the old customs house."
)
OTHER = (
    "The harbour council of Halvik met on Tuesday to talk about money for the pier. Members wanted to know why the "
    "repair that was promised four years ago never began. The mayor asked for patience."
)


def make(source: str, text: str, **more) -> Article:
    return Article(
        id=make_id("article", source, text),
        source=source,
        text=text,
        language="en",
        paragraphs=((Extent(0, len(text)),),),
        **more,
    )


def outlet(name: str, *places: Span) -> Entity:
    return Entity(
        id=make_id("entity", name), name=name, type=EntityType.OUTLET, aliases=(name,), mentions=places
    )


def trace(tagger, *articles: Article, names: NameIndex | None = None):
    by_id = {a.id: a for a in articles}
    parses = {a.id: parse_article(a, tagger=tagger) for a in articles}
    return trace_lineage(by_id, parses, names=names or NameIndex(()))


def test_a_reprint_shares_its_origin_and_says_why(tagger):
    a, b, c = make("a.txt", WIRE), make("b.txt", WIRE[:230] + " Our reporter adds a line."), make("c.txt", OTHER)
    links, origins = trace(tagger, a, b, c)
    groups = sorted((sorted(o.articles) for o in origins), key=len)
    assert groups == [[c.id], sorted([a.id, b.id])]
    assert [x.relation for x in links] == [LineageRelation.NEAR_DUPLICATE]
    together = next(o for o in origins if len(o.articles) == 2)
    assert "word for word" in together.reason


def test_one_agency_and_a_shared_passage_are_one_origin(tagger):
    passage = WIRE[:200]
    own = " ".join(f"Paragraph {n} of our own reporting says something new about the harbour." for n in range(20))
    a = make("a.txt", passage + " " + own, credits=("Meridian",))
    b = make("b.txt", passage + " " + OTHER * 3, credits=("Meridian",))
    _, origins = trace(tagger, a, b)
    assert [o.name for o in origins] == ["Meridian"]


def test_the_same_credit_without_shared_words_stays_two(tagger):
    a, b = make("a.txt", WIRE, credits=("Meridian",)), make("b.txt", OTHER, credits=("Meridian",))
    _, origins = trace(tagger, a, b)
    assert len(origins) == 2


def test_copies_of_one_text_by_two_outlets_are_one_origin(tagger):
    _, origins = trace(tagger, make("a.txt", WIRE), make("b.txt", WIRE))
    assert len(origins) == 1


def test_an_outlet_is_cited_only_where_a_word_makes_it_a_source(tagger):
    text = "The pier is safe, the Halvik Ledger reported. The Morning Star moved into a new building."
    article = make("a.txt", text)
    at = {n: text.index(n) for n in ("Halvik Ledger", "Morning Star")}
    names = NameIndex(outlet(n, Span(article.id, i, i + len(n))) for n, i in at.items())
    links, _ = trace(tagger, article, names=names)
    assert [(x.relation, x.source) for x in links] == [(LineageRelation.CITES, "Halvik Ledger")]
    assert text[links[0].start : links[0].end] == "Halvik Ledger reported"


def test_who_told_whom(tagger):
    text = "One woman told the Halvik Ledger that she had seen it. He said so in an interview with Harbour Radio."
    article = make("a.txt", text)
    at = {n: text.index(n) for n in ("Halvik Ledger", "Harbour Radio")}
    names = NameIndex(outlet(n, Span(article.id, i, i + len(n))) for n, i in at.items())
    links, _ = trace(tagger, article, names=names)
    assert [x.source for x in links] == ["Halvik Ledger", "Harbour Radio"]


def test_a_credit_makes_a_link_at_its_words(tagger):
    text = WIRE + " MERIDIAN"
    article = make("a.txt", text, credits=("Meridian",), credit_spans=(Extent(len(WIRE) + 1, len(text)),))
    links, _ = trace(tagger, article)
    assert text[links[0].start : links[0].end] == "MERIDIAN"
    assert links[0].relation is LineageRelation.AGENCY_COPY


def test_a_text_without_words(tagger):
    links, origins = trace(tagger, make("a.txt", "— … —"))
    assert links == ()
    assert len(origins) == 1


def test_a_name_that_no_list_knows_is_cited_where_it_is_called_an_outlet(tagger):
    text = "The pier fell at noon, local broadcaster Vantela reported. The tug Brask reported engine trouble."
    article = make("a.txt", text)

    def entity(name):
        at = text.index(name)
        return Entity(
            id=make_id("entity", name),
            name=name,
            type=EntityType.ORGANISATION,
            aliases=(name,),
            mentions=(Span(article.id, at, at + len(name)),),
        )

    links, _ = trace(tagger, article, names=NameIndex([entity("Vantela"), entity("Brask")]))
    assert [x.source for x in links] == ["Vantela"]
