"""What the fold works on: articles as they are kept of a stream, and the stories that they stand in."""

from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from variorum.steps.stories.features import Features, Shares
from variorum.steps.stories.linkage import Exemplars, Group, total

_EXEMPLARS = 6
"""So many of its articles stand for a story: the first and the latest."""

NOTHING = Features(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32), (0, 0, 0), 0.0)
"""What is kept of an article whose story is closed."""


class Reading:
    """All that an article's place depends on, without its text: placed again after the same ones, it comes to the same.

    Attributes:
        article: The article's id.
        name: What events call it.
        at: When it was published, in seconds, or None.
        features: Its weights.
        terms: Buckets of all its terms.
        shares: Of words never seen before, bucket and `Reader.general`.
        opening: Its headline and lede.
        roundup: Whether its headline, or what its passages are of, says that it gathers many things.
        meanings: Likeness of its opening to those of the stories that were nearest, where the dearer look was taken.
        parts: Weights of its passages, where nothing runs through them all.
        language: Its language, or "".
    """

    __slots__ = (
        "article",
        "at",
        "features",
        "language",
        "meanings",
        "name",
        "opening",
        "parts",
        "roundup",
        "shares",
        "terms",
    )

    def __init__(
        self,
        article: str,
        name: str,
        at: float | None,
        features: Features,
        terms: NDArray[np.int64],
        shares: Shares,
        opening: str,
        roundup: bool,
        meanings: tuple[float, ...] = (),
        parts: tuple[Features, ...] = (),
        language: str = "",
    ) -> None:
        self.article = article
        self.name = name
        self.at = at
        self.features = features
        self.terms = terms
        self.shares = shares
        self.opening = opening
        self.roundup = roundup
        self.meanings = meanings
        self.parts = parts
        self.language = language


class Member:
    """An article in a story."""

    __slots__ = (
        "article",
        "at",
        "features",
        "joined_at",
        "language",
        "name",
        "opening",
        "ordinal",
        "parts",
        "roundup",
        "slot",
    )

    def __init__(
        self,
        ordinal: int,
        article: str,
        name: str,
        at: float | None,
        features: Features,
        opening: str,
        roundup: bool,
        language: str = "",
    ) -> None:
        self.ordinal = ordinal
        self.article = article
        self.name = name
        self.at = at
        self.features = features
        self.opening = opening
        self.roundup = roundup
        self.language = language
        self.parts: tuple[Features, ...] = ()
        self.joined_at: float | None = None
        self.slot = -1

    def close(self) -> None:
        """Let go of all that only an open story needs."""
        self.features, self.opening, self.parts = NOTHING, "", ()

    @property
    def alone(self) -> Group:
        """A group of this article."""
        return Group.of(self.features, self.at)


class Story:
    """A story that articles may still come into."""

    __slots__ = ("doubted", "founder", "group", "id", "members", "slot")

    def __init__(self, slot: int, key: str, members: list[Member], *, group: Group | None = None) -> None:
        self.slot = slot
        self.id = key
        self.members = members
        self.founder = members[0].ordinal
        self.doubted = False
        self.group = group or summed(members)

    def exemplars(self) -> Exemplars:
        """Some of its articles: the first and the latest."""
        some = list(islice((m for m in self.members if not m.roundup), _EXEMPLARS + 1)) or self.members[:_EXEMPLARS]
        if len(some) > _EXEMPLARS:
            last = list(islice((m for m in reversed(self.members) if not m.roundup), _EXEMPLARS - 3))
            some = [*some[:3], *last[::-1]]
        return Exemplars([m.features for m in some])


def summed(members: Sequence[Member]) -> Group:
    """The sum of members; round-ups count only where there is nothing else."""
    some = [m for m in members if not m.roundup] or list(members)
    return some[0].alone if len(some) == 1 else total([m.alone for m in some])
