"""Whose words: from the words that name a source to one canonical name, with the reason.

A wrong name on a quotation is the worst error there is: where two people fit, nobody is named.

Source: the order of preference (nearest compatible subject first, sentence by sentence) follows Hobbs,
"Resolving pronoun references" (Lingua 44, 1978) and Lappin & Leass, "An algorithm for pronominal anaphora
resolution" (Computational Linguistics 20, 1994), cut down to what settles a speaker.
"""

import msgspec

from variorum.data.sexes import FEMALE_WORDS, MALE_WORDS
from variorum.records.parse import Sentence
from variorum.records.place import Extent
from variorum.records.reading import Entity
from variorum.steps.attribute.events import Event
from variorum.steps.attribute.cues import Lexicon
from variorum.steps.attribute.people import ORGANISATION, PERSON, SPEAKING, Named, People
from variorum.steps.attribute.tree import Tree

_HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_THEY = frozenset(("they", "them", "their", "theirs"))
_IT = frozenset(("it", "its", "itself"))
_OWN = frozenset(("i", "we", "us", "me", "my", "our", "you", "your"))
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_MOUTHPIECES = frozenset(
    "spokesman spokeswoman spokesperson spokespeople spokesmen rep representative official officials source sources "
    "officer officers statement report release insider aide aides investigator investigators "
    "authorities leaders staff employees press-officer".split()
)
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_BODY_NOUNS = frozenset(
    "company firm bank group ministry department agency police force service university hospital zoo museum airline network "
    "broadcaster newspaper paper magazine station channel outlet organisation organization charity union party council government "
    "commission committee court board club team school college authority institute office campaign company’s trust embassy "
    "army navy military church foundation association federation league bureau branch operator carrier retailer manufacturer maker".split()
)
_WINDOW = 4  # sentences back that a pronoun may reach


class Speaker(msgspec.Struct, frozen=True):
    """Who a source is.

    Attributes:
        name: Canonical name, the source's own words where it is unnamed, or None where that is not settled.
        entity: The entity, where it is a named one.
        evidence: Where the text names it.
        reason: How it is known.
        unnamed: Whether `name` is the source's own words.
    """

    name: str | None = None
    entity: Entity | None = None
    evidence: Extent | None = None
    reason: str = ""
    unnamed: bool = False


NOBODY = Speaker()


