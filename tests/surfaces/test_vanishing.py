"""A client that vanishes: nothing of it stays, the log says nothing, and the server goes on."""

import asyncio
import json
import logging
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from desk_store import STORY, fill

from variorum.cli.mcp import http_app
from variorum.desk import Desk
from variorum.http.app import create_app
from variorum.http.security import Rules

RULES = Rules(hosts=frozenset({"127.0.0.1"}))
TIMES = 12
CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
ACCEPT = "application/json, text/event-stream"


class Served:
    """A server in a thread, and what it holds open."""

    def __init__(self, app: Any) -> None:
        self._server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None))
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        until = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < until
            time.sleep(0.01)
        self.port: int = self._server.servers[0].sockets[0].getsockname()[1]
        self.base = len(self.tasks())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self._server.serve()

    def tasks(self) -> list[str]:
        """What runs now, this question's own task not counted."""

        async def told() -> list[str]:
            return sorted(str(t.get_coro()) for t in asyncio.all_tasks() - {asyncio.current_task()})

        return asyncio.run_coroutine_threadsafe(told(), self._loop).result(10)

    def connections(self) -> int:
        return len(self._server.server_state.connections)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive()

    def vanish(self, sent: bytes, *, wait: float = 0.0, read: int = 0) -> None:
        """Connect, send, perhaps read a little, and be gone: with a reset, as when a cable is pulled."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(sent)
            if read:
                assert connection.recv(read)
            time.sleep(wait)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def until(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@contextmanager
def serving(app: Any, caplog: pytest.LogCaptureFixture) -> Iterator[Served]:
    """A server that has nothing left of its clients, and nothing in its log, when the block ends."""
    served = Served(app)
    try:
        with caplog.at_level(logging.WARNING):
            yield served
            assert until(lambda: served.connections() == 0)
            assert until(lambda: len(served.tasks()) <= served.base), served.tasks()
    finally:
        served.stop()
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING] == []


def request(method: str, path: str, body: bytes = b"", *, length: int | None = None, **headers: str) -> bytes:
    told = {"host": "127.0.0.1", **{k.replace("_", "-"): v for k, v in headers.items()}}
    if body or length is not None:
        told["content-length"] = str(len(body) if length is None else length)
    lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in told.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with fill(tmp_path / "desk.variorum") as found:
        yield found


UPLOAD = b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n' + b"words " * 200
MOMENTS = {
    "in the first line": request("GET", "/")[:7],
    "in the headers": request("GET", "/")[:-2],
    "before the answer": request("GET", f"/story/{STORY}"),
    "before the answer to a program": request("GET", f"/api/v1/stories/{STORY}/report"),
    "in an upload": request("POST", "/add", UPLOAD, length=90_000, content_type="multipart/form-data; boundary=x"),
    "in a form": request("POST", "/seen", b"until=", length=9000, content_type="application/x-www-form-urlencoded"),
    "in a chunk": request("POST", "/add", transfer_encoding="chunked", content_type="multipart/form-data; boundary=x")
    + b"ff\r\n--x",
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_browser_that_vanishes(desk: Desk, caplog: pytest.LogCaptureFixture, moment: str) -> None:
    with serving(create_app(desk, rules=RULES), caplog) as served:
        for n in range(TIMES):
            served.vanish(MOMENTS[moment], wait=0.01 * (n % 3))
        assert httpx.get(f"http://127.0.0.1:{served.port}/").status_code == 200


def test_a_reader_that_stops_within_the_answer(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with serving(create_app(desk, rules=RULES), caplog) as served:
        for _ in range(TIMES):
            served.vanish(request("GET", f"/story/{STORY}"), read=100)
        assert httpx.get(f"http://127.0.0.1:{served.port}/").status_code == 200


def test_open_pages_that_vanish_are_no_longer_told(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(desk, rules=RULES)
    with serving(app, caplog) as served:
        for n in range(TIMES):
            served.vanish(request("GET", f"/live?story={STORY}" if n % 2 else "/live"), read=200)
        assert until(lambda: app.state.watcher.streams == 0)
        assert httpx.get(f"http://127.0.0.1:{served.port}/").status_code == 200


def call(tool: str, arguments: dict[str, object]) -> bytes:
    return json.dumps(CALL | {"params": {"name": tool, "arguments": arguments}}).encode()


def test_an_agent_that_vanishes(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    json_post: dict[str, str] = {"content_type": "application/json", "accept": ACCEPT}
    asking = call("check_claim", {"sentence": "The ferry Petrel ran aground off Harnsey."})
    with serving(http_app(desk, RULES), caplog) as served:
        served.vanish(request("GET", "/mcp", accept=ACCEPT), read=50)
        served.base += 1  # the library's own task for all event streams together
        for sent in (
            request("POST", "/mcp", asking[:40], length=len(asking), **json_post),
            request("POST", "/mcp", call("search_stories", {"words": "ferry"}), **json_post),
            request("POST", "/mcp", asking, **json_post),
            request("GET", "/mcp", accept=ACCEPT),
        ):
            for n in range(TIMES // 2):
                served.vanish(sent, wait=0.02 * (n % 2))
        answer = httpx.post(
            f"http://127.0.0.1:{served.port}/mcp",
            content=call("search_stories", {"words": "ferry"}),
            headers={"content-type": "application/json", "accept": ACCEPT},
            timeout=60,
        )
        assert STORY in answer.text
        endless = httpx.post(
            f"http://127.0.0.1:{served.port}/mcp",
            content=(b"x" * 65_536 for _ in range(64)),
            headers={"content-type": "application/json", "accept": ACCEPT},
        )
        assert endless.status_code == 413


@pytest.mark.parametrize("closed", ["what it writes", "what it reads", "both"])
def test_an_agent_whose_pipe_closes(desk: Desk, closed: str) -> None:
    """The server ends by itself, at once and without a word."""
    hello = {
        "jsonrpc": "2.0",
        "id": 0,
        "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a", "version": "1"}},
    }
    started = subprocess.Popen(
        [sys.executable, "-m", "variorum", "mcp", "--store", str(desk.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONWARNINGS": "error::ResourceWarning"},
    )
    assert started.stdin is not None
    assert started.stdout is not None
    assert started.stderr is not None
    started.stdin.write(json.dumps(hello).encode() + b"\n")
    started.stdin.flush()
    assert b"serverInfo" in started.stdout.readline()
    if closed != "what it writes":
        started.stdout.close()
    if closed != "what it reads":
        started.stdin.close()
    else:
        started.stdin.write(call("search_stories", {"words": "ferry"}) + b"\n")
        started.stdin.flush()
    told = started.stderr.read().decode()
    started.wait(20)
    for pipe in (started.stdin, started.stdout, started.stderr):
        pipe.close()
    assert told == ""
    assert started.returncode == 0
