"""Sources that an article states, read from its words alone."""

import pytest

from variorum.records.place import Extent
from variorum.records.source import Article, Document
from variorum.steps.lineage.stated import may_state, stated_dependences


def cited(text: str, **more: object) -> list[tuple[str, str]]:
    article = Article(
        id="a", source="a", text=text, language="en", paragraphs=((Extent(0, len(text)),),), **more
    )
    found = [(x.source, text[x.start : x.end]) for x in stated_dependences(article) if x.relation == "cites"]
    assert may_state(Document(source="a", text=text)) or not found
    return found


@pytest.mark.parametrize(
    ("text", "source", "words"),
    [
        ("The harbour was shut, Reuters reported on Monday.", "Reuters", "Reuters reported"),
        ("“We saw it,” the captain told the BBC.", "BBC", "told the BBC"),
        ("Nine were hurt, according to public broadcaster NHK.", "NHK", "according to public broadcaster NHK"),
        ("It ran aground at six, Kyodo News has also reported.", "Kyodo", "Kyodo News has also reported"),
        ("He said so in an interview with The Guardian on Monday.", "The Guardian", "interview with The Guardian"),
        ("“A miracle,” reports BBC News.", "BBC", "reports BBC News"),
    ],
)
def test_a_name_is_a_source_where_a_word_makes_it_one(text: str, source: str, words: str) -> None:
    assert cited(text) == [(source, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The BBC will build a new house in Orlo.",
        "He reads The Guardian every morning.",
        "The sun reported for duty late.",
        "Times reports are due in May.",
        "The owner of Reuters was told to leave.",
        "Metro said the line stays shut until Monday.",
    ],
)
def test_a_name_that_is_talked_about_is_none(text: str) -> None:
    assert cited(text) == []


def test_its_own_outlet_and_what_it_credits_are_not_told_again() -> None:
    text = "The harbour was shut, Reuters reported. The mayor told the BBC so, and told the BBC again."
    assert [s for s, _ in cited(text, outlet="Reuters")] == ["BBC"]
    assert [s for s, _ in cited(text, credits=("BBC",), credit_spans=(Extent(0, 3),))] == ["Reuters"]


def test_most_articles_need_not_be_cleaned_to_find_no_source() -> None:
    assert not may_state(Document(source="a", text="The ferry ran onto a sandbank. The mayor said all were safe."))
    assert may_state(Document(source="a", text="KESMAR (Meridian Wire) — The ferry ran onto a sandbank."))
    assert may_state(Document(source="a", text="The ferry ran onto a sandbank.\n— Reuters"))
    assert may_state(Document(source="a", text="新华社北京10月2日电 渡轮搁浅。"))
