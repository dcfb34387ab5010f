"""The use case: inputs in, a data set out, in stages that any engine may do."""

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from variorum.batches.folder import Partition, clear_temporary, held
from variorum.batches.inputs import files_of, listed
from variorum.batches.plan import Plan, decided_by, planned, read_plan, refuse_other, write_plan
from variorum.batches.run import Articles, Moment, Progress, Run, surveyed
from variorum.batches.tasks import STEPS, Done, Settings, Task
from variorum.config import Config
from variorum.engines.pool import Pool
from variorum.engines.seam import Engine
from variorum.errors import ConfigError, InputError

ENGINES = ("local", "ray")


def engine_of(name: str, *, jobs: int) -> Engine:
    """An engine by its name.

    Args:
        name: One of `ENGINES`.
        jobs: Processes, for the local engine.

    Raises:
        ConfigError: If there is no such engine.
    """
    if name == "local":
        return Pool(jobs)
    raise ConfigError(f"there is no engine {name!r}; it is one of {', '.join(ENGINES)}")


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What a batch made.

    Attributes:
        folder: Where the data set is.
        rows: Rows by table.
        rejected: Rejections by reason.
    """

    folder: str
    rows: dict[str, int]
    rejected: dict[str, int]


def batch(
    inputs: Sequence[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    steps: Sequence[str] = STEPS,
    engine: str = "local",
    jobs: int = 1,
    full_text: bool = False,
    retry_rejected: bool = False,
    config: Config | None = None,
    progress: Progress | None = None,
) -> Made:
    """Run the steps over archives of any size, and write a partitioned data set.

    Args:
        inputs: Files (.warc .warc.gz .jsonl .jsonl.gz .parquet .json .html .txt ...), folders, globs, and addresses of
            files; each also as `NAME=...`, which names the outlet. Their order changes nothing.
        out: The folder of the data set. One that an earlier run with the same inputs and settings left unfinished is
            gone on with.
        steps: The first so many of "clean", "lineage", "stories", "compare".
        engine: Where the work is done: "local" or "ray".
        jobs: Processes of the local engine; the data set is the same for any number.
        full_text: Whether articles' texts, and words of them, stand in the data set.
        retry_rejected: Whether records that ended a process or took too long are tried again.
        config: Other settings.
        progress: Called with a `Moment` as work goes on.

    Returns:
        The counts of what was made.

    Raises:
        InputError: If nothing can be read, the folder was begun in another way, or cannot be written.
        ConfigError: If the steps are none, or the engine is not there.
    """
    chosen = tuple(steps)
    if not chosen or chosen != STEPS[: len(chosen)]:
        raise ConfigError(
            f"the steps {','.join(chosen)!r} cannot be done by themselves: each needs those before it; "
            f"write the first so many of {','.join(STEPS)}"
        )
    if not inputs:
        raise InputError("no input was given; name archives, files or folders")
    if jobs < 1:
        raise ConfigError(f"{jobs} is no number of processes; write 1 or more")
    folder = Path(out)
    settings = Settings(config=config or Config(), steps=chosen, full_text=full_text)
    show = progress or (lambda _: None)
    with held(folder):
        clear_temporary(folder)
        plan = _plan(folder, [os.fspath(i) for i in inputs], settings, show)
        doer = engine_of(engine, jobs=jobs)
        try:
            return _made(plan, Run(folder, settings, doer, show))
        finally:
            doer.close()


def _plan(folder: Path, inputs: list[str], settings: Settings, show: Progress) -> Plan:
    decided = decided_by(settings)
    plan = read_plan(folder)
    if plan is not None:
        refuse_other(folder, plan, decided, files_of(inputs, settings.config))
        return plan

    def told(done: int, total: int) -> None:
        show(Moment(stage="inputs", done=done, total=total, records=done, seconds=0.0, left_seconds=None))

    plan = planned(listed(inputs, settings=settings, show=told), decided, inputs)
    if not plan.pieces:
        why = plan.rejections[0].detail if plan.rejections else "nothing was found"
        raise InputError(f"none of the inputs can be read: {why}")
    write_plan(folder, plan)
    return plan


def _made(plan: Plan, run: Run) -> Made:
    done: list[Done] = []
    with Partition(run.folder, "inputs") as partition:
        for rejection in plan.rejections:
            partition.reject(rejection, given=rejection.id)
    done.append(Done(stage="inputs", key="", records=0, rows=partition.rows, rejected=partition.rejected))
    done += run.do(_task(run, "read", key, parts=parts) for key, parts in zip(plan.keys, plan.pieces, strict=True))
    articles = surveyed(run.folder, plan.keys)
    done += run.do(_publishing(run, articles))
    rows: dict[str, int] = {}
    rejected: dict[str, int] = {}
    for one in done:
        for table, count in one.rows.items():
            rows[table] = rows.get(table, 0) + (count if table != "articles" or one.stage == "publish" else 0)
        for reason, count in one.rejected.items():
            rejected[reason] = rejected.get(reason, 0) + count
    return Made(folder=str(run.folder), rows=rows, rejected=rejected)


def _task(run: Run, stage: str, key: str, **rest: object) -> Task:
    return Task(stage=stage, key=key, folder=str(run.folder), settings=run.settings, **rest)  # type: ignore[arg-type]


def _publishing(run: Run, articles: Articles) -> list[Task]:
    out = []
    for n, key in enumerate(articles.pieces):
        first, last = articles.numbers(n)
        out.append(_task(run, "publish", key, first=first, last=last))
    return out
