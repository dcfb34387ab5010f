"""What must hold for any page, and the fuzz target for pages itself."""

from fuzz.fuzz_page import ATTRIBUTES, HEADS, TAGS, one, run
from fuzz.fuzz_read import PIECES
from hypothesis import given, settings
from hypothesis import strategies as st

PARTS = [*PIECES, *HEADS, *(f"<{t}>" for t in TAGS), *(f"<p {a}>" for a in ATTRIBUTES)]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=30))
def test_any_page_is_read_or_refused_and_every_place_is_true(parts: list[str]) -> None:
    one(" ".join(parts))


def test_the_fuzz_target_holds_over_generated_pages() -> None:
    assert run(25, seed=3) > 5
