"""From a parsed article to its claims."""

from collections.abc import Sequence

from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Extent
from variorum.records.reading import Attribution, Claim, Quote, Source, Time
from variorum.records.source import Article
from variorum.steps.claims.clauses import Clause, clauses
from variorum.steps.claims.readable import joined, sentence_case
from variorum.steps.claims.tree import object_of
from variorum.text.name_index import NameIndex

_COVERED = 0.8


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
    mine = [t for t in times if t.article == article.id]
    said = [a for a in attributions if a.article == article.id]
    out: dict[str, Claim] = {}
    for sentence in parse.sentences:
        near = [t for t in mine if t.start < sentence.end and t.end > sentence.start]
        a, b = sentence.start, sentence.end
        voices = [v for v in said if any(c.start < b and c.end > a for c in v.content)]
        for clause in clauses(parse, sentence):
            claim = _claim(article, parse, clause, names, near, voices)
            out.setdefault(claim.id, claim)
    return tuple(out.values())


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
) -> Claim:
    spans = _spans(article, parse, clause.tokens)
    head = parse.tokens[clause.head]
    held = [t for t in times if any(s.start <= t.start and t.end <= s.end for s in spans)]
    entities = {e.id for s in spans for _, _, e in names.within(article.id, s.start, s.end)}
    target = object_of(parse, head)
    return Claim(
        id=make_id("claim", article.id, *((s.start, s.end) for s in spans)),
        article=article.id,
        spans=spans,
        text=sentence_case(joined(parse, clause.tokens)),
        attribution=_chain(spans, voices),
        times=tuple(t.value for t in held),
        time_spans=tuple(Extent(t.start, t.end) for t in held),
        entities=tuple(sorted(entities)),
        sentence=head.sent,
        head=clause.head,
        tokens=clause.tokens,
        kind=clause.kind,
        subject=clause.subject,
        object=target,
        predicate=head.lemma if head.pos in ("VERB", "AUX") else "",
    )


def _chain(spans: Sequence[Extent], voices: Sequence[Attribution]) -> tuple[Source, ...]:
    size = sum(s.end - s.start for s in spans)
    holding: list[tuple[int, int, Attribution]] = []
    for a in voices:
        inside = sum(max(0, min(s.end, c.end) - max(s.start, c.start)) for s in spans for c in a.content)
        if inside >= _COVERED * size and a.source:
            holding.append((sum(c.end - c.start for c in a.content), a.source[0].start, a))
    out: list[Source] = []
    for _, _, a in sorted(holding, key=lambda h: h[:2]):
        source = a.source[0]
        for name in (a.speaker, *a.relays):
            if name and all(name != o.name for o in out):
                out.append(Source(name=name, start=source.start, end=source.end))
    return tuple(out)
