"""Cues that are not verbs: "according to", "in the words of", "reportedly", "the claim that", "HOLM:"."""

from variorum.steps.attribute.content import Contents
from variorum.steps.attribute.cues import Lexicon
from variorum.steps.attribute.event import Event, Range
from variorum.steps.attribute.sources import Sources
from variorum.steps.attribute.tree import REACH, Tree


class Phrases:
    """Finds the events of such cues."""

    def __init__(self, tree: Tree, lexicon: Lexicon, sources: Sources, contents: Contents) -> None:
        self.tree, self.lexicon = tree, lexicon
        self.tokens = tree.tokens
        self.sources, self.contents = sources, contents

    def phrase_event(self, i: int) -> Event | None:
        """The event of "according to X" at token `i`."""
        tree, tokens = self.tree, self.tokens
        low, high = tree.bounds(i)
        if i + 2 >= high or tokens[i + 1].text.lower() != "to" or tree.run_at[i] >= 0:
            return None
        thing = tree.child(i + 1, "pobj", "pcomp")
        a = i + 2
        if thing is not None and thing.i >= a:
            b = self.sources.phrase(thing.i, a, high)[1]
        else:
            b = next((k for k in range(a, high) if tokens[k].text in (",", ".", ";")), high)
        b = next((k for k in range(a, b) if tree.run_at[k] >= 0), b)
        if a >= b:
            return None
        event = Event(i, (i, i + 2), "said", "phrase")
        event.source = (a, b)
        event.source_head = thing.i if thing is not None and a <= thing.i < b else b - 1
        if i <= low + 1:
            content = [(b, high)]
        else:
            content = [(self._clause_start(i, low), i)]
            rest = self.contents.tidy(b, high)
            if (
                rest is not None
                and rest[1] - rest[0] > 2
                and b < high
                and tokens[b].text in (",", "—", "–")
                and tokens[i - 1].text == ","
            ):
                content.append(rest)
        event.contents = self.contents.all_tidy(content)
        return event if event.contents else None

    def view_event(self, n: int) -> Event | None:
        """The event of "in the words of X" or "in X's view" at its noun."""
        tree, tokens = self.tree, self.tokens
        up = tokens[tokens[n].head]
        if tokens[n].dep != "pobj" or up.text.lower() != "in" or up.i >= n or tree.run_at[n] >= 0:
            return None
        low, high = tree.bounds(n)
        owner = tree.child(n, "poss")
        last = n + 1
        if owner is None:
            of = tree.child(n, "prep")
            if of is None or of.text.lower() != "of" or of.i != n + 1:
                return None
            owner = tree.child(of.i, "pobj")
            if owner is None:
                return None
            last = self.sources.phrase(owner.i, of.i + 1, high)[1]
            last = next((i for i in range(of.i + 1, last) if tokens[i].text == "," or tree.run_at[i] >= 0), last)
        a, b = self.sources.phrase(owner.i, up.i + 1, n if owner.i < n else last)
        if a >= b:
            return None
        kind = "said" if tokens[n].lemma.lower() in ("word", "telling", "account") else "believed"
        event = Event(n, (up.i, n + 1), kind, "phrase")
        event.source, event.source_head = (a, b), owner.i
        before = (low, up.i) if up.i > low + 1 else None
        after = (last, high) if last < high and tokens[last].text == "," else None
        event.contents = self.contents.all_tidy([r for r in (before, after) if r is not None])
        return event if event.contents else None

    def adverb_event(self, i: int) -> Event | None:
        """The event of "reportedly" at token `i`: its clause, on the word of somebody unnamed."""
        tokens, tree = self.tokens, self.tree
        head = tokens[i].head
        if tree.run_at[i] >= 0 or tokens[head].pos not in ("VERB", "AUX"):
            return None
        event = Event(i, (i, i + 1), "said", "adverb")
        low, high = tree.bounds(i)
        pieces = [(max(low, tree.left[head]), i), (i + 1, min(high, tree.right[head] + 1))]
        event.contents = self.contents.all_tidy(pieces)
        return event if event.contents else None

    def adjective_event(self, i: int) -> Event | None:
        """The event of "she was confident that ..." at the adjective."""
        tokens, tree = self.tokens, self.tree
        up = tokens[tokens[i].head]
        clause = tree.child(i, "ccomp")
        if tokens[i].dep != "acomp" or clause is None or clause.i < i or tree.run_at[i] >= 0:
            return None
        head, own = self.sources.subject(up.i)
        if head is None or not own or head > up.i or tokens[head].tag == "EX" or tokens[head].text.lower() == "it":
            return None
        low, _ = tree.bounds(i)
        event = Event(i, (up.i, i + 1), "believed", "verb")
        a, b = self.sources.phrase(head, low, up.i)
        if a < b:
            event.source, event.source_head = (a, b), head
        event.route = "clause"
        first = max(i + 1, tree.left[clause.i])
        event.contents = self.contents.all_tidy([(first, self.contents.cut(first, tree.right[clause.i] + 1, i))])
        return event if event.contents else None

    def _clause_start(self, i: int, low: int) -> int:
        """Where the clause begins that "according to" closes."""
        tokens, tree = self.tokens, self.tree
        t = tokens[i]
        for _ in range(12):
            t = tokens[t.head]
            if t.pos in ("VERB", "AUX"):
                if t.head == t.i or tree.left[t.i] >= i:
                    return low
                if t.dep == "conj" and any(k.dep in ("nsubj", "nsubjpass") for k in tree.children(t.i)):
                    return min(tree.left[t.i], i - 1)
                if t.dep == "relcl":
                    return min(tree.left[t.i], i - 1)
                if t.dep not in ("ccomp", "advcl", "xcomp", "conj"):
                    return low
            elif t.head == t.i:
                return low
        return low

    def noun_event(self, n: int) -> Event | None:
        """The event of a noun that carries an attribution ("the claim that ...", "his proposal to ...")."""
        tree, tokens = self.tree, self.tokens
        t = tokens[n]
        cue = self.lexicon.nouns[t.lemma.lower()]
        if tree.run_at[n] >= 0:
            return None
        low, high = tree.bounds(n)
        content: Range | None = None
        owner: int | None = None
        route = ""
        for k in tree.children(n):
            if k.dep == "poss":
                owner = k.i
            elif k.dep in ("acl", "ccomp", "relcl") and k.i > n and content is None:
                first = tokens[tree.left[k.i]]
                if k.dep != "relcl" and first.text.lower() in ("that", "whether") and first.dep in ("mark", "nsubj"):
                    content, route = (first.i, tree.right[k.i] + 1), "that"
                elif k.tag == "VB" and first.text.lower() == "to":
                    content, route = (first.i, tree.right[k.i] + 1), "to"
            elif k.dep == "prep" and k.text.lower() in ("by", "from") and owner is None:
                by = tree.child(k.i, "pobj")
                owner = by.i if by is not None else None
        if content is None:
            return None
        if owner is None:
            up = tokens[t.head]
            if t.dep == "dobj" and up.pos == "VERB":
                owner, _ = self.sources.subject(up.i)
        event = Event(n, (n, n + 1), cue.kind, "noun")
        event.route = "noun " + route
        if owner is not None:
            a, b = self.sources.phrase(owner, low, n if owner < n else high)
            if a < b:
                event.source, event.source_head = (a, b), owner
        elif route == "to":
            return None
        event.contents = self.contents.all_tidy([content])
        return event if event.contents else None

    def colon_event(self, first: int, last: int) -> Event | None:
        """The event of a line that begins with its speaker and a colon ("HOLM: ...", "Mayor: ...")."""
        tokens = self.tokens
        for i in range(first + 1, min(first + 6, last - 2)):
            t = tokens[i]
            if t.text == ":":
                marked = self.tree.run_at[i + 1] >= 0
                return self._after_colon(first, i, last) if marked or self._speaks(first, i, last) else None
            if self.tree.run_at[i] >= 0 or t.pos in ("VERB", "AUX", "ADP", "PUNCT", "CCONJ", "SCONJ"):
                return None
        return None

    def _speaks(self, first: int, colon: int, last: int) -> bool:
        """Whether the words before the colon look like a speaker and those after it like speech."""
        head = self.tokens[colon - 1]
        after = self.tokens[colon + 1]
        if last - colon < 5 or not (after.text[:1].isupper() or after.text[:1] in "'‘"):
            return False
        human = head.lemma.lower() in self.lexicon.humans
        return head.pos == "PROPN" or human or (head.text.isupper() and len(head.text) < 3)

    def _after_colon(self, first: int, colon: int, last: int) -> Event | None:
        head = colon - 1
        if self.tokens[head].pos not in ("PROPN", "NOUN", "PRON") and not self.tokens[head].text.isupper():
            return None
        event = Event(colon, (colon, colon + 1), "said", "colon")
        event.source, event.source_head = (first, colon), head
        event.contents = self.contents.all_tidy([(colon + 1, min(last, colon + REACH))])
        return event if event.contents else None

    def named_colons(self) -> list[Event]:
        """Events of a name and a colon before a quotation, anywhere in a line ("BRIEFS - Ana Holm: "...")."""
        out = []
        for run in self.tree.runs:
            colon = run.first - 1
            if colon < 1 or self.tokens[colon].text != ":" or self.tokens[colon - 1].pos != "PROPN":
                continue
            first = colon - 1
            low = self.tree.parse.sentences[self.tokens[colon].sent].first
            while (
                first > 0
                and self.tokens[first - 1].pos == "PROPN"
                and self.tokens[first - 1].sent == self.tokens[colon].sent
            ):
                first -= 1
            if colon - first > 4 or (first > low and self.tokens[first - 1].pos != "PUNCT"):
                continue  # a headline about somebody, not a speaker's name
            event = Event(colon, (colon, colon + 1), "said", "colon")
            event.source, event.source_head = (first, colon), colon - 1
            event.contents = [(run.first, run.last)]
            out.append(event)
        return out
