"""`variorum check` as an editor and as a program meet it."""

import io
import json
import sys

import pytest

from variorum.cli import main

REPORTS = (
    "A crane fell onto the quay of Halvik on Monday morning and killed five dockers. "
    "The port authority said that the cause was not known.",
    "Five dockers were killed when a crane fell onto the quay of Halvik on Monday. "
    "The quay will stay closed until Friday, the port authority said.",
)
DRAFT = (
    "A crane fell onto the quay of Halvik on Monday. Six dockers were killed when a crane fell onto the quay of Halvik "
    "on Monday. A whale was seen near Kesmar."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("check")
    for n, text in enumerate(REPORTS):
        (where / f"r{n}.txt").write_text(text, encoding="utf-8")
    (where / "draft.md").write_text(DRAFT, encoding="utf-8")
    articles = [str(where / f"r{n}.txt") for n in range(len(REPORTS))]
    assert main(["compare", *articles, "--out", str(where / "report.json"), "--quiet"]) == 0
    return where


def run(capsys, *args):
    code = main([str(a) for a in args])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_rows_for_programs(capsys, folder):
    code, out, err = run(capsys, "check", folder / "draft.md", "--against", folder / "report.json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [r["verdict"] for r in rows] == ["supported", "contradicted", "not in the reports"]
    texts = {a["id"]: a["text"] for a in json.loads((folder / "report.json").read_text(encoding="utf-8"))["articles"]}
    for row in rows:
        assert DRAFT[row["start"] : row["end"]] == row["sentence"]
        assert bool(row["cites"]) == (row["verdict"] != "not in the reports")
        for cite in (*row["cites"], *row["near"]):
            assert texts[cite["article"]][cite["start"] : cite["end"]] == cite["text"]
    assert rows[0]["independent_origins"] == 2
    assert "ive" in rows[1]["why"]
    assert "Six" in rows[1]["why"]


def test_articles_are_compared_first_and_give_the_same(capsys, folder):
    _, from_report, _ = run(capsys, "check", folder / "draft.md", "--against", folder / "report.json")
    code, out, _ = run(capsys, "check", folder / "draft.md", "--against", folder / "r0.txt", folder / "r1.txt")
    assert code == 0
    assert out == from_report


@pytest.mark.parametrize(
    ("ending", "begins"), [(".html", "<!DOCTYPE html>"), (".md", "# "), (".txt", "3 sentences"), (".jsonl", "{")]
)
def test_forms_by_the_ending(capsys, folder, tmp_path, ending, begins):
    path = tmp_path / f"found{ending}"
    code, out, _ = run(
        capsys, "check", folder / "draft.md", "--against", folder / "report.json", "--out", path, "--quiet"
    )
    written = path.read_text(encoding="utf-8")
    assert (code, out) == (0, "")
    assert written.startswith(begins)
    assert "contradicted" in written
    assert "{a" not in written.replace('{"article"', "") or ending == ".jsonl"


def test_a_draft_from_standard_input_cannot_break_the_page(capsys, monkeypatch, folder):
    draft = "Five dockers were killed on the <script>alert(1)</script> quay of Halvik."
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(draft.encode())))
    code, out, _ = run(capsys, "check", "-", "--against", folder / "report.json", "--format", "html")
    assert code == 0
    assert "<script" not in out
    assert "&lt;script&gt;" in out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("absent.md", "--against", "report.json"), "absent.md"),
        (("empty.md", "--against", "report.json"), "no text"),
        (("draft.md", "--against", "absent.txt"), "absent.txt"),
        (("draft.md", "--against", "report.json", "--out", "found.docx"), ".docx"),
        (("picture.md", "--against", "report.json"), "UTF-8"),
    ],
)
def test_what_cannot_be_used_is_told(capsys, monkeypatch, folder, args, told):
    monkeypatch.chdir(folder)
    (folder / "empty.md").write_text(" \n", encoding="utf-8")
    (folder / "picture.md").write_bytes(b"\x89PNG\xff\xfe\x00")
    code, out, err = run(capsys, "check", *args)
    assert (code, out) == (2, "")
    assert told in err
