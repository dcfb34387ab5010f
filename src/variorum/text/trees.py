"""Boosted trees, read from a plain file and evaluated here, all trees of all rows at once."""

import msgspec
import numpy as np
from numpy.typing import NDArray


class Trees(msgspec.Struct, frozen=True, kw_only=True):
    """An additive model of binary trees whose sum is a log-odds.

    Attributes:
        features: Names of the inputs, in order.
        base: Log-odds before any tree.
        trees: Each a list of nodes. A node `[feature, threshold, left, right]` sends a row to node `left` where
            its feature is at most the threshold, else to `right`; a node `[value]` is a leaf.

    Source: Friedman 2001, Greedy function approximation: a gradient boosting machine.
    """

    features: tuple[str, ...]
    base: float
    trees: tuple[tuple[tuple[float, ...], ...], ...]


class Forest:
    """Trees made ready to be evaluated many times."""

    def __init__(self, trees: Trees) -> None:
        self.base = trees.base
        starts: list[int] = []
        feature: list[int] = []
        threshold: list[float] = []
        left: list[int] = []
        right: list[int] = []
        value: list[float] = []
        depth = 0
        for nodes in trees.trees:
            start = len(feature)
            starts.append(start)
            levels = [0] * len(nodes)
            for k, node in enumerate(nodes):
                leaf = len(node) == 1
                feature.append(0 if leaf else int(node[0]))
                threshold.append(np.inf if leaf else node[1])
                # A leaf leads to itself, so that shallow trees wait for deep ones.
                left.append(start + (k if leaf else int(node[2])))
                right.append(start + (k if leaf else int(node[3])))
                value.append(node[0] if leaf else 0.0)
                if not leaf:
                    levels[int(node[2])] = levels[int(node[3])] = levels[k] + 1
            depth = max(depth, *levels)
        self._depth = depth
        self._starts = np.array(starts, dtype=np.int32)
        self._feature = np.array(feature, dtype=np.int32)
        self._threshold = np.array(threshold, dtype=np.float64)
        self._next = np.stack([np.array(left, dtype=np.int32), np.array(right, dtype=np.int32)])
        self._value = np.array(value, dtype=np.float64)

    def log_odds(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The log-odds for each row.

        Args:
            rows: Shape `(n, features)`.

        Returns:
            Shape `(n,)`. Leaves are summed in the trees' order, so that the sum is the same on every machine.
        """
        count, width = rows.shape
        flat = np.ascontiguousarray(rows, dtype=np.float32).ravel()
        offset = (np.arange(count, dtype=np.int32) * width)[:, None]
        at = np.broadcast_to(self._starts, (count, len(self._starts)))
        for _ in range(self._depth):
            high = flat.take(self._feature.take(at) + offset) > self._threshold.take(at)
            at = np.where(high, self._next[1].take(at), self._next[0].take(at))
        leaves = self._value.take(at)
        leaves[:, 0] += self.base
        return np.cumsum(leaves, axis=1)[:, -1]
