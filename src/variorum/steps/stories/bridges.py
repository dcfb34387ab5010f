"""Bridges between stories of different languages, which the cheap look keeps apart: their words have nothing in common.

The fold goes on as it does without them: a story of it is of one language. Stories that are bridged are shown as one,
under the id of the one founded first.
"""

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from variorum.ports import Encoder
from variorum.steps.stories.linkage import gap_days
from variorum.steps.stories.members import Member, Story
from variorum.steps.stories.tongues import UNIT, Opening, Voice, log_odds

LOOKED_AT = frozenset((1, 2, 3))
"""Sizes at which a story is held against those of other languages; its openings up to the last of them speak for it."""

_MARGIN = 1.0
"""The likeliest story must be likelier than the next one by so much, seen from both sides."""
_AKIN = -2.0
"""Stories from this log-odds on may be of one event: which of two such is the likelier need not be settled."""
_SAME_LANGUAGE = 0.93
"""Two stories of one language may be bridged to the same one where their openings have this cosine and more: nine of
ten such pairs of ECB+ are of one event."""
_MOST_DAYS = 3.0
_FORGOTTEN_DAYS = 7.0
_LATEST = 2_000
"""So many stories of another language, the latest, are held against one."""
_READ_FIRST, _READ_PER_ARTICLE = 100, 4
"""So many openings are read at most: some, and some for each article that is not in the stream's main language. One
stray report, or one whose language was mistaken, must not have thousands read."""
_CHARS, _CHARS_OWN_SCRIPT = 240, 110
"""Of an opening so much is read, in scripts of letters and in Chinese, Japanese and Korean."""


class Found(NamedTuple):
    """What a story is to be bridged to.

    Attributes:
        score: How surely, in log-odds.
        ends: The stories to which it is to be bridged; they are shown as one.
        leaving: Stories of its own language that must leave them, since this one is the likelier.
        akin: Further stories that may be of the same event, to be looked at again.
    """

    score: float
    ends: "list[Story]"
    leaving: "list[Story]"
    akin: "list[Story]"


