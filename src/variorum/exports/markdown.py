"""The page's content as Markdown: quoted words in quotation marks, citations as [A:start–end]."""

import re
from collections.abc import Iterable, Iterator

from variorum.exports.page.anchors import Ref
from variorum.exports.page.apparatus import GROUPS, Reading
from variorum.exports.page.naming import Bit, Statement, count, one_line
from variorum.exports.page.points import Group, Row
from variorum.exports.page.system_map import Said
from variorum.exports.page.view import Page, build_page
from variorum.records.report import Report

# Characters that would turn into markup; a line of ours never begins with an outlet's words unescaped.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_QUOTATION_MARKS = '“”" '
_CELLS = {"states": "●", "differs": "◐", "unclear": "○", "silent": "·", "untranslated": "◇"}


def escape(text: str) -> str:
    """The text on one line with every character that Markdown or HTML would read as markup escaped."""
    text = _MARKUP.sub(r"\\\1", one_line(text).replace("&", "&amp;")).replace("\\<", "&lt;").replace("\\>", "&gt;")
    # Bare addresses turn into links in many viewers; no text of a report may do that.
    return text.replace("://", ":&#47;&#47;")


def _quoted(text: str) -> str:
    return "“" + escape(text).strip(_QUOTATION_MARKS) + "”"


def _cites(refs: Iterable[Ref]) -> str:
    return " ".join(f"[{r.named.plain}:{r.place}]" for r in refs)


def _prose(bits: Iterable[Bit]) -> str:
    return "".join(f"**{b.text}**" if b.named else escape_in(b.text) for b in bits)


def escape_in(text: str) -> str:
    """As `escape`, with the white space at both ends kept as one space."""
    inner = escape(text)
    if not inner:
        return " " if text else ""
    return (" " if text[:1].isspace() else "") + inner + (" " if text[-1:].isspace() else "")


def _stated(statement: Statement) -> str:
    if statement.named is None:
        return _prose(statement.bits)
    return f"“{escape(statement.text)}” {statement.named.plain}"


def _spoken(statement: Statement) -> str:
    return f"“{escape(statement.text)}”" if statement.named else _prose(statement.bits)


def _sentence(text: str) -> str:
    return text if text.rstrip('”"’)').endswith((".", "!", "?", "…")) else f"{text}."


def _masthead(page: Page) -> Iterator[str]:
    yield f"# {_stated(page.headline)}\n"
    yield f"**{page.tally}.** {page.at_a_glance}\n"
    if page.apart:
        yield f"**{page.apart}**\n"
        for event in page.events:
            yield f"- {_stated(event.statement)} ({' '.join(n.plain for n in event.reports)})"
        yield ""
    unread = len(page.rejections)
    yield page.date + (f" {count(unread, 'input')} not read (see the end)." if unread else "") + "\n"
    yield "| | outlet | origin | published |\n| --- | --- | --- | --- |"
    for named in page.reports:
        known = f" ({named.date_known})" if named.date_known else ""
        yield f"| **{named.plain}** | {escape(named.outlet)} | {escape(named.origin)} | {escape(named.date)}{known} |"
    yield "\nOutlets’ words stand in quotation marks; [A:0–9] cites characters 0 to 9 of report A.\n"


def _checks(page: Page) -> Iterator[str]:
    yield "## Check these first\n"
    for n, check in enumerate(page.checks, 1):
        yield (
            f"{n}. **{check.name}**: {_sentence(_stated(check.statement))} {_prose(check.text)} "
            f"(point {check.point}) {_cites(check.refs)}"
        )
    yield "" if page.checks else "Nothing stands out.\n"


def _brief(page: Page) -> Iterator[str]:
    yield "## The brief\n"
    if page.brief:
        yield " ".join(f"{_spoken(b.text)} {_cites(b.refs)}" for b in page.brief) + "\n"
    else:
        yield "No brief is given.\n"
    if page.withheld:
        yield "Withheld, because the cited words do not carry it:\n"
        for text, why in page.withheld:
            yield f"- {_prose(text)} ({escape(why)})"
        yield ""


