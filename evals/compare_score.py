"""How well differences are found when the careful readers' own alignment is given, and on our own points.

usage: python -m evals.compare_score [--real] [--misses] [--kinds] [STORY ...]

With the gold's alignment each cell is one claim: its spans are the cell's, what is known of it (on whose word,
polarity, certainty) is taken from the extracted claim that overlaps it best.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from evals import shared
from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.ports import Tagger
from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Extent
from variorum.records.reading import Certainty, Claim, ClaimKind, Polarity, Quote, Source
from variorum.records.source import Article
from variorum.records.story import Point, Variant
from variorum.steps.compare import compare_points
from variorum.steps.parse import parse_article
from variorum.text.name_index import NameIndex
from variorum.text.numbers import find_quantities


@dataclass(frozen=True)
class Reading:
    """One story, read on the gold's bodies; everything by article id."""

    articles: dict[str, Article]
    keys: dict[str, str]
    parses: dict[str, Parse]
    names: NameIndex
    quotes: dict[str, tuple[Quote, ...]]
    claims: dict[str, tuple[Claim, ...]]
    times: dict[str, tuple[Any, ...]]
    published: dict[str, str | None]
    origins: dict[str, str]


def read(story: str, *, tagger: Tagger) -> Reading:
    """The story through every step before alignment."""
    from variorum.steps.attribute import attribute
    from variorum.steps.claims import extract_claims
    from variorum.steps.names import name_entities
    from variorum.steps.times import date_articles, resolve_times

    by_key = shared.gold_articles(story)
    articles = {a.id: a for a in by_key.values()}
    parses = {i: parse_article(a, tagger=tagger) for i, a in articles.items()}
    pairs = [(articles[i], parses[i]) for i in sorted(articles)]
    names = NameIndex(name_entities(pairs))
    dated = date_articles(pairs)
    times = {i: resolve_times(articles[i], parses[i], published=dated[i]) for i in articles}
    said = {i: attribute(articles[i], parses[i], names=names) for i in articles}
    claims = {
        i: extract_claims(
            articles[i], parses[i], names=names, times=times[i], attributions=said[i][0], quotes=said[i][1]
        )
        for i in articles
    }
    origins = {}
    for n, group in enumerate(shared.gold(story)["origins"]):
        origins.update({by_key[k].id: f"origin {n}" for k in group})
    return Reading(
        articles=articles,
        keys={by_key[k].id: k for k in by_key},
        parses=parses,
        names=names,
        quotes={i: said[i][1] for i in articles},
        claims=claims,
        times=times,
        published={i: a.published for i, a in articles.items()},
        origins={i: origins.get(i, i) for i in articles},
    )


def gold_points(story: str, reading: Reading) -> tuple[tuple[Point, ...], dict[str, Claim]]:
    """The gold's points with a claim for every cell."""
    of = {k: i for i, k in reading.keys.items()}
    points: list[Point] = []
    claims = {c.id: c for rows in reading.claims.values() for c in rows}
    for p in shared.gold(story)["points"]:
        mine = []
        for key, spans in p["cells"].items():
            claim = _claim(reading, of[key], [Extent(s["start"], s["end"]) for s in spans], p["id"])
            claims[claim.id] = claim
            mine.append(claim.id)
        points.append(Point(id=p["id"], text=p["gist"], kind=p["kind"], lead=mine[0], claims=tuple(mine)))
    return tuple(points), claims


def _claim(reading: Reading, article: str, spans: Sequence[Extent], point: str) -> Claim:
    parse = reading.parses[article]
    places = sorted({t.i for s in spans for t in parse.tokens if s.start < t.end and t.start < s.end})
    tokens = [parse.tokens[i] for i in places]
    size = sum(s.end - s.start for s in spans)

    def fit(c: Claim) -> float:
        both = sum(max(0, min(s.end, x.end) - max(s.start, x.start)) for s in spans for x in c.spans)
        return 2 * both / (size + sum(x.end - x.start for x in c.spans))

    best = max(reading.claims[article], key=lambda c: (fit(c), c.id), default=None)
    times = [t for t in reading.times[article] if any(s.start <= t.start and t.end <= s.end for s in spans)]
    attribution: tuple[Source, ...] = best.attribution if best and fit(best) > 0 else ()
    found = {q.start: q for s in parse.sentences for q in find_quantities([t for t in tokens if t.sent == s.i])}
    return Claim(
        id=make_id("claim", point, article),
        article=article,
        spans=tuple(sorted(spans)),
        text=" ".join(reading.articles[article].text[s.start : s.end] for s in spans),
        attribution=attribution,
        polarity=best.polarity if best else Polarity.AFFIRMED,
        certainty=best.certainty if best else Certainty.STATED,
        hedges=best.hedges if best else (),
        kind=best.kind if best else ClaimKind.SENTENCE,
        subject=best.subject if best else None,
        object=best.object if best else None,
        predicate=best.predicate if best else "",
        quantities=tuple(found[k] for k in sorted(found)),
        times=tuple(t.value for t in times),
        time_spans=tuple(Extent(t.start, t.end) for t in times),
        entities=tuple(sorted({e.id for s in spans for _, _, e in reading.names.within(article, s.start, s.end)})),
        sentence=tokens[0].sent if tokens else 0,
        head=best.head if best else 0,
        tokens=tuple(places),
    )


