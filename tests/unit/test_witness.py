"""Sentences in other languages beside the points; every text is invented."""

import numpy as np
import pytest

from variorum.records.place import Extent
from variorum.records.reading import Claim
from variorum.records.source import Article
from variorum.records.story import Point
from variorum.steps import witness
from variorum.steps.witness import witness_points
from variorum.text.sentences import sentence_extents


class Angles:
    """An encoder whose vectors point where it was told; an unknown text points away from all."""

    def __init__(self, **degrees):
        self.degrees = degrees

    def encode(self, texts):
        out = np.zeros((len(texts), 3), dtype=np.float32)
        for n, text in enumerate(texts):
            angle = next((d for key, d in self.degrees.items() if key in text), None)
            if angle is None:
                out[n, 2] = 1.0
            else:
                out[n, :2] = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        return out


def german(*sentences):
    text = "\n".join(sentences)
    places, at = [], 0
    for s in sentences:
        places.append((Extent(at, at + len(s)),))
        at += len(s) + 1
    return Article(id="f", source="f.txt", text=text, language="de", paragraphs=tuple(places))


def point(key, text):
    claim = Claim(id=f"c{key}", article="e", spans=(Extent(0, 1),), text=text)
    return Point(id=key, text=text, kind="event", lead=claim.id, claims=(claim.id,)), claim


def beside(texts, sentences, **degrees):
    points, claims = zip(*(point(f"p{n}", t) for n, t in enumerate(texts)), strict=True)
    article = german(*sentences)
    found = witness_points(points, {c.id: c for c in claims}, foreign=[article], encoder=Angles(**degrees))
    return [(u.point, article.text[u.start : u.end], u.aligned) for u in found]


def test_the_nearest_sentence_by_far_is_laid_beside_a_point():
    found = beside(["alpha", "beta"], ["Eins.", "Zwei."], alpha=0, beta=90, Eins=5, Zwei=85)
    assert found == [("p0", "Eins.", True), ("p1", "Zwei.", True)]


def test_of_two_sentences_about_as_near_none_is_taken():
    assert beside(["alpha"], ["Eins.", "Zwei."], alpha=0, Eins=5, Zwei=6) == [("p0", "Eins.", False)]


def test_a_sentence_that_is_nearer_to_another_point_is_not_taken():
    found = beside(["alpha", "beta"], ["Eins."], alpha=20, beta=0, Eins=0)
    assert found == [("p0", "Eins.", False), ("p1", "Eins.", True)]


def test_where_nothing_is_near_nothing_is_said():
    assert beside(["alpha"], ["Eins."], alpha=0, Eins=60) == []


def test_a_report_that_was_not_searched_through_is_never_silent(monkeypatch):
    monkeypatch.setattr(witness, "_MOST_SENTENCES", 1)
    assert beside(["alpha"], ["Eins.", "Zwei."], alpha=0, Eins=60, Zwei=0) == [("p0", "Zwei.", False)]


def test_lines_without_a_stop_are_no_sentences():
    assert beside(["alpha"], ["Menü", "Eins."], alpha=0, Menü=0, Eins=10) == [("p0", "Eins.", True)]


def test_without_the_encoder_nothing_is_laid_beside():
    one, claim = point("p", "alpha")
    assert witness_points([one], {claim.id: claim}, foreign=[german("Eins.")], encoder=None) == ()


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("ja", "船が座礁した。3人が軽傷だ！ 調査は続く。", ["船が座礁した。", "3人が軽傷だ！", "調査は続く。"]),
        ("ja", "船長は「霧。見えない」と話した。終わり。", ["船長は「霧。見えない」と話した。", "終わり。"]),
        ("ja", "「霧だった。」と船長。", ["「霧だった。」と船長。"]),
        ("zh", "“什么也看不见。”船长说。调查继续。", ["“什么也看不见。”", "船长说。", "调查继续。"]),
        ("ko", "배가 좌초했다. 3명이 다쳤다.", ["배가 좌초했다.", "3명이 다쳤다."]),
        ("de", "Am 3. März lief sie auf. Drei wurden verletzt.", ["Am 3. März lief sie auf.", "Drei wurden verletzt."]),
        ("ja", "  \n ", []),
        ("ja", "「閉じない。" + "あ。" * 400, None),
    ],
)
def test_sentences_by_their_marks(language, text, sentences):
    found = sentence_extents(text, language)
    if sentences is not None:
        assert [text[a:b] for a, b in found] == sentences
    else:
        assert len(found) > 1
    assert all(text[a:b].strip() == text[a:b] for a, b in found)
