"""Differences between reports of an invented story, one family after another."""

import itertools
from collections.abc import Sequence
from typing import Any

import pytest

from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.place import Extent, Span
from variorum.records.reading import Claim, Entity, EntityType, Polarity, Quote, QuoteKind, Source
from variorum.records.source import Article
from variorum.records.story import Point, Variant, VariantKind, VariantRelation
from variorum.steps.compare import compare_points
from variorum.steps.parse import parse_article
from variorum.text.name_index import NameIndex

DAYS = ("2031-05-04", "2031-05-04", "2031-05-04", "2031-05-04", "2031-05-04")


def differences(
    tagger: SpacyTagger,
    texts: Sequence[str],
    *,
    order: Sequence[int] = (),
    published: Sequence[str | None] = DAYS,
    origins: Sequence[str] = (),
    names: Sequence[tuple[str, EntityType]] = (),
    times: dict[int, Sequence[tuple[str, str]]] | None = None,
    speakers: dict[int, tuple[str, str]] | None = None,
    denied: Sequence[int] = (),
    quotes: dict[int, tuple[str, str]] | None = None,
    heads: dict[int, tuple[str, str, str]] | None = None,
) -> tuple[Variant, ...]:
    """Compare texts that each make one claim on one point; report n has the id "r<n>"."""
    order = order or range(len(texts))
    articles, parses, claims, spoken = {}, {}, {}, {}
    for n in order:
        text = texts[n]
        whole = (Extent(0, len(text)),)
        article = Article(id=f"r{n}", source=f"s{n}", text=text, language="en", paragraphs=(whole,))
        parse = parse_article(article, tagger=tagger)
        said = (speakers or {}).get(n)
        content = text
        attribution: tuple[Source, ...] = ()
        if said:
            name, content = said
            at = text.index(name)
            attribution = (Source(name=name, start=at, end=at + len(name)),)
        start = text.index(content)
        span = Extent(start, start + len(content))
        tokens = [t for t in parse.tokens if span.start <= t.start and t.end <= span.end]
        found = [(v, text.index(w), len(w)) for w, v in (times or {}).get(n, ())]
        subject, predicate, target = (heads or {}).get(n, ("", "", ""))
        place = {t.text: t.i for t in tokens}
        claims[f"c{n}"] = Claim(
            id=f"c{n}",
            article=article.id,
            spans=(span,),
            text=content,
            attribution=attribution,
            polarity=Polarity.DENIED if n in denied else Polarity.AFFIRMED,
            times=tuple(v for v, _, _ in found),
            time_spans=tuple(Extent(a, a + k) for _, a, k in found),
            tokens=tuple(t.i for t in tokens),
            subject=place.get(subject),
            predicate=predicate,
            object=place.get(target),
        )
        articles[article.id], parses[article.id] = article, parse
        if quotes and n in quotes:
            words, speaker = quotes[n]
            at = text.index(words)
            spoken[article.id] = (
                Quote(article=article.id, start=at, end=at + len(words), kind=QuoteKind.DIRECT, speaker=speaker),
            )
    entities = [
        Entity(
            id=f"e-{name}",
            name=name,
            type=kind,
            aliases=(name,),
            mentions=tuple(
                Span(f"r{n}", texts[n].index(name), texts[n].index(name) + len(name))
                for n in range(len(texts))
                if name in texts[n]
            ),
        )
        for name, kind in names
    ]
    point = Point(id="p", text=texts[0], kind="event", lead="c0", claims=tuple(f"c{n}" for n in order))
    return compare_points(
        [point],
        claims,
        articles=articles,
        parses=parses,
        names=NameIndex(entities),
        quotes=spoken,
        published={f"r{n}": published[n] for n in order},
        origins={f"r{n}": (origins[n] if origins else f"o{n}") for n in order},
    )


def of_kind(found: Sequence[Variant], kind: VariantKind) -> list[Variant]:
    return [v for v in found if v.kind is kind]


def one(found: Sequence[Variant], kind: VariantKind) -> Variant:
    (variant,) = of_kind(found, kind)
    return variant


# --- numbers -----------------------------------------------------------------------------------------
def test_two_flat_sums_for_one_thing_are_a_conflict(tagger: SpacyTagger) -> None:
    v = one(
        differences(
            tagger,
            [
                "The Orvane bank lost $31.2 million on the bridge loans last year.",
                "The Orvane bank lost $34.6 million on the bridge loans last year.",
            ],
        ),
        VariantKind.NUMBER,
    )
    assert v.relation is VariantRelation.CONFLICT
    assert v.severity >= 0.9
    assert "$31.2 million" in v.note
    assert "$34.6 million" in v.note


