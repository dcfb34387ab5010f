"""The step: events, speakers and quotations of one article, as records."""

from variorum.records.parse import Parse
from variorum.records.place import Extent
from variorum.records.reading import Attribution, AttributionKind, Quote
from variorum.records.source import Article
from variorum.steps.attribute.cues import lexicon
from variorum.steps.attribute.event import Event, Range
from variorum.steps.attribute.events import Finder
from variorum.steps.attribute.people import PERSON, People
from variorum.steps.attribute.quotes import Quoted, Quoter
from variorum.steps.attribute.speaker import Speaker
from variorum.steps.attribute.speakers import Speakers
from variorum.steps.attribute.tree import Tree
from variorum.text.name_index import NameIndex
from variorum.text.press import agency_named, outlet_named


def attribute(article: Article, parse: Parse, *, names: NameIndex) -> tuple[tuple[Attribution, ...], tuple[Quote, ...]]:
    """Find every attribution and every quotation of one article.

    Args:
        article: A cleaned article.
        parse: Its parse.
        names: The story's names; may be empty, then sources keep their own words.

    Returns:
        Attributions by their first content's place, quotations by place.

    Source: Pareti, "PARC 3.0: A Corpus of Attribution Relations" (LREC 2016), and Newell et al., "An
    Attribution Relations Corpus for Political News" (LREC 2018), for what source, cue and content are.
    """
    if not parse.tokens:
        return (), ()
    tree = Tree(article, parse)
    words = lexicon()
    events = Finder(tree, words).all()
    people = People(tree, names, article.id)
    book = Speakers(tree, people, words)
    speakers = _resolve(tree, events, book)
    quoter = Quoter(tree, events, speakers, book)
    quoted = quoter.read()
    relays = _relays(events, speakers)
    place = {id(e): n for n, e in enumerate(events)}
    via: dict[int, str | None] = {}
    for q in quoted:
        if q.event is None:
            continue
        n = place[id(q.event)]
        if n not in via:
            via[n] = _told(tree, events, n, people, article) or (relays[n][0] if relays[n] else None)
        q.via = via[n]
    extra = _carried(quoted, place)
    records = []
    for n, event in enumerate(events):
        contents = list(event.contents) + extra.get(n, [])
        speaker = speakers[n]
        records.append(
            Attribution(
                article=article.id,
                source=(tree.extent(*event.source),) if event.source is not None else (),
                cue=(tree.extent(*event.cue),) if event.cue is not None else (),
                content=_extents(tree, contents),
                kind=_kind(tree, contents),
                speaker=speaker.name,
                relays=tuple(relays[n]),
                reason=speaker.reason,
                cue_class=event.kind,
            )
        )
    records.sort(key=lambda a: (a.content[0].start, a.content[-1].end, a.cue))
    return tuple(records), tuple(quoter.record(q, article.id) for q in quoted)


def _resolve(tree: Tree, events: list[Event], book: Speakers) -> dict[int, Speaker]:
    """Each event's speaker, in reading order."""
    out: dict[int, Speaker] = {}
    order = sorted(range(len(events)), key=lambda n: (events[n].core, n))
    issuing = book.statements.issuing()
    k = 0
    for n in order:
        event = events[n]
        while k < len(issuing) and issuing[k] < event.core:
            book.issue(issuing[k])
            k += 1
        speaker = book.resolve(event)
        out[n] = speaker
        if speaker.name is not None:
            book.remember(event, speaker)
    return out


def _relays(events: list[Event], speakers: dict[int, Speaker]) -> list[list[str]]:
    """For each event the names of those whose reported words hold it, nearest first."""
    covers: list[tuple[int, int, int]] = []
    for n, event in enumerate(events):
        if event.kind in ("said", "shown") and speakers[n].name is not None:
            covers.extend((a, b, n) for a, b in event.contents)
    covers.sort()
    out: list[list[str]] = [[] for _ in events]
    open_: list[tuple[int, int, int]] = []
    k = 0
    for n in sorted(range(len(events)), key=lambda n: events[n].core):
        core = events[n].core
        while k < len(covers) and covers[k][0] <= core:
            open_.append(covers[k])
            k += 1
        open_ = [c for c in open_ if c[1] > core]
        for a, b, m in sorted(open_, key=lambda c: c[1] - c[0]):
            name = speakers[m].name
            if m != n and a <= core < b and name is not None and name != speakers[n].name and name not in out[n]:
                out[n].append(name)
    return out


def _told(tree: Tree, events: list[Event], n: int, people: People, article: Article) -> str | None:
    """The outlet that the words of event `n` were told to: by its own cue, or by the one whose source it shares."""
    found = _recipient(tree, events[n], people, article)
    k = n - 1
    while found is None and not events[n].own and k >= 0:
        if tree.tokens[events[k].core].sent != tree.tokens[events[n].core].sent:
            break
        if events[k].source == events[n].source:
            found = _recipient(tree, events[k], people, article)
        k -= 1
    return found


def _recipient(tree: Tree, event: Event, people: People, article: Article) -> str | None:
    """The outlet that the words were told to."""
    for k in tree.children(event.core):
        if k.i > event.core and k.dep in ("dobj", "dative", "pobj", "iobj", "prep"):
            inside = (tree.left[k.i], tree.right[k.i] + 1)
            for i in range(*inside):
                named = people.at[i]
                if named is not None and named.entity.type is PERSON:
                    break
                if tree.run_at[i] >= 0:
                    break
                if tree.tokens[i].pos != "PROPN":
                    continue
                last = i + 1
                while last < inside[1] and tree.tokens[last].pos == "PROPN":
                    last += 1
                text = tree.parse.words(i, last)
                agency = agency_named(text)
                outlet = agency.name if agency is not None else outlet_named(text)
                if outlet is None and named is not None and named.entity.type.value == "outlet":
                    outlet = named.entity.name
                if outlet is not None and outlet != article.outlet:
                    return outlet
                break
    return None


def _carried(quoted: list[Quoted], place: dict[int, int]) -> dict[int, list[Range]]:
    """Contents that quotations without a cue of their own add to the event they go on from."""
    out: dict[int, list[Range]] = {}
    for q in quoted:
        if q.attached and q.event is not None:
            out.setdefault(place[id(q.event)], []).append((q.run.first, q.run.last))
    return out


def _extents(tree: Tree, contents: list[Range]) -> tuple[Extent, ...]:
    found = sorted(tree.extent(a, b) for a, b in contents)
    out: list[Extent] = []
    for e in found:
        if out and e.start < out[-1].end:
            out[-1] = Extent(out[-1].start, max(e.end, out[-1].end))
        else:
            out.append(e)
    return tuple(out)


def _kind(tree: Tree, contents: list[Range]) -> AttributionKind:
    inside = outside = False
    for a, b in contents:
        for i in range(a, b):
            if tree.run_at[i] >= 0:
                inside = True
            elif tree.tokens[i].pos != "PUNCT":
                outside = True
    if not inside:
        return AttributionKind.INDIRECT
    return AttributionKind.MIXED if outside else AttributionKind.DIRECT
