"""Which names of bodies, agreements, places and things are one, and institutions in lower case."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from variorum.records.reading import EntityType
from variorum.steps.names.found import Found
from variorum.steps.names.spelling import Spellings, one_name
from variorum.steps.names.units import HYPHENS, Page
from variorum.text.gazetteer import body_forms, capitals, country_forms, demonyms, fold, heads
from variorum.text.press import per_press

Key = tuple[str, ...]

_JOINTS = frozenset("of for and the on to in against & de".split())
_SAME_TAIL = {
    ("police", "department"): ("police",),
    ("police", "force"): ("police",),
    ("police", "service"): ("police",),
    ("consulate", "general"): ("consulate",),
    ("fire", "and", "rescue", "service"): ("fire", "brigade"),
}
_PUBLIC_HEADS = frozenset(
    "police hospital university department zoo airport council county school college church "
    "court station district "
    "province prefecture museum brigade service ministry embassy consulate international times post herald news".split()
)
_TAILLESS = frozenset(
    "school hospital church college university bank club court company center centre station team group "
    "association staff office".split()
)
_STATE_HEADS = frozenset("ministry government military parliament army navy".split())
_OFFICE_HEADS = frozenset("agency authority department administration office service".split())
_PROVINCES = frozenset("province prefecture region oblast governorate".split())
_MAX_TAIL = 4


def stem(word: str) -> str:
    """A folded word without a plural ending and with British spelling made American where it is regular."""
    word = (
        word.replace("defence", "defense")
        .replace("organisation", "organization")
        .replace("centre", "center")
        .replace("labour", "labor")
    )
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def nation_key(words: Sequence[str]) -> Key:
    """Folded words with leading nationality or country as "@Country" and equal forms of an institution made one.

    >>> nation_key(("german", "foreign", "ministry"))
    ('@Germany', 'foreign', 'ministry')
    """
    table = _nations()
    lead: list[str] = []
    rest = list(words)
    while rest:
        for n in range(min(4, len(rest)), 0, -1):
            country = table.get(tuple(rest[:n]))
            if country and len(rest) > n:
                lead.append("@" + country)
                rest = rest[n:]
                break
        else:
            break
        if rest and rest[0] == "s":
            rest = rest[1:]
    if not lead and len(rest) > 1 and rest[-1] in _STATE_HEADS:
        # "Oslo's defence ministry" is the country's.
        for n in (3, 2, 1):
            country = _capitals().get(tuple(rest[:n]))
            if country and len(rest) > n:
                lead, rest = ["@" + country], rest[n:]
                break
    if len(rest) > 2 and rest[0] in {"ministry", "department", "minister"} and rest[1] in {"of", "for"}:
        rest = [w for w in rest[2:] if w not in {"the", "affairs"}] + [rest[0]]
    for tail, short in _SAME_TAIL.items():
        if tuple(rest[-len(tail) :]) == tail and (lead or len(rest) > len(tail)):
            rest = rest[: -len(tail)] + list(short)
    return (*sorted(set(lead)), *(stem(w) for w in rest))


@cache
def _nations() -> dict[Key, str]:
    out: dict[Key, str] = {}
    for table in (country_forms(), demonyms()):
        for form, country in table.items():
            words = tuple(fold(w) for w in form.replace("-", " ").split())
            out.setdefault(words, country)
    return out


@cache
def _capitals() -> dict[Key, str]:
    return {tuple(fold(w) for w in city.split()): country for city, country in capitals().items()}


def initials(words: Sequence[str]) -> set[str]:
    """The acronyms that a long form may have, in lower case."""
    out = set()
    plain = [w for w in words if not w.startswith("@")]
    for chosen in (
        plain,
        [w for w in plain if w not in _JOINTS],
        [w.removeprefix("@") for w in words if w not in _JOINTS],
    ):
        if len(chosen) >= 2:
            out.add("".join(w[0].casefold() for w in chosen))
    return out


def institutions(page: Page, number: int, anchors: Iterable[tuple[int, int]]) -> list[Found]:
    """Institutions in lower case after a country, nationality or place ("the Ruritanian consulate").

    Args:
        page: The page.
        number: Its place.
        anchors: First and one past the last unit of each country, nationality, place or body named.
    """
    units = page.units
    phrases = {tuple(x.split()) for x in heads("institution")}
    out = []
    for first, last in sorted(set(anchors)):
        k = last
        if k < len(units) and units[k].text in {"'s", "’s", "'", "’"}:
            k += 1
        sent = units[first].sent
        for skip in range(4):
            at = k + skip
            if at >= len(units) or units[at].sent != sent or units[at].capital:
                break
            hit = next(
                (
                    n
                    for n in (4, 3, 2, 1)
                    if at + n <= len(units)
                    and units[at + n - 1].sent == sent
                    and tuple(u.key for u in units[at : at + n]) in phrases
                ),
                0,
            )
            if hit:
                out.append(Found(page=number, first=first, last=at + hit, kind=EntityType.ORGANISATION, settled=True))
                break
            token = page.token(at)
            if token.pos not in {"NOUN", "ADJ", "PROPN"} and units[at].text not in HYPHENS:
                break
    return out


@per_press
def _known_folded() -> frozenset[str]:
    return frozenset(" ".join(fold(w) for w in text.split()) for text in body_forms())


class Bodies:
    """Joins forms of names that are not people's, over a story."""

    def __init__(
        self,
        forms: Counter[Key],
        kinds: dict[Key, EntityType],
        pages: dict[Key, set[int]],
        stated: Iterable[tuple[Key, Key]],
        acronyms: frozenset[Key] = frozenset(),
    ) -> None:
        self.forms = forms
        self.kinds = kinds
        self.pages = pages
        self.acronyms = acronyms
        self.parent: dict[Key, Key] = {f: f for f in forms}
        self.tails: dict[Key, Key] = {}
        for a, b in sorted(stated):
            if a in self.parent and b in self.parent:
                self._join(a, b)
        self._nations()
        self._acronyms()
        self._fronts()
        self._spellings()
        self._provinces()
        self._tails()

    def root(self, f: Key) -> Key:
        """The form that stands for all of its group."""
        while self.parent[f] != f:
            self.parent[f] = self.parent[self.parent[f]]
            f = self.parent[f]
        return f

    def _join(self, a: Key, b: Key) -> None:
        x, y = self.root(a), self.root(b)
        if x != y:
            self.parent[max(x, y)] = min(x, y)

    def _owners(self, keys: Iterable[Key]) -> list[Key]:
        return sorted({self.root(k) for k in keys})

    def _nations(self) -> None:
        """Join "Ruritania's Foreign Ministry" and "Foreign Ministry" where no other country's fits."""
        bare: dict[Key, set[Key]] = defaultdict(set)
        for f in self.forms:
            rest = tuple(w for w in f if not w.startswith("@"))
            if (
                len(rest) < len(f)
                and len(rest) >= 2
                and self.kinds[f] in (EntityType.ORGANISATION, EntityType.AGREEMENT, EntityType.FRAMEWORK)
            ):
                bare[rest].add(f)
        for rest, longer in sorted(bare.items()):
            if rest in self.forms and len(self._owners(longer)) == 1:
                self._join(rest, min(longer))

    def _acronyms(self) -> None:
        by_initials: dict[str, set[Key]] = defaultdict(set)
        for f in self.forms:
            if len(f) >= 2 and self.kinds[f] not in (EntityType.PERSON, EntityType.COUNTRY):
                for short in initials(f):
                    by_initials[short].add(f)
        for f in sorted(self.forms):
            if len(f) == 1 and len(f[0]) >= 3 and f[0] in by_initials:
                owners = self._owners(by_initials[f[0]])
                if len(owners) == 1 and self.kinds[f] not in (EntityType.PLACE, EntityType.COUNTRY, EntityType.PERSON):
                    self._join(f, owners[0])

    def _fronts(self) -> None:
        """Join "Vesper" to "Vesper Holdings Inc.", the front of one company's name."""
        fronts: dict[Key, set[Key]] = defaultdict(set)
        for f in self.forms:
            if f[0].startswith("@") and len(f) >= 4 and f[-1] in _OFFICE_HEADS:
                fronts[f[:-1]].add(f)
            for n in range(1, len(f)):
                rest = f[n:]
                if n >= 2 and rest[0] in {"and", "&"} and f[n - 1] in heads("organisation"):
                    fronts[f[:n]].add(f)
                    continue
                if self.kinds[f] not in (EntityType.ORGANISATION, EntityType.OUTLET):
                    continue
                company = all(w in heads("company") for w in rest)
                if f[n - 1] in _JOINTS or f[0].startswith("@") or (rest[-1] in _PUBLIC_HEADS and not company):
                    continue
                if not company and (
                    f[:n] in self.acronyms
                    or " ".join(f[:n]) in _known_folded()
                    or rest[-1] in heads("organisation")
                    or (n == 1 and len(rest) > 1)
                ):
                    continue
                fronts[f[:n]].add(f)
        for front, longer in sorted(fronts.items()):
            if front in self.forms and len(front) >= 2 and all(x[len(front)] in {"and", "&"} for x in longer):
                for one in sorted(longer):
                    self._join(front, one)
                continue
            if front not in self.forms or self.kinds[front] not in (
                EntityType.ORGANISATION,
                EntityType.OUTLET,
                EntityType.OTHER,
            ):
                continue
            if len(self._owners(longer)) == 1 or all(
                one[: len(two)] == two or two[: len(one)] == one for one in sorted(longer) for two in sorted(longer)
            ):
                for one in sorted(longer):
                    self._join(front, one)

    def _provinces(self) -> None:
        """Join "X Province" to "X", where X is not known as a city, and "the Times" to "the X Times"."""
        tails: dict[Key, set[Key]] = defaultdict(set)
        for f in sorted(self.forms):
            if len(f) == 2 and f[1] in _PROVINCES and f[:1] in self.forms and f[0].title() not in capitals():
                self._join(f, f[:1])
            if len(f) >= 2 and {f[-1], f[-1] + "s"} & heads("outlet") and self.kinds[f] is EntityType.OUTLET:
                tails[f[-1:]].add(f)
        for tail, longer in sorted(tails.items()):
            if tail in self.forms and len(self._owners(longer)) == 1:
                self._join(tail, min(longer))

    def _spellings(self) -> None:
        singles = Spellings(f[0] for f in self.forms if len(f) == 1)
        for f in sorted(self.forms):
            if len(f) == 1 and len(f[0]) >= 6 and not f[0].startswith("@"):
                for other in singles.near(f[0]):
                    self._slip(f, (other,))
        # "Northgate", "North Gate" and "North-Gate" are one.
        whole: dict[str, Key] = {}
        for f in sorted(self.forms):
            if not f[0].startswith("@") and len("".join(f)) >= 6:
                self._join(f, whole.setdefault("".join(f), f))
        by_word: dict[str, list[Key]] = defaultdict(list)
        for f in sorted(self.forms):
            if len(f) >= 2:
                for w in sorted(set(f)):
                    by_word[w].append(f)
        for group in by_word.values():
            if len(group) > 40:
                continue
            for i, a in enumerate(group):
                for b in group[i + 1 :]:
                    short = (
                        len(a) == len(b) >= 3
                        and sum(x != y for x, y in zip(a, b, strict=True)) == 1
                        and all(
                            len(x) == len(y) == 1 and x.isalpha() and y.isalpha()
                            for x, y in zip(a, b, strict=True)
                            if x != y
                        )
                    )
                    if one_name(a, b):
                        self._slip(a, b)
                    elif short and self.kinds[a] == self.kinds[b]:
                        self._join(a, b)

    def _slip(self, a: Key, b: Key) -> None:
        rare, often = sorted((a, b), key=lambda f: (self.forms[f], f))
        apart = not (self.pages[a] & self.pages[b])
        if any(c.isdigit() for c in "".join(a + b)):
            return
        if apart or self.forms[rare] * 3 <= self.forms[often]:
            self._join(rare, often)

    def _tails(self) -> None:
        """Ends of names that stand for the whole ("the fire brigade", "the security ministry") where only one fits."""
        owners: dict[Key, set[Key]] = defaultdict(set)
        for f in self.forms:
            if self.kinds[f] is not EntityType.ORGANISATION or len(f) < 3:
                continue
            ministry = f[-1] in {"ministry", "department"}
            placed = f[0].startswith("@")
            for n in range(2, min(len(f), _MAX_TAIL + 1)):
                tail = f[-n:]
                if tail[0] in _JOINTS or tail[-1] not in heads("organisation") or tail[-1] in _TAILLESS:
                    continue
                if ministry or placed or n == len(f) - 1:
                    owners[tail].add(f)
        for tail, longer in sorted(owners.items()):
            found = self._owners(longer)
            if len(found) == 1:
                self.tails[tail] = found[0]
                if tail in self.forms and self.kinds[tail] is EntityType.ORGANISATION:
                    self._join(tail, found[0])
