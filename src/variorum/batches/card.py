"""The data card: what a data set holds, from where, how it was made, what it must not be taken for."""

from variorum.batches.plan import Plan
from variorum.batches.tables import DROPPED, FLAG, INTEGER, MEANINGS, NUMBER, PLACES, TABLES, TEXT, TEXTS
from variorum.exports.batch_page import BatchFacts, count

_TYPES = {
    TEXT: "text",
    INTEGER: "whole number",
    NUMBER: "number",
    FLAG: "true or false",
    TEXTS: "list of texts",
    PLACES: "list of {start, end}",
    DROPPED: "list of {start, end, reason}",
}
_MOST_INPUTS = 30


def column_lines(table: str) -> list[str]:
    """A table's columns as rows of Markdown.

    Args:
        table: One of `TABLES`.
    """
    rows = [f"| `{name}` | {_TYPES[kind]} | {meaning} |" for name, (kind, meaning) in TABLES[table].items()]
    return ["| column | type | meaning |", "| --- | --- | --- |", *rows]


def data_card(plan: Plan, facts: BatchFacts) -> str:
    """The card as Markdown. No time of making is in it: the same input makes the same bytes.

    Args:
        plan: What the data set is made of.
        facts: What it holds.
    """
    lines = ["# News articles, who copied whom, and what their reports say", "", *_what(plan, facts), ""]
    lines += ["## From where", "", *_inputs(plan, facts), ""]
    lines += ["## Rights", "", *_rights(facts), ""]
    lines += ["## What it must not be taken for", "", *_limits(facts), ""]
    lines += ["## Tables", "", "One folder a table, Parquet (Zstandard). Offsets are half open, `[start, end)`, in"]
    lines += ["code points of the article's text as it was read. Any cell may be null; a list is then empty.", ""]
    for table, meaning in MEANINGS.items():
        rows = count(facts.rows.get(table, 0), "row")
        lines += [f"### {table}", "", f"{meaning} {rows}.", "", *column_lines(table), ""]
    return "\n".join(lines).rstrip() + "\n"


def _what(plan: Plan, facts: BatchFacts) -> list[str]:
    did = ", ".join(facts.steps)
    lines = [
        f"Made by Variorum {plan.decided['variorum']} (steps: {did}); `manifest.json` has every version and hash.",
        "The same inputs and settings make the same bytes.",
        "",
    ]
    lines += [f"- {count(n, 'row')} of `{table}`" for table, n in facts.rows.items()]
    return lines


def _inputs(plan: Plan, facts: BatchFacts) -> list[str]:
    size = sum(g.bytes or 0 for g in plan.given)
    lines = [f"{count(len(plan.given), 'input')}, {size:,} bytes; hashes stand in `manifest.json`."]
    if facts.languages:
        lines += ["", "Languages, by articles: " + ", ".join(f"{name} {n:,}" for name, n in facts.languages) + "."]
    lines += ["", "| input | articles | not read |", "| --- | --- | --- |"]
    shown = facts.inputs[:_MOST_INPUTS]
    lines += [f"| {_cell(i.path)} | {i.articles:,} | {i.rejected:,} |" for i in shown]
    if facts.inputs_in_all > len(shown):
        lines += ["", f"{facts.inputs_in_all - len(shown):,} more inputs are not listed."]
    if facts.reasons:
        lines += ["", "Not read or left out: " + ", ".join(f"`{r.reason}` {r.count:,}" for r in facts.reasons) + "."]
    return lines


def _rights(facts: BatchFacts) -> list[str]:
    held = "The texts are in it" if facts.full_text else "It holds no article's text: places and hashes alone"
    return [
        f"The articles are their publishers'. {held}; whoever passes it on needs the publishers' leave, or a law that",
        "allows it, for whatever words stand in it. Variorum gives no licence for the articles.",
        "",
        f"{count(facts.reserved, 'article')} of it {'is' if facts.reserved == 1 else 'are'} reserved from text and data"
        " mining by page, server or row (`articles.reserved`). No words of these stand in it, whatever was asked for.",
        "That an article is not marked does not mean that it is free: archives often lose what the server said.",
    ]


def _limits(facts: BatchFacts) -> list[str]:
    lines = [
        "- Everything here was found by a program, from the words alone. It is not checked by anybody.",
        "- A report may stand in the wrong story; an event may be parted in two.",
        "- Agreement counts origins, but a common source that nobody credits and that was rewritten stays hidden.",
        "- A conflict is one of words: it does not say who is right.",
    ]
    if "compare" in facts.steps:
        lines += [
            "- Stories with one report or one origin are not compared, and none in a language that is not read.",
            "- An article that stands nearly whole in another one of its story (`copy_of`) is not read: its few words",
            "  of its own are not among the claims.",
        ]
    return lines


def _cell(text: str) -> str:
    return "`" + " ".join(text.replace("|", "\\|").replace("`", "'").split()) + "`"
