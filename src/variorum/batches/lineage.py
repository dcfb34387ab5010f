"""The stage `lineage`: pairs of articles that may share text are held against each other, and make origins."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variorum.batches.articles import Articles, keep
from variorum.batches.clock import Seconds
from variorum.batches.folder import Mark, Partition, save
from variorum.batches.reading import crashed, failed, spool_path
from variorum.batches.spool import Spool, read_state, state_path
from variorum.batches.tasks import Done, Task
from variorum.records.source import Article
from variorum.steps.lineage.candidates import SMALL_CROWD, Candidates, Sampled, sample
from variorum.steps.lineage.direction import settle_direction
from variorum.steps.lineage.passages import WHOLLY, Body, Pair, bodies_of, shared_by
from variorum.steps.lineage.stated import stated_dependences
from variorum.steps.lineage.trace import same_agency
from variorum.text.fingerprints import fingerprint

STAGE = "lineage"
CHUNK = 2000
"""Pairs that make one partition."""

_EXACT = 2000
"""Articles up to which every run is looked up: a corpus of that size costs nothing."""

_KEPT_CHARS = 10_000_000
"""Characters of the articles that a worker has ready at one time, or little more."""


def candidate_pairs(folder: Path, articles: Articles) -> int:
    """Find the pairs to be held against each other, and keep them in the run's state.

    Args:
        folder: The output folder.
        articles: All articles.

    Returns:
        How many pairs.
    """
    parts = [_sampled(folder, key) for key in articles.pieces]
    digests = np.concatenate([p[1] for p in parts] or [np.empty((0, 2), np.uint64)])
    order = np.argsort(articles.keys, kind="stable")
    rank = np.empty(len(articles), np.int64)
    rank[order] = np.arange(len(articles))
    left_out, copies = _copies(digests, rank, articles.kept)
    candidates = Candidates()
    if len(articles) <= _EXACT:
        candidates.add(_every_run(folder, len(articles), left_out))
    else:
        for n, (sampled, _) in enumerate(parts):
            first, last = articles.numbers(n)
            candidates.add(_without(sampled, left_out[first:last]))
    parts.clear()
    pairs = np.concatenate((candidates.pairs(order=order), copies))
    pairs.sort(axis=1)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    keep(folder, "pairs.npy", pairs.astype(np.int32))
    return len(pairs)


def _sampled(folder: Path, key: str) -> tuple[Sampled, NDArray[np.uint64]]:
    with np.load(spool_path(folder, key, "npz")) as found:
        counts, sizes = found["counts"].astype(np.int64), found["sizes"].astype(np.int64)
        return Sampled(hashes=found["hashes"], counts=counts, sizes=sizes), found["digests"]


def _copies(
    digests: NDArray[np.uint64], rank: NDArray[np.int64], kept: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Of texts that very many articles have, further ones are held against the first alone.

    Returns:
        Which articles are not looked up, and the pairs of further copies with the first.
    """
    _, group, sizes = np.unique(digests, axis=0, return_inverse=True, return_counts=True)
    group = group.reshape(-1)
    left_out = ~kept
    pairs: list[NDArray[np.int64]] = []
    crowded = np.flatnonzero((sizes[group] > SMALL_CROWD) & kept)
    crowded = crowded[np.lexsort((rank[crowded], group[crowded]))]
    starts = np.flatnonzero(np.diff(group[crowded], prepend=-1))
    for members in np.split(crowded, starts[1:]) if crowded.size else ():
        further = members[SMALL_CROWD:]
        left_out[further] = True
        pairs.append(np.stack((np.full(further.size, members[0]), further), axis=1))
    return left_out, np.concatenate(pairs or [np.empty((0, 2), np.int64)])


def _without(sampled: Sampled, left_out: NDArray[np.bool_]) -> Sampled:
    if not left_out.any():
        return sampled
    looked_up = np.repeat(~left_out, sampled.counts)
    return Sampled(
        hashes=sampled.hashes[looked_up], counts=np.where(left_out, 0, sampled.counts), sizes=sampled.sizes
    )


