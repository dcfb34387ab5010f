"""Bad input, as a newcomer meets it: a clear word (what, why, what to do), the rest goes on, exit code 0, 2 or 3."""

import io
import json
import sys
from datetime import date

import pytest
from benchmarks.many import story

import variorum
from variorum.cli import main
from variorum.config import Config
from variorum.records.source import Document
from variorum.session import read

A = (
    "A crane fell onto the quay of Halvik on Monday morning. Two dockers were hurt. "
    "“It swayed, and then it was down,” said Ena Solt, a crane driver."
)
B = (
    "Three dockers were injured when a crane fell onto the quay of Halvik on Monday. "
    "The port authority said that the cause was not known."
)
ODD = {
    "one line": "A crane fell onto the quay of Halvik on Monday.",
    "transcript": "SOLT: It swayed.\nVARN: When was that?\nSOLT: On Monday. (LAUGHTER)\nQ: Who was hurt?",
    "listicle": "The Halvik crane in brief\n\n1. It fell on Monday\n\n2. Two dockers were hurt\n\n3. It is closed",
    "live blog": "10:32 a.m.\n\nA crane has fallen.\n\n10:35 a.m. — Two dockers are hurt, the port says.\n\nPinned",
    "poem": "O crane of Halvik, tall and thin,\n  that swayed upon the quay,\nwho let the morning fog come in",
    "table": "| Port | Hurt | Share |\n|---|---:|---|\n| Halvik | 2 | 40% |\n\nSource: port authority of Halvik",
    "capitals": (A + " " + B).upper(),
    "right to left": B + " قال المتحدث إن الميناء مغلق. \u202e" + A + "\u202c",
    "emoji": "🏗️🔥 " + B.replace(" ", " 👩‍👩‍👧 ") + " ‼️",
    "no width": "\u200b".join(B),
    "six styles": "“He told me: ‘She said «they wrote „we heard \"it's ‹down›\"“»’,” said Ena Solt of the port.",
    "unmatched": "“" + B + " \"He said. ” ‘ ’ « " + A + " »”\"",
    "line ends": B + "\r\n" + A + "\r" + B + "\u2028" + A + "\x85" + B,
    "half a pair": B + " \ud800 " + A,
    "numbers": "1e999 people, 99999999999999999999999 million dockers and $1.2.3.4 bn were lost, the port said.",
    "dates": "On February 31, on 99/99/9999, on 0000-00-00 and 99999999999 years ago at 25:61 p.m. the crane fell.",
}


@pytest.fixture
def two(tmp_path):
    (tmp_path / "a.txt").write_text(A, encoding="utf-8")
    (tmp_path / "b.txt").write_text(B, encoding="utf-8")
    return [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]


def run(capsys, *args):
    code = main([str(a) for a in args])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("form", ODD)
def test_odd_forms_are_compared_and_written_in_every_form(form):
    report = variorum.compare([{"id": "odd", "text": ODD[form]}, {"id": "plain", "text": A}], published="2031-03-12")
    assert {a.id for a in report.articles}
    page, plain = report.to_html(full_text=True), report.to_markdown(full_text=True)
    for text in (report.to_json(), page, plain, report.to_text()):
        text.encode("utf-8")
    length = {a.id: len(a.text) for a in report.articles}
    for point in report.points:
        for claim in point.claims:
            assert all(0 <= s.start < s.end <= length[claim.article] for s in claim.spans)


def test_a_file_of_fifty_megabytes_is_refused_and_the_rest_goes_on(capsys, two, tmp_path):
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.seek(50_000_000 - 1)
        file.write(b"x")
    code, out, err = run(capsys, "compare", *two, big, "--quiet")
    assert code == 3
    assert "2 reports" in out
    assert "big.txt" in err
    assert "larger than 20 MB" in err


def test_a_text_longer_than_the_limit_is_refused():
    found, rejections = read([{"id": "long", "text": B * 3}], only_text=True, config=Config(max_chars=200))
    assert list(found) == []
    assert [r.reason for r in rejections] == ["too_large"]


def test_a_folder_with_nothing_readable(capsys, two, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "program.py").write_text("print(1)", encoding="utf-8")
    code, _, err = run(capsys, "compare", *two, folder, "--quiet")
    assert code == 3
    assert "nothing readable" in err
    code, out, err = run(capsys, "read", folder, "--quiet")
    assert (code, out) == (2, "")
    assert "nothing readable" in err


@pytest.mark.parametrize(
    ("name", "word"),
    [("absent.txt", "does not exist"), ("*.nope", "matches no file"), ("ftp://example.org/a", "no web address")],
)
def test_what_is_not_there_is_named(capsys, two, name, word):
    code, out, err = run(capsys, "compare", *two, name, "--quiet")
    assert code == 3
    assert "2 reports" in out
    assert name in err
    assert word in err


def test_a_name_that_is_not_utf8_is_shown_and_written(capsys, two, tmp_path):
    rejects = tmp_path / "rejects.jsonl"
    code, _, err = run(capsys, "compare", *two, tmp_path / "na\udcffme.txt", "--rejects", rejects, "--quiet")
    assert code == 3
    assert "does not exist" in err
    assert "na\ufffdme" in json.loads(rejects.read_text(encoding="utf-8"))["id"]


def test_pasted_text_in_another_encoding(capsys, monkeypatch):
    raw = "“Déjà vu,” said Ena Solt of the port of Halvik.\n---\nA crane fell at Halvik on Monday.".encode("cp1252")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    code, out, _ = run(capsys, "compare", "--paste", "--format", "json", "--quiet")
    assert code == 0
    assert "“Déjà vu,”" in json.loads(out)["articles"][0]["text"]


def test_output_to_a_program_is_utf8(monkeypatch, two):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert main(["compare", *two, "--format", "markdown", "--quiet"]) == 0
    sys.stdout.flush()
    assert "“It swayed" in raw.getvalue().decode("utf-8")


def test_rows_from_a_program_are_named_by_place_and_refused_with_a_reason():
    dated = {"text": B, "date": date(2031, 3, 12)}
    report = variorum.compare([{"text": A}, {"text": A}, {"text": B, "desk": object()}, {"headline": "x"}, dated])
    assert len(report.articles) == 3
    assert [(r.id, r.reason) for r in report.rejections] == [("row 3", "broken_row"), ("row 4", "not_an_article")]
    assert [a.published for a in report.articles][2] == "2031-03-12"


def test_half_a_pair_becomes_one_sign_so_that_places_hold():
    report = variorum.compare([Document(source="x\udcff", text=f"\ud800 {A}"), {"text": B}])
    assert report.articles[0].text == f"\ufffd {A}"
    assert "\ufffd" in report.to_json()


def test_fifty_copies_have_one_origin_and_agree_on_nothing():
    report = variorum.compare([{"id": f"{n:02}", "outlet": f"Outlet {n}", "text": A} for n in range(50)])
    assert len(report.articles) == 50
    assert len(report.origins) == 1
    assert {p.independent_origins for p in report.points} == {1}
    assert report.variants == ()


def test_more_articles_than_a_comparison_takes():
    rows = [{"id": str(n), "text": text} for n, text in enumerate(story(4))]
    report = variorum.compare(rows, config=Config(max_articles=3))
    assert len(report.articles) == 3
    assert [r.reason for r in report.rejections] == ["too_many"]


def test_a_draft_that_is_too_long_is_refused(capsys, two, tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text("A crane fell. " * 80_000, encoding="utf-8")
    code, out, err = run(capsys, "check", draft, "--against", *two, "--quiet")
    assert (code, out) == (2, "")
    assert "larger than 1 MB" in err