class Speakers:
    """Resolves sources in reading order, remembering who spoke."""

    def __init__(self, tree: Tree, people: People, lexicon: Lexicon) -> None:
        self.tree, self.people, self.lexicon = tree, people, lexicon
        self.tokens = tree.tokens
        self.spoken: list[tuple[int, Speaker]] = []  # (token, speaker), in reading order
        self.statement: Speaker = NOBODY

    def _named(self, m: Named, reason: str) -> Speaker:
        return Speaker(
            name=m.entity.name, entity=m.entity, evidence=self.tree.extent(m.first, m.last), reason=reason
        )

    def note(self, at: int, speaker: Speaker) -> None:
        """Remember that `speaker` spoke at token `at`."""
        if speaker.name is not None:
            self.spoken.append((at, speaker))

    def last_before(self, at: int, sentences: int = _WINDOW) -> Speaker:
        """The last speaker before token `at`, at most so many sentences back."""
        sent = self.tokens[at].sent
        for place, speaker in reversed(self.spoken[-12:]):
            if place < at:
                return speaker if sent - self.tokens[place].sent <= sentences else NOBODY
        return NOBODY

    # --- resolution ------------------------------------------------------------------------------
    def resolve(self, event: Event) -> Speaker:
        """Who the event's source is."""
        if event.source is None or event.source_head is None:
            return NOBODY
        a, b = event.source
        head = event.source_head
        return self.of_phrase(a, b, head, event.core)

    def of_phrase(self, a: int, b: int, head: int, core: int, depth: int = 0) -> Speaker:
        """Who the noun phrase `[a, b)` with this head is."""
        tokens = self.tokens
        t = tokens[head]
        low = t.text.lower()
        if t.tag in ("PRP", "PRP$") or low in _HE or low in _THEY or low in _IT:
            return self.pronoun(head, low, core)
        if low in _RELATIVE and t.pos in ("PRON", "DET", "SCONJ") and depth < 3:
            verb = tokens[t.head]
            above = verb.head
            if verb.dep == "relcl" and above != verb.i:
                low_edge, _ = self.tree.bounds(head)
                return self.of_phrase(max(low_edge, self.tree.left[above]), above + 1, above, core, depth + 1)
            return NOBODY
        joint = [k for k in self.tree.children(head) if k.dep == "conj" and a <= k.i < b]
        held = self.people.at[head]
        if held is not None and held.entity.type in SPEAKING:
            if joint:
                names = [held.entity.name]
                for k in joint:
                    other = self.people.at[k.i]
                    if other is None:
                        return self._own_words(a, b, head)
                    names.append(other.entity.name)
                return Speaker(name=" and ".join(names), evidence=self.tree.extent(a, b), reason="several named together")
            person = None
            if held.entity.type is not PERSON:
                # "Ministry chief Anna Holm", where the parse made the body the head.
                inside = self.people.person_in(held.last, min(b, held.last + 6))
                person = inside[0] if inside and not any(tokens[i].text in (",", "'s", "’s") for i in range(held.last, inside[0].first)) else None
                spoke = any(tokens[i].text.lower() in _MOUTHPIECES for i in range(a, b))
            return self._named(person or held, "named")
        if joint:
            return self._own_words(a, b, head)
        # A role with its name beside it: "the mayor, Anna Holm,", "police chief Anna Holm".
        near = [m for m in self.people.person_in(a, b) if self._beside(head, m)]
        if len(near) == 1:
            return self._named(near[0], "named beside the role")
        if any(self.people.person_in(a, b)) and not any(
            k.dep == "poss" or k.text.lower() in ("for", "of", "to") for k in self.tree.children(head)
        ):
            inside = [m for m in self.people.person_in(a, b) if m.first <= head + 3]
            if len(inside) == 1 and inside[0].first > head:
                return self._named(inside[0], "named beside the role")
        return self._role(a, b, head, core)

    def _beside(self, head: int, m: Named) -> bool:
        """Whether the person's name is in apposition to `head`, or modifies it as a compound right after."""
        for i in range(m.first, m.last):
            t = self.tokens[i]
            if t.dep == "appos" and t.head == head:
                return True
            if t.head == head and t.i > head and t.dep in ("compound", "nmod", "npadvmod", "flat"):
                return True
        return m.first == head + 1

    def _own_words(self, a: int, b: int, head: int) -> Speaker:
        tokens = self.tokens
        if tokens[head].text.lower() in self.lexicon.crowds or tokens[head].lemma.lower() in self.lexicon.crowds:
            return Speaker(evidence=self.tree.extent(a, b), reason="a crowd")
        first, last = a, b
        for i in range(head + 1, b):
            t = tokens[i]
            if t.text in (",", "(", "—", "–") or t.tag in ("WP", "WDT", "VBG", "VBN") or (t.pos == "ADP" and t.text.lower() not in ("of", "for", "from", "at")):
                last = i
                break
        while first < last - 1 and (tokens[first].pos in ("DET", "PUNCT") or tokens[first].tag == "CC"):
            first += 1
        words = self.tree.parse.words(first, last).strip()
        if not words or len(words) > 80 or tokens[head].pos not in ("NOUN", "PROPN"):
            return Speaker(evidence=self.tree.extent(a, b), reason="not named")
        return Speaker(name=words, evidence=self.tree.extent(first, last), reason="unnamed: own words", unnamed=True)

    def _role(self, a: int, b: int, head: int, core: int) -> Speaker:
        tokens, people = self.tokens, self.people
        word = tokens[head].text.lower()
        lemma = tokens[head].lemma.lower()
        owner = next((k for k in self.tree.children(head) if k.dep == "poss"), None)
        bodies = people.body_in(a, b)
        definite = tokens[a].text.lower() in _DEFINITE
        if word in _MOUTHPIECES or lemma in _MOUTHPIECES or word.endswith(("spokesman", "spokeswoman", "spokesperson")):
            linked = [m for m in bodies if m.first < head or any(tokens[i].text.lower() in ("for", "of", "from", "at", "with") for i in range(head + 1, m.first))]
            if lemma in self.lexicon.documents and owner is None and not linked and definite:
                if self.statement.name is not None:
                    return msgspec.structs.replace(self.statement, reason="the statement's author")
            if len({m.entity.id for m in linked}) == 1 and linked[0].entity.type is not PERSON:
                foreign = any(tokens[i].pos == "NOUN" and i != head and people.at[i] is None and tokens[i].dep == "compound" for i in range(a, head))
                if not foreign:
                    return self._named(linked[0], "speaks for it")
            if owner is None and not linked and not people.person_in(a, b) and word not in ("officials", "sources", "authorities"):
                bare = all(tokens[i].pos in ("DET", "PUNCT") for i in range(a, head))
                if bare:
                    last = self.last_before(core, 3)
                    if last.entity is not None and last.entity.type is not PERSON:
                        return msgspec.structs.replace(last, reason="the last body's spokesman")
            return self._own_words(a, b, head)
        if lemma in self.lexicon.documents and definite and owner is None and self.statement.name is not None and not bodies:
            return msgspec.structs.replace(self.statement, reason="the statement's author")
        if owner is not None:
            return self._own_words(a, b, head)
        if definite or word in FEMALE_WORDS | MALE_WORDS:
            found = self._by_role(head, word, core)
            if found.name is not None:
                return found
            body = self._by_body_noun(a, head, word, core)
            if body.name is not None:
                return body
        if tokens[head].text.endswith("-old") or word == "old" or (word.isdigit() and definite):
            last = self._last_person(core)
            if last.name is not None:
                return msgspec.structs.replace(last, reason="the age")
        if definite and any(tokens[i].text.lower() in ("old",) or tokens[i].text.lower().endswith("-year-old") for i in range(a, b)):
            last = self._last_person(core)
            if last.name is not None:
                return msgspec.structs.replace(last, reason="the age")
        return self._own_words(a, b, head)

    def _by_role(self, head: int, word: str, core: int) -> Speaker:
        """The one person whose role this noun names, if they were named before."""
        holders = [k for k, words in self.people.roles.items() if word in words]
        if not holders:
            return NOBODY
        mods = {k.text.lower() for k in self.tree.children(head) if k.dep in ("compound", "amod") and k.pos in ("NOUN", "ADJ", "PROPN") and self.people.at[k.i] is None}
        narrow = [k for k in holders if mods <= self.people.roles[k]] or holders
        before = [m for m in self.people.mentions if m.first < head and m.entity.id in narrow]
        ids = {m.entity.id for m in before}
        if len(ids) == 1:
            return self._named(before[-1], "the one with this role")
        return NOBODY

    def _by_body_noun(self, a: int, head: int, word: str, core: int) -> Speaker:
        """The one body whose name ends in this noun ("the zoo"), or the last one that spoke ("the company")."""
        if word not in _BODY_NOUNS:
            return NOBODY
        tokens = self.tokens
        mods = [tokens[i].text.lower() for i in range(a, head) if tokens[i].pos in ("ADJ", "NOUN", "PROPN")]
        seen: dict[str, Named] = {}
        for m in self.people.mentions:
            parts = m.entity.name.lower().split()
            if m.entity.type is ORGANISATION and word in parts and all(x in parts for x in mods):
                seen.setdefault(m.entity.id, m)
        if len(seen) == 1:
            return self._named(next(iter(seen.values())), "the one body of this kind")
        if seen or mods:
            return NOBODY
        last = self.last_before(core, 3)
        if last.entity is not None and last.entity.type is ORGANISATION and word in ("company", "firm", "group", "organisation", "organization", "agency", "bank", "force", "charity"):
            return msgspec.structs.replace(last, reason="the last body named")
        return NOBODY

    def _last_person(self, core: int) -> Speaker:
        last = self.last_before(core, 3)
        if last.entity is not None and last.entity.type is PERSON:
            return last
        sent = self.tokens[core].sent
        for s in range(sent, max(-1, sent - 3), -1):
            found = [m for m in self.people.subjects.get(s, ()) if m.entity.type is PERSON and m.first < core]
            if len({m.entity.id for m in found}) == 1:
                return self._named(found[-1], "the last person named")
            if found:
                return NOBODY
        return NOBODY

    def _fits(self, entity: Entity, sex: str) -> bool:
        return entity.type is PERSON and self.people.sex.get(entity.id, sex) == sex

    def pronoun(self, head: int, low: str, core: int) -> Speaker:
        """Who a pronoun stands for, or nobody."""
        if low in _OWN:
            return Speaker(reason="first person")
        if low in _HE:
            return self._he(head, _HE[low], core)
        return self._they(head, low, core)

    def _he(self, head: int, sex: str, core: int) -> Speaker:
        tokens, people = self.tokens, self.people
        sent = tokens[head].sent
        paragraph = self.tree.parse.sentences[sent].paragraph
        last = self.last_before(core)
        for s in range(sent, max(-1, sent - 1 - _WINDOW), -1):
            if paragraph - self.tree.parse.sentences[s].paragraph > 3:
                break
            outside = [m for m in people.in_sentence.get(s, ()) if m.first < head and m.entity.type is PERSON and self._fits(m.entity, sex)]
            plain = [m for m in outside if self.tree.run_at[m.first] < 0]
            subjects = [m for m in people.subjects.get(s, ()) if m in plain]
            spoke = [x for place, x in self.spoken[-12:] if tokens[place].sent == s and place < core and x.entity is not None and self._fits(x.entity, sex)]
            if spoke:
                ids = {x.entity.id for x in spoke if x.entity}
                rivals = {m.entity.id for m in subjects} - ids
                if len(ids) == 1 and (not rivals or s == sent or subjects[-1].entity.id in ids):
                    return msgspec.structs.replace(spoke[-1], reason="pronoun: the last speaker")
                if rivals and len(ids) == 1 and len(rivals) == 1 and subjects[-1].entity.id in rivals:
                    # Somebody else has become the subject since: open, unless only one of them is known to fit.
                    known = [m for m in subjects if people.sex.get(m.entity.id) == sex]
                    if len({m.entity.id for m in known}) == 1 and not any(people.sex.get(i) == sex for i in ids):
                        return self._named(known[-1], "pronoun: the last subject")
                    return msgspec.structs.replace(spoke[-1], reason="pronoun: the last speaker")
                if len(ids) > 1:
                    if last.entity is not None and last.entity.id in ids:
                        return msgspec.structs.replace(last, reason="pronoun: the last speaker")
                    return NOBODY
            ids = {m.entity.id for m in subjects}
            if len(ids) == 1:
                return self._named(subjects[-1], "pronoun: the last subject")
            if len(ids) > 1:
                first = subjects[0] if s != sent else subjects[-1]
                return self._named(first, "pronoun: the last subject") if self._main(first) else NOBODY
            ids = {m.entity.id for m in plain}
            if len(ids) == 1:
                return self._named(plain[-1], "pronoun: the one person named")
            if len(ids) > 1:
                return NOBODY
        return NOBODY

    def _main(self, m: Named) -> bool:
        """Whether the name is the subject of its sentence's main verb."""
        for i in range(m.first, m.last):
            t = self.tokens[i]
            if t.dep in ("nsubj", "nsubjpass"):
                verb = self.tokens[t.head]
                return verb.head == verb.i
        return False

    def _they(self, head: int, low: str, core: int) -> Speaker:
        last = self.last_before(core, 3)
        if last.name is None:
            return NOBODY
        if last.entity is not None and last.entity.type is PERSON:
            return NOBODY
        if low in _IT and last.unnamed:
            return NOBODY
        return msgspec.structs.replace(last, reason="pronoun: the last speaker")

    def subject_of(self, sentence: Sentence) -> Speaker:
        """The one person or body that is the subject of a sentence's main verb, or nobody."""
        found = [m for m in self.people.subjects.get(sentence.i, ()) if self._main(m) and m.entity.type in SPEAKING]
        return self._named(found[0], "subject of the sentence") if len({m.entity.id for m in found}) == 1 else NOBODY

    def issue(self, event: Event, speaker: Speaker) -> None:
        """Remember whose statement it was ("..., she said in a statement")."""
        first, last = self.tree.bounds(event.core)
        if speaker.reason == "the statement's author" or event.mode != "verb":
            return
        for i in range(first, last):
            t = self.tokens[i]
            if t.lemma.lower() in self.lexicon.documents and t.dep == "pobj" and self.tree.run_at[i] < 0:
                self.statement = speaker
                return
