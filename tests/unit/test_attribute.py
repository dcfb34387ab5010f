from collections.abc import Callable

import pytest

from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Extent, Span
from variorum.records.reading import Attribution, AttributionKind, Entity, EntityType, Quote, QuoteKind
from variorum.records.source import Article
from variorum.steps.attribute import attribute
from variorum.steps.parse import parse_article
from variorum.text.name_index import NameIndex

PERSON, BODY, OUTLET, STATE = EntityType.PERSON, EntityType.ORGANISATION, EntityType.OUTLET, EntityType.COUNTRY

Names = dict[str, EntityType]
Reader = Callable[..., "Reading"]


class Reading:
    def __init__(self, text: str, attributions: tuple[Attribution, ...], quotes: tuple[Quote, ...]) -> None:
        self.text, self.attributions, self.quotes = text, attributions, quotes

    def words(self, extents: tuple[Extent, ...]) -> str:
        return " ... ".join(self.text[e.start : e.end] for e in extents)

    def by_cue(self, cue: str) -> Attribution:
        found = [a for a in self.attributions if self.words(a.cue) == cue]
        assert found, f"{cue!r} not among {[self.words(a.cue) for a in self.attributions]}"
        return found[0]

    def speakers(self) -> list[str | None]:
        return [q.speaker for q in self.quotes]


def article(text: str) -> Article:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((Extent(at, at + len(line.rstrip())),))
        at += len(line) + 1
    return Article(id=make_id("article", text), source="x", text=text, language="en", paragraphs=tuple(paragraphs))


def index(a: Article, names: Names) -> NameIndex:
    entities = []
    taken: set[int] = set()
    for name, kind in names.items():
        forms = {name, name.split()[-1]} if kind is PERSON else {name}
        mentions = []
        for form in sorted(forms, key=len, reverse=True):
            at = a.text.find(form)
            while at >= 0:
                if at not in taken and not taken & set(range(at, at + len(form))):
                    mentions.append(Span(a.id, at, at + len(form)))
                    taken |= set(range(at, at + len(form)))
                at = a.text.find(form, at + 1)
        entities.append(
            Entity(
                id=make_id("entity", kind, name),
                name=name,
                type=kind,
                aliases=tuple(sorted(forms)),
                mentions=tuple(sorted(mentions)),
            )
        )
    return NameIndex(entities)


@pytest.fixture(scope="module")
def read(tagger: SpacyTagger) -> Reader:
    def run(text: str, names: Names | None = None) -> Reading:
        a = article(text)
        parse = parse_article(a, tagger=tagger)
        return Reading(text, *attribute(a, parse, names=index(a, names or {})))

    return run


def test_indirect_speech(read: Reader) -> None:
    r = read("Ana Holm said on Monday that the ferry would sail again.", {"Ana Holm": PERSON})
    a = r.by_cue("said")
    assert r.words(a.source) == "Ana Holm"
    assert r.words(a.content) == "that the ferry would sail again"
    assert (a.kind, a.speaker, a.cue_class) == (AttributionKind.INDIRECT, "Ana Holm", "said")


def test_inverted_and_split_quotation_is_one_attribution(read: Reader) -> None:
    r = read("“The pier is safe,” said Ana Holm, the mayor. “We sail at noon.”", {"Ana Holm": PERSON})
    assert r.speakers() == ["Ana Holm", "Ana Holm"]
    a = r.by_cue("said")
    assert r.words(a.content) == "“The pier is safe,” ... “We sail at noon.”"
    assert a.kind is AttributionKind.DIRECT


def test_long_apposition_between_quotation_and_cue(read: Reader) -> None:
    r = read("“We heard a bang,” Tomas Berg, the head of the port's safety office, said.", {"Tomas Berg": PERSON})
    assert r.speakers() == ["Tomas Berg"]


def test_according_to(read: Reader) -> None:
    r = read("The bridge was closed on Friday, according to a statement by the port.")
    a = r.by_cue("according to")
    assert r.words(a.content) == "The bridge was closed on Friday"
    assert "statement" in r.words(a.source)


def test_parenthetical_cue(read: Reader) -> None:
    r = read("The driver, Ana Holm said, was treated at once.", {"Ana Holm": PERSON})
    assert r.words(r.by_cue("said").content).startswith("The driver")
    assert r.words(r.by_cue("said").content).endswith("was treated at once")


def test_conjoined_cue_takes_the_subject(read: Reader) -> None:
    r = read("Ana Holm said the ferry will sail and noted that the pier had been mended.", {"Ana Holm": PERSON})
    assert [a.speaker for a in r.attributions] == ["Ana Holm", "Ana Holm"]
    assert r.words(r.by_cue("said").content) == "the ferry will sail"


def test_adding_takes_the_outer_subject(read: Reader) -> None:
    r = read("Ana Holm rejected the claim that the pier was unsafe, adding that it was new.", {"Ana Holm": PERSON})
    a = r.by_cue("adding")
    assert (a.speaker, r.words(a.content)) == ("Ana Holm", "that it was new")


