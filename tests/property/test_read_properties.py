"""What holds of the reading of any text: places are true, the same text gives the same row, nothing goes unsaid."""

import random

import pytest
from fuzz.fuzz_read import PIECES, one, places, run, text_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from variorum.session import read

FORMS = {
    "no full stop": "and he said that she said and ",
    "marks opened": "“We said it was ‘",
    "marks of six styles": "“one ‘two «three „four 「five \"six ",
    "emoji": "🏗️👩‍👩‍👧 crane ‼️ ",
    "brackets": "(a (b [c ",
    "one long word": "a",
    "digits": "9",
    "names": "Ada Brovik, Ena Solt and Olle Varn of the Halvik Crane Board ",
    "ranges": "5 to 7 to 9 million to ",
    "of and of": "the Ministry of the Office of the Bank of ",
    "dates": "on Monday, May 12, the day before the night of the 2nd, ",
    "right to left": "قال المتحدث إن الميناء مغلق. ",
    "transcript": "SOLT: It swayed.\nVARN: When?\n\n",
}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), min_size=1, max_size=25),
    st.sampled_from(["", " ", "\n"]),
)
def test_every_text_is_read_or_refused_and_places_are_true(pieces, gap):
    one(gap.join(pieces))


def test_a_bounded_run_of_the_fuzz_target():
    assert run(60, 1) > 20


def test_the_fuzz_target_can_fail():
    with pytest.raises(AssertionError):
        places({"quotes": [{"start": 3, "end": 30}]}, 20)
    with pytest.raises(AssertionError):
        places([{"start": 4, "end": 4}], 20)
    assert text_of(random.Random("a")) == text_of(random.Random("a"))
    assert text_of(random.Random("a")) != text_of(random.Random("b"))


@pytest.mark.parametrize("form", FORMS)
def test_long_texts_of_one_form_return(form):
    """A step whose time or depth runs away would not come back; benchmarks/read.py measures the growth."""
    unit = FORMS[form]
    text = unit * (6_000 // len(unit))
    rows, rejections = read([{"id": form, "text": text}], published="2031-03-12")
    for row in rows:
        assert row["text"] == text
        places(row, len(text))
    assert all(r.reason == "unsupported_language" for r in rejections)


def test_a_stray_mark_harms_its_own_paragraph_only():
    sound = "“It swayed,” said Ena Solt, a crane driver, on Monday."
    rows, _ = read([{"id": "x", "text": f"The crane “fell onto the quay of Halvik.\n\n{sound}"}])
    (row,) = rows
    found = [row["text"][q["start"] : q["end"]] for q in row["quotes"]]
    assert any("It swayed" in q and "fell" not in q for q in found)


def test_signs_without_width_change_no_place():
    text = "Two dockers were hurt on Monday. “It swayed,” said Ena Solt, a crane driver at the port of Halvik."
    marked = text.replace(" ", " \u200b").replace("Halvik", "\u200fHalvik\u200e")
    rows, _ = read([{"id": "x", "text": marked}])
    (row,) = rows
    assert row["text"] == marked
    assert [marked[q["start"] : q["end"]].replace("\u200b", "") for q in row["quotes"]] == ["“It swayed,”"]