def _row(row: Row) -> Iterator[str]:
    yield f"\n**{row.n}. {_spoken(row.statement)}** ({escape(row.support)})\n"
    for bracket in row.brackets:
        for column in bracket.columns:
            for s in column.sayings:
                said = "".join(f"**{escape_in(p.text)}**" if p.marked else escape_in(p.text) for p in s.pieces)
                # Emphasis needs its marks close to the words.
                said = re.sub(r"\*\*(\s*)(.+?)(\s*)\*\*", r"\1**\2**\3", said).strip(_QUOTATION_MARKS)
                how = [
                    "unclear" if column.near else "",
                    "denied" if s.denied else "",
                    s.certainty,
                    f"on the word of {escape(s.word_of)}" if s.word_of else "",
                ]
                tail = f" ({', '.join(h for h in how if h)})" if any(how) else ""
                same = f" (the same words in {' '.join(n.plain for n in column.same)})" if column.same else ""
                yield f"- **{column.named.plain}** “{said}”{tail}{same} {_cites(s.refs)}"
    for b in row.beside:
        stands = "the nearest sentence, which does not settle it" if b.near else "taken to say the same"
        quoted = escape_in(b.text).strip(_QUOTATION_MARKS)
        yield f"- **{b.named.plain}** “{quoted}” ({stands}; {escape(b.named.origin)}) {_cites((b.ref,))}"
    if row.corrected:
        yield f"- **corrected**: {escape(row.corrected)}"
    for why, who in row.joined:
        yield f"- together, {' '.join(n.plain for n in who)}: {escape(why)}"
    if row.silent:
        yield f"- not in {' '.join(n.plain for n in row.silent)}"
    for d in row.differences:
        yield (
            f"- *{d.kind}*: {_prose(d.note)}"
            + (f" ({d.relation})" if d.relation else "")
            + (f" **{escape(d.corrected)}**" if d.corrected else "")
        )


def _matrix(page: Page, group: Group) -> Iterator[str]:
    yield f"### {group.name}: {len(group.rows)}\n"
    yield f"| | point | {' | '.join(n.plain for n in page.reports)} |"
    yield f"| --- | --- | {' | '.join(':-:' for _ in page.reports)} |"
    for row in group.rows:
        cells = " | ".join(_CELLS[c.mark] for c in row.cells)
        yield f"| {row.n} | {_spoken(row.statement)} | {cells} |"
    for row in group.rows:
        yield from _row(row)
    yield ""


def _points(page: Page) -> Iterator[str]:
    yield "## Point by point\n"
    if not page.groups:
        yield "No points: no statement was found in the reports’ bodies.\n"
        return
    beside = " · ◇ in another language: taken to say it, not translated" if page.compared < len(page.reports) else ""
    yield f"● states it · ◐ states it with a difference · ○ unclear · · not in this text{beside}\n"
    for group in page.groups:
        yield from _matrix(page, group)


def _side(readings: Iterable[Reading]) -> str:
    shown = [f"{_quoted(r.text) if r.text else 'no such word in'} {_cites(r.refs)}" for r in readings]
    return " · ".join(shown) or "no such word"


def _differences(page: Page) -> Iterator[str]:
    yield "## The differences\n"
    if not page.entries:
        yield "None were found.\n"
    for f in page.filters:
        mine = [e for e in page.entries if e.group == f.key]
        if not mine:
            continue
        yield f"### {GROUPS[f.key].capitalize()}: {f.count}\n"
        for e in mine:
            relation = f" ({e.relation})" if e.relation else ""
            yield (
                f"- {_side(e.lemma)} \\] {_side(e.readings)}  \n"
                f"  *{e.kind}*: {_prose(e.note)}{relation} (point {page.numbers[e.point]})"
            )
        yield ""


def _corrections(page: Page) -> Iterator[str]:
    if not page.corrections:
        return
    yield "## Corrections\n"
    for c in page.corrections:
        done = "" if c.applied else "**not applied** "
        where = f" (point {', '.join(str(n) for n in c.points)})" if c.points else ""
        yield f"{c.n}. {done}{escape(c.asked)} {escape(c.reason)} {escape(c.why)}{where}"
    yield ""


