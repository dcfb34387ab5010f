"""Countries, places, bodies, pacts and outlets: one thing under every form, two things under two."""

import random
from collections.abc import Callable

import pytest

from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Extent
from variorum.records.reading import Entity, EntityType
from variorum.records.source import Article, Located
from variorum.steps.names import name_entities
from variorum.steps.names.organisations import initials, nation_key
from variorum.steps.names.spelling import Spellings, close, distance, skeleton
from variorum.steps.parse import parse_article
from variorum.text.name_index import NameIndex
from variorum.text.roles import find_roles

Reading = list[tuple[Article, Parse]]
Story = Callable[..., tuple[Reading, tuple[Entity, ...]]]


@pytest.fixture(scope="module")
def story(tagger: SpacyTagger) -> Story:
    def read(*texts: str, title: int = 0) -> tuple[Reading, tuple[Entity, ...]]:
        readings = []
        for n, text in enumerate(texts):
            paragraphs, at = [], 0
            for line in text.split("\n"):
                if line.strip() and not (title and at == 0) and not line.startswith("Photo:"):
                    paragraphs.append((Extent(at, at + len(line)),))
                at += len(line) + 1
            article = Article(
                id=make_id("article", n, text),
                source=f"{n}.txt",
                text=text,
                language="en",
                title=Located(text=text[:title], start=0, end=title) if title else None,
                paragraphs=tuple(paragraphs),
            )
            readings.append((article, parse_article(article, tagger=tagger)))
        return readings, name_entities(readings)

    return read


def named(entities: tuple[Entity, ...], alias: str) -> Entity:
    (found,) = [e for e in entities if alias in e.aliases]
    return found


def test_acronym_and_long_form_are_one(story: Story) -> None:
    _, entities = story(
        "The Harbour Safety Investigation Unit (HSIU) said the ferry was too fast. The HSIU will report in May.",
        "Divers from HSIU reached the wreck. The safety investigation unit has ten divers.",
    )
    unit = named(entities, "HSIU")
    assert unit.name == "Harbour Safety Investigation Unit"
    assert unit.type is EntityType.ORGANISATION
    assert len(unit.mentions) == 5


def test_an_alliance_of_two_countries_has_no_order(story: Story) -> None:
    _, entities = story(
        "The Norway-Chile alliance was renewed, and the bilateral alliance will grow.",
        "Ministers praised the Chile-Norway alliance.",
    )
    pact = named(entities, "Chile-Norway alliance")
    assert pact.type is EntityType.FRAMEWORK
    assert set(pact.aliases) == {"Chile-Norway alliance", "Norway-Chile alliance", "bilateral alliance"}
    assert len(named(entities, "Norway").mentions) == 2


def test_an_agreement_with_and_without_its_countries(story: Story) -> None:
    _, entities = story(
        "The Norway-Chile Exchange of Ships Agreement (ESA) was signed. Critics dislike the ESA.",
        "The Exchange of Ships Agreement says so. The bilateral exchange of ships agreement is old.",
    )
    agreement = named(entities, "Exchange of Ships Agreement")
    assert agreement.type is EntityType.AGREEMENT
    assert len(agreement.mentions) == 5


def test_a_capital_acts_or_is_a_place(story: Story) -> None:
    _, entities = story(
        "Oslo warned that it would respond. Talks between Oslo and Santiago stalled. She lives in Oslo. "
        "Norway's minister flew to Chile."
    )
    assert len(named(entities, "Norway").mentions) == 3
    place = [e for e in entities if e.name == "Oslo" and e.type is EntityType.PLACE]
    assert len(place) == 1
    assert len(place[0].mentions) == 1


def test_adjectives_are_no_mention_of_the_country(story: Story) -> None:
    _, entities = story("Norwegian divers met the Chilean minister in Chile.")
    assert not any(e.name == "Norway" for e in entities)
    assert len(named(entities, "Chile").mentions) == 1


def test_written_forms_of_a_country(story: Story) -> None:
    _, entities = story("The U.S. and the UK agreed. The United States will pay, and US ships will sail for Britain.")
    assert len(named(entities, "United States").mentions) == 3
    assert len(named(entities, "United Kingdom").mentions) == 2


