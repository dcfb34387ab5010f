"""A web server on loopback that does whatever a test wants, down to the byte."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping

Route = bytes | Callable[[socket.socket, "Request"], None]


class Request:
    """A request as it came: its path with query, and its headers, names in lower case."""

    def __init__(self, raw: bytes) -> None:
        head = raw.decode("latin-1").split("\r\n")
        self.path = head[0].split(" ")[1]
        self.headers = {k.lower(): v.strip() for k, _, v in (x.partition(":") for x in head[1:] if x)}


def answer(body: bytes | str = b"", status: int = 200, **headers: str) -> bytes:
    """A whole answer; `content_type="…"` becomes `content-type: …`."""
    data = body.encode("utf-8") if isinstance(body, str) else body
    fields = {"content-type": "text/html; charset=utf-8", "content-length": str(len(data)), "connection": "close"}
    fields |= {k.replace("_", "-"): v for k, v in headers.items()}
    head = "".join(f"{k}: {v}\r\n" for k, v in fields.items())
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode("latin-1") + data


NOT_THERE = answer(b"nothing here", 404)


class Server:
    """Answers by its routes, one connection a thread; what is not routed is not there."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.routes: dict[str, Route | list[Route]] = {}
        self.asked: list[Request] = []
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listening.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._closed = False
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self, *, own: bool = False) -> list[str]:
        """What was asked for, without the site's own files unless `own`."""
        return [r.path for r in self.asked if own or r.path not in ("/robots.txt", "/.well-known/tdmrep.json")]

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self._open.add(connection)
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            raw = b""
            while b"\r\n\r\n" not in raw:
                part = connection.recv(65536)
                if not part:
                    return
                raw += part
            request = Request(raw)
            self.asked.append(request)
            route = self.routes.get(request.path, self.routes.get(request.path.split("?")[0], NOT_THERE))
            if isinstance(route, list):
                route = route.pop(0) if len(route) > 1 else route[0]
            if isinstance(route, bytes):
                connection.sendall(route)
            else:
                route(connection, request)
            if self._tls is not None:
                connection.close()
        self._open.discard(connection)

    def close(self) -> None:
        self._closed = True
        self._listening.close()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.close()


@contextlib.contextmanager
def serving(routes: Mapping[str, Route | list[Route]], *, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(tls)
    server.routes.update(routes)
    try:
        yield server
    finally:
        server.close()


def drip(seconds: float, *, head: bytes = b"") -> Route:
    """Sends a byte now and then, for ever."""

    def route(connection: socket.socket, request: Request) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(b"x")
            time.sleep(seconds)

    return route


def endless(connection: socket.socket, request: Request) -> None:
    """A page without end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<html><body>")
    while True:
        connection.sendall(b"<p>And so it went on and on.</p>" * 2000)


def silent(connection: socket.socket, request: Request) -> None:
    """Never says a word."""
    time.sleep(30)


def hang_up(connection: socket.socket, request: Request) -> None:
    """Closes without an answer."""
