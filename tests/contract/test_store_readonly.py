"""A store that cannot be written is read, with all that was committed, and says so where it cannot be."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_store import AT, make_article

from variorum.errors import StoreError
from variorum.stores.database import VERSION
from variorum.stores.store import Store

pytestmark = pytest.mark.skipif(not hasattr(os, "setresuid"), reason="rights of files are asked of Linux here")
_NOBODY = 65534


@contextmanager
def unprivileged() -> Iterator[None]:
    """Without the right to write everything, which the superuser has whatever a file's mode says."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def path() -> Iterator[Path]:
    """A store of two articles in a folder that others may read."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    store = folder / "desk.variorum"
    with Store(store) as kept:
        kept.add([make_article(1), make_article(2)], at=AT)
        kept.suppress("Mira Oltan", reason="asked", at=AT)
    yield store
    folder.chmod(0o755)
    shutil.rmtree(folder)


def shut(path: Path) -> None:
    """Take the right to write the folder and everything in it."""
    for file in path.parent.iterdir():
        file.chmod(0o444)
    path.parent.chmod(0o555)


def left_open(path: Path) -> None:
    """Add an article in a process that ends at once, so that it stands in the log alone."""
    code = (
        "import os, sqlite3, sys; from pathlib import Path; from test_store import AT, make_article; "
        "from variorum.stores.store import Store; Store(Path(sys.argv[1])).add([make_article(3)], at=AT); os._exit(9)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    ended = subprocess.run([sys.executable, "-c", code, str(path)], env=environment, check=False)
    assert ended.returncode == 9
    assert path.with_name(path.name + "-wal").stat().st_size


def test_a_store_in_a_folder_that_cannot_be_written_is_read(path: Path) -> None:
    shut(path)
    with unprivileged(), Store(path, create=False) as store:
        assert store.database.read_only
        assert store.counts().articles == 2
        assert store.article(make_article(1).id) == make_article(1)
        assert len(store.search("harbour")) == 2
        with pytest.raises(StoreError, match="open for reading only: it cannot be written; give yourself the right"):
            store.add([make_article(4)], at=AT)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_no_store_is_made_where_nothing_can_be_written(path: Path) -> None:
    shut(path)
    with unprivileged(), pytest.raises(StoreError, match="cannot be opened"):
        Store(path.with_name("other.variorum"))


def test_a_file_that_cannot_be_written_is_read(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o777)
    with unprivileged(), Store(path) as store:
        assert store.database.read_only
        assert store.counts().articles == 2
        with pytest.raises(StoreError, match="open for reading only"):
            store.unsuppress("mira oltan")


def test_what_stands_in_the_log_alone_is_read_too(path: Path) -> None:
    left_open(path)
    shut(path)
    with unprivileged(), Store(path) as store:
        assert store.counts().articles == 3


def test_a_log_that_cannot_be_read_is_told_and_never_left_out(path: Path) -> None:
    left_open(path)
    path.with_name(path.name + "-shm").unlink()
    shut(path)
    with unprivileged(), pytest.raises(StoreError, match=r"last changes .* copy it with all files of its name"):
        Store(path)


def test_who_reads_sees_what_another_one_adds_later(path: Path) -> None:
    shut(path)
    with unprivileged():
        store = Store(path)
        assert store.counts().articles == 2
    path.parent.chmod(0o755)
    path.chmod(0o644)
    with Store(path) as other:
        other.add([make_article(3)], at=AT)
        for file in path.parent.iterdir():
            file.chmod(0o444)
        with unprivileged():
            assert store.counts().articles == 3  # from the log
    path.parent.chmod(0o555)
    with unprivileged():
        assert store.counts().articles == 3  # from the file, into which the log went
        with pytest.raises(StoreError, match="reading only"):
            store.add([make_article(4)], at=AT)
        store.close()


def test_a_file_that_changes_while_it_is_read_is_told(path: Path) -> None:
    shut(path)
    with unprivileged():
        store = Store(path)
    with pytest.raises(StoreError, match="while it was read; ask once more"), store.database.reading():
        os.utime(path, ns=(1, 1))
    with unprivileged():
        assert store.counts().articles == 2
        store.close()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE alembic_version SET version_num = '0001'", "earlier version .*copy it into a folder"),
        ("UPDATE alembic_version SET version_num = '9999'", "later version"),
        ("DELETE FROM alembic_version", "holds nothing yet"),
    ],
)
def test_a_store_that_would_have_to_be_migrated_says_so(path: Path, statement: str, told: str) -> None:
    assert VERSION not in ("0001", "9999")
    with sqlite3.connect(path) as raw:
        raw.execute(statement)
    raw.close()
    shut(path)
    with unprivileged(), pytest.raises(StoreError, match=told):
        Store(path)
