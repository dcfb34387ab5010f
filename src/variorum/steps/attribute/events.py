"""Attribution events: which words report, who is given as their source, and what is reported."""

from bisect import bisect_right

from variorum.steps.attribute.content import Contents
from variorum.steps.attribute.cues import Lexicon
from variorum.steps.attribute.event import Event, Range
from variorum.steps.attribute.sources import FINITE, Sources
from variorum.steps.attribute.tree import REACH, Tree

_TOLD = frozenset(
    "tell ask inform warn remind assure notify advise brief urge order instruct alert reassure caution teach".split()
)
_UNSAID = frozenset(
    "expect believe say report think rumor rumour estimate consider know allege understand fear hope suppose project "
    "predict deem presume suspect assume".split()
)
_SPEECH = ("clause", "marks", "tail", "phrase", "colon", "noun that")
_GOES_ON = frozenset("go continue begin start come hasten be have rush hurry".split())
_VIEWS = frozenset("view word opinion eye judgment judgement estimation telling account mind".split())
_SHARES = frozenset(("share", "raise", "air", "hold"))
_NOT_CUES = ("prep", "amod", "compound", "case", "cc", "mark")


class _Cover:
    """Token ranges, asked whether they hold a token."""

    def __init__(self, ranges: list[Range]) -> None:
        ranges = sorted(ranges)
        self._starts = [a for a, _ in ranges]
        self._reach: list[int] = []
        for _, b in ranges:
            self._reach.append(max(b, self._reach[-1]) if self._reach else b)

    def holds(self, token: int) -> bool:
        """Whether any range holds `token`."""
        k = bisect_right(self._starts, token) - 1
        return k >= 0 and self._reach[k] > token


