from variorum.adapters.minilm import MiniLmEncoder
from variorum.text import wordpiece

VOCABULARY = {p: i for i, p in enumerate(["[UNK]", "[CLS]", "[SEP]", "ferr", "##y", "the", "##s", ",", "caf", "##e"])}


def test_greedy_longest_pieces():
    assert wordpiece.encode("The ferrys,", vocabulary=VOCABULARY) == [1, 5, 3, 4, 6, 7, 2]


def test_accents_and_case_are_taken_off():
    assert wordpiece.encode("CAFÉ", vocabulary=VOCABULARY) == [1, 8, 9, 2]


def test_unknown_and_overlong_words():
    assert wordpiece.encode("zzz " + "a" * 101, vocabulary=VOCABULARY) == [1, 0, 0, 2]


def test_cut_to_the_longest_length():
    ids = wordpiece.encode("the " * 500, vocabulary=VOCABULARY, max_tokens=16)
    assert len(ids) == 16
    assert ids[0] == 1
    assert ids[-1] == 2


def test_cjk_characters_stand_alone():
    assert wordpiece.basic_words("橋が落ちた bridge") == ["橋", "か", "落", "ちた", "bridge"]


def test_embeddings_put_a_paraphrase_nearer_than_another_subject():
    vectors = MiniLmEncoder().encode(
        ["The bridge fell into the river.", "A bridge has collapsed.", "The bank raised its rates.", ""]
    )
    assert vectors.shape == (4, 384)
    assert vectors[0] @ vectors[1] > 0.6 > 0.3 > vectors[0] @ vectors[2]


def test_embeddings_do_not_depend_on_their_company():
    encoder = MiniLmEncoder()
    alone = encoder.encode(["The bridge fell."])[0]
    among = encoder.encode(["A much longer sentence about something else, for company.", "The bridge fell."])[1]
    assert abs(alone - among).max() < 2e-2
