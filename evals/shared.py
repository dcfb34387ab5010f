"""The evaluation data beside the checkout, and articles built from its careful readings.

Steps after the cleaner can be measured by themselves on these articles: their bodies are the gold's.
"""

import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from variorum.records.ids import make_id
from variorum.records.place import Extent
from variorum.records.source import Article, Document, Located

SHARED = Path(__file__).resolve().parents[2] / "shared"
STORIES = ("seeds", "croydon", "costarica", "mazar", "hokkaido", "harambe", "goldman")
SEEDS_PUBLISHED = "2024-10-02"


def available() -> bool:
    """Whether the evaluation data lies beside the checkout."""
    return (SHARED / "gold" / "seeds.json").is_file()


@cache
def scorer(name: str = "score") -> ModuleType:
    """One of the public scorers beside the checkout ("score", "score_attribution"), as a module."""
    path = SHARED / "score" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold(story: str) -> dict[str, Any]:
    """The careful reading of a story."""
    data: dict[str, Any] = json.loads((SHARED / "gold" / f"{story}.json").read_text(encoding="utf-8"))
    return data


def inputs(story: str) -> list[str]:
    """The paths that `variorum compare` takes for a story."""
    if story == "seeds":
        return [str(p) for p in sorted((SHARED / "seeds").glob("*.txt"))]
    return [str(SHARED / "stories" / f"{story}.jsonl")]


def documents(story: str) -> list[Document]:
    """A story's documents as they were read."""
    if story == "seeds":
        return [
            Document(source=p, text=Path(p).read_text(encoding="utf-8"), published=SEEDS_PUBLISHED)
            for p in inputs(story)
        ]
    rows = [json.loads(line) for line in Path(inputs(story)[0]).read_text(encoding="utf-8").splitlines() if line]
    return [
        Document(source=r["url"], row_id=r["id"], outlet=r["outlet"], published=r["published"], text=r["text"])
        for r in rows
    ]


def gold_articles(story: str) -> dict[str, Article]:
    """Articles whose title, body and date are the gold's, by the gold's keys.

    A body paragraph is a line of the body without the gold's boilerplate; lines are not mended.
    """
    out: dict[str, Article] = {}
    by_file = {Path(d.source).name: d for d in documents(story)}
    for key, g in gold(story)["articles"].items():
        document = by_file[g["file"]]
        junk = {i for b in g["boilerplate"] for i in range(b["start"], b["end"])}
        if g["title"]:
            junk |= set(range(g["title"]["start"], g["title"]["end"]))
        paragraphs: list[tuple[Extent, ...]] = []
        start = None
        body = g["body"]
        for i in range(body["start"], body["end"] + 1):
            outside = i >= body["end"] or i in junk or document.text[i] == "\n"
            if start is None and not outside and not document.text[i].isspace():
                start = i
            elif start is not None and outside:
                end = i
                while document.text[end - 1].isspace():
                    end -= 1
                paragraphs.append((Extent(start, end),))
                start = None
        title = g["title"]
        out[key] = Article(
            id=make_id("article", document.source, document.text),
            source=document.source,
            text=document.text,
            language="en",
            row_id=document.row_id,
            url=document.url,
            outlet=g["outlet"],
            credits=tuple(g["credits"]),
            published=g["published"],
            title=Located(text=document.text[title["start"] : title["end"]], start=title["start"], end=title["end"])
            if title
            else None,
            paragraphs=tuple(paragraphs),
        )
    return out