class Bridges:
    """Which stories of different languages are one.

    Args:
        encoder: Gives embeddings in one space for all languages; None builds no bridge.

    Attributes:
        looked: How many articles' openings were read for it.
        heard: How many articles came in each language.
        ends: For each article at an end of a bridge, by its ordinal, those at the other ends.
        openings: Embeddings of openings that were read, by ordinal, in whole numbers of a ten-thousandth.
    """

    def __init__(self, encoder: Encoder | None) -> None:
        self.encoder = encoder
        self.looked = 0
        self.heard: dict[str, int] = {}
        self.ends: dict[int, set[int]] = {}
        self.openings: dict[int, NDArray[np.int16]] = {}
        self._members: dict[int, Member] = {}
        self._roots: dict[int, int] = {}
        self._slots: dict[str, dict[int, None]] = {}

    # -- what is shown as one -----------------------------------------------------------------------------------------

    def root(self, slot: int) -> int:
        """The story under whose id a story is shown."""
        return self._roots.get(slot, slot)

    def together(self, story: "Story", stories: "dict[int, Story]") -> "list[Story]":
        """The open stories that are shown as one with this one, itself among them, the one founded first ahead."""
        found = {story.slot: story}
        if self.ends:
            waiting = [story]
            while waiting:
                for member in waiting.pop().members:
                    for end in self.ends.get(member.ordinal, ()):
                        slot = self._members[end].slot
                        if slot not in found:
                            found[slot] = stories[slot]
                            waiting.append(stories[slot])
        return sorted(found.values(), key=lambda s: s.founder)

    def show(self, together: "Sequence[Story]", root: int) -> None:
        """Stories are shown as one from now on, under the id of `root`."""
        several = len({s.slot for s in together}) > 1
        for story in together:
            if several or story.slot != root:
                self._roots[story.slot] = root
            else:
                self._roots.pop(story.slot, None)

    def gone(self, story: "Story") -> None:
        """A story stands no more: another one took it in."""
        self._roots.pop(story.slot, None)
        self._slots[story.members[0].language].pop(story.slot)

    def hear(self, language: str) -> None:
        """An article came in this language."""
        self.heard[language] = self.heard.get(language, 0) + 1

    def opened(self, story: "Story") -> None:
        """A story was founded."""
        self._slots.setdefault(story.members[0].language, {})[story.slot] = None

    def closed(self, story: "Story") -> None:
        """A story takes nothing in any more; what was kept of it is let go."""
        self.gone(story)
        for member in story.members:
            self.openings.pop(member.ordinal, None)
            self._members.pop(member.ordinal, None)
            self.ends.pop(member.ordinal, None)

    def forget(self, stories: "dict[int, Story]", clock: float) -> None:
        """Let go of embeddings of stories that are too old, or too many, to be asked for; they can be made again."""
        if not self.openings:
            return
        kept: set[int] = set()
        for slots in self._slots.values():
            for slot in itertools.islice(reversed(slots), _LATEST):
                last = stories[slot].group.last
                if last is None or clock - last < _FORGOTTEN_DAYS * 86400.0:
                    kept.update(m.ordinal for m in stories[slot].members[: max(LOOKED_AT)])
        self.openings = {ordinal: vector for ordinal, vector in self.openings.items() if ordinal in kept}

    def restore(
        self, stories: "dict[int, Story]", pairs: Iterable[tuple[int, int]], members: "Sequence[Member]"
    ) -> None:
        """Stand as before, from the pairs of articles that bridges join."""
        for member in members:
            self.hear(member.language)
        for one, two in pairs:
            self._join(members[one], members[two])
        for story in stories.values():
            self.opened(story)
            if any(m.ordinal in self.ends for m in story.members):
                self._roots[story.slot] = story.slot
        for slot in list(self._roots):
            self._roots[slot] = self.together(stories[slot], stories)[0].slot

    def pairs(self) -> list[tuple[int, int]]:
        """The pairs of articles that bridges join, by ordinal."""
        return [(one, two) for one, ends in sorted(self.ends.items()) for two in sorted(ends) if one < two]

    # -- building -----------------------------------------------------------------------------------------------------

    def build(self, story: "Story", other: "Story") -> None:
        """Bridge two stories."""
        self._join(story.members[0], other.members[0])

    def _join(self, one: "Member", two: "Member") -> None:
        for a, b in ((one, two), (two, one)):
            self.ends.setdefault(a.ordinal, set()).add(b.ordinal)
            self._members[a.ordinal] = a

    def tear(self, story: "Story") -> None:
        """Take all bridges of a story down."""
        for member in story.members:
            for end in self.ends.pop(member.ordinal, ()):
                self.ends[end].discard(member.ordinal)
                if not self.ends[end]:
                    del self.ends[end]

    # -- looking ------------------------------------------------------------------------------------------------------

    def likeliest(
        self, story: "Story", stories: "dict[int, Story]"
    ) -> "Found | None":
        """What a story is to be bridged to, if it is not yet.

        Args:
            story: It; not in the result.
            stories: All that are open, by slot.

        Returns:
            The stories; None where there are none, or two that are about as likely tell of two events.
        """
        language = story.members[0].language
        if self.encoder is None or not language or story.members[0].roundup:
            return None
        near = self._near(story, stories, but=language)
        if not near:
            return None
        own = {s.slot for s in self.together(story, stories)}
        scores = log_odds(self._voice(story), [self._voice(s) for s in near])
        best: dict[int, float] = {}
        for other, score in zip(near, scores.tolist(), strict=True):
            root = self.root(other.slot)
            best[root] = max(best.get(root, -np.inf), score)
        ranked = sorted(best, key=lambda r: (-best[r], r))
        root, score = ranked[0], best[ranked[0]]
        if score <= 0.0 or root == self.root(story.slot):
            return None
        rivals = [r for r in ranked[1:] if score - best[r] < _MARGIN]
        if any(not self._akin(stories[root], stories[r], stories) for r in rivals):
            return None
        ends = [s for s, v in zip(near, scores.tolist(), strict=True) if self.root(s.slot) == root and v > 0.0]
        group = self.together(ends[0], stories)
        leaving = self._rivals(story, score, ends, group, own, stories)
        if leaving is None:
            return None
        akin = [s for s, v in zip(near, scores.tolist(), strict=True) if self.root(s.slot) != root and v > _AKIN]
        return Found(score, ends, leaving, akin)

    def _akin(self, one: "Story", two: "Story", stories: "dict[int, Story]") -> bool:
        """Whether two stories, with those that they are shown with, may be of one event."""
        groups = [self.together(x, stories) for x in (one, two)]
        self._read([s for g in groups for s in g])
        others = [self._voice(t) for t in groups[1]]
        return any(bool((log_odds(self._voice(s), others) > _AKIN).any()) for s in groups[0])

    def _rivals(
        self,
        story: "Story",
        score: float,
        ends: "list[Story]",
        group: "list[Story]",
        own: set[int],
        stories: "dict[int, Story]",
    ) -> "list[Story] | None":
        """Stories of this one's language that must leave the group for it; None where it must stay out."""
        language = story.members[0].language
        leaving = []
        for end in ends:
            rivals = [s for s in self._near(end, stories, of=language) if s.slot not in own]
            if not rivals:
                continue
            for rival, value in zip(
                rivals, log_odds(self._voice(end), [self._voice(r) for r in rivals]).tolist(), strict=True
            ):
                inside = any(rival is s for s in group)
                if inside and self._voice(story).vector @ self._voice(rival).vector > _SAME_LANGUAGE:
                    continue
                if value > score - _MARGIN and not self._akin(story, rival, stories):
                    return None
                if inside and rival not in leaving:
                    leaving.append(rival)
        return leaving

    def _near(
        self, story: "Story", stories: "dict[int, Story]", *, but: str = "", of: str = ""
    ) -> "list[Story]":
        """Open stories of other languages, or of one, of about the same time; those that are not read yet are read."""
        near: list[Story] = []
        budget = _READ_FIRST + _READ_PER_ARTICLE * (sum(self.heard.values()) - max(self.heard.values()))
        unread = 0
        for language in sorted(self._slots):
            if not language or language == but or (of and language != of):
                continue
            for slot in itertools.islice(reversed(self._slots[language]), _LATEST):
                other = stories[slot]
                if other is story or other.members[0].roundup:
                    continue
                if gap_days(story.group, other.group) > _MOST_DAYS:
                    continue
                if other.members[0].ordinal not in self.openings:
                    unread += 1
                    if self.looked + unread > budget:
                        continue
                near.append(other)
        if near:
            self._read([story, *near])
        return sorted(near, key=lambda s: s.slot)

    def _read(self, stories: "Sequence[Story]") -> None:
        """Read the openings of stories that were not read."""
        assert self.encoder is not None
        new = [m for s in stories for m in s.members[: max(LOOKED_AT)] if m.ordinal not in self.openings]
        if new:
            self.looked += len(new)
            vectors = self.encoder.encode([_heading(m) for m in new])
            for member, vector in zip(new, vectors, strict=True):
                self.openings[member.ordinal] = np.round(vector * UNIT).astype(np.int16)

    def _voice(self, story: "Story") -> Voice:
        openings = [
            Opening(m.opening, m.language, self.openings[m.ordinal].astype(np.float32) / np.float32(UNIT))
            for m in story.members[: max(LOOKED_AT)]
        ]
        return Voice(openings, dated=story.group.first is not None)


def _heading(member: "Member") -> str:
    own = member.language in ("ja", "zh", "ko")
    return member.opening[: _CHARS_OWN_SCRIPT if own else _CHARS]
