"""Finding the entity that stands at a place."""

from bisect import bisect_left
from collections.abc import Iterable

from variorum.records.reading import Entity


class NameIndex:
    """Mentions of one story's entities, by place."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_id = {e.id: e for e in entities}
        found: dict[str, list[tuple[int, int, str]]] = {}
        for entity in self._by_id.values():
            for m in entity.mentions:
                found.setdefault(m.article, []).append((m.start, m.end, entity.id))
        self._mentions = {article: sorted(rows) for article, rows in found.items()}
        # Longest mention per article bounds how far back a search must look.
        self._reach = {a: max(end - start for start, end, _ in rows) for a, rows in self._mentions.items()}

    def entities(self) -> tuple[Entity, ...]:
        """All entities, by type and name."""
        return tuple(sorted(self._by_id.values(), key=lambda e: (e.type, e.name, e.id)))

    def __getitem__(self, entity_id: str) -> Entity:
        return self._by_id[entity_id]

    def within(self, article: str, start: int, end: int) -> tuple[tuple[int, int, Entity], ...]:
        """Mentions that overlap `[start, end)`, in order, as (start, end, entity)."""
        rows = self._mentions.get(article, [])
        low = bisect_left(rows, (start - self._reach.get(article, 0), -1, ""))
        out = []
        for s, e, name in rows[low:]:
            if s >= end:
                break
            if e > start:
                out.append((s, e, self._by_id[name]))
        return tuple(out)

    def at(self, article: str, start: int, end: int) -> Entity | None:
        """The entity of the longest mention that overlaps `[start, end)`, the first where two are equal."""
        hits = self.within(article, start, end)
        return max(hits, key=lambda h: (h[1] - h[0], -h[0]))[2] if hits else None
