"""Who may ask what: hosts, origins, tokens, sizes, and the headers of every answer.

A page on any site may make a browser send requests to a loopback address, so Host and Origin are checked there too
(DNS rebinding, cross-site requests). Off loopback nothing is answered without the token.

Source: OWASP Cheat Sheets on Cross-Site Request Forgery Prevention, Session Management and Content Security Policy.
"""

import hashlib
import hmac
import ipaddress
import logging
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_COOKIE = "variorum_session"
SESSION_SECONDS = 12 * 3600
"""How long a browser stays let in: a working day."""

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing but our own files; style attributes are our pictures' (an article's text is never an attribute's name)."""

API = "/api/"
"""Addresses for programs: what is refused there is told as a problem (RFC 9457), not as plain text."""

_HEADERS = {
    "x-content-type-options": "nosniff",
    # Nothing of an address goes to another site; with "no-referrer" browsers would hide a form's origin from us too.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
}


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What a server lets in.

    Attributes:
        hosts: Names by which it may be asked, lower case, without port.
        token: What opens it; None on loopback, where only the Host and Origin are checked.
        max_body: Most bytes of a request's body.
        secure: Whether it is reached by HTTPS (behind a proxy), so that cookies are sent only there.
        per_minute: Requests that one client may make a minute, in bursts of as many.
    """

    hosts: frozenset[str]
    token: str | None = None
    max_body: int = 2_000_000
    secure: bool = False
    per_minute: int = 12_000


def is_loopback(host: str) -> bool:
    """Whether a host's name or address means this machine alone."""
    bare = host.strip("[]").lower()
    if bare == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def host_of(value: str) -> str:
    """The name in a Host header or an origin's authority, lower case, without port and brackets; "" if malformed."""
    try:
        return (urlsplit(f"//{value}").hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


class _Bucket:
    """A client's allowance: fills evenly, holds a minute's worth."""

    __slots__ = ("at", "left")

    def __init__(self, left: float, at: float) -> None:
        self.left, self.at = left, at


class _Bounded:
    """A request's body, cut off once it is larger than it may be, whatever its header promised."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most
        self.over = False

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                self.over = True
                return {"type": "http.disconnect"}
        return message


class Guard:
    """ASGI middleware: every request passes here first, every answer leaves through here.

    Args:
        app: What is guarded.
        rules: What is let in.
        clock: Monotonic seconds.
    """

    _MOST_CLIENTS = 4096

    def __init__(self, app: ASGIApp, *, rules: Rules, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._rules = rules
        self._clock = clock
        # A key of this process: a restart asks everybody for the token again, and no secret lies on the disk.
        self._key = secrets.token_bytes(32)
        self._buckets: dict[str, _Bucket] = {}

    # -- tokens -------------------------------------------------------------------------------------------------------

    def _sign(self, purpose: str, value: str) -> str:
        return hmac.new(self._key, f"{purpose}|{value}".encode(), hashlib.sha256).hexdigest()

    def _new_session(self) -> str:
        value = f"{secrets.token_hex(16)}.{int(self._clock()) + SESSION_SECONDS}"
        return f"{value}.{self._sign('session', value)}"

    def _session_of(self, headers: Headers) -> str | None:
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(_COOKIE)
        except CookieError:
            return None
        if morsel is None:
            return None
        value, _, signature = morsel.value.rpartition(".")
        if not hmac.compare_digest(self._sign("session", value).encode(), signature.encode()):
            return None
        expires = value.rpartition(".")[2]
        return value if expires.isdigit() and int(expires) > self._clock() else None

    def _opens(self, given: str) -> bool:
        return self._rules.token is not None and hmac.compare_digest(given.encode(), self._rules.token.encode())

    # -- checks -------------------------------------------------------------------------------------------------------

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        if len(headers.getlist("host")) != 1 or host_of(headers["host"]) not in self._rules.hosts:
            return 421, "This server does not answer by that name. Start it with --host to name another one."
        if scope["method"] not in _SAFE:
            origin = headers.get("origin")
            site = headers.get("sec-fetch-site")
            if origin is not None:
                if host_of(urlsplit(origin).netloc) not in self._rules.hosts or origin == "null":
                    return 403, "A page of another site may not change anything here."
                if urlsplit(origin).netloc != headers["host"]:
                    return 403, "A page of another site may not change anything here."
            elif site not in (None, "same-origin", "none"):
                return 403, "A page of another site may not change anything here."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._rules.max_body:
            return 413, self._too_large()
        return None

    def _spends(self, client: str) -> bool:
        now, rate = self._clock(), self._rules.per_minute / 60
        bucket = self._buckets.get(client)
        if bucket is None:
            if len(self._buckets) >= self._MOST_CLIENTS:
                self._buckets.clear()
            bucket = self._buckets[client] = _Bucket(float(self._rules.per_minute), now)
        bucket.left = min(float(self._rules.per_minute), bucket.left + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = _with_headers(send, "no-cache" if scope["path"].startswith("/static/") else "no-store")
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _refused(scope, refusal[1], refusal[0])(scope, receive, answer)
            return
        if not self._spends((scope.get("client") or ("", 0))[0]):
            response = _refused(scope, "Too many requests; wait a little.", 429, {"retry-after": "5"})
            await response(scope, receive, answer)
            return
        bounded = _Bounded(receive, self._rules.max_body)
        if scope["path"] == "/enter" and self._rules.token is not None:
            await (await self._enter(scope, bounded))(scope, bounded, answer)
            return
        session = self._session_of(headers)
        # The style sheet is the package's own and holds no secret; the page that asks for the token has it.
        if self._rules.token is not None and session is None and not scope["path"].startswith("/static/"):
            scheme, _, given = headers.get("authorization", "").partition(" ")
            if not (scheme.lower() == "bearer" and self._opens(given.strip())):
                await self._ask(scope, headers)(scope, bounded, answer)
                return
        # What a form must carry: bound to the browser's session where there is one, else to this process.
        scope.setdefault("state", {})["csrf"] = self._sign("form", session or "loopback")
        await self._answer(scope, bounded, answer)

    async def _answer(self, scope: Scope, receive: _Bounded, send: Send) -> None:
        """What the pages answer; where they fail, a word that says so and nothing of what failed."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except ClientDisconnect:
            pass  # the client is gone, or was cut off below; nothing of ours failed
        except Exception:
            if begun or not receive.over:
                _log.exception("%s %s failed", scope["method"], scope["path"])
                if begun:
                    raise
                await _refused(scope, "The server could not answer. Its log says more.", 500)(scope, receive, send)
                return
        if receive.over and not begun:
            await _refused(scope, self._too_large(), 413)(scope, receive, send)

    def _too_large(self) -> str:
        return f"The request is larger than {self._rules.max_body // 1000} kB."

    def _ask(self, scope: Scope, headers: Headers) -> Response:
        if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            return RedirectResponse("/enter", status_code=303)
        told = "A token is needed: send it as 'Authorization: Bearer TOKEN'."
        return _refused(scope, told, 401, {"www-authenticate": 'Bearer realm="variorum"'})

    async def _enter(self, scope: Scope, receive: Receive) -> Response:
        told = ""
        if scope["method"] == "POST":
            body = await _read(receive)
            given = parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0]
            if self._opens(given.strip()):
                response = RedirectResponse("/", status_code=303)
                response.set_cookie(
                    _COOKIE,
                    self._new_session(),
                    max_age=SESSION_SECONDS,
                    httponly=True,
                    samesite="strict",
                    secure=self._rules.secure,
                )
                return response
            _log.warning("a wrong token was given")
            told = "<p role=alert>That is not the token.</p>"
        page = (
            '<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">'
            "<title>Variorum</title><link rel=stylesheet href=/static/desk.css><main class=enter><h1>Variorum</h1>"
            f"{told}<form method=post action=/enter><label>Token <input name=token type=password required "
            "autocomplete=current-password autofocus></label> <button>Enter</button></form>"
            "<p class=quiet>It was printed where the server was started.</p></main></html>"
        )
        return Response(page, status_code=403 if told else 200, media_type="text/html")


def _refused(scope: Scope, told: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """A refusal in the form of the address that was asked."""
    if not scope["path"].startswith(API):
        return PlainTextResponse(told + "\n", status, headers=headers)
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": told}
    return Response(msgspec.json.encode(body), status, headers=headers, media_type="application/problem+json")


def matches_form(scope: Scope, given: str) -> bool:
    """Whether a form's hidden value is the one that this server put into it."""
    expected = str(scope.get("state", {}).get("csrf", ""))
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def _with_headers(send: Send, cache: str) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("content-security-policy", PAGE_POLICY)
            headers.setdefault("cache-control", cache)
        await send(message)

    return wrapped


async def _read(receive: Receive) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)
