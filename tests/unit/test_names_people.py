"""People: one person under every form, never two under one; shown by name order and origin."""

from collections.abc import Callable

import pytest

from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Extent
from variorum.records.reading import Entity, EntityType
from variorum.records.source import Article
from variorum.steps.names import name_entities
from variorum.steps.parse import parse_article

Story = Callable[..., tuple[list[tuple[Article, Parse]], tuple[Entity, ...]]]


@pytest.fixture(scope="module")
def story(tagger: SpacyTagger) -> Story:
    def read(*texts: str) -> tuple[list[tuple[Article, Parse]], tuple[Entity, ...]]:
        readings = []
        for n, text in enumerate(texts):
            paragraphs, at = [], 0
            for line in text.split("\n"):
                if line.strip():
                    paragraphs.append((Extent(at, at + len(line)),))
                at += len(line) + 1
            article = Article(
                id=make_id("article", n, text),
                source=f"{n}.txt",
                text=text,
                language="en",
                paragraphs=tuple(paragraphs),
            )
            readings.append((article, parse_article(article, tagger=tagger)))
        return readings, name_entities(readings)

    return read


def people(entities: tuple[Entity, ...]) -> dict[str, tuple[str, ...]]:
    return {e.name: e.aliases for e in entities if e.type is EntityType.PERSON}


# One invented person each: (origin and order, texts, canonical name, number of mentions).
BY_ORIGIN = [
    (
        "Japanese, both orders",
        (
            "Prime Minister Arakawa Kenta met reporters on Monday. Arakawa said the plan would go on. Mr Arakawa left.",
            "Kenta Arakawa, the prime minister, said the plan would go on. Arakawa declined to comment.",
        ),
        "Kenta Arakawa",
        5,
    ),
    (
        "Korean, family name first and last",
        ("Park Min-seo, a professor, said so. Park added more.", "Min-seo Park said so."),
        "Park Min-seo",
        3,
    ),
    (
        "Hungarian, family name first and last",
        (
            "Horváth Gergely said the dam had failed. Horváth is a professor.",
            "Gergely Horváth, a professor, told the paper so.",
        ),
        "Gergely Horváth",
        3,
    ),
    (
        "Spanish, two family names",
        (
            "María Elena Quiroga Vélez, the mayor, said so. Quiroga said the bridge was safe. Ms. Quiroga spoke.",
            "Maria Quiroga said the bridge was safe.",
        ),
        "María Elena Quiroga Vélez",
        4,
    ),
    (
        "Arabic, particles",
        (
            "Omar bin Rashid al-Harbi, a spokesman for the Ministry of Ports, said the ship had sunk. "
            "Al-Harbi said so. Mr. Harbi left.",
        ),
        "Omar bin Rashid al-Harbi",
        3,
    ),
    (
        "Arabic, two transliterations",
        ("Yusuf al-Tamimi told reporters so.", "Yousef al-Tamimi told reporters so. Tamimi declined."),
        "Yusuf al-Tamimi",
        3,
    ),
    (
        "Burmese, no family name",
        ("Daw Khin Thandar Myint spoke in Mandalay. Thandar Myint said so. Ms. Khin Thandar Myint left.",),
        "Khin Thandar Myint",
        3,
    ),
    (
        "Indonesian, one name",
        ("President Sutrisno said the ferry sank. Sutrisno visited Surabaya.", "Mr. Sutrisno said it sank."),
        "Sutrisno",
        3,
    ),
    (
        "Icelandic, called by the given name",
        ("Katla Jónsdóttir, the minister, said the volcano was quiet. Katla said so.", "Katla Jonsdottir spoke."),
        "Katla Jónsdóttir",
        3,
    ),
    (
        "Yoruba and Akan, hyphen and initials",
        ("J. K. Adeyemi-Cole met the board, the company said. Adeyemi-Cole said it went well.",),
        "J. K. Adeyemi-Cole",
        2,
    ),
    (
        "French, particle",
        ("Jean-Baptiste de la Mare arrived at noon. Mr de la Mare spoke. De la Mare left.",),
        "Jean-Baptiste de la Mare",
        3,
    ),
    (
        "English, middle initial and nickname",
        (
            "Robert T. Wexley, the firm's director, resigned. Wexley said so.",
            "Bob Wexley resigned on Monday. Mr. Wexley had no comment.",
        ),
        "Robert T. Wexley",
        4,
    ),
    (
        "Indian, long name",
        ("Lakshmi Narayan Deshmukh, a farmer, said so. Deshmukh has two fields.", "Ms Deshmukh spoke to reporters."),
        "Lakshmi Narayan Deshmukh",
        3,
    ),
]