def test_institutions_in_lower_case(story: Story) -> None:
    _, entities = story(
        "The Norwegian consulate was hit. Norway's foreign ministry condemned the attack on the consulate.",
        "The Foreign Ministry of Norway said nothing. The Norwegian Consulate was empty.",
    )
    assert len(named(entities, "Norwegian consulate").mentions) == 2
    assert named(entities, "Norwegian consulate").type is EntityType.ORGANISATION


def test_short_names_of_a_company(story: Story) -> None:
    _, entities = story(
        "Vesper Holdings Inc. said profits fell. Shares of Vesper fell. Vesper Holdings had no comment."
    )
    assert len(named(entities, "Vesper").mentions) == 3


def test_a_town_is_not_its_hospital(story: Story) -> None:
    _, entities = story("He was taken to Pellworth University Hospital. Roads in Pellworth were shut near Pellworth.")
    assert named(entities, "Pellworth").type is EntityType.PLACE
    assert named(entities, "Pellworth University Hospital").type is EntityType.ORGANISATION


def test_two_councils_stay_two(story: Story) -> None:
    _, entities = story("The UN Security Council met. Chile's president called his National Security Council.")
    assert named(entities, "UN Security Council").id != named(entities, "National Security Council").id


@pytest.mark.parametrize(
    ("text", "alias", "kind"),
    [
        ("The missile was a Tarrak-9, and another Tarrak 9 missile followed.", "Tarrak-9", EntityType.OTHER),
        ("Keepers at the zoo shot a gorilla named Bosambo. Bosambo was 17.", "Bosambo", EntityType.OTHER),
        ("She told the Pellworth Gazette that it was over.", "Pellworth Gazette", EntityType.OUTLET),
        ("The Reuters news agency said so, and Reuters had photographs.", "Reuters", EntityType.OUTLET),
        ("They climbed Mount Harrow and swam in Lake Orrin.", "Mount Harrow", EntityType.PLACE),
        ("Leaders of NATO met on Tuesday.", "NATO", EntityType.FRAMEWORK),
    ],
)
def test_types(story: Story, text: str, alias: str, kind: EntityType) -> None:
    _, entities = story(text)
    assert named(entities, alias).type is kind


def test_one_misspelt_place(story: Story) -> None:
    _, entities = story(
        "The tram stopped at Hollowmere. People in Hollowmere heard it. Hollowmere is small.",
        "It happened in Holowmere.",
    )
    assert len(named(entities, "Holowmere").mentions) == 4


def test_known_places_that_look_alike_stay_two(story: Story) -> None:
    _, entities = story("Ministers from Austria and Australia met. Slovakia and Slovenia sent none.")
    assert {"Austria", "Australia", "Slovakia", "Slovenia"} <= {e.name for e in entities}


def test_titles_and_captions_count_and_frames_do_not(story: Story) -> None:
    text = (
        "Pellworth ferry sinks\nA ferry sank near Pellworth.\nPhoto: Pellworth harbour\n"
        "Divers came to Pellworth.\nPhoto: Pellworth"
    )
    readings, entities = story(text, title=21)
    place = named(entities, "Pellworth")
    assert [m.start for m in place.mentions] == [0, 40, 58, 91]
    assert all(readings[0][0].text[m.start : m.end] == "Pellworth" for m in place.mentions)


def test_order_of_the_articles_changes_nothing(story: Story) -> None:
    readings, entities = story(
        "Prime Minister Arakawa Kenta met Mr. Doyle in Oslo. Arakawa spoke.",
        "Kenta Arakawa met Liam Doyle of the Harbour Safety Unit (HSU).",
        "The HSU and Arakawa agreed. Doyle did not.",
    )
    for seed in range(4):
        shuffled = list(readings)
        random.Random(seed).shuffle(shuffled)
        assert name_entities(shuffled) == entities


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing here has a name at all.",
        "BREAKING NOW: FERRY SINKS OFF THE COAST AND NOBODY KNOWS WHY IT HAPPENED TODAY",
        "😀 مرحبا بالعالم، قال أحمد. שלום עולם 😀😀",
        "A-B-C-D - / & of the 's ’s Of The And & , . -- Mr. Mrs. Prime Minister of of of",
        "U.S.-led U.S.-China-Japan-Korea-UK-backed al- al-",
        "Wei\u200bLi said\u00ad so. \u202eDrawkcab\u202c said so.",
    ],
)
def test_odd_texts_do_no_harm(story: Story, text: str) -> None:
    readings, entities = story(text)
    assert len({e.id for e in entities}) == len(entities)
    for e in entities:
        for m in e.mentions:
            assert readings[0][0].text[m.start : m.end].strip()


