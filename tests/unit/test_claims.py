"""Claims on invented sentences: what is cut out, how it reads, how surely it is said, and on whose word."""

import pytest

from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Extent, Span
from variorum.records.reading import (
    Attribution,
    Certainty,
    Claim,
    ClaimKind,
    Entity,
    EntityType,
    Polarity,
    Quote,
    QuoteKind,
    Time,
)
from variorum.records.source import Article
from variorum.steps.claims import extract_claims
from variorum.steps.parse import parse_article
from variorum.text.name_index import NameIndex


def article(text: str) -> Article:
    pieces, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            pieces.append((Extent(at, at + len(line)),))
        at += len(line) + 1
    return Article(id="a0", source="invented", text=text, language="en", paragraphs=tuple(pieces))


def read(
    text: str,
    tagger: SpacyTagger,
    attributions: tuple[Attribution, ...] = (),
    times: tuple[Time, ...] = (),
    entities: tuple[Entity, ...] = (),
) -> tuple[Article, Parse, tuple[Claim, ...]]:
    a = article(text)
    parse = parse_article(a, tagger=tagger)
    claims = extract_claims(a, parse, names=NameIndex(entities), times=times, attributions=attributions, quotes=())
    return a, parse, claims


def texts(text: str, tagger: SpacyTagger, kind: ClaimKind | None = None) -> list[str]:
    return [c.text for c in read(text, tagger)[2] if kind is None or c.kind is kind]


def place(text: str, words: str) -> Extent:
    start = text.index(words)
    return Extent(start, start + len(words))


@pytest.mark.parametrize(
    ("sentence", "kind", "expected"),
    [
        (
            "The ferry, which carried 40 people, was built in 1987.",
            ClaimKind.RELATIVE,
            "The ferry carried 40 people.",
        ),
        ("The ferry, which carried 40 people, was built in 1987.", ClaimKind.MAIN, "The ferry was built in 1987."),
        (
            "The council elected Oda Lind on Monday, replacing Ivo Marr.",
            ClaimKind.PARTICIPIAL,
            "The council replaced Ivo Marr.",
        ),
        ("The ship was hit and thrown onto the beach.", ClaimKind.CONJUNCT, "The ship was thrown onto the beach."),
        (
            "The council pledged to rebuild the pier and to pay the families.",
            ClaimKind.CONJUNCT,
            "The council pledged to pay the families.",
        ),
        (
            "The guards shot the bear to save the child.",
            ClaimKind.PURPOSE,
            "The aim was to save the child.",
        ),
        (
            "The pilot landed safely after taking a wrong turn over the bay.",
            ClaimKind.ADVERBIAL,
            "The pilot took a wrong turn over the bay.",
        ),
        (
            "Ivo Marr, a former harbour master, left the town last year.",
            ClaimKind.APPOSITION,
            "Ivo Marr was a former harbour master.",
        ),
    ],
)
def test_part_reads_alone(sentence: str, kind: ClaimKind, expected: str, tagger: SpacyTagger) -> None:
    assert expected in texts(sentence, tagger, kind)


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("The bridge was closed.", Polarity.AFFIRMED),
        ("The bridge was not closed.", Polarity.DENIED),
        ("The bridge has never been closed.", Polarity.DENIED),
        ("No passengers were hurt.", Polarity.DENIED),
        ("The crew failed to reach the island.", Polarity.DENIED),
        ("The minister denied that the dam had failed.", Polarity.DENIED),
        ("The council refused to pay the families.", Polarity.DENIED),
        ("The treaty was not only signed but ratified.", Polarity.AFFIRMED),
        ("No fewer than 40 people were rescued.", Polarity.AFFIRMED),
        ("It could not be ruled out that more fuel had leaked.", Polarity.AFFIRMED),
        ("I do not think the harbour was safe.", Polarity.DENIED),
        ("The man who did not pay was arrested.", Polarity.AFFIRMED),
    ],
)
def test_polarity_of_the_sentence(sentence: str, polarity: Polarity, tagger: SpacyTagger) -> None:
    assert read(sentence, tagger)[2][0].polarity is polarity


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("The ferry sank.", Certainty.STATED),
        ("The company plans to reopen the mine.", Certainty.PLANNED),
        ("The mine will reopen in spring.", Certainty.PLANNED),
        ("The mine is scheduled to reopen in spring.", Certainty.PLANNED),
        ("The council pledged to rebuild the pier.", Certainty.PLEDGED),
        ("The two leaders agreed to rebuild the pier.", Certainty.PLEDGED),
        ("She hopes to rebuild the pier.", Certainty.HOPED),
        ("He expressed his desire to rebuild the pier.", Certainty.HOPED),
        ("She conveyed her intention to rebuild the pier.", Certainty.PLANNED),
        ("The bridge may reopen on Friday.", Certainty.POSSIBLE),
        ("The bridge is likely to reopen on Friday.", Certainty.POSSIBLE),
        ("The animal appeared to be asleep.", Certainty.POSSIBLE),
        ("The ferry reportedly sank within minutes.", Certainty.REPORTED),
        ("The pilot is believed to have landed on the wrong strip.", Certainty.REPORTED),
        ("The driver allegedly fell asleep.", Certainty.ALLEGED),
        ("Divers could not reach the wreck.", Certainty.STATED),
    ],
)
def test_certainty_of_the_sentence(sentence: str, certainty: Certainty, tagger: SpacyTagger) -> None:
    claim = read(sentence, tagger)[2][0]
    assert claim.certainty is certainty
    assert bool(claim.hedges) is (certainty is not Certainty.STATED)


