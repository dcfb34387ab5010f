"""What judges a pair of claims: a line and boosted trees, read from a plain JSON file."""

import importlib.resources
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from variorum.text.trees import Forest, Trees

_HOPELESS = -3.5  # log-odds of one in thirty


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A linear log-odds over standardised features.

    Attributes:
        base: Log-odds at the mean of every feature.
        mean: Mean of each feature.
        scale: Standard deviation of each feature.
        weight: Log-odds for one standard deviation of each feature.
    """

    base: float
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weight: tuple[float, ...]

    def log_odds(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Shape `(n,)`."""
        scaled = (rows.astype(np.float64) - np.array(self.mean)) / np.array(self.scale)
        out: NDArray[np.float64] = scaled @ np.array(self.weight) + self.base
        return out


class Judge(msgspec.Struct, frozen=True, kw_only=True):
    """The mean of a line and of trees, in log-odds: trees bend, a line carries on where no story was seen.

    Attributes:
        line: The linear part.
        trees: The boosted part.
    """

    line: Line
    trees: Trees

    def probability(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The probability for each row.

        Args:
            rows: Shape `(n, len(trees.features))`.

        Returns:
            Shape `(n,)`, rounded to four places, so that the last bits of a float decide nothing.
        """
        mixed = self.line.log_odds(rows)
        # The trees are slow, and never lift what the line holds for out of the question.
        open_rows = np.flatnonzero(mixed > _HOPELESS)
        mixed[open_rows] = 0.5 * (mixed[open_rows] + Forest(self.trees).log_odds(rows[open_rows]))
        return np.round(1.0 / (1.0 + np.exp(-np.clip(mixed, -30.0, 30.0))), 4)


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was learnt.

    Attributes:
        trained_on: The readings that it was learnt from.
        first: Judges a pair by itself.
        second: Judges it again, knowing what the first said of the pairs around it.
        options: Thresholds of the grouping.
    """

    trained_on: tuple[str, ...]
    first: Judge
    second: Judge
    options: dict[str, float] = {}


@cache
def shipped() -> Weights:
    """The weights that the package carries."""
    path = importlib.resources.files("variorum.data") / "align-weights.json"
    return msgspec.json.decode(path.read_bytes(), type=Weights)

