"""A parsed article body: tokens and sentences, with offsets into the article's own text.

The parse is independent of the parser that made it, so that steps never import a model runtime.
Labels follow Universal Dependencies v2 parts of speech, Penn Treebank tags, and the ClearNLP dependency
labels and OntoNotes 5 entity types of spaCy's English models.
"""

from collections.abc import Iterator

import msgspec

from variorum.records.place import Extent


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """One token.

    Attributes:
        i: Place in `Parse.tokens`.
        start: First code point in the article's text.
        end: One past the last.
        text: The written form (`text == article.text[start:end]` unless the token spans a mended break).
        space: Whether white space follows it in the reading.
        lemma: Base form, lower case except for names.
        pos: Universal part of speech ("VERB").
        tag: Penn Treebank tag ("VBD").
        dep: Dependency label ("nsubj").
        head: Place of its head in `Parse.tokens`; a root is its own head.
        sent: Place of its sentence in `Parse.sentences`.
        ent: OntoNotes entity type, "" outside entities.
        ent_begins: Whether an entity begins here.
    """

    i: int
    start: int
    end: int
    text: str
    space: bool
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sent: int
    ent: str
    ent_begins: bool


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence: tokens `[first, last)` of the parse, in paragraph `paragraph` of the article."""

    i: int
    first: int
    last: int
    start: int
    end: int
    paragraph: int


class Parse(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Every token and sentence of one article's body, in reading order."""

    article: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]

    def of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.tokens[sentence.first : sentence.last]

    def children(self, token: Token) -> tuple[Token, ...]:
        """The tokens whose head is `token`, in reading order."""
        table: dict[int, tuple[Token, ...]] | None = self.__dict__.get("_children")
        if table is None:
            lists: dict[int, list[Token]] = {}
            for t in self.tokens:
                if t.head != t.i:
                    lists.setdefault(t.head, []).append(t)
            table = {k: tuple(v) for k, v in lists.items()}
            self.__dict__["_children"] = table
        return table.get(token.i, ())

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """`token` and all below it, in reading order."""
        out = [token]
        for t in out:
            out.extend(self.children(t))
        return tuple(sorted(out, key=lambda t: t.i))

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above `token`, nearest first."""
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def words(self, first: int, last: int) -> str:
        """The reading of tokens `[first, last)`, mended, without trailing space."""
        return "".join(t.text + (" " if t.space else "") for t in self.tokens[first:last]).rstrip()

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that lie wholly in `[start, end)` of the article's text."""
        return tuple(t for t in self.tokens if start <= t.start and t.end <= end)

    def extent(self, first: int, last: int) -> Extent:
        """The place in the article's text of tokens `[first, last)`."""
        chosen = self.tokens[first:last]
        return Extent(min(t.start for t in chosen), max(t.end for t in chosen))
