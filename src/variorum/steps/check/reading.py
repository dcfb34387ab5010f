"""A sentence taken apart into the values that it is checked by."""

from collections.abc import Sequence
from functools import cached_property

from variorum.data import claim_words as words
from variorum.data.word_families import FAMILIES
from variorum.records.parse import Token
from variorum.records.reading import Quantity
from variorum.steps.check.evidence import Tree, folded
from variorum.text.numbers import find_quantities

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
LIGHT = frozenset("be have do say tell get go make take will would accord cite report".split())
_NEGATIONS = words.NEGATORS | words.NEGATIVE_DETERMINERS | words.NEGATIVE_PRONOUNS | {"cannot", "without", "n't", "n’t"}
_DENIALS = words.NEGATIVE_OF_COMPLEMENT | words.NEGATIVE_WITH_CLAUSE
_MODALS = {"may": "possible", "might": "possible", "could": "possible", "will": "planned", "would": "planned"}
_MODALS |= {"'ll": "planned", "’ll": "planned", "wo": "planned", "shall": "planned", "should": "urged", "must": "urged"}
_HEDGES: dict[str, str] = {
    **dict.fromkeys(words.POSSIBLE_ADVERBS | words.POSSIBLE_ADJECTIVES | words.POSSIBLE_NOUNS, "possible"),
    **dict.fromkeys(words.REPORTED_ADVERBS, "reported"),
    **dict.fromkeys(words.ALLEGED_ADVERBS | words.ALLEGED_ADJECTIVES | words.ALLEGED_NOUNS, "alleged"),
    **dict.fromkeys(words.HOPED_NOUNS - {"interest"}, "hoped"),
    **dict.fromkeys(words.PLEDGED_NOUNS, "pledged"),
    **dict.fromkeys(words.PLANNED_NOUNS - {"target"}, "planned"),
    **dict.fromkeys(("unlikely", "suspicion", "suspected"), "possible"),
}
_HEDGE_VERBS: dict[str, str] = {
    **dict.fromkeys(words.POSSIBLE, "possible"),
    **dict.fromkeys(words.HOPED, "hoped"),
    **dict.fromkeys(words.PLANNED - {"mean", "seek"}, "planned"),
    **dict.fromkeys(words.PLEDGED - {"agree", "swear"}, "pledged"),
    **dict.fromkeys(words.ALLEGED, "alleged"),
    **dict.fromkeys(("claim", "suggest", "indicate"), "possible"),
}
FAMILY: dict[str, int] = {}
for _n, _line in enumerate(FAMILIES):
    for _word in _line.split():
        FAMILY.setdefault(_word, _n)


class Reading:
    """A sentence, or evidence for one, taken apart into values."""

    def __init__(
        self,
        tokens: Sequence[Token],
        tree: Tree | None = None,
        above: Sequence[Token] = (),
        before: frozenset[str] = frozenset(),
    ) -> None:
        self.before = before
        self.tokens = tuple(tokens)
        self.tree = tree or Tree(tokens)
        self.above = tuple(above)

    @cached_property
    def words(self) -> frozenset[str]:
        """The written forms, folded."""
        return folded(self.tokens)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The base forms, and the written ones."""
        return frozenset(t.lemma.lower() for t in self.tokens) | self.words

    @cached_property
    def kin(self) -> frozenset[int]:
        """The word families."""
        return frozenset(FAMILY[w] for w in self.lemmas if w in FAMILY)

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """The words that say something by themselves."""
        return tuple(
            t
            for t in self.tokens
            if t.pos in CONTENT and t.lemma.lower() not in LIGHT and any(c.isalnum() for c in t.text)
        )

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers with their units."""
        return find_quantities(self.tokens)

    @cached_property
    def negations(self) -> tuple[tuple[Token, frozenset[str]], ...]:
        """Words that say no, each with the lemmas that it may bear on."""
        out = []
        for n, t in enumerate((*self.tokens, *self.above)):
            low = t.text.lower()
            lemma = t.lemma.lower()
            denies = lemma in _DENIALS and t.pos == "VERB"
            if low not in _NEGATIONS and not denies:
                continue
            following = self.tokens[n + 1].text.lower() if n + 1 < len(self.tokens) else ""
            if following in words.NOT_BUT or (low == "no" and following in words.NO_BUT):
                continue
            out.append((t, self._bears_on(t, denies)))
        return tuple(out)

    @cached_property
    def hedges(self) -> tuple[tuple[Token, str, frozenset[str]], ...]:
        """Words that make it less than stated: token, class, the lemmas that they may bear on."""
        out = []
        for t in (*self.tokens, *self.above):
            kind = self._hedge(t)
            if kind:
                out.append((t, kind, self._bears_on(t, t.pos in ("VERB", "NOUN"))))
        return tuple(out)

    def _hedge(self, t: Token) -> str:
        low, lemma = t.text.lower(), t.lemma.lower()
        if t.dep in ("aux", "auxpass") or t.tag == "MD":
            if low == "could" and any(c.dep == "neg" for h in [self.tree.head(t)] if h for c in self.tree.children(h)):
                return ""
            return _MODALS.get(low, "")
        if t.pos == "VERB" or (t.pos == "ADJ" and t.tag == "VBN"):
            kind = _HEDGE_VERBS.get(lemma, "")
            governs = any(c.dep in ("xcomp", "ccomp", "oprd", "dobj", "prep") for c in self.tree.children(t))
            return kind if governs or t in self.above or t.tag == "VBN" else ""
        if t.pos in ("ADV", "ADJ", "NOUN"):
            return _HEDGES.get(lemma, "") or _HEDGES.get(low, "")
        return ""

    def _bears_on(self, t: Token, governs: bool) -> frozenset[str]:
        out = set()
        head = self.tree.head(t)
        if head is not None:
            out.add(head.lemma.lower())
        if governs or head is None:
            out |= {
                c.lemma.lower()
                for c in self.tree.children(t)
                if c.dep in ("xcomp", "ccomp", "acl", "dobj", "prep", "oprd")
            }
            out |= {g.lemma.lower() for c in self.tree.children(t) if c.dep == "prep" for g in self.tree.children(c)}
        out |= {x.lemma.lower() for x in self.tokens if x.i in (t.i + 1, t.i + 2) and x.pos in CONTENT}
        return frozenset(out)
