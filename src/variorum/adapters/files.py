"""Reading inputs: files, folders, globs, standard input and pasted text, as `Document` records."""

import io
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from variorum.adapters.bounds import check_text, gunzip, too_large
from variorum.adapters.encoding import decode, looks_binary
from variorum.adapters.pages import is_page, page_document
from variorum.adapters.paths import (
    ADDRESS,
    FEED_ENDINGS,
    HTML_ENDINGS,
    JSON_ENDINGS,
    NAMED,
    OTHER_FORMS,
    PARQUET_ENDINGS,
    ROW_ENDINGS,
    TEXT_ENDINGS,
    WARC_ENDINGS,
    Found,
    RefusedError,
    expand,
    reject,
)
from variorum.adapters.raw import hash_of
from variorum.adapters.rows import given_row, json_documents, line_documents, parquet_documents
from variorum.config import Config
from variorum.ports import Fetcher
from variorum.records.source import Document, Rejection, RejectReason
from variorum.steps.ingest import looks_like

STDIN = "-"
_PAGE_OPENS = ("<!doctype html", "<html", "<head>")
_PASTE_BREAK = re.compile(r"^[ \t]*(?:-{3,}|={3,})[ \t]*\r?$\n?", re.MULTILINE)


Results = list[Document | Rejection]
"""What inputs came to, in their order."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What reading inputs needs beside them.

    Attributes:
        config: Limits, and the publication date for inputs that state none.
        fetcher: Asks for what lies at addresses; None where only files are read, as in an upload.
        stdin: What `-` reads.
        progress: Called as `("fetch" or "read", done, total)`; total is 0 where nobody knows it.
        run: The map that reads the rows of JSON Lines, maybe over several processes.
    """

    config: Config
    fetcher: Fetcher | None = None
    stdin: BinaryIO | None = None
    progress: Callable[[str, int, int], None] | None = None
    run: Callable[..., Iterator[Any]] = map


def read_inputs(inputs: Sequence[str], reading: Reading) -> Iterator[Document | Rejection]:
    """Read every input, one after the other.

    Args:
        inputs: Files (.txt .md .html .htm .json .jsonl .jsonl.gz .parquet .warc .warc.gz, and feeds), folders (read
            whole, sorted by name), globs, addresses of pages and feeds, `-` for JSON Lines on standard input; each also
            as `NAME=path`, which names the outlet.
        reading: How.

    Yields:
        The documents in the order of the inputs, and a rejection for each input, file, entry or row that could not be
        read, where it stands.
    """
    seen: set[str] = set()
    for given in inputs:
        if given == STDIN or (NAMED.match(given) and given.endswith("=-") and not Path(given).exists()):
            outlet = None if given == STDIN else given[:-2].strip() or None
            yield from _read_stdin(reading.stdin, outlet, reading.config)
            continue
        address = ADDRESS.match(given)
        for found in (Found(address["url"], address["name"], True),) if address else expand(given):
            if isinstance(found, Rejection):
                yield found
                continue
            real = found.path if address else str(Path(os.path.realpath(found.path)))
            if real in seen:
                yield reject(
                    found.path,
                    RejectReason.DUPLICATE,
                    f"{found.path} was given twice; it is read once. Copies under other names count as articles.",
                )
                continue
            seen.add(real)
            try:
                yield from _read_address(found, reading) if address else _read_file(found, reading)
            except RefusedError as refusal:
                yield reject(found.path, refusal.reason, refusal.detail)


def parted(results: Iterable[Document | Rejection]) -> tuple[list[Document], list[Rejection]]:
    """The documents, and the rejections, of what was read."""
    documents: list[Document] = []
    rejections: list[Rejection] = []
    for result in results:
        if isinstance(result, Document):
            documents.append(result)
        else:
            rejections.append(result)
    return documents, rejections


def row_document(row: Mapping[str, Any], n: int, *, config: Config) -> Document | Rejection:
    """The document of a row that a program gave, or why there is none.

    Args:
        row: A row of the contract's form.
        n: Its place among the inputs, from 1; it names a row without `id` and `url`.
        config: Limits, and the publication date.
    """
    return given_row(row, f"row {n}", None, config)


def pasted_document(text: str, n: int) -> Document:
    """A document of pasted text.

    Args:
        text: One article.
        n: Its place among those pasted, from 1; it names the document.
    """
    raw = text.encode("utf-8", "surrogatepass")
    return Document(source=f"pasted-{n}", text=text, raw_hash=hash_of(raw))


