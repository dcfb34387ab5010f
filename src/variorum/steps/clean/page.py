"""A page's document: the extractor has told body from frame by the markup; what it marked is put in its place here."""

from variorum.records.page import PartKind
from variorum.records.source import DropReason, Located
from variorum.steps.clean.credits import byline_of
from variorum.steps.clean.draft import Draft

_NEAR_TOP = 4  # blocks of the body in which a signature may stand


def take_parts(draft: Draft) -> None:
    """Take title, standfirst and captions out of the body, as the extractor marked them."""
    document = draft.document
    marked = {p.start: p for p in document.parts}
    for block in draft.blocks:
        part = marked.get(block.start)
        if part is None:
            continue
        if part.kind is PartKind.CAPTION:
            draft.drop(block, DropReason.CAPTION)
            continue
        located = draft.located(draft.extent(block, 0, len(block.text)))
        if part.kind is PartKind.TITLE:
            draft.title, draft.title_block = located, block.i
        else:
            draft.subtitle = located
        draft.take(block)
    if draft.title is None and document.title:
        draft.title = Located(text=document.title)
    page = document.page
    if page is not None:
        if draft.subtitle is None and page.subtitle is not None:
            draft.subtitle = Located(text=page.subtitle.value)
        draft.credits.extend((fact.value, None) for fact in page.agencies)


def page_bylines(draft: Draft) -> None:
    """Lines among the first that only say who signed."""
    for block in draft.body[:_NEAR_TOP]:
        found = byline_of(block.text) if len(block.words) <= 20 and not block.ends else None
        if found is None:
            continue
        who, names = found
        draft.byline = draft.byline or who or None
        draft.credits.extend((name, draft.extent(block, a, b)) for name, a, b in names)
        draft.drop(block, DropReason.BYLINE)

