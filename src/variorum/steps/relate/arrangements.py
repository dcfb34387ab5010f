"""Frameworks, alliances, treaties: which there are, and who belongs to them, from the words that say so."""

import re
from collections.abc import Iterable, Sequence

from variorum.records.act import Arrangement
from variorum.records.parse import Parse, Token
from variorum.records.place import Extent
from variorum.records.reading import Attribution, Claim, Entity, EntityType
from variorum.steps.relate.who import People

_SIDES = {
    "bilateral": 2,
    "two-way": 2,
    "trilateral": 3,
    "three-way": 3,
    "tripartite": 3,
    "quadrilateral": 4,
    "four-way": 4,
}
_SPLIT_SIDES = {"two": 2, "three": 3, "four": 4}
_NAMES = {2: "bilateral", 3: "trilateral", 4: "quadrilateral"}
_STANDING = frozenset(
    "cooperation co-operation relationship relation tie partnership framework alliance arrangement collaboration pact "
    "grouping dialogue mechanism security".split()
)
_KINDS = (
    ("alliance", "alliance"),
    ("treaty", "treaty"),
    ("convention", "treaty"),
    ("accord", "agreement"),
    ("pact", "agreement"),
    ("agreement", "agreement"),
    ("protocol", "agreement"),
)
_AMONG = frozenset({"among", "between", "amongst"})
_HOLDING = frozenset({"involving", "including", "comprising", "grouping", "linking", "uniting", "joining"})
_HOLDING_LEMMAS = frozenset({"involve", "include", "comprise", "group", "link", "unite", "join", "bring"})
_MEMBER_TYPES = frozenset({EntityType.COUNTRY, EntityType.ORGANISATION})
_WISHED = frozenset(
    "version like akin propose proposal wish dream envision envisage create creation establish establishment idea "
    "similar equivalent style".split()
)
_HYPHENS = re.compile(r"\s*[-–—/]\s*")
_REACH = 14


def find_arrangements(
    parse: Parse,
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    *,
    people: People,
    text: str,
) -> list[Arrangement]:
    """One record for each place that names an arrangement, with the members that the place gives it.

    Args:
        parse: The article's parse.
        attributions: Who says what; "with A and B" counts the speaker's own country in.
        claims: The article's claims; their subjects own what they tell of.
        people: Who is meant by which word.
        text: The article's text.
    """
    reader = _Reader(parse, attributions, claims, people=people, text=text)
    return [*reader.named(), *reader.described()]


