"""Whether a page is reserved from text and data mining, by its own words or its server's.

Source: TDM Reservation Protocol (W3C community group report, 2024); `noai` has no standard, but many sites send it.
"""

from collections.abc import Mapping

ROBOTS_NAME = "Variorum"
"""The name by which robots.txt and pages may speak to us."""


def reserved(meta: Mapping[str, str], headers: Mapping[str, str], *, by_file: bool | None = None) -> str | None:
    """How a page is reserved from text and data mining; None where it is not.

    The page's own words win over the header, the header over the site's file. `noai`, which many sites send instead,
    is obeyed like a reservation. `noindex` is not: it keeps a page out of search results.

    Args:
        meta: Contents of the page's meta elements, names in lower case.
        headers: The answer's headers, names in lower case.
        by_file: What the site's file says of it.
    """
    stated = _flag(meta.get("tdm-reservation"))
    where = "the page says tdm-reservation: 1"
    if stated is None:
        stated, where = _flag(headers.get("tdm-reservation")), "the answer says tdm-reservation: 1"
    if stated is None:
        stated, where = by_file, "the site's /.well-known/tdmrep.json reserves it"
    if stated:
        return where
    if stated is None:
        if _noai(headers.get("x-robots-tag", "")):
            return "the answer says X-Robots-Tag: noai"
        if _noai(meta.get("robots", "")) or _noai(meta.get(ROBOTS_NAME.lower(), "")):
            return "the page says robots: noai"
    return None


def _flag(value: str | None) -> bool | None:
    text = (value or "").strip()
    return {"1": True, "0": False}.get(text)


def _noai(value: str) -> bool:
    # A directive may be meant for another robot: `otherbot: noai`.
    for part in value.lower().split(","):
        name, colon, rest = part.rpartition(":")
        if rest.strip() == "noai" and (not colon or name.strip() in ("", ROBOTS_NAME.lower())):
            return True
    return False
