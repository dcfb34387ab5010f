"""The invented week through a whole batch: what stands in its data set, with texts and without."""

import hashlib
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from variorum.batches.batch import batch

WEEK = Path(__file__).parents[2] / "examples" / "fictional-week" / "week.jsonl"


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    """The week with one report reserved from mining: with texts, and without."""
    folder = tmp_path_factory.mktemp("week")
    rows = [json.loads(line) for line in WEEK.read_text(encoding="utf-8").splitlines()]
    rows[1]["tdm_reservation"] = 1
    given = folder / "week.jsonl"
    given.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    for name in ("with", "without"):
        batch([given], folder / name, full_text=name == "with", jobs=2)
    return folder, {r["id"]: r for r in rows}


def table(folder, name):
    return pq.read_table(folder / name).to_pylist()


def words_of(value):
    """Every text anywhere in a row."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from words_of(inner)


def test_reprints_are_of_one_origin_and_read_once(week):
    folder, _ = week
    articles = {a["row_id"]: a for a in table(folder / "with", "articles")}
    assert articles["w1"]["origin"] == articles["w2"]["origin"]
    pair = [articles["w1"], articles["w2"]]
    assert {a["copy_of"] for a in pair} & {a["article"] for a in pair}
    read = {c["article"] for c in table(folder / "with", "claims")}
    copies = {a["article"] for a in articles.values() if a["copy_of"]}
    assert read
    assert not read & copies


def test_stories_with_several_origins_are_compared_and_the_others_say_why_not(week):
    folder, _ = week
    stories = table(folder / "with", "stories")
    compared = [s for s in stories if s["compared"]]
    assert compared
    for story in stories:
        assert (story["not_compared"] is None) == story["compared"] == (story["origins"] > 1)
    points = table(folder / "with", "points")
    assert sum(s["points"] for s in compared) == len(points)
    assert {p["story"] for p in points} == {s["story"] for s in compared}
    assert sum(s["variants"] for s in compared) == len(table(folder / "with", "variants"))
    assert any(v["relation"] == "conflict" for v in table(folder / "with", "variants"))


def test_every_place_leads_to_the_words_whose_hash_is_told(week):
    folder, rows = week
    texts = {a["article"]: a["text"] or rows[a["row_id"]]["text"] for a in table(folder / "with", "articles")}
    for claim in table(folder / "without", "claims"):
        words = " ".join(texts[claim["article"]][s["start"] : s["end"]] for s in claim["spans"])
        assert hashlib.sha256(words.encode()).hexdigest() == claim["words_sha256"]
    for name in ("quotes", "passages"):
        for row in table(folder / "without", name):
            words = texts[row["article"]][row["start"] : row["end"]]
            assert hashlib.sha256(words.encode()).hexdigest() == row["words_sha256"]


def test_no_words_stand_where_none_were_asked_for_and_never_those_of_a_reserved_article(week):
    folder, rows = week
    texts = {a["row_id"]: a["text"] or rows[a["row_id"]]["text"] for a in table(folder / "with", "articles")}
    titles = " ".join(r["title"] or "" for r in rows.values() if not r.get("tdm_reservation"))
    reserved = {key for key in texts if rows[key].get("tdm_reservation")}
    for name, kept_back in (("with", reserved), ("without", texts.keys())):
        free = " ".join(" ".join(texts[key].split()) for key in texts.keys() - kept_back)
        told = " ".join(
            text
            for kind in ("articles", "passages", "claims", "quotes", "points", "variants", "rejections", "stories")
            for row in table(folder / name, kind)
            for text in words_of(row)
        )
        told += "".join((folder / name / page).read_text(encoding="utf-8") for page in ("README.md", "summary.html"))
        for key in kept_back:
            words = texts[key].split()
            runs = [" ".join(words[n : n + 6]) for n in range(len(words) - 5)]
            # What is free may have the same words, as a reprint.
            assert not [run for run in runs if run in told and run not in free and run not in titles], (name, key)
    claims = table(folder / "with", "claims")
    assert any(c["text"] for c in claims)


def test_what_both_say_beside_the_words_is_the_same(week):
    folder, _ = week
    for name in ("articles", "claims", "quotes", "points", "variants", "stories"):
        without, full = table(folder / "without", name), table(folder / "with", name)
        for row in (*without, *full):
            row.pop("text", None), row.pop("note", None)
        assert without == full
