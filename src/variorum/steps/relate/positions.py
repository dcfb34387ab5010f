"""Positions: what an actor holds, wants, proposes, promises, supports, condemns, from who-says-what."""

from collections.abc import Sequence

from variorum.records.act import Act
from variorum.records.parse import Parse, Token
from variorum.records.place import Extent
from variorum.records.reading import Attribution, Certainty, Claim, Entity, EntityType, Polarity, Source, Time
from variorum.steps.relate.who import ACTORS, People
from variorum.steps.relate.words import Relation, position_of

_OBJECTS = frozenset(
    {EntityType.PERSON, EntityType.COUNTRY, EntityType.ORGANISATION, EntityType.FRAMEWORK, EntityType.AGREEMENT}
)
_NEGATORS = frozenset({"not", "n't", "n’t", "never", "no"})
_EDGES = " \t\n\"'“”‘’,.;:—–-"
_UNSURE = ("first person", "a crowd", "not a speaker's name", "unnamed")
_AIMS = frozenset({"against", "about", "for", "from", "over"})
"""Prepositions without which a content would say the contrary: "warned against P"."""
_FINITE = frozenset({"MD", "VBZ", "VBD", "VBP"})
_NEAR = 8
_MOST_PLACE = 600
_MARKS = (("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»"))
_LEAST_WORDS = 2
_COVERED = 0.7


def find_positions(
    parse: Parse,
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    times: Sequence[Time],
    *,
    people: People,
    text: str,
) -> list[Act]:
    """One act for each attribution whose cue states a position and whose source is surely an actor.

    Args:
        parse: The article's parse.
        attributions: Who says, wants, judges what in it.
        claims: Its claims; the one headed by the cue lends certainty, polarity and on whose word it rests.
        times: Its time expressions.
        people: Who is meant by which word.
        text: The article's text.
    """
    out: list[Act] = []
    by_head: dict[int, list[Claim]] = {}
    for c in claims:
        by_head.setdefault(c.head, []).append(c)
    done: set[int] = set()
    for a in attributions:
        if not a.source or not a.cue or not a.content or a.reason.startswith(_UNSURE) or people.is_open(a.source[0]):
            continue
        actors = [e for e in people.group(a.speaker) if e.type in ACTORS]
        if not actors:
            continue
        found = _cue(parse, a)
        if found is None or (len(actors) == 1 and _plural(parse, a)):
            continue
        relation, verb = found
        content = _content(a, text)
        if content is None or _asked(parse, verb):
            continue
        content = _whole(parse, verb, content)
        if _vague(parse, content, relation):
            continue
        act = _act(parse, a, relation, verb, content, actors, by_head, claims, times, people, attributions)
        if act is not None:
            out.append(act)
            done.add(verb.i)
    for head in sorted(by_head):
        verb = parse.tokens[head]
        if head not in done and verb.pos == "VERB":
            out += _told(parse, verb, by_head[head], attributions, claims, times, people, text)
    return out


def _told(
    parse: Parse,
    verb: Token,
    mine: Sequence[Claim],
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    times: Sequence[Time],
    people: People,
    text: str,
) -> list[Act]:
    """A position that a clause tells without being an attribution of its own: "X said he agreed to P"."""
    relation = position_of(parse, verb)
    frame = min(mine, key=lambda c: (len(c.tokens), c.id))
    if relation is None or frame.subject is None or _asked(parse, verb) or _passive(parse, verb) or _idle(parse, verb):
        return []
    subject = parse.tokens[frame.subject]
    if subject.sent != verb.sent:
        return []
    actors = [e for e in (people.actors(subject) or _speaking(subject, attributions, people)) if e.type in ACTORS]
    content = _complement(parse, verb, text)
    if not actors or content is None or _vague(parse, content, relation):
        return []
    if len(actors) == 1 and any(k.dep == "aux" and k.text.lower() in ("were", "are") for k in parse.children(verb)):
        return []
    first = min(t.start for t in parse.subtree(subject) if t.i <= subject.i and t.sent == verb.sent)
    a = Attribution(
        article=frame.article,
        source=(Extent(first, subject.end),),
        cue=(Extent(verb.start, verb.end),),
        content=(content,),
    )
    act = _act(parse, a, relation, verb, content, actors, {verb.i: list(mine)}, claims, times, people, attributions)
    return [act] if act is not None else []


