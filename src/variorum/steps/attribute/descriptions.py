"""Sources that are described, not named: "the prime minister", "a port spokesman", "the company", "police"."""

import msgspec

from variorum.records.reading import EntityType
from variorum.steps.attribute.cues import Lexicon
from variorum.steps.attribute.people import ORGANISATION, PERSON, Named, People
from variorum.steps.attribute.pronouns import Memory
from variorum.steps.attribute.speaker import NOBODY, Speaker, named
from variorum.steps.attribute.statements import Statements
from variorum.steps.attribute.tree import Tree

MOUTHPIECES = frozenset(
    "spokesman spokeswoman spokesperson spokespeople spokesmen rep representative official officials source sources "
    "insider aide aides authorities leaders staff employees".split()
)
_SPOKES = ("spokesman", "spokeswoman", "spokesperson")
_OF_A_STATE = frozenset(("officials", "authorities", "leaders", "official"))  # they do not speak for the state itself
_MANY = frozenset(("officials", "sources", "authorities", "source"))
# What anybody may write on somebody else's page.
_PLATFORM = frozenset(
    "post page tweet comment message video footage ad advert headline sign interview blog site website".split()
)
_BARE_DOCUMENTS = frozenset(("statement", "release", "report", "comment", "remark", "post"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_LINKS = frozenset(("for", "of", "from", "at", "with", "by"))
_BODY_NOUNS = frozenset(
    "company firm bank group ministry department agency police force service university hospital zoo museum airline "
    "network broadcaster newspaper paper magazine station channel outlet organisation organization charity union party "
    "council government commission committee court board club team school college authority institute office campaign "
    "trust embassy army navy military church foundation association federation league bureau branch operator carrier "
    "retailer manufacturer maker".split()
)
_ANY_BODY = frozenset("company firm group organisation organization agency bank force charity body".split())
_LEADERS = frozenset(
    "president|prime minister|premier|chancellor|king|queen|emperor|leader|supreme leader|chairman|foreign minister|"
    "sultan|emir".split("|")
)
_FIRST, _BESIDE = 5, 6  # mentions looked at, tokens around each
_LONGEST_NAME = 80  # code points of own words that still serve as a name


class Descriptions:
    """Resolves a described source to a name, or keeps its own words."""

    def __init__(self, tree: Tree, people: People, lexicon: Lexicon, memory: Memory, statements: Statements) -> None:
        self.tree, self.people, self.lexicon = tree, people, lexicon
        self.tokens = tree.tokens
        self.memory, self.statements = memory, statements
        self._first_the: dict[str, int] = {}
        self._kinds: dict[tuple[str, tuple[str, ...]], list[str]] = {}

    def resolve(self, a: int, b: int, head: int, core: int) -> Speaker:
        """Who the described source `[a, b)` is.

        Args:
            a: First token of the phrase.
            b: One past the last.
            head: The token that heads it.
            core: The cue's token.
        """
        tokens = self.tokens
        word, lemma = tokens[head].text.lower(), tokens[head].lemma.lower()
        owner = next((k for k in self.tree.children(head) if k.dep == "poss"), None)
        definite = tokens[a].text.lower() in _DEFINITE
        linked = [
            m
            for m in self.people.body_in(a, b)
            if m.first < head or any(tokens[i].text.lower() in _LINKS for i in range(head + 1, m.first))
        ]
        if lemma in self.lexicon.documents:
            found = self._document(
                lemma, linked, core, known=definite or owner is not None or a == head, owned=owner is not None
            )
        elif word in MOUTHPIECES or word.endswith(_SPOKES):
            found = self._mouthpiece(a, b, head, core, linked, owned=owner is not None)
            return found if found.name is not None else self.own_words(a, b, head)
        else:
            found = NOBODY
        if found.name is not None:
            return found
        holder = self.people.at[owner.i] if owner is not None else None
        title = tokens[head].pos == "PROPN"
        if definite or title or owner is None or (holder is not None and holder.entity.type is not PERSON):
            found = self._by_role(a, head, word, whole=definite or title or owner is not None)
        if found.name is None and definite and owner is None:
            found = self._by_body_noun(a, head, word, core)
        if found.name is None and definite and any(tokens[i].text.lower().endswith("old") for i in range(a, b)):
            found = self.memory.last_person(core)
            found = msgspec.structs.replace(found, reason="the age") if found.name is not None else found
        return found if found.name is not None else self.own_words(a, b, head)

    def _document(self, lemma: str, linked: list[Named], core: int, *, known: bool, owned: bool) -> Speaker:
        """The author of a document, or the body whose document it is."""
        if not linked and known:
            author = self.statements.author(lemma, core)
            if author.name is not None and (not owned or author.entity is None or author.entity.type is not PERSON):
                return author
        if lemma not in _PLATFORM and len({m.entity.id for m in linked}) == 1:
            return named(self.tree, linked[0].first, linked[0].last, linked[0].entity, "its document")
        return NOBODY

    def _mouthpiece(self, a: int, b: int, head: int, core: int, linked: list[Named], *, owned: bool) -> Speaker:
        """The body for which a spokesman or official speaks."""
        tokens, people = self.tokens, self.people
        word = tokens[head].text.lower()
        if len({m.entity.id for m in linked}) == 1:
            m = linked[0]
            inner = any(
                tokens[i].pos == "NOUN" and people.at[i] is None and tokens[i].dep == "compound" for i in range(a, head)
            )
            if not inner and (m.entity.type is not EntityType.COUNTRY or word not in _OF_A_STATE):
                return named(self.tree, m.first, m.last, m.entity, "speaks for it")
        bare = all(tokens[i].pos in ("DET", "PUNCT") for i in range(a, head))
        if not owned and not linked and not people.person_in(a, b) and bare:
            last = self.memory.last_before(core, 3)
            if last.entity is not None and last.entity.type is not PERSON and word not in _MANY:
                return msgspec.structs.replace(last, reason="the last body's spokesman")
            if last.unnamed and last.human and tokens[a].text.lower() in _DEFINITE:
                return msgspec.structs.replace(last, reason="the same spokesman")
        return self._leaders(head, word)

    def _leaders(self, head: int, word: str) -> Speaker:
        """Who "the two leaders" are: the two people of the article who lead, where there are just two."""
        if word not in ("leaders", "presidents", "ministers"):
            return NOBODY
        pair: list[Named] = []
        for key, roles in self.people.roles.items():
            m = self.people.first[key]
            if m.first < head and roles & _LEADERS and "former" not in roles:
                pair.append(m)
        if len(pair) != 2:
            return NOBODY
        pair.sort(key=lambda m: m.first)
        return Speaker(
            name=" and ".join(m.entity.name for m in pair),
            evidence=self.tree.extent(head, head + 1),
            reason="the two with this role",
        )

    def _by_role(self, a: int, head: int, word: str, *, whole: bool) -> Speaker:
        """The one person whose role this noun names: among those named before, else in the whole article."""
        people = self.people
        mods = [
            self.tokens[i].text.lower()
            for i in range(a, head)
            if self.tokens[i].pos in ("NOUN", "PROPN", "ADJ") and people.at[i] is None
        ]
        wanted = {" ".join([*mods[k:], word]) for k in range(len(mods) + 1)}
        holders: list[tuple[int, str]] = []
        for key, roles in people.roles.items():
            hit = wanted & roles
            if hit and ("former" not in roles or "former" in mods):
                holders.append((max(len(w.split()) for w in hit), key))
        if not holders:
            return NOBODY
        best = max(n for n, _ in holders)
        if mods and best == 1 and any(self._other_office(word, mods[-1], people.roles[key]) for _, key in holders):
            return NOBODY
        ids = {key for n, key in holders if n == best}
        of = [m for m in people.all_in(a, head) if m.entity.type is not PERSON]
        if of and not (wanted & _LEADERS and all(m.entity.type is EntityType.COUNTRY for m in of)):
            ids = {key for key in ids if any(self._linked(key, m.entity.id) for m in of)}
        before = {key for key in ids if people.first[key].first < head}
        if not before and whole:
            before = ids
        if len(before) != 1:
            return NOBODY
        m = people.nearest(before.pop(), head)
        return named(self.tree, m.first, m.last, m.entity, "the one with this role")

    def _linked(self, person: str, body: str) -> bool:
        """Whether a body or place stands beside one of the person's first mentions ("Mayor Ana Holm of Aby")."""
        for m in self.people.mentions_of(person)[:_FIRST]:
            around = self.people.all_in(max(0, m.first - _BESIDE), min(len(self.tokens), m.last + _BESIDE))
            if any(x.entity.id == body for x in around):
                return True
        return False

    def _other_office(self, word: str, mod: str, roles: set[str]) -> bool:
        """Whether the holder's fuller office ends in the noun but lacks its modifier ("health minister")."""
        return any(len(w.split()) > 1 and w.split()[-1] == word and mod not in w for w in roles)

    def _by_body_noun(self, a: int, head: int, word: str, core: int) -> Speaker:
        """The body whose name holds this noun ("the zoo"), or the last one that spoke ("the company")."""
        if word not in _BODY_NOUNS:
            return NOBODY
        mods = tuple(t.text.lower() for t in self.tokens[a + 1 : head] if t.pos in ("ADJ", "NOUN", "PROPN"))
        ranked = self._bodies(word, mods)
        first, counts = self.people.first, self.people.counts
        if ranked and self._spoken_of_before(word, first[ranked[0]].first):
            return NOBODY
        if ranked and (len(ranked) == 1 or counts[ranked[0]] >= max(3, 2 * counts[ranked[1]])):
            m = first[ranked[0]]
            if m.first < head:
                return named(self.tree, m.first, m.last, m.entity, "the one body of this kind")
        if ranked or mods:
            return NOBODY
        last = self.memory.last_before(core, 3)
        if last.entity is not None and last.entity.type is ORGANISATION and word in _ANY_BODY:
            return msgspec.structs.replace(last, reason="the last body named")
        return NOBODY

    def _bodies(self, word: str, mods: tuple[str, ...]) -> list[str]:
        """Ids of the bodies whose names hold the noun and its modifiers, most often named first."""
        if (word, mods) not in self._kinds:
            out = []
            for key, m in self.people.first.items():
                parts = {w for form in (m.entity.name, *m.entity.aliases) for w in form.lower().split()}
                if m.entity.type is not PERSON and word in parts and all(x in parts for x in mods):
                    out.append(key)
            out.sort(key=lambda key: (-self.people.counts[key], self.people.first[key].first))
            self._kinds[word, mods] = out
        return self._kinds[word, mods]

    def _spoken_of_before(self, word: str, place: int) -> bool:
        """Whether "the zoo" stands in the article before the body is named at `place`: then it is another one."""
        if word not in self._first_the:
            self._first_the[word] = next(
                (
                    t.i
                    for t in self.tokens
                    if t.text.lower() == word and t.pos == "NOUN" and t.i and self.tokens[t.i - 1].text.lower() == "the"
                ),
                len(self.tokens),
            )
        return self._first_the[word] < place

    def own_words(self, a: int, b: int, head: int) -> Speaker:
        """The source's own words, where they name somebody that can speak."""
        tokens = self.tokens
        word, lemma = tokens[head].text.lower(), tokens[head].lemma.lower()
        place = self.tree.extent(a, b)
        if word in self.lexicon.crowds or lemma in self.lexicon.crowds:
            return Speaker(evidence=place, reason="a crowd")
        first, last = a, self._trimmed(head, b)
        while first < head and (tokens[first].pos in ("DET", "PUNCT") or tokens[first].tag == "CC"):
            first += 1
        proper = tokens[head].pos == "PROPN" and len(tokens[head].text) > 1
        if proper:
            inside = ("PROPN", "ADP", "DET", "CCONJ", "PUNCT", "PART")
            while first < head and any(tokens[i].pos not in inside for i in range(first, head)):
                first += 1
        human = lemma in self.lexicon.humans or word.endswith(_SPOKES)
        if not (proper or human or self._is_document(first, head, lemma)):
            return Speaker(evidence=place, reason="not a speaker's name")
        while last - 1 > first and tokens[last - 1].tag == "POS":
            last -= 1
        words = self.tree.parse.words(first, last).strip()
        if not words or len(words) > _LONGEST_NAME:
            return Speaker(evidence=place, reason="not named")
        return Speaker(
            name=words,
            evidence=self.tree.extent(first, last),
            reason="unnamed: own words",
            unnamed=True,
            human=human and tokens[head].tag in ("NN", "NNP"),
        )

    def _trimmed(self, head: int, b: int) -> int:
        """Where a noun phrase ends that is to serve as a name: before clauses and most prepositions."""
        for i in range(head + 1, b):
            t = self.tokens[i]
            if t.text in (",", "(", "—", "–") or t.tag in ("WP", "WDT", "VBG", "VBN"):
                return i
            if t.pos == "ADP" and t.text.lower() not in _LINKS:
                return i
        return b

    def _is_document(self, first: int, head: int, lemma: str) -> bool:
        """Whether the noun is a document that is told from others by more than "the statement"."""
        if lemma not in self.lexicon.documents:
            return False
        told = any(
            t.pos in ("NOUN", "PROPN") and t.text.lower() not in ("news", "press", "media")
            for t in self.tokens[first:head]
        )
        return told or lemma not in _BARE_DOCUMENTS
