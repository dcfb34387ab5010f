import msgspec
import pytest
from tests.unit.test_lineage import OTHER, WIRE, make, outlet, trace

from variorum.records.place import Extent, Span
from variorum.records.reading import EntityType
from variorum.records.story import Direction, LineageRelation, SharedPassage, Sureness
from variorum.steps.lineage.direction import settle_direction
from variorum.text.name_index import NameIndex

OPENING = (
    "Fishermen on the quay of Halvik stood with their hands in their pockets this morning and looked at what was left "
    "of a pier on which their fathers had already mended their nets. The council has promised them work elsewhere, "
    "but none of those who were asked believes in it. "
)


def shared(links):
    return next(x for x in links if x.passages)


def settled(a, b, *, share=(0.9, 0.9), stated=None):
    return settle_direction(
        a,
        b,
        share_a=share[0],
        share_b=share[1],
        passages=(SharedPassage(start=0, end=100, other_start=0, other_end=100, words=20),),
        stated=stated or {},
    )


def test_one_that_credits_an_agency_leans_on_its_own_text(tagger):
    own = make("a.txt", WIRE, outlet="Meridian")
    copy = make(
        "b.txt", WIRE + " MERIDIAN", credits=("Meridian",), credit_spans=(Extent(len(WIRE) + 1, len(WIRE) + 9),)
    )
    links, origins = trace(tagger, own, copy)
    link = shared(links)
    assert (link.article, link.source) == (copy.id, own.id)
    assert (link.direction, link.certainty) == (Direction.LEANS, Sureness.CERTAIN)
    assert f"{{{copy.id}}} credits Meridian" in link.reason
    assert len(origins) == 1


def test_two_that_credit_one_agency_have_a_third_in_common(tagger):
    a, b = make("a.txt", WIRE, credits=("Meridian",)), make("b.txt", WIRE + " More.", credits=("Meridian",))
    link = shared(trace(tagger, a, b)[0])
    assert link.direction is Direction.COMMON
    assert "both credit Meridian" in link.reason


def test_one_that_cites_the_other_is_likely_to_lean_on_it(tagger):
    text = WIRE + " The crane fell later, the Halvik Ledger reported."
    citing, cited = make("a.txt", text), make("b.txt", WIRE, outlet="The Halvik Ledger")
    at = text.index("Halvik Ledger")
    names = NameIndex([outlet("Halvik Ledger", Span(citing.id, at, at + 13))])
    link = shared(trace(tagger, citing, cited, names=names)[0])
    assert (link.article, link.direction, link.certainty) == (citing.id, Direction.LEANS, Sureness.LIKELY)


@pytest.mark.parametrize(
    ("first", "second", "known"),
    [
        ("2031-03-12T08:00:00Z", "2031-03-12T09:30:00Z", True),
        ("2031-03-12T08:00:00Z", "2031-03-12T08:05:00Z", False),  # nearer than stamps can be trusted
        ("2031-03-12T08:00:00", "2031-03-12T09:30:00", False),  # no zones: their order is open
        ("2031-03-12T08:00:00", "2031-03-14T09:30:00", True),
        ("2031-03-12", "2031-03-13", False),  # a day begins at different moments
        ("2031-03-12", "2031-03-15", True),
        ("2031-03-12T00:00:00Z", "2031-03-12T09:30:00Z", False),  # midnight to the second is a day without its hour
        (None, "2031-03-15", False),
        ("someday", "2031-03-15", False),
        ("0001-01-01", "2031-03-15", False),  # beyond what can be reckoned with
    ],
)
def test_time_settles_it_only_where_no_zone_could_turn_it_round(first, second, known):
    a, b = make("a.txt", WIRE, published=first), make("b.txt", WIRE, published=second)
    for verdict in (settled(a, b), settled(b, a)):
        assert verdict.direction is (Direction.LEANS if known else Direction.UNKNOWN)
        assert verdict.leaner == (b.id if known else None)


def test_an_agency_credit_on_one_side_leaves_it_open(tagger):
    a = make("a.txt", WIRE, credits=("Meridian",), published="2031-03-15")
    b = make("b.txt", WIRE + " More.", published="2031-03-12")
    link = shared(trace(tagger, a, b)[0])
    assert link.direction is Direction.UNKNOWN
    assert "credits Meridian" in link.reason


def test_a_whole_text_inside_a_longer_one_after_its_own_opening(tagger):
    whole, around = make("a.txt", WIRE), make("b.txt", OPENING + WIRE)
    link = shared(trace(tagger, whole, around)[0])
    assert (link.article, link.source, link.certainty) == (around.id, whole.id, Sureness.LIKELY)
    assert link.share_other is not None
    assert link.share is not None
    assert link.share_other > link.share