def _passive(parse: Parse, verb: Token) -> bool:
    return any(k.dep in ("nsubjpass", "auxpass") for k in parse.children(verb))


def _idle(parse: Parse, verb: Token) -> bool:
    """Whether the verb stands in no finite clause of its own: "to agree", "agreeing to", "may agree"."""
    if verb.tag in ("VB", "VBG") and not any(k.dep == "aux" and k.lemma in ("do", "be") for k in parse.children(verb)):
        return True
    return any(k.dep == "aux" and k.tag == "MD" for k in parse.children(verb))


def _speaking(subject: Token, attributions: Sequence[Attribution], people: People) -> tuple[Entity, ...]:
    """Whom a pronoun means that opens what somebody says of himself: "X said (that) he ...", "I ..."."""
    word = subject.text.lower()
    if word not in ("he", "she", "i", "they"):
        return ()
    best: tuple[int, Attribution] | None = None
    for a in attributions:
        for e in a.content:
            if e.start <= subject.start and subject.end <= e.end:
                size = e.end - e.start
                if best is None or size < best[0]:
                    best = size, a
    if best is None or best[1].speaker is None:
        return ()
    content = next(e for e in best[1].content if e.start <= subject.start and subject.end <= e.end)
    opens = subject.start - content.start <= len("that “")
    if word != "i" and not opens:
        return ()
    found = people.group(best[1].speaker)
    if (len(found) > 1) != (word == "they"):
        return ()
    if word != "they" and any(e.type is not EntityType.PERSON for e in found):
        return ()
    return found


def _complement(parse: Parse, verb: Token, text: str) -> Extent | None:
    """What is held, wanted, promised: the verb's clause, else its object, else what stands after its preposition."""
    below = parse.children(verb)
    for deps in (("xcomp", "ccomp"), ("dobj",), ("prep",)):
        for k in below:
            if k.dep in deps and k.i > verb.i and k.sent == verb.sent:
                tokens = parse.subtree(k)
                if k.dep == "prep" and k.text.lower() not in ("on", "for", "to", "against", "of"):
                    continue
                if k.dep == "dobj" and k.pos == "PRON":
                    continue
                first = min(t.start for t in tokens if t.i > verb.i)
                last = max(t.end for t in tokens)
                extent = Extent(first, last)
                a = Attribution(article="", content=(extent,))
                return _content(a, text)
    return None


def _others(actors: Sequence[Entity], beside: Sequence[Entity]) -> tuple[str, ...]:
    return tuple(sorted({e.id for e in (*actors[1:], *beside)} - {actors[0].id}))


def _cue(parse: Parse, a: Attribution) -> tuple[Relation, Token] | None:
    """The relation that a cue states, and its verb or noun; the last word of the cue that states one decides."""
    tokens = [t for e in a.cue for t in parse.within(e.start, e.end)]
    for t in reversed(tokens):
        if t.pos in ("VERB", "AUX", "NOUN") and (relation := position_of(parse, t)) is not None:
            return relation, t
    return None


def _plural(parse: Parse, a: Attribution) -> bool:
    """Whether the cue is in the plural, so that one actor cannot be its subject."""
    return any(t.text.lower() in ("were", "are", "have") for e in a.cue for t in parse.within(e.start, e.end))


def _content(a: Attribution, text: str) -> Extent | None:
    """The content in one piece, without marks and points at its ends."""
    first = a.content[0]
    words = text[first.start : first.end]
    left, right = len(words) - len(words.lstrip(_EDGES)), len(words.rstrip(_EDGES))
    if left >= right or len(words.split()) < _LEAST_WORDS:
        return None
    return Extent(first.start + left, _closed(text, first.start + left, first.start + right))


