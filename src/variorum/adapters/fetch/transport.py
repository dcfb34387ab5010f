"""The way to the network: each connection goes to an address that was checked, and nothing takes longer than allowed.

A host's name is resolved once a connection, every address of it is checked, and the connection is made to just that
address: a name server that gives another answer later changes nothing. Certificates are still checked by name.
"""

import ssl
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import Any

import httpcore
import httpx

from variorum.adapters.fetch.addresses import Resolve, is_public
from variorum.adapters.paths import RefusedError
from variorum.records.source import RejectReason

DEADLINE: ContextVar[float | None] = ContextVar("deadline", default=None)
"""When the request under way must be done, in the transport's own seconds."""

CONNECT_SECONDS = 10.0
QUIET_SECONDS = 20.0
"""How long a connection may take, and how long a server may say nothing."""


class DeadlineError(Exception):
    """The whole request takes too long, however busily the server sends."""


def _remaining(clock: Callable[[], float], seconds: float | None) -> float:
    most = QUIET_SECONDS if seconds is None else seconds
    deadline = DEADLINE.get()
    if deadline is None:
        return most
    left = deadline - clock()
    if left <= 0:
        raise DeadlineError
    return min(most, left)


class _Stream(httpcore.NetworkStream):
    """A stream whose every wait ends at the request's deadline."""

    def __init__(self, inner: httpcore.NetworkStream, clock: Callable[[], float]) -> None:
        self._inner = inner
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = _remaining(self._clock, timeout)
        try:
            return self._inner.read(max_bytes, left)
        except httpcore.ReadTimeout:
            _remaining(self._clock, timeout)
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _remaining(self._clock, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, _remaining(self._clock, timeout))
        return _Stream(inner, self._clock)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as the library has it
        return self._inner.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only.

    Args:
        resolve: Gives a host's addresses.
        allow_private: Whether addresses of one's own network are let through.
        clock: Monotonic seconds, those of `DEADLINE`.
        inner: What makes the connections.
    """

    def __init__(
        self,
        *,
        resolve: Resolve,
        allow_private: bool,
        clock: Callable[[], float],
        inner: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._clock = clock
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check and connect.

        Raises:
            RefusedError: If any of the host's addresses is not public: a name that leads to both is no news site's.
            httpcore.ConnectError: If the host has no address, or none answers.
        """
        bare = host.strip("[]")
        try:
            addresses = list(self._resolve(bare, port, _remaining(self._clock, timeout)))
        except OSError as error:
            raise httpcore.ConnectError(f"its name {bare!r} leads nowhere ({error.strerror or error})") from error
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    raise RefusedError(
                        RejectReason.PRIVATE_ADDRESS,
                        f"{bare} leads to {address}, which is no public address; "
                        "add --allow-private if that machine is meant.",
                    )
        failed: Exception = httpcore.ConnectError(f"its name {bare!r} leads nowhere")
        for address in addresses[:4]:
            try:
                stream = self._inner.connect_tcp(
                    address,
                    port,
                    timeout=_remaining(self._clock, timeout),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self._clock)
        raise failed


class _Body(httpx.SyncByteStream):
    def __init__(self, parts: Iterable[bytes], close: Callable[[], None]) -> None:
        self._parts = parts
        self._close = close

    def __iter__(self) -> Iterator[bytes]:
        with _Mapped():
            yield from self._parts

    def close(self) -> None:
        self._close()


class _Mapped:
    """Turns the lower library's errors into the client's."""

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:  # noqa: ANN401
        """Raise the client's error for the lower library's."""
        if isinstance(error, httpcore.TimeoutException):
            raise httpx.TimeoutException(str(error)) from error
        if isinstance(error, httpcore.ProtocolError):
            raise httpx.RemoteProtocolError(str(error)) from error
        if isinstance(error, httpcore.NetworkError):
            raise httpx.NetworkError(str(error)) from error


class CheckedTransport(httpx.BaseTransport):
    """The client's way to the network, over a pool of checked connections.

    Args:
        backend: What makes the connections.
        ssl_context: Makes the TLS settings, when the first https page is asked for.
    """

    def __init__(self, backend: CheckedBackend, ssl_context: Callable[[], ssl.SSLContext]) -> None:
        self._backend = backend
        self._ssl_context = ssl_context
        self._pools: dict[str, httpcore.ConnectionPool] = {}

    def _pool(self, scheme: str) -> httpcore.ConnectionPool:
        if scheme not in self._pools:
            self._pools[scheme] = httpcore.ConnectionPool(
                # Reading the certificates takes a while: only where they are needed.
                ssl_context=self._ssl_context() if scheme == "https" else None,
                max_connections=32,
                max_keepalive_connections=8,
                keepalive_expiry=15.0,
                network_backend=self._backend,
            )
        return self._pools[scheme]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        asked = httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        with _Mapped():
            response = self._pool(request.url.scheme).handle_request(asked)
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response.iter_stream(), response.close),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            pool.close()
        self._pools.clear()
