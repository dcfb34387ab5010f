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

MEANINGS = {
    "articles": "One article. Two outlets' identical texts are two articles.",
    "passages": "Words that two articles share; one row a passage, so a pair may have several.",
    "stories": "One event, and how its reports stand to each other.",
    "claims": "What an article says, in one clause, of a compared story.",
    "quotes": "Words in quotation marks in an article of a compared story.",
    "points": "One thing that one or more articles of a story say.",
    "variants": "A difference between two sides of one point.",
    "rejections": "What was not read or left out. Nothing is left out without a row here.",
}
"""What a row of each table is."""

Columns = dict[str, tuple[str, str]]

TABLES: dict[str, Columns] = {
    "articles": {
        "article": (TEXT, "its id: a hash of its source and text"),
        "input": (TEXT, "the input that it came in"),
        "source": (TEXT, "its address, its row's id, or file and line"),
        "row_id": (TEXT, "its row's own `id`"),
        "url": (TEXT, "its address"),
        "outlet": (TEXT, "who published it"),
        "title": (TEXT, "its headline; null where it is reserved"),
        "byline": (TEXT, "who signed it"),
        "dateline": (TEXT, "the place line before its first sentence"),
        "published": (TEXT, "when, as it states (ISO 8601)"),
        "published_from": (TEXT, "how that is known: `given`, `metadata`, `text`"),
        "captured_at": (TEXT, "when a web archive took the page"),
        "language": (TEXT, "ISO 639-1 code, judged by its words"),
        "credits": (TEXTS, "agencies that it credits"),
        "chars": (INTEGER, "length of its text in code points; every offset of the data set counts these"),
        "words": (INTEGER, "words of its text, frame included"),
        "body": (PLACES, "stretches of the text that are the article's own, in order"),
        "dropped": (DROPPED, "stretches that were left out of the body, each with the reason"),
        "media": (TEXT, "`text` or `html`: how its text was had"),
        "paywalled": (FLAG, "whether its page says that it is not free to read"),
        "reserved": (TEXT, "how it is reserved from text and data mining; null where it is not"),
        "raw_sha256": (TEXT, "hash of the bytes that it was read from"),
        "text_sha256": (TEXT, "hash of its text in UTF-8: who has the text can check every offset"),
        "text": (TEXT, "its text as it was read; only with `--full-text`, and never where it is reserved"),
        "origin": (TEXT, "what it has in common with its reprints: two articles of one `origin` are one reporting"),
        "copy_of": (TEXT, "an article in which nine tenths of its words stand, and which is read in its stead"),
        "story": (TEXT, "its story"),
        "roundup": (FLAG, "whether it touches many stories: a round-up, a live blog"),
    },
    "passages": {
        "article": (TEXT, "the article that leans, where that is known; else that with the lesser id"),
        "other": (TEXT, "the other article"),
        "relation": (TEXT, "`near_duplicate` (half of the shorter one's five-word runs) or `shares_passages`"),
        "start": (INTEGER, "first code point in `article`"),
        "end": (INTEGER, "one past the last"),
        "other_start": (INTEGER, "first code point in `other`"),
        "other_end": (INTEGER, "one past the last"),
        "words": (INTEGER, "length of the passage in words"),
        "share": (NUMBER, "share of `article`'s words inside all passages of the pair"),
        "other_share": (NUMBER, "the same of `other`"),
        "direction": (TEXT, "who leans on whom: `leans`, `common_source`, `unknown`"),
        "leaner": (TEXT, "the article that leans"),
        "certainty": (TEXT, "how sure the direction is"),
        "reason": (TEXT, "why, one phrase"),
        "words_sha256": (TEXT, "hash of the passage's words in `article`, in UTF-8"),
    },
    "stories": {
        "story": (TEXT, "its id: a hash of its founding article's"),
        "articles": (INTEGER, "how many articles"),
        "origins": (INTEGER, "how many origins they have"),
        "outlets": (TEXTS, "their outlets"),
        "languages": (TEXTS, "their languages"),
        "first_published": (TEXT, "the earliest date among them (ISO 8601, UTC)"),
        "last_published": (TEXT, "the latest"),
        "founding_article": (TEXT, "the article that came first"),
        "headline": (TEXT, "its headline; null where it is reserved"),
        "compared": (FLAG, "whether the story was compared"),
        "not_compared": (
            TEXT,
            "why not: `one report`, `one origin`, `language` (fewer than two origins in one that is read), `failed`",
        ),
        "points": (INTEGER, "how many points its comparison has"),
        "variants": (INTEGER, "how many differences"),
        "conflicts": (INTEGER, "how many of these cannot both hold"),
    },
    "claims": {
        "claim": (TEXT, "its id"),
        "story": (TEXT, "the story"),
        "point": (TEXT, "the point that it stands in"),
        "article": (TEXT, "the article that says it"),
        "start": (INTEGER, "first code point of its words"),
        "end": (INTEGER, "one past the last"),
        "spans": (PLACES, "its words, where they stand apart"),
        "words_sha256": (TEXT, "hash of its words in UTF-8, stretches joined by one blank"),
        "text": (TEXT, "the claim, readable alone; only with `--full-text`"),
        "attribution": (TEXTS, "on whose word it rests, the nearest to the outlet last"),
        "polarity": (TEXT, "`affirmed` or `negated`"),
        "certainty": (TEXT, "`stated` or a hedge"),
        "quantities": (TEXTS, "its numbers"),
        "times": (TEXTS, "its times (EDTF)"),
        "origin": (TEXT, "the origin that it comes from, as the comparison of its story has it"),
        "origin_name": (TEXT, "that origin's name, where one is known"),
        "origin_reason": (TEXT, "why it is taken to come from there"),
    },
    "quotes": {
        "story": (TEXT, "the story"),
        "article": (TEXT, "the article"),
        "start": (INTEGER, "first code point of the words"),
        "end": (INTEGER, "one past the last"),
        "words_sha256": (TEXT, "hash of the words in UTF-8"),
        "text": (TEXT, "the words; only with `--full-text`"),
        "kind": (TEXT, "`direct`, `partial` or `scare`"),
        "speaker": (TEXT, "who said it"),
        "via": (TEXT, "the outlet or agency to which it was said"),
    },
    "points": {
        "point": (TEXT, "its id"),
        "story": (TEXT, "the story"),
        "n": (INTEGER, "its place in the story, the weightiest first"),
        "kind": (TEXT, "event, statement, position, agreement, commitment, background or label"),
        "text": (TEXT, "the best-supported wording; only with `--full-text`, and where no article of it is reserved"),
        "independent_origins": (INTEGER, "on how many origins it rests: agreement counts these, never articles"),
        "independent_owners": (INTEGER, "the same with origins of one owner as one; null where no owner is known"),
        "rests_on": (TEXT, "the one source on whose word every claim of it rests"),
        "stated_by": (TEXTS, "articles that say it"),
        "unclear_in": (TEXTS, "articles that come near it"),
        "silent_in": (TEXTS, "articles of the comparison that do not say it"),
        "claims": (INTEGER, "how many claims say it"),
        "variants": (INTEGER, "in how many respects they differ"),
        "conflicts": (INTEGER, "how many of these cannot both hold"),
    },
    "variants": {
        "variant": (TEXT, "its id"),
        "story": (TEXT, "the story"),
        "point": (TEXT, "the point"),
        "kind": (
            TEXT,
            "number, date, polarity, certainty, scope, actor, object, detail, attribution, label, quote_wording",
        ),
        "relation": (TEXT, "`conflict`, `update` or `compatible`"),
        "severity": (NUMBER, "0 (a trifle) to 1 (an editor must see it)"),
        "claims": (TEXTS, "claims of the side that departs"),
        "against": (TEXTS, "claims of the other side"),
        "marks": (TEXTS, "the words that differ, as `article:start-end`"),
        "note": (
            TEXT,
            "the difference in one sentence; only with `--full-text`, and where no article of it is reserved",
        ),
    },
    "rejections": {
        "input": (TEXT, "the input that it came in"),
        "id": (TEXT, "its name: address, file and line, or the id of an article or story"),
        "step": (TEXT, "the step that refused it"),
        "reason": (TEXT, "the reason's code"),
        "detail": (TEXT, "what is wrong, and what to do"),
    },
}
"""Columns of each table, each with its type and what it holds. A cell may be null, a list is then empty."""

LATE = ("origin", "copy_of", "story", "roundup")
"""Columns of `articles` that are known when all stages are done."""


@cache
def schema(table: str, *, without: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - pyarrow is untyped
    """The Arrow schema of a table.

    Args:
        table: One of `TABLES`.
        without: Columns to leave out.
    """
    return pa.schema([pa.field(name, _TYPES[kind]) for name, (kind, _) in TABLES[table].items() if name not in without])


def schema_hash() -> str:
    """A hash of all tables' columns and types: it changes when a program that reads the data set may have to."""
    told = repr([(table, [(name, kind) for name, (kind, _) in columns.items()]) for table, columns in TABLES.items()])
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:16]