class Finder:
    """Finds the events of one parse."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree = tree
        self.lexicon = lexicon
        self.tokens = tree.tokens
        self.sources = Sources(tree)
        self.contents = Contents(tree, lexicon)

    def _cue_words(self, v: int, low: int, high: int) -> Range:
        """The verb with its auxiliaries, negation, particle and adverbs that touch it."""
        mine = {k.i for k in self.tree.children(v) if k.dep in ("aux", "auxpass", "neg", "prt", "advmod")}
        a = v
        while a - 1 >= low and a - 1 in mine:
            a -= 1
        b = v + 1
        while b < high and b in mine and self.tokens[b].dep in ("prt", "neg"):
            b += 1
        return a, b

    def _misread(self, v: int) -> bool:
        """Whether a finite "told" or "said" after its subject was read as a participle."""
        t = self.tokens[v]
        if t.tag not in ("VBN", "VBD") or t.lemma.lower() not in ("tell", "say") or v == 0:
            return False
        before = self.tokens[v - 1]
        return before.pos in ("PROPN", "PRON") and before.sent == t.sent

    def _hyphened(self, v: int) -> bool:
        """Whether the word is part of a hyphened compound ("self-declared")."""
        t = self.tokens
        before = v > 0 and t[v - 1].text == "-" and not t[v - 1].space and t[v - 1].end == t[v].start
        after = v + 1 < len(t) and t[v + 1].text == "-" and not t[v].space and t[v + 1].start == t[v].end
        return before or after

    def verb_event(self, v: int) -> Event | None:
        """The event of verb `v`, or None where it reports nothing."""
        tree, tokens = self.tree, self.tokens
        t = tokens[v]
        lemma = t.lemma.lower()
        cue = self.lexicon.verbs[lemma]
        if (t.dep in _NOT_CUES and not self._misread(v)) or tree.run_at[v] >= 0 or self._hyphened(v):
            return None
        low, high = tree.bounds(v)
        words = self._cue_words(v, low, high)
        head, own = self.sources.subject(v)
        passive = tree.child(v, "nsubjpass")
        if head is None and not own:
            if cue.clause and t.tag in FINITE:
                head = self.sources.after_quotation(v, low)
            if head is None and cue.clause:
                head = self.sources.inverted(v, low, high)
            if head is None and (t.tag in FINITE or self._misread(v)) and t.dep != "relcl":
                head = self.sources.before(v, low)
            own = head is not None
        event = Event(v, words, cue.kind, "verb")
        block = words
        if head is not None:
            a, b = (low, v) if head < v else (v + 1, high)
            source = self.sources.phrase(head, a, b)
            if head > v:
                stop = next((i for i in range(head, source[1]) if tree.run_at[i] >= 0), source[1])
                source = (source[0], stop)
            elif own:
                begin = next((i for i in range(head, source[0] - 1, -1) if tree.run_at[i] >= 0), source[0] - 1)
                source = (begin + 1, source[1])
            if source[0] < source[1]:
                event.source, event.source_head, event.own = source, head, own
                if own:
                    block = (min(source[0], words[0]), max(source[1], words[1]))
        if (
            passive is not None
            and event.source is None
            and lemma not in _TOLD | _UNSAID
            and not (cue.object or cue.prepositions)
        ):
            return None
        route, contents = self.contents.of_verb(v, cue, block, own=own and event.source is not None)
        if (
            passive is not None
            and (lemma in _UNSAID or (cue.object and lemma not in _TOLD))
            and (contents or cue.object)
        ):
            patient = self.contents.tidy(tree.left[passive.i], min(words[0], tree.right[passive.i] + 1))
            if patient is not None and not (tokens[passive.i].text.lower() == "it" and contents):
                contents = [patient, *[c for c in contents if c[0] >= words[1]]]
                route = "patient"
        if lemma in _SHARES and not self._mind(contents):
            return None
        if not contents and event.source is not None and own:
            contents, route = self._next_line(v), "marks"
        if not contents:
            return None
        event.contents, event.route = sorted(contents), route
        return event

    def _mind(self, contents: list[Range]) -> bool:
        """Whether the content is headed by a noun of thought or speech ("shared their doubts")."""
        for a, b in contents:
            for i in range(a, b):
                if self.tokens[i].dep == "dobj":
                    return self.tokens[i].lemma.lower() in self.lexicon.nouns
        return False

    def _next_line(self, v: int) -> list[Range]:
        """The quotation that opens the next line after "She added:"."""
        tokens = self.tokens
        last = self.tree.parse.sentences[tokens[v].sent].last
        if last >= len(tokens) or tokens[last - 1].text != ":" or last - v > 25 or self.tree.run_at[last] < 0:
            return []
        run = self.tree.runs[self.tree.run_at[last]]
        return [(run.first, run.last)] if run.first == last else []

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

    def _named_colon(self) -> list[Event]:
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

    def all(self) -> list[Event]:
        """Every event, by its cue."""
        out = []
        for t in self.tokens:
            event = None
            if t.text.lower() == "according":
                event = self.phrase_event(t.i)
            elif t.pos in ("VERB", "AUX"):
                if t.lemma.lower() in self.lexicon.verbs:
                    event = self.verb_event(t.i)
            elif t.pos == "ADV" and t.text.lower() in self.lexicon.adverbs:
                event = self.adverb_event(t.i)
            elif t.dep == "acomp" and t.text.lower() in self.lexicon.adjectives:
                event = self.adjective_event(t.i)
            elif t.pos == "NOUN":
                if t.lemma.lower() in _VIEWS:
                    event = self.view_event(t.i)
                if event is None and t.lemma.lower() in self.lexicon.nouns:
                    event = self.noun_event(t.i)
            if event is not None:
                out.append(event)
        bounds: dict[int, Range] = {}
        for s in self.tree.parse.sentences:
            first, _ = bounds.get(s.paragraph, (s.first, s.last))
            bounds[s.paragraph] = (first, s.last)
        for first, last in bounds.values():
            event = self.colon_event(first, last)
            if event is not None:
                out.append(event)
        held = {r[0] for e in out for r in e.contents}
        out.extend(e for e in self._named_colon() if e.contents[0][0] not in held)
        out.sort(key=lambda e: e.core)
        self._share(out)
        return self._kept(out)

    def _kept(self, events: list[Event]) -> list[Event]:
        """The events that stand for themselves.

        What somebody wants, judges or does within another's reported words belongs to that content (PARC 3
        annotates such nestings seldom, and a reader takes the outer source for the whole); a bare infinitive
        or a relative clause tells of somebody rather than on their word.
        """
        told = [e for e in events if e.kind in ("said", "shown") and e.route in _SPEECH]
        within = _Cover([r for e in told for r in e.contents])
        firm = _Cover([r for e in told if e.mode != "phrase" for r in e.contents])
        out = []
        for e in events:
            marked = any(self.tree.run_at[i] >= 0 for a, b in e.contents for i in range(a, b))
            # "The two shared their "grave doubts", according to the palace": the palace only passes it on.
            nested = firm.holds(e.core) if marked else within.holds(e.core)
            if self._stands(e, nested=nested, marked=marked):
                out.append(e)
        return out

    def _stands(self, e: Event, *, nested: bool, marked: bool) -> bool:
        """Whether an event tells on its source's word what somebody did say, think, want or judge."""
        t = self.tokens[e.core]
        head = self.tokens[t.head].lemma.lower()
        spoken = (e.kind in ("said", "shown") and e.route in _SPEECH) or e.route == "marks"
        if e.mode != "verb":
            return spoken or not nested
        if e.kind == "believed" and e.route in ("marks", "tail"):
            return False  # a thought is not uttered: the marks belong to another
        if spoken:
            if t.tag == "VB" and t.dep in ("xcomp", "acl", "advcl"):
                return head in _GOES_ON or e.route == "marks"  # "refused to say whether": not said
            return not (t.tag == "VB" and t.dep == "ROOT" and e.source is None)
        if nested or (e.source_head is not None and self.tokens[e.source_head].text.lower() in ("i", "you", "we")):
            return False
        if t.dep in ("relcl", "acl") or (t.tag == "VB" and t.dep != "ROOT"):
            return False
        return marked or not (
            t.tag == "VBG" and (t.dep in ("conj", "pcomp") or (t.dep == "advcl" and e.route == "preposition"))
        )

    def _share(self, events: list[Event]) -> None:
        """Give cues without a subject of their own the source of the cue that they go on from."""
        tokens, tree = self.tokens, self.tree
        main: Event | None = None
        for event in events:
            if event.mode != "verb":
                continue
            v = event.core
            if main is not None and tokens[main.core].sent != tokens[v].sent:
                main = None
            t = tokens[v]
            if not event.own or event.source is None:
                outer = main is not None and main.source is not None and main.core < v
                later = (
                    t.tag == "VBG"
                    and v > 0
                    and (tokens[v - 1].text in (",", "—", "–", "--") or tree.run_at[v - 1] >= 0)
                )
                lost = event.source is None and t.tag in (*FINITE, "VBG") and tree.child(v, "nsubjpass") is None
                if (
                    main is not None
                    and outer
                    and (
                        later
                        or self.contents.shares_subject(v, main.core)
                        or (lost and t.dep in ("conj", "advcl", "dep", "ROOT", "acl", "ccomp"))
                    )
                ):
                    event.source, event.source_head, event.own = main.source, main.source_head, False
                    continue
            if event.own and event.source is not None and t.tag in FINITE:
                inside = main is not None and any(a <= v < b for a, b in main.contents)
                if not inside:
                    main = event
