"""Names of news agencies and outlets, from the lists in `variorum/data`."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

_SPACE = re.compile(r"\s+")


class Agency(msgspec.Struct, frozen=True, kw_only=True):
    """One agency of the list: its `name`, its written `forms`, whether it credits `pictures` only."""

    name: str
    forms: tuple[str, ...]
    pictures: bool
    domains: tuple[str, ...]


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """One outlet of the list: its `name`, other written `forms`, web `domains`."""

    name: str
    forms: tuple[str, ...]
    domains: tuple[str, ...]


def _load(file: str) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(files("variorum.data").joinpath(file).read_text(encoding="utf-8"))


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(x) for x in value) if isinstance(value, list) else ()


@cache
def agencies() -> tuple[Agency, ...]:
    """Every agency of the list, in its order."""
    return tuple(
        Agency(
            name=str(a["name"]),
            forms=_strings(a["forms"]),
            pictures=bool(a.get("pictures", False)),
            domains=_strings(a.get("domains")),
        )
        for a in _load("agencies.toml")["agency"]
    )


@cache
def outlets() -> tuple[Outlet, ...]:
    """Every outlet of the list, in its order."""
    return tuple(
        Outlet(name=str(o["name"]), forms=_strings(o["forms"]), domains=_strings(o["domains"]))
        for o in _load("outlets.toml")["outlet"]
    )


def _key(text: str) -> str:
    low = _SPACE.sub(" ", text.replace("-", " ").replace(".", "")).strip().casefold()
    return low.removeprefix("the ")


@cache
def _agencies_by_key() -> dict[str, Agency]:
    return {_key(form): a for a in reversed(agencies()) for form in (*a.forms, a.name)}


@cache
def _outlets_by_key() -> dict[str, Outlet]:
    return {_key(form): o for o in reversed(outlets()) for form in (*o.forms, o.name)}


@cache
def _outlets_by_domain() -> dict[str, Outlet]:
    return {d.casefold(): o for o in reversed(outlets()) for d in o.domains}


def agency_named(words: str) -> Agency | None:
    """The agency that the words name, whole and without case, or None.

    Example:
        >>> agency_named("the associated press").name
        'Associated Press'
    """
    return _agencies_by_key().get(_key(words))


def outlet_named(words: str) -> str | None:
    """The readable name of the outlet that the words name, whole and without case, or None.

    Example:
        >>> outlet_named("Straits Times")
        'The Straits Times'
    """
    found = _outlets_by_key().get(_key(words))
    return found.name if found else None


def outlet_of_domain(domain: str) -> str | None:
    """The readable name of the outlet that publishes under a web domain or address, or None.

    Example:
        >>> outlet_of_domain("https://edition.cnn.com/2020/x.html")
        'CNN'
    """
    host = re.sub(r"^[a-z][a-z0-9+.-]*://", "", domain.strip().casefold())
    host = re.split(r"[/?#]", host, maxsplit=1)[0].rsplit("@", 1)[-1].split(":", 1)[0]
    labels = host.split(".")
    if len(labels) < 2 or " " in host:
        return None
    table = _outlets_by_domain()
    for k in range(len(labels) - 1):
        found = table.get(".".join(labels[k:]))
        if found:
            return found.name
    return None


@cache
def agency_pattern() -> str:
    """A regular expression (no groups) for any written form of an agency, longest first.

    Forms in capitals match in capitals only, others in any case of their first letters: to be used
    without IGNORECASE.
    """
    forms = {f for a in agencies() for f in a.forms}
    forms |= {f.upper() for f in forms}
    return "(?:" + "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f))) + ")"


def press_names(text: str) -> tuple[tuple[str, int, int], ...]:
    """The agencies and outlets that a short credit names, with their extents.

    Args:
        text: "Reuters", "AP / AFP", "Kyodo News, AP".
    """
    whole = _canonical(text)
    if whole:
        return ((whole, 0, len(text)),)
    out = []
    for found in re.finditer(r"[^/,;&|·•()\s](?:[^/,;&|·•()]*[^/,;&|·•()\s])?", text):
        for piece in re.finditer(r"(?:(?! and | - | – | — ).)+", found.group()):
            words = piece.group().strip(" -–—")
            name = _canonical(words)
            if name:
                start = found.start() + piece.start() + piece.group().index(words)
                out.append((name, start, start + len(words)))
    return tuple(out)


def _canonical(words: str) -> str | None:
    agency = agency_named(words)
    if agency:
        return agency.name
    return outlet_named(words)