@pytest.mark.parametrize(
    ("one_text", "other"),
    [
        ("More than 70 engineers worked at the bridge.", "70 engineers worked at the bridge."),
        ("The hull is 10 feet high at the bow.", "The hull is 3.05 metres high at the bow."),
        ("About 850 goats graze at the bridge.", "880 goats graze at the bridge."),
        ("The bank lost $5 billion on the bridge.", "The bank lost $4.9 billion on the bridge."),
        ("Up to 40 goats graze at the bridge.", "38 goats graze at the bridge."),
    ],
)
def test_bounds_units_and_rounding_are_no_conflict(tagger: SpacyTagger, one_text: str, other: str) -> None:
    found = differences(tagger, [one_text, other])
    assert all(v.relation is VariantRelation.COMPATIBLE for v in found)


def test_a_flat_figure_against_a_bound_is_told(tagger: SpacyTagger) -> None:
    found = differences(tagger, ["More than 70 engineers worked at the bridge.", "70 engineers worked at the bridge."])
    assert one(found, VariantKind.NUMBER).relation is VariantRelation.COMPATIBLE


def test_another_toll_is_an_update_and_the_later_one_is_said(tagger: SpacyTagger) -> None:
    v = one(
        differences(
            tagger,
            [
                "At least five people were killed in the landslide.",
                "Nine people were killed in the landslide.",
                "Nine people died in the landslide.",
            ],
            published=("2031-05-04", "2031-05-05", "2031-05-05"),
        ),
        VariantKind.NUMBER,
    )
    assert v.relation is VariantRelation.UPDATE
    assert v.claims == ("c0",)
    assert v.against == ("c1", "c2")
    assert "the later count" in v.note


def test_a_toll_without_a_figure_is_a_detail(tagger: SpacyTagger) -> None:
    found = differences(
        tagger, ["Dozens were injured in the landslide.", "More than 60 people were injured in the landslide."]
    )
    assert not of_kind(found, VariantKind.NUMBER)
    assert "no figure" in one(found, VariantKind.DETAIL).note


def test_ages_differ_but_not_of_two_people(tagger: SpacyTagger) -> None:
    near = differences(tagger, ["A 4-year-old girl fell from the quay.", "A 3-year-old girl fell from the quay."])
    assert one(near, VariantKind.NUMBER).relation is VariantRelation.CONFLICT
    far = differences(tagger, ["A 4-year-old girl fell from the quay.", "A 47-year-old man fell from the quay."])
    assert not of_kind(far, VariantKind.NUMBER)


def test_copies_of_one_text_do_not_differ(tagger: SpacyTagger) -> None:
    texts = ["The Orvane bank lost $31.2 million on loans.", "The Orvane bank lost $34.6 million on loans."]
    assert differences(tagger, texts, origins=("o", "o")) == ()


def test_reports_weeks_apart_are_in_no_conflict(tagger: SpacyTagger) -> None:
    texts = ["The Orvane bank lost $31.2 million on loans.", "The Orvane bank lost $34.6 million on loans."]
    found = differences(tagger, texts, published=("2031-05-04", "2031-06-20"))
    assert one(found, VariantKind.NUMBER).relation is VariantRelation.COMPATIBLE


# --- times -------------------------------------------------------------------------------------------
def timed(tagger: SpacyTagger, one_day: str, other_day: str) -> list[Variant]:
    found = differences(
        tagger,
        ["The ferry sank off Orvane on Friday.", "The ferry sank off Orvane on Monday."],
        times={0: [("Friday", one_day)], 1: [("Monday", other_day)]},
    )
    return of_kind(found, VariantKind.DATE)


def test_days_that_no_time_zone_joins_are_a_conflict(tagger: SpacyTagger) -> None:
    (v,) = timed(tagger, "2031-05-02", "2031-05-05")
    assert v.relation is VariantRelation.CONFLICT
    assert "Friday" in v.note


def test_neighbouring_days_may_be_one_moment(tagger: SpacyTagger) -> None:
    (v,) = timed(tagger, "2031-05-02", "2031-05-03")
    assert v.relation is VariantRelation.COMPATIBLE


def test_a_month_holds_its_days(tagger: SpacyTagger) -> None:
    assert timed(tagger, "2031-05-02", "2031-05") == []


def test_clocks_in_two_zones_may_be_one_moment(tagger: SpacyTagger) -> None:
    (v,) = timed(tagger, "2031-05-02T06:10", "2031-05-02T08:10") or [None]
    assert v is None or v.relation is VariantRelation.COMPATIBLE


# --- yes and no --------------------------------------------------------------------------------------
def test_a_denial_in_the_same_words_is_a_conflict(tagger: SpacyTagger) -> None:
    found = differences(
        tagger,
        ["The mayor opened the bridge to lorries.", "The mayor did not open the bridge to lorries."],
        denied=[1],
    )
    assert one(found, VariantKind.POLARITY).relation is VariantRelation.CONFLICT


