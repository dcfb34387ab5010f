"""Whose words: from the words that name a source to one canonical name, with the reason.

A wrong name on a quotation is the worst error there is: where two people fit, nobody is named.
"""

from variorum.records.parse import Sentence
from variorum.records.reading import EntityType
from variorum.steps.attribute.cues import Lexicon
from variorum.steps.attribute.descriptions import MOUTHPIECES, Descriptions
from variorum.steps.attribute.event import Event
from variorum.steps.attribute.people import PERSON, SPEAKING, Named, People
from variorum.steps.attribute.pronouns import HE, IT, OWN, THEY, Memory
from variorum.steps.attribute.sources import Sources
from variorum.steps.attribute.speaker import NOBODY, Speaker, named
from variorum.steps.attribute.statements import Statements
from variorum.steps.attribute.tree import Tree
from variorum.text.gazetteer import capitals

_ASKS = frozenset("ask question press challenge quiz grill interview".split())
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_BESIDE = "named beside the role"
_BREAKS = ("ADP", "VERB", "AUX", "SCONJ", "PART", "CCONJ")


class Speakers:
    """Resolves sources in reading order, remembering who spoke."""

    def __init__(self, tree: Tree, people: People, lexicon: Lexicon) -> None:
        self.tree, self.people = tree, people
        self.tokens = tree.tokens
        self.sources = Sources(tree)
        self.memory = Memory(tree, people)
        self.statements = Statements(tree, people)
        self.descriptions = Descriptions(tree, people, lexicon, self.memory, self.statements)

    def _named(self, m: Named, reason: str) -> Speaker:
        return named(self.tree, m.first, m.last, m.entity, reason)

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
        t = self.tokens[head]
        low = t.text.lower()
        if low in HE or low in THEY or low in IT or low in OWN:
            return self.memory.pronoun(head, low, core)
        if low in _RELATIVE and t.pos in ("PRON", "DET", "SCONJ"):
            return self._antecedent(head, core, depth)
        held = self.people.at[head]
        if t.dep == "appos" and (held is None or held.entity.type is not PERSON):
            main = self.people.at[t.head]
            if main is not None and main.entity.type is PERSON and main.last <= head and self._alike(main.first, head):
                return self._named(main, _BESIDE)
        joint = [k.i for k in self.tree.children(head) if k.dep == "conj" and a <= k.i < b]
        if joint:
            return self._several(a, b, head, held, joint[-1])
        if held is not None and held.entity.type is EntityType.PLACE:
            state = capitals().get(held.entity.name)
            if state is not None:
                place = self.tree.extent(held.first, held.last)
                return Speaker(name=state, evidence=place, reason="a seat of government")
        if held is not None and held.entity.type in SPEAKING:
            return self._named(self._officer(held, b) or held, "named")
        return self._described(a, b, head, core)

    def _alike(self, i: int, k: int) -> bool:
        """Whether two tokens stand in the same marks, or both in none."""
        return self.tree.run_at[i] == self.tree.run_at[k]

    def _officer(self, held: Named, b: int) -> Named | None:
        """The person in "Ministry chief Anna Holm", where the parse made the body the head."""
        if held.entity.type is PERSON:
            return None
        inside = self.people.person_in(held.last, min(b, held.last + 6))
        if not inside:
            return None
        between = self.tokens[held.last : inside[0].first]
        return None if any(t.text in (",", "'s", "’s") or t.pos == "ADP" for t in between) else inside[0]

    def _described(self, a: int, b: int, head: int, core: int) -> Speaker:
        """A role: its holder's name where that stands beside it, else what the description tells."""
        tokens = self.tokens
        inside = self.people.person_in(a, b)
        near = [m for m in inside if self._beside(head, m)]
        if len({m.entity.id for m in near}) == 1:
            return self._named(near[0], _BESIDE)
        if len({m.entity.id for m in inside}) == 1 and inside[0].first > head:
            between = tokens[head + 1 : inside[0].first]
            if len(between) < 3 and not any(t.pos in _BREAKS for t in between):
                return self._named(inside[0], _BESIDE)
            set_off = tokens[inside[0].first - 1].text == ","
            ends = inside[0].last >= b or tokens[inside[0].last].text in (",", "(")
            if set_off and ends and tokens[head].tag in ("NN", "NNP"):
                return self._named(inside[0], _BESIDE)
        bodies = [m for m in self.people.body_in(head + 1, b) if self._beside(head, m)]
        if len(bodies) == 1 and tokens[head].tag in ("NN", "NNP") and tokens[head].lemma.lower() not in MOUTHPIECES:
            return self._named(bodies[0], _BESIDE)
        if a >= 2 and not inside and tokens[a - 1].text == "," and tokens[a - 2].sent == tokens[a].sent:
            # "Ana Holm, a visitor ..., said", where the parse lost the name.
            lead = self.people.at[a - 2]
            if (
                lead is not None
                and lead.entity.type is PERSON
                and self.tree.run_at[a - 2] < 0
                and tokens[a].tag == "DT"
            ):
                return self._named(lead, _BESIDE)
        return self.descriptions.resolve(a, b, head, core)

    def _antecedent(self, head: int, core: int, depth: int) -> Speaker:
        """Whom "who" stands for."""
        verb = self.tokens[self.tokens[head].head]
        for _ in range(8):
            if verb.dep not in ("xcomp", "conj", "aux", "ccomp") or verb.head == verb.i:
                break
            verb = self.tokens[verb.head]
        if verb.dep != "relcl" or verb.head == verb.i or depth > 2:
            return NOBODY
        low, _ = self.tree.bounds(head)
        first = max(low, self.tree.left[verb.head])
        return self.of_phrase(first, verb.head + 1, verb.head, core, depth + 1)

    def _several(self, a: int, b: int, head: int, held: Named | None, last: int) -> Speaker:
        """Sources joined by "and": all by name, or one person with two roles."""
        people = self.people
        if held is None and self.tokens[head].pos in ("NOUN", "PROPN"):
            inside = people.person_in(head + 1, b)
            if len(inside) == 1:
                between = self.tokens[head + 1 : inside[0].first]
                if not any(t.pos in ("DET", "ADP", "PUNCT") for t in between):
                    return self._named(inside[0], _BESIDE)
        names = [m.entity.name for m in (held, people.at[last]) if m is not None and m.entity.type in SPEAKING]
        if len(names) == 2 and names[0] != names[1]:
            place = self.tree.extent(a, b)
            return Speaker(name=" and ".join(names), evidence=place, reason="several named together")
        return self.descriptions.own_words(a, b, head)

    def _beside(self, head: int, m: Named) -> bool:
        """Whether a name is in apposition to `head`, or stands right after it."""
        for i in range(m.first, m.last):
            t = self.tokens[i]
            if t.head == head and t.dep in ("appos", "flat"):
                return True
            if t.head == head and t.i > head and t.dep in ("compound", "nmod", "npadvmod"):
                return True
        if m.first == head + 1:
            return True
        return m.first == head + 2 and self.tokens[head + 1].text == ","

    def subject_of(self, sentence: Sentence) -> Speaker:
        """The one person or body that is the subject of a sentence's main verb, or nobody."""
        subjects = self.people.subjects.get(sentence.i, ())
        found = [m for m in subjects if self.memory.main(m) and m.entity.type in SPEAKING]
        if len({m.entity.id for m in found}) != 1:
            return NOBODY
        return self._named(found[0], "subject of the sentence")

    def remember(self, event: Event, speaker: Speaker) -> None:
        """Note that `speaker` spoke at the event's cue, and whose statement it was."""
        self.memory.note(event.core, speaker)
        if self.tokens[event.core].lemma.lower() in _ASKS:
            self.memory.asked(event.core, self._asked_whom(event))
        self.statements.note(event, speaker)

    def _asked_whom(self, event: Event) -> Speaker:
        """The one person whom a question is put to."""
        for k in self.tree.children(event.core):
            if k.i > event.core and k.dep in ("dobj", "dative"):
                m = self.people.at[k.i]
                if m is not None and m.entity.type is PERSON:
                    return self._named(m, "the one who was asked")
        return NOBODY

    def issue(self, verb: int) -> None:
        """Note who put out the document that is the object of `verb`."""
        head, own = self.sources.subject(verb)
        if head is None or head > verb:
            return
        low, _ = self.tree.bounds(verb)
        a, b = self.sources.phrase(head, low, verb)
        if a < b and (own or self.tokens[verb].dep in ("conj", "advcl", "xcomp")):
            self.statements.issued(verb, self.of_phrase(a, b, head, verb))
