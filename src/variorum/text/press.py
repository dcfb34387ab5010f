"""Names of news agencies and outlets, from the lists in `variorum/data` and those that a user adds.

The lists in force are one `Press`. Look-ups read the one of the running context, so that a user's list reaches the
cleaner, the reader of names and the tracer alike; without one it is the package's own.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from importlib.resources import files
from typing import TypeVar

import msgspec

from variorum.text.press_list import Agency, Outlet, Press, PressList, name_key

_T = TypeVar("_T")
_UNSPACED = 0x2E80
"""From this code point on stand the scripts of China and Japan, which put no spaces between words."""


@cache
def own_press() -> Press:
    """The package's own lists."""

    def load(file: str) -> PressList:
        text = files("variorum.data").joinpath(file).read_text(encoding="utf-8")
        return msgspec.convert(tomllib.loads(text), PressList)

    agencies, outlets = load("agencies.toml"), load("outlets.toml")
    return Press(agencies.agency, outlets.outlet, outlets.owner, agencies.words)


_IN_FORCE: ContextVar[Press | None] = ContextVar("press", default=None)


def press() -> Press:
    """The lists in force."""
    return _IN_FORCE.get() or own_press()


@contextmanager
def using(lists: Press) -> Iterator[None]:
    """Put lists in force within a `with` block."""
    token = _IN_FORCE.set(lists)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def per_press(make: Callable[[], _T]) -> Callable[[], _T]:
    """Like `functools.cache`, for a function without arguments whose value depends on the lists in force."""

    @wraps(make)
    def get() -> _T:
        made = press().made
        if make not in made:
            made[make] = make()
        value: _T = made[make]
        return value

    return get


def agencies() -> tuple[Agency, ...]:
    """Every agency in force, in order."""
    return press().agencies


def outlets() -> tuple[Outlet, ...]:
    """Every outlet in force, in order."""
    return press().outlets


def agency_named(words: str) -> Agency | None:
    """The agency that the words name, whole and without case, or None.

    Example:
        >>> agency_named("the associated press").name
        'Associated Press'
    """
    return press().agency_of.get(name_key(words))


def agency_credited(words: str) -> Agency | None:
    """The agency that the words name in a credit, where short forms count, as written, that are words elsewhere.

    Example:
        >>> agency_credited("AA").name, agency_named("AA")
        ('Anadolu Agency', None)
    """
    return agency_named(words) or press().credit_of.get(words.strip().replace(".", ""))


def outlet_named(words: str) -> str | None:
    """The readable name of the outlet that the words name, whole and without case, or None.

    Example:
        >>> outlet_named("Straits Times")
        'The Straits Times'
    """
    found = press().outlet_of.get(name_key(words))
    return found.name if found else None


def outlet_entry(words: str) -> Outlet | None:
    """What the lists say of the outlet that the words name, or None."""
    return press().outlet_of.get(name_key(words))


def press_key(words: str) -> str:
    """One spelling for every written form of an agency or outlet; unknown names without case and "the".

    Example:
        >>> press_key("Kyodo News") == press_key("Kyodo")
        True
    """
    return name_key(_canonical(words) or words)


def owner_of(words: str) -> tuple[str | None, str | None]:
    """Owner and group of the outlet or agency that the words name; an agency owns itself."""
    outlet = outlet_entry(words)
    if outlet is not None and outlet.owner is not None:
        return outlet.owner, outlet.group
    agency = agency_named(words)
    return (agency.name, None) if agency else (None, outlet.group if outlet else None)


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
    table = press().domain_of
    for k in range(len(labels) - 1):
        found = table.get(".".join(labels[k:]))
        if found:
            return found.name
    return None


@per_press
def agency_pattern() -> str:
    """A regular expression (no groups) for any written form of an agency in a credit, longest first.

    Forms in capitals match in capitals only, others in any case of their first letters: to be used
    without IGNORECASE.
    """
    forms = {f for a in agencies() for f in a.forms}
    forms |= {f.upper() for f in forms} | {f for a in agencies() for f in a.credits}
    return "(?:" + "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f))) + ")"


def _any_of(words: Sequence[str]) -> str:
    """A regular expression (no groups) for any of some words, whole where their script parts words by spaces."""

    def whole(word: str) -> str:
        spaced = ord(word[0]) < _UNSPACED, ord(word[-1]) < _UNSPACED and word[-1].isalnum()
        return (r"(?<!\w)" if spaced[0] else "") + re.escape(word) + (r"(?!\w)" if spaced[1] else "")

    return "(?i:" + "|".join(whole(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


@per_press
def credit_patterns() -> tuple[str, str]:
    """Words that lead to an agency in a credit ("Quelle:", "with inputs from"), and a list of agencies.

    Returns:
        Two regular expressions without groups; in the list words for agencies at large count too.
    """
    words = press().words
    leads = rf"(?:{_any_of(words.material)}\s*|{_any_of(words.source)}\s*[:：]\s*)"
    one = rf"(?:{agency_pattern()}|{_any_of(words.wires)})"
    joined = rf"(?:\s*[-–—/,&;+、・，]\s*|\s+{_any_of(words.joining)}\s+)"
    return leads, rf"{one}(?:{joined}{one}){{0,5}}"


_WORD = re.compile(r"[^\W_]+")


@per_press
def _last_words() -> frozenset[str]:
    forms = {f for a in agencies() for f in (*a.forms, *a.credits)}
    return frozenset(words[-1].casefold() for f in (*forms, *press().words.wires) if (words := _WORD.findall(f)))


def may_end_in_agency(text: str) -> bool:
    """Whether a line's last word is one in which the name of an agency, or a word for agencies, ends.

    A glance that costs little before the long patterns: most lines end in none. Where the last word is of a script in
    which words run together, it may.
    """
    words = _WORD.findall(text)
    return bool(words) and (not words[-1].isascii() or words[-1].casefold() in _last_words())


def press_names(text: str) -> tuple[tuple[str, int, int], ...]:
    """The agencies and outlets that a short credit names, with their extents.

    Args:
        text: "Reuters", "AP / AFP", "Kyodo News, AP".
    """
    whole = _credited(text)
    if whole:
        return ((whole, 0, len(text)),)
    out = []
    for found in re.finditer(r"[^/,;&|·•()\s](?:[^/,;&|·•()]*[^/,;&|·•()\s])?", text):
        for piece in re.finditer(r"(?:(?! and | - | – | — ).)+", found.group()):
            words = piece.group().strip(" -–—")
            name = _credited(words)
            if name:
                start = found.start() + piece.start() + piece.group().index(words)
                out.append((name, start, start + len(words)))
    return tuple(out)


def _credited(words: str) -> str | None:
    agency = agency_credited(words)
    return agency.name if agency else outlet_named(words)


def _canonical(words: str) -> str | None:
    agency = agency_named(words)
    return agency.name if agency else outlet_named(words)
