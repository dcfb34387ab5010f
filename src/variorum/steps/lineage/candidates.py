"""Which texts of a corpus are likely to share a passage: an inverted index over sampled runs of words.

A run is sampled by its own hash, so that every text samples the same ones. Runs that stand in many otherwise unlike
texts (stock phrases, standing paragraphs, a page's frame) are left out.

Source: Manber 1994, "Finding similar files in a large file system" (fingerprints chosen by their value).
"""

import msgspec
import numpy as np
from numpy.typing import NDArray

from variorum.text.fingerprints import Prints

SAMPLE = 4
"""One run in four is looked up: of the 36 runs of forty words running two are, in all but one of 2,400 cases."""

_FEW = 16
"""Sampled runs of a text below which all its runs are looked up: a short one has too few to be sampled."""

_LEAST = 2
"""Sampled runs that two texts must have in common, unless they are most of the shorter one."""

SMALL_CROWD = 64
"""Texts with one run up to which each is paired with each."""

_PER_TEXT = 8
_FLOOR = 200_000
"""Pairs beyond small crowds: eight a text and two hundred thousand, so that they grow with the texts. A crowd that goes
beyond is paired with its neighbours only."""

_STOCK = 6
"""Texts with one run from which it is asked whether they are otherwise alike."""

_ALIKE = 0.2
"""Share of the shorter text's runs from which two texts count as alike there."""

_PART_BITS = 4
_PART_FROM = 1 << 21
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


class Sampled(msgspec.Struct, frozen=True):
    """Sampled runs of several texts, one after the other.

    Attributes:
        hashes: Fingerprints, each once a text, shape `(sampled,)`.
        counts: How many of them are each text's, shape `(texts,)`.
        sizes: About how many different runs each text has in all, shape `(texts,)`: as many, or `every` times as many.
    """

    hashes: NDArray[np.uint64]
    counts: NDArray[np.int64]
    sizes: NDArray[np.int64]


def sample(prints: Prints, *, every: int = SAMPLE) -> Sampled:
    """Choose the runs by which texts are looked up.

    Args:
        prints: Fingerprints of texts.
        every: One run in so many (a power of two); 1 takes all.
    """
    sizes = np.diff(prints.run_ends, prepend=0)
    owner = np.repeat(np.arange(sizes.size), sizes)
    chosen = (prints.runs >> np.uint64(40)) & np.uint64(every - 1) == 0
    few = np.bincount(owner[chosen], minlength=sizes.size) < _FEW
    chosen |= few[owner]
    hashes, owner = prints.runs[chosen], owner[chosen]
    order = np.lexsort((hashes, owner))
    hashes, owner = hashes[order], owner[order]
    once = np.ones(hashes.size, bool)
    once[1:] = (hashes[1:] != hashes[:-1]) | (owner[1:] != owner[:-1])
    counts = np.bincount(owner[once], minlength=sizes.size).astype(np.int64)
    return Sampled(hashes=hashes[once], counts=counts, sizes=np.where(few, counts, counts * every))


class Candidates:
    """Sampled runs of a corpus; a text's number is its place in the order of adding.

    Memory: 3 bytes a word.
    """

    def __init__(self) -> None:
        self._parts: list[Sampled] = []

    def add(self, sampled: Sampled) -> None:
        """Add texts."""
        self._parts.append(sampled)

    def pairs(self, *, order: NDArray[np.int64] | None = None, since: int = 0) -> NDArray[np.int64]:
        """Pairs of texts that are likely to share a passage, without looking at their words.

        Args:
            order: All texts' numbers in an order that does not hang on when they came; those below `since` first.
                It decides who is whose neighbour in a crowd. None is the order of adding.
            since: Only pairs with this text or a later one.

        Returns:
            Array of shape `(pairs, 2)` of texts' numbers, the lesser first, rows sorted.
        """
        counts = np.concatenate([p.counts for p in self._parts] or [np.empty(0, np.int64)])
        sizes = np.concatenate([p.sizes for p in self._parts] or [np.empty(0, np.int64)])
        scale = sizes // np.maximum(counts, 1)
        rank = np.arange(sizes.size, dtype=np.int32)
        if order is not None:
            rank[order] = np.arange(sizes.size, dtype=np.int32)
        hashes, ranks = self._repeated(rank)
        back = np.arange(sizes.size) if order is None else order
        hashes, ranks = _without_stock(hashes, ranks, sizes[back], scale[back])
        keys, common = _paired(hashes, ranks, since, _FLOOR + _PER_TEXT * sizes.size)
        a, b = back[(keys >> _HALF).astype(np.int64)], back[(keys & _LOW).astype(np.int64)]
        shorter = np.minimum(sizes[a], sizes[b])
        # A run of one text is met with only where the other one's is looked up too.
        common = common * np.maximum(scale[a], scale[b])
        kept = (common >= _LEAST * SAMPLE) | (common * 2 >= shorter)
        out = np.sort(np.stack((a[kept], b[kept]), axis=1), axis=1)
        return out[np.lexsort((out[:, 1], out[:, 0]))]

    def _repeated(self, rank: NDArray[np.int32]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        """Runs that at least two texts have, sorted by run and text."""
        if not self._parts:
            return np.empty(0, np.uint64), np.empty(0, np.int32)
        hashes = np.concatenate([p.hashes for p in self._parts])
        owners = np.repeat(rank, np.concatenate([p.counts for p in self._parts]))
        found: list[tuple[NDArray[np.uint64], NDArray[np.int32]]] = []
        # In parts by the first bits where there are many, so that sorting takes little memory.
        bits = _PART_BITS if hashes.size >= _PART_FROM else 0
        for part in range(1 << bits):
            inside = slice(None) if not bits else hashes >> np.uint64(64 - bits) == np.uint64(part)
            found.append(_twice(hashes[inside], owners[inside]))
        return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])


