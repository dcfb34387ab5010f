
import pytest
from tests.growth import grows_linearly

from variorum.text.marks import match_marks


def words(text: str, *, goes_on: bool = False) -> list[str]:
    return [text[m.start : m.end] for m in match_marks(text, goes_on=goes_on) if not m.depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We sail," she said. "Soon."', ['"We sail,"', '"Soon."']),
        ("“We sail,” she said.", ["“We sail,”"]),
        ("She called it «odd» and „rare“ and ‹new›.", ["«odd»", "„rare“", "‹new›"]),
        ("He said 'the crew's tired,' and left.", ["'the crew's tired,'"]),
        ("‘The pilots’ pay is low,’ he said.", ["‘The pilots’ pay is low,’"]),
        ("The pilots' pay isn't 'low'.", ["'low'"]),
        ("Rock 'n' roll of the '90s won't die.", []),
        ("The dog's bone, the dogs' bones.", []),
        ("”Wrong way” and “wrong end“ too.", ["”Wrong way”", "“wrong end“"]),
        ("″Primes will do,” he wrote.", ["″Primes will do,”"]),
        ("``TeX marks,'' she wrote.", ["``TeX marks,''"]),
        ('He is 6\'2" tall and "calm".', ['"calm"']),
        ("“One. “Two.”", ["“One.", "“Two.”"]),
        ("“the “Straw vote” is no vote,” he said.", ["“the “Straw vote” is no vote,”"]),
        ("Nothing here.", []),
        ('A stray " mark', []),
    ],
)
def test_styles(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_inner_marks_lie_deeper() -> None:
    text = "He said “I asked ‘Why?’ and left.”"
    assert [(text[m.start : m.end], m.depth) for m in match_marks(text)] == [
        ("“I asked ‘Why?’ and left.”", 0),
        ("‘Why?’", 1),
    ]


def test_open_quotation_ends_with_its_paragraph() -> None:
    text = "“We will go on  "
    (m,) = match_marks(text)
    assert (m.closed, text[m.start : m.end]) == (False, "“We will go on")


def test_closing_mark_alone_ends_what_went_on() -> None:
    text = "and so it went,” she said."
    assert words(text) == []
    assert words(text, goes_on=True) == ["and so it went,”"]


def test_work_grows_linearly() -> None:
    assert grows_linearly(lambda n: match_marks("“a ‘b' \" c’ ” d's " * n), small=300, large=2_400)