class _Reader:
    def __init__(
        self,
        parse: Parse,
        attributions: Sequence[Attribution],
        claims: Sequence[Claim],
        *,
        people: People,
        text: str,
    ) -> None:
        self._parse = parse
        self._attributions = attributions
        self._claims = claims
        self._people = people
        self._text = text

    # -- named --------------------------------------------------------------------------------------------------------

    def named(self) -> Iterable[Arrangement]:
        tokens = self._parse.tokens
        if not tokens:
            return
        for start, end, entity in self._people.names.within(self._parse.article, tokens[0].start, tokens[-1].end):
            if entity.type not in (EntityType.FRAMEWORK, EntityType.AGREEMENT):
                continue
            inside = self._parse.within(start, end)
            if not inside:
                continue
            members = dict(self._in_name(self._text[start:end]))
            place = Extent(start, end)
            listed, reach = self._listed(inside[-1], sides=0)
            for name, reason in listed.items():
                members.setdefault(name, reason)
            if listed:
                place = Extent(start, max(end, reach))
            for name, reason in self._called_member(inside):
                members.setdefault(name, reason)
            yield Arrangement(
                article=self._parse.article,
                entity=entity.id,
                kind=_kind(entity),
                members=tuple(sorted(members.items())),
                proposed=self._wished(inside),
                place=place,
            )

    def _in_name(self, written: str) -> Iterable[tuple[str, str]]:
        """Countries that stand in the name as it is written here: "the A-B alliance"."""
        words = written.split()
        for n in range(len(words)):
            parts = _HYPHENS.split(words[n])
            if len(parts) < 2:
                continue
            # "A-B-South C": the last part may go on in the next word.
            ends = [parts[-1], f"{parts[-1]} {words[n + 1]}" if n + 1 < len(words) else parts[-1]]
            found = [self._people.country_called(p) for p in parts[:-1]]
            last = next((c for c in map(self._people.country_called, reversed(ends)) if c), None)
            if all(found) and last:
                for name in (*found, last):
                    if name:
                        yield name, "stands in its name"

    def _wished(self, inside: Sequence[Token]) -> bool:
        """Whether the words only wish for such a thing: "an Asian version of NATO", "a framework like NATO"."""
        first, last = inside[0], inside[-1]
        sent = first.sent
        before = [t.lemma.lower() for t in self._parse.tokens[max(0, first.i - 4) : first.i] if t.sent == sent]
        after = [t.lemma.lower() for t in self._parse.tokens[last.i + 1 : last.i + 3] if t.sent == sent]
        return bool(_WISHED & set(before)) or "like" in after or "style" in after or "type" in after

    def _called_member(self, inside: Sequence[Token]) -> Iterable[tuple[str, str]]:
        """Read "A, a member of F", "F member A", never "a non-F member"."""
        first, last = inside[0], inside[-1]
        tokens = self._parse.tokens
        before = tokens[first.i - 1].text.lower() if first.i else ""
        if before in ("-", "non", "non-"):
            return
        following = tokens[last.i + 1] if last.i + 1 < len(tokens) else None
        if following is not None and following.lemma.lower() in ("member", "ally") and following.sent == first.sent:
            subject = following
        else:
            above = list(self._parse.ancestors(first))[:2]
            if len(above) < 2 or above[0].text.lower() != "of" or above[1].lemma.lower() != "member":
                return
            subject = above[1]
        names: list[Token] = []
        if subject.dep == "appos":
            names.append(tokens[subject.head])
        if subject.dep == "attr":
            names += [k for k in self._parse.children(tokens[subject.head]) if k.dep == "nsubj"]
            if any(k.dep == "neg" for k in self._parse.children(tokens[subject.head])):
                return
        names += [k for k in self._parse.children(subject) if k.dep == "appos"]
        for token in names:
            for e in self._people.actors(token):
                if e.type in _MEMBER_TYPES:
                    yield e.name, "is called a member"

    # -- described ----------------------------------------------------------------------------------------------------

    def described(self) -> Iterable[Arrangement]:
        for token in self._parse.tokens:
            sides, first = self._count(token)
            if not sides:
                continue
            head = self._head(token)
            if head is None or self._inside_name(head):
                continue
            members, reach = self._listed(head, sides=sides)
            if not members or len(members) != sides:
                continue
            yield Arrangement(
                article=self._parse.article,
                entity=None,
                kind=_NAMES[sides],
                members=tuple(sorted(members.items())),
                place=Extent(self._parse.tokens[first].start, max(head.end, reach)),
            )

    def _count(self, token: Token) -> tuple[int, int]:
        """How many sides an adjective says, and its first token."""
        word = token.text.lower()
        if word in _SIDES:
            return _SIDES[word], token.i
        if word == "way" and token.i >= 2 and self._parse.tokens[token.i - 1].text == "-":
            return _SPLIT_SIDES.get(self._parse.tokens[token.i - 2].text.lower(), 0), token.i - 2
        return 0, token.i

    def _head(self, token: Token) -> Token | None:
        """The noun that the adjective belongs to, where it is a standing arrangement and no single meeting."""
        for t in self._parse.tokens[token.i + 1 : token.i + 6]:
            if t.sent != token.sent or (t.pos in ("VERB", "PUNCT", "ADP") and t.text != "-"):
                return None
            if t.pos in ("NOUN", "PROPN") and t.lemma.lower() in _STANDING:
                following = self._parse.tokens[t.i + 1] if t.i + 1 < len(self._parse.tokens) else None
                if following is not None and following.pos in ("NOUN", "PROPN") and following.sent == t.sent:
                    continue
                return t
        return None

    def _inside_name(self, token: Token) -> bool:
        found = self._people.names.at(self._parse.article, token.start, token.end)
        return found is not None and found.type in (EntityType.FRAMEWORK, EntityType.AGREEMENT)

    # -- lists of members ---------------------------------------------------------------------------------------------

    def _listed(self, head: Token, *, sides: int) -> tuple[dict[str, str], int]:
        """Members in the list after a name, and where the list ends.

        "with A and B" counts the owner in: the country of whose arrangement is told.
        """
        tokens = self._parse.tokens
        sent = head.sent
        opener: Token | None = None
        for t in tokens[head.i + 1 : head.i + 1 + _REACH]:
            low = t.text.lower()
            if t.sent != sent or low in (";", ".", "which", "that", "who"):
                break
            if low in _AMONG or low in _HOLDING or low == "with" or (low == "of" and t.i == head.i + 1):
                opener = t
                break
            if t.pos in ("VERB", "AUX"):
                break
            if self._people.mention(t) is not None and low not in ("framework",):
                break
        if opener is None:
            return {}, head.end
        names: dict[str, Token] = {}
        last = opener
        # "security framework", "(the security dialogue among ...)" may stand between; then the list of names runs on.
        for t in tokens[opener.i + 1 : opener.i + 40]:
            if t.sent != sent:
                break
            entity = self._people.mention(t)
            if entity is not None and entity.type in _MEMBER_TYPES:
                names.setdefault(entity.name, t)
                last = t
                continue
            inside = self._people.names.at(self._parse.article, t.start, t.end)
            if inside is not None and inside.type in _MEMBER_TYPES:
                continue
            if t.text.lower() in (",", "and", "the", "&"):
                continue
            break
        if not names:
            return {}, head.end
        how = opener.text.lower()
        out = dict.fromkeys(names, f"stands in the list after “{how}”")
        if how == "with":
            for owner in self._owners(head):
                if owner not in out:
                    out[owner] = "whose own arrangement it is"
        elif (how == "of" and len(names) < 2) or (how in _AMONG and len(names) < 2):
            return {}, head.end
        return (out if not sides or len(out) == sides else {}), last.end

    def _owners(self, head: Token) -> tuple[str, ...]:
        """Countries of those whose arrangement "with A and B" is: its possessor, the clause's subject, the speaker."""
        possessor = next((k for k in self._parse.children(head) if k.dep == "poss"), None)
        if possessor is not None and (country := self._people.country(possessor)) is not None:
            return (country,)
        holding = sorted(
            (
                c
                for c in self._claims
                if c.subject is not None and any(s.start <= head.start and head.end <= s.end for s in c.spans)
            ),
            key=lambda c: (len(c.tokens), c.id),
        )
        for c in holding:
            if c.subject is None:
                continue
            found = self._countries(self._people.actors(self._parse.tokens[c.subject]))
            if found:
                return found
        speaking = sorted(
            (
                (e.end - e.start, n)
                for n, a in enumerate(self._attributions)
                for e in a.content
                if e.start <= head.start and head.end <= e.end
            ),
        )
        for _, n in speaking:
            found = self._countries(self._people.group(self._attributions[n].speaker))
            if found:
                return found
        return ()

    def _countries(self, entities: Iterable[Entity]) -> tuple[str, ...]:
        homes = [self._people.home(e) for e in entities]
        return tuple(dict.fromkeys(h for h in homes if h)) if homes and all(homes) else ()


def _kind(entity: Entity) -> str:
    words = " ".join((entity.name, *entity.aliases)).lower()
    for mark, kind in _KINDS:
        if mark in words:
            return kind
    return "framework" if entity.type is EntityType.FRAMEWORK else "agreement"
