"""Look-ups over the name lists in `variorum.data`: countries, places, bodies, titles, heads, given names."""

import unicodedata
from functools import cache, lru_cache

import msgspec

from variorum.data import countries, given_names, name_heads, organisations, places, titles
from variorum.text.press import agencies, outlets, per_press


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """One country: usual short name, other written forms, adjectives and people, seats of government."""

    name: str
    forms: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """One generally known body or outlet; `type` is a value of `EntityType`."""

    name: str
    forms: tuple[str, ...]
    type: str


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word without case, accents, typographic apostrophes, full stops and possessive ending.

    >>> fold("U.S.'s")
    'us'
    """
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").replace("‘", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c != ".")
    return plain.removesuffix("'s") if len(plain) > 2 else plain


def _items(block: str) -> tuple[str, ...]:
    return tuple(x.strip() for x in block.replace("\n", " ").split(",") if x.strip())


@cache
def all_countries() -> tuple[Country, ...]:
    """Every country of the list."""
    out = []
    for line in countries.COUNTRIES.strip().splitlines():
        name, forms, demonyms, capitals = line.split("|")
        out.append(Country(name=name, forms=_items(forms), demonyms=_items(demonyms), capitals=_items(capitals)))
    return tuple(out)


@cache
def country_forms() -> dict[str, str]:
    """Written form (case kept, without "the") to the country's name."""
    out: dict[str, str] = {}
    for c in all_countries():
        for form in (c.name, *c.forms):
            short = form.removeprefix("the ").removeprefix("The ")
            for variant in (short, short.replace("'", "’")):
                out.setdefault(variant, c.name)
                if len(variant) > 4 and not variant.isupper():
                    out.setdefault(variant.upper(), c.name)
    return out


@cache
def demonyms() -> dict[str, str]:
    """Adjective or word for the people to the country's name; where two countries share it, the first."""
    out: dict[str, str] = {}
    for c in all_countries():
        for form in c.demonyms:
            out.setdefault(form, c.name)
    return out


@cache
def capitals() -> dict[str, str]:
    """Seat of government to the country's name."""
    return {city: c.name for c in reversed(all_countries()) for city in c.capitals}


@cache
def known_places() -> frozenset[str]:
    """Places that are not countries."""
    out = set(capitals())
    for block in (places.TERRITORIES, places.REGIONS, places.STATES, places.CITIES):
        out.update(_items(block))
    return frozenset(out)


@cache
def states() -> frozenset[str]:
    """States and provinces of the United States, Canada and Australia."""
    return frozenset(_items(places.STATES))


@per_press
def body_forms() -> dict[str, Body]:
    """Written form (without "the") to the generally known body or outlet."""
    out: dict[str, Body] = {}
    for line in organisations.BODIES.strip().splitlines():
        name, forms, kind = line.split("|")
        body = Body(name=name, forms=_items(forms), type=kind)
        for form in (name, *body.forms):
            out.setdefault(form.removeprefix("the ").removeprefix("The "), body)
    for line in organisations.OUTLETS.strip().splitlines():
        name, forms = line.split("|")
        body = Body(name=name, forms=_items(forms), type="outlet")
        for form in (name, *body.forms):
            out.setdefault(form.removeprefix("the ").removeprefix("The "), body)
    # The lists of the press hold names that are also common words; in running text only those of several
    # words or in capitals are safe.
    for title, others in [*((a.name, a.forms) for a in agencies()), *((o.name, o.forms) for o in outlets())]:
        plain = title.removeprefix("The ")
        if "(" in plain:
            continue
        body = Body(name=plain, forms=others, type="outlet")
        for form in (plain, *others):
            short = form.removeprefix("The ").removeprefix("the ")
            if " " in short or (short.isupper() and len(short) >= 3 and short.isalpha()):
                out.setdefault(short, out.get(plain, body))
    return out


@per_press
def phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Known names that hold a lower-case word ("Rio de Janeiro"), as written words, by their first word."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for form in sorted({*country_forms(), *known_places(), *body_forms()}):
        words = tuple(form.split())
        if len(words) > 2 and any(w.islower() for w in words[1:]) and "-" not in form and "'" not in form:
            out.setdefault(words[0], []).append(words)
    return {w: tuple(sorted(group, key=lambda x: (-len(x), x))) for w, group in out.items()}


@cache
def given() -> frozenset[str]:
    """Given names, folded."""
    return frozenset(fold(n) for n in given_names.GIVEN_NAMES.split())


@cache
def courtesy() -> frozenset[tuple[str, ...]]:
    """Titles before a name, as folded words."""
    return frozenset(_words(titles.COURTESY))


@cache
def offices() -> frozenset[tuple[str, ...]]:
    """Offices and ranks before a name, as folded words."""
    return frozenset(_words(titles.OFFICES) | _words(titles.RANKS))


def _words(block: str) -> set[tuple[str, ...]]:
    return {tuple(fold(w) for w in item.replace("-", " - ").split()) for item in _items(block)}


@cache
def qualifiers() -> frozenset[str]:
    """Words that may stand before an office and belong to it."""
    return frozenset(_items(titles.OFFICE_QUALIFIERS))


@cache
def role_nouns() -> frozenset[str]:
    """Nouns for a person's role, in lower case."""
    return frozenset(_items(titles.ROLE_NOUNS))


@cache
def heads(kind: str) -> frozenset[str]:
    """Head nouns of a kind of name.

    Args:
        kind: "organisation", "place", "place_prefix", "framework", "agreement", "outlet", "institution",
            "company" or "ship".
    """
    block = {
        "organisation": name_heads.ORGANISATION_HEADS,
        "place": name_heads.PLACE_HEADS,
        "place_prefix": name_heads.PLACE_PREFIXES,
        "framework": name_heads.FRAMEWORK_HEADS,
        "agreement": name_heads.AGREEMENT_HEADS,
        "outlet": name_heads.OUTLET_HEADS,
        "institution": name_heads.INSTITUTIONS,
        "company": name_heads.COMPANY_SUFFIXES,
        "ship": name_heads.SHIP_PREFIXES,
        "not_name": name_heads.NOT_NAMES,
        "hyphen": name_heads.HYPHEN_SUFFIXES,
        "other": name_heads.OTHER_HEADS,
    }[kind]
    return frozenset(x if kind == "ship" else fold(x) for x in _items(block))
