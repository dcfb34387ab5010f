"""Ingest: one parsed row of JSON to a `Document`, or the reason why it is none."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from variorum.records.source import Document, Media, Rejection, RejectReason
from variorum.steps.row_forms import RowFields, row_fields, words_of
from variorum.text.press import outlet_of_domain

STEP = "ingest"
_KNOWN = frozenset({"id", "url", "outlet", "title", "published", "date", "text", "html"})
_ISO = re.compile(
    r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?$", re.IGNORECASE
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_MILLISECONDS = 1e11  # seconds reach this in the year 5138, milliseconds did in 1973
_LAST_SECOND = 253402300799  # 9999-12-31T23:59:59Z


def published_of(value: object) -> str | None:
    """An ISO 8601 date or date-time from a row's own value.

    Args:
        value: An ISO 8601 string, or seconds (or milliseconds) since 1970 as a number or digits.

    Returns:
        ISO 8601, at the grain that was given; None where the value is no date.

    Example:
        >>> published_of(0)
        '1970-01-01T00:00:00Z'
        >>> published_of("2020-02-31") is None
        True
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_epoch(float(value))
    if not isinstance(value, str):
        return None
    text = value.strip()
    compact = _COMPACT.match(text)
    if compact and text[:2] in ("19", "20"):
        text = "-".join(compact.groups())
    if _ISO.match(text):
        try:
            datetime.fromisoformat(text.replace("z", "Z").replace(",", "."))
        except ValueError:
            return None
        return text.replace(" ", "T", 1).replace(" ", "")
    if re.fullmatch(r"\d{9,13}(\.\d{1,9})?", text):
        return _from_epoch(float(text))
    return None


def _from_epoch(seconds: float) -> str | None:
    if not -_LAST_SECOND * 1000 <= seconds <= _LAST_SECOND * 1000:  # NaN and infinities too
        return None
    if abs(seconds) > _MILLISECONDS:
        seconds /= 1000
    if not -2208988800 <= seconds <= _LAST_SECOND:  # from 1900 on
        return None
    return datetime.fromtimestamp(int(seconds // 1), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_row(row: object, *, headlines: bool = False) -> bool:
    """Whether a parsed JSON value has the form of an article's row: an object with its text or page.

    Args:
        row: The value.
        headlines: Whether a title alone makes an article.
    """
    return isinstance(row, Mapping) and _holds_article(row_fields(row), headlines)


def _holds_article(fields: RowFields, headlines: bool) -> bool:
    return fields.text is not None or fields.html is not None or (headlines and fields.title is not None)


def looks_like(value: object) -> str:
    """What a JSON value that is no article seems to be, in words for a message."""
    if isinstance(value, Mapping):
        keys = set(value)
        if "schema_version" in keys or {"articles", "points", "variants"} <= keys:
            return "a Variorum report"
        if {"story", "articles", "points"} <= keys:
            return "a gold reading of a story"
        if keys & {"$schema", "properties", "definitions", "$defs"}:
            return "a JSON Schema"
        if {"dependencies", "scripts"} & keys or {"tool", "project"} & keys:
            return "a configuration file"
        if keys & {"title", "id", "url"}:
            return "a row without `text` or `html`"
        shown = ", ".join(sorted(str(k) for k in keys)[:4])
        return f"an object with the keys {shown}" if shown else "an empty object"
    if isinstance(value, list):
        return "a list of something else" if value else "an empty list"
    return f"a bare {type(value).__name__}"


def parse_row(
    row: object,
    *,
    where: str,
    raw_hash: str,
    published: str | None,
    outlet: str | None,
    extract: Callable[[str, str, str | None], Document | Rejection],
    headlines: bool = False,
) -> Document | Rejection:
    """One row of the contract's input form.

    Args:
        row: A parsed JSON value.
        where: The row's place ("path:line"), its name where it has neither `url` nor `id`.
        raw_hash: SHA-256 of the row's bytes.
        published: Date for rows that state none.
        outlet: Outlet that the user gave for the file, which wins over the row's.
        extract: Makes a document of (html, source, url), or says why there is none.
        headlines: Whether a row with a title and no text is an article, whose text is its title.

    Returns:
        The document, its fields that Variorum does not know in `extra`; or a rejection.
    """
    fields = row_fields(row) if isinstance(row, Mapping) else None
    if not isinstance(row, Mapping) or fields is None or not _holds_article(fields, headlines):
        return Rejection(
            id=where,
            step=STEP,
            reason=RejectReason.NOT_AN_ARTICLE,
            detail=f"{where} is {looks_like(row)}, not an article; give each article a `text` or `html` field.",
        )
    row_id = words_of(row.get("id"))
    source = fields.url or row_id or where
    stated = next((d for d in (published_of(value) for _, value in fields.dates) if d), None)
    # A date that is not used, as one that cannot be read, is carried on rather than lost.
    used = fields.used | {name for name, value in fields.dates if published_of(value) == stated is not None}
    extra: dict[str, Any] = {str(k): v for k, v in row.items() if k not in used and _carried(k, v)}
    text, page = fields.text, fields.html
    if headlines and not (text and text.strip()) and page is None:
        text = fields.title or ""
    if text is not None and (text.strip() or page is None):
        document = Document(source=source, text=text, media=Media.TEXT)
    else:
        extracted = extract(str(page), source, fields.url)
        if isinstance(extracted, Rejection):
            return msgspec.structs.replace(extracted, id=row_id or source)
        document = extracted
    if "\0" in document.text:
        return Rejection(
            id=source,
            step=STEP,
            reason=RejectReason.BINARY,
            detail=f"{source} holds NUL characters, so it is no text; give the article's text.",
        )
    if not document.text.strip():
        return Rejection(
            id=source,
            step=STEP,
            reason=RejectReason.EMPTY,
            detail=f"{where}: the row's text is empty; give the article's text or leave the row out.",
        )
    return Document(
        source=source,
        text=document.text,
        media=document.media,
        row_id=row_id,
        url=fields.url or document.url,
        outlet=outlet or fields.outlet or _of_domain(fields.domain) or document.outlet,
        title=fields.title or document.title,
        byline=fields.byline or document.byline,
        published=stated or document.published or published,
        raw_hash=raw_hash,
        parts=document.parts,
        page=document.page,
        extra=extra,
    )


def _carried(name: object, value: object) -> bool:
    """Whether a field goes on under `extra`: what is not the contract's own, or is a date that could not be read."""
    return name not in _KNOWN or (name in ("published", "date") and value is not None)


def _of_domain(domain: str | None) -> str | None:
    return (outlet_of_domain(domain) or domain) if domain else None
