"""Which mentions of people are one person."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from variorum.data.sexes import FEMALE_NAMES, MALE_NAMES
from variorum.steps.names.spelling import Spellings, one_name, skeleton
from variorum.text.gazetteer import given

_PARTICLES = frozenset("al el de da do dos das del della di du van von der den ter ten bin ibn bint".split())
_SUFFIXES = frozenset("jr sr ii iii iv junior".split())
_NICKNAMES = (
    "joe joseph|mike michael|bob robert rob|bill william will|jim james jimmy|tom thomas|"
    "dave david|dan daniel|"
    "chris christopher|steve steven stephen|ted edward ed|tony anthony|nick nicholas|"
    "matt matthew|ben benjamin|"
    "sam samuel|alex alexander|andy andrew|greg gregory|jeff jeffrey|ken kenneth|ron ronald|"
    "don donald|pat patrick|"
    "liz elizabeth beth|kate katherine catherine|sue susan|jen jennifer|maggie margaret|"
    "vicky victoria|becky rebecca|"
    "larry lawrence|charlie charles|fred frederick|tim timothy|phil philip|ray raymond|"
    "doug douglas|joshua josh|zach zachary|chuck charles|rick richard dick|jack john|hank henry|"
    "peggy margaret|abe abraham|al albert|gabe gabriel|mitch mitchell|stan stanley|walt walter"
)
_MANNERS = frozenset(("mr", "mrs", "ms", "miss", "sir", "dame", "lady"))
_FAR_ARTICLES = 3
# Family names borne by so many that a bare one settles nothing where a story has two bearers.
_SHARED_BY_MILLIONS = frozenset(
    "kim lee park choi jung jeong kang cho yoon jang lim nguyen tran le pham hoang phan wang li "
    "zhang liu chen yang huang zhao "
    "wu zhou xu sun zhu ma hu singh kumar khan sharma patel ali ahmed hussain mohamed hassan "
    "smith jones williams brown johnson "
    "garcia rodriguez martinez hernandez lopez gonzalez perez sanchez silva "
    "santos ivanov müller schmidt sato suzuki".split()
)


class Named(msgspec.Struct, frozen=True):
    """One mention of a person: its page, place in the page, folded words and title."""

    page: int
    at: int
    words: tuple[str, ...]
    title: str
    ref: int


def content(words: Sequence[str]) -> tuple[str, ...]:
    """The words that tell people apart: without particles and "Jr"."""
    out = tuple(w for w in words if w not in _PARTICLES and w not in _SUFFIXES)
    return out or tuple(words)


def _nick(a: str, b: str) -> bool:
    return any({a, b} <= set(group.split()) for group in _NICKNAMES.split("|"))


def _initial(a: str, b: str) -> bool:
    return (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))


def _subsequence(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(any(w == x or _initial(w, x) for x in rest) for w in short)


def same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two full names (content words) are forms of one, leaving spelling aside."""
    if a == b:
        return True
    if (a[-1] in _SUFFIXES) != (b[-1] in _SUFFIXES):
        # The suffix is only kept where the story tells a son from his father.
        return False
    if len(a) == len(b) == 2 and a == (b[1], b[0]):
        return True
    if len(a) == len(b) == 3 and (a in ((b[2], b[0], b[1]), (b[1], b[2], b[0]))):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) >= 2 and len(short) < len(long):
        if short[0] == long[0] and _subsequence(short, long):
            return True
        # "Suu Kyi" for "Aung San Suu Kyi": the end of a longer name.
        if len(long) >= 3 and long[-len(short) :] == short and short[0] not in given():
            return True
    if a[-1] != b[-1] or len(short) < 2:
        return False
    # "Bob Okoro", "Robert T. Okoro" and "R. Okoro": first names that go together, no middle name against another.
    first = a[0] == b[0] or _nick(a[0], b[0]) or _initial(a[0], b[0])
    extra = len(short) == len(long) or all(len(w) == 1 for w in long[1:-1])
    return first and extra and _subsequence(short[1:-1], long[1:-1])


