"""What two claims of different articles have in common, as numbers.

Everything is computed for whole blocks (all claims of one article against all of another) by matrix products, so
that no Python loop runs over pairs.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from variorum.data.word_families import FAMILIES, STOP
from variorum.ports import Encoder
from variorum.records.parse import Parse, Token
from variorum.records.reading import Certainty, Claim, ClaimKind, Polarity
from variorum.text.name_index import NameIndex
from variorum.text.numbers import find_quantities

Matrix = NDArray[np.float32]

_FAMILY = {word: f"~{n}" for n, line in enumerate(FAMILIES) for word in line.split()}
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM", "ADV", "X", "INTJ"})
_PRONOUNS = frozenset("he she it they him her them who which that we i you this these".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_ROUND = 4

NAMES: tuple[str, ...] = (
    "cosine",
    "cosine_of_sentences",
    "cosine_rank",
    "words_of_shorter",
    "words_of_longer",
    "families_of_shorter",
    "families_of_longer",
    "weight_shared",
    "names_of_shorter",
    "names_of_longer",
    "names_shared",
    "numbers_shared",
    "numbers_differ",
    "times_shared",
    "times_differ",
    "predicate_same",
    "subject_same",
    "subject_differs",
    "object_same",
    "words_run_of_shorter",
    "words_run_of_longer",
    "sentences_share",
    "neighbours_share",
    "best_of_row",
    "best_of_column",
    "margin_of_row",
    "margin_of_column",
    "best_of_sentences",
    "length_ratio",
    "shorter_weight",
    "longer_weight",
    "polarity_differs",
    "certainty_differs",
    "speaker_same",
    "speaker_differs",
    "both_sentences",
    "depth_differs",
    "rarest_shared",
)
"""The features, in order."""


def families(lemma: str) -> str:
    """The family of a lemma, or the lemma itself."""
    return _FAMILY.get(lemma, lemma)


def content(tokens: Iterable[Token]) -> list[Token]:
    """The tokens that carry content."""
    return [
        t
        for t in tokens
        if t.pos in _CONTENT and t.lemma.lower() not in STOP and any(c.isalnum() for c in t.text)
    ]


class _Bag:
    """Terms of every claim as one matrix, each column weighted by the term's rarity."""

    def __init__(self, rows: Sequence[frozenset[str]], weight: Mapping[str, float]) -> None:
        held: dict[str, int] = {}
        for row in rows:
            for term in row:
                held[term] = held.get(term, 0) + 1
        columns = {t: n for n, t in enumerate(sorted(t for t, k in held.items() if k > 1))}
        self.matrix: Matrix = np.zeros((len(rows), max(1, len(columns))), dtype=np.float32)
        self._used: dict[tuple[int, int], tuple[NDArray[np.int64], Matrix]] = {}
        self.total: Matrix = np.zeros(len(rows), dtype=np.float32)
        for r, row in enumerate(rows):
            for term in sorted(row):
                w = weight.get(term, 1.0)
                self.total[r] += w
                if term in columns:
                    self.matrix[r, columns[term]] = math.sqrt(w)

    def shared(self, a: slice, b: slice) -> Matrix:
        """Weight of the terms that both hold."""
        place = (a.start, a.stop)  # an article without claims begins where the next one does
        if place not in self._used:
            # Few of the story's terms stand in one article: only those can be shared.
            columns = np.flatnonzero(self.matrix[a].any(axis=0))
            self._used = {place: (columns, self.matrix[a][:, columns])}
        columns, mine = self._used[place]
        out: Matrix = mine @ self.matrix[b][:, columns].T
        return out


def _over(shared: Matrix, a: Matrix, b: Matrix, longer: bool) -> Matrix:
    pick = np.maximum if longer else np.minimum
    out: Matrix = np.minimum(1.0, shared / np.maximum(pick(a, b), 1e-6)).astype(np.float32)
    return out


def _rarity(bags: Iterable[frozenset[str]], n: int) -> dict[str, float]:
    held: dict[str, int] = {}
    for bag in bags:
        for term in bag:
            held[term] = held.get(term, 0) + 1
    return {t: math.log(1.0 + n / k) for t, k in held.items()}


