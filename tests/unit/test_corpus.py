"""Shared passages in a corpus: what makes a link, what does not, and an index that never answers wrongly."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum import corpora
from variorum.adapters.passage_index import VERSION, IndexUnreadableError, read_index
from variorum.steps.lineage.corpus import Corpus, reuse
from variorum.text.fingerprints import fingerprint

_CHANCE = random.Random(11)
_WORDS = ["".join(_CHANCE.choices("abdeghiklmnoprstuvy", k=_CHANCE.randint(3, 9))) for _ in range(4000)]


def words(count: int, seed: int) -> str:
    return " ".join(random.Random(seed).choices(_WORDS, k=count))


def pairs(*texts: str) -> dict[tuple[int, int], object]:
    corpus = Corpus()
    corpus.add_texts(texts)
    return {(p.a, p.b): p for p in corpus.pairs()}


def row(key: str, text: str, **more: str) -> dict[str, str]:
    return {"id": key, "text": text, **more}


def test_half_a_text_inside_another_is_found_with_places_on_both_sides() -> None:
    wire = words(120, 1)
    merged = f"{words(80, 2)}. {' '.join(wire.split()[30:80])}. {words(60, 3)}"
    (found,) = pairs(wire, merged).values()
    (passage,) = found.passages
    assert wire[passage.a_start : passage.a_end] == merged[passage.b_start : passage.b_end]
    assert passage.words == 50
    assert found.cover_a == pytest.approx(50 / 120)


def test_a_light_edit_does_not_end_a_passage() -> None:
    wire = words(60, 4).split()
    edited = [*wire[:30], "quite", *wire[31:]]
    (found,) = pairs(" ".join(wire), " ".join(edited)).values()
    assert len(found.passages) == 1
    assert reuse(found.cover_a) == "wholly"


def test_case_and_marks_do_not_matter_and_offsets_stay_true() -> None:
    wire = words(40, 5)
    shouted = "“" + wire.upper().replace(" ", "  ") + "”"
    (found,) = pairs(wire, shouted).values()
    (passage,) = found.passages
    assert (passage.a_start, passage.a_end) == (0, len(wire))
    assert shouted[passage.b_start : passage.b_end].lower().split() == wire.split()


def test_unlike_texts_make_no_pair() -> None:
    assert pairs(*(words(200, n) for n in range(20, 40))) == {}


def test_a_stock_phrase_of_many_unlike_texts_makes_no_link() -> None:
    stock = words(30, 6)
    assert pairs(*(f"{words(150, n)} {stock}" for n in range(50, 70))) == {}


def test_an_agency_text_that_many_carry_makes_links() -> None:
    wire = words(150, 7)
    found = pairs(*(f"{words(20, n)} {wire}" for n in range(80, 90)))
    assert len(found) == 45


def test_the_same_utterance_quoted_twice_is_no_reuse() -> None:
    said = words(30, 8)
    rows = [
        row("a", f"{words(60, 9).capitalize()}. “{said},” the mayor of Elsin said. {words(40, 10).capitalize()}."),
        row("b", f"{words(50, 11).capitalize()}. “{said},” said the mayor. {words(50, 12).capitalize()}."),
    ]
    assert corpora.lineage(rows)[0] == []


def test_scripts_without_spaces_share_passages_too() -> None:
    told = "月曜日の夜九十人を乗せた連絡船が港の沖で座礁したが全員が無事に救助された"
    (found,) = pairs(f"速報である。{told}。原因は調査中。", f"続報が入った。{told}。市長が会見した。").values()
    assert found.passages[0].words >= len(told) - 2


def test_texts_without_words_are_passed_over() -> None:
    assert pairs("", " … — !!! ", "\n\n", "one two three") == {}


def test_identical_texts_are_each_paired_with_the_first() -> None:
    text = f"A headline\n{words(60, 13).capitalize()}."
    rows, refused = corpora.lineage([row(f"r{n:03}", text, outlet=f"Outlet {n}") for n in range(50)])
    assert refused == []
    assert [(r["a"], r["b"]) for r in rows] == [("r000", f"r{n:03}") for n in range(1, 50)]
    assert {r["share_a"] for r in rows} == {1.0}


def test_a_crowd_of_one_line_does_not_grow_into_all_pairs() -> None:
    corpus = Corpus()
    corpus.add_texts(["the harbour is closed until further notice because of ice"] * 30_000)
    assert len(corpus.candidates()) <= 30_000 * 24


def test_order_changes_nothing() -> None:
    wire = words(90, 14)
    rows = [row("a", wire), row("b", f"{wire} {words(40, 15)}"), row("c", words(90, 16)), row("d", wire[:300])]
    assert corpora.lineage(rows)[0] == corpora.lineage(rows[::-1])[0]


def test_two_processes_give_the_same_bytes() -> None:
    wire = words(90, 17)
    rows = [row(f"r{n}", f"{wire} {words(30, 100 + n)}") for n in range(12)]
    assert corpora.lineage_lines(corpora.lineage(rows, jobs=2)[0]) == corpora.lineage_lines(corpora.lineage(rows)[0])


def test_an_index_holds_new_articles_against_old_ones(tmp_path) -> None:
    wire = words(90, 18)
    rows = [row("a", wire), row("b", f"{wire} {words(40, 19)}"), row("c", f"{words(30, 20)} {wire}")]
    whole = corpora.lineage(rows)[0]
    path = str(tmp_path / "corpus.idx")
    first = corpora.lineage(rows[:2], index=path)[0]
    second = corpora.lineage(rows[2:], index=path)[0]
    assert sorted([*first, *second], key=lambda r: (r["a"], r["b"])) == whole
    assert corpora.lineage(rows, index=path)[0] == []
    assert len(read_index(path)[1]) == 3


@pytest.mark.parametrize("harm", ["cut", "version", "other", "bits"])
def test_a_harmed_index_is_refused_in_clear_words(tmp_path, harm: str) -> None:
    path = tmp_path / "corpus.idx"
    corpora.lineage([row("a", words(90, 21)), row("b", words(90, 22))], index=str(path))
    raw = path.read_bytes()
    line, _, rest = raw.partition(b"\n")
    if harm == "cut":
        path.write_bytes(raw[:-100])
    elif harm == "version":
        head = json.loads(line) | {"version": VERSION + 1}
        path.write_bytes(json.dumps(head).encode() + b"\n" + rest)
    elif harm == "other":
        path.write_bytes(b"not an index at all")
    else:
        path.write_bytes(line + b"\n" + rest[:50] + bytes([rest[50] ^ 1]) + rest[51:])
    with pytest.raises(IndexUnreadableError, match="over all articles again"):
        corpora.lineage([row("c", words(90, 23))], index=str(path))


def test_credits_follow_the_pairs() -> None:
    rows, _ = corpora.lineage([row("a", f"A headline\nHARNSEY (AP) — {words(60, 24).capitalize()}.")])
    assert [(r["article"], r["relation"], r["source"]) for r in rows] == [("a", "agency_copy", "Associated Press")]


@given(st.lists(st.text(alphabet="abc XYZ'’.,-é日本\n", max_size=80), max_size=6))
@settings(max_examples=150, deadline=None)
def test_fingerprints_of_a_block_are_those_of_each_text(texts: list[str]) -> None:
    block = fingerprint(texts)
    run_at = word_at = 0
    for n, text in enumerate(texts):
        alone = fingerprint([text])
        assert block.runs[run_at : block.run_ends[n]].tolist() == alone.runs.tolist()
        assert block.starts[word_at : block.word_ends[n]].tolist() == alone.starts.tolist()
        assert block.ends[word_at : block.word_ends[n]].tolist() == alone.ends.tolist()
        for start, end in zip(alone.starts.tolist(), alone.ends.tolist(), strict=True):
            assert 0 <= start < end <= len(text)
            assert text[start].isalnum()
        run_at, word_at = block.run_ends[n], block.word_ends[n]
