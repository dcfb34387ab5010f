"""Which addresses may be asked: http and https alone, and no machine of one's own network.

Source: the IANA special-purpose address registries (RFC 6890), RFC 6052 (NAT64), OWASP Cheat Sheet on Server-Side
Request Forgery Prevention.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence

import httpx

from variorum.adapters.paths import RefusedError
from variorum.records.source import RejectReason

Resolve = Callable[[str, int, float], Sequence[str]]
"""Gives the IP addresses of `(host, port)` within so many seconds; raises OSError where there are none."""

_IPV6_UNICAST = ipaddress.ip_network("2000::/3")
_REFUSED_IPV6 = tuple(
    ipaddress.ip_network(n)
    for n in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise, switched off everywhere (RFC 7526)
        "3fff::/20",  # documentation
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MAPPED = ipaddress.ip_network("::ffff:0:0/96")
_REFUSED_IPV4 = tuple(
    ipaddress.ip_network(n)
    for n in (
        "168.63.129.16/32",  # a cloud's metadata service on a public address
        "192.0.0.0/24",  # protocol assignments; a cloud's metadata service has one
        "192.88.99.0/24",  # 6to4 relays
    )
)


def is_public(address: str) -> bool:
    """Whether an IP address is a public machine's.

    Args:
        address: An IPv4 or IPv6 address, with or without a zone.

    Example:
        >>> is_public("93.184.216.34"), is_public("169.254.169.254"), is_public("::ffff:127.0.0.1")
        (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        # An IPv4 address within an IPv6 one; in networks without IPv4 every old site is reached through NAT64.
        if ip in _NAT64 or ip in _MAPPED:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        return ip in _IPV6_UNICAST and not any(ip in n for n in _REFUSED_IPV6)
    return (
        ip.is_global
        and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local)
        and not any(ip in n for n in _REFUSED_IPV4)
    )


def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
    """The IP addresses of a host, by the system's resolver.

    Args:
        host: A name or an address.
        port: The port that will be asked.
        seconds: How long to wait.

    Raises:
        OSError: If there is none, or no answer in time.
    """
    found: list[str] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(row[4][0]) for row in rows))
        except (OSError, UnicodeError) as error:
            failed.append(error if isinstance(error, OSError) else OSError(str(error)))

    # The system's resolver knows no deadline; a thread that is left behind ends with the process.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not found:
        raise TimeoutError(f"no answer from the name server within {seconds:g} s")
    return found


def web_address(url: str, *, allow_private: bool = False) -> httpx.URL:
    """A parsed address that may be asked, as far as its words tell.

    Args:
        url: What the user, a page or a redirect gave.
        allow_private: Whether any port may be asked.

    Returns:
        The address without fragment.

    Raises:
        RefusedError: If it is none of http and https, names no host, carries a password, or a port of another service.
    """

    def refuse(why: str) -> RefusedError:
        return RefusedError(RejectReason.BAD_ADDRESS, f"{url[:300]!r} {why}.")

    try:
        address = httpx.URL(url.strip())
        host, port = address.host, address.port
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise refuse(f"is no sound address ({error}); look at its spelling") from error
    if address.scheme not in ("http", "https"):
        raise refuse("is no web address; only http and https are fetched, so save it as a file")
    if not host:
        raise refuse("names no host; write it as https://example.org/page")
    if address.userinfo:
        raise refuse("carries a user name or password, which would be written into every report; leave it out")
    if port is not None and not 0 < port < 65536:
        raise refuse(f"asks for port {port}, which there is not; look at its spelling")
    if port is not None and port < 1024 and port not in (80, 443) and not allow_private:
        raise refuse(f"asks for port {port}, which is another service's; web servers have 80, 443, or 1024 and up")
    return address.copy_with(fragment=None)
