"""Who leans on whom, of two articles that share text: by credit, citation, time, and by what encloses what.

Where nothing settles it the answer is "unknown": likeness alone has no direction.

Source: the reasons are those of textual criticism for the descent of witnesses (Maas 1958, *Textual Criticism*):
what a witness says of itself, its date, and what it has more than the other.
"""

import datetime
import re
from collections.abc import Collection, Mapping, Sequence

import msgspec

from variorum.records.source import Article
from variorum.records.story import Direction, LineageRelation, Link, SharedPassage, Sureness
from variorum.text.press import press_key
from variorum.text.view import body_extents

WHOLE = 0.9
"""Share of a text's five-word runs from which the whole of it counts as standing in the other."""

LONGER = 1.3
"""How much longer, in words, a text must be than the one that stands in it."""

OPENING_WORDS = 30
"""Own words before the shared ones from which the longer text cannot simply be the uncut one: news is cut from the
end (the inverted pyramid; Pöttker 2003, *News and its communicative quality*, Journalism Studies 4:4)."""

_LEAST_GAP = datetime.timedelta(minutes=10)
"""Times of publication that lie nearer than this settle nothing: sites stamp their pages at different steps."""

_WEST, _EAST = datetime.timedelta(hours=12), datetime.timedelta(hours=14)
"""The widest offsets from UTC: a time without a zone lies somewhere between them."""

