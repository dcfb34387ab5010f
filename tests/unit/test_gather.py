"""Reports of different events in one call are told apart; reports of one event stay together."""

import pytest

from variorum.adapters.minilm import MiniLmEncoder
from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Extent
from variorum.records.source import Article, Located
from variorum.steps.gather import gather_events
from variorum.steps.names import name_entities
from variorum.steps.parse import parse_article
from variorum.text.name_index import NameIndex

FERRY = {
    "ferry-1": (
        "Ferry runs aground off Tarnholm",
        "The ferry Corvina ran aground off the island of Tarnholm on Tuesday evening with 212 people on board. "
        "Coastguard officer Hedda Brisling said that all passengers were safe. A tug from Oskerby will try to free "
        "the vessel at high tide.",
    ),
    "ferry-2": (
        "All safe after Corvina hits rocks",
        "More than 200 people were brought ashore after the Corvina struck rocks near Tarnholm. Hedda Brisling of the "
        "coastguard said that nobody was hurt. The ferry was on its way from Oskerby.",
    ),
    "ferry-3": (
        "Inquiry into Tarnholm grounding begins",
        "Investigators boarded the ferry Corvina on Thursday, two days after it ran aground off Tarnholm. They want to "
        "know why its captain left the marked channel, the coastguard said.",
    ),
}
BANK = {
    "bank-1": (
        "Merrowdale Bank to cut 400 jobs",
        "Merrowdale Bank will close 31 branches and cut 400 jobs by next spring, its chief executive Ansel Virtanen "
        "said. The lender blamed falling interest income.",
    ),
    "bank-2": (
        "Branches close as Merrowdale loses income",
        "Four hundred employees of Merrowdale Bank are to lose their jobs. Ansel Virtanen, who leads the lender, said "
        "31 branches would close because customers bank by telephone.",
    ),
}
GARDEN = {
    "garden": (
        "Rare orchid flowers for the first time",
        "Botanists celebrated when a rare orchid opened its petals in a greenhouse. Visitors may see it until Sunday.",
    )
}


@pytest.fixture(scope="module")
def encoder() -> MiniLmEncoder:
    return MiniLmEncoder()


def _articles(texts: dict[str, tuple[str, str]]) -> list[Article]:
    return [
        Article(
            id=make_id("article", source),
            source=source,
            text=body,
            language="en",
            title=Located(text=title),
            paragraphs=((Extent(0, len(body)),),),
        )
        for source, (title, body) in texts.items()
    ]


def _gather(articles: list[Article], tagger: SpacyTagger, encoder: MiniLmEncoder) -> set[frozenset[str]]:
    parses: dict[str, Parse] = {a.id: parse_article(a, tagger=tagger) for a in articles}
    names = NameIndex(name_entities([(a, parses[a.id]) for a in sorted(articles, key=lambda a: a.id)]))
    groups = gather_events(articles, parses, names=names, encoder=encoder)
    assert sorted(key for g in groups for key in g) == sorted(a.id for a in articles)
    source = {a.id: a.source for a in articles}
    return {frozenset(source[key] for key in g) for g in groups}


def test_one_event_stays_one_group(tagger: SpacyTagger, encoder: MiniLmEncoder) -> None:
    assert _gather(_articles(FERRY), tagger, encoder) == {frozenset(FERRY)}


def test_two_events_are_two_groups_in_any_order(tagger: SpacyTagger, encoder: MiniLmEncoder) -> None:
    articles = _articles({**FERRY, **BANK})
    expected = {frozenset(FERRY), frozenset(BANK)}
    assert _gather(articles, tagger, encoder) == expected
    assert _gather(articles[::-1], tagger, encoder) == expected


def test_articles_with_nothing_in_common_stand_alone(tagger: SpacyTagger, encoder: MiniLmEncoder) -> None:
    articles = _articles({"bank-1": BANK["bank-1"], **GARDEN})
    assert _gather(articles, tagger, encoder) == {frozenset({"bank-1"}), frozenset({"garden"})}


def test_copies_are_one_group(tagger: SpacyTagger, encoder: MiniLmEncoder) -> None:
    copies = {f"copy-{n}": FERRY["ferry-1"] for n in range(12)}
    assert _gather(_articles(copies), tagger, encoder) == {frozenset(copies)}


def test_no_article_and_one_article(tagger: SpacyTagger, encoder: MiniLmEncoder) -> None:
    assert gather_events([], {}, names=NameIndex([]), encoder=encoder) == ()
    assert _gather(_articles(GARDEN), tagger, encoder) == {frozenset(GARDEN)}
