from tests.unit.test_lineage import make, outlet

from variorum.records.ids import make_id
from variorum.records.place import Extent, Span
from variorum.records.reading import Claim, Source
from variorum.records.story import ClaimOrigin, Direction, LineageRelation, Link, Origin, SharedPassage, Sureness
from variorum.steps.lineage import trace_claims
from variorum.text.name_index import NameIndex

TEXT = "A barge struck the pier. " * 8


def claim(article, start, end, *sources) -> Claim:
    return Claim(
        id=make_id("claim", article.id, start),
        article=article.id,
        spans=(Extent(start, end),),
        text=article.text[start:end],
        attribution=sources,
    )


def alone(*articles) -> tuple[Origin, ...]:
    return tuple(Origin(id=make_id("origin", a.id), name=None, articles=(a.id,)) for a in articles)


def link(a, b, start, end, other, direction=Direction.UNKNOWN) -> Link:
    return Link(
        article=a.id,
        relation=LineageRelation.SHARES_PASSAGES,
        source=b.id,
        start=start,
        end=end,
        direction=direction,
        certainty=Sureness.LIKELY,
        reason="it was published later",
        passages=(
            SharedPassage(
                start=start, end=end, other_start=other, other_end=other + end - start, words=(end - start) // 5
            ),
        ),
    )


def derive(articles, claims, links=(), names=None, origins=None):
    rows = {a.id: [c for c in claims if c.article == a.id] for a in articles}
    return trace_claims(
        {a.id: a for a in articles},
        rows,
        names=names or NameIndex(()),
        links=links,
        origins=origins or alone(*articles),
    )


def test_own_reporting_needs_no_reason():
    a = make("a.txt", TEXT)
    c = claim(a, 0, 24)
    assert derive([a], [c])[c.id] == ClaimOrigin(origin=alone(a)[0].id)


def test_a_claim_in_a_copied_passage_has_the_origin_of_the_one_that_is_leaned_on():
    a, b = make("a.txt", TEXT), make("b.txt", TEXT)
    inside, outside = claim(a, 30, 50), claim(a, 120, 140)
    source = claim(b, 10, 30)
    found = derive([a, b], [inside, outside, source], [link(a, b, 25, 100, 5, Direction.LEANS)])
    own = {o.articles[0]: o.id for o in alone(a, b)}
    assert found[inside.id].origin == found[source.id].origin == own[b.id]
    assert "in a passage of 15 words" in found[inside.id].reason
    assert "published later" in found[inside.id].reason
    assert found[outside.id].origin == own[a.id]


def test_where_no_direction_is_known_all_that_have_the_words_share_one_origin():
    a, b, c = make("a.txt", TEXT), make("b.txt", TEXT), make("c.txt", TEXT)
    rows = [claim(a, 30, 50), claim(b, 10, 30), claim(c, 60, 80)]
    links = [link(a, b, 25, 100, 5), link(b, c, 0, 75, 50)]
    found = derive([a, b, c], rows, links)
    assert len({found[r.id].origin for r in rows}) == 1
    assert found[rows[0].id].reason.endswith("who has it from whom is open")


def test_another_words_of_the_chain_do_not_come_along():
    a, b, c = make("a.txt", TEXT), make("b.txt", TEXT), make("c.txt", TEXT)
    only_ab, all_three, own = claim(a, 26, 46), claim(a, 70, 90), claim(c, 150, 170)
    links = [link(a, b, 25, 100, 25), link(b, c, 65, 100, 65)]
    found = derive([a, b, c], [only_ab, all_three, own], links)
    assert found[own.id].origin == alone(c)[0].id
    assert found[only_ab.id].origin == min(o.id for o in alone(a, b))
    assert found[all_three.id].origin == min(o.id for o in alone(a, b, c))


def test_two_that_quote_one_outlet_have_one_origin_though_it_is_not_among_the_reports():
    text = "The pier is safe, the Halvik Ledger reported."
    a, b = make("a.txt", text), make("b.txt", text + " ")
    at = text.index("Halvik Ledger")
    source = Source(name="Halvik Ledger", start=at, end=at + 13)
    names = NameIndex([outlet("Halvik Ledger", *(Span(x.id, at, at + 13) for x in (a, b)))])
    rows = [claim(a, 0, 16, source), claim(b, 0, 16, source)]
    found = derive([a, b], rows, names=names)
    first, second = (found[r.id] for r in rows)
    assert first.origin == second.origin
    assert first.origin not in {o.id for o in alone(a, b)}
    assert (first.name, "not among these reports" in first.reason) == ("Halvik Ledger", True)


def test_what_a_report_among_them_said_has_its_origin():
    text = "The pier is safe, the Halvik Ledger reported."
    a, b = make("a.txt", text), make("b.txt", TEXT, outlet="The Halvik Ledger")
    at = text.index("Halvik Ledger")
    names = NameIndex([outlet("Halvik Ledger", Span(a.id, at, at + 13))])
    c = claim(a, 0, 16, Source(name="Halvik Ledger", start=at, end=at + 13))
    found = derive([a, b], [c], names=names)[c.id]
    assert (found.origin, found.name) == (alone(b)[0].id, None)


def test_ones_own_outlet_is_no_other_source():
    text = "She told the Halvik Ledger that the pier is safe."
    a = make("a.txt", text, outlet="Halvik Ledger")
    at = text.index("Halvik Ledger")
    names = NameIndex([outlet("Halvik Ledger", Span(a.id, at, at + 13))])
    c = claim(a, 31, 48, Source(name="Halvik Ledger", start=at, end=at + 13))
    assert derive([a], [c], names=names)[c.id].origin == alone(a)[0].id


def test_on_whose_word_a_claim_rests_is_said():
    a = make("a.txt", TEXT)
    c = claim(a, 0, 24, Source(name="Jonna Reisk", start=2, end=7))
    assert derive([a], [c])[c.id].reason == "on the word of Jonna Reisk"
