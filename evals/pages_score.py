"""Pages: body, title and date beside trafilatura's fast mode and htmldate, in one run, through `variorum read`.

usage: python -m evals.pages_score [--misses]

The shipped weights have seen these sets' pages. The figures named `held_` are of each half of every set, judged by
weights that were learnt from the other halves.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from evals.pages_data import DATES, STRINGS, WHOLE, examples, half_of, load
from evals.shared import available, scorer
from evals.train_pages import learn
from variorum import session
from variorum.text.trees import Forest

_GIVEN = ("id", "url", "html")
_PART = 20  # rows of one file
_ALSO_TOLD = ("dateline",)  # parts of the article that are no body, but no page's frame either


def read_pages(name: str) -> list[dict[str, Any]]:
    """The rows that the command line makes of a set's pages, rejections told on standard error."""
    with tempfile.TemporaryDirectory() as folder:
        pages, target, rejects = (Path(folder) / n for n in ("pages", "read.jsonl", "rejects.jsonl"))
        pages.mkdir()
        lines = [json.dumps({k: r[k] for k in _GIVEN if r.get(k)}) + "\n" for r in load(name)]
        for n in range(0, len(lines), _PART):
            (pages / f"{n:04}.jsonl").write_text("".join(lines[n : n + _PART]), encoding="utf-8")
        run = "import sys; from variorum.cli import main; sys.exit(main())"
        options = ["--only", "text", "--quiet", "--out", str(target), "--rejects", str(rejects)]
        subprocess.run([sys.executable, "-c", run, "read", str(pages), *options], check=False, capture_output=True)
        for line in rejects.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            print(f"{name}: not read: {row['id']}: {row['reason']}", file=sys.stderr)
        return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def trafilaturas(name: str) -> list[dict[str, Any]]:
    """What trafilatura's fast mode takes from the same pages."""
    import trafilatura

    return [
        {"id": r["id"], "text": trafilatura.extract(r["html"], fast=True, include_comments=False) or ""}
        for r in load(name)
    ]


def by_strings(texts: Mapping[str, str]) -> dict[str, float]:
    """Precision, recall and F1 over the strings that must and must not be in the text."""
    right = wrong = missed = 0
    for row in load(STRINGS):
        text = " ".join(texts.get(row["id"], "").split())
        found = [" ".join(s.split()) in text for s in row["with"]]
        right += sum(found)
        missed += len(found) - sum(found)
        wrong += sum(" ".join(s.split()) in text for s in row["without"])
    precision, recall = right / (right + wrong), right / (right + missed)
    return {"f1": round(2 * precision * recall / (precision + recall), 3), "precision": round(precision, 3),
            "recall": round(recall, 3)}  # fmt: skip


def told(row: Mapping[str, Any]) -> str:
    """A row's title, standfirst, dateline and body: all that the page's article says."""
    spans = [*row["body"], *(d for d in row["dropped"] if d["reason"] in _ALSO_TOLD)]
    spans += [p for p in (row["title"], row["subtitle"]) if p and p["start"] is not None]
    spans.sort(key=lambda s: s["start"])
    out, end = [], 0
    for span in spans:
        out.append(row["text"][end : span["start"]] if row["text"][end : span["start"]].isspace() else "\n")
        out.append(row["text"][span["start"] : span["end"]])
        end = span["end"]
    return "".join(out)


def date_figures(found: Mapping[str, str | None]) -> dict[str, float]:
    """Days right, wrong and missed; F1 as the set's own evaluation counts it."""
    right = wrong = missed = 0
    for row in load(DATES):
        gold = row["date"] if isinstance(row["date"], str) else None
        day = (found.get(row["id"]) or "")[:10] or None
        right += day is not None and day == gold
        wrong += day is not None and day != gold
        missed += day is None and gold is not None
    return {"f1": round(2 * right / (2 * right + wrong + missed), 3), "right": right, "wrong": wrong, "missed": missed}


def htmldates() -> dict[str, str | None]:
    """The dates that htmldate alone finds."""
    import htmldate

    out: dict[str, str | None] = {}
    for row in load(DATES):
        try:
            out[row["id"]] = htmldate.find_date(row["html"], url=row["url"], original_date=True, max_date="2099-12-31")
        except ValueError:
            out[row["id"]] = None
    return out


