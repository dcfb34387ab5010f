"""Files at addresses: object stores through fsspec, web servers through our own checked connections.

The rules for addresses are those of the fetcher: no machine of one's own network unless that is allowed. The well-known
stores are public; an endpoint that the environment names is looked at like a page's address.
"""

import contextlib
import glob
import os
import tempfile
import time
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import httpx

from variorum.adapters.fetch import HttpFetcher
from variorum.adapters.fetch.addresses import is_public, resolve, web_address
from variorum.adapters.fetch.fetcher import MOST_REDIRECTS, user_agent
from variorum.adapters.fetch.transport import CONNECT_SECONDS, QUIET_SECONDS, CheckedBackend, CheckedTransport
from variorum.adapters.files import Reading, read_inputs
from variorum.adapters.paths import ENDINGS, Found, RefusedError, reject
from variorum.config import Config
from variorum.records.source import Document, Rejection, RejectReason

_WEB = ("http", "https")
_STORES = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss"})
"""Protocols of object stores, which lie on public machines."""

_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "FSSPEC_S3_ENDPOINT_URL", "STORAGE_EMULATOR_HOST")
"""Variables of the environment that lead a store's client to another machine."""

_VERSIONS = ("ETag", "etag", "checksum", "md5Hash", "mtime", "created")
_RESOLVE_SECONDS = 10.0
_CHUNK = 1 << 20
_WANTED = "install variorum[remote], and what your store needs (s3fs, gcsfs, adlfs)"


def listed_addresses(url: str, outlet: str | None, *, config: Config) -> Iterator[Found | Rejection]:
    """The files that an address stands for.

    Args:
        url: A file; in an object store also a folder (with a stroke at its end) or a glob.
        outlet: The outlet that the user gave for it.
        config: Whether private addresses may be asked.
    """
    try:
        _allowed(url, config)
        if _protocol(url) in _WEB or not (url.endswith("/") or glob.has_magic(url)):
            yield Found(url, outlet, True)
            return
        with _telling(url):
            system, path = _system(url)
            names = system.find(path) if url.endswith("/") else system.glob(path)
        found = [system.unstrip_protocol(name) for name in sorted(names) if name.lower().endswith(ENDINGS)]
    except RefusedError as refusal:
        yield reject(url, refusal.reason, refusal.detail)
        return
    if not found:
        yield reject(url, RejectReason.EMPTY, f"{url} leads to nothing readable; it reads {' '.join(ENDINGS)}.")
    for name in found:
        yield Found(name, outlet, False)


def version_of(url: str, *, config: Config) -> tuple[int | None, str | None]:
    """A file's size in bytes, and what its server calls its version; None where it does not say.

    Args:
        url: The file.
        config: Whether private addresses may be asked.

    Raises:
        RefusedError: If it may not be asked, or is not there.
    """
    _allowed(url, config)
    if _protocol(url) in _WEB:
        if not _is_archive(url):
            return None, None
        with _answer(url, "HEAD", config) as answer:
            length = answer.headers.get("content-length", "")
            version = answer.headers.get("etag") or answer.headers.get("last-modified")
            return int(length) if length.isdigit() else None, version
    with _telling(url):
        system, path = _system(url)
        info = system.info(path)
    return info.get("size"), next((str(info[k]) for k in _VERSIONS if info.get(k)), None)


@contextlib.contextmanager
def opened(url: str, *, config: Config) -> Iterator[BinaryIO]:
    """A file that can be sought; one of a web server is fetched whole, beside, first.

    Args:
        url: The file.
        config: Whether private addresses may be asked.

    Raises:
        RefusedError: If it may not be asked, or is not there.
    """
    _allowed(url, config)
    if _protocol(url) in _WEB:
        with tempfile.TemporaryFile() as file:
            with _answer(url, "GET", config) as answer:
                for chunk in answer.iter_raw(_CHUNK):
                    file.write(chunk)
            file.seek(0)
            yield file
        return
    with _telling(url):
        system, path = _system(url)
        file = system.open(path, "rb")
    with file:
        yield file


def address_documents(found: Found, *, config: Config) -> Iterator[Document | Rejection]:
    """The articles at an address that is no archive: a page, a feed, a text.

    Args:
        found: The address.
        config: Limits.
    """
    if _protocol(found.path) in _WEB:
        given = f"{found.outlet}={found.path}" if found.outlet else found.path
        with HttpFetcher(config) as fetcher:
            yield from read_inputs([given], Reading(config=config, fetcher=fetcher))
        return
    from variorum.adapters.files import bytes_found

    with opened(found.path, config=config) as file:
        yield from bytes_found(found, file, config=config)


