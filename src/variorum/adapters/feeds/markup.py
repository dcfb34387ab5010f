"""Plain text of the markup that feeds carry."""

import re
from html import unescape

from lxml import etree, html

_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p "
    "pre section table td th tr ul".split()
)
_SILENT = frozenset("script style noscript template iframe object svg math form button".split())
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_LINES = re.compile(r"\s*\n\s*")


def markup_text(markup: str) -> str:
    r"""The words of a piece of HTML, a line a block.

    Args:
        markup: HTML, or plain text.

    Returns:
        Text without markup; blocks are parted by one empty line.

    Example:
        >>> markup_text("<p>One &amp; two.</p><p>Three.<br>Four.</p>")
        'One & two.\n\nThree.\n\nFour.'
    """
    if "<" not in markup and "&" not in markup:
        return _tidy(markup)
    try:
        root = html.fragment_fromstring(markup.replace("\0", " "), create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return _without_tags(markup)
    parts: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi") or not isinstance(node.tag, str):
            if event != "start" and node.tail:
                parts.append(_SPACE.sub(" ", node.tail))
            continue
        block = node.tag in _BLOCKS or node.tag == "br"
        if event == "start":
            if block:
                parts.append("\n")
            if node.text and not _silenced(node):
                parts.append(_SPACE.sub(" ", node.text))
            continue
        if block:
            parts.append("\n")
        parent = node.getparent()
        if node is not root and node.tail and (parent is None or not _silenced(parent)):
            parts.append(_SPACE.sub(" ", node.tail))
    # The parser gives up what is nested hundreds deep.
    return _tidy("".join(parts)) or _without_tags(markup)


def _without_tags(markup: str) -> str:
    bare = re.sub(r"<(script|style)\b.*?(?:</\1>|$)", " ", markup, flags=re.DOTALL | re.IGNORECASE)
    return _tidy(unescape(re.sub(r"<[^>]*>", " ", bare)))


def _silenced(node: etree._Element) -> bool:
    here: etree._Element | None = node
    while here is not None:
        if here.tag in _SILENT:
            return True
        here = here.getparent()
    return False


def _tidy(text: str) -> str:
    return re.sub(r"[ \t]+", " ", _LINES.sub("\n\n", text)).strip()
