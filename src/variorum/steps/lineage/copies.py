"""Shown dependence: text that two articles share, and the groups of articles that are mostly one text."""

from collections import Counter
from collections.abc import Mapping
from itertools import combinations

import msgspec

from variorum.records.source import Article
from variorum.text.shingles import Words, body_words, runs

RUN_WORDS = 5
"""Length of a run in words: the contract measures "mostly one text" in five-word runs."""

MOSTLY = 0.5
"""Share of the shorter text's runs from which two articles are mostly one text (contract, `origins`)."""

PASSAGE_WORDS = 20
"""Least length of a shared passage in words. Shorter ones are quotations, names and stock phrases."""


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """What two articles share: `share_a`, `share_b` of each one's runs; the longest passage in `a` and `b`."""

    a: str
    b: str
    share_a: float
    share_b: float
    longest: int
    a_start: int
    a_end: int
    b_start: int
    b_end: int


def _longest(a: Words, b: Words, common: set[tuple[str, ...]]) -> tuple[int, int, int]:
    """Longest common run of words that begins with a run both have: (length, place in a, place in b)."""
    where: dict[tuple[str, ...], list[int]] = {}
    for i, run in runs(b.words, RUN_WORDS):
        if run in common:
            where.setdefault(run, []).append(i)
    best = (0, 0, 0)
    # `length[j]` is the length of the common run that ends with b's run at j; one row back suffices.
    before: dict[int, int] = {}
    for i, run in runs(a.words, RUN_WORDS):
        now: dict[int, int] = {}
        for j in where.get(run, ())[:50]:
            now[j] = before.get(j - 1, RUN_WORDS - 1) + 1
            if now[j] > best[0]:
                best = (now[j], i + RUN_WORDS - now[j], j + RUN_WORDS - now[j])
        before = now
    return best


def shared_text(articles: Mapping[str, Article]) -> list[Shared]:
    """Pairs of articles that share a passage, by ids.

    Runs that stand in three and more articles that are otherwise unlike are still counted: an agency text may be
    carried by all. Pairs without a common run are never looked at.
    """
    words = {key: body_words(articles[key]) for key in sorted(articles)}
    sets = {key: {run for _, run in runs(w.words, RUN_WORDS)} for key, w in words.items()}
    holders: dict[tuple[str, ...], list[str]] = {}
    for key in sorted(sets):
        for run in sets[key]:
            holders.setdefault(run, []).append(key)
    together: Counter[tuple[str, str]] = Counter()
    for keys in holders.values():
        if len(keys) > 1:
            together.update(combinations(sorted(keys), 2))
    out = []
    for (a, b), n in sorted(together.items()):
        if n < PASSAGE_WORDS - RUN_WORDS + 1:
            continue
        length, i, j = _longest(words[a], words[b], sets[a] & sets[b])
        if length < PASSAGE_WORDS and n < MOSTLY * min(len(sets[a]), len(sets[b])):
            continue
        out.append(
            Shared(
                a=a,
                b=b,
                share_a=n / len(sets[a]),
                share_b=n / len(sets[b]),
                longest=length,
                a_start=words[a].starts[i],
                a_end=words[a].ends[i + length - 1],
                b_start=words[b].starts[j],
                b_end=words[b].ends[j + length - 1],
            )
        )
    return out
