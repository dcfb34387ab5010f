"""Where contents begin and end: marks, cuts, and what a second cue shares with the first."""

from variorum.steps.attribute.cues import Lexicon
from variorum.steps.attribute.event import Range
from variorum.steps.attribute.sources import FINITE
from variorum.steps.attribute.tree import REACH, MarkedRun, Tree

_GLUE_BEFORE_MARK = frozenset((",", ":", "that", "—", "–", "-", "--", "...", "…", "as", "like", "(", "["))
_LATER_REPORT = ("advcl", "acl", "conj", "xcomp", "dep", "ccomp", "pcomp")


class Edges:
    """What the search for contents asks about single places."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree = tree
        self.lexicon = lexicon
        self.tokens = tree.tokens

    def tidy(self, a: int, b: int) -> Range | None:
        """`[a, b)` without commas and dashes at its ends, grown to whole quotations that it cuts."""
        runs, at = self.tree.runs, self.tree.run_at
        if a >= b:
            return None
        while a < b and at[a] < 0 and self.tokens[a].pos == "PUNCT" and self.tokens[a].text not in ("(", "["):
            a += 1
        while b > a and at[b - 1] < 0 and self.tokens[b - 1].text in (",", ";", ":", "-", "--", "–", "—", "."):
            b -= 1
        if a >= b:
            return None
        if at[b - 1] >= 0:
            b = max(b, runs[at[b - 1]].last)
        if at[a] >= 0 and runs[at[a]].first < a:
            a = runs[at[a]].first
        return a, b

    def all_tidy(self, found: list[Range]) -> list[Range]:
        """The ranges, each tidied, the empty ones left out."""
        return sorted(r for r in (self.tidy(a, b) for a, b in found) if r is not None)

    def quote_after(self, v: int, high: int) -> int | None:
        """The first token of a quotation that `v` introduces ("told the paper: ...")."""
        tokens = self.tokens
        for i in range(v + 1, min(high, v + 26)):
            if self.tree.run_at[i] >= 0:
                before = tokens[i - 1].text.lower()
                if i == v + 1 or before in (",", ":") or (before in _GLUE_BEFORE_MARK and i - v < 12):
                    return i
                return None
            if tokens[i].tag in FINITE or tokens[i].text == ";":
                return None
        return None

    def speech_ends(self, run: MarkedRun) -> bool:
        """Whether the stretch ends as speech does before its cue: with a stop inside, or a comma after."""
        last = self.tokens[run.inner_last - 1].text
        if last[-1:] in ",.?!…—–-":
            return True
        after = self.tokens[run.last].text if run.last < len(self.tokens) else ""
        return after in (",", "—", "–", "-")

    def asked_before(self, start: int) -> bool:
        """Whether a quotation in the same paragraph ends right before token `start` with a question or a shout."""
        if start == 0 or self.tree.run_at[start - 1] < 0:
            return False
        run = self.tree.runs[self.tree.run_at[start - 1]]
        here = self.tree.parse.sentences[self.tokens[start].sent]
        return (
            run.last == start and run.paragraph == here.paragraph and self.tokens[run.inner_last - 1].text[-1:] in "?!…"
        )

    def set_off(self, run: MarkedRun, low: int) -> bool:
        """Whether a colon or dash cuts a whole quotation off from the words before it."""
        before = self.tokens[run.first - 1].text if run.first > low else ""
        whole = self.tokens[run.inner_first].text[:1].isupper()
        return whole and before in (":", ";", "—", "–", "-", "--")

    def begins_small(self, run: MarkedRun) -> bool:
        """Whether the marked words begin in lower case, as a piece of a sentence does."""
        return self.tokens[run.inner_first].text[:1].islower()

    def starts_small(self, quote: int | None) -> bool:
        """Whether the quotation at token `quote` begins in lower case, as the rest of a clause does."""
        if quote is None:
            return False
        return self.begins_small(self.tree.runs[self.tree.run_at[quote]])

    def run_ending(self, start: int) -> MarkedRun | None:
        """The stretch in marks that ends right before token `start`, a comma between allowed."""
        for i in (start - 1, start - 2):
            if i >= 0 and self.tree.run_at[i] >= 0:
                run = self.tree.runs[self.tree.run_at[i]]
                return run if run.last == i + 1 else None
            if i >= 0 and self.tokens[i].pos != "PUNCT":
                return None
        return None

    def has_finite(self, a: int, b: int) -> bool:
        """Whether a finite verb stands in `[a, b)` outside marks."""
        return any(self.tokens[i].tag in FINITE and self.tree.run_at[i] < 0 for i in range(a, b))

    def region(self, low: int, start: int) -> int:
        """Where the words begin that a closing "..., she said" covers."""
        for i in range(start - 2, low, -1):
            if self.tokens[i].text == ";" and self.tree.run_at[i] < 0:
                return i + 1
        return low

    def cut(self, a: int, b: int, v: int) -> int:
        """Where the content that runs over `[a, b)` ends: before a further report by the same source."""
        tokens, tree = self.tokens, self.tree
        b = min(b, v + REACH)
        if a < b and tree.run_at[a] >= 0:
            run = tree.runs[tree.run_at[a]]
            if (
                run.first == a
                and run.last < b
                and tokens[a - 1].text in (",", ":")
                and tokens[run.inner_last - 1].text[-1:] in ",.?!"
            ):
                return run.last
        for i in range(a + 2, b):
            t = tokens[i]
            if tree.run_at[i] >= 0:
                continue
            if (
                tokens[i - 1].text == ","
                and t.text.lower() in ("as", "according")
                and (t.text.lower() == "according" or (t.dep == "mark" and t.head > i))
            ):
                return i - 1
            if t.pos != "VERB":
                continue
            cue = self.lexicon.verbs.get(t.lemma.lower())
            if cue is None or not (cue.clause or cue.mark):
                continue
            if t.tag == "VBG" and t.dep in _LATER_REPORT:
                if tokens[i - 1].text in (",", "—", "–", "--"):
                    return i - 1
                if tree.run_at[i - 1] >= 0 and tokens[tree.runs[tree.run_at[i - 1]].inner_last - 1].text in (
                    ",",
                    ".",
                    "?",
                    "!",
                ):
                    return i
            if cue.clause and self.shares_subject(i, v):
                at = i
                while at > a and tokens[at - 1].text.lower() in (
                    "and",
                    "but",
                    ",",
                    "then",
                    "also",
                    "later",
                    "or",
                    "has",
                    "had",
                ):
                    at -= 1
                return at
        return b

    def shares_subject(self, i: int, v: int) -> bool:
        """Whether cue `i`, coordinated within what `v` reports, is rather `v`'s own second cue.

        "Holm said the ferry will sail and noted that ...": same tense as the outer cue, another than the
        verb that the parse joined it to, or that verb stands in marks.
        """
        tokens, tree = self.tokens, self.tree
        t = tokens[i]
        if t.dep != "conj" or tokens[v].tag != t.tag or t.tag not in ("VBD", "VBZ", "VBP", "VBG"):
            return False
        if any(k.dep in ("nsubj", "nsubjpass", "csubj", "expl") for k in tree.children(i)):
            return False
        head = tokens[t.head]
        if head.i == v or head.i < v:
            return False
        if tree.run_at[head.i] >= 0:
            return True
        verbs = [head, *(k for k in tree.children(head.i) if k.dep in ("aux", "auxpass"))]
        if head.tag != t.tag:
            return True  # not the same form: "she said it is old and noted", "saying it was old and adding"
        if any(x.tag == "MD" or (x.tag in ("VBZ", "VBP") and t.tag == "VBD") for x in verbs):
            return True
        # Same tense on both levels: a subject that cannot speak leaves only the outer one.
        subject = next((k for k in tree.children(head.i) if k.dep in ("nsubj", "nsubjpass", "expl")), None)
        if subject is not None and subject.tag == "PRP" and self.lexicon.verbs[t.lemma.lower()].clause:
            return True  # "she said she was sorry and promised ...": the same person either way
        return (
            subject is not None
            and subject.ent in ("", "DATE", "CARDINAL", "MONEY")
            and subject.pos == "NOUN"
            and subject.tag in ("NN", "NNS")
            and (subject.lemma.lower() not in self.lexicon.humans)
        )
