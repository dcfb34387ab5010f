"""What holds of every list of quantities, whatever the words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.records.parse import Token
from variorum.text.numbers import find_quantities

WORDS = st.sampled_from(
    [
        "at", "least", "more", "than", "about", "some", "between", "and", "to", "or", "of", "the", "a", "half",
        "two", "third", "thirds", "dozen", "dozens", "hundred", "hundreds", "million", "seven", "twenty", "-", "$",
        "%", "percent", "feet", "pounds", "year", "old", "years", "5", "12", "1,200", "3.5bn", "8-15", "£5m", "2016",
        "6.10am", "people", "killed", "injured", "were", ",", "(", ")", "one", "per", "cent", "degrees", "m", "km",
        "several", "few", "couple", "number", "magnitude", "9/11", "0", "¼", "٣", "1e5", "$$5", "5-5", "",
    ]
)  # fmt: skip


def tokens_of(words: list[str]) -> list[Token]:
    out = []
    at = 0
    for i, w in enumerate(words):
        pos = "NUM" if any(c.isdigit() for c in w) else "NOUN"
        out.append(
            Token(
                i=i, start=at, end=at + max(1, len(w)), text=w, space=True, lemma=w.lower(), pos=pos, tag="",
                dep="", head=i, sent=0, ent="", ent_begins=False,
            )
        )  # fmt: skip
        at += max(1, len(w)) + 1
    return out


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_quantities_are_ordered_apart_and_bounded(words: list[str]) -> None:
    tokens = tokens_of(words)
    found = find_quantities(tokens)
    end = tokens[-1].end if tokens else 0
    last = 0
    for q in found:
        assert last <= q.start < q.end <= end
        last = q.end
        assert q.low is not None or q.high is not None
        assert q.low is None or q.high is None or q.low <= q.high
    assert found == find_quantities(tokens)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=12), st.text(max_size=12))
def test_any_text_is_read_without_a_fault(one: str, other: str) -> None:
    find_quantities(tokens_of([one, "5", other]))
