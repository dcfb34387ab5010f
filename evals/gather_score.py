"""Articles about different events in one call: are they told apart, and is one event never torn?

usage: python -m evals.gather_score

A call is made of three articles of one event and three of another one: of two development stories; of two events of
BASIL, Giveme5W1H or ECB+; and of the two events of one ECB+ topic, which are of one kind on purpose (two trials, two
earthquakes). The weights were learnt on ECB+ and Giveme5W1H, where some of the stories' events stand too; the threshold
was chosen in sight of all sets.
"""

import gzip
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import msgspec

from evals import shared
from evals.align_data import KeptEncoder, kept
from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.ports import Encoder
from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Extent
from variorum.records.source import Article, Located
from variorum.steps.gather import gather_events
from variorum.steps.names import name_entities
from variorum.steps.parse import parse_article
from variorum.text.name_index import NameIndex

_SETS = ("ecbplus", "giveme5w1h_clusters", "basil")
_OF_EVENT = 3


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """An article with the event that it is of."""

    event: str
    topic: str
    article: Article
    parse: Parse


def _article(row: Mapping[str, Any]) -> Article:
    text: str = row["text"]
    title = row.get("title")
    paragraphs: list[tuple[Extent, ...]] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            if title is None:
                title = line.strip()
            else:
                start = at + len(line) - len(line.lstrip())
                paragraphs.append((Extent(start, at + len(line.rstrip())),))
        at += len(line) + 1
    return Article(
        id=make_id("article", row["id"], text),
        source=row["id"],
        text=text,
        language="en",
        outlet=row.get("outlet"),
        published=(row.get("date") or "")[:10] or None,
        title=Located(text=title or ""),
        paragraphs=tuple(paragraphs),
    )


def public(name: str, tagger: SpacyTagger) -> list[Read]:
    """The first three articles of each event of a public set that has three."""
    by_event: dict[str, list[dict[str, Any]]] = {}
    with gzip.open(shared.SHARED / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if len(row["text"]) > 300:
                by_event.setdefault(row["event"], []).append(row)
    out = []
    for event in sorted(by_event):
        rows = sorted(by_event[event], key=lambda r: str(r["id"]))[:_OF_EVENT]
        if len(rows) < 2:
            continue
        for row in rows:
            article = _article(row)
            out.append(
                Read(
                    event=event,
                    topic=str(row.get("topic")) if name == "ecbplus" else event,
                    article=article,
                    parse=parse_article(article, tagger=tagger),
                )
            )
    return out


def stories(tagger: SpacyTagger) -> list[Read]:
    """Every article of the development stories."""
    return [
        Read(event=s, topic=s, article=a, parse=parse_article(a, tagger=tagger))
        for s in shared.STORIES
        for a in shared.gold_articles(s).values()
    ]


def groups_of(
    reads: Sequence[Read], encoder: Encoder
) -> tuple[tuple[str, ...], ...]:
    """The groups that one call of these articles is put in."""
    ordered = sorted(reads, key=lambda r: r.article.id)
    names = NameIndex(name_entities([(r.article, r.parse) for r in ordered]))
    return gather_events(
        [r.article for r in ordered], {r.article.id: r.parse for r in ordered}, names=names, encoder=encoder
    )


def figures(calls: Iterator[Sequence[Read]], encoder: Encoder) -> dict[str, float]:
    """Over calls of several articles.

    Returns:
        calls: how many; exact: share put in the right groups; precision: of the pairs of articles set apart, those
        that are of different events; recall: of the pairs of different events, those set apart; torn: events that
        stand in more than one group.
    """
    count = exact = torn = apart = right = different = 0
    for reads in calls:
        event = {r.article.id: r.event for r in reads}
        groups = groups_of(reads, encoder)
        group = {key: n for n, members in enumerate(groups) for key in members}
        count += 1
        exact += len(groups) == len(set(event.values())) and all(len({event[k] for k in g}) == 1 for g in groups)
        torn += sum(len({group[k] for k, e in event.items() if e == name}) > 1 for name in sorted(set(event.values())))
        for a, b in combinations(sorted(event), 2):
            apart += group[a] != group[b]
            different += event[a] != event[b]
            right += group[a] != group[b] and event[a] != event[b]
    return {
        "calls": count,
        "exact": round(exact / max(1, count), 3),
        "precision": round(right / apart, 3) if apart else 1.0,
        "recall": round(right / different, 3) if different else 1.0,
        "torn": torn,
    }


def pairs(reads: Sequence[Read], *, of_one_topic: bool = False) -> Iterator[Sequence[Read]]:
    """Calls of two events: each event with the next one, or the two of each topic, three articles of each."""
    by_event: dict[str, list[Read]] = {}
    for r in reads:
        by_event.setdefault(r.event, []).append(r)
    # In the order of their hashes, so that neighbours are not of one kind.
    order = sorted(by_event, key=lambda e: (by_event[e][0].topic, e) if of_one_topic else (make_id("event", e), e))
    for n, one in enumerate(order):
        other = order[(n + 1) % len(order)]
        if of_one_topic != (by_event[one][0].topic == by_event[other][0].topic):
            continue
        if one != other and (not of_one_topic or one < other):
            yield [*by_event[one][:_OF_EVENT], *by_event[other][:_OF_EVENT]]


def measure(tagger: SpacyTagger) -> dict[str, dict[str, float]]:
    """All figures, by kind of call."""
    encoder = KeptEncoder()
    told = kept("gather-stories", "1", lambda: stories(tagger))
    by_story = {s: [r for r in told if r.event == s] for s in shared.STORIES}
    out = {
        "one story whole": figures(iter(by_story.values()), encoder),
        "two stories": figures(
            ([*by_story[a][:_OF_EVENT], *by_story[b][:_OF_EVENT]] for a, b in combinations(shared.STORIES, 2)),
            encoder,
        ),
    }
    for name in _SETS:
        reads = kept(f"gather-{name}", "1", lambda name=name: public(name, tagger))  # type: ignore[misc]
        out[f"{name}, two events"] = figures(pairs(reads), encoder)
        if name == "ecbplus":
            out[f"{name}, two events of one kind"] = figures(pairs(reads, of_one_topic=True), encoder)
    return out


def main() -> int:
    if not shared.available():
        print("skipped: the evaluation data does not lie beside the checkout")
        return 0
    for name, row in measure(SpacyTagger()).items():
        print(f"{name:34}", json.dumps(row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
