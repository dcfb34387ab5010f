"""Rows of other programs, tables, and files of rows as streams."""

import datetime
import gzip
import io
import json
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from variorum.adapters.files import Reading, parted, read_inputs
from variorum.adapters.paths import RefusedError
from variorum.adapters.rows import given_row, line_documents, parquet_documents
from variorum.config import Config
from variorum.records.source import Document, Rejection, RejectReason

TEXT = "The ferry ran aground on Monday, the harbour office said."

NEWS_PLEASE = {
    "authors": ["Ana Soto", "Bo Rask"], "date_download": "2031-03-13 09:00:00", "date_publish": "2031-03-12 08:00:00",
    "description": "A ferry.", "filename": "a.json", "language": "en", "maintext": TEXT,
    "source_domain": "post.example",
    "title": "Ferry aground", "url": "https://post.example/a",
}  # fmt: skip
FUNDUS = {
    "title": "Ferry aground", "plaintext": TEXT, "authors": ["Ana Soto", "Bo Rask"],
    "publishing_date": "2031-03-12T08:00:00+00:00", "publisher": "Harbour Post", "lang": "en", "topics": ["sea"],
    "html": {"requested_url": "https://post.example/?a", "responded_url": "https://post.example/a", "content": "<p>x"},
}  # fmt: skip
FUNDUS_BODY = {
    "title": "Ferry aground", "publishing_date": "2031-03-12",
    "body": {"summary": ["A ferry."], "sections": [{"headline": [], "paragraphs": [TEXT]},
             {"headline": ["Later"], "paragraphs": ["It rained."]}]},
}  # fmt: skip
TRAFILATURA = {
    "title": "Ferry aground", "author": "Ana Soto; Bo Rask", "hostname": "post.example", "date": "2031-03-12",
    "fingerprint": "1f", "id": None, "raw_text": TEXT, "text": TEXT, "source": "https://post.example/a",
    "source-hostname": "Harbour Post", "excerpt": None, "tags": "",
}  # fmt: skip
DATATROVE = {"text": TEXT, "id": "x-1", "metadata": {"url": "https://post.example/a", "language_score": 0.9}}


def document(row, **settings):
    got = given_row(row, "row 1", None, Config(**settings))
    assert isinstance(got, Document), got
    return got


@pytest.mark.parametrize(
    ("row", "outlet"), [(NEWS_PLEASE, "post.example"), (FUNDUS, "Harbour Post"), (TRAFILATURA, "Harbour Post")]
)
def test_rows_of_other_extractors(row, outlet):
    got = document(row)
    assert (got.text, got.title, got.byline) == (TEXT, "Ferry aground", "Ana Soto, Bo Rask")
    assert (got.url, got.outlet) == ("https://post.example/a", outlet)
    assert got.published.startswith("2031-03-12")


def test_what_is_not_used_is_carried_on():
    assert set(document(NEWS_PLEASE).extra) == {"date_download", "description", "filename", "language"}
    assert document(TRAFILATURA).extra["raw_text"] == TEXT
    assert document(FUNDUS).extra["topics"] == ["sea"]
    assert document(DATATROVE).extra == {"metadata": DATATROVE["metadata"]}
    assert document(DATATROVE).url == "https://post.example/a"
    assert document({"text": TEXT, "date": "soon", "date_publish": "2031-03-12"}).extra == {"date": "soon"}


def test_the_parts_of_a_body():
    assert document(FUNDUS_BODY).text == f"A ferry.\n\n{TEXT}\n\nLater\n\nIt rained."


def test_the_contracts_own_names_win():
    row = {"text": "Mine.", "maintext": "Theirs.", "outlet": "A", "publisher": "B", "url": "u",
           "published": "2031-01-01", "date_publish": "2030-01-01"}  # fmt: skip
    got = document(row)
    assert (got.text, got.outlet, got.published, got.source) == ("Mine.", "A", "2031-01-01", "u")
    assert got.extra == {"maintext": "Theirs.", "publisher": "B", "date_publish": "2030-01-01"}
    assert document({"text": " ", "maintext": "Theirs."}).text == "Theirs."


# --- JSON Lines as a stream ----------------------------------------------------------------------
def lines(data, **settings):
    return list(line_documents("a.jsonl", io.BytesIO(data), None, Config(**settings)))


def row(n):
    return json.dumps({"id": str(n), "text": f"{TEXT} {n}"}).encode() + b"\n"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_bad_line_costs_no_other(pack):
    data = pack(row(1) + b"{broken\n\n" + row(2) + b'{"text": 1}\n' + b"x" * 5000 + b"\n" + row(3))
    results = lines(data, max_bytes=3000)
    assert [r.row_id for r in results if isinstance(r, Document)] == ["1", "2", "3"]
    assert [(r.id, str(r.reason)) for r in results if isinstance(r, Rejection)] == [
        ("a.jsonl:2", "broken_row"),
        ("a.jsonl:5", "not_an_article"),
        ("a.jsonl:6", "too_large"),
    ]


