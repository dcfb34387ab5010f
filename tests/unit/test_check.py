"""The checker on invented reports: each value by itself, and its independence of the writer."""

import ast
from pathlib import Path
from typing import Any

import pytest

import variorum.steps.brief
import variorum.steps.check
from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.checking import Verdict
from variorum.records.place import Cite, Extent
from variorum.records.reading import Attribution, Entity, EntityType
from variorum.records.report import BriefSentence, WithheldSentence
from variorum.records.source import Article
from variorum.steps.check import check_brief
from variorum.steps.check.draft import split
from variorum.steps.check.evidence import Evidence, read_text
from variorum.steps.check.judge import judge
from variorum.steps.parse import parse_article
from variorum.text.name_index import NameIndex

REPORT = (
    "Mayor Ena Solt of Halvik met the ferry union on Tuesday after 14 sailors were hurt in the strait. "
    "The union reportedly asked for 300 new life jackets. "
    "The mayor did not promise any money from the city. "
    "The pier was closed for three weeks, harbour master Odo Brem said. "
    "Rescuers may search the wreck again in May."
)
WHOLE = dict(enumerate(s.strip() for s in REPORT.replace(". ", ".|").split("|")))


def sentence(text: str, *places: tuple[int, int], article: str = "a") -> BriefSentence:
    return BriefSentence(text=text, point="p", cites=tuple(Cite(article=article, start=s, end=e) for s, e in places))