def _protocol(url: str) -> str:
    return url.partition("://")[0].lower()


def _is_archive(url: str) -> bool:
    from variorum.adapters.paths import PARQUET_ENDINGS, ROW_ENDINGS, WARC_ENDINGS

    return url.lower().endswith((*WARC_ENDINGS, *ROW_ENDINGS, *PARQUET_ENDINGS))


def _allowed(url: str, config: Config) -> None:
    """Refuse what the fetcher would refuse."""
    protocol = _protocol(url)
    if protocol in _WEB:
        web_address(url, allow_private=config.allow_private)
        return
    if config.allow_private:
        return
    if protocol not in _STORES:
        raise RefusedError(
            RejectReason.PRIVATE_ADDRESS,
            f"{url} does not lie in a public store; add --allow-private if {protocol}:// is meant.",
        )
    for name in _ENDPOINTS:
        endpoint = os.environ.get(name)
        host = urlsplit(endpoint if "://" in (endpoint or "") else f"//{endpoint or ''}").hostname if endpoint else None
        if host and not _public(host):
            raise RefusedError(
                RejectReason.PRIVATE_ADDRESS,
                f"{name} leads {protocol}:// to {host}, which is no public address; "
                "add --allow-private if that machine is meant.",
            )


def _public(host: str) -> bool:
    try:
        return all(is_public(a) for a in resolve(host, 443, _RESOLVE_SECONDS))
    except OSError:
        return True  # it leads nowhere: the store's client says so


def _system(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError:
        raise RefusedError(RejectReason.UNREADABLE, f"{url} needs fsspec, which is absent: {_WANTED}.") from None
    system, path = fsspec.core.url_to_fs(url)
    return system, path


@contextlib.contextmanager
def _telling(url: str) -> Iterator[None]:
    """A store's failures as refusals."""
    try:
        yield
    except RefusedError:
        raise
    except ImportError as error:
        why = f"needs a package that is absent ({error}): {_WANTED}"
        raise RefusedError(RejectReason.UNREADABLE, f"{url} {why}.") from error
    except FileNotFoundError as error:
        raise RefusedError(RejectReason.UNREADABLE, f"{url} is not there; look at its spelling.") from error
    except Exception as error:  # each store's client has errors of its own
        why = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        detail = f"{url} cannot be read ({why}); look at address and rights."
        raise RefusedError(RejectReason.UNREACHABLE, detail) from error


@contextlib.contextmanager
def _answer(url: str, method: str, config: Config) -> Iterator[httpx.Response]:
    """A web server's answer, redirects followed, each address checked."""
    backend = CheckedBackend(resolve=resolve, allow_private=config.allow_private, clock=time.monotonic)
    transport = CheckedTransport(backend, httpx.create_ssl_context)
    address = web_address(url, allow_private=config.allow_private)
    try:
        for _ in range(MOST_REDIRECTS + 1):
            timeout = {"connect": CONNECT_SECONDS, "read": QUIET_SECONDS, "write": QUIET_SECONDS, "pool": 60.0}
            headers = {"user-agent": user_agent(config.contact), "accept-encoding": "identity"}
            request = httpx.Request(method, address, headers=headers, extensions={"timeout": timeout})
            response = transport.handle_request(request)
            response.request = request
            with contextlib.closing(response):
                if response.is_redirect and "location" in response.headers:
                    address = web_address(
                        str(address.join(response.headers["location"])), allow_private=config.allow_private
                    )
                    continue
                if response.status_code != 200:
                    raise RefusedError(
                        RejectReason.HTTP_STATUS, f"{url} cannot be had (status {response.status_code}); look at it."
                    )
                yield response
                return
        raise RefusedError(RejectReason.REDIRECTS, f"{url} redirects more than {MOST_REDIRECTS} times.")
    except httpx.TimeoutException as error:
        detail = f"{url}: its server did not answer in time; try again later."
        raise RefusedError(RejectReason.TIMED_OUT, detail) from error
    except (httpx.HTTPError, OSError) as error:
        raise RefusedError(
            RejectReason.UNREACHABLE, f"{url} cannot be reached ({str(error)[:200] or type(error).__name__})."
        ) from error
    finally:
        transport.close()
