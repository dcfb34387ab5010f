"""Reading inputs: files, folders, globs, standard input and pasted text, as `Document` records."""

import hashlib
import io
import json
import os
import re
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import msgspec

from variorum.adapters.encoding import decode, looks_binary
from variorum.adapters.html import html_document
from variorum.adapters.paths import (
    HTML_ENDINGS,
    JSON_ENDINGS,
    NAMED,
    OTHER_FORMS,
    ROW_ENDINGS,
    TEXT_ENDINGS,
    Found,
    RefusedError,
    expand,
    reject,
)
from variorum.config import Config
from variorum.records.source import Document, Media, Rejection, RejectReason
from variorum.steps.ingest import is_row, looks_like, parse_row

STDIN = "-"
_PASTE_BREAK = re.compile(r"^[ \t]*(?:-{3,}|={3,})[ \t]*\r?$\n?", re.MULTILINE)
_CHUNK = 1 << 20


Results = list[Document | Rejection]
_Record = TypeVar("_Record", Document, Rejection)


def read_inputs(
    inputs: Sequence[str], *, config: Config, stdin: BinaryIO | None = None
) -> tuple[tuple[Document, ...], tuple[Rejection, ...]]:
    """Read every input.

    Args:
        inputs: Files (.txt .md .html .htm .json .jsonl .jsonl.gz), folders (read whole, sorted by name),
            globs, `-` for JSON Lines on standard input, each also as `NAME=path`, which names the outlet.
        config: Limits, and the publication date for inputs that state none.
        stdin: What `-` reads.

    Returns:
        The documents in the order of the inputs, and a rejection for each input, file or row that could
        not be read.
    """
    results: Results = []
    seen: set[str] = set()
    for given in inputs:
        if given == STDIN or (NAMED.match(given) and given.endswith("=-") and not Path(given).exists()):
            outlet = None if given == STDIN else given[:-2].strip() or None
            results.extend(_read_stdin(stdin, outlet, config))
            continue
        for found in expand(given):
            if isinstance(found, Rejection):
                results.append(found)
                continue
            real = str(Path(os.path.realpath(found.path)))
            if real in seen:
                results.append(
                    reject(
                        found.path,
                        RejectReason.DUPLICATE,
                        f"{found.path} was given twice; it is read once. Copies under other names count as articles.",
                    )
                )
                continue
            seen.add(real)
            try:
                results.extend(_read_file(found, config))
            except RefusedError as refusal:
                results.append(reject(found.path, refusal.reason, refusal.detail))
    return (
        tuple(r for r in results if isinstance(r, Document)),
        tuple(r for r in results if isinstance(r, Rejection)),
    )


def pasted_document(text: str, n: int) -> Document:
    """A document of pasted text.

    Args:
        text: One article.
        n: Its place among those pasted, from 1; it names the document.
    """
    raw = text.encode("utf-8", "surrogatepass")
    return Document(source=f"pasted-{n}", text=text, raw_hash=hashlib.sha256(raw).hexdigest())


def pasted_documents(text: str, *, config: Config) -> tuple[tuple[Document, ...], tuple[Rejection, ...]]:
    """The articles of pasted text, parted by lines of three or more dashes or equals signs.

    Args:
        text: What was pasted.
        config: Limits, and the publication date.
    """
    documents: list[Document] = []
    rejections: list[Rejection] = []
    parts = [p for p in _PASTE_BREAK.split(text) if p.strip()]
    for n, part in enumerate(parts, start=1):
        document = pasted_document(part, n)
        try:
            _check_text(document.source, document.text, config)
        except RefusedError as refusal:
            rejections.append(reject(document.source, refusal.reason, refusal.detail))
        else:
            documents.append(msgspec.structs.replace(document, published=config.published))
    if not parts:
        rejections.append(
            reject(
                "pasted-1",
                RejectReason.EMPTY,
                "nothing was pasted; paste the articles, parted by a line of three dashes.",
            )
        )
    return tuple(documents), tuple(rejections)


def bytes_documents(
    name: str, raw: bytes, *, config: Config
) -> tuple[tuple[Document, ...], tuple[Rejection, ...]]:
    """The documents of a file whose bytes are at hand, as an upload.

    Args:
        name: The file's name; its ending tells its form.
        raw: Its bytes.
        config: Limits, and the publication date.
    """
    base = Path(name).name or "upload"
    try:
        if len(raw) > config.max_bytes:
            raise _too_large(base, config)
        results = _read_bytes(Found(path=base, outlet=None, named=True), raw, config)
    except RefusedError as refusal:
        results = [reject(base, refusal.reason, refusal.detail)]
    return (
        tuple(r for r in results if isinstance(r, Document)),
        tuple(r for r in results if isinstance(r, Rejection)),
    )


# --- reading one file ----------------------------------------------------------------------------
def _read_file(found: Found, config: Config) -> Results:
    return _read_bytes(found, _bytes_of(found.path, config), config)