def score(
    story: str,
    reading: Reading,
    points: Sequence[Point],
    claims: Mapping[str, Claim],
    variants: Sequence[Variant],
) -> tuple[dict[str, Any], list[Any]]:
    """The scorer's figures on variants, and its misses."""
    report = {
        "points": [
            {
                "id": p.id,
                "claims": [
                    {
                        "id": c,
                        "article": claims[c].article,
                        "text": claims[c].text,
                        "spans": msgspec.to_builtins(_spans(claims[c])),
                    }
                    for c in p.claims
                ],
            }
            for p in points
        ],
        "variants": [msgspec.to_builtins(v) for v in variants],
    }
    misses: list[Any] = []
    return shared.scorer().score_variants(report, shared.gold(story), reading.keys, misses), misses


def _spans(claim: Claim) -> list[dict[str, int]]:
    return [{"start": s.start, "end": s.end} for s in claim.spans]


def compare(reading: Reading, points: Sequence[Point], claims: Mapping[str, Claim]) -> tuple[Variant, ...]:
    """The step itself."""
    return compare_points(
        points,
        claims,
        articles=reading.articles,
        parses=reading.parses,
        names=reading.names,
        quotes=reading.quotes,
        published=reading.published,
        origins=reading.origins,
    )


def aligned(reading: Reading) -> tuple[tuple[Point, ...], dict[str, Claim]]:
    """Our own points."""
    from variorum.adapters.minilm import MiniLmEncoder
    from variorum.steps.align import align_claims
    from variorum.steps.settle import settle_points

    ordered = [reading.articles[i] for i in sorted(reading.articles)]
    points = align_claims(ordered, reading.parses, reading.claims, names=reading.names, encoder=MiniLmEncoder())
    claims = {c.id: c for rows in reading.claims.values() for c in rows}
    return settle_points(points, claims), claims


def table(
    rows: Mapping[str, tuple[dict[str, Any], list[Any], Sequence[Variant]]], *, misses: bool, kinds: bool
) -> None:
    """Print one row a story, the mean, and what was asked for beside."""
    sums: Counter[str] = Counter()
    for story, (s, _, _) in rows.items():
        c = s["conflicts"]
        any_kind = s["any_kind"]
        print(
            f"{story:10} kind F1 {s['f1']:.3f} (P {s['precision']:.2f} R {s['recall']:.2f}) "
            f"any R {any_kind['recall']:.3f} P {any_kind['precision']:.2f} "
            f"n {s['predicted']}/{s['gold']}  conflicts "
            f"{c and (c['precision'], c['recall'], c['predicted'], c['gold'])}"
        )
        sums.update({"f1": s["f1"], "any": any_kind["recall"], "p": s["precision"], "r": s["recall"]})
        if c:
            sums.update({"conflict": c["precision"], "conflicts": 1})
    n = len(rows)
    print(
        f"mean       kind F1 {sums['f1'] / n:.3f} (P {sums['p'] / n:.2f} R {sums['r'] / n:.2f}) "
        f"any R {sums['any'] / n:.3f} "
        f"conflict P {sums['conflict'] / max(1, sums['conflicts']):.3f}"
    )
    if kinds:
        missed = Counter(m[2] for _, ms, _ in rows.values() for m in ms if m[0] == "variant missed")
        wrong = Counter(m[1] for _, ms, _ in rows.values() for m in ms if m[0] == "variant not in the gold")
        made = Counter(str(v.kind) for _, _, vs in rows.values() for v in vs)
        for kind in sorted(set(missed) | set(made)):
            hit = made[kind] - wrong[kind]
            wanted = hit + missed[kind]
            print(
                f"  {kind:14} made {made[kind]:4} right {hit:4} P {hit / max(1, made[kind]):.2f} "
                f"gold {wanted:4} R {hit / max(1, wanted):.2f}"
            )
    if misses:
        for story, (_, ms, _) in rows.items():
            for m in ms:
                print("  ", story, *m, sep=" | ")


def main() -> None:
    """Print the table."""
    if not shared.available():
        print("skipped: the evaluation data does not lie beside the checkout")
        return
    wanted = [s for s in sys.argv[1:] if not s.startswith("-")] or list(shared.STORIES)
    tagger: Any = SpacyTagger()
    rows = {}
    for story in wanted:
        reading = read(story, tagger=tagger)
        points, claims = aligned(reading) if "--real" in sys.argv else gold_points(story, reading)
        variants = compare(reading, points, claims)
        rows[story] = (*score(story, reading, points, claims, variants), variants)
    table(rows, misses="--misses" in sys.argv, kinds="--kinds" in sys.argv)


if __name__ == "__main__":
    main()