def test_nouns_carry_attributions(read: Reader) -> None:
    r = read("Her claim that the pier was unsafe drew laughter.")
    a = r.by_cue("claim")
    assert (r.words(a.source), r.words(a.content)) == ("Her", "that the pier was unsafe")


def test_documents_speak(read: Reader) -> None:
    r = read("The report says the pier was built in 1901.")
    assert r.words(r.by_cue("says").source) == "The report"


def test_chain_keeps_its_relay(read: Reader) -> None:
    r = read(
        "The Harbour Post reported that Ana Holm said the ferry would sail.",
        {"Ana Holm": PERSON, "Harbour Post": OUTLET},
    )
    a = r.by_cue("said")
    assert (a.speaker, a.relays) == ("Ana Holm", ("Harbour Post",))


def test_quotation_told_to_an_outlet(read: Reader) -> None:
    r = read("“It was loud,” Ana Holm told Reuters.", {"Ana Holm": PERSON, "Reuters": OUTLET})
    assert (r.quotes[0].speaker, r.quotes[0].via) == ("Ana Holm", "Reuters")


def test_wanting_is_no_speech(read: Reader) -> None:
    r = read("Ana Holm wants to close the pier.", {"Ana Holm": PERSON})
    assert r.by_cue("wants").cue_class == "wanted"


def test_refusing_to_say_is_no_speech(read: Reader) -> None:
    assert "to say" not in {
        r.words(a.cue) for r in [read("He refused to say whether it was safe.")] for a in r.attributions
    }


def test_quotation_over_paragraphs(read: Reader) -> None:
    r = read(
        "Ana Holm said: “The pier is old.\n“It must be mended.\n“We shall do so.”\nThe ferry is red.",
        {"Ana Holm": PERSON},
    )
    assert r.speakers() == ["Ana Holm"] * 3
    assert r.quotes[1].speaker_reason == "the quotation goes on"


def test_pronoun_takes_the_last_speaker(read: Reader) -> None:
    r = read("Ana Holm said the ferry was safe.\n“It sails at noon,” she said.", {"Ana Holm": PERSON})
    assert r.speakers() == ["Ana Holm"]
    assert r.quotes[0].speaker_reason.startswith("pronoun")


def test_pronoun_of_the_other_sex_names_nobody(read: Reader) -> None:
    r = read("Mr Peter Lund was at the pier.\n“It was loud,” she said.", {"Peter Lund": PERSON})
    assert r.speakers() == [None]


def test_two_who_fit_leave_the_speaker_open(read: Reader) -> None:
    r = read(
        "Peter Lund and Paul Vik watched from the pier.\n“It was loud,” he said.",
        {"Peter Lund": PERSON, "Paul Vik": PERSON},
    )
    assert r.speakers() == [None]


def test_role_stands_for_its_one_holder(read: Reader) -> None:
    r = read(
        "Mayor Ana Holm came to the pier on Friday. It rained.\n“It is safe,” the mayor said.", {"Ana Holm": PERSON}
    )
    assert r.speakers() == ["Ana Holm"]


def test_spokesman_speaks_for_the_body(read: Reader) -> None:
    r = read("A Port Authority spokesman said: “It is safe.”", {"Port Authority": BODY})
    assert r.speakers() == ["Port Authority"]


def test_they_may_be_the_body(read: Reader) -> None:
    r = read(
        "A Port Authority spokesman said the pier was shut.\n“It is unsafe,” they added.", {"Port Authority": BODY}
    )
    assert r.speakers() == ["Port Authority"]


def test_the_statement_has_an_author(read: Reader) -> None:
    r = read(
        "Ana Holm said in a statement that she was sorry.\nThe ferry is red.\n“We shall pay,” the statement said.",
        {"Ana Holm": PERSON},
    )
    assert r.speakers() == ["Ana Holm"]


def test_crowds_have_no_name(read: Reader) -> None:
    assert read("“It was loud,” some people said.").speakers() == [None]


def test_term_in_marks_is_no_speech(read: Reader) -> None:
    r = read("The town lies on the so-called “silver coast” of the lake.")
    assert (r.quotes[0].kind, r.quotes[0].speaker) == (QuoteKind.SCARE, None)


def test_self_described_term(read: Reader) -> None:
    r = read("A self-declared “harbour nerd”, Ana Holm lives on a boat.", {"Ana Holm": PERSON})
    assert r.speakers() == ["Ana Holm"]


def test_fragment_in_reported_speech(read: Reader) -> None:
    r = read("Ana Holm said the bang was “very loud” and a “real shock”.", {"Ana Holm": PERSON})
    assert [(q.kind, q.speaker) for q in r.quotes] == [(QuoteKind.PARTIAL, "Ana Holm")] * 2


