"""Use cases over many articles that are not one story: who shares text with whom."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from variorum import ingest
from variorum.adapters.passage_index import Entries, PassageIndex, packed
from variorum.config import Config
from variorum.engines.processes import ordered
from variorum.ports import Fetcher
from variorum.records.ids import make_article_id
from variorum.records.source import Article, Document, Rejection, RejectReason
from variorum.records.story import Link
from variorum.steps.clean import clean_documents
from variorum.steps.lineage.candidates import SMALL_CROWD, Candidates, Sampled, sample
from variorum.steps.lineage.direction import Verdict, settle_direction
from variorum.steps.lineage.passages import Body, Pair, bodies_of, reuse, shared_by
from variorum.steps.lineage.stated import may_state, stated_dependences
from variorum.text import press as press_lists
from variorum.text.fingerprints import fingerprint

Row = dict[str, Any]
Progress = Callable[[str, int, int], None]

_BLOCK_TEXTS = 500
_BLOCK_CHARS = 1_000_000
_CHUNK = 200
"""Pairs that are verified together."""

_EXACT = 2000
"""Articles up to which every run is looked up: a corpus of that size costs nothing."""

_COPIES = SMALL_CROWD
"""Articles of one and the same text that are held against all others; further ones against the first alone."""

_KEPT_CHARS = 10_000_000
"""Characters of the articles that a process has ready at one time, or little more."""


class _Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """Documents that are new to the corpus; `copied` says whose text very many had before, so it is not taken again."""

    documents: list[Document]
    ids: list[str]
    copied: list[bool]


class _Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What a block of documents came to."""

    records: list[bytes]
    sampled: Sampled
    words: list[int]
    stated: list[Row]


def _name(document: Document) -> str:
    """How rows name an article: by its own id where it has one, else by its path or address."""
    return document.row_id or document.source


def _article(document: Document) -> Article | None:
    """The article by itself: what came with it decides nothing. None where it has no body."""
    found, _ = clean_documents([document], config=Config(), identify=lambda _: "en")
    return found[0] if found else None


def _take(incoming: _Incoming) -> _Taken:
    texts = ["" if copied else d.text for d, copied in zip(incoming.documents, incoming.copied, strict=True)]
    prints = fingerprint(texts)
    stated: list[Row] = []
    for document in incoming.documents:
        article = _article(document) if may_state(document) else None
        if article is not None:
            stated += [_stated_row(_name(document), link) for link in stated_dependences(article)]
    return _Taken(
        records=[packed(d) for d in incoming.documents],
        sampled=sample(prints),
        words=np.diff(prints.word_ends, prepend=0).tolist(),
        stated=stated,
    )


def _stated_row(name: str, link: Link) -> Row:
    known = (link.start, link.end) != (0, 1)  # a credit beside the text is shown by its first character
    return {
        "article": name,
        "relation": link.relation.value,
        "source": link.source,
        "start": link.start if known else None,
        "end": link.end if known else None,
    }


class _Corpus:
    """Articles with their sampled runs, in the index's order."""

    def __init__(self, index: PassageIndex) -> None:
        self.index = index
        self.names: list[str] = []
        self.ids: list[str] = []
        self.with_text: dict[bytes, list[int]] = {}
        self._parts: list[Sampled] = []
        for entries in index.blocks():
            self._enter(entries)
        self.since = len(self.names)

    def _enter(self, entries: Entries) -> None:
        for n, digest in enumerate(entries.digests, start=len(self.names)):
            self.with_text.setdefault(digest, []).append(n)
        self.names += entries.names
        self.ids += entries.ids
        self._parts.append(entries.sampled)

    def add(self, entries: Entries) -> None:
        self.index.add(entries)
        self._enter(entries)

    def pairs(self) -> NDArray[np.int64]:
        """Pairs to be verified that the new articles are in, by name and number: `(pairs, 2)`, in the rows' order."""
        count = len(self.names)
        rank = np.empty(count, np.int64)
        rank[sorted(range(count), key=lambda n: (self.names[n], self.ids[n]))] = np.arange(count)
        stands_for, copies = self._copies(rank)
        order = np.argsort(rank[stands_for[self.since :]], kind="stable") + self.since
        found = self._candidates().pairs(order=np.append(np.arange(self.since), order), since=self.since)
        found = np.concatenate((stands_for[found], np.array(copies, np.int64).reshape(-1, 2)))
        turned = rank[found[:, 0]] > rank[found[:, 1]]
        found[turned] = found[turned][:, ::-1]
        return found[np.lexsort((rank[found[:, 1]], rank[found[:, 0]]))]

    def _copies(self, rank: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[tuple[int, int]]]:
        """Of texts that very many articles have, those by name stand first, whichever came first.

        Returns:
            For each article the one that its fingerprints stand for, and the pairs of further copies with the first.
        """
        stands_for = np.arange(rank.size)
        copies: list[tuple[int, int]] = []
        for members in self.with_text.values():
            if len(members) <= _COPIES:
                continue
            new = [n for n in members if n >= self.since]
            old = len(members) - len(new)
            by_name = sorted(new, key=lambda n: int(rank[n]))
            held = max(0, _COPIES - old)
            stands_for[new[:held]] = by_name[:held]
            first = members[0] if old else by_name[0]
            copies += [(first, n) for n in by_name[held:]]
        return stands_for, copies

    def _candidates(self) -> Candidates:
        candidates = Candidates()
        if len(self.names) > _EXACT:
            for part in self._parts:
                candidates.add(part)
            return candidates
        first = 0
        for part in self._parts:
            texts = [self.index.document(n).text if size else "" for n, size in enumerate(part.sizes.tolist(), first)]
            candidates.add(sample(fingerprint(texts), every=1))
            first += len(texts)
        return candidates