def test_rows_before_the_cut_are_kept():
    data = gzip.compress(b"".join(json.dumps({"text": f"{n} " * 5000}).encode() + b"\n" for n in range(20)))
    results = lines(data[: len(data) * 2 // 3])
    assert isinstance(results[0], Document)
    assert isinstance(results[-1], Rejection)
    assert results[-1].reason is RejectReason.TRUNCATED


def test_a_files_own_encoding():
    [got] = lines(json.dumps({"text": "“Wörter”"}, ensure_ascii=False).encode("utf-16"))
    assert got.text == "“Wörter”"
    [got] = lines(json.dumps({"text": "Wörter"}, ensure_ascii=False).encode("cp1252"))
    assert got.text == "Wörter"


def test_a_long_file_takes_the_memory_of_a_line(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for n in range(3000):
            file.write(json.dumps({"text": f"{n} " + TEXT * 200}).encode() + b"\n")
    tracemalloc.start()
    count = sum(isinstance(r, Document) for r in read_inputs([str(path)], Reading(config=Config())))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3000
    assert peak < 3_000_000  # the rows have 34 MB


def test_rows_of_a_pipe_are_taken_as_they_come():
    class Pipe(io.BytesIO):
        reads = 0

        def read1(self, size=-1):
            Pipe.reads += 1
            return super().readline()

    pipe = Pipe(row(1) + row(2) + row(3))
    stream = line_documents("standard input", pipe, None, Config())
    assert next(stream).row_id == "1"
    assert Pipe.reads == 1
    assert not pipe.closed
    assert len(list(stream)) == 2
    assert not pipe.closed


# --- Parquet -------------------------------------------------------------------------------------
def table(tmp_path, columns, **how):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table(columns), path, **how)
    return path


def parquet(path, **settings):
    with path.open("rb") as file:
        return list(parquet_documents("a.parquet", file, None, Config(**settings)))


def test_a_table_is_read_row_by_row(tmp_path):
    at = datetime.datetime(2031, 3, 12, 8, tzinfo=datetime.UTC)
    columns = {
        "url": ["https://post.example/a", None, "https://post.example/c"],
        "text": [TEXT, TEXT + " Again.", None],
        "date": [at, None, at],
        "score": [0.5, 1.5, 2.5],
        "raw": [b"\x00\xff", None, b""],
        "tags": [["a", "b"], [], None],
    }
    first, second, third = parquet(table(tmp_path, columns))
    assert (first.source, first.text) == ("https://post.example/a", TEXT)
    assert first.published == "2031-03-12T08:00:00Z"
    assert first.extra == {"score": 0.5, "raw": "AP8=", "tags": ["a", "b"]}
    assert second.source == "a.parquet:2"
    assert isinstance(third, Rejection)
    assert third.reason in (RejectReason.NOT_AN_ARTICLE, RejectReason.EMPTY)


def test_other_extractors_columns_and_bytes_of_pages(tmp_path):
    [got] = parquet(table(tmp_path, {"maintext": [TEXT], "source_domain": ["post.example"]}))
    assert (got.text, got.outlet) == (TEXT, "post.example")
    page = f"<html><body><article><p>{TEXT} {TEXT}</p><p>{TEXT} {TEXT}</p></article></body></html>"
    [got] = parquet(table(tmp_path, {"html": [page.encode()], "url": ["https://post.example/a"]}))
    assert TEXT in got.text


def test_tables_that_hold_no_articles(tmp_path):
    for columns, reason in (
        ({"a": [1]}, RejectReason.NOT_AN_ARTICLE),
        ({"text": pa.array([], pa.string())}, RejectReason.EMPTY),
    ):
        with pytest.raises(RefusedError) as error:
            parquet(table(tmp_path, columns))
        assert error.value.reason is reason
    for data in (b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1"):
        with pytest.raises(RefusedError) as error:
            list(parquet_documents("a.parquet", io.BytesIO(data), None, Config()))
        assert error.value.reason is RejectReason.UNREADABLE


def test_a_damaged_table_gives_what_is_sound(tmp_path):
    texts = [f"{TEXT} {n} {'word ' * 300}" for n in range(300)]
    path = table(tmp_path, {"text": texts}, row_group_size=100, compression="gzip", use_dictionary=False)
    raw = bytearray(path.read_bytes())
    at = len(raw) // 2
    raw[at : at + 400] = b"\xff" * 400
    path.write_bytes(raw)
    results = parquet(path)
    assert isinstance(results[0], Document)
    assert any(isinstance(r, Rejection) and r.reason is RejectReason.TRUNCATED for r in results)


def test_a_text_that_repeats_a_million_times_is_one_text(tmp_path):
    """A few kilobytes of Parquet can stand for terabytes of rows."""
    repeated = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), pa.array(["x" * 1_000_000]))
    path = table(tmp_path, {"text": repeated.cast(pa.dictionary(pa.int32(), pa.string()))})
    assert path.stat().st_size < 300_000
    with path.open("rb") as file:
        stream = parquet_documents("a.parquet", file, None, Config())
        assert [len(next(stream).text) for _ in range(3)] == [1_000_000] * 3


def test_archives_and_tables_are_inputs_by_their_names(tmp_path):
    table(tmp_path, {"text": [TEXT], "id": ["p"]})
    (tmp_path / "b.ndjson").write_bytes(row(7))
    documents, rejections = parted(read_inputs([str(tmp_path)], Reading(config=Config())))
    assert [d.row_id for d in documents] == ["p", "7"]
    assert not rejections