def test_a_denial_of_something_else_is_not(tagger: SpacyTagger) -> None:
    found = differences(
        tagger,
        ["The mayor opened the bridge to lorries.", "The council did not answer calls about the toll."],
        denied=[1],
    )
    assert not of_kind(found, VariantKind.POLARITY)


# --- how surely, how far, on whose word --------------------------------------------------------------
def test_a_hedge_that_others_drop(tagger: SpacyTagger) -> None:
    v = one(
        differences(
            tagger,
            [
                "The ferry reportedly hit a rock.",
                "The ferry hit a rock.",
                "The ferry struck a rock.",
            ],
        ),
        VariantKind.CERTAINTY,
    )
    assert v.claims == ("c0",)
    assert "reportedly" in v.note


def test_not_in_detail_is_another_scope(tagger: SpacyTagger) -> None:
    found = differences(
        tagger,
        [
            "They did not discuss the toll in detail.",
            "They did not discuss the toll.",
            "They did not discuss the toll at Orvane.",
        ],
        denied=[0, 1, 2],
    )
    v = one(found, VariantKind.SCOPE)
    assert v.claims == ("c0",)
    assert v.relation is VariantRelation.COMPATIBLE
    assert "in detail" in v.note


def test_a_degree_word_is_another_scope(tagger: SpacyTagger) -> None:
    found = differences(
        tagger, ["The bridge was partly destroyed.", "The bridge was destroyed.", "The flood destroyed the bridge."]
    )
    assert "partly" in one(found, VariantKind.SCOPE).note


def test_who_names_both_sides_says_bilateral_too(tagger: SpacyTagger) -> None:
    bare = ("Norway and Chile will renew the alliance.", "The alliance will be renewed, a minister said.")
    names = [("Norway", EntityType.COUNTRY), ("Chile", EntityType.COUNTRY)]
    both = differences(tagger, ["They will renew the bilateral alliance.", bare[0]], names=names)
    assert not [v for v in both if v.kind is VariantKind.SCOPE]
    neither = differences(tagger, ["They will renew the bilateral alliance.", bare[1]], names=names)
    assert "bilateral" in one(neither, VariantKind.SCOPE).note
    trilateral = differences(tagger, ["They will renew the trilateral alliance.", bare[0]], names=names)
    assert "trilateral" in one(trilateral, VariantKind.SCOPE).note


def test_own_voice_against_a_source(tagger: SpacyTagger) -> None:
    v = one(
        differences(
            tagger,
            [
                "Mila Torvik said the ferry hit a rock.",
                "The ferry hit a rock.",
                "The ferry struck a rock near the quay.",
            ],
            speakers={0: ("Mila Torvik", "the ferry hit a rock")},
        ),
        VariantKind.ATTRIBUTION,
    )
    assert v.claims == ("c0",)
    assert "Mila Torvik" in v.note
    assert "own voice" in v.note


def test_a_pronoun_is_no_source(tagger: SpacyTagger) -> None:
    found = differences(
        tagger,
        ["She said the ferry hit a rock.", "The ferry hit a rock."],
        speakers={0: ("She", "the ferry hit a rock")},
    )
    assert not of_kind(found, VariantKind.ATTRIBUTION)


# --- who, what, details ------------------------------------------------------------------------------
def test_both_against_one(tagger: SpacyTagger) -> None:
    found = differences(
        tagger,
        ["Both leaders condemned the raid.", "Mila Torvik condemned the raid."],
        names=[("Mila Torvik", EntityType.PERSON)],
        heads={0: ("leaders", "condemn", "raid"), 1: ("Torvik", "condemn", "raid")},
    )
    assert "Mila Torvik" in one(found, VariantKind.ACTOR).note


def test_what_one_alone_names(tagger: SpacyTagger) -> None:
    v = one(
        differences(
            tagger,
            [
                "The ferry left the quay for Sund Island with a cargo of timber and wool.",
                "The ferry left the quay.",
                "The ferry left the quay in fog.",
            ],
            names=[("Sund Island", EntityType.PLACE)],
        ),
        VariantKind.DETAIL,
    )
    assert v.claims == ("c0",)
    assert v.note == "Only {r0} names “Sund Island”."


def test_what_one_alone_leaves_out(tagger: SpacyTagger) -> None:
    found = differences(
        tagger,
        [
            "The talks touched on grain and fish.",
            "The talks touched on grain, fish and Veldmark.",
            "The talks touched on grain and Veldmark.",
        ],
        names=[("Veldmark", EntityType.COUNTRY)],
    )
    v = one(found, VariantKind.DETAIL)
    assert v.claims == ("c0",)
    assert "leaves out “Veldmark”" in v.note


