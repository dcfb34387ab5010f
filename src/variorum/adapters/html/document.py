"""A page as a document: text with its parts, and what the page says of itself."""

import hashlib
from urllib.parse import urlsplit

import msgspec
import numpy as np
from lxml import etree
from numpy.typing import NDArray

from variorum.adapters.html.blocks import BIT, FLAGS, Blocks, blocks_of
from variorum.adapters.html.body import body_chances, kept_blocks
from variorum.adapters.html.features import WIDE
from variorum.adapters.html.head import head_of
from variorum.adapters.html.live import entries_of
from variorum.adapters.html.metadata import known_of, page_of, same_title
from variorum.adapters.html.parse import parse_page
from variorum.adapters.html.refuse import why_refused
from variorum.records.page import Page, Part, PartKind
from variorum.records.source import Document, Media, Rejection, RejectReason

STEP = "extract"
EXTRACTOR = "variorum-html 1"
_THIN = 1500  # characters of a page that shows little; what its styles hide is looked at too
_LONG_CAPTION = 400
_NEAR = 4  # blocks around the body in which a caption still belongs to it


def html_document(page: str | bytes, source: str, url: str | None = None) -> Document | Rejection:
    """The article of a page.

    Args:
        page: The page, decoded, or its bytes.
        source: The document's name.
        url: The page's address, where it is known.

    Returns:
        The document; or why the page holds no article that can be read.
    """
    raw = page if isinstance(page, bytes) else page.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(raw).hexdigest()
    root = parse_page(page)
    if root is None:
        return Rejection(
            id=source,
            step=STEP,
            reason=RejectReason.NO_BODY,
            detail=f"{source}: nothing in the page can be read as HTML; save it again, or its text as a .txt file.",
        )
    address = url if url and _is_address(url) else None
    head = head_of(root)
    known = known_of(head)
    blocks = shown_blocks(root)
    facts = page_of(head, root, blocks, url=address, extractor=EXTRACTOR)
    if blocks.blocks:
        chances = body_chances(blocks, known)
        words = np.array([len(b.text.split()) if b.text.isascii() else _words(b.text) for b in blocks.blocks])
        kept = kept_blocks(chances, words)
    else:
        kept = np.zeros(0, dtype=bool)
    title = facts.title.value if facts.title else ""
    for k, block in enumerate(blocks.blocks):
        if kept[k] and title and len(block.text) < 400 and same_title(block.text, title):
            kept[k] = False
    refused = why_refused(source, head, blocks, kept, url=address)
    if refused is not None:
        return refused
    text, parts, places = _composed(blocks, kept, facts)
    entries = entries_of(blocks, places, head) if facts.live or _called_live(blocks) else ()
    facts = msgspec.structs.replace(facts, entries=entries, live=facts.live or bool(entries))
    return Document(
        source=source,
        text=text,
        media=Media.HTML,
        url=url or (facts.canonical.value if facts.canonical else None),
        outlet=facts.outlet.value if facts.outlet else None,
        title=title or None,
        byline=facts.byline.value if facts.byline else None,
        published=facts.published.value if facts.published else None,
        raw_hash=digest,
        parts=parts,
        page=facts,
    )


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _words(text: str) -> float:
    wide = len(WIDE.findall(text))
    return wide / 2 if wide > 0.3 * len(text) else len(text.split())


def shown_blocks(root: etree._Element) -> Blocks:
    """The page's blocks; with those that its styles hide, where it shows nearly nothing else."""
    shown = blocks_of(root)
    size = sum(len(b.text) for b in shown.blocks)
    if size >= _THIN:
        return shown
    every = blocks_of(root, hidden=True)
    return every if sum(len(b.text) for b in every.blocks) > 3 * size else shown


def _called_live(blocks: Blocks) -> bool:
    return any(n.hints & BIT["widget"] and "live" in n.names.lower() for n in blocks.nodes)


def _composed(
    blocks: Blocks, kept: NDArray[np.bool_], facts: Page
) -> tuple[str, tuple[Part, ...], dict[int, tuple[int, int]]]:
    """The text, its parts, and the place of each block in it."""
    body = np.flatnonzero(kept)
    first, last = (int(body[0]), int(body[-1])) if len(body) else (0, -1)
    kinds: dict[int, PartKind | None] = {int(k): None for k in body}
    if facts.title:
        for k, block in enumerate(blocks.blocks[: max(first, 0) + 1]):
            if blocks.nodes[block.node].flags & FLAGS["heading"] and same_title(block.text, facts.title.value):
                kinds[k] = PartKind.TITLE
                break
    if facts.subtitle:
        for k, block in enumerate(blocks.blocks[: first + 1]):
            if k not in kinds and block.text == facts.subtitle.value:
                kinds[k] = PartKind.SUBTITLE
                break
    for k in range(max(0, first - _NEAR), min(len(blocks.blocks), last + _NEAR + 1)):
        block = blocks.blocks[k]
        node = blocks.nodes[block.node]
        if node.flags & FLAGS["caption"] and len(block.text) <= _LONG_CAPTION:
            kinds[k] = PartKind.CAPTION
    parts: list[Part] = []
    places: dict[int, tuple[int, int]] = {}
    pieces: list[str] = []
    at = 0
    before: int | None = None
    for k in sorted(kinds):
        block = blocks.blocks[k]
        if before is not None:
            gap = _gap(blocks, before, k)
            pieces.append(gap)
            at += len(gap)
        pieces.append(block.text)
        places[k] = (at, at + len(block.text))
        kind = kinds[k]
        if kind is not None:
            parts.append(Part(start=at, end=at + len(block.text), kind=kind))
        at += len(block.text)
        before = k
    return "".join(pieces), tuple(parts), places


def _gap(blocks: Blocks, before: int, k: int) -> str:
    """What stands between two blocks: one line break within a list or table, else two."""
    a, b = blocks.nodes[blocks.blocks[before].node], blocks.nodes[blocks.blocks[k].node]
    if a.tag == b.tag and a.tag in ("li", "td", "th", "dd", "dt") and k == before + 1:
        return "\n"
    return "\n\n"



