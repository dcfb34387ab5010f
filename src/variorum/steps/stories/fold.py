"""The fold: one article after the other comes into the stories so far."""

import contextlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from variorum.ports import Encoder
from variorum.records.ids import make_id
from variorum.records.story_stream import Arrival, EventKind, Placement, StoryEvent
from variorum.steps.stories.bridges import LOOKED_AT, Bridges
from variorum.steps.stories.features import Features, Reader
from variorum.steps.stories.index import Index, asked_terms
from variorum.steps.stories.linkage import Exemplars, Group, Scales, Scores, distance_of, weigh
from variorum.steps.stories.members import Member, Reading, Story, summed
from variorum.steps.stories.roundups import (
    gathers,
    has_no_thread,
    is_in_paragraphs,
    is_roundup,
    passages,
)
from variorum.steps.stories.settle import regroup

_SHOWN_STORIES = 4096
"""Exemplars of so many stories are held at once."""
_NEAR = -1.5
"""Stories from this score on are near enough to be looked at again together."""
_SETTLED_AT = frozenset((*range(3, 34, 3), 48, 64, 80, 96, 128))
"""Sizes at which a story is looked at again with those near it."""
_SETTLED_NEAR = -1.56
"""Stories from this score on are looked at again with one that grew; those that share next to nothing are at -1.7."""
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
_CLOSED_EVERY = 256
"""After so many articles, or more where many stories are open, it is looked whether some are to be closed."""
_LOOK_SHARE = 0.1
_LOOK_WITHIN = 0.5
_LOOK_WEIGHT = 3.5
_LOOK_MIDDLE = 0.62
_LOOK_CHARS = 320

_GATHERING_CHARS = 300
"""A shorter text is no round-up."""
_PARTS_AFTER = (8, 32, 128)
"""After so many further articles the passages of one through which nothing runs are held against the stories again."""

