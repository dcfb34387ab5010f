"""What holds of times in any text."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.growth import grows_linearly

from variorum.records.parse import Parse, Sentence, Token
from variorum.records.place import Extent
from variorum.records.source import Article
from variorum.steps.times import date_articles, resolve_times
from variorum.text.edtf import is_edtf

PIECES = st.sampled_from(
    "Monday Wednesday|Oct. 2|2 October 2019|the 31st|30 February|6.10am|25:99|06:00 GMT|midnight|an hour before|"
    "last|next|this|year|month|weekend|quarter|first|of|on|at|(|)|,|.|the night of|previous day|a day earlier|"
    "999 years ago|three weeks later|1999/00|1990s|0000-00-00|9999-12-31|the 21st century|summer of 2019|Easter|"
    "New Year's Eve|May|may|MARCH 5|overnight|the evening|12 a.m.|0 pm|24:00|2100 GMT Monday|said|"
    "will|\U0001f600|שלום|'s".split("|")
)
TEXTS = st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=60)
DATES = st.sampled_from([None, "2023-03-15", "0001-01-01", "9999-12-31", "2024-02-29T23:59:59Z", "junk", "1999-12-31"])


def bare_parse(article: Article) -> Parse:
    """A parse without a parser: words and marks, one sentence a paragraph, every token its own head."""
    tokens: list[Token] = []
    sentences = []
    for p, (piece,) in enumerate(article.paragraphs):
        first = len(tokens)
        for m in re.finditer(r"\w+|[^\w\s]", article.text[piece.start : piece.end]):
            start, end = piece.start + m.start(), piece.start + m.end()
            tokens.append(
                Token(
                    i=len(tokens), start=start, end=end, text=m.group(), space=article.text[end : end + 1].isspace(),
                    lemma=m.group().lower(), pos="NOUN", tag="NN", dep="dep", head=len(tokens), sent=p, ent="",
                    ent_begins=False,
                )
            )  # fmt: skip
        if len(tokens) > first:
            sentences.append(
                Sentence(
                    i=len(sentences),
                    first=first,
                    last=len(tokens),
                    start=tokens[first].start,
                    end=tokens[-1].end,
                    paragraph=p,
                )
            )
    return Parse(article=article.id, tokens=tuple(tokens), sentences=tuple(sentences))


def make(name: str, text: str, published: str | None) -> tuple[Article, Parse]:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((Extent(at, at + len(line)),))
        at += len(line) + 1
    article = Article(id=name, source=name, text=text, language="en", published=published, paragraphs=tuple(paragraphs))
    return article, bare_parse(article)


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=3), dates=st.lists(DATES, min_size=3, max_size=3))
def test_spans_lie_in_the_text_and_values_are_edtf(texts: list[str], dates: list[str | None]) -> None:
    readings = [make(f"a{k}", t, d) for k, (t, d) in enumerate(zip(texts, dates, strict=False))]
    published = date_articles(readings)
    assert published == date_articles(readings[::-1])
    for article, parse in readings:
        end = 0
        for t in resolve_times(article, parse, published=published[article.id]):
            assert end <= t.start < t.end <= len(article.text)
            assert article.text[t.start : t.end].strip()
            assert is_edtf(t.value), t
            end = t.end


def test_work_grows_with_the_length_of_the_text() -> None:
    """Many expressions in one sentence."""
    unit = "on Monday at 6.10am or the previous day , last week in 1999 "
    readings = {n: make("a", unit * n, "2023-03-15") for n in (100, 800)}

    def resolve(n: int) -> None:
        found = resolve_times(*readings[n], published=date_articles([readings[n]])["a"])
        assert len(found) >= 3 * n

    assert grows_linearly(resolve, small=100, large=800)
