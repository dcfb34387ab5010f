"""Relate: what one article states of its actors: positions, deeds, offices, arrangements.

Only words that state it: where the one who acts, or what it is about, is open, there is nothing.
"""

from collections.abc import Sequence

from variorum.records.act import Told
from variorum.records.parse import Parse
from variorum.records.reading import Attribution, Claim, Time
from variorum.records.source import Article
from variorum.steps.relate.arrangements import find_arrangements
from variorum.steps.relate.deeds import find_deeds
from variorum.steps.relate.offices import find_offices
from variorum.steps.relate.positions import find_positions
from variorum.steps.relate.who import People
from variorum.text.name_index import NameIndex
from variorum.text.roles import find_roles

__all__ = ["relate_actors"]


def relate_actors(
    article: Article,
    parse: Parse,
    *,
    names: NameIndex,
    times: Sequence[Time],
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
) -> Told:
    """Read what an article states of its actors.

    Args:
        article: The article.
        parse: Its parse.
        names: The story's entities.
        times: Its time expressions.
        attributions: Who says what in it.
        claims: Its claims.

    Returns:
        Acts, offices and arrangements, each with the words that state it, in the order of the text.
    """
    roles = find_roles(parse, names)
    people = People(article.id, parse, names=names, attributions=attributions, roles=roles, text=article.text)
    acts = [
        *find_positions(parse, attributions, claims, times, people=people, text=article.text),
        *find_deeds(parse, claims, times, people=people),
    ]
    return Told(
        acts=tuple(sorted(acts, key=lambda a: (a.place.start, a.place.end, a.relation, a.actor, a.object or ""))),
        offices=tuple(sorted(find_offices(parse, roles, people=people), key=lambda o: (o.place, o.person, o.title))),
        arrangements=tuple(
            sorted(
                find_arrangements(parse, attributions, claims, people=people, text=article.text),
                key=lambda a: (a.place, a.entity or "", a.kind),
            )
        ),
    )
