"""What every engine of a batch does alike: the same results, the same data sets, the same recovery."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from benchmarks.made_archive import Archive, write
from tests.contract import engine_calls

from variorum.batches import batch as use_case
from variorum.batches.batch import batch
from variorum.engines.pool import Pool
from variorum.engines.seam import Lost
from variorum.errors import ConfigError, InputError

ray = pytest.importorskip("variorum.engines.ray")
pytest.importorskip("ray")

POISON = str(Path(__file__).parent / "poison")
SMALL = 12_000
"""Bytes of a piece, so that a small archive has several."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator["ray.Cluster"]:
    """Ray on this machine, its workers begun with the poison on their path."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", POISON)
        made = ray.Cluster(2, folder=tmp_path_factory.mktemp("cluster"))
        yield made
        made.close()


@pytest.fixture(scope="module", params=["local", "ray"])
def engine(request: pytest.FixtureRequest) -> Iterator[Pool]:
    if request.param == "ray":
        yield request.getfixturevalue("cluster")
        return
    made = Pool(2)
    yield made
    made.close()


# --- pieces ------------------------------------------------------------------------------------------------------
def test_each_piece_has_its_result_and_one_that_ends_its_process_is_named(engine):
    found = dict(engine.run(engine_calls.fragile, range(10)))
    assert {n: r for n, r in found.items() if isinstance(r, Lost)} == {4: Lost("signal 9"), 9: Lost("signal 9")}
    assert {n: r for n, r in found.items() if not isinstance(r, Lost)} == {n: 2 * n for n in range(10) if n % 5 != 4}
    assert list(engine.run(engine_calls.fragile, [])) == []


def test_an_error_of_the_work_is_raised_as_it_is(engine):
    with pytest.raises(ValueError, match="three is refused"):
        list(engine.run(engine_calls.refusing, range(6)))


def test_an_actor_that_is_gone_takes_no_piece_with_it(cluster):
    found = []
    for piece, result in cluster.run(engine_calls.slow, range(8)):
        if not found:
            _kill_an_actor()
        found.append((piece, result))
    assert sorted(found) == [(n, n) for n in range(8)]


def _kill_an_actor() -> None:
    for line, pid in _processes():
        if line.startswith(b"ray::MapWorker"):
            os.kill(pid, 9)
            return
    raise AssertionError("no actor of Ray was found")


def _processes() -> Iterator[tuple[bytes, int]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                yield (folder / "cmdline").read_bytes(), int(folder.name)
            except OSError:
                continue


# --- data sets ---------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("archive")
    archive = Archive(40, stories=8, bad=0.2, facts=0.7, words=90, days=6.0)
    return [str(p) for p in write(archive, folder, files=2)]


def _with(monkeypatch: pytest.MonkeyPatch, engine: object) -> None:
    """Have an engine that stays when a batch is done."""
    monkeypatch.setattr(use_case, "engine_of", lambda *_, **__: _Staying(engine))


class _Staying:
    def __init__(self, engine) -> None:
        self.name, self.run = engine.name, engine.run

    def close(self) -> None:
        """It is still needed."""


def _rows(out: Path) -> dict[str, list[dict[str, object]]]:
    """Every table, row by row, in the order of its partitions."""
    tables = sorted(p for p in out.iterdir() if p.is_dir() and p.name != "_run")
    return {
        table.name: [row for part in sorted(table.glob("*.parquet")) for row in pq.read_table(part).to_pylist()]
        for table in tables
    }


def test_both_engines_give_the_same_data_set_a_poisonous_record_left_out(tmp_path, given, cluster, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", POISON)
    pool = Pool(2, copied=False)
    _with(monkeypatch, pool)
    here = batch(given, tmp_path / "local", piece_bytes=SMALL)
    pool.close()
    _with(monkeypatch, cluster)
    there = batch(given, tmp_path / "ray", piece_bytes=SMALL)
    one, other = _rows(tmp_path / "local"), _rows(tmp_path / "ray")
    assert one.keys() == other.keys() >= {"articles", "passages", "stories", "claims", "points", "rejections"}
    for table, rows in one.items():
        assert rows == other[table], table
    assert (tmp_path / "local" / "manifest.json").read_bytes() == (tmp_path / "ray" / "manifest.json").read_bytes()
    assert (here.rows, here.rejected) == (there.rows, there.rejected)
    assert here.rejected["crashed"] == 1
    assert {r["reason"] for r in one["rejections"]} >= {"crashed", "empty", "broken_row"}


def test_a_driver_that_is_killed_goes_on_elsewhere_and_comes_to_the_same_end(tmp_path, given, cluster, monkeypatch):
    address = cluster._ray.get_runtime_context().gcs_address
    out = tmp_path / "killed"
    code = (
        "import sys; from variorum.batches.batch import batch\n"
        f"batch({given!r}, {str(out)!r}, steps=('clean',), piece_bytes={SMALL}, engine='ray', ray_address={address!r})"
    )
    driver = subprocess.Popen([sys.executable, "-c", code])
    journal = out / "_run" / "journal.jsonl"
    while driver.poll() is None and not (journal.exists() and journal.stat().st_size):
        time.sleep(0.002)
    driver.kill()
    driver.wait()
    done = journal.read_bytes()
    assert done.count(b"\n") >= 1
    before = {p: p.stat().st_mtime_ns for p in out.rglob("part-*.parquet")}
    assert before
    _with(monkeypatch, Pool(1, copied=False))
    monkeypatch.setenv("PYTHONPATH", POISON)
    batch(given, out, steps=("clean",), piece_bytes=SMALL)
    batch(given, tmp_path / "whole", steps=("clean",), piece_bytes=SMALL)
    assert journal.read_bytes().startswith(done)
    assert _rows(out) == _rows(tmp_path / "whole")


# --- clear words -------------------------------------------------------------------------------------------------
def test_ray_leaves_no_process_and_no_file_behind(tmp_path):
    code = (
        "from variorum.engines.ray import Cluster; from tests.contract import engine_calls\n"
        f"c = Cluster(1, folder={str(tmp_path)!r}); print(c._scratch, list(c.run(engine_calls.slow, [4]))); c.close()"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    scratch, result = done.stdout.split(maxsplit=1)
    assert result.strip() == "[(4, 4)]"
    assert not Path(scratch).exists()
    until = time.monotonic() + 10
    while (left := [line for line, _ in _processes() if scratch.encode() in line]) and time.monotonic() < until:
        time.sleep(0.1)
    assert left == []


@pytest.mark.parametrize(
    ("address", "word"),
    [("127.0.0.1:9", "no Ray cluster can be reached at '127.0.0.1:9'"), ("nonsense", "give `auto` or its HOST:PORT")],
)
def test_an_address_where_no_cluster_is_gets_a_clear_word(tmp_path, address, word):
    code = f"from variorum.engines.ray import Cluster; Cluster(1, folder={str(tmp_path)!r}, address={address!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert word in done.stderr.splitlines()[-1]


def test_a_machine_that_sees_another_folder_or_has_another_version_is_named(tmp_path):
    version = ray.version("variorum")
    with pytest.raises(InputError, match="'far' of the cluster does not see the output folder"):
        ray._judged("far", tmp_path, "word", ("", version))
    with pytest.raises(InputError, match=r"'far' of the cluster has version 9\.9 of this package"):
        ray._judged("far", tmp_path, "word", ("word", "9.9"))
    probe = tmp_path / "probe"
    probe.write_text("word", encoding="ascii")
    ray._judged("far", tmp_path, "word", ray._looked(str(probe)))
    assert ray._looked(str(tmp_path / "absent")) == ("", version)


def test_without_ray_the_word_says_how_to_install_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigError, match=r"pip install 'variorum\[ray\]'"):
        ray.Cluster(1, folder=tmp_path)


def test_a_program_that_uses_ray_keeps_it(cluster, tmp_path):
    with pytest.raises(ConfigError, match="has begun Ray by itself"):
        ray.Cluster(1, folder=tmp_path)
    assert cluster._ray.is_initialized()


def test_a_ray_address_is_for_ray(tmp_path):
    with pytest.raises(ConfigError, match="add --engine ray"):
        use_case.engine_of("local", jobs=1, folder=tmp_path, ray_address="auto")
