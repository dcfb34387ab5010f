"""The walk over many stretches at once gives the same languages as py3langid's own walk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from variorum.adapters.language import CANDIDATES, _identifier, identify_language

_SAMPLES = (
    "The harbour was closed for two days, and the mayor of Orlo said that nobody knew why.",
    "Der Hafen war zwei Tage lang geschlossen, und der Bürgermeister sagte, niemand wisse warum.",
    "Порт был закрыт два дня, и мэр сказал, что никто не знает почему.",
    "港は二日間閉鎖され、市長は理由は誰にもわからないと述べた。",
    "El puerto estuvo cerrado dos días y el alcalde dijo que nadie sabía por qué.",
    "أغلق الميناء ليومين وقال رئيس البلدية إن أحدا لا يعرف السبب",
)


@pytest.fixture(scope="module")
def theirs() -> LanguageIdentifier:
    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    made.set_languages([c for c in CANDIDATES if c in set(made.nb_classes)])
    return made


@pytest.mark.parametrize("sample", _SAMPLES)
@pytest.mark.parametrize("times", [1, 2, 40])
def test_samples_of_any_length_have_the_languages_that_py3langid_finds(theirs, sample, times):
    text = " ".join([sample] * times)[:2000]
    assert _identifier().classify(text) == theirs.classify(text)[0]


@given(st.lists(st.sampled_from(_SAMPLES), max_size=6).map("".join), st.text(max_size=300), st.integers(0, 60))
def test_any_text_has_the_language_that_py3langid_finds(theirs, known, other, cut):
    text = known[cut:] + other + known[:cut] + "a"
    assert _identifier().classify(text) == theirs.classify(text)[0]


def test_a_text_without_letters_has_no_language():
    assert identify_language("1 2 3 …") == "und"
    assert identify_language("") == "und"