def pasted_documents(text: str, *, config: Config) -> Results:
    """The articles of pasted text, parted by lines of three or more dashes or equals signs.

    Args:
        text: What was pasted.
        config: Limits, and the publication date.
    """
    results: Results = []
    parts = [p for p in _PASTE_BREAK.split(text) if p.strip()]
    for n, part in enumerate(parts, start=1):
        document = pasted_document(part, n)
        try:
            check_text(document.source, document.text, config)
        except RefusedError as refusal:
            results.append(reject(document.source, refusal.reason, refusal.detail))
        else:
            results.append(msgspec.structs.replace(document, published=config.published))
    if not parts:
        results.append(
            reject(
                "pasted-1",
                RejectReason.EMPTY,
                "nothing was pasted; paste the articles, parted by a line of three dashes.",
            )
        )
    return results


def bytes_documents(name: str, raw: bytes, *, config: Config) -> Results:
    """The documents and rejections of a file whose bytes are at hand, as an upload.

    Args:
        name: The file's name; its ending tells its form.
        raw: Its bytes.
        config: Limits, and the publication date.
    """
    base = Path(name).name or "upload"
    try:
        if len(raw) > config.max_bytes:
            raise too_large(base, config)
        results = list(_read_bytes(Found(path=base, outlet=None, named=True), raw, Reading(config=config)))
    except RefusedError as refusal:
        results = [reject(base, refusal.reason, refusal.detail)]
    return results


def found_documents(found: Found, reading: Reading) -> Iterator[Document | Rejection]:
    """The documents of one file that was found before; a rejection where it cannot be read.

    Args:
        found: The file.
        reading: How.
    """
    try:
        yield from _read_file(found, reading)
    except RefusedError as refusal:
        yield reject(found.path, refusal.reason, refusal.detail)


def bytes_found(found: Found, file: BinaryIO, *, config: Config) -> Iterator[Document | Rejection]:
    """The documents of one file that lies elsewhere; a rejection where it cannot be read.

    Args:
        found: How it is called.
        file: It.
        config: Limits.
    """
    try:
        raw = file.read(config.max_bytes + 1)
        if len(raw) > config.max_bytes:
            raise too_large(found.path, config)
        yield from _read_bytes(found, raw, Reading(config=config))
    except RefusedError as refusal:
        yield reject(found.path, refusal.reason, refusal.detail)


# --- reading one input ---------------------------------------------------------------------------
def _read_address(found: Found, reading: Reading) -> Iterator[Document | Rejection]:
    # Loaded late: most calls read files alone.
    from variorum.adapters.web import address_documents

    if reading.fetcher is None:
        raise RefusedError(RejectReason.BAD_ADDRESS, f"{found.path} is an address, and only files are read here.")
    yield from address_documents(
        found.path,
        found.outlet,
        fetcher=reading.fetcher,
        config=reading.config,
        read_bytes=lambda f, raw: _read_bytes(f, raw, reading),
        progress=reading.progress,
    )


def _read_file(found: Found, reading: Reading) -> Iterator[Document | Rejection]:
    form = _stream_form(found.path)
    if form is None:
        yield from _read_bytes(found, _bytes_of(found.path, reading.config), reading)
        return
    with _opened(found.path) as file:
        yield from _streamed(form, found, file, reading)


def _stream_form(name: str) -> str | None:
    """The form of a file that is read as a stream, whatever its size; None where it is read whole."""
    low = name.lower()
    for form, endings in (("rows", ROW_ENDINGS), ("warc", WARC_ENDINGS), ("parquet", PARQUET_ENDINGS)):
        if low.endswith(endings):
            return form
    return None


def _streamed(form: str, found: Found, file: BinaryIO, reading: Reading) -> Iterator[Document | Rejection]:
    config = reading.config
    if form == "rows":
        return line_documents(found.path, file, found.outlet, config, run=reading.run)
    if form == "parquet":
        return parquet_documents(found.path, file, found.outlet, config)
    # Loaded late: only archives need it.
    from variorum.adapters.warc import warc_documents

    return warc_documents(found.path, file, found.outlet, config)