def _title_words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def title_figures(titles: Mapping[str, str | None]) -> dict[str, float]:
    """Titles of fundus_en: the same words; and the mean F1 over words."""
    same, share = 0, 0.0
    rows = load("fundus_en")
    for row in rows:
        gold, ours = _title_words(row["title"]), _title_words(titles.get(row["id"]) or "")
        both = sum((gold & ours).values())
        same += gold == ours
        share += 2 * both / ((sum(gold.values()) + sum(ours.values())) or 1)
    return {"same": round(same / len(rows), 3), "words_f1": round(share / len(rows), 3)}


def trafilatura_titles() -> dict[str, str | None]:
    """The titles that trafilatura finds."""
    from trafilatura.metadata import extract_metadata

    return {r["id"]: extract_metadata(r["html"], default_url=r["url"]).title for r in load("fundus_en")}


def held_figures() -> dict[str, float]:
    """Body F1 of each half of every set by weights that were learnt from the other halves alone, whole way through."""
    pages = list(examples())
    read: dict[str, list[dict[str, Any]]] = {name: [] for name in WHOLE}
    for half in (0, 1):
        forest = Forest(learn([p for p in pages if p.half != half]))
        with mock.patch("variorum.adapters.html.body.shipped_forest", lambda forest=forest: forest):
            for name in WHOLE:
                rows = [{k: r[k] for k in _GIVEN if r.get(k)} for r in load(name) if half_of(name, r) == half]
                read[name] += session.read(rows, only_text=True)[0]
    score = scorer("score_text")
    figures = {name: score.score(rows, load(name)) for name, rows in read.items()}
    print("pages, weights of the other halves:", json.dumps(figures))
    return {f"held_{name}": row["f1"] for name, row in figures.items()}


def misses(name: str, read: Sequence[Mapping[str, Any]]) -> None:
    """Print the worst pages of a set."""
    score = scorer("score_text")
    by_id = {r["id"]: r for r in read}
    rows = []
    for gold in load(name):
        got = by_id.get(gold["id"])
        f1 = score.score([got] if got else [], [gold])["f1"]
        rows.append((f1, gold["id"], gold.get("url") or ""))
    for f1, page, url in sorted(rows)[:12]:
        print(f"  {f1:.3f} {page[:40]} {url[:90]}")


def figures(*, show_misses: bool = False) -> dict[str, float]:
    """All figures, ours and the peers', printed and returned by name."""
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    out: dict[str, float] = {}
    score = scorer("score_text")
    titles: dict[str, str | None] = {}
    for name in WHOLE:
        read = read_pages(name)
        ours, theirs = score.score(read, load(name)), score.score(trafilaturas(name), load(name))
        print(f"{name}: ours {json.dumps(ours)}, trafilatura {json.dumps(theirs)}")
        out[name], out[f"{name}_above_trafilatura"] = ours["f1"], round(ours["f1"] - theirs["f1"], 3)
        if name == "fundus_en":
            titles = {r["id"]: (r["title"] or {}).get("text") for r in read}
        if show_misses:
            misses(name, read)
    strings = by_strings({r["id"]: told(r) for r in read_pages(STRINGS)})
    theirs = by_strings({r["id"]: r["text"] for r in trafilaturas(STRINGS)})
    print(f"{STRINGS}: ours {json.dumps(strings)}, trafilatura {json.dumps(theirs)}")
    out[STRINGS], out[f"{STRINGS}_above_trafilatura"] = strings["f1"], round(strings["f1"] - theirs["f1"], 3)
    dates = date_figures({r["id"]: r["published"] for r in read_pages(DATES)})
    alone = date_figures(htmldates())
    print(f"{DATES}: ours {json.dumps(dates)}, htmldate {json.dumps(alone)}")
    out["date"], out["date_above_htmldate"] = dates["f1"], round(dates["f1"] - alone["f1"], 3)
    named, others = title_figures(titles), title_figures(trafilatura_titles())
    print(f"titles of fundus_en: ours {json.dumps(named)}, trafilatura {json.dumps(others)}")
    out["title"], out["title_words_f1"] = named["same"], named["words_f1"]
    return out | held_figures()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evals.pages_score")
    parser.add_argument("--misses", action="store_true", help="print the worst pages of each set")
    options = parser.parse_args()
    if not available():
        print("evals: the evaluation data (../shared) is not beside this checkout; nothing was measured")
        return
    figures(show_misses=options.misses)


if __name__ == "__main__":
    main()
