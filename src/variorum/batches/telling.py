"""The table `stories`: what each story is, how many origins it has, and what its comparison found."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variorum.batches.articles import Articles
from variorum.batches.comparing import Chosen
from variorum.batches.folder import Partition
from variorum.batches.publishing import article_id
from variorum.batches.spool import Spool, read_state, state_path
from variorum.batches.stories import Found
from variorum.batches.tasks import Done, key_of
from variorum.records.ids import make_id
from variorum.steps.stories.fold import stamp

STAGE = "tell"
_PARTITION = 50_000
"""Stories that one partition holds."""


def write_stories(folder: Path, articles: Articles, found: Found, chosen: Chosen | None) -> list[Done]:
    """Write the table.

    Args:
        folder: The output folder.
        articles: All articles.
        found: All stories.
        chosen: Which of them are compared; None where none is.
    """
    rows = _Rows(folder, articles, found, chosen)
    done = []
    for n, first in enumerate(range(0, found.sizes.size, _PARTITION)):
        places = range(first, min(first + _PARTITION, found.sizes.size))
        with Partition(folder, STAGE, key_of(n)) as partition:
            for place in places:
                partition.add("stories", rows.row(place))
        done.append(Done(stage=STAGE, key=key_of(n), records=len(places), rows=partition.rows))
    return done


class _Rows:
    """Rows of the table, by a story's place."""

    def __init__(self, folder: Path, articles: Articles, found: Found, chosen: Chosen | None) -> None:
        self._articles = articles
        self._found = found
        self._ends = np.cumsum(found.sizes)
        self._spool = Spool(folder)
        self._chosen = chosen
        self._outlets = _codes(self._spool, "outlet")
        self._languages = _codes(self._spool, "language")
        known = state_path(folder, "origin.npy").exists()
        self._origins = np.asarray(read_state(folder, "origin.npy")) if known else None
        self._counts = _counts(folder, chosen) if chosen is not None else {}

    def row(self, place: int) -> dict[str, Any]:
        end = int(self._ends[place])
        members = self._found.members[end - int(self._found.sizes[place]) : end]
        at = self._articles.at[members]
        dated = at[~np.isnan(at)]
        founder = int(members[0])
        key = article_id(int(self._articles.keys[founder]))
        reserved = self._spool.value(founder, "reserved")
        why_not = None if self._chosen is None else str(self._chosen.why_not[place]) or None
        points, variants, conflicts = self._counts.get(place, (None, None, None))
        if self._chosen is not None and why_not is None and points is None:
            why_not = "failed"
        return {
            "story": make_id("story", key),
            "articles": int(members.size),
            "origins": None if self._origins is None else int(np.unique(self._origins[members]).size),
            "outlets": _names(self._outlets, members),
            "languages": _names(self._languages, members),
            "first_published": stamp(float(dated.min())) if dated.size else None,
            "last_published": stamp(float(dated.max())) if dated.size else None,
            "founding_article": key,
            "headline": None if reserved else self._spool.value(founder, "title"),
            "compared": None if self._chosen is None else why_not is None,
            "not_compared": why_not,
            "points": points,
            "variants": variants,
            "conflicts": conflicts,
        }


Coded = tuple[NDArray[np.int32], list[str]]
"""For each article the place of its value among all values, -1 for none; and the values."""


def _codes(spool: Spool, column: str) -> Coded:
    values: dict[str, int] = {}
    parts: list[NDArray[np.int32]] = []
    for batch in spool.batches():
        coded = batch.column(column).dictionary_encode()
        places = [values.setdefault(v, len(values)) for v in coded.dictionary.to_pylist()]
        found = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        parts.append(np.append(np.array(places, np.int32), -1)[found].astype(np.int32))
    return np.concatenate(parts or [np.empty(0, np.int32)]), list(values)


def _names(coded: Coded, members: NDArray[Any]) -> list[str]:
    places, values = coded
    return sorted(values[n] for n in np.unique(places[members]).tolist() if n >= 0)


def _counts(folder: Path, chosen: Chosen) -> dict[int, tuple[int, int, int]]:
    """Points, variants and conflicts of each compared story, by its place."""
    out = {}
    for n in range(len(chosen.chunks)):
        with np.load(state_path(folder, f"counts-{key_of(n)}.npz")) as found:
            for place, points, variants, conflicts in found["counts"].tolist():
                out[int(chosen.compared[place])] = points, variants, conflicts
    return out
