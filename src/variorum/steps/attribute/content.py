"""What a cue reports: the stretches of words that a verb, noun or phrase lays on its source."""

from variorum.records.parse import Token
from variorum.steps.attribute.cues import VerbCue
from variorum.steps.attribute.edges import Edges
from variorum.steps.attribute.event import Range
from variorum.steps.attribute.sources import FINITE
from variorum.steps.attribute.tree import REACH

_ATTACHED = frozenset("for of as over to with from about on in at against into".split())
_ADDRESSES = frozenset(
    "tell inform assure remind warn ask show text email notify advise alert brief reassure convince persuade "
    "urge".split()
)
_TELLS = frozenset("tell say inform assure remind warn think believe hope know".split())
_ENDS = frozenset((",", ".", "?", "!", ";", "—", "–", "-", "--"))


class Contents(Edges):
    """Finds contents, by token ranges."""

    def _named_in_marks(self, v: int, block: Range, low: int, high: int) -> list[Range]:
        """What a verb that names rather than tells says in marks ("called it a "mistake""; "...," he went on)."""
        run = self.run_ending(block[0])
        if (
            run is not None
            and block[0] > low
            and self.speech_ends(run)
            and self.tokens[v].tag in FINITE
            and block[1] - block[0] > 1
        ):
            again = self._marks_resumed(v, block, high)
            return [(run.first, block[0])] if again is None else [(run.first, block[0]), again]
        found = self._object(v)
        for a, b in found:
            if b < high and self.tree.run_at[b] >= 0:
                return [(a, self.tree.runs[self.tree.run_at[b]].last)]
            if any(self.tree.run_at[i] >= 0 for i in range(a, min(b, high))):
                return [(a, b)]
        for i in range(v + 1, min(high, v + 14)):
            if self.tree.run_at[i] >= 0:
                run = self.tree.runs[self.tree.run_at[i]]
                a = i
                while a - 1 > v and self.tokens[a - 1].tag in ("DT", "PRP", "PRP$", "JJ") and a - 1 > v:
                    a -= 1
                firm = (
                    a == v + 1
                    or self.tokens[a - 1].text.lower() in ("as", ":", ",", "for", "of", "to")
                    or self.tokens[a - 1].pos in ("NOUN", "PROPN", "PRON")
                )
                if not firm:
                    return []
                return [(a, run.last)]
            if self.tokens[i].tag in FINITE or self.tokens[i].text in (";", "and", "but"):
                return []
        return []

    def of_verb(self, v: int, cue: VerbCue, block: Range, *, own: bool) -> tuple[str, list[Range]]:
        """What verb `v` reports.

        Args:
            v: The verb.
            cue: What it may take.
            block: Tokens of cue and source, half open.
            own: Whether the verb has a subject of its own beside it.

        Returns:
            The route by which the content was found ("" where it reports nothing), and token ranges in order.
        """
        low, high = self.tree.bounds(v)
        route, out = self._speech(v, cue, block, low, high, own=own)
        if not out and not cue.clause and cue.mark:
            route, out = "marks", self._named_in_marks(v, block, low, high)
        if not out and cue.infinitive:
            route, out = "infinitive", self._infinitive(v)
        if not out and (cue.object or cue.clause):
            found = self._object(v)
            if cue.object or any(self.tree.run_at[i] >= 0 for a, b in found for i in range(a, b)):
                route, out = "object", found
        if not out and cue.prepositions:
            route, out = "preposition", self._preposition(v, cue)
        found = self.all_tidy([(max(a, v - REACH), min(b, v + REACH)) for a, b in out])
        return (route, found) if found else ("", [])

    def _speech(self, v: int, cue: VerbCue, block: Range, low: int, high: int, *, own: bool) -> tuple[str, list[Range]]:
        """A clause or marked words, before, around or after the cue."""
        if not cue.clause:
            return "", []
        tree, tokens = self.tree, self.tokens
        kids = tree.children(v)
        finite = tokens[v].tag in FINITE or own
        left: list[Range] = []
        route = ""
        start = block[0]
        if finite and start > low and not (tokens[v].dep == "relcl" and own):
            left_clause = next((k for k in kids if k.i < start and k.dep in ("ccomp", "parataxis", "dep")), None)
            run = self.run_ending(start)
            if cue.clause and left_clause is not None and tree.right[left_clause.i] >= low:
                a = tree.left[left_clause.i]
                if not self.has_finite(low, a):
                    a = low
                left.append((a, start))
                route = "clause"
            elif run is not None and self.speech_ends(run):
                a = run.first
                if a > low and (not self.has_finite(low, a) or self.begins_small(run)):
                    a = low
                left.append((a, start))
                route = "marks"
            elif cue.clause and tokens[start - 1].text in (",", "—", "–", "--") and self._tail(v, block, high):
                a = self.region(low, start)
                if start - a > 2 and tokens[a].tag not in ("VBN", "VBG"):
                    left.append((a, start))
                    route = "tail"
        quote = self.quote_after(v, high) if cue.clause else None
        clause = self._clause_after(v, block) if cue.clause else None
        if not left and start == low and finite and clause is None and quote is None and self.asked_before(start):
            # "... is it?" Holm said: the splitter took the mark for the sentence's end.
            left, route = [(self.tree.runs[self.tree.run_at[start - 1]].first, start)], "marks"
            return route, left
        run = self.run_ending(start) if left else None
        if (
            run is not None
            and run.first > low
            and (clause is not None or quote is not None)
            and not self.starts_small(quote)
        ):
            left, run = [], None  # a title before the cue: on "The Evening Hour," she said that ...
        if run is not None and left and self.set_off(run, low):
            left = [(run.first, start)]
        if run is not None and left:
            # A quotation before the cue: only a quotation, or the rest of its own clause, goes on after it.
            again = self._marks_resumed(v, block, high)
            if again is None and run.first > low:
                again = self._resumed(v, block, low, high)
            return route, left if again is None else [*left, again]
        if left and self.tokens[start - 1].text in (":", ";"):
            left = []
        if left and clause is not None and tokens[block[1]].text != ",":
            left = []  # two clauses, and no comma after the cue: it reports the one that follows
        if left and route == "tail" and (clause is not None or (quote is not None and not self.starts_small(quote))):
            left = []
        right: list[Range] = []
        if clause is not None:
            a = max(v + 1, tree.left[clause])
            b = tree.right[clause] + 1
            if quote is not None and quote < a:
                a = quote
            torn = next((k for k in kids if v < k.i < a and k.dep == "dobj"), None)
            if torn is not None and tokens[v].lemma.lower() not in _ADDRESSES:
                a = max(v + 1, tree.left[torn.i])  # the clause's own subject, read as the verb's object
            right.append((a, self.cut(a, b, v)))
            route = "clause"
        elif quote is not None:
            run = tree.runs[tree.run_at[quote]]
            right.append((quote, max(run.last, quote + 1)))
            route = "marks"
        elif left:
            rest = self._resumed(v, block, low, high)
            if rest is not None:
                right.append(rest)
        elif cue.clause:
            lost = self._lost_clause(v, high)
            if lost is not None:
                right.append((lost[0], self.cut(*lost, v)))
                route = "clause"
        return route, left + right

    def _marks_resumed(self, v: int, block: Range, high: int) -> Range | None:
        """The quotation that goes on after "...," she said, "...", at most an adjunct between."""
        for i in range(block[1], min(high, block[1] + 16)):
            if self.tree.run_at[i] >= 0:
                run = self.tree.runs[self.tree.run_at[i]]
                return (run.first, run.last) if self.tokens[i - 1].text in (",", ":", "—", "–", "--", ";") else None
            t = self.tokens[i]
            if t.tag in FINITE or t.text == ";":
                return None
            if t.tag == "VBG" and t.lemma.lower() in self.lexicon.verbs and self.lexicon.verbs[t.lemma.lower()].clause:
                return None
        return None

    def _lost_clause(self, v: int, high: int) -> Range | None:
        """The clause after a verb of speech that the parse has hung elsewhere ("told the paper that ...")."""
        tokens, tree = self.tokens, self.tree
        for i in range(v + 1, min(high, v + 11)):
            t = tokens[i]
            if t.text in (",", ";", ":", "(") or (t.tag in FINITE and t.dep not in ("aux",)):
                return None
            if t.text.lower() == "that" and t.dep == "mark" and t.head > i:
                return i, max(tree.right[t.head] + 1 if tokens[t.head].head != t.head else high, i + 1)
            if t.dep in ("nsubj", "nsubjpass", "expl") and t.head > i and tokens[v].lemma.lower() in _TELLS:
                return tree.left[i], tree.right[t.head] + 1
        return None

    def _tail(self, v: int, block: Range, high: int) -> bool:
        """Whether cue and source close their sentence or stand between commas."""
        for i in range(block[1], min(high, block[1] + 15)):
            t = self.tokens[i]
            if t.text in _ENDS or self.tree.run_at[i] >= 0:
                return True
            if t.tag in FINITE or t.text.lower() in ("that", "whether", "if", "how", "why", "what"):
                return False
            if (
                t.dep in ("dobj", "xcomp", "ccomp")
                and t.head == v
                and self.tokens[v].lemma not in ("tell", "inform", "assure", "remind")
            ):
                return False
        return block[1] >= high

    def _resumed(self, v: int, block: Range, low: int, high: int) -> Range | None:
        """What goes on after "..., she said, ..."."""
        i = block[1]
        while i < high and i - block[1] < 8 and self.tokens[i].text != ",":
            if self.tokens[i].tag in FINITE or self.tokens[i].text in (".", ";") or self.tree.run_at[i] >= 0:
                return None
            i += 1
        if i >= high or self.tokens[i].text != ",":
            return None
        first = i + 1
        if first >= high:
            return None
        t = self.tokens[first]
        if high - first > 3 and not self.has_finite(low, block[0]):
            return first, self.cut(first, high, v)  # "At first, she said, while ...": a few words stood before
        if t.tag in ("VBG", "VBN", "WP", "WDT", "WRB") or t.text.lower() in (
            "according",
            "who",
            "which",
            "and",
            "but",
            "as",
            "in",
            "at",
            "on",
            "during",
            "when",
            "while",
            "after",
            "though",
            "although",
        ):
            return None
        if i > block[1] and not any(self.tokens[k].tag in FINITE for k in range(first, high)):
            return None
        return first, self.cut(first, high, v)

    def _clause_after(self, v: int, block: Range) -> int | None:
        """The head of the clause after the verb."""
        tree, tokens = self.tree, self.tokens
        for k in tree.children(v):
            if k.i < v or tree.right[k.i] < block[1]:
                continue
            if k.dep in ("ccomp", "parataxis"):
                return k.i
            if k.dep == "advcl" and tokens[tree.left[k.i]].text.lower() in ("if", "whether"):
                return k.i
            if (
                k.dep in ("acl", "relcl", "advcl")
                and tokens[tree.left[k.i]].text.lower() == "that"
                and tree.left[k.i] > v
            ):
                return k.i
        # "told the paper he was ...": the clause hangs on the one who was told.
        if tokens[v].lemma.lower() in (
            "tell",
            "inform",
            "assure",
            "remind",
            "warn",
            "ask",
            "show",
            "say",
            "text",
            "email",
        ):
            for k in tree.children(v):
                if k.i > v and k.dep in ("dobj", "dative", "npadvmod", "pobj"):
                    for x in tree.children(k.i):
                        if x.dep in ("relcl", "acl", "ccomp") and x.tag in FINITE | {"VB"} and tree.left[x.i] > k.i:
                            return x.i
        return None

    def _infinitive(self, v: int) -> list[Range]:
        tree = self.tree
        inner = next(
            (
                k
                for k in tree.children(v)
                if k.i > v
                and (
                    k.dep in ("xcomp", "ccomp")
                    or (k.dep == "advcl" and self.tokens[tree.left[k.i]].text.lower() == "to")
                )
            ),
            None,
        )
        if inner is None:
            return []
        a = max(v + 1, tree.left[inner.i])
        told = tree.child(v, "dobj")
        if told is not None and v < told.i < a:
            a = tree.left[told.i]
        return [(a, self.cut(a, tree.right[inner.i] + 1, v))]

    def _object(self, v: int) -> list[Range]:
        tree = self.tree
        kids = tree.children(v)
        thing = next((k for k in kids if k.i > v and k.dep in ("dobj", "oprd")), None)
        if thing is None:
            return []
        a = max(v + 1, tree.left[thing.i])
        b = self._grow(kids, tree.right[thing.i] + 1)
        return [(a, self.cut(a, b, v))]

    def _grow(self, kids: tuple[Token, ...], b: int) -> int:
        """`b` moved past the verb's further complements that follow without a gap."""
        for k in kids:
            mark = b < len(self.tokens) and self.tokens[b].pos == "PUNCT" and self.tree.run_at[b] >= 0
            if (
                k.i >= b
                and self.tree.left[k.i] <= b + mark
                and (
                    k.dep in ("xcomp", "oprd")
                    or (k.dep in ("prep", "advcl") and self.tokens[self.tree.left[k.i]].text.lower() in _ATTACHED)
                )
            ):
                b = self.tree.right[k.i] + 1
        return b

    def _preposition(self, v: int, cue: VerbCue) -> list[Range]:
        tree = self.tree
        kids = tree.children(v)
        for k in kids:
            if k.i < v or k.dep not in ("prep", "prt", "advmod", "dative") or k.text.lower() not in cue.prepositions:
                continue
            if k.dep in ("prt", "advmod"):
                thing = next(
                    (x for x in kids if x.i > k.i and x.dep in ("dobj", "ccomp", "pobj", "prep", "xcomp")), None
                )
                if thing is None:
                    continue
                a, b = tree.left[thing.i], tree.right[thing.i] + 1
            else:
                a, b = k.i + 1, tree.right[k.i] + 1
            b = self._grow(kids, b)
            if a < b:
                return [(a, self.cut(a, b, v))]
        return []