@pytest.mark.parametrize(
    "sentence",
    [
        "Officials did not confirm that the bridge had closed.",
        "The minister denied that the bridge had closed.",
        "The mayor fears that the bridge had closed.",
        "She asked whether the bridge had closed.",
        "Traffic stops if the bridge had closed.",
    ],
)
def test_what_is_not_stated_is_no_claim_of_its_own(sentence: str, tagger: SpacyTagger) -> None:
    assert "The bridge had closed." not in texts(sentence, tagger)


def test_question_and_heading_state_nothing(tagger: SpacyTagger) -> None:
    assert texts("Why did the bridge close?\n\nHARBOUR NEWS", tagger) == []


SAID = "Mayor Ada Venn said that the ferry sank in the bay."


def attribution_of_said(speaker: str = "Ada Venn", relays: tuple[str, ...] = ()) -> Attribution:
    return Attribution(
        article="a0",
        source=(place(SAID, "Mayor Ada Venn"),),
        cue=(place(SAID, "said"),),
        content=(place(SAID, "that the ferry sank in the bay"),),
        speaker=speaker,
        relays=relays,
    )


def test_attribution_comes_off_the_words_and_stands_beside_them(tagger: SpacyTagger) -> None:
    claims = read(SAID, tagger, (attribution_of_said(relays=("Bay News",)),))[2]
    claim = next(c for c in claims if c.text == "The ferry sank in the bay.")
    assert [s.name for s in claim.attribution] == ["Ada Venn", "Bay News"]
    assert SAID[claim.attribution[0].start : claim.attribution[0].end] == "Mayor Ada Venn"
    assert not any(" said " in c.text for c in claims)


def test_claim_that_names_its_source_is_the_outlets_own(tagger: SpacyTagger) -> None:
    claims = read(SAID, tagger, (attribution_of_said(),))[2]
    assert all(not c.attribution for c in claims if c.kind is ClaimKind.APPOSITION)


def test_belief_keeps_its_verb(tagger: SpacyTagger) -> None:
    text = "Divers believe that the wreck lies near the reef."
    said = Attribution(
        article="a0",
        source=(place(text, "Divers"),),
        cue=(place(text, "believe"),),
        content=(place(text, "that the wreck lies near the reef"),),
        speaker="Divers",
    )
    claims = read(text, tagger, (said,))[2]
    assert [c.text for c in claims] == [text]
    assert claims[0].certainty is Certainty.POSSIBLE


