"""Reading inputs: files, folders, globs, standard input and pasted text, as `Document` records."""

import glob
import hashlib
import io
import json
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from variorum.adapters.encoding import decode, looks_binary
from variorum.adapters.html import html_document
from variorum.config import Config
from variorum.records.source import Document, Media, Rejection, RejectReason
from variorum.steps.ingest import STEP, is_row, looks_like, parse_row

TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown")
HTML_ENDINGS = (".html", ".htm", ".xhtml")
ROW_ENDINGS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
JSON_ENDINGS = (".json",)
ENDINGS = TEXT_ENDINGS + HTML_ENDINGS + ROW_ENDINGS + JSON_ENDINGS
STDIN = "-"
_GLOB = re.compile(r"[*?\[]")
_NAMED = re.compile(r"^([^=/\\]{1,80})=(.+)$", re.DOTALL)
_PASTE_BREAK = re.compile(r"^[ \t]*(?:-{3,}|={3,})[ \t]*\r?$\n?", re.MULTILINE)
_CHUNK = 1 << 20
_MAX_DEPTH = 40


class _Refused(Exception):
    """Reading one input failed; carries what the rejection says."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class _Found(msgspec.Struct, frozen=True):
    """One file to read: its path as given, and the outlet that the user gave for it."""

    path: str
    outlet: str | None
    named: bool  # given by itself, not met in a folder


Results = list[Document | Rejection]


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
        if given == STDIN or (_NAMED.match(given) and given.endswith("=-") and not Path(given).exists()):
            outlet = None if given == STDIN else given[:-2].strip() or None
            results.extend(_read_stdin(stdin, outlet, config))
            continue
        for found in _expand(given):
            if isinstance(found, Rejection):
                results.append(found)
                continue
            real = str(Path(os.path.realpath(found.path)))
            if real in seen:
                results.append(
                    _reject(
                        found.path,
                        RejectReason.DUPLICATE,
                        f"{found.path} was given twice; it is read once. Copies under other names count as articles.",
                    )
                )
                continue
            seen.add(real)
            try:
                results.extend(_read_file(found, config))
            except _Refused as refusal:
                results.append(_reject(found.path, refusal.reason, refusal.detail))
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
        except _Refused as refusal:
            rejections.append(_reject(document.source, refusal.reason, refusal.detail))
        else:
            documents.append(msgspec.structs.replace(document, published=config.published))
    if not parts:
        rejections.append(
            _reject(
                "pasted-1",
                RejectReason.EMPTY,
                "nothing was pasted; paste the articles, parted by a line of three dashes.",
            )
        )
    return tuple(documents), tuple(rejections)


# --- finding files -------------------------------------------------------------------------------
def _expand(given: str) -> Iterator[_Found | Rejection]:
    outlet, pattern = None, given
    named = _NAMED.match(given)
    if named and not _exists(given):
        outlet, pattern = named.group(1).strip() or None, named.group(2)
    if not pattern or "\0" in pattern:
        yield _reject(given, RejectReason.UNREADABLE, f"{given!r} is no path; give a file, a folder or a glob.")
    elif _is_dir(pattern):
        yield from _folder(pattern, outlet)
    elif _exists(pattern):
        yield _Found(pattern, outlet, True)
    elif _GLOB.search(pattern):
        matches = sorted(glob.glob(pattern, recursive=True))
        files = [m for m in matches if not _is_dir(m)]
        folders = [m for m in matches if _is_dir(m)] if not files else []
        if not matches:
            yield _reject(
                given, RejectReason.UNREADABLE, f"{given} matches no file; look at the pattern and the folder."
            )
        for m in files:
            if m.lower().endswith(ENDINGS) or len(files) == 1:
                yield _Found(m, outlet, True)
            else:
                yield _unknown_form(m)
        for m in folders:
            yield from _folder(m, outlet)
    else:
        yield _reject(
            given, RejectReason.UNREADABLE, f"{given} does not exist; look at the spelling, or give a folder or a glob."
        )


def _exists(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):
        return False


def _is_dir(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _folder(folder: str, outlet: str | None) -> Iterator[_Found | Rejection]:
    """Every readable file below `folder`, sorted; links that lead back to a folder above are not followed."""
    count = 0
    stack = [(folder, frozenset({os.path.realpath(folder)}))]
    while stack:
        here, above = stack.pop()
        try:
            names = sorted(os.listdir(here))
        except OSError as error:
            count += 1
            yield _reject(
                here,
                RejectReason.UNREADABLE,
                f"{here} cannot be listed ({error.strerror}); look at its permissions.",
            )
            continue
        below = []
        for name in names:
            if name.startswith("."):
                continue
            path = str(Path(here) / name)
            if _is_dir(path):
                real = os.path.realpath(path)
                if real not in above and len(above) < _MAX_DEPTH:
                    below.append((path, above | {real}))
            elif name.lower().endswith(ENDINGS):
                count += 1
                yield _Found(path, outlet, False)
        stack.extend(reversed(below))
    if not count:
        yield _reject(
            folder,
            RejectReason.EMPTY,
            f"the folder {folder} holds nothing readable; it reads {' '.join(TEXT_ENDINGS + HTML_ENDINGS)} "
            f"{' '.join(JSON_ENDINGS + ROW_ENDINGS)}.",
        )


# --- reading one file ----------------------------------------------------------------------------
def _read_file(found: _Found, config: Config) -> Results:
    path, low = found.path, found.path.lower()
    raw = _bytes_of(path, config)
    if low.endswith(".gz") or raw[:2] == b"\x1f\x8b":
        raw = _gunzip(path, raw, config)
        low = low.removesuffix(".gz")
    if not raw.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise _Refused(RejectReason.EMPTY, f"{path} is empty; give a file with an article in it.")
    if looks_binary(raw):
        raise _Refused(
            RejectReason.BINARY, f"{path} is binary, not text; save the article as text or HTML first."
        )
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
            raise _Refused(
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
            raise _Refused(RejectReason.UNREADABLE, f"{path} is {kind}; give a file or a folder.")
        with Path(path).open("rb") as file:
            raw = file.read(config.max_bytes + 1)
    except OSError as error:
        raise _Refused(
            RejectReason.UNREADABLE, f"{path} cannot be read ({error.strerror}); look at its permissions."
        ) from error
    if len(raw) > config.max_bytes:
        raise _too_large(path, config)
    return raw


def _too_large(path: str, config: Config) -> _Refused:
    return _Refused(
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
                    raise _Refused(
                        RejectReason.TOO_LARGE,
                        f"{path} unpacks to more than {config.max_bytes / 1e6:g} MB; split it, or raise max_bytes.",
                    )
            if not unpacker.eof:
                out.write(unpacker.flush())
        except zlib.error as error:
            raise _Refused(
                RejectReason.UNREADABLE, f"{path} is no sound gzip file ({error}); pack or download it again."
            ) from error
        if not unpacker.eof:
            raise _Refused(
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
    if known in _OTHER_FORMS:
        raise _Refused(
            RejectReason.NOT_AN_ARTICLE,
            f"{name} seems to be {_OTHER_FORMS[known]}, not an article; give text, HTML or JSON Lines.",
        )
    _refuse_json(path, text)


_OTHER_FORMS = {
    ".toml": "a configuration file",
    ".yaml": "a configuration file",
    ".yml": "a configuration file",
    ".ini": "a configuration file",
    ".cfg": "a configuration file",
    ".csv": "a table",
    ".tsv": "a table",
    ".py": "a program",
    ".js": "a program",
    ".css": "a style sheet",
    ".xml": "an XML file",
    ".svg": "a picture",
    ".log": "a log",
    ".lock": "a lock file",
}


def _unknown_form(path: str) -> Rejection:
    what = _OTHER_FORMS.get(Path(path).suffix.lower(), "a file of another form")
    return _reject(
        path,
        RejectReason.NOT_AN_ARTICLE,
        f"{path} seems to be {what}, not an article; it reads {' '.join(ENDINGS)}.",
    )


def _refuse_json(path: str, text: str) -> None:
    stripped = text.lstrip("\ufeff \t\r\n")
    if stripped[:1] in ("{", "["):
        try:
            value = json.loads(stripped)
        except (ValueError, RecursionError):
            return
        raise _Refused(
            RejectReason.NOT_AN_ARTICLE,
            f"{path} holds JSON ({looks_like(value)}), not an article's text; name it .json or .jsonl if it holds rows.",
        )


def _check_text(name: str, text: str, config: Config) -> None:
    if len(text) > config.max_chars:
        raise _Refused(
            RejectReason.TOO_LARGE,
            f"{name} has {len(text)} characters, more than {config.max_chars}; split it, or raise max_chars.",
        )
    if not text.strip():
        raise _Refused(RejectReason.EMPTY, f"{name} is empty; give a file with an article in it.")
    if "\0" in text:
        raise _Refused(RejectReason.BINARY, f"{name} holds NUL characters, so it is no text; save it as text first.")


# --- rows ----------------------------------------------------------------------------------------
def _json(path: str, raw: bytes, outlet: str | None, config: Config) -> Results:
    text = decode(raw).lstrip("\ufeff")
    try:
        value = json.loads(text)
    except RecursionError:
        raise _Refused(
            RejectReason.BROKEN_ROW, f"{path} is nested too deeply to be an article; give rows of plain fields."
        ) from None
    except ValueError as error:
        lines = [x for x in text.split("\n") if x.strip()]
        if len(lines) > 1 and all(_opens_row(x) for x in lines[:2]):
            return _rows(path, raw, outlet, config)
        raise _Refused(RejectReason.BROKEN_ROW, f"{path} is no sound JSON: {_where(error)}; mend it.") from error
    if isinstance(value, list) and any(is_row(v) for v in value):
        return [
            r
            for n, v in enumerate(value, start=1)
            for r in _row(v, f"{path}:{n}", json.dumps(v, ensure_ascii=False).encode("utf-8", "replace"), outlet, config)
        ]
    if is_row(value):
        row = dict(value)
        document = _row(row, path, raw, outlet, config)
        return document
    raise _Refused(
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
            value = json.loads(line)
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
            _reject(
                where,
                RejectReason.BROKEN_ROW,
                f"line {n} of {path} is no sound JSON ({problem}); mend that line, the others were read.",
            )
        )
    if not out:
        raise _Refused(RejectReason.EMPTY, f"{path} holds no row; give one JSON object a line.")
    if refused and not good and refused == len(out) and refused > 1:
        raise _Refused(
            RejectReason.BROKEN_ROW, f"no line of {path} is sound JSON; give one JSON object a line."
        )
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
        except _Refused as refusal:
            return [_reject(result.source, refusal.reason, refusal.detail)]
    return [result]


def _read_stdin(stdin: BinaryIO | None, outlet: str | None, config: Config) -> Results:
    raw = stdin.read(config.max_bytes + 1) if stdin is not None else b""
    try:
        if len(raw) > config.max_bytes:
            raise _too_large("standard input", config)
        if raw[:2] == b"\x1f\x8b":
            raw = _gunzip("standard input", raw, config)
        if not raw.strip():
            raise _Refused(RejectReason.EMPTY, "standard input is empty; send JSON Lines, one article a line.")
        if looks_binary(raw):
            raise _Refused(RejectReason.BINARY, "standard input is binary; send JSON Lines, one article a line.")
        return _rows("standard input", raw, outlet, config)
    except _Refused as refusal:
        return [_reject(STDIN, refusal.reason, refusal.detail)]


def _reject(name: str, reason: RejectReason, detail: str) -> Rejection:
    return Rejection(id=name, step=STEP, reason=reason, detail=detail)
