"""The picture of a stream, and comparisons of what `stories` found."""

import json
import re

import pytest
from tests.made_stories import FERRY, MILL_FIRE
from tests.surfaces.test_stories_cli import rows_of, write

from variorum.cli import main
from variorum.exports.stream_page import stream_page
from variorum.records.story_stream import StreamReport, StreamStory

OUTLETS = ("The Ledger", "Courier", "Strait Mercury", "Halvik Post")


@pytest.fixture
def stream(tmp_path):
    rows = rows_of(FERRY, "f") + rows_of(MILL_FIRE, "m")
    for n, row in enumerate(rows):
        row |= {"published": f"2019-03-{1 + n:02}T{7 + n:02}:30:00Z", "outlet": OUTLETS[n % 4]}
    rows.append({"id": "alone", "title": "Bees", "text": "Bees swarmed in Orlo.", "published": "2019-03-02"})
    return write(tmp_path / "stream.jsonl", rows)


def run(capsys, *args):
    code = main([str(a) for a in args])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_page_shows_who_came_first_and_how_it_grew(capsys, tmp_path, stream):
    page = tmp_path / "stream.html"
    code, out, _ = run(capsys, "stories", stream, "--out", page, "--quiet")
    assert (code, out) == (0, "")
    text = page.read_text(encoding="utf-8")
    assert "9 reports, 4 outlets, 2 stories of two and more, 1 report alone" in text
    assert text.index(FERRY[0][0]) < text.index(MILL_FIRE[0][0])
    assert "first The Ledger, then Courier, Strait Mercury, Halvik Post" in text
    assert "25 h later" in text
    assert not re.search(r"(?:src|href)=\"(?!#)", text)
    assert "<script" not in text


def test_hostile_words_stay_words():
    report = StreamReport(
        name="x", outlet="<b>", headline="</style><script>alert(1)</script>\u202e", url="javascript:alert(1)", at=None
    )
    text = stream_page([StreamStory(id="s1", reports=(report, report), history=())])
    assert "<script>" not in text
    assert "javascript:" not in text
    assert "\u202e" not in text
    assert "no dates" in text


def test_a_page_of_nothing():
    assert "No two reports tell of one event." in stream_page([])


def test_compare_one_story_of_a_stream(capsys, tmp_path, stream):
    state = tmp_path / "s.state"
    _, out, _ = run(capsys, "stories", stream, "--state", state)
    rows = [json.loads(x) for x in out.splitlines()]
    story = {r["id"]: r["story"] for r in rows}
    report = tmp_path / "ferry.json"
    chosen = ("--story", story["f0"], "--state", state, "--out", report, "--quiet")
    code, _, err = run(capsys, "compare", stream, *chosen)
    assert (code, err) == (0, "")
    assert len(json.loads(report.read_text(encoding="utf-8"))["articles"]) == 4
    code, _, err = run(capsys, "compare", stream, "--story", story["alone"], "--quiet")
    assert code == 3
    assert "fewer than two origins (1 report: alone)" in err
    code, _, err = run(capsys, "compare", stream, "--story", "s0", "--state", state)
    assert code == 2
    assert "'s0'" in err
    code, _, err = run(capsys, "compare", stream, "--story", story["f0"], "--state", tmp_path / "none")
    assert code == 2
    assert "make it with: variorum stories" in err


def test_compare_all(capsys, tmp_path):
    copy = "A kiln exploded in Tarn Vale on Sunday, and two potters were hurt, said the mayor. Smoke rose over town. "
    rows = rows_of(FERRY[:2], "f", published="2019-03-01")
    for n in (1, 2):
        rows.append({"id": f"k{n}", "url": f"https://o{n}.example/", "title": "Kiln explodes", "text": copy * 3})
    given = write(tmp_path / "r.jsonl", rows)
    out = tmp_path / "out"
    code, said, err = run(capsys, "compare", given, "--all", out, "--quiet")
    assert code == 0
    ferry, kiln = sorted((json.loads(x) for x in said.splitlines()), key=lambda r: not r["compared"])
    assert (ferry["articles"], ferry["origins"], ferry["compared"]) == (["f0", "f1"], 2, True)
    assert {p.name for p in out.iterdir()} == {ferry["page"], ferry["report"]}
    assert kiln == {"story": kiln["story"], "articles": ["k1", "k2"], "origins": 1, "compared": False}
    assert "has fewer than two origins (2 reports: k1, k2)" in err


@pytest.mark.parametrize("more", [["--state", "s"], ["--all", "d", "--story", "s1"], ["--story", "s1", "--paste"]])
def test_options_that_do_not_go_together(capsys, stream, monkeypatch, more):
    import io

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"words")))
    code, _, err = run(capsys, "compare", stream, *more)
    assert code == 2
    assert err.startswith("variorum: --")
