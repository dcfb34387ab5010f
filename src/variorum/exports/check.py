"""A checked draft as JSON Lines, text, Markdown and a small page."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape as escape_html

import msgspec

from variorum.exports.markdown import escape, escape_in
from variorum.exports.page.naming import Bit, Naming, count, one_line
from variorum.records.checking import CheckedSentence, Verdict
from variorum.records.place import Cite
from variorum.records.report import Report

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_MARK = {Verdict.SUPPORTED: "●", Verdict.CONTRADICTED: "✗", Verdict.NOT_CARRIED: "○"}
_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --quiet: #595959; --paper: #fff; --quote: #173f5f; --no: #a02020; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --quiet: #a8a8a8; --paper: #161616; --quote: #a9cfee; --no: #ff9d94; }
}
body { margin: 2rem auto; max-width: 44rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); }
ol { padding-left: 1.4rem; } li { margin: 0 0 1.4rem; }
.draft { margin: 0; font-size: 1.05rem; } .verdict { margin: .1rem 0; } .contradicted .verdict { color: var(--no); }
.quiet { color: var(--quiet); } q { font-family: Georgia, serif; color: var(--quote); }
blockquote { margin: .3rem 0 .3rem 1rem; }
"""


def _words(cite: Cite, texts: dict[str, str]) -> str:
    return one_line(texts[cite.article][cite.start : cite.end])


def _texts(report: Report) -> dict[str, str]:
    return {a.id: a.text for a in report.articles}


def tally(rows: Sequence[CheckedSentence]) -> str:
    """How many sentences stand how, in one line."""
    found = Counter(r.verdict for r in rows)
    parts = [f"{found[v]} {v.value}" for v in Verdict if found[v]]
    return f"{count(len(rows), 'sentence')}: {', '.join(parts)}" if rows else "The draft holds no sentence"


def _finding(row: CheckedSentence) -> str:
    """The verdict in words, with the number of independent origins."""
    if row.verdict is Verdict.NOT_CARRIED:
        return "not in the reports"
    return f"{row.verdict.value} ({count(row.independent_origins, 'independent origin')})"


def to_jsonl(rows: Iterable[CheckedSentence], report: Report) -> str:
    """One row a sentence, each cite with its words."""
    texts = _texts(report)

    def cites(found: Sequence[Cite]) -> list[dict[str, object]]:
        return [{"article": c.article, "start": c.start, "end": c.end, "text": _words(c, texts)} for c in found]

    out = []
    for r in rows:
        row = {**msgspec.structs.asdict(r), "cites": cites(r.cites), "near": cites(r.near)}
        out.append(msgspec.json.encode(row).decode("utf-8") + "\n")
    return "".join(out)


def to_text(rows: Sequence[CheckedSentence], report: Report, *, width: int = 80) -> str:
    """For the terminal: each sentence, its verdict, the reports' words in quotation marks."""
    naming, texts = Naming(report), _texts(report)

    def lines() -> Iterator[str]:
        def wrapped(words: str, first: str, rest: str) -> str:
            clean = _UNFIT.sub("\ufffd", one_line(words))
            return textwrap.fill(
                clean, width=width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
            )

        yield f"{tally(rows)}."
        for row in rows:
            yield ""
            yield wrapped(row.sentence, f"{_MARK[row.verdict]} ", "  ")
            why = naming.plain(row.why)
            yield wrapped(f"{_finding(row)}{'. ' + why if why else ''}", "    ", "    ")
            for cite in row.cites or row.near:
                yield wrapped(f"{naming.of(cite.article).plain}: “{_words(cite, texts)}”", "      ", "      ")
        yield ""
        for named in naming.all:
            yield wrapped(f"{named.plain:<3} {named.line}", "", "    ")

    return "\n".join(lines()) + "\n"


def to_markdown(rows: Sequence[CheckedSentence], report: Report) -> str:
    """The same as Markdown."""
    naming, texts = Naming(report), _texts(report)

    def prose(bits: Iterable[Bit]) -> str:
        return "".join(f"**{b.text}**" if b.named else escape_in(b.text) for b in bits)

    def lines() -> Iterator[str]:
        yield "# The draft against the reports\n"
        yield f"**{tally(rows)}.**\n"
        for n, row in enumerate(rows, 1):
            yield f"{n}. {escape(row.sentence)}  "
            why = prose(naming.bits(row.why))
            yield f"   {_MARK[row.verdict]} **{_finding(row)}**{' ' + why if why else ''}"
            for cite in row.cites or row.near:
                place = f"[{naming.of(cite.article).plain}:{cite.start}–{cite.end}]"
                yield f"   - “{escape(_words(cite, texts))}” {place}"
            yield ""
        yield "| | outlet |\n| --- | --- |"
        for named in naming.all:
            yield f"| {named.plain} | {escape(named.line)} |"

    return _UNFIT.sub("\ufffd", "\n".join(lines())) + "\n"


def to_html(rows: Sequence[CheckedSentence], report: Report) -> str:
    """A page of its own: the draft's sentences in order, without scripts and without the network."""
    naming, texts = Naming(report), _texts(report)

    def safe(words: str) -> str:
        return escape_html(_UNFIT.sub("\ufffd", words))

    def prose(bits: Iterable[Bit]) -> str:
        return "".join(f"<b>{safe(b.text)}</b>" if b.named else safe(b.text) for b in bits)

    def lines() -> Iterator[str]:
        yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
        yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>The draft against the reports</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
        yield f"<h1>The draft against the reports</h1>\n<p>{safe(tally(rows))}.</p>\n<ol>"
        for row in rows:
            yield f'<li class="{row.verdict.name.lower()}"><p class="draft">{safe(row.sentence)}</p>'
            yield f'<p class="verdict">{_MARK[row.verdict]} {safe(_finding(row))}. {prose(naming.bits(row.why))}</p>'
            for cite in row.cites or row.near:
                named = naming.of(cite.article)
                words = f"<q>{safe(_words(cite, texts))}</q>"
                place = f'<span class="quiet">{safe(named.plain)}, {cite.start}–{cite.end}</span>'
                yield f"<blockquote>{words} {place}</blockquote>"
            yield "</li>"
        yield "</ol>\n<h2>The reports</h2>\n<ul>"
        for named in naming.all:
            yield f"<li><b>{safe(named.plain)}</b> {safe(named.line)}</li>"
        yield "</ul>\n</main>\n</body>\n</html>"

    return "\n".join(lines()) + "\n"
