"""The Markdown output: whose words, which characters, nothing that turns into markup."""

import re
import sys
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1] / "surfaces"))
from page_story import ferry

from variorum.exports.markdown import escape, to_markdown


def test_order_of_the_page() -> None:
    text = to_markdown(ferry())
    heads = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert heads == [
        "Check these first",
        "The brief",
        "Point by point",
        "The differences",
        "Who said what",
        "When",
        "Who leans on whom",
        "The reports",
    ]
    assert text.startswith("# “The ferry Petrel ran aground off Harnsey.” A¹\n")


def test_every_citation_is_true() -> None:
    report = ferry()
    texts = {a.siglum: a.text for a in report.articles}
    marks = str.maketrans("", "", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    found = re.findall(r"“([^“”\n]+)”(?: \([^)\n]*\))? \[([A-Z][¹²³]*):(\d+)–(\d+)\]", to_markdown(report))
    assert len(found) > 10
    for words, letter, start, end in found:
        there = " ".join(texts[letter.translate(marks)][int(start) : int(end)].split())
        plain = re.sub(r"\*\*|\\", "", words).strip("“” ")
        assert plain in there or there.strip("“” ") in plain


def test_readings_stand_on_both_sides_of_the_bracket() -> None:
    assert re.search(
        r"- “seven” \[A¹:\d+–\d+\] \[B¹:\d+–\d+\] \\\] “At least five” \[C:\d+–\d+\]", to_markdown(ferry())
    )


def test_markup_of_a_report_is_escaped() -> None:
    assert escape("a *b* <img> [c](d) `e` https://f.example\n# g") == (
        "a \\*b\\* &lt;img&gt; \\[c\\](d) \\`e\\` https:&#47;&#47;f.example \\# g"
    )
    report = ferry()
    point = msgspec.structs.replace(report.points[0], text="<script>x</script>\n\n# Head | cell")
    text = to_markdown(msgspec.structs.replace(report, points=(point, *report.points[1:])))
    assert "<script>" not in text
    assert not re.search(r"^# Head", text, flags=re.MULTILINE)


def test_table_rows_have_equal_cells() -> None:
    for table in re.findall(r"(?:^\|.*\|\n)+", to_markdown(ferry()), flags=re.MULTILINE):
        counts = {len(re.findall(r"(?<!\\)\|", row)) for row in table.strip().splitlines()}
        assert len(counts) == 1


def test_full_text_leaves_the_frame_out() -> None:
    assert "Sign up" not in to_markdown(ferry(), full_text=True)
    assert "> The Petrel, built in 1987, was due" in to_markdown(ferry(), full_text=True)
