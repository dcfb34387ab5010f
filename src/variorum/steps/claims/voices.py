"""On whose word a claim rests."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from variorum.data.claim_words import BELIEF_VERBS, SPEECH_VERBS
from variorum.records.parse import Parse, Token
from variorum.records.place import Extent
from variorum.records.reading import Attribution, ClaimKind, Quote, QuoteKind, Source
from variorum.steps.claims.clauses import Clause
from variorum.steps.claims.kinds import finite
from variorum.steps.claims.tree import base, is_word, noun_phrase, own_subject, trimmed
from variorum.text.name_index import NameIndex

_TOLD = frozenset({"said", "shown"})
"""Classes of cue that give somebody's word; to want, to believe or to judge is what the claim itself tells."""
_COVERED = 0.8
_HELD = 0.5
_GLUE = frozenset(("that", "to", "the", "a", "by", "as", "and", "but", "in", "on"))
_PERSONS = frozenset(("he", "she", "they", "i", "we"))
_PLAIN = SPEECH_VERBS - BELIEF_VERBS


def quoted(quotes: Iterable[Quote], attributions: Iterable[Attribution]) -> list[Attribution]:
    """Attributions of the direct quotations that no attribution holds (they go on without a verb of speech)."""
    held = {i for a in attributions for c in a.content for i in range(c.start, c.end)}
    out = []
    for q in quotes:
        if q.kind is not QuoteKind.DIRECT or q.speaker is None or q.speaker_evidence is None:
            continue
        if sum(i in held for i in range(q.start, q.end)) < _HELD * (q.end - q.start):
            out.append(
                Attribution(
                    article=q.article,
                    source=(q.speaker_evidence,),
                    cue=(q.cue,) if q.cue else (),
                    content=(Extent(q.start, q.end),),
                    speaker=q.speaker,
                    relays=(q.via,) if q.via else (),
                )
            )
    return out