def test_a_text_that_the_other_only_continues_may_have_been_cut_from_it(tagger):
    link = shared(trace(tagger, make("a.txt", WIRE), make("b.txt", WIRE + " " + OPENING + OTHER))[0])
    assert link.direction is Direction.UNKNOWN


def test_time_against_containment_stays_open(tagger):
    whole = make("a.txt", WIRE, published="2031-03-15")
    around = make("b.txt", OPENING + WIRE, published="2031-03-12")
    link = shared(trace(tagger, whole, around)[0])
    assert link.direction is Direction.UNKNOWN
    assert "earlier time" in link.reason


def test_a_credit_against_the_time_is_only_likely(tagger):
    own = make("a.txt", WIRE, outlet="Meridian", published="2031-03-15")
    copy = make("b.txt", WIRE + " More.", credits=("Meridian",), published="2031-03-12")
    link = shared(trace(tagger, own, copy)[0])
    assert (link.article, link.certainty) == (copy.id, Sureness.LIKELY)


def test_the_passages_stand_on_both_sides(tagger):
    a, b = make("a.txt", OPENING + WIRE), make("b.txt", WIRE)
    link = shared(trace(tagger, a, b)[0])
    by_id = {x.id: x for x in (a, b)}
    for p in link.passages:
        here = by_id[link.article].text[p.start : p.end]
        assert here == by_id[link.source].text[p.other_start : p.other_end]
        assert len(here.split()) == p.words


def test_the_same_links_whatever_stands_first(tagger):
    a, b = make("a.txt", OPENING + WIRE), make("b.txt", WIRE)
    assert trace(tagger, a, b) == trace(tagger, b, a)


def test_stated_links_are_certain(tagger):
    links, _ = trace(tagger, make("a.txt", WIRE, credits=("Meridian",)))
    assert [(x.relation, x.direction, x.certainty) for x in links] == [
        (LineageRelation.AGENCY_COPY, Direction.LEANS, Sureness.CERTAIN)
    ]


def test_an_affiliate_is_not_the_outlet_that_it_belongs_to(tagger):
    text = "The pier fell at noon, Northwave affiliate Vantela reported."
    article = make("a.txt", text)
    at = {n: text.index(n) for n in ("Northwave", "Vantela")}
    names = NameIndex(outlet(n, Span(article.id, i, i + len(n))) for n, i in at.items())
    assert [x.source for x in trace(tagger, article, names=names)[0]] == ["Vantela"]


def test_a_body_with_a_website_is_no_outlet(tagger):
    text = "The Halvik Port Authority said so. A statement on the Halvik Port Authority website had no more."
    article = make("a.txt", text)
    at = [i for i in range(len(text)) if text.startswith("Halvik Port Authority", i)]
    body = outlet("Halvik Port Authority", *(Span(article.id, i, i + 21) for i in at))
    names = NameIndex([msgspec.structs.replace(body, type=EntityType.ORGANISATION)])
    assert trace(tagger, article, names=names)[0] == ()


SAID = (
    "We stood there with the ropes in our hands and could not hold her against the wind and nobody on this quay will "
    "ever forget the noise that she made when she went through the boards"
)


def test_two_that_quote_the_same_words_share_nothing(tagger):
    a = make("a.txt", f"Most had gone home by noon. “{SAID},” said Ena Solt. {OPENING}{OPENING[:60]}")
    b = make("b.txt", f'{OTHER} {OTHER} "{SAID}," said Ena Solt, who mends nets.')
    links, origins = trace(tagger, a, b)
    assert links == ()
    assert len(origins) == 2


def test_words_that_only_one_puts_in_marks_are_reuse(tagger):
    a = make("a.txt", f"Most had gone home by noon. “{SAID},” said Ena Solt. {OPENING}{OPENING[:60]}")
    b = make("b.txt", f"{OTHER} {OTHER} {SAID}, and that was all.")
    assert len(trace(tagger, a, b)[0]) == 1


def test_a_copied_report_with_a_quotation_in_it_is_reuse(tagger):
    told = WIRE[:160] + f' "{SAID}," said Ena Solt.'
    a, b = make("a.txt", f"{told} {OPENING}{OTHER}{OPENING}"), make("b.txt", f"{OTHER} {OTHER} {OTHER} {OTHER} {told}")
    assert any(x.passages for x in trace(tagger, a, b)[0])


def test_two_short_reports_that_are_mostly_one_utterance_are_two(tagger):
    a = make("a.txt", f"“{SAID},” said Ena Solt at noon.")
    b = make("b.txt", f'The mayor was silent. "{SAID}," Solt told him.')
    links, origins = trace(tagger, a, b)
    assert links == ()
    assert len(origins) == 2
