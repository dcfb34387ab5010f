"""Finding input files: paths, folders and globs, each path with the outlet that the user gave for it."""

import glob
import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from variorum.records.source import Rejection, RejectReason
from variorum.steps.ingest import STEP

TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown")
HTML_ENDINGS = (".html", ".htm", ".xhtml")
ROW_ENDINGS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
JSON_ENDINGS = (".json",)
FEED_ENDINGS = (".rss", ".atom", ".opml")
WARC_ENDINGS = (".warc", ".warc.gz")
PARQUET_ENDINGS = (".parquet",)
ENDINGS = TEXT_ENDINGS + HTML_ENDINGS + ROW_ENDINGS + JSON_ENDINGS + WARC_ENDINGS + PARQUET_ENDINGS
"""What a folder gives. Feeds are left out: what they link to is fetched, so they must be named."""
_GLOB = re.compile(r"[*?\[]")
NAMED = re.compile(r"^([^=/\\]{1,80})=(.+)$", re.DOTALL)
ADDRESS = re.compile(r"^(?:(?P<name>[^=/\\]{1,80})=)?(?P<url>[a-z][a-z0-9+.-]+://.+)$", re.IGNORECASE | re.DOTALL)
_MAX_DEPTH = 40

OTHER_FORMS = {
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


class RefusedError(Exception):
    """Reading one input failed; carries what the rejection says."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class Found(msgspec.Struct, frozen=True):
    """One file to read: its path as given, and the outlet that the user gave for it."""

    path: str
    outlet: str | None
    named: bool  # given by itself, not met in a folder
    ending: str = ""  # what tells the form where the path does not, as that of an address without its query


def expand(given: str) -> Iterator[Found | Rejection]:
    """The files that one input stands for.

    Args:
        given: A file, a folder or a glob, or one of them as `NAME=path`. What lies there under exactly
            the name given wins over reading it as a pattern or as `NAME=path`.

    Yields:
        Each file to read, in the order of their names, or why there is none.
    """
    outlet, pattern = None, given
    named = NAMED.match(given)
    if named and not _exists(given):
        outlet, pattern = named.group(1).strip() or None, named.group(2)
    if not pattern or "\0" in pattern:
        yield reject(given, RejectReason.UNREADABLE, f"{given!r} is no path; give a file, a folder or a glob.")
    elif _is_dir(pattern):
        yield from _folder(pattern, outlet)
    elif _exists(pattern):
        yield Found(pattern, outlet, True)
    elif _GLOB.search(pattern):
        matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - the pattern may be absolute
        files = [m for m in matches if not _is_dir(m)]
        folders = [m for m in matches if _is_dir(m)] if not files else []
        if not matches:
            yield reject(
                given, RejectReason.UNREADABLE, f"{given} matches no file; look at the pattern and the folder."
            )
        for m in files:
            if m.lower().endswith(ENDINGS + FEED_ENDINGS) or len(files) == 1:
                yield Found(m, outlet, True)
            else:
                yield _unknown_form(m)
        for m in folders:
            yield from _folder(m, outlet)
    else:
        yield reject(
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


def _folder(folder: str, outlet: str | None) -> Iterator[Found | Rejection]:
    """Every readable file below `folder`, sorted; links that lead back to a folder above are not followed."""
    count = 0
    stack = [(folder, frozenset({os.path.realpath(folder)}))]
    while stack:
        here, above = stack.pop()
        try:
            names = sorted(os.listdir(here))  # noqa: PTH208 - names alone are wanted
        except OSError as error:
            count += 1
            yield reject(
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
                yield Found(path, outlet, False)
        stack.extend(reversed(below))
    if not count:
        yield reject(
            folder,
            RejectReason.EMPTY,
            f"the folder {folder} holds nothing readable; it reads {' '.join(ENDINGS)}.",
        )


def _unknown_form(path: str) -> Rejection:
    what = OTHER_FORMS.get(Path(path).suffix.lower(), "a file of another form")
    return reject(
        path,
        RejectReason.NOT_AN_ARTICLE,
        f"{path} seems to be {what}, not an article; it reads {' '.join(ENDINGS)}.",
    )


def reject(name: str, reason: RejectReason, detail: str) -> Rejection:
    """A rejection of the reading step."""
    return Rejection(id=name, step=STEP, reason=reason, detail=detail)
