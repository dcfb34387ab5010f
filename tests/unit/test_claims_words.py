"""Finite forms and tidy sentences."""

import pytest

from variorum.steps.claims.inflect import past, third
from variorum.steps.claims.words import sentence_case


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("take", "took"),
        ("replace", "replaced"),
        ("carry", "carried"),
        ("play", "played"),
        ("stop", "stopped"),
        ("open", "opened"),
        ("look", "looked"),
        ("admit", "admitted"),
        ("fix", "fixed"),
        ("be", "was"),
    ],
)
def test_past(lemma: str, expected: str) -> None:
    assert past(lemma) == expected


@pytest.mark.parametrize(
    ("lemma", "expected"), [("carry", "carries"), ("push", "pushes"), ("have", "has"), ("say", "says"), ("be", "is")]
)
def test_third(lemma: str, expected: str) -> None:
    assert third(lemma) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the ferry , , sank", "The ferry, sank."),
        ("“the ferry sank", "The ferry sank."),
        ("“the ferry” sank ,", "“The ferry” sank."),
        ("the ferry 'may well sink", "The ferry may well sink."),
        ("the ferry 'may well' sink", "The ferry 'may well' sink."),
        ("the ferry ( ) sank", "The ferry sank."),
        ("it sank at 7 a.m.", "It sank at 7 a.m."),
        ("", ""),
    ],
)
def test_sentence_case(words: str, expected: str) -> None:
    assert sentence_case(words) == expected
