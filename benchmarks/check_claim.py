"""How long a store with many claims takes to say what it holds of a sentence.

    python -m benchmarks.check_claim --claims 100000

Fills a store with made-up reports of made-up places and asks sentences of several kinds, warm; tells wall-clock and
processor milliseconds of one answer, the search in the store apart.
"""

import argparse
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from variorum.desk import Desk
from variorum.questions import Questions
from variorum.records import report as r
from variorum.records.place import Extent
from variorum.records.source import Article, Located

AT = datetime(2021, 5, 3, 9, tzinfo=UTC)
PER_STORY, REPORTS = 100, 5
_SUBJECTS = "ferry tram dam bridge harbour museum school mill reservoir airport clinic market tunnel mine".split()
_VERBS = "closed reopened flooded burned collapsed expanded stopped reported lost repaired inspected sold".split()
_ROLES = "minister mayor director engineer captain spokesman union company council board".split()


def _name(rng: random.Random) -> str:
    return "".join(rng.choice("bdfgklmnprstv") + rng.choice("aeiou") for _ in range(3)).title()


def _sentence(rng: random.Random, places: list[str]) -> str:
    place, role = rng.choice(places), rng.choice(_ROLES)
    return (
        f"The {rng.choice(_SUBJECTS)} of {place} was {rng.choice(_VERBS)} after {rng.randint(2, 900)} people "
        f"had left, the {role} of {rng.choice(places)} said."
    )


def _report(rng: random.Random, story: int) -> tuple[list[Article], r.Report]:
    places = [_name(rng) for _ in range(6)]
    articles, points = [], []
    texts: list[list[str]] = [[_sentence(rng, places) for _ in range(PER_STORY // REPORTS)] for _ in range(REPORTS)]
    made = []
    for n, sentences in enumerate(texts):
        key, text = f"s{story}a{n}", "\n".join(sentences)
        articles.append(
            Article(
                id=key,
                source=key,
                text=text,
                language="en",
                outlet=f"Outlet {n}",
                title=Located(text=sentences[0]),
                paragraphs=((Extent(0, len(text)),),),
                raw_hash=key,
            )
        )
        made.append(
            r.ReportArticle(
                id=key,
                source=key,
                siglum="ABCDE"[n],
                text=text,
                language="en",
                outlet=f"Outlet {n}",
                credits=(),
                byline=None,
                published=None,
                published_from=None,
                title=None,
                subtitle=None,
                dateline=None,
                body=(r.Place(0, len(text)),),
                dropped=(),
            )
        )
        at = 0
        for k, sentence in enumerate(sentences):
            claim = r.ReportClaim(
                id=f"{key}c{k}",
                article=key,
                spans=(r.Place(at, at + len(sentence) - 1),),
                text=sentence,
                attribution=(),
                polarity="affirmed",
                certainty="stated",
                quantities=(),
                times=(),
                origin=key,
            )
            points.append(
                r.ReportPoint(
                    id=f"{key}p{k}",
                    text=sentence,
                    kind="event",
                    claims=(claim,),
                    coverage={key: "states"},
                    independent_origins=1,
                    rests_on=None,
                )
            )
            at += len(sentence) + 1
    report = r.Report(
        run=r.Run(variorum="0", config="0", steps=(), models=()),
        articles=tuple(made),
        entities=(),
        times=(),
        quotes=(),
        points=tuple(points),
        variants=(),
        lineage=(),
        origins=(),
    )
    return articles, report


def main() -> None:
    """Fill, ask, tell."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=40)
    options = parser.parse_args()
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as folder, Desk(Path(folder) / "many.variorum", now=lambda: AT) as desk:
        sentences = []
        for story in range(options.claims // PER_STORY):
            articles, report = _report(rng, story)
            desk.store.add(articles, at=AT)
            desk.stories.write(
                membership={a.id: (f"story{story}", None) for a in articles},
                merged={},
                events=[],
                state=("stories", 1, b""),
                at=AT,
            )
            desk.reports.put(f"story{story}", report, change=1, made_of=desk.made_of, page="", at=AT)
            if story % 25 == 0:
                sentences.append(rng.choice(report.points).text)
        sentences = sentences[: options.asked]
        sentences += [_sentence(rng, [_name(rng) for _ in range(3)]) for _ in range(options.asked // 2)]
        questions = Questions(desk)
        questions.check(sentences[0])
        found, whole, busy = [], [], []
        for sentence in sentences:
            begun = time.perf_counter()
            desk.reports.near(sentence)
            found.append(time.perf_counter() - begun)
            begun, used = time.perf_counter(), time.process_time()
            questions.check(sentence)
            whole.append(time.perf_counter() - begun)
            busy.append(time.process_time() - used)
        for told, times in (("search", found), ("whole answer", whole), ("whole answer, processor", busy)):
            ordered = sorted(times)
            print(
                f"{told}: median {1000 * statistics.median(times):.0f} ms, "
                f"95th percentile {1000 * ordered[int(0.95 * len(ordered))]:.0f} ms ({len(times)} sentences)"
            )


if __name__ == "__main__":
    main()