class People:
    """Joins mentions of people over a story."""

    def __init__(self, mentions: Sequence[Named], everyone: Sequence[Named]) -> None:
        self.mentions = mentions
        self.full: dict[tuple[str, ...], int] = {}
        self.pages: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self.count: Counter[tuple[str, ...]] = Counter()
        # "Faber Jr." alone says that the story tells a son from his father.
        self.juniors = {
            content(m.words)[0]
            for m in everyone
            if len(content(m.words)) == 1 and m.words[-1] in _SUFFIXES and len(m.words) == 2
        }
        for m in mentions:
            words = self.parts(m)
            if len(words) >= 2:
                self.count[words] += 1
                self.pages[words].add(m.page)
        self.in_office: dict[int, set[int]] = defaultdict(set)
        self._merge()
        self._titled(everyone)

    def parts(self, m: Named) -> tuple[str, ...]:
        """The words that tell the person apart; "Jr" counts where the story tells a son from his father."""
        words = content(m.words)
        if m.words[-1] in _SUFFIXES and self.juniors & set(words):
            return (*words, m.words[-1])
        return words

    def _titled(self, everyone: Sequence[Named]) -> None:
        """A bare name whose title only one bearer has introduces that person on its page."""
        for m in everyone:
            words = self.parts(m)
            if m.title and len(words) == 1:
                same = {n for n in self.word_owner.get(words[0], ()) if m.title in self.titles[n] - _MANNERS}
                if len(same) == 1:
                    n = min(same)
                    self.on_page[m.page].add(n)
                    self.first_seen[(m.page, n)] = min(self.first_seen.get((m.page, n), m.at), m.at)
                    self.in_office[m.page].add(n)
            elif m.title and m.title not in _MANNERS and words in self.full:
                self.in_office[m.page].add(self.full[words])

    def _merge(self) -> None:
        forms = sorted(self.count)
        parent = {f: f for f in forms}

        def root(f: tuple[str, ...]) -> tuple[str, ...]:
            while parent[f] != f:
                f = parent[f]
            return f

        # Only names that share a word (or nearly) are compared, so that the work stays near linear.
        by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for f in forms:
            for w in sorted(set(f)):
                if len(w) > 1:
                    by_word[w].append(f)
        pairs = sorted(
            {
                (a, b)
                for group in by_word.values()
                if len(group) <= 60
                for i, a in enumerate(group)
                for b in group[i + 1 :]
            }
        )
        partners: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
        for a, b in pairs:
            if same_person(a, b):
                partners[a].add(b)
                partners[b].add(a)
        for a, b in pairs:
            if b in partners[a]:
                # A short form that fits two longer names of different people is no evidence for either.
                if not any(self._torn(x, partners[x]) for x in (a, b)):
                    parent[max(root(a), root(b))] = min(root(a), root(b))
            elif self._slip(a, b):
                parent[max(root(a), root(b))] = min(root(a), root(b))
        roots: dict[tuple[str, ...], int] = {}
        for f in forms:
            self.full[f] = roots.setdefault(root(f), len(roots))
        self.size = len(roots)
        self.members: dict[int, list[tuple[str, ...]]] = defaultdict(list)
        for f in forms:
            self.members[self.full[f]].append(f)
        self.word_owner: dict[str, set[int]] = defaultdict(set)
        for f, n in self.full.items():
            for w in f:
                if len(w) > 1:
                    self.word_owner[w].add(n)
        self.spellings = Spellings(self.word_owner)
        self.on_page: dict[int, set[int]] = defaultdict(set)
        for f, n in self.full.items():
            for p in self.pages[f]:
                self.on_page[p].add(n)
        self.total = Counter[int]()
        self.titles: dict[int, set[str]] = defaultdict(set)
        self.first_seen: dict[tuple[int, int], int] = {}
        for m in self.mentions:
            words = self.parts(m)
            if words in self.full:
                n = self.full[words]
                self.total[n] += 1
                if m.title:
                    self.titles[n].add(m.title)
                key = (m.page, n)
                self.first_seen[key] = min(self.first_seen.get(key, m.at), m.at)

    @staticmethod
    def _torn(form: tuple[str, ...], partners: set[tuple[str, ...]]) -> bool:
        """Whether longer names that the form fits are different people's."""
        rivals = sorted(x for x in partners if len("".join(x)) > len("".join(form)))
        return any(not same_person(x, y) for i, x in enumerate(rivals) for y in rivals[i + 1 :])

    def _slip(self, a: tuple[str, ...], b: tuple[str, ...]) -> bool:
        """Whether one of two names is the other misspelt: never both in one article, or one far rarer."""
        if not one_name(a, b):
            return False
        if a[0] != b[0] and a[0] in given() and b[0] in given() and skeleton(a[0]) != skeleton(b[0]):
            return False
        few, many = sorted((self.count[a], self.count[b]))
        return not (self.pages[a] & self.pages[b]) or few * 3 <= many

    def owns(self, word: str) -> bool:
        """Whether a word is part of some full name of the story."""
        return bool(self.word_owner.get(word))

    def near(self, word: str) -> str | None:
        """The one word of the story's full names that `word` may be another spelling of."""
        if self.owns(word) or len(word) < 5:
            return None
        hits = self.spellings.near(word)
        owners = {n for w in hits for n in self.word_owner[w]}
        return hits[0] if hits and len(owners) == 1 else None

    def _of_sex(self, title: str, people: set[int]) -> set[int]:
        """Those whom "Mr" or "Mrs" fits by the given name; the unknown only where no known name fits."""
        if title not in _MANNERS:
            return people
        right, wrong = (MALE_NAMES, FEMALE_NAMES) if title in {"mr", "sir"} else (FEMALE_NAMES, MALE_NAMES)
        first = {n: {f[0] for f in self.members[n]} for n in people}
        fitting = {n for n in people if first[n] & right}
        return fitting or {n for n in people if not first[n] & wrong}

    def resolve(self, m: Named) -> int | None:
        """The person that a mention names, None where the story does not settle it."""
        words = self.parts(m)
        if words in self.full:
            return self.full[words]
        if words[-1] in _SUFFIXES and len(words) > 1:
            sons = {n for n in self.word_owner.get(words[0], ()) if any(words[-1] in f for f in self.members[n])}
            return min(sons) if len(sons) == 1 else None
        word = words[-1]
        owners = set(self.word_owner.get(word, ()))
        if not owners:
            other = self.near(word)
            owners = set(self.word_owner[other]) if other else set()
        owners = self._of_sex(m.title, owners)
        if not owners:
            return None
        # With a title a bare name is a family name: a person who only has it as a given name does not fit,
        # unless no other does.
        if m.title:
            family = {n for n in owners if any(w[-1] == word or w[0] != word or len(w) > 2 for w in self.members[n])}
            owners = family or owners
        here = owners & self.on_page[m.page]
        told = {n for n in here if self.first_seen[(m.page, n)] < m.at}
        if (
            len(owners) > 1
            and word in _SHARED_BY_MILLIONS
            and not (m.title and any(m.title in self.titles[n] for n in here))
        ):
            # "Mr. Kim" after one Kim, where the story knows another: the name says too little.
            return None
        if m.title:
            same = {n for n in owners if m.title in self.titles[n] - _MANNERS}
            if len(same) == 1:
                return min(same)
        spread = {n: len({p for f in self.members[n] for p in self.pages[f]}) for n in owners}
        if len(told) == 1:
            n = min(told)
            # Someone far better known in the story, whom this article need not introduce, may be meant.
            return n if all(spread[x] < _FAR_ARTICLES * spread[n] for x in owners - told) else None
        if len(here) == 1 and len(owners) == 1:
            return min(here)
        # The bearer whom the article gives an office has the bare name; the family is called otherwise.
        chief = told & self.in_office[m.page]
        if len(chief) == 1 and m.title not in _MANNERS:
            return min(chief)
        pool = told or owners
        if len(pool) == 1:
            return min(pool)
        if not told:
            # Nobody of that name is introduced in this article: the one whom most articles name, if far ahead.
            ranked = sorted(pool, key=lambda n: (-spread[n], n))
            if spread[ranked[0]] >= _FAR_ARTICLES * spread[ranked[1]]:
                return ranked[0]
        return None
