"""Whose words: from the words that name a source to one canonical name, with the reason.

A wrong name on a quotation is the worst error there is: where two people fit, nobody is named.
"""

import msgspec

from variorum.records.parse import Sentence
from variorum.records.reading import EntityType
from variorum.steps.attribute.cues import Lexicon
from variorum.steps.attribute.events import Event
from variorum.steps.attribute.people import ORGANISATION, PERSON, SPEAKING, Named, People
from variorum.steps.attribute.pronouns import HE, IT, OWN, THEY, Memory
from variorum.steps.attribute.sources import Sources
from variorum.steps.attribute.speaker import NOBODY, Speaker
from variorum.steps.attribute.statements import Statements
from variorum.steps.attribute.tree import Tree
from variorum.text.gazetteer import capitals, fold

_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_MOUTHPIECES = frozenset(
    "spokesman spokeswoman spokesperson spokespeople spokesmen rep representative official officials source sources "
    "insider aide aides authorities leaders staff employees".split()
)
# What anybody may write on somebody else's page.
_PLATFORM = frozenset("post page tweet comment message video footage ad advert headline sign interview blog site website".split())
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_LINKS = frozenset(("for", "of", "from", "at", "with"))
_BODY_NOUNS = frozenset(
    "company firm bank group ministry department agency police force service university hospital zoo museum airline network "
    "broadcaster newspaper paper magazine station channel outlet organisation organization charity union party council government "
    "commission committee court board club team school college authority institute office campaign trust embassy "
    "army navy military church foundation association federation league bureau branch operator carrier retailer manufacturer maker".split()
)
_ANY_BODY = frozenset("company firm group organisation organization agency bank force charity body".split())
_LEADERS = frozenset(
    "president|prime minister|premier|chancellor|king|queen|emperor|leader|supreme leader|chairman|foreign minister|sultan|emir".split("|")
)


