"""The words that name a source: the subject of a cue, its agent, or what stands beside its quotation."""

from variorum.records.parse import Token
from variorum.steps.attribute.tree import Tree

_SUBJECTS = ("nsubj", "csubj", "expl")
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SUBJECT_CONTROL = frozenset("promise use have take make get need try go".split())
_EDGE = frozenset((",", "-", "–", "—", ":", ";", "."))


def nominal(t: Token) -> bool:
    """Whether a token can head or begin a noun phrase."""
    return t.pos in ("NOUN", "PROPN", "PRON", "NUM") or t.tag in ("DT", "WP", "WDT", "PRP", "PRP$")


class Sources:
    """Finds the source of a cue."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.tokens = tree.tokens

    def phrase(self, head: int, low: int, high: int) -> tuple[int, int]:
        """The noun phrase of `head` within `[low, high)`, without outer punctuation."""
        a = max(low, self.tree.left[head])
        b = min(high, self.tree.right[head] + 1)
        while b - 1 > head and self.tokens[b - 1].text in _EDGE:
            b -= 1
        while a < head and self.tokens[a].pos == "PUNCT" and self.tokens[a].text not in ("(", "["):
            a += 1
        return a, b

    def subject(self, v: int, depth: int = 0) -> tuple[int | None, bool]:
        """The head of the source of verb `v`, and whether it is the verb's own."""
        if depth > 6:
            return None, False
        tokens = self.tokens
        t = tokens[v]
        passive = mine = None
        for k in self.tree.children(v):
            if k.dep in _SUBJECTS and self._sees(v, k.i) and (mine is None or k.i < v):
                mine = k.i  # of two, the nearer: "a woman in the town, Ana Holm, said"
            if k.dep == "nsubjpass":
                passive = k.i
        if mine is not None:
            return mine, True
        agent = self.tree.child(v, "agent")
        if agent is not None:
            by = self.tree.child(agent.i, "pobj")
            if by is not None:
                return by.i, True
        if passive is not None:
            return None, True
        if t.head == v:
            return None, False
        head = tokens[t.head]
        if t.dep == "conj":
            return self.outer(head.i, depth) if head.pos in ("VERB", "AUX") else (None, False)
        if t.dep == "xcomp":
            told = self.tree.child(head.i, "dobj")
            if told is not None and told.i < v and head.lemma not in _SUBJECT_CONTROL:
                return told.i, False
            return self.outer(head.i, depth)
        if t.dep == "advcl" and t.tag == "VBN":
            return None, True  # "Asked whether it sank, she ...": she did not ask
        if t.dep in ("advcl", "dep", "prep") and t.tag in ("VBG", "VBN", "VB"):
            return self.outer(head.i, depth)
        if t.dep == "acl":
            return (head.i, False) if t.tag == "VBG" else (None, False)
        if t.dep == "pcomp":
            above = tokens[head.head]
            if above.pos in ("VERB", "AUX"):
                return self.outer(above.i, depth)
            owner = self.tree.child(above.i, "poss")
            return (owner.i, False) if owner is not None else (None, False)
        if t.dep == "ccomp" and t.tag in ("VBG", "VB") and head.pos in ("VERB", "AUX"):
            return self.outer(head.i, depth)
        return None, False

    def _sees(self, v: int, subject: int) -> bool:
        """Whether the subject stands where the verb stands: both outside marks, or in the same."""
        return self.tree.run_at[subject] in (-1, self.tree.run_at[v])

    def outer(self, v: int, depth: int) -> tuple[int | None, bool]:
        """The subject that a verb without one of its own takes from `v` (the patient, of a passive)."""
        for k in self.tree.children(v):
            if k.dep in (*_SUBJECTS, "nsubjpass") and k.dep != "expl" and self.tree.run_at[k.i] < 0:
                return k.i, False
        found, _ = self.subject(v, depth + 1)
        if found is not None and self.tree.run_at[found] >= 0:
            return None, False
        return found, False

    def inverted(self, v: int, low: int, high: int) -> int | None:
        """The subject right after a verb that follows its quotation ("..., said the mayor")."""
        if v == low or not self.closes(v - 1):
            return None
        i = v + 1
        while i < high and i - v < 12:
            t = self.tokens[i]
            if t.text in (",", ":", ";", ".") or self.tree.run_at[i] >= 0:
                return None
            if t.pos in ("VERB", "AUX", "ADP", "SCONJ") and not t.text[:1].isupper():
                return None
            if nominal(t):
                return self._climb(t, high)
            i += 1
        return None

    def _climb(self, t: Token, high: int) -> int:
        """The head of the phrase that begins with `t`: up while the head stands to the right and is nominal."""
        while t.i < t.head < high and nominal(self.tokens[t.head]) and self.tree.run_at[t.head] < 0:
            t = self.tokens[t.head]
        return t.i

    def after_quotation(self, v: int, low: int) -> int | None:
        """The phrase between a quotation's end and `v` ("...," Ana Holm, head of the port, said)."""
        i = v - 1
        while i >= low and self.tree.run_at[i] < 0 and v - i < 30:
            t = self.tokens[i]
            # A relative clause within the phrase may have its own verb.
            within = t.dep in ("relcl", "aux", "auxpass") or self.tokens[t.head].dep == "relcl"
            if t.tag in FINITE and t.pos in ("VERB", "AUX") and not within:
                return None
            i -= 1
        if i < low or self.tree.run_at[i] < 0:
            return None
        first = i + 1
        while first < v and self.tokens[first].pos == "PUNCT":
            first += 1
        if first >= v or not (nominal(self.tokens[first]) or self.tokens[first].pos in ("DET", "ADJ")):
            return None
        k = first
        while k < v and not nominal(self.tokens[k]):
            k += 1
        if k >= v or self.tokens[k].text == ",":
            return None
        head = k
        while (
            head + 1 < v
            and self.tokens[head + 1].pos in ("NOUN", "PROPN", "PART")
            and self.tokens[head + 1].text != ","
        ):
            head += 1
        return head

    def before(self, v: int, low: int) -> int | None:
        """The nominal right before a verb whose subject the parse has lost."""
        i = v - 1
        while i >= low and self.tokens[i].pos in ("AUX", "ADV", "PART") and self.tree.run_at[i] < 0:
            i -= 1
        if i >= low and nominal(self.tokens[i]) and self.tree.run_at[i] < 0 and self.tokens[i].dep not in ("pobj",):
            return i
        return None

    def closes(self, i: int) -> bool:
        """Whether token `i` ends a quotation or is a comma or dash."""
        run = self.tree.run_at[i]
        return self.tokens[i].text in (",", "—", "–", "-", "--") or (run >= 0 and self.tree.runs[run].last == i + 1)
