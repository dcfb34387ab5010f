"""The stage `stories`: each window of time is clustered by itself, then stories are joined across windows."""

import itertools
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from variorum.adapters.minilm import MiniLmEncoder
from variorum.batches.articles import Articles, keep
from variorum.batches.clock import Seconds
from variorum.batches.folder import Mark, Partition, save
from variorum.batches.reading import NOW, crashed, failed, spool_path
from variorum.batches.spool import Spool, read_state, state_path
from variorum.batches.tasks import Done, Task
from variorum.steps.stories import StoryStream
from variorum.steps.stories.windows import Joiner, KnownReader, Told, told_stories
from variorum.streams import arrival_of

STAGE = "stories"
WINDOW = 20_000
"""Articles that a window has at most, unless one day has more."""

_LARGEST = 60_000
"""A day of more is cut by count."""

_DAY = 86400.0
_SPAN = 30 * _DAY
"""A window is no longer than this, so that no story is closed inside it (it would after sixty days of silence)."""


@cache
def encoder() -> MiniLmEncoder:
    """The process's encoder: one thread, since every core has a process."""
    return MiniLmEncoder(threads=1)


def plan_windows(folder: Path, articles: Articles) -> list[tuple[int, int]]:
    """Put the articles in order of time, and cut that into windows; order and frequencies are kept in the state.

    An article without a date stands where the one before it in its input does.

    Args:
        folder: The output folder.
        articles: All articles.

    Returns:
        The first place of each window in the order, and one past its last.
    """
    when = _filled(articles.when)
    order = np.lexsort((np.arange(len(articles)), when))
    order = order[articles.kept[order]]
    keep(folder, "order.npy", order.astype(np.int32))
    _keep_frequencies(folder, articles)
    return _windows(when[order])


def _filled(when: NDArray[np.float64]) -> NDArray[np.float64]:
    """Times, with that of the article before for those that have none; before all others where there is none."""
    known = ~np.isnan(when)
    last = np.maximum.accumulate(np.where(known, np.arange(when.size), -1))
    return np.where(last >= 0, when[np.maximum(last, 0)], -np.inf)


def _windows(when: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Whole days together, as many as a window holds."""
    days = np.floor(when / _DAY)
    firsts = [*np.flatnonzero(np.diff(days, prepend=np.nan) != 0).tolist(), when.size]
    out: list[tuple[int, int]] = []
    start = 0
    for first, last in itertools.pairwise(firsts):
        long = first > start and not when[last - 1] - when[start] <= _SPAN
        if first > start and (last - start > WINDOW or long):
            out.append((start, first))
            start = first
        while last - start > _LARGEST:
            out.append((start, start + WINDOW))
            start += WINDOW
    if start < when.size:
        out.append((start, when.size))
    return out


def _keep_frequencies(folder: Path, articles: Articles) -> None:
    """How common each term is in the whole corpus."""
    terms: NDArray[Any] = np.empty(0, np.int32)
    often: NDArray[Any] = np.empty(0, np.int64)
    for key in articles.pieces:
        with np.load(spool_path(folder, key, "npz")) as found:
            both = np.concatenate((terms, found["terms"]))
            counts = np.concatenate((often, found["often"]))
        terms, back = np.unique(both, return_inverse=True)
        often = np.bincount(back, weights=counts, minlength=terms.size)
    keep(folder, "terms.npy", terms)
    keep(folder, "often.npy", often.astype(np.float32))


# --- a worker's piece --------------------------------------------------------------------------------------------
def cluster_piece(task: Task) -> Done:
    """Find the stories of one window, and keep them for the join.

    Args:
        task: Places in the order of time.
    """
    seconds = Seconds()
    spool = Spool(task.folder)
    numbers = np.asarray(read_state(task.folder, "order.npy")[task.first : task.last]).tolist()
    reader = KnownReader(
        read_state(task.folder, "terms.npy"),
        read_state(task.folder, "often.npy"),
        documents=int(read_state(task.folder, "order.npy").size),
    )
    stream = StoryStream(encoder=encoder())
    stream.reader = reader
    taken: dict[str, int] = {}
    with (
        Mark(task.folder, task.name, seconds=task.settings.seconds_of(STAGE)) as mark,
        Partition(task.folder, STAGE, task.key) as refused,
    ):
        for n, number in enumerate(numbers):
            mark.at(n)
            if n in task.skip:
                refused.reject(crashed(spool.value(number, "article"), STAGE, task.skip[n]), given="")
                continue
            article = spool.article(number)
            arrival = arrival_of(article, now=NOW)
            try:
                stream.add(arrival)
            except Exception as error:  # one article's failure must not take the others along
                refused.reject(failed(article.id, STAGE, error), given="")
                continue
            taken[article.id] = number
    _keep_stories(task, told_stories(stream), taken)
    seconds.rest("stories")
    return Done(
        stage=task.stage,
        key=task.key,
        records=len(numbers),
        rows=refused.rows,
        rejected=refused.rejected,
        seconds=seconds.found,
    )


def _keep_stories(task: Task, stories: Sequence[Told], taken: dict[str, int]) -> None:
    members = [[taken[a] for a in s.articles] for s in stories]
    save(
        state_path(task.folder, f"window-{task.key}.npz"),
        sizes=np.array([len(m) for m in members], np.int32),
        members=np.array([n for some in members for n in some], np.int32),
        roundups=np.array([taken[a] for s in stories for a in s.roundups], np.int32),
        groups=np.frombuffer(msgspec.msgpack.encode([s.packed() for s in stories]), np.uint8),
    )


# --- all windows -------------------------------------------------------------------------------------------------
class Found(msgspec.Struct, frozen=True):
    """All stories.

    Attributes:
        sizes: Articles of each, shape `(stories,)`, in the order in which the stories began.
        members: Numbers of their articles, one story after the other, each in order of time.
    """

    sizes: NDArray[np.int32]
    members: NDArray[np.int32]


def join_windows(folder: Path, articles: Articles, windows: Sequence[str]) -> Found:
    """Join stories that go on from one window into the next; which story each article is in is kept in the state.

    Args:
        folder: The output folder.
        articles: All articles.
        windows: Keys of the windows, in order of time.
    """
    joiner = Joiner()
    slots: list[NDArray[np.int64]] = []
    members: list[NDArray[np.int32]] = []
    roundup = np.zeros(len(articles), np.bool_)
    for key in windows:
        with np.load(state_path(folder, f"window-{key}.npz")) as found:
            stories = [Told.unpacked(p) for p in msgspec.msgpack.decode(found["groups"].tobytes())]
            slots.append(np.repeat(np.array(joiner.join(stories), np.int64), found["sizes"]))
            members.append(found["members"])
            roundup[found["roundups"]] = True
    final = joiner.final(np.concatenate(slots or [np.empty(0, np.int64)]))
    every = np.concatenate(members or [np.empty(0, np.int32)])
    order = np.zeros(len(articles), np.int64)
    in_time = read_state(folder, "order.npy")
    order[in_time] = np.arange(in_time.size)
    sorted_ = np.lexsort((order[every], final))
    every, final = every[sorted_], final[sorted_]
    starts = np.flatnonzero(np.diff(final, prepend=-1))
    sizes = np.diff(np.append(starts, every.size)).astype(np.int32)
    founder = np.repeat(articles.keys[every[starts]], sizes)
    story = np.zeros(len(articles), np.uint64)
    story[every] = founder
    keep(folder, "story.npy", story)
    keep(folder, "roundup.npy", roundup)
    return Found(sizes=sizes, members=every)
