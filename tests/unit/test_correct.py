"""An editor's corrections: found by words, applied the same in every order, never silently dropped."""

import re
from itertools import permutations
from pathlib import Path

import pytest

from variorum.adapters.corrections import parse_corrections, read_corrections
from variorum.errors import ConfigError
from variorum.records.ids import make_id
from variorum.records.place import Extent
from variorum.records.reading import Claim
from variorum.records.source import Article
from variorum.records.story import Point, Variant, VariantKind, VariantRelation
from variorum.steps.correct import correct_points, correct_variants

TEXTS = {
    "a": "A crane fell onto the quay of Halvik. Two dockers were hurt. The port stays shut.",
    "b": "On the quay at Halvik a crane came down. Three dockers were hurt, the port said.",
    "c": "Halvik mourns. Nobody was hurt when the crane toppled. The cause is “not yet” known. Halvik mourns.",
    "d": "The crane came down at dawn, a docker said. Two were taken to hospital.",
}
OUTLETS = {"a": "The Ledger", "b": "Quay Post", "c": None, "d": "Strait Mail"}


def article(key: str) -> Article:
    return Article(
        id=key,
        source=f"in/{key}-report.txt",
        text=TEXTS[key],
        language="en",
        outlet=OUTLETS[key],
        paragraphs=((Extent(0, len(TEXTS[key])),),),
    )


def claim(key: str, words: str) -> Claim:
    start = TEXTS[key].index(words)
    return Claim(
        id=make_id("claim", key, start, start + len(words)),
        article=key,
        spans=(Extent(start, start + len(words)),),
        text=f"{words}.",
    )


FELL_A = claim("a", "A crane fell onto the quay of Halvik")
HURT_A = claim("a", "Two dockers were hurt")
SHUT_A = claim("a", "The port stays shut")
FELL_B = claim("b", "On the quay at Halvik a crane came down")
HURT_B = claim("b", "Three dockers were hurt")
NONE_C = claim("c", "Nobody was hurt when the crane toppled")
FELL_D = claim("d", "The crane came down at dawn")
SPARE_D = claim("d", "Two were taken to hospital")
CLAIMS = {c.id: c for c in (FELL_A, HURT_A, SHUT_A, FELL_B, HURT_B, NONE_C, FELL_D, SPARE_D)}
ARTICLES = {key: article(key) for key in "abc"}
LATER = {key: article(key) for key in "abcd"}


def point(*claims: Claim) -> Point:
    ids = tuple(c.id for c in claims)
    return Point(
        id=make_id("point", *sorted(ids)),
        text=claims[0].text,
        kind="event",
        lead=ids[0],
        claims=ids,
        joined=dict.fromkeys(ids[1:], "same words"),
    )


POINTS = (point(FELL_A, FELL_B), point(HURT_A, HURT_B, NONE_C), point(SHUT_A))

JOIN = """
[[join]]
claims = [
  {source = "Ledger", words = "The port stays shut"},
  {source = "quay post", words = "a crane came down"},
]
reason = "one event"
by = "E. Solt"
"""
SPLIT = """
[[split]]
apart = [{source = "c-report", words = "nobody was  hurt when the crane toppled"}]
from = [{source = "The Ledger", words = "Two dockers were hurt"}]
reason = "of the crew"
"""
LABEL = """
[[relabel]]
point = [{source = "Quay Post", words = "Three dockers were hurt"}]
kind = "statement"
text = "Dockers were hurt."
reason = "so the port says"
"""
TAKE_OUT = """
[[reject]]
claim = {source = "Quay Post", words = "Three dockers were hurt"}
reason = "misread"
"""
DROP = """
[[reject]]
point = [{source = "The Ledger", words = "port stays shut"}]
reason = "no news"
"""


def run(text: str, points=POINTS, articles=None, claims=None):
    return correct_points(
        points, claims or CLAIMS, articles=articles or ARTICLES, corrections=parse_corrections(text)
    )


def holding(points, c: Claim) -> list[Point]:
    return [p for p in points if c.id in p.claims]


def test_nothing_asked_changes_nothing():
    assert run("") == (POINTS, ())


