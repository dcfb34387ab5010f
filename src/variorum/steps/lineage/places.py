"""Where two texts have the same words: every passage on both sides, the longest first to be taken."""

from variorum.records.story import SharedPassage
from variorum.text.shingles import Words, runs

LEAST_WORDS = 8
"""Shorter runs of equal words are names, offices and turns of phrase, also between texts that share much."""

_RUN_WORDS = 5
_MOST_PLACES = 50
"""A run that stands oftener in one text is a refrain; only its first places are looked at, for linear time."""


def shared_places(a: Words, b: Words) -> tuple[SharedPassage, ...]:
    """Every passage of equal words, none over another on either side.

    Args:
        a: The words of the text that `start` and `end` point into.
        b: Those of the other.

    Returns:
        The passages in the order of `a`; of two that overlap the longer one, the rest of the other where that is
        long enough by itself.
    """
    where: dict[tuple[str, ...], list[int]] = {}
    for j, run in runs(b.words, _RUN_WORDS):
        places = where.setdefault(run, [])
        if len(places) < _MOST_PLACES:
            places.append(j)
    found: list[tuple[int, int, int]] = []
    open_: dict[int, int] = {}  # place in b where the run before ended its first word: words in common so far
    last = -1
    for i, run in runs(a.words, _RUN_WORDS):
        now: dict[int, int] = {}
        for j in where.get(run, ()):
            now[j] = open_.pop(j - 1, _RUN_WORDS - 1) + 1
        found += [(n, last + _RUN_WORDS - n, j + _RUN_WORDS - n) for j, n in open_.items() if n >= LEAST_WORDS]
        open_, last = now, i
    found += [(n, last + _RUN_WORDS - n, j + _RUN_WORDS - n) for j, n in open_.items() if n >= LEAST_WORDS]
    taken_a, taken_b = bytearray(len(a.words)), bytearray(len(b.words))
    out: list[tuple[int, int, int]] = []
    for n, i, j in sorted(found, key=lambda f: (-f[0], f[1], f[2])):
        first = 0
        while first < n:
            if taken_a[i + first] or taken_b[j + first]:
                first += 1
                continue
            size = 0
            while first + size < n and not taken_a[i + first + size] and not taken_b[j + first + size]:
                size += 1
            if size >= LEAST_WORDS:
                out.append((i + first, j + first, size))
                taken_a[i + first : i + first + size] = b"\x01" * size
                taken_b[j + first : j + first + size] = b"\x01" * size
            first += size
    return tuple(
        SharedPassage(
            start=a.starts[i],
            end=a.ends[i + n - 1],
            other_start=b.starts[j],
            other_end=b.ends[j + n - 1],
            words=n,
        )
        for i, j, n in sorted(out)
    )
