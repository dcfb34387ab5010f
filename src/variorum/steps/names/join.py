"""From stretches that name something to the entities of a story."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec

from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Span
from variorum.records.reading import Entity, EntityType
from variorum.records.source import Article
from variorum.steps.names.classify import settle, winner
from variorum.steps.names.countries import government, sides
from variorum.steps.names.found import POSSESSIVE, Found, after, before, head_kind, keys, known, surface
from variorum.steps.names.frame import frame_mentions
from variorum.steps.names.mentions import Finder
from variorum.steps.names.naming import body_name, person_name
from variorum.steps.names.organisations import Bodies, Key, initials, institutions, nation_key, stem
from variorum.steps.names.people import Named, People, content
from variorum.steps.names.trim import trim
from variorum.steps.names.units import Cases, Page, read_page
from variorum.text.gazetteer import body_forms, country_forms, fold, given, heads, states
from variorum.text.press import per_press

Group = tuple[str, ...]

_LOWER = (EntityType.ORGANISATION, EntityType.AGREEMENT, EntityType.FRAMEWORK)
_DETERMINERS = frozenset(("the",))
_AT = frozenset("in at near from to outside across around through via".split())
# Heads of names that the same words in lower case do not stand for ("a high school").
_COMMON_HEADS = frozenset(
    "school hospital church college university bank club court company center centre station "
    "team group association exchange "
    "market park road street city act bill deal agreement process community partnership security service".split()
)


def name_entities(readings: Sequence[tuple[Article, Parse]]) -> tuple[Entity, ...]:
    """Find the named things of a story and join their mentions.

    Args:
        readings: Every article of the story with its parse.

    Returns:
        The entities, sorted by name and id; independent of the order of `readings`.
    """
    ordered = sorted(readings, key=lambda r: r[0].id)
    entities = _Story([read_page(article, parse) for article, parse in ordered]).entities()
    more = frame_mentions([article for article, _ in ordered], entities)
    return tuple(
        msgspec.structs.replace(e, mentions=tuple(sorted({*e.mentions, *more[e.id]}))) if e.id in more else e
        for e in entities
    )


class _Story:
    """The names of one story, read in passes: find, type, complete, join."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.cases = Cases(pages)
        self.found: list[Found] = []
        anchors: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for n, page in enumerate(pages):
            finder = Finder(page, n, self.cases)
            for f in finder.find():
                shouted = page.units[f.first].sent in page.shouting
                if f.settled or not shouted:
                    self.found.append(f)
            anchors[n] += [(a, b) for a, b, _ in finder.nationalities]
        self.found = trim(self.found, pages, self.cases)
        self.votes = settle(pages, self.found)
        self.nicknames = self._sides()
        self.sided = {(n, first): country for n, first, _, country in self.nicknames}
        for f in self.found:
            if self.kind(f) in (EntityType.COUNTRY, EntityType.PLACE, EntityType.ORGANISATION):
                anchors[f.page].append((f.first, f.last))
        for n, first, last, _ in self.nicknames:
            anchors[n].append((first, last))
        for n, page in enumerate(pages):
            self.found += institutions(page, n, anchors[n])
        self._complete()
        self.found = sorted(set(self.found), key=lambda f: (f.page, f.first, f.last, str(f.kind), f.title))

    @cached_property
    def _state_of_georgia(self) -> bool:
        """Whether "Georgia" is the state: the story is set in the United States and not in the Caucasus."""
        texts = {surface(self.pages[f.page], f.first, f.last) for f in self.found}
        home = texts & (states() - {"Georgia"}) or "Atlanta" in texts
        return bool(home) and not texts & {"Tbilisi", "Abkhazia", "South Ossetia", "Caucasus", "Armenia", "Azerbaijan"}

    def words(self, f: Found) -> Key:
        """The folded words of a mention."""
        return keys(self.pages[f.page], f.first, f.last)

    def kind(self, f: Found) -> EntityType | None:
        """What a mention names, by its own form or the story's votes."""
        if f.settled:
            return f.kind
        if self.words(f) in self._firms:
            return EntityType.ORGANISATION
        if self.words(f) in self._ships:
            return EntityType.OTHER
        return winner(self.votes.get(self.words(f), Counter())) or f.kind

    @cached_property
    def _firms(self) -> frozenset[Key]:
        """Names that elsewhere carry a company's legal form ("Vesper Sons" of "Vesper Sons Ltd")."""
        legal = heads("company") - {"as", "se", "ab", "co", "group", "holding", "holdings", "company"}
        all_words = {self.words(f) for f in self.found}
        return frozenset(words[:-1] for words in all_words if len(words) >= 3 and words[-1] in legal)

    @cached_property
    def _ships(self) -> frozenset[Key]:
        """Names that elsewhere stand behind a ship's prefix."""
        return frozenset(
            self.words(f)[1:]
            for f in self.found
            if len(self.words(f)) > 1 and self.pages[f.page].units[f.first].text in heads("ship")
        )

    def _sides(self) -> list[tuple[int, int, int, str]]:
        named = frozenset(
            country_forms()[text]
            for f in self.found
            if (text := surface(self.pages[f.page], f.first, f.last)) in country_forms()
        )
        return [(n, a, b, c) for n, page in enumerate(self.pages) for a, b, c in sides(page, named)]

    # --- mentions that the runs of capitals missed --------------------------------------------------
    def _complete(self) -> None:
        forms: dict[str, set[Key]] = defaultdict(set)
        kinds: dict[Key, EntityType] = {}
        for f in self.found:
            kind = self.kind(f)
            if kind is None:
                continue
            words = tuple(stem(w) for w in self.words(f))
            if len(words) == 1 and (kind is EntityType.OTHER or len(words[0]) < 3):
                continue
            kinds.setdefault(words, kind)
            forms[words[0]].add(words)
        ordered = {w: sorted(group, key=lambda x: (-len(x), x)) for w, group in forms.items()}
        covered = {(f.page, k) for f in self.found for k in range(f.first, f.last)}
        for n, page in enumerate(self.pages):
            units = page.units
            k = 0
            while k < len(units):
                hit = None
                if (n, k) not in covered:
                    hit = next(
                        (x for w in ordered.get(stem(units[k].key), ()) if (x := self._match(page, k, w, kinds[w]))),
                        None,
                    )
                if hit:
                    self.found.append(Found(page=n, first=k, last=hit[0], kind=hit[1], settled=True))
                    k = hit[0]
                else:
                    k += 1

    def _match(self, page: Page, k: int, words: Key, kind: EntityType) -> tuple[int, EntityType] | None:
        units = page.units
        at = k
        capitals = 0
        for w in words:
            while at < len(units) and at > k and units[at].text in "-‐‑–/":
                at += 1
            if at >= len(units) or units[at].sent != units[k].sent or stem(units[at].key) != w:
                return None
            capitals += units[at].capital
            at += 1
        if len(words) == 1:
            good = (
                units[k].capital
                and (units[k].sent in page.shouting or k in page.loud)
                and not self.cases.common(units[k].key)
            )
        elif kind in _LOWER:
            good = (
                units[k].capital or len(words) > 2 or (head_kind(words) is not None and words[-1] not in _COMMON_HEADS)
            )
        else:
            good = units[k].capital and (kind is not EntityType.PERSON or capitals == len(words))
        return (at, kind) if good else None

    # --- joining ------------------------------------------------------------------------------------
    def _people(self) -> tuple[People, dict[int, Named]]:
        solid: dict[int, Named] = {}
        singles: dict[int, Named] = {}
        ends: dict[int, Named] = {}
        for ref, f in enumerate(self.found):
            words = self.words(f)
            kind = self.kind(f)
            named = Named(f.page, f.first, words, f.title, ref)
            if kind is EntityType.PERSON and 1 <= len(words) <= 6:
                (solid if len(content(words)) >= 2 else singles)[ref] = named
            elif len(content(words)) >= 2 and not f.settled:
                ends[ref] = named
            elif len(content(words)) == 1 and not f.settled and kind is not EntityType.COUNTRY:
                singles[ref] = named
        fulls = {content(m.words) for m in solid.values()}
        longer = {full[-n:] for full in fulls for n in range(2, len(full))}
        titled = {content(m.words)[0] for m in singles.values() if m.title}
        for ref, m in ends.items():
            own = content(m.words)
            turned = {own, (*own[1:], own[0]), (own[-1], *own[:-1])}
            called = self.found[ref].kind is None and own[-1] in titled
            if turned & fulls or called or (self.found[ref].kind is None and own in longer):
                solid[ref] = m
        shared = self._shared_surnames(solid, singles)
        singles.update(self._homonyms(solid))
        people = People([*solid.values(), *shared.values()], [*solid.values(), *singles.values()])
        out = {**solid, **singles, **shared}
        for ref, named in singles.items():
            if ref in shared:
                continue
            f = self.found[ref]
            counts = self.votes.get(named.words, Counter())
            if self.kind(f) is EntityType.PERSON:
                continue
            word = named.words[0]
            owned = people.owns(word) or (people.near(word) is not None and counts[EntityType.PERSON] > 0)
            body = known(surface(self.pages[f.page], f.first, f.last)) is not None and not f.settled
            homonym = f.settled
            placed = counts[EntityType.PLACE] > max(counts[EntityType.PERSON], 2)
            if named.words in self._ships or named.words in self._firms:
                del out[ref]
                continue
            if not homonym and (not owned or body or placed or word in self._company_fronts):
                del out[ref]
        return people, out

    def _homonyms(self, solid: dict[int, Named]) -> dict[int, Named]:
        """Known names of bodies and places that are the family name of a person in the same article."""
        family = {(m.page, content(m.words)[-1]) for m in solid.values()}
        out = {}
        for ref, f in enumerate(self.found):
            words = self.words(f)
            if not f.settled or len(words) != 1 or (f.page, words[0]) not in family or f.kind is EntityType.PERSON:
                continue
            lead = before(self.pages[f.page], f.first)
            if lead is None or lead.key not in _AT:
                out[ref] = Named(f.page, f.first, words, f.title, ref)
        return out

    @cached_property
    def _company_fronts(self) -> frozenset[str]:
        return frozenset(
            words[0]
            for f in self.found
            if len(words := self.words(f)) >= 2
            and self.kind(f) is EntityType.ORGANISATION
            and all(w in heads("company") for w in words[-1:])
        )

    def _shared_surnames(self, solid: dict[int, Named], singles: dict[int, Named]) -> dict[int, Named]:
        """Give the first of "Ada and Tom Faber" the family name of the second."""
        full_at = {(self.found[r].page, self.found[r].first): m for r, m in solid.items()}
        out = {}
        for ref, m in singles.items():
            f = self.found[ref]
            page = self.pages[f.page]
            sent = page.units[f.first].sent
            joint = after(page, f.last, sent)
            other = full_at.get((f.page, f.last + 1))
            if joint is None or joint.text not in {"and", "&"} or other is None or len(content(other.words)) != 2:
                continue
            if m.words[0] in given() and other.words[0] in given():
                out[ref] = Named(m.page, m.at, (m.words[0], other.words[-1]), m.title, ref)
        return out

    def _family(self, f: Found, people: People) -> bool:
        """Whether "the Xs" names the bearers of a family name, so that no one person is meant."""
        words = self.words(f)
        return (
            not f.settled
            and len(words) == 1
            and any(words[0].endswith(end) and people.owns(words[0].removesuffix(end)) for end in ("s", "es"))
        )

    def _stated(self) -> set[tuple[Key, Key]]:
        """Pairs that the texts themselves equate: "Long Form (LF)"."""
        out = set()
        ending: dict[tuple[int, int], Found] = {}
        for f in self.found:
            longest = ending.get((f.page, f.last))
            if longest is None or f.first < longest.first:
                ending[(f.page, f.last)] = f
        for two in self.found:
            one = ending.get((two.page, two.first - 1))
            units = self.pages[two.page].units
            if one is None or units[one.last].text != "(" or two.last >= len(units) or units[two.last].text != ")":
                continue
            a, b = self.key(one), self.key(two)
            for short, long in ((b, a), (a, b)):
                if len(short) == 1 and len(short[0]) >= 2 and self._abbreviates(short[0], long):
                    out.add((min(short, long), max(short, long)))
        return out

    @staticmethod
    def _abbreviates(short: str, long: Key) -> bool:
        letters = iter("".join(w.removeprefix("@") for w in long).casefold())
        return short in initials(long) or (
            len(short) <= 6
            and short[0] in {w.removeprefix("@")[:1].casefold() for w in long[:2]}
            and all(c in letters for c in short)
        )

    def key(self, f: Found) -> Key:
        """The key under which a mention that is no person's is joined."""
        text = surface(self.pages[f.page], f.first, f.last)
        body = body_forms().get(text)
        nickname = self.sided.get((f.page, f.first))
        if nickname:
            return nation_key([fold(w) for w in nickname.split()] + list(self.words(f)[1:]))
        if self.pages[f.page].units[f.first].text in heads("ship") and len(self.words(f)) > 1:
            return nation_key(self.words(f)[1:])
        if body is not None:
            return nation_key([fold(w) for w in body.name.replace("-", " ").split()])
        if f.countries and len(f.countries) >= 2:
            page = self.pages[f.page]
            rest = list(self.words(f))
            tail = nation_key(rest)
            return (*("@" + c for c in f.countries), *(w for w in tail if not w.startswith("@") and page))
        return nation_key(self.words(f))

    def _groups(self) -> dict[Group, list[int]]:
        people, persons = self._people()
        groups: dict[Group, list[int]] = defaultdict(list)
        rest: dict[int, Key] = {}
        self.person_forms: dict[Group, list[Named]] = defaultdict(list)
        for ref, f in enumerate(self.found):
            page = self.pages[f.page]
            text = surface(page, f.first, f.last)
            if ref in persons:
                m = persons[ref]
                n = people.resolve(m)
                if n is not None:
                    group: Group = ("person", str(n))
                elif people.owns(content(m.words)[-1]) and len(content(m.words)) == 1:
                    continue
                else:
                    group = ("solo", *content(m.words))
                groups[group].append(ref)
                self.person_forms[group].append(m)
                continue
            if self._family(f, people):
                continue
            kind = self.kind(f)
            acting = government(page, f) if kind is EntityType.PLACE else None
            state = text == "Georgia" and self._state_of_georgia
            if acting or (kind is EntityType.COUNTRY and text in country_forms() and not state):
                groups[("country", acting or country_forms()[text])].append(ref)
            elif any(c.isalpha() for c in text) and len(text) > 1:
                rest[ref] = self.key(f)
        forms = Counter(rest.values())
        where: dict[Key, set[int]] = defaultdict(set)
        votes: dict[Key, Counter[EntityType]] = defaultdict(Counter)
        for ref, key in rest.items():
            f = self.found[ref]
            where[key].add(f.page)
            votes[key].update(self.votes.get(self.words(f), Counter()))
            if key == ("georgia",):
                votes[key] = Counter({EntityType.PLACE: 1})
                continue
            if f.kind is not None:
                votes[key][f.kind] += 20 if f.settled else 5
        kinds = {k: self._no_person(v) for k, v in votes.items()}
        loud = {
            k
            for r, k in rest.items()
            if len(k) == 1
            and surface(self.pages[self.found[r].page], self.found[r].first, self.found[r].last).isupper()
        }
        bodies = Bodies(forms, kinds, where, self._stated(), frozenset(loud))
        self.kinds: dict[Group, Counter[EntityType]] = defaultdict(Counter)
        for ref, key in rest.items():
            root = bodies.root(key)
            groups[("body", *root)].append(ref)
        for key in sorted(forms):
            self.kinds[("body", *bodies.root(key))].update({kinds[key]: votes[key][kinds[key]] + 1})
        self._late(bodies, groups)
        for n, first, last, country in self.nicknames:
            self.found.append(Found(page=n, first=first, last=last, kind=EntityType.COUNTRY, settled=True))
            groups[("country", country)].append(len(self.found) - 1)
        return groups

    @staticmethod
    def _no_person(votes: Counter[EntityType]) -> EntityType:
        kind = winner(Counter({k: v for k, v in votes.items() if k is not EntityType.PERSON}))
        return kind or EntityType.OTHER

    def _late(self, bodies: Bodies, groups: dict[Group, list[int]]) -> None:
        """Ends of names and "bilateral" pacts, where only one name of the story fits."""
        covered = {
            (self.found[r].page, k)
            for refs in groups.values()
            for r in refs
            for k in range(self.found[r].first, self.found[r].last)
        }
        pacts: dict[str, set[Key]] = defaultdict(set)
        for f in bodies.forms:
            if sum(w.startswith("@") for w in f) == 2 and bodies.kinds[f] is EntityType.FRAMEWORK:
                pacts[f[-1]].add(bodies.root(f))
        tails: dict[str, list[Key]] = defaultdict(list)
        for t in bodies.tails:
            if " ".join(t) not in _known_lower():
                tails[t[0]].append(t)
        for n, page in enumerate(self.pages):
            units = page.units
            for k, u in enumerate(units):
                if (n, k) in covered:
                    continue
                follow = after(page, k + 1, u.sent)
                if (
                    u.key == "bilateral"
                    and follow is not None
                    and len(pacts.get(follow.key, ())) == 1
                    and (n, k + 1) not in covered
                ):
                    self._add(groups, bodies.root(min(pacts[follow.key])), n, k, k + 2)
                    continue
                lead = units[k - 1] if k and units[k - 1].sent == u.sent else None
                if u.capital or lead is None or not (lead.key in _DETERMINERS or lead.text in POSSESSIVE):
                    continue
                for t in tails.get(stem(u.key), ()):
                    end = k + len(t)
                    if (
                        end <= len(units)
                        and units[end - 1].sent == u.sent
                        and tuple(stem(x.key) for x in units[k:end]) == t
                    ):
                        self._add(groups, bodies.root(bodies.tails[t]), n, k, end)
                        break

    def _add(self, groups: dict[Group, list[int]], root: Key, page: int, first: int, last: int) -> None:
        self.found.append(Found(page=page, first=first, last=last))
        groups[("body", *root)].append(len(self.found) - 1)

    # --- out ----------------------------------------------------------------------------------------
    def entities(self) -> tuple[Entity, ...]:
        """The entities, sorted by name and id."""
        made: dict[tuple[str, EntityType], set[int]] = defaultdict(set)
        for group, refs in sorted(self._groups().items()):
            kind, name = self._name(group, refs)
            made[(name, kind)].update(refs)
        out = []
        for (name, kind), own in made.items():
            chosen = [self.found[r] for r in sorted(own)]
            aliases = {surface(self.pages[f.page], f.first, f.last) for f in chosen}
            out.append(
                Entity(
                    id=make_id("entity", kind, name),
                    name=name,
                    type=kind,
                    aliases=tuple(sorted(aliases | {name})),
                    mentions=tuple(sorted({self._span(f) for f in chosen})),
                )
            )
        return tuple(sorted(out, key=lambda e: (e.name, e.id)))

    def _span(self, f: Found) -> Span:
        page = self.pages[f.page]
        chosen = page.units[f.first : f.last]
        return Span(page.article.id, min(u.start for u in chosen), max(u.end for u in chosen))

    def _name(self, group: Group, refs: Iterable[int]) -> tuple[EntityType, str]:
        if group[0] == "country":
            return EntityType.COUNTRY, group[1]
        if group[0] in {"person", "solo"}:
            forms = [
                (self._text(self.found[m.ref]), self.words(self.found[m.ref]), m) for m in self.person_forms[group]
            ]
            return EntityType.PERSON, person_name(forms)
        kind = winner(self.kinds[group]) or EntityType.OTHER
        return kind, body_name(Counter(self._text(self.found[r]) for r in refs))

    def _text(self, f: Found) -> str:
        return " ".join(surface(self.pages[f.page], f.first, f.last).split())


@per_press
def _known_lower() -> frozenset[str]:
    return frozenset(" ".join(stem(fold(w)) for w in text.split()) for text in body_forms())