_SINCE_LEAST = 500
_SINCE_SHARE = 8
"""What came since is told article by article until it is an eighth of the whole."""


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
        self.index = Index()
        self.placed: dict[str, Member] = {}
        self.waiting: dict[int, list[Member]] = {}
        self.names: list[str] = []
        # What came since the whole state was kept last, and how many articles that held; None where it is not kept, or
        # where so much came that it is kept whole again.
        self.since: list[Reading] | None = None
        self.whole = 0
        self._reading: Reading | None = None
        self._again = False
        self._scales = Scales()
        # Of stories that were weighed lately: members when that was, and what was made of them.
        self._shown: dict[int, tuple[list[Member], int, Exemplars]] = {}
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
        features, terms = self.reader.read(arrival.title, arrival.text)
        opening = f"{arrival.title}. {arrival.text[:_LOOK_CHARS]}" if arrival.title else arrival.text[:_LOOK_CHARS]
        return self._take(
            Reading(
                arrival.article,
                arrival.name or arrival.article,
                arrival.at,
                features,
                terms,
                tuple(self.reader.buckets.new),
                opening[:_LOOK_CHARS],
                is_roundup(arrival.title, arrival.text),
                language=arrival.language,
            ),
            arrival.text,
        )

    def add_again(self, reading: Reading) -> tuple[StoryEvent, ...]:
        """Take in what a stream in the same state took in before; no encoder is asked."""
        self._again = True
        multilingual, self.bridges.encoder = self.bridges.encoder, None
        try:
            self.reader.know(reading.shares)
            return self._take(reading, "")
        finally:
            self._again, self.bridges.encoder = False, multilingual

    def saved(self) -> None:
        """What came so far is kept: whole where it could not be told by what came since."""
        if self.since is None:
            self.whole = self.arrived
        # Which openings an encoder for other languages read is in the whole state alone.
        self.since = None if self.bridges.encoder else []

    def _take(self, reading: Reading, text: str) -> tuple[StoryEvent, ...]:
        self._told, self._parted, self._by, self._reading = [], [], reading.name, reading
        if reading.at is not None:
            self.clock = reading.at if self.clock is None else max(self.clock, reading.at)
        member = Member(
            self.arrived,
            reading.article,
            reading.name,
            reading.at,
            reading.features,
            reading.opening,
            reading.roundup,
            reading.language,
        )
        self.arrived += 1
        self.placed[reading.article] = member
        self.bridges.hear(reading.language)
        group = member.alone
        if text and not reading.roundup:
            self._look_at_passages(group, reading, text)
        member.roundup, member.parts = reading.roundup, reading.parts
        self._place(member, group)
        for wait in _PARTS_AFTER if member.parts else ():
            self.waiting.setdefault(self.arrived + wait, []).append(member)
        self.reader.learn(reading.terms)
        for waiting in dict.fromkeys(self.waiting.pop(self.arrived, ())):
            if not self._look_at_parts(waiting) and self.arrived - waiting.ordinal - 1 in _ALONE_FOR:
                self._look_at_one_alone(waiting)
        self._close_idle()
        if self.since is not None:
            self.since.append(reading)
            if self.arrived - self.whole > max(_SINCE_LEAST, self.whole // _SINCE_SHARE):
                self.since = None
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

    def _place(self, member: Member, group: Group) -> None:
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
        slots = self.index.candidates(group, self.open, but=but)
        if not slots:
            return []
        stories = [self.open[s] for s in slots]
        scores = self._weigh(group, stories)
        return sorted(zip(scores.tolist(), stories, strict=True), key=lambda x: (-x[0], x[1].slot))

    def _look_at_passages(self, group: Group, reading: Reading, text: str) -> None:
        """Whether an article's passages are of many stories; where they may be of stories to come, they are kept."""
        if len(text) < _GATHERING_CHARS:
            return
        buckets = self.reader.buckets
        parted = is_in_paragraphs(text) and has_no_thread(
            [set(buckets.of(p.lower())) for p in passages(text)], asked_terms(group)
        )
        many = self.index.finds_many(group, self.open)
        if not parted and not many:
            return
        parts = tuple(self.reader.read("", p)[0] for p in passages(text))
        reading.roundup = many and self._gathers(parts, group.first)
        if parted and not reading.roundup:
            reading.parts = parts

    def _gathers(
        self, parts: Sequence[Features], at: float | None, *, instead: Sequence[Story] = (), of: int = -1
    ) -> bool:
        """Whether passages are of many stories that lie far from one another; `instead` stand for the story `of`."""
        leans: list[int | None] = []
        apart: dict[int, Story] = {}
        for part in parts:
            group = Group.of(part, at)
            near = self._near(group, but=of) if len(part.keys) else []
            if instead and len(part.keys):
                scores = self._weigh(group, instead)
                near = sorted([*near, *zip(scores.tolist(), instead, strict=True)], key=lambda x: (-x[0], x[1].slot))
            story = near[0][1] if near and near[0][0] > 0.0 else None
            if story is not None and story.slot not in apart:
                # Stories that lie near one another may be parts of one event.
                others = list(apart.values())
                likeness = self._weigh(story.group, others).tolist() if others else []
                story = next((o for o, s in zip(others, likeness, strict=True) if s > _NEAR), story)
                apart[story.slot] = story
            leans.append(None if story is None else story.slot)
        return gathers(leans)

    def _look_at_parts(self, member: Member) -> bool:
        """Whether the passages of an article that came before are of many stories by now; it then counts no more."""
        story = self.open.get(member.slot)
        if story is None or not member.parts:
            return False
        # Those that it stands with are taken as they would stand without it, since it may be what holds them together.
        others = [m for m in story.members if m is not member and not m.roundup][:_SETTLED_MOST]
        groups = regroup([m.features for m in others], [m.at for m in others]) if others else []
        instead = [Story(-1 - n, "", [others[k] for k in some]) for n, some in enumerate(groups)]
        found = self._gathers(member.parts, member.at, instead=instead, of=story.slot)
        if found or self.arrived >= member.ordinal + 1 + _PARTS_AFTER[-1]:
            member.parts = ()
        if not found:
            return False
        member.roundup = True
        story.members = list(story.members)
        story.group = summed(story.members)
        story.doubted = True
        self._settle(story, least=2)
        return True

    def _weigh(self, group: Group, stories: Sequence[Story]) -> Scores:
        """Log-odds that stories are of one event with a group."""

        def exemplars(place: int) -> Exemplars:
            story = stories[place]
            kept = self._shown.get(story.slot)
            if kept is None or kept[0] is not story.members or kept[1] != len(story.members):
                if len(self._shown) >= _SHOWN_STORIES:
                    self._shown.clear()
                kept = self._shown[story.slot] = (story.members, len(story.members), story.exemplars())
            return kept[2]

        return weigh(self._scales, group, [s.group for s in stories], exemplars)

    def _look(self, member: Member, near: list[tuple[float, Story]]) -> list[tuple[float, Story]]:
        """The dearer look, where the cheap one leaves doubt: meanings of headline and lede."""
        doubt = abs(near[0][0]) < _LOOK_WITHIN or (
            near[0][0] > 0.0 and len(near) > 1 and near[0][0] - near[1][0] < _ALONE_MARGIN
        )
        if not doubt or self.looked + 1 > _LOOK_SHARE * (self.arrived + 10):
            return near
        some = near[:2]
        meanings = self._meanings(member, [s for _, s in some])
        if not meanings:
            return near
        self.looked += 1
        out = [
            (round(score + _LOOK_WEIGHT * (meaning - _LOOK_MIDDLE), 4), story)
            for (score, story), meaning in zip(some, meanings, strict=True)
        ]
        return sorted([*out, *near[2:]], key=lambda x: (-x[0], x[1].slot))

    def _meanings(self, member: Member, stories: Sequence[Story]) -> tuple[float, ...]:
        """How like in meaning openings are to a member's; () where nobody can say."""
        assert self._reading is not None
        if not self._again and self.encoder is not None:
            vectors = self.encoder.encode([member.opening, *[s.members[0].opening for s in stories]])
            self._reading.meanings = tuple(round(float(vectors[0] @ v), 3) for v in vectors[1:])
        return self._reading.meanings

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
        self.index.put(member.features, story.slot)

    def _merge_near(self, story: Story, others: list[Story]) -> Story:
        """Merge a story that grew with those near it, as long as one is of the same event."""
        while others := [o for o in others if o.slot in self.open and o is not story]:
            scores = self._weigh(story.group, others)
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

    def _settle(self, story: Story, *, least: int = 3) -> None:
        """Group the articles of a story and of those near it anew; splits and merges are told."""
        near = [s for v, s in self._near(story.group, but=story.slot) if v > _SETTLED_NEAR][:4]
        if not near and not story.doubted and story.group.coherence > _COHERENT:
            return
        story.doubted = False
        stories = [story]
        for other in near:
            if sum(len(s.members) for s in stories) + len(other.members) <= _SETTLED_MOST:
                stories.append(other)
        members = sorted((m for s in stories for m in s.members if not m.roundup), key=lambda m: m.ordinal)
        if len(members) < least or len(members) > _SETTLED_MOST:
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
        # The more there are, the more seldom all of them are looked at, so that it costs each article the same.
        if self.clock is None or self.arrived % max(_CLOSED_EVERY, 1 << (len(self.open) >> 4).bit_length()):
            return
        latest = self.clock - _IDLE_SECONDS
        for slot, story in [(n, s) for n, s in self.open.items() if s.group.last is None or s.group.last < latest]:
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


def stamp(seconds: float | None) -> str | None:
    """Seconds since 1970 as ISO 8601 in UTC."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(int(seconds // 1), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
