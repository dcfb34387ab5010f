"""`variorum explain` and `compare --corrections` as an editor meets them."""

import json

import pytest

from variorum.cli import main

A = (
    "A crane fell onto the quay of Halvik on Monday morning. Two dockers were hurt. "
    "The harbour master closed the eastern basin until further notice."
)
B = (
    "A crane fell onto the quay of Halvik on Monday. Three dockers were hurt. "
    "The port authority said that the cause was not known."
)
C = "A crane fell onto the quay of Halvik early on Monday. Nobody could say why the cable broke."
DESK = """
[[split]]
apart = [{source = "Quay Post", words = "Three dockers were hurt"}]
from = [{source = "Ledger", words = "Two dockers were hurt"}]
reason = "two crews"
by = "E. Solt"

[[reject]]
point = [{source = "Ledger", words = "The harbour master closed the eastern basin"}]
reason = "not for print"

[[join]]
claims = [{source = "Ledger", words = "words of nobody"}, {source = "Quay Post", words = "Three dockers were hurt"}]
reason = "x"
"""


@pytest.fixture
def story(tmp_path):
    rows = [{"id": o, "outlet": o, "text": t} for o, t in (("The Ledger", A), ("Quay Post", B))]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def run(capsys, *args):
    code = main([str(a) for a in args])
    said = capsys.readouterr()
    return code, said.out, said.err


def holding(report, words):
    texts = {a["id"]: a["text"] for a in report["articles"]}
    return [
        p
        for p in report["points"]
        if any(words in texts[c["article"]][c["spans"][0]["start"] : c["spans"][-1]["end"]] for c in p["claims"])
    ]


def test_a_point_is_explained_in_every_form(capsys, story, tmp_path):
    path = tmp_path / "r.json"
    run(capsys, "compare", story, "--out", path, "--quiet")
    code, out, err = run(capsys, "explain", path, "1")
    assert (code, err) == (0, "")
    assert out.startswith("Point 1: ")
    assert "Why these stand together" in out
    code, data, _ = run(capsys, "explain", path, "1", "--format", "json")
    key = json.loads(data)["point"]
    assert run(capsys, "explain", path, key) == (0, out, "")
    code, out, _ = run(capsys, "explain", path, key, "--format", "markdown", "--out", tmp_path / "e.md")
    assert (code, out) == (0, "")
    assert (tmp_path / "e.md").read_text(encoding="utf-8").startswith("# Point 1: ")


def test_several_points_are_listed_and_none_is_told(capsys, story, tmp_path):
    path = tmp_path / "r.json"
    run(capsys, "compare", story, "--out", path, "--quiet")
    code, out, err = run(capsys, "explain", path, "the")
    assert (code, out) == (2, "")
    assert "points are meant" in err
    assert err.count("\n") > 2
    code, _, err = run(capsys, "explain", path, "a", "purple", "whale")
    assert code == 2
    assert "no point is meant" in err
    code, _, err = run(capsys, "explain", tmp_path / "none.json", "1")
    assert code == 2
    assert "none.json" in err


def test_corrections_are_applied_shown_and_told(capsys, story, tmp_path):
    desk, path = tmp_path / "desk.toml", tmp_path / "r.json"
    desk.write_text(DESK, encoding="utf-8")
    outs = [x for name in ("r.json", "r.html", "r.md", "r.txt") for x in ("--out", tmp_path / name)]
    code, _, err = run(capsys, "compare", story, "--corrections", desk, *outs, "--quiet")
    assert code == 0
    assert "correction 3 was not applied" in err
    assert "“words of nobody” stands nowhere" in err
    report = json.loads(path.read_text(encoding="utf-8"))
    assert [c["applied"] for c in report["corrections"]][1:] == [True, False]
    assert not holding(report, "closed the eastern basin")
    two, three = ({p["id"] for p in holding(report, f"{n} dockers")} for n in ("Two", "Three"))
    assert not two & three
    for name in ("r.html", "r.md", "r.txt"):
        shown = (tmp_path / name).read_text(encoding="utf-8")
        assert "Corrections" in shown
        assert "ot applied" in shown
        assert "not for print" in shown


def test_corrections_survive_one_more_article(capsys, story, tmp_path):
    desk = tmp_path / "desk.toml"
    desk.write_text(DESK.split("[[join]]")[0], encoding="utf-8")
    more = tmp_path / "strait-mail.txt"
    more.write_text(C, encoding="utf-8")
    code, out, err = run(
        capsys, "compare", f"Strait Mail={more}", story, "--corrections", desk, "--format", "json", "--quiet"
    )
    report = json.loads(out)
    assert code == 0
    assert not holding(report, "closed the eastern basin")
    assert report["corrections"][1]["applied"]
    assert "stands nowhere" not in err


def test_a_broken_file_stops_with_its_line(capsys, story, tmp_path):
    desk = tmp_path / "desk.toml"
    desk.write_text("# desk\n\n[[reject]]\nreason = 'x'\n", encoding="utf-8")
    code, out, err = run(capsys, "compare", story, "--corrections", desk)
    assert (code, out) == (2, "")
    assert "desk.toml, line 3" in err
