"""What a store says of a sentence: one outlet's words asked of the others, and the same with one fact changed.

usage: python -m evals.asked_score REPORTS [--misses] [--most N]
       (REPORTS: the folder that `python -m evals --out REPORTS` wrote)

All stories lie in one store. Of the story that is asked about, one outlet's claims are taken out, and its sentences are
asked: a reader who has that outlet alone. By the careful readings of ../shared/gold,

- `found`: share of the other outlets that say the same which are cited as saying so;
- `answered`: share of the sentences of which one of them at least is found;
- `shown`: share of the sentences of which words that say the same are shown, as support or as what comes near;
- `denied`: share of the sentences that are told not to be in the reports at all;
- `right`: share of the cited outlets that say the same;
- `told`, `also_right`: as `found` and `right`, with what the comparison joined with the cited words, and of that alone;
- `clash`: share of the sentences that no reading has in conflict and that are told to be contradicted or disputed;
- `false_support`: share of the changed sentences that are told to be supported;
- `told_wrong`: share of those with another number, day, or yes for no that are told to be contradicted.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec

from evals import check_score
from evals.shared import SHARED, STORIES, scorer
from variorum import session
from variorum.desk import Desk
from variorum.questions import Checked, Questions
from variorum.records.place import Extent
from variorum.records.report import BriefSentence, Report, ReportClaim
from variorum.records.source import Article
from variorum.steps.check.evidence import read_text

_SAME = 0.6
"""How much of a reading's words and of a claim's must be shared before the claim is taken for the reading's."""
_CLASHING = ("number", "date", "negation")


class _Story:
    """One story: its report, its careful reading, and which report is whose."""

    def __init__(self, name: str, folder: Path) -> None:
        path = folder / f"{name}.json"
        self.name = name
        self.report = session.open_report(path)
        _, self.gold, key_of = scorer().load(path, SHARED / "gold" / f"{name}.json")
        self.key_of: dict[str, str] = dict(key_of)

    def without(self, article: str) -> Report:
        """The report as if one article had said nothing."""
        points = []
        for p in self.report.points:
            claims = tuple(c for c in p.claims if c.article != article)
            if claims:
                points.append(msgspec.structs.replace(p, claims=claims))
        return msgspec.structs.replace(self.report, points=tuple(points))

    def sayings(self, article: str) -> Iterator[tuple[ReportClaim, list[dict[str, Any]]]]:
        """The article's claims that the reading has too, with the reading's points, where others say the same."""
        key = self.key_of[article]
        seen: set[str] = set()
        claims = [c for p in self.report.points for c in p.claims if c.article == article]
        for point in self.gold["points"]:
            if key not in point["cells"] or len(point["cells"]) < 2:
                continue
            cells = _places(point["cells"][key])
            best = max(claims, key=lambda c: (_likeness(_places(c.spans), cells), c.id), default=None)
            if best is None or best.id in seen or _likeness(_places(best.spans), cells) < _SAME:
                continue
            seen.add(best.id)
            said = _places(best.spans)
            yield best, [p for p in self.gold["points"] if key in p["cells"] and said & _places(p["cells"][key])]


def _places(spans: Sequence[Any]) -> set[int]:
    out: set[int] = set()
    for s in spans:
        start, end = (s["start"], s["end"]) if isinstance(s, dict) else (s.start, s.end)
        out.update(range(start, end))
    return out


def _likeness(one: set[int], other: set[int]) -> float:
    both = len(one & other)
    return 2 * both / (len(one) + len(other)) if both else 0.0


def _put(desk: Desk, story: str, report: Report) -> None:
    row = desk.stories.story(story)
    assert row is not None
    desk.reports.put(story, report, change=row.change, made_of=desk.made_of, page="", at=desk.now())


def _fill(desk: Desk, stories: Sequence[_Story]) -> None:
    for s in stories:
        articles = [
            Article(
                id=a.id,
                source=a.source,
                text=a.text,
                language="en",
                outlet=a.outlet,
                paragraphs=((Extent(0, len(a.text)),),),
                raw_hash=a.id,
            )
            for a in s.report.articles
        ]
        desk.store.add(articles, at=desk.now())
        desk.stories.write(
            membership={a.id: (s.name, None) for a in s.report.articles},
            merged={},
            events=[],
            state=("stories", 1, b""),
            at=desk.now(),
        )
        _put(desk, s.name, s.report)


def _conflicting(points: Sequence[dict[str, Any]], key: str) -> bool:
    return any(
        v.get("relation") in ("conflict", "update") and key in (*v["articles"], *v["against"])
        for p in points
        for v in p.get("variants", ())
    )