class _Ready(msgspec.Struct, frozen=True):
    """An article made ready to be held against others."""

    article: Article
    body: Body
    stated: list[Link]


class _Reader:
    """Articles of the index made ready, those read last kept."""

    def __init__(self, corpus: _Corpus) -> None:
        self._corpus = corpus
        self._kept: dict[int, _Ready | None] = {}
        self._chars = 0

    def rows(self, pairs: Sequence[tuple[int, int]]) -> list[Row]:
        """The rows of those pairs that hold."""
        out: list[Row] = []
        batch: list[tuple[int, int]] = []
        size = 0
        for pair in pairs:
            batch.append(pair)
            size += sum(self._corpus.index.size(n) for n in pair if n not in self._kept)
            if size > _KEPT_CHARS:
                out += self._together(batch)
                batch, size = [], 0
        return out + self._together(batch)

    def _together(self, pairs: Sequence[tuple[int, int]]) -> list[Row]:
        if self._chars > _KEPT_CHARS:
            self._kept.clear()
            self._chars = 0
        self._make_ready({n for pair in pairs for n in pair if n not in self._kept})
        out = []
        for a, b in pairs:
            one, other = self._kept[a], self._kept[b]
            shared = shared_by(one.body, other.body) if one is not None and other is not None else None
            if one is not None and other is not None and shared is not None:
                out.append(_pair_row((self._corpus.names[a], one), (self._corpus.names[b], other), shared))
        return out

    def _make_ready(self, numbers: Iterable[int]) -> None:
        articles: dict[int, Article] = {}
        for n in sorted(numbers):
            document = self._corpus.index.document(n)
            self._chars += len(document.text) + 1000
            article = _article(document)
            if article is None:
                self._kept[n] = None
            else:
                articles[n] = article
        for (n, article), body in zip(articles.items(), bodies_of(list(articles.values())), strict=True):
            self._kept[n] = _Ready(article, body, stated_dependences(article))


def _pair_row(one: tuple[str, _Ready], other: tuple[str, _Ready], shared: Pair) -> Row:
    (a, here), (b, there) = one, other
    verdict = settle_direction(
        here.article,
        there.article,
        share_a=shared.runs_a,
        share_b=shared.runs_b,
        passages=shared.passages,
        stated={here.article.id: here.stated, there.article.id: there.stated},
    )
    share_a, share_b = round(shared.share_a, 3), round(shared.share_b, 3)
    return {
        "a": a,
        "b": b,
        "relation": "near_duplicate" if shared.near else "shares_passages",
        "share_a": share_a,
        "share_b": share_b,
        "reuse_a": reuse(share_a or shared.share_a),
        "reuse_b": reuse(share_b or shared.share_b),
        "passages": [{"a": [p.start, p.end], "b": [p.other_start, p.other_end]} for p in shared.passages],
        **_direction(verdict, {here.article.id: a, there.article.id: b}),
    }


def _direction(verdict: Verdict, names: dict[str, str]) -> Row:
    reason = verdict.reason
    for key, name in names.items():
        reason = reason.replace(f"{{{key}}}", name)
    return {
        "direction": verdict.direction.value,
        "leaner": names[verdict.leaner] if verdict.leaner is not None else None,
        "certainty": verdict.certainty.value,
        "reason": reason,
    }


_READERS: list[_Reader] = []


def _verified(pairs: list[tuple[int, int]]) -> list[Row]:
    return _READERS[-1].rows(pairs)


def _refused(document: Document, reason: RejectReason, detail: str) -> Rejection:
    return Rejection(id=_name(document), step="lineage", reason=reason, detail=detail)


