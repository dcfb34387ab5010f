"""What two texts share word for word, by fingerprints: every passage with its places on both sides."""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from variorum.records.source import Article
from variorum.records.story import SharedPassage
from variorum.steps.lineage.copies import MOSTLY, PASSAGE_WORDS
from variorum.steps.lineage.quoted import OWN_WORDS, quoted_extents
from variorum.text.fingerprints import RUN_WORDS, Prints, fingerprint
from variorum.text.view import body_extents

SHOWN_WORDS = 10
"""Least length of the further passages that are shown where there is a link."""

GAP_WORDS = 4
"""Words that may differ inside one passage: a light edit does not end it."""

WHOLLY = 0.9
"""Share of a text's words inside shared passages from which it is wholly derived (METER's classes: Gaizauskas et al.
2001, "The METER corpus")."""


class Body(msgspec.Struct, frozen=True):
    """The words of one text, ready to be held against others.

    Attributes:
        runs: Fingerprints of its five-word runs, in order.
        order: The places of the runs in the order of their fingerprints.
        starts: First code point of each word.
        ends: One past the last.
        quoted: Whether each word stands in quotation marks.
    """

    runs: NDArray[np.uint64]
    order: NDArray[np.int64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    quoted: NDArray[np.bool_]


class Pair(msgspec.Struct, frozen=True):
    """What two texts share.

    Attributes:
        share_a: Share of the one's words that stand in the passages.
        share_b: The same of the other.
        runs_a: Share of the one's five-word runs that the other has too.
        runs_b: The other way round.
        passages: In the order of the one.
    """

    share_a: float
    share_b: float
    runs_a: float
    runs_b: float
    passages: tuple[SharedPassage, ...]

    @property
    def near(self) -> bool:
        """Whether they are mostly one text: half of the shorter one's five-word runs (contract, `origins`)."""
        return max(self.runs_a, self.runs_b) >= MOSTLY


def reuse(share: float) -> str:
    """What a text's share of words says of it: "wholly", "partly" or "not" derived."""
    if share >= WHOLLY:
        return "wholly"
    return "partly" if share > 0 else "not"


def bodies(prints: Prints, quoted: Sequence[Sequence[tuple[int, int]]] = ()) -> list[Body]:
    """Texts that were fingerprinted, each by itself.

    Args:
        prints: Their fingerprints.
        quoted: For each text where its words stand in quotation marks, in order; none given means nowhere.
    """
    out = []
    run_at = word_at = 0
    for n, (run_end, word_end) in enumerate(zip(prints.run_ends.tolist(), prints.word_ends.tolist(), strict=True)):
        starts, runs = prints.starts[word_at:word_end], prints.runs[run_at:run_end]
        marked = np.zeros(starts.size, np.bool_)
        for first, last in quoted[n] if n < len(quoted) else ():
            marked[np.searchsorted(starts, first) : np.searchsorted(starts, last)] = True
        out.append(Body(runs, np.argsort(runs, kind="stable"), starts, prints.ends[word_at:word_end], marked))
        run_at, word_at = run_end, word_end
    return out


def bodies_of(articles: Sequence[Article]) -> list[Body]:
    """The words of articles' bodies."""
    marks = [[(e.start, e.end) for e in quoted_extents(a)] for a in articles]
    return bodies(fingerprint([_body_text(a) for a in articles]), marks)


def _body_text(article: Article) -> str:
    """An article's text with all that is not its body blank, so that every offset is the article's own."""
    parts: list[str] = []
    at = 0
    for e in body_extents(article):
        parts.append("\n" * (e.start - at))
        parts.append(article.text[e.start : e.end])
        at = e.end
    return "".join(parts)


def shared_by(a: Body, b: Body) -> Pair | None:
    """What two texts share, or None where neither leans on the other.

    A passage of twenty words makes a link where ten of them stand outside quotation marks on one side: what two
    reports quote is no reuse. So do half of the shorter text's runs, unless all that is shared is quoted.

    Args:
        a: One text.
        b: The other.
    """
    if not a.runs.size or not b.runs.size:
        return None
    in_order = b.runs[b.order]
    at = np.searchsorted(in_order, a.runs)
    at[at == in_order.size] = 0
    matched = np.flatnonzero(in_order[at] == a.runs)
    if not matched.size:
        return None
    places = _straight(matched, b.order[at[matched]], in_order, b.order, a.runs)
    runs_a = matched.size / a.runs.size
    both = np.unique(a.runs[matched])
    in_b = np.searchsorted(in_order, both, side="right") - np.searchsorted(in_order, both, side="left")
    runs_b = float(in_b.sum()) / b.runs.size
    blocks = _blocks(matched, places)
    long = [x for x in blocks if x[2] >= PASSAGE_WORDS]
    if not any(_told(a, b, x) for x in long) and (long or max(runs_a, runs_b) < MOSTLY):
        return None
    # A text that is short as a whole is shown even where its passage is.
    least = min(SHOWN_WORDS, max(x[2] for x in blocks))
    shown = [x for x in blocks if x[2] >= least]
    return Pair(
        share_a=_covered([(i, i + n) for i, _, n, _ in shown]) / a.starts.size,
        share_b=_covered([(j, j + m) for _, j, _, m in shown]) / b.starts.size,
        runs_a=runs_a,
        runs_b=runs_b,
        passages=tuple(
            SharedPassage(
                start=int(a.starts[i]),
                end=int(a.ends[i + n - 1]),
                other_start=int(b.starts[j]),
                other_end=int(b.ends[j + m - 1]),
                words=n,
            )
            for i, j, n, m in shown
        ),
    )


def _told(a: Body, b: Body, block: tuple[int, int, int, int]) -> bool:
    """Whether enough words of a passage stand outside marks."""
    i, j, n, m = block
    quoted = min(int(a.quoted[i : i + n].sum()), int(b.quoted[j : j + m].sum()))
    return n - quoted >= OWN_WORDS


def _straight(
    matched: NDArray[np.int64],
    places: NDArray[np.int64],
    in_order: NDArray[np.uint64],
    order: NDArray[np.int64],
    runs_a: NDArray[np.uint64],
) -> NDArray[np.int64]:
    """For runs that stand more than once in the other text, the place that goes on from the run before."""
    if not ((np.diff(matched) == 1) & (np.diff(places) != 1)).any():
        return places
    here, there = matched.tolist(), places.tolist()
    for k in range(1, len(here)):
        want = there[k - 1] + 1
        if there[k] == want or here[k] != here[k - 1] + 1:
            continue
        run = runs_a[here[k]]
        low = int(np.searchsorted(in_order, run, side="left"))
        high = int(np.searchsorted(in_order, run, side="right"))
        # The places of one run stand in order, so that a refrain's thousand places cost no more than two.
        found = low + int(np.searchsorted(order[low:high], want))
        if found < high and order[found] == want:
            there[k] = want
    return np.array(there, np.int64)


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
