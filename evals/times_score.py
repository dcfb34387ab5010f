"""Times against the careful readings and against TIMEX3 annotations, dateparser's search beside it.

usage: python -m evals.times_score [--misses]
"""

import gzip
import importlib
import json
import re
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec

from evals.shared import SHARED, STORIES, available, gold, gold_articles, scorer
from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Extent
from variorum.records.reading import Published, Time
from variorum.records.source import Article
from variorum.steps.parse import parse_article
from variorum.steps.times import date_articles, resolve_times


# --- stories -------------------------------------------------------------------------------------
def story_times(story: str, tagger: SpacyTagger, *, dated: bool = True) -> tuple[str, list[Any]]:
    """The story's figure and its misses."""
    articles = gold_articles(story)
    if not dated:
        articles = {k: msgspec.structs.replace(a, published=None) for k, a in articles.items()}
    readings = [(a, parse_article(a, tagger=tagger)) for a in articles.values()]
    published = date_articles(readings)
    times = [t for a, p in readings for t in resolve_times(a, p, published=published[a.id])]
    report = {
        "articles": [{"id": a.id, "published": published[a.id].value} for a in articles.values()],
        "times": [msgspec.to_builtins(t) for t in times],
    }
    misses: list[Any] = []
    keys = {a.id: k for k, a in articles.items()}
    figure = scorer().score_times(report, gold(story), keys, misses)
    return figure["resolved_to_the_day"], misses


# --- TIMEX3 --------------------------------------------------------------------------------------
_SEASON_NAMES = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}


def timex3(value: str) -> str:
    """EDTF as TIMEX3: weeks, seasons, quarters and halves by their codes."""
    value = value.replace("~", "")
    if "/" in value:
        first, last = value.split("/")
        if len(first) == len(last) == 10 and "X" not in first:
            a, b = date.fromisoformat(first), date.fromisoformat(last)
            year, week, _ = a.isocalendar()
            if a.weekday() == 0 and (b - a).days == 6:
                return f"{year}-W{week:02d}"
            if a.weekday() == 5 and (b - a).days == 1:
                return f"{year}-W{week:02d}-WE"
        return first
    m = re.fullmatch(r"(\d{4})-(2[1-4]|3[3-6]|4[01])", value)
    if m:
        code = m.group(2)
        return f"{m.group(1)}-" + (
            _SEASON_NAMES.get(code) or (f"Q{int(code) - 32}" if code < "40" else f"H{int(code) - 39}")
        )
    return re.sub(r"(T\d\d:\d\d)(?:Z|[+-]\d\d:\d\d)$", r"\1", value)


def grain(value: str) -> str:
    """A TIMEX3 value to the day or its coarser grain: open digits and times of day dropped, weeks with two digits."""
    value = re.sub(r"(?:-XX)+$", "", value)
    value = re.sub(r"-W(\d)$", r"-W0\1", value)
    return re.sub(r"T.*$", "", value) if not value.startswith("P") else value


