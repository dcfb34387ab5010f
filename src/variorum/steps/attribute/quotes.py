"""Quotations: which event each stretch in marks belongs to, and whose words it holds."""

from variorum.records.place import Extent
from variorum.records.reading import Quote, QuoteKind
from variorum.steps.attribute.events import Event
from variorum.steps.attribute.speakers import NOBODY, Speaker, Speakers
from variorum.steps.attribute.tree import MarkedRun, Tree

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_NAMING = frozenset("dubbed called named titled entitled nicknamed known labelled labeled termed branded styled headlined hashtag".split())
_SELF = ("self-declared", "self-described", "self-styled", "self-proclaimed", "self-confessed", "self-professed", "self-avowed")
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
            if options:
                def size(n: int) -> tuple[int, int]:
                    event = self.events[n]
                    return (sum(b - a for a, b in event.contents), abs(event.core - run.first))

                ranked = sorted(options, key=size)
                chosen = next((n for n in ranked if self.events[n].source is not None), ranked[0])
                quoted.event = self.events[chosen]
                quoted.speaker = self.speakers[chosen]
            elif quoted.kind is QuoteKind.DIRECT:
                self._carry(quoted, out)
            else:
                self._term(quoted)
            out.append(quoted)
        return out

    # --- speech without a cue of its own -------------------------------------------------------------
    def _carry(self, quoted: Quoted, before: list[Quoted]) -> None:
        run = quoted.run
        tokens = self.tokens
        sent = tokens[run.inner_first].sent
        if before:
            last = before[-1]
            gap = run.paragraph - last.run.paragraph
            if not last.run.closed and 0 < gap <= 3 and self._starts(run) and (
                last.event is not None or last.speaker is not NOBODY
            ):
                if self._quiet(last.run.last, run.first):
                    self._take(quoted, last, "the quotation goes on")
                    return
            since = sent - tokens[last.run.inner_last - 1].sent
            if gap == 0 and (last.event is not None or last.speaker is not NOBODY) and self._starts(run) and (since <= 1 or not last.run.closed):
                if self._fills(run):
                    self._take(quoted, last, "the same speaker goes on")
                    return
        if self._starts(run) and self._fills(run):
            self._from_sentence_before(quoted, sent)

    def _quiet(self, first: int, last: int) -> bool:
        """Whether no words of speech stand in `[first, last)` (a caption or a heading may)."""
        return last - first <= 40 and not any(first <= e.core < last for e in self.events if e.kind == "said")

    def _take(self, quoted: Quoted, last: Quoted, reason: str) -> None:
        s = last.speaker
        quoted.speaker = Speaker(name=s.name, entity=s.entity, evidence=s.evidence, reason=reason, unnamed=s.unnamed)
        quoted.event = last.event
        quoted.via = last.via
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
        last = [n for n, e in enumerate(self.events) if before.first <= e.core < before.last and e.source is not None]
        if ends == ":":
            speaker = self.speakers[last[-1]] if last else self.book.subject_of(before)
            if speaker.name is not None:
                quoted.speaker = Speaker(name=speaker.name, entity=speaker.entity, evidence=speaker.evidence, reason="introduced by the sentence before", unnamed=speaker.unnamed)
                if last:
                    quoted.event, quoted.attached = self.events[last[-1]], True
                return
        main = [n for n in last if self.events[n].kind in ("said", "judged", "believed") and self.events[n].mode in ("verb", "phrase")]
        names = {self.speakers[n].name for n in main}
        if len(names) == 1 and main:
            speaker = self.speakers[main[-1]]
            if speaker.entity is not None and not speaker.unnamed:
                quoted.speaker = Speaker(name=speaker.name, entity=speaker.entity, evidence=speaker.evidence, reason="speaker of the sentence before")
                if here.paragraph == before.paragraph:
                    quoted.event, quoted.attached = self.events[main[-1]], True
                return

    def _term(self, quoted: Quoted) -> None:
        """A term in marks: its speaker only where the words say that it is the person's own."""
        run = quoted.run
        k = run.first - 1
        back = "".join(t.text + ("" if not t.space else " ") for t in self.tokens[max(0, k - 3) : k + 1]).lower().rstrip()
        if back.endswith(_SELF):
            s = self.tree.parse.sentences[self.tokens[run.first].sent]
            found = self.book.subject_of(s)
            if found.name is not None:
                quoted.speaker = Speaker(name=found.name, entity=found.entity, evidence=found.evidence, reason="self-described")

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
