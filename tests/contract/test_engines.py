"""What every engine of a batch does alike, however it has its processes."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract import engine_calls
from variorum.engines.pool import Pool
from variorum.engines.seam import Engine, Lost
from variorum.errors import ConfigError, InputError

ray = pytest.importorskip("variorum.engines.ray")


@pytest.fixture(scope="module", params=["local", "ray"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made: Engine = Pool(2) if request.param == "local" else ray.Cluster(2, folder=tmp_path_factory.mktemp("out"))
    yield made
    made.close()


def test_every_piece_comes_back_with_its_result(engine):
    assert sorted(engine.run(engine_calls.doubled, range(7))) == [(n, 2 * n) for n in range(7)]
    assert list(engine.run(engine_calls.doubled, [])) == []


def test_a_piece_that_ends_its_process_is_named_and_the_others_go_on(engine):
    found = dict(engine.run(engine_calls.fragile, range(10)))
    assert {n: r for n, r in found.items() if isinstance(r, Lost)} == {4: Lost("signal 9"), 9: Lost("signal 9")}
    assert sum(r for r in found.values() if not isinstance(r, Lost)) == 2 * (45 - 13)


def test_an_error_of_the_work_is_raised_as_it_is(engine):
    with pytest.raises(ValueError, match="three is refused"):
        list(engine.run(engine_calls.refusing, range(6)))
    assert list(engine.run(engine_calls.doubled, [1])) == [(1, 2)]


def test_work_is_done_in_other_processes_that_are_kept(engine):
    by = [pid for _, pid in engine.run(engine_calls.where, range(8))]
    assert os.getpid() not in by
    assert 1 <= len(set(by)) <= 2


def test_an_actor_that_is_gone_takes_no_piece_with_it(engine):
    if engine.name != "ray":
        pytest.skip("the local engine has no actors")
    found = []
    for piece, result in engine.run(engine_calls.slow, range(8)):
        if not found:
            _kill_an_actor()
        found.append((piece, result))
    assert sorted(found) == [(n, n) for n in range(8)]


def _kill_an_actor() -> None:
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and (folder / "cmdline").read_bytes().startswith(b"ray::MapWorker"):
            os.kill(int(folder.name), 9)
            return
    raise AssertionError("no actor of Ray was found")


def test_ray_leaves_no_process_and_no_file_behind(tmp_path):
    code = (
        "import sys; from variorum.engines.ray import Cluster; from tests.contract import engine_calls\n"
        f"c = Cluster(1, folder={str(tmp_path)!r}); print(c._scratch, list(c.run(engine_calls.doubled, [4]))); c.close()"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, timeout=120, cwd=Path.cwd()
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    scratch, result = done.stdout.split(maxsplit=1)
    assert result.strip() == "[(4, 8)]"
    assert not Path(scratch).exists()
    for _ in range(50):
        if not (left := _processes_of(scratch)):
            break
        time.sleep(0.1)
    assert left == []


def _processes_of(scratch: str) -> list[str]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                line = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if scratch.encode() in line:
                found.append(line.decode())
    return found


@pytest.mark.parametrize(
    ("address", "word"),
    [("127.0.0.1:9", "no Ray cluster can be reached at '127.0.0.1:9'"), ("nonsense", "give `auto` or its HOST:PORT")],
)
def test_an_address_where_no_cluster_is_gets_a_clear_word(tmp_path, address, word):
    code = f"from variorum.engines.ray import Cluster; Cluster(1, folder={str(tmp_path)!r}, address={address!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert word in done.stderr.splitlines()[-1]


def test_a_folder_that_a_machine_does_not_see_is_refused(tmp_path, monkeypatch):
    cluster = object.__new__(ray.Cluster)
    cluster._ray = ray._loaded()
    monkeypatch.setattr(cluster._ray, "get", lambda answer, timeout: answer)
    version = ray.version("variorum")
    with pytest.raises(InputError, match="does not see the output folder"):
        cluster._judge("far", tmp_path, "word", ("", version))
    with pytest.raises(InputError, match=r"has version 9\.9 of this package"):
        cluster._judge("far", tmp_path, "word", ("word", "9.9"))
    cluster._judge("far", tmp_path, "word", ray._looked(_probe(tmp_path)))
    assert ray._looked(str(tmp_path / "absent")) == ("", version)


def _probe(folder: Path) -> str:
    path = folder / "probe"
    path.write_text("word", encoding="ascii")
    return str(path)


def test_without_ray_the_word_says_how_to_install_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigError, match=r"pip install 'variorum\[ray\]'"):
        ray.Cluster(1, folder=tmp_path)
