"""Shared passages in a corpus of any size: candidates from sampled runs, each verified word for word.

Runs that stand in many otherwise unlike texts (stock phrases, boilerplate) make no link; neither do texts that share
only such runs. Identical texts are found by hash and compared once.
"""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from variorum.steps.lineage.quoted import OWN_WORDS
from variorum.text.fingerprints import RUN_WORDS, Prints, fingerprint

SAMPLE = 4
"""One run in four is looked up: of the 36 runs of forty words running some is, in all but one of 30,000 cases."""

MOSTLY = 0.5
"""Share of the shorter text's runs from which two texts are near-duplicates (contract, `origins`)."""

PASSAGE_WORDS = 20
"""Least length of a passage that makes a link. Shorter ones are quotations, names and stock phrases."""

SHOWN_WORDS = 10
"""Least length of the further passages that are shown where there is a link."""

GAP_WORDS = 4
"""Words that may differ inside one passage: a light edit does not end it."""

WHOLLY = 0.9
"""Share of a text's words inside shared passages from which it is wholly derived (METER's classes: Gaizauskas et al.
2001, "The METER corpus")."""

_CROWD = 24
"""Texts with one run from which each is paired with its neighbours only, so that pairs grow with the texts."""

_STOCK = 6
"""Texts with one run from which it is asked whether they are otherwise alike."""

_ALIKE = 0.2
"""Share of sampled runs from which two texts count as alike there."""

_LEAST_SAMPLED = 2


class Passage(msgspec.Struct, frozen=True):
    """The same words in two texts; offsets in code points of each text, half open; `words` how many in `a`."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    words: int


class Pair(msgspec.Struct, frozen=True):
    """Two texts that share passages.

    Attributes:
        a: Place of one text among those given, the lesser.
        b: Place of the other.
        share_a: Share of `a`'s five-word runs that `b` has too.
        share_b: The other way round.
        cover_a: Share of `a`'s words that stand in the passages.
        cover_b: The other way round.
        passages: In the order of `a`.
    """

    a: int
    b: int
    share_a: float
    share_b: float
    cover_a: float
    cover_b: float
    passages: tuple[Passage, ...]


def reuse(cover: float) -> str:
    """What a text's covered share says of it: "wholly", "partly" or "not" derived."""
    if cover >= WHOLLY:
        return "wholly"
    return "partly" if cover > 0 else "not"


