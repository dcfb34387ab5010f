"""The inputs of a batch: cut into stretches that together are the whole, on this machine and elsewhere."""

import gzip
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.misbehaving import answer, serving
from tests.surfaces.test_batch_cli import archive, report, table
from tests.warc_files import packed, record

from variorum.adapters.warc import can_be_cut, captures
from variorum.batches.batch import batch
from variorum.batches.inputs import listed
from variorum.batches.tasks import Settings
from variorum.config import Config
from variorum.errors import InputError

SMALL = 3000
ROWS = [report(n, "The Ledger") for n in range(40)]


def pieces(path):
    settings = Settings(config=Config(), piece_bytes=SMALL)
    return listed([str(path)], out=path.parent / "set", settings=settings, show=lambda *_: None)


def clean(tmp_path, *inputs, name="set", **config):
    out = tmp_path / name
    made = batch(inputs, out, steps=("clean",), piece_bytes=SMALL, config=Config(**config))
    return made, table(out, "articles"), table(out, "rejections")


def page(n):
    told = (f"Gate {n} of the lock at Vask was shut for {k + 2} hours on Friday, the wardens said." for k in range(6))
    body = "".join(f"<p>{sentence}</p>" for sentence in told)
    head = f"<head><title>Gate {n} is shut</title></head>"
    return f"<html lang=en>{head}<body><article>{body}</article></body></html>".encode()


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz"])
def test_stretches_of_lines_are_the_whole_with_their_line_numbers(tmp_path, ending):
    rows = [{k: v for k, v in r.items() if k != "id"} for r in ROWS]
    data = "".join(json.dumps(r) + "\n" * (1 + n % 3) for n, r in enumerate(rows)).encode()
    path = tmp_path / f"rows.{ending}"
    path.write_bytes(gzip.compress(data) if ending.endswith("gz") else data)
    assert len(pieces(path).pieces) >= 4
    _, articles, rejections = clean(tmp_path, str(path))
    lines = data.decode().split("\n")
    assert [a["source"] for a in articles] == [f"{path}:{n}" for n, line in enumerate(lines, 1) if line]
    assert not rejections


def test_row_groups_of_a_table_are_the_whole(tmp_path):
    path = tmp_path / "rows.parquet"
    pq.write_table(pa.Table.from_pylist(ROWS), path, row_group_size=3)
    found = pieces(path).pieces
    assert len(found) > 4
    assert [p.first for some in found for p in some] == sorted({p.first for some in found for p in some})
    _, articles, _ = clean(tmp_path, str(path))
    assert [a["row_id"] for a in articles] == [r["id"] for r in ROWS]


