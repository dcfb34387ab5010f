"""Which statements make the brief, in what order, and what each sentence says of the others.

The value of a point in the news is the number of origins that have it, then how early the reports tell it (the inverted
pyramid), then whether they differ on it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from variorum.data.languages import language_name
from variorum.records.parse import Parse, Token
from variorum.records.place import Cite, Span
from variorum.records.reading import Certainty, Claim, ClaimKind, Polarity, Published
from variorum.records.report import BriefSentence
from variorum.records.source import Article
from variorum.records.story import Origin, Point, Untranslated, Variant, VariantKind, VariantRelation
from variorum.steps.brief.wording import statement_of, words_of

MOST_SENTENCES = 80
"""Sentences drafted at most; a brief of the usual length takes a dozen."""
SHARED_A_TURN = 6
"""After so many statements that several share stands one that only one report has."""
REPEATED, REPEATED_IN_ALL = 0.55, 0.8
"""Shares of a statement's content words that one sentence, or all before it, may hold already."""
CARRIES = 0.4
"""Share of the content words of the shorter that a claim must share to be cited beside the one that is worded."""
LEAST_SHARED = 2
"""The same, as a number of words."""
CONFLICT_VALUE, EARLY_VALUE = 0.5, 1.0
_BY_KIND = {"background": -0.4, "label": -1.0, "position": -0.1}
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_LIGHT = frozenset("be have do say tell get go make take will would".split())
_DEICTIC = frozenset("today yesterday tomorrow tonight now currently earlier later last next ago".split())
_CLASHES = frozenset({VariantKind.NUMBER, VariantKind.DATE, VariantKind.POLARITY})
CITED = 0.5
"""Share of a point's claims, and of a claim's words, that may be cited already before it says nothing new."""
NEAR = 0.5
"""Share of an exclusive's content words that one sentence of another report may hold, at most."""
LEAST_CONTENT = 4
"""Content words of an exclusive, at least: with fewer, nothing shows that the others lack it."""
_GOOD_LENGTH = 15


@dataclass(frozen=True)
class _Story:
    articles: Mapping[str, Article]
    parses: Mapping[str, Parse]
    claims: Mapping[str, Claim]
    variants: Mapping[str, tuple[Variant, ...]]
    origins: Mapping[str, str]
    published: Mapping[str, str]
    whole: Mapping[tuple[str, int], Claim]
    sentences: Mapping[str, tuple[frozenset[str], ...]]
    among: str


@dataclass(frozen=True)
class _Worded:
    point: Point
    claim: Claim
    text: str


def write_brief(
    points: Sequence[Point],
    claims: Mapping[str, Claim],
    *,
    articles: Mapping[str, Article],
    parses: Mapping[str, Parse],
    variants: Sequence[Variant],
    origins: Sequence[Origin],
    published: Mapping[str, Published],
    beside: Sequence[Article] = (),
    untranslated: Sequence[Untranslated] = (),
) -> tuple[BriefSentence, ...]:
    """Draft the brief's sentences, the weightiest first; a reader of `--words` cuts it where he likes.

    Args:
        points: What is said.
        claims: All claims by id, also those in no point.
        articles: By id.
        parses: By article id.
        variants: Where sides differ.
        origins: Groups of articles of one reporting.
        published: By article id.
        beside: Reports in other languages; none is cited.
        untranslated: Their sentences beside the points.

    Returns:
        Sentences with their citations; reports stand in them as "{article id}". None repeats another.
    """
    story = _Story(
        articles=articles,
        parses=parses,
        claims=claims,
        variants=_by_point(variants),
        origins={key: o.id for o in origins for key in o.articles},
        published={key: (published[key].value or "")[:10] for key in sorted(articles)},
        whole=_whole_sentences(claims),
        sentences={key: tuple(_lemmas(parses[key].of(s)) for s in parses[key].sentences) for key in sorted(articles)},
        among=language_name(articles[min(articles)].language) if beside else "",
    )
    # A report in another language seems to have it: nobody is alone with it.
    seems = {u.point for u in untranslated if u.aligned}
    shared = [p for p in points if len(_told_by(p, story)) > 1]
    single = [p for p in points if len(_told_by(p, story)) == 1]
    # "Alone" says that the others are silent: where one of them has something near, that is not known.
    sure = [p for p in single if not p.unclear and p.id not in seems]
    alone = sorted(sure, key=lambda p: (-_value(p, story), p.id)) if len(articles) > 1 else []
    queue = sorted(shared, key=lambda p: (-_value(p, story), p.id))
    if len(articles) == 1:
        queue = sorted(single, key=lambda p: (-_value(p, story), p.id))
    drafted = _Drafted(story)
    while (queue or alone) and len(drafted.sentences) < MOST_SENTENCES:
        for _ in range(SHARED_A_TURN):
            drafted.next_of(queue, alone=False)
        drafted.next_of(alone, alone=True)
    return tuple(drafted.sentences)