def test_a_join_makes_one_point_that_says_so():
    points, (outcome,) = run(JOIN)
    (found,) = holding(points, SHUT_A)
    assert set(found.claims) == {FELL_A.id, FELL_B.id, SHUT_A.id}
    assert found.corrected == "joined by an editor (E. Solt): one event"
    assert found.joined[SHUT_A.id].startswith("joined by an editor")
    assert found.joined[FELL_B.id] == "same words"
    assert outcome.applied
    assert outcome.points == (found.id,)
    assert [TEXTS[c.article][c.start : c.end] for c in outcome.cites] == ["The port stays shut", "a crane came down"]


def test_a_split_parts_the_claims_and_links_them():
    points, (outcome,) = run(SPLIT)
    assert outcome.applied
    (apart,), (rest,) = holding(points, NONE_C), holding(points, HURT_A)
    assert apart.claims == (NONE_C.id,)
    assert set(rest.claims) == {HURT_A.id, HURT_B.id}
    assert [s.article for s in rest.unclear] == ["c"]
    assert [s.article for s in apart.unclear] == ["a"]
    assert "of the crew" in apart.corrected
    assert "of the crew" in rest.corrected


def test_a_claim_is_taken_out_and_stays_as_a_near_passage():
    points, (outcome,) = run(TAKE_OUT)
    assert outcome.applied
    assert not holding(points, HURT_B)
    (rest,) = holding(points, HURT_A)
    assert [(s.article, TEXTS["b"][s.start : s.end]) for s in rest.unclear] == [("b", "Three dockers were hurt")]


def test_the_lead_taken_out_leaves_a_readable_point():
    points, _ = run('[[reject]]\nclaim = {source = "Ledger", words = "Two dockers were hurt"}\nreason = "x"')
    (rest,) = holding(points, HURT_B)
    assert rest.lead in rest.claims
    assert rest.text == CLAIMS[rest.lead].text
    assert rest.lead not in rest.joined


def test_a_point_is_taken_out_or_relabelled():
    points, outcomes = run(DROP + LABEL)
    assert [o.applied for o in outcomes] == [True, True]
    assert not holding(points, SHUT_A)
    (named,) = holding(points, HURT_B)
    assert (named.kind, named.text) == ("statement", "Dockers were hurt.")
    assert "so the port says" in named.corrected


def test_the_order_of_the_file_does_not_matter():
    blocks = [JOIN, SPLIT, LABEL, DROP, TAKE_OUT.replace("Quay Post", "Ledger").replace("Three", "Two")]
    first = run("".join(blocks))[0]
    for order in permutations(blocks):
        assert run("".join(order))[0] == first


def test_the_order_of_quotations_and_of_points_does_not_matter():
    turned = JOIN.replace(
        '{source = "Ledger", words = "The port stays shut"},\n  {source = "quay post", words = "a crane came down"},',
        '{source = "quay post", words = "a crane came down"},\n  {source = "Ledger", words = "The port stays shut"},',
    )
    assert turned != JOIN
    assert run(turned)[0] == run(JOIN)[0] == run(JOIN, points=POINTS[::-1])[0]


def test_corrections_survive_one_more_article_and_other_cuts():
    wide = claim("a", "A crane fell onto the quay of Halvik. Two dockers were hurt")
    claims = CLAIMS | {wide.id: wide}
    points = (point(FELL_A, FELL_B, FELL_D), point(HURT_A, HURT_B, NONE_C, SPARE_D), point(SHUT_A), point(wide))
    found, outcomes = run(JOIN + SPLIT, points=points, articles=LATER, claims=claims)
    assert [o.applied for o in outcomes] == [True, True]
    assert set(holding(found, SHUT_A)[0].claims) == {FELL_A.id, FELL_B.id, FELL_D.id, SHUT_A.id}
    assert holding(found, NONE_C)[0].claims == (NONE_C.id,)
    assert set(holding(found, HURT_A)[0].claims) == {HURT_A.id, HURT_B.id, SPARE_D.id}


