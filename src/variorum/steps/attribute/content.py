"""Attribution events: which words report, who is given as their source, and what is reported."""

from variorum.records.parse import Token
from variorum.steps.attribute.cues import Lexicon, VerbCue
from variorum.steps.attribute.tree import Tree

_SUBJECTS = ("nsubj", "csubj", "expl")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_TOLD = frozenset("tell ask inform warn remind assure notify advise brief urge order instruct alert reassure caution teach".split())
_UNSAID = frozenset("expect believe say report think rumor rumour estimate consider know allege understand fear hope suppose project predict deem presume suspect assume".split())
_GLUE_BEFORE_MARK = frozenset((",", ":", "that", "—", "–", "-", "...", "…", "as", "like", "(", "["))
_ATTACHED = frozenset(("for", "of", "as", "over", "to", "with", "from", "about", "on", "in", "at", "against"))


class Event:
    """One attribution, in tokens.

    Attributes:
        cue: The cue's tokens, half open.
        core: The token that carries the cue.
        source: The source's tokens, half open, or None where it goes unsaid.
        source_head: The token that heads the source, or None.
        contents: The content's token ranges, half open, in order.
        kind: The cue's class.
        mode: What made it: verb, noun, phrase, colon, carried.
        recipient: The token that heads the one who is told, or None.
    """

    __slots__ = ("contents", "core", "cue", "kind", "mode", "recipient", "source", "source_head")

    def __init__(self, core: int, cue: tuple[int, int], kind: str, mode: str) -> None:
        self.core = core
        self.cue: tuple[int, int] | None = cue
        self.kind = kind
        self.mode = mode
        self.source: tuple[int, int] | None = None
        self.source_head: int | None = None
        self.contents: list[tuple[int, int]] = []
        self.recipient: int | None = None


def _nominal(t: Token) -> bool:
    return t.pos in ("NOUN", "PROPN", "PRON", "NUM") or t.tag in ("DT", "WP", "WDT", "PRP")