class _Words:
    """What one claim is made of."""

    def __init__(self, claim: Claim, parse: Parse, names: NameIndex, previous: frozenset[str]) -> None:
        tokens = [parse.tokens[i] for i in claim.tokens]
        full = content(tokens)
        self.words = frozenset(t.lemma.lower() for t in full)
        self.families = frozenset(families(w) for w in self.words)
        self.names = frozenset(
            e.id
            for s in claim.spans
            for a, b, e in names.within(claim.article, s.start, s.end)
            if s.start <= a and b <= s.end
        ) | frozenset(claim.entities)
        quantities = claim.quantities or find_quantities(tokens)
        self.numbers = frozenset(f"{q.low}:{q.high}:{q.unit}" for q in quantities)
        self.times = frozenset(t[:10] for t in claim.times)
        self.predicate = frozenset({families(claim.predicate.lower())} if claim.predicate else ()) - STOP
        self.subject = self._role(parse, claim.article, claim.subject, names)
        pronoun = claim.subject is not None and parse.tokens[claim.subject].lemma.lower() in _PRONOUNS
        if pronoun or claim.subject is None:
            self.subject = self.subject or previous
        self.object = self._role(parse, claim.article, claim.object, names)
        text = [t.text.lower() for t in tokens if any(c.isalnum() for c in t.text)]
        self.runs = frozenset(" ".join(text[k : k + 3]) for k in range(len(text) - 2))
        self.speaker = frozenset(s.name.lower().split()[-1] for s in claim.attribution if s.name.split())

    @staticmethod
    def _role(parse: Parse, article: str, at: int | None, names: NameIndex) -> frozenset[str]:
        if at is None:
            return frozenset()
        token = parse.tokens[at]
        if token.lemma.lower() in _PRONOUNS:
            return frozenset()
        out = {families(token.lemma.lower())}
        entity = names.at(article, token.start, token.end)
        if entity is not None:
            out.add(entity.id)
        for child in parse.children(token):
            if child.dep in ("compound", "nummod", "amod") and child.pos in ("PROPN", "NOUN"):
                out.add(families(child.lemma.lower()))
        return frozenset(out)


