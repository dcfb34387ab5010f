"""`variorum lineage` from a shell: rows, rejections, index, exit codes."""

import gzip
import io
import json
import sys

import pytest

from variorum.cli.app import main

WIRE = (
    "The ferry Hald ran onto a sandbank off Kesmar in thick fog on Monday evening and all of the ninety people on "
    "board were taken off by boats from the harbour before midnight while the crew stayed to wait for the morning tide."
)
OWN = (
    "Families waited on the quay for hours with blankets and hot soup until the last boat came in, and the school next "
    "to the church was opened for those who live on the islands and could not go home that night."
)


def jsonl(path, *rows):
    data = "".join(json.dumps(r) + "\n" for r in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return str(path)


def run(capsys, *arguments):
    code = main(["lineage", *arguments])
    told = capsys.readouterr()
    return code, [json.loads(line) for line in told.out.splitlines()], told.err


def test_rows_of_pairs_come_first_then_what_articles_state(tmp_path, capsys):
    given = jsonl(
        tmp_path / "corpus.jsonl.gz",
        {"id": "wire", "text": f"KESMAR (Reuters) — {WIRE}"},
        {"id": "merged", "text": f"{OWN}\n{WIRE}\nThe captain told the BBC that he was sorry."},
        {"id": "other", "text": OWN.replace("quay", "pier").replace("soup", "tea").replace("school", "hall")},
    )
    code, rows, _ = run(capsys, given, "--format", "jsonl")
    assert code == 0
    pair = next(r for r in rows if (r.get("a"), r.get("b")) == ("merged", "wire"))
    assert {"relation", "share_a", "share_b", "reuse_a", "reuse_b", "passages", "direction"} <= pair.keys()
    assert (pair["reuse_a"], pair["reuse_b"]) == ("partly", "wholly")
    assert [(r["article"], r["relation"], r["source"]) for r in rows if "article" in r] == [
        ("merged", "cites", "BBC"),
        ("wire", "agency_copy", "Reuters"),
    ]
    stated = ["article" in r for r in rows]
    assert stated == sorted(stated)


def test_files_are_named_by_their_paths(tmp_path, capsys):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(WIRE, encoding="utf-8")
    code, (row,), _ = run(capsys, str(tmp_path))
    assert code == 0
    assert [row["a"], row["b"]] == [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]


def test_standard_input_rejections_and_out(tmp_path, capsys, monkeypatch):
    lines = [json.dumps({"id": n, "text": WIRE}) for n in ("a", "b")]
    data = "\n".join([lines[0], "{broken", json.dumps({"id": "none", "text": "…"}), lines[1]]).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    rejects, out = tmp_path / "rejects.jsonl", tmp_path / "rows.jsonl"
    code, printed, told = run(capsys, "-", "--rejects", str(rejects), "--out", str(out), "--quiet")
    assert code == 3
    assert printed == []
    assert len(out.read_text().splitlines()) == 1
    assert [json.loads(x)["reason"] for x in rejects.read_text().splitlines()] == ["broken_row", "no_body"]
    assert "not read" in told


def test_a_file_larger_than_the_limit_of_one_article_is_read_row_by_row(tmp_path, capsys):
    padding = [{"id": f"p{n}", "text": f"{n} " * 2 + "\n" + "x" * 900_000} for n in range(24)]
    given = jsonl(tmp_path / "large.jsonl", {"id": "a", "text": WIRE}, *padding, {"id": "b", "text": WIRE})
    code, rows, _ = run(capsys, given, "--quiet")
    assert code == 0
    assert [(r["a"], r["b"]) for r in rows] == [("a", "b")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\xff" * 100, "binary"),
        (b"{no\n{no\n{no\n", "broken_row"),
        (gzip.compress(json.dumps({"id": "a", "text": WIRE}).encode() * 50)[:-20], "truncated"),
        (b'{"id": "a", "text": "' + b"word " * 5_000_000 + b'"}\n', "too_large"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_reason(tmp_path, capsys, data, reason):
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(data)
    good = jsonl(tmp_path / "good.jsonl", {"id": "a", "text": WIRE}, {"id": "b", "text": WIRE})
    rejects = tmp_path / "rejects.jsonl"
    code, rows, _ = run(capsys, str(bad), good, "--rejects", str(rejects))
    assert code == 3
    assert [(r["a"], r["b"]) for r in rows] == [("a", "b")]
    assert reason in [json.loads(x)["reason"] for x in rejects.read_text().splitlines()]


def test_new_articles_are_held_against_an_index(tmp_path, capsys):
    index = str(tmp_path / "corpus.idx")
    first = jsonl(tmp_path / "first.jsonl", {"id": "a", "text": WIRE}, {"id": "b", "text": OWN})
    second = jsonl(tmp_path / "second.jsonl", {"id": "c", "text": f"{WIRE} {OWN}"})
    assert run(capsys, first, "--index", index)[:2] == (0, [])
    code, rows, _ = run(capsys, second, "--index", index)
    assert [(r["a"], r["b"]) for r in rows] == [("a", "c"), ("b", "c")]
    assert run(capsys, first, second, "--index", index)[:2] == (0, [])
    assert code == 0


def test_a_harmed_index_ends_the_call_with_a_clear_word(tmp_path, capsys):
    index = tmp_path / "corpus.idx"
    given = jsonl(tmp_path / "first.jsonl", {"id": "a", "text": WIRE})
    run(capsys, given, "--index", str(index))
    index.write_bytes(index.read_bytes()[:-10])
    code, rows, told = run(capsys, given, "--index", str(index))
    assert (code, rows) == (2, [])
    assert "is cut off; delete it" in told


@pytest.mark.parametrize("arguments", [(), ("x.jsonl", "--jobs", "0")])
def test_a_call_that_makes_no_sense_is_told_so(capsys, arguments):
    assert run(capsys, *arguments)[0] == 2


def test_two_processes_print_the_same_bytes(tmp_path, capsys):
    rows = [{"id": f"r{n:03}", "text": f"{WIRE} {OWN[n:]} Told in town {n}."} for n in range(60)]
    given = jsonl(tmp_path / "corpus.jsonl", *rows)
    main(["lineage", given])
    one = capsys.readouterr().out
    main(["lineage", given, "--jobs", "2"])
    assert capsys.readouterr().out == one
