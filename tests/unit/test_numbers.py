"""Numbers with their units, in invented sentences."""


import pytest
from tests.growth import grows_linearly

from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.place import Extent
from variorum.records.reading import Quantity
from variorum.records.source import Article
from variorum.steps.parse import parse_article
from variorum.text.numbers import find_quantities


def read(text: str, tagger: SpacyTagger) -> list[tuple[str, Quantity]]:
    article = Article(id="a", source="s", text=text, language="en", paragraphs=((Extent(0, len(text)),),))
    parse = parse_article(article, tagger=tagger)
    return [(text[q.start : q.end], q) for s in parse.sentences for q in find_quantities(parse.of(s))]


def only(text: str, tagger: SpacyTagger) -> tuple[str, Quantity]:
    (found,) = read(text, tagger)
    return found


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit", "noun"),
    [
        ("At least nine people were killed in Orvane.", "At least nine", 9, None, "person", "dead"),
        ("The landslide killed 14.", "14", 14, 14, "person", "dead"),
        ("More than 60 people were injured.", "More than 60", 60, None, "person", "injured"),
        ("The death toll rose to 31 on Monday.", "31", 31, 31, "person", "dead"),
        ("The fire left dozens hurt.", "dozens", 24, None, "person", "injured"),
        ("Up to 200 goats were lost.", "Up to 200", None, 200, "", "goat"),
        ("A 6-year-old girl was found.", "6-year-old", 6, 6, "year", "age"),
        ("The seven-year-old was found.", "seven-year-old", 7, 7, "year", "age"),
        ("Mila Torvik, 47, was there.", "47", 47, 47, "year", "age"),
        ("He fell 20 feet.", "20 feet", 6.096, 6.096, "m", ""),
        ("The ferry did 30 mph.", "30 mph", 48.28032, 48.28032, "km/h", ""),
        ("The bear weighs 300lb.", "300lb", 136.077711, 136.077711, "kg", ""),
        ("The wall is 3 miles long.", "3 miles", 4828.032, 4828.032, "m", ""),
        ("The bank lost $2.5 billion.", "$2.5 billion", 2.5e9, 2.5e9, "usd", ""),
        ("The bank lost €300m.", "€300m", 3e8, 3e8, "eur", ""),
        ("The loan was 500 million yen.", "500 million yen", 5e8, 5e8, "jpy", ""),
        ("Rates rose to 12 per cent.", "12 per cent", 12, 12, "percent", ""),
        ("Two-thirds of the shops closed.", "Two-thirds", 200 / 3, 200 / 3, "percent", "shop"),
        ("Rates lie between 4% and 9%.", "between 4% and 9%", 4, 9, "percent", ""),
        ("It dug 10 to 12 feet down.", "10 to 12 feet", 3.048, 3.6576, "m", ""),
        ("It lasted two and a half hours.", "two and a half hours", 150, 150, "minute", ""),
        ("Some 300,000 people signed it.", "Some 300,000", 270_000, 330_000, "person", "person"),
        ("Hundreds of thousands of people signed.", "Hundreds of thousands", 200_000, None, "person", "person"),
        ("Three hundred and twelve sheep died.", "Three hundred and twelve", 312, 312, "", "sheep"),
        ("Forty-two lamps broke.", "Forty-two", 42, 42, "", "lamp"),
    ],
)
def test_value_unit_and_noun(
    tagger: SpacyTagger, text: str, words: str, low: float | None, high: float | None, unit: str, noun: str
) -> None:
    found, q = only(text, tagger)
    assert found == words
    assert (q.low, q.high) == (pytest.approx(low) if low else low, pytest.approx(high) if high else high)
    assert (q.unit, q.noun) == (unit, noun)


@pytest.mark.parametrize(
    "text",
    [
        "The train left at 6.10am on 9 November.",
        "It began at 07:30 on Friday.",
        "She was born in 1987.",
        "It was the 12th time.",
        "The mayor left two days ago.",
        "They took Flight 212 along Route 9.",
        "No one knew.",
        "One of them knew.",
    ],
)
def test_times_dates_years_ordinals_and_names_are_no_quantities(tagger: SpacyTagger, text: str) -> None:
    assert read(text, tagger) == []


def test_feet_and_metres_meet_in_one_unit(tagger: SpacyTagger) -> None:
    _, feet = only("The pole is 10 feet high.", tagger)
    _, metres = only("The pole is 3.05 metres high.", tagger)
    assert feet.unit == metres.unit
    assert feet.low == pytest.approx(metres.low, rel=0.01)


def test_about_reaches_less_far_the_more_digits_are_given(tagger: SpacyTagger) -> None:
    _, loose = only("The bank lost about $2 billion.", tagger)
    _, tight = only("The bank lost about $1.95 billion.", tagger)
    assert loose.about
    assert tight.about
    assert loose.low is not None
    assert tight.low is not None
    assert 1 - loose.low / 2e9 > 1 - tight.low / 1.95e9


def test_several_numbers_of_a_sentence_stand_in_order(tagger: SpacyTagger) -> None:
    found = read("Nine people were killed and more than 60 injured when 3 carriages fell 12 feet.", tagger)
    assert [w for w, _ in found] == ["Nine", "more than 60", "3", "12 feet"]
    assert [q.noun for _, q in found][:2] == ["dead", "injured"]


def test_work_on_a_table_grows_with_its_length(tagger: SpacyTagger) -> None:
    article = Article(id="a", source="s", text="7 8 9 " * 300, language="en", paragraphs=((Extent(0, 1799),),))
    tokens = list(parse_article(article, tagger=tagger).tokens)
    assert grows_linearly(lambda n: find_quantities(tokens[:n]), small=len(tokens) // 8, large=len(tokens))
