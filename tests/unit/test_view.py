import pytest

from variorum.records.place import Extent
from variorum.records.source import Article
from variorum.text.view import body_view, paragraph_views


def article(text: str, *paragraphs: tuple[tuple[int, int], ...]) -> Article:
    pieces = tuple(tuple(Extent(*p) for p in paragraph) for paragraph in paragraphs)
    return Article(id="a1", source="s", text=text, language="en", paragraphs=pieces)


TEXT = "Frame\nThe mayor spoke\nafter the vote\n.\nShe left."
MENDED = article(TEXT, ((6, 21), (22, 36), (37, 38)), ((39, 48),))


def test_mended_pieces_read_as_one_sentence():
    assert body_view(MENDED).text == "The mayor spoke after the vote.\n\nShe left."


@pytest.mark.parametrize("words", ["mayor", "spoke", "after the vote", "left."])
def test_places_lead_back_to_the_same_words(words):
    view = body_view(MENDED)
    at = view.text.index(words)
    where = view.to_source(at, at + len(words))
    assert TEXT[where.start : where.end] == words


def test_a_stretch_over_a_break_covers_both_pieces():
    view = body_view(MENDED)
    at = view.text.index("spoke after")
    where = view.to_source(at, at + len("spoke after"))
    assert TEXT[where.start : where.end] == "spoke\nafter"


def test_white_space_that_the_view_put_in_is_left_out():
    view = body_view(MENDED)
    at = view.text.index(" after")
    assert view.to_source(at, at + 6) == Extent(22, 27)
    with pytest.raises(ValueError, match="no character"):
        view.to_source(at, at + 1)


def test_each_paragraph_by_itself():
    assert [v.text for v in paragraph_views(MENDED)] == ["The mayor spoke after the vote.", "She left."]