def _read_bytes(found: Found, raw: bytes, config: Config) -> Results:
    path, low = found.path, found.path.lower()
    if low.endswith(".gz") or raw[:2] == b"\x1f\x8b":
        raw = _gunzip(path, raw, config)
        low = low.removesuffix(".gz")
    if not raw.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise RefusedError(RejectReason.EMPTY, f"{path} is empty; give a file with an article in it.")
    if looks_binary(raw):
        raise RefusedError(RejectReason.BINARY, f"{path} is binary, not text; save the article as text or HTML first.")
    if low.endswith(ROW_ENDINGS):
        return _rows(path, raw, found.outlet, config)
    if low.endswith(JSON_ENDINGS):
        return _json(path, raw, found.outlet, config)
    digest = hashlib.sha256(raw).hexdigest()
    page = decode(raw)
    if low.endswith(HTML_ENDINGS) or (not low.endswith(TEXT_ENDINGS) and _is_page(page)):
        document = html_document(page, path)
        document = msgspec.structs.replace(document, raw_hash=digest)
        if not document.text.strip():
            raise RefusedError(
                RejectReason.NO_BODY, f"{path}: no article was found in the page; save its text as a .txt file."
            )
    else:
        if not low.endswith(TEXT_ENDINGS):
            _refuse_other_form(path, page)
        document = Document(source=path, text=page, raw_hash=digest)
    _check_text(path, document.text, config)
    if document.media is Media.TEXT:
        _refuse_json(path, document.text)
    return [
        msgspec.structs.replace(
            document,
            outlet=found.outlet or document.outlet,
            published=document.published or config.published,
        )
    ]


def _bytes_of(path: str, config: Config) -> bytes:
    try:
        if not Path(path).is_file():
            kind = "a link that leads nowhere" if Path(path).is_symlink() else "no regular file"
            raise RefusedError(RejectReason.UNREADABLE, f"{path} is {kind}; give a file or a folder.")
        with Path(path).open("rb") as file:
            raw = file.read(config.max_bytes + 1)
    except OSError as error:
        raise RefusedError(
            RejectReason.UNREADABLE, f"{path} cannot be read ({error.strerror}); look at its permissions."
        ) from error
    if len(raw) > config.max_bytes:
        raise _too_large(path, config)
    return raw


def _too_large(path: str, config: Config) -> RefusedError:
    return RefusedError(
        RejectReason.TOO_LARGE,
        f"{path} is larger than {config.max_bytes / 1e6:g} MB; split it, or raise max_bytes.",
    )


def _gunzip(path: str, raw: bytes, config: Config) -> bytes:
    """The unpacked bytes, never more than the limit, several members in a row included."""
    out = io.BytesIO()
    rest = raw
    while rest:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while rest and not unpacker.eof:
                out.write(unpacker.decompress(rest, _CHUNK))
                rest = unpacker.unconsumed_tail
                if out.tell() > config.max_bytes:
                    raise RefusedError(
                        RejectReason.TOO_LARGE,
                        f"{path} unpacks to more than {config.max_bytes / 1e6:g} MB; split it, or raise max_bytes.",
                    )
            if not unpacker.eof:
                out.write(unpacker.flush())
        except zlib.error as error:
            raise RefusedError(
                RejectReason.UNREADABLE, f"{path} is no sound gzip file ({error}); pack or download it again."
            ) from error
        if not unpacker.eof:
            raise RefusedError(
                RejectReason.UNREADABLE, f"{path} is cut off in the middle of its gzip data; download it again."
            )
        rest = unpacker.unused_data.lstrip(b"\0")  # padding after the last member is allowed
    return out.getvalue()


def _is_page(text: str) -> bool:
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    return head.startswith(("<!doctype html", "<html", "<head", "<body")) or "<html" in head


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


def _check_text(name: str, text: str, config: Config) -> None:
    if len(text) > config.max_chars:
        raise RefusedError(
            RejectReason.TOO_LARGE,
            f"{name} has {len(text)} characters, more than {config.max_chars}; split it, or raise max_chars.",
        )
    if not text.strip():
        raise RefusedError(RejectReason.EMPTY, f"{name} is empty; give a file with an article in it.")
    if "\0" in text:
        raise RefusedError(RejectReason.BINARY, f"{name} holds NUL characters, so it is no text; save it as text.")


# --- rows ----------------------------------------------------------------------------------------
def row_documents(
    row: Mapping[str, Any], n: int, *, config: Config
) -> tuple[tuple[Document, ...], tuple[Rejection, ...]]:
    """The document of a row that a program gave.

    Args:
        row: A row of the contract's form.
        n: Its place among the inputs, from 1; it names a row without `id` and `url`.
        config: Limits, and the publication date.
    """
    where = f"row {n}"
    try:
        raw = msgspec.json.encode(_sound(dict(row)))
        results = _row(_loaded(raw.decode("utf-8")), where, raw, None, config)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        problem = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        results = [
            reject(where, RejectReason.BROKEN_ROW, f"{where} cannot be written as JSON ({problem}); give plain values.")
        ]
    return (
        tuple(r for r in results if isinstance(r, Document)),
        tuple(r for r in results if isinstance(r, Rejection)),
    )


