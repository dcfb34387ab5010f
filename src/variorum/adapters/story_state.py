"""The file that keeps a stream of stories between runs."""

import os
from pathlib import Path

from variorum.errors import InputError
from variorum.ports import Encoder
from variorum.steps.stories import StoryStream
from variorum.steps.stories.state import dump, load


def read_state(
    path: str | os.PathLike[str], *, encoder: Encoder | None = None, multilingual: Encoder | None = None
) -> StoryStream:
    """The stream that a file keeps; an absent file is a stream that begins.

    Args:
        path: The file.
        encoder: As for `StoryStream`.
        multilingual: As for `StoryStream`.

    Raises:
        InputError: If the file cannot be read, is no state, of another version, or cut off. It is left as it is.
    """
    name = os.fspath(path)
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        return StoryStream(encoder=encoder, multilingual=multilingual)
    except OSError as error:
        raise InputError(f"the state {name!r} cannot be read: {error.strerror or error}") from error
    try:
        return load(data, encoder=encoder, multilingual=multilingual)
    except InputError as error:
        raise InputError(
            f"the state {name!r} cannot be used: {error}; it was left as it is. Put a copy from before in its place, "
            "or name another file and give all articles again: ids come out the same in the same order"
        ) from error


def write_state(path: str | os.PathLike[str], stream: StoryStream) -> None:
    """Write the state whole or not at all.

    Raises:
        InputError: If the file cannot be written; the one of before then stands unchanged.
    """
    target = Path(path)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            file.write(dump(stream))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise InputError(f"the state {os.fspath(path)!r} cannot be written: {error.strerror or error}") from error
