"""The tables of a data set: their columns, with types, in order."""

import hashlib
from functools import cache
from typing import Any

import pyarrow as pa

TEXT, INTEGER, NUMBER, FLAG, TEXTS, PLACES, DROPPED = "text", "integer", "number", "flag", "texts", "places", "dropped"

_PLACE = [("start", pa.int32()), ("end", pa.int32())]
_TYPES: dict[str, Any] = {
    TEXT: pa.string(),
    INTEGER: pa.int64(),
    NUMBER: pa.float64(),
    FLAG: pa.bool_(),
    TEXTS: pa.list_(pa.string()),
    PLACES: pa.list_(pa.struct(_PLACE)),
    DROPPED: pa.list_(pa.struct([*_PLACE, ("reason", pa.string())])),
}

TABLES: dict[str, dict[str, str]] = {
    "articles": {
        "article": TEXT,
        "input": TEXT,
        "source": TEXT,
        "row_id": TEXT,
        "url": TEXT,
        "outlet": TEXT,
        "title": TEXT,
        "byline": TEXT,
        "dateline": TEXT,
        "published": TEXT,
        "published_from": TEXT,
        "captured_at": TEXT,
        "language": TEXT,
        "credits": TEXTS,
        "chars": INTEGER,
        "words": INTEGER,
        "body": PLACES,
        "dropped": DROPPED,
        "media": TEXT,
        "paywalled": FLAG,
        "reserved": TEXT,
        "raw_sha256": TEXT,
        "text_sha256": TEXT,
        "text": TEXT,
        "origin": TEXT,
        "copy_of": TEXT,
        "story": TEXT,
        "roundup": FLAG,
    },
    "passages": {
        "article": TEXT,
        "other": TEXT,
        "relation": TEXT,
        "start": INTEGER,
        "end": INTEGER,
        "other_start": INTEGER,
        "other_end": INTEGER,
        "words": INTEGER,
        "share": NUMBER,
        "other_share": NUMBER,
        "direction": TEXT,
        "leaner": TEXT,
        "certainty": TEXT,
        "reason": TEXT,
        "words_sha256": TEXT,
    },
    "stories": {
        "story": TEXT,
        "articles": INTEGER,
        "origins": INTEGER,
        "outlets": TEXTS,
        "languages": TEXTS,
        "first_published": TEXT,
        "last_published": TEXT,
        "founding_article": TEXT,
        "headline": TEXT,
        "compared": FLAG,
        "not_compared": TEXT,
        "points": INTEGER,
        "variants": INTEGER,
        "conflicts": INTEGER,
    },
    "claims": {
        "claim": TEXT,
        "story": TEXT,
        "point": TEXT,
        "article": TEXT,
        "start": INTEGER,
        "end": INTEGER,
        "spans": PLACES,
        "words_sha256": TEXT,
        "text": TEXT,
        "attribution": TEXTS,
        "polarity": TEXT,
        "certainty": TEXT,
        "quantities": TEXTS,
        "times": TEXTS,
        "origin": TEXT,
        "origin_name": TEXT,
        "origin_reason": TEXT,
    },
    "quotes": {
        "story": TEXT,
        "article": TEXT,
        "start": INTEGER,
        "end": INTEGER,
        "words_sha256": TEXT,
        "text": TEXT,
        "kind": TEXT,
        "speaker": TEXT,
        "via": TEXT,
    },
    "points": {
        "point": TEXT,
        "story": TEXT,
        "n": INTEGER,
        "kind": TEXT,
        "text": TEXT,
        "independent_origins": INTEGER,
        "independent_owners": INTEGER,
        "rests_on": TEXT,
        "stated_by": TEXTS,
        "unclear_in": TEXTS,
        "silent_in": TEXTS,
        "claims": INTEGER,
        "variants": INTEGER,
        "conflicts": INTEGER,
    },
    "variants": {
        "variant": TEXT,
        "story": TEXT,
        "point": TEXT,
        "kind": TEXT,
        "relation": TEXT,
        "severity": NUMBER,
        "claims": TEXTS,
        "against": TEXTS,
        "marks": TEXTS,
        "note": TEXT,
    },
    "rejections": {
        "input": TEXT,
        "id": TEXT,
        "step": TEXT,
        "reason": TEXT,
        "detail": TEXT,
    },
}
"""Columns of each table; docs/reference/datasets.md says what each holds. A cell may be null, a list is then empty."""

LATE = ("origin", "copy_of", "story", "roundup")
"""Columns of `articles` that are known when all stages are done."""


@cache
def schema(table: str, *, without: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - pyarrow is untyped
    """The Arrow schema of a table.

    Args:
        table: One of `TABLES`.
        without: Columns to leave out.
    """
    return pa.schema([pa.field(name, _TYPES[kind]) for name, kind in TABLES[table].items() if name not in without])


def schema_hash() -> str:
    """A hash of all tables' columns and types: it changes when a program that reads the data set may have to."""
    told = repr([(table, list(columns.items())) for table, columns in TABLES.items()])
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:16]
