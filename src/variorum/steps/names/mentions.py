"""Where names stand: runs of capitalised words, cut into titles, nationalities, countries and names."""

from collections.abc import Iterator

from variorum.records.reading import EntityType
from variorum.steps.names.found import POSSESSIVE, Found, head_kind, keys, known, surface
from variorum.steps.names.runs import PARTICLES, Runs
from variorum.steps.names.units import HYPHENS, Cases, Page
from variorum.text.gazetteer import (
    body_forms,
    country_forms,
    courtesy,
    demonyms,
    given,
    heads,
    known_places,
    offices,
    qualifiers,
)

_FUNCTION = frozenset(
    "the a an this that these those his her its their our my your he she it they we i you who "
    "what when where why how "
    "which if but and or so yet as at by for from in into of off on onto out over to up with "
    "without after before "
    "while since until because although though during despite about above across against along "
    "among around behind "
    "below beneath beside between beyond down inside near outside through throughout toward "
    "towards under upon "
    "within also then there here now just only even still not no yes one two three four five "
    "six seven eight nine "
    "ten some any many most more all both each every either neither other another such same is "
    "are was were be been "
    "has have had do does did will would can could may might must shall should let like than "
    "too very well however "
    "meanwhile moreover instead once last next first second earlier later today yesterday tomorrow according "
    "per via amid unlike regarding concerning asked told said".split()
)
_COUNTING = frozenset("first second third one two three four five six seven eight nine ten".split())
_STATE_CODES = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK "
    "OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC".split()
)
_SIDES = frozenset("north south east west northern southern eastern western".split())
_REGNAL = frozenset(
    (w,)
    for w in "king queen prince princess pope emperor empress sultan emir sheikh sheikha lord lady duke duchess".split()
)
_MAX_PERSON_WORDS = 6
_NO_NAME = frozenset(("", "CARDINAL", "ORDINAL", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "NORP", "LANGUAGE"))
_CREEDS = frozenset(
    "islamic islamist democratic republican european african asian arab western eastern "
    "northern southern liberal communist "
    "conservative christian catholic protestant orthodox muslim jewish hindu buddhist "
    "socialist latino hispanic korean english".split()
)
_INNER = frozenset("news tv media sun mail image god march april june may jan jun no source share photo".split())
# Words that are days or months, and names as well ("Aqil Jan", "Rosa May"): names after another name.
_MONTH_NAMES = frozenset("jan mar may april june march august sun dec".split())


