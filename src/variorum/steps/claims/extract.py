"""From a parsed article to its claims."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from variorum.data.claim_words import BELIEF_VERBS, SPEECH_VERBS
from variorum.records.ids import make_id
from variorum.records.parse import Parse, Token
from variorum.records.place import Extent
from variorum.records.reading import Attribution, Claim, ClaimKind, EntityType, Polarity, Quantity, Quote, Source, Time
from variorum.records.source import Article
from variorum.steps.claims.certainty import certainty_of
from variorum.steps.claims.clauses import Clause, clauses
from variorum.steps.claims.phrases import phrases
from variorum.steps.claims.polarity import negators, outer_negators, polarity_of
from variorum.steps.claims.readable import claim_text
from variorum.steps.claims.tree import base, is_word, object_of, own_subject, trimmed
from variorum.text.name_index import NameIndex
from variorum.text.numbers import find_quantities

_COVERED = 0.8
_GLUE = frozenset(("that", "to", "the", "a", "by", "as", "and", "but", "in", "on"))
_FIRST = frozenset(("I", "me", "my", "My", "myself"))
_PLAIN = SPEECH_VERBS - BELIEF_VERBS
_PHRASES = frozenset((ClaimKind.APPOSITION, ClaimKind.EVENT, ClaimKind.ITEM, ClaimKind.MODIFIER))


def extract_claims(
    article: Article,
    parse: Parse,
    *,
    names: NameIndex,
    times: Sequence[Time],
    attributions: Sequence[Attribution],
    quotes: Sequence[Quote],
) -> tuple[Claim, ...]:
    """The statements that an article makes, whole sentences and the clauses in them.

    Args:
        article: The article.
        parse: Its parse.
        names: Entities of the story.
        times: Time expressions; those of other articles are left aside.
        attributions: Who says what; those of other articles are left aside.
        quotes: Words in marks; those of other articles are left aside.

    Returns:
        Claims in reading order, a sentence before its parts.
    """
    mine = sorted((t for t in times if t.article == article.id), key=lambda t: (t.start, t.end))
    voices = _Voices(a for a in attributions if a.article == article.id)
    told: set[str] = set()
    out: dict[str, Claim] = {}
    at = 0
    for sentence in sorted(parse.sentences, key=lambda s: s.start):
        while at < len(mine) and mine[at].end <= sentence.start:
            at += 1
        near = []
        for t in mine[at:]:
            if t.start >= sentence.end:
                break
            near.append(t)
        said = voices.over(sentence.start, sentence.end)
        found = clauses(parse, sentence)
        counted = find_quantities(parse.of(sentence)) if found else ()
        extents = [Extent(t.start, t.end) for t in near]
        parts = {c.tokens: c for c in reversed(found)}
        for clause in (*found, *phrases(parse, sentence, found, extents, told)):
            bare = _without_frame(parse, clause, said)
            claim = _claim(article, parse, parts.get(bare.tokens, bare), names, near, said, counted)
            out.setdefault(claim.id, claim)
    return tuple(out.values())


class _Voices:
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


def _spans(article: Article, parse: Parse, tokens: Sequence[int]) -> tuple[Extent, ...]:
    """Runs of neighbouring tokens; a run ends where anything but white space stands between two."""
    runs: list[list[int]] = []
    for n, i in enumerate(tokens):
        t = parse.tokens[i]
        if n and tokens[n - 1] == i - 1:
            before = runs[-1][1]
            if before <= t.start and not article.text[before : t.start].strip():
                runs[-1][1] = t.end
                continue
        runs.append([t.start, t.end])
    return tuple(Extent(a, b) for a, b in sorted(runs))


def _claim(
    article: Article,
    parse: Parse,
    clause: Clause,
    names: NameIndex,
    times: Sequence[Time],
    voices: Sequence[Attribution],
    quantities: Sequence[Quantity],
) -> Claim:
    spans = _spans(article, parse, clause.tokens)
    head = parse.tokens[clause.head]
    kept = frozenset(clause.tokens)
    held = [t for t in times if any(s.start <= t.start and t.end <= s.end for s in spans)]
    entities = {e.id for s in spans for _, _, e in names.within(article.id, s.start, s.end)}
    speaking = _speaking(spans, voices)
    entities |= _lent(article, parse, clause, names) | _first_person(article, parse, clause, names, speaking)
    certainty, hedges = certainty_of(parse, head, kept, tuple(a for a, _ in speaking))
    denying = negators(parse, head, kept) + outer_negators(parse, head)
    phrase = clause.kind in _PHRASES
    return Claim(
        id=make_id("claim", article.id, *((s.start, s.end) for s in spans)),
        article=article.id,
        spans=spans,
        text=claim_text(parse, clause),
        attribution=_chain(speaking),
        polarity=Polarity.AFFIRMED if phrase else polarity_of(len(denying)),
        certainty=certainty,
        times=tuple(t.value for t in held),
        time_spans=tuple(Extent(t.start, t.end) for t in held),
        entities=tuple(sorted(entities)),
        quantities=tuple(q for q in quantities if any(s.start <= q.start and q.end <= s.end for s in spans)),
        sentence=head.sent,
        head=clause.head,
        tokens=clause.tokens,
        kind=clause.kind,
        subject=clause.subject,
        object=object_of(parse, head),
        predicate=base(head) if head.pos in ("VERB", "AUX") and not phrase else "",
        negators=() if phrase else denying,
        hedges=hedges,
    )


def _lent(article: Article, parse: Parse, clause: Clause, names: NameIndex) -> set[str]:
    """Entities that a part of a sentence speaks of though its own words leave them out ("which sank")."""
    out: set[str] = set()
    for i in (clause.subject, clause.antecedent):
        if i is not None and i not in clause.tokens:
            found = names.at(article.id, parse.tokens[i].start, parse.tokens[i].end)
            if found is not None:
                out.add(found.id)
    return out


def _first_person(
    article: Article,
    parse: Parse,
    clause: Clause,
    names: NameIndex,
    speaking: Sequence[tuple[Attribution, Extent]],
) -> set[str]:
    """The speaker, where the claim says "I"."""
    if not speaking or all(parse.tokens[i].text not in _FIRST for i in clause.tokens):
        return set()
    found = names.at(article.id, speaking[0][1].start, speaking[0][1].end)
    return {found.id} if found is not None and found.type is EntityType.PERSON else set()


def _speaking(spans: Sequence[Extent], voices: Sequence[Attribution]) -> list[tuple[Attribution, Extent]]:
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


def _without_frame(parse: Parse, clause: Clause, voices: Sequence[Attribution]) -> Clause:
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
        subject = clause.subject if head == clause.head else own_subject(parse, parse.tokens[head])
        return clause._replace(head=head, tokens=tokens, subject=subject)
    return clause


def _lies_in(token: Token, extents: Sequence[Extent]) -> bool:
    return any(e.start <= token.start and token.end <= e.end for e in extents)


def _head(parse: Parse, tokens: Sequence[int]) -> int:
    """The token that heads a stretch: one whose own head lies outside it, a verb where there is one."""
    held = set(tokens)
    tops = [i for i in tokens if parse.tokens[i].head not in held or parse.tokens[i].head == i]
    verbs = [i for i in tops if parse.tokens[i].pos in ("VERB", "AUX")]
    return (verbs or tops or list(tokens))[0]


def _chain(speaking: Sequence[tuple[Attribution, Extent]]) -> tuple[Source, ...]:
    out: list[Source] = []
    for a, where in speaking:
        for name in (a.speaker, *a.relays):
            if name and all(name != o.name for o in out):
                out.append(Source(name=name, start=where.start, end=where.end))
    return tuple(out)