def _every_run(folder: Path, count: int, left_out: NDArray[np.bool_]) -> Sampled:
    spool = Spool(folder)
    texts = ["" if left_out[n] else spool.article(n).text for n in range(count)]
    return sample(fingerprint(texts), every=1)


# --- a worker's piece --------------------------------------------------------------------------------------------
def verify_piece(task: Task) -> Done:
    """Hold a chunk of pairs against each other; those that share passages go into the table `passages`.

    Args:
        task: Places in the list of pairs.
    """
    seconds = Seconds()
    pairs = np.asarray(read_state(task.folder, "pairs.npy")[task.first : task.last]).tolist()
    reader = _Reader(task.folder)
    found: list[tuple[int, int, bool, bool, float, float]] = []
    with (
        Mark(task.folder, task.name, seconds=task.settings.seconds_of(STAGE)) as mark,
        Partition(task.folder, STAGE, task.key) as partition,
    ):
        for n, (a, b) in enumerate(pairs):
            mark.at(n)
            if n in task.skip:
                partition.reject(crashed(reader.names(a, b), STAGE, task.skip[n]), given="")
                continue
            try:
                one, other = reader.ready(a), reader.ready(b)
                shared = shared_by(one.body, other.body)
                if shared is None:
                    continue
                rows, joined = _rows(one, other, shared)
            except Exception as error:  # one pair's failure must not take the others along
                partition.reject(failed(reader.names(a, b), STAGE, error), given="")
                continue
            for row in rows:
                partition.add("passages", row)
            found.append((a, b, shared.near, joined, shared.share_a, shared.share_b))
    save(
        state_path(task.folder, f"shared-{task.key}.npz"),
        pairs=np.array([f[:2] for f in found], np.int32).reshape(-1, 2),
        near=np.array([f[2] for f in found], np.bool_),
        joined=np.array([f[3] for f in found], np.bool_),
        shares=np.array([f[4:] for f in found], np.float32).reshape(-1, 2),
    )
    seconds.rest("lineage")
    return Done(
        stage=task.stage,
        key=task.key,
        records=len(pairs),
        rows=partition.rows,
        rejected=partition.rejected,
        seconds=seconds.found,
    )


class _Ready:
    """An article made ready to be held against others."""

    def __init__(self, article: Article) -> None:
        self.article = article
        [self.body] = bodies_of([article])
        self.stated = stated_dependences(article)

    body: Body


class _Reader:
    """Articles made ready, those read last kept."""

    def __init__(self, folder: str) -> None:
        self._spool = Spool(folder)
        self._kept: dict[int, _Ready] = {}
        self._chars = 0

    def ready(self, number: int) -> _Ready:
        found = self._kept.get(number)
        if found is None:
            article = self._spool.article(number)
            if self._chars > _KEPT_CHARS:
                self._kept.clear()
                self._chars = 0
            self._chars += len(article.text) + 1000
            found = self._kept[number] = _Ready(article)
        return found

    def names(self, *numbers: int) -> str:
        return " and ".join(self._spool.value(n, "article") for n in numbers)


def _rows(one: _Ready, other: _Ready, shared: Pair) -> tuple[list[dict[str, Any]], bool]:
    """The rows of a pair, from the one that leans where that is known; and whether both are of one origin."""
    here, there = one.article, other.article
    verdict = settle_direction(
        here,
        there,
        share_a=shared.runs_a,
        share_b=shared.runs_b,
        passages=shared.passages,
        stated={here.id: one.stated, there.id: other.stated},
    )
    turned = verdict.leaner == there.id if verdict.leaner is not None else here.id > there.id
    a, b = (there, here) if turned else (here, there)
    shares = (shared.share_b, shared.share_a) if turned else (shared.share_a, shared.share_b)
    told = {
        "article": a.id,
        "other": b.id,
        "relation": "near_duplicate" if shared.near else "shares_passages",
        "share": round(shares[0], 3),
        "other_share": round(shares[1], 3),
        "direction": verdict.direction.value,
        "leaner": verdict.leaner,
        "certainty": verdict.certainty.value,
        "reason": verdict.reason.replace("{", "").replace("}", "") or None,
    }
    rows = []
    for p in shared.passages:
        place, other_place = (p.start, p.end), (p.other_start, p.other_end)
        if turned:
            place, other_place = other_place, place
        rows.append(
            told
            | {"start": place[0], "end": place[1], "other_start": other_place[0], "other_end": other_place[1]}
            | {"words": p.words, "words_sha256": words_hash(a.text[place[0] : place[1]])}
        )
    rows.sort(key=lambda r: (r["start"], r["other_start"]))
    return rows, shared.near or same_agency(here, there) is not None


