"""Every story of the evaluation data read up to its claims, with the marks of the careful readers on them.

Parses, claims and embeddings are kept in the folder that VARIORUM_EVAL_CACHE names, if it names one, under the
hash of the source files that made them; with VARIORUM_EVAL_FROZEN set, the newest readings are taken as they are.
"""

import hashlib
import importlib
import os
import pickle
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

import variorum
from evals import shared
from variorum.adapters.minilm import MiniLmEncoder
from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.parse import Parse
from variorum.records.reading import Claim
from variorum.records.source import Article
from variorum.text.name_index import NameIndex

_SOURCE = Path(variorum.__file__).parent


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One story up to its claims; `key_of` gives the gold's key of an article id."""

    story: str
    articles: dict[str, Article]
    parses: dict[str, Parse]
    claims: dict[str, tuple[Claim, ...]]
    names: NameIndex
    key_of: dict[str, str]


def _stamp(*parts: str) -> str:
    files = sorted(f for p in parts for f in _SOURCE.glob(p))
    digest = hashlib.sha256()
    for f in files:
        digest.update(f.name.encode() + f.read_bytes())
    digest.update(Path(shared.__file__).read_bytes())
    return digest.hexdigest()[:16]


def kept(name: str, stamp: str, make: Callable[[], Any]) -> Any:
    folder = os.environ.get("VARIORUM_EVAL_CACHE")
    if not folder:
        return make()
    path = Path(folder) / f"{name}-{stamp}.pickle"
    if os.environ.get("VARIORUM_EVAL_FROZEN") and name.startswith("reading"):
        path = max(Path(folder).glob(f"{name}-*.pickle"), key=lambda f: f.stat().st_mtime, default=path)
    if path.is_file():
        return pickle.loads(path.read_bytes())
    value = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(value))
    return value


