"""What a line's own form, a label above it, a page's menus and the other inputs say to leave out."""

import re
from collections import Counter
from itertools import pairwise

import msgspec

from variorum.records.source import DropReason
from variorum.steps.clean.credits import trailing_agency
from variorum.steps.clean.dateline import dateline_of
from variorum.steps.clean.draft import Draft
from variorum.steps.clean.head import foreign_script, latin_document
from variorum.steps.clean.lines import Block, words_of

_MENU = 4  # words of a menu's line, and lines of a menu


class Shared(msgspec.Struct, frozen=True):
    """Lines without a full stop that stand in more than one of the inputs."""

    lines: frozenset[tuple[str, ...]]


def shared_lines(drafts: list[Draft]) -> Shared:
    """The lines that several documents have, and that are no sentences."""
    count: Counter[tuple[str, ...]] = Counter()
    for draft in drafts:
        count.update({b.words for b in draft.blocks if not b.ends and 1 <= len(b.words) <= 25})
    return Shared(frozenset(words for words, n in count.items() if n > 1))


_SUMMARY = re.compile(r"^(?:Story [Hh]ighlights|STORY HIGHLIGHTS|Highlights|HIGHLIGHTS|Key [Pp]oints|KEY POINTS)\b:?")


def find_summary(draft: Draft) -> None:
    """The outlet's own summary under a label at the top is body; the label is not."""
    for block in draft.blocks[:8]:
        label = _SUMMARY.match(block.text)
        if not label:
            continue
        extent = draft.extent(block, 0, label.end())
        draft.cut(block, extent.start, extent.end, DropReason.FRAME)
        for line in draft.blocks[block.i : block.i + 8]:
            if line.i > block.i and (line.ends or len(line.words) > 40 or dateline_of(line.text)):
                break
            draft.summary.add(line.i)
        return


def drop_by_form(draft: Draft) -> None:
    """Drop every block whose own form says that it is no body, and the headlines under a label."""
    latin = latin_document(draft.document.text)
    under_label = False
    for block in draft.blocks:
        if block.i in draft.summary:
            continue
        reason = draft.form(block)
        if reason is None and foreign_script(block.text, latin) and len(block.words) <= 12:
            reason = DropReason.FRAME
        if reason is None and under_label and not block.ends and not block.gap and len(block.words) <= 30:
            draft.drop(block, DropReason.RELATED)
            continue
        under_label = reason is DropReason.RELATED and len(block.words) <= 4
        if reason is not None:
            draft.drop(block, reason)
    _gallery_names(draft)
    _agency_captions(draft)


def _agency_captions(draft: Draft) -> None:
    """A sentence with an agency in brackets behind it is a caption, unless the story ends there."""
    body = draft.body
    for block in body[:-1]:
        if block.text[-1:] in ")]" and len(block.words) <= 60 and trailing_agency(block.text) is not None:
            draft.drop(block, DropReason.CAPTION)


_COUNTED = re.compile(r"^\d{1,3} show all (?P<name>.+)$")


def _gallery_names(draft: Draft) -> None:
    """The name that stands over a gallery, and again in its "12 show all ..."."""
    for a, b in pairwise(draft.blocks):
        counted = _COUNTED.match(b.text)
        if counted and draft.is_body(a) and words_of(counted.group("name"))[: len(a.words)] == a.words:
            draft.drop(a, DropReason.CAPTION)


def drop_shared(draft: Draft, shared: Shared) -> None:
    """Drop lines that stand in several inputs and are no sentences (the title is already taken)."""
    if not draft.prose:
        return
    for block in draft.body:
        if block.ends or block.words not in shared.lines or block.listed:
            continue
        # A crosshead of a reprint stands between the story's paragraphs; a site's line at an edge or beside frame.
        beside = [draft.reasons[j] for j in (block.i - 1, block.i + 1) if 0 <= j < len(draft.blocks)]
        if len(beside) < 2 or any(beside) or block.i <= 2 or block.i >= len(draft.blocks) - 4:
            draft.drop(block, DropReason.FRAME)


def drop_menus(draft: Draft) -> None:
    """Short lines that stand several times, and runs of short lines among furniture, are a page's menus."""
    if not draft.prose:
        return
    short = [
        b for b in draft.body if not b.ends and not b.listed and len(b.words) <= _MENU and b.i not in draft.summary
    ]
    count = Counter(b.words for b in short)
    for block in short:
        if count[block.words] > 1:
            draft.drop(block, DropReason.FRAME)
    run: list[Block] = []
    furniture = False
    small = {b.i for b in short}
    for block in draft.blocks:
        framed = draft.reasons[block.i] is DropReason.FRAME and len(block.words) <= _MENU
        if framed or block.i in small:
            run.append(block)
            furniture = furniture or framed
            continue
        _drop_menu(draft, run, furniture)
        run, furniture = [], False
    _drop_menu(draft, run, furniture)


def _drop_menu(draft: Draft, run: list[Block], furniture: bool) -> None:
    if len(run) >= _MENU and furniture:
        for block in run:
            if draft.is_body(block):
                draft.drop(block, DropReason.FRAME)