def _closed(text: str, start: int, end: int) -> int:
    """The end with the mark that closes a quotation in the content, so that no mark stands there alone."""
    words = text[start:end]
    for opens, closes in _MARKS:
        odd = words.count(opens) % 2 if opens == closes else words.count(opens) - words.count(closes)
        if odd == 1:
            for n in (end, end + 1):
                if text[n : n + 1] == closes and (n == end or text[end] in ",."):
                    return n + 1
    return end


def _whole(parse: Parse, verb: Token, content: Extent) -> Extent:
    """The content with its own subject, where only what follows it stands in marks: warned the toll "may rise"."""
    inside = {t.i for t in parse.within(content.start, content.end)}
    for i in sorted(inside):
        token = parse.tokens[i]
        if token.head in inside and token.head != i:
            continue
        for k in parse.children(token):
            if k.dep in ("nsubj", "nsubjpass") and verb.i < k.i < i and k.i not in inside:
                return Extent(min(t.start for t in parse.subtree(k) if t.i > verb.i), content.end)
    first = parse.tokens[min(inside)] if inside else None
    if first is not None and first.i and parse.tokens[first.i - 1].text.lower() in _AIMS and first.i - 1 > verb.i:
        return Extent(parse.tokens[first.i - 1].start, content.end)
    if first is not None and first.tag in _FINITE and verb.sent == first.sent and 1 < first.i - verb.i <= _NEAR:
        return Extent(parse.tokens[verb.i + 1].start, content.end)
    return content


def _vague(parse: Parse, content: Extent, relation: Relation) -> bool:
    """Whether what it is about stays open: a pronoun in its place, or a question in the place of a request."""
    tokens = [t for t in parse.within(content.start, content.end) if t.pos != "PUNCT"]
    if tokens and tokens[0].text.lower() == "that" and tokens[0].pos in ("SCONJ", "ADP"):
        tokens = tokens[1:]
    if not tokens:
        return True
    first = tokens[0]
    if first.pos == "PRON" and first.text.lower() not in ("we", "i") and first.tag != "PRP$":
        return True
    if first.pos == "DET" and first.tag == "DT" and len(tokens) > 1 and tokens[1].pos in ("VERB", "AUX"):
        return True
    return relation.name == "asks" and (first.tag in ("WRB", "WP", "WDT") or first.text.lower() in ("if", "whether"))


def _asked(parse: Parse, verb: Token) -> bool:
    """Whether the position is only a condition or a question: "if X agrees"."""
    return any(k.dep == "mark" and k.text.lower() in ("if", "whether", "unless") for k in parse.children(verb))


def _act(
    parse: Parse,
    a: Attribution,
    relation: Relation,
    verb: Token,
    content: Extent,
    actors: Sequence[Entity],
    by_head: dict[int, list[Claim]],
    claims: Sequence[Claim],
    times: Sequence[Time],
    people: People,
    attributions: Sequence[Attribution],
) -> Act | None:
    mine = sorted(by_head.get(verb.i, ()), key=lambda c: (len(c.tokens), c.id))
    frame = mine[0] if mine else None
    inside = [c for c in claims if _covered(c, content)]
    certainty = frame.certainty if frame is not None else Certainty.STATED
    if relation.certainty is not None and certainty in (Certainty.STATED, Certainty.PLANNED):
        certainty = relation.certainty
    denied = _negated(parse, verb, a)
    place = people.whole(_place(parse, a, verb, content))
    if place.end - place.start > _MOST_PLACE:
        return None
    held = [t for t in times if place.start <= t.start and t.end <= place.end]
    speakers = {e.name for e in actors}
    voices = tuple(s for s in (frame.attribution if frame else ()) if s.name not in speakers)
    voices = voices or _unnamed(place, attributions, people.text)
    target = _object(parse, verb, content, people)
    if target is not None and target.id in {e.id for e in actors}:
        target = None
    return Act(
        article=a.article,
        actor=actors[0].id,
        relation=relation.name,
        deed=False,
        object=target.id if target else None,
        content=content,
        together=tuple(
            sorted({e.id for e in actors[1:]} | {e.id for e in _with(parse, verb, people)} - {actors[0].id})
        ),
        polarity=Polarity.DENIED if denied else Polarity.AFFIRMED,
        certainty=certainty,
        attribution=voices,
        times=tuple(dict.fromkeys(t.value for t in held)),
        by=_by(parse, held),
        place=place,
        claims=tuple(sorted({c.id for c in (*mine, *inside)})),
    )


