"""The fold: one article after the other comes into the stories so far."""

import contextlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import numpy as np

from variorum.ports import Encoder
from variorum.records.ids import make_id
from variorum.records.story_stream import Arrival, EventKind, Placement, StoryEvent
from variorum.steps.stories.bridges import LOOKED_AT, Bridges
from variorum.steps.stories.features import BUCKETS, Features, Reader
from variorum.steps.stories.linkage import Group, Scales, distance_of, total, weigh
from variorum.steps.stories.roundups import is_roundup
from variorum.steps.stories.settle import regroup

_ASKED_TERMS = 20
_LISTED_TERMS = 16
_LISTED_STORIES = 32
"""A term's list keeps so many stories, the latest."""
_CANDIDATES = 6
_CANDIDATE_SHARE = 0.35
"""A candidate shares at least so much, by weight of the terms asked for, as the best one does."""
_EXEMPLARS = 6
_NEAR = -1.5
"""Stories from this score on are near enough to be looked at again together."""
_SETTLED_AT = frozenset((*range(3, 34, 3), 48, 64, 80, 96, 128))
"""Sizes at which a story is looked at again with those near it."""
_SETTLED_MOST = 160
_COHERENT = 0.4
"""A story whose articles are on average so alike, with none near it, needs no second look."""
_ALONE_FOR = (32,)
"""After so many further articles one that stands alone is held against the stories again."""
_ALONE_LEAST = -1.0
_ALONE_MARGIN = 0.3
_ALONE_MOST = 2
_IDLE_SECONDS = 60 * 86400.0
"""A story to which nothing came for so long is closed; its articles keep their place."""
_LOOK_SHARE = 0.1
_LOOK_WITHIN = 0.5
_LOOK_WEIGHT = 3.5
_LOOK_MIDDLE = 0.62
_LOOK_CHARS = 320

NOTHING = Features(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32), (0, 0, 0), 0.0)
"""What is kept of an article whose story is closed."""


class Member:
    """An article in a story."""

    __slots__ = ("article", "at", "features", "joined_at", "language", "name", "opening", "ordinal", "roundup", "slot")

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
        self.joined_at: float | None = None
        self.slot = -1

    def close(self) -> None:
        """Let go of all that only an open story needs."""
        self.features, self.opening = NOTHING, ""

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

    def exemplars(self) -> list[Features]:
        """Some of its articles: the first and the latest."""
        some = [m for m in self.members if not m.roundup] or self.members
        if len(some) > _EXEMPLARS:
            some = [*some[:3], *some[3 - _EXEMPLARS :]]
        return [m.features for m in some]


def summed(members: Sequence[Member]) -> Group:
    """The sum of members; round-ups count only where there is nothing else."""
    some = [m for m in members if not m.roundup] or list(members)
    return some[0].alone if len(some) == 1 else total([m.alone for m in some])


