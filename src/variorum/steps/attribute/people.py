"""Who is who in one article: names by token, grammatical sex, roles, and what each sentence is about."""

from bisect import bisect_right

import msgspec

from variorum.data.sexes import FEMALE_NAMES, FEMALE_WORDS, MALE_NAMES, MALE_WORDS
from variorum.records.reading import Entity, EntityType
from variorum.steps.attribute.tree import Tree
from variorum.text.name_index import NameIndex

PERSON, ORGANISATION = EntityType.PERSON, EntityType.ORGANISATION
SPEAKING = (PERSON, ORGANISATION, EntityType.OUTLET, EntityType.COUNTRY, EntityType.FRAMEWORK, EntityType.PLACE)
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
        self.sex: dict[str, str] = {}
        self.roles: dict[str, set[str]] = {}
        self._sexes()
        self._roles()
        self.subjects: dict[int, list[Named]] = {}
        self.in_sentence: dict[int, list[Named]] = {}
        for m in self.mentions:
            self.in_sentence.setdefault(self.tokens[m.first].sent, []).append(m)
            if any(self.tokens[i].dep in _SUBJECTS for i in range(m.first, m.last)):
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
        self.mentions = sorted({(m.first, m.last): m for m in self.mentions if self.at[m.first] is m}.values(), key=lambda m: m.first)

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

    def _roles(self) -> None:
        """Role nouns that stand beside a person's name: before it, or in apposition."""
        for m in self.mentions:
            if m.entity.type is not PERSON:
                continue
            found = self.roles.setdefault(m.entity.id, set())
            i = m.first - 1
            while i >= 0 and self.tokens[i].sent == self.tokens[m.first].sent and m.first - i < 7:
                t = self.tokens[i]
                if t.pos not in ("NOUN", "PROPN", "ADJ") and t.text not in ("-", "’s", "'s"):
                    break
                if t.pos in ("NOUN", "PROPN") and self.at[i] is None:
                    found.add(t.text.lower())
                i -= 1
            for head in range(m.first, m.last):
                for k in self.tree.children(head):
                    if k.dep == "appos" and k.pos in ("NOUN", "PROPN") and self.at[k.i] is None:
                        found.add(k.text.lower())
                    elif k.dep == "appos":
                        found.update(x.text.lower() for x in self.tree.children(k.i) if x.dep == "compound")
                t = self.tokens[head]
                if t.dep == "appos" and self.tokens[t.head].pos == "NOUN":
                    found.add(self.tokens[t.head].text.lower())
                if t.dep in _SUBJECTS:
                    verb = self.tokens[t.head]
                    if verb.lemma == "be":
                        found.update(k.text.lower() for k in self.tree.children(verb.i) if k.dep == "attr")

    def person_in(self, first: int, last: int) -> list[Named]:
        """People named in `[first, last)`."""
        return self._of(first, last, (PERSON,))

    def body_in(self, first: int, last: int) -> list[Named]:
        """Organisations, outlets and countries named in `[first, last)`."""
        return self._of(first, last, tuple(t for t in SPEAKING if t is not PERSON))

    def _of(self, first: int, last: int, types: tuple[EntityType, ...]) -> list[Named]:
        out: list[Named] = []
        for i in range(first, last):
            m = self.at[i]
            if m is not None and m.first == i and m.entity.type in types:
                out.append(m)
        return out
