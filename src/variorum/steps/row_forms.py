"""Rows as other programs write them: whose field holds what.

Known are the contract's own names, and those of news-please, fundus, trafilatura, newspaper and datatrove. A field that
is not used goes on under `extra`, untouched.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

_TEXT = ("text", "maintext", "plaintext", "body", "raw_text")
_PUBLISHED = (
    "published",
    "date",
    "date_publish",
    "publishing_date",
    "publish_date",
    "date_published",
    "publication_date",
)
_OUTLET = ("outlet", "publisher", "sitename", "site_name", "source-hostname")
_DOMAIN = ("source_domain", "hostname", "domain")
_BYLINE = ("byline", "authors", "author")


class RowFields(msgspec.Struct, frozen=True, kw_only=True):
    """A row's fields by their meaning.

    Attributes:
        text: The article as text, "" where it has none.
        html: The article as a page, or None.
        url: Its address.
        outlet: Its outlet.
        domain: The name of its site, where it states one.
        title: Its title.
        byline: Who signed it.
        dates: What may be its publication date, the surest first, unread: (field, value).
        used: The names of the fields that these came from.
    """

    text: str | None = None
    html: str | None = None
    url: str | None = None
    outlet: str | None = None
    domain: str | None = None
    title: str | None = None
    byline: str | None = None
    dates: tuple[tuple[str, Any], ...] = ()
    used: frozenset[str] = frozenset()


def row_fields(row: Mapping[str, Any]) -> RowFields:
    """What the fields of a row mean.

    Args:
        row: A parsed JSON object, or a row of a table.

    Example:
        >>> row_fields({"maintext": "Words.", "source_domain": "post.example"}).text
        'Words.'
    """
    used: set[str] = set()

    def first(names: tuple[str, ...]) -> str | None:
        for name in names:
            words = words_of(row.get(name))
            if words:
                used.add(name)
                return words
        return None

    text = None
    for name in _TEXT:
        value = _sections(row[name]) if name == "body" and isinstance(row.get(name), Mapping) else row.get(name)
        if isinstance(value, str) and (value.strip() or text is None):
            text = value
            if value.strip():
                used.add(name)
                break
    html, page = row.get("html"), None
    if isinstance(html, Mapping):
        page = html.get("content")
    url = first(("url",))
    if url is None:
        url = next(_addresses(row, used), None)
    return RowFields(
        text=text,
        html=html if isinstance(html, str) else page if isinstance(page, str) else None,
        url=url,
        outlet=first(_OUTLET),
        domain=first(_DOMAIN),
        title=first(("title",)),
        byline=_names(row, used),
        dates=tuple((name, row[name]) for name in _PUBLISHED if row.get(name) is not None),
        used=frozenset(used),
    )


def _addresses(row: Mapping[str, Any], used: set[str]) -> Iterator[str]:
    """The article's address where it does not stand under `url`."""
    source = words_of(row.get("source"))  # trafilatura
    if source and source.lower().startswith(("http://", "https://")):
        used.add("source")
        yield source
    for holder, names in (("html", ("responded_url", "requested_url")), ("metadata", ("url",))):
        inner = row.get(holder)
        if isinstance(inner, Mapping):
            for name in names:
                found = words_of(inner.get(name))
                if found:
                    yield found


def _names(row: Mapping[str, Any], used: set[str]) -> str | None:
    for field in _BYLINE:
        value = row.get(field)
        if isinstance(value, list | tuple):
            names = [n for n in (words_of(v.get("name") if isinstance(v, Mapping) else v) for v in value) if n]
            words = ", ".join(names) or None
        else:
            words = words_of(value)
            # trafilatura parts names by semicolons.
            words = ", ".join(n.strip() for n in words.split(";") if n.strip()) if words else None
        if words:
            used.add(field)
            return words
    return None


def _sections(body: Mapping[str, Any]) -> str | None:
    """The text of fundus's body: a summary, then sections, each with its headline."""
    parts: list[str] = []

    def take(value: object) -> None:
        if isinstance(value, str) and value.strip():
            parts.append(value.strip())
        elif isinstance(value, list | tuple):
            for inner in value:
                take(inner)
        elif isinstance(value, Mapping):
            take(value.get("headline"))
            take(value.get("paragraphs"))

    take(body.get("summary"))
    take(body.get("sections"))
    return "\n\n".join(parts) or None


def words_of(value: object) -> str | None:
    """A field's value as words; None where it has none."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None
