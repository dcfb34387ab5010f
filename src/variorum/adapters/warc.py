"""Web archives: the pages of WARC files, filtered by their headers before anything is unpacked.

Source: ISO 28500:2017 (WARC 1.1).
"""

import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from variorum.adapters.fetch.body import read_body
from variorum.adapters.pages import HTML_TYPES, page_document
from variorum.adapters.paths import RefusedError, reject
from variorum.adapters.reservation import reserved
from variorum.config import Config
from variorum.records.source import Document, Rejection, RejectReason

_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b\x08"
_PLAIN = re.compile(rb"WARC/1\.\d\r?\n[A-Za-z-]{1,40}:")
_OVERLAP = 64
_MOST_RESYNCS = _MOST_TRIES = 10_000


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """A page in an archive, as it was stored.

    Attributes:
        url: Its address.
        body: The payload, still packed as the server sent it.
        coding: Its content coding, "" where it has none.
        chunked: Whether it may be stored in the chunks in which it was sent.
        charset: The encoding that the server named.
        captured_at: When, as the archive says (ISO 8601).
        record: The record's id.
        reserved: The value of `tdm-reservation` that the server sent, or None.
        robots: The value of `X-Robots-Tag` that the server sent, or "".
    """

    url: str
    body: bytes
    coding: str
    chunked: bool
    charset: str | None
    captured_at: str | None
    record: str | None
    reserved: str | None
    robots: str = ""


def can_be_cut(file: BinaryIO) -> bool:
    """Whether stretches of an archive can be read by themselves: each record is a gzip member of its own.

    In a plain archive a page may hold what looks like a record; only what stands before says that it is none.

    Args:
        file: The archive, which can be sought.
    """
    file.seek(0)
    return file.read(3) == _GZIP and _next_sound(file, 1) is not None


def captures(
    path: str, file: BinaryIO, *, config: Config, start: int = 0, end: int | None = None
) -> Iterator[Capture | Rejection]:
    """The pages of an archive, one in memory at a time.

    Taken are responses with status 200 whose media type is HTML, or none where the payload begins like markup. All else
    (pictures, scripts, redirects, requests, metadata) is passed over.

    Args:
        path: The archive's name, for messages.
        file: Its bytes, which can be sought; gzipped, one member a record or as a whole, or not.
        config: Limits (`max_bytes` for each page).
        start: Records that begin before this byte are left out; more than 0 only where `can_be_cut`.
        end: So are those that begin at this byte or after it; None for all to the end.

    Yields:
        Pages in their order; a rejection for each record that is cut off, too large, or cannot be read. Reading goes
        on at the next sound record.

    Raises:
        RefusedError: If it is no archive at all.
    """
    begin = _next_sound(file, start) if start else 0
    for _ in range(_MOST_RESYNCS):
        if begin is None or (end is not None and begin >= end):
            return
        run = _Run(path, file, begin, end, config)
        yield from run
        if run.failed is None:
            return
        after = _next_sound(file, run.at + 1)
        if after is None and begin == 0 and not run.records:
            raise RefusedError(
                RejectReason.UNREADABLE, f"{path} is no sound web archive ({run.failed}); give a .warc or .warc.gz."
            )
        if after is None and not run.damaged and _only_padding(file, run.at):
            return
        went_on = f"reading went on at byte {after}" if after is not None else "what follows cannot be read"
        yield reject(
            run.damaged or f"{path}@{run.at}",
            RejectReason.TRUNCATED,
            f"{path} is damaged {'in' if run.damaged else 'after'} the record at byte {run.at}; {went_on}.",
        )
        begin = after


