"""Which stories an article may be of: an inverted index from terms to the stories that they are found by."""

import itertools
from collections import Counter
from collections.abc import Container, Sequence

from variorum.steps.stories.features import BUCKETS, Features
from variorum.steps.stories.linkage import Group
from variorum.steps.stories.roundups import OWN_TERMS, TOUCHED, may_gather

_ASKED_TERMS = 20
_LISTED_TERMS = 16
_LISTED_STORIES = 32
"""A term's list keeps so many stories, the latest."""
_CANDIDATES = 6
_CANDIDATE_SHARE = 0.35
"""A candidate shares at least so much, by weight of the terms asked for, as the best one does."""
_TELLING_STORIES = 6
"""A term by which more stories are found tells none of them apart."""


class Index(dict[int, list[int]]):
    """For each term, by its key, the stories that it finds, by their slots, the latest last."""

    def put(self, features: Features, slot: int) -> None:
        """Let a story be found by an article's heaviest terms."""
        for key in _heaviest(features, _LISTED_TERMS)[0]:
            slots = self.get(key)
            if slots is None:
                self[key] = [slot]
            elif slots[-1] != slot:
                if slot in slots:
                    slots.remove(slot)
                slots.append(slot)
                if len(slots) > _LISTED_STORIES:
                    del slots[0]

    def candidates(self, group: Group, among: Container[int], *, but: int = -1) -> list[int]:
        """The stories that share most of a group's heaviest terms, those that share most first.

        Args:
            group: One article or several.
            among: Slots of the stories that count.
            but: A slot that does not.
        """
        asked = [(self.get(key, ()), value) for key, value in zip(*_heaviest(group, _ASKED_TERMS), strict=True)]
        shared = _shared(asked, but=but, share=_CANDIDATE_SHARE)
        most = max(shared.values(), default=0.0)
        slots = [s for s, v in shared.items() if v >= _CANDIDATE_SHARE * most and s in among]
        if not slots or max([shared[s] for s in slots]) < most:
            # The one that shares most is closed.
            shared = _shared(asked, but=but, share=0.0)
            slots = [s for s in shared if s in among]
            least = _CANDIDATE_SHARE * max([shared[s] for s in slots], default=0.0)
            slots = [s for s in slots if shared[s] >= least]
        return sorted(slots, key=lambda s: (-shared[s], s))[:_CANDIDATES]

    def finds_many(self, group: Group, among: Container[int]) -> bool:
        """Whether the terms by which an article finds stories are those of many stories, each with its own."""
        lists = [
            (key, slots)
            for key in group.keys[: group.spans[0]].tolist()
            if (slots := self.get(key)) and len(slots) <= _TELLING_STORIES
        ]
        often = Counter(itertools.chain.from_iterable(slots for _, slots in lists))
        many = sorted(s for s, n in often.items() if n >= OWN_TERMS and s in among)
        return len(many) >= TOUCHED and may_gather({s: [key for key, slots in lists if s in slots] for s in many})


def asked_terms(group: Group) -> list[int]:
    """The terms by which stories are looked for, the heaviest first."""
    return _heaviest(group, _ASKED_TERMS)[0]


def _shared(asked: Sequence[tuple[Sequence[int], float]], *, but: int, share: float) -> dict[int, float]:
    """How much of the terms asked for each story has, by weight.

    Args:
        asked: For each term the stories on its list, and its weight.
        but: A story that does not count.
        share: A story that cannot come to so much of what the first one has may be left out.
    """
    shared: dict[int, float] = {}
    known = shared.get
    most = 0.0
    left = sum([value for _, value in asked])
    # The rarest first, so that the long lists are held only against stories that were met before.
    for slots, value in sorted(asked, key=lambda x: len(x[0])):
        if left < share * most:
            for slot in slots:
                if slot in shared:
                    shared[slot] += value
        else:
            for slot in slots:
                if slot != but:
                    so_far = shared[slot] = known(slot, 0.0) + value
                    if so_far > most:
                        most = so_far
        left -= value
    return shared


def _heaviest(of: Group | Features, most: int) -> tuple[list[int], list[float]]:
    """The heaviest terms among all words, the heaviest first."""
    values = of.values[: int(of.keys.searchsorted(BUCKETS))]
    chosen = (-values).argsort(kind="stable")[:most]
    return of.keys[chosen].tolist(), values[chosen].tolist()