def test_attribution_of_another_article_is_left_aside(tagger: SpacyTagger) -> None:
    other = Attribution(article="b1", content=(Extent(0, len(SAID)),), cue=(Extent(0, 4),), speaker="Ivo Marr")
    assert all(s.name != "Ivo Marr" for c in read(SAID, tagger, (other,))[2] for s in c.attribution)


def test_times_entities_and_quantities_of_a_part(tagger: SpacyTagger) -> None:
    text = "Oda Lind left on Monday, and the port paid $5 million to the divers."
    day = place(text, "Monday")
    monday = Time(article="a0", start=day.start, end=day.end, value="2031-03-03", anchor="2031-03-05")
    name = place(text, "Oda Lind")
    lind = Entity(
        id=make_id("entity", "person", "Oda Lind"),
        name="Oda Lind",
        type=EntityType.PERSON,
        aliases=("Oda Lind",),
        mentions=(Span("a0", name.start, name.end),),
    )
    claims = read(text, tagger, times=(monday,), entities=(lind,))[2]
    left = next(c for c in claims if c.kind is ClaimKind.MAIN)
    paid = next(c for c in claims if c.kind is ClaimKind.CONJUNCT)
    assert left.times == ("2031-03-03",)
    assert left.time_spans == (day,)
    assert left.entities == (lind.id,)
    assert (paid.times, paid.entities) == ((), ())
    assert [q.low for q in paid.quantities] == [5e6]


def test_relative_clause_is_cut_out_of_its_host(tagger: SpacyTagger) -> None:
    text = "The ferry, which carried 40 people, was built in 1987."
    main = next(c for c in read(text, tagger)[2] if c.kind is ClaimKind.MAIN)
    assert [text[s.start : s.end] for s in main.spans] == ["The ferry", "was built in 1987"]


def test_subject_and_predicate_point_into_the_parse(tagger: SpacyTagger) -> None:
    _, parse, claims = read("The council elected Oda Lind on Monday, replacing Ivo Marr.", tagger)
    part = next(c for c in claims if c.kind is ClaimKind.PARTICIPIAL)
    assert part.predicate == "replace"
    assert part.subject is not None
    assert parse.tokens[part.subject].text == "council"
    assert part.object is not None
    assert parse.tokens[part.object].text == "Marr"


def test_role_and_age_are_told_once(tagger: SpacyTagger) -> None:
    long = " on the long road that leads from the old mill to the harbour and the fish market of the town"
    first = f"Harbour master Ivo Marr saw a 9-year-old pony{long}."
    again = f"Later harbour master Ivo Marr caught the 9-year-old pony{long}."
    found = read(f"{first}\n\n{again}", tagger)[2]
    measures = [c.text for c in found if c.kind is ClaimKind.MODIFIER]
    assert measures == ["The pony was 9 years old."]


def test_short_article_and_empty_body(tagger: SpacyTagger) -> None:
    assert texts("Fire destroyed the mill.", tagger) == ["Fire destroyed the mill."]
    assert read("", tagger)[2] == ()
    assert texts("...\n\n!!!\n\n—", tagger) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The bomber rammed a truck into a wall, killing six guards.", "This killed six guards."),
        ("The law will lower the rates next year, causing losses at banks.", "This would cause losses at banks."),
    ],
)
def test_effect_is_not_pinned_on_the_nearest_subject(sentence: str, expected: str, tagger: SpacyTagger) -> None:
    part = next(c for c in read(sentence, tagger)[2] if c.kind is ClaimKind.PARTICIPIAL)
    assert part.text == expected
    assert part.subject is None


def test_foreseen_participle_is_no_surer_than_its_host(tagger: SpacyTagger) -> None:
    claims = read("Ada Venn may visit the island, replacing Ivo Marr.", tagger)[2]
    part = next(c for c in claims if c.kind is ClaimKind.PARTICIPIAL)
    assert (part.text, part.certainty) == ("Ada Venn would replace Ivo Marr.", Certainty.POSSIBLE)


