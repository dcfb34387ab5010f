"""The stage `compare`: stories with several origins are read and compared; the rest is named, not read."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.batches.articles import Articles, keep
from variorum.batches.clock import Seconds
from variorum.batches.folder import Mark, Partition, save
from variorum.batches.lineage import words_hash
from variorum.batches.publishing import article_id
from variorum.batches.reading import crashed, failed, reserved_by
from variorum.batches.spool import Spool, read_state, state_path
from variorum.batches.stories import Found, encoder
from variorum.batches.tasks import Done, Settings, Task
from variorum.engines import local
from variorum.exports.tables import quantity_words
from variorum.pipeline import PLAN, Tools
from variorum.records.ids import make_id
from variorum.records.place import Cite
from variorum.records.report import Place, Report, Run
from variorum.records.source import Article, Rejection, RejectReason
from variorum.steps.report import FOUND, build_report
from variorum.text import press as press_lists

STAGE = "compare"
CHUNK_ARTICLES = 200
"""Articles whose stories make one partition, or a few more."""

_LEFT_OUT = ("relate", "witness", "chart", "chronicle", "brief", "check")
COMPARE_PLAN = tuple(s for s in PLAN if s.name not in _LEFT_OUT)
"""The steps that the tables of a data set need; the rest draws and writes for readers."""

ONE_REPORT, ONE_ORIGIN, LANGUAGE = "one report", "one origin", "language"
"""Why a story is not compared."""


class Chosen(msgspec.Struct, frozen=True):
    """Which stories are compared.

    Attributes:
        compared: Places of those among all stories, shape `(compared,)`.
        why_not: Why each story is not compared, "" for those that are, shape `(stories,)`.
        chunks: First and last of `compared` that make a partition.
    """

    compared: NDArray[np.int64]
    why_not: NDArray[Any]
    chunks: list[tuple[int, int]]


def choose_stories(folder: Path, articles: Articles, found: Found, settings: Settings) -> Chosen:
    """Choose the stories that are worth a comparison, and of their articles those that are to be read.

    An article whose words stand, nine tenths of them, in another one of the story is not read: the other one is.

    Args:
        folder: The output folder.
        articles: All articles.
        found: All stories.
        settings: Languages that are read, and most articles of a comparison.
    """
    origin = np.asarray(read_state(folder, "origin.npy"))
    story = np.asarray(read_state(folder, "story.npy"))
    readable = _in_languages(folder, articles, settings.config.languages)
    read = readable & ~_stands_in_own_story(articles, np.asarray(read_state(folder, "copy_of.npy")), story, readable)
    ends = np.cumsum(found.sizes)
    compared: list[int] = []
    numbers: list[NDArray[np.int32]] = []
    why_not = np.full(found.sizes.size, "", dtype="U12")
    why_not[found.sizes == 1] = ONE_REPORT
    for place in np.flatnonzero(found.sizes > 1).tolist():
        members = found.members[ends[place] - found.sizes[place] : ends[place]]
        if np.unique(origin[members]).size < 2:
            why_not[place] = ONE_ORIGIN
            continue
        some = members[read[members]]
        if np.unique(origin[some]).size < 2:
            why_not[place] = LANGUAGE
            continue
        compared.append(place)
        numbers.append(some)
    sizes = np.array([n.size for n in numbers], np.int64)
    keep(folder, "compared.npy", np.concatenate(numbers or [np.empty(0, np.int32)]))
    keep(folder, "compared_ends.npy", np.cumsum(sizes))
    founders = found.members[ends - found.sizes] if found.sizes.size else np.empty(0, np.int64)
    keep(folder, "compared_founders.npy", articles.keys[founders[compared]] if compared else np.empty(0, np.uint64))
    return Chosen(compared=np.array(compared, np.int64), why_not=why_not, chunks=_chunks(sizes))


def _chunks(sizes: NDArray[np.int64]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    start = count = 0
    for n, size in enumerate(sizes.tolist()):
        count += size
        if count >= CHUNK_ARTICLES:
            out.append((start, n + 1))
            start, count = n + 1, 0
    if start < sizes.size:
        out.append((start, sizes.size))
    return out


def _in_languages(folder: Path, articles: Articles, languages: tuple[str, ...]) -> NDArray[np.bool_]:
    if not languages:
        every: NDArray[np.bool_] = articles.kept
        return every
    spool = Spool(folder)
    wanted = pa.array(languages, pa.string())
    parts = [pc.is_in(b.column("language"), wanted).to_numpy(zero_copy_only=False) for b in spool.batches()]
    known: NDArray[np.bool_] = articles.kept & np.concatenate(parts or [np.empty(0, np.bool_)])
    return known


def _stands_in_own_story(
    articles: Articles, copy_of: NDArray[np.uint64], story: NDArray[np.uint64], readable: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Whether each article stands whole in another one of its story that is read."""
    order = np.argsort(articles.keys, kind="stable")
    order = order[articles.kept[order]]
    copies = np.flatnonzero(copy_of > 0)
    holders = order[np.searchsorted(articles.keys[order], copy_of[copies])]
    out = np.zeros(len(articles), np.bool_)
    out[copies] = (story[copies] == story[holders]) & readable[holders]
    return out