def test_one_utterance_in_two_translations(tagger: SpacyTagger) -> None:
    found = differences(
        tagger,
        [
            "“We will follow the path of our fathers at sea,” Torvik said.",
            "“We shall keep to the road that our fathers sailed,” Torvik said.",
        ],
        quotes={
            0: ("“We will follow the path of our fathers at sea,”", "Mila Torvik"),
            1: ("“We shall keep to the road that our fathers sailed,”", "Mila Torvik"),
        },
    )
    assert "follow the path" in one(found, VariantKind.QUOTE_WORDING).note


# --- what holds of all -------------------------------------------------------------------------------
STORY = [
    "At least five people were reportedly killed when the ferry hit a rock off Sund Island.",
    "Nine people were killed when the ferry hit a rock.",
    "Nine people died and dozens were hurt when the ferry struck a rock on Friday.",
    "Mila Torvik said nine people were killed when the old ferry hit a reef.",
]


def compare_story(tagger: SpacyTagger, order: Sequence[int]) -> tuple[Variant, ...]:
    return differences(
        tagger,
        STORY,
        order=order,
        names=[("Sund Island", EntityType.PLACE), ("Mila Torvik", EntityType.PERSON)],
        times={2: [("Friday", "2031-05-02")]},
        speakers={3: ("Mila Torvik", "nine people were killed when the old ferry hit a reef")},
    )


def test_the_order_of_reports_changes_nothing(tagger: SpacyTagger) -> None:
    first = compare_story(tagger, (0, 1, 2, 3))
    assert first
    for order in itertools.permutations(range(4)):
        assert compare_story(tagger, order) == first


def test_sides_are_apart_marks_lie_in_the_text_and_notes_name_reports(tagger: SpacyTagger) -> None:
    for v in compare_story(tagger, (0, 1, 2, 3)):
        assert v.claims
        assert v.against
        assert not set(v.claims) & set(v.against)
        assert 0 <= v.severity <= 1
        assert v.note.endswith(".")
        assert "{r" in v.note
        for m in v.marks:
            assert 0 <= m.start < m.end <= len(STORY[int(m.article[1:])])
        if v.relation is VariantRelation.CONFLICT:
            assert v.kind in {VariantKind.NUMBER, VariantKind.DATE, VariantKind.POLARITY}


def test_one_report_alone_has_no_differences(tagger: SpacyTagger) -> None:
    assert differences(tagger, ["The ferry hit a rock."]) == ()


def test_equal_reports_have_no_differences(tagger: SpacyTagger) -> None:
    found: Any = differences(tagger, ["Nine people died off Orvane."] * 3)
    assert found == ()


def test_flat_and_close_tolls_of_one_day_are_a_conflict(tagger: SpacyTagger) -> None:
    texts = ["The landslide killed 30 people in Orvane.", "The landslide killed 32 people in Orvane."]
    assert one(differences(tagger, texts), VariantKind.NUMBER).relation is VariantRelation.CONFLICT
    later = differences(tagger, texts, published=("2031-05-04", "2031-05-05"))
    assert one(later, VariantKind.NUMBER).relation is VariantRelation.UPDATE
    far = differences(tagger, ["The landslide killed 3 people.", "The landslide killed 32 people."])
    assert one(far, VariantKind.NUMBER).relation is VariantRelation.UPDATE


def test_another_word_in_the_same_place(tagger: SpacyTagger) -> None:
    found = differences(tagger, ["Raiders rammed a truck into the wall.", "Raiders rammed a car into the wall."])
    assert "truck" in one(found, VariantKind.OBJECT).note


@pytest.mark.parametrize(
    ("one_text", "other"),
    [
        ("A 4-year-old girl fell from the quay.", "A 3-year-old boy fell from the quay."),
        ("Mila Torvik, 42, fell from the quay.", "Oda Brenn, 40, fell from the quay."),
    ],
)
def test_ages_of_two_people_do_not_differ(tagger: SpacyTagger, one_text: str, other: str) -> None:
    assert not of_kind(differences(tagger, [one_text, other]), VariantKind.NUMBER)


def test_a_day_that_is_only_inferred_is_in_no_conflict(tagger: SpacyTagger) -> None:
    found = differences(
        tagger,
        ["The mayor called at dawn the next morning.", "The mayor called early in the morning."],
        times={0: [("the next morning", "2031-05-02TMO")], 1: [("early in the morning", "2031-05-07TMO")]},
    )
    assert not [v for v in found if v.relation is VariantRelation.CONFLICT]


def test_the_company_is_no_other_source_than_the_named_one(tagger: SpacyTagger) -> None:
    found = differences(
        tagger,
        ["Orlund Ferries said the radar worked that night.", "The company said the radar worked that night."],
        speakers={
            0: ("Orlund Ferries", "the radar worked that night"),
            1: ("The company", "the radar worked that night"),
        },
    )
    assert not of_kind(found, VariantKind.ATTRIBUTION)
