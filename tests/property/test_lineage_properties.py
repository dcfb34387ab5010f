from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.growth import grows_linearly

from variorum.steps.lineage.places import LEAST_WORDS, shared_places
from variorum.text.shingles import Words

WORDS = st.lists(st.sampled_from("pier barge tug net rope quay fog gull salt".split()), max_size=60)


def words(listed):
    starts, at = [], 0
    for w in listed:
        starts.append(at)
        at += len(w) + 1
    return Words(tuple(listed), tuple(starts), tuple(s + len(w) for s, w in zip(starts, listed, strict=True)))


@given(a=WORDS, b=WORDS, common=st.lists(st.sampled_from("one two three four five".split()), min_size=12, max_size=20))
def test_passages_are_equal_words_and_never_overlap(a, b, common):
    left, right = [*a, *common, *b], [*b, *common, *a]
    texts = " ".join(left), " ".join(right)
    found = shared_places(words(left), words(right))
    assert sum(p.words for p in found) >= len(common)
    for p in found:
        assert p.words >= LEAST_WORDS
        assert texts[0][p.start : p.end] == texts[1][p.other_start : p.other_end]
        assert len(texts[0][p.start : p.end].split()) == p.words
    for side in (lambda p: (p.start, p.end), lambda p: (p.other_start, p.other_end)):
        places = sorted(side(p) for p in found)
        assert all(x[1] <= y[0] for x, y in pairwise(places))


def test_refrains_take_linear_time():
    def run(size: int) -> None:
        text = words(["we", "will", "not", "be", "moved"] * size)
        shared_places(text, text)

    assert grows_linearly(run, small=100, large=800)
