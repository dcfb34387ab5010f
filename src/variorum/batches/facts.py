"""What the summary page and the data card tell of a data set, counted from its partitions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from variorum.batches.plan import Plan
from variorum.batches.tasks import Done, Settings
from variorum.exports.batch_page import BatchFacts, InputFacts, ReasonFacts, StoryFacts

_INPUTS, _OUTLETS, _STORIES, _LANGUAGES = 40, 15, 20, 15
_SIZES = ((1, "one report"), (2, "two"), (3, "three"), (5, "4 to 5"), (10, "6 to 10"), (20, "11 to 20"))
_LARGE = "more than 20"
_EXAMPLE_CHARS = 220


def _parts(folder: Path, table: str, columns: list[str]) -> Iterator[Any]:
    for path in sorted((folder / table).glob("part-*.parquet")):
        yield pq.ParquetFile(path).read(columns=columns, use_threads=False)


def _counted(into: Counter[str], column: Any) -> None:  # noqa: ANN401 - pyarrow is untyped
    for entry in pc.value_counts(column.drop_null()).to_pylist():
        into[entry["values"]] += entry["counts"]


def _most(counts: Counter[str], most: int) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:most])


def count_facts(
    folder: Path,
    plan: Plan,
    settings: Settings,
    rows: dict[str, int],
    seconds: dict[str, float],
) -> BatchFacts:
    """Count what a finished data set holds.

    Args:
        folder: The output folder.
        plan: What the data set is made of.
        settings: How.
        rows: Rows by table.
        seconds: Seconds of processor time by step.
    """
    given: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    outlets: Counter[str] = Counter()
    reserved = copies = 0
    origins: set[str] = set()
    columns = ["input", "language", "outlet", "reserved", "copy_of", "origin"]
    for part in _parts(folder, "articles", columns):
        for counts, name in ((given, "input"), (languages, "language"), (outlets, "outlet")):
            _counted(counts, part[name])
        reserved += part.num_rows - part["reserved"].null_count
        copies += part.num_rows - part["copy_of"].null_count
        origins.update(pc.unique(part["origin"].drop_null()).to_pylist())
    rejected: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for part in _parts(folder, "rejections", ["input", "reason", "detail"]):
        _counted(rejected, part["input"])
        _counted(reasons, part["reason"])
        for reason in pc.unique(part["reason"]).to_pylist():
            if reason not in examples:
                row = pc.index(part["reason"], reason).as_py()
                examples[reason] = part["detail"][row].as_py()[:_EXAMPLE_CHARS]
    sizes: Counter[str] = Counter()
    not_compared: Counter[str] = Counter()
    largest: list[dict[str, Any]] = []
    for part in _parts(folder, "stories", list(_STORY_COLUMNS)):
        for size, n in ((e["values"], e["counts"]) for e in pc.value_counts(part["articles"]).to_pylist()):
            sizes[_size_words(size)] += n
        _counted(not_compared, part["not_compared"])
        top = pc.select_k_unstable(part, _STORIES, [("articles", "descending"), ("story", "ascending")])
        largest += part.take(top).to_pylist()
    largest.sort(key=lambda s: (-s["articles"], s["story"]))
    files = [
        InputFacts(path=g.path, bytes=g.bytes, articles=given[g.path], rejected=rejected[g.path]) for g in plan.given
    ]
    files.sort(key=lambda f: (-f.articles, -f.rejected, f.path))
    return BatchFacts(
        rows=rows,
        steps=settings.steps,
        inputs=tuple(files[:_INPUTS]),
        inputs_in_all=len(files),
        reasons=tuple(
            ReasonFacts(reason=reason, count=n, example=examples[reason]) for reason, n in _most(reasons, len(reasons))
        ),
        reserved=reserved,
        copies=copies,
        origins=len(origins) if "lineage" in settings.steps else None,
        sizes=tuple((name, sizes[name]) for _, name in (*_SIZES, (0, _LARGE)) if sizes[name]),
        not_compared=_most(not_compared, len(not_compared)),
        languages=_most(languages, _LANGUAGES),
        outlets=_most(outlets, _OUTLETS),
        outlets_in_all=len(outlets),
        stories=tuple(_story(s) for s in largest[:_STORIES] if s["articles"] > 1),
        seconds=tuple(sorted(seconds.items(), key=lambda s: (-s[1], s[0]))),
        full_text=settings.full_text,
    )


_STORY_COLUMNS = (
    *("story", "articles", "origins", "outlets", "headline", "first_published", "last_published"),
    *("points", "conflicts", "not_compared"),
)


def _size_words(size: int) -> str:
    return next((name for most, name in _SIZES if size <= most), _LARGE)


def _story(row: dict[str, Any]) -> StoryFacts:
    return StoryFacts(
        id=row["story"],
        headline=row["headline"] or "",
        articles=row["articles"],
        origins=row["origins"],
        outlets=len(row["outlets"]),
        first=(row["first_published"] or "no date")[:10],
        last=(row["last_published"] or "no date")[:10],
        points=row["points"],
        conflicts=row["conflicts"],
    )


def seconds_by_step(done: Sequence[Done], own: dict[str, float]) -> dict[str, float]:
    """Seconds of processor time by step, of all workers and of what the run did alone.

    Args:
        done: What all pieces came to.
        own: What the run did alone.
    """
    out = dict(own)
    for one in done:
        for step, seconds in one.seconds.items():
            out[step] = out.get(step, 0.0) + seconds
    return out
