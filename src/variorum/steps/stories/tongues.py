"""How surely two openings in different languages tell of one event: their meaning, and what needs no translation."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from variorum.text.figures import figures, latin_names

# A logistic regression over pairs of openings of ECB+ (CC BY 3.0; Cybulska & Vossen 2014) and the Giveme5W1H clusters
# (Apache-2.0; Hamborg et al. 2019), its weights rounded: English against English, since no public set of events in
# several languages may be learnt from. evals/train_languages.py learns it again.
_BASE = -51.5
_MEANING = 57.7
_FIGURE = 0.68
_OTHER_FIGURES = -1.0
_NAME = 0.27
_MOST_FIGURES, _MOST_NAMES = 2, 3

_LATIN, _OTHER_SCRIPT = 0.02, 0.05
"""What is allowed to the cosine of two languages: in Latin letters, and where one of them is not. The median cosine of
two reports of one event is .92 for English and English, and for English and German, French or Spanish; .82 to .88 with
Japanese, Korean or Chinese. In the few days within which stories are bridged two like events are rarer than in the
pairs that were learnt from. Chosen on the invented reports of evals/languages.jsonl, precision first."""
_UNDATED = -1.0
"""What a pair loses of which a date is missing: nothing then speaks against a like event of another year."""

UNIT = 10_000
"""Embeddings are kept as whole numbers of a ten-thousandth, so that a kept one is the one that was made."""


class Opening:
    """What an article's headline and lede say in any language.

    Attributes:
        latin: Whether it is in Latin letters.
        vector: Embedding of unit length, shape `(384,)`.
        figures: Values that it names.
        names: Names in Latin letters.
    """

    __slots__ = ("figures", "latin", "names", "vector")

    def __init__(self, text: str, language: str, vector: NDArray[np.float32]) -> None:
        self.latin = sum(c.isalpha() and c < "\u0250" for c in text) * 2 > sum(c.isalpha() for c in text)
        self.vector = vector
        self.figures = figures(text, language)
        self.names = latin_names(text)


class Voice:
    """Some openings of one story, taken together."""

    __slots__ = ("dated", "figures", "latin", "names", "vector")

    def __init__(self, openings: Sequence[Opening], *, dated: bool) -> None:
        self.latin = openings[0].latin
        # The mean of cosines of all pairs is the product of means; so it is not brought to unit length again.
        self.vector = np.mean([o.vector for o in openings], axis=0)
        self.figures = frozenset[float]().union(*(o.figures for o in openings))
        self.names = frozenset[str]().union(*(o.names for o in openings))
        self.dated = dated


def log_odds(one: Voice, others: Sequence[Voice]) -> NDArray[np.float64]:
    """Log-odds that stories of different languages are of one event.

    Args:
        one: A story.
        others: Stories in other languages.
    """
    cosines = np.stack([o.vector for o in others]) @ one.vector
    out = []
    for other, cosine in zip(others, cosines.tolist(), strict=True):
        shared = len(one.figures & other.figures)
        score = _BASE + _MEANING * (cosine + (_LATIN if one.latin and other.latin else _OTHER_SCRIPT))
        score += _FIGURE * min(shared, _MOST_FIGURES)
        score += _NAME * min(len(one.names & other.names), _MOST_NAMES)
        score += _OTHER_FIGURES * (bool(one.figures) and bool(other.figures) and not shared)
        score += _UNDATED * (not (one.dated and other.dated))
        out.append(score)
    return np.round(np.array(out), 3)
