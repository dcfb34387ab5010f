"""Who is who in one article: names by token, grammatical sex, roles, and what each sentence is about."""

from bisect import bisect_left, bisect_right

import msgspec

from variorum.data.sexes import FEMALE_NAMES, FEMALE_WORDS, MALE_NAMES, MALE_WORDS
from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.reading import Entity, EntityType
from variorum.steps.attribute.tree import Tree
from variorum.text.name_index import NameIndex
from variorum.text.roles import find_roles

PERSON, ORGANISATION = EntityType.PERSON, EntityType.ORGANISATION
SPEAKING = (PERSON, ORGANISATION, EntityType.OUTLET, EntityType.COUNTRY, EntityType.FRAMEWORK)
_SUBJECTS = ("nsubj", "nsubjpass")


class Named(msgspec.Struct, frozen=True):
    """A mention by token.

    Attributes:
        first: First token.
        last: One past the last.
        entity: Who.
    """

    first: int
    last: int
    entity: Entity


class People:
    """Names and roles of one article."""

    def __init__(self, tree: Tree, names: NameIndex, article: str) -> None:
        self.tree = tree
        self.tokens = tree.tokens
        self.at: list[Named | None] = [None] * len(self.tokens)
        self.mentions: list[Named] = []
        self._read(names, article)
        self.first: dict[str, Named] = {}
        self.counts: dict[str, int] = {}
        self._of_entity: dict[str, list[Named]] = {}
        for m in self.mentions:
            self.first.setdefault(m.entity.id, m)
            self.counts[m.entity.id] = self.counts.get(m.entity.id, 0) + 1
            self._of_entity.setdefault(m.entity.id, []).append(m)
        self.sex: dict[str, str] = {}
        self.roles: dict[str, set[str]] = {}
        self._sexes()
        self._roles(tree.parse, names)
        for key, roles in self.roles.items():
            her, his = bool(roles & FEMALE_WORDS), bool(roles & MALE_WORDS)
            if her != his:
                self.sex.setdefault(key, "f" if her else "m")
        self.subjects: dict[int, list[Named]] = {}
        self.in_sentence: dict[int, list[Named]] = {}
        for m in self.mentions:
            self.in_sentence.setdefault(self.tokens[m.first].sent, []).append(m)
            if any(self._subject(i) for i in range(m.first, m.last)):
                self.subjects.setdefault(self.tokens[m.first].sent, []).append(m)

    def _read(self, names: NameIndex, article: str) -> None:
        tokens = self.tokens
        if not tokens:
            return
        order = sorted(range(len(tokens)), key=lambda i: tokens[i].start)
        starts = [tokens[i].start for i in order]
        for start, end, entity in names.within(article, 0, tokens[order[-1]].end + 1):
            k = max(0, bisect_right(starts, start) - 1)
            if tokens[order[k]].end <= start:
                k += 1
            first = last = None
            while k < len(order) and tokens[order[k]].start < end:
                first = order[k] if first is None else first
                last = order[k] + 1
                k += 1
            if first is None or last is None or last <= first:
                continue
            named = Named(first, last, entity)
            held = self.at[first]
            if held is not None and held.last - held.first >= last - first:
                continue
            self.mentions.append(named)
            for i in range(first, last):
                self.at[i] = named
        self._unlisted(article)
        self.mentions = sorted(
            {(m.first, m.last): m for m in self.mentions if self.at[m.first] is m}.values(), key=lambda m: m.first
        )

    def _unlisted(self, article: str) -> None:
        """People whom the parse tells and the names do not: full names, and their last word later on."""
        tokens = self.tokens
        full: dict[str, Entity] = {}
        i = 0
        while i < len(tokens):
            if tokens[i].ent != "PERSON" or self.at[i] is not None:
                i += 1
                continue
            last = i + 1
            while (
                last < len(tokens)
                and tokens[last].ent == "PERSON"
                and not tokens[last].ent_begins
                and self.at[last] is None
            ):
                last += 1
            first = i
            i = last
            while last > first and tokens[last - 1].pos != "PROPN":
                last -= 1
            words = [t.text for t in tokens[first:last]]
            if not 1 <= len(words) <= 4 or any(not w[:1].isupper() for w in words[-1:]):
                continue
            name = " ".join(words)
            entity = full.get(words[-1].lower())
            if entity is None:
                if len(words) < 2:
                    continue
                entity = Entity(
                    id=make_id("entity", PERSON, article, name), name=name, type=PERSON, aliases=(name,), mentions=()
                )
                full[words[-1].lower()] = entity
            elif len(words) > 1 and entity.name != name:
                continue
            named = Named(first, last, entity)
            self.mentions.append(named)
            for k in range(first, last):
                self.at[k] = named

    def _sexes(self) -> None:
        for m in self.mentions:
            e = m.entity
            if e.type is not PERSON or e.id in self.sex:
                continue
            before = self.tokens[m.first - 1].text.lower().rstrip(".") if m.first else ""
            words = {before, self.tokens[m.first].text.lower().rstrip(".")}
            if words & FEMALE_WORDS:
                self.sex[e.id] = "f"
            elif words & MALE_WORDS:
                self.sex[e.id] = "m"
        for m in self.mentions:
            e = m.entity
            if e.type is PERSON and e.id not in self.sex:
                parts = e.name.lower().split()
                for part in parts[:1] if len(parts) > 1 else []:
                    if part in FEMALE_NAMES and part not in MALE_NAMES:
                        self.sex[e.id] = "f"
                    elif part in MALE_NAMES and part not in FEMALE_NAMES:
                        self.sex[e.id] = "m"

    def _roles(self, parse: Parse, names: NameIndex) -> None:
        """Offices and roles that the article gives its people, and its own role nouns in apposition."""
        for role in find_roles(parse, names):
            if role.entity not in self.first:
                continue
            held = self.roles.setdefault(role.entity, set())
            held.add(role.head)
            held.update((role.words, "former" if role.former else role.head))
        for m in self.mentions:
            if m.entity.type is not PERSON:
                continue
            found = self.roles.setdefault(m.entity.id, set())
            for head in range(m.first, m.last):
                for k in self.tree.children(head):
                    if k.dep == "appos" and k.pos in ("NOUN", "PROPN") and self.at[k.i] is None:
                        found.add(k.text.lower())
                t = self.tokens[head]
                if t.dep == "appos" and self.tokens[t.head].pos == "NOUN":
                    found.add(self.tokens[t.head].text.lower())

    def _subject(self, i: int) -> bool:
        """Whether token `i` is a subject, or joined to one by "and"."""
        t = self.tokens[i]
        for _ in range(4):
            if t.dep != "conj":
                break
            t = self.tokens[t.head]
        return t.dep in _SUBJECTS

    def mentions_of(self, entity: str) -> list[Named]:
        """The entity's mentions, in order."""
        return self._of_entity.get(entity, [])

    def nearest(self, entity: str, token: int) -> Named:
        """The entity's last mention before `token`, or its first."""
        known = self._of_entity[entity]
        return known[max(0, bisect_left(known, token, key=lambda m: m.first) - 1)]

    def person_in(self, first: int, last: int) -> list[Named]:
        """People named in `[first, last)`."""
        return self._of(first, last, (PERSON,))

    def body_in(self, first: int, last: int) -> list[Named]:
        """Organisations, outlets and countries named in `[first, last)`."""
        return self._of(first, last, tuple(t for t in SPEAKING if t is not PERSON))

    def all_in(self, first: int, last: int) -> list[Named]:
        """Everything named in `[first, last)`."""
        return self._of(first, last, tuple(EntityType))

    def _of(self, first: int, last: int, types: tuple[EntityType, ...]) -> list[Named]:
        out: list[Named] = []
        for i in range(first, last):
            m = self.at[i]
            if m is not None and m.first == i and m.entity.type in types:
                out.append(m)
        return out
