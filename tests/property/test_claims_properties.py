"""Claims of any text: spans in bounds, ids of their content, the same every time, time linear."""


import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.growth import grows_linearly

from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.ids import make_id
from variorum.records.parse import Parse, Sentence, Token
from variorum.records.place import Extent
from variorum.records.reading import Attribution, Claim
from variorum.records.source import Article
from variorum.steps.claims import extract_claims
from variorum.steps.parse import parse_article
from variorum.text.name_index import NameIndex

WORDS = st.sampled_from(
    "the ferry mayor Venn said that sank , . and which was not in Monday 40 people ( ) “ ” \" ' — ; : if to of "
    "including replacing 9-year-old was hit , ? ! THE END \u202e\u0645\u0631 \u200b 🙂 U.S. a.m. - | 12.5%".split()
)


def read(text: str, tagger: SpacyTagger) -> tuple[Article, Parse, tuple[Claim, ...]]:
    pieces, at = [], 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            start = at + line.index(body)
            pieces.append((Extent(start, start + len(body)),))
        at += len(line) + 1
    a = Article(id="a0", source="invented", text=text, language="en", paragraphs=tuple(pieces))
    parse = parse_article(a, tagger=tagger)
    said = (Attribution(article="a0", content=(Extent(0, max(1, len(text) // 2)),), cue=(Extent(0, 1),), speaker="X"),)
    return a, parse, extract_claims(a, parse, names=NameIndex(()), times=(), attributions=said, quotes=())


def check(a: Article, parse: Parse, claims: tuple[Claim, ...]) -> None:
    assert len({c.id for c in claims}) == len(claims)
    for c in claims:
        assert c.spans
        assert c.spans[0].start >= 0
        assert c.spans[-1].end <= len(a.text)
        assert all(x.end <= y.start for x, y in zip(c.spans, c.spans[1:], strict=False))
        assert c.id == make_id("claim", a.id, *((s.start, s.end) for s in c.spans))
        assert list(c.tokens) == sorted(set(c.tokens))
        covered = {i for s in c.spans for i in range(s.start, s.end)}
        assert all(set(range(parse.tokens[i].start, parse.tokens[i].end)) <= covered for i in c.tokens)
        assert c.text
        assert c.text[-1] in ".!?\"'”’»)"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(WORDS, min_size=1, max_size=30), min_size=1, max_size=4))
def test_any_words(tagger: SpacyTagger, lines: list[list[str]]) -> None:
    text = "\n\n".join(" ".join(words) for words in lines)
    first = read(text, tagger)
    check(*first)
    assert read(text, tagger)[2] == first[2]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=120))
def test_any_characters(tagger: SpacyTagger, text: str) -> None:
    check(*read(text, tagger))


def chain(n: int, dep: str, sentences: int) -> tuple[Article, Parse]:
    """A parse in which each word hangs on the one before: the worst case for walks up and down the tree."""
    per = n // sentences
    rows = [(i, i // per, i % per == 0) for i in range(per * sentences)]
    tokens = tuple(
        Token(
            i=i,
            start=5 * i,
            end=5 * i + 4,
            text="sank",
            space=True,
            lemma="sink",
            pos="VERB",
            tag="VBD",
            dep="ROOT" if first else dep,
            head=i if first else i - 1,
            sent=k,
            ent="",
            ent_begins=False,
        )
        for i, k, first in rows
    )
    lines = tuple(
        Sentence(i=k, first=k * per, last=k * per + per, start=5 * k * per, end=5 * (k + 1) * per - 1, paragraph=k)
        for k in range(sentences)
    )
    text = " ".join(["sank"] * len(rows))
    a = Article(id="a0", source="invented", text=text, language="en", paragraphs=((Extent(0, len(text)),),))
    return a, Parse(article="a0", tokens=tokens, sentences=lines)


@pytest.mark.parametrize("dep", ["conj", "relcl", "ccomp", "prep"])
def test_work_grows_linearly(dep: str) -> None:
    def extract(n: int, sentences: int = 1) -> None:
        a, parse = chain(n, dep, sentences)
        extract_claims(a, parse, names=NameIndex(()), times=(), attributions=(), quotes=())

    extract(200_000)  # One sentence of 200,000 words is left alone; quadratic work on it would take hours.
    assert grows_linearly(lambda n: extract(40 * n, n), small=50, large=200)