class _Run:
    """One run over sound records, up to the end or to damage.

    A record is handed on when the one behind it was met: one that is cut off has taken in the beginning of the next.

    Attributes:
        records: How many were met.
        at: Where the last one begins.
        failed: What stopped the run, or None.
        damaged: The name of the record that the damage is in; None where it lies behind the last one.
    """

    def __init__(self, path: str, file: BinaryIO, start: int, end: int | None, config: Config) -> None:
        self._path = path
        self._file = file
        self._end = end
        self._config = config
        self.records = 0
        self.at = start
        self.failed: str | None = None
        self.damaged: str | None = None

    def __iter__(self) -> Iterator[Capture | Rejection]:
        self._file.seek(self.at)
        waiting: Capture | Rejection | None = None
        try:
            for record in ArchiveIterator(self._file, parse_http=False, record_types=WarcRecordType.any_type):
                if waiting is not None:
                    yield waiting
                    waiting = None
                if self._end is not None and record.stream_pos >= self._end:
                    return
                self.records += 1
                self.at = record.stream_pos
                self.damaged = self._name(record)
                waiting = self._page(record)
                self.damaged = None
        except OSError as error:
            self.failed = str(error)
            if isinstance(waiting, Capture) and _PLAIN.search(waiting.body):
                self.damaged = waiting.url
                return
        if waiting is not None:
            yield waiting

    def _page(self, record: WarcRecord) -> Capture | Rejection | None:
        if record.record_type != WarcRecordType.response:
            if record.record_type == WarcRecordType.no_type:
                return self._cut(record, "its header is cut off")
            return None
        try:
            record.parse_http()
        except (ValueError, OSError):
            return None
        http = record.http_headers
        if http is None or http.status_code != 200:
            return None
        kind = record.http_content_type
        if kind not in HTML_TYPES and kind:
            return None
        if record.headers.get("WARC-Truncated"):
            return self._cut(record, f"it was cut off when it was captured ({record.headers['WARC-Truncated'][:40]})")
        if record.content_length > self._config.max_bytes:
            return reject(
                self._name(record),
                RejectReason.TOO_LARGE,
                f"{self._name(record)} in {self._path} is larger than {self._config.max_bytes / 1e6:g} MB; "
                "raise max_bytes.",
            )
        length = record.content_length
        body = record.reader.read()
        if len(body) < length:
            if _PLAIN.search(body):  # it took in what follows; that is sought again
                raise OSError("a record's length is wrong")
            return self._cut(record, f"it has {len(body)} of {length} bytes")
        if not kind and body.lstrip()[:1] != b"<":
            return None
        return Capture(
            url=self._name(record),
            body=body,
            coding=(http.get("Content-Encoding") or "").strip().lower(),
            chunked="chunked" in (http.get("Transfer-Encoding") or "").lower(),
            charset=record.http_charset,
            captured_at=record.headers.get("WARC-Date"),
            record=record.headers.get("WARC-Record-ID"),
            reserved=http.get("tdm-reservation"),
            robots=http.get("X-Robots-Tag") or "",
        )

    def _name(self, record: WarcRecord) -> str:
        uri = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
        return uri or f"{self._path}@{record.stream_pos}"

    def _cut(self, record: WarcRecord, why: str) -> Rejection:
        name = self._name(record)
        return reject(name, RejectReason.TRUNCATED, f"{name} in {self._path} is incomplete: {why}.")


def _next_sound(file: BinaryIO, start: int) -> int | None:
    """Where the next record that can be read begins, at or after a byte; None where there is none."""
    file.seek(0)
    begins = _gzip_begins if file.read(3) == _GZIP else _plain_begins
    for tried, at in enumerate(begins(file, start)):
        if tried >= _MOST_TRIES:
            break
        file.seek(at)
        try:
            for record in ArchiveIterator(file, parse_http=False, record_types=WarcRecordType.any_type):
                record.consume()
                return at
        except OSError:
            continue
    return None


def _only_padding(file: BinaryIO, at: int) -> bool:
    """Whether nothing but empty lines and NULs stands behind the record at a byte, the last that was met."""
    file.seek(at)
    head = file.read(1 << 16)
    if head[:3] == _GZIP:
        file.seek(-4, io.SEEK_END)
        return file.read() == b"\0" * 4
    end = head.find(b"\r\n\r\n")
    length = re.search(rb"\ncontent-length:[ \t]*(\d{1,18})", head[: max(end, 0) + 2], re.IGNORECASE)
    if end < 0 or length is None:
        return False
    file.seek(at + end + 4 + int(length.group(1)))
    return not file.read(1 << 16).strip(b"\r\n\0 ")


