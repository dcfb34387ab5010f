"""`variorum check`: an editor's text against reports."""

import argparse
import sys
from pathlib import Path

from variorum import ingest, session
from variorum.cli.app import OK
from variorum.cli.commands import _published, progress_line, tell_rejections, write_whole
from variorum.errors import ConfigError, InputError

_BY_ENDING = {".jsonl": "jsonl", ".html": "html", ".htm": "html", ".md": "markdown", ".txt": "text"}

_MOST_BYTES = 1_000_000  # some 150,000 words: no draft is longer


def _draft(path: str) -> str:
    """The draft's text; "-" is standard input."""
    try:
        if path == "-":
            data = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise InputError(f"{path!r} is larger than {_MOST_BYTES // 1_000_000} MB; give the draft alone")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot read {path!r}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path!r} is no text in UTF-8; save the draft as .txt or .md") from error


def _form(options: argparse.Namespace) -> str:
    if options.format:
        return str(options.format)
    if not options.out:
        return "text" if sys.stdout.isatty() else "jsonl"
    ending = Path(options.out).suffix.lower()
    if ending not in _BY_ENDING:
        raise ConfigError(
            f"--out {options.out!r}: the ending {ending!r} tells no format; use .jsonl, .html, .md or .txt, "
            "or add --format"
        )
    return _BY_ENDING[ending]


def check(options: argparse.Namespace) -> int:
    """Check a draft sentence by sentence and write what was found."""
    from variorum.exports import check as exports

    form = _form(options)
    draft = _draft(options.draft)
    if not draft.strip():
        raise InputError(f"{options.draft!r} holds no text to check")
    try:
        rows, report = session.check(
            draft,
            against=options.against,
            published=_published(options.published),
            progress=progress_line(options.quiet),
        )
    except ingest.NothingReadableError as error:
        tell_rejections(error.rejections, options.rejects)
        raise
    if form == "jsonl":
        data = exports.to_jsonl(rows, report)
    elif form == "html":
        data = exports.to_html(rows, report)
    elif form == "markdown":
        data = exports.to_markdown(rows, report)
    else:
        data = exports.to_text(rows, report)
    if options.out:
        write_whole(options.out, data)
        if not options.quiet:
            print(f"variorum: wrote {options.out}", file=sys.stderr)
    else:
        sys.stdout.write(data)
    # What was left out when the report was made was told then.
    return tell_rejections(report.rejections, options.rejects) if not session.is_report(options.against) else OK
