"""The brief on invented reports: what it may say, and what it must not."""

import re
from collections.abc import Sequence
from typing import Any

import pytest

from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.engines import local
from variorum.pipeline import CLAIM_PLAN, Tools
from variorum.records.place import Extent, Span
from variorum.records.reading import Claim, Polarity, Published
from variorum.records.report import BriefSentence
from variorum.records.source import Article
from variorum.records.story import Origin, Point, Variant, VariantKind, VariantRelation
from variorum.steps.brief import write_brief
from variorum.steps.brief.wording import statement_of


class _NoEncoder:
    def encode(self, texts: Sequence[str]) -> Any:
        raise AssertionError("reading one article needs no encoder")


def read(tagger: SpacyTagger, *texts: str) -> dict[str, Any]:
    articles = [
        Article(id=f"r{n}", source=f"s{n}", text=text, language="en", paragraphs=((Extent(0, len(text)),),))
        for n, text in enumerate(texts)
    ]
    return local.run(CLAIM_PLAN, articles, tools=Tools(tagger=tagger, encoder=_NoEncoder()))


def statements(tagger: SpacyTagger, text: str) -> list[str]:
    state = read(tagger, text)
    found = (statement_of(c, state["parses"]["r0"]) for c in state["claims"]["r0"])
    return [s for s in found if s is not None]


def claim_with(state: dict[str, Any], article: str, words: str) -> Claim:
    """The shortest claim of an article that holds some words and can be worded."""
    parse = state["parses"][article]
    held = [c for c in state["claims"][article] if words in c.text and statement_of(c, parse)]
    assert held, [c.text for c in state["claims"][article]]
    return min(held, key=lambda c: len(c.text))


def point(*claims: Claim, name: str = "p", unclear: tuple[Span, ...] = ()) -> Point:
    ids = tuple(c.id for c in claims)
    return Point(id=name, text=claims[0].text, kind="event", lead=ids[0], claims=ids, unclear=unclear)


def brief(
    state: dict[str, Any], points: Sequence[Point], variants: Sequence[Variant] = ()
) -> tuple[BriefSentence, ...]:
    claims = {c.id: c for rows in state["claims"].values() for c in rows}

    def write(rows: Sequence[Point]) -> tuple[BriefSentence, ...]:
        return write_brief(
            rows,
            claims,
            articles=state["articles"],
            parses=state["parses"],
            variants=variants,
            origins=[Origin(id=f"o{k}", name=None, articles=(k,)) for k in state["articles"]],
            published={k: Published() for k in state["articles"]},
        )

    found = write(points)
    assert write(points[::-1]) == found
    return found


def test_the_source_is_kept(tagger):
    said = statements(tagger, "The harbour master said that the old crane had fallen onto the northern quay.")
    assert any(
        re.search(r"crane had fallen onto the northern quay, according to the harbour master\.$", s) for s in said
    )
    assert all("harbour master" in s for s in said)


@pytest.mark.parametrize("verb", ["denied", "denies"])
def test_what_is_denied_is_never_asserted(tagger, verb):
    said = statements(tagger, f"The port authority {verb} that the old crane had been badly overloaded.")
    assert all(verb in s for s in said), said
    state = read(tagger, f"The port authority {verb} that the old crane had been badly overloaded.")
    inner = [c for c in state["claims"]["r0"] if verb not in c.text and c.polarity is Polarity.DENIED]
    assert all((statement_of(c, state["parses"]["r0"]) or verb).count(verb) for c in inner)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The old crane reportedly fell onto the northern quay of Halvik.", "reportedly"),
        ("The harbour of Halvik may reopen to large ships before Monday.", "may"),
        ("The shipping line hopes that the harbour of Halvik reopens before Monday.", "hopes"),
        ("Two workers are believed to have slept in the cabin of the crane.", "believed"),
    ],
)
def test_a_hedge_is_never_dropped(tagger, text, hedge):
    said = statements(tagger, text)
    assert all(hedge in s for s in said), said


def test_nothing_leans_on_what_is_not_there(tagger):
    text = (
        "Ena Solt drove the crane for the port of Halvik. She left the cabin a minute before it fell. "
        "They have not opened the quay again since then. “I heard a crack and I ran down the ladder,” Solt said."
    )
    said = statements(tagger, text)
    assert said
    assert not [s for s in said if re.match(r"(?:She|They|It|I)\b", s)]
    assert not [s for s in said if re.search(r"\bI\b", re.sub(r"“[^”]*”", "", s))]


CRANE = (
    "A crane fell onto the northern quay of Halvik on Monday and killed five dockers.",
    "On Monday a crane fell onto the northern quay of Halvik and killed seven dockers.",
    "Nobody had inspected the brakes of the machine since its delivery, papers of the ministry show.",
)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("The governor dismissed these fears as wholly unfounded.", False),
        ("The council raised the fees for the ferry this month.", True),
        ("Most of such barracks stand close to the harbour town.", False),
        ("The council bought the ferry before it sank in the harbour.", True),
        ("The mayor of the town issued a statement that said.", False),
        ("The governor made it clear that the ferry will sail.", True),
        ("A former harbour pilot of the town, Olle Varn, spoke.", False),
        ("The two leaders spoke by telephone on Wednesday morning.", True),
    ],
)
def test_nothing_points_at_what_only_the_sentence_before_names(tagger, text, stands):
    assert (text in statements(tagger, text)) is stands


def test_a_conflict_is_said_in_the_sentence(tagger):
    state = read(tagger, *CRANE)
    a, b = (state["claims"][k][0] for k in ("r0", "r1"))
    marks = tuple(
        Span(k, CRANE[n].index(w), CRANE[n].index(w) + len(w)) for n, k, w in ((0, "r0", "five"), (1, "r1", "seven"))
    )
    clash = Variant(
        id="v",
        point="p",
        kind=VariantKind.NUMBER,
        relation=VariantRelation.CONFLICT,
        claims=(a.id,),
        against=(b.id,),
        note="",
        marks=marks,
    )
    (sentence,) = brief(state, [point(a, b)], [clash])
    assert sentence.text == f"{CRANE[0][:-1]}, says {{r0}}; {{r1}} says “seven”."
    assert {c.article for c in sentence.cites} == {"r0", "r1"}


def test_what_one_report_has_alone_is_said_to_be_so(tagger):
    state = read(tagger, *CRANE)
    shared = point(state["claims"]["r0"][0], state["claims"]["r1"][0])
    lone = claim_with(state, "r2", "inspected the brakes")
    found = brief(state, [shared, point(lone, name="q")])
    assert [s.point for s in found] == ["p", "q"]
    assert found[1].text.endswith(" — {r2} alone reports this.")
    assert {c.article for c in found[1].cites} == {"r2"}


def test_what_is_unclear_elsewhere_is_no_exclusive(tagger):
    state = read(tagger, *CRANE)
    lone = claim_with(state, "r2", "inspected the brakes")
    assert brief(state, [point(lone, name="q", unclear=(Span("r0", 0, 9),))]) == ()


def test_nothing_is_said_twice_and_every_sentence_cites(tagger):
    state = read(tagger, *CRANE)
    one, two = (state["claims"][k][0] for k in ("r0", "r1"))
    found = brief(state, [point(one, two), point(two, one, name="q")])
    assert len(found) == 1
    for sentence in found:
        assert sentence.cites
        for cite in sentence.cites:
            assert 0 <= cite.start < cite.end <= len(state["articles"][cite.article].text)


def test_no_points_make_no_brief(tagger):
    assert brief(read(tagger, *CRANE), []) == ()
