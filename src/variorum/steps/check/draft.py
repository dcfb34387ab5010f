"""An editor's own text against a story's reports, sentence by sentence.

What comes near is found by shared words and by the encoder; whether it carries the sentence is decided by the values in
it alone (who, what, when, how many, how surely, on whose word).
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from variorum.ports import Encoder, Tagger
from variorum.records.checking import CheckedSentence, Judgement, Verdict
from variorum.records.parse import Token
from variorum.records.place import Cite
from variorum.records.report import Report, ReportClaim, ReportPoint
from variorum.steps.check.evidence import Evidence, name_words, read_text, read_texts
from variorum.steps.check.judge import judge
from variorum.steps.check.reading import Reading
from variorum.text.gazetteer import fold
from variorum.text.sentences import sentence_starts

NEAREST = 8
"""Passages that a sentence is held against."""
CLAIMS_OF_EACH = 4
"""Claims of each passage that are read, the ones that share most words first."""
LEAST_CONTENT = 2
"""Words that say something, at least, before a sentence can be held against anything."""
NEAR_ENOUGH = 0.6
"""How near a passage must come, in words or by the encoder, before it is shown as the nearest thing that is said."""
CLASH_NEAR, CLASH_ALIKE = 0.6, 0.55
"""How near, in words and by the encoder, a passage must come before its other value is a contradiction."""
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_SMALL = frozenset(
    """the a an of in on at to for from by with and or but as that this these those it its is are was were be been
    has have had he she they his her their which who not no said says say after before into than then also""".split()
)
_MARKUP = re.compile(r"^[#>*\-\s\d.]*?(?=[\w“\"‘'(])")


class _Window:
    """The sentence or sentences of an article that hold some claims."""

    def __init__(self, article: str, start: int, end: int, text: str) -> None:
        self.article, self.start, self.end, self.text = article, start, end, text
        self.claims: list[tuple[ReportPoint, ReportClaim]] = []
        self.words = _words(text)
        self.tokens: tuple[Token, ...] | None = None


def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in (fold(x) for x in _WORD.findall(text)) if w not in _SMALL)


def check_draft(
    draft: str, report: Report, *, tagger: Tagger, encoder: Encoder, passages: int | None = None
) -> tuple[CheckedSentence, ...]:
    """Say of each sentence of a text whether the reports carry it.

    Args:
        draft: The editor's text.
        report: The story's reports, compared.
        tagger: Reads the sentences.
        encoder: Finds what comes near.
        passages: Passages of the reports that are looked at, those that share most words with the text; all where
            None. Each one more costs some ten milliseconds.

    Returns:
        The sentences in order.
    """
    sentences = split(draft)
    if not sentences:
        return ()
    windows = _windows(report)
    if passages is not None and len(windows) > passages:
        mine, rarity = _words(draft), _rarity(windows)
        shared = {id(w): round(sum(rarity[x] for x in sorted(mine & w.words)), 4) for w in windows}
        kept = {id(w) for w in sorted(windows, key=lambda w: -shared[id(w)])[:passages]}
        windows = [w for w in windows if id(w) in kept]
    return _Checker(report, windows, tagger, encoder).run(draft, sentences)


def _rarity(windows: Sequence[_Window]) -> dict[str, float]:
    """What a word tells, the more the fewer passages have it (inverse document frequency)."""
    seen = Counter(w for window in windows for w in window.words)
    total = 1 + len(windows)
    return {w: math.log(total / n) + 0.1 for w, n in seen.items()}


def split(draft: str) -> list[tuple[int, int]]:
    """The places of a text's sentences; marks of headings and lists are left out."""
    out = []
    for block in re.finditer(r"\S(?:.*\S)?(?:\n[^\S\n]*\S.*)*", draft):
        text = block[0].replace("\n", " ")
        starts = [*sentence_starts(text), len(text)]
        for a, b in pairwise(starts):
            words = text[a:b]
            lead = _MARKUP.match(words)
            a += lead.end() if lead else len(words) - len(words.lstrip())
            words = text[a:b].rstrip()
            if any(c.isalpha() for c in words):
                out.append((block.start() + a, block.start() + a + len(words)))
    return out


