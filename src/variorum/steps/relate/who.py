"""Which entity a word means, where the words settle it."""

from collections.abc import Sequence

from variorum.records.parse import Parse, Token
from variorum.records.place import Extent
from variorum.records.reading import Attribution, Entity, EntityType, Role
from variorum.text.gazetteer import capitals, country_forms, demonyms
from variorum.text.name_index import NameIndex

ACTORS = frozenset({EntityType.PERSON, EntityType.COUNTRY, EntityType.ORGANISATION, EntityType.FRAMEWORK})
"""Types that act. An outlet acts only where a deed is told of it, not by reporting."""

_LIST_DEPS = ("conj",)
_BACK = 6


class People:
    """The entities of one article, by place and by name.

    Args:
        article: The article's id.
        parse: Its parse.
        names: The story's names.
        attributions: Its attributions, whose sources settle pronouns and roles.
        roles: Its roles.
        text: Its text.
    """

    def __init__(
        self,
        article: str,
        parse: Parse,
        *,
        names: NameIndex,
        attributions: Sequence[Attribution],
        roles: Sequence[Role],
        text: str,
    ) -> None:
        self.article = article
        self.text = text
        self.parse = parse
        self.names = names
        surnames: dict[str, set[str]] = {}
        for entity in names.entities():
            if entity.type is EntityType.PERSON and " " in entity.name:
                surnames.setdefault(entity.name.split()[-1].lower(), set()).add(entity.id)
        self._shared = frozenset(k for k, ids in surnames.items() if len(ids) > 1)
        self._by_name: dict[str, list[Entity]] = {}
        for entity in names.entities():
            self._by_name.setdefault(entity.name, []).append(entity)
        # A noun stands for somebody named only where it is a role that one, or these two, of the story have.
        self._sources = {
            (e.start, e.end): (a.speaker, a.reason.endswith("with this role"))
            for a in attributions
            if a.speaker and not a.reason.startswith("unnamed")
            for e in a.source
        }
        self._homes = self._find_homes(roles)

    def named(self, name: str | None) -> Entity | None:
        """The one entity of a canonical name; None where there is none or more than one."""
        found = self._by_name.get(name or "", [])
        return found[0] if len(found) == 1 else None

    def group(self, name: str | None) -> tuple[Entity, ...]:
        """The entities that a speaker's name means: one, or several joined by "and"; empty where one is open."""
        one = self.named(name)
        if one is not None:
            return (one,)
        parts = [p for piece in (name or "").split(" and ") for p in piece.split(", ") if p]
        found = [self.named(p) for p in parts]
        if len(parts) < 2 or any(f is None for f in found):
            return ()
        return tuple(f for f in found if f is not None)

    def is_open(self, place: Extent) -> bool:
        """Whether words name somebody by a bare surname that two people of the story have."""
        words = [t.text for t in self.parse.within(place.start, place.end) if t.pos == "PROPN"]
        return len(words) == 1 and words[0].lower() in self._shared

    def mention(self, token: Token) -> Entity | None:
        """The entity whose name ends a phrase at this token: "President A B", not "the B aide"."""
        for start, end, entity in self.names.within(self.article, token.start, token.end):
            if start <= token.start and token.end <= end and not self.is_open(Extent(start, end)):
                inside = self.parse.within(start, end)
                heads = [t for t in inside if t.head == t.i or not (start <= self.parse.tokens[t.head].start < end)]
                if token in heads or (inside and token.i == inside[-1].i):
                    return entity
        return None

    def whole(self, place: Extent) -> Extent:
        """A stretch that begins or ends inside a name, with the whole of that name."""
        start, end = place.start, place.end
        for s, e, _ in self.names.within(self.article, start, start + 1):
            start = min(start, s) if e > place.start else start
        for _, e, _ in self.names.within(self.article, end - 1, end):
            end = max(end, e)
        return Extent(start, end)

    def actors(self, token: Token) -> tuple[Entity, ...]:
        """Who a subject or object means, those joined to it by "and" included; empty where one of them is open."""
        members = [token, *self._joined(token)]
        out: list[Entity] = []
        for t in members:
            found = self.mention(t)
            if found is not None:
                out.append(found)
                continue
            said = self.group(self._source_of(t))
            if not said or len(members) > 1:
                return ()
            out.extend(said)
        return tuple(dict.fromkeys(out))

    def _joined(self, token: Token) -> list[Token]:
        out: list[Token] = []
        for k in self.parse.children(token):
            if k.dep in _LIST_DEPS and k.pos in ("PROPN", "NOUN", "PRON"):
                out += [k, *self._joined(k)]
        return out

    def _source_of(self, token: Token) -> str | None:
        """The speaker that an attribution's source settles for a pronoun or a role at this token."""
        if token.pos != "PRON" and token.tag not in ("NN", "NNS"):
            return None
        for (start, end), (speaker, by_role) in self._sources.items():
            if start <= token.start and token.end <= end and end - token.end <= 1 and (by_role or token.pos == "PRON"):
                return speaker
        return None

    # -- countries ----------------------------------------------------------------------------------------------------

    def country(self, token: Token) -> str | None:
        """The country that a word names or is the adjective of, under the story's name for it."""
        found = self.mention(token)
        if found is not None:
            return found.name if found.type is EntityType.COUNTRY else None
        return self.country_called(token.text)

    def country_called(self, words: str) -> str | None:
        """The country that some words name or are the adjective of."""
        plain = words.removesuffix("’s").removesuffix("'s")
        name = country_forms().get(plain) or demonyms().get(plain)
        if name is None:
            return None
        for entity in self.names.entities():
            if entity.type is EntityType.COUNTRY and (entity.name == name or name in entity.aliases):
                return entity.name
        return name

    def home(self, entity: Entity) -> str | None:
        """The country whose office-holder or government an entity is, as this article says it; itself for a country."""
        if entity.type is EntityType.COUNTRY:
            return entity.name
        return self._homes.get(entity.id)

    def _find_homes(self, roles: Sequence[Role]) -> dict[str, str]:
        found: dict[str, set[str]] = {}
        index = {t.start: t.i for t in self.parse.tokens}
        for role in roles:
            at = index.get(role.start)
            if at is None or role.former:
                continue
            for t in reversed(self.parse.tokens[max(0, at - _BACK) : at]):
                if t.sent != self.parse.tokens[at].sent or t.pos in ("VERB", "AUX", "ADP", "CCONJ") or t.text in ",;":
                    break
                country = self.country(t)
                if country is not None and t.text not in capitals():
                    found.setdefault(role.entity, set()).add(country)
                    break
            for t in self.parse.tokens[at : at + _BACK]:
                if role.start <= t.start < role.end and (country := self.country_called(t.text)):
                    found.setdefault(role.entity, set()).add(country)
        return {key: next(iter(names)) for key, names in found.items() if len(names) == 1}