class StoryStream:
    """Stories that form as articles come in, one pass.

    The state of the fold; `add` changes it in place and tells what happened. The same articles in the same order give
    the same stories, in one run or several.

    Args:
        encoder: Gives embeddings of headline and lede where the cheap look leaves doubt; None goes without.
        multilingual: Gives embeddings in one space for all languages; None keeps the languages apart.

    Attributes:
        arrived: How many articles came.
        looked: How many of them took the dearer look within their language.
        bridges: Which stories of different languages are one.

    Source: single-pass clustering (Allan et al. 1998, "On-line New Event Detection and Tracking", SIGIR) over an
    inverted index, with a second look at neighbouring stories; docs/decisions/0025-stories.md.
    """

    def __init__(self, *, encoder: Encoder | None = None, multilingual: Encoder | None = None) -> None:
        self.encoder = encoder
        self.bridges = Bridges(multilingual)
        self.arrived = 0
        self.looked = 0
        self.reader = Reader()
        self.clock: float | None = None
        self.events = 0
        self.open: dict[int, Story] = {}
        self.index: dict[int, list[int]] = {}
        self.placed: dict[str, Member] = {}
        self.waiting: dict[int, list[Member]] = {}
        self.names: list[str] = []
        self._scales = Scales()
        self._told: list[StoryEvent] = []
        self._parted: list[int] = []
        self._by = ""

    # -- the fold -----------------------------------------------------------------------------------------------------

    def add(self, arrival: Arrival) -> tuple[StoryEvent, ...]:
        """Take one article in.

        Args:
            arrival: The article. One that came before changes nothing.

        Returns:
            What happened, in order; () for an article that came before.
        """
        if arrival.article in self.placed:
            return ()
        self._told, self._parted, self._by = [], [], arrival.name or arrival.article
        features, terms = self.reader.read(arrival.title, arrival.text)
        if arrival.at is not None:
            self.clock = arrival.at if self.clock is None else max(self.clock, arrival.at)
        opening = f"{arrival.title}. {arrival.text[:_LOOK_CHARS]}" if arrival.title else arrival.text[:_LOOK_CHARS]
        member = Member(
            self.arrived,
            arrival.article,
            arrival.name or arrival.article,
            arrival.at,
            features,
            opening[:_LOOK_CHARS],
            is_roundup(arrival.title, arrival.text),
            arrival.language,
        )
        self.arrived += 1
        self.placed[arrival.article] = member
        self.bridges.hear(arrival.language)
        self._place(member)
        self.reader.learn(terms)
        for waiting in self.waiting.pop(self.arrived, ()):
            self._look_at_one_alone(waiting)
        self._close_idle()
        return tuple(self._told)

    def placement(self, article: str) -> Placement | None:
        """Where an article stands now, None for one that never came."""
        member = self.placed.get(article)
        if member is None:
            return None
        return Placement(
            article=article,
            story=self.names[self.bridges.root(member.slot)],
            joined_at=stamp(member.joined_at),
            roundup=member.roundup,
        )

    # -- one article --------------------------------------------------------------------------------------------------

    def _place(self, member: Member) -> None:
        group = member.alone
        near = self._near(group)
        if near:
            near = self._look(member, near)
        if near and near[0][0] > 0.0:
            score, story = near[0]
            story.members.append(member)
            story.group = story.group.with_(group) if not member.roundup else story.group
            story.doubted |= score < 1.0 or (len(near) > 1 and near[1][0] > _NEAR)
            self._join(member, story)
            self._tell(
                EventKind.JOINED,
                story,
                (member,),
                f"its words, names and headline {distance_of(score)} match the story's ({score:+.1f})",
            )
            if not member.roundup:
                story = self._merge_near(story, [s for v, s in near[1:] if v > _NEAR])
                if len(story.members) in _SETTLED_AT:
                    self._settle(story)
                self._bridge_again(member)
        else:
            reason = "no story was near" if not near else f"the nearest story is not near enough ({near[0][0]:+.1f})"
            story = self._open([member])
            if not self._bridge(story, founded=True):
                self._tell(EventKind.CREATED, story, [member], reason)
            for wait in _ALONE_FOR:
                self.waiting.setdefault(self.arrived + wait, []).append(member)

    def _near(self, group: Group, *, but: int = -1) -> list[tuple[float, Story]]:
        """Open stories by how surely they are of one event with a group, the likeliest first."""
        rough: dict[int, float] = {}
        keys, values = _heaviest(group, _ASKED_TERMS)
        index, open_ = self.index, self.open
        for key, value in zip(keys, values, strict=True):
            for slot in index.get(key, ()):
                rough[slot] = rough.get(slot, 0.0) + value
        rough.pop(but, None)
        slots = sorted((s for s in rough if s in open_), key=lambda s: (-rough[s], s))[:_CANDIDATES]
        if not slots:
            return []
        least = _CANDIDATE_SHARE * rough[slots[0]]
        slots = [s for s in slots if rough[s] >= least]
        stories = [open_[s] for s in slots]
        scores = weigh(self._scales, group, [s.group for s in stories], [s.exemplars() for s in stories])
        return sorted(zip(scores.tolist(), stories, strict=True), key=lambda x: (-x[0], x[1].slot))

    def _look(self, member: Member, near: list[tuple[float, Story]]) -> list[tuple[float, Story]]:
        """The dearer look, where the cheap one leaves doubt: meanings of headline and lede."""
        doubt = abs(near[0][0]) < _LOOK_WITHIN or (
            near[0][0] > 0.0 and len(near) > 1 and near[0][0] - near[1][0] < _ALONE_MARGIN
        )
        if self.encoder is None or not doubt or self.looked + 1 > _LOOK_SHARE * (self.arrived + 10):
            return near
        self.looked += 1
        some = near[:2]
        vectors = self.encoder.encode([member.opening, *[s.members[0].opening for _, s in some]])
        out = []
        for (score, story), vector in zip(some, vectors[1:], strict=True):
            meaning = round(float(vectors[0] @ vector), 3)
            out.append((round(score + _LOOK_WEIGHT * (meaning - _LOOK_MIDDLE), 4), story))
        return sorted([*out, *near[2:]], key=lambda x: (-x[0], x[1].slot))

    def _look_at_one_alone(self, member: Member) -> None:
        """Hold an article that stayed alone against the stories again: none came to it, so it may belong to one."""
        story = self.open.get(member.slot)
        if story is None or len(story.members) > _ALONE_MOST or story.members[0] is not member:
            return
        self._bridge(story)
        near = self._near(story.group, but=story.slot)
        if not near or near[0][0] < _ALONE_LEAST:
            return
        if len(near) > 1 and near[0][0] - near[1][0] < _ALONE_MARGIN and near[0][0] < 0.0:
            return
        if len(near[0][1].members) < len(story.members):
            return
        self._merge(
            near[0][1], story, f"nothing more came to it, and this story is by far the nearest ({near[0][0]:+.1f})"
        )

    # -- stories ------------------------------------------------------------------------------------------------------

    def _open(self, members: list[Member]) -> Story:
        story = Story(len(self.names), make_id("story", members[0].article), members)
        self.open[story.slot] = story
        self.names.append(story.id)
        self.bridges.opened(story)
        for member in members:
            self._join(member, story)
        return story

    def _join(self, member: Member, story: Story) -> None:
        member.slot = story.slot
        member.joined_at = self.clock
        self._list(member, story)

    def _list(self, member: Member, story: Story) -> None:
        """Put a member's terms on the lists by which the story is found."""
        if member.roundup and len(story.members) > 1:
            return
        slot, index = story.slot, self.index
        for key in _heaviest(member.features, _LISTED_TERMS)[0]:
            slots = index.get(key)
            if slots is None:
                index[key] = [slot]
            elif slots[-1] != slot:
                if slot in slots:
                    slots.remove(slot)
                slots.append(slot)
                if len(slots) > _LISTED_STORIES:
                    del slots[0]

    def _merge_near(self, story: Story, others: list[Story]) -> Story:
        """Merge a story that grew with those near it, as long as one is of the same event."""
        while others := [o for o in others if o.slot in self.open and o is not story]:
            scores = weigh(self._scales, story.group, [o.group for o in others], [o.exemplars() for o in others])
            at = int(scores.argmax())
            if scores[at] <= 0.0:
                break
            story = self._merge(
                story, others[at], f"both tell of one event, as an article near both shows ({scores[at]:+.1f})"
            )
        return story

    def _merge(self, one: Story, two: Story, reason: str) -> Story:
        """The older story takes the younger one in."""
        old, new = (one, two) if one.founder < two.founder else (two, one)
        moved = new.members
        with self._shown_as_one(old, new, reason):
            del self.open[new.slot]
            self.bridges.gone(new)
            old.members = sorted([*old.members, *moved], key=lambda m: m.ordinal)
            old.group = summed(old.members)
            old.doubted |= one.doubted or two.doubted
            for member in moved:
                self._join(member, old)
        return old

    def _settle(self, story: Story) -> None:
        """Group the articles of a story and of those near it anew; splits and merges are told."""
        near = [s for v, s in self._near(story.group, but=story.slot) if v > _NEAR - 1.0][:4]
        if not near and not story.doubted and story.group.coherence > _COHERENT:
            return
        story.doubted = False
        stories = [story]
        for other in near:
            if sum(len(s.members) for s in stories) + len(other.members) <= _SETTLED_MOST:
                stories.append(other)
        members = sorted((m for s in stories for m in s.members if not m.roundup), key=lambda m: m.ordinal)
        if len(members) < 3 or len(members) > _SETTLED_MOST:
            return
        groups = regroup([m.features for m in members], [m.at for m in members])
        for group in groups:
            self._gather([members[n] for n in group])

    def _gather(self, members: list[Member]) -> None:
        """Bring together articles that belong together, out of whatever stories they stand in."""
        wanted = {m.ordinal for m in members}
        parts = []
        for slot in sorted({m.slot for m in members}):
            story = self.open[slot]
            part = [m for m in story.members if m.ordinal in wanted]
            if any(m.ordinal not in wanted and not m.roundup for m in story.members):
                story = self._split(story, part)
            parts.append(story)
        parts.sort(key=lambda s: s.founder)
        for other in parts[1:]:
            self._merge(parts[0], other, "looked at again together, they tell of one event")

    def _split(self, story: Story, part: list[Member]) -> Story:
        """Part a story in two; the side of its founding article keeps the id. Returns the side of `part`."""
        wanted = {m.ordinal for m in part}
        rest = [m for m in story.members if m.ordinal not in wanted]
        keeps, leaves = (part, rest) if story.founder in wanted else (rest, part)
        before = self.bridges.together(story, self.open)
        story.members, story.group = keeps, summed(keeps)
        new = self._open(leaves)
        self._parted.append(new.slot)
        self._part([*before, new], "looked at again together, these tell of another event")
        return story if keeps is part else new

    # -- across languages ---------------------------------------------------------------------------------------------

    def _bridge_again(self, member: Member) -> None:
        """Hold the story that an article came into, and those that were split on the way, against other languages."""
        for slot in dict.fromkeys((member.slot, *self._parted)):
            story = self.open.get(slot)
            if story is not None and (len(story.members) in LOOKED_AT or slot in self._parted):
                self._bridge(story)

    def _bridge(self, story: Story, *, founded: bool = False, again: bool = True) -> bool:
        """Bridge a story to one of other languages, if that is likely; whether it was."""
        found = self.bridges.likeliest(story, self.open)
        if found is None:
            return False
        score, ends = found.score, found.ends
        for other in found.leaving:
            before = self.bridges.together(other, self.open)
            self.bridges.tear(other)
            self._part(before, f"another report in the same language is likelier of this event ({score:+.1f})")
        before = self.bridges.together(story, self.open)
        if len(before) > 1:
            self.bridges.tear(story)
            self._part(before, f"a story in another language is likelier to tell of its event ({score:+.1f})")
        tongues = ", ".join(sorted({s.members[0].language for s in ends}))
        reason = f"headline and lede mean the same as those in another language ({tongues}; {score:+.1f})"
        for end in ends:
            with self._shown_as_one(end, story, reason, founded=founded):
                self.bridges.build(story, end)
            founded = False
        for other in found.akin if again else ():
            self._bridge(other, again=False)
        return True

    @contextlib.contextmanager
    def _shown_as_one(self, one: Story, two: Story, reason: str, *, founded: bool = False) -> Iterator[None]:
        """Two stories, and those bridged to them, are shown as one after what is done within; told if they were not."""
        bridges = self.bridges
        groups = sorted(
            (bridges.together(s, self.open) for s in (one, two)),
            key=lambda g: self.open[bridges.root(g[0].slot)].founder,
        )
        stays, goes = (bridges.root(g[0].slot) for g in groups)
        moved = sorted((m for s in groups[1] for m in s.members), key=lambda m: m.ordinal)
        joined = {m.ordinal: m.joined_at for m in moved}
        yield
        bridges.show([s for g in groups for s in g if s.slot in self.open], stays)
        for member in moved:
            member.joined_at = joined[member.ordinal] if stays == goes else self.clock
        if founded:
            self._tell(EventKind.JOINED, one, moved, reason)
        elif stays != goes:
            self._tell(EventKind.MERGED, one, moved, reason, other=self.names[goes])

    def _part(self, stories: Sequence[Story], reason: str) -> None:
        """Tell which of stories that were shown as one are so no more; the one with the first article keeps the id."""
        bridges = self.bridges
        root = stories[0].slot
        left = {s.slot: s for s in stories}
        while left:
            group = bridges.together(min(left.values(), key=lambda s: s.founder), self.open)
            for story in group:
                left.pop(story.slot, None)
            bridges.show(group, group[0].slot)
            if group[0].slot != root:
                moved = sorted((m for s in group for m in s.members), key=lambda m: m.ordinal)
                for member in moved:
                    member.joined_at = self.clock
                self._tell(EventKind.SPLIT, group[0], moved, reason, other=self.names[root])

    def _close_idle(self) -> None:
        """Close stories to which nothing came for long."""
        if self.clock is None or self.arrived % 256:
            return
        for slot, story in list(self.open.items()):
            if slot not in self.open:
                continue
            together = self.bridges.together(story, self.open)
            last = max((s.group.last for s in together if s.group.last is not None), default=self.clock)
            if self.clock - last > _IDLE_SECONDS:
                for closed in together:
                    self.names[closed.slot] = self.names[self.bridges.root(closed.slot)]
                    del self.open[closed.slot]
                    self.bridges.closed(closed)
                    for member in closed.members:
                        member.close()
        self.bridges.forget(self.open, self.clock)

    def _tell(
        self, kind: EventKind, story: Story, members: Sequence[Member], reason: str, other: str = ""
    ) -> None:
        self.events += 1
        self._told.append(
            StoryEvent(
                seq=self.events,
                kind=kind,
                story=self.names[self.bridges.root(story.slot)],
                other=other,
                articles=tuple(m.name for m in members),
                by=self._by,
                at=stamp(self.clock),
                reason=reason,
            )
        )


def _heaviest(of: Group | Features, most: int) -> tuple[list[int], list[float]]:
    """The heaviest terms among all words, the heaviest first."""
    values = of.values[: int(of.keys.searchsorted(BUCKETS))]
    chosen = (-values).argsort(kind="stable")[:most]
    return of.keys[chosen].tolist(), values[chosen].tolist()


def stamp(seconds: float | None) -> str | None:
    """Seconds since 1970 as ISO 8601 in UTC."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(int(seconds // 1), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