class Voices:
    """Attributions by place, so that a sentence finds its own without looking through all."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        self._rows = sorted(
            ((c.start, c.end, n, a) for n, a in enumerate(attributions) for c in a.content),
            key=lambda r: r[:3],
        )
        self._reach = max((end - start for start, end, _, _ in self._rows), default=0)

    def over(self, start: int, end: int) -> list[Attribution]:
        """Those whose content overlaps `[start, end)`, in order."""
        low = bisect_left(self._rows, start - self._reach, key=lambda r: r[0])
        out: dict[int, Attribution] = {}
        for s, e, n, a in self._rows[low:]:
            if s >= end:
                break
            if e > start:
                out[n] = a
        return list(out.values())


def speaking_of(spans: Sequence[Extent], voices: Sequence[Attribution]) -> list[tuple[Attribution, Extent]]:
    """The attributions that hold nearly all of a claim, the innermost first, each with its source's place.

    A claim that names the source itself ("X urged Y to leave") is told by whoever tells of the source.
    """
    size = sum(s.end - s.start for s in spans)
    holding: list[tuple[int, int, Attribution, Extent]] = []
    for a in voices:
        if _shared(spans, a.source) or _shared(spans, a.cue):
            continue
        if _shared(spans, a.content) >= _COVERED * size and (a.source or a.cue):
            where = (a.source or a.cue)[0]
            holding.append((sum(c.end - c.start for c in a.content), where.start, a, where))
    return [(a, where) for _, _, a, where in sorted(holding, key=lambda h: h[:2])]


def _shared(spans: Sequence[Extent], others: Sequence[Extent]) -> int:
    """How many characters two sets of extents share."""
    return sum(max(0, min(s.end, o.end) - max(s.start, o.start)) for s in spans for o in others)


def without_frame(parse: Parse, clause: Clause, voices: Sequence[Attribution]) -> Clause:
    """The clause without the words that only say who speaks, where all else in it is what is said."""
    first, last = parse.tokens[clause.tokens[0]], parse.tokens[clause.tokens[-1]]
    for a in voices:
        frame = (*a.source, *a.cue)
        inside = [e for e in frame if first.start <= e.start and e.end <= last.end]
        if not a.speaker or not a.cue or len(inside) != len(frame):
            continue
        kept = [i for i in clause.tokens if not _lies_in(parse.tokens[i], frame)]
        cue = [t for t in (parse.tokens[i] for i in clause.tokens) if _lies_in(t, a.cue)]
        said = [i for i in kept if _lies_in(parse.tokens[i], a.content)]
        rest = [i for i in kept if i not in set(said) and is_word(parse.tokens[i])]
        # "X believes that P" is not P on X's word: the belief stays in the claim.
        only_reports = any(base(t) in _PLAIN or t.text.lower() == "according" for t in cue)
        if not only_reports or any(parse.tokens[i].text.lower() not in _GLUE for i in rest):
            continue
        tokens = trimmed(parse, said)
        if tokens and parse.tokens[tokens[0]].dep == "mark" and parse.tokens[tokens[0]].text.lower() == "that":
            tokens = tokens[1:]
        if len(tokens) < 3:
            continue
        held = set(tokens)
        head = clause.head if clause.head in held else _head(parse, tokens)
        if not finite(parse, parse.tokens[head]):
            continue  # "mentioned selling P" holds no statement apart from its verb.
        subject = clause.subject if head == clause.head else own_subject(parse, parse.tokens[head])
        return clause._replace(head=head, tokens=tokens, subject=subject)
    return clause


def asserted(parse: Parse, attributions: Iterable[Attribution]) -> list[Attribution]:
    """The attributions whose cue says that somebody said so: "did not say" does not."""
    starts = [t.start for t in parse.tokens]
    out = []
    for a in attributions:
        if a.cue_class not in _TOLD:
            continue
        cue: list[Token] = []
        for e in a.cue:
            first = bisect_left(starts, e.start)
            while first < len(starts) and starts[first] < e.end:
                cue.append(parse.tokens[first])
                first += 1
        denied = any(t.dep == "neg" for t in cue) or any(
            c.dep == "neg" for t in cue if t.pos == "VERB" for c in parse.children(t)
        )
        if not denied:
            out.append(a)
    return out


def _lies_in(token: Token, extents: Sequence[Extent]) -> bool:
    return any(e.start <= token.start and token.end <= e.end for e in extents)


def _head(parse: Parse, tokens: Sequence[int]) -> int:
    """The token that heads a stretch: one whose own head lies outside it, a verb where there is one."""
    held = set(tokens)
    tops = [i for i in tokens if parse.tokens[i].head not in held or parse.tokens[i].head == i]
    verbs = [i for i in tops if parse.tokens[i].pos in ("VERB", "AUX")]
    return (verbs or tops or list(tokens))[0]


def chain(text: str, speaking: Sequence[tuple[Attribution, Extent]]) -> tuple[Source, ...]:
    """The links of the chain, nearest speaker first, each named once.

    A person whose name is open stands in the text's own words ("he"): a claim on somebody's word must not look like
    the outlet's own.
    """
    out: list[Source] = []
    for a, where in speaking:
        own = text[where.start : where.end]
        open_name = own if a.source and own.lower() in _PERSONS else None
        for name in (a.speaker or open_name, *a.relays):
            if name and all(name != o.name for o in out):
                out.append(Source(name=name, start=where.start, end=where.end))
    return tuple(out)


def by_syntax(text: str, parse: Parse, names: NameIndex, clause: Clause) -> tuple[Source, ...]:
    """The speaker of "X says P" where no attribution tells of it: the subject of the verb above."""
    head = parse.tokens[clause.head]
    if clause.kind is ClaimKind.CONJUNCT and head.dep == "conj":
        head = parse.tokens[head.head]  # "X said that P and Q"
    up = parse.tokens[head.head]
    if clause.kind not in (ClaimKind.COMPLEMENT, ClaimKind.CONJUNCT) or head.dep != "ccomp" or base(up) not in _PLAIN:
        return ()
    subject = own_subject(parse, up)
    if subject is None or subject in clause.tokens or parse.tokens[subject].dep == "expl":
        return ()
    phrase = noun_phrase(parse, subject)
    first, last = parse.tokens[phrase[0]], parse.tokens[phrase[-1]]
    if first.start >= last.end:
        return ()
    entity = names.at(parse.article, parse.tokens[subject].start, parse.tokens[subject].end)
    name = entity.name if entity is not None else " ".join(text[first.start : last.end].split())
    return (Source(name=name, start=first.start, end=last.end),)