def test_a_claim_of_no_point_can_be_joined():
    text = """
[[join]]
claims = [
  {source = "Strait Mail", words = "Two were taken to hospital"},
  {source = "Ledger", words = "Two dockers were hurt"},
]
reason = "the same two"
"""
    points, (outcome,) = run(text, articles=LATER)
    assert outcome.applied
    assert SPARE_D.id in holding(points, HURT_A)[0].claims


@pytest.mark.parametrize(
    ("source", "words", "why"),
    [
        ("Nobody's Paper", "Two dockers were hurt", "no report goes by the name"),
        ("The Ledger", "Nine dockers were hurt", "stands nowhere in The Ledger"),
        ("The Ledger", "docker", "stands nowhere"),
        ("c-report.txt", "Halvik mourns", "no claim was read there"),
        ("in/c-report.txt", "the cause is \"not yet\" known", "no claim was read there"),
    ],
)
def test_what_is_found_nowhere_is_told(source, words, why):
    text = f"[[reject]]\npoint = [{{source = '''{source}''', words = '''{words}'''}}]\nreason = \"x\""
    points, (outcome,) = run(text)
    assert points == tuple(sorted(POINTS, key=lambda p: p.id))
    assert not outcome.applied
    assert why in outcome.why


def test_words_in_more_than_one_place_are_told():
    twice = {"a": TEXTS["a"] + " Two dockers were hurt."}
    again = Claim(id="c-again", article="a", spans=(Extent(len(TEXTS["a"]) + 1, len(twice["a"]) - 1),), text="Again.")
    articles = ARTICLES | {
        "a": Article(id="a", source="a.txt", text=twice["a"], language="en", outlet="The Ledger", paragraphs=())
    }
    text = '[[reject]]\nclaim = {source = "Ledger", words = "Two dockers were hurt"}\nreason = "x"'
    points, (outcome,) = run(text, points=(*POINTS, point(again)), articles=articles, claims=CLAIMS | {again.id: again})
    assert not outcome.applied
    assert "2 places" in outcome.why
    assert len(points) == 4


def test_words_of_two_points_are_told_until_one_is_named():
    points = (*POINTS, point(HURT_A, SHUT_A))
    text = '[[reject]]\nclaim = {source = "Ledger", words = "Two dockers were hurt"}\nreason = "x"\n'
    _, (outcome,) = run(text, points=points)
    assert not outcome.applied
    assert "2 points hold these words" in outcome.why
    found, (outcome,) = run(text + 'point = [{source = "Quay Post", words = "Three dockers were hurt"}]', points=points)
    assert outcome.applied
    assert len(holding(found, HURT_A)) == 1


def test_what_is_so_already_or_stands_twice_is_told_as_not_needed():
    text = """
[[join]]
claims = [
  {source = "Ledger", words = "A crane fell onto the quay of Halvik"},
  {source = "Quay Post", words = "a crane came down"},
]
reason = "x"
"""
    points, (outcome,) = run(text)
    assert (points, outcome.applied) == (tuple(sorted(POINTS, key=lambda p: p.id)), False)
    assert outcome.why.startswith("not needed")
    _, (first, second) = run(DROP + DROP.replace("no news", "none at all"))
    assert (first.applied, second.applied) == (True, False)
    assert "twice" in second.why


def test_a_join_that_undoes_a_split_is_told():
    join = """
[[join]]
claims = [
  {source = "c-report", words = "Nobody was hurt when the crane toppled"},
  {source = "Ledger", words = "Two dockers were hurt"},
]
reason = "after all"
"""
    _, outcomes = run(SPLIT + join)
    assert [o.applied for o in outcomes] == [False, True]
    assert "join of the same file" in outcomes[0].why


def variant(kind=VariantKind.NUMBER, relation=VariantRelation.CONFLICT) -> Variant:
    return Variant(
        id=f"v-{kind}",
        point=POINTS[1].id,
        kind=kind,
        relation=relation,
        claims=(HURT_B.id,),
        against=(HURT_A.id,),
        note="{b} says three; {a} says two.",
        severity=0.9,
    )


