"""How well names are found and joined: the story scorer's entities part, step by itself on the gold's bodies.

Run: `python -m evals.names_score [--misses] [story ...]`.
"""

import sys
import time
from typing import Any

from evals.shared import STORIES, available, gold, gold_articles, scorer
from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.parse import Parse
from variorum.records.reading import Entity
from variorum.records.source import Article
from variorum.steps.names import name_entities
from variorum.steps.parse import parse_article

FLOOR_MEAN = 0.95
FLOOR_STORY = 0.90


def read(story: str, *, tagger: SpacyTagger) -> dict[str, tuple[Article, Parse]]:
    """The story's articles by the gold's keys, parsed."""
    return {k: (a, parse_article(a, tagger=tagger)) for k, a in gold_articles(story).items()}


def score(
    story: str, readings: dict[str, tuple[Article, Parse]], entities: tuple[Entity, ...]
) -> tuple[int, int, int, list[Any]]:
    """Entities whole, entities in the gold, entities merged wrongly, and the misses."""
    report = {
        "articles": [{"id": a.id, "text": a.text} for a, _ in readings.values()],
        "entities": [
            {
                "id": e.id,
                "name": e.name,
                "mentions": [{"article": m.article, "start": m.start, "end": m.end} for m in e.mentions],
            }
            for e in entities
        ],
    }
    misses: list[Any] = []
    key_of = {a.id: k for k, (a, _) in readings.items()}
    out = scorer().score_entities(report, gold(story), key_of, misses)
    whole, total = map(int, out["whole"].split("/"))
    return whole, total, int(out["merged_wrongly"]), misses


def main() -> None:
    """Print one row a story, and the mean."""
    if not available():
        print("skipped: the evaluation data does not lie beside the checkout")
        return
    wanted = [s for s in sys.argv[1:] if not s.startswith("-")] or list(STORIES)
    tagger = SpacyTagger()
    shares = []
    merges = 0
    for story in wanted:
        readings = read(story, tagger=tagger)
        start = time.perf_counter()
        entities = name_entities(list(readings.values()))
        seconds = time.perf_counter() - start
        whole, total, merged, misses = score(story, readings, entities)
        shares.append(whole / total)
        merges += merged
        print(f"{story:10} {whole:3}/{total:3} = {whole / total:.3f}  merged wrongly {merged}  {seconds:.3f} s")
        if "--misses" in sys.argv:
            for m in misses:
                print("     ", *m, sep=" | ")
    mean = sum(shares) / len(shares)
    print(f"mean {mean:.3f}")
    if merges or min(shares) < FLOOR_STORY or mean < FLOOR_MEAN:
        raise SystemExit("names fell below their floors")


if __name__ == "__main__":
    main()
