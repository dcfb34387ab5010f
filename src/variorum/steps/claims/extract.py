"""From a parsed article to its claims."""

from collections.abc import Sequence

from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Extent
from variorum.records.reading import Attribution, Claim, ClaimKind, EntityType, Polarity, Quantity, Quote, Time
from variorum.records.source import Article
from variorum.steps.claims.certainty import certainty_of
from variorum.steps.claims.clauses import Clause, clauses
from variorum.steps.claims.phrases import phrases
from variorum.steps.claims.polarity import negators, outer_negators, polarity_of
from variorum.steps.claims.readable import claim_text, with_name
from variorum.steps.claims.tree import base, object_of
from variorum.steps.claims.voices import Voices, asserted, by_syntax, chain, quoted, speaking_of, without_frame
from variorum.text.name_index import NameIndex
from variorum.text.numbers import find_quantities

_FIRST = frozenset(("I", "me", "my", "My", "myself"))
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
    said_here = asserted(parse, (a for a in attributions if a.article == article.id))
    voices = Voices([*said_here, *quoted([q for q in quotes if q.article == article.id], said_here)])
    people = _pronouns(article, parse, names, attributions)
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
            bare = without_frame(parse, clause, said)
            part = parts.get(bare.tokens, bare)
            text = with_name(claim_text(parse, part), people.get(part.subject) if part.subject is not None else None)
            claim = _claim(article, parse, part, names, near, said, counted, text)
            out.setdefault(claim.id, claim)
    return tuple(out.values())


def _pronouns(
    article: Article, parse: Parse, names: NameIndex, voices: Sequence[Attribution]
) -> dict[int, str]:
    """Whom a pronoun stands for, by its token, where it is the source of an attribution that is settled."""
    people = {e.name for e in names.entities() if e.type is EntityType.PERSON}
    out: dict[int, str] = {}
    for a in voices:
        if a.article != article.id or a.speaker not in people or len(a.source) != 1:
            continue
        tokens = parse.within(a.source[0].start, a.source[0].end)
        if len(tokens) == 1 and tokens[0].pos == "PRON" and a.speaker is not None:
            out[tokens[0].i] = a.speaker
    return out


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
    text: str,
) -> Claim:
    spans = _spans(article, parse, clause.tokens)
    head = parse.tokens[clause.head]
    kept = frozenset(clause.tokens)
    held = [t for t in times if any(s.start <= t.start and t.end <= s.end for s in spans)]
    entities = {e.id for s in spans for _, _, e in names.within(article.id, s.start, s.end)}
    speaking = speaking_of(spans, voices)
    entities |= _lent(article, parse, clause, names) | _first_person(article, parse, clause, names, speaking)
    certainty, hedges = certainty_of(
        parse, head, kept, [article.text[e.start : e.end] for a, _ in speaking for e in a.cue]
    )
    denying = negators(parse, head, kept) + outer_negators(parse, head)
    phrase = clause.kind in _PHRASES
    return Claim(
        id=make_id("claim", article.id, *((s.start, s.end) for s in spans)),
        article=article.id,
        spans=spans,
        text=text,
        attribution=chain(article.text, speaking) or by_syntax(article.text, parse, names, clause),
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
