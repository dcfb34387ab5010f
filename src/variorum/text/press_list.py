"""Lists of agencies and outlets: the form of a list, and how a user's is laid over the package's own."""

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

_Entry = TypeVar("_Entry", "Agency", "Outlet")
_SPACE = re.compile(r"\s+")


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


def name_key(text: str) -> str:
    """One spelling for a name, without case, hyphens, full stops and "the"."""
    low = _SPACE.sub(" ", text.replace("-", " ").replace(".", "")).strip().casefold()
    return low.removeprefix("the ")


def _union(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _merged(ours: Sequence[_Entry], added: Sequence[_Entry]) -> tuple[_Entry, ...]:
    """The added ones first; one of the same name keeps what the added one does not say."""
    known: dict[str, _Entry] = {name_key(x.name): x for x in ours}
    out: list[_Entry] = []
    for new in added:
        old = known.pop(name_key(new.name), None)
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
        self.agency_of = {name_key(form): a for a in reversed(self.agencies) for form in (*a.forms, a.name)}
        self.credit_of = {form: a for a in reversed(self.agencies) for form in a.credits}
        self.outlet_of = {name_key(form): o for o in reversed(self.outlets) for form in (*o.forms, o.name)}
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
