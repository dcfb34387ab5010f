"""Quotations: which event each stretch in marks belongs to, and whose words it holds."""

import msgspec

from variorum.records.place import Extent
from variorum.records.reading import EntityType, Quote, QuoteKind
from variorum.steps.attribute.event import Event
from variorum.steps.attribute.speaker import NOBODY, Speaker
from variorum.steps.attribute.speakers import Speakers
from variorum.steps.attribute.tree import MarkedRun, Tree
from variorum.text.press import agency_named, outlet_named

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SELF = (
    "self-declared",
    "self-described",
    "self-styled",
    "self-proclaimed",
    "self-confessed",
    "self-professed",
    "self-avowed",
)
_STOPS = frozenset(".?!…")


class Quoted:
    """One stretch in marks with what was found about it."""

    __slots__ = ("attached", "event", "kind", "run", "speaker", "via")

    def __init__(self, run: MarkedRun, kind: QuoteKind) -> None:
        self.run = run
        self.kind = kind
        self.event: Event | None = None
        self.speaker: Speaker = NOBODY
        self.via: str | None = None
        self.attached = False


class Quoter:
    """Reads the marked stretches of one article, in order."""

    def __init__(self, tree: Tree, events: list[Event], speakers: dict[int, Speaker], book: Speakers) -> None:
        self.tree, self.tokens = tree, tree.tokens
        self.events = events
        self.speakers = speakers
        self.book = book
        self.by_run: dict[int, list[int]] = {}
        self.by_sentence: dict[int, list[int]] = {}
        for n, event in enumerate(events):
            self.by_sentence.setdefault(tree.tokens[event.core].sent, []).append(n)
        self._cover()

    def _cover(self) -> None:
        """Which events' contents hold at least half of each stretch."""
        for n, event in enumerate(self.events):
            for a, b in event.contents:
                i = a
                while i < b:
                    r = self.tree.run_at[i]
                    if r < 0:
                        i += 1
                        continue
                    run = self.tree.runs[r]
                    shared = min(b, run.inner_last) - max(a, run.inner_first)
                    if 2 * shared >= run.inner_last - run.inner_first:
                        self.by_run.setdefault(r, []).append(n)
                    i = max(run.last, i + 1)

    def _whole(self, run: MarkedRun) -> bool:
        """Whether the stretch is a sentence or more by itself."""
        first = self.tokens[run.inner_first]
        last = self.tokens[run.inner_last - 1]
        return first.text[:1].isupper() and (last.text[-1:] in _STOPS or not run.closed)

    def _starts(self, run: MarkedRun) -> bool:
        """Whether the stretch begins its sentence."""
        low, _ = self.tree.bounds(run.inner_first)
        return run.first <= low or all(self.tokens[i].pos in ("PUNCT", "SPACE") for i in range(low, run.first))

    def _leads(self, run: MarkedRun) -> bool:
        """Whether the stretch leads a sentence in which nobody reports ("But "it helps," if only a little")."""
        low, _ = self.tree.bounds(run.inner_first)
        lead = self.tokens[low : run.first]
        return (
            len(lead) < 3
            and all(t.pos in ("PUNCT", "CCONJ", "ADV", "SCONJ") for t in lead)
            and self.tokens[run.inner_first].sent not in self.by_sentence
        )

    def _fills(self, run: MarkedRun) -> bool:
        """Whether nothing but marks follows it in the sentence in which it ends."""
        _, high = self.tree.bounds(run.inner_last - 1)
        return all(self.tokens[i].pos in ("PUNCT", "SPACE") or self.tree.run_at[i] >= 0 for i in range(run.last, high))

    def kind(self, run: MarkedRun, covered: bool) -> QuoteKind:
        """Direct, partial or scare."""
        inner = self.tokens[run.inner_first : run.inner_last]
        finite = any(t.tag in _FINITE for t in inner)
        subject = any(t.dep in ("nsubj", "nsubjpass", "expl", "csubj") for t in inner)
        if self._whole(run) and (self._starts(run) or len(inner) > 2):
            return QuoteKind.DIRECT
        if finite and subject and len(inner) > 2:
            return QuoteKind.DIRECT
        return QuoteKind.PARTIAL if covered else QuoteKind.SCARE

    def read(self) -> list[Quoted]:
        """Every stretch, with its event and speaker."""
        out: list[Quoted] = []
        for r, run in enumerate(self.tree.runs):
            options = [n for n in self.by_run.get(r, ()) if self.tree.run_at[self.events[n].core] != r]
            quoted = Quoted(run, self.kind(run, bool(options)))
            if self._so_called(run):
                quoted.kind = QuoteKind.SCARE
            elif options:
                chosen = self._choose(options, run)
                quoted.event, quoted.speaker = self.events[chosen], self.speakers[chosen]
            elif self._joins(run, out):
                self._take(quoted, out[-1], "joined to the words before")
                if quoted.kind is QuoteKind.SCARE:
                    quoted.kind = QuoteKind.PARTIAL
            elif quoted.kind is QuoteKind.DIRECT:
                self._carry(quoted, out)
            elif not self._same_sentence(quoted):
                self._term(quoted)
            out.append(quoted)
        return out

    def _so_called(self, run: MarkedRun) -> bool:
        """Whether the words before say that others use the term."""
        k = run.first
        return (k >= 1 and self.tokens[k - 1].text.lower() == "so-called") or (
            k >= 3 and self.tokens[k - 1].text.lower() == "called" and self.tokens[k - 3].text.lower() == "so"
        )

    def _choose(self, options: list[int], run: MarkedRun) -> int:
        """The event whose source spoke the marked words: the nearest, relays and unnamed go-betweens left aside."""

        def size(n: int) -> tuple[int, int]:
            event = self.events[n]
            return (sum(b - a for a, b in event.contents), abs(event.core - run.first))

        ranked = [n for n in sorted(options, key=size) if self.events[n].source is not None]
        if not ranked:
            return min(options, key=size)
        spoken = [n for n in ranked if self.events[n].kind in ("said", "shown") and not self._relays(n)]
        best = ranked[0]
        if self._relays(best) and spoken:
            return spoken[0]
        s = self.speakers[best]
        if s.entity is None:
            for n in spoken:
                outer = self.speakers[n]
                if n != best and outer.entity is not None and self._holds(n, best):
                    return n
        return best

    def _holds(self, outer: int, inner: int) -> bool:
        """Whether the inner event's cue stands in the outer event's content."""
        core = self.events[inner].core
        return any(a <= core < b for a, b in self.events[outer].contents)

    def _relays(self, n: int) -> bool:
        """Whether the event's source is a news outlet that passes words on."""
        speaker = self.speakers[n]
        if speaker.entity is not None and speaker.entity.type is EntityType.OUTLET:
            return True
        return speaker.name is not None and (
            agency_named(speaker.name) is not None or outlet_named(speaker.name) is not None
        )

    def _joins(self, run: MarkedRun, before: list[Quoted]) -> bool:
        """Whether the stretch is coordinated with the one before ("very loud" and a "big bang")."""
        if not before or before[-1].event is None or before[-1].run.paragraph != run.paragraph:
            return False
        last = before[-1].run
        if self.tokens[last.inner_last - 1].sent != self.tokens[run.inner_first].sent or run.first - last.last > 8:
            return False
        between = self.tokens[last.last : run.first]
        if any(t.tag in _FINITE or t.text in (";", ":", ".") or t.pos == "VERB" for t in between):
            return False
        return all(t.text == "," for t in between) or any(t.text.lower() in ("and", "or", "but") for t in between)

    def _reports(self, event: Event) -> bool:
        """Whether the event is a verb's report with a source."""
        return event.kind == "said" and event.mode == "verb" and event.source is not None

    def _same_sentence(self, quoted: Quoted) -> bool:
        """A clause in marks after a report in the same sentence, which the content missed."""
        run = quoted.run
        inner = self.tokens[run.inner_first : run.inner_last]
        if len(inner) < 3 or not any(t.tag in _FINITE for t in inner):
            return False
        sent = self.tokens[run.inner_first].sent
        main = [n for n in self.by_sentence.get(sent, ()) if self._reports(self.events[n])]
        if len(main) != 1 or self.events[main[0]].core > run.first or self.speakers[main[0]].name is None:
            return False
        s = self.speakers[main[0]]
        quoted.speaker = msgspec.structs.replace(s, reason="the report in the same sentence")
        quoted.kind = QuoteKind.PARTIAL
        return True

    # --- speech without a cue of its own -------------------------------------------------------------
    def _carry(self, quoted: Quoted, before: list[Quoted]) -> None:
        run = quoted.run
        tokens = self.tokens
        sent = tokens[run.inner_first].sent
        if before:
            last = before[-1]
            gap = run.paragraph - last.run.paragraph
            if (
                not last.run.closed
                and 0 < gap <= 3
                and self._starts(run)
                and (last.event is not None or last.speaker is not NOBODY)
                and self._quiet(last.run.last, run.first)
            ):
                self._take(quoted, last, "the quotation goes on")
                return
            since = sent - tokens[last.run.inner_last - 1].sent
            if (
                gap == 0
                and (last.event is not None or last.speaker is not NOBODY)
                and (since <= 1 or not last.run.closed)
                and ((self._starts(run) and self._fills(run)) or self._leads(run))
            ):
                self._take(quoted, last, "the same speaker goes on")
                return
        if self._starts(run) and self._fills(run):
            self._from_sentence_before(quoted, sent)
        elif not self._same_sentence(quoted):
            self._from_paragraph(quoted, sent)

    def _from_paragraph(self, quoted: Quoted, sent: int) -> None:
        """The one speaker of the sentence before in the same paragraph, for a clause in marks without a cue."""
        if not sent:
            return
        before, here = self.tree.parse.sentences[sent - 1], self.tree.parse.sentences[sent]
        if before.paragraph != here.paragraph or here.i in self.by_sentence:
            return
        main = [n for n in self.by_sentence.get(before.i, ()) if self._reports(self.events[n])]
        names = {self.speakers[n].name for n in main}
        s = self.speakers[main[0]] if main else NOBODY
        if len(names) == 1 and s.entity is not None:
            quoted.speaker = msgspec.structs.replace(s, reason="speaker of the sentence before")

    def _quiet(self, first: int, last: int) -> bool:
        """Whether no words of speech stand in `[first, last)` (a caption or a heading may)."""
        if last - first > 40:
            return False
        sents = range(self.tokens[first].sent, self.tokens[last].sent + 1) if first < last else range(0)
        near = (self.events[n] for s in sents for n in self.by_sentence.get(s, ()))
        return not any(first <= e.core < last for e in near if e.kind == "said")

    def _take(self, quoted: Quoted, last: Quoted, reason: str) -> None:
        s = last.speaker
        quoted.speaker = msgspec.structs.replace(s, reason=reason)
        quoted.event = last.event
        quoted.attached = True

    def _from_sentence_before(self, quoted: Quoted, sent: int) -> None:
        """The speaker whom the sentence before introduces ("Abe also said:", "..., he said." and a new line)."""
        if not sent:
            return
        before = self.tree.parse.sentences[sent - 1]
        here = self.tree.parse.sentences[sent]
        if here.paragraph - before.paragraph > 1:
            return
        ends = self.tokens[before.last - 1].text
        last = [n for n in self.by_sentence.get(before.i, ()) if self.events[n].source is not None]
        if ends == ":":
            speaker = self.speakers[last[-1]] if last else self.book.subject_of(before)
            if speaker.name is not None:
                quoted.speaker = msgspec.structs.replace(speaker, reason="introduced by the sentence before")
                if last:
                    quoted.event, quoted.attached = self.events[last[-1]], True
                return
        main = [
            n
            for n in last
            if self.events[n].kind in ("said", "judged", "believed") and self.events[n].mode in ("verb", "phrase")
        ]
        names = {self.speakers[n].name for n in main}
        if len(names) == 1 and main:
            speaker = self.speakers[main[-1]]
            if speaker.entity is not None and not speaker.unnamed:
                quoted.speaker = msgspec.structs.replace(speaker, reason="speaker of the sentence before")
            if here.paragraph == before.paragraph or self.events[main[-1]].route == "marks" or self._direct(main[-1]):
                quoted.event, quoted.attached = self.events[main[-1]], True
                quoted.speaker = msgspec.structs.replace(speaker, reason="speaker of the sentence before")

    def _direct(self, n: int) -> bool:
        """Whether an event's content is marked words."""
        return any(self.tree.run_at[a] >= 0 and self.tree.run_at[b - 1] >= 0 for a, b in self.events[n].contents)

    def _term(self, quoted: Quoted) -> None:
        """A term in marks: its speaker only where the words say that it is the person's own."""
        run = quoted.run
        k = run.first - 1
        back = (
            "".join(t.text + ("" if not t.space else " ") for t in self.tokens[max(0, k - 3) : k + 1]).lower().rstrip()
        )
        if back.endswith(_SELF):
            s = self.tree.parse.sentences[self.tokens[run.first].sent]
            found = self.book.subject_of(s)
            if found.name is not None:
                quoted.speaker = msgspec.structs.replace(found, reason="self-described")

    def record(self, quoted: Quoted, article: str) -> Quote:
        """The quote as a record."""
        where: Extent = quoted.run.where
        s = quoted.speaker
        cue = quoted.event.cue if quoted.event is not None and not quoted.attached else None
        return Quote(
            article=article,
            start=where.start,
            end=where.end,
            kind=quoted.kind,
            speaker=s.name,
            speaker_evidence=s.evidence,
            speaker_reason=s.reason,
            cue=self.tree.extent(*cue) if cue is not None else None,
            via=quoted.via,
        )
