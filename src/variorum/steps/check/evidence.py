"""The words that a sentence is held against, and how a stretch of text is read for it."""

from collections.abc import Iterable, Sequence

import msgspec

from variorum.data.claim_words import SPEECH_VERBS
from variorum.ports import TaggedToken, Tagger
from variorum.records.parse import Token
from variorum.text.gazetteer import fold

_GOVERNED = frozenset({"ccomp", "xcomp", "acl", "pcomp"})
_STEPS = 8


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Cited words of one article with what stands around them.

    Attributes:
        article: The article's id.
        cited: The cited tokens, in order.
        around: The tokens of the sentences that hold them, in order.
        speakers: Names of those on whose word the article gives the cited words, nearest first.
        voices: Written forms and names of every source that the sentences name.
        names: Folded words by which the things named there are also known.
    """

    article: str
    cited: tuple[Token, ...]
    around: tuple[Token, ...]
    speakers: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()


def read_text(text: str, tagger: Tagger) -> tuple[Token, ...]:
    """The tokens of a sentence or two, `i` and `head` as places in the result."""
    return read_texts([text], tagger)[0]


def read_texts(texts: Sequence[str], tagger: Tagger) -> list[tuple[Token, ...]]:
    """The tokens of each of some texts, read together, which is quicker."""
    return [_tokens(tagged) for tagged in tagger.tag(texts, sentence_starts=[frozenset({0})] * len(texts))]


def _tokens(tagged: Sequence[TaggedToken]) -> tuple[Token, ...]:
    place = {k: n for n, k in enumerate(k for k, t in enumerate(tagged) if t.text.strip())}
    return tuple(
        Token(
            i=n,
            start=tagged[k].start,
            end=tagged[k].start + len(tagged[k].text),
            text=tagged[k].text,
            space=tagged[k].space,
            lemma=tagged[k].lemma,
            pos=tagged[k].pos,
            tag=tagged[k].tag,
            dep=tagged[k].dep,
            head=place.get(tagged[k].head, n),
            sent=0,
            ent=tagged[k].ent,
            ent_begins=tagged[k].ent_begins,
        )
        for k, n in place.items()
    )


class Tree:
    """Heads and children among given tokens; what lies outside of them does not exist."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tuple(tokens)
        self._at = {t.i: t for t in tokens}
        self._below: dict[int, list[Token]] = {}
        for t in tokens:
            if t.head != t.i and t.head in self._at:
                self._below.setdefault(t.head, []).append(t)

    def children(self, token: Token) -> list[Token]:
        """The tokens that hang on `token`."""
        return self._below.get(token.i, [])

    def head(self, token: Token) -> Token | None:
        """What `token` hangs on."""
        return None if token.head == token.i else self._at.get(token.head)

    def below(self, token: Token) -> list[Token]:
        """`token` and all below it, in order."""
        out = [token]
        for t in out:
            out.extend(self.children(t))
        return sorted(out, key=lambda t: t.i)

    def governing(self, inner: Iterable[Token]) -> tuple[Token, ...]:
        """The words outside a stretch that bear on whether it is so: "hopes to [P]", "denied that [P]".

        A verb that only reports ("said that [P]") ends the climb: what governs it governs the saying.
        """
        held = {t.i for t in inner}
        out: dict[int, Token] = {}
        for token in sorted((self._at[i] for i in held if i in self._at), key=lambda t: t.i):
            up = self.head(token)
            if up is None or up.i in held or token.dep not in (*_GOVERNED, "conj"):
                continue
            if token.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
                continue
            for _ in range(_STEPS):
                if up is None or (token.dep == "conj" and token.tag not in ("VB", "VBG")):
                    break
                if token.dep not in (*_GOVERNED, "conj", "prep"):
                    break
                if token.dep != "conj":
                    out[up.i] = up
                    if up.lemma.lower() in SPEECH_VERBS and token.dep == "ccomp" and up.pos == "VERB":
                        break
                for c in self.children(up):
                    if c.dep in ("neg", "aux", "auxpass", "advmod") and c.i not in held:
                        out[c.i] = c
                token, up = up, self.head(up)
        return tuple(out[i] for i in sorted(out))


def folded(tokens: Iterable[Token]) -> frozenset[str]:
    """The tokens' written forms without case, accents and possessive endings."""
    return frozenset(w for t in tokens for w in _forms(t))


def _forms(token: Token) -> Iterable[str]:
    yield fold(token.text)
    if "-" in token.text:
        yield from (fold(part) for part in token.text.split("-") if part)


def name_words(names: Iterable[str]) -> frozenset[str]:
    """The folded words of names."""
    return frozenset(fold(w.strip(',.;:()"“”')) for n in names for w in n.split())
