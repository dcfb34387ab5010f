"""Why a page holds no article: scripts alone, consent, an error page, a list of articles, or nothing."""

from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from variorum.adapters.html.blocks import Blocks
from variorum.adapters.html.features import WIDE
from variorum.adapters.html.head import Head, types_of
from variorum.data.page_words import CONSENT, MISSING, SCRIPTED
from variorum.records.source import Rejection, RejectReason

STEP = "extract"
_LINKED = 0.6  # share of a text's characters in links
_FEW = 60  # words; a page with more of them in its body is read, whatever else it says



def why_refused(
    source: str, head: Head, blocks: Blocks, kept: NDArray[np.bool_], *, url: str | None
) -> Rejection | None:
    """Why a page is not read, or None.

    Args:
        source: The document's name.
        head: What the page's head says.
        blocks: Its blocks.
        kept: Which of them were judged to be body.
        url: Its address, where it is known.
    """
    body = " ".join(b.text for b, k in zip(blocks.blocks, kept, strict=True) if k)
    words = len(body.split()) if body.isascii() else max(len(body.split()), len(WIDE.findall(body)) // 2)
    article = bool(head.articles) or head.metas.get("og:type", "").lower() == "article"
    shown = " ".join(b.text for b in blocks.blocks)[:20_000]
    if words < _FEW:
        title = f"{head.title} " + " ".join(
            b.text for b in blocks.blocks if blocks.nodes[b.node].tag in ("h1", "h2") and len(b.text) < 120
        )
        if MISSING.search(title) or (words < 25 and not article and len(shown) < 1500 and MISSING.search(shown)):
            return _no(
                source,
                RejectReason.ERROR_PAGE,
                "says that the article is not there or may not be seen; look at its address.",
            )
        if SCRIPTED.search(shown[:5000]) or (not shown.strip() and head.scripts > 0):
            return _no(
                source,
                RejectReason.SCRIPTED_PAGE,
                "shows its text only with JavaScript; save it from a browser once it is loaded, or give its text.",
            )
        if not article and CONSENT.search(shown[:5000]) and len(shown.split()) < 1500 and _mostly_consent(blocks, kept):
            return _no(
                source,
                RejectReason.CONSENT_WALL,
                "asks for consent instead of showing the article; save it after you chose.",
            )
    if not any(map(str.isalnum, body)):
        if _is_list(head, blocks, url):
            return _list(source)
        return _no(source, RejectReason.NO_BODY, "holds no article; save its text as a .txt file.")
    if not article and _is_list(head, blocks, url) and (words < _FEW or _mostly_links(blocks, kept)):
        return _list(source)
    return None


def _no(source: str, reason: RejectReason, why: str) -> Rejection:
    return Rejection(id=source, step=STEP, reason=reason, detail=f"{source}: the page {why}")


def _list(source: str) -> Rejection:
    return _no(source, RejectReason.LISTING, "lists articles and holds none of its own; give the articles themselves.")


def _mostly_consent(blocks: Blocks, kept: NDArray[np.bool_]) -> bool:
    """Whether what was taken for body itself speaks of consent, or nothing was."""
    held = [b.text for b, k in zip(blocks.blocks, kept, strict=True) if k]
    return not held or sum(bool(CONSENT.search(t)) or "cookie" in t.lower() for t in held) >= 0.5 * len(held)


def _mostly_links(blocks: Blocks, kept: NDArray[np.bool_]) -> bool:
    held = [b for b, k in zip(blocks.blocks, kept, strict=True) if k]
    return sum(b.linked for b in held) > _LINKED * sum(len(b.text) for b in held)


def _is_list(head: Head, blocks: Blocks, url: str | None) -> bool:
    """Whether a page is a home page, a section's or a search's."""
    linked = sum(b.linked for b in blocks.blocks)
    total = sum(len(b.text) for b in blocks.blocks) or 1
    links = sum(b.linked > 0.8 * len(b.text) and len(b.text.split()) >= 4 for b in blocks.blocks)
    types = {t for thing in head.things for t in types_of(thing)}
    home = bool(url) and urlsplit(url or "").path.strip("/").lower() in ("", "index.html", "index.php", "home", "en")
    listed = bool(types & {"CollectionPage", "ItemList", "SearchResultsPage"}) or home
    return (links >= 15 and linked > _LINKED * total) or (listed and links >= 8)
