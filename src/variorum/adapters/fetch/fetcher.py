"""One client for all that is fetched: permissions, pace, retries, redirects, limits."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType

import httpcore
import httpx
import msgspec

from variorum.adapters.fetch.addresses import Resolve, resolve, web_address
from variorum.adapters.fetch.body import ACCEPTED, read_body
from variorum.adapters.fetch.permission import (
    MOST_ROBOTS_BYTES,
    SitePolicy,
    opted_out,
    robots_of,
    tdm_rules,
)
from variorum.adapters.fetch.transport import (
    CONNECT_SECONDS,
    DEADLINE,
    QUIET_SECONDS,
    CheckedBackend,
    CheckedTransport,
    DeadlineError,
)
from variorum.adapters.paths import RefusedError
from variorum.adapters.reservation import ROBOTS_NAME
from variorum.config import Config
from variorum.records.source import Rejection, RejectReason
from variorum.records.web import Fetched, Validators

_log = logging.getLogger(__name__)

STEP = "fetch"
TRIES = 3
MOST_WAIT_SECONDS = 60.0
MOST_REDIRECTS = 10
_POLICY_REDIRECTS = 5
_POLICY_SECONDS, _CLOSED_SECONDS = 24 * 3600.0, 600.0
"""How long a site's word holds: a day at most (RFC 9309, 2.4); ten minutes where it had none to give."""
_PASSING = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WORDS = {401: "asks for a password", 402: "asks for payment", 403: "is refused to us", 404: "is not there",
          410: "was taken away", 451: "is withheld for legal reasons"}  # fmt: skip


def _utc_now() -> datetime:
    return datetime.now(UTC)


def user_agent(contact: str | None) -> str:
    """How Variorum names itself to servers.

    Args:
        contact: An address or page at which its user can be reached, or None.
    """
    about = "compares news reports; obeys robots.txt by the name Variorum"
    shown = "".join(c for c in contact or "" if c.isascii() and c.isprintable() and c not in "()\\")
    return f"{ROBOTS_NAME}/{version('variorum')} ({about}{'; ' + shown if shown else ''})"


class _CutOffError(httpx.RemoteProtocolError):
    """The connection ended before the body did."""


class _Answer(msgspec.Struct, frozen=True):
    status: int
    headers: dict[str, str]
    body: bytes