_WORD = re.compile(r"\w+")


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A direction between two articles.

    Attributes:
        leaner: Id of the article that leans on the other; None where both lean on a third or nothing settles it.
        direction: The direction.
        certainty: How sure it is.
        reason: Why, one plain phrase with "{<article id>}" for articles.
    """

    leaner: str | None = None
    direction: Direction = Direction.UNKNOWN
    certainty: Sureness = Sureness.UNKNOWN
    reason: str = ""


def own_names(article: Article) -> frozenset[str]:
    """The names, in one spelling, under which others credit or cite the outlet of an article."""
    return frozenset({press_key(article.outlet)}) if article.outlet else frozenset()


def names_whole(source: str, article: Article) -> bool:
    """Whether a credited or cited name is the outlet that published an article."""
    return press_key(source) in own_names(article)


def _stated(link_of: Sequence[Link], other: Article, relation: LineageRelation) -> Link | None:
    return next((x for x in link_of if x.relation is relation and names_whole(x.source, other)), None)


def _instants(published: str | None) -> tuple[datetime.datetime, datetime.datetime] | None:
    """The earliest and the latest moment that a publication date can mean, in UTC."""
    if not published:
        return None
    try:
        moment = datetime.datetime.fromisoformat(published)
    except ValueError:
        return None
    day_only = moment.time() == datetime.time(0)  # midnight to the second stands for a day whose hour is not known
    try:
        if day_only:
            start = moment.replace(tzinfo=datetime.UTC)
            return start - _EAST, start + datetime.timedelta(days=1) + _WEST
        if moment.tzinfo is None:
            start = moment.replace(tzinfo=datetime.UTC)
            return start - _EAST, start + _WEST
        return moment.astimezone(datetime.UTC), moment.astimezone(datetime.UTC)
    except OverflowError:
        return None


def _later(a: Article, b: Article) -> str | None:
    """Id of the one that was certainly published later, or None."""
    first, second = _instants(a.published), _instants(b.published)
    if first is None or second is None:
        return None
    if second[0] - first[1] >= _LEAST_GAP:
        return b.id
    if first[0] - second[1] >= _LEAST_GAP:
        return a.id
    return None


def _words_between(article: Article, start: int, end: int) -> int:
    return sum(
        len(_WORD.findall(article.text, max(start, e.start), min(end, e.end)))
        for e in body_extents(article)
        if e.start < end and e.end > start
    )


def _encloses(
    whole: Article, around: Article, share: float, places: Sequence[tuple[int, int]]
) -> bool:
    """Whether `whole` stands in `around` as a piece of it, after an opening of its own."""
    if share < WHOLE or not places:
        return False
    size = len(around.text)
    if _words_between(around, 0, size) < LONGER * _words_between(whole, 0, len(whole.text)):
        return False
    return _words_between(around, 0, min(start for start, _ in places)) >= OPENING_WORDS


def _by_word(
    a: Article, b: Article, stated: Mapping[str, Sequence[Link]], passages: Sequence[SharedPassage]
) -> Verdict | None:
    """By what the articles say of themselves: a credit, or a citation of the other."""
    for leaner, other in ((a, b), (b, a)):
        mine, theirs = stated.get(leaner.id, ()), stated.get(other.id, ())
        credit = _stated(mine, other, LineageRelation.AGENCY_COPY)
        if credit and not _stated(theirs, leaner, LineageRelation.AGENCY_COPY):
            return Verdict(
                leaner=leaner.id,
                direction=Direction.LEANS,
                certainty=Sureness.CERTAIN,
                reason=f"{{{leaner.id}}} credits {credit.source}, whose own text {{{other.id}}} is",
            )
    both = _credited(stated.get(a.id, ())) & _credited(stated.get(b.id, ()))
    if both:
        return Verdict(
            direction=Direction.COMMON,
            certainty=Sureness.LIKELY,
            reason=f"both credit {_listed(both)}",
        )
    for leaner, other in ((a, b), (b, a)):
        mine, theirs = stated.get(leaner.id, ()), stated.get(other.id, ())
        cited = _stated(mine, other, LineageRelation.CITES)
        if cited and not _stated(theirs, leaner, LineageRelation.CITES):
            sides = [(p.start, p.end) if leaner is a else (p.other_start, p.other_end) for p in passages]
            inside = any(start <= cited.start and cited.end <= end for start, end in sides)
            return Verdict(
                leaner=leaner.id,
                direction=Direction.LEANS,
                certainty=Sureness.CERTAIN if inside else Sureness.LIKELY,
                reason=f"{{{leaner.id}}} names {cited.source} as its source"
                + (" in the shared words" if inside else ""),
            )
    return None


def _listed(names: Collection[str]) -> str:
    *most, last = sorted(names)
    return f"{', '.join(most)} and {last}" if most else last


def _credited(links: Collection[Link]) -> set[str]:
    return {x.source for x in links if x.relation is LineageRelation.AGENCY_COPY}


def settle_direction(
    a: Article,
    b: Article,
    *,
    share_a: float,
    share_b: float,
    passages: Sequence[SharedPassage],
    stated: Mapping[str, Sequence[Link]],
) -> Verdict:
    """Settle who of two articles that share text leans on whom.

    Args:
        a: One article; `passages` begin with its side.
        b: The other.
        share_a: Share of a's five-word runs that b has too, 0 to 1.
        share_b: Share of b's runs that a has too.
        passages: The shared passages, `start` and `end` in `a`.
        stated: Credits and citations of every article, by id.

    Returns:
        The direction. A credit is stronger than a citation, that than time, that than what encloses what; where
        the last two speak against each other it stays unknown, where time speaks against what an article says
        of itself the latter is only likely.
    """
    later = _later(a, b)
    told = _by_word(a, b, stated, passages)
    if told is not None:
        if told.leaner is not None and later is not None and later != told.leaner:
            return msgspec.structs.replace(
                told, certainty=Sureness.LIKELY, reason=told.reason + ", though it bears the earlier time"
            )
        return told
    credits = {key: sorted(_credited(stated.get(key, ()))) for key in (a.id, b.id)}
    for key, names in credits.items():
        if names:
            return Verdict(reason=f"{{{key}}} credits {_listed(names)}, so both may have the words from there")
    around = None
    if _encloses(a, b, share_a, [(p.other_start, p.other_end) for p in passages]):
        around = b.id
    elif _encloses(b, a, share_b, [(p.start, p.end) for p in passages]):
        around = a.id
    inside = {a.id: b.id, b.id: a.id}
    if later is not None:
        if around is not None and around != later:
            return Verdict(
                reason=f"the whole of {{{inside[around]}}} stands in {{{around}}}, which bears the earlier time"
            )
        also = f", and the whole of {{{inside[later]}}} stands in it" if around else ""
        return Verdict(
            leaner=later,
            direction=Direction.LEANS,
            certainty=Sureness.LIKELY,
            reason=f"{{{later}}} was published later{also}",
        )
    if around is not None:
        return Verdict(
            leaner=around,
            direction=Direction.LEANS,
            certainty=Sureness.LIKELY,
            reason=f"the whole of {{{inside[around]}}} stands in {{{around}}}, after an opening of its own",
        )
    return Verdict(reason="neither a credit nor a time nor what one has more settles who has the words from whom")
