"""Revise: which claims came, went or changed from one version of an article to the next.

A moved comma is no news. Words are letters and digits, whatever their case and punctuation. A claim is *kept* where its
sentence has the same words in the other version, or it has the same words there on the same word and as surely, or
its words stand together there, however the other version parts its sentences. Of claims that the alignment joins, one
is *reworded* where numbers, times, names, polarity, certainty and source are the same and no content word came or went,
but for a letter of its spelling; else it is *changed*. A claim within another that came, went or changed goes with it.
"""

import difflib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from variorum.records.parse import Parse, Token
from variorum.records.reading import Claim
from variorum.records.revision import (
    ChangeKind,
    ClaimChange,
    ClaimStatus,
    Revision,
    Verdict,
    Version,
    VersionClaim,
)
from variorum.records.source import Article
from variorum.records.story import Point
from variorum.text.shingles import body_words, plain_words, runs

RUN_WORDS = 5
ANOTHER_SHARED = 0.1
"""Versions share most of their five-word runs; below a tenth of the shorter one's, two articles were given."""
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
_ARTICLES = frozenset({"the", "a", "an"})
_LEAST_PAIRED = 0.2
"""Claims of one point are held for two versions of one where they share a fifth of their content words."""
_NEWS = (ClaimStatus.CAME, ClaimStatus.WENT, ClaimStatus.CHANGED)


def compare_versions(
    before: Article,
    after: Article,
    *,
    claims: Mapping[str, Sequence[Claim]],
    parses: Mapping[str, Parse],
    points: Sequence[Point],
) -> Revision:
    """What a later version says otherwise.

    Args:
        before: The earlier version.
        after: The later one.
        claims: The claims of each, by the article's id.
        parses: The parse of each.
        points: What the alignment joined of both.

    Returns:
        Every claim of both, each once, with what became of it.
    """
    words = {a.id: body_words(a).words for a in (before, after)}
    shared = _shared(words[before.id], words[after.id])
    same = words[before.id] == words[after.id]
    pairing = _Pairing(before, after, claims=claims, parses=parses, words=words)
    changes = pairing.changes(points)
    title_changed = _title(before) != _title(after)
    news = title_changed or any(c.status in _NEWS for c in changes)
    if same and not title_changed:
        verdict = Verdict.SAME
    elif shared < ANOTHER_SHARED:
        verdict = Verdict.ANOTHER
    else:
        verdict = Verdict.REVISED if news else Verdict.REWORDED
    return Revision(
        before=_version(before, len(words[before.id])),
        after=_version(after, len(words[after.id])),
        verdict=verdict,
        same_url=before.url == after.url if before.url and after.url else None,
        shared=round(shared, 3),
        title_changed=title_changed,
        changes=tuple(changes),
    )


def _version(article: Article, words: int) -> Version:
    return Version(
        id=article.id,
        source=article.source,
        url=article.url,
        outlet=article.outlet,
        published=article.published,
        title=article.title,
        raw_hash=article.raw_hash,
        words=words,
    )


def _title(article: Article) -> tuple[str, ...]:
    return plain_words(article.title.text) if article.title else ()


