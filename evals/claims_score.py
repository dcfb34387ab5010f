"""How many of the careful readers' cells the claims find, and how many claims it takes.

usage: python -m evals.claims_score [--misses STORY] [--show STORY]
"""

import sys
import time
from collections.abc import Sequence
from typing import Any

from evals import shared
from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.parse import Parse
from variorum.records.reading import Claim
from variorum.records.source import Article
from variorum.steps.attribute import attribute
from variorum.steps.claims import extract_claims
from variorum.steps.names import name_entities
from variorum.steps.parse import parse_article
from variorum.steps.times import date_articles, resolve_times
from variorum.text.name_index import NameIndex


def near_size(shared_chars: int, a: int, b: int) -> bool:
    """The scorer's rule: half of the shorter and a quarter of the longer is shared."""
    return shared_chars > 0 and shared_chars >= 0.5 * min(a, b) and shared_chars >= 0.25 * max(a, b)


def speaks_of(claim: Claim, start: int, end: int) -> bool:
    """Whether a claim speaks of a cell."""
    inside = sum(max(0, min(s.end, end) - max(s.start, start)) for s in claim.spans)
    return near_size(inside, sum(s.end - s.start for s in claim.spans), end - start)


def read(articles: dict[str, Article], parses: dict[str, Parse]) -> tuple[dict[str, tuple[Claim, ...]], float]:
    """Claims of every article, with the names, times and attributions of the steps before, and the seconds."""
    names, times, said, quotes = _upstream(articles, parses)
    begin = time.process_time()
    out = {
        k: extract_claims(
            a,
            parses[k],
            names=names,
            times=times.get(k, ()),
            attributions=said.get(k, ()),
            quotes=quotes.get(k, ()),
        )
        for k, a in articles.items()
    }
    return out, time.process_time() - begin


def _upstream(
    articles: dict[str, Article], parses: dict[str, Parse]
) -> tuple[NameIndex, dict[str, Sequence[Any]], dict[str, Sequence[Any]], dict[str, Sequence[Any]]]:
    pairs = [(articles[k], parses[k]) for k in sorted(articles)]
    names = NameIndex(name_entities(pairs))
    published = date_articles(pairs)
    times: dict[str, Sequence[Any]] = {
        k: resolve_times(a, parses[k], published=published[a.id]) for k, a in articles.items()
    }
    read = {k: attribute(a, parses[k], names=names) for k, a in articles.items()}
    return names, times, {k: r[0] for k, r in read.items()}, {k: r[1] for k, r in read.items()}


def main() -> None:
    tagger: Any = SpacyTagger()
    misses = sys.argv[2] if "--misses" in sys.argv else ""
    show = sys.argv[2] if "--show" in sys.argv else ""
    means = []
    for story in shared.STORIES:
        articles = shared.gold_articles(story)
        parses = {k: parse_article(a, tagger=tagger) for k, a in articles.items()}
        claims, seconds = read(articles, parses)
        found = cells = 0
        useful: set[str] = set()
        for p in shared.gold(story)["points"]:
            for key, spans in p["cells"].items():
                hits = {c.id for c in claims[key] for s in spans if speaks_of(c, s["start"], s["end"])}
                useful |= hits
                found += bool(hits)
                cells += 1
                if not hits and story == misses:
                    print(" ", p["id"], key, [articles[key].text[s["start"] : s["end"]] for s in spans])
        n = sum(map(len, claims.values()))
        sentences = sum(len(p.sentences) for p in parses.values())
        means.append(found / cells)
        print(
            f"{story:10} cells found {found / cells:.3f} ({cells})  claims {n}"
            f"  per sentence {n / sentences:.2f}"
            f"  speak of no cell {1 - len(useful) / n:.2f}  {seconds:.2f} s"
        )
        if story == show:
            for k, parse in parses.items():
                for s in parse.sentences:
                    print("\n==", k, parse.words(s.first, s.last))
                    for c in claims[k]:
                        if c.sentence == s.i:
                            mark = "*" if c.id in useful else " "
                            who = [x.name for x in c.attribution]
                            print(f"  {mark} {c.kind:11} {c.polarity[:3]} {c.certainty:8} {who} {c.text}")
    print(f"mean {sum(means) / len(means):.3f}")


if __name__ == "__main__":
    main()
