"""Runs of capitalised words: where a name begins and how far it reaches."""

from variorum.records.reading import EntityType
from variorum.steps.names.found import POSSESSIVE, known, surface
from variorum.steps.names.units import HYPHENS, Cases, Page
from variorum.text.gazetteer import courtesy, demonyms, heads, offices, phrases

PARTICLES = frozenset(
    "de da do dos das del della di du van von der den ter ten bin ibn bint al el la le zu zur".split()
)
_ARABIC = frozenset("al el an as ar ash ad at az ul".split())
_JOINING_POSSESSORS = frozenset(
    "children women men people peoples king queen veterans workers teachers farmers".split()
)
_OF_HEADS = frozenset(
    "friends knights daughters sons people kingdom "
    "commonwealth status law rule bill king isle gulf sea bay strait straits".split()
)


# A word like these in capitals inside a run opens a sentence that a caption or a lost full stop hides.
_BREAKERS = frozenset("The A An This These He She It They We His Her But And When If".split())


class Runs:
    """Reads the runs of one page."""

    def __init__(self, page: Page, cases: Cases) -> None:
        self.page = page
        self.units = page.units
        self.cases = cases
        self.loud = page.loud

    def _word(self, k: int) -> bool:
        u = self.units[k]
        return u.capital or (len(u.text) > 2 and u.text[0].islower() and u.text[1].isupper())

    def starts(self, k: int) -> bool:
        """Whether a name may begin at unit `k`."""
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

    def same(self, a: int, k: int) -> bool:
        """Whether unit `k` exists and lies in the sentence of unit `a`."""
        return k < len(self.units) and self.units[k].sent == self.units[a].sent

    def grow(self, a: int) -> int:
        """One past the last unit of the run that begins at `a`."""
        u = self.units
        phrase = self._phrase(a)
        if phrase:
            return phrase
        b = a + 3 if self._arabic(a) and not u[a].capital else a + 1
        while self.same(a, b):
            if b in self.loud or (self.units[b].text in _BREAKERS and self.units[b].sent not in self.page.shouting):
                break
            if self._word(b):
                b += 1
                continue
            step = (
                self._hyphen(a, b)
                or self._particle(a, b)
                or self._ampersand(a, b)
                or self._number(a, b)
                or self._connector(a, b)
            )
            if not step:
                break
            b += step
        return b

    def _phrase(self, a: int) -> int:
        """End of a known name with a lower-case word in it, 0 where none begins at `a`."""
        u = self.units
        for words in phrases().get(u[a].text, ()):
            end = a + len(words)
            if (
                end <= len(u)
                and u[end - 1].sent == u[a].sent
                and all(x.text == w for x, w in zip(u[a:end], words, strict=True))
            ):
                return end
        return 0

    def _number(self, a: int, b: int) -> int:
        u = self.units
        return 1 if u[b].text.isdigit() and (u[b - 1].key, u[b].text) in self.cases.numbered else 0

    def _hyphen(self, a: int, b: int) -> int:
        u = self.units
        if not (u[b].text in HYPHENS and u[b].glued and self.same(a, b + 1) and u[b + 1].glued):
            return 0
        nxt = u[b + 1]
        if nxt.capital or nxt.text[0].isdigit():
            return 2
        if not nxt.text.isalpha() or nxt.key in heads("hyphen"):
            return 0
        if self.same(a, b + 3) and u[b + 2].text in HYPHENS and u[b + 2].glued and u[b + 3].capital:
            return 4
        capitals = sum(x.capital for x in u[a:b])
        titled = a > 0 and (u[a - 1].key,) in (courtesy() | offices())
        proper = len(nxt.text) >= 4 and self.page.token(b + 1).pos == "PROPN" and not self.cases.low_alone[nxt.key]
        # "Min-seo Park": a given name in two parts before the family name.
        proper = proper or (
            len(nxt.text) <= 5 and self.page.token(b + 1).pos == "PROPN" and self.same(a, b + 2) and u[b + 2].capital
        )
        if (capitals >= 2 or titled or proper) and len(nxt.text) <= 6 and not nxt.text.endswith(("ed", "ing")):
            return 2
        return 0

    def _particle(self, a: int, b: int) -> int:
        u = self.units
        k = b
        while self.same(a, k) and k - b < 3 and u[k].key in PARTICLES and not u[k].capital:
            k += 1
            if self.same(a, k + 1) and u[k].text in HYPHENS and u[k].glued:
                k += 1
        if k == b or not self.same(a, k) or not u[k].capital:
            return 0
        if u[b].key in {"as", "at", "an", "do"}:
            return 0
        return k - b + 1

    def _ampersand(self, a: int, b: int) -> int:
        u = self.units
        if u[b].text == "&" and self.same(a, b + 1) and u[b + 1].capital:
            return 2
        if u[b].text == "," and self.same(a, b + 3) and u[b + 1].capital and u[b + 2].text == "&" and u[b + 3].capital:
            return 4
        return 0

    def _run(self, k: int) -> int:
        end = k
        while self.same(k, end) and self._word(end):
            end += 1
        return end

    def one_entity(self, first: int, last: int) -> str:
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
        if self.same(a, k) and u[k].text == "the" and word != "and":
            k += 1
        if not self.same(a, k) or not u[k].capital:
            return 0
        left, end = u[b - 1].key, self._run(k)
        right = u[end - 1].key
        title = self.title(self.title_start(a, b), b)
        label = self.one_entity(a, k + 1)
        named = label in {"ORG", "LAW", "FAC", "EVENT", "WORK_OF_ART", "GPE", "LOC"}
        headed = (
            left in heads("organisation")
            or left in heads("agreement")
            or left in heads("place")
            or left in heads("framework")
            or left in _OF_HEADS
        )
        plural = self.page.token(b - 1).tag in {"NNPS", "NNS"}
        joins = False
        if word == "of":
            if title or (left,) in offices():
                joins = any(
                    tuple(x.key for x in u[p:e]) in offices() for p in range(a, b) for e in range(k + 1, end + 1)
                )
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
                and (
                    right in heads("organisation")
                    or (left in heads("organisation") and right in heads("place") and label == "ORG")
                    or (inside and (named or end == k + 1))
                )
                and not (inside and known(surface(self.page, k, end)) is EntityType.COUNTRY)
            )
        elif word in {"on", "to", "in", "against", "without"}:
            joins = headed and ((named and label in {"ORG", "LAW", "WORK_OF_ART"}) or self._acronym_follows(a, k, end))
        elif word in POSSESSIVE:
            k = b + 1
            saint = b - a >= 2 and u[b - 2].key in {"st", "saint"}
            head = right in heads("organisation") or right in heads("place")
            possessor = surface(self.page, a, b)
            joins = (
                (saint and head)
                or left in _JOINING_POSSESSORS
                or (
                    named
                    and label in {"FAC", "ORG"}
                    and head
                    and known(possessor) is None
                    and possessor not in demonyms()
                    and end - k <= 2
                    and label == "FAC"
                )
            )
        return end - b if joins else 0

    def _acronym_follows(self, a: int, k: int, end: int) -> bool:
        """Whether "(ABC)" behind the run takes its last letter from the run's last part."""
        u = self.units
        if not self.same(a, end + 2) or u[end].text != "(" or u[end + 2].text != ")":
            return False
        short = u[end + 1].text
        return (
            len(short) >= 3
            and short[0] in {x.text[0] for x in u[a:k]}
            and short[-1] in {x.text[0] for x in u[k:end]} | {u[end - 1].text[-1].upper()}
        )

    def title(self, a: int, b: int) -> int:
        """Units that the longest title at `a` takes, 0 where none begins there."""
        for n in range(min(6, b - a), 0, -1):
            words = tuple(x.key for x in self.units[a : a + n])
            if words in offices() or words in courtesy():
                return n
        return 0

    def title_start(self, a: int, b: int) -> int:
        """Where the title that closes the run `[a, b)` begins, `b` where none does."""
        for p in range(a, b):
            if p + self.title(p, b) == b:
                return p
        return b
