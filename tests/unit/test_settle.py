import msgspec

from variorum.records.ids import make_id
from variorum.records.place import Extent, Span
from variorum.records.reading import Claim, Polarity
from variorum.records.story import Point, Variant, VariantKind, VariantRelation
from variorum.steps.settle import settle_points, word_points


def claim(article: str, start: int, end: int) -> Claim:
    return Claim(
        id=make_id("claim", article, start, end),
        article=article,
        spans=(Extent(start, end),),
        text=f"{article} {start}-{end}.",
    )


def point(*claims: Claim, unclear: tuple[Span, ...] = ()) -> Point:
    ids = tuple(c.id for c in claims)
    return Point(
        id=make_id("point", *ids), text=claims[0].text, kind="event", lead=ids[0], claims=ids, unclear=unclear
    )


def settle(*points: Point, claims: list[Claim]) -> list[list[str]]:
    by_id = {c.id: c for c in claims}
    found = settle_points(points, by_id)
    assert settle_points(points[::-1], by_id) == found
    return sorted(sorted(by_id[k].text for k in p.claims) for p in found)


def test_two_cuts_of_the_same_sentences_become_one_point():
    a, a_short, b, c = claim("a", 0, 100), claim("a", 20, 100), claim("b", 0, 80), claim("c", 5, 60)
    (kept,) = settle(point(a, b, c), point(a_short, b, c), claims=[a, a_short, b, c])
    assert kept in ([cut.text, "b 0-80.", "c 5-60."] for cut in (a, a_short))


def test_one_clause_may_still_say_two_things():
    a, b, c = claim("a", 0, 100), claim("b", 0, 80), claim("b", 200, 280)
    first, second = point(b, a), point(c, a)
    assert len(settle(first, second, claims=[a, b, c])) == 2


def test_a_single_claim_within_a_shared_point_is_not_repeated():
    a, inner, b = claim("a", 0, 100), claim("a", 0, 60), claim("b", 0, 80)
    assert settle(point(a, b), point(inner), claims=[a, inner, b]) == [["a 0-100.", "b 0-80."]]


def test_words_that_a_merged_group_lets_go_get_a_point_of_their_own():
    a, b, c, other = claim("a", 0, 100), claim("b", 0, 80), claim("c", 0, 80), claim("a", 300, 380)
    got = settle(point(a, b, c), point(other, b, c), point(a, b, c), claims=[a, b, c, other])
    assert ["a 300-380."] in got or any("a 300-380." in p for p in got)


def test_what_a_merged_group_lets_go_may_say_no_where_its_wording_said_yes():
    a, b, c = claim("a", 0, 100), claim("b", 0, 80), claim("c", 0, 80)
    denied = msgspec.structs.replace(claim("b", 300, 380), polarity=Polarity.DENIED)
    got = settle(point(a, b, c), point(a, b, denied), claims=[a, b, c, denied])
    assert got == [["a 0-100.", "b 0-80.", "c 0-80."], ["b 300-380."]]


def test_the_passage_behind_an_unclear_mark_is_kept():
    a, b, near = claim("a", 0, 100), claim("b", 0, 80), Span("c", 4, 9)
    (found,) = settle_points([point(a, b, unclear=(near,))], {c.id: c for c in (a, b)})
    assert found.unclear == (near,)


def test_nothing_settles_to_nothing():
    assert settle_points([], {}) == ()


def test_a_side_that_departs_does_not_word_the_point():
    words = ("The pact was not discussed in detail.", "The pact was not discussed.", "The harbour pact was discussed.")
    hedged, b, c = (
        msgspec.structs.replace(claim(a, 0, 80), text=text, polarity=polarity)
        for a, text, polarity in zip("abc", words, (Polarity.DENIED, Polarity.DENIED, Polarity.AFFIRMED), strict=True)
    )
    said = point(hedged, b, c)
    scope = Variant(
        id="v1",
        point=said.id,
        kind=VariantKind.SCOPE,
        relation=VariantRelation.COMPATIBLE,
        claims=(hedged.id,),
        against=(b.id, c.id),
        note="",
    )
    by_id = {x.id: x for x in (hedged, b, c)}
    assert word_points([said], [], by_id) == (said,)
    (worded,) = word_points([said], [scope], by_id)
    assert worded.id == said.id
    assert (worded.lead, worded.text) == (b.id, "The pact was not discussed.")
    other = msgspec.structs.replace(b, text="Nobody spoke of it.")
    by_id[b.id] = other
    assert word_points([said], [scope], by_id) == (said,), "words that are not alike say something else"


def test_a_point_that_an_editor_worded_is_left_alone():
    a, b, c = claim("a", 0, 100), claim("b", 0, 80), claim("c", 0, 60)
    said = msgspec.structs.replace(point(a, b, c), text="As the editor put it.")
    actor = Variant(
        id="v1",
        point=said.id,
        kind=VariantKind.ACTOR,
        relation=VariantRelation.COMPATIBLE,
        claims=(a.id,),
        against=(b.id, c.id),
        note="",
    )
    assert word_points([said], [actor], {x.id: x for x in (a, b, c)}) == (said,)



def test_no_two_points_are_told_in_the_same_words():
    a, b, c = claim("a", 0, 100), claim("b", 0, 80), claim("c", 0, 60)
    wide = point(a, b, c)
    narrow = msgspec.structs.replace(point(b, a), text=a.text, lead=a.id)
    told = word_points((wide, narrow), (), {x.id: x for x in (a, b, c)})
    assert [p.text for p in told] == [a.text, b.text]
    assert [p.id for p in told] == [wide.id, narrow.id]