def _unnamed(place: Extent, attributions: Sequence[Attribution], text: str) -> tuple[Source, ...]:
    """The source in its own words, where nobody named says it: "according to a statement by the ministry"."""
    for a in attributions:
        if a.speaker is not None or not a.source or a.cue_class not in ("said", "shown"):
            continue
        if any(c.start <= place.start and place.end <= c.end for c in a.content):
            e = a.source[0]
            return (Source(name=" ".join(text[e.start : e.end].split()), start=e.start, end=e.end),)
    return ()


def _negated(parse: Parse, verb: Token, a: Attribution) -> bool:
    if any(k.dep == "neg" for k in parse.children(verb)):
        return True
    return any(t.text.lower() in _NEGATORS for e in a.cue for t in parse.within(e.start, e.end))


def _place(parse: Parse, a: Attribution, verb: Token, content: Extent) -> Extent:
    """From the source to the end of the content in one piece; the content with its cue where the source is far off."""
    paragraph = parse.sentences[verb.sent].paragraph
    sentences = [s for s in parse.sentences if s.paragraph == paragraph]
    start, end = sentences[0].start, sentences[-1].end
    for parts in ((*a.source, *a.cue, content), (*a.cue, content)):
        inside = [e for e in parts if start <= e.start and e.end <= end]
        if content in inside:
            whole = Extent(min(e.start for e in inside), max(e.end for e in inside))
            if whole.end - whole.start <= _MOST_PLACE:
                return whole
    return content


def _covered(claim: Claim, content: Extent) -> bool:
    size = sum(s.end - s.start for s in claim.spans)
    inside = sum(max(0, min(s.end, content.end) - max(s.start, content.start)) for s in claim.spans)
    return inside >= _COVERED * size and inside >= _COVERED * (content.end - content.start)


def _object(parse: Parse, verb: Token, content: Extent, people: People) -> Entity | None:
    """The actor, framework or agreement that a position concerns: the cue's own object, else its content's."""
    for k in parse.children(verb):
        if k.dep in ("dobj", "dative") and k.i > verb.i:
            found = people.mention(k)
            if found is not None and found.type in _OBJECTS:
                return found
    tokens = parse.within(content.start, content.end)
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head == t.i or t.head not in inside]
    if len(heads) != 1:
        return None
    head = heads[0]
    if head.pos in ("NOUN", "PROPN"):
        found = people.mention(head)
        return found if found is not None and found.type in _OBJECTS else None
    for k in parse.children(head):
        if k.dep == "dobj":
            found = people.mention(k)
            if found is not None and found.type in _OBJECTS:
                return found
    return None


def _with(parse: Parse, verb: Token, people: People) -> tuple[Entity, ...]:
    """Those "with" whom it is done: "agreed with X"."""
    for k in parse.children(verb):
        if k.dep == "prep" and k.text.lower() == "with":
            for p in parse.children(k):
                if p.dep == "pobj":
                    return tuple(e for e in people.actors(p) if e.type in ACTORS)
    return ()


def _by(parse: Parse, times: Sequence[Time]) -> str | None:
    """The time by which: the one after "by", "before", "no later than"."""
    for t in times:
        tokens = parse.within(t.start, t.end)
        if tokens and tokens[0].i:
            before = parse.tokens[tokens[0].i - 1].text.lower()
            if before in ("by", "before", "until") or (before == "than" and tokens[0].i > 1):
                return t.value
    return None
