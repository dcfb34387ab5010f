"""How well the cleaner finds body, frame, titles and credits, on every story beside the checkout.

usage: python -m evals.clean_score [STORY...] [--misses]
"""

import argparse
import sys
from typing import Any

from evals.shared import SEEDS_PUBLISHED, STORIES, available, gold, inputs, scorer
from variorum.adapters.files import Reading, parted, read_inputs
from variorum.adapters.language import identify_language
from variorum.config import Config
from variorum.records.source import Article
from variorum.steps.clean import clean_documents
from variorum.text.view import body_extents


def cleaned(story: str) -> tuple[Article, ...]:
    """A story's articles, read and cleaned from the inputs that `compare` takes."""
    config = Config(published=SEEDS_PUBLISHED if story == "seeds" else None)
    documents, bad = parted(read_inputs(inputs(story), Reading(config=config)))
    articles, refused = clean_documents(documents, config=config, identify=identify_language)
    for r in (*bad, *refused):
        print("refused:", r.id, r.reason, r.detail, file=sys.stderr)
    return articles


def as_report(article: Article) -> dict[str, Any]:
    """The part of a report's article that the scorer reads."""
    title = article.title
    return {
        "id": article.id,
        "source": article.source,
        "text": article.text,
        "credits": list(article.credits),
        "outlet": article.outlet,
        "body": [{"start": e.start, "end": e.end} for e in body_extents(article)],
        "title": {"start": title.start, "end": title.end, "text": title.text}
        if title and title.start is not None
        else None,
    }


def score(story: str) -> tuple[dict[str, Any], list[Any], tuple[Article, ...]]:
    """A story's figures, its misses, and its articles."""
    articles = cleaned(story)
    report = {"articles": [as_report(a) for a in articles]}
    key_of = {}
    by_file = {a["file"]: key for key, a in gold(story)["articles"].items()}
    for a in articles:
        key_of[a.id] = by_file[a.source.rsplit("/", 1)[-1]]
    misses: list[Any] = []
    return scorer().score_articles(report, gold(story), key_of, misses), misses, articles


def _show(story: str, articles: tuple[Article, ...]) -> None:
    by_file = {a["file"]: (key, a) for key, a in gold(story)["articles"].items()}
    for article in articles:
        key, g = by_file[article.source.rsplit("/", 1)[-1]]
        text = article.text
        kept = {i for e in body_extents(article) for i in range(e.start, e.end)}
        junk = {i for b in g["boilerplate"] for i in range(b["start"], b["end"])}
        if g["title"]:
            junk |= set(range(g["title"]["start"], g["title"]["end"]))
        body = set(range(g["body"]["start"], g["body"]["end"])) - junk
        print(
            f"-- {story}/{key}: {article.outlet} | {article.credits} | {article.byline} | "
            f"{article.dateline and article.dateline.text} | sub {article.subtitle and article.subtitle.text}"
        )
        reasons = {i: d.reason for d in article.dropped for i in range(d.start, d.end)}
        for name, wrong in (("LOST", body - kept), ("KEPT", kept - body)):
            run: list[int] = []
            for i in [*sorted(wrong), -9]:
                if run and i != run[-1] + 1:
                    piece = text[run[0] : run[-1] + 1]
                    if piece.strip():
                        print(f"   {name} {run[0]} {reasons.get(run[0], '')} {piece[:160]!r}")
                    run = []
                run.append(i)


def main() -> None:
    """Print a line a story, and the mean."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("stories", nargs="*", default=list(STORIES))
    ap.add_argument("--misses", action="store_true")
    o = ap.parse_args()
    if not available():
        sys.exit("the evaluation data does not lie beside this checkout")
    sums = [0.0, 0.0]
    for story in o.stories or STORIES:
        figures, misses, articles = score(story)
        sums[0] += figures["body"]["f1"]
        sums[1] += figures["frame_dropped"]
        body = figures["body"]
        print(
            f"{story:10} body F1 {body['f1']:.3f} (P {body['precision']:.3f} R {body['recall']:.3f})"
            f"  frame {figures['frame_dropped']:.3f}  titles {figures['titles']}  credits {figures['credits']}"
        )
        if o.misses:
            for m in misses:
                print("   ", *m)
            _show(story, articles)
    n = len(o.stories or STORIES)
    print(f"{'mean':10} body F1 {sums[0] / n:.3f}  frame {sums[1] / n:.3f}")


if __name__ == "__main__":
    main()