def _by_point(variants: Sequence[Variant]) -> dict[str, tuple[Variant, ...]]:
    out: dict[str, tuple[Variant, ...]] = {}
    for variant in sorted(variants, key=lambda v: v.id):
        out[variant.point] = (*out.get(variant.point, ()), variant)
    return out


def _whole_sentences(claims: Mapping[str, Claim]) -> dict[tuple[str, int], Claim]:
    out: dict[tuple[str, int], Claim] = {}
    for key in sorted(claims):
        claim = claims[key]
        if claim.kind is ClaimKind.SENTENCE:
            out.setdefault((claim.article, claim.sentence), claim)
    return out


def _told_by(point: Point, story: _Story) -> set[str]:
    return {story.claims[k].article for k in point.claims}


def _value(point: Point, story: _Story) -> float:
    told = _told_by(point, story)
    # Of one report's claims the earliest counts; over the reports the mean of them.
    first: dict[str, float] = {}
    for k in point.claims:
        claim = story.claims[k]
        depth = claim.spans[0].start / max(1, len(story.articles[claim.article].text))
        first[claim.article] = min(depth, first.get(claim.article, 1.0))
    early = 1.0 - sum(first.values()) / len(first)
    clash = any(v.relation is VariantRelation.CONFLICT for v in story.variants.get(point.id, ()))
    value = len({story.origins.get(a, a) for a in told}) + EARLY_VALUE * early + CONFLICT_VALUE * clash
    return round(value + _BY_KIND.get(point.kind, 0.0), 6)


def _content(claim: Claim, parse: Parse) -> frozenset[str]:
    return _lemmas(parse.tokens[i] for i in claim.tokens)


def _lemmas(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(t.lemma.lower() for t in tokens if t.pos in _CONTENT and t.lemma.lower() not in _LIGHT)


def _only_one(point: Point, claim: Claim, story: _Story) -> bool:
    """Whether no other report has anything near it."""
    content = _content(claim, story.parses[claim.article])
    if point.unclear or len(content) < LEAST_CONTENT:
        return False
    return not any(
        len(content & words) >= NEAR * len(content)
        for key in sorted(story.sentences)
        if key != claim.article
        for words in story.sentences[key]
    )


class _Drafted:
    """The sentences so far and what they say already."""

    def __init__(self, story: _Story) -> None:
        self._story = story
        self.sentences: list[BriefSentence] = []
        self._said: list[tuple[Polarity, frozenset[str]]] = []
        self._all: dict[Polarity, set[str]] = {p: set() for p in Polarity}
        self._worded: list[Claim] = []
        self._held: dict[str, list[tuple[int, int]]] = {}

    def next_of(self, queue: list[Point], *, alone: bool) -> None:
        """Draft the next point of the queue that says something new."""
        while queue and len(self.sentences) < MOST_SENTENCES:
            point = queue.pop(0)
            worded = _wording(point, self._story)
            if worded is None or self._repeats(worded.claim) or self._cited(point):
                continue
            if alone and not _only_one(point, worded.claim, self._story):
                continue
            content = _content(worded.claim, self._story.parses[worded.claim.article])
            self._said.append((worded.claim.polarity, content))
            self._all[worded.claim.polarity] |= content
            self._worded.append(worded.claim)
            sentence = _sentence(worded, self._story, alone=alone)
            for cite in sentence.cites:
                self._held.setdefault(cite.article, []).append((cite.start, cite.end))
            self.sentences.append(sentence)
            return

    def _cited(self, point: Point) -> bool:
        """Whether most of its claims stand in words that are cited already."""
        claims = [self._story.claims[k] for k in point.claims]
        held = 0
        for c in claims:
            places = self._held.get(c.article, ())
            inside = sum(max(0, min(s.end, b) - max(s.start, a)) for s in c.spans for a, b in places)
            held += inside >= CITED * _size(c)
        return held >= CITED * len(claims)

    def _repeats(self, claim: Claim) -> bool:
        content = _content(claim, self._story.parses[claim.article])
        if not content:
            return True
        # That something was not done repeats nothing that was said of doing it, whatever words they share.
        said = [s for polarity, s in self._said if polarity is claim.polarity]
        if any(len(content & s) >= REPEATED * min(len(content), len(s)) for s in said):
            return True
        if len(content & self._all[claim.polarity]) >= REPEATED_IN_ALL * len(content):
            return True
        return any(_shared(claim, w) * 2 > _size(claim) for w in self._worded if w.article == claim.article)


def _size(claim: Claim) -> int:
    return sum(s.end - s.start for s in claim.spans)


def _shared(a: Claim, b: Claim) -> int:
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.spans for y in b.spans)


