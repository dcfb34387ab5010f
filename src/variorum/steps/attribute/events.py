"""Attribution events: which words report, who is given as their source, and what is reported."""

from bisect import bisect_right

from variorum.steps.attribute.content import Contents
from variorum.steps.attribute.cues import Lexicon
from variorum.steps.attribute.event import Event, Range
from variorum.steps.attribute.phrases import Phrases
from variorum.steps.attribute.sources import FINITE, Sources
from variorum.steps.attribute.tree import Tree

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
        self.phrases = Phrases(tree, lexicon, self.sources, self.contents)

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

    def all(self) -> list[Event]:
        """Every event, by its cue."""
        out = []
        for t in self.tokens:
            event = None
            if t.text.lower() == "according":
                event = self.phrases.phrase_event(t.i)
            elif t.pos in ("VERB", "AUX"):
                if t.lemma.lower() in self.lexicon.verbs:
                    event = self.verb_event(t.i)
            elif t.pos == "ADV" and t.text.lower() in self.lexicon.adverbs:
                event = self.phrases.adverb_event(t.i)
            elif t.dep == "acomp" and t.text.lower() in self.lexicon.adjectives:
                event = self.phrases.adjective_event(t.i)
            elif t.pos == "NOUN":
                if t.lemma.lower() in _VIEWS:
                    event = self.phrases.view_event(t.i)
                if event is None and t.lemma.lower() in self.lexicon.nouns:
                    event = self.phrases.noun_event(t.i)
            if event is not None:
                out.append(event)
        bounds: dict[int, Range] = {}
        for s in self.tree.parse.sentences:
            first, _ = bounds.get(s.paragraph, (s.first, s.last))
            bounds[s.paragraph] = (first, s.last)
        for first, last in bounds.values():
            event = self.phrases.colon_event(first, last)
            if event is not None:
                out.append(event)
        held = {r[0] for e in out for r in e.contents}
        out.extend(e for e in self.phrases.named_colons() if e.contents[0][0] not in held)
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
