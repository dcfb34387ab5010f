"""Gather: which of the articles report one event, so that only those are compared with each other."""

import importlib.resources
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from variorum.data.word_families import STOP
from variorum.ports import Encoder
from variorum.records.parse import Parse, Sentence, Token
from variorum.records.reading import EntityType
from variorum.records.source import Article
from variorum.text.name_index import NameIndex

Matrix = NDArray[np.float64]

_LEDE_WORDS = 60
"""The headline and the sentences up to this many words say what the event is."""

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM"})

_COMMONEST = 1500
"""Words of this rank in a frequency list say next to nothing of the event."""

_UNLISTED = 60_000
"""The rank taken for a word that the frequency list lacks."""

_WEIGHT_OF_TYPE = {EntityType.COUNTRY: 0.4, EntityType.OUTLET: 0.0, EntityType.PLACE: 0.8}
"""Countries stand in reports of many events, and outlets in all; any other name counts 1."""

# A logistic regression over pairs of articles, its weights rounded; learnt on ECB+ (CC BY 3.0; Cybulska & Vossen 2014)
# and the Giveme5W1H clusters (Apache-2.0; Hamborg et al. 2019). Its base is raised by 1.5, since tearing one event
# apart costs an editor more than showing two in one list; the weight of a month is set by hand, both sets lacking
# reports of one event that are weeks apart. evals/gather_score.py measures it.
_BASE = -3.5
_LEDE_COSINE = 6.0
_WORDS = 1.4
_LEDE_WORDS_HELD = 1.4
_NAMES = 4.0
_MONTH = -1.0


@cache
def _ranks() -> Mapping[str, int]:
    """Words by how frequent they are.

    Source: the vocabulary of BERT (Devlin et al. 2019), whose whole words stand in order of frequency.
    """
    path = importlib.resources.files("variorum.data") / "wordpiece-vocab.txt"
    return {w: n for n, w in enumerate(path.read_text(encoding="utf-8").split("\n"))}


def _rarity(word: str) -> float:
    """How much a word says of what a text is about: 0 for the commonest, above 3 for one that no list holds."""
    return max(0.0, math.log(_ranks().get(word, _UNLISTED) / _COMMONEST))


def _terms(tokens: Iterable[Token]) -> Iterable[str]:
    for t in tokens:
        lemma = t.lemma.lower()
        if t.pos in _CONTENT and lemma not in STOP and len(lemma) > 1 and any(c.isalpha() for c in lemma):
            yield lemma


def _head(parse: Parse) -> tuple[Sentence, ...]:
    """The sentences that the body begins with."""
    out: list[Sentence] = []
    for sentence in parse.sentences:
        if out and sentence.last - out[0].first > _LEDE_WORDS:
            break
        out.append(sentence)
    return tuple(out)


class _Look:
    """What one article is about."""

    def __init__(self, article: Article, parse: Parse, names: NameIndex) -> None:
        head = _head(parse)
        body = " ".join(parse.words(s.first, s.last) for s in head)
        title = article.title.text if article.title else ""
        self.lede = f"{title}. {body}" if title else body
        self.words = {
            w: _rarity(w) * (1.0 + math.log(n)) for w, n in sorted(Counter(_terms(parse.tokens)).items())
        }
        self.lede_words = {w: _rarity(w) for w in sorted(set(_terms(t for s in head for t in parse.of(s))))}
        found: Counter[str] = Counter()
        kinds: dict[str, float] = {}
        for _, _, entity in names.within(article.id, 0, len(article.text)):
            found[entity.id] += 1
            kinds[entity.id] = _WEIGHT_OF_TYPE.get(entity.type, 1.0)
        self.names = {k: kinds[k] * (1.0 + math.log(n)) for k, n in sorted(found.items())}


def _held(rows: Sequence[Mapping[str, float]]) -> Matrix:
    """Rows of weights as a matrix of shape `(len(rows), terms)`."""
    columns = {t: n for n, t in enumerate(sorted({t for row in rows for t in row}))}
    out = np.zeros((len(rows), max(1, len(columns))))
    for r, row in enumerate(rows):
        for term, weight in row.items():
            out[r, columns[term]] = weight
    return out