class Finder:
    """Finds the events of one parse."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree = tree
        self.lexicon = lexicon
        self.tokens = tree.tokens

    # --- sources ---------------------------------------------------------------------------------
    def phrase(self, head: int, low: int, high: int) -> tuple[int, int]:
        """The noun phrase of `head` within `[low, high)`, without outer punctuation."""
        a = max(low, self.tree.left[head])
        b = min(high, self.tree.right[head] + 1)
        while b - 1 > head and self.tokens[b - 1].text in (",", "-", "–", "—", ":", ";", "."):
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
        passive = None
        for k in self.tree.children(v):
            if k.dep in _SUBJECTS:
                return k.i, True
            if k.dep == "nsubjpass":
                passive = k.i
        if passive is not None:
            agent = self.tree.child(v, "agent")
            if agent is not None:
                by = self.tree.child(agent.i, "pobj")
                if by is not None:
                    return by.i, True
            return None, True
        if t.head == v:
            return None, False
        head = tokens[t.head]
        if t.dep == "conj":
            if head.pos in ("VERB", "AUX"):
                return self._outer(head.i, depth)
            return None, False
        if t.dep == "xcomp":
            told = self.tree.child(head.i, "dobj")
            if told is not None and told.i < v and head.lemma not in ("promise", "use", "have", "take", "make"):
                return told.i, False
            return self._outer(head.i, depth)
        if t.dep in ("advcl", "dep", "prep") and t.tag in ("VBG", "VBN", "VB"):
            return self._outer(head.i, depth)
        if t.dep == "acl":
            return (head.i, False) if t.tag == "VBG" else (None, False)
        if t.dep == "pcomp":
            above = tokens[head.head]
            if above.pos in ("VERB", "AUX"):
                return self._outer(above.i, depth)
            owner = self.tree.child(above.i, "poss")
            return (owner.i, False) if owner is not None else (None, False)
        if t.dep == "ccomp" and t.tag in ("VBG", "VB") and head.pos in ("VERB", "AUX"):
            return self._outer(head.i, depth)
        return None, False

    def _outer(self, v: int, depth: int) -> tuple[int | None, bool]:
        """The subject that a verb without one of its own takes from `v` (the patient, of a passive)."""
        for k in self.tree.children(v):
            if k.dep in (*_SUBJECTS, "nsubjpass"):
                return k.i, False
        found, _ = self.subject(v, depth + 1)
        return found, False

    def _inverted(self, v: int, low: int, high: int) -> int | None:
        """The subject right after a verb that follows its quotation ("..., said the mayor")."""
        if v == low or not self._closes(v - 1):
            return None
        i = v + 1
        while i < high and i - v < 12:
            t = self.tokens[i]
            if t.text in (",", ":", ";", ".") or self.tree.run_at[i] >= 0 or t.pos in ("VERB", "AUX", "ADP", "SCONJ"):
                return None
            if _nominal(t):
                # The phrase's head: climb while the head stands to the right and before the next stop.
                while self.tokens[t.head].i > t.i and self.tokens[t.head].i < high and _nominal(self.tokens[t.head]):
                    t = self.tokens[t.head]
                return t.i
            i += 1
        return None

    def _before(self, v: int, low: int) -> int | None:
        """The nominal right before a verb whose subject the parse has lost."""
        i = v - 1
        while i >= low and (self.tokens[i].pos in ("AUX", "ADV", "PART") and self.tree.run_at[i] < 0):
            i -= 1
        if i >= low and _nominal(self.tokens[i]) and self.tree.run_at[i] < 0:
            return i
        return None

    def _closes(self, i: int) -> bool:
        """Whether token `i` ends a quotation or is a comma."""
        run = self.tree.run_at[i]
        return self.tokens[i].text in (",", "—", "–", "-") or (run >= 0 and self.tree.runs[run].last == i + 1)

    # --- the cue's own words ---------------------------------------------------------------------
    def cue_words(self, v: int, low: int, high: int) -> tuple[int, int]:
        """The verb with its auxiliaries, negation, particle and adverbs that touch it."""
        mine = {k.i for k in self.tree.children(v) if k.dep in ("aux", "auxpass", "neg", "prt", "advmod")}
        a = v
        while a - 1 >= low and a - 1 in mine:
            a -= 1
        b = v + 1
        while b < high and b in mine and self.tokens[b].dep in ("prt", "neg"):
            b += 1
        return a, b

    # --- contents --------------------------------------------------------------------------------
    def _tidy(self, a: int, b: int) -> tuple[int, int] | None:
        """`[a, b)` without commas and dashes at its ends, grown to whole quotations that it cuts."""
        runs, at = self.tree.runs, self.tree.run_at
        if a >= b:
            return None
        while a < b and at[a] < 0 and self.tokens[a].pos == "PUNCT" and self.tokens[a].text not in ("(", "["):
            a += 1
        while b > a and at[b - 1] < 0 and self.tokens[b - 1].text in (",", ";", ":", "-", "–", "—", "."):
            b -= 1
        if a >= b:
            return None
        if at[b - 1] >= 0:
            b = max(b, runs[at[b - 1]].last)
        if at[a] >= 0 and runs[at[a]].first < a:
            a = runs[at[a]].first
        if b < len(self.tokens) and at[b] >= 0 and runs[at[b]].first == b and runs[at[b]].inner_first > b:
            # A mark that touches the end belongs to the content where its words do.
            pass
        return a, b

    def _quote_after(self, v: int, high: int) -> int | None:
        """The first token of a quotation that `v` introduces ("told the paper: ...")."""
        tokens = self.tokens
        i = v + 1
        while i < high and i - v < 25:
            run = self.tree.run_at[i]
            if run >= 0:
                before = tokens[i - 1]
                firm = i == v + 1 or before.text in _GLUE_BEFORE_MARK
                return i if firm else None
            if tokens[i].tag in _FINITE or tokens[i].text == ";":
                return None
            i += 1
        return None

    def verb_contents(self, v: int, cue: VerbCue, block: tuple[int, int], low: int, high: int) -> list[tuple[int, int]]:
        """What verb `v` reports.

        Args:
            v: The verb.
            cue: What it may take.
            block: Tokens of cue and source, half open: contents before it end where it starts.
            low: First token of the sentence.
            high: One past its last.

        Returns:
            Token ranges in order; empty where it reports nothing.
        """
        tree, tokens = self.tree, self.tokens
        kids = tree.children(v)
        out: list[tuple[int, int]] = []
        # What stands before: "..., he said".
        if cue.clause or cue.mark:
            left_clause = next((k for k in kids if k.i < v and k.dep in ("ccomp", "parataxis", "dep")), None)
            start = block[0]
            closes = start > low and self._closes(start - 1)
            if cue.clause and left_clause is not None and left_clause.i < start:
                a = tree.left[left_clause.i]
                if not any(t.tag in _FINITE for t in tokens[low:a]) or all(tree.run_at[i] >= 0 for i in range(low, a)):
                    a = low
                out.append((a, start))
            elif closes and start - 1 > low:
                run = tree.run_at[start - 1] if tree.run_at[start - 1] >= 0 else tree.run_at[start - 2]
                if run >= 0 and tree.runs[run].last >= start - 1:
                    out.append((max(low, tree.runs[run].first), start))
                elif cue.clause and self._tail(v, block, high):
                    out.append((low, start))
        # What stands after.
        quote = self._quote_after(v, high) if cue.mark else None
        clause = None
        if cue.clause:
            clause = next((k for k in kids if k.i > v and k.dep in ("ccomp", "parataxis")), None)
            if clause is None:
                clause = next(
                    (
                        k
                        for k in kids
                        if k.i > v and k.dep == "advcl" and tokens[tree.left[k.i]].text.lower() in ("if", "whether")
                    ),
                    None,
                )
        if clause is not None and tree.right[clause.i] >= block[1]:
            a = max(v + 1, tree.left[clause.i])
            b = tree.right[clause.i] + 1
            if quote is not None and quote < a:
                a = quote
            out.append((a, self._cut(a, b, v)))
        elif quote is not None:
            run = tree.runs[tree.run_at[quote]]
            out.append((quote, max(run.last, quote + 1)))
        if out:
            return [r for r in (self._tidy(a, b) for a, b in out) if r is not None]
        if cue.infinitive:
            inner = next((k for k in kids if k.i > v and k.dep in ("xcomp", "ccomp")), None)
            if inner is not None:
                a = max(v + 1, tree.left[inner.i])
                told = tree.child(v, "dobj")
                if told is not None and v < told.i < a:
                    a = tree.left[told.i]
                out.append((a, self._cut(a, tree.right[inner.i] + 1, v)))
        if not out and cue.object:
            thing = next((k for k in kids if k.i > v and k.dep in ("dobj", "oprd")), None)
            if thing is not None:
                a, b = tree.left[thing.i], tree.right[thing.i] + 1
                for k in kids:
                    if k.i >= b and tree.left[k.i] <= b and k.dep in ("prep", "xcomp", "oprd") and (
                        k.dep != "prep" or k.text.lower() in _ATTACHED
                    ):
                        b = tree.right[k.i] + 1
                out.append((max(v + 1, a), self._cut(a, b, v)))
        if not out and cue.prepositions:
            for k in kids:
                if k.i > v and k.dep in ("prep", "prt", "advmod", "dative", "agent") and k.text.lower() in cue.prepositions:
                    a, b = k.i + 1, tree.right[k.i] + 1
                    if k.dep in ("prt", "advmod"):
                        thing = next((x for x in kids if x.i > k.i and x.dep in ("dobj", "ccomp", "pobj", "prep")), None)
                        if thing is None:
                            continue
                        a, b = tree.left[thing.i], tree.right[thing.i] + 1
                    else:
                        inner = next((x for x in kids if x.i > k.i and x.dep == "xcomp"), None)
                        if inner is not None and tree.left[inner.i] <= b:
                            b = tree.right[inner.i] + 1
                    if a < b:
                        out.append((a, self._cut(a, b, v)))
                        break
        return [r for r in (self._tidy(a, b) for a, b in out) if r is not None]

    def _cut(self, a: int, b: int, v: int) -> int:
        """Where the content that runs over `[a, b)` ends: before a further report by the same source."""
        tokens, tree = self.tokens, self.tree
        for i in range(a + 2, b):
            t = tokens[i]
            if tree.run_at[i] >= 0 or t.pos != "VERB":
                continue
            cue = self.lexicon.verbs.get(t.lemma.lower())
            if cue is None or not cue.clause:
                continue
            if t.tag == "VBG" and tokens[i - 1].text == "," and t.dep in ("advcl", "acl", "conj", "xcomp", "dep"):
                return i - 1
        return b

    def _tail(self, v: int, block: tuple[int, int], high: int) -> bool:
        """Whether cue and source close their sentence or stand between commas."""
        for i in range(block[1], min(high, block[1] + 15)):
            t = self.tokens[i]
            if t.text in (",", ".", "?", "!", ";") or self.tree.run_at[i] >= 0:
                return True
            if t.tag in _FINITE or t.text == "that":
                return False
        return block[1] >= high

    # --- whole events ----------------------------------------------------------------------------
    def verb_event(self, v: int) -> Event | None:
        """The event of verb `v`, or None where it reports nothing."""
        tree, tokens = self.tree, self.tokens
        t = tokens[v]
        cue = self.lexicon.verbs.get(t.lemma.lower())
        if cue is None or t.pos not in ("VERB", "AUX") or tree.run_at[v] >= 0:
            return None
        low, high = tree.bounds(v)
        words = self.cue_words(v, low, high)
        head, own = self.subject(v)
        passive = tree.child(v, "nsubjpass")
        if head is None and not own:
            head = self._inverted(v, low, high)
            if head is None and t.tag in _FINITE and t.dep not in ("relcl",):
                head = self._before(v, low)
            own = head is not None
        event = Event(v, words, cue.kind, "verb")
        block = words
        if head is not None:
            a, b = (low, v) if head < v else (v + 1, high)
            source = self.phrase(head, a, b)
            if head > v:
                stop = next((i for i in range(head, source[1]) if tree.run_at[i] >= 0), source[1])
                source = (source[0], stop)
            elif own:
                begin = next((i for i in range(head, source[0] - 1, -1) if tree.run_at[i] >= 0), source[0] - 1)
                source = (begin + 1, source[1])
            if source[0] < source[1]:
                event.source, event.source_head = source, head
            if own and event.source is not None:
                block = (min(source[0], words[0]), max(source[1], words[1]))
        if passive is not None and event.source is None:
            lemma = t.lemma.lower()
            if lemma in _TOLD:
                event.recipient = passive.i
            elif lemma not in _UNSAID and not (cue.object or cue.prepositions):
                return None
        contents = self.verb_contents(v, cue, block, low, high)
        if passive is not None:
            if t.lemma.lower() in _UNSAID or (cue.object and t.lemma.lower() not in _TOLD):
                a = tree.left[passive.i]
                patient = self._tidy(a, min(words[0], tree.right[passive.i] + 1))
                if patient is not None and (contents or cue.object):
                    contents = [patient, *[c for c in contents if c[0] >= words[1]]]
        if not contents:
            return None
        event.contents = sorted(contents)
        return event

    def phrase_event(self, i: int) -> Event | None:
        """The event of "according to X" at token `i`."""
        tree, tokens = self.tree, self.tokens
        low, high = tree.bounds(i)
        if i + 2 >= high or tokens[i + 1].text.lower() != "to" or tree.run_at[i] >= 0:
            return None
        thing = tree.child(i + 1, "pobj", "pcomp")
        a = i + 2
        if thing is not None and thing.i >= a:
            b = self.phrase(thing.i, a, high)[1]
        else:
            b = next((k for k in range(a, high) if tokens[k].text in (",", ".", ";")), high)
        b = next((k for k in range(a, b) if tree.run_at[k] >= 0), b)
        if a >= b:
            return None
        event = Event(i, (i, i + 2), "said", "phrase")
        event.source = (a, b)
        event.source_head = thing.i if thing is not None else b - 1
        if i <= low + 1:
            content = [(b, high)]
        else:
            content = [(low, i)]
            rest = self._tidy(b, high)
            if rest is not None and rest[1] - rest[0] > 2 and tokens[b].text in (",", "—", "–") and tokens[i - 1].text == ",":
                content.append(rest)
        event.contents = [r for r in (self._tidy(x, y) for x, y in content) if r is not None]
        return event if event.contents else None

    def noun_event(self, n: int) -> Event | None:
        """The event of a noun that carries an attribution ("the claim that ...", "his proposal to ...")."""
        tree, tokens = self.tree, self.tokens
        t = tokens[n]
        cue = self.lexicon.nouns.get(t.lemma.lower())
        if cue is None or t.pos != "NOUN" or tree.run_at[n] >= 0:
            return None
        low, high = tree.bounds(n)
        content = None
        owner = None
        for k in tree.children(n):
            if k.dep == "poss":
                owner = k.i
            elif k.dep in ("acl", "ccomp", "relcl") and k.i > n and content is None:
                first = tokens[tree.left[k.i]]
                if (k.dep != "relcl" and first.text.lower() in ("that", "whether") and first.dep in ("mark", "nsubj")) or (k.tag == "VB" and first.text.lower() == "to"):
                    content = (first.i, tree.right[k.i] + 1)
            elif k.dep == "prep" and k.text.lower() in ("by", "from") and owner is None:
                by = tree.child(k.i, "pobj")
                owner = by.i if by is not None else None
        if content is None:
            return None
        if owner is None:
            up = tokens[t.head]
            if t.dep == "dobj" and up.pos == "VERB":
                owner, _ = self.subject(up.i)
        event = Event(n, (n, n + 1), cue.kind, "noun")
        if owner is not None:
            a, b = self.phrase(owner, low, n if owner < n else high)
            if a < b:
                event.source, event.source_head = (a, b), owner
        tidy = self._tidy(*content)
        if tidy is None:
            return None
        event.contents = [tidy]
        return event

    def all(self) -> list[Event]:
        """Every event, by its cue."""
        out = []
        for t in self.tokens:
            event = None
            low = t.lemma.lower()
            if t.text.lower() == "according":
                event = self.phrase_event(t.i)
            elif low in self.lexicon.verbs and t.pos in ("VERB", "AUX"):
                event = self.verb_event(t.i)
            elif t.pos == "NOUN" and low in self.lexicon.nouns:
                event = self.noun_event(t.i)
            if event is not None:
                out.append(event)
        return out
