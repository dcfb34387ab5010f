"""What each command does."""

import argparse
import contextlib
import datetime
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from variorum import ingest, session
from variorum.cli.app import OK, REJECTIONS, USAGE
from variorum.cli.forms import targets, write_report
from variorum.config import Config
from variorum.errors import ConfigError, InputError, VariorumError
from variorum.steps.report import BRIEF_WORDS

_MOST_JOBS = 256

if TYPE_CHECKING:
    from variorum.records.report import ReportRejection
    from variorum.records.source import Rejection

_STEP_WORDS = {
    "parse": "reading sentences",
    "name": "joining names",
    "date": "dating the reports",
    "times": "resolving times",
    "attribute": "finding who says what",
    "claim": "taking claims",
    "trace": "tracing who copied whom",
    "derive": "tracing where claims come from",
    "align": "bringing claims together",
    "settle": "settling points",
    "correct": "applying corrections",
    "compare": "comparing",
    "amend": "applying corrections",
    "brief": "writing the brief",
    "check": "checking the brief",
    "read": "reading",
    "add": "adding",
    "fingerprint": "taking fingerprints",
    "verify": "verifying passages",
    "fetch": "fetching",
    "take": "reading inputs",
    "place": "finding stories",
}


def is_usage(error: VariorumError) -> bool:
    """Whether an error lies in the call or its inputs, not in the program or its installation."""
    return isinstance(error, InputError | ConfigError)


def progress_line(quiet: bool) -> Callable[[str, int, int], None] | None:
    """A line on standard error that is written over; None where nobody watches."""
    if quiet or not sys.stderr.isatty():
        return None

    def show(step: str, done: int, total: int) -> None:
        count = f" {done}/{total}" if total > 1 else f" {done}" if done and not total else ""
        print(f"\r\x1b[K{_STEP_WORDS.get(step, step)}{count}", end="", file=sys.stderr, flush=True)
        if step in ("check", "read", "verify", "place", "add") and done == total:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    return show


def _published(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"--published {text!r} is no ISO 8601 date; write it as 2024-10-02") from error
    return text


def config_of(options: argparse.Namespace) -> Config:
    """The settings that the options of a command with inputs make."""
    return Config(
        published=_published(options.published),
        press=options.press,
        allow_private=options.allow_private,
        contact=options.contact,
    )


def _words(count: int) -> int:
    if count < 1:
        raise ConfigError(f"--words {count} is no length; write a number of words, such as 250")
    return count


def write_whole(path: str, data: str | bytes | Iterable[bytes]) -> None:
    """Write whole, or not at all where it stops: no half page is left behind; text as UTF-8, parts as they come."""
    target = Path(path)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    parts = [data.encode("utf-8")] if isinstance(data, str) else [data] if isinstance(data, bytes) else data
    try:
        with temporary.open("wb") as file:
            file.writelines(parts)
        temporary.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise InputError(f"cannot write {path!r}: {error.strerror or error}") from error