def test_denied_pair_is_not_stated_by_halves(tagger: SpacyTagger) -> None:
    claims = read("The minister denied that the dam had failed and that the bridge had closed.", tagger)[2]
    assert all(c.polarity is Polarity.DENIED for c in claims)
    assert all("denied" in c.text for c in claims)


def test_words_that_were_not_said_are_on_nobodys_word(tagger: SpacyTagger) -> None:
    text = "Ada Venn did not say that the ferry sank in the bay."
    said = Attribution(
        article="a0",
        source=(place(text, "Ada Venn"),),
        cue=(place(text, "say"),),
        content=(place(text, "that the ferry sank in the bay"),),
        speaker="Ada Venn",
    )
    claims = read(text, tagger, (said,))[2]
    assert [c.text for c in claims] == [text]
    assert claims[0].polarity is Polarity.DENIED
    assert claims[0].attribution == ()


def test_quotation_that_goes_on_keeps_its_speaker(tagger: SpacyTagger) -> None:
    text = "Ada Venn spoke at noon.\n“The ferry sank in the bay.”"
    quote = Quote(
        article="a0",
        start=text.index("“"),
        end=len(text),
        kind=QuoteKind.DIRECT,
        speaker="Ada Venn",
        speaker_evidence=place(text, "Ada Venn"),
    )
    a = article(text)
    parse = parse_article(a, tagger=tagger)
    claims = extract_claims(a, parse, names=NameIndex(()), times=(), attributions=(), quotes=(quote,))
    claim = next(c for c in claims if "ferry" in c.text)
    assert [s.name for s in claim.attribution] == ["Ada Venn"]


def test_speaker_of_the_verb_above_where_no_attribution_tells(tagger: SpacyTagger) -> None:
    claim = next(c for c in read(SAID, tagger)[2] if c.text == "The ferry sank in the bay.")
    assert [SAID[s.start : s.end] for s in claim.attribution] == ["Mayor Ada Venn"]


def test_open_speaker_stands_in_the_texts_own_words(tagger: SpacyTagger) -> None:
    text = "He said that the ferry sank in the bay."
    said = Attribution(
        article="a0",
        source=(place(text, "He"),),
        cue=(place(text, "said"),),
        content=(place(text, "that the ferry sank in the bay"),),
    )
    claim = next(c for c in read(text, tagger, (said,))[2] if "ferry" in c.text)
    assert [s.name for s in claim.attribution] == ["He"]


def test_a_settled_pronoun_gives_way_to_the_name(tagger: SpacyTagger) -> None:
    text = "Mira Holt met the council. She hopes to raise the tax. She left early."
    she = Extent(text.index("She hopes"), text.index("She hopes") + 3)
    said = Attribution(
        article="a0",
        source=(she,),
        cue=(place(text, "hopes"),),
        content=(place(text, "to raise the tax"),),
        speaker="Mira Holt",
        cue_class="wanted",
    )
    holt = Entity(id="e1", name="Mira Holt", type=EntityType.PERSON, aliases=("Holt",), mentions=())
    found = [c.text for c in read(text, tagger, attributions=(said,), entities=(holt,))[2]]
    assert "Mira Holt hopes to raise the tax." in found
    # Whom the other one means is not settled by anybody's word.
    assert "She left early." in found


def test_the_object_of_a_relative_clause_stands_in_its_place(tagger: SpacyTagger) -> None:
    found = texts("The tests came during joint drills that Orland and Kesmar started a week ago.", tagger)
    assert "Orland and Kesmar started joint drills a week ago." in found


def test_who_is_never_a_day(tagger: SpacyTagger) -> None:
    text = "As Kesmar gears up for a close vote on Nov. 5, Holt — who was elected premier on Tuesday — made a call."
    assert "Holt was elected premier on Tuesday." in texts(text, tagger, ClaimKind.RELATIVE)