def words_hash(words: str) -> str:
    """What is kept of words where the words themselves are not: who has the text can check them.

    Args:
        words: A stretch of an article.
    """
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


# --- origins -----------------------------------------------------------------------------------------------------
def find_origins(folder: Path, articles: Articles, chunks: Sequence[str]) -> None:
    """Make origins of the pairs that share text, and say which articles stand whole in another; kept in the state.

    Args:
        folder: The output folder.
        articles: All articles.
        chunks: Keys of the chunks of pairs.
    """
    parts = []
    for key in chunks:
        with np.load(state_path(folder, f"shared-{key}.npz")) as found:
            parts.append({name: found[name] for name in ("pairs", "near", "joined", "shares")})
    pairs = np.concatenate([p["pairs"] for p in parts] or [np.empty((0, 2), np.int32)]).astype(np.int64)
    near = np.concatenate([p["near"] for p in parts] or [np.empty(0, np.bool_)])
    joined = np.concatenate([p["joined"] for p in parts] or [np.empty(0, np.bool_)])
    shares = np.concatenate([p["shares"] for p in parts] or [np.empty((0, 2), np.float32)])
    keep(folder, "origin.npy", _origins(articles, pairs[joined]))
    keep(folder, "copy_of.npy", _wholly_in(articles, pairs[near], shares[near], _words(folder, articles)))


def _words(folder: Path, articles: Articles) -> NDArray[np.int64]:
    found = [np.load(spool_path(folder, key, "npz"))["words"] for key in articles.pieces]
    return np.concatenate(found or [np.empty(0, np.int32)]).astype(np.int64)


def _origins(articles: Articles, pairs: NDArray[np.int64]) -> NDArray[np.uint64]:
    """For each article the least id of those that it is of one origin with."""
    leader = np.arange(len(articles))
    while pairs.size:
        # Each group takes over the least leader of those that it is joined with, until nothing changes.
        a, b = leader[pairs[:, 0]], leader[pairs[:, 1]]
        apart = a != b
        if not apart.any():
            break
        low, high = np.minimum(a[apart], b[apart]), np.maximum(a[apart], b[apart])
        np.minimum.at(leader, high, low)
        while (again := leader[leader] != leader).any():
            leader = np.where(again, leader[leader], leader)
    least = np.full(len(articles), np.iinfo(np.uint64).max, np.uint64)
    np.minimum.at(least, leader, articles.keys)
    return least[leader]


def _wholly_in(
    articles: Articles, pairs: NDArray[np.int64], shares: NDArray[np.float32], words: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """For each article the id of one that holds nine tenths of its words and is read in its stead; 0 for none.

    The longest is chosen first, of two as long the earlier, so that an article that others stand in stands in none.
    """
    holders: dict[int, list[tuple[float, int]]] = {}
    for (a, b), (share_a, share_b) in zip(pairs.tolist(), shares.tolist(), strict=True):
        if share_a >= WHOLLY:
            holders.setdefault(a, []).append((-share_a, b))
        if share_b >= WHOLLY:
            holders.setdefault(b, []).append((-share_b, a))
    out = np.zeros(len(articles), np.uint64)
    met = {n for pair in pairs.tolist() for n in pair}
    at = np.nan_to_num(articles.at, nan=np.inf)
    read: set[int] = set()
    for n in sorted(met, key=lambda n: (-int(words[n]), float(at[n]), int(articles.keys[n]))):
        whole_in = [(share, int(articles.keys[m])) for share, m in holders.get(n, ()) if m in read]
        if whole_in:
            out[n] = min(whole_in)[1]
        else:
            read.add(n)
    return out