def _wording(point: Point, story: _Story) -> _Worded | None:
    """The wording that stands for a point: one that can be read alone, short, and as careful as any of them."""
    mine = [story.claims[k] for k in point.claims]
    options: list[tuple[float, str, _Worded]] = []
    mixed = len({c.certainty for c in mine}) > 1
    for claim in mine:
        for penalty, candidate in ((0.0, claim), (0.7, story.whole.get((claim.article, claim.sentence)))):
            if candidate is None or (penalty and candidate.id == claim.id):
                continue
            text = statement_of(candidate, story.parses[candidate.article])
            if text is None:
                continue
            words = words_of(text)
            worth = 1.0 * (claim.id == point.lead) - penalty
            worth -= 0.04 * max(0, len(words) - _GOOD_LENGTH)
            worth -= 0.5 * any(w.lower() in _DEICTIC for w in words)
            worth += 0.3 * (mixed and claim.certainty is not Certainty.STATED)
            worth += 0.6 * _later(claim, point, story)
            options.append((round(-worth, 6), candidate.id, _Worded(point, candidate, text)))
    return min(options, key=lambda o: o[:2])[2] if options else None


def _sides(variant: Variant, story: _Story) -> tuple[set[str], set[str]]:
    return ({story.claims[k].article for k in variant.claims}, {story.claims[k].article for k in variant.against})


def _later(claim: Claim, point: Point, story: _Story) -> bool:
    """Whether the report has the later state of a thing that changed."""
    for variant in story.variants.get(point.id, ()):
        if variant.relation is not VariantRelation.UPDATE:
            continue
        one, other = _sides(variant, story)
        mine, theirs = (one, other) if claim.article in one else (other, one)
        if claim.article in mine and story.published[claim.article] > max(story.published[a] for a in theirs):
            return True
    return False


def _others(worded: _Worded, story: _Story) -> dict[str, list[Span]]:
    """What other reports have in the place of the worded claim's value: their words by what they say."""
    own = worded.claim.article
    found: dict[str, list[Span]] = {}
    for variant in story.variants.get(worded.point.id, ()):
        one, other = _sides(variant, story)
        # Who narrows ("in detail") is named where the sentence is put in the words of one who does not.
        narrows = variant.kind is VariantKind.SCOPE and own in other and own not in one
        clashes = variant.kind in _CLASHES and variant.relation is not VariantRelation.COMPATIBLE
        if not narrows and (not clashes or own not in one | other or variant.kind is VariantKind.POLARITY):
            continue
        theirs = other if own in one else one
        for mark in variant.marks:
            if mark.article in theirs:
                words = " ".join(story.articles[mark.article].text[mark.start : mark.end].split())
                found.setdefault(words.lower(), []).append(mark)
    return found


def _sentence(worded: _Worded, story: _Story, *, alone: bool) -> BriefSentence:
    claim = worded.claim
    cites = [Cite(article=claim.article, start=s.start, end=s.end) for s in claim.spans]
    text = worded.text
    departs = _departing(worded.point, story, claim.article)
    content = _content(claim, story.parses[claim.article])
    for key in sorted(worded.point.claims, key=lambda k: (story.claims[k].article, story.claims[k].spans[0].start, k)):
        other = story.claims[key]
        if other.article == claim.article or other.article in departs or other.polarity is not claim.polarity:
            continue
        shared = content & _content(other, story.parses[other.article])
        theirs = _content(other, story.parses[other.article])
        if len(shared) >= max(LEAST_SHARED, CARRIES * min(len(content), len(theirs))):
            cites.extend(Cite(article=other.article, start=s.start, end=s.end) for s in other.spans)
    others = _others(worded, story)
    if others:
        parts = []
        for low in sorted(others):
            spans = others[low]
            ids = sorted({s.article for s in spans})
            parts.append(f"{_listed(ids)} {'says' if len(ids) == 1 else 'say'} “{_written(spans[0], story)}”")
            cites.extend(Cite(article=s.article, start=s.start, end=s.end) for s in sorted(set(spans)))
        text = f"{re.sub(r'[.]$', '', text)}, says {{{claim.article}}}; {'; '.join(parts)}."
    elif alone:
        only = f"of the {story.among} reports {{{claim.article}}} alone has" if story.among else ""
        text = f"{re.sub(r'[.]$', '', text)} — {only or f'{{{claim.article}}} alone reports'} this."
    return BriefSentence(text=text, point=worded.point.id, cites=tuple(dict.fromkeys(cites)))


def _departing(point: Point, story: _Story, own: str) -> set[str]:
    """The reports that stand on the other side of a difference of value from `own`."""
    out: set[str] = set()
    for variant in story.variants.get(point.id, ()):
        if variant.kind in _CLASHES or variant.kind is VariantKind.SCOPE:
            one, other = _sides(variant, story)
            out |= other if own in one else one if own in other else set()
    return out - {own}


def _written(span: Span, story: _Story) -> str:
    return " ".join(story.articles[span.article].text[span.start : span.end].split())


def _listed(ids: Sequence[str]) -> str:
    names = [f"{{{i}}}" for i in ids]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
