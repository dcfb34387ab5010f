"""The articles of a run while it goes on, by their number: read stretch after stretch, row after row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from variorum.batches.reading import TOGETHER, spool_path
from variorum.records.source import Article


def state_path(folder: str | Path, name: str) -> Path:
    """Where what the run knows of all articles is kept between stages."""
    return Path(folder) / "_run" / "state" / name


def read_state(folder: str | Path, name: str) -> NDArray[Any]:
    """An array of the run's state, mapped into memory."""
    array: NDArray[Any] = np.load(state_path(folder, name), mmap_mode="r")
    return array


class Spool:
    """Articles by number.

    Args:
        folder: The output folder.
    """

    def __init__(self, folder: str | Path) -> None:
        self._folder = folder
        self.firsts = read_state(folder, "firsts.npy")
        self._keys = [str(k) for k in read_state(folder, "pieces.npy")]
        self._files: dict[str, Any] = {}

    def _file(self, key: str) -> Any:  # noqa: ANN401 - pyarrow is untyped
        if key not in self._files:
            self._files[key] = pa.ipc.open_file(pa.memory_map(str(spool_path(self._folder, key))))
        return self._files[key]

    def _batch(self, number: int) -> tuple[Any, int]:
        piece = int(np.searchsorted(self.firsts, number, side="right")) - 1
        row = number - int(self.firsts[piece])
        file = self._file(self._keys[piece])
        return file.get_batch(row // TOGETHER), row % TOGETHER

    def article(self, number: int) -> Article:
        """An article, without what came with it beside text and page."""
        batch, row = self._batch(number)
        return msgspec.msgpack.decode(batch.column("record")[row].as_buffer(), type=Article)

    def value(self, number: int, column: str) -> Any:  # noqa: ANN401 - of the column's type
        """A value of the table `articles`."""
        batch, row = self._batch(number)
        return batch.column(column)[row].as_py()

    def batches(self) -> Iterator[Any]:
        """All rows of all pieces, in the order of their numbers."""
        for key in self._keys:
            yield from self.rows(key)

    def rows(self, key: str) -> Any:  # noqa: ANN401 - pyarrow is untyped
        """All rows of a piece, as Arrow batches."""
        file = self._file(key)
        return (file.get_batch(n) for n in range(file.num_record_batches))
