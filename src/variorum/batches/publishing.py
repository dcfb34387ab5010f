"""The stage `publish`: the partitions of `articles`, with what all other stages found of each."""

from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from variorum.batches.clock import Seconds
from variorum.batches.folder import Mark, Partition
from variorum.batches.spool import Spool, read_state, state_path
from variorum.batches.tables import LATE, schema
from variorum.batches.tasks import Done, Task
from variorum.records.ids import make_id
from variorum.records.source import Article, Rejection, RejectReason

STAGE = "publish"


def article_id(key: int) -> str:
    """An article's id by its number of 64 bits."""
    return f"a{key:016x}"


def publish_piece(task: Task) -> Done:
    """Write a partition of `articles`: that of one piece of the inputs.

    Args:
        task: Its articles' numbers.
    """
    seconds = Seconds()
    spool = Spool(task.folder)
    numbers = slice(task.first, task.last)
    kept = np.asarray(read_state(task.folder, "kept.npy")[numbers])
    late = _Late(task)
    with (
        Mark(task.folder, task.name, seconds=task.settings.seconds_of(STAGE)) as mark,
        Partition(task.folder, STAGE, task.key) as partition,
    ):
        at = 0
        for batch in spool.rows(task.key):
            mark.at(at)
            own = kept[at : at + batch.num_rows]
            table = pa.Table.from_batches([batch])
            for row in np.flatnonzero(~own).tolist():
                partition.reject(_twice(table.slice(row, 1).to_pylist()[0]), given=table["input"][row].as_py())
            table = late.added(table, at).filter(pa.array(own))
            if table.num_rows:
                partition.add_table("articles", table)
            at += batch.num_rows
    seconds.rest("write")
    return Done(
        stage=task.stage,
        key=task.key,
        records=at,
        rows=partition.rows,
        rejected=partition.rejected,
        seconds=seconds.found,
    )


def _twice(row: dict[str, Any]) -> Rejection:
    name = row["row_id"] or row["source"]
    return Rejection(
        id=name,
        step="clean",
        reason=RejectReason.DUPLICATE,
        detail=f"{name} came twice with the same text; it is read once.",
    )


class _Late:
    """The columns that the other stages found."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._full_text = task.settings.full_text
        numbers = slice(task.first, task.last)
        self._found = {
            name: np.asarray(read_state(task.folder, f"{name}.npy")[numbers])
            for name in LATE
            if state_path(task.folder, f"{name}.npy").exists()
        }

    def added(self, table: Any, at: int) -> Any:  # noqa: ANN401 - pyarrow is untyped
        size = table.num_rows
        rows = slice(at, at + size)
        columns = {name: table[name] for name in table.column_names}
        reserved = columns["reserved"].is_valid().to_pylist()
        title = columns["title"].to_pylist()
        columns["title"] = pa.array([None if r else t for r, t in zip(reserved, title, strict=True)], pa.string())
        if self._full_text:
            texts = [
                None if r else _text(record) for r, record in zip(reserved, columns["record"], strict=True)
            ]
            columns["text"] = pa.array(texts, pa.string())
        for name, prefix in (("origin", "origin"), ("story", "story"), ("copy_of", "")):
            keys = self._found[name][rows].tolist() if name in self._found else [0] * size
            columns[name] = pa.array([_named(prefix, k) for k in keys], pa.string())
        roundup = self._found.get("roundup")
        columns["roundup"] = pa.nulls(size, pa.bool_()) if roundup is None else pa.array(roundup[rows])
        wanted = schema("articles")
        return pa.table([columns[name] for name in wanted.names], schema=wanted)


def _text(record: Any) -> str:  # noqa: ANN401 - a value of an Arrow array
    article = msgspec.msgpack.decode(record.as_buffer(), type=Article)
    return article.text.encode("utf-8", "replace").decode("utf-8")


def _named(kind: str, key: int) -> str | None:
    """The id that an article's own makes; 0 stands for none."""
    if not key:
        return None
    return make_id(kind, article_id(key)) if kind else article_id(key)