def _read_bytes(found: Found, raw: bytes, reading: Reading) -> Iterator[Document | Rejection]:
    path, low, config = found.path, (found.ending or found.path).lower(), reading.config
    form = _stream_form(low) or ("parquet" if raw[:4] == b"PAR1" else "warc" if raw[:5] == b"WARC/" else None)
    if form:
        yield from _streamed(form, found, io.BytesIO(raw), reading)
        return
    if low.endswith(".gz") or raw[:2] == b"\x1f\x8b":
        raw = gunzip(path, raw, config)
        low = low.removesuffix(".gz")
    if not raw.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise RefusedError(RejectReason.EMPTY, f"{path} is empty; give a file with an article in it.")
    if looks_binary(raw):
        raise RefusedError(RejectReason.BINARY, f"{path} is binary, not text; save the article as text or HTML first.")
    page = decode(raw)
    if low.endswith(FEED_ENDINGS) or (not low.endswith(TEXT_ENDINGS + HTML_ENDINGS) and _is_feed(page)):
        yield from _read_feed(found, raw, reading)
        return
    if low.endswith(JSON_ENDINGS):
        yield from json_documents(path, raw, found.outlet, config)
        return
    if low.endswith(HTML_ENDINGS) or (not low.endswith(TEXT_ENDINGS) and is_page(page)):
        document = page_document(raw, path, config=config)
    else:
        if not low.endswith(TEXT_ENDINGS):
            _refuse_other_form(path, page)
        elif page[:200].lstrip("\ufeff \t\r\n").lower().startswith(_PAGE_OPENS):
            raise RefusedError(
                RejectReason.PAGE_AS_TEXT,
                f"{path} is named as text but holds HTML; give it the ending .html, so that its article is taken out.",
            )
        document = Document(
            source=path, text=page, raw_hash=hash_of(raw), published=config.published
        )
        check_text(path, document.text, config)
        _refuse_json(path, document.text)
    yield msgspec.structs.replace(document, outlet=found.outlet or document.outlet)


def _is_feed(text: str) -> bool:
    if text[:200].lstrip("\ufeff \t\r\n")[:1] not in ("<", "{"):
        return False
    from variorum.adapters.feeds import looks_like_feed

    return looks_like_feed(text)


def _read_feed(found: Found, raw: bytes, reading: Reading) -> Iterator[Document | Rejection]:
    from variorum.adapters.feeds import parse_feed
    from variorum.adapters.web import feed_documents

    feed = parse_feed(raw, found.path)
    yield from feed_documents(
        feed, found.outlet, fetcher=reading.fetcher, config=reading.config, progress=reading.progress
    )


def _opened(path: str) -> BinaryIO:
    if not Path(path).is_file():
        kind = "a link that leads nowhere" if Path(path).is_symlink() else "no regular file"
        raise RefusedError(RejectReason.UNREADABLE, f"{path} is {kind}; give a file or a folder.")
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise _no_access(path, error) from error


def _bytes_of(path: str, config: Config) -> bytes:
    with _opened(path) as file:
        try:
            raw = file.read(config.max_bytes + 1)
        except OSError as error:
            raise _no_access(path, error) from error
    if len(raw) > config.max_bytes:
        raise too_large(path, config)
    return raw


def _no_access(path: str, error: OSError) -> RefusedError:
    return RefusedError(RejectReason.UNREADABLE, f"{path} cannot be read ({error.strerror}); look at its permissions.")


def _refuse_other_form(path: str, text: str) -> None:
    """A file of unknown ending is read as text only where it does not look like code or settings."""
    name = Path(path).name
    known = Path(path).suffix.lower()
    if known in OTHER_FORMS:
        raise RefusedError(
            RejectReason.NOT_AN_ARTICLE,
            f"{name} seems to be {OTHER_FORMS[known]}, not an article; give text, HTML or JSON Lines.",
        )
    _refuse_json(path, text)


def _refuse_json(path: str, text: str) -> None:
    stripped = text.lstrip("\ufeff \t\r\n")
    if stripped[:1] in ("{", "["):
        try:
            value = json.loads(stripped)
        except (ValueError, RecursionError):
            return
        raise RefusedError(
            RejectReason.NOT_AN_ARTICLE,
            f"{path} holds JSON ({looks_like(value)}), not an article's text; name it .jsonl if it holds rows.",
        )



def _read_stdin(stdin: BinaryIO | None, outlet: str | None, config: Config) -> Iterator[Document | Rejection]:
    try:
        yield from line_documents("standard input", stdin or io.BytesIO(), outlet, config)
    except RefusedError as refusal:
        yield reject(STDIN, refusal.reason, refusal.detail)
