"""All articles of a run by their numbers, and the state that stages share."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from variorum.batches.folder import written
from variorum.batches.reading import spool_path
from variorum.batches.spool import state_path


def keep(folder: Path, name: str, array: Any) -> None:  # noqa: ANN401 - an array
    """Write an array of the run's state."""
    with written(state_path(folder, name)) as file:
        np.save(file, array)


class Articles(msgspec.Struct, frozen=True):
    """What the run knows of all articles, by their numbers.

    Attributes:
        pieces: Keys of the pieces that they came in.
        firsts: Number of each piece's first article, shape `(pieces,)`.
        keys: Ids as numbers, shape `(articles,)`.
        kept: False for one that came before with the same source and text.
        at: When published, in seconds since 1970, or NaN.
        when: The same; when it was captured, where that alone is known.
    """

    pieces: tuple[str, ...]
    firsts: Any
    keys: Any
    kept: Any
    at: Any
    when: Any

    def __len__(self) -> int:
        """How many."""
        return int(self.keys.size)

    def numbers(self, piece: int) -> tuple[int, int]:
        """The first number of a piece's articles, and one past the last."""
        last = self.firsts[piece + 1] if piece + 1 < len(self.firsts) else len(self)
        return int(self.firsts[piece]), int(last)


def surveyed(folder: Path, pieces: Sequence[str]) -> Articles:
    """Number the articles that were read, and find those that came twice.

    Args:
        folder: The output folder.
        pieces: Keys of the pieces, in order.
    """
    parts = []
    for key in pieces:
        with np.load(spool_path(folder, key, "npz")) as found:
            parts.append((found["keys"], found["at"], found["when"]))
    sizes = [p[0].size for p in parts]
    keys = np.concatenate([p[0] for p in parts] or [np.empty(0, np.uint64)])
    kept = np.zeros(keys.size, np.bool_)
    kept[np.unique(keys, return_index=True)[1]] = True
    articles = Articles(
        pieces=tuple(pieces),
        firsts=np.cumsum([0, *sizes], dtype=np.int64)[:-1],
        keys=keys,
        kept=kept,
        at=np.concatenate([p[1] for p in parts] or [np.empty(0)]),
        when=np.concatenate([p[2] for p in parts] or [np.empty(0)]),
    )
    keep(folder, "pieces.npy", np.array(pieces, dtype=np.str_) if pieces else np.empty(0, "U5"))
    keep(folder, "firsts.npy", articles.firsts)
    keep(folder, "keys.npy", keys)
    keep(folder, "kept.npy", kept)
    return articles