def amend(text: str, *variants: Variant):
    return correct_variants(
        variants,
        POINTS,
        CLAIMS,
        articles=ARTICLES,
        corrections=parse_corrections(text),
        weigh=lambda kind, relation, _: 0.5 if relation is VariantRelation.COMPATIBLE else 0.9,
    )


SIDES = """claims = [
  {source = "Ledger", words = "Two dockers were hurt"},
  {source = "Quay Post", words = "Three dockers were hurt"},
]"""


def test_a_difference_is_taken_out_or_relabelled():
    others = variant(VariantKind.DETAIL, VariantRelation.COMPATIBLE)
    found, (outcome,) = amend(f'[[reject]]\nvariant = "number"\n{SIDES}\nreason = "x"', variant(), others)
    assert outcome.applied
    assert found == (others,)
    label = 'relation = "compatible"\nnote = "{Quay Post} counts all."'
    text = f'[[relabel]]\nvariant = "number"\n{SIDES}\n{label}\nreason = "x"'
    (found,), (outcome,) = amend(text, variant())
    assert outcome.applied
    assert (found.relation, found.note, found.severity) == (VariantRelation.COMPATIBLE, "{b} counts all.", 0.5)
    assert found.corrected == "relabelled by an editor: x"


def test_a_difference_that_is_not_there_or_cannot_be_is_told():
    found, (outcome,) = amend(f'[[reject]]\nvariant = "date"\n{SIDES}\nreason = "x"', variant())
    assert (len(found), outcome.applied) == (1, False)
    assert "no difference of kind date" in outcome.why
    found, (outcome,) = amend(f'[[relabel]]\nvariant = "number"\n{SIDES}\nkind = "detail"\nreason = "x"', variant())
    assert (found, outcome.applied) == ((variant(),), False)
    assert "cannot be a conflict" in outcome.why


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("[[join]]\nclaims = [\n", 3, ""),
        ("\n\n[[join]]\nclaims = []\nreason = 'x'", 3, "claims"),
        (JOIN + "\n[[split]]\napart = [{source = 'a', words = 'b'}]\nreason = 'x'", 10, "from"),
        ("[[merge]]\nreason = 'x'", 1, "[[join]]"),
        ("[join]\nreason = 'x'", 1, "two brackets"),
        ("[[reject]]\nreason = 'x'", 1, "names nothing"),
        ("[[reject]]\nclaim = {source = 'a', words = ' '}\nreason = 'x'", 1, "claim.words"),
        ("[[reject]]\nclaim = {source = 'a', words = 'b'}", 1, "reason"),
        ("[[reject]]\nclaim = {source = 'a', words = 'b', page = 2}\nreason = 'x'", 1, "page"),
        ("[[relabel]]\nvariant = 'colour'\nreason = 'x'", 1, "colour"),
        (f"[[relabel]]\nvariant = 'detail'\n{SIDES}\nrelation = 'conflict'\nreason = 'x'", 1, "only number"),
        ("[[relabel]]\npoint = [{source = 'a', words = 'b'}]\nkind = 'rumour'\nreason = 'x'", 1, "rumour"),
    ],
)
def test_a_broken_file_names_the_line(text, line, why):
    with pytest.raises(ConfigError, match=rf"desk\.toml, line {line}: ") as caught:
        parse_corrections(text, name="desk.toml")
    assert why in str(caught.value)


def test_the_guide_holds_files_that_can_be_read():
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "corrections.md").read_text(encoding="utf-8")
    blocks = [b for b in re.findall(r"```toml\n(.*?)```", guide, re.DOTALL) if "[[" in b]
    found = [c.operation for b in blocks for c in parse_corrections(b)]
    assert set(found) == {"join", "split", "relabel", "reject"}
    assert len(found) == 7


def test_an_absent_file_or_other_bytes_are_told(tmp_path):
    with pytest.raises(ConfigError, match="cannot read"):
        read_corrections(tmp_path / "none.toml")
    (tmp_path / "b.toml").write_bytes(b"# one\nreason = '\xff'\n")
    with pytest.raises(ConfigError, match="line 2"):
        read_corrections(tmp_path / "b.toml")
