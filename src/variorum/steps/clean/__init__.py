"""Clean: what in a document is the article's body, and what is title, credit or a page's frame.

Judged by a line's form, by where it stands and by what repeats, within a document and across the inputs, so that it
works on sites that nobody looked at. What is cut is recorded as it is cut, with its reason.
"""

from collections.abc import Callable, Sequence

from variorum.config import Config
from variorum.records.ids import make_article_id
from variorum.records.place import Extent
from variorum.records.source import (
    Article,
    Document,
    DropReason,
    Media,
    PublishedFrom,
    Rejection,
    RejectReason,
)
from variorum.steps.clean.captions import drop_captions
from variorum.steps.clean.credits import (
    byline_of,
    copyright_holder,
    credit_line,
    framed_outlet,
    inline_credit,
    only_agencies,
    trailing_agency,
    writers_note,
)
from variorum.steps.clean.draft import Draft
from variorum.steps.clean.forms import dated_line
from variorum.steps.clean.frame import Shared, drop_by_form, drop_menus, drop_shared, find_summary, shared_lines
from variorum.steps.clean.head import find_dateline, find_subtitle_and_byline, find_title
from variorum.steps.clean.lines import Block, count_letters
from variorum.steps.clean.page import page_bylines, take_parts
from variorum.steps.clean.published import date_in
from variorum.text.press import agency_named, outlet_named, outlet_of_domain

__all__ = ["came_twice", "clean_documents"]

STEP = "clean"
_ENOUGH_LETTERS = 60  # fewer tell a language too badly to refuse an article for it


def clean_documents(
    documents: Sequence[Document], *, config: Config, identify: Callable[[str], str], beside: bool = False
) -> tuple[tuple[Article, ...], tuple[Rejection, ...]]:
    """Clean every document.

    Args:
        documents: What was read. Their order changes nothing but the order of the articles.
        config: The languages that are read.
        identify: Gives the ISO 639-1 code of a text's language.
        beside: Whether articles in languages that are not read are kept too, to be laid beside the others.

    Returns:
        The articles in the documents' order, and a rejection for each document that has no body, is in a
        language that is not read, or came twice.
    """
    articles: list[Article] = []
    rejections: list[Rejection] = []
    drafts: list[Draft] = []
    ids: set[str] = set()
    for document in documents:
        article_id = make_article_id(document.source, document.text)
        if article_id in ids:
            rejections.append(came_twice(document))
        else:
            ids.add(article_id)
            drafts.append(Draft(document))
    shared = shared_lines([d for d in drafts if d.document.page is None])
    for draft in drafts:
        article = _clean(draft, shared, config, identify, beside)
        if isinstance(article, Article):
            articles.append(article)
        else:
            rejections.append(article)
    return tuple(articles), tuple(rejections)


def came_twice(document: Document) -> Rejection:
    """The rejection of a document whose source and text were met before."""
    name = document.row_id or document.source
    return _reject(name, RejectReason.DUPLICATE, f"{name} came twice with the same text; it is read once.")


def _reject(name: str, reason: RejectReason, detail: str) -> Rejection:
    return Rejection(id=name, step=STEP, reason=reason, detail=detail)


def _clean(
    draft: Draft, shared: Shared, config: Config, identify: Callable[[str], str], beside: bool
) -> Article | Rejection:
    document = draft.document
    _outlet(draft)
    _copyrights(draft)
    if document.page is not None:
        take_parts(draft)
        drop_by_form(draft)
        page_bylines(draft)
        _end_credits(draft)
    else:
        find_summary(draft)
        drop_by_form(draft)
        find_title(draft)
        find_subtitle_and_byline(draft)
        _end_credits(draft)
        drop_shared(draft, shared)
        drop_menus(draft)
        drop_captions(draft)
    find_dateline(draft)
    _inline_ends(draft)
    if not draft.body:
        draft.reopen()
    name = document.row_id or document.source
    if not draft.body:
        return _reject(
            name,
            RejectReason.NO_BODY,
            f"{name} holds no article text, only a page's frame; give the article itself.",
        )
    body = "\n".join(draft.rest(b) for b in draft.body)
    language = _language(body, config, identify)
    if config.languages and language not in config.languages and not (beside and language != "und"):
        return _reject(
            name,
            RejectReason.UNSUPPORTED_LANGUAGE,
            f"{name} seems to be in the language {language!r}; only {', '.join(config.languages)} is read, "
            "so leave it out or translate it.",
        )
    for name in sorted(draft.named_first):
        if draft.outlet is None and outlet_named(name) == name and not agency_named(name):
            draft.outlet = name  # "(CNN) —" without another outlet is the outlet's own
    outlet = draft.outlet
    stated = _stated_date(draft)
    credits: dict[str, Extent | None] = {}
    for credit, where in sorted(draft.credits, key=lambda c: (c[1] is None, c[1] or Extent(0, 1))):
        if (agency_named(credit) or credit in draft.named_first) and not _is_outlet(credit, outlet):
            credits.setdefault(credit, where)
    return Article(
        id=make_article_id(document.source, document.text),
        source=document.source,
        text=document.text,
        media=document.media,
        language=language,
        row_id=document.row_id,
        url=document.url,
        outlet=outlet,
        credits=tuple(credits),
        credit_spans=tuple(where for where in credits.values() if where is not None),
        byline=draft.byline,
        published=document.published or stated,
        published_from=_published_from(document) or (PublishedFrom.TEXT if stated else None),
        title=draft.title,
        subtitle=draft.subtitle,
        dateline=draft.dateline,
        paragraphs=draft.paragraphs(),
        dropped=draft.dropped(),
        raw_hash=document.raw_hash,
        page=document.page,
        extra=document.extra,
    )


