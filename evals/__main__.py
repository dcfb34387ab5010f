"""The scorecard: every story of ../shared through `compare` and the scorer, one table, floors held.

usage: python -m evals [STORY ...] [--misses] [--no-floors] [--out DIR]
"""

import argparse
import json
import sys
import time
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import archives

from evals import (
    asked_score,
    attribution_score,
    check_score,
    edges,
    languages_score,
    lineage_score,
    names_by_origin,
    pages_score,
    same_answer,
    stories_score,
    times_score,
)
from evals.shared import SEEDS_PUBLISHED, SHARED, STORIES, available, gold, inputs, scorer
from variorum import session
from variorum.adapters.spacy_tagger import SpacyTagger

FLOORS = Path(__file__).with_name("floors.toml")

COLUMNS = (
    ("body", "articles.body.f1"),
    ("frame", "articles.frame_dropped"),
    ("titles", "articles.titles"),
    ("credits", "articles.credits"),
    ("cells", "cells_found"),
    ("align", "alignment.f1"),
    ("al.P", "alignment.precision"),
    ("al.R", "alignment.recall"),
    ("silence", "false_silence"),
    ("diff", "f1"),
    ("anyR", "any_kind.recall"),
    ("confP", "conflicts.precision"),
    ("quotes", "quotes.found.f1"),
    ("spk", "quotes.speaker"),
    ("spkM", "quotes.speaker_macro"),
    ("times", "times.resolved_to_the_day"),
    ("whole", "entities.whole"),
    ("merged", "entities.merged_wrongly"),
    ("lineage", "lineage"),
    ("origins", "origins.f1"),
    ("brief", "brief.main_points_covered"),
    ("frames", "frameworks.f1"),
)


def number(value: Any) -> float | None:
    """A score as a share: 3/4 is .75; a missing score is None."""
    if isinstance(value, str) and "/" in value:
        hit, of = value.split("/")
        return int(hit) / int(of) if int(of) else None
    return float(value) if isinstance(value, int | float) else None


def pick(scores: dict[str, Any], path: str) -> Any:
    """The value at a dotted path, or None."""
    value: Any = scores
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def score(score_py: ModuleType, report: Path, story: str) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    """All scores of one report."""
    data, reading, key_of = score_py.load(report, SHARED / "gold" / f"{story}.json")
    misses: list[tuple[Any, ...]] = []
    out = {
        "articles": score_py.score_articles(data, reading, key_of, misses),
        **score_py.score_points(data, reading, key_of, misses),
        **(score_py.score_variants(data, reading, key_of, misses) or {}),
    }
    for name in ("quotes", "times", "entities", "lineage", "origins", "frameworks"):
        if reading.get(name):
            out[name] = getattr(score_py, f"score_{name}")(data, reading, key_of, misses)
    out["brief"] = score_py.score_brief(data, reading, key_of, misses)
    return out, misses


def times_without_date(score_py: ModuleType, folder: Path) -> dict[str, Any]:
    """The seeds with no date given: how many expressions are right, how many wrong."""
    report = folder / "seeds-undated.json"
    report.write_text(session.compare(inputs("seeds")).to_json(), encoding="utf-8")
    data, reading, key_of = score_py.load(report, SHARED / "gold" / "seeds.json")
    misses: list[tuple[Any, ...]] = []
    right = score_py.score_times(data, reading, key_of, misses)["resolved_to_the_day"]
    return {"right": right, "wrong": sum(bool(m[4]) for m in misses), "misses": misses}


