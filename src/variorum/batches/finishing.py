"""What ends a run: the manifest, the data card, the summary page."""

import contextlib
import shutil
from collections.abc import Sequence

import msgspec

from variorum.batches.card import data_card
from variorum.batches.facts import count_facts, seconds_by_step
from variorum.batches.folder import Entry, tidy, written
from variorum.batches.plan import Plan, configuration_hash
from variorum.batches.run import Run
from variorum.batches.tables import TABLES, schema_hash
from variorum.batches.tasks import Done
from variorum.errors import InputError
from variorum.exports.batch_page import batch_page


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


class InputFile(msgspec.Struct, frozen=True, kw_only=True):
    """One input, as the manifest has it: its path, its size, and the hash of its bytes or its store's version."""

    path: str
    bytes: int | None
    sha256: str | None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a data set is, for programs. No time of making is in it: the same input makes the same bytes.

    Attributes:
        form: Always "variorum data set".
        decided: All that decides what the data set holds, by name.
        configuration: A hash of that and of the inputs.
        schema: A hash of the tables' columns and types.
        steps: What was done.
        inputs: Every input file.
        rows: Rows by table.
        rejected: Rejections by reason.
    """

    form: str = "variorum data set"
    decided: dict[str, str]
    configuration: str
    schema: str
    steps: tuple[str, ...]
    inputs: tuple[InputFile, ...]
    rows: dict[str, int]
    rejected: dict[str, int]


_ORDER = ("read", "lineage", "stories", "compare", "publish")


def take_back(run: Run) -> None:
    """Undo the pieces that left out a record which ended its process, and all that was made of them.

    Args:
        run: The run.
    """
    stages = {name.partition("-")[0] for name in run.journal.skipped}
    if not stages:
        return
    with contextlib.suppress(FileNotFoundError):
        (run.folder / "manifest.json").unlink()
    first = min(stages, key=_ORDER.index)
    after = () if first in ("compare", "publish") else _ORDER[_ORDER.index(first) + 1 :]
    for name in sorted({*run.journal.skipped, *run.journal.done}):
        if name in run.journal.skipped or name.partition("-")[0] in after:
            run.journal.add(Entry(name=name))


def finished(run: Run) -> Made | None:
    """What a folder holds that is finished; None where it is not.

    Args:
        run: The run.

    Raises:
        InputError: If its manifest cannot be read.
    """
    path = run.folder / "manifest.json"
    if not path.exists():
        return None
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise InputError(f"{str(path)!r} cannot be read ({error}); delete it, and it is written anew") from error
    _clear(run)
    return Made(folder=str(run.folder), rows=manifest.rows, rejected=manifest.rejected)


def _clear(run: Run) -> None:
    """Take away what only the run needed; texts are kept as long as a record may be tried again."""
    if run.journal.skipped:
        return
    for name in ("spool", "state", "marks"):
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(run.folder / "_run" / name)


def finish(run: Run, plan: Plan, done: Sequence[Done]) -> Made:
    """Write what describes the data set, and take away what only the run needed.

    Args:
        run: The run.
        plan: What the data set is made of.
        done: What all pieces came to.
    """
    rows = dict.fromkeys(TABLES, 0)
    rejected: dict[str, int] = {}
    for one in done:
        for table, count in one.written.items():
            rows[table] += count
        for reason, count in one.rejected.items():
            rejected[reason] = rejected.get(reason, 0) + count
    rejected = dict(sorted(rejected.items()))
    tidy(run.folder, done)
    manifest = Manifest(
        decided=plan.decided,
        configuration=configuration_hash(plan),
        schema=schema_hash(),
        steps=run.settings.steps,
        inputs=tuple(InputFile(path=g.path, bytes=g.bytes, sha256=g.sha256) for g in plan.given),
        rows=rows,
        rejected=rejected,
    )
    facts = count_facts(run.folder, plan, run.settings, rows, seconds_by_step(done, run.own))
    for name, text in (("README.md", data_card(plan, facts)), ("summary.html", batch_page(facts))):
        with written(run.folder / name) as file:
            file.write(text.encode("utf-8", "replace"))
    with written(run.folder / "manifest.json") as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
    _clear(run)
    return Made(folder=str(run.folder), rows=rows, rejected=rejected)
