"""Pronouns that name a speaker, and the memory of who spoke.

Source: the order of preference (nearest compatible subject first, sentence by sentence) follows Hobbs,
"Resolving pronoun references" (Lingua 44, 1978) and Lappin & Leass, "An algorithm for pronominal anaphora
resolution" (Computational Linguistics 20, 1994), cut down to what settles a speaker.
"""

import msgspec

from variorum.records.reading import Entity
from variorum.steps.attribute.people import PERSON, Named, People
from variorum.steps.attribute.speaker import NOBODY, Speaker, named
from variorum.steps.attribute.tree import Tree

HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
THEY = frozenset(("they", "them", "their", "theirs"))
IT = frozenset(("it", "its", "itself"))
OWN = frozenset(("i", "we", "us", "me", "my", "our", "you", "your"))
_WINDOW = 4  # sentences back that a pronoun may reach
_PARAGRAPHS = 3
_GOES_ON = frozenset(("add", "continue", "go", "conclude", "elaborate"))
_NEAR = 40  # names of one sentence that are weighed


class Memory:
    """Who spoke where, and whom a pronoun may stand for."""

    def __init__(self, tree: Tree, people: People) -> None:
        self.tree, self.people = tree, people
        self.tokens = tree.tokens
        self.spoken: list[tuple[int, Speaker]] = []
        self.questions: dict[int, Speaker] = {}
        # Distance is counted in sentences that are not wholly within a quotation.
        self.plain: list[int] = []
        for s in tree.parse.sentences:
            runs = {tree.run_at[s.first], tree.run_at[s.last - 1], tree.run_at[(s.first + s.last) // 2]}
            quoted = len(runs) == 1 and -1 not in runs
            self.plain.append((self.plain[-1] if self.plain else 0) + (not quoted))

    def note(self, at: int, speaker: Speaker) -> None:
        """Remember that `speaker` spoke at token `at`."""
        if speaker.name is not None:
            self.spoken.append((at, speaker))

    def asked(self, at: int, whom: Speaker) -> None:
        """Remember that the words at token `at` ask `whom`, who will answer."""
        self.questions[at] = whom

    def last_before(self, at: int, sentences: int = _WINDOW) -> Speaker:
        """The last speaker before token `at`, at most so many sentences back."""
        sent = self.tokens[at].sent
        for place, speaker in reversed(self.spoken[-12:]):
            if place < at:
                return speaker if self.plain[sent] - self.plain[self.tokens[place].sent] <= sentences else NOBODY
        return NOBODY

    def last_person(self, core: int) -> Speaker:
        """The last speaker, if a person, else the one person who is a subject in the sentences just before."""
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

    def main(self, m: Named) -> bool:
        """Whether the name is the subject of its sentence's main verb."""
        for i in range(m.first, m.last):
            t = self.tokens[i]
            for _ in range(4):
                if t.dep != "conj":
                    break
                t = self.tokens[t.head]
            if t.dep in ("nsubj", "nsubjpass"):
                verb = self.tokens[t.head]
                return verb.head == verb.i
        return False

    def _embedded(self, m: Named) -> bool:
        """Whether the name is the subject within a complement or relative clause."""
        for i in range(m.first, m.last):
            t = self.tokens[i]
            if t.dep in ("nsubj", "nsubjpass"):
                return self.tokens[t.head].dep in ("ccomp", "relcl", "acl", "pcomp")
        return False

    def _stranger(self, s: int, head: int) -> bool:
        """Whether a name that nobody is known by is a subject in sentence `s` before token `head`."""
        first = max(self.tree.parse.sentences[s].first, head - 100)
        return any(
            t.dep in ("nsubj", "nsubjpass") and t.pos == "PROPN" and self.people.at[t.i] is None
            for t in self.tokens[first:head]
        )

    def _named(self, m: Named, reason: str) -> Speaker:
        return named(self.tree, m.first, m.last, m.entity, reason)

    def _fits(self, entity: Entity, sex: str) -> bool:
        return entity.type is PERSON and self.people.sex.get(entity.id, sex) == sex

    def pronoun(self, head: int, low: str, core: int) -> Speaker:
        """Who a pronoun stands for, or nobody."""
        if low in OWN:
            return Speaker(reason="first person")
        if low in HE:
            return self._he(head, HE[low], core)
        return self._they(head, low, core)

    def _he(self, head: int, sex: str, core: int) -> Speaker:
        """The nearest fitting speaker or subject, sentence by sentence."""
        tokens = self.tokens
        sent = tokens[head].sent
        paragraph = self.tree.parse.sentences[sent].paragraph
        for s in range(sent, max(-1, sent - 30), -1):
            if (
                self.plain[sent] - self.plain[s] > _WINDOW
                or paragraph - self.tree.parse.sentences[s].paragraph > _PARAGRAPHS
            ):
                break
            found = self._in_sentence(s, head, sex, core, here=s == sent)
            if found is not None:
                return found
        return NOBODY

    def _in_sentence(self, s: int, head: int, sex: str, core: int, *, here: bool) -> Speaker | None:
        """Whom sentence `s` offers for "he" or "she": a speaker, NOBODY where it offers two, None where nobody."""
        tokens, people = self.tokens, self.people
        plain = [
            m
            for m in people.in_sentence.get(s, [])[-_NEAR:]
            if m.first < head and self._fits(m.entity, sex) and self.tree.run_at[m.first] < 0
        ]
        subjects = [m for m in people.subjects.get(s, [])[-_NEAR:] if m in plain]
        said = [(place, x) for place, x in self.spoken[-12:] if tokens[place].sent == s and place < core]
        if said and said[-1][0] in self.questions and not here:
            whom = self.questions[said[-1][0]]
            if whom.entity is not None and self._fits(whom.entity, sex):
                return msgspec.structs.replace(whom, reason="pronoun: the one who was asked")
        spoke = [x for _, x in said]
        spoke = [x for x in spoke if (x.entity is not None and self._fits(x.entity, sex)) or (x.unnamed and x.human)]
        if spoke:
            return self._of_speakers(spoke, subjects, sex, here=here, plain=plain)
        ids = {m.entity.id for m in subjects}
        if len(ids) == 1 and not here:
            last = self.last_before(core)
            if last.entity is not None and last.entity.id not in ids and self._fits(last.entity, sex):
                known = self.people.sex.get(last.entity.id) == sex and subjects[-1].entity.id not in self.people.sex
                if known or self.tokens[core].lemma.lower() in _GOES_ON:
                    return msgspec.structs.replace(last, reason="pronoun: the last speaker")
        if len(ids) == 1:
            if here and self._embedded(subjects[-1]) and self._stranger(s, head):
                return NOBODY  # "X said that Holm had left, and she ...": X, whoever that is, or Holm
            return self._named(subjects[-1], "pronoun: the last subject")
        if len(ids) > 1:
            mains = [m for m in subjects if self.main(m)]
            return (
                self._named(mains[-1], "pronoun: the last subject")
                if len({m.entity.id for m in mains}) == 1
                else NOBODY
            )
        ids = {m.entity.id for m in plain}
        if len(ids) == 1:
            return self._named(plain[-1], "pronoun: the one person named")
        return NOBODY if ids else None

    def _of_speakers(
        self, spoke: list[Speaker], subjects: list[Named], sex: str, *, here: bool, plain: list[Named]
    ) -> Speaker:
        """One of those who spoke in the sentence, unless somebody else is its subject too."""
        keys = {x.entity.id if x.entity is not None else x.name for x in spoke}
        last = spoke[-1]
        if len(keys) > 1:
            known = [x for x in spoke if x.entity is not None and self.people.sex.get(x.entity.id) == sex]
            if len({x.entity.id for x in known if x.entity}) != 1:
                return NOBODY
            last = known[-1]
        if last.entity is None and plain and not here:
            return NOBODY  # "a visitor told Holm ...": either may go on
        own = last.entity.id if last.entity is not None else None
        others = [m for m in plain if m.entity.id != own and self.people.sex.get(m.entity.id) == sex]
        if others and own is not None and self.people.sex.get(own) is None and not here:
            return NOBODY  # another is known to fit, of the last speaker it is not known
        rivals = [m for m in subjects if m.entity.id != own]
        if rivals and not here:
            known_rivals = [m for m in rivals if self.people.sex.get(m.entity.id) == sex]
            if own is None or (known_rivals and self.people.sex.get(own) != sex):
                return NOBODY
        return msgspec.structs.replace(last, reason="pronoun: the last speaker")

    def _they(self, head: int, low: str, core: int) -> Speaker:
        last = self.last_before(core, 3)
        if last.name is None or (last.entity is not None and last.entity.type is PERSON) or last.human:
            return NOBODY
        if last.unnamed:
            here = self.tree.parse.sentences[self.tokens[head].sent]
            place = max(p for p, x in self.spoken if p < core)
            there = self.tree.parse.sentences[self.tokens[place].sent]
            if low in IT or here.paragraph != there.paragraph or here.i - there.i > 1:
                return NOBODY
        return msgspec.structs.replace(last, reason="pronoun: the last speaker")
