"""The Ray engine of a batch: the same pieces of work, done by actors of Ray Data, on this machine or on a cluster.

Each actor keeps a process at its side, as the local engine has them, and that process has the models and does the work:
where a record ends it, the actor knows and says so, just as on one machine. Where an actor or its whole machine is
gone, Ray does the piece again elsewhere; a piece that is done twice writes the same files.

Source: Moritz et al. 2018, "Ray: A Distributed Framework for Emerging AI Applications" (OSDI).
"""

import contextlib
import logging
import os
import pickle
import secrets
import shutil
import socket
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from variorum.engines.pool import Pool
from variorum.engines.seam import Lost, Result, Work
from variorum.errors import ConfigError, InputError

_PACKAGE = "variorum"
_AT_ONCE = 2_000
"""Pieces that Ray is given together: each is a block of its own, and Ray keeps a book of blocks."""

_STORE_BYTES = 80_000_000
"""Memory that objects on their way share; only pieces and their sums are, never texts. Ray takes no less than this."""

_CONNECT_SECONDS = 10.0
_PROBE_SECONDS = 60.0


class Cluster:
    """Actors of Ray, on this machine or on many.

    Args:
        jobs: Actors. Without an address so many processors are used here; with one, None means all of the cluster.
        folder: The output folder. With an address every machine of the cluster must see it under this path.
        address: Of a cluster that runs ("auto", "10.0.0.4:6379"); None starts Ray here, for this run alone.

    Raises:
        ConfigError: If Ray is not installed, or the program uses it already.
        InputError: If it cannot be started or reached, or a machine of the cluster does not see the folder or has
            another version of this package.
    """

    name = "ray"

    def __init__(self, jobs: int | None, *, folder: str | Path, address: str | None = None) -> None:
        self._scratch: str | None = None
        _authorised(address)
        self._ray = _loaded()
        if self._ray.is_initialized():
            raise ConfigError("this program has begun Ray by itself; end that first (`ray.shutdown()`)")
        try:
            if address is None:
                self._start(jobs or os.cpu_count() or 1)
            else:
                self._connect(address)
            self._jobs = jobs or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
            if address is not None:
                self._check(Path(folder).absolute())
        except BaseException:
            self.close()
            raise

    def _start(self, jobs: int) -> None:
        self._scratch = tempfile.mkdtemp(prefix="variorum-ray-", dir=_short_folder())
        try:
            with _quiet():
                self._ray.init(
                    address="local",
                    num_cpus=jobs,
                    include_dashboard=False,
                    log_to_driver=False,
                    logging_level=logging.ERROR,
                    object_store_memory=_STORE_BYTES,
                    _temp_dir=self._scratch,
                )
        except (OSError, RuntimeError, ValueError, self._ray.exceptions.RayError) as error:
            raise InputError(f"Ray cannot be started here ({_in_short(error)}); try --engine local") from error

    def _connect(self, address: str) -> None:
        try:
            _knock(address)  # Ray itself would go on trying for minutes
            with _quiet():
                self._ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        except (OSError, RuntimeError, ValueError, AssertionError, self._ray.exceptions.RayError) as error:
            raise InputError(
                f"no Ray cluster can be reached at {address!r} ({_in_short(_cause(error))}); start one with "
                "`ray start --head`, run this on one of its machines, and give `auto` or its HOST:PORT"
            ) from error

    def _check(self, folder: Path) -> None:
        """Whether every machine sees the output folder, by a file that only this run can have written."""
        word = secrets.token_hex(16)
        probe = folder / f".probe-{word}"
        probe.write_text(word, encoding="ascii")
        try:
            strategy = self._ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy
            nodes = {n["NodeID"]: n["NodeManagerHostname"] for n in self._ray.nodes() if n["Alive"]}
            look = self._ray.remote(_looked)
            asked = {
                node: look.options(num_cpus=0, scheduling_strategy=strategy(node, soft=False)).remote(str(probe))
                for node in nodes
            }
            for node, answer in asked.items():
                _judged(nodes[node], folder, word, self._answer(nodes[node], answer))
        finally:
            probe.unlink(missing_ok=True)

    def _answer(self, host: str, answer: Any) -> tuple[str, str]:  # noqa: ANN401 - a reference of Ray's
        try:
            seen: tuple[str, str] = self._ray.get(answer, timeout=_PROBE_SECONDS)
        except self._ray.exceptions.RayError as error:
            raise InputError(
                f"the machine {host!r} of the cluster cannot work for this run ({_in_short(error)}); it needs this "
                f"package, version {version(_PACKAGE)}, in the Python that Ray was started with"
            ) from error
        return seen

    def run(
        self, call: Callable[[Work], Result], work: Iterable[Work], *, heavy: bool = False
    ) -> Iterator[tuple[Work, Result | Lost]]:
        """As `Engine.run` has it."""
        pieces = iter(work)
        while some := list(islice(pieces, _AT_ONCE)):
            for row in self._data(call, some).iter_rows():
                result = pickle.loads(row["result"])  # noqa: S301 - our own actor wrote it
                if isinstance(result, _Raised):
                    raise result.error
                yield some[row["n"]], result

    def _data(self, call: Callable[[Any], Any], pieces: list[Any]) -> Any:  # noqa: ANN401 - Ray Data is not typed
        data = self._ray.data
        rows = [{"n": n, "piece": pickle.dumps(piece)} for n, piece in enumerate(pieces)]
        actors = min(self._jobs, len(pieces))
        return data.from_items(rows, override_num_blocks=len(rows)).map_batches(
            _Worker,
            fn_constructor_args=(pickle.dumps(call), str(Path.cwd())),
            batch_size=1,
            num_cpus=1,
            # One piece at a time each, so that a slow one holds no other up.
            compute=data.ActorPoolStrategy(size=actors, max_tasks_in_flight_per_actor=1),
        )

    def close(self) -> None:
        """Leave the cluster; end every process of one that was started here."""
        self._ray.shutdown()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)