def test_each_record_of_an_archive_belongs_to_the_stretch_in_which_it_begins():
    members = packed(*(record(n, page(n)) for n in range(12)))
    data = b"".join(members)
    file = io.BytesIO(data)
    assert can_be_cut(file)
    assert not can_be_cut(io.BytesIO(gzip.compress(b"".join(record(n, page(n)) for n in range(3)))))
    for cut in (1, len(members[0]), len(members[0]) + 1, len(data) // 2, len(data) - 5):
        one = [c.url for c in captures("a", file, config=Config(), end=cut)]
        two = [c.url for c in captures("a", file, config=Config(), start=cut)]
        assert one + two == [f"https://post.example/{n}" for n in range(12)], cut


def test_a_damaged_record_is_told_once_wherever_archives_are_cut():
    members = packed(*(record(n, page(n)) for n in range(8)))
    broken = [*members[:3], members[3][: len(members[3]) // 2], *members[4:]]
    data = b"".join(broken)
    whole = [getattr(c, "url", None) or c.reason for c in captures("a", io.BytesIO(data), config=Config())]
    assert whole.count("truncated") == 1
    for cut in range(50, len(data), 211):
        parts = [*captures("a", io.BytesIO(data), config=Config(), end=cut)]
        parts += captures("a", io.BytesIO(data), config=Config(), start=cut)
        assert [getattr(c, "url", None) or c.reason for c in parts] == whole, cut


def test_archives_among_others_that_are_cut_off_or_absent_are_told_and_the_rest_is_read(tmp_path):
    sound = tmp_path / "a.warc.gz"
    sound.write_bytes(b"".join(packed(record(1, page(1)), record(2, page(2)))))
    cut = tmp_path / "b.warc.gz"
    cut.write_bytes(b"".join(packed(record(3, page(3)), record(4, page(4))))[:-40])
    torn = tmp_path / "c.jsonl.gz"
    torn.write_bytes(gzip.compress("".join(json.dumps(r) + "\n" for r in ROWS).encode())[:-30])
    junk = tmp_path / "d.parquet"
    junk.write_bytes(b"PAR1 and then nothing of the kind")
    made, articles, rejections = clean(tmp_path, *map(str, (sound, cut, torn, junk, tmp_path / "e.warc")))
    assert {a["input"] for a in articles} == {str(sound), str(cut), str(torn)}
    by_input = {r["input"]: r["reason"] for r in rejections}
    assert by_input[str(cut)] == by_input[str(torn)] == "truncated"
    assert by_input[str(junk)] == by_input[str(tmp_path / "e.warc")] == "unreadable"
    assert sum(made.rejected.values()) == len(rejections)


def test_columns_that_change_from_file_to_file_cost_only_what_they_break(tmp_path):
    pq.write_table(pa.table({"headline": ["x"], "body_html": [1]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"text": [7, 8]}), tmp_path / "b.parquet")
    other = {**ROWS[0], "published": 1_900_000_000, "more": [1, 2]}
    pq.write_table(pa.Table.from_pylist([other]), tmp_path / "c.parquet")
    pq.write_table(pa.Table.from_pylist([ROWS[1], {"id": "no-text"}]), tmp_path / "d.parquet")
    _, articles, rejections = clean(tmp_path, str(tmp_path))
    assert [a["row_id"] for a in articles] == [ROWS[0]["id"], ROWS[1]["id"]]
    assert articles[0]["published"].startswith("2030-03-17")
    assert [(r["input"][-9:], r["reason"]) for r in rejections] == [
        ("a.parquet", "not_an_article"),
        ("b.parquet", "not_an_article"),
        ("b.parquet", "not_an_article"),
        ("d.parquet", "not_an_article"),
    ]


# --- reserved from mining ----------------------------------------------------------------------------------------
def test_reservations_are_kept_and_their_words_left_out(tmp_path):
    noai = page(2).replace(b"<title>", b'<meta name="robots" content="noai"><title>')
    path = tmp_path / "a.warc.gz"
    own = {"http": "tdm-reservation: 1\r\n"}
    path.write_bytes(b"".join(packed(record(1, page(1)), record(2, noai), record(3, page(3), **own))))
    rows = archive(tmp_path / "b.jsonl", ROWS[0], {**ROWS[1], "tdm_reservation": 1})
    out = tmp_path / "set"
    batch([str(path), rows], out, steps=("clean",), full_text=True)
    found = {a["url"] or a["row_id"]: a for a in table(out, "articles")}
    assert {key: a["reserved"] for key, a in found.items()} == {
        "https://post.example/1": None,
        "https://post.example/2": "the page says robots: noai",
        "https://post.example/3": "the answer says tdm-reservation: 1",
        "The Ledger-0": None,
        "The Ledger-1": "the row says tdm_reservation: 1",
    }
    for article in found.values():
        assert (article["text"] is None) == (article["reserved"] is not None)
        assert article["reserved"] is None or article["title"] is None
    assert "3 articles of it are reserved" in (out / "README.md").read_text(encoding="utf-8")


# --- elsewhere ---------------------------------------------------------------------------------------------------
@pytest.fixture
def store(tmp_path):
    """A folder behind fsspec's own files: what lies in memory is not seen by processes that start anew."""
    folder = tmp_path / "store"
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.jsonl").write_text("".join(json.dumps(r) + "\n" for r in ROWS), encoding="utf-8")
    (folder / "deeper" / "b.warc.gz").write_bytes(b"".join(packed(record(1, page(1)), record(2, page(2)))))
    (folder / "page.html").write_bytes(page(7))
    return f"file://{folder}"


def test_files_of_a_store_are_read_as_if_they_were_here(tmp_path, store):
    made, articles, rejections = clean(tmp_path, f"{store}/", f"Post={store}/deeper/*.warc.gz", allow_private=True)
    assert made.rows["articles"] == 43
    assert {a["input"].rpartition("/")[2] for a in articles} == {"a.jsonl", "b.warc.gz", "page.html"}
    assert [r["reason"] for r in rejections] == ["duplicate"]


def test_what_does_not_lie_in_a_public_store_is_refused(tmp_path, store, monkeypatch):
    with pytest.raises(InputError, match="add --allow-private"):
        clean(tmp_path, f"{store}/")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9000")
    with pytest.raises(InputError, match=r"AWS_ENDPOINT_URL leads s3:// to 127\.0\.0\.1"):
        clean(tmp_path, "s3://bucket/a.jsonl")


def test_an_archive_of_a_web_server_is_fetched_unless_it_stands_in_the_own_network(tmp_path):
    rows = "".join(json.dumps(r) + "\n" for r in ROWS)
    with serving({"/a.jsonl": answer(rows, content_type="application/jsonl")}) as server:
        address = f"{server.url}/a.jsonl"
        with pytest.raises(InputError, match="no public address"):
            clean(tmp_path, address)
        _, articles, _ = clean(tmp_path, address, allow_private=True)
    assert len(articles) == 40


# --- the folder --------------------------------------------------------------------------------------------------
def test_a_data_set_inside_its_input_is_no_input(tmp_path):
    archive(tmp_path / "rows.jsonl", *ROWS)
    for _ in range(2):
        made, articles, _ = clean(tmp_path, str(tmp_path))
        assert len(articles) == made.rows["articles"] == 40


def test_another_outlet_for_an_input_is_another_data_set(tmp_path):
    rows = archive(tmp_path / "rows.jsonl", *ROWS)
    clean(tmp_path, rows)
    with pytest.raises(InputError, match="was of the outlet '' and is now of 'Vane'"):
        clean(tmp_path, f"Vane={rows}")


def test_inputs_without_any_article_make_a_data_set_without_any(tmp_path):
    made = batch([archive(tmp_path / "rows.jsonl", {"id": 1}, {"id": 2})], tmp_path / "set")
    assert made.rows["articles"] == 0
    assert made.rejected == {"not_an_article": 2}
