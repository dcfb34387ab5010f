"""Documents and their authors: whose statement "the statement" is."""

from variorum.steps.attribute.event import Event
from variorum.steps.attribute.people import PERSON, People
from variorum.steps.attribute.speaker import NOBODY, Speaker
from variorum.steps.attribute.tree import Tree

_ISSUE = frozenset(
    "release issue publish post put make give send write read deliver file tweet share email circulate sign".split()
)
_FAMILIES = (
    frozenset(
        ("statement", "release", "communique", "communiqué", "announcement", "declaration", "notice", "bulletin")
    ),
    frozenset(("letter", "email", "e-mail", "memo", "memorandum", "note", "text")),
    frozenset(("post", "tweet", "message", "page", "blog", "comment", "tribute")),
    frozenset(("report", "study", "survey", "poll", "paper", "review")),
    frozenset(("filing", "lawsuit", "complaint", "affidavit", "indictment", "petition")),
    frozenset(("speech", "remarks", "remark", "interview", "testimony", "address")),
)
_REACH = 60  # sentences back that "the statement" may reach


def _family(lemma: str) -> int | None:
    for n, words in enumerate(_FAMILIES):
        if lemma in words:
            return n
    return None


class Statements:
    """Who issued which document, in reading order."""

    def __init__(self, tree: Tree, people: People) -> None:
        self.tree, self.people = tree, people
        self.tokens = tree.tokens
        self.last: dict[int, tuple[int, Speaker]] = {}

    def note(self, event: Event, speaker: Speaker) -> None:
        """Remember that the event's speaker issued the documents that its sentence names ("... in a statement")."""
        if event.mode != "verb" or speaker.name is None or speaker.reason == "the author of the document":
            return
        for family in self._documents(event.core):
            self.last[family] = (self.tokens[event.core].sent, self._behind(event, speaker))

    def issued(self, verb: int, speaker: Speaker) -> None:
        """Remember that `speaker` put out the documents that are the objects of `verb`."""
        for k in self.tree.children(verb):
            family = _family(k.lemma.lower()) if k.dep == "dobj" else None
            if family is not None and speaker.name is not None:
                self.last[family] = (self.tokens[verb].sent, speaker)

    def issuing(self) -> list[int]:
        """Verbs that put out a document, in order."""
        out = []
        for t in self.tokens:
            if t.pos != "VERB" or t.lemma.lower() not in _ISSUE or self.tree.run_at[t.i] >= 0:
                continue
            if any(k.dep == "dobj" and _family(k.lemma.lower()) is not None for k in self.tree.children(t.i)):
                out.append(t.i)
        return out

    def _documents(self, core: int) -> list[int]:
        """Families of the documents in which the cue's words stand: "said in a statement", "In a letter, ..."."""
        out = []
        low, high = self.tree.bounds(core)
        for i in (*range(low, min(low + 6, high)), *range(core + 1, min(core + 16, high))):
            t = self.tokens[i]
            if t.text.lower() not in ("in", "on", "by", "via", "through") or self.tree.run_at[i] >= 0:
                continue
            for k in range(i + 1, min(i + 5, high)):
                x = self.tokens[k]
                family = _family(x.lemma.lower()) if x.pos == "NOUN" else None
                if family is not None:
                    out.append(family)
                    break
                if x.pos not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"):
                    break
        return out

    def _behind(self, event: Event, speaker: Speaker) -> Speaker:
        """The body for which a spokesman puts out the statement, else the speaker."""
        if event.source is None or speaker.entity is None or speaker.entity.type is not PERSON:
            return speaker
        roles = self.people.roles.get(speaker.entity.id, set())
        bodies = [m for m in self.people.all_in(*event.source) if m.entity.type is not PERSON]
        spokes = any("spokes" in w for w in roles) or any(
            "spokes" in self.tokens[i].text.lower() for i in range(*event.source)
        )
        if spokes and not bodies:
            first, last = event.source
            k = next((i for i in range(first, last) if "spokes" in self.tokens[i].text.lower()), first)
            while first < k and self.tokens[first].pos != "PROPN":
                first += 1
            if first < k and self.people.at[first] is None:
                return Speaker(
                    name=self.tree.parse.words(first, k),
                    evidence=self.tree.extent(first, k),
                    reason="the body spoken for",
                    unnamed=True,
                )
        if spokes and len({m.entity.id for m in bodies}) == 1:
            m = bodies[0]
            return Speaker(
                name=m.entity.name,
                entity=m.entity,
                evidence=self.tree.extent(m.first, m.last),
                reason="the body spoken for",
            )
        return speaker

    def author(self, lemma: str, core: int) -> Speaker:
        """Who issued the last document of this kind, or nobody."""
        family = _family(lemma)
        if family is None or family not in self.last:
            return NOBODY
        sent, speaker = self.last[family]
        if self.tokens[core].sent - sent > _REACH:
            return NOBODY
        return Speaker(
            name=speaker.name,
            entity=speaker.entity,
            evidence=speaker.evidence,
            reason="the author of the document",
            unnamed=speaker.unnamed,
            human=speaker.human,
        )
