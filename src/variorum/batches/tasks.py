"""What a batch hands to its workers, and what it has back: small, since the data itself rests in the output folder."""

import msgspec

from variorum.config import Config

STEPS = ("clean", "lineage", "stories", "compare")
"""What a batch may do, in order; each needs those before it."""


_OF_MANY = 15


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All that decides what the data set holds, beside the inputs.

    Attributes:
        config: As for the other use cases.
        steps: Those of `STEPS` that are done.
        full_text: Whether the texts of articles stand in the data set.
        piece_bytes: About how many bytes of input make one partition of articles.
        record_seconds: Most seconds that one record may take; a story that is compared fifteen times as many.
    """

    config: Config
    steps: tuple[str, ...] = STEPS
    full_text: bool = False
    piece_bytes: int = 8_000_000
    record_seconds: float = 60.0

    def seconds_of(self, stage: str) -> float:
        """Most seconds that a record of a stage may take."""
        return self.record_seconds * (_OF_MANY if stage in ("compare", "publish") else 1)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of one input.

    Attributes:
        path: The file, or its address.
        form: "rows", "warc", "parquet", or "file" for one article, page or JSON file.
        outlet: The outlet that the user gave for it.
        named: Whether the file was given by itself.
        start: First byte (of the unpacked data where rows are packed), or first row group.
        end: One past the last; None to the end.
        first: Number of the first line or row, from 1.
    """

    path: str
    form: str
    outlet: str | None = None
    named: bool = True
    start: int = 0
    end: int | None = None
    first: int = 1


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of work.

    Attributes:
        stage: What is done.
        key: The name of the partitions that come of it.
        folder: The output folder.
        settings: Those of the run.
        parts: What is read, for the stage `read`.
        first: First item of the stage's list, for the other stages.
        last: One past the last.
        skip: Numbers of records that are left out, with the reason, as they ended the processes that worked on them.
    """

    stage: str
    key: str
    folder: str
    settings: Settings
    parts: tuple[Part, ...] = ()
    first: int = 0
    last: int = 0
    skip: dict[int, str] = {}

    @property
    def name(self) -> str:
        """What the journal calls it."""
        return f"{self.stage}-{self.key}"


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What a piece of work came to.

    Attributes:
        stage: As in `Task`.
        key: As in `Task`.
        records: How many records were worked on.
        rows: Rows written, by table.
        rejected: Rows among them that are rejections, by reason.
        seconds: Seconds of processor time, by step.
    """

    stage: str
    key: str
    records: int
    rows: dict[str, int] = {}
    rejected: dict[str, int] = {}
    seconds: dict[str, float] = {}

    @property
    def written(self) -> dict[str, int]:
        """Rows that stand in the data set: articles do when they are published, not when they are read."""
        return {t: n for t, n in self.rows.items() if t != "articles" or self.stage == "publish"}


def key_of(number: int) -> str:
    """The name of the partitions of a stage's piece, by its place."""
    return f"{number:05d}"
