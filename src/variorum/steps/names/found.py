"""One stretch that names something, and what its words alone say it is."""

from collections.abc import Sequence

import msgspec

from variorum.records.reading import EntityType
from variorum.steps.names.units import Page, Unit
from variorum.text.gazetteer import body_forms, country_forms, heads, known_places

POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_PLACE_FIRST = frozenset("mount mt lake cape punta isla puerto cerro playa".split())


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch that names something.

    Attributes:
        page: Place of its page.
        first: First unit.
        last: One past the last unit.
        kind: What it is where the form settles it, else None.
        settled: Whether `kind` rests on more than a head noun.
        title: The folded title before it, "" where there is none.
        countries: Countries named inside a compound ("A-B alliance"), sorted.
    """

    page: int
    first: int
    last: int
    kind: EntityType | None = None
    settled: bool = False
    title: str = ""
    countries: tuple[str, ...] = ()


def surface(page: Page, first: int, last: int) -> str:
    """The words of units `[first, last)` with single spaces, as they are read."""
    out: list[str] = []
    for u in page.units[first:last]:
        if out and not u.glued:
            out.append(" ")
        out.append(u.text)
    return "".join(out)


def keys(page: Page, first: int, last: int) -> tuple[str, ...]:
    """The folded words of units `[first, last)` without hyphens and possessive endings."""
    return tuple(
        u.key for u in page.units[first:last] if u.text not in POSSESSIVE and (u.text[0].isalnum() or u.text == "&")
    )


def head_kind(words: Sequence[str]) -> EntityType | None:
    """What the head noun of a name of several folded words says it is."""
    if len(words) < 2:
        return None
    last = words[-1]
    first_part = list(words)
    for joint in ("of", "for", "on", "to", "in", "against"):
        if joint in first_part[1:]:
            first_part = first_part[: first_part.index(joint, 1)]
    front = first_part[-1]
    if last in heads("agreement") or front in heads("agreement"):
        return EntityType.AGREEMENT
    if "&" in words and last not in heads("outlet"):
        return EntityType.ORGANISATION
    if words[0] in _PLACE_FIRST:
        return EntityType.PLACE
    for word in (last, front):
        if word in heads("framework"):
            return EntityType.FRAMEWORK
        if word in heads("organisation"):
            return EntityType.ORGANISATION
    if last in heads("outlet"):
        return EntityType.OUTLET
    if last in heads("place") or front in heads("place"):
        return EntityType.PLACE
    if last in heads("company") and last not in {"as", "se", "ab", "co"}:
        return EntityType.ORGANISATION
    return None


def known(text: str) -> EntityType | None:
    """What a written form is known to be, from the lists."""
    if text in country_forms():
        return EntityType.COUNTRY
    if text in body_forms():
        return EntityType(body_forms()[text].type)
    if text in known_places():
        return EntityType.PLACE
    return None


def before(page: Page, k: int) -> Unit | None:
    """The unit before `k` in the same sentence."""
    return page.units[k - 1] if k > 0 and page.units[k - 1].sent == page.units[k].sent else None


def after(page: Page, k: int, sent: int) -> Unit | None:
    """The unit at `k` if it lies in sentence `sent`."""
    return page.units[k] if k < len(page.units) and page.units[k].sent == sent else None