def place(words: str, text: str = REPORT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def check(tagger: SpacyTagger, *rows: BriefSentence, texts: dict[str, str] | None = None) -> list[str]:
    """Why each sentence was withheld; "" where it was not."""
    texts = texts or {"a": REPORT}
    articles = {
        k: Article(id=k, source=k, text=t, language="en", paragraphs=((Extent(0, len(t)),),)) for k, t in texts.items()
    }
    told: dict[str, Any] = dict.fromkeys(texts, ())
    if texts.get("a") == REPORT:
        content, source = place("The pier was closed for three weeks"), place("Odo Brem")
        told["a"] = (
            Attribution(
                article="a",
                source=(Extent(*source),),
                cue=(Extent(*place("said")),),
                content=(Extent(*content),),
                speaker="Odo Brem",
            ),
        )
    names = NameIndex(
        [
            Entity(id=f"e{n}", name=name, type=EntityType.PERSON, aliases=(name,), mentions=())
            for n, name in enumerate(("Ena Solt", "Odo Brem"))
        ]
    )
    found = check_brief(
        rows,
        articles=articles,
        parses={k: parse_article(a, tagger=tagger) for k, a in articles.items()},
        attributions=told,
        names=names,
        tagger=tagger,
    )
    assert len(found) == len(rows)
    return [f.why if isinstance(f, WithheldSentence) else "" for f in found]


TRUE = [*WHOLE.values(), "The pier was closed for three weeks, according to Odo Brem."]


@pytest.mark.parametrize("n", range(len(TRUE)))
def test_the_reports_own_words_pass(tagger, n):
    words = WHOLE.get(n, "The pier was closed for three weeks")
    assert check(tagger, sentence(TRUE[n], place(words.rstrip(".")))) == [""]


@pytest.mark.parametrize(
    ("was", "now", "of"),
    [
        ("Ena Solt", "Odo Brem", 0),
        ("Ena Solt", "Marta Lind", 0),
        ("Halvik", "Kesmar", 0),
        ("Tuesday", "Friday", 0),
        ("14 sailors", "15 sailors", 0),
        ("met the", "did not meet the", 0),
        ("reportedly ", "", 1),
        ("300", "3,000", 1),
        ("did not promise any", "promised", 2),
        ("three weeks", "four weeks", 3),
        ("Odo Brem", "Ena Solt", 3),
        ("may search", "search", 4),
        ("in May", "in June", 4),
    ],
)
def test_one_change_is_caught(tagger, was, now, of):
    true = WHOLE[of]
    assert was in true
    (why,) = check(tagger, sentence(true.replace(was, now), place(true.rstrip("."))))
    assert why


@pytest.mark.parametrize(
    "text",
    [
        "The pier was closed for three weeks.",
        "The pier was closed for three weeks, according to Ena Solt.",
        "The pier was never closed for three weeks, according to Odo Brem.",
    ],
)
def test_on_whose_word_it_is_may_not_be_lost_or_changed(tagger, text):
    (why,) = check(tagger, sentence(text, place("The pier was closed for three weeks")))
    assert why


def test_words_that_are_not_cited_carry_nothing(tagger):
    (why,) = check(tagger, sentence(WHOLE[1], place(WHOLE[0].rstrip("."))))
    assert why


def test_a_sentence_without_citations_is_withheld(tagger):
    assert check(tagger, sentence(WHOLE[0])) == ["it cites nothing"]


TWO = {"a": "A crane fell onto the quay and killed five dockers.", "b": "The crane killed seven dockers on the quay."}


def two(text: str, *, b: str = "seven") -> BriefSentence:
    cites = (
        Cite(article="a", start=0, end=len(TWO["a"]) - 1),
        Cite(article="b", start=place(b, TWO["b"])[0], end=place(b, TWO["b"])[1]),
    )
    return BriefSentence(text=text, point="p", cites=cites)


def test_a_conflict_is_read_side_by_side(tagger):
    told = "A crane fell onto the quay and killed five dockers, says {a}; {b} says “seven”."
    assert check(tagger, two(told), texts=TWO) == [""]
    assert check(tagger, two(told.replace("seven", "eight")), texts=TWO) != [""]
    assert check(tagger, two(told.replace("five", "six")), texts=TWO) != [""]
    assert check(tagger, two(told.replace("says {a}", "says {b}")), texts=TWO) != [""]


def test_alone_means_that_no_other_is_cited(tagger):
    told = "A crane fell onto the quay and killed five dockers — {a} alone reports this."
    (why,) = check(tagger, two(told), texts=TWO)
    assert "alone" in why
    lone = BriefSentence(text=told, point="p", cites=two(told).cites[:1])
    assert check(tagger, lone, texts=TWO) == [""]


def paraphrase(tagger: SpacyTagger, said: str, told: str, *, speakers: tuple[str, ...] = ()) -> Verdict:
    tokens = read_text(told, tagger)
    evidence = Evidence(article="a", cited=tokens, around=tokens, speakers=speakers)
    return judge(read_text(said, tagger), evidence, paraphrased=True).verdict


@pytest.mark.parametrize(
    ("said", "told", "verdict"),
    [
        ("Five dockers died on Monday.", "On Monday five dockers were killed.", Verdict.SUPPORTED),
        ("Six dockers were killed on Monday.", "On Monday five dockers were killed.", Verdict.CONTRADICTED),
        ("Five dockers were killed on Friday.", "On Monday five dockers were killed.", Verdict.CONTRADICTED),
        ("The port reopened on Monday.", "The port did not reopen on Monday.", Verdict.CONTRADICTED),
        ("The port did not reopen on Monday.", "The port reopened on Monday.", Verdict.CONTRADICTED),
        ("The mayor visited Kesmar on Monday.", "On Monday five dockers were killed.", Verdict.NOT_CARRIED),
        ("More than 40 dockers were hurt.", "More than 50 dockers were hurt.", Verdict.SUPPORTED),
        ("More than 50 dockers were hurt.", "More than 40 dockers were hurt.", Verdict.NOT_CARRIED),
        ("The port will reopen.", "The port may reopen.", Verdict.NOT_CARRIED),
        ("Ena Solt visited Odo Brem on Monday.", "Odo Brem visited Ena Solt on Monday.", Verdict.NOT_CARRIED),
    ],
)
def test_other_words_are_judged_by_their_values(tagger, said, told, verdict):
    assert paraphrase(tagger, said, told) is verdict


def test_what_a_report_gives_on_somebodys_word_is_not_carried_without_it(tagger):
    told = "The pier was closed for three weeks."
    assert paraphrase(tagger, told, told, speakers=("Odo Brem",)) is Verdict.NOT_CARRIED
    assert paraphrase(tagger, f"{told[:-1]}, Odo Brem said.", told, speakers=("Odo Brem",)) is Verdict.SUPPORTED


def test_a_draft_is_split_with_its_places():
    draft = "# The crane\n\nIt fell. Mr. Brem saw\nit fall at 7.30 a.m. on Monday.\n\n- Nobody was hurt.\n"
    words = [draft[a:b] for a, b in split(draft)]
    assert words == ["The crane", "It fell.", "Mr. Brem saw\nit fall at 7.30 a.m. on Monday.", "Nobody was hurt."]
    assert split(" \n\n") == []


def test_writer_and_checker_know_nothing_of_each_other():
    for package, other in ((variorum.steps.brief, "check"), (variorum.steps.check, "brief")):
        for path in Path(package.__file__).parent.glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                found = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom):
                    found = [f"{node.module}.{a.name}" for a in node.names]
                assert not [m for m in found if m.startswith(f"variorum.steps.{other}")], path