class HttpFetcher:
    """Fetches pages and feeds over http and https (the `Fetcher` of `variorum.ports`).

    One object serves several threads. What it learns of a site (its robots.txt, its pace) it keeps while it lives. Each
    fetch has cookies of its own, as some sites redirect in circles without; nothing of them is kept. Proxies that the
    environment names are not used: the address that one asks in our stead could not be checked.

    Args:
        config: Limits, pace, contact, and whether private addresses may be asked.
        resolve: Gives a host's addresses.
        clock: Monotonic seconds.
        sleep: Waits so many seconds.
        now: The wall clock.
        backend: What makes connections to addresses that were checked.
    """

    def __init__(
        self,
        config: Config | None = None,
        *,
        resolve: Resolve = resolve,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = _utc_now,
        backend: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._config = config or Config()
        self._clock = clock
        self._sleep = sleep
        self._now = now
        checked = CheckedBackend(resolve=resolve, allow_private=self._config.allow_private, clock=clock, inner=backend)
        self._transport = CheckedTransport(checked, httpx.create_ssl_context)
        self._lock = threading.Lock()
        self._policies: dict[str, tuple[float, SitePolicy]] = {}
        self._free_at: dict[str, float] = {}

    def __enter__(self) -> "HttpFetcher":
        """Itself; its connections are closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._transport.close()

    def fetch(
        self, url: str, *, validators: Validators | None = None, most_bytes: int | None = None
    ) -> Fetched | Rejection:
        """Ask for a page or feed.

        Args:
            url: Its address.
            validators: Those of an earlier answer for this address: the body comes only if it has changed.
            most_bytes: Most bytes of the body; the setting `max_bytes` where None.

        Returns:
            The answer, or why there is none that may be read. Never raises for what a server does.
        """
        try:
            return self._fetch(url, validators, most_bytes or self._config.max_bytes)
        except RefusedError as refusal:
            detail = refusal.detail if refusal.detail.endswith(".") else f"{url[:300]}: {refusal.detail}."
            return Rejection(id=url, step=STEP, reason=refusal.reason, detail=detail)

    # -- one page -----------------------------------------------------------------------------------------------------

    def _fetch(self, url: str, validators: Validators | None, most: int) -> Fetched:
        asked = web_address(url, allow_private=self._config.allow_private)
        cookies = httpx.Cookies()
        headers = {
            "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/feed+json;q=0.9,*/*;q=0.5"
        }
        if validators and validators.etag:
            headers["if-none-match"] = validators.etag
        if validators and validators.last_modified:
            headers["if-modified-since"] = validators.last_modified
        address = asked
        seen: set[tuple[str, str]] = set()
        for _ in range(MOST_REDIRECTS + 1):
            policy = self._policy(address)
            if policy.closed:
                raise RefusedError(RejectReason.DISALLOWED, policy.closed)
            if not policy.allows(str(address)):
                raise RefusedError(
                    RejectReason.DISALLOWED,
                    f"{address} may not be read by programs (robots.txt); open it in a browser and save the page",
                )
            state = (str(address), repr(sorted(cookies.items())))
            if state in seen:
                raise RefusedError(RejectReason.REDIRECTS, "its redirects go in a circle; open it in a browser")
            seen.add(state)
            self._keep_pace(address, policy)
            answer = self._ask(address, headers, cookies, most)
            if answer.status in _REDIRECTS and "location" in answer.headers:
                address = self._next(address, answer.headers["location"])
                continue
            return self._fetched(asked, address, answer, policy, validators)
        raise RefusedError(
            RejectReason.REDIRECTS, f"it redirects more than {MOST_REDIRECTS} times; give the last address"
        )

    def _next(self, address: httpx.URL, location: str) -> httpx.URL:
        try:
            target = str(address.join(location))
        except (httpx.InvalidURL, ValueError, UnicodeError):
            target = location
        try:
            return web_address(target, allow_private=self._config.allow_private)
        except RefusedError as refusal:
            raise RefusedError(
                refusal.reason, f"{address} redirects to what may not be asked: {refusal.detail}"
            ) from None

    def _fetched(
        self,
        asked: httpx.URL,
        address: httpx.URL,
        answer: _Answer,
        policy: SitePolicy,
        validators: Validators | None,
    ) -> Fetched:
        url, headers = str(asked), answer.headers
        fresh = Validators(etag=headers.get("etag"), last_modified=headers.get("last-modified"))
        at = self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if answer.status == 304 and validators is not None:
            kept = Validators(
                etag=fresh.etag or validators.etag, last_modified=fresh.last_modified or validators.last_modified
            )
            return Fetched(url=url, final_url=str(address), validators=kept, not_modified=True, fetched_at=at)
        if answer.status in (429, 503):
            raise RefusedError(RejectReason.BUSY, f"its server is busy ({answer.status}); ask again later")
        if answer.status != 200:
            words = _WORDS.get(answer.status, "cannot be had")
            raise RefusedError(
                RejectReason.HTTP_STATUS, f"it {words} (status {answer.status}); look at the address in a browser"
            )
        kind = httpx.Headers({"content-type": headers.get("content-type", "")})["content-type"]
        media = kind.partition(";")[0].strip().lower()
        markup = answer.body if "html" in media or not media else b""
        reserved = opted_out(headers, markup, by_file=policy.reserves(address.path))
        if reserved:
            raise RefusedError(
                RejectReason.OPTED_OUT,
                f"its publisher reserves it from text and data mining ({reserved}); ask the publisher",
            )
        return Fetched(
            url=url,
            final_url=str(address),
            body=answer.body,
            content_type=media,
            charset=_charset(kind),
            validators=fresh,
            fetched_at=at,
        )

    # -- what a site allows -------------------------------------------------------------------------------------------

    def _policy(self, address: httpx.URL) -> SitePolicy:
        origin = f"{address.scheme}://{address.netloc.decode('ascii')}"
        with self._lock:
            until, known = self._policies.get(origin, (0.0, None))
        if known is not None and self._clock() < until:
            return known
        status, body = self._small(httpx.URL(origin + "/robots.txt"))
        policy = robots_of(status, body)
        if not policy.closed:
            status, body = self._small(httpx.URL(origin + "/.well-known/tdmrep.json"))
            policy = msgspec.structs.replace(policy, tdm=tdm_rules(body) if status == 200 else ())
        with self._lock:
            holds = _CLOSED_SECONDS if policy.closed else _POLICY_SECONDS
            self._policies[origin] = (self._clock() + holds, policy)
        return policy

    def _small(self, address: httpx.URL) -> tuple[int, bytes]:
        """Status and bytes of one of a site's own files; redirects are followed, also to another host."""
        cookies = httpx.Cookies()
        for _ in range(_POLICY_REDIRECTS + 1):
            try:
                answer = self._ask(address, {}, cookies, MOST_ROBOTS_BYTES)
            except RefusedError as refusal:
                if refusal.reason in (RejectReason.TOO_LARGE, RejectReason.UNREADABLE, RejectReason.TRUNCATED):
                    return 404, b""
                raise
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return answer.status, answer.body
            address = self._next(address, answer.headers["location"])
        return 404, b""

    def _keep_pace(self, address: httpx.URL, policy: SitePolicy) -> None:
        pause = max(self._config.pace_seconds, policy.delay_seconds())
        with self._lock:
            now = self._clock()
            free_at = max(now, self._free_at.get(address.host, now))
            self._free_at[address.host] = free_at + pause
        if free_at > now:
            self._sleep(free_at - now)

    # -- one request --------------------------------------------------------------------------------------------------

    def _ask(self, address: httpx.URL, headers: Mapping[str, str], cookies: httpx.Cookies, most: int) -> _Answer:
        """The answer to a request, asked again where the failure may pass."""
        for n in range(1, TRIES + 1):
            wait = float(2 ** (n - 1))
            try:
                answer = self._once(address, headers, cookies, most)
            except (httpx.TransportError, OSError) as error:
                if n == TRIES:
                    reason, why = _failure(error)
                    raise RefusedError(reason, f"{address.host} {why}; try again later") from error
                _log.info("asked again, attempt %d failed: %s", n, type(error).__name__)
            except DeadlineError:
                raise RefusedError(
                    RejectReason.TIMED_OUT,
                    f"its answer was not there after {self._config.fetch_seconds:g} seconds; try again later",
                ) from None
            else:
                if answer.status not in _PASSING or n == TRIES:
                    return answer
                asked = self._retry_after(answer.headers.get("retry-after"))
                if asked is not None and asked > MOST_WAIT_SECONDS:
                    raise RefusedError(
                        RejectReason.BUSY,
                        f"its server asks to wait {asked:.0f} seconds ({answer.status}); ask again then",
                    )
                wait = max(wait, asked or 0.0)
            self._sleep(wait)
        raise AssertionError("unreachable")  # pragma: no cover - the last try returns or raises

    def _retry_after(self, value: str | None) -> float | None:
        """Seconds that a server asks to wait (RFC 9110, 10.2.3: seconds or a date)."""
        if not value:
            return None
        if value.strip().isdigit():
            return float(value.strip()[:9])
        try:
            return max(0.0, (parsedate_to_datetime(value) - self._now()).total_seconds())
        except (ValueError, TypeError):
            return None

    def _once(self, address: httpx.URL, headers: Mapping[str, str], cookies: httpx.Cookies, most: int) -> _Answer:
        sent = {
            "user-agent": user_agent(self._config.contact),
            "accept-encoding": ACCEPTED,
            "accept-language": "en, *;q=0.5",
            **headers,
        }
        request = httpx.Request(
            "GET",
            address,
            headers=sent,
            cookies=cookies,
            extensions={
                "timeout": {"connect": CONNECT_SECONDS, "read": QUIET_SECONDS, "write": QUIET_SECONDS, "pool": 60.0}
            },
        )
        token = DEADLINE.set(self._clock() + self._config.fetch_seconds)
        try:
            response = self._transport.handle_request(request)
            response.request = request
            try:
                cookies.extract_cookies(response)
                got = {k.lower(): v for k, v in response.headers.items()}
                body = b""
                if response.status_code == 200:
                    length = got.get("content-length", "")
                    if length.isdigit() and int(length[:18]) > most:
                        raise RefusedError(RejectReason.TOO_LARGE, f"its answer is larger than {most / 1e6:g} MB")
                    coding = got.get("content-encoding", "").strip().lower()
                    try:
                        body = read_body(response.stream, coding=coding, most=most)  # type: ignore[arg-type]
                    except httpx.RemoteProtocolError as error:
                        raise _CutOffError(str(error)) from error
            finally:
                response.close()
        finally:
            DEADLINE.reset(token)
        return _Answer(response.status_code, got, body)


def _charset(content_type: str) -> str | None:
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower()[:40] or None
    return None


def _failure(error: Exception) -> tuple[RejectReason, str]:
    if isinstance(error, httpx.TimeoutException):
        return RejectReason.TIMED_OUT, "did not answer in time"
    if isinstance(error, _CutOffError):
        return RejectReason.TRUNCATED, "sent an answer that is cut off"
    if isinstance(error, httpx.RemoteProtocolError):
        return RejectReason.UNREACHABLE, "does not speak HTTP as the standard has it"
    return RejectReason.UNREACHABLE, f"cannot be reached: {str(error)[:200] or type(error).__name__}"