def _cosine(rows: Sequence[Mapping[str, float]]) -> Matrix:
    held = _held(rows)
    size = np.sqrt((held * held).sum(axis=1))
    out: Matrix = (held @ held.T) / np.maximum(size[:, None] * size[None, :], 1e-9)
    return out


def _lede_held(looks: Sequence["_Look"]) -> Matrix:
    """Share of each lede's words, by weight, that the other article holds, the mean of both directions."""
    both = _held([x.lede_words for x in looks] + [x.words for x in looks])
    ledes, bodies = both[: len(looks)], both[len(looks) :] > 0
    share = (ledes @ bodies.T) / np.maximum(ledes.sum(axis=1), 1e-9)[:, None]
    out: Matrix = (share + share.T) / 2
    return out


def _months(articles: Sequence[Article]) -> Matrix:
    """How far apart the articles were published, in months, at most 1; 0 where a date is unknown."""
    day = np.array([_day(a.published) for a in articles])
    out: Matrix = np.nan_to_num(np.minimum(1.0, np.abs(day[:, None] - day[None, :]) / 30.0))
    return out


def _day(published: str | None) -> float:
    try:
        return float(date.fromisoformat((published or "")[:10]).toordinal())
    except ValueError:
        return math.nan


def likeness(
    articles: Sequence[Article], parses: Mapping[str, Parse], *, names: NameIndex, encoder: Encoder
) -> Matrix:
    """How surely two articles report one event.

    Args:
        articles: The articles.
        parses: By article id.
        names: Who and what stands where.
        encoder: Gives the embeddings of headline and lede.

    Returns:
        Log-odds of shape `(articles, articles)`, above 0 where they rather are of one event.
    """
    looks = [_Look(a, parses[a.id], names) for a in articles]
    vectors = encoder.encode([x.lede for x in looks]).astype(np.float64)
    out: Matrix = (
        _BASE
        + _LEDE_COSINE * (vectors @ vectors.T)
        + _WORDS * _cosine([x.words for x in looks])
        + _LEDE_WORDS_HELD * _lede_held(looks)
        + _NAMES * _cosine([x.names for x in looks])
        + _MONTH * _months(articles)
    )
    return np.round(out, 3)


def gather_events(
    articles: Sequence[Article], parses: Mapping[str, Parse], *, names: NameIndex, encoder: Encoder
) -> tuple[tuple[str, ...], ...]:
    """Group articles by the event that they report.

    Reports that share rare words, names and a lede of one meaning are of one event. Groups are joined while the
    mean of their likest pair and of all their pairs speaks for one event, so that a follow-up stays with the
    report that it follows, and one chance likeness joins no two stories. What is in doubt stays together: the
    judge of claims decides there.

    Args:
        articles: All articles of one call, in any order.
        parses: By article id.
        names: Who and what stands where, over all articles.
        encoder: Gives the embeddings of headline and lede.

    Returns:
        Groups of article ids, sorted within and by their first id; each article stands in exactly one.

    Source: agglomerative clustering between single and average linkage; docs/decisions/0010-events-in-one-call.md.
    """
    ordered = sorted(articles, key=lambda a: a.id)
    if len(ordered) < 2:
        return tuple((a.id,) for a in ordered)
    total = likeness(ordered, parses, names=names, encoder=encoder)
    best = total.copy()
    groups: dict[int, list[int]] = {n: [n] for n in range(len(ordered))}
    size = np.ones(len(ordered))
    gone = np.zeros(len(ordered), dtype=np.bool_)
    while len(groups) > 1:
        bond = (best + total / (size[:, None] * size[None, :])) / 2
        bond[np.tril_indices(len(ordered))] = -np.inf
        bond[gone, :] = -np.inf
        bond[:, gone] = -np.inf
        # The first of equal bonds, in the order of ids.
        a, b = divmod(int(np.argmax(np.round(bond, 3))), len(ordered))
        if bond[a, b] < 0.0:
            break
        groups[a] += groups.pop(b)
        total[a] += total[b]
        total[:, a] += total[:, b]
        best[a] = np.maximum(best[a], best[b])
        best[:, a] = np.maximum(best[:, a], best[:, b])
        size[a] += size[b]
        gone[b] = True
    return tuple(tuple(ordered[n].id for n in sorted(members)) for _, members in sorted(groups.items()))