def public_sets() -> dict[str, dict[str, float | None]]:
    """Attribution on the kept-back part of PolNeAR; time expressions, with dateparser's search beside ours."""
    tagger = SpacyTagger()
    attribution = attribution_score.evaluate("kept")
    ours, dateparsers, _ = times_score.timex_figures(tagger)
    print("polnear, articles kept unread:", json.dumps(attribution))
    print("timex, ours:                  ", json.dumps(ours))
    print("timex, dateparser:            ", json.dumps(dateparsers) if dateparsers else "not installed")
    origins = names_by_origin.measure(tagger)
    print("people read whole, by origin of the name:", json.dumps(origins, ensure_ascii=False))
    shares = {"mean": sum(origins.values()) / len(origins), "worst": min(origins.values())}
    for name, rows in same_answer.measure(tagger).items():
        print(f"same answer or not, {name}, beside plain cosine:", json.dumps(rows))
    stories = stories_score.figures()
    print("stories, B-cubed F1 and the largest share of dearer looks:", json.dumps(stories))
    checker = check_score.figures()
    print("checker, true sentences kept and changed ones caught:", json.dumps(checker))
    languages = languages_score.figures()
    print("reports in other languages, brought together and laid beside:", json.dumps(languages))
    wire, made = lineage_score.wire(), lineage_score.made()
    print("wire copy, wholly, partly or not:", json.dumps(wire))
    print("reuse in made documents:", json.dumps(made))
    archive = archives.figures(responses=4000, runs=5)
    print("a web archive beside fastwarc's own iteration:", json.dumps(archive))
    return {
        "archive": dict(archive),
        "wire": wire,
        "made_reuse": made,
        "checker": dict(checker),
        "pages": dict(pages_score.figures()),
        "stories": dict(stories),
        "languages": dict(languages),
        "polnear": dict(attribution),
        "timex": dict(ours),
        "names_by_origin": dict(shares),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals")
    parser.add_argument("stories", nargs="*", default=list(STORIES))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--no-floors", action="store_true")
    parser.add_argument("--out", default="out/evals")
    options = parser.parse_args()
    if not available():
        print("evals: the evaluation data (../shared) is not beside this checkout; nothing was measured")
        return 0
    folder = Path(options.out)
    folder.mkdir(parents=True, exist_ok=True)
    score_py = scorer()
    table: dict[str, dict[str, Any]] = {}
    for story in options.stories:
        began = time.perf_counter()
        report = session.compare(
            inputs(story), published=SEEDS_PUBLISHED if story == "seeds" else None
        )
        took = time.perf_counter() - began
        path = folder / f"{story}.json"
        path.write_text(report.to_json(), encoding="utf-8")
        assert len(report.articles) == len(gold(story)["articles"])
        table[story], misses = score(score_py, path, story)
        assert table[story]["brief"]["cited"] == table[story]["brief"]["sentences"]
        print(f"{story}: {took:.1f} s, {len(report.points)} points, {len(report.variants)} variants", file=sys.stderr)
        if options.misses:
            for miss in misses:
                print("  ", *miss, sep=" | ")
    show(table)
    results = {s: {name: number(pick(t, path)) for name, path in COLUMNS} for s, t in table.items()}
    if set(options.stories) == set(STORIES):
        undated = times_without_date(score_py, folder)
        results |= public_sets()
        results["edges"] = dict(edges.figures(folder))
        print("edges of the map read by hand:", json.dumps(results["edges"]))
        results["asked"] = dict(asked_score.figures(folder))
        print("one outlet's sentences asked of a store of the others:", json.dumps(results["asked"]))
        print(f"seeds without a date: times right {undated['right']}, wrong {undated['wrong']}")
        results["undated"] = {"right": float(undated["right"].split("/")[0]), "wrong": float(undated["wrong"])}
        results["mean"] = mean({s: results[s] for s in STORIES})
        (folder / "scorecard.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        if not options.no_floors:
            return hold_floors(results)
    return 0


def mean(results: dict[str, dict[str, float | None]]) -> dict[str, float | None]:
    out: dict[str, float | None] = {}
    for name, _ in COLUMNS:
        values = [v for r in results.values() if (v := r[name]) is not None]
        out[name] = round(sum(values) / len(values), 4) if values else None
    return out


def show(table: dict[str, dict[str, Any]]) -> None:
    width = max(len(s) for s in [*table, "mean"])
    print(" " * width, *(f"{name:>7}" for name, _ in COLUMNS))
    rows: dict[str, dict[str, float | None]] = {}
    for story, scores in table.items():
        cells = []
        rows[story] = {}
        for name, path in COLUMNS:
            value = pick(scores, path)
            rows[story][name] = number(value)
            cells.append(f"{value:7.3f}" if isinstance(value, float) else f"{value if value is not None else '-':>7}")
        print(f"{story:<{width}}", *cells)
    means = mean(rows)
    print(f"{'mean':<{width}}", *(f"{v:7.3f}" if v is not None else f"{'-':>7}" for v in means.values()))


def hold_floors(results: dict[str, dict[str, float | None]]) -> int:
    """0 if every pinned floor holds, else 1; `at_most` ceilings likewise."""
    pinned = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    failed = []
    count = 0
    for where, floors in pinned.items():
        for name, bound in floors.items():
            ceiling = name.endswith("_at_most")
            value = results[where].get(name.removesuffix("_at_most"))
            count += 1
            if value is None or (value > bound if ceiling else value < bound):
                failed.append(f"{where} {name}: {value} against {bound}")
    for line in failed:
        print(f"below its floor: {line}", file=sys.stderr)
    print(f"{count - len(failed)} floors held, {len(failed)} not")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