class ClaimTable:
    """All claims of a story with everything that comparing them needs.

    Args:
        order: Article ids in canonical order.
        parses: By article id.
        claims: By article id; only those that take part.
        names: The story's entities.
        encoder: Gives the embeddings of claim texts.
    """

    def __init__(
        self,
        order: Sequence[str],
        parses: Mapping[str, Parse],
        claims: Mapping[str, Sequence[Claim]],
        *,
        names: NameIndex,
        encoder: Encoder,
    ) -> None:
        self.order = tuple(order)
        self.claims: list[Claim] = []
        self.slices: list[slice] = []
        for key in self.order:
            first = len(self.claims)
            self.claims.extend(claims[key])
            self.slices.append(slice(first, len(self.claims)))
        words: list[_Words] = []
        place: list[float] = []
        self.sentence = np.zeros(len(self.claims), dtype=np.int64)
        for key in self.order:
            parse = parses[key]
            subjects = _subjects(parse, key, names)
            for c in claims[key]:
                self.sentence[len(words)] = c.sentence
                place.append(c.sentence / max(1, len(parse.sentences)))
                words.append(_Words(c, parse, names, subjects[c.sentence]))
        self.words = words
        sentence_bags = [
            w.families | w.numbers | w.names | w.words
            for w, c in zip(words, self.claims, strict=True)
            if c.kind is ClaimKind.SENTENCE
        ]
        rarity = _rarity(sentence_bags, max(1, len(sentence_bags)))
        self.rarity = rarity
        self._words = _Bag([w.words for w in words], rarity)
        self._families = _Bag([w.families | w.numbers for w in words], rarity)
        self._names = _Bag([w.names for w in words], rarity)
        self._numbers = _Bag([w.numbers for w in words], {})
        self._times = _Bag([w.times for w in words], {})
        self._predicate = _Bag([w.predicate for w in words], {})
        self._subject = _Bag([w.subject for w in words], {})
        self._object = _Bag([w.object for w in words], {})
        self._runs = _Bag([w.runs for w in words], {})
        self._speaker = _Bag([w.speaker for w in words], {})
        self._place = np.array(place, dtype=np.float32)
        texts = [c.text for c in self.claims]
        self._vectors: Matrix = encoder.encode(texts) if texts else np.zeros((0, 1), dtype=np.float32)
        self.weight = self._families.total
        self._denied = np.array([c.polarity is Polarity.DENIED for c in self.claims], dtype=np.float32)
        levels = {k: n for n, k in enumerate(Certainty)}
        self._certainty = np.array([levels[c.certainty] for c in self.claims], dtype=np.int64)
        self._whole = np.array([c.kind is ClaimKind.SENTENCE for c in self.claims], dtype=np.float32)
        holder = {
            (c.article, c.sentence): n for n, c in enumerate(self.claims) if c.kind is ClaimKind.SENTENCE
        }
        # The claim that is the whole sentence, or the claim itself where there is none.
        self.whole_of = np.array(
            [holder.get((c.article, c.sentence), n) for n, c in enumerate(self.claims)], dtype=np.int64
        )

        self.article_of = np.array(
            [k for k, part in enumerate(self.slices) for _ in range(part.start, part.stop)], dtype=np.int64
        )
        # Sentences counted on over all articles, and whether each is the first one of its article.
        self.sentence_of = np.zeros(len(self.claims), dtype=np.int64)
        firsts: list[bool] = []
        owners: list[int] = []
        for owner, part in enumerate(self.slices):
            if part.start < part.stop:
                here = self.sentence[part]
                self.sentence_of[part] = here + len(firsts)
                firsts.extend(k == 0 for k in range(int(here.max()) + 1))
                owners.extend([owner] * (int(here.max()) + 1))
        self.sentence_is_first = np.array(firsts, dtype=np.bool_)
        self.article_of_sentence = np.array(owners, dtype=np.int64)

    def base(self, i: int, j: int) -> tuple[Matrix, Matrix, Matrix]:
        """Plain likeness of two articles' claims: (blend, cosine, shared weight of families)."""
        a, b = self.slices[i], self.slices[j]
        cosine: Matrix = np.round(self._vectors[a] @ self._vectors[b].T, _ROUND)
        shared = self._families.shared(a, b)
        ta, tb = self._families.total[a], self._families.total[b]
        dice = 2 * shared / np.maximum(ta[:, None] + tb[None, :], 1e-6)
        blend: Matrix = np.round(0.5 * cosine + 0.5 * np.sqrt(np.minimum(1.0, dice)), _ROUND)
        return blend.astype(np.float32), cosine, shared

    def block(self, i: int, j: int, per_claim: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Matrix]:
        """Candidate pairs of two articles with their features.

        Args:
            i: Place of the first article in `order`.
            j: Place of the second.
            per_claim: How many candidates each claim proposes in the other article.

        Returns:
            Places of the first claims, of the second claims (in `self.claims`), and an array of shape
            `(pairs, len(NAMES))`.
        """
        a, b = self.slices[i], self.slices[j]
        blend, cosine, shared = self.base(i, j)
        if blend.size == 0:
            none = np.zeros(0, dtype=np.int64)
            return none, none, np.zeros((0, len(NAMES)), dtype=np.float32)
        mask = _top(blend, per_claim) | _top(blend.T, per_claim).T
        mask &= blend > 0.2
        rows, cols = np.nonzero(mask)
        whole_a, whole_b = self.whole_of[a] - a.start, self.whole_of[b] - b.start
        ta, tb = self._families.total[a], self._families.total[b]

        counted: dict[int, Matrix] = {}

        def count(bag: _Bag) -> Matrix:
            if id(bag) not in counted:
                counted[id(bag)] = bag.shared(a, b)[rows, cols]
            return counted[id(bag)]

        def over(bag: _Bag, longer: bool) -> Matrix:
            return _over(count(bag), bag.total[a][rows], bag.total[b][cols], longer)

        def differ(bag: _Bag) -> Matrix:
            both = (bag.total[a][rows] > 0) & (bag.total[b][cols] > 0)
            out: Matrix = (both & (count(bag) < 0.5)).astype(np.float32)
            return out

        by_sentence = blend[np.ix_(whole_a, whole_b)]
        certainty = self._certainty
        at_a, at_b = rows + a.start, cols + b.start
        columns = (
            cosine[rows, cols],
            cosine[np.ix_(whole_a, whole_b)][rows, cols],
            cosine[rows, cols] - 0.5 * (cosine.max(axis=1)[rows] + cosine.max(axis=0)[cols]),
            over(self._words, False),
            over(self._words, True),
            over(self._families, False),
            over(self._families, True),
            shared[rows, cols],
            over(self._names, False),
            over(self._names, True),
            count(self._names),
            count(self._numbers),
            differ(self._numbers),
            count(self._times),
            differ(self._times),
            count(self._predicate),
            over(self._subject, False),
            differ(self._subject),
            over(self._object, False),
            over(self._runs, False),
            over(self._runs, True),
            by_sentence[rows, cols],
            self._neighbours(i, j, blend)[rows, cols],
            blend[rows, cols] - blend.max(axis=1)[rows],
            blend[rows, cols] - blend.max(axis=0)[cols],
            _margin(blend, self.sentence[b])[rows, cols],
            _margin(blend.T, self.sentence[a]).T[rows, cols],
            blend[rows, cols] - by_sentence[rows, cols],
            np.minimum(ta[rows], tb[cols]) / np.maximum(np.maximum(ta[rows], tb[cols]), 1e-6),
            np.minimum(ta[rows], tb[cols]),
            np.maximum(ta[rows], tb[cols]),
            np.abs(self._denied[a][rows] - self._denied[b][cols]),
            (certainty[a][rows] != certainty[b][cols]).astype(np.float32),
            np.minimum(1.0, count(self._speaker)),
            differ(self._speaker),
            self._whole[a][rows] * self._whole[b][cols],
            np.abs(self._place[a][rows] - self._place[b][cols]),
            (self._families.matrix[at_a] * self._families.matrix[at_b]).max(axis=1),
        )
        features = np.round(np.stack(columns, axis=1), _ROUND).astype(np.float32)
        return rows + a.start, cols + b.start, features

    def _neighbours(self, i: int, j: int, blend: Matrix) -> Matrix:
        """How alike the sentences just before and just after are, the better of the two."""
        a, b = self.slices[i], self.slices[j]
        sa, sb = self.sentence[a], self.sentence[b]
        na, nb = int(sa.max()) + 1, int(sb.max()) + 1
        grid = np.zeros((na + 2, nb + 2), dtype=np.float32)
        np.maximum.at(grid, (sa[:, None] + 1, sb[None, :] + 1), blend)
        near = np.maximum(grid[:-2, :-2], grid[2:, 2:])
        out: Matrix = near[np.ix_(sa, sb)]
        return out


