"""`variorum convert` and the forms of `--out`."""

import json
from pathlib import Path

import pytest
from tests.surfaces.page_story import ferry

from variorum.cli.app import OK, USAGE, main
from variorum.exports.json import to_json


@pytest.fixture
def report(tmp_path) -> Path:
    path = tmp_path / "ferry.json"
    path.write_text(to_json(ferry()), encoding="utf-8")
    return path


def test_one_report_in_many_forms(report, tmp_path, capfd):
    names = ["a.html", "a.md", "a.txt", "a.csv", "a.parquet", "a.tei.xml", "a.annotations.jsonld", "a.prov.jsonld"]
    names += ["a.graphml", "a.atom", "a.json"]
    outs = [part for name in names for part in ("--out", str(tmp_path / "out" / name))]
    (tmp_path / "out").mkdir()
    assert main(["convert", str(report), *outs]) == OK
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.count("wrote") == len(names)
    assert {p.name for p in (tmp_path / "out").iterdir()} == set(names)
    assert (tmp_path / "out" / "a.json").read_bytes() == report.read_bytes()


def test_standard_output_takes_a_form_and_a_table(report, capfd):
    assert main(["convert", str(report), "--format", "csv", "--table", "points"]) == OK
    said = capfd.readouterr()
    assert said.out.splitlines()[0].startswith("point,n,text,kind")
    assert said.err == ""
    assert main(["convert", str(report)]) == OK
    assert "Seven people were injured" in capfd.readouterr().out


def test_a_folder_takes_tables(report, tmp_path, capfd):
    folder = tmp_path / "tables"
    assert main(["convert", str(report), "--quiet", "--out", f"{folder}/"]) == OK
    assert (folder / "claims.csv").is_file()
    assert main(["convert", str(report), "--quiet", "--out", str(folder), "--format", "parquet"]) == OK
    assert (folder / "claims.parquet").is_file()
    assert main(["convert", str(report), "--out", str(folder), "--format", "tei"]) == USAGE
    assert "takes tables only" in capfd.readouterr().err


@pytest.mark.parametrize("content", [None, "{", "[1, 2]"])
def test_what_is_no_report_is_refused(content, tmp_path, capfd):
    path = tmp_path / "x.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert main(["convert", str(path)]) == USAGE
    assert "no report that can be read" in capfd.readouterr().err


def test_an_ending_without_a_form_is_refused_before_anything_is_read(tmp_path, capfd):
    assert main(["convert", str(tmp_path / "absent.json"), "--out", "story.docx"]) == USAGE
    said = capfd.readouterr().err
    assert ".docx" in said
    assert ".tei" in said


def test_places_outside_the_text_are_left_out(report, tmp_path):
    data = json.loads(report.read_text(encoding="utf-8"))
    outside, nowhere = {"article": "a1", "start": 5, "end": 99_999}, {"article": "zz", "start": 0, "end": 1}
    data["variants"][0]["marks"] = [outside, nowhere]
    data["points"][0]["near"] = [nowhere]
    data["points"][1]["claims"][0]["article"] = "zz"
    data["points"][0]["claims"][0]["spans"] = [{"start": 90_000, "end": 90_001}]
    damaged = tmp_path / "damaged.json"
    damaged.write_text(json.dumps(data), encoding="utf-8")
    endings = ("tei.xml", "prov.jsonld", "annotations.jsonld", "atom")
    outs = [part for ending in endings for part in ("--out", f"{tmp_path}/d.{ending}")]
    assert main(["convert", str(damaged), "--quiet", *outs, "--out", f"{tmp_path}/tables/"]) == OK
