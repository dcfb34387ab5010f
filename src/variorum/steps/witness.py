"""Witness: sentences of reports in other languages laid beside the points, in their own words.

Nothing is translated and nothing is claimed of what such a report says: a sentence stands beside a point because a
multilingual encoder puts it nearest, well before the next one. So it counts as no statement of the point, raises no
count of origins and takes part in no difference.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from variorum.ports import Encoder
from variorum.records.reading import Claim
from variorum.records.source import Article
from variorum.records.story import Point, Untranslated
from variorum.text.sentences import sentence_extents
from variorum.text.view import paragraph_views

_ALIGNED = 0.86
"""Cosine from which on a sentence and a point say the same."""
_NEAR = 0.77
"""Below it nothing is near: of reports in evals/languages.jsonl that have what a claim says, one in 200 is."""
_OTHER_SCRIPT = 0.05
"""By so much cosines are less where one text is not in Latin letters."""
_MARGIN = 0.02
"""A point's sentence is nearer to it than the report's next one, and the point about as near to it as any, by this."""

_WORDINGS = 2
"""So many wordings of a point are held against a sentence, from different reports."""
_MOST_SENTENCES = 1_000
_CHARS = 600
"""Of a sentence so much is read."""
_ENDS = tuple(".!?…。！？｡।؟") + tuple(f"{stop}{close}" for stop in ".!?…。！？" for close in "\"'”’»」』）)")


def witness_points(
    points: Sequence[Point],
    claims: Mapping[str, Claim],
    *,
    foreign: Sequence[Article],
    encoder: Encoder | None,
) -> tuple[Untranslated, ...]:
    """Lay the sentences of reports in other languages beside the points.

    Args:
        points: What the reports that were read say.
        claims: Their claims by id.
        foreign: Cleaned reports in other languages.
        encoder: One space for all languages; None where there are no such reports.

    Returns:
        For each point and report the sentence that says the same, or one that is near and does not settle it; nothing
        where the whole report was searched and nothing is near. In the order of points and reports.

    Source: margin-based mining of parallel sentences (Artetxe & Schwenk 2019, ACL), with a difference for a ratio.
    """
    if not foreign or not points or encoder is None:
        return ()
    wordings = [_wordings(p, claims) for p in points]
    texts = [t for some in wordings for t in some]
    vectors = encoder.encode(texts)
    starts = np.cumsum([0, *[len(some) for some in wordings][:-1]])
    found: list[list[Untranslated]] = [[] for _ in points]
    for article in foreign:
        sentences, whole = _sentences(article)
        if not sentences:
            continue
        read = sentences[:_MOST_SENTENCES]
        there = encoder.encode([article.text[a:b][:_CHARS] for a, b in read])
        nearness = np.maximum.reduceat(vectors @ there.T, starts, axis=0)
        if not _latin(article):
            nearness = nearness + np.float32(_OTHER_SCRIPT)
        for n, (point, row) in enumerate(zip(points, nearness, strict=True)):
            place, aligned = _best(row, nearness)
            if not aligned and row[place] < _NEAR:
                if whole:
                    continue
                place = -1
            start, end = read[place] if place >= 0 else sentences[_MOST_SENTENCES]
            found[n].append(Untranslated(point=point.id, article=article.id, start=start, end=end, aligned=aligned))
    return tuple(u for some in found for u in some)


def _best(row: NDArray[np.float32], nearness: NDArray[np.float32]) -> tuple[int, bool]:
    """The sentence nearest to a point, and whether it says the same."""
    place = int(row.argmax())
    others = np.delete(row, place)
    aligned = (
        row[place] >= _ALIGNED
        and (not len(others) or row[place] - others.max() >= _MARGIN)
        and row[place] >= nearness[:, place].max() - _MARGIN
    )
    return place, bool(aligned)


def _wordings(point: Point, claims: Mapping[str, Claim]) -> list[str]:
    """What is held against sentences: the point's lead, and the claims of other reports that are worded otherwise."""
    lead = claims[point.lead]
    out = {lead.text[:_CHARS]: None}
    seen = {lead.article}
    for key in point.claims:
        claim = claims[key]
        if len(out) < _WORDINGS and claim.article not in seen:
            seen.add(claim.article)
            out[claim.text[:_CHARS]] = None
    return list(out)


def _sentences(article: Article) -> tuple[list[tuple[int, int]], bool]:
    """Where the sentences of a body stand, lines without a stop left out; and whether all of them are read."""
    out = []
    for view in paragraph_views(article):
        for start, end in sentence_extents(view.text, article.language):
            if view.text[start:end].endswith(_ENDS):
                where = view.to_source(start, end)
                out.append((where.start, where.end))
    return out, len(out) <= _MOST_SENTENCES


def _latin(article: Article) -> bool:
    letters = [c for c in article.text[:2000] if c.isalpha()]
    return sum(c < "\u0250" for c in letters) * 2 > len(letters)