class _Raised:
    """An exception of the call, on its way to the one who asked."""

    def __init__(self, error: Exception) -> None:
        self.error = error


class _Worker:
    """An actor: it hands each piece to the process at its side, in the folder that the driver works in."""

    def __init__(self, call: bytes, where: str) -> None:
        with contextlib.suppress(OSError):  # on another machine; absolute paths do without
            os.chdir(where)
        self._call = pickle.loads(call)  # noqa: S301 - our own driver wrote it
        # Ray's process has threads of its own, so it cannot be copied.
        self._pool = Pool(1, copied=False)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        piece = pickle.loads(batch["piece"][0])  # noqa: S301 - our own driver wrote it
        try:
            [(_, result)] = self._pool.run(self._call, [piece])
            packed = pickle.dumps(result)
        except Exception as error:
            packed = _packed(error)
        return {"n": batch["n"], "result": [packed]}


def _packed(error: Exception) -> bytes:
    try:
        return pickle.dumps(_Raised(error))
    except Exception:  # some exceptions cannot be sent
        return pickle.dumps(_Raised(RuntimeError(f"{type(error).__name__}: {error}")))


def _looked(probe: str) -> tuple[str, str]:
    """What a machine reads in the probe, and which version of this package it has."""
    try:
        return Path(probe).read_text(encoding="ascii"), version(_PACKAGE)
    except OSError:
        return "", version(_PACKAGE)


def _judged(host: str, folder: Path, word: str, answer: tuple[str, str]) -> None:
    """Refuse a machine that sees another folder, or would do the work in another way."""
    seen, theirs = answer
    if theirs != version(_PACKAGE):
        raise InputError(
            f"the machine {host!r} of the cluster has version {theirs} of this package, here it is "
            f"{version(_PACKAGE)}; install the same on all"
        )
    if seen != word:
        raise InputError(
            f"the machine {host!r} of the cluster does not see the output folder {str(folder)!r} as it is here; give a "
            "folder that all machines share under the same path"
        )


def _loaded() -> Any:  # noqa: ANN401 - Ray is not typed
    """Ray, made quiet: it tells nobody how it is used, and draws no bars of its own over ours."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of modules that Ray imports
        try:
            import ray
            import ray.data
            import ray.util.scheduling_strategies
        except ImportError as error:
            raise ConfigError("Ray is not installed; install it with: pip install 'variorum[ray]'") from error
        context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    return ray


def _authorised(address: str | None) -> None:
    """See that Ray has the token that its cluster asks for."""
    if address is None:
        # One that is started here takes work from nobody else on this machine; Ray itself sees to the rest.
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
        return
    kept = Path(os.environ.get("RAY_AUTH_TOKEN_PATH") or "~/.ray/auth_token").expanduser()
    if "RAY_AUTH_TOKEN" in os.environ or kept.exists():
        os.environ.setdefault("RAY_AUTH_MODE", "token")  # read when Ray is loaded; it does not look by itself


def _knock(address: str) -> None:
    """Whether anybody is at HOST:PORT; other forms of an address are left to Ray.

    Raises:
        OSError: If nobody is.
    """
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), timeout=_CONNECT_SECONDS).close()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Nothing on standard error while Ray begins: its C++ part announces there that it was told to announce nothing."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with warnings.catch_warnings(), open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - no path of ours
            warnings.simplefilter("ignore")
            os.dup2(nowhere.fileno(), 2)
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _short_folder() -> str:
    """Where sockets can lie: their paths may have 107 bytes, of which Ray's own part takes most."""
    folder = tempfile.gettempdir()
    return folder if len(os.fsencode(folder)) <= 20 or os.name == "nt" else "/tmp"  # noqa: S108 - the folder is made anew


def _cause(error: BaseException) -> BaseException:
    """The first of a chain of errors, which says most: Ray hides a refused token behind two others."""
    while (earlier := error.__cause__ or error.__context__) is not None:
        error = earlier
    return error


def _in_short(error: BaseException) -> str:
    """The last line of an error that may hold a whole traceback."""
    return ([type(error).__name__] + [line.strip() for line in str(error).splitlines() if line.strip()])[-1][:200]
