"""Chart: the system that the reports describe together: actors, frameworks, relations, commitments."""

from collections.abc import Mapping, Sequence

from variorum.records.act import Told
from variorum.records.source import Article
from variorum.records.story import Origin, Point
from variorum.records.system import ReportActor, ReportCommitment, ReportFramework, ReportRelation
from variorum.steps.chart.actors import gather_actors
from variorum.steps.chart.frameworks import arrange
from variorum.steps.chart.relations import ledger, relate
from variorum.text.name_index import NameIndex

__all__ = ["chart_system"]


def chart_system(
    told: Mapping[str, Told],
    *,
    articles: Mapping[str, Article],
    names: NameIndex,
    points: Sequence[Point],
    origins: Sequence[Origin],
) -> tuple[
    tuple[ReportActor, ...],
    tuple[ReportFramework, ...],
    tuple[ReportRelation, ...],
    tuple[ReportCommitment, ...],
]:
    """Bring together what the articles state of their actors.

    Args:
        told: What each article states, by its id.
        articles: By id.
        names: The story's entities.
        points: The story's points.
        origins: Groups of articles of one reporting.

    Returns:
        Actors, frameworks, relations and commitments, the most prominent first; their articles sorted by id.
    """
    acts = [a for key in sorted(told) for a in told[key].acts]
    offices = [o for key in sorted(told) for o in told[key].offices]
    of_article = {key: o.id for o in origins for key in o.articles}
    relations = relate(acts, articles=articles, names=names, points=points, origins=of_article)
    frameworks = arrange([a for key in sorted(told) for a in told[key].arrangements], names=names)
    actors = gather_actors(relations, frameworks, offices, acts, articles=articles, names=names)
    return actors, frameworks, relations, ledger(relations, acts, names=names)