def _twice(hashes: NDArray[np.uint64], owners: NDArray[np.int32]) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    order = np.argsort(hashes)
    hashes = hashes[order]
    same = hashes[1:] == hashes[:-1]
    twin = np.zeros(hashes.size, bool)
    twin[1:] |= same
    twin[:-1] |= same
    hashes, owners = hashes[twin], owners[order[twin]]
    order = np.lexsort((owners, hashes))
    return hashes[order], owners[order]


def _sizes_of_groups(hashes: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of runs in order: how many texts have each, and which group each entry belongs to."""
    first = np.flatnonzero(np.concatenate((np.ones(1, bool), hashes[1:] != hashes[:-1])))
    sizes = np.diff(np.append(first, hashes.size))
    return sizes, np.repeat(np.arange(first.size), sizes)


def _without_stock(
    hashes: NDArray[np.uint64], ranks: NDArray[np.int32], sizes: NDArray[np.int64], scale: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Leave out runs that stand in many texts which have little else in common."""
    if not hashes.size:
        return hashes, ranks
    crowd, group = _sizes_of_groups(hashes)
    if not (crowd >= _STOCK).any():
        return hashes, ranks
    beside = group[:-1] == group[1:]
    keys = ranks[:-1].astype(np.uint64) << _HALF | ranks[1:].astype(np.uint64)
    found, back, counts = np.unique(keys[beside], return_inverse=True, return_counts=True)
    a, b = (found >> _HALF).astype(np.int64), (found & _LOW).astype(np.int64)
    alike = (counts * np.maximum(scale[a], scale[b]) >= _ALIKE * np.minimum(sizes[a], sizes[b]))[back]
    agreeing = np.bincount(group[:-1][beside], weights=alike, minlength=crowd.size)
    stock = (crowd >= _STOCK) & (agreeing < 0.5 * (crowd - 1))
    kept = ~stock[group]
    return hashes[kept], ranks[kept]


def _paired(
    hashes: NDArray[np.uint64], ranks: NDArray[np.int32], since: int, most: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Pairs of texts with one run, as `first << 32 | second` by rank, and how many runs each pair has."""
    keys: list[NDArray[np.uint64]] = []
    counts: list[NDArray[np.int64]] = []

    def take(hashes: NDArray[np.uint64], ranks: NDArray[np.int32], step: int) -> int | None:
        """Pair each with the one so many places on; None once no run is that common."""
        same = hashes[step:] == hashes[:-step]
        if not same.any():
            return None
        same &= ranks[step:] >= since
        pairs = ranks[:-step][same].astype(np.uint64) << _HALF | ranks[step:][same].astype(np.uint64)
        found, count = np.unique(pairs, return_counts=True)
        keys.append(found)
        counts.append(count)
        return int(found.size)

    if hashes.size:
        crowd, group = _sizes_of_groups(hashes)
        small = (crowd <= SMALL_CROWD)[group]
        for step in range(1, SMALL_CROWD):
            if take(hashes[small], ranks[small], step) is None:
                break
        hashes, ranks, step = hashes[~small], ranks[~small], 1
        while most > 0 and (made := take(hashes, ranks, step)) is not None:
            most -= made
            step += 1
    if not keys:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    found, back = np.unique(np.concatenate(keys), return_inverse=True)
    return found, np.bincount(back, weights=np.concatenate(counts), minlength=found.size).astype(np.int64)
