"""Questions that programs ask of a store: which stories, who says what, where reports differ, what is said of a claim.

The HTTP interface and the tools for agents give the same answers, which are these. Names on the suppression list are
blotted out in all of them, letter for letter, so that every offset holds.
"""

import threading
from collections.abc import Sequence
from typing import Any

import msgspec

from variorum import session
from variorum.desk import Desk
from variorum.exports.citations import Reports
from variorum.records.checking import CheckedSentence, Verdict
from variorum.records.place import Cite
from variorum.records.report import Report
from variorum.stores.reports import ClaimFound
from variorum.stores.stories import StoryRow
from variorum.text.withheld import asks_for

UNCLEAR = "unclear"
"""What is said of a sentence that no report carries and to which one comes near: silence is a claim of its own."""
_POINTS = 8
_PASSAGES = (6, 3)
"""Passages that are looked at, of the nearest story and of the next: reading them is what an answer costs."""
_HARMLESS = frozenset({"attribution", "label", "quote_wording", "detail"})
"""Kinds of difference in which two claims still say the same."""
# One language model is shared by all who ask; it is not made to be used by two at once.
_ONE_AT_A_TIME = threading.Lock()


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Words of one report with their place: code points, half open, of the article's text.

    Attributes:
        article: The article's id.
        outlet: Its outlet, or the name of its file.
        start: First code point.
        end: One past the last.
        words: The words as they stand.
        link: Address of the words on the outlet's own page, or None.
    """

    article: str
    outlet: str
    start: int
    end: int
    words: str
    link: str | None = None


class StoryFound(msgspec.Struct, frozen=True, kw_only=True):
    """One story: how large, of how many origins, what is in dispute.

    Attributes:
        id: Its id.
        title: A headline of one of its reports.
        reports: How many reports.
        first: When the first was published, or null.
        last: When the last was published, or null.
        changed_at: When the story changed last (ISO 8601).
        origins: Distinct origins, null where it is not compared yet.
        disputes: Conflicts, or null.
        stale: Whether its comparison waits to be made again.
    """

    id: str
    title: str
    reports: int
    first: str | None
    last: str | None
    changed_at: str
    origins: int | None = None
    disputes: int | None = None
    stale: bool = False


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What one story's reports say of a sentence.

    Attributes:
        story: The story's id.
        title: Its title.
        verdict: "supported", "contradicted", "unclear" (something comes near) or "not in the reports".
        why: One plain sentence, "" where there is nothing to add.
        point: Id of the point that it says or clashes with, or None.
        independent_origins: Distinct origins of the claims that carry it, or clash with it.
        cites: Their words.
        near: The nearest words, where none carry it.
        also: Words of other reports that the comparison joined with those that carry it, and that differ in no value:
            they say the same in other words. Their origins are not counted.
    """

    story: str
    title: str
    verdict: str
    why: str
    point: str | None
    independent_origins: int
    cites: tuple[Passage, ...]
    near: tuple[Passage, ...]
    also: tuple[Passage, ...] = ()


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What the held texts say of a sentence.

    Attributes:
        sentence: The sentence.
        verdict: "supported", "contradicted", "disputed" (one story carries it, another clashes with it), "unclear"
            (none does, but something comes near) or "not in the reports".
        findings: One a story that comes near, the nearest first.
    """

    sentence: str
    verdict: str
    findings: tuple[Finding, ...]


class Questions:
    """What can be asked of a desk.

    Args:
        desk: The store and its use cases.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    # -- stories ------------------------------------------------------------------------------------------------------

    def stories(
        self, words: str = "", *, least: int = 1, since: int | None = None, limit: int = 20, offset: int = 0
    ) -> list[StoryFound]:
        """Stories about some words, the best match first; all, the last changed first, where there are no words.

        Args:
            words: Words that an article or a claim of the story has, all of them.
            least: Fewest reports of a story that is given.
            since: Only stories that changed after the change of this number.
            limit: Most that are given.
            offset: How many are passed over.
        """
        if not words.strip():
            rows = self.desk.stories.recent(least=least, since=since, limit=limit, offset=offset)
        elif self.desk.store.suppresses(words):
            rows = ()
        else:
            rows = self._about(words, least=least, since=since)[offset : offset + limit]
        held = self.desk.reports.held([r.id for r in rows])
        return [self._line(row, held) for row in self.desk.all_shown(rows)]

    def _about(self, words: str, *, least: int, since: int | None) -> tuple[StoryRow, ...]:
        keys: dict[str, None] = {c.story: None for c in self.desk.reports.claims(words, limit=200)}
        for found in self.desk.store.search(words, limit=200):
            key = self.desk.stories.story_of(found.id)
            if key is not None:
                keys[key] = None
        rows = (self.desk.stories.story(key) for key in keys)
        return tuple(r for r in rows if r is not None and r.size >= least and (since is None or r.change > since))

    def story(self, key: str) -> StoryFound | None:
        """One story, or None."""
        row = self.desk.stories.story(key)
        return None if row is None else self._line(self.desk.shown(row), self.desk.reports.held([key]))

    def _line(self, row: StoryRow, helds: Any) -> StoryFound:  # noqa: ANN401 - what `Reports.held` gives
        held = helds.get(row.id)
        return StoryFound(
            id=row.id,
            title=row.title,
            reports=row.size,
            first=row.first,
            last=row.last,
            changed_at=row.changed_at,
            origins=held.origins if held else None,
            disputes=held.disputes if held else None,
            stale=self.desk.is_stale(row, held),
        )

    def report(self, story: str, *, most: int | None = None) -> Report | None:
        """A story's report, suppressed names blotted out.

        Args:
            story: The story's id.
            most: Most code points of each article's text that are given; all where None. Places beyond it then lead
                nowhere.
        """
        report = self.desk.reports.report(story)
        if report is None:
            return None
        report = self.desk.shown(report)
        if most is not None:
            articles = tuple(msgspec.structs.replace(a, text=a.text[:most]) for a in report.articles)
            report = msgspec.structs.replace(report, articles=articles)
        return report

    # -- claims -------------------------------------------------------------------------------------------------------

    def who_says(self, name: str, *, role: str = "by", limit: int = 50, offset: int = 0) -> tuple[ClaimFound, ...]:
        """Claims on the word of a name ("by"), or in which it stands ("about"), the newest first."""
        if not name.strip() or self.desk.store.suppresses(name):
            return ()
        return tuple(self.desk.all_shown(self.desk.reports.naming(name, role=role, limit=limit, offset=offset)))

    def speakers(self, *, start: str = "", limit: int = 60) -> tuple[tuple[str, int], ...]:
        """Those on whose word most claims rest, as (name, claims), without suppressed names; see `Reports.speakers`."""
        names = self.desk.store.suppressed()
        found = self.desk.reports.speakers(start=start, limit=limit + len(names))
        return tuple((n, c) for n, c in found if not asks_for(n, names))[:limit]

    def check(self, sentence: str) -> Checked:
        """What the held texts say of a sentence.

        The claims that share its rarer words are found in the store; the checker then holds the sentence against the
        points of the nearest stories.

        Raises:
            ModelError: If a language model's package is absent.
        """
        line = " ".join(sentence.split())
        near = () if self.desk.store.suppresses(line) else self.desk.reports.near(line, limit=60)
        points: dict[str, dict[str, None]] = {}
        for c in near:
            if (c.story in points or len(points) < len(_PASSAGES)) and sum(map(len, points.values())) < _POINTS:
                points.setdefault(c.story, {})[c.point] = None
        findings = []
        for (story, keys), most in zip(points.items(), _PASSAGES, strict=False):
            finding = self._held_against(line, story, frozenset(keys), most)
            if finding is not None:
                findings.append(finding)
        rank = {str(Verdict.SUPPORTED): 0, str(Verdict.CONTRADICTED): 1}
        findings.sort(key=lambda f: rank.get(f.verdict, 2 if f.near else 3))
        verdicts = {f.verdict for f in findings}
        verdict = str(Verdict.NOT_CARRIED)
        if Verdict.SUPPORTED in verdicts and Verdict.CONTRADICTED in verdicts:
            verdict = "disputed"
        elif findings:
            verdict = findings[0].verdict
        return Checked(sentence=line, verdict=verdict, findings=tuple(findings))

    def _held_against(self, sentence: str, story: str, points: frozenset[str], most: int) -> Finding | None:
        report, row = self.report(story), self.desk.stories.story(story)
        if report is None or row is None:
            return None
        part = msgspec.structs.replace(report, points=tuple(p for p in report.points if p.id in points))
        with _ONE_AT_A_TIME:
            checked, _ = session.check(sentence, against=part, passages=most)
        if not checked:
            return None
        # A text of several sentences is one question here: the worst that is found of any of them holds.
        order = {Verdict.CONTRADICTED: 0, Verdict.NOT_CARRIED: 1, Verdict.SUPPORTED: 2}
        worst: CheckedSentence = min(checked, key=lambda c: order[c.verdict])
        reports = Reports(report)
        return Finding(
            story=story,
            title=self.desk.shown(row).title,
            verdict=UNCLEAR if worst.near else str(worst.verdict),
            why=reports.named(worst.why),
            point=worst.point,
            independent_origins=worst.independent_origins,
            cites=passages(reports, worst.cites),
            near=passages(reports, worst.near),
            also=passages(reports, _joined(part, worst)) if worst.verdict is Verdict.SUPPORTED else (),
        )


def _joined(report: Report, carried: CheckedSentence) -> list[Cite]:
    """The places of what other reports say on the point that carries a sentence, but for those that say otherwise."""
    point = next((p for p in report.points if p.id == carried.point), None)
    if point is None:
        return []
    cited = {(c.article, c.start, c.end) for c in carried.cites}
    carrying = {c.id for c in point.claims if any((c.article, s.start, s.end) in cited for s in c.spans)}
    apart = {
        other
        for v in report.variants
        if v.point == point.id and v.kind not in _HARMLESS
        for one, others in ((v.claims, v.against), (v.against, v.claims))
        if carrying & set(one)
        for other in others
    }
    articles = {c.article for c in carried.cites}
    return [
        Cite(article=c.article, start=s.start, end=s.end)
        for c in point.claims
        if c.id not in apart and c.article not in articles
        for s in c.spans
    ]


def passages(reports: Reports, cites: Sequence[Cite]) -> tuple[Passage, ...]:
    """Cited words with their places."""
    return tuple(
        Passage(
            article=c.article,
            outlet=reports.outlet(c.article),
            start=c.start,
            end=c.end,
            words=reports.verbatim(c.article, c.start, c.end),
            link=reports.link(c.article, c),
        )
        for c in cites
    )