# --- a worker's piece --------------------------------------------------------------------------------------------
def compare_piece(task: Task) -> Done:
    """Compare a chunk of stories; claims, quotes, points and variants are written.

    Args:
        task: Places among the stories that are compared.
    """
    seconds = Seconds()
    spool = Spool(task.folder)
    _make_ready()
    ends = read_state(task.folder, "compared_ends.npy")
    numbers = read_state(task.folder, "compared.npy")
    founders = read_state(task.folder, "compared_founders.npy")
    most = task.settings.config.max_articles
    counts: list[tuple[int, int, int, int]] = []
    with (
        Mark(task.folder, task.name, seconds=task.settings.seconds_of(STAGE)) as mark,
        Partition(task.folder, STAGE, task.key) as partition,
    ):
        for n, place in enumerate(range(task.first, task.last)):
            mark.at(n)
            story = make_id("story", article_id(int(founders[place])))
            if n in task.skip:
                partition.reject(crashed(story, STAGE, task.skip[n]), given="")
                continue
            own = numbers[int(ends[place - 1]) if place else 0 : int(ends[place])].tolist()
            if len(own) > most:
                partition.reject(_too_many(story, len(own), most), given="")
            try:
                articles = [spool.article(number) for number in own[:most]]
                rows = _Rows(story, articles, _report(articles, task.settings, seconds), task.settings)
                told = {table: list(getattr(rows, table)()) for table in ("claims", "quotes", "points", "variants")}
            except Exception as error:  # one story's failure must not take the others along
                partition.reject(failed(story, STAGE, error), given="")
                continue
            for table, some in told.items():
                for row in some:
                    partition.add(table, row)
            conflicts = sum(row["relation"] == "conflict" for row in told["variants"])
            counts.append((place, len(told["points"]), len(told["variants"]), conflicts))
    save(state_path(task.folder, f"counts-{task.key}.npz"), counts=np.array(counts, np.int64).reshape(-1, 4))
    seconds.rest("compare")
    return Done(
        stage=task.stage,
        key=task.key,
        records=task.last - task.first,
        rows=partition.rows,
        rejected=partition.rejected,
        seconds=seconds.found,
    )


def _too_many(story: str, count: int, most: int) -> Rejection:
    return Rejection(
        id=story,
        step=STAGE,
        reason=RejectReason.TOO_MANY,
        detail=f"{story} has {count} articles to be read; one comparison takes {most}, so the rest was left out.",
    )


@cache
def _tools() -> Tools:
    """The process's models."""
    return Tools(tagger=SpacyTagger(), encoder=encoder())


@cache
def _make_ready() -> None:
    """Load the models, so that the first story's time does not run meanwhile."""
    _tools().tagger.tag(["A word."])
    _tools().encoder.encode(["A word."])


def _report(articles: list[Article], settings: Settings, seconds: Seconds) -> Report:
    """The story's report, without what only readers need."""
    began: dict[str, float] = {}

    def watch(step: str, done: int, total: int) -> None:
        if step not in began:
            began[step] = seconds.now()
        if done == total:
            seconds.add(step, seconds.now() - began.pop(step))

    state = local.run(COMPARE_PLAN, articles, tools=_tools(), progress=watch)
    return build_report(
        order=[a.id for a in articles],
        **{part: state[part] for part in FOUND},
        rejections=(),
        words=0,
        run=Run(variorum=version("variorum"), config=press_lists.press().added, steps=(), models=()),
    )


