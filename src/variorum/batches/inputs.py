"""The inputs of a batch: every file with its size and hash, cut into stretches of a like size."""

import gzip
import hashlib
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from variorum.adapters.encoding import looks_binary
from variorum.adapters.paths import (
    ADDRESS,
    PARQUET_ENDINGS,
    ROW_ENDINGS,
    WARC_ENDINGS,
    Found,
    RefusedError,
    expand,
    reject,
)
from variorum.adapters.warc import can_be_cut
from variorum.batches.tasks import Part, Settings
from variorum.config import Config
from variorum.errors import InputError
from variorum.records.source import Rejection, RejectReason

_BLOCK = 1 << 20
_GZIP = b"\x1f\x8b"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_MOST_FILES = 2000
"""Files of one article each that make one piece at most."""
_WARC_SHARE = 8
"""A web archive's pages have so many times the bytes of their articles."""
_ROW_BYTES = 2500
"""About what a row of a table takes, unpacked."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """One input file as the manifest has it.

    Attributes:
        path: As it was given or found.
        outlet: The outlet that the user gave for it.
        bytes: Its size; None where nobody knows.
        sha256: Hash of its bytes, in hex; of a remote one what its store calls its version.
        modified_ns: When a local file was last changed, in nanoseconds since 1970; tells a changed file at once.
    """

    path: str
    outlet: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    modified_ns: int = 0


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """All inputs.

    Attributes:
        given: The files, by path.
        pieces: What is read together, in the order of the partitions.
        rejections: Inputs that cannot be read at all.
    """

    given: tuple[Given, ...]
    pieces: tuple[tuple[Part, ...], ...]
    rejections: tuple[Rejection, ...]


def listed(
    inputs: Sequence[str], *, out: Path, settings: Settings, show: Callable[[int, int], None]
) -> Listing:
    """Find every input file, in an order that does not hang on that of the inputs.

    Args:
        inputs: As given: files, folders, globs, addresses, each also as `NAME=...`.
        out: The output folder, which is no input even where it lies in one.
        settings: Sizes of pieces, and whose addresses may be asked.
        show: Called as `(done, total)` files.

    Raises:
        InputError: If standard input is among them.
    """
    rejections: list[Rejection] = []
    files = _files(inputs, out, settings.config, rejections)
    given: list[Given] = []
    parts: list[tuple[Part, int]] = []
    for n, (found, remote) in enumerate(files):
        show(n, len(files))
        try:
            one, some = _remote(found, settings) if remote else _local(found, settings)
        except RefusedError as refusal:
            rejections.append(reject(found.path, refusal.reason, refusal.detail))
            continue
        given.append(one)
        parts += some
    show(len(files), len(files))
    return Listing(
        given=tuple(given),
        pieces=tuple(_pieces(parts, settings.piece_bytes)),
        rejections=tuple(sorted(rejections, key=lambda r: (r.id, r.reason, r.detail))),
    )


def files_of(inputs: Sequence[str], *, out: Path, config: Config) -> dict[str, str | None]:
    """The paths of all input files with the outlets that the user gave for them, without reading any.

    Args:
        inputs: As given.
        out: As for `listed`.
        config: Whose addresses may be asked.
    """
    return {found.path: found.outlet for found, _ in _files(inputs, out, config, [])}


def unchanged(given: Given) -> bool:
    """Whether a local input is still what it was, by its size and date."""
    if ADDRESS.match(given.path):
        return True
    try:
        stat = Path(given.path).stat()
    except OSError:
        return False
    return stat.st_size == given.bytes and stat.st_mtime_ns == given.modified_ns


def _files(
    inputs: Sequence[str], out: Path, config: Config, rejections: list[Rejection]
) -> list[tuple[Found, bool]]:
    found: dict[str, tuple[Found, bool]] = {}
    own = Path(os.path.realpath(out))
    for given in sorted(dict.fromkeys(inputs)):
        if given == "-" or given.endswith("=-"):
            raise InputError(
                "a batch cannot read standard input: it could not be read again after a stop; write it to a file first"
            )
        address = ADDRESS.match(given)
        if address:
            from variorum.adapters.remote import listed_addresses

            some: Iterator[Found | Rejection] = listed_addresses(address["url"], address["name"], config=config)
        else:
            some = expand(given)
        for one in some:
            if isinstance(one, Rejection):
                rejections.append(one)
                continue
            real = one.path if address else os.path.realpath(one.path)
            if not address and Path(real).is_relative_to(own):
                continue
            if real in found:
                rejections.append(
                    reject(one.path, RejectReason.DUPLICATE, f"{one.path} was given twice; it is read once.")
                )
            else:
                found[real] = one, address is not None
    return sorted(found.values(), key=lambda f: f[0].path)


def form_of(path: str) -> str:
    """How a file is read: "rows", "warc", "parquet", or "file" for one that is one article, page or JSON file."""
    low = path.lower()
    for form, endings in (("rows", ROW_ENDINGS), ("warc", WARC_ENDINGS), ("parquet", PARQUET_ENDINGS)):
        if low.endswith(endings):
            return form
    return "file"


def _local(found: Found, settings: Settings) -> tuple[Given, list[tuple[Part, int]]]:
    path = found.path
    if not Path(path).is_file():
        kind = "a link that leads nowhere" if Path(path).is_symlink() else "no regular file"
        raise RefusedError(RejectReason.UNREADABLE, f"{path} is {kind}; give a file or a folder.")
    try:
        with Path(path).open("rb") as file:
            stat = os.fstat(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            given = Given(
                path=path,
                outlet=found.outlet,
                bytes=stat.st_size,
                sha256=digest,
                modified_ns=stat.st_mtime_ns,
            )
            return given, _cut(found, file, stat.st_size, settings, near=True)
    except OSError as error:
        raise RefusedError(
            RejectReason.UNREADABLE, f"{path} cannot be read ({error.strerror or error}); look at its permissions."
        ) from error


def _remote(found: Found, settings: Settings) -> tuple[Given, list[tuple[Part, int]]]:
    from variorum.adapters.remote import opened, version_of

    size, version = version_of(found.path, config=settings.config)
    given = Given(path=found.path, outlet=found.outlet, bytes=size, sha256=version)
    if size is None or form_of(found.path) not in ("warc", "parquet"):
        return given, [(_part(found), size or 0)]
    with opened(found.path, config=settings.config) as file:
        return given, _cut(found, file, size, settings, near=False)


def _part(found: Found) -> Part:
    return Part(path=found.path, form=form_of(found.path), outlet=found.outlet, named=found.named)


def _cut(found: Found, file: BinaryIO, size: int, settings: Settings, *, near: bool) -> list[tuple[Part, int]]:
    """The stretches of a file, each with about how many bytes of articles it holds."""
    whole = _part(found)
    most = settings.piece_bytes
    file.seek(0)
    if whole.form == "rows" and near:
        return _cut_rows(whole, file, most)
    if whole.form == "parquet":
        return _cut_table(whole, file, most)
    if whole.form == "warc" and size > most * _WARC_SHARE and can_be_cut(file):
        step = most * _WARC_SHARE
        starts = [*range(0, size - step // 2, step)]
        ends: list[int | None] = [*starts[1:], None]
        return [
            (msgspec.structs.replace(whole, start=a, end=b), most) for a, b in zip(starts, ends, strict=True)
        ]
    return [(whole, size // _WARC_SHARE if whole.form == "warc" else size)]


def _cut_rows(whole: Part, file: BinaryIO, most: int) -> list[tuple[Part, int]]:
    """Stretches of whole lines; packed files are cut by their unpacked bytes."""
    head = file.read(_BLOCK)
    file.seek(0)
    packed = head[:2] == _GZIP
    stream: Any = gzip.GzipFile(fileobj=file) if packed else file
    if not packed and (looks_binary(head) or head.startswith(_WIDE) or b"\0" in head):
        return [(whole, most)]
    cuts: list[tuple[int, int]] = [(0, 1)]
    at, line = 0, 1
    try:
        while block := stream.read(min(_BLOCK, most // 4 + 1)):
            if at == 0 and packed and (block.startswith(_WIDE) or b"\0" in block):
                return [(whole, most)]
            newline = block.find(b"\n") if at - cuts[-1][0] >= most else -1
            if newline >= 0:
                cuts.append((at + newline + 1, line + 1))
            line += block.count(b"\n")
            at += len(block)
    except (EOFError, OSError, zlib.error):
        pass  # whoever reads the last stretch comes to the same place and says so
    if len(cuts) > 1 and cuts[-1][0] >= at:
        cuts.pop()
    ends = [*(start for start, _ in cuts[1:]), None]
    return [
        (msgspec.structs.replace(whole, start=start, end=end, first=first), (at if end is None else end) - start)
        for (start, first), end in zip(cuts, ends, strict=True)
    ]


def _cut_table(whole: Part, file: BinaryIO, most: int) -> list[tuple[Part, int]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.ParquetFile(file).metadata
    except (pa.ArrowException, OSError, ValueError):
        return [(whole, 0)]
    out: list[tuple[Part, int]] = []
    start, first, row, size = 0, 1, 1, 0
    for n in range(metadata.num_row_groups):
        group = metadata.row_group(n)
        row += group.num_rows
        size += max(group.total_byte_size, group.num_rows * _ROW_BYTES)
        if size >= most or n == metadata.num_row_groups - 1:
            out.append((msgspec.structs.replace(whole, start=start, end=n + 1, first=first), size))
            start, first, size = n + 1, row, 0
    return out or [(whole, 0)]


def _pieces(parts: Sequence[tuple[Part, int]], most: int) -> Iterator[tuple[Part, ...]]:
    """Parts that are read together: small ones are gathered."""
    piece: list[Part] = []
    size = 0
    for part, length in parts:
        if piece and (size + length > most or len(piece) >= _MOST_FILES):
            yield tuple(piece)
            piece, size = [], 0
        piece.append(part)
        size += length
    if piece:
        yield tuple(piece)
