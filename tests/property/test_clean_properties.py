"""What holds for every text: places in bounds and disjoint, order of the inputs without effect, time linear."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.growth import grows_linearly

from variorum.config import Config
from variorum.records.source import Article, Document
from variorum.steps.clean import clean_documents
from variorum.text.view import body_extents, body_view

LINES = st.sampled_from(
    [
        "Ferry runs aground off Port Vale",
        "Ferry runs aground off Port Vale The ferry ran aground off Port Vale on Monday, the harbour office said.",
        "PORT VALE (AP) — A ferry ran aground on Monday, the harbour office said.",
        "(Reuters) - A ferry ran aground.",
        "By Ana Soto and Lee Marsh",
        "The harbour master, who had warned of the bank, told",
        "reporters",
        "that nobody was hurt.",
        ".",
        ", he said",
        "“We were lucky,” she said.",
        "A ferry on the bank (Handout/AFP)",
        "PHOTO: EPA",
        "Photo",
        "Sign up now: get our newsletter in your inbox",
        "Read more",
        "Related: What to know about ferries",
        "1/3 A ferry 2/3 A bank 3/3 A tug",
        "___",
        "Reuters - AFP",
        "He said no more. BLOOMBERG",
        "(Reporting by Ana Soto; Editing by Lee Marsh)",
        "Copyright 2020 The Harbour Post. All rights reserved.",
        "pic.twitter.com/abc — Ana (@ana) May 1, 2020",
        "본문 바로가기",
        "",
        "",
        "- a point of a list",
        "\t\xa0 ",
        "# A heading",
    ]
)
TEXTS = st.one_of(
    st.lists(LINES, max_size=25).map("\n".join),
    st.text(max_size=300),
    st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=15).map("\r\n".join),
)


def english(text: str) -> str:
    return "en"


def clean(*texts: str, **fields: str) -> tuple[Article, ...]:
    documents = [Document(source=f"{n}.txt", text=t, **fields) for n, t in enumerate(texts)]
    return clean_documents(documents, config=Config(), identify=english)[0]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_places_are_in_bounds_ordered_and_disjoint(text: str) -> None:
    for article in clean(text):
        assert article.text == text
        pieces = [piece for paragraph in article.paragraphs for piece in paragraph]
        assert pieces
        assert all(paragraph for paragraph in article.paragraphs)
        marked = [(p.start, p.end) for p in pieces] + [(d.start, d.end) for d in article.dropped]
        for located in (article.title, article.subtitle):
            if located and located.start is not None and located.end is not None:
                assert text[located.start : located.end] == located.text
                marked.append((located.start, located.end))
        for start, end in marked:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
        marked.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(marked))
        assert pieces == sorted(pieces)
        for where in article.credit_spans:
            assert 0 <= where.start < where.end <= len(text)
        extents = body_extents(article)
        assert all(a.end < b.start for a, b in pairwise(extents))
        view = body_view(article)
        assert view.text.strip()


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_nothing_but_space_is_forgotten(text: str) -> None:
    for article in clean(text):
        accounted = [(p.start, p.end) for paragraph in article.paragraphs for p in paragraph]
        accounted += [(d.start, d.end) for d in article.dropped]
        accounted += [
            (x.start, x.end)
            for x in (article.title, article.subtitle)
            if x is not None and x.start is not None and x.end is not None
        ]
        marks = bytearray(len(text))
        for start, end in accounted:
            marks[start:end] = b"\1" * (end - start)
        left = "".join(c for c, mark in zip(text, marks, strict=True) if not mark)
        assert not any(c.isalnum() for c in left)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_the_inputs_changes_nothing(texts: list[str], random: object) -> None:
    documents = [Document(source=f"{n}.txt", text=t) for n, t in enumerate(texts)]
    shuffled = list(documents)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, bad_one = clean_documents(documents, config=Config(), identify=english)
    two, bad_two = clean_documents(shuffled, config=Config(), identify=english)
    assert sorted(one, key=lambda a: a.id) == sorted(two, key=lambda a: a.id)
    assert sorted(bad_one, key=lambda r: r.id) == sorted(bad_two, key=lambda r: r.id)


@pytest.mark.parametrize(
    "unit",
    [
        "The harbour office said on Monday that the ferry ran aground. ",
        "A ferry ran aground\n",
        "A ferry on the bank (Handout/AFP)\n",
        "Sign up for our newsletter in your inbox ",
        "((((((((((", "[[[[", "AP AP AP ", "/ / / ", "1/3 ", "Ana Soto / ", "© © ", "By Ana By ", "UPPER CASE PLACE, ",
        "— — ", "\"\"\" ", "a\n.\n", "word\n", "….?!", "\n \n", "\u200b", "ÀÀÀ ", "Ana. ",
        "said ", "Updated: ", "@a (@b) — ",
    ],
)  # fmt: skip
def test_work_grows_linearly(unit: str) -> None:
    assert grows_linearly(lambda size: clean(unit * (size // len(unit))), small=10_000, large=80_000, slack=2.0)
