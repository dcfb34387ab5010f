"""Names of news agencies and outlets, from the lists in `variorum/data` and those that a user adds.

The lists in force are one `Press`. Look-ups read the one of the running context, so that a user's list reaches the
cleaner, the reader of names and the tracer alike; without one it is the package's own.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

_T = TypeVar("_T")
_Entry = TypeVar("_Entry", "Agency", "Outlet")
_SPACE = re.compile(r"\s+")
_UNSPACED = 0x2E80
"""From this code point on stand the scripts of China and Japan, which put no spaces between words."""


class Agency(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One agency.

    Attributes:
        name: Its name.
        forms: Its written forms, native ones too.
        credits: Forms that name it in a credit only, since they are other words elsewhere ("MAP", "AA").
        domains: Its web addresses; the first is the source of what is said here unless `source` says otherwise.
        pictures: Whether it credits pictures only.
        country: Where it sits (ISO 3166-1 alpha-2), "" where that is no one country.
        source: Where the facts stand, "" for its own site.
    """

    name: str
    forms: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    pictures: bool = False
    country: str = ""
    source: str = ""


class Outlet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One outlet.

    Attributes:
        name: Its readable name.
        forms: Other written forms.
        domains: Its web addresses.
        owner: Who owns it in the end, or None where that is not known for sure.
        group: The division or newsroom group that publishes it, or None.
        source: Where owner and group stand, "" for the owner's entry.
    """

    name: str
    forms: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    owner: str | None = None
    group: str | None = None
    source: str = ""


class Owner(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One owner of outlets, and where it lists its titles."""

    name: str
    source: str


class CreditWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of credits, in several languages.

    Attributes:
        source: Words before a colon and an agency: "Source: …", "Quelle: …".
        material: Words before an agency: "With inputs from …", "Mit Material von …".
        wires: Words for agencies at large: "Agencies", "Agenturen".
        joining: Words for "and".
    """

    source: tuple[str, ...] = ()
    material: tuple[str, ...] = ()
    wires: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()


class PressList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one file lists."""

    agency: tuple[Agency, ...] = ()
    outlet: tuple[Outlet, ...] = ()
    owner: tuple[Owner, ...] = ()
    words: CreditWords = CreditWords()


def _key(text: str) -> str:
    low = _SPACE.sub(" ", text.replace("-", " ").replace(".", "")).strip().casefold()
    return low.removeprefix("the ")


def _union(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _merged(ours: Sequence[_Entry], added: Sequence[_Entry]) -> tuple[_Entry, ...]:
    """The added ones first; one of the same name keeps what the added one does not say."""
    known: dict[str, _Entry] = {_key(x.name): x for x in ours}
    out: list[_Entry] = []
    for new in added:
        old = known.pop(_key(new.name), None)
        if old is not None:
            kept: dict[str, Any] = {
                f: _union(getattr(new, f), getattr(old, f)) if isinstance(getattr(old, f), tuple) else getattr(old, f)
                for f in new.__struct_fields__
                if isinstance(getattr(old, f), tuple) or not getattr(new, f)
            }
            new = msgspec.structs.replace(new, **kept)
        out.append(new)
    out.extend(known.values())
    return tuple(out)


class Press:
    """Agencies and outlets with their look-up tables; equal only to itself.

    Args:
        agencies: In order of precedence where two have one form.
        outlets: Likewise.
        owners: Owners of outlets.
        words: Words of credits.
        added: Names what a user added, "" where nothing: part of a run's settings.
    """

    def __init__(
        self,
        agencies: Sequence[Agency],
        outlets: Sequence[Outlet],
        owners: Sequence[Owner] = (),
        words: CreditWords | None = None,
        added: str = "",
    ) -> None:
        self.added = added
        self.agencies = tuple(agencies)
        self.outlets = tuple(outlets)
        self.owners = tuple(owners)
        self.words = words or CreditWords()
        self.made: dict[Callable[[], Any], Any] = {}
        self.agency_of = {_key(form): a for a in reversed(self.agencies) for form in (*a.forms, a.name)}
        self.credit_of = {form: a for a in reversed(self.agencies) for form in a.credits}
        self.outlet_of = {_key(form): o for o in reversed(self.outlets) for form in (*o.forms, o.name)}
        self.domain_of = {d.casefold(): o for o in reversed(self.outlets) for d in o.domains}

    def with_added(self, added: PressList) -> "Press":
        """These lists with a user's over them."""
        return Press(
            _merged(self.agencies, added.agency),
            _merged(self.outlets, added.outlet),
            (*added.owner, *self.owners),
            CreditWords(
                source=_union(added.words.source, self.words.source),
                material=_union(added.words.material, self.words.material),
                wires=_union(added.words.wires, self.words.wires),
                joining=_union(added.words.joining, self.words.joining),
            ),
            added=hashlib.sha256(self.added.encode() + msgspec.json.encode(added)).hexdigest()[:16],
        )


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
    return press().agency_of.get(_key(words))


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
    found = press().outlet_of.get(_key(words))
    return found.name if found else None


def outlet_entry(words: str) -> Outlet | None:
    """What the lists say of the outlet that the words name, or None."""
    return press().outlet_of.get(_key(words))


def press_key(words: str) -> str:
    """One spelling for every written form of an agency or outlet; unknown names without case and "the".

    Example:
        >>> press_key("Kyodo News") == press_key("Kyodo")
        True
    """
    return _key(_canonical(words) or words)


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
