"""Rows: JSON Lines as a stream, a JSON file, tables of Parquet, and rows that a program gives."""

import gzip
import io
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, TypeVar

import msgspec

from variorum.adapters.bounds import check_text, too_large
from variorum.adapters.encoding import decode, looks_binary
from variorum.adapters.html import html_document
from variorum.adapters.paths import RefusedError, reject
from variorum.adapters.raw import hash_of
from variorum.config import Config
from variorum.records.source import Document, Rejection, RejectReason
from variorum.steps.ingest import is_row, looks_like, parse_row

Result = Document | Rejection
_Record = TypeVar("_Record", bound=Document | Rejection)
_HEAD = 1 << 16
_HELD = 100
"""Broken lines that are held back at a file's beginning: a file without any good line is refused as one."""
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


# --- values ------------------------------------------------------------------------------------------------------
_LONE = re.compile("[\ud800-\udfff]")


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


def loaded(text: str) -> object:
    """A parsed JSON value; half of a surrogate pair, which no text can hold, becomes U+FFFD."""
    value = json.loads(text)
    return _sound(value) if "\\ud" in text or "\\uD" in text else value


def _sound(value: object) -> object:
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_sound(v) for v in value]
    if isinstance(value, dict):
        return {_LONE.sub("\ufffd", str(k)): _sound(v) for k, v in value.items()}
    return value


def one_row(value: object, where: str, raw: bytes, outlet: str | None, config: Config) -> Result:
    """The document of one row, or why there is none.

    Args:
        value: The parsed row.
        where: Its place, its name where it has neither `url` nor `id`.
        raw: Its bytes, for their hash.
        outlet: The outlet that the user gave.
        config: Limits, and the publication date.
    """
    result = parse_row(
        value,
        where=where,
        raw_hash=hash_of(raw),
        published=config.published,
        outlet=outlet,
        extract=html_document,
        headlines=config.headlines,
    )
    if isinstance(result, Document):
        try:
            check_text(result.source, result.text, config)
        except RefusedError as refusal:
            return reject(result.source, refusal.reason, refusal.detail)
    return result


def given_row(row: Mapping[str, Any], where: str, outlet: str | None, config: Config) -> Result:
    """The document of a row of Python's values.

    Args:
        row: A row of the contract's form, or a table's.
        where: Its place.
        outlet: The outlet that the user gave.
        config: Limits, and the publication date.
    """
    try:
        raw = msgspec.json.encode(_sound(dict(row)))
        return one_row(loaded(raw.decode("utf-8")), where, raw, outlet, config)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        problem = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        return reject(
            where, RejectReason.BROKEN_ROW, f"{where} cannot be written as JSON ({problem}); give plain values."
        )