@pytest.mark.parametrize(("texts", "name", "mentions"), [c[1:] for c in BY_ORIGIN], ids=[c[0] for c in BY_ORIGIN])
def test_every_form_of_one_person_is_joined(story: Story, texts: tuple[str, ...], name: str, mentions: int) -> None:
    _, entities = story(*texts)
    found = [e for e in entities if e.type is EntityType.PERSON]
    assert [e.name for e in found] == [name]
    assert len(found[0].mentions) == mentions


def test_siblings_who_share_a_family_name_stay_two(story: Story) -> None:
    _, entities = story(
        "Anna Faber and Tom Faber were in the car, police said. The Fabers had left at noon. Faber said it was late."
    )
    got = people(entities)
    assert set(got) == {"Anna Faber", "Tom Faber"}
    assert all("Faber" not in aliases for aliases in got.values())


def test_a_shared_family_name_is_given_to_both(story: Story) -> None:
    _, entities = story(
        "Ruth and Henry Calloway, both of Norwell, were on board.", "Henry Calloway was a doctor. Ruth Calloway taught."
    )
    got = people(entities)
    assert "Ruth" in got["Ruth Calloway"]
    assert set(got) == {"Ruth Calloway", "Henry Calloway"}


def test_father_and_son_stay_two(story: Story) -> None:
    _, entities = story(
        "Edgar Voss met voters in June. Edgar Voss Jr. stayed at home. Voss said taxes would fall. "
        "Voss Jr. declined to speak."
    )
    got = people(entities)
    assert "Voss Jr." not in got["Edgar Voss"]
    assert any("Voss Jr." in aliases for name, aliases in got.items() if name != "Edgar Voss")


def test_a_title_introduces_its_bearer(story: Story) -> None:
    _, entities = story(
        "President Ewan Marlowe signed the law.",
        "President Marlowe signed the law. Clara Marlowe stood beside him. Marlowe said it was a great day.",
    )
    got = people(entities)
    assert "Marlowe" not in got.get("Clara Marlowe", ())


@pytest.mark.parametrize(
    "title", ["Mr", "Mrs.", "Dr", "Prime Minister", "Lt. Gen.", "Rabbi", "Chief Constable", "Senator"]
)
def test_a_title_is_no_part_of_the_name(story: Story, title: str) -> None:
    readings, entities = story(f"They met {title} Imre Castellan on Friday. Castellan said the talks went well.")
    (person,) = [e for e in entities if e.type is EntityType.PERSON]
    assert person.name == "Imre Castellan"
    text = readings[0][0].text
    assert {text[m.start : m.end] for m in person.mentions} == {"Imre Castellan", "Castellan"}


def test_an_office_with_its_field_stands_before_a_name(story: Story) -> None:
    _, entities = story(
        "Minister of Defence Oskar Lindqvist and Secretary of State Mara Ellison agreed, officials said."
    )
    assert {"Oskar Lindqvist", "Mara Ellison"} <= set(people(entities))


def test_a_misspelt_name_joins_only_where_one_fits(story: Story) -> None:
    _, entities = story("Dmitri Kasparian spoke. Kasparian left.", "Dmitri Kasparjan spoke to the press.")
    assert len(people(entities)) == 1
    _, entities = story("Marian Holt and Marion Holt are cousins, the family said. Both went home.")
    assert set(people(entities)) == {"Marian Holt", "Marion Holt"}


def test_different_given_names_are_never_one(story: Story) -> None:
    _, entities = story(
        "Kim Sang-ho, a professor, spoke in Seoul.", "Kim Young-jae, a driver, was hurt. Mr. Kim is 40."
    )
    assert {"Kim Sang-ho", "Kim Young-jae"} <= set(people(entities))


def test_the_office_holder_has_the_bare_name(story: Story) -> None:
    _, entities = story(
        "President Ewan Marlowe and his wife, Clara Marlowe, arrived at noon. Marlowe said he was glad. "
        "Mrs. Marlowe visited a school. Mr. Marlowe flew home."
    )
    by_name = {e.name: e for e in entities if e.type is EntityType.PERSON}
    assert len(by_name["Ewan Marlowe"].mentions) == 3
    assert len(by_name["Clara Marlowe"].mentions) == 2


def test_a_person_who_bears_an_outlets_name(story: Story) -> None:
    _, entities = story("Mayor Hugo Bloomberg opened the bridge. Bloomberg said it was safe. Bloomberg left in a boat.")
    (mayor,) = [e for e in entities if e.type is EntityType.PERSON]
    assert len(mayor.mentions) == 3