def test_title_before_the_cue_is_no_quotation_of_hers(read: Reader) -> None:
    r = read("On the podcast “The Evening Hour,” Ana Holm said the pier was safe.", {"Ana Holm": PERSON})
    assert r.words(r.by_cue("said").content) == "the pier was safe"


def test_transcript_lines(read: Reader) -> None:
    r = read("HOLM: It was loud and it was dark.\nQ: Were you afraid of it?")
    assert r.words(r.attributions[0].source) == "HOLM"
    assert len(r.attributions) == 2


def test_cue_at_the_line_end_opens_the_next(read: Reader) -> None:
    r = read("Ana Holm also wrote:\n“The pier is safe.”", {"Ana Holm": PERSON})
    assert r.speakers() == ["Ana Holm"]
    assert r.words(r.by_cue("also wrote").content) == "“The pier is safe.”"


def test_unmatched_mark_harms_its_own_paragraph_only(read: Reader) -> None:
    r = read("The “pier is old.\nThe ferry is red.\n“It is safe,” Ana Holm said.", {"Ana Holm": PERSON})
    assert r.speakers()[-1] == "Ana Holm"
    assert r.words((Extent(r.quotes[-1].start, r.quotes[-1].end),)) == "“It is safe,”"


def test_unlisted_person_is_known_from_the_parse(read: Reader) -> None:
    r = read("“It was loud,” said Hannah Miller, a nurse.\n“I ran,” Miller added.")
    assert r.speakers() == ["Hannah Miller", "Hannah Miller"]


def test_empty_body(tagger: SpacyTagger) -> None:
    a = Article(id="a1", source="x", text="", language="en", paragraphs=())
    assert attribute(a, Parse(article="a1", tokens=(), sentences=()), names=NameIndex(())) == ((), ())


def test_who_was_asked_answers(read: Reader) -> None:
    r = read("A reporter asked Peter Lund about the pier.\nHe replied: “It is safe.”", {"Peter Lund": PERSON})
    assert (r.speakers(), r.quotes[0].speaker_reason) == (["Peter Lund"], "pronoun: the one who was asked")


def test_another_known_to_fit_leaves_it_open(read: Reader) -> None:
    r = read("“He lies,” Berg said of Mrs Lund.\n“It is untrue,” she said.", {"Berg": PERSON, "Lund": PERSON})
    assert r.speakers()[1] is None


def test_claimed_by_nobody(read: Reader) -> None:
    a = read("It was claimed that the dam had burst.").by_cue("was claimed")
    assert (a.source, a.speaker) == ((), None)


def test_outlet_passes_words_on(read: Reader) -> None:
    r = read(
        "Ana Holm said the ferry sped up and “everyone just fell,” Reuters reported.",
        {"Ana Holm": PERSON, "Reuters": OUTLET},
    )
    assert (r.quotes[0].speaker, r.quotes[0].via) == ("Ana Holm", "Reuters")


def test_seat_of_government_is_the_state(read: Reader) -> None:
    r = read("Oslo said the plan was “unwise”.", {"Oslo": EntityType.PLACE})
    assert r.speakers() == ["Norway"]


def test_a_role_of_another_place_is_another_person(read: Reader) -> None:
    r = read(
        "Mayor Ana Holm came to the pier. It rained.\n“It is safe,” the Bergen mayor said.",
        {"Ana Holm": PERSON, "Bergen": EntityType.PLACE},
    )
    assert r.speakers() != ["Ana Holm"]


def test_in_the_words_of(read: Reader) -> None:
    r = read("The bridge was, in the words of one engineer, “an accident waiting to happen”.")
    assert r.speakers() == ["one engineer"]


def test_what_was_asked_is_not_said_by_the_one_asked(read: Reader) -> None:
    r = read("Asked if the pier was safe, Ana Holm said: “No.”", {"Ana Holm": PERSON})
    assert r.by_cue("Asked").source == ()
    assert r.words(r.by_cue("said").content) == "“No.”"


def test_document_of_a_body(read: Reader) -> None:
    r = read("According to a report by the Audit Office, “the warnings were ignored”.", {"Audit Office": BODY})
    assert (r.speakers(), r.quotes[0].speaker_reason) == (["Audit Office"], "its document")


def test_reportedly_has_no_source(read: Reader) -> None:
    a = read("The mayor reportedly fled the town.").by_cue("reportedly")
    assert (a.source, a.speaker) == ((), None)


def test_states_of_mind(read: Reader) -> None:
    a = read("Ana Holm was confident that the pier would hold.", {"Ana Holm": PERSON}).by_cue("was confident")
    assert (a.speaker, a.cue_class) == ("Ana Holm", "believed")


def test_added_goes_back_to_the_last_speaker(read: Reader) -> None:
    r = read(
        "Rokk said: “It is untrue.” Temb did not reply. “Maybe it is late,” she added.",
        {"Rokk": PERSON, "Temb": PERSON},
    )
    assert r.speakers() == ["Rokk", "Rokk"]
