"""Whatever the text, offsets hold, marks begin quotations, and nothing crashes."""

from functools import cache
from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.ids import make_id
from variorum.records.place import Extent
from variorum.records.source import Article
from variorum.steps.attribute import attribute
from variorum.steps.parse import parse_article
from variorum.text.marks import match_marks
from variorum.text.name_index import NameIndex

MARKS = "\"'“”„‟«»″＂‘’‚‛‹›＇`"
PIECES = st.sampled_from(
    [
        *MARKS,
        "``",
        "''",
        "said Ana Holm",
        "Ana Holm said",
        "he added:",
        "according to the mayor,",
        "The ferry sails",
        "don't",
        "the crews'",
        "I WAS THERE",
        "1. Item",
        "| cell | cell |",
        "قال المتحدث",
        "🚢",
        "\u200b",
        "\u2067",
        "?",
        ".",
        ",",
        "—",
        "...",
        "who told the paper that",
        "claim that",
        "\n",
        "\n\n",
        "Q:",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join)


@cache
def _tagger() -> SpacyTagger:
    return SpacyTagger()


def _article(text: str) -> Article:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            start = at + line.index(body[0])
            paragraphs.append((Extent(start, start + len(body)),))
        at += len(line) + 1
    return Article(id=make_id("article", text), source="x", text=text, language="en", paragraphs=tuple(paragraphs))


@given(st.text(alphabet=st.sampled_from(MARKS + "ab s.?\u200b,—1"), max_size=80), st.booleans())
def test_marks_nest_and_stay_in_bounds(text: str, goes_on: bool) -> None:
    found = match_marks(text, goes_on=goes_on)
    for m in found:
        assert 0 <= m.start <= m.inner_start < m.inner_end <= m.end <= len(text)
    outer = [m for m in found if not m.depth]
    for a, b in pairwise(outer):
        assert a.end <= b.start


# A mark that opens before nothing but marks opens nothing.
@example("“ ' \n said Ana Holm \"")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_offsets_hold(text: str) -> None:
    article = _article(text)
    parse = parse_article(article, tagger=_tagger())
    attributions, quotes = attribute(article, parse, names=NameIndex(()))
    opened = False
    for q in quotes:
        words = article.text[q.start : q.end]
        assert words == words.strip()
        assert words[0] in MARKS or opened
        opened = words[-1] not in MARKS
        if q.speaker_evidence is not None:
            assert 0 <= q.speaker_evidence.start < q.speaker_evidence.end <= len(text)
    for a in attributions:
        assert a.content
        for e in (*a.source, *a.cue, *a.content):
            assert 0 <= e.start < e.end <= len(text)
        assert list(a.content) == sorted(a.content)
        assert all(x.end <= y.start for x, y in pairwise(a.content))
    assert (attributions, quotes) == attribute(article, parse, names=NameIndex(()))
