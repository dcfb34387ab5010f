"""Alignment of an invented story: what is joined, what is kept apart, what is unclear, and how points read."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from variorum.adapters.minilm import MiniLmEncoder
from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.parse import Parse
from variorum.records.place import Extent
from variorum.records.reading import Claim
from variorum.records.source import Article
from variorum.records.story import Point
from variorum.steps.align import align_claims
from variorum.steps.align.group import Limits, alone, gather
from variorum.steps.align.model import Line, shipped
from variorum.steps.claims import extract_claims
from variorum.steps.names import name_entities
from variorum.steps.parse import parse_article
from variorum.text.name_index import NameIndex
from variorum.text.trees import Forest, Trees

PAPERS = {
    "courier": (
        "A ferry ran aground near the harbour of Port Ellery on Tuesday evening and 14 passengers were hurt.\n"
        "Coastguard officers took all 212 people off the vessel in lifeboats.\n"
        "Mayor Odile Tanner said the pilot had not been drinking.\n"
        "The town's annual kite festival will open on Saturday."
    ),
    "gazette": (
        "At least 12 passengers were injured when a ferry ran aground near Port Ellery harbour on Tuesday.\n"
        "All those on board were brought ashore in lifeboats by the coastguard.\n"
        "The ship's owner, Brannock Lines, bought it from a Finnish yard in 1998."
    ),
    "herald": (
        "Fourteen passengers were hurt after a ferry struck rocks and ran aground near Port Ellery.\n"
        "The pilot of the ferry had not been drinking, Mayor Odile Tanner told reporters.\n"
        "Engineers will inspect the hull next week."
    ),
}


def article(name: str, text: str) -> Article:
    pieces, at = [], 0
    for line in text.split("\n"):
        pieces.append((Extent(at, at + len(line)),))
        at += len(line) + 1
    return Article(id=name, source=name, text=text, language="en", paragraphs=tuple(pieces))


Read = tuple[list[Article], dict[str, Parse], dict[str, tuple[Claim, ...]], NameIndex]


def read(papers: Mapping[str, str], tagger: SpacyTagger) -> Read:
    articles = [article(k, v) for k, v in papers.items()]
    parses = {a.id: parse_article(a, tagger=tagger) for a in articles}
    names = NameIndex(name_entities([(a, parses[a.id]) for a in articles]))
    claims = {
        a.id: extract_claims(a, parses[a.id], names=names, times=(), attributions=(), quotes=())
        for a in articles
    }
    return articles, parses, claims, names


@pytest.fixture(scope="module")
def encoder() -> MiniLmEncoder:
    return MiniLmEncoder()


@pytest.fixture(scope="module")
def story(tagger: SpacyTagger) -> Read:
    return read(PAPERS, tagger)


@pytest.fixture(scope="module")
def points(story: Read, encoder: MiniLmEncoder) -> tuple[Point, ...]:
    articles, parses, claims, names = story
    return align_claims(articles, parses, claims, names=names, encoder=encoder)


def makers(points: Sequence[Point], story: Read, words: str) -> list[set[str]]:
    """For each point with a claim that holds these words: the articles that make it."""
    by_id = {c.id: c for rows in story[2].values() for c in rows}
    return [
        {by_id[i].article for i in p.claims} for p in points if any(words in by_id[i].text for i in p.claims)
    ]


def test_reports_of_one_thing_are_joined_though_figures_differ(points: tuple[Point, ...], story: Read) -> None:
    assert {"courier", "gazette", "herald"} in makers(points, story, "12 passengers")


def test_words_put_in_a_mouth_and_the_words_themselves_are_joined(points: tuple[Point, ...], story: Read) -> None:
    assert {"courier", "herald"} in makers(points, story, "drinking")


@pytest.mark.parametrize("words", ["kite festival", "Finnish yard", "inspect the hull"])
def test_what_one_report_says_stands_alone(points: tuple[Point, ...], story: Read, words: str) -> None:
    found = makers(points, story, words)
    assert found
    assert all(len(m) == 1 for m in found)


def test_every_sentence_stands_in_some_point(points: tuple[Point, ...], story: Read) -> None:
    by_id = {c.id: c for rows in story[2].values() for c in rows}
    held = {(by_id[i].article, by_id[i].sentence) for p in points for i in p.claims}
    assert held == {(k, s.i) for k, parse in story[1].items() for s in parse.sentences}


def test_no_two_points_of_one_article_hold_mostly_the_same_words(points: tuple[Point, ...], story: Read) -> None:
    by_id = {c.id: c for rows in story[2].values() for c in rows}
    seen: set[tuple[str, int]] = set()
    for p in points:
        if len(p.claims) == 1:
            claim = by_id[p.claims[0]]
            mine = {(claim.article, k) for k in claim.tokens}
            assert len(mine & seen) <= len(mine) / 2
            seen |= mine


def test_points_are_made_well(points: tuple[Point, ...], story: Read) -> None:
    by_id = {c.id: c for rows in story[2].values() for c in rows}
    assert len({p.id for p in points}) == len(points)
    for p in points:
        assert p.lead in p.claims
        assert p.text == by_id[p.lead].text
        assert set(p.joined) == set(p.claims) - {p.lead}
        assert all(p.joined.values())
        assert not {by_id[i].article for i in p.claims} & {s.article for s in p.unclear}
        assert p.kind in {"event", "statement", "position", "agreement", "commitment", "background", "label"}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The ferry line was run by the state.", "event"),
        ("The ferry line was run by the state for decades.", "background"),
        ("In recent years the ferry line has changed owners.", "background"),
        ("The ferry line changed owners in recent days.", "event"),
    ],
)
def test_what_went_on_for_years_is_background(
    sentence: str, kind: str, tagger: SpacyTagger, encoder: MiniLmEncoder
) -> None:
    articles, parses, claims, names = read({"courier": sentence}, tagger)
    assert {p.kind for p in align_claims(articles, parses, claims, names=names, encoder=encoder)} == {kind}


def test_the_order_of_articles_changes_nothing(
    points: tuple[Point, ...], story: Read, encoder: MiniLmEncoder
) -> None:
    articles, parses, claims, names = story
    turned = {k: tuple(reversed(claims[k])) for k in reversed(claims)}
    assert align_claims(articles[::-1], parses, turned, names=names, encoder=encoder) == points


def test_reports_of_different_events_are_not_forced_together(tagger: SpacyTagger, encoder: MiniLmEncoder) -> None:
    papers = {
        "courier": PAPERS["courier"],
        "ledger": (
            "The central bank of Marlovia raised its key rate to 6 percent on Thursday.\n"
            "Governor Ilse Varga said prices had climbed faster than wages."
        ),
    }
    articles, parses, claims, names = read(papers, tagger)
    points = align_claims(articles, parses, claims, names=names, encoder=encoder)
    by_id = {c.id: c for rows in claims.values() for c in rows}
    assert all(len({by_id[i].article for i in p.claims}) == 1 for p in points)
    assert all(not p.unclear for p in points)


def test_copies_align_sentence_by_sentence(tagger: SpacyTagger, encoder: MiniLmEncoder) -> None:
    papers = {f"copy{n}": PAPERS["gazette"] for n in range(4)}
    articles, parses, claims, names = read(papers, tagger)
    points = align_claims(articles, parses, claims, names=names, encoder=encoder)
    by_id = {c.id: c for rows in claims.values() for c in rows}
    assert all({by_id[i].article for i in p.claims} == set(papers) for p in points)
    for p in points:
        assert len({by_id[i].sentence for i in p.claims}) == 1


def test_one_article_gives_points_of_its_own(tagger: SpacyTagger, encoder: MiniLmEncoder) -> None:
    articles, parses, claims, names = read({"courier": PAPERS["courier"]}, tagger)
    points = align_claims(articles, parses, claims, names=names, encoder=encoder)
    assert points
    assert all(len(p.claims) == 1 and not p.unclear for p in points)


def test_nothing_gives_nothing(encoder: MiniLmEncoder) -> None:
    assert align_claims([], {}, {}, names=NameIndex(()), encoder=encoder) == ()


def test_a_line_and_trees_add_log_odds() -> None:
    rows: NDArray[np.float32] = np.array([[0.0, 2.0], [1.0, 2.0]], dtype=np.float32)
    line = Line(base=1.0, mean=(0.0, 2.0), scale=(0.5, 1.0), weight=(2.0, 3.0))
    assert line.log_odds(rows).tolist() == [1.0, 5.0]
    trees = Trees(features=("x", "y"), base=0.5, trees=(((0, 0.5, 1, 2), (-1.0,), (2.0,)), ((0.25,),)))
    assert Forest(trees).log_odds(rows).tolist() == [-0.25, 2.75]


def test_the_shipped_weights_fit_the_features() -> None:
    from variorum.steps.align.context import NAMES_SECOND
    from variorum.steps.align.features import NAMES

    weights = shipped()
    assert weights.first.trees.features == NAMES
    assert weights.second.trees.features == NAMES_SECOND
    assert len(weights.first.line.weight) == len(NAMES)
    assert len(weights.second.line.weight) == len(NAMES_SECOND)
    Limits(**weights.options)


def claim(name: str, article: str, sentence: int, tokens: range) -> Claim:
    return Claim(
        id=name,
        article=article,
        spans=(Extent(tokens.start * 5, tokens.stop * 5),),
        text=name,
        sentence=sentence,
        head=tokens.start,
        tokens=tuple(tokens),
    )


def both(**pairs: float) -> dict[int, dict[int, float]]:
    out: dict[int, dict[int, float]] = {}
    for key, p in pairs.items():
        a, b = (int(x) for x in key[1:].split("_"))
        out.setdefault(a, {})[b] = p
        out.setdefault(b, {})[a] = p
    return out


def test_members_of_a_point_must_agree_with_one_another() -> None:
    claims = [claim("a", "A", 0, range(8)), claim("b", "B", 0, range(8)), claim("c", "C", 0, range(8))]
    assert gather(claims, both(p0_1=0.9, p1_2=0.8, p0_2=0.7), Limits()) == [(0, 1, 2)]
    assert gather(claims, both(p0_1=0.9, p1_2=0.8, p0_2=0.0), Limits()) == [(0, 1), (1, 2)]


def test_a_claim_that_says_two_things_stands_in_two_points() -> None:
    claims = [
        claim("whole", "A", 0, range(10)),
        claim("first", "B", 0, range(5)),
        claim("second", "C", 0, range(5)),
    ]
    assert gather(claims, both(p0_1=0.8, p0_2=0.7), Limits()) == [(0, 1), (0, 2)]


def test_a_second_passage_of_an_article_joins_the_point() -> None:
    claims = [claim("a", "A", 0, range(8)), claim("b", "B", 0, range(8)), claim("again", "B", 3, range(30, 38))]
    assert gather(claims, both(p0_1=0.9, p0_2=0.8), Limits()) == [(0, 1, 2)]


def test_a_sentence_and_its_clause_make_one_point() -> None:
    claims = [
        claim("sentence", "A", 0, range(12)),
        claim("clause", "A", 0, range(8)),
        claim("sentence", "B", 0, range(12)),
        claim("clause", "B", 0, range(8)),
    ]
    pairs = both(p0_2=0.8, p1_3=0.9, p0_3=0.7, p1_2=0.7)
    assert len(gather(claims, pairs, Limits())) == 1


def test_unlikely_pairs_found_nothing() -> None:
    claims = [claim("a", "A", 0, range(8)), claim("b", "B", 0, range(8))]
    assert gather(claims, both(p0_1=0.3), Limits()) == []


def test_alone_takes_the_shortest_that_read_whole(story: Read) -> None:
    _, parses, claims, _ = story
    rows = sorted(claims["courier"], key=lambda c: (c.spans[0].start, c.spans[0].end))
    chosen = [rows[i] for i in alone(rows, [], parses)]
    first = [c for c in chosen if c.sentence == 0]
    assert len(first) >= 2
    assert all(len(c.tokens) < max(len(r.tokens) for r in rows if r.sentence == 0) for c in first)