class Speakers:
    """Resolves sources in reading order, remembering who spoke."""

    def __init__(self, tree: Tree, people: People, lexicon: Lexicon) -> None:
        self.tree, self.people, self.lexicon = tree, people, lexicon
        self.tokens = tree.tokens
        self.memory = Memory(tree, people)
        self.sources = Sources(tree)
        self._first_the: dict[str, int] = {}
        self.statements = Statements(tree, people, lexicon)

    def _named(self, m: Named, reason: str) -> Speaker:
        return Speaker(name=m.entity.name, entity=m.entity, evidence=self.tree.extent(m.first, m.last), reason=reason, human=m.entity.type is PERSON)

    def resolve(self, event: Event) -> Speaker:
        """Who the event's source is."""
        if event.source is None or event.source_head is None:
            return NOBODY
        a, b = event.source
        return self.of_phrase(a, b, event.source_head, event.core)

    def of_phrase(self, a: int, b: int, head: int, core: int, depth: int = 0) -> Speaker:
        """Who the noun phrase `[a, b)` with this head is.

        Args:
            a: First token of the phrase.
            b: One past the last.
            head: The token that heads it.
            core: The cue's token: the place from which a pronoun looks back.
            depth: How many relative pronouns led here.
        """
        tokens = self.tokens
        t = tokens[head]
        low = t.text.lower()
        if low in HE or low in THEY or low in IT or low in OWN:
            return self.memory.pronoun(head, low, core)
        if low in _RELATIVE and t.pos in ("PRON", "DET", "SCONJ"):
            return self._antecedent(head, core, depth)
        if t.dep == "appos" and depth < 3:
            main = self.people.at[t.head]
            if main is not None and main.entity.type is PERSON and self.tree.run_at[main.first] == self.tree.run_at[head] and main.last <= head:
                return self._named(main, "named beside the role")
        joint = [k for k in self.tree.children(head) if k.dep == "conj" and a <= k.i < b]
        held = self.people.at[head]
        if joint:
            return self._several(a, b, head, held, joint[-1].i)
        if held is not None and held.entity.type is EntityType.PLACE:
            state = capitals().get(fold(held.entity.name))
            if state is not None:
                return Speaker(name=state, evidence=self.tree.extent(held.first, held.last), reason="a seat of government")
        if held is not None and held.entity.type in SPEAKING:
            person = None
            if held.entity.type is not PERSON:
                # "Ministry chief Anna Holm", where the parse made the body the head.
                inside = self.people.person_in(held.last, min(b, held.last + 6))
                if inside and not any(tokens[i].text in (",", "'s", "’s") or tokens[i].pos == "ADP" for i in range(held.last, inside[0].first)):
                    person = inside[0]
            return self._named(person or held, "named")
        return self._unnamed_head(a, b, head, core)

    def _unnamed_head(self, a: int, b: int, head: int, core: int) -> Speaker:
        """A role, with or without its holder's name beside it."""
        inside = self.people.person_in(a, b)
        near = [m for m in inside if self._beside(head, m)]
        if len({m.entity.id for m in near}) == 1:
            return self._named(near[0], "named beside the role")
        if inside and inside[0].first > head and len({m.entity.id for m in inside}) == 1:
            between = self.tokens[head + 1 : inside[0].first]
            if len(between) < 3 and not any(t.pos in ("ADP", "VERB", "AUX", "SCONJ", "PART", "CCONJ") for t in between):
                return self._named(inside[0], "named beside the role")
            set_off = inside[0].first > a and self.tokens[inside[0].first - 1].text == ","
            ends = inside[0].last >= b or self.tokens[inside[0].last].text in (",", "(")
            if set_off and ends and self.tokens[head].tag in ("NN", "NNP"):
                return self._named(inside[0], "named beside the role")
        bodies = [m for m in self.people.body_in(head + 1, b) if self._beside(head, m)]
        if len(bodies) == 1 and self.tokens[head].lemma.lower() not in _MOUTHPIECES and self.tokens[head].tag in ("NN", "NNP"):
            return self._named(bodies[0], "named beside the role")
        if a >= 2 and not inside and self.tokens[a - 1].text == "," and self.tokens[a - 2].sent == self.tokens[a].sent:
            # "Ana Holm, a visitor ..., said", where the parse lost the name.
            lead = self.people.at[a - 2]
            if lead is not None and lead.entity.type is PERSON and self.tree.run_at[a - 2] < 0 and self.tokens[a].tag == "DT":
                return self._named(lead, "named beside the role")
        return self._role(a, b, head, core)

    def _antecedent(self, head: int, core: int, depth: int) -> Speaker:
        verb = self.tokens[self.tokens[head].head]
        while verb.dep in ("xcomp", "conj", "aux", "ccomp") and verb.head != verb.i:
            verb = self.tokens[verb.head]
        if verb.dep != "relcl" or verb.head == verb.i or depth > 2:
            return NOBODY
        low, _ = self.tree.bounds(head)
        return self.of_phrase(max(low, self.tree.left[verb.head]), verb.head + 1, verb.head, core, depth + 1)

    def _several(self, a: int, b: int, head: int, held: Named | None, last: int) -> Speaker:
        """Sources joined by "and": all by name, or one person with two roles."""
        inside = [self.people.at[head], self.people.at[last]]
        if held is None and len(self.people.person_in(head + 1, b)) == 1 and self.tokens[head].pos in ("NOUN", "PROPN"):
            person = self.people.person_in(head + 1, b)[0]
            between = self.tokens[head + 1 : person.first]
            if not any(t.pos in ("DET", "ADP", "PUNCT") for t in between):
                return self._named(person, "named beside the role")
        names = [m.entity.name for m in inside if m is not None and m.entity.type in SPEAKING]
        if len(names) == 2 and names[0] != names[1]:
            return Speaker(name=" and ".join(names), evidence=self.tree.extent(a, b), reason="several named together")
        return self._own_words(a, b, head)

    def _beside(self, head: int, m: Named) -> bool:
        """Whether the person's name is in apposition to `head`, or stands right after it."""
        for i in range(m.first, m.last):
            t = self.tokens[i]
            if t.head == head and t.dep in ("appos", "flat"):
                return True
            if t.head == head and t.i > head and t.dep in ("compound", "nmod", "npadvmod"):
                return True
        if m.first == head + 1:
            return True
        return m.first == head + 2 and self.tokens[head + 1].text == ","

    def _own_words(self, a: int, b: int, head: int) -> Speaker:
        """The source's own words, where they name somebody that can speak."""
        tokens = self.tokens
        word, lemma = tokens[head].text.lower(), tokens[head].lemma.lower()
        place = self.tree.extent(a, b)
        if word in self.lexicon.crowds or lemma in self.lexicon.crowds:
            return Speaker(evidence=place, reason="a crowd")
        first, last = a, b
        for i in range(head + 1, b):
            t = tokens[i]
            if t.text in (",", "(", "—", "–") or t.tag in ("WP", "WDT", "VBG", "VBN") or (t.pos == "ADP" and t.text.lower() not in _LINKS):
                last = i
                break
        while first < last - 1 and (tokens[first].pos in ("DET", "PUNCT") or tokens[first].tag == "CC"):
            first += 1
        if tokens[head].pos == "PROPN":
            while first < head and any(tokens[i].pos not in ("PROPN", "ADP", "DET", "CCONJ", "PUNCT", "PART") for i in range(first, head)):
                first += 1
            proper = len(tokens[head].text) > 1
        else:
            proper = False
        human = lemma in self.lexicon.humans or word.endswith(("spokesman", "spokeswoman", "spokesperson"))
        bare = not any(tokens[i].pos in ("NOUN", "PROPN") and tokens[i].text.lower() not in ("news", "press", "media") for i in range(first, head))
        thing = lemma in self.lexicon.documents and not (bare and lemma in ("statement", "release", "report", "comment", "remark", "post"))
        if not (proper or human or thing):
            return Speaker(evidence=place, reason="not a speaker's name")
        words = self.tree.parse.words(first, last).strip()
        if not words or len(words) > 80:
            return Speaker(evidence=place, reason="not named")
        return Speaker(
            name=words, evidence=self.tree.extent(first, last), reason="unnamed: own words", unnamed=True, human=human and tokens[head].tag in ("NN", "NNP")
        )

    def _role(self, a: int, b: int, head: int, core: int) -> Speaker:
        tokens, people = self.tokens, self.people
        word, lemma = tokens[head].text.lower(), tokens[head].lemma.lower()
        owner = next((k for k in self.tree.children(head) if k.dep == "poss"), None)
        bodies = people.body_in(a, b)
        definite = tokens[a].text.lower() in _DEFINITE
        linked = [m for m in bodies if m.first < head or any(tokens[i].text.lower() in _LINKS for i in range(head + 1, m.first))]
        if lemma in self.lexicon.documents and not linked and (definite or owner is not None or a == head):
            author = self.statements.author(lemma, core)
            if author.name is not None and (owner is None or author.entity is None or author.entity.type is not PERSON):
                return author
        if lemma in self.lexicon.documents and lemma not in _PLATFORM and len({m.entity.id for m in linked}) == 1:
            return self._named(linked[0], "its document")
        if word in _MOUTHPIECES or word.endswith(("spokesman", "spokeswoman", "spokesperson")):
            if len({m.entity.id for m in linked}) == 1:
                foreign = any(
                    tokens[i].pos == "NOUN" and people.at[i] is None and tokens[i].dep == "compound" for i in range(a, head)
                )
                if not foreign and (linked[0].entity.type is not EntityType.COUNTRY or word not in ("officials", "authorities")):
                    return self._named(linked[0], "speaks for it")
            if owner is None and not linked and not people.person_in(a, b) and all(tokens[i].pos in ("DET", "PUNCT") for i in range(a, head)):
                last = self.memory.last_before(core, 3)
                if last.entity is not None and last.entity.type is not PERSON and word not in ("officials", "sources", "authorities", "source"):
                    return msgspec.structs.replace(last, reason="the last body's spokesman")
                if last.unnamed and last.human and definite:
                    return msgspec.structs.replace(last, reason="the same spokesman")
            pair = self._leaders(head, word)
            return pair if pair.name is not None else self._own_words(a, b, head)
        title = tokens[head].pos == "PROPN"
        if definite or title or owner is None or (people.at[owner.i] is not None and people.at[owner.i].entity.type is not PERSON):  # type: ignore[union-attr]
            found = self._by_role(a, head, word, whole=definite or title or owner is not None)
            if found.name is not None:
                return found
        if definite and owner is None:
            body = self._by_body_noun(a, head, word, core)
            if body.name is not None:
                return body
        if definite and any(tokens[i].text.lower() == "old" or tokens[i].text.lower().endswith("-old") for i in range(a, b)):
            last = self.memory.last_person(core)
            if last.name is not None:
                return msgspec.structs.replace(last, reason="the age")
        return self._own_words(a, b, head)

    def _leaders(self, head: int, word: str) -> Speaker:
        """ "The two leaders": the two people of the article who lead, where there are just two."""
        if word not in ("leaders", "presidents", "ministers"):
            return NOBODY
        seen: dict[str, Named] = {}
        for m in self.people.mentions:
            roles = self.people.roles.get(m.entity.id, set())
            if m.first < head and m.entity.type is PERSON and roles & _LEADERS and "former" not in roles:
                seen.setdefault(m.entity.id, m)
        if len(seen) != 2:
            return NOBODY
        pair = list(seen.values())
        return Speaker(
            name=" and ".join(m.entity.name for m in pair),
            evidence=self.tree.extent(head, head + 1),
            reason="the two with this role",
        )

    def _by_role(self, a: int, head: int, word: str, *, whole: bool) -> Speaker:
        """The one person whose role this noun names: among those named before, else in the whole article."""
        people = self.people
        mods = [self.tokens[i].text.lower() for i in range(a, head) if self.tokens[i].pos in ("NOUN", "PROPN", "ADJ") and people.at[i] is None]
        wanted = {word, " ".join([*mods, word])} | {" ".join([*mods[k:], word]) for k in range(len(mods))}
        holders = []
        for k, words in people.roles.items():
            hit = wanted & words
            if hit and not ("former" in words and "former" not in mods):
                holders.append((max(len(w.split()) for w in hit), k))
        if not holders:
            return NOBODY
        best = max(n for n, _ in holders)
        if mods and best == 1 and any(len(w.split()) > 1 and w.split()[-1] == word and mods[-1] not in w for k in holders for w in people.roles[k[1]]):
            return NOBODY
        ids = {k for n, k in holders if n == best}
        before = [m for m in people.mentions if m.first < head and m.entity.id in ids]
        if not before and whole:
            before = [m for m in people.mentions if m.entity.id in ids]
        if len({m.entity.id for m in before}) == 1:
            return self._named(before[-1], "the one with this role")
        return NOBODY

    def _by_body_noun(self, a: int, head: int, word: str, core: int) -> Speaker:
        """The body whose name holds this noun ("the zoo"), or the last one that spoke ("the company")."""
        if word not in _BODY_NOUNS:
            return NOBODY
        tokens = self.tokens
        mods = [tokens[i].text.lower() for i in range(a + 1, head) if tokens[i].pos in ("ADJ", "NOUN", "PROPN")]
        counts: dict[str, int] = {}
        first: dict[str, Named] = {}
        for m in self.people.mentions:
            e = m.entity
            if e.type is PERSON:
                continue
            parts = {w for form in (e.name, *e.aliases) for w in form.lower().split()}
            if word in parts and all(x in parts for x in mods):
                counts[e.id] = counts.get(e.id, 0) + 1
                first.setdefault(e.id, m)
        ranked = sorted(counts, key=lambda k: (-counts[k], first[k].first))
        if ranked and self._spoken_of_before(word, first[ranked[0]].first):
            return NOBODY
        if ranked and (len(ranked) == 1 or counts[ranked[0]] >= max(3, 2 * counts[ranked[1]])) and first[ranked[0]].first < head:
            return self._named(first[ranked[0]], "the one body of this kind")
        if ranked or mods:
            return NOBODY
        last = self.memory.last_before(core, 3)
        if last.entity is not None and last.entity.type is ORGANISATION and word in _ANY_BODY:
            return msgspec.structs.replace(last, reason="the last body named")
        return NOBODY

    def _spoken_of_before(self, word: str, named: int) -> bool:
        """Whether "the zoo" stands in the article before the body is named: then it is another one."""
        if word not in self._first_the:
            self._first_the[word] = next(
                (
                    t.i
                    for t in self.tokens
                    if t.text.lower() == word and t.pos == "NOUN" and t.i and self.tokens[t.i - 1].text.lower() == "the"
                ),
                len(self.tokens),
            )
        return self._first_the[word] < named

    def subject_of(self, sentence: Sentence) -> Speaker:
        """The one person or body that is the subject of a sentence's main verb, or nobody."""
        found = [m for m in self.people.subjects.get(sentence.i, ()) if self.memory.main(m) and m.entity.type in SPEAKING]
        return self._named(found[0], "subject of the sentence") if len({m.entity.id for m in found}) == 1 else NOBODY

    def remember(self, event: Event, speaker: Speaker) -> None:
        """Note that `speaker` spoke at the event's cue, and whose statement it was."""
        self.memory.note(event.core, speaker)
        self.statements.note(event, speaker)

    def issue(self, verb: int) -> None:
        """Note who put out the document that is the object of `verb`."""
        head, own = self.sources.subject(verb)
        if head is None or head > verb:
            return
        low, _ = self.tree.bounds(verb)
        a, b = self.sources.phrase(head, low, verb)
        if a < b and (own or self.tokens[verb].dep in ("conj", "advcl", "xcomp")):
            self.statements.issued(verb, self.of_phrase(a, b, head, verb))
