"""Saved HTML pages: text and metadata through trafilatura, loaded when first needed."""

import hashlib
import logging

from variorum.records.source import Document, Media
from variorum.text.press import outlet_of_domain


def html_document(page: str | bytes, source: str, url: str | None = None) -> Document:
    """The article of a saved page.

    Source: Barbaresi 2021, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery
    and Extraction" (ACL demonstrations).

    Args:
        page: The page, decoded, or its bytes.
        source: The document's name.
        url: The page's address, where it is known.

    Returns:
        The document; its text is empty where the page holds no article.
    """
    # Loaded late: it is slow to import and only pages need it.
    import trafilatura
    from trafilatura.metadata import extract_metadata

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    raw = page if isinstance(page, bytes) else page.encode("utf-8", "surrogatepass")
    empty = Document(source=source, text="", media=Media.HTML, url=url, raw_hash=hashlib.sha256(raw).hexdigest())
    tree = trafilatura.load_html(page)
    if tree is None:
        return empty
    text = trafilatura.extract(
        page, url=url, fast=True, include_comments=False, include_tables=False, deduplicate=False, favor_recall=False
    )
    meta = extract_metadata(tree, default_url=url, date_config=_DATES)
    address = url or meta.url or None
    site = meta.sitename or meta.hostname or None
    return Document(
        source=source,
        text=text or "",
        media=Media.HTML,
        url=address,
        outlet=(outlet_of_domain(address) if address else None) or site,
        title=meta.title or None,
        byline=meta.author or None,
        published=meta.date or None,
        raw_hash=empty.raw_hash,
    )


# A fixed last date: the same page gives the same date on every day.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2099-12-31"}