def _shared(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    """Containment of the shorter text's runs in the other; of its words where it is shorter than a run."""
    size = min(RUN_WORDS, len(one), len(two))
    if not size:
        return 0.0
    sets = [{run for _, run in runs(words, size)} for words in (one, two)]
    return len(sets[0] & sets[1]) / min(len(s) for s in sets)


class _Pairing:
    """Finds each claim's counterpart, the surest first."""

    def __init__(
        self,
        before: Article,
        after: Article,
        *,
        claims: Mapping[str, Sequence[Claim]],
        parses: Mapping[str, Parse],
        words: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._parses = parses
        self._olds = _in_order(claims[before.id])
        self._news = _in_order(claims[after.id])
        self._old_text = _padded(words[before.id])
        self._new_text = _padded(words[after.id])
        self._sentences = {
            a.id: {s.i: plain_words(a.text[s.start : s.end]) for s in parses[a.id].sentences} for a in (before, after)
        }
        same = set(self._sentences[before.id].values()) & set(self._sentences[after.id].values())
        self._untouched = {
            c.id for c in (*self._olds, *self._news) if self._sentences[c.article].get(c.sentence) in same
        }

    def changes(self, points: Sequence[Point]) -> list[ClaimChange]:
        """Every claim of both versions, what is news first, each part in reading order."""
        pairs = self._alike()
        taken = set(pairs.values())
        old_by_id = {c.id: c for c in self._olds}
        new_by_id = {c.id: c for c in self._news}
        told_again: set[str] = set()
        for point in points:
            olds = [old_by_id[k] for k in point.claims if k in old_by_id]
            news = [new_by_id[k] for k in point.claims if k in new_by_id]
            free = sorted(
                (
                    (-self._overlap(o, n), o.spans[0], n.spans[0], o.id, n.id)
                    for o in olds
                    for n in news
                    if o.id not in pairs and n.id not in taken and not {o.id, n.id} & self._untouched
                ),
            )
            for overlap, _, _, o, n in free:
                if -overlap >= _LEAST_PAIRED and o not in pairs and n not in taken:
                    pairs[o] = n
                    taken.add(n)
            # What a version says twice, the other perhaps once: it is still said.
            told_again |= {o.id for o in olds if any(not self._differs(o, n) for n in news)}
            told_again |= {n.id for n in news if any(not self._differs(o, n) for o in olds)}
        back = {n: o for o, n in pairs.items()}
        rows: list[tuple[tuple[int, int], ClaimChange]] = []
        for place, new in enumerate(self._news):
            if new.id in back:
                rows.append(((place, 1), self._paired(old_by_id[back[new.id]], new)))
            else:
                still = new.id in told_again | self._untouched or _stands(new, self._old_text)
                status = ClaimStatus.KEPT if still else ClaimStatus.CAME
                rows.append(((place, 1), ClaimChange(status=status, after=_shown(new))))
        where = {n.id: place for place, n in enumerate(self._news)}
        last = -1
        for old in self._olds:
            if old.id in pairs:
                last = where[pairs[old.id]]
                continue
            still = old.id in told_again | self._untouched or _stands(old, self._new_text)
            status = ClaimStatus.KEPT if still else ClaimStatus.WENT
            rows.append(((last, 2), ClaimChange(status=status, before=_shown(old))))
        rows.sort(key=lambda row: (row[1].status not in _NEWS, row[0]))
        return _largest([change for _, change in rows])

    def _alike(self) -> dict[str, str]:
        """Pairs of claims with the same words on the same word, then of those in sentences with the same words."""
        pairs: dict[str, str] = {}
        for key in (_key, lambda c: self._sentences[c.article].get(c.sentence) if c.id in self._untouched else c.id):
            taken = set(pairs.values())
            waiting: dict[object, list[Claim]] = defaultdict(list)
            for new in self._news:
                if new.id not in taken:
                    waiting[key(new)].append(new)
            for old in self._olds:
                rest = waiting.get(key(old)) if old.id not in pairs else None
                if rest:
                    pairs[old.id] = rest.pop(0).id
        return pairs

    def _content(self, claim: Claim) -> Counter[str]:
        tokens = self._parses[claim.article].tokens
        return Counter(_lemma(tokens[i]) for i in claim.tokens if tokens[i].pos in _CONTENT)

    def _overlap(self, old: Claim, new: Claim) -> float:
        one, two = self._content(old), self._content(new)
        whole = sum((one | two).values())
        return sum((one & two).values()) / whole if whole else 0.0

    def _differs(self, old: Claim, new: Claim) -> tuple[ChangeKind, ...]:
        """In what respects two wordings of a claim say something else."""
        one, two = self._content(old), self._content(new)
        gone, come = _unspelled(one - two, two - one)
        found = {
            ChangeKind.NUMBER: _numbers(old) != _numbers(new),
            # Relative days may resolve otherwise where only the date line changed; then no word did.
            ChangeKind.DATE: set(old.times) != set(new.times) and bool(gone or come),
            ChangeKind.POLARITY: old.polarity is not new.polarity,
            ChangeKind.CERTAINTY: old.certainty is not new.certainty,
            ChangeKind.ATTRIBUTION: _sources(old) != _sources(new),
            ChangeKind.NAME: set(old.entities) != set(new.entities) and bool(gone or come),
        }
        kinds = tuple(kind for kind, differs in found.items() if differs)
        return kinds or ((ChangeKind.WORDING,) if gone or come else ())

    def _paired(self, old: Claim, new: Claim) -> ClaimChange:
        if _key(old) == _key(new) or {old.id, new.id} <= self._untouched:
            return ClaimChange(status=ClaimStatus.KEPT, before=_shown(old), after=_shown(new))
        differs = self._differs(old, new)
        one, two = plain_words(old.text), plain_words(new.text)
        removed: list[str] = []
        added: list[str] = []
        for tag, i, j, k, m in difflib.SequenceMatcher(a=one, b=two, autojunk=False).get_opcodes():
            if tag != "equal":
                removed += one[i:j]
                added += two[k:m]
        return ClaimChange(
            status=ClaimStatus.CHANGED if differs else ClaimStatus.REWORDED,
            before=_shown(old),
            after=_shown(new),
            differs=differs,
            removed=tuple(removed),
            added=tuple(added),
        )


def _largest(changes: list[ClaimChange]) -> list[ClaimChange]:
    """The changes without claims that came or went as part of a larger one that came, went or changed."""

    def covered(change: ClaimChange) -> bool:
        if change.status not in (ClaimStatus.CAME, ClaimStatus.WENT):
            return False
        came = change.status is ClaimStatus.CAME
        mine = change.after if came else change.before
        others = [c.after if came else c.before for c in changes if c.status in _NEWS and c is not change]
        return mine is not None and any(_within(mine, other) for other in others if other is not None)

    return [c for c in changes if not covered(c)]


def _within(inner: VersionClaim, outer: VersionClaim) -> bool:
    return inner.spans != outer.spans and all(
        any(o.start <= i.start and i.end <= o.end for o in outer.spans) for i in inner.spans
    )


def _in_order(claims: Sequence[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda c: (c.spans[0], c.id))


def _key(claim: Claim) -> tuple[object, ...]:
    return plain_words(claim.text), _sources(claim), claim.polarity, claim.certainty


def _sources(claim: Claim) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(w for w in plain_words(s.name) if w not in _ARTICLES) for s in claim.attribution)


def _numbers(claim: Claim) -> Counter[tuple[object, ...]]:
    return Counter((q.low, q.high, q.unit, q.about) for q in claim.quantities)


def _lemma(token: Token) -> str:
    return token.lemma.lower()


def _unspelled(gone: Counter[str], come: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """What is left of the words that went and came when those that differ by a letter are taken for the same.

    Words of five letters and more, without digits: "recieved" and "received", but not "no" and "on", 1,200 and 1,300.
    """
    for old in list(gone):
        for new in list(come):
            if min(len(old), len(new)) >= 5 and old.isalpha() and new.isalpha() and _close(old, new):
                gone, come = gone - Counter([old]), come - Counter([new])
                break
    return gone, come


def _close(old: str, new: str) -> bool:
    """Whether one is the other with one letter more, less or exchanged, or two neighbours swapped."""
    if abs(len(old) - len(new)) > 1:
        return False
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    one, two = old[start : len(old) - end], new[start : len(new) - end]
    if start + end < 4:
        return False
    return (len(one) <= 1 and len(two) <= 1) or (len(one) == 2 and one == two[::-1])


def _padded(words: Sequence[str]) -> str:
    return " " + " ".join(words) + " "


def _stands(claim: Claim, text: str) -> bool:
    """Whether a claim's own words stand together in the other version."""
    words = plain_words(claim.text)
    return bool(words) and _padded(words) in text


def _shown(claim: Claim) -> VersionClaim:
    return VersionClaim(text=claim.text, spans=claim.spans, attribution=tuple(s.name for s in claim.attribution))
