"""Use cases over many articles that are not one story: who shares text with whom."""

import hashlib
import multiprocessing
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from variorum import session
from variorum.adapters.passage_index import Entry, read_index, write_index
from variorum.config import Config
from variorum.records.source import Article, Rejection
from variorum.steps.lineage.corpus import MOSTLY, Corpus, Pair, reuse
from variorum.steps.lineage.quoted import quoted_extents
from variorum.text.fingerprints import Prints, fingerprint
from variorum.text.view import body_extents

Progress = Callable[[str, int, int], None]

_BLOCK = 1000
_WORK: list[tuple[Corpus, NDArray[np.int64]]] = []


def _masked(article: Article) -> str:
    """The article's text with all that is not its body blanked, so that every offset is the article's own."""
    out: list[str] = []
    at = 0
    for e in body_extents(article):
        out.append("\n" * (e.start - at))
        out.append(article.text[e.start : e.end])
        at = e.end
    return "".join(out)


def _name(article: Article) -> str:
    return article.row_id or article.id


def _verify(span: tuple[int, int]) -> list[Pair]:
    corpus, wanted = _WORK[-1]
    return corpus.verify(wanted[span[0] : span[1]])


class _Pool:
    """Two and more processes where they were asked for and can be had; else this one."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs if jobs > 1 and sys.platform.startswith("linux") else 1

    def map(self, call: Callable[[Any], Any], work: Sequence[Any]) -> Iterator[Any]:
        """Results in the order of the work, whoever did it."""
        if self._jobs == 1 or len(work) < 2:
            yield from map(call, work)
            return
        with warnings.catch_warnings():
            # The children only compute on arrays that they inherit; no thread's lock is taken in them.
            warnings.simplefilter("ignore", DeprecationWarning)
            with multiprocessing.get_context("fork").Pool(self._jobs) as pool:
                yield from pool.imap(call, work)


def _fingerprint(texts: list[str]) -> Prints:
    return fingerprint(texts)


def _pair_row(pair: Pair, entries: Sequence[Entry]) -> dict[str, Any]:
    near = max(pair.share_a, pair.share_b) >= MOSTLY
    return {
        "a": entries[pair.a].name,
        "b": entries[pair.b].name,
        "relation": "near_duplicate" if near else "shares_passages",
        "share_a": round(pair.share_a, 3),
        "share_b": round(pair.share_b, 3),
        "reuse_a": reuse(pair.cover_a),
        "reuse_b": reuse(pair.cover_b),
        "passages": [{"a": [p.a_start, p.a_end], "b": [p.b_start, p.b_end]} for p in pair.passages],
    }


def _turned(row: dict[str, Any]) -> dict[str, Any]:
    """The row with the lesser name first, so that the order in which articles came changes nothing."""
    if row["a"] <= row["b"]:
        return row
    swap = {"a": "b", "b": "a"}
    return {
        "a": row["b"],
        "b": row["a"],
        "relation": row["relation"],
        "share_a": row["share_b"],
        "share_b": row["share_a"],
        "reuse_a": row["reuse_b"],
        "reuse_b": row["reuse_a"],
        "passages": sorted(({swap[k]: v for k, v in p.items()} for p in row["passages"]), key=lambda p: p["a"]),
    }


def _whole(first: tuple[Entry, str], again: tuple[Entry, str]) -> dict[str, Any]:
    """The row of a text that stands word for word in another article; offsets are those of each one's own body."""

    def body(text: str) -> list[int]:
        return [len(text) - len(text.lstrip()), len(text.rstrip())]

    return {
        "a": first[0].name,
        "b": again[0].name,
        "relation": "near_duplicate",
        "share_a": 1.0,
        "share_b": 1.0,
        "reuse_a": "wholly",
        "reuse_b": "wholly",
        "passages": [{"a": body(first[1]), "b": body(again[1])}],
    }


def lineage(
    inputs: Iterable[session.Input],
    *,
    index: str | None = None,
    jobs: int = 1,
    config: Config | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> tuple[list[dict[str, Any]], list[Rejection]]:
    """Find which articles share text.

    Args:
        inputs: As for `compare`, but of any stories, languages and number.
        index: A file that keeps the articles' fingerprints; new articles are held against those it has, then added.
        jobs: Processes; the result is the same for any number.
        config: Other settings.
        stdin: What the input `-` reads.
        progress: Called as `(step, done, total)`.

    Returns:
        Rows by the contract (`variorum lineage`), sorted: one a pair, then one a credit of an agency; and the inputs
        that were not read. Articles with one and the same text are each paired with the first of them only.

    Raises:
        InputError: If the index is of another version or cut off.
    """
    settings = config or Config()
    show = progress or (lambda step, done, total: None)
    corpus, entries = read_index(index) if index is not None else (Corpus(), [])
    known = {e.key for e in entries}
    since = len(entries)
    documents, rejections = session.documents_of(inputs, config=settings, stdin=stdin, progress=progress)
    show("read", 0, len(documents))
    articles, refused = session.clean(documents, config=settings, any_language=True)
    rejections += refused
    fresh = sorted((a for a in articles if a.id not in known), key=lambda a: (_name(a), a.id))
    masked = [_masked(a) for a in fresh]
    rows: list[dict[str, Any]] = []
    firsts: dict[bytes, tuple[Entry, str]] = {}
    kept: list[int] = []
    for n, (article, text) in enumerate(zip(fresh, masked, strict=True)):
        entry = Entry(_name(article), article.id)
        words = " ".join(text.split())
        digest = hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if words and digest in firsts:
            rows.append(_whole(firsts[digest], (entry, text)))
            continue
        firsts[digest] = (entry, text)
        kept.append(n)
        entries.append(entry)
    pool = _Pool(jobs)
    blocks = [kept[n : n + _BLOCK] for n in range(0, len(kept), _BLOCK)]
    prints = pool.map(_fingerprint, [[masked[k] for k in block] for block in blocks])
    for n, (block, found) in enumerate(zip(blocks, prints, strict=True)):
        show("fingerprint", n * _BLOCK, len(kept))
        corpus.add(found, [[(e.start, e.end) for e in quoted_extents(fresh[k])] for k in block])
    wanted = corpus.candidates(since=since)
    _WORK.append((corpus, wanted))
    try:
        spans = [(n, n + _BLOCK) for n in range(0, len(wanted), _BLOCK)]
        for n, pairs in enumerate(pool.map(_verify, spans)):
            show("verify", n * _BLOCK, len(wanted))
            rows += [_turned(_pair_row(p, entries)) for p in pairs]
    finally:
        _WORK.pop()
    rows.sort(key=lambda r: (r["a"], r["b"]))
    for article in fresh:
        for n, name in enumerate(article.credits):
            place = article.credit_spans[n] if n < len(article.credit_spans) else None
            rows.append(
                {
                    "article": _name(article),
                    "relation": "agency_copy",
                    "source": name,
                    "start": place.start if place else None,
                    "end": place.end if place else None,
                }
            )
    if index is not None:
        write_index(index, corpus, entries)
    show("verify", len(wanted), len(wanted))
    return rows, rejections


def lineage_lines(rows: Iterable[dict[str, Any]]) -> bytes:
    """Rows as JSON Lines."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