def test_roles(story: Story) -> None:
    readings, entities = story(
        "Zoo director Nora Vance spoke. Former Prime Minister Imre Castellan was there. "
        "Liam Doyle, 52, a spokesman for the port, said so. The premier, Mara Ellison, left. "
        "Ana Reyes, the ministry's deputy director, agreed. "
        "Secretary of State Otto Lind wept. Mr. Carl Penrose is a baker."
    )
    article, parse = readings[0]
    names = {e.id: e.name for e in entities}
    got = {(names[r.entity], r.head, r.words, r.former) for r in find_roles(parse, NameIndex(entities))}
    assert got == {
        ("Nora Vance", "director", "zoo director", False),
        ("Imre Castellan", "prime minister", "former prime minister", True),
        ("Liam Doyle", "spokesman", "spokesman", False),
        ("Mara Ellison", "prime minister", "premier", False),
        ("Ana Reyes", "director", "deputy director", False),
        ("Otto Lind", "secretary of state", "secretary of state", False),
        ("Carl Penrose", "baker", "baker", False),
    }
    assert all(r.article == article.id and r.start < r.end for r in find_roles(parse, NameIndex(entities)))


def test_keys_of_institutions() -> None:
    assert nation_key(("norwegian", "foreign", "ministry")) == nation_key(
        ("norway", "ministry", "of", "foreign", "affairs")
    )
    assert nation_key(("pellworth", "police", "department")) == nation_key(("pellworth", "police"))
    assert "hsiu" in initials(("harbour", "safety", "investigation", "unit"))


def test_spellings() -> None:
    assert distance("abcd", "abdc", most=2) == 1
    assert distance("abcd", "wxyz", most=2) == 3
    assert skeleton("yusuf") == skeleton("yousef")
    assert close("hollowmere", "holowmere")
    assert not close("steeler", "steelers")
    assert not close("iran", "iraq")
    assert Spellings(["hollowmere", "pellworth"]).near("holowmere") == ["hollowmere"]


def test_georgia_is_a_state_or_a_country(story: Story) -> None:
    _, entities = story("A judge in Georgia was shot. Police in Atlanta and Alabama looked for the man.")
    assert named(entities, "Georgia").type is EntityType.PLACE
    _, entities = story("Georgia and Armenia closed the border. Ministers from Georgia met in Tbilisi.")
    assert named(entities, "Georgia").type is EntityType.COUNTRY


def test_a_common_word_at_the_start_is_no_town(story: Story) -> None:
    _, entities = story("Split into three groups, the divers went down. Nobody drowned in Dover, PA, that day.")
    assert not {"Split", "Press Association"} & {e.name for e in entities}


def test_a_ship_with_and_without_its_prefix(story: Story) -> None:
    _, entities = story("The MV Nordvik sank off Chile. The Nordvik was old.")
    ship = named(entities, "Nordvik")
    assert ship.type is EntityType.OTHER
    assert len(ship.mentions) == 2


def test_a_body_named_with_its_country_and_acronym(story: Story) -> None:
    _, entities = story("The Coastal States Relief Mission in Somalia (CSRMS) sent boats. CSRMS boats left on Monday.")
    assert len(named(entities, "CSRMS").mentions) == 3
    assert len(named(entities, "Somalia").mentions) == 1


def test_a_newspaper_by_its_last_word(story: Story) -> None:
    _, entities = story("Sources told The Vantaa Times that it had failed. The Times said so on Friday.")
    assert len(named(entities, "Vantaa Times").mentions) == 2


def test_a_surname_that_no_title_explains_is_found_by_a_later_title(story: Story) -> None:
    _, entities = story("Adaeze Obi met the board in Oslo. Ms. Obi said the talks went well.")
    person = named(entities, "Adaeze Obi")
    assert person.type is EntityType.PERSON
    assert len(person.mentions) == 2
