"""`variorum batch`: data sets from archives, gone on with after any stop."""

import hashlib
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from variorum.cli.app import main

PLACES = ("Kesmar", "Orlen", "Vask", "Tarn", "Belmoor", "Quill", "Ister", "Dunmark")
THINGS = ("ferry", "bridge", "mill", "harbour", "school", "railway", "dam", "market")


def report(n, outlet):
    place, thing = PLACES[n % 8], THINGS[n // 8 % 8]
    return {
        "id": f"{outlet}-{n}",
        "outlet": outlet,
        "published": f"2031-04-{1 + n % 28:02d}T08:00:00Z",
        "title": f"The {thing} of {place} is closed",
        "text": f"The {thing} of {place} was closed on Monday after {n + 3} faults were found, the council said. "
        f"Workers from {PLACES[(n + 3) % 8]} will repair it within {n + 2} weeks, {outlet} has learnt. "
        f"The mayor of {place} asked the people of the town to stay away until then.",
    }


def archive(path, *rows):
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return str(path)


def run(*arguments):
    return main(["batch", *map(str, arguments), "--quiet"])


def table(folder, name):
    return pq.read_table(folder / name).to_pylist()


def data(folder):
    """Every file of a data set but what is of this run alone, by hash."""
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and "_run" not in p.parts and p.name != "summary.html"  # which tells where the time went
    }


@pytest.fixture
def inputs(tmp_path):
    one = archive(tmp_path / "one.jsonl", *(report(n, "The Ledger") for n in range(12)))
    two = archive(tmp_path / "two.jsonl", *(report(n, "The Courier") for n in range(6, 18)))
    return [two, one]


def test_clean_writes_articles_with_their_places_and_hashes(tmp_path, inputs):
    out = tmp_path / "set"
    assert run(*inputs, "--out", out, "--steps", "clean") == 0
    rows = table(out, "articles")
    assert len(rows) == 24
    first = rows[0]
    text = report(0, "The Ledger")["text"]
    assert (first["row_id"], first["input"], first["chars"]) == ("The Ledger-0", inputs[1], len(text))
    assert first["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert first["text"] is None


def test_what_cannot_be_read_is_a_row_with_its_reason(tmp_path, inputs):
    broken = '{"text": "AAAAAAAAA"\n{"id": 7}\n' + json.dumps(report(3, "Vane"))
    Path(inputs[0]).write_text(broken, encoding="utf-8")
    out = tmp_path / "set"
    assert run(*inputs, tmp_path / "absent.warc.gz", "--out", out, "--steps", "clean") == 3
    assert len(table(out, "articles")) == 13
    assert sorted(r["reason"] for r in table(out, "rejections")) == ["broken_row", "not_an_article", "unreadable"]


def test_a_folder_begun_in_another_way_is_refused_and_the_difference_named(tmp_path, inputs, capsys):
    out = tmp_path / "set"
    assert run(*inputs, "--out", out, "--steps", "clean") == 0
    before = data(out)
    assert run(*inputs, "--out", out, "--steps", "clean", "--full-text") == 2
    assert "full text was 'no' and is now 'yes'" in capsys.readouterr().err
    assert run(inputs[0], "--out", out, "--steps", "clean") == 2
    assert f"the input {inputs[1]!r} is not among the inputs" in capsys.readouterr().err
    archive(Path(inputs[0]), report(1, "The Courier"))
    assert run(*inputs, "--out", out, "--steps", "clean") == 2
    assert f"the input {inputs[0]!r} has changed" in capsys.readouterr().err
    assert data(out) == before


def test_standard_input_and_wrong_steps_are_refused(tmp_path, inputs, capsys):
    assert run("-", "--out", tmp_path / "set") == 2
    assert "standard input" in capsys.readouterr().err
    assert run(*inputs, "--out", tmp_path / "set", "--steps", "stories") == 2
    assert "each needs those before it" in capsys.readouterr().err


def test_every_column_of_a_data_set_is_documented():
    from variorum.batches.card import column_lines
    from variorum.batches.tables import MEANINGS, TABLES

    page = (Path(__file__).parents[2] / "docs" / "reference" / "datasets.md").read_text(encoding="utf-8")
    assert MEANINGS.keys() == TABLES.keys()
    for name, meaning in MEANINGS.items():
        assert f"## {name}\n\n{meaning}\n\n" + "\n".join(column_lines(name)) + "\n" in page, name


def test_tables_have_their_columns_also_without_rows(tmp_path, inputs):
    from variorum.batches.tables import TABLES, schema

    out = tmp_path / "set"
    assert run(*inputs, "--out", out, "--steps", "clean") == 0
    for name in TABLES:
        assert pq.read_table(out / name).schema.equals(schema(name)), name