class _Checker:
    def __init__(self, report: Report, windows: Sequence[_Window], tagger: Tagger, encoder: Encoder) -> None:
        self._report = report
        self._tagger, self._encoder = tagger, encoder
        self._windows = windows
        self._rarity = _rarity(windows)
        self._vectors = encoder.encode([w.text for w in self._windows]) if self._windows else None
        mentions: dict[str, list[tuple[int, int, frozenset[str]]]] = {}
        for entity in report.entities:
            known = name_words((entity.name, *entity.aliases))
            for m in entity.mentions:
                mentions.setdefault(m.article, []).append((m.start, m.end, known))
        self._mentions = {key: sorted(rows, key=lambda r: r[:2]) for key, rows in mentions.items()}

    def run(self, draft: str, sentences: Sequence[tuple[int, int]]) -> tuple[CheckedSentence, ...]:
        texts = [" ".join(draft[a:b].split()) for a, b in sentences]
        vectors = self._encoder.encode(texts)
        out = []
        for n, (text, (start, end)) in enumerate(zip(texts, sentences, strict=True)):
            alike = (
                np.round(self._vectors @ vectors[n], 4) if self._vectors is not None else np.zeros(0, dtype=np.float32)
            )
            before = frozenset(w for t in texts[max(0, n - 2) : n] for w in name_words([t]))
            out.append(self._check(text, start, end, [float(x) for x in alike], before))
        return tuple(out)

    def _check(
        self, text: str, start: int, end: int, alike: Sequence[float], before: frozenset[str]
    ) -> CheckedSentence:
        tokens = read_text(text, self._tagger)
        if len(Reading(tokens).content) < LEAST_CONTENT:
            why = "It says too little to be checked."
            return CheckedSentence(sentence=text, start=start, end=end, verdict=Verdict.NOT_CARRIED, why=why)
        carrying: list[tuple[Judgement, ReportPoint, ReportClaim]] = []
        clashing: list[tuple[Judgement, ReportPoint, ReportClaim]] = []
        near: list[tuple[float, Judgement, ReportPoint, ReportClaim]] = []
        nearest = self._nearest(text, alike)
        unread = [w for w in (self._windows[k] for k in nearest) if w.tokens is None]
        for window, read in zip(unread, read_texts([w.text for w in unread], self._tagger), strict=True):
            window.tokens = read
        for k in nearest:
            for point, claim, evidence in self._evidence(self._windows[k], tokens):
                found = judge(tokens, evidence, paraphrased=True, before=before)
                row = (found, point, claim)
                if found.verdict is Verdict.SUPPORTED:
                    carrying.append(row)
                elif found.verdict is Verdict.CONTRADICTED and found.weight >= CLASH_NEAR and alike[k] >= CLASH_ALIKE:
                    clashing.append(row)
                elif max(found.weight, alike[k]) >= NEAR_ENOUGH:
                    near.append((-round(found.weight + alike[k], 4), *row))
        if carrying:
            return self._told(text, start, end, Verdict.SUPPORTED, carrying)
        if clashing:
            return self._told(text, start, end, Verdict.CONTRADICTED, clashing)
        if near:
            _, found, _, claim = min(near, key=lambda row: (row[0], *_rank(row[1:])))
            why = f"{{{claim.article}}} comes near, but {found.why}."
            return CheckedSentence(
                sentence=text, start=start, end=end, verdict=Verdict.NOT_CARRIED, why=why, near=_cites([claim])
            )
        return CheckedSentence(
            sentence=text,
            start=start,
            end=end,
            verdict=Verdict.NOT_CARRIED,
            why="No report says this or comes near it.",
        )

    def _nearest(self, text: str, alike: Sequence[float]) -> list[int]:
        mine = _words(text)
        total = sum(self._rarity.get(w, 0.0) for w in mine) or 1.0
        scores = []
        for k, window in enumerate(self._windows):
            shared = sum(self._rarity[w] for w in sorted(mine & window.words)) / total
            scores.append((round(-(shared + alike[k]), 4), k))
        return [k for _, k in sorted(scores)[:NEAREST]]

    def _evidence(self, window: _Window, said: Sequence[Token]) -> list[tuple[ReportPoint, ReportClaim, Evidence]]:
        around = window.tokens or ()
        wanted = Reading(said)
        rows = []
        for point, claim in window.claims:
            cited = tuple(
                t
                for t in around
                if any(s.start <= window.start + t.start and window.start + t.end <= s.end for s in claim.spans)
            )
            held = Reading(cited)
            share = sum(t.lemma.lower() in held.lemmas or fold(t.text) in held.words for t in wanted.content)
            rows.append((-share, len(cited), claim.id, point.id, point, claim, cited))
        rows.sort(key=lambda r: r[:4])
        voices = {a.name for _, c in window.claims for a in c.attribution}
        names = {
            w
            for a, b, known in self._mentions.get(window.article, ())
            if a < window.end and window.start < b
            for w in known
        }
        out = []
        chosen: dict[str, None] = {}
        for *_, point, claim, cited in rows:
            if len(chosen) == CLAIMS_OF_EACH and claim.id not in chosen:
                break
            chosen[claim.id] = None
            evidence = Evidence(
                article=window.article,
                cited=cited,
                around=around,
                speakers=tuple(a.name for a in claim.attribution),
                voices=tuple(sorted(voices)),
                names=frozenset(names),
            )
            out.append((point, claim, evidence))
        return out

    def _told(
        self,
        text: str,
        start: int,
        end: int,
        verdict: Verdict,
        rows: Sequence[tuple[Judgement, ReportPoint, ReportClaim]],
    ) -> CheckedSentence:
        """The row of a sentence that claims carry, or clash with."""
        _, point, _ = best = min(rows, key=_rank)
        order = {a.id: n for n, a in enumerate(self._report.articles)}
        # Of each report the claim that comes nearest; all others say the same a second time.
        chosen: dict[str, tuple[Judgement, ReportPoint, ReportClaim]] = {}
        for row in sorted(rows, key=_rank):
            chosen.setdefault(row[2].article, row)
        claims = [row[2] for _, row in sorted(chosen.items(), key=lambda r: order[r[0]])]
        if verdict is Verdict.SUPPORTED:
            why = self._differing(point, {c.id for c in claims})
        else:
            why = f"{{{best[2].article}}}: {best[0].why}."
        return CheckedSentence(
            sentence=text,
            start=start,
            end=end,
            verdict=verdict,
            why=why,
            point=point.id,
            independent_origins=len({c.origin for c in claims}),
            cites=_cites(claims),
        )

    def _differing(self, point: ReportPoint, carrying: set[str]) -> str:
        """What other reports have instead, where the carrying claims stand on one side of a conflict."""
        for variant in self._report.variants:
            if variant.point != point.id or variant.relation == "compatible":
                continue
            one, other = carrying & set(variant.claims), carrying & set(variant.against)
            if bool(one) != bool(other):
                return f"The reports differ: {variant.note}"
        return ""