class _Rows:
    """The rows of one story."""

    def __init__(self, story: str, articles: list[Article], report: Report, settings: Settings) -> None:
        self._story = story
        self._report = report
        self._texts = {a.id: a.text for a in articles}
        # Words may be shown of these alone.
        self._shown = {a.id for a in articles if settings.full_text and reserved_by(a) is None}
        self._article_of = {c.id: c.article for p in report.points for c in p.claims}
        self._names = {a.id: a.outlet or a.source for a in articles}

    def _words(self, article: str, places: tuple[Place | Cite, ...]) -> str:
        return " ".join(self._texts[article][p.start : p.end] for p in places)

    def claims(self) -> Any:  # noqa: ANN401 - rows
        """Rows of `claims`."""
        for p in self._report.points:
            for c in p.claims:
                yield {
                    "claim": c.id,
                    "story": self._story,
                    "point": p.id,
                    "article": c.article,
                    "start": min((s.start for s in c.spans), default=None),
                    "end": max((s.end for s in c.spans), default=None),
                    "spans": [{"start": s.start, "end": s.end} for s in c.spans],
                    "words_sha256": words_hash(self._words(c.article, c.spans)),
                    "text": c.text if c.article in self._shown else None,
                    "attribution": [s.name for s in c.attribution],
                    "polarity": c.polarity,
                    "certainty": c.certainty,
                    "quantities": [quantity_words(q) for q in c.quantities],
                    "times": list(c.times),
                    "origin": c.origin,
                    "origin_name": c.origin_name,
                    "origin_reason": self._named(c.origin_reason) or None,
                }

    def quotes(self) -> Any:  # noqa: ANN401 - rows
        """Rows of `quotes`."""
        for q in self._report.quotes:
            words = self._texts[q.article][q.start : q.end]
            yield {
                "story": self._story,
                "article": q.article,
                "start": q.start,
                "end": q.end,
                "words_sha256": words_hash(words),
                "text": words if q.article in self._shown else None,
                "kind": q.kind,
                "speaker": q.speaker,
                "via": q.via,
            }

    def points(self) -> Any:  # noqa: ANN401 - rows
        """Rows of `points`."""
        for n, p in enumerate(self._report.points, 1):
            variants = [v for v in self._report.variants if v.point == p.id]
            by_mark: Mapping[str, list[str]] = {
                mark: sorted(key for key, m in p.coverage.items() if m == mark)
                for mark in ("states", "unclear", "silent")
            }
            yield {
                "point": p.id,
                "story": self._story,
                "n": n,
                "kind": p.kind,
                "text": p.text if all(c.article in self._shown for c in p.claims) else None,
                "independent_origins": p.independent_origins,
                "independent_owners": p.independent_owners,
                "rests_on": p.rests_on,
                "stated_by": by_mark["states"],
                "unclear_in": by_mark["unclear"],
                "silent_in": by_mark["silent"],
                "claims": len(p.claims),
                "variants": len(variants),
                "conflicts": sum(v.relation == "conflict" for v in variants),
            }

    def variants(self) -> Any:  # noqa: ANN401 - rows
        """Rows of `variants`."""
        for v in self._report.variants:
            sides = {self._article_of[key] for key in (*v.claims, *v.against)}
            yield {
                "variant": v.id,
                "story": self._story,
                "point": v.point,
                "kind": v.kind,
                "relation": v.relation,
                "severity": v.severity,
                "claims": list(v.claims),
                "against": list(v.against),
                "marks": [f"{m.article}:{m.start}-{m.end}" for m in v.marks],
                "note": self._named(v.note) if sides <= self._shown else None,
            }

    def _named(self, sentence: str) -> str:
        """A sentence of ours with articles' ids told as outlets."""
        for key, name in self._names.items():
            sentence = sentence.replace(f"{{{key}}}", name)
        return sentence