def _incoming(
    results: Iterable[Document | Rejection], corpus: _Corpus, rejections: list[Rejection]
) -> Iterator[_Incoming]:
    """Blocks of documents that the corpus does not have, as they are read."""
    known = frozenset(corpus.ids)
    new: set[str] = set()
    documents: list[Document] = []
    ids: list[str] = []
    copied: list[bool] = []
    having = {digest: len(members) for digest, members in corpus.with_text.items()}
    chars = 0
    for result in results:
        if isinstance(result, Rejection):
            rejections.append(result)
            continue
        key = make_article_id(result.source, result.text)
        if key in new:
            detail = f"{_name(result)} came twice with the same text; it is read once."
            rejections.append(_refused(result, RejectReason.DUPLICATE, detail))
        if key in new or key in known:
            continue
        new.add(key)
        digest = _digest(result.text)
        documents.append(result)
        ids.append(key)
        copied.append(having.get(digest, 0) >= _COPIES)
        having[digest] = having.get(digest, 0) + 1
        chars += 0 if copied[-1] else len(result.text)
        if len(documents) >= _BLOCK_TEXTS or chars >= _BLOCK_CHARS:
            yield _Incoming(documents=documents, ids=ids, copied=copied)
            documents, ids, copied, chars = [], [], [], 0
    if documents:
        yield _Incoming(documents=documents, ids=ids, copied=copied)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def lineage(
    inputs: Iterable[ingest.Input],
    *,
    index: str | None = None,
    jobs: int = 1,
    config: Config | None = None,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
    progress: Progress | None = None,
) -> tuple[Iterator[Row], list[Rejection]]:
    """Find which articles share text, who leans on whom, and what they say of their sources.

    Args:
        inputs: As for `compare`, but of any stories, languages and number; files of JSON Lines of any size.
        index: A file that keeps the articles; new ones are held against those it has, then added.
        jobs: Processes; the result is the same for any number.
        config: Other settings.
        stdin: What the input `-` reads.
        fetcher: As for `compare`.
        progress: Called as `(step, done, total)`; total is 0 where nobody knows it.

    Returns:
        Rows by the contract (`variorum lineage`): one a pair, sorted by their names, then one a stated dependence, and
        the inputs that were not read. The index has the new articles once the last row was taken.

    Raises:
        IndexUnreadableError: If the index is of another version, cut off or damaged (an `InputError`).
        InputError: If the index is open in another run, or cannot be written.

    Example:
        >>> rows, rejections = lineage([{"text": "One thing happened."}])  # doctest: +SKIP
    """
    settings = config or Config()
    rejections: list[Rejection] = []
    lists = ingest.press_of(settings.press) if settings.press is not None else press_lists.press()
    with press_lists.using(lists):
        opened = PassageIndex(index)
        try:
            corpus = _Corpus(opened)
            show = progress or (lambda step, done, total: None)
            stated = _read_all(
                ingest.read_each(inputs, config=settings, stdin=stdin, fetcher=fetcher, progress=progress),
                corpus,
                rejections,
                jobs=jobs,
                show=show,
            )
            pairs = corpus.pairs()
        except BaseException:
            opened.close()
            raise
    return ingest.each_using(lists, _rows(corpus, pairs, stated, jobs=jobs, show=show)), rejections


def _read_all(
    results: Iterable[Document | Rejection],
    corpus: _Corpus,
    rejections: list[Rejection],
    *,
    jobs: int,
    show: Progress,
) -> list[Row]:
    """Enter every new document; returns what they state."""
    stated: list[Row] = []
    sent: list[_Incoming] = []

    def blocks() -> Iterator[_Incoming]:
        for block in _incoming(results, corpus, rejections):
            sent.append(block)
            yield block

    for taken in ordered(_take, blocks(), jobs=jobs):
        block = sent.pop(0)
        corpus.add(
            Entries(
                names=[_name(d) for d in block.documents],
                ids=block.ids,
                digests=[_digest(d.text) for d in block.documents],
                records=taken.records,
                sampled=taken.sampled,
            )
        )
        stated += taken.stated
        for document, words, copied in zip(block.documents, taken.words, block.copied, strict=True):
            if not words and not copied:
                detail = f"{_name(document)} holds no words; give the article itself."
                rejections.append(_refused(document, RejectReason.NO_BODY, detail))
        show("fingerprint", len(corpus.names) - corpus.since, 0)
    return sorted(stated, key=lambda r: (r["article"], r["relation"], r["start"] is None, r["start"], r["source"]))


def _rows(
    corpus: _Corpus, pairs: NDArray[np.int64], stated: list[Row], *, jobs: int, show: Progress
) -> Iterator[Row]:
    chunks = (list(map(tuple, pairs[n : n + _CHUNK].tolist())) for n in range(0, len(pairs), _CHUNK))
    _READERS.append(_Reader(corpus))
    try:
        for n, rows in enumerate(ordered(_verified, chunks, jobs=jobs if len(pairs) > _CHUNK else 1)):
            show("verify", n * _CHUNK, len(pairs))
            yield from rows
        yield from stated
        corpus.index.commit()
        show("verify", len(pairs), len(pairs))
    finally:
        _READERS.pop()
        corpus.index.close()


def lineage_line(row: Row) -> bytes:
    """A row as a line of JSON Lines."""
    return msgspec.json.encode(row) + b"\n"
