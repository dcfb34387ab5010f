"""Windows of a corpus: each is clustered by itself, and stories that go on from one into the next are joined."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variorum.steps.stories.features import Features, Reader
from variorum.steps.stories.fold import StoryStream
from variorum.steps.stories.linkage import Group, total
from variorum.steps.stories.members import NOTHING, Member, Story

_SHOWN = 3
"""So many of a story's first articles, and of its last, stand for it when it is held against others."""

_OPEN_SECONDS = 30 * 86400.0
"""A story that ended so long before a window began is joined with none of it."""


class KnownReader(Reader):
    """A reader that knows from the beginning how common each term is in the whole corpus, and learns nothing.

    Args:
        terms: Buckets that stand in the corpus.
        often: In how many of its articles each stands.
        documents: How many articles it has.
    """

    def __init__(self, terms: NDArray[np.int32], often: NDArray[np.float32], *, documents: int) -> None:
        super().__init__()
        self.documents = documents
        self.frequency[terms] = often

    def learn(self, terms: NDArray[np.int64]) -> None:
        """Nothing: they are counted already."""


class Told:
    """A story of one window, with what is needed to hold it against those of others.

    Attributes:
        articles: Ids of its articles, in order of arrival.
        roundups: Those among them that touch many stories.
        group: The sum of its articles.
        shown: Some of its articles: their weights, and when they were published.
    """

    __slots__ = ("articles", "group", "roundups", "shown")

    def __init__(
        self,
        articles: list[str],
        roundups: list[str],
        group: Group,
        shown: list[tuple[Features, float | None]],
    ) -> None:
        self.articles = articles
        self.roundups = roundups
        self.group = group
        self.shown = shown

    def packed(self) -> list[Any]:
        """All but the articles' ids, as plain values."""
        group = self.group
        sums: list[Any] = [] if len(self.articles) == 1 else [group.keys.tobytes(), group.values.tobytes()]
        rest = [group.count, group.length, group.first, group.last, group.series]
        return [sums, rest, [[f.keys.tobytes(), f.values.tobytes(), *_rest(f), at] for f, at in self.shown]]

    @staticmethod
    def unpacked(packed: Sequence[Any]) -> "Told":
        """A story from what `packed` gave; without the ids."""
        sums, (count, length, first, last, series), shown = packed
        some = [
            (Features(_ints(keys), _floats(values), (a, b, c), size, _series(parts)), at)
            for keys, values, (a, b, c), size, parts, at in shown
        ]
        keys, values = (_ints(sums[0]), _floats(sums[1])) if sums else (some[0][0].keys, some[0][0].values)
        return Told([], [], Group(keys, values, count, length, first, last, _series(series)), some)


def _rest(features: Features) -> list[Any]:
    return [features.ends, features.length, features.series]


def _ints(data: bytes) -> NDArray[np.int32]:
    return np.frombuffer(data, np.int32)


def _floats(data: bytes) -> NDArray[np.float32]:
    return np.frombuffer(data, np.float32)


def _series(parts: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((unit, number) for unit, number in parts)


def told_stories(stream: StoryStream) -> list[Told]:
    """The stories of a stream, in the order in which they began.

    Args:
        stream: A stream whose articles all came.
    """
    members: dict[int, list[Member]] = {}
    for member in stream.placed.values():
        members.setdefault(member.slot, []).append(member)
    out = []
    for slot, some in sorted(members.items(), key=lambda item: item[1][0].ordinal):
        story = stream.open.get(slot)
        group = story.group if story is not None else Group.of(NOTHING, some[-1].at)
        own = [m for m in some if not m.roundup] or some
        shown = own if len(own) <= 2 * _SHOWN else [*own[:_SHOWN], *own[-_SHOWN:]]
        out.append(
            Told(
                [m.article for m in some],
                [m.article for m in some if m.roundup],
                group,
                [(m.features, m.at) for m in shown],
            )
        )
    return out


class Joiner(StoryStream):
    """Takes the stories of one window after the other, and joins those that are of one event with an earlier one.

    They are found and weighed as the stream does it; within a window nothing is joined, since its own stream kept
    apart what it keeps apart.
    """

    def __init__(self) -> None:
        super().__init__()
        self._into: list[int] = []

    def join(self, stories: Sequence[Told]) -> list[int]:
        """Take the stories of a window, in order of time.

        Args:
            stories: They.

        Returns:
            The place of each among all stories so far; `final` tells where it stands in the end.
        """
        begun = [t.group.first for t in stories if t.group.first is not None]
        if begun:
            self._close_before(min(begun) - _OPEN_SECONDS)
        scored = []
        for n, told in enumerate(stories):
            near = self._near(told.group)
            if near and near[0][0] > 0.0:
                scored.append((-near[0][0], n, near[0][1].slot))
        goes_on: dict[int, int] = {}
        for _, n, slot in sorted(scored):
            # What was joined before has changed the story; the likeliest came first.
            again = [story for score, story in self._near(stories[n].group) if score > 0.0 and story.slot == slot]
            if again:
                goes_on[n] = slot
                self._add(again[0], stories[n])
        out = []
        for n, told in enumerate(stories):
            place = len(self._into)
            out.append(place)
            if n in goes_on:
                self._into.append(goes_on[n])
                self.names.append("")
                continue
            self._into.append(place)
            self.names.append("")
            members = self._members(told)
            story = Story(place, "", members, group=told.group)
            self.open[place] = story
            for member in members:
                self._list(member, story)
        return out

    def final(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where stories stand after all windows.

        Args:
            places: What `join` gave.
        """
        into = np.array(self._into, np.int64)
        while (into[into] != into).any():
            into = into[into]
        return into[places] if into.size else places

    def _members(self, told: Told) -> list[Member]:
        return [Member(n, "", "", at, features, "", False) for n, (features, at) in enumerate(told.shown)]

    def _add(self, story: Story, told: Told) -> None:
        members = [*story.members, *self._members(told)]
        if len(members) > 2 * _SHOWN:
            members = [*members[:_SHOWN], *members[-_SHOWN:]]
        story.members = members
        story.group = total([story.group, told.group])
        for member in self._members(told):
            self._list(member, story)

    def _close_before(self, moment: float) -> None:
        for slot, story in list(self.open.items()):
            if story.group.last is not None and story.group.last < moment:
                del self.open[slot]