def _is_outlet(credit: str, outlet: str | None) -> bool:
    """Whether a credit names the outlet itself, whole or in short."""
    return outlet is not None and set(credit.casefold().split()) <= set(outlet.casefold().split())


def _stated_date(draft: Draft) -> str | None:
    """The date of a line at the top or the end that only dates the article; the earliest where several do."""
    edge = [*draft.blocks[:15], *draft.blocks[-5:]]
    dates = {date_in(b.text) for b in edge if draft.reasons[b.i] is DropReason.FRAME and dated_line(b.text)}
    return min((d for d in dates if d is not None), default=None)


def _published_from(document: Document) -> PublishedFrom | None:
    if document.published is None:
        return None
    return PublishedFrom.METADATA if document.media is Media.HTML else PublishedFrom.GIVEN


def _language(body: str, config: Config, identify: Callable[[str], str]) -> str:
    latin, letters = count_letters(body[:2000])
    if letters < _ENOUGH_LETTERS and latin == letters and config.languages:
        return config.languages[0]
    return identify(body)


def _outlet(draft: Draft) -> None:
    """The outlet as given, made readable where it is a known address; else from the page's address."""
    document = draft.document
    if document.outlet:
        draft.outlet = outlet_of_domain(document.outlet) or document.outlet
    elif document.url and "://" in document.url:
        draft.outlet = outlet_of_domain(document.url)


def _copyrights(draft: Draft) -> None:
    """Whom copyright lines and site frames name: an agency is a credit, another the outlet."""
    for block in draft.blocks:
        if len(block.words) > 70:
            continue
        held = copyright_holder(block.text) if block.text[:1] in "©(Cc" or "©" in block.text[:80] else None
        if held:
            holder, a, b = held
            agency = agency_named(holder)
            if agency and not agency.pictures and agency.name != draft.outlet:
                draft.credits.append((agency.name, draft.extent(block, a, b)))
            elif not agency and draft.outlet is None:
                draft.outlet = outlet_named(holder) or holder
        elif draft.outlet is None:
            draft.outlet = framed_outlet(block.text)


def _end_credits(draft: Draft) -> None:
    """Lines of the head or the end that name who reported, signed or supplied the text."""
    body = draft.body
    for place, block in enumerate(body):
        from_end = len(body) - place
        names: Sequence[tuple[str, int, int]] | None = None
        if len(block.words) <= 14:
            names = only_agencies(block.text)
            if names is not None and from_end > 6 and place > 3:
                draft.drop(block, DropReason.PHOTO_CREDIT)
                continue
        if names is None and (from_end <= 8 or place <= 2):
            names = credit_line(block.text)
        if names is None and from_end <= 2 and place > 2 and writers_note(block.text):
            draft.drop(block, DropReason.BYLINE)
            continue
        if names is None and from_end <= 4 and not block.ends:
            signed = byline_of(block.text)
            if signed:
                draft.byline = draft.byline or signed[0] or None
                draft.drop(block, DropReason.BYLINE)
                names = signed[1]
                draft.credits.extend((n, draft.extent(block, a, b)) for n, a, b in names)
                continue
        if names is not None:
            draft.credits.extend((n, draft.extent(block, a, b)) for n, a, b in names)
            draft.drop(block, DropReason.CREDIT)


def _inline_ends(draft: Draft) -> None:
    """Credits that follow the last sentence of a paragraph near the end on its own line."""
    for block in draft.body[-4:]:
        at = inline_credit(block.text)
        if at:
            extent = draft.extent(block, at, len(block.text))
            draft.cut(block, extent.start, block.end, DropReason.CREDIT)
    last: Block | None = draft.body[-1] if draft.body else None
    if last is None:
        return
    text = draft.rest(last)
    found = trailing_agency(last.text) if last.text.endswith(text[-20:]) else None
    if found and found[0] > 0:
        cut, names = found
        draft.cut(last, draft.source_at(last, cut), last.end, DropReason.CREDIT)
        draft.credits.extend((n, draft.extent(last, a, b)) for n, a, b in names)
