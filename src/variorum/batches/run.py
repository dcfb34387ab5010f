"""One run of a batch: stage after stage, each a list of pieces that an engine does, and what all of them share."""

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from variorum.batches.folder import Entry, Journal, mark_path, marked
from variorum.batches.tasks import Done, Part, Settings, Task, key_of
from variorum.batches.work import do
from variorum.engines.seam import Engine, Lost
from variorum.errors import VariorumError

_MOST_DEATHS = 3
"""So often may processes die at one place of a piece where leaving out a record does not help."""


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """How far a stage is.

    Attributes:
        stage: Its name.
        done: Pieces done.
        total: Pieces in all.
        records: Records worked on in this run.
        seconds: Since it began, in this run.
        left_seconds: Until it is done, or None where nobody can say yet.
    """

    stage: str
    done: int
    total: int
    records: int
    seconds: float
    left_seconds: float | None


Progress = Callable[[Moment], None]


class Run:
    """What all stages of a run need.

    Args:
        folder: The output folder.
        settings: What decides the data set.
        engine: Where pieces are done.
        progress: Called as pieces are done.

    Attributes:
        journal: What is done.
        own: Seconds of processor time of what this process does alone, by step.
    """

    def __init__(self, folder: Path, settings: Settings, engine: Engine, progress: Progress) -> None:
        self.folder = folder
        self.settings = settings
        self.journal = Journal(folder / "_run" / "journal.jsonl")
        self.own: dict[str, float] = {}
        self._engine = engine
        self._progress = progress

    def task(self, stage: str, key: str, *, parts: tuple[Part, ...] = (), first: int = 0, last: int = 0) -> Task:
        """A piece of work of this run."""
        return Task(
            stage=stage,
            key=key,
            folder=str(self.folder),
            settings=self.settings,
            parts=parts,
            first=first,
            last=last,
        )

    def tasks(self, stage: str, stretches: Sequence[tuple[int, int]]) -> list[Task]:
        """The pieces of a stage whose items are numbered.

        Args:
            stage: Its name.
            stretches: First item of each piece, and one past its last.
        """
        return [self.task(stage, key_of(n), first=a, last=b) for n, (a, b) in enumerate(stretches)]

    @contextlib.contextmanager
    def alone(self, step: str) -> Iterator[None]:
        """What is done in the block is done by this process alone, and timed."""
        self._progress(Moment(stage=step, done=0, total=1, records=0, seconds=0.0, left_seconds=None))
        began = time.process_time()
        yield
        self.own[step] = self.own.get(step, 0.0) + time.process_time() - began

    def do(self, tasks: Iterable[Task], *, heavy: bool = False) -> list[Done]:
        """Do what is not done yet of a stage.

        Args:
            tasks: All its pieces.
            heavy: As for `Engine.run`.

        Returns:
            What every piece came to, in the order of the pieces.

        Raises:
            NoRoomError: If the disk is full.
            VariorumError: If processes end again and again before any record is at work.
        """
        every = list(tasks)
        waiting = [self._again(t) for t in every if t.name not in self.journal.done]
        before = len(every) - len(waiting)
        began, records, done = time.monotonic(), 0, 0
        if every:
            self._told(every, records, (before, done), began)
        deaths: dict[tuple[str, int | None], int] = {}
        while waiting:
            again: list[Task] = []
            for task, result in self._engine.run(do, waiting, heavy=heavy):
                if isinstance(result, Lost):
                    again.append(self._after_death(task, result, deaths))
                    continue
                self.journal.add(Entry(name=task.name, done=result))
                records += result.records
                done += 1
                self._told(every, records, (before, done), began)
            waiting = again
        return [self.journal.done[t.name] for t in every]

    def _told(self, every: Sequence[Task], records: int, pieces: tuple[int, int], began: float) -> None:
        before, now = pieces
        seconds = time.monotonic() - began
        self._progress(
            Moment(
                stage=every[0].stage,
                done=before + now,
                total=len(every),
                records=records,
                seconds=seconds,
                left_seconds=seconds / now * (len(every) - before - now) if now else None,
            )
        )

    def _again(self, task: Task) -> Task:
        return msgspec.structs.replace(task, skip=dict(self.journal.skipped.get(task.name, {})))

    def _after_death(self, task: Task, lost: Lost, deaths: dict[tuple[str, int | None], int]) -> Task:
        """The piece to be done once more: without the record at which processes died twice."""
        at = marked(self.folder, task.name)
        number = at[0] if at is not None else None
        deaths[task.name, number] = deaths.get((task.name, number), 0) + 1
        count = deaths[task.name, number]
        with contextlib.suppress(FileNotFoundError):
            mark_path(self.folder, task.name).unlink()
        if count >= _MOST_DEATHS and (number is None or task.stage != "read"):
            raise VariorumError(
                f"the processes that do {task.name} end again and again ({lost.why}), at no record that could be left "
                "out; is there too little memory for so many? Try fewer with --jobs, and the same command again"
            )
        if at is None or number is None or count < 2:
            return task
        why = "timed_out" if at[1] >= self.settings.seconds_of(task.stage) else lost.why
        left_out = number if number not in task.skip else -number - 1
        self.journal.add(Entry(name=task.name, skip={left_out: why}))
        return self._again(task)