def timex_rows() -> Iterator[dict[str, Any]]:
    """The annotated documents, with types DATE and TIME only."""
    with gzip.open(SHARED / "data" / "timex.jsonl.gz", "rt", encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            row["timexes"] = [t for t in row["timexes"] if t["type"] in ("DATE", "TIME")]
            yield row


def row_article(row: dict[str, Any]) -> Article:
    """The document as a cleaned article: each run of lines a paragraph, single breaks mended."""
    text = row["text"]
    paragraphs = []
    for block in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        pieces = [
            Extent(block.start() + m.start(), block.start() + m.end())
            for m in re.finditer(r"\S[^\n]*\S|\S", block.group())
        ]
        if pieces:
            paragraphs.append(tuple(pieces))
    return Article(
        id=make_id("article", row["id"], text), source=row["id"], text=text, language="en",
        published=row["date"], paragraphs=tuple(paragraphs),
    )  # fmt: skip


class Tally:
    """Found and right, over all documents."""

    def __init__(self, *, any_grain: bool = False) -> None:
        self.any_grain = (
            any_grain  # a tool that only gives days is right where the day lies in the gold's month or year
        )
        self.predicted = self.gold = self.found = self.right = self.exact = 0
        self.misses: list[tuple[str, ...]] = []

    def add(self, row: dict[str, Any], predicted: list[tuple[int, int, str]]) -> None:
        """Match one document's predictions (TIMEX3 values) one to one to its gold, largest overlap first."""
        near = scorer().near
        pairs = []
        for i, (s, e, _) in enumerate(predicted):
            for j, g in enumerate(row["timexes"]):
                if near({"start": s, "end": e}, g):
                    pairs.append((-(min(e, g["end"]) - max(s, g["start"])), i, j))
        used_p: set[int] = set()
        used_g: set[int] = set()
        for _, i, j in sorted(pairs):
            if i in used_p or j in used_g:
                continue
            used_p.add(i)
            used_g.add(j)
            g, value = row["timexes"][j], predicted[i][2]
            wanted = grain(g["value"])
            ok = grain(value) == wanted or (self.any_grain and bool(wanted) and value.startswith(wanted + "-"))
            self.right += ok
            self.exact += value == g["value"]
            if not ok:
                self.note("value", row, g["start"], g["end"], g["value"], value)
        for j, g in enumerate(row["timexes"]):
            if j not in used_g:
                self.note("missed", row, g["start"], g["end"], g["value"], "")
        for i, (s, e, v) in enumerate(predicted):
            if i not in used_p:
                self.note("extra", row, s, e, "", v)
        self.predicted += len(predicted)
        self.gold += len(row["timexes"])
        self.found += len(used_p)

    def note(self, kind: str, row: dict[str, Any], start: int, end: int, wanted: str, got: str) -> None:
        """Remember a miss with some words around it."""
        text = row["text"]
        words = f"{text[max(0, start - 50) : start]}[[{text[start:end]}]]{text[end : end + 30]}".replace("\n", "/")
        self.misses.append((kind, row["date"][:10], wanted, got, words))

    def figures(self) -> dict[str, float]:
        """Found precision, recall and F1; share of the found whose value is right."""
        p = self.found / self.predicted if self.predicted else 0.0
        r = self.found / self.gold if self.gold else 0.0
        return {
            "found_precision": round(p, 3),
            "found_recall": round(r, 3),
            "found_f1": round(2 * p * r / (p + r), 3) if p + r else 0.0,
            "value_right": round(self.right / self.found, 3) if self.found else 0.0,
            "value_same": round(self.exact / self.found, 3) if self.found else 0.0,
        }


def ours(row: dict[str, Any], tagger: SpacyTagger) -> list[tuple[int, int, str]]:
    """What the step gives for a document."""
    article = row_article(row)
    parse: Parse = parse_article(article, tagger=tagger)
    published: Published = date_articles([(article, parse)])[article.id]
    times: tuple[Time, ...] = resolve_times(article, parse, published=published)
    return [(t.start, t.end, timex3(t.value)) for t in times]


def dateparsers(row: dict[str, Any]) -> list[tuple[int, int, str]]:
    """What dateparser's search gives, its words found again in order; none where it is not installed."""
    search_dates = importlib.import_module("dateparser.search").search_dates

    base = datetime.fromisoformat(row["date"])
    found = search_dates(row["text"], languages=["en"], settings={"RELATIVE_BASE": base, "RETURN_TIME_AS_PERIOD": True})
    out, at = [], 0
    for words, value in found or []:
        start = row["text"].find(words, at)
        if start >= 0:
            out.append((start, start + len(words), value.date().isoformat()))
            at = start + len(words)
    return out


def timex_figures(tagger: SpacyTagger) -> tuple[dict[str, float], dict[str, float] | None, list[tuple[str, ...]]]:
    """Our figures, dateparser's (None where it is not installed), and our misses."""
    mine, theirs = Tally(), Tally(any_grain=True)
    try:
        importlib.import_module("dateparser")

        peer = True
    except ImportError:
        peer = False
    for row in timex_rows():
        mine.add(row, ours(row, tagger))
        if peer:
            theirs.add(row, dateparsers(row))
    return mine.figures(), theirs.figures() if peer else None, mine.misses


def main() -> None:
    """Print the table."""
    if not available():
        print("evaluation data not beside the checkout: skipped")
        return
    tagger = SpacyTagger()
    shares = []
    for story in STORIES:
        figure, misses = story_times(story, tagger)
        hit, n = map(int, figure.split("/"))
        shares.append(hit / n)
        print(f"{story:12s} {figure}  {hit / n:.3f}")
        if "--misses" in sys.argv:
            for m in misses:
                print("   ", *m[1:])
    figure, misses = story_times("seeds", tagger, dated=False)
    wrong = [m for m in misses if m[4]]
    print(f"seeds without a date: {figure}, wrong {len(wrong)}")
    if "--misses" in sys.argv:
        for m in misses:
            print("   ", *m[1:])
    print(f"mean of all stories {sum(shares) / len(shares):.3f}")
    mine, theirs, missed = timex_figures(tagger)
    print("timex, this step:  ", mine)
    print("timex, dateparser: ", theirs or "not installed")
    if "--misses" in sys.argv:
        for row in missed:
            print("   ", *row, sep=" | ")


if __name__ == "__main__":
    main()