def _subjects(parse: Parse, article: str, names: NameIndex) -> list[frozenset[str]]:
    """For each sentence, what a pronoun at its beginning most likely stands for: the subject before it."""
    out: list[frozenset[str]] = []
    last: frozenset[str] = frozenset()
    for sentence in parse.sentences:
        out.append(last)
        for token in parse.of(sentence):
            if token.dep in _SUBJECTS and token.lemma.lower() not in _PRONOUNS and token.pos in ("NOUN", "PROPN"):
                entity = names.at(article, token.start, token.end)
                last = frozenset({families(token.lemma.lower())} | ({entity.id} if entity else set()))
                break
    return out


def _top(blend: Matrix, k: int) -> NDArray[np.bool_]:
    """The k best of each row."""
    if blend.shape[1] <= k:
        return np.ones(blend.shape, dtype=np.bool_)
    kth = np.partition(blend, blend.shape[1] - k, axis=1)[:, blend.shape[1] - k]
    out: NDArray[np.bool_] = blend >= kth[:, None]
    return out


def _margin(blend: Matrix, sentence: NDArray[np.int64]) -> Matrix:
    """By how much each cell beats the best cell of its row in any other sentence."""
    n = int(sentence.max()) + 1
    best = np.zeros((blend.shape[0], n), dtype=np.float32)
    for s in range(n):
        of = sentence == s
        if of.any():
            best[:, s] = blend[:, of].max(axis=1)
    if n == 1:
        return blend.copy()
    first = best.argmax(axis=1)
    top = best.max(axis=1)
    rest = best.copy()
    rest[np.arange(len(best)), first] = -1.0
    second = np.maximum(rest.max(axis=1), 0.0)
    out: Matrix = blend - np.where(sentence[None, :] == first[:, None], second[:, None], top[:, None])
    return out
