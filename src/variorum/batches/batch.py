"""The use case: inputs in, a data set out, in stages that any engine may do."""

import os
from collections.abc import Sequence
from pathlib import Path

from variorum import ingest
from variorum.batches.articles import surveyed
from variorum.batches.comparing import choose_stories
from variorum.batches.finishing import Made, finish, finished, take_back
from variorum.batches.folder import Partition, clear_temporary, held
from variorum.batches.inputs import files_of, listed
from variorum.batches.lineage import CHUNK, candidate_pairs, find_origins
from variorum.batches.plan import Plan, decided_by, planned, read_plan, refuse_other, write_plan
from variorum.batches.reading import make_ready
from variorum.batches.run import Moment, Progress, Run
from variorum.batches.stories import join_windows, plan_windows
from variorum.batches.tasks import STEPS, Done, Settings, key_of
from variorum.batches.telling import write_stories
from variorum.config import Config
from variorum.engines.pool import Pool
from variorum.engines.seam import Engine
from variorum.errors import ConfigError, InputError

ENGINES = ("local", "ray")


def engine_of(name: str, *, jobs: int | None, folder: Path, ray_address: str | None) -> Engine:
    """An engine by its name.

    Args:
        name: One of `ENGINES`.
        jobs: Processes; None for one here, or all that Ray has.
        folder: The output folder.
        ray_address: Of a Ray cluster that runs; None starts Ray here.

    Raises:
        ConfigError: If there is no such engine, or it is not installed.
        InputError: If it cannot be started or reached, or does not see the folder.
    """
    if name == "local":
        if ray_address is not None:
            raise ConfigError("a Ray address is for the Ray engine; add --engine ray")
        return Pool(jobs or 1)
    if name == "ray":
        # Loaded late: Ray is an extra.
        from variorum.engines.ray import Cluster

        return Cluster(jobs, folder=folder, address=ray_address)
    raise ConfigError(f"there is no engine {name!r}; it is one of {', '.join(ENGINES)}")


def batch(
    inputs: Sequence[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    steps: Sequence[str] = STEPS,
    engine: str = "local",
    jobs: int | None = None,
    ray_address: str | None = None,
    full_text: bool = False,
    retry_rejected: bool = False,
    piece_bytes: int = 8_000_000,
    record_seconds: float = 60.0,
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
        jobs: Processes; the data set is the same for any number. None for one here, or all that Ray has.
        ray_address: Of a Ray cluster that runs ("auto", HOST:PORT); None starts Ray here. All its machines must see the
            inputs and `out` under the same paths.
        full_text: Whether articles' texts, and words of them, stand in the data set.
        retry_rejected: Whether records that ended a process or took too long are tried again.
        piece_bytes: About how many bytes of input make one partition of articles.
        record_seconds: Most seconds that one record may take; a story that is compared fifteen times as many.
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
    if jobs is not None and jobs < 1:
        raise ConfigError(f"{jobs} is no number of processes; write 1 or more")
    folder = Path(out)
    if config is not None and config.press is not None:
        ingest.press_of(config.press)
    settings = Settings(
        config=config or Config(),
        steps=chosen,
        full_text=full_text,
        piece_bytes=piece_bytes,
        record_seconds=record_seconds,
    )
    show = progress or (lambda _: None)
    with held(folder):
        clear_temporary(folder)
        plan = _plan(folder, [os.fspath(i) for i in inputs], settings, show)
        if engine == "local":
            make_ready()
        doer = engine_of(engine, jobs=jobs, folder=folder, ray_address=ray_address)
        try:
            run = Run(folder, settings, doer, show)
            if retry_rejected:
                take_back(run)
            made = finished(run)
            return made if made is not None else _made(plan, run)
        finally:
            doer.close()


def _plan(folder: Path, inputs: list[str], settings: Settings, show: Progress) -> Plan:
    decided = decided_by(settings)
    plan = read_plan(folder)
    if plan is not None:
        refuse_other(folder, plan, decided, files_of(inputs, out=folder, config=settings.config))
        return plan

    def told(done: int, total: int) -> None:
        show(Moment(stage="inputs", done=done, total=total, records=done, seconds=0.0, left_seconds=None))

    plan = planned(listed(inputs, out=folder, settings=settings, show=told), decided, inputs)
    if not plan.pieces:
        why = plan.rejections[0].detail if plan.rejections else "nothing was found"
        raise InputError(f"none of the inputs can be read: {why}")
    write_plan(folder, plan)
    return plan


def _made(plan: Plan, run: Run) -> Made:
    """All stages, one after the other; what is done already is not done again."""
    with Partition(run.folder, "inputs", key_of(0)) as partition:
        for rejection in plan.rejections:
            partition.reject(rejection, given=rejection.id)
    done = [Done(stage="inputs", key=key_of(0), records=0, rows=partition.rows, rejected=partition.rejected)]
    steps = run.settings.steps
    done += run.do(run.task("read", key, parts=parts) for key, parts in zip(plan.keys, plan.pieces, strict=True))
    with run.alone("survey"):
        articles = surveyed(run.folder, plan.keys)
    if "lineage" in steps:
        with run.alone("candidates"):
            count = candidate_pairs(run.folder, articles)
        chunks = [(n, min(n + CHUNK, count)) for n in range(0, count, CHUNK)]
        done += run.do(run.tasks("lineage", chunks))
        with run.alone("origins"):
            find_origins(run.folder, articles, [key_of(n) for n in range(len(chunks))])
    found = chosen = None
    if "stories" in steps:
        with run.alone("windows"):
            windows = plan_windows(run.folder, articles)
        done += run.do(run.tasks("stories", windows))
        with run.alone("join"):
            found = join_windows(run.folder, articles, [key_of(n) for n in range(len(windows))])
    if found is not None and "compare" in steps:
        with run.alone("choose"):
            chosen = choose_stories(run.folder, articles, found, run.settings)
        done += run.do(run.tasks("compare", chosen.chunks), heavy=True)
    numbers = [articles.numbers(n) for n in range(len(articles.pieces))]
    done += run.do(run.tasks("publish", numbers))
    if found is not None:
        with run.alone("write"):
            done += write_stories(run.folder, articles, found, chosen)
    return finish(run, plan, done)
