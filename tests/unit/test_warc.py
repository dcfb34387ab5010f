"""Web archives: what is taken, and that one damaged record costs no other."""

import gzip
import io

import pytest
from tests.warc_files import packed, record

from variorum.adapters.paths import RefusedError
from variorum.adapters.warc import Capture, captures, warc_documents
from variorum.config import Config
from variorum.records.source import Document, Rejection, RejectReason

STORY = (
    "<html><head><title>Ferry {n} aground</title></head><body><article><h1>Ferry {n} aground</h1>"
    "<p>The ferry number {n} ran aground on Monday with sixty people aboard, the harbour office said in a note.</p>"
    "<p>All of them were taken off by lifeboats before noon, and divers found no damage to the hull of the ship.</p>"
    "</article></body></html>"
)
PAGES = [STORY.format(n=n).encode() * (1 + n % 3) for n in range(6)]
RECORDS = [record(n, page) for n, page in enumerate(PAGES)]
URLS = [f"https://post.example/{n}" for n in range(6)]


def read(data, **settings):
    return list(captures("a.warc", io.BytesIO(data), config=Config(**settings)))


def shown(results):
    """Addresses of pages, and `!reason id` of rejections."""
    return [r.url if isinstance(r, Capture) else f"!{r.reason} {r.id}" for r in results]


@pytest.mark.parametrize(
    "data",
    [
        b"".join(RECORDS),
        b"".join(packed(*RECORDS)),
        gzip.compress(b"".join(RECORDS)),
        b"".join(RECORDS) + b"\r\n\r\n\0\0",
        b"".join(packed(*RECORDS)) + b"\0" * 100,
    ],
)
def test_every_page_comes(data):
    results = read(data)
    assert shown(results) == URLS
    assert [r.body for r in results] == PAGES
    assert results[0].charset == "utf-8"
    assert results[0].captured_at == "2031-03-12T08:00:00Z"


def test_what_is_no_page_is_passed_over():
    page = PAGES[0]
    data = b"".join(
        [
            record(0, page, of="request"),
            record(1, page, status=404),
            record(2, page, status=301),
            record(3, page, kind="image/png"),
            record(4, page, kind="text/plain"),
            record(5, page, of="metadata"),
            record(6, page, of="revisit"),
            record(7, page, kind="application/xhtml+xml"),
            record(8, b"  " + page, kind=None),
            record(9, b"\x89PNG", kind=None),
            record(10, page).replace(b"HTTP/1.1 200", b"HTTP/1.1 ban"),
            b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\n",
            record(11, page),
        ]
    )
    assert shown(read(data)) == [f"https://post.example/{n}" for n in (7, 8, 11)]


HALF = len(RECORDS[2]) // 2
GZ = packed(*RECORDS)
NO_LENGTH = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: abc\r\n\r\nx\r\n\r\n"


def spoilt(member: bytes, at: int) -> bytes:
    return member[:at] + b"\xff" * 40 + member[at + 40 :]


@pytest.mark.parametrize(
    ("pieces", "lost", "named"),
    [
        ([*GZ[:2], GZ[2][: len(GZ[2]) // 2], *GZ[3:]], [2], "a.warc@"),
        ([*GZ[:2], spoilt(GZ[2], 30), *GZ[3:]], [2], "a.warc@"),
        ([spoilt(GZ[0], 30), *GZ[1:]], [0], "a.warc@0"),
        ([*GZ[:1], spoilt(GZ[1], 30), spoilt(GZ[2], 30), *GZ[3:]], [1, 2], "a.warc@"),
        ([*GZ[:2], *packed(RECORDS[2][:HALF]), *GZ[3:]], [2], URLS[2]),
        ([*RECORDS[:2], RECORDS[2][:HALF], *RECORDS[3:]], [2], URLS[2]),
        ([*RECORDS[:4], RECORDS[4][:HALF], RECORDS[5]], [4], URLS[4]),
        ([*GZ[:5], GZ[5][:-200]], [5], URLS[5]),
        ([*RECORDS[:5], RECORDS[5][:-200]], [5], URLS[5]),
        ([*RECORDS[:2], b"not a record at all\r\n", *RECORDS[2:]], [], "a.warc@"),
        ([*RECORDS[:2], NO_LENGTH, *RECORDS[2:]], [], "a.warc@"),
        ([*RECORDS, b"WARC/1.0\r\nWARC-Ty"], [], "a.warc@"),
        ([*RECORDS, b"and some words"], [], "a.warc@"),
    ],
)  # fmt: skip
def test_one_damaged_record_costs_no_other(pieces, lost, named):
    results = read(b"".join(pieces))
    assert [r.url for r in results if isinstance(r, Capture)] == [u for n, u in enumerate(URLS) if n not in lost]
    [rejection] = [r for r in results if isinstance(r, Rejection)]
    assert rejection.reason is RejectReason.TRUNCATED
    assert rejection.id.startswith(named)
    assert rejection.detail.endswith(".")


def test_records_that_say_they_are_cut_off_or_are_too_large():
    data = [record(0, PAGES[0], warc="WARC-Truncated: length\r\n"), record(1, b"<p>" + b"x" * 9000), RECORDS[2]]
    assert shown(read(b"".join(data), max_bytes=5000)) == [f"!truncated {URLS[0]}", f"!too_large {URLS[1]}", URLS[2]]


@pytest.mark.parametrize("data", [b"", b"hello" * 100, gzip.compress(b"hello" * 100), b"\x1f\x8b\x08", b"\0" * 1000])
def test_what_is_no_archive(data):
    with pytest.raises(RefusedError) as error:
        list(warc_documents("a.warc", io.BytesIO(data), None, Config()))
    assert error.value.reason in (RejectReason.UNREADABLE, RejectReason.EMPTY)


def chunked(body: bytes) -> bytes:
    return (
        b"".join(b"%x\r\n%s\r\n" % (len(body[i : i + 99]), body[i : i + 99]) for i in range(0, len(body), 99))
        + b"0\r\n\r\n"
    )


def test_payloads_as_servers_sent_them():
    page, zipped = PAGES[0], gzip.compress(PAGES[0])
    data = [
        record(0, page),
        record(1, zipped, http="Content-Encoding: gzip\r\n"),
        record(2, chunked(zipped), http="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
        record(3, page, http="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
        record(4, page, http="Content-Encoding: br\r\n"),
        record(5, gzip.compress(b"a" * 3_000_000), http="Content-Encoding: gzip\r\n"),
        record(6, zipped[:-20], http="Content-Encoding: gzip\r\n"),
        record(7, chunked(page)[:-200], http="Transfer-Encoding: chunked\r\n"),
        record(8, page.replace(b"harbour", "härbour".encode("cp1252")), kind="text/html; charset=windows-1252"),
        record(9, b"<html><body></body></html>"),
    ]
    results = list(warc_documents("a.warc", io.BytesIO(b"".join(data)), "Mine", Config()))
    good = [r for r in results if isinstance(r, Document)]
    assert [r.source for r in good] == [f"https://post.example/{n}" for n in (0, 1, 2, 3, 4, 8)]
    assert len({r.text for r in good[:5]}) == 1
    assert "härbour" in good[5].text
    assert good[0].url == URLS[0]
    assert good[0].outlet == "Mine"
    assert good[0].extra["warc"]["captured_at"] == "2031-03-12T08:00:00Z"
    assert [(r.id[-1], str(r.reason)) for r in results if isinstance(r, Rejection)] == [
        ("5", "too_large"),
        ("6", "truncated"),
        ("7", "truncated"),
        ("9", "no_body"),
    ]
