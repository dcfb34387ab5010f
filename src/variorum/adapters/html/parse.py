"""A page's characters or bytes as a tree."""

from lxml import etree

from variorum.adapters.encoding import decode

_BROKEN = str.maketrans({"\0": " ", **{chr(c): " " for c in (*range(1, 9), 11, *range(14, 32), 0x7F, 0xFFFE, 0xFFFF)}})


def parse_page(page: str | bytes) -> etree._Element | None:
    """The root of a page's tree, comments and processing instructions left out; None where nothing is one.

    Args:
        page: The page, decoded, or its bytes.
    """
    text = decode(page) if isinstance(page, bytes) else page
    text = text.lstrip("\ufeff \t\r\n")
    if not text.isprintable() and any(c in text for c in "\0\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0e\x0f\x7f\x1b\x1c"):
        text = text.translate(_BROKEN)
    raw = text.encode("utf-8", "replace")
    if not raw.strip():
        return None
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True
    )
    try:
        root = etree.fromstring(raw, parser=parser)
    except (etree.XMLSyntaxError, etree.ParserError, ValueError):
        return None
    return root if root is not None and isinstance(root.tag, str) else None
