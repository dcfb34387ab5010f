"""The word "today" inside quotation marks: the day of the statement, not of the article."""

from datetime import date

from variorum.records.parse import Parse
from variorum.steps.times.anchor import Anchor, Resolved
from variorum.steps.times.groups import Expression
from variorum.steps.times.standing import resolve_alone
from variorum.steps.times.tense import reports

_OPENING = frozenset(["“", "«", "``", "„"])
_CLOSING = frozenset(["”", "»", "''"])
_DEICTIC = frozenset(["today", "night", "this_part"])


def quoted_tokens(parse: Parse) -> bytearray:
    """1 for each token that stands inside double quotation marks, each paragraph by itself."""
    inside = bytearray(len(parse.tokens))
    paragraph, state = -1, False
    for sentence in parse.sentences:
        if sentence.paragraph != paragraph:
            paragraph, state = sentence.paragraph, False
        for token in parse.of(sentence):
            if token.text in _OPENING:
                state = True
            elif token.text in _CLOSING:
                state = False
            elif token.text == '"':
                state = not state
            inside[token.i] = state
    return inside


def anchor_quoted(
    parse: Parse, sentences: list[list[Expression]], alone: list[list[Resolved | None]], anchor: Anchor
) -> None:
    """Resolve quoted "today", "tonight", "this morning" against the day on which the words were said.

    That day is the one at the reporting verb of the same sentence, else the last such day of the paragraph.
    `alone` is filled in place; what names no such day stays against the day of publication.
    """
    if anchor.day is None:
        return
    inside = quoted_tokens(parse)
    paragraph, said = -1, None
    for row, known in zip(sentences, alone, strict=True):
        if row[0].reading.sentence.paragraph != paragraph:
            paragraph, said = row[0].reading.sentence.paragraph, None
        here = _day_said(parse, row, known, inside) or said
        if here is not None and here != anchor.day:
            then = Anchor(here, open_year=anchor.open_year, evidence="the day of the statement")
            for k, e in enumerate(row):
                if e.day is not None and e.day.kind in _DEICTIC and inside[e.first]:
                    known[k] = resolve_alone(parse, e, then)
        said = here


def _day_said(parse: Parse, row: list[Expression], known: list[Resolved | None], inside: bytearray) -> date | None:
    for e, r in zip(row, known, strict=True):
        if r is None or r.day is None or inside[e.first] or (e.day is not None and e.day.kind in _DEICTIC):
            continue
        if reports(parse, e):
            return r.day
    return None