def _judge(story: _Story, key: str, points: list[dict[str, Any]], answer: Checked, out: Counter[str]) -> str:
    """Count one true sentence; what is wrong with the answer, "" where nothing is."""
    others = {k for p in points for k in p["cells"] if k != key}
    right = {k: set().union(*(_places(p["cells"][k]) for p in points if k in p["cells"])) for k in others}
    cited: dict[str, bool] = {}
    joined: dict[str, bool] = {}
    shown = False
    for f in answer.findings:
        for c in f.also:
            whose = story.key_of[c.article]
            joined[whose] = joined.get(whose, False) or bool(right.get(whose, set()) & set(range(c.start, c.end)))
        for c in (*f.cites, *f.near):
            shown |= bool(right.get(story.key_of.get(c.article, ""), set()) & set(range(c.start, c.end)))
        if f.verdict == "supported":
            for c in f.cites:
                whose = story.key_of.get(c.article, "another story")
                cited[whose] = cited.get(whose, False) or bool(right.get(whose, set()) & set(range(c.start, c.end)))
    hit = {k for k, good in cited.items() if good}
    out["joined"] += len(joined)
    out["joined right"] += sum(joined.values())
    out["told"] += len((hit | {k for k, good in joined.items() if good}) & others)
    out["sentences"] += 1
    out["answered"] += bool(hit)
    out["shown"] += shown
    out["denied"] += answer.verdict == "not in the reports"
    out["others"] += len(others)
    out["found"] += len(hit & others)
    out["cited"] += len(cited)
    out["right"] += len(hit)
    if not _conflicting(points, key):
        out["at peace"] += 1
        out["clash"] += answer.verdict in ("contradicted", "disputed")
    told = [f"not {k}" for k in sorted(others - hit)]
    told += [f"wrongly {k}" for k, good in sorted(cited.items()) if not good]
    return f"{answer.verdict}: {', '.join(told)}" if told else ""


def measure(folder: Path, most: int, misses: list[str], only: Sequence[str] = STORIES) -> Counter[str]:
    """Count over all stories, `most` sentences of each."""
    out: Counter[str] = Counter()
    tagger = session.models().tagger
    stories = [_Story(name, folder) for name in only]
    with tempfile.TemporaryDirectory() as temporary, Desk(Path(temporary) / "asked.variorum") as desk:
        _fill(desk, stories)
        questions = Questions(desk)
        for story in stories:
            names = SimpleNamespace(entities=lambda story=story: story.report.entities)
            rows = [(a.id, *row) for a in story.report.articles for row in story.sayings(a.id)]
            step = max(1, len(rows) // most)
            last = None
            for n, (article, claim, points) in enumerate(rows[::step][:most]):
                if article != last:
                    _put(desk, story.name, story.without(article))
                    last = article
                answer = questions.check(claim.text)
                wrong = _judge(story, story.key_of[article], points, answer, out)
                if wrong:
                    why = "; ".join(f.why for f in answer.findings)
                    misses.append(f"{story.name} {wrong} | {claim.text} | {why}")
                sentence = BriefSentence(text=claim.text, point="", cites=())
                for kind, text in check_score.changed(sentence, read_text(claim.text, tagger), {"names": names}, n):
                    verdict = questions.check(text).verdict
                    out["changed"] += 1
                    out["false support"] += verdict in ("supported", "disputed")
                    if verdict == "supported":
                        misses.append(f"{story.name} {kind} SUPPORTED | {text} | was {claim.text}")
                    if kind in _CLASHING:
                        out["clashing"] += 1
                        out["told wrong"] += verdict in ("contradicted", "disputed")
            _put(desk, story.name, story.report)
    return out


def figures(folder: Path, most: int = 8) -> dict[str, float]:
    """The shares that the head of this file names."""
    return shares(measure(folder, most, []))


def shares(n: Counter[str]) -> dict[str, float]:
    """Counts as shares."""
    pairs = {
        "found": ("found", "others"),
        "answered": ("answered", "sentences"),
        "told": ("told", "others"),
        "also_right": ("joined right", "joined"),
        "shown": ("shown", "sentences"),
        "denied": ("denied", "sentences"),
        "right": ("right", "cited"),
        "clash": ("clash", "at peace"),
        "false_support": ("false support", "changed"),
        "told_wrong": ("told wrong", "clashing"),
    }
    return {name: round(n[a] / n[b], 3) if n[b] else 0.0 for name, (a, b) in pairs.items()}


def main() -> int:
    """Print the shares."""
    parser = argparse.ArgumentParser(prog="python -m evals.asked_score")
    parser.add_argument("reports", type=Path)
    parser.add_argument("stories", nargs="*", default=list(STORIES))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--most", type=int, default=8, help="sentences of a story at most")
    options = parser.parse_args()
    misses: list[str] = []
    counted = measure(options.reports, options.most, misses, options.stories)
    if options.misses:
        print(*misses, sep="\n")
    print(json.dumps(shares(counted)), dict(counted))
    return 0


if __name__ == "__main__":
    sys.exit(main())