# --- a JSON file -------------------------------------------------------------------------------------------------
def json_documents(path: str, raw: bytes, outlet: str | None, config: Config) -> Iterator[Result]:
    """The articles of a JSON file: one row, a list of rows, or JSON Lines under another name.

    Args:
        path: Its name.
        raw: Its bytes.
        outlet: The outlet that the user gave.
        config: Limits, and the publication date.

    Raises:
        RefusedError: If it is no JSON, or something else than rows.
    """
    text = decode(raw).lstrip("\ufeff")
    try:
        value = loaded(text)
    except RecursionError:
        raise RefusedError(
            RejectReason.BROKEN_ROW, f"{path} is nested too deeply to be an article; give rows of plain fields."
        ) from None
    except ValueError as error:
        lines = [x for x in text.split("\n") if x.strip()]
        if len(lines) > 1 and all(_opens_row(x) for x in lines[:2]):
            yield from line_documents(path, io.BytesIO(raw), outlet, config)
            return
        raise RefusedError(RejectReason.BROKEN_ROW, f"{path} is no sound JSON: {_where(error)}; mend it.") from error
    if isinstance(value, list) and any(is_row(v, headlines=config.headlines) for v in value):
        for n, v in enumerate(value, start=1):
            yield one_row(v, f"{path}:{n}", json.dumps(v).encode("ascii"), outlet, config)
    elif is_row(value, headlines=config.headlines):
        yield one_row(value, path, raw, outlet, config)
    else:
        raise RefusedError(
            RejectReason.NOT_AN_ARTICLE,
            f"{path} is {looks_like(value)}, not an article; give text files, or JSON rows with a `text` or `html` "
            "field.",
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


# --- JSON Lines --------------------------------------------------------------------------------------------------
def line_documents(
    path: str,
    file: BinaryIO,
    outlet: str | None,
    config: Config,
    *,
    first: int = 1,
    whole: bool = True,
    run: Callable[..., Iterator[Any]] = map,
) -> Iterator[Result]:
    """The articles of JSON Lines, gzipped or not, one line in memory at a time.

    Args:
        path: The file's name, for messages.
        file: Its bytes; they are read on from where they stand, and the file is not closed.
        outlet: The outlet that the user gave.
        config: Limits (`max_bytes` for each line), and the publication date.
        first: The number of the first line.
        whole: Whether the bytes are the whole file; a stretch may be empty.
        run: The map that reads them.

    Raises:
        RefusedError: If the file is empty, binary, or no line of it is sound.
    """
    held: list[Rejection] = []
    seen = good = broken = 0
    lines = ((path, n, _sendable(path, n, line), outlet, config) for n, line in _lines(path, file, config, first))
    for result, sane in run(_line, lines):
        seen += 1
        broken += not sane
        good += isinstance(result, Document)
        if isinstance(result, Document):
            yield from held
            held.clear()
            yield result
            continue
        held.append(result)
        if good or len(held) > _HELD:
            yield from held
            held.clear()
    if not seen and whole:
        raise RefusedError(RejectReason.EMPTY, f"{path} is empty; give JSON Lines, one article a line.")
    if whole and seen == broken > 1 and len(held) == seen:
        raise RefusedError(RejectReason.BROKEN_ROW, f"no line of {path} is sound JSON; give one JSON object a line.")
    yield from held


def _sendable(path: str, n: int, line: str | RefusedError) -> str | Rejection:
    return reject(f"{path}:{n}", line.reason, line.detail) if isinstance(line, RefusedError) else line


def _line(given: tuple[str, int, str | Rejection, str | None, Config]) -> tuple[Result, bool]:
    """A line's document or rejection, and whether it is JSON at all."""
    path, n, line, outlet, config = given
    if isinstance(line, Rejection):
        return line, True
    where = f"{path}:{n}"
    try:
        value = loaded(line)
    except RecursionError:
        problem = "nested too deeply"
    except ValueError as error:
        problem = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        problem += f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
    else:
        return one_row(value, where, line.encode("utf-8", "surrogatepass"), outlet, config), True
    return (
        reject(
            where,
            RejectReason.BROKEN_ROW,
            f"line {n} of {path} is no sound JSON ({problem}); mend that line, the others were read.",
        ),
        False,
    )


def _lines(path: str, file: BinaryIO, config: Config, first: int) -> Iterator[tuple[int, str | RefusedError]]:
    """Lines that are not blank, decoded, with their numbers; a line that cannot be had is a refusal."""
    stream: io.BufferedReader[Any] = io.BufferedReader(_Plain(file), _HEAD)
    head = stream.peek(_HEAD)
    packed = head[:2] == b"\x1f\x8b"
    if packed:
        stream = io.BufferedReader(gzip.GzipFile(fileobj=stream), _HEAD)
        head = _peeked(path, stream)
    if len(head) < _HEAD and not head.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        return
    if looks_binary(head):
        raise RefusedError(RejectReason.BINARY, f"{path} is binary, not text; give one JSON object a line.")
    if head.startswith(_WIDE) or b"\0" in head:
        # Two and four bytes a character: line feeds cannot be found before decoding.
        raw = stream.read(config.max_bytes + 1)
        if len(raw) > config.max_bytes:
            raise too_large(path, config)
        yield from ((n, x) for n, x in enumerate(decode(raw).split("\n"), start=first) if x.strip())
        return
    n = first - 1
    while True:
        n += 1
        try:
            # JSON Lines are parted by line feeds alone: other line separators may stand inside strings.
            line = stream.readline(config.max_bytes + 1)
            if len(line) > config.max_bytes:
                yield n, too_large(f"line {n} of {path}", config)
                while line and not line.endswith(b"\n"):
                    line = stream.readline(1 << 20)
                continue
        except (EOFError, OSError, zlib.error) as error:
            if not packed:
                raise
            yield n, _cut(path, error)
            return
        if not line:
            return
        if line.strip():
            yield n, decode(line).lstrip("\ufeff").rstrip("\n")


def _peeked(path: str, stream: "io.BufferedReader[Any]") -> bytes:
    try:
        return stream.peek(_HEAD)
    except (EOFError, OSError, zlib.error) as error:
        raise _cut(path, error) from error


def _cut(path: str, error: Exception) -> RefusedError:
    if isinstance(error, EOFError):
        return RefusedError(
            RejectReason.TRUNCATED, f"{path} is cut off in the middle of its gzip data; download it again."
        )
    return RefusedError(
        RejectReason.UNREADABLE, f"{path} is no sound gzip file ({error}); pack or download it again."
    )


class _Plain(io.RawIOBase):
    """A file as raw bytes, so that a reader can be laid over it without closing it."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        # One call a read, so that lines of a pipe are taken as they come.
        read = getattr(self._file, "read1", self._file.read)
        data = read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


# --- Parquet -----------------------------------------------------------------------------------------------------
_BATCH = 64


def parquet_documents(
    path: str,
    file: BinaryIO,
    outlet: str | None,
    config: Config,
    *,
    groups: range | None = None,
    first: int = 1,
    run: Callable[..., Iterator[Result]] = map,
) -> Iterator[Result]:
    """The articles of a Parquet table, a few rows in memory at a time.

    Args:
        path: The file's name, for messages.
        file: Its bytes, which can be sought.
        outlet: The outlet that the user gave.
        config: Limits, and the publication date.
        groups: Row groups to read; None for all.
        first: The number of their first row.
        run: The map that makes articles of rows.

    Raises:
        RefusedError: If it is no Parquet file, or has no column of text.
    """
    # Loaded late: only tables need it.
    import pyarrow as pa
    import pyarrow.parquet as pq

    def unreadable(error: Exception) -> RefusedError:
        return RefusedError(
            RejectReason.UNREADABLE,
            f"{path} is no sound Parquet file ({str(error).splitlines()[0][:200]}); write or download it again.",
        )

    try:
        table = pq.ParquetFile(file)
        schema = table.schema_arrow
        # Texts that repeat stay single in memory until a row is taken.
        strings = [f.name for f in schema if pa.types.is_string(f.type) or pa.types.is_binary(f.type)]
        table = pq.ParquetFile(file, read_dictionary=strings)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise unreadable(error) from error
    if not any(
        is_row({f.name: "x" if f.name != "body" else {"sections": ["x"]}}, headlines=config.headlines) for f in schema
    ):
        raise RefusedError(
            RejectReason.NOT_AN_ARTICLE,
            f"{path} has the columns {', '.join(schema.names[:8])}, none with the article; name it `text` or `html`.",
        )
    if not table.metadata.num_rows:
        raise RefusedError(RejectReason.EMPTY, f"{path} has no row; give a table with articles.")
    batches = table.iter_batches(batch_size=_BATCH, row_groups=None if groups is None else list(groups))

    def rows() -> Iterator[tuple[str, Any, str | None, Config]]:
        n = first - 1
        while True:
            try:
                batch = next(batches, None)
            except (pa.ArrowException, OSError, ValueError) as error:
                where = f"{path}:{n + 1}"
                yield where, reject(where, RejectReason.TRUNCATED, unreadable(error).detail), outlet, config
                return
            if batch is None:
                return
            for i in range(batch.num_rows):
                n += 1
                yield f"{path}:{n}", batch.slice(i, 1), outlet, config

    yield from run(_table_row, rows())


def _table_row(given: tuple[str, Any, str | None, Config]) -> Result:
    """The document of a table's row, or the rejection that stands in its place."""
    import pyarrow as pa

    where, row, outlet, config = given
    if isinstance(row, Rejection):
        return row
    try:
        [values] = row.to_pylist()
    except (pa.ArrowException, ValueError, OverflowError) as error:
        return reject(where, RejectReason.BROKEN_ROW, f"{where} has a value that cannot be read ({error}).")
    return given_row(_plain(values), where, outlet, config)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A table's row as JSON has it: bytes of text columns decoded, columns without a value left out."""
    for name in ("html", "text", "url", "title"):
        if isinstance(row.get(name), bytes):
            row[name] = decode(row[name])
    return {k: v for k, v in row.items() if v is not None}
