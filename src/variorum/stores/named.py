"""Names under which a report's claims are found: of people, bodies and offices, and of frameworks."""

from collections.abc import Iterable

from variorum.records.place import Cite
from variorum.records.report import Report, ReportClaim
from variorum.records.system import ReportActor


def key_of(name: str) -> str:
    """A name as claims are found by it: lower case, single spaces, without an article before it."""
    words = name.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)[:512]


def _offices(actor: ReportActor) -> set[str]:
    """What an actor's offices are asked for by, as "harbour minister of Aral" and "Aral harbour minister"."""
    out: set[str] = set()
    for office in actor.offices:
        if office.status == "former":
            continue
        out.add(office.title)
        if office.of:
            out |= {f"{office.title} of {office.of}", f"{office.of} {office.title}"}
    return out


class Names:
    """Which names a report's claims stand under.

    Args:
        report: The report.
    """

    def __init__(self, report: Report) -> None:
        self._known: dict[str, set[str]] = {}
        self._places: dict[str, list[tuple[int, int, str]]] = {}
        for entity in report.entities:
            self._take(entity.name, entity.aliases, entity.mentions)
        for framework in report.frameworks:
            self._take(framework.framework, (), framework.cites)
        for actor in report.actors:
            # An office is asked for as well as its holder.
            self._known.setdefault(key_of(actor.name), {actor.name}).update(_offices(actor))
        for places in self._places.values():
            places.sort()

    def _take(self, name: str, aliases: Iterable[str], cites: Iterable[Cite]) -> None:
        own = {name, *aliases}
        for alias in own:
            self._known.setdefault(key_of(alias), {name}).update(own)
        for cite in cites:
            self._places.setdefault(cite.article, []).append((cite.start, cite.end, name))

    def by(self, claim: ReportClaim) -> set[str]:
        """Keys of those on whose word it is, nearest and farther."""
        keys: set[str] = set()
        for source in claim.attribution:
            keys |= {key_of(n) for n in self._known.get(key_of(source.name), {source.name})}
            keys.add(key_of(source.name))
        return keys - {""}

    def about(self, claim: ReportClaim) -> set[str]:
        """Names that stand in it, and what else their bearers are called."""
        found: set[str] = set()
        for start, end, name in self._places.get(claim.article, ()):
            if any(s.start <= start and end <= s.end for s in claim.spans):
                found |= {name, *self._known.get(key_of(name), ())}
        return found
