"""Which blocks of a page are its article's body."""

import importlib.resources
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from variorum.adapters.html.blocks import Blocks
from variorum.adapters.html.features import NAMES, Known, features_of
from variorum.text.trees import Forest, Trees

_LEAST, _MOST = 0.25, 0.5


@cache
def shipped_forest() -> Forest:
    """The trees that the package carries.

    Raises:
        ValueError: If they were learnt for other features than those of `features_of`.
    """
    raw = importlib.resources.files("variorum.data").joinpath("page-weights.json").read_bytes()
    trees = msgspec.json.decode(raw, type=Trees)
    if trees.features != NAMES:
        raise ValueError("page-weights.json was learnt for other features; make it anew: python -m evals.train_pages")
    return Forest(trees)


def body_chances(page: Blocks, known: Known) -> NDArray[np.float64]:
    """How likely each block is body.

    Args:
        page: Nodes and blocks; at least one block.
        known: What the head says.

    Returns:
        Shape `(blocks,)`, 0 to 1.
    """
    rows = features_of(page, known)
    chances: NDArray[np.float64] = 1 / (1 + np.exp(-shipped_forest().log_odds(rows)))
    return chances


def kept_blocks(chances: NDArray[np.float64], words: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Which blocks to keep, so that the expected F1 over words is highest, within bounds.

    Source: Lipton, Elkan & Naryanaswamy 2014, "Optimal Thresholding of Classifiers to Maximize F1 Measure".

    Args:
        chances: Shape `(blocks,)`.
        words: Words of each block.
    """
    if not len(chances):
        return np.zeros(0, dtype=bool)
    order = np.argsort(-chances, kind="stable")
    weight = words + 0.5
    held = np.cumsum((chances * weight)[order])
    f1 = 2 * held / (np.cumsum(weight[order]) + held[-1] + 1e-9)
    best = float(chances[order[int(f1.argmax())]])
    # A page of a form that was never seen has nothing likely; the best that it has is better than nothing.
    cut = best if chances[order[0]] < _LEAST else float(np.clip(best, _LEAST, _MOST))
    return chances >= cut