def _said(page: Page) -> Iterator[str]:
    yield "## Who said what\n"
    if page.unheard:
        yield f"{escape(page.unheard)}\n"
    if not page.speakers:
        yield "Nobody is quoted or cited in these reports.\n"
    for speaker in page.speakers:
        yield f"### {escape(speaker.name) or 'Speaker left open'}\n"
        for utterance in speaker.utterances:
            for n, v in enumerate(utterance.versions):
                note = f" ({escape(v.note)})" if v.note else ""
                yield f"{'- ' if n == 0 else '  <br>'}{_quoted(v.text)}{note} {_cites([v.ref])}"
        yield ""


def _says(s: Said) -> str:
    words = f" {_quoted(s.words)}" if s.words else ""
    hedge = f" ({s.hedge})" if s.hedge else ""
    voices = f", on the word of {escape(s.voices)}" if s.voices else ""
    return f"{'not ' if s.denied else ''}{escape(s.act)}{words}{hedge}{voices}"


def _pictures(page: Page) -> Iterator[str]:
    yield "## When\n"
    for row in page.timeline.rows:
        what = f" {escape(row.what)}" if row.what else ""
        yield f"- {escape(row.when)}:{what} {_cites(row.refs)}"
    yield "" if page.timeline.rows else "The reports name no time that could be read.\n"
    if page.map.system.edges or page.map.system.positions:
        yield "## Who does what\n"
        for e in page.map.system.edges:
            for s in e.statements:
                yield f"- {escape(page.names[e.source])}: {_says(s)}; {escape(page.names[e.target])} {_cites(s.refs)}"
        for p in page.map.system.positions:
            yield f"- {escape(p.who)}: {_says(p.statement)} {_cites(p.statement.refs)}"
        yield ""
    if page.map.ledger:
        yield "## Who promised what\n"
        for c in page.map.ledger:
            by = f" (by {escape(c.by)})" if c.by else ""
            word = f", on the word of {escape(c.word)}" if c.word else ""
            yield f"- {escape(c.who)}: {_quoted(c.what)}{by}{word} {_cites(c.refs)}"
        yield ""
    yield "## Who leans on whom\n"
    for link in page.tree.rows:
        share = f" ({link.share})" if link.share else ""
        shown = f": {_quoted(link.words)} {_cites([link.ref])}" if link.ref else ""
        yield f"- **{link.named.plain}** {link.relation} {escape(link.source)}{share}{shown}"
    yield "" if page.tree.rows else "No report credits or cites another source, and none shares text with another.\n"


def _reports(page: Page) -> Iterator[str]:
    yield "## The reports\n"
    for card in page.cards:
        title = _quoted(card.title) if card.title else "Without a title"
        yield f"### {card.named.plain} {title}\n"
        yield f"{escape(card.named.line)} · {escape(card.url or card.source)}\n"
        yield (f"Left out of the reading: {card.dropped}." if card.dropped else "Nothing was left out of the reading.")
        yield ""
        if page.full_text:
            kept = "".join(s.text for stretch in card.stretches for s in stretch.segments if not s.dropped)
            for line in kept.splitlines():
                if line.strip():
                    yield f"> {escape(line)}\n>"
            yield ""
    if page.rejections:
        yield "### Not read\n"
        for r in page.rejections:
            yield f"- **{escape(r.id)}** ({escape(r.reason.replace('_', ' '))}) {escape(r.detail)}"
        yield ""


def to_markdown(report: Report, *, full_text: bool = False) -> str:
    """The page's content in its order, readable in any viewer and as plain text.

    Args:
        report: The report.
        full_text: Whether the reports' bodies follow at the end.

    Returns:
        Markdown (CommonMark with tables).
    """
    page = build_page(report, full_text=full_text)
    parts = (_masthead, _checks, _brief, _points, _differences, _corrections, _said, _pictures, _reports)
    text = "\n".join(line for part in parts for line in part(page))
    return _UNFIT.sub("\ufffd", re.sub(r"\n{3,}", "\n\n", text)).strip() + "\n"
