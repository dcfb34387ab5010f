"""Attribution on PolNeAR: rows as `variorum read` writes them, scored by the scorer beside the data.

Run: python -m evals.attribution_score [--part kept|open] [--limit N] [--rows FILE]
"""

import argparse
import gzip
import hashlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.shared import SHARED, scorer
from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.ids import make_id
from variorum.records.place import Extent
from variorum.records.reading import Attribution
from variorum.records.source import Article
from variorum.steps.attribute import attribute
from variorum.steps.parse import parse_article
from variorum.text.name_index import NameIndex

KEPT_DIGITS = "0123"


def plain_article(name: str, text: str) -> Article:
    """An article whose paragraphs are the lines of `text`."""
    paragraphs = []
    at = 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            start = at + line.index(body[0])
            paragraphs.append((Extent(start, start + len(body)),))
        at += len(line) + 1
    return Article(
        id=make_id("article", name, text),
        source=name,
        text=text,
        language="en",
        row_id=name,
        paragraphs=tuple(paragraphs),
    )


def kept(row: dict[str, Any]) -> bool:
    """Whether an article belongs to the part that is only reported on."""
    return hashlib.sha256(str(row["id"]).encode()).hexdigest()[0] in KEPT_DIGITS


def polnear() -> Iterator[dict[str, Any]]:
    """Every row of the corpus."""
    with gzip.open(SHARED / "data" / "polnear.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_row(name: str, text: str, attributions: tuple[Attribution, ...]) -> dict[str, Any]:
    """One row as `variorum read` writes it."""

    def pairs(extents: tuple[Extent, ...]) -> list[list[int]]:
        return [[e.start, e.end] for e in extents]

    return {
        "id": name,
        "text": text,
        "attributions": [
            {
                "source": pairs(a.source),
                "cue": pairs(a.cue),
                "content": pairs(a.content),
                "kind": a.kind.value,
                "speaker": a.speaker,
            }
            for a in attributions
        ],
    }


def evaluate(part: str = "kept", limit: int | None = None, rows_to: Path | None = None) -> dict[str, float]:
    """Read and score one part of the corpus.

    Args:
        part: "kept" for the articles that nobody read while the rules were written, "open" for the others.
        limit: At most so many articles.
        rows_to: Where to write the rows, or None.

    Returns:
        The scorer's figures, with `parse_seconds`, `attribute_seconds` and `speed` (sentences per second of
        parse and attribution together, as a share of the parse's alone).
    """
    rows = sorted((r for r in polnear() if kept(r) == (part == "kept")), key=lambda r: str(r["id"]))[:limit]
    tagger = SpacyTagger()
    tagger.tag(["Ready."])
    none = NameIndex(())
    out: list[dict[str, Any]] = []
    parse_seconds = attribute_seconds = 0.0
    for row in rows:
        article = plain_article(str(row["id"]), row["text"])
        began = time.perf_counter()
        parse = parse_article(article, tagger=tagger)
        parsed = time.perf_counter()
        attributions, _ = attribute(article, parse, names=none)
        attribute_seconds += time.perf_counter() - parsed
        parse_seconds += parsed - began
        out.append(read_row(str(row["id"]), row["text"], attributions))
    if rows_to is not None:
        rows_to.write_text("".join(json.dumps(r) + "\n" for r in out), encoding="utf-8")
    figures: dict[str, float] = dict(scorer("score_attribution").score(out, rows))
    figures["parse_seconds"] = round(parse_seconds, 2)
    figures["attribute_seconds"] = round(attribute_seconds, 2)
    figures["speed"] = round(parse_seconds / (parse_seconds + attribute_seconds), 3) if rows else 0.0
    return figures


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("kept", "open"), default="kept")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--rows", type=Path)
    options = parser.parse_args()
    print(json.dumps(evaluate(options.part, options.limit, options.rows)))


if __name__ == "__main__":
    main()