class Finder(Runs):
    """Finds names on one page."""

    def __init__(self, page: Page, number: int, cases: Cases) -> None:
        super().__init__(page, cases)
        self.number = number
        self.nationalities: list[tuple[int, int, str]] = []

    def find(self) -> Iterator[Found]:
        """Every name in reading order."""
        k = 0
        while k < len(self.units):
            if not self.starts(k):
                k += 1
                continue
            end = self.grow(k)
            yield from self._segment(k, end)
            k = end

    def _droppable(self, k: int) -> bool:
        u = self.units[k]
        counted = u.key in _COUNTING and not u.initial and k + 1 < len(self.units) and self.units[k + 1].capital
        if (
            u.key in _FUNCTION
            and not counted
            and (
                u.initial
                or not u.text.isupper()
                or u.sent in self.page.shouting
                or u.key not in {"us", "who", "it", "at"}
            )
        ):
            return True
        if u.key in heads("not_name"):
            follow = self.units[k + 1] if k + 1 < len(self.units) else None
            return follow is None or not (follow.glued and follow.text in HYPHENS)
        if not u.initial:
            return False
        token = self.page.token(k)
        if (
            u.key in PARTICLES
            and k + 1 < len(self.units)
            and (self.units[k + 1].key in PARTICLES or self.units[k + 1].capital)
        ):
            return False
        named = token.ent not in _NO_NAME
        if self.cases.common(u.key) and not named:
            return True
        if u.key in self.cases.paired:
            return False
        return not named and token.pos != "PROPN" and not self.cases.high[u.key] and u.text not in demonyms()

    def _trailing(self, a: int, b: int) -> bool:
        """Whether the last word of `[a, b)` is a day, a creed or the like and no part of a name."""
        u = self.units
        word = u[b - 1].key
        if word not in heads("not_name"):
            return False
        if word in _MONTH_NAMES and b - a >= 2 and u[b - 2].text.isalpha():
            follow = u[b].text if b < len(u) else ""
            return follow[:1].isdigit() or follow == "."
        return True

    def _ministerial(self, a: int, b: int) -> int:
        """First unit of the name in "Minister of Defence X", where the run `[a, b)` begins after "of"."""
        u = self.units
        if a < 2 or u[a - 1].text != "of" or u[a - 2].sent != u[a].sent or (u[a - 2].key,) not in offices():
            return a
        k = a
        while k < b and (u[k].key in qualifiers() or u[k].key in {"affairs", "and"}):
            k += 1
        return k if k > a and 1 <= b - k <= 4 else a

    def _mere_word(self, a: int, b: int) -> bool:
        """Whether a known name is here a common word that opens a sentence ("Nice"), or a state's code after a town."""
        u = self.units[a]
        if b - a > 1:
            return False
        if a and self.units[a - 1].text == "," and len(u.text) == 2 and u.text in _STATE_CODES:
            return True
        token = self.page.token(a)
        return u.initial and not u.text.isupper() and token.pos not in {"PROPN", "X"} and token.ent in _NO_NAME

    def _creed(self, a: int, b: int) -> bool:
        """Whether a creed or a side opens the name of a body ("Muslim Brotherhood", "European Commission")."""
        if self.units[a].key not in _CREEDS or b - a < 2:
            return False
        return head_kind(keys(self.page, a, b)) is not None or self.one_entity(a, b) in {"ORG", "FAC", "EVENT"}

    def _segment(self, a: int, b: int, *, depth: int = 0) -> Iterator[Found]:
        u = self.units
        while (
            a < b
            and known(surface(self.page, a, b)) is None
            and (u[a].text in HYPHENS or u[a].text in POSSESSIVE or (self._droppable(a) and not self._creed(a, b)))
        ):
            a += 1
        while b > a and (
            not u[b - 1].text[0].isalnum() or (self._trailing(a, b) and known(surface(self.page, a, b)) is None)
        ):
            b -= 1
        if a >= b or depth > 8:
            return
        name = self._ministerial(a, b)
        if name > a and head_kind(("x", u[b - 1].key)) is None:
            yield self._make(name, b, EntityType.PERSON, settled=True, title=u[a - 2].key)
            return
        whole = surface(self.page, a, b)
        kind = known(whole)
        if kind is not None:
            if not self._mere_word(a, b):
                yield self._make(a, b, kind, settled=True)
            return
        seam = next(
            (
                e
                for e in range(a + 1, b)
                if surface(self.page, a, e) in body_forms() and known(surface(self.page, e, b)) is not None
            ),
            None,
        )
        if seam is not None:
            # Two known names glued together ("Reuters London").
            yield self._make(a, seam, known(surface(self.page, a, seam)), settled=True)
            yield self._make(seam, b, known(surface(self.page, seam, b)), settled=True)
            return
        cut = next(
            (
                k
                for k in range(a + 1, b - 1)
                if u[k].key in heads("not_name") and u[k].capital and u[k].key not in _CREEDS | _INNER
            ),
            None,
        )
        if cut is not None:
            yield from self._segment(a, cut, depth=depth + 1)
            yield from self._segment(cut + 1, b, depth=depth + 1)
            return
        yield from self._titled(a, b, depth)

    def _titled(self, a: int, b: int, depth: int) -> Iterator[Found]:
        u = self.units
        for p in range(a, b):
            n = self.title(p, b)
            if not n:
                continue
            rest = p + n
            title = tuple(x.key for x in u[p:rest])
            if rest == b:
                # "London Mayor", "Transport Commissioner": only what stands before the office can name something.
                lead = p
                while lead > a and u[lead - 1].key in qualifiers():
                    lead -= 1
                if (
                    p > a
                    and head_kind(keys(self.page, a, b)) is not None
                    and title not in courtesy()
                    and len(title) == 1
                    and title[0] in heads("organisation")
                ):
                    break
                if title == ("marine",) or (p > a and n == 1 and title in courtesy()):
                    break
                if lead > a:
                    yield from self._segment(a, lead, depth=depth + 1)
                return
            while True:
                more = self.title(rest, b)
                if not more or rest + more >= b:
                    break
                title = tuple(x.key for x in u[rest : rest + more])
                rest += more
            while rest < b and u[rest].text in HYPHENS:
                # "Speaker-to-be X"
                rest = next((k for k in range(rest + 1, b) if u[k].capital), b)
            if rest >= b:
                return
            words = keys(self.page, rest, b)
            form = head_kind(words) if len(words) > 1 else (head_kind(("x", *words)))
            stem = p
            while stem > a and u[stem - 1].key in qualifiers():
                stem -= 1
            manner = title in courtesy() and title not in _REGNAL
            if form is not None and not manner and not (len(words) >= 2 and words[0] in given()):
                # "Justice Department", "King County": the title is part of another name.
                break
            if (
                known(surface(self.page, rest, b)) in (EntityType.COUNTRY, EntityType.FRAMEWORK)
                or len(words) > _MAX_PERSON_WORDS
            ):
                break
            if (
                p > a
                and title in courtesy()
                and len(title) == 1
                and u[p].key in given() | {"u", "sri", "count", "miss", "dean", "king", "prince", "earl", "duke"}
            ):
                continue
            if stem > a:
                yield from self._segment(a, stem, depth=depth + 1)
            first = p if title in _REGNAL and len(words) == 1 and rest == p + n else rest
            if surface(self.page, rest, b) in demonyms():
                return
            yield self._make(first, b, EntityType.PERSON, settled=True, title=" ".join(title))
            return
        yield from self._plain(a, b, depth)

    def _prefix(self, a: int, b: int) -> tuple[int, str, str]:
        """Longest nationality or country or known place at the front: its end, "nat" or "geo", its country."""
        for e in range(min(b, a + 6), a, -1):
            text = surface(self.page, a, e)
            if text in demonyms():
                return e, "nat", demonyms()[text]
            if text in country_forms():
                return e, "geo", country_forms()[text]
            if text in known_places():
                return e, "geo", ""
        return a, "", ""

    def _plain(self, a: int, b: int, depth: int) -> Iterator[Found]:
        u = self.units
        end, sort, country = self._prefix(a, b)
        words = keys(self.page, a, b)
        if sort == "nat":
            self.nationalities.append((a, end, country))
        if sort and end < b:
            countries = [country] if country else []
            rest = end
            while rest + 1 < b and u[rest].text in HYPHENS:
                more, kind, another = self._prefix(rest + 1, b)
                if not kind:
                    break
                countries += [another] if another else []
                rest = more
            form = head_kind(words)
            label = self.one_entity(a, b)
            tail = keys(self.page, rest, b)
            if rest > end:
                # "A-B" of two countries: a name only with a head noun.
                if rest == b:
                    after = u[b].key if self.same(a, b) else ""
                    if after in heads("framework") or after in heads("agreement"):
                        kind2 = EntityType.FRAMEWORK if after in heads("framework") else EntityType.AGREEMENT
                        yield self._make(a, b + 1, kind2, settled=True, countries=tuple(sorted(set(countries))))
                    yield from self._pieces(a, b, depth)
                    return
                if form is not None:
                    yield self._make(a, b, form, settled=True, countries=tuple(sorted(set(countries))))
                    yield from self._pieces(a, rest, depth)
                    return
                yield from self._pieces(a, rest, depth)
                yield from self._segment(rest, b, depth=depth + 1)
                return
            hyphen = u[end].text in HYPHENS
            if label == "PERSON" and sort == "geo" and u[a].key in given() and not hyphen:
                yield self._make(a, b, EntityType.PERSON)
                return
            tail_known = known(surface(self.page, end, b))
            if (
                not hyphen
                and (form is not None or (len(tail) == 1 and head_kind(("x", tail[0])) is not None))
                and tail_known in (None, EntityType.ORGANISATION)
            ):
                yield self._make(a, b, form or head_kind(("x", *tail)), countries=(country,) if country else ())
                if sort == "geo":
                    yield self._make(a, end, known(surface(self.page, a, end)), settled=True)
                return
            if (
                not hyphen
                and label in {"ORG", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"}
                and tail_known is None
                and tail
                and tail[0] not in given()
            ):
                yield self._make(a, b, None, countries=(country,) if country else ())
                if sort == "geo":
                    yield self._make(a, end, known(surface(self.page, a, end)), settled=True)
                return
            if sort == "geo":
                yield self._make(a, end, known(surface(self.page, a, end)), settled=True)
            yield from self._segment(end, b, depth=depth + 1)
            return
        if (
            len(words) == 2
            and words[0] in {"r", "d", "i"}
            and u[a].text.isupper()
            and a + 1 < b
            and u[a + 1].text in HYPHENS
        ):
            # A legislator's party and state ("R-Ohio").
            return
        if sort == "nat" or (len(words) == 1 and words[0] in _SIDES):
            return
        form = head_kind(words)
        if len(words) > 1 and u[a].text in heads("ship"):
            yield self._make(a, b, EntityType.OTHER, settled=True)
            return
        if form is None and len(words) == 1 and (head_kind(("x", words[0])) is not None and self.cases.low[words[0]]):
            return
        if (
            len(words) >= 2
            and words[0] in given()
            and form in (EntityType.PLACE, EntityType.OUTLET)
            and self.one_entity(a, b) == "PERSON"
        ):
            form = EntityType.PERSON
        yield self._make(a, b, form)
        # A country inside a longer name is a mention of its own ("Bank of Ruritania").
        for k in range(a + 1, b):
            if u[k - 1].text in {"of", "in", "for"}:
                inner, kind, _ = self._prefix(k, b)
                if kind == "geo" and inner == b and surface(self.page, k, inner) != "America":
                    yield self._make(k, inner, known(surface(self.page, k, inner)), settled=True)

    def _pieces(self, a: int, b: int, depth: int) -> Iterator[Found]:
        k = a
        while k < b:
            end, sort, _ = self._prefix(k, b)
            if sort == "geo":
                yield self._make(k, end, known(surface(self.page, k, end)), settled=True)
            k = max(end, k + 1)

    def _make(
        self,
        a: int,
        b: int,
        kind: EntityType | None,
        *,
        settled: bool = False,
        title: str = "",
        countries: tuple[str, ...] = (),
    ) -> Found:
        return Found(page=self.number, first=a, last=b, kind=kind, settled=settled, title=title, countries=countries)
