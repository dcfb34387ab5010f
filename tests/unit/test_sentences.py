from itertools import pairwise

import pytest

from variorum.text.sentences import LONGEST_CHARS, sentence_starts


def split(text: str) -> list[str]:
    starts = [*sentence_starts(text), len(text)]
    return [text[a:b].strip() for a, b in pairwise(starts)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She left. He stayed.", ["She left.", "He stayed."]),
        ("“We are ready,” she said. “Go.”", ["“We are ready,” she said.", "“Go.”"]),
        ("“Is it over?” she asked.", ["“Is it over?” she asked."]),
        ('"It is over." The hall fell silent.', ['"It is over."', "The hall fell silent."]),
        ("Mr. Arn met Dr. Solt on Nov. 5 at noon.", ["Mr. Arn met Dr. Solt on Nov. 5 at noon."]),
        ("He called at 7:30 a.m. from Halvik.", ["He called at 7:30 a.m. from Halvik."]),
        ("He called at 7:30 a.m. The two agreed.", ["He called at 7:30 a.m.", "The two agreed."]),
        ("The U.S. Navy sent John F. Marl.", ["The U.S. Navy sent John F. Marl."]),
        ("It cost 3.5 million. No one paid.", ["It cost 3.5 million.", "No one paid."]),
        ("Wait… Then it broke!", ["Wait…", "Then it broke!"]),
        ("The bank, Arn Inc., lost.", ["The bank, Arn Inc., lost."]),
        ("", []),
        ("  \n", []),
    ],
)
def test_boundaries(text, wanted):
    assert split(text) == wanted


def test_a_text_without_a_full_stop_is_one_sentence_up_to_a_length():
    assert sentence_starts("word " * 700) == [0]


def test_a_text_that_runs_on_is_cut_at_white_space():
    text = "word " * 50_000
    starts = sentence_starts(text)
    assert all(text[s : s + 4] == "word" for s in starts)
    assert max(b - a for a, b in pairwise([*starts, len(text)])) <= LONGEST_CHARS + 5


def test_one_endless_word_stays_whole():
    assert sentence_starts("x" * 20_000) == [0]
