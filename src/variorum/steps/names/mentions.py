"""Where names stand: runs of capitalised words, cut into titles, nationalities, countries and names."""

from collections.abc import Iterator, Sequence

import msgspec

from variorum.records.reading import EntityType
from variorum.steps.names.units import HYPHENS, Cases, Page, Unit
from variorum.text.gazetteer import (
    body_forms,
    country_forms,
    courtesy,
    demonyms,
    fold,
    given,
    heads,
    known_places,
    offices,
    phrases,
    qualifiers,
)

_FUNCTION = frozenset(
    "the a an this that these those his her its their our my your he she it they we i you who what when where why how "
    "which if but and or so yet as at by for from in into of off on onto out over to up with without after before "
    "while since until because although though during despite about above across against along among around behind "
    "below beneath beside between beyond down inside near outside through throughout toward towards under upon "
    "within also then there here now just only even still not no yes one two three four five six seven eight nine "
    "ten some any many most more all both each every either neither other another such same is are was were be been "
    "has have had do does did will would can could may might must shall should let like than too very well however "
    "meanwhile moreover instead once last next first second earlier later today yesterday tomorrow according "
    "per via amid unlike regarding concerning asked told said".split()
)
_SIDES = frozenset("north south east west northern southern eastern western".split())
_PARTICLES = frozenset("de da do dos das del della di du van von der den ter ten bin ibn bint al el la le zu zur".split())
_ARABIC = frozenset("al el an as ar ash ad at az ul".split())
_REGNAL = frozenset(
    (w,) for w in "king queen prince princess pope emperor empress sultan emir sheikh sheikha lord lady duke duchess".split()
)
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_JOINING_POSSESSORS = frozenset("children women men people peoples king queen veterans workers teachers farmers".split())
_OF_HEADS = frozenset("friends knights daughters sons people kingdom commonwealth status law rule bill king isle gulf sea bay strait straits".split())
_SUFFIXES = frozenset("jr sr ii iii iv junior".split())
_MAX_PERSON_WORDS = 6
_NO_NAME = frozenset(("", "CARDINAL", "ORDINAL", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "NORP", "LANGUAGE"))
# Words that are days or months, and names as well ("Ajmal Jan", "Theresa May"): names after another name.
_CREEDS = frozenset(
    "islamic islamist democratic republican european african asian arab western eastern northern southern liberal communist "
    "conservative christian catholic protestant orthodox muslim jewish hindu buddhist socialist latino hispanic korean english".split()
)
_INNER = frozenset("news tv media sun mail image god march april june may jan jun no source share photo".split())
_MONTH_NAMES = frozenset("jan mar may april june march august sun dec".split())


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch that names something.

    Attributes:
        page: Place of its page.
        first: First unit.
        last: One past the last unit.
        kind: What it is where the form settles it, else None.
        settled: Whether `kind` rests on more than a head noun.
        title: The folded title before it, "" where there is none.
        countries: Countries named inside a compound ("A-B alliance"), sorted.
    """

    page: int
    first: int
    last: int
    kind: EntityType | None = None
    settled: bool = False
    title: str = ""
    countries: tuple[str, ...] = ()


def surface(page: Page, first: int, last: int) -> str:
    """The words of units `[first, last)` with single spaces, as they are read."""
    out = []
    for u in page.units[first:last]:
        if out and not u.glued:
            out.append(" ")
        out.append(u.text)
    return "".join(out)


def keys(page: Page, first: int, last: int) -> tuple[str, ...]:
    """The folded words of units `[first, last)` without hyphens and possessive endings."""
    return tuple(u.key for u in page.units[first:last] if u.text not in HYPHENS and u.text not in _POSSESSIVE)


def head_kind(words: Sequence[str]) -> EntityType | None:
    """What the head noun of a name of several folded words says it is."""
    if len(words) < 2:
        return None
    last = words[-1]
    first_part = list(words)
    for joint in ("of", "for", "on", "to", "in", "against"):
        if joint in first_part[1:]:
            first_part = first_part[: first_part.index(joint, 1)]
    front = first_part[-1]
    if last in heads("agreement") or front in heads("agreement"):
        return EntityType.AGREEMENT
    if words[0] in heads("place_prefix") and words[0] in {"mount", "mt", "lake", "cape", "punta", "isla", "puerto", "cerro", "playa"}:
        return EntityType.PLACE
    for word in (last, front):
        if word in heads("framework"):
            return EntityType.FRAMEWORK
        if word in heads("organisation"):
            return EntityType.ORGANISATION
    if last in heads("outlet"):
        return EntityType.OUTLET
    if last in heads("place") or front in heads("place"):
        return EntityType.PLACE
    if last in heads("company") and last not in {"as", "se", "ab", "co"}:
        return EntityType.ORGANISATION
    return None


def known(text: str) -> EntityType | None:
    """What a written form is known to be, from the lists."""
    if text in country_forms():
        return EntityType.COUNTRY
    if text in body_forms():
        return EntityType(body_forms()[text].type)
    if text in known_places():
        return EntityType.PLACE
    return None


class Finder:
    """Finds names on one page."""

    def __init__(self, page: Page, number: int, cases: Cases) -> None:
        self.page = page
        self.number = number
        self.units = page.units
        self.cases = cases
        self.loud = page.loud
        self.nationalities: list[tuple[int, int, str]] = []

    def find(self) -> Iterator[Found]:
        """Every name in reading order."""
        k = 0
        while k < len(self.units):
            if not self._starts(k):
                k += 1
                continue
            end = self._grow(k)
            yield from self._segment(k, end)
            k = end

    # --- runs ---------------------------------------------------------------------------------------
    def _word(self, k: int) -> bool:
        u = self.units[k]
        return u.capital or (len(u.text) > 2 and u.text[0].islower() and u.text[1].isupper())

    def _starts(self, k: int) -> bool:
        if k in self.loud:
            return False
        if self._word(k):
            return True
        return self._arabic(k)

    def _arabic(self, k: int) -> bool:
        u = self.units
        return (
            u[k].key in _ARABIC
            and k + 2 < len(u)
            and u[k + 1].text in HYPHENS
            and u[k + 1].glued
            and u[k + 2].glued
            and u[k + 2].capital
        )

    def _same(self, a: int, k: int) -> bool:
        return k < len(self.units) and self.units[k].sent == self.units[a].sent

    def _grow(self, a: int) -> int:
        u = self.units
        phrase = self._phrase(a)
        if phrase:
            return phrase
        b = a + 3 if self._arabic(a) and not u[a].capital else a + 1
        while self._same(a, b):
            if b in self.loud:
                break
            if self._word(b):
                b += 1
                continue
            step = self._hyphen(a, b) or self._particle(a, b) or self._ampersand(a, b) or self._number(a, b) or self._connector(a, b)
            if not step:
                break
            b += step
        return b

    def _phrase(self, a: int) -> int:
        """End of a known name with a lower-case word in it, 0 where none begins at `a`."""
        u = self.units
        for words in phrases().get(u[a].text, ()):
            end = a + len(words)
            if end <= len(u) and u[end - 1].sent == u[a].sent and all(x.text == w for x, w in zip(u[a:end], words, strict=True)):
                return end
        return 0

    def _number(self, a: int, b: int) -> int:
        u = self.units
        return 1 if u[b].text.isdigit() and (u[b - 1].key, u[b].text) in self.cases.numbered else 0

    def _hyphen(self, a: int, b: int) -> int:
        u = self.units
        if not (u[b].text in HYPHENS and u[b].glued and self._same(a, b + 1) and u[b + 1].glued):
            return 0
        nxt = u[b + 1]
        if nxt.capital or nxt.text[0].isdigit():
            return 2
        if not nxt.text.isalpha() or nxt.key in heads("hyphen"):
            return 0
        if self._same(a, b + 3) and u[b + 2].text in HYPHENS and u[b + 2].glued and u[b + 3].capital:
            return 4
        capitals = sum(x.capital for x in u[a:b])
        titled = a > 0 and (u[a - 1].key,) in (courtesy() | offices())
        proper = len(nxt.text) >= 4 and self.page.token(b + 1).pos == "PROPN" and not self.cases.low_alone[nxt.key]
        # "Min-seo Park": a given name in two parts before the family name.
        proper = proper or (len(nxt.text) <= 5 and self.page.token(b + 1).pos == "PROPN" and self._same(a, b + 2) and u[b + 2].capital)
        if (capitals >= 2 or titled or proper) and len(nxt.text) <= 6 and not nxt.text.endswith(("ed", "ing")):
            return 2
        return 0

    def _particle(self, a: int, b: int) -> int:
        u = self.units
        k = b
        while self._same(a, k) and k - b < 3 and u[k].key in _PARTICLES and not u[k].capital:
            k += 1
            if self._same(a, k + 1) and u[k].text in HYPHENS and u[k].glued:
                k += 1
        if k == b or not self._same(a, k) or not u[k].capital:
            return 0
        if u[b].key in {"as", "at", "an", "do"}:
            return 0
        return k - b + 1

    def _ampersand(self, a: int, b: int) -> int:
        u = self.units
        if u[b].text == "&" and self._same(a, b + 1) and u[b + 1].capital:
            return 2
        if (
            u[b].text == ","
            and self._same(a, b + 3)
            and u[b + 1].capital
            and u[b + 2].text == "&"
            and u[b + 3].capital
        ):
            return 4
        return 0

    def _run(self, k: int) -> int:
        end = k
        while self._same(k, end) and self._word(end):
            end += 1
        return end

    def _one_entity(self, first: int, last: int) -> str:
        """The tagger's label where one of its entities covers all of the units, else ""."""
        tokens = [self.page.token(k) for k in range(first, last)]
        label = tokens[0].ent
        lead = tokens[0].i
        if label and all(t.ent == label and (t.i == lead or not t.ent_begins) for t in tokens):
            return label
        return ""

    def _connector(self, a: int, b: int) -> int:
        u = self.units
        word = u[b].text
        k = b + 1
        if self._same(a, k) and u[k].text == "the" and word != "and":
            k += 1
        if not self._same(a, k) or not u[k].capital:
            return 0
        left, end = u[b - 1].key, self._run(k)
        right = u[end - 1].key
        title = self._title(self._title_start(a, b), b)
        label = self._one_entity(a, k + 1)
        named = label in {"ORG", "LAW", "FAC", "EVENT", "WORK_OF_ART", "GPE", "LOC"}
        headed = left in heads("organisation") or left in heads("agreement") or left in heads("place") or left in heads("framework") or left in _OF_HEADS
        plural = self.page.token(b - 1).tag in {"NNPS", "NNS"}
        joins = False
        if word == "of":
            if title or (left,) in offices():
                joins = any(tuple(x.key for x in u[p:e]) in offices() for p in range(a, b) for e in range(k + 1, end + 1))
            else:
                inside = label == "ORG" and any(x.text in {"of", "for"} for x in u[a:b])
                joins = headed or (named and plural) or inside or (right in heads("agreement") and end > k + 1)
        elif word == "for":
            joins = not title and (left in heads("organisation") or (named and label == "ORG"))
        elif word == "and":
            inside = any(x.text == "of" for x in u[a:b])
            joins = (
                (label == "ORG" or inside)
                and not title
                and known(surface(self.page, a, b)) is None
                and (right in heads("organisation") or (left in heads("organisation") and right in heads("place") and label == "ORG") or (inside and (named or end == k + 1)))
                and not (inside and known(surface(self.page, k, end)) is EntityType.COUNTRY)
            )
        elif word in {"on", "to", "in", "against", "without"}:
            joins = named and label in {"ORG", "LAW", "WORK_OF_ART"} and headed
        elif word in _POSSESSIVE:
            k = b + 1
            saint = b - a >= 2 and u[b - 2].key in {"st", "saint"}
            head = right in heads("organisation") or right in heads("place")
            possessor = surface(self.page, a, b)
            joins = (saint and head) or left in _JOINING_POSSESSORS or (
                named and label in {"FAC", "ORG"} and head and known(possessor) is None and possessor not in demonyms()
                and end - k <= 2 and label == "FAC"
            )
        return end - b if joins else 0

    # --- titles -------------------------------------------------------------------------------------
    def _title(self, a: int, b: int) -> int:
        """Units that the longest title at `a` takes, 0 where none begins there."""
        for n in range(min(6, b - a), 0, -1):
            words = tuple(x.key for x in self.units[a : a + n])
            if words in offices() or words in courtesy():
                return n
        return 0

    def _title_start(self, a: int, b: int) -> int:
        for p in range(a, b):
            if p + self._title(p, b) == b:
                return p
        return b

    # --- cutting a run ------------------------------------------------------------------------------
    def _droppable(self, k: int) -> bool:
        u = self.units[k]
        if u.key in _FUNCTION and (
            u.initial or not u.text.isupper() or u.sent in self.page.shouting or u.key not in {"us", "who", "it", "at"}
        ):
            return True
        if u.key in heads("not_name"):
            follow = self.units[k + 1] if k + 1 < len(self.units) else None
            return follow is None or not (follow.glued and follow.text in HYPHENS)
        if not u.initial:
            return False
        token = self.page.token(k)
        if u.key in _PARTICLES and k + 1 < len(self.units) and (self.units[k + 1].key in _PARTICLES or self.units[k + 1].capital):
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
        """First unit of the name in "Minister of Defence X": the run `[a, b)` after "of" begins with the office's field."""
        u = self.units
        if a < 2 or u[a - 1].text != "of" or u[a - 2].sent != u[a].sent or (u[a - 2].key,) not in offices():
            return a
        k = a
        while k < b and (u[k].key in qualifiers() or u[k].key in {"affairs", "and"}):
            k += 1
        return k if k > a and 1 <= b - k <= 4 else a

    def _creed(self, a: int, b: int) -> bool:
        """Whether a creed or a side opens the name of a body ("Muslim Brotherhood", "European Commission")."""
        if self.units[a].key not in _CREEDS or b - a < 2:
            return False
        return head_kind(keys(self.page, a, b)) is not None or self._one_entity(a, b) in {"ORG", "FAC", "EVENT"}

    def _segment(self, a: int, b: int, *, depth: int = 0) -> Iterator[Found]:
        u = self.units
        while a < b and known(surface(self.page, a, b)) is None and (
            u[a].text in HYPHENS or u[a].text in _POSSESSIVE or (self._droppable(a) and not self._creed(a, b))
        ):
            a += 1
        while b > a and (not u[b - 1].text[0].isalnum() or (self._trailing(a, b) and known(surface(self.page, a, b)) is None)):
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
            yield self._make(a, b, kind, settled=True)
            return
        cut = next((k for k in range(a + 1, b - 1) if u[k].key in heads("not_name") and u[k].capital and u[k].key not in _CREEDS | _INNER), None)
        if cut is not None:
            yield from self._segment(a, cut, depth=depth + 1)
            yield from self._segment(cut + 1, b, depth=depth + 1)
            return
        yield from self._titled(a, b, depth)

    def _titled(self, a: int, b: int, depth: int) -> Iterator[Found]:
        u = self.units
        for p in range(a, b):
            n = self._title(p, b)
            if not n:
                continue
            rest = p + n
            title = tuple(x.key for x in u[p:rest])
            if rest == b:
                # "London Mayor", "Transport Commissioner": only what stands before the office can name something.
                lead = p
                while lead > a and u[lead - 1].key in qualifiers():
                    lead -= 1
                if p > a and head_kind(keys(self.page, a, b)) is not None and title not in courtesy() and len(title) == 1 and title[0] in heads("organisation"):
                    break
                if title == ("marine",) or (p > a and n == 1 and title in courtesy()):
                    break
                if lead > a:
                    yield from self._segment(a, lead, depth=depth + 1)
                return
            while True:
                more = self._title(rest, b)
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
            if form is not None and title not in courtesy() and not (len(words) >= 2 and words[0] in given()):
                break
            if known(surface(self.page, rest, b)) in (EntityType.COUNTRY, EntityType.FRAMEWORK) or len(words) > _MAX_PERSON_WORDS:
                break
            if p > a and title in courtesy() and len(title) == 1 and u[p].key in given() | {"u", "sri", "count", "miss", "dean", "king", "prince", "earl", "duke"}:
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
            label = self._one_entity(a, b)
            tail = keys(self.page, rest, b)
            if rest > end:
                # "A-B" of two countries: a name only with a head noun.
                if rest == b:
                    after = u[b].key if self._same(a, b) else ""
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
            if not hyphen and (form is not None or (len(tail) == 1 and head_kind(("x", tail[0])) is not None)) and tail_known in (None, EntityType.ORGANISATION):
                yield self._make(a, b, form or head_kind(("x", *tail)), countries=(country,) if country else ())
                if sort == "geo":
                    yield self._make(a, end, known(surface(self.page, a, end)), settled=True)
                return
            if not hyphen and label in {"ORG", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"} and tail_known is None and tail and tail[0] not in given():
                yield self._make(a, b, None, countries=(country,) if country else ())
                if sort == "geo":
                    yield self._make(a, end, known(surface(self.page, a, end)), settled=True)
                return
            if sort == "geo":
                yield self._make(a, end, known(surface(self.page, a, end)), settled=True)
            yield from self._segment(end, b, depth=depth + 1)
            return
        if len(words) == 2 and words[0] in {"r", "d", "i"} and u[a].text.isupper() and a + 1 < b and u[a + 1].text in HYPHENS:
            # A legislator's party and state ("R-Ohio").
            return
        if sort == "nat" or (len(words) == 1 and words[0] in _SIDES):
            return
        form = head_kind(words)
        if form is None and len(words) == 1 and (
            head_kind(("x", words[0])) is not None and self.cases.low[words[0]]
        ):
            return
        if len(words) >= 2 and words[0] in given() and form in (EntityType.PLACE, EntityType.OUTLET) and self._one_entity(a, b) == "PERSON":
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
        self, a: int, b: int, kind: EntityType | None, *, settled: bool = False, title: str = "", countries: tuple[str, ...] = ()
    ) -> Found:
        return Found(page=self.number, first=a, last=b, kind=kind, settled=settled, title=title, countries=countries)


def suffix(word: str) -> bool:
    """Whether a folded word only qualifies a person's name ("Jr", "III")."""
    return word in _SUFFIXES


def before(page: Page, k: int) -> Unit | None:
    """The unit before `k` in the same sentence."""
    return page.units[k - 1] if k > 0 and page.units[k - 1].sent == page.units[k].sent else None


def after(page: Page, k: int, sent: int) -> Unit | None:
    """The unit at `k` if it lies in sentence `sent`."""
    return page.units[k] if k < len(page.units) and page.units[k].sent == sent else None


__all__ = ["Found", "Finder", "after", "before", "fold", "head_kind", "keys", "known", "suffix", "surface"]
