"""Shared passages in a corpus: what makes a link, what does not, and an index that never answers wrongly."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum import corpora
from variorum.steps.lineage.candidates import Candidates, sample
from variorum.steps.lineage.passages import Pair, bodies, reuse, shared_by
from variorum.text.fingerprints import fingerprint

_CHANCE = random.Random(11)
_WORDS = ["".join(_CHANCE.choices("abdeghiklmnoprstuvy", k=_CHANCE.randint(3, 9))) for _ in range(4000)]


def words(count: int, seed: int) -> str:
    return " ".join(random.Random(seed).choices(_WORDS, k=count))


def pairs(*texts: str, every: int = 4) -> dict[tuple[int, int], Pair]:
    prints = fingerprint(texts)
    candidates = Candidates()
    candidates.add(sample(prints, every=every))
    ready = bodies(prints)
    found = {(a, b): shared_by(ready[a], ready[b]) for a, b in candidates.pairs().tolist()}
    return {key: pair for key, pair in found.items() if pair is not None}


def lineage(rows, **more):
    found, refused = corpora.lineage(rows, **more)
    return list(found), refused


def lines(rows) -> bytes:
    return b"".join(map(corpora.lineage_line, rows))


def row(key: str, text: str, **more: str) -> dict[str, str]:
    return {"id": key, "text": text, **more}


def test_half_a_text_inside_another_is_found_with_places_on_both_sides() -> None:
    wire = words(120, 1)
    merged = f"{words(80, 2)}. {' '.join(wire.split()[30:80])}. {words(60, 3)}"
    (found,) = pairs(wire, merged).values()
    (passage,) = found.passages
    assert wire[passage.start : passage.end] == merged[passage.other_start : passage.other_end]
    assert passage.words == 50
    assert found.share_a == pytest.approx(50 / 120)


def test_a_light_edit_does_not_end_a_passage() -> None:
    wire = words(60, 4).split()
    edited = [*wire[:30], "quite", *wire[31:]]
    (found,) = pairs(" ".join(wire), " ".join(edited)).values()
    assert len(found.passages) == 1
    assert reuse(found.share_a) == "wholly"


def test_case_and_marks_do_not_matter_and_offsets_stay_true() -> None:
    wire = words(40, 5)
    shouted = "“" + wire.upper().replace(" ", "  ") + "”"
    (found,) = pairs(wire, shouted).values()
    (passage,) = found.passages
    assert (passage.start, passage.end) == (0, len(wire))
    assert shouted[passage.other_start : passage.other_end].lower().split() == wire.split()


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
    assert lineage(rows)[0] == []


def test_scripts_without_spaces_share_passages_too() -> None:
    told = "月曜日の夜九十人を乗せた連絡船が港の沖で座礁したが全員が無事に救助された"
    (found,) = pairs(f"速報である。{told}。原因は調査中。", f"続報が入った。{told}。市長が会見した。").values()
    assert found.passages[0].words >= len(told) - 2


def test_texts_without_words_are_passed_over() -> None:
    assert pairs("", " … — !!! ", "\n\n", "one two three") == {}


def test_a_crowd_of_one_text_is_held_against_its_first_whoever_came_first(monkeypatch) -> None:
    monkeypatch.setattr(corpora, "_COPIES", 8)
    text = f"A headline\n{words(60, 13).capitalize()}."
    rows = [row(f"r{n:03}", text, outlet=f"Outlet {n}") for n in range(12)]
    found, refused = lineage(rows)
    assert refused == []
    of = [(r["a"], r["b"]) for r in found]
    assert of == sorted(set(of))
    assert len(of) == 8 * 7 / 2 + 4
    assert {a for a, b in of if b >= "r008"} == {"r000"}
    assert {r["share_a"] for r in found} == {1.0}
    assert lineage(rows[::-1])[0] == found


def test_pairs_of_a_crowd_grow_with_its_texts() -> None:
    candidates = Candidates()
    for n in range(30):
        same = "the harbour is closed until further notice because of ice says bulletin"
        candidates.add(sample(fingerprint([f"{same} {n * 1000 + m}" for m in range(1000)])))
    count = len(candidates.pairs())
    assert 30_000 < count <= 200_000 + 9 * 30_000


@pytest.mark.parametrize("line", ["again ", "again and again ", f"{words(40, 30)} "])
def test_a_refrain_takes_no_squared_time(line: str) -> None:
    refrain = line * (200_000 // len(line))
    (found,) = pairs(refrain, refrain + "and once more").values()
    assert found.share_a == 1.0


@pytest.mark.parametrize("length", range(20, 60, 5))
def test_a_small_corpus_is_looked_up_whole(length: int) -> None:
    for seed in range(20):
        wire = words(length, 1000 + seed)
        assert lineage([row("a", f"{words(90, seed)} {wire}"), row("b", f"{wire} {words(90, 500 + seed)}")])[0]


def test_order_changes_nothing() -> None:
    wire = words(90, 14)
    rows = [row("a", wire), row("b", f"{wire} {words(40, 15)}"), row("c", words(90, 16)), row("d", wire[:300])]
    assert lineage(rows)[0] == lineage(rows[::-1])[0]


def test_two_processes_give_the_same_bytes() -> None:
    wire = words(90, 17)
    rows = [row(f"r{n}", f"{wire} {words(30, 100 + n)}") for n in range(12)]
    assert lines(lineage(rows, jobs=2)[0]) == lines(lineage(rows)[0])


def test_an_index_holds_new_articles_against_old_ones(tmp_path) -> None:
    wire = words(90, 18)
    rows = [row("a", wire), row("b", f"{wire} {words(40, 19)}"), row("c", f"{words(30, 20)} {wire}")]
    whole = lineage(rows)[0]
    path = str(tmp_path / "corpus.idx")
    first = lineage(rows[:2], index=path)[0]
    second = lineage(rows[2:], index=path)[0]
    assert sorted([*first, *second], key=lambda r: (r["a"], r["b"])) == whole
    assert lineage(rows, index=path)[0] == []


def test_an_articles_row_does_not_hang_on_its_company() -> None:
    wire = f"A headline\n{words(90, 25).capitalize()}.\nMore on this"
    two = [row("a", wire), row("b", wire + "\n" + words(30, 26).capitalize() + ".")]
    company = [row(f"c{n}", f"{words(120, 60 + n)}\nMore on this") for n in range(5)]
    assert [r for r in lineage(two + company)[0] if r["a"] == "a"] == lineage(two)[0]


def test_who_leans_on_whom_is_told_with_its_reason() -> None:
    wire = words(90, 27).capitalize()
    rows = [
        row("later", f"{wire}.", published="2031-05-02T12:00:00Z"),
        row("earlier", f"{wire}.", published="2031-05-01T12:00:00Z"),
    ]
    (found,) = lineage(rows)[0]
    assert (found["direction"], found["leaner"], found["certainty"]) == ("leans", "later", "likely")
    assert found["reason"] == "later was published later"


def test_texts_without_words_are_refused_and_the_others_read() -> None:
    rows, refused = lineage([row("a", words(60, 28)), row("empty", "… — !!!"), row("b", words(60, 28))])
    assert [(r.id, r.reason) for r in refused] == [("empty", "no_body")]
    assert [(r["a"], r["b"]) for r in rows] == [("a", "b")]


def test_the_same_article_twice_is_read_once() -> None:
    given = row("a", words(60, 29), url="https://orlo.example/a")
    rows, refused = lineage([given, given])
    assert rows == []
    assert [(r.id, r.reason) for r in refused] == [("a", "duplicate")]


def test_a_batch_of_pairs_is_as_small_as_memory_asks(monkeypatch) -> None:
    rows = [row(f"r{n}", f"{words(90, 31)} {words(30, 200 + n)}") for n in range(8)]
    at_once = lineage(rows)[0]
    monkeypatch.setattr(corpora, "_KEPT_CHARS", 1000)
    assert lineage(rows)[0] == at_once


def test_one_name_for_two_articles_keeps_the_order_of_rows() -> None:
    wire = words(90, 32)
    rows = [row("a", wire, url="y"), row("a", f"{wire} and more", url="x"), row("b", f"{words(20, 33)} {wire}")]
    assert lineage(rows)[0] == lineage([rows[1], rows[0], rows[2]])[0]


def test_credits_follow_the_pairs() -> None:
    rows, _ = lineage([row("a", f"A headline\nHARNSEY (AP) — {words(60, 24).capitalize()}.")])
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
