"""What a worker is asked to do: one piece of one stage."""

from collections.abc import Callable

from variorum import ingest
from variorum.batches.comparing import compare_piece
from variorum.batches.lineage import verify_piece
from variorum.batches.publishing import publish_piece
from variorum.batches.reading import read_piece
from variorum.batches.stories import cluster_piece
from variorum.batches.tasks import Done, Task

_STAGES: dict[str, Callable[[Task], Done]] = {
    "read": read_piece,
    "lineage": verify_piece,
    "stories": cluster_piece,
    "compare": compare_piece,
    "publish": publish_piece,
}


def do(task: Task) -> Done:
    """Do a piece of work: its partitions are written when this returns.

    Args:
        task: It.

    Raises:
        NoRoomError: If the output folder's disk is full.
        InputError: If it cannot be written.
    """
    with ingest.lists_of(task.settings.config):
        return _STAGES[task.stage](task)
