"""Finding the point that is asked for, and its explanation as text, Markdown and JSON."""

import re
import textwrap
from collections.abc import Callable, Iterator

import msgspec

from variorum.exports.explain import ClaimReason, Explanation, Side, claim_reason
from variorum.exports.markdown import escape
from variorum.exports.page.naming import Naming, one_line
from variorum.exports.page.points import KIND_WORDS, RELATION_WORDS, numbers_of
from variorum.records.report import Report, ReportPoint

_UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

# Longer runs of digits are no point's number.
_LONGEST_NUMBER = 9


def _plain(text: str) -> str:
    even = text.translate(str.maketrans("“”‘’", "\"\"''"))
    return " ".join(re.findall(r"[^\W_]+(?:['-][^\W_]+)*", even.casefold()))


def find_points(report: Report, asked: str) -> tuple[tuple[int, ReportPoint], ...]:
    """The points that are meant: by id, by number on the page, or by words.

    Args:
        report: The report.
        asked: A point's id, its number, or some of its words: those of its statement are tried first, then those
            of its claims.

    Returns:
        The points with their numbers, in the page's order; none, one or several.
    """
    by_id = {p.id: p for p in report.points}
    numbers = numbers_of(report)
    text = asked.strip()
    if text in by_id:
        return ((numbers[text], by_id[text]),)
    if text.lstrip("#").isdecimal() and len(text) < _LONGEST_NUMBER:
        by_number = tuple((n, by_id[key]) for key, n in numbers.items() if n == int(text.lstrip("#")))
        if by_number:
            return by_number
    wanted = _plain(text)
    if not wanted:
        return ()
    ordered = [(n, by_id[key]) for key, n in sorted(numbers.items(), key=lambda row: row[1])]
    texts = {a.id: a.text for a in report.articles}

    def said(point: ReportPoint) -> str:
        return " / ".join(
            " ".join(_plain(texts[c.article][s.start : s.end]) for s in c.spans) for c in point.claims
        )

    tries: tuple[Callable[[ReportPoint], bool], ...] = (
        lambda p: wanted == _plain(p.text),
        lambda p: f" {wanted} " in f" {_plain(p.text)} ",
        lambda p: set(wanted.split()) <= set(_plain(p.text).split()),
        lambda p: f" {wanted} " in f" {said(p)} ",
        lambda p: set(wanted.split()) <= set(said(p).replace("/", " ").split()),
    )
    for fits in tries:
        found = tuple(row for row in ordered if fits(row[1]))
        if found:
            return found
    return ()


def list_points(found: tuple[tuple[int, ReportPoint], ...]) -> str:
    """Several points to choose from: number, id and statement."""
    return "".join(_UNFIT.sub("\ufffd", f"{n:>4} {p.id} {one_line(p.text)}\n") for n, p in found)


def _how(reason: ClaimReason) -> str:
    word = ", as told by ".join(reason.on_the_word_of)
    parts = [
        "denied" if reason.polarity == "denied" else "",
        reason.certainty if reason.certainty != "stated" else "",
        f"on the word of {word}" if word else "in its own voice",
    ]
    return ", ".join(p for p in parts if p)


def _values(side: Side, naming: Naming) -> str:
    ordered = sorted(side.values, key=lambda key: naming.of(key).n)
    return "; ".join(f"{naming.of(key).plain}: {', '.join(side.values[key])}" for key in ordered) or "no such word"


def _blocks(explanation: Explanation, number: int, naming: Naming) -> Iterator[tuple[str, list[str]]]:
    """Headings with their lines, for text and Markdown alike."""
    e = explanation
    yield f"Point {number}: {one_line(e.text)}", [
        f"Id {e.point}; {e.kind}. {naming.plain(e.origins)}",
        *([f"Corrected: {e.corrected}."] if e.corrected else []),
    ]
    joined = [
        f"{naming.of(c.article).plain} “{c.words.strip('“”')}” ({_how(c)}): {claim_reason(c)}." for c in e.claims
    ]
    yield "Why these stand together", [e.rule, *joined] if len(joined) > 1 else [*joined, "Only one claim says it."]
    same = [m for m in e.near if m.untranslated]
    if same:
        yield "In other languages, not translated: taken to say the same, by meaning alone", [
            f"{naming.of(m.article).plain} “{m.words.strip('“”')}”" for m in same
        ]
    if len(same) < len(e.near):
        yield "Unclear: near it, but does not settle it", [
            f"{naming.of(m.article).plain} “{m.words.strip('“”')}”" for m in e.near if not m.untranslated
        ]
    if e.silent:
        letters = " ".join(naming.of(key).plain for key in e.silent)
        yield "Not in these texts", [f"{letters}: {e.silent_rule}."]
    if not e.variants:
        yield "Differences", ["None were found." if len(e.claims) > 1 else "There is nothing to differ from."]
    for v in e.variants:
        relation = RELATION_WORDS.get(v.relation, v.relation) or "both can hold"
        yield f"Why this is a difference: {KIND_WORDS.get(v.kind, v.kind)} ({relation})", [
            naming.plain(v.note),
            f"{v.rule} {v.why_relation}",
            f"Compared: {_values(v.against, naming)} ] {_values(v.aside, naming)}.",
            f"Severity {v.severity_rule}",
            *([f"Corrected: {v.corrected}."] if v.corrected else []),
        ]


def to_text(explanation: Explanation, report: Report, *, width: int = 80) -> str:
    """The explanation for a terminal; nothing in it can steer one."""
    number = numbers_of(report)[explanation.point]
    out: list[str] = []
    for heading, lines in _blocks(explanation, number, Naming(report)):
        out += ["", textwrap.fill(_UNFIT.sub("\ufffd", one_line(heading)), width=width)]
        for line in lines:
            clean = _UNFIT.sub("\ufffd", one_line(line))
            out.append(
                textwrap.fill(
                    clean, width=width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
                )
            )
    return "\n".join(out).lstrip("\n") + "\n"


def to_markdown(explanation: Explanation, report: Report) -> str:
    """The explanation as Markdown; what reports say is escaped."""
    number = numbers_of(report)[explanation.point]
    out: list[str] = []
    for n, (heading, lines) in enumerate(_blocks(explanation, number, Naming(report))):
        out.append(f"{'#' if n == 0 else '##'} {escape(heading)}\n")
        out += [f"- {escape(line)}" for line in lines]
        out.append("")
    return _UNFIT.sub("\ufffd", "\n".join(out)).strip() + "\n"


def to_json(explanation: Explanation) -> str:
    """The explanation as one JSON object, ending with a line feed."""
    return msgspec.json.format(msgspec.json.encode(explanation), indent=1).decode("utf-8") + "\n"
