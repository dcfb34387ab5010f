"""What a site allows: robots.txt, and opt-outs from text and data mining.

Source: RFC 9309 (Robots Exclusion Protocol); W3C Community Group, "TDM Reservation Protocol", final report 2024-05-10.
"""

import fnmatch
import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import msgspec
from protego import Protego

from variorum.adapters.reservation import ROBOTS_NAME, reserved

MOST_ROBOTS_BYTES = 512_000
MOST_DELAY_SECONDS = 30.0
"""Beyond it a crawl delay is meant for crawlers of whole sites, not for a reader of single pages."""

_META = re.compile(rb"<meta\b([^>]{0,500})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_HEAD = 100_000


class SitePolicy(msgspec.Struct, frozen=True):
    """What one origin allows.

    Attributes:
        robots: Its robots.txt; None where it has none.
        closed: Why nothing may be asked there for now; "" where something may.
        tdm: Its rules of reservation, in order: (pattern of the path, reserved).
    """

    robots: Any = None
    closed: str = ""
    tdm: tuple[tuple[str, bool], ...] = ()

    def allows(self, url: str) -> bool:
        """Whether robots.txt lets us read an address."""
        return self.robots is None or bool(self.robots.can_fetch(url, ROBOTS_NAME))

    def delay_seconds(self) -> float:
        """The pause between two requests that robots.txt asks for."""
        if self.robots is None:
            return 0.0
        delay = float(self.robots.crawl_delay(ROBOTS_NAME) or 0.0)
        rate = self.robots.request_rate(ROBOTS_NAME)
        if rate is not None and rate.requests:
            delay = max(delay, rate.seconds / rate.requests)
        return min(MOST_DELAY_SECONDS, max(0.0, delay))

    def reserves(self, path: str) -> bool | None:
        """Whether the site's file of reservations reserves a path; None where it says nothing of it."""
        for pattern, kept_back in self.tdm:
            if matches(pattern, path):
                return kept_back
        return None


def matches(pattern: str, path: str) -> bool:
    """Whether a location of a file of reservations means a path: `*` is anything, `$` at the end its end."""
    exact = pattern.endswith("$")
    bare = pattern.rstrip("$")
    escaped = re.sub(r"([\[\]?])", r"[\1]", bare)
    return fnmatch.fnmatchcase(path, escaped if exact else escaped + "*")


def robots_of(status: int, body: bytes) -> SitePolicy:
    """What a robots.txt says.

    Source: RFC 9309, 2.3.1: a file that is not there allows all, a server that fails allows nothing.

    Args:
        status: The answer's status.
        body: Its bytes.
    """
    if status == 429 or status >= 500:
        return SitePolicy(closed=f"its robots.txt answers {status}, which means no until it is back (RFC 9309)")
    if status != 200:
        return SitePolicy()
    text = body[:MOST_ROBOTS_BYTES].decode("utf-8", "replace")
    if "\0" in text or text.lstrip("\ufeff \t\r\n")[:1] == "<":
        return SitePolicy()  # a page in its place
    return SitePolicy(robots=Protego.parse(text))


def tdm_rules(body: bytes) -> tuple[tuple[str, bool], ...]:
    """The rules of a `/.well-known/tdmrep.json`; none where it is not sound.

    Args:
        body: Its bytes.
    """
    try:
        rows = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    rules = []
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("location"), str) and len(row["location"]) <= 500:
            rules.append((row["location"], str(row.get("tdm-reservation")).strip() == "1"))
    return tuple(rules[:1000])


def opted_out(headers: Mapping[str, str], body: bytes, *, by_file: bool | None) -> str | None:
    """How a page is reserved from text and data mining; None where it is not.

    Args:
        headers: The answer's headers, names in lower case.
        body: The page; empty where it is not HTML.
        by_file: What the site's file says of it.
    """
    return reserved(_meta(body), headers, by_file=by_file)


def _meta(body: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _META.finditer(body[:_HEAD]):
        text = match.group(1).decode("utf-8", "replace")
        attributes = {m.group(1).lower(): unescape(m.group(2) or m.group(3) or m.group(4) or "") for m in
                      _ATTRIBUTE.finditer(text)}  # fmt: skip
        name = attributes.get("name", "").strip().lower()
        if name and "content" in attributes:
            found.setdefault(name, attributes["content"])
    return found
