"""Names on any text: spans lie in the text, the order of articles changes nothing, one id one entity."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from variorum.records.ids import make_id
from variorum.records.parse import Parse, Sentence, Token
from variorum.records.place import Extent
from variorum.records.source import Article
from variorum.steps.names import name_entities

WORDS = st.sampled_from(
    "the of and , . - ( ) 's Mr. Prime Minister President Norway Norwegian Oslo Ada Tom Faber Fabers Jr. "
    "Arakawa Kenta al Harbi "
    "Holt Holtt Vesper Inc. Holdings Police police ministry Ministry Treaty alliance HSU Harbour Safety Unit "
    "in for said US U.S. "
    "9 Tarrak & AND 😀 عمر Élodie North South EU Gazette".split()
)
LABELS = st.sampled_from(["", "PERSON", "ORG", "GPE", "LOC", "LAW", "NORP", "FAC", "DATE"])
POS = st.sampled_from(["PROPN", "NOUN", "VERB", "ADJ", "PUNCT", "ADP"])


@st.composite
def readings(draw: st.DrawFn) -> list[tuple[Article, Parse]]:
    out = []
    for n in range(draw(st.integers(1, 3))):
        rows = draw(st.lists(st.tuples(WORDS, LABELS, POS, st.booleans(), st.booleans()), max_size=40))
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        text = ""
        first = 0
        for i, (word, label, pos, space, stop) in enumerate(rows):
            start = len(text)
            text += word + (" " if space else "")
            tokens.append(
                Token(
                    i=i,
                    start=start,
                    end=start + len(word),
                    text=word,
                    space=space,
                    lemma=word.lower(),
                    pos=pos,
                    tag="NNP",
                    dep="nsubj",
                    head=first,
                    sent=len(sentences),
                    ent=label,
                    ent_begins=bool(label) and stop,
                )
            )
            if stop or i == len(rows) - 1:
                sentences.append(
                    Sentence(
                        i=len(sentences),
                        first=first,
                        last=i + 1,
                        start=tokens[first].start,
                        end=tokens[i].end,
                        paragraph=len(sentences),
                    )
                )
                first = i + 1
        pieces = ((Extent(0, len(text)),),) if text else ()
        article = Article(id=make_id("article", n, text), source=str(n), text=text, language="en", paragraphs=pieces)
        out.append((article, Parse(article=article.id, tokens=tuple(tokens), sentences=tuple(sentences))))
    return out


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_spans_ids_and_order(story: list[tuple[Article, Parse]]) -> None:
    entities = name_entities(story)
    texts = {a.id: a.text for a, _ in story}
    assert name_entities(story[::-1]) == entities
    assert len({e.id for e in entities}) == len(entities)
    for e in entities:
        assert e.mentions
        assert e.name.strip()
        assert list(e.mentions) == sorted(set(e.mentions))
        assert list(e.aliases) == sorted(set(e.aliases))
        for m in e.mentions:
            assert 0 <= m.start < m.end <= len(texts[m.article])
            assert texts[m.article][m.start : m.end].strip() == texts[m.article][m.start : m.end]