class Corpus:
    """Fingerprints of many texts, in the order in which they were added.

    Memory: 8 bytes a run and 8 a word, some 5 kB for an article of 300 words.
    """

    def __init__(self) -> None:
        self._runs: list[NDArray[np.uint64]] = []
        self._starts: list[NDArray[np.int32]] = []
        self._ends: list[NDArray[np.int32]] = []
        self._quoted: list[NDArray[np.bool_]] = []

    def __len__(self) -> int:
        """How many texts."""
        return len(self._runs)

    def add(self, prints: Prints, quoted: Sequence[Sequence[tuple[int, int]]] = ()) -> None:
        """Add texts that were fingerprinted.

        Args:
            prints: Their fingerprints.
            quoted: For each text where its words stand in quotation marks, in order; none given means nowhere.
        """
        run_at = word_at = 0
        for n, (run_end, word_end) in enumerate(zip(prints.run_ends.tolist(), prints.word_ends.tolist(), strict=True)):
            starts = prints.starts[word_at:word_end]
            marked = np.zeros(starts.size, np.bool_)
            for first, last in quoted[n] if n < len(quoted) else ():
                marked[np.searchsorted(starts, first) : np.searchsorted(starts, last)] = True
            self.take(prints.runs[run_at:run_end], starts, prints.ends[word_at:word_end], marked)
            run_at, word_at = run_end, word_end

    def add_texts(self, texts: Sequence[str]) -> None:
        """Add texts."""
        self.add(fingerprint(texts))

    def arrays(
        self,
    ) -> tuple[list[NDArray[np.uint64]], list[NDArray[np.int32]], list[NDArray[np.int32]], list[NDArray[np.bool_]]]:
        """Runs, starts and ends of words, and which stand in marks, of each text, to be kept on disk."""
        return self._runs, self._starts, self._ends, self._quoted

    def take(
        self, runs: NDArray[np.uint64], starts: NDArray[np.int32], ends: NDArray[np.int32], quoted: NDArray[np.bool_]
    ) -> None:
        """Add one text that was kept on disk."""
        self._runs.append(runs)
        self._starts.append(starts)
        self._ends.append(ends)
        self._quoted.append(quoted)

    # -- candidates ---------------------------------------------------------------------------------------------------

    def candidates(self, *, since: int = 0) -> NDArray[np.int64]:
        """Pairs of texts that are likely to share a passage, without looking at their words.

        Args:
            since: Only pairs whose second text is this one or a later one.

        Returns:
            Array of shape `(pairs, 2)`, each row in order, rows sorted.
        """
        hashes, texts = self._sampled()
        a, b = _paired(hashes, texts, since)
        if not a.size:
            return np.empty((0, 2), np.int64)
        keys, counts = np.unique(a.astype(np.uint64) << np.uint64(32) | b.astype(np.uint64), return_counts=True)
        a, b = (keys >> np.uint64(32)).astype(np.int64), (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
        sizes = np.fromiter((len(r) for r in self._runs), np.int64, len(self._runs))
        shorter = np.minimum(sizes[a], sizes[b])
        kept = (counts >= _LEAST_SAMPLED) | (counts * SAMPLE * 2 >= shorter)
        return np.stack((a[kept], b[kept]), axis=1)

    def _sampled(self) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        """Sampled runs that at least two texts have, sorted, each once a text; stock phrases left out."""
        parts: list[NDArray[np.uint64]] = []
        owners: list[NDArray[np.int32]] = []
        mask = np.uint64(SAMPLE - 1)
        for n, runs in enumerate(self._runs):
            # A short text has too few runs to be sampled.
            own = runs if runs.size < 16 * SAMPLE else runs[(runs >> np.uint64(40)) & mask == 0]
            parts.append(own)
            owners.append(np.full(own.size, n, np.int32))
        if not parts:
            return np.empty(0, np.uint64), np.empty(0, np.int32)
        hashes, texts = np.concatenate(parts), np.concatenate(owners)
        order = np.argsort(hashes, kind="stable")
        hashes, texts = hashes[order], texts[order]
        once = np.ones(hashes.size, bool)
        once[1:] = (hashes[1:] != hashes[:-1]) | (texts[1:] != texts[:-1])
        hashes, texts = hashes[once], texts[once]
        twin = np.zeros(hashes.size, bool)
        same = hashes[1:] == hashes[:-1]
        twin[1:] |= same
        twin[:-1] |= same
        hashes, texts = hashes[twin], texts[twin]
        return self._without_stock(hashes, texts)

    def _without_stock(
        self, hashes: NDArray[np.uint64], texts: NDArray[np.int32]
    ) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        """Leave out runs that stand in many texts which have little else in common."""
        if not hashes.size:
            return hashes, texts
        first = np.flatnonzero(np.concatenate((np.ones(1, bool), hashes[1:] != hashes[:-1])))
        sizes = np.diff(np.concatenate((first, np.array([hashes.size]))))
        if not (sizes >= _STOCK).any():
            return hashes, texts
        a, b, group = texts[:-1], texts[1:], np.repeat(np.arange(first.size), sizes)
        beside = group[:-1] == group[1:]
        keys = a.astype(np.uint64) << np.uint64(32) | b.astype(np.uint64)
        found, back, counts = np.unique(keys[beside], return_inverse=True, return_counts=True)
        runs = np.fromiter((len(r) for r in self._runs), np.int64, len(self._runs))
        shorter = np.minimum(
            runs[(found >> np.uint64(32)).astype(np.int64)], runs[(found & np.uint64(0xFFFFFFFF)).astype(np.int64)]
        )
        alike = (counts * SAMPLE >= _ALIKE * shorter)[back]
        agreeing = np.bincount(group[:-1][beside], weights=alike, minlength=first.size)
        stock = (sizes >= _STOCK) & (agreeing < 0.5 * (sizes - 1))
        kept = ~stock[group]
        return hashes[kept], texts[kept]

    # -- verified -----------------------------------------------------------------------------------------------------

    def pairs(
        self,
        *,
        since: int = 0,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[Pair]:
        """Every two texts that share a passage or are near-duplicates, verified word for word.

        Args:
            since: Only pairs whose second text is this one or a later one.
            progress: Called as `(done, total)`.

        Returns:
            The pairs in order.
        """
        wanted = self.candidates(since=since)
        return self.verify(wanted, progress=progress)

    def verify(self, wanted: NDArray[np.int64], *, progress: Callable[[int, int], None] | None = None) -> list[Pair]:
        """Those of some pairs that hold."""
        out: list[Pair] = []
        sorted_runs: dict[int, tuple[NDArray[np.uint64], NDArray[np.int64]]] = {}
        for n, (a, b) in enumerate(wanted.tolist()):
            if progress is not None and n % 1000 == 0:
                progress(n, len(wanted))
            if len(sorted_runs) > 4096:
                sorted_runs.clear()
            found = self._pair(a, b, sorted_runs)
            if found is not None:
                out.append(found)
        return out

    def _pair(self, a: int, b: int, kept: dict[int, tuple[NDArray[np.uint64], NDArray[np.int64]]]) -> Pair | None:
        runs_a, runs_b = self._runs[a], self._runs[b]
        if not runs_a.size or not runs_b.size:
            return None
        if b not in kept:
            order = np.argsort(runs_b, kind="stable")
            kept[b] = runs_b[order], order
        in_order, order = kept[b]
        at = np.searchsorted(in_order, runs_a)
        at[at == in_order.size] = 0
        hit = in_order[at] == runs_a
        matched = np.flatnonzero(hit)
        if not matched.size:
            return None
        places = _straight(matched, order[at[matched]], in_order, order, runs_a)
        share_a = float(hit.sum()) / runs_a.size
        both = np.unique(runs_a[matched])
        in_b = np.searchsorted(in_order, both, side="right") - np.searchsorted(in_order, both, side="left")
        share_b = float(in_b.sum()) / runs_b.size
        blocks = _blocks(matched, places)
        longest = max(x[2] for x in blocks)
        near = max(share_a, share_b) >= MOSTLY
        if not near and not any(self._told(a, b, x) for x in blocks if x[2] >= PASSAGE_WORDS):
            return None
        # A text that is short as a whole is shown even where its passage is.
        least = min(SHOWN_WORDS, longest)
        shown = [x for x in blocks if x[2] >= least]
        words_a, words_b = self._starts[a].size, self._starts[b].size
        return Pair(
            a=a,
            b=b,
            share_a=share_a,
            share_b=share_b,
            cover_a=_covered([(i, i + n) for i, _, n, _ in shown]) / words_a,
            cover_b=_covered([(j, j + n) for _, j, _, n in shown]) / words_b,
            passages=tuple(
                Passage(
                    int(self._starts[a][i]),
                    int(self._ends[a][i + n - 1]),
                    int(self._starts[b][j]),
                    int(self._ends[b][j + m - 1]),
                    n,
                )
                for i, j, n, m in shown
            ),
        )


    def _told(self, a: int, b: int, block: tuple[int, int, int, int]) -> bool:
        """Whether enough words of a passage stand outside marks: what two reports quote is no reuse."""
        i, j, n, m = block
        quoted = min(int(self._quoted[a][i : i + n].sum()), int(self._quoted[b][j : j + m].sum()))
        return n - quoted >= OWN_WORDS


def _straight(
    matched: NDArray[np.int64],
    places: NDArray[np.int64],
    in_order: NDArray[np.uint64],
    order: NDArray[np.int64],
    runs_a: NDArray[np.uint64],
) -> NDArray[np.int64]:
    """For runs that stand more than once in the other text, the place that goes on from the run before."""
    follows = np.zeros(matched.size, bool)
    follows[1:] = (np.diff(matched) == 1) & (np.diff(places) != 1)
    if not follows.any():
        return places
    places = places.copy()
    for k in np.flatnonzero(follows).tolist():
        want = places[k - 1] + 1
        run = runs_a[matched[k]]
        low = int(np.searchsorted(in_order, run, side="left"))
        high = int(np.searchsorted(in_order, run, side="right"))
        if high - low > 1 and (order[low:high] == want).any():
            places[k] = want
    return places


def _blocks(matched: NDArray[np.int64], places: NDArray[np.int64]) -> list[tuple[int, int, int, int]]:
    """Passages as (first word in a, first word in b, words in a, words in b), small gaps joined, in order of a."""
    breaks = np.flatnonzero((np.diff(matched) != 1) | (np.diff(places) != 1)) + 1
    firsts = np.concatenate((np.zeros(1, np.int64), breaks))
    lasts = np.concatenate((breaks, np.array([matched.size]))) - 1
    out: list[tuple[int, int, int, int]] = []
    for f, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        i, j = int(matched[f]), int(places[f])
        n = int(matched[last]) - i + RUN_WORDS
        if out:
            pi, pj, pn, pm = out[-1]
            gap_a, gap_b = i - (pi + pn), j - (pj + pm)
            if -RUN_WORDS < gap_a <= GAP_WORDS and -RUN_WORDS < gap_b <= GAP_WORDS and j > pj:
                out[-1] = (pi, pj, i + n - pi, j + n - pj)
                continue
        out.append((i, j, n, n))
    return out


def _covered(extents: list[tuple[int, int]]) -> int:
    """How many words some stretches cover, those counted once that lie in several."""
    total = reached = 0
    for first, last in sorted(extents):
        total += max(0, last - max(first, reached))
        reached = max(reached, last)
    return total


def _paired(
    hashes: NDArray[np.uint64], texts: NDArray[np.int32], since: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Pairs of texts with one run: each with the next `_CROWD` that have it, and with the first that does."""
    left: list[NDArray[np.int32]] = []
    right: list[NDArray[np.int32]] = []
    for step in range(1, _CROWD + 1):
        if step >= hashes.size:
            break
        same = hashes[step:] == hashes[:-step]
        if since:
            same &= texts[step:] >= since
        if not same.any():
            if not (hashes[step:] == hashes[:-step]).any():
                break
            continue
        left.append(texts[:-step][same])
        right.append(texts[step:][same])
    if not left:
        return np.empty(0, np.int32), np.empty(0, np.int32)
    return np.concatenate(left), np.concatenate(right)
