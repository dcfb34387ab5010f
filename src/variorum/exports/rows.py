"""One article's reading as a row for other programs (contract, `variorum read`)."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from variorum.records.place import Extent
from variorum.records.reading import Attribution, Published, Quote, Time
from variorum.records.source import Article, Located
from variorum.text.name_index import NameIndex
from variorum.text.view import body_extents


def _located(words: Located | None) -> dict[str, Any] | None:
    return {"start": words.start, "end": words.end, "text": words.text} if words else None


def _pairs(extents: Iterable[Extent]) -> list[list[int]]:
    return [[e.start, e.end] for e in extents]


def article_row(
    article: Article,
    *,
    published: Published | None = None,
    names: NameIndex | None = None,
    times: Sequence[Time] = (),
    quotes: Sequence[Quote] = (),
    attributions: Sequence[Attribution] = (),
) -> dict[str, Any]:
    """The row of one article.

    Args:
        article: The cleaned article.
        published: When it was published; what the input states where None.
        names: Its entities; None where no language model ran.
        times: Its time expressions.
        quotes: Its words in marks.
        attributions: Who says what in it.

    Returns:
        A mapping that JSON can carry; `id` is the row's own where it has one. The readings (`quotes`, `times`,
        `entities`, `attributions`) are absent where `names` is None.
    """
    row: dict[str, Any] = {
        "id": article.row_id or article.id,
        "source": article.source,
        "text": article.text,
        "title": _located(article.title),
        "subtitle": _located(article.subtitle),
        "outlet": article.outlet,
        "credits": list(article.credits),
        "byline": article.byline,
        "published": published.value if published else article.published,
        "published_from": published.known_from if published else article.published_from,
        "language": article.language,
        "url": article.url,
        "raw_hash": article.raw_hash,
        "body": [{"start": e.start, "end": e.end} for e in body_extents(article)],
        "dropped": [{"start": d.start, "end": d.end, "reason": d.reason} for d in article.dropped],
    }
    if article.page is not None:
        row["page"] = msgspec.to_builtins(article.page)
    if article.extra:
        row["extra"] = article.extra
    if names is None:
        return row
    row["quotes"] = [
        {
            "start": q.start,
            "end": q.end,
            "kind": q.kind,
            "speaker": q.speaker,
            "reason": q.speaker_reason,
            "cue": {"start": q.cue.start, "end": q.cue.end} if q.cue else None,
            "via": q.via,
        }
        for q in quotes
    ]
    row["times"] = [
        {"start": t.start, "end": t.end, "value": t.value, "anchor": t.anchor, "evidence": t.evidence}
        for t in times
    ]
    row["entities"] = [
        {
            "id": e.id,
            "name": e.name,
            "type": e.type,
            "aliases": list(e.aliases),
            "mentions": [{"start": m.start, "end": m.end} for m in e.mentions],
        }
        for e in names.entities()
    ]
    row["attributions"] = [
        {
            "source": _pairs(a.source),
            "cue": _pairs(a.cue),
            "content": _pairs(a.content),
            "kind": a.kind,
            "speaker": a.speaker,
            "relays": list(a.relays),
        }
        for a in attributions
    ]
    return row
