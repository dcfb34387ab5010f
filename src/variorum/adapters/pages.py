"""Pages: their bytes to a document, wherever the bytes came from."""


import msgspec

from variorum.adapters.bounds import check_text
from variorum.adapters.encoding import decode, looks_binary
from variorum.adapters.html import html_document
from variorum.adapters.paths import RefusedError, reject
from variorum.adapters.raw import hash_of
from variorum.config import Config
from variorum.records.source import Document, Rejection, RejectReason
from variorum.records.web import Fetched

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def is_page(text: str) -> bool:
    """Whether a text is an HTML page, by its beginning."""
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    return head.startswith(("<!doctype html", "<html", "<head", "<body")) or "<html" in head


def page_document(
    raw: bytes, source: str, *, url: str | None = None, charset: str | None = None, config: Config
) -> Document:
    """The article of a page.

    Args:
        raw: The page's bytes, unpacked.
        source: The document's name.
        url: The page's address, where it is known.
        charset: The encoding that the server named.
        config: Limits, and the date for pages that state none.

    Raises:
        RefusedError: If the page is no text, too large, or holds no article.
    """
    if looks_binary(raw):
        raise RefusedError(RejectReason.BINARY, f"{source} is binary, not a page; give the article's own address.")
    document = html_document(decode(raw, declared=charset), source, url)
    if isinstance(document, Rejection):
        raise RefusedError(document.reason, document.detail)
    check_text(source, document.text, config)
    return msgspec.structs.replace(
        document,
        raw_hash=hash_of(raw),
        published=document.published or config.published,
    )


def fetched_page(answer: Fetched, *, config: Config) -> Document | Rejection:
    """The article of a page that a server gave.

    Args:
        answer: The answer, not one that says "not modified".
        config: As for `page_document`.
    """
    url = answer.url
    if answer.content_type and answer.content_type not in HTML_TYPES and not answer.content_type.startswith("text/"):
        return reject(
            url,
            RejectReason.NOT_AN_ARTICLE,
            f"{url} is {answer.content_type[:80]}, not a page; give the article's own address.",
        )
    if not answer.body.strip():
        return reject(url, RejectReason.EMPTY, f"{url} is an empty page; open it in a browser and save it.")
    try:
        return page_document(answer.body, url, url=answer.final_url, charset=answer.charset, config=config)
    except RefusedError as refusal:
        return reject(url, refusal.reason, refusal.detail)