def _rank(row: tuple[Judgement, ReportPoint, ReportClaim]) -> tuple[float, int, str, str]:
    found, point, claim = row
    return (-found.weight, -len(point.claims), point.id, claim.id)


def _cites(claims: Sequence[ReportClaim]) -> tuple[Cite, ...]:
    return tuple(dict.fromkeys(Cite(article=c.article, start=s.start, end=s.end) for c in claims for s in c.spans))


def _windows(report: Report) -> list[_Window]:
    """The sentences that hold claims, each once, in the order of the articles."""
    starts: dict[str, list[int]] = {}
    ends: dict[str, list[int]] = {}
    flat = {a.id: " ".join(a.text.split("\n")) for a in report.articles}
    for a in report.articles:
        found: set[int] = set()
        for place in a.body:
            words = a.text[place.start : place.end]
            # A blank line ends a sentence; a line's end alone does not.
            for block in re.finditer(r"\S(?:.*\S)?(?:\n[^\S\n]*\S.*)*", words):
                base = place.start + block.start()
                found.update(base + s for s in sentence_starts(block[0].replace("\n", " ")))
            found.add(place.end)
        starts[a.id] = sorted(found)
        ends[a.id] = [*starts[a.id][1:], len(a.text)]
    by_place: dict[tuple[str, int, int], _Window] = {}
    for point in report.points:
        for claim in point.claims:
            first, last = claim.spans[0].start, claim.spans[-1].end
            rows = starts[claim.article]
            low = max(0, bisect_right(rows, first) - 1)
            high = max(low, bisect_right(rows, last - 1) - 1)
            start = min(rows[low], first) if rows else first
            end = max(ends[claim.article][high], last) if rows else last
            text = flat[claim.article][start:end]
            key = (claim.article, start, start + len(text.rstrip()))
            if key not in by_place:
                by_place[key] = _Window(*key, text.rstrip())
            by_place[key].claims.append((point, claim))
    order = {a.id: n for n, a in enumerate(report.articles)}
    return [by_place[k] for k in sorted(by_place, key=lambda k: (order[k[0]], k[1], k[2]))]