def sound(record: _Record) -> _Record:
    """A record without halves of surrogate pairs, which no text can hold and no file take; each becomes U+FFFD.

    They come from names of files that are not UTF-8, and from programs. Offsets stay as they are.

    Args:
        record: What was read, or why not.
    """
    changed = {}
    for field in record.__struct_fields__:
        value = getattr(record, field)
        if isinstance(value, str) and _LONE.search(value):
            changed[field] = _sound(value)
    return msgspec.structs.replace(record, **changed) if changed else record


_LONE = re.compile("[\ud800-\udfff]")


def _loaded(text: str) -> object:
    """A parsed JSON value; half of a surrogate pair, which no text can hold, becomes U+FFFD."""
    value = json.loads(text)
    return _sound(value) if "\\u" in text else value


def _sound(value: object) -> object:
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_sound(v) for v in value]
    if isinstance(value, dict):
        return {_LONE.sub("\ufffd", str(k)): _sound(v) for k, v in value.items()}
    return value


def _json(path: str, raw: bytes, outlet: str | None, config: Config) -> Results:
    text = decode(raw).lstrip("\ufeff")
    try:
        value = _loaded(text)
    except RecursionError:
        raise RefusedError(
            RejectReason.BROKEN_ROW, f"{path} is nested too deeply to be an article; give rows of plain fields."
        ) from None
    except ValueError as error:
        lines = [x for x in text.split("\n") if x.strip()]
        if len(lines) > 1 and all(_opens_row(x) for x in lines[:2]):
            return _rows(path, raw, outlet, config)
        raise RefusedError(RejectReason.BROKEN_ROW, f"{path} is no sound JSON: {_where(error)}; mend it.") from error
    if isinstance(value, list) and any(is_row(v) for v in value):
        return [
            r
            for n, v in enumerate(value, start=1)
            for r in _row(v, f"{path}:{n}", json.dumps(v).encode("ascii"), outlet, config)
        ]
    if is_row(value):
        return _row(value, path, raw, outlet, config)
    raise RefusedError(
        RejectReason.NOT_AN_ARTICLE,
        f"{path} is {looks_like(value)}, not an article; give text files, or JSON rows with a `text` or `html` field.",
    )


def _opens_row(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _where(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno}, column {error.colno}"
    return str(error)


def _rows(path: str, raw: bytes, outlet: str | None, config: Config) -> Results:
    out: Results = []
    text = decode(raw).lstrip("\ufeff")
    refused = good = 0
    # JSON Lines are parted by line feeds alone: other line separators may stand inside strings.
    for n, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{n}"
        try:
            value = _loaded(line)
        except RecursionError:
            problem = "nested too deeply"
        except ValueError as error:
            problem = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            column = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
            problem += column
        else:
            got = _row(value, where, line.encode("utf-8", "surrogatepass"), outlet, config)
            good += isinstance(got[0], Document)
            out.extend(got)
            continue
        refused += 1
        out.append(
            reject(
                where,
                RejectReason.BROKEN_ROW,
                f"line {n} of {path} is no sound JSON ({problem}); mend that line, the others were read.",
            )
        )
    if not out:
        raise RefusedError(RejectReason.EMPTY, f"{path} holds no row; give one JSON object a line.")
    if refused and not good and refused == len(out) and refused > 1:
        raise RefusedError(RejectReason.BROKEN_ROW, f"no line of {path} is sound JSON; give one JSON object a line.")
    return out


def _row(value: object, where: str, raw: bytes, outlet: str | None, config: Config) -> Results:
    result = parse_row(
        value,
        where=where,
        raw_hash=hashlib.sha256(raw).hexdigest(),
        published=config.published,
        outlet=outlet,
        extract=html_document,
    )
    if isinstance(result, Document):
        try:
            _check_text(result.source, result.text, config)
        except RefusedError as refusal:
            return [reject(result.source, refusal.reason, refusal.detail)]
    return [result]


def _read_stdin(stdin: BinaryIO | None, outlet: str | None, config: Config) -> Results:
    raw = stdin.read(config.max_bytes + 1) if stdin is not None else b""
    try:
        if len(raw) > config.max_bytes:
            raise _too_large("standard input", config)
        if raw[:2] == b"\x1f\x8b":
            raw = _gunzip("standard input", raw, config)
        if not raw.strip():
            raise RefusedError(RejectReason.EMPTY, "standard input is empty; send JSON Lines, one article a line.")
        if looks_binary(raw):
            raise RefusedError(RejectReason.BINARY, "standard input is binary; send JSON Lines, one article a line.")
        return _rows("standard input", raw, outlet, config)
    except RefusedError as refusal:
        return [reject(STDIN, refusal.reason, refusal.detail)]