def write_lines(path: str, lines: Iterable[bytes]) -> None:
    """As `write_whole`, for lines that come one by one."""
    target = Path(path)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            file.writelines(lines)
        temporary.replace(target)
    except OSError as error:
        raise InputError(f"cannot write {path!r}: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def tell_rejections(rejections: "Sequence[Rejection | ReportRejection]", path: str | None) -> int:
    """Say which inputs were not read, keep them as rows where asked; returns the exit code."""
    for r in rejections:
        print(f"variorum: not read: {r.id}: {r.detail}", file=sys.stderr)
    if path is not None:
        rows = b"".join(msgspec.json.encode(r) + b"\n" for r in rejections)
        write_whole(path, rows.decode("utf-8"))
    return REJECTIONS if rejections else OK


def _pasted() -> str:
    """What was pasted, in whatever encoding it comes."""
    from variorum.adapters.encoding import decode

    most = Config().max_bytes
    raw = sys.stdin.buffer.read(most + 1)
    if len(raw) > most:
        raise InputError(f"what was pasted is larger than {most // 1_000_000} MB; save the articles as files")
    return decode(raw)


def _compare_story(options: argparse.Namespace) -> int:
    """A story of a store."""
    from variorum.desk import Desk

    if options.story is None:
        raise ConfigError("--store needs --story ID; list the stories with: variorum stories --store FILE")
    if options.inputs or options.paste or options.corrections or options.all or options.state:
        raise ConfigError(
            "--story compares what the store holds: add articles with `variorum add`, and correct in `variorum serve`"
        )
    forms = targets(options)
    words, show = _words(options.words), progress_line(options.quiet)
    with Desk(options.store, config=config_of(options), create=False) as desk:
        if words != BRIEF_WORDS or (desk.read_only and not desk.is_up_to_date(options.story)):
            # The store keeps comparisons with a brief of the usual length, and where it can be written.
            report = desk.compare(options.story, words=words, progress=show)
        else:
            desk.refresh(options.story, progress=show)
            report = desk.report(options.story)
    write_report(report, options, forms)
    return tell_rejections(report.rejections, options.rejects)


def compare(options: argparse.Namespace) -> int:
    """`variorum compare`."""
    if options.store is not None:
        return _compare_story(options)
    pasted = _pasted() if options.paste else None
    if not options.inputs and pasted is None:
        raise InputError("no input was given; name files or folders, or use --paste (see: variorum compare --help)")
    if options.story or options.all or options.state:
        from variorum.cli.stories import compare_all, inputs_of_story

        if options.all:
            return compare_all(options)
        options.inputs = inputs_of_story(options)
        if not options.inputs:
            return REJECTIONS
    forms = targets(options)
    try:
        report = session.compare(
            options.inputs,
            pasted=pasted,
            words=_words(options.words),
            corrections=options.corrections,
            config=config_of(options),
            stdin=sys.stdin.buffer,
            progress=progress_line(options.quiet),
        )
    except ingest.NothingReadableError as error:
        tell_rejections(error.rejections, options.rejects)
        raise
    for c in report.corrections:
        if not c.applied:
            print(f"variorum: correction {c.n} was not applied ({c.asked}): {c.why}", file=sys.stderr)
    write_report(report, options, forms)
    if len(report.articles) == 1:
        print(
            "variorum: only one report was read, so there is nothing to compare it with; name a second one",
            file=sys.stderr,
        )
    elif len(report.compared) == 1:
        print(
            "variorum: one report only is in a language that is read; "
            "sentences of the others are laid beside its points",
            file=sys.stderr,
        )
    return tell_rejections(report.rejections, options.rejects)


def _jobs(count: int) -> int:
    if not 1 <= count <= _MOST_JOBS:
        raise ConfigError(f"--jobs {count} is no number of processes; write one from 1 to {_MOST_JOBS}")
    return count


def read(options: argparse.Namespace) -> int:
    """`variorum read`."""
    if not options.inputs:
        raise InputError("no input was given; name files or folders, or '-' for standard input")
    rows, rejections = session.read(
        options.inputs,
        only_text=options.only == "text",
        config=config_of(options),
        stdin=sys.stdin.buffer,
        jobs=_jobs(options.jobs),
        progress=progress_line(options.quiet),
    )
    written = 0
    try:
        with rows_out(options.out) as out:
            for row in rows:
                out.write(msgspec.json.encode(row) + b"\n")
                written += 1
    except KeyboardInterrupt:
        tell_rejections(rejections, options.rejects)
        print(f"variorum: {written} articles were read and written before the stop", file=sys.stderr)
        raise
    code = tell_rejections(rejections, options.rejects)
    return code if written else USAGE


@contextlib.contextmanager
def rows_out(path: str | None) -> Iterator[BinaryIO]:
    """Where rows are written: standard output, or a file that takes its name at the end or where one stops it by hand.

    Args:
        path: The file; standard output where None.

    Raises:
        InputError: If the file cannot be written.
    """
    if path is None:
        try:
            yield sys.stdout.buffer
        finally:
            with contextlib.suppress(BrokenPipeError):
                sys.stdout.buffer.flush()
        return
    target = Path(path)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            try:
                yield file
            except KeyboardInterrupt:
                file.flush()
                temporary.replace(target)
                raise
        temporary.replace(target)
    except OSError as error:
        raise InputError(f"cannot write {path!r}: {error.strerror or error}") from error
    finally:
        temporary.unlink(missing_ok=True)


def schema(options: argparse.Namespace) -> int:
    """`variorum schema`."""
    from variorum.exports.json import report_schema

    data = msgspec.json.format(msgspec.json.encode(report_schema()), indent=1).decode("utf-8")
    sys.stdout.write(data + "\n")
    return OK