def _chunks(file: BinaryIO, start: int) -> Iterator[tuple[int, bytes]]:
    """The file from a byte on, in overlapping pieces, each with where it begins."""
    at, tail = start, b""
    while True:
        file.seek(at)
        chunk = file.read(_CHUNK)
        if not chunk:
            return
        yield at - len(tail), tail + chunk
        at += len(chunk)
        tail = chunk[-_OVERLAP:]


def _gzip_begins(file: BinaryIO, start: int) -> Iterator[int]:
    last = -1
    for origin, data in _chunks(file, start):
        found = data.find(_GZIP)
        while found >= 0:
            if origin + found > last:
                last = origin + found
                yield last
            found = data.find(_GZIP, found + 1)


def _plain_begins(file: BinaryIO, start: int) -> Iterator[int]:
    last = -1
    for origin, data in _chunks(file, start):
        for match in _PLAIN.finditer(data):
            if origin + match.start() > last:
                last = origin + match.start()
                yield last


def capture_document(capture: Capture, *, outlet: str | None, config: Config) -> Document | Rejection:
    """The article of a captured page.

    Args:
        capture: The page.
        outlet: The outlet that the user gave for the archive.
        config: Limits, and the date for pages that state none.
    """
    try:
        raw = _dechunked(capture.body, config) if capture.chunked else capture.body
        # Many archives keep the header of a coding that they have taken off.
        packed = raw[:2] == b"\x1f\x8b" or capture.coding == "deflate"
        if packed:
            try:
                raw = read_body([raw], coding=capture.coding or "gzip", most=config.max_bytes)
            except RefusedError as refusal:
                if refusal.reason is not RejectReason.UNREADABLE or raw.lstrip()[:1] != b"<":
                    raise
        document = page_document(raw, capture.url, url=capture.url, charset=capture.charset, config=config)
    except RefusedError as refusal:
        detail = refusal.detail if refusal.detail.endswith(".") else f"{capture.url}: {refusal.detail}."
        return reject(capture.url, refusal.reason, detail)
    kept = {"record": capture.record, "captured_at": capture.captured_at, "tdm_reservation": capture.reserved}
    page = document.page
    by_server = reserved({}, {"tdm-reservation": capture.reserved or "", "x-robots-tag": capture.robots})
    if page is not None and by_server and not page.reserved:
        page = msgspec.structs.replace(page, reserved=by_server)
    return msgspec.structs.replace(
        document,
        page=page,
        outlet=outlet or document.outlet,
        extra={**document.extra, "warc": {k: v for k, v in kept.items() if v}},
    )


_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")


def _dechunked(raw: bytes, config: Config) -> bytes:
    """The payload without its chunks; as it is where it is in none, since many archives have taken them off."""
    out = bytearray()
    at = 0
    while True:
        size = _SIZE.match(raw, at)
        if size is None:
            return raw
        length = int(size.group(1), 16)
        if length == 0:
            return bytes(out)
        out += raw[size.end() : size.end() + length]
        at = size.end() + length
        if at >= len(raw):
            raise RefusedError(RejectReason.TRUNCATED, "its last chunk is cut off")
        at += 2 if raw[at : at + 2] == b"\r\n" else 1


def _document(given: tuple[Capture | Rejection, str | None, Config]) -> Document | Rejection:
    found, outlet, config = given
    return found if isinstance(found, Rejection) else capture_document(found, outlet=outlet, config=config)


def warc_documents(
    path: str,
    file: BinaryIO,
    outlet: str | None,
    config: Config,
    *,
    start: int = 0,
    end: int | None = None,
    run: Callable[..., Iterator[Document | Rejection]] = map,
) -> Iterator[Document | Rejection]:
    """The articles of an archive.

    Args:
        path: Its name.
        file: Its bytes, which can be sought.
        outlet: The outlet that the user gave for it.
        config: Limits, and the date for pages that state none.
        start: As for `captures`.
        end: As for `captures`.
        run: The map that makes articles of pages.

    Raises:
        RefusedError: If it is no archive, or holds no page.
    """
    count = 0
    found = ((capture, outlet, config) for capture in captures(path, file, config=config, start=start, end=end))
    for result in run(_document, found):
        count += 1
        yield result
    if not count and start == 0 and end is None:
        raise RefusedError(
            RejectReason.EMPTY, f"{path} holds no page: no response with status 200 and HTML; give another archive."
        )