class KeptEncoder:
    """The encoder, with a memory across runs."""

    def __init__(self) -> None:
        self._encoder = MiniLmEncoder()
        folder = os.environ.get("VARIORUM_EVAL_CACHE")
        self._path = Path(folder) / "embeddings.pickle" if folder else None
        self._known: dict[str, NDArray[np.float32]] = (
            pickle.loads(self._path.read_bytes()) if self._path and self._path.is_file() else {}
        )

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `variorum.ports.Encoder`."""
        new = sorted({t for t in texts if t not in self._known})
        if new:
            for text, row in zip(new, self._encoder.encode(new), strict=True):
                self._known[text] = row
            if self._path:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._path.write_bytes(pickle.dumps(self._known))
        return np.stack([self._known[t] for t in texts])


def _optional(module: str, name: str) -> Any:
    try:
        return getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None


def read(story: str, tagger: SpacyTagger) -> Reading:
    """Read a story with every step that is there."""
    from variorum.steps.claims import extract_claims
    from variorum.steps.names import name_entities
    from variorum.steps.parse import parse_article

    keyed = shared.gold_articles(story)
    articles = {a.id: a for a in keyed.values()}
    articles = {k: articles[k] for k in sorted(articles)}
    parses = kept(
        f"parse-{story}",
        _stamp("steps/parse.py", "text/sentences.py", "text/view.py", "adapters/spacy_tagger.py", "records/parse.py"),
        lambda: {k: parse_article(a, tagger=tagger) for k, a in articles.items()},
    )
    names = NameIndex(name_entities([(articles[k], parses[k]) for k in articles]))
    attribute = _optional("variorum.steps.attribute", "attribute")
    date_articles = _optional("variorum.steps.times", "date_articles")
    resolve_times = _optional("variorum.steps.times", "resolve_times")
    times: Mapping[str, Any] = {}
    if date_articles and resolve_times:
        published = date_articles([(articles[k], parses[k]) for k in articles])
        times = {k: resolve_times(a, parses[k], published=published[k]) for k, a in articles.items()}
    said = {k: attribute(a, parses[k], names=names) for k, a in articles.items()} if attribute else {}
    claims = {
        k: extract_claims(
            a,
            parses[k],
            names=names,
            times=times.get(k, ()),
            attributions=said[k][0] if said else (),
            quotes=said[k][1] if said else (),
        )
        for k, a in articles.items()
    }
    return Reading(
        story=story,
        articles=articles,
        parses=parses,
        claims=claims,
        names=names,
        key_of={a.id: key for key, a in keyed.items()},
    )


def readings(stories: Sequence[str] = shared.STORIES) -> list[Reading]:
    """Every story, from memory where nothing that makes it has changed."""
    tagger = SpacyTagger()
    stamp = _stamp("records/*.py", "text/*.py", "data/*", "steps/parse.py", "steps/claims/*", "steps/names/*")
    stamp += _stamp("steps/attribute/*", "steps/attribute.py", "steps/times/*", "steps/times.py")
    return [kept(f"reading-{s}", stamp, lambda s=s: read(s, tagger)) for s in stories]  # type: ignore[misc]


class Marks:
    """What the careful readers hold of each claim: the scorer's rules, on records."""

    def __init__(self, reading: Reading) -> None:
        self.points: list[dict[str, Any]] = shared.gold(reading.story)["points"]
        self._reading = reading
        self._cells: dict[str, list[tuple[str, int, int]]] = {}
        for p in self.points:
            for key, spans in p["cells"].items():
                for s in spans:
                    self._cells.setdefault(key, []).append((p["id"], s["start"], s["end"]))
        self.of: dict[str, frozenset[str]] = {}
        self.touched: dict[str, frozenset[str]] = {}
        for article, claims in reading.claims.items():
            for c in claims:
                self.of[c.id], self.touched[c.id] = self._mark(reading.key_of[article], c)

    def _mark(self, key: str, claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
        size = sum(s.end - s.start for s in claim.spans)
        speaks, touches = set(), set()
        for point, start, end in self._cells.get(key, ()):
            inside = sum(max(0, min(s.end, end) - max(s.start, start)) for s in claim.spans)
            if inside:
                touches.add(point)
                if inside >= 0.5 * min(size, end - start) and inside >= 0.25 * max(size, end - start):
                    speaks.add(point)
        return frozenset(speaks), frozenset(touches)

    def judge(self, a: str, b: str) -> bool | None:
        """Whether two claims belong together; None where the readers speak of neither."""
        ga, gb = self.of[a], self.of[b]
        if not ga and not gb:
            return None
        return bool(ga & gb) or (not gb and bool(ga & self.touched[b])) or (not ga and bool(gb & self.touched[a]))


def score(reading: Reading, marks: Marks, points: Sequence[Any]) -> dict[str, float]:
    """The scorer's `score_points`, on records.

    Args:
        reading: The story.
        marks: The careful readers' marks on its claims.
        points: `variorum.records.story.Point` records.

    Returns:
        cells, precision, recall, f1, false_silence, points, shared (points of more than one article).
    """
    by_id = {c.id: c for rows in reading.claims.values() for c in rows}
    held: dict[tuple[str, str], set[str]] = {}
    judged: dict[frozenset[str], bool] = {}
    for p in points:
        members = [by_id[i] for i in p.claims]
        for c in members:
            for g in marks.of[c.id]:
                held.setdefault((g, reading.key_of[c.article]), set()).add(p.id)
        for a, b in combinations(members, 2):
            if a.article != b.article:
                verdict = marks.judge(a.id, b.id)
                if verdict is not None:
                    judged[frozenset((a.id, b.id))] = verdict
    found = cells = hit = pairs = silent = wrong = 0
    for point in marks.points:
        for k in point["cells"]:
            cells += 1
            found += bool(held.get((point["id"], k)))
        for x, y in combinations(point["cells"], 2):
            pairs += 1
            hit += bool(held.get((point["id"], x), set()) & held.get((point["id"], y), set()))
    size = {p.id: len(p.claims) for p in points}
    at = {p.id: p for p in points}
    for point in marks.points:
        holding: dict[str, int] = {}
        for k in point["cells"]:
            for pid in held.get((point["id"], k), ()):
                holding[pid] = holding.get(pid, 0) + 1
        if holding:
            best = at[min(holding, key=lambda pid: (-holding[pid], size[pid], pid))]
            speaks = {by_id[i].article for i in best.claims} | {s.article for s in best.unclear}
            for article, key in reading.key_of.items():
                if article not in speaks:
                    silent += 1
                    wrong += key in point["cells"]
    precision = sum(judged.values()) / len(judged) if judged else 0.0
    recall = hit / pairs if pairs else 0.0
    both = precision + recall
    return {
        "cells": found / cells,
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / both if both else 0.0,
        "false_silence": wrong / silent if silent else 0.0,
        "points": len(points),
        "shared": sum(len({by_id[i].article for i in p.claims}) > 1 for p in points),
    }
