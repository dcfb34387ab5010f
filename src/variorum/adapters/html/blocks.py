"""A page's tree as a row of text blocks, each with where it stands: one walk, nothing judged yet."""

import re
from functools import lru_cache

import msgspec
from lxml import etree

from variorum.data.page_words import GROUPS

# Elements that never hold an article's words.
_SKIPPED = frozenset(
    "script style noscript template iframe svg math select option datalist object embed video audio canvas map nav "
    "head title meta link button input textarea dialog menu progress meter frameset amp-ad amp-sidebar amp-consent "
    "amp-social-share".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rb rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr img picture source nobr center-text".split()
)
_LONG_FALLBACK = 600  # characters
_LONGEST_NAMES = 300  # characters
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

BIT = {name: 1 << k for k, (name, _) in enumerate(GROUPS)}
_PATTERNS = tuple((1 << k, re.compile(pattern)) for k, (_, pattern) in enumerate(GROUPS))


@lru_cache(maxsize=20_000)
def hints_of(names: str) -> int:
    """The groups that an element's names belong to, as bits of `GROUPS`.

    Args:
        names: An element's class and id, as written.
    """
    hints = 0
    for name in names[:_LONGEST_NAMES].split():
        hints |= _hints_of_one(name)
    return hints


@lru_cache(maxsize=100_000)
def _hints_of_one(name: str) -> int:
    low = _CAMEL.sub("-", name).lower().replace("__", "-")
    return sum(bit for bit, pattern in _PATTERNS if pattern.search(low))


class Node(msgspec.Struct):
    """A block-level element: where it hangs and what it is called.

    Attributes:
        parent: Place of the enclosing node among the page's nodes; the root is its own.
        tag: The element's name.
        hints: Groups of its class and id.
        above: Groups of all nodes above it, the page's own element left out.
        depth: Nodes above it.
        names: Class and id.
        flags: Of `FLAGS`, its own and those above it.
        own_flags: Of `FLAGS`, its own.
    """

    parent: int
    tag: str
    hints: int
    above: int
    depth: int
    names: str
    flags: int
    own_flags: int


FLAGS = {
    name: 1 << k
    for k, name in enumerate(
        "article main aside header footer form figure list table quote section caption pre hidden article_body heading "
        "item details".split()
    )
}
_TAG_FLAG = {
    "article": "article", "main": "main", "aside": "aside", "header": "header", "footer": "footer", "form": "form",
    "figure": "figure", "ul": "list", "ol": "list", "dl": "list", "table": "table", "blockquote": "quote",
    "section": "section", "figcaption": "caption", "pre": "pre", "li": "item", "details": "details",
}  # fmt: skip
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_ROLES = {
    "article": "article", "main": "main", "complementary": "aside", "banner": "header", "contentinfo": "footer",
    "form": "form", "search": "form", "figure": "figure", "heading": "heading",
}  # fmt: skip
_DEAD_ROLES = frozenset("navigation menu menubar dialog alertdialog tooltip tablist toolbar search".split())


class Block(msgspec.Struct):
    """A run of text between two block-level borders, white space folded.

    Attributes:
        text: What is read.
        node: Place of its element among the page's nodes.
        linked: Characters that stand in links.
        bold: Characters in bold.
        leaning: Characters in italics.
        hints: Groups of inline elements that open with it.
        broken: Whether a line break, not a border, parts it from the block before.
        stamp: A machine-readable time that opens within it, or "".
    """

    text: str
    node: int
    linked: int
    bold: int
    leaning: int
    hints: int
    broken: bool
    stamp: str


class Blocks(msgspec.Struct):
    """A page as nodes and blocks in reading order."""

    nodes: list[Node]
    blocks: list[Block]


def blocks_of(root: etree._Element, *, hidden: bool = False) -> Blocks:
    """The blocks of a parsed page.

    Args:
        root: The page's root, or its body; comments and processing instructions left out by the parser.
        hidden: Whether to read what the page's own styles hide.
    """
    nodes = [Node(parent=0, tag="body", hints=0, above=0, depth=0, names="", flags=0, own_flags=0)]
    blocks: list[Block] = []
    parts: list[str] = []
    linked = bold = leaning = hints = 0
    in_link = in_bold = in_lean = 0
    stamp = ""
    current = 0
    broken = False
    after_break = False
    passed: etree._Element | None = None  # an element that is left out, until its end

    def flush() -> None:
        nonlocal linked, bold, leaning, hints, stamp
        if parts:
            joined = "".join(parts)
            parts.clear()
            text = (
                "\n".join(line.rstrip() for line in joined.strip("\n").split("\n"))
                if nodes[current].flags & FLAGS["pre"]
                else " ".join(joined.split())
            )
            if text and not text.isspace():
                blocks.append(
                    Block(
                        text=text,
                        node=current,
                        linked=linked,
                        bold=bold,
                        leaning=leaning,
                        hints=hints,
                        broken=broken,
                        stamp=stamp,
                    )
                )
        linked = bold = leaning = hints = 0
        stamp = ""

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            skipped = tag in _SKIPPED
            names = ""
            flags = 0
            if tag == "noscript" and _holds_text(element):
                skipped = False
            if not skipped and element.attrib:
                names, flags, skipped = _attributes(element, hidden)
            if skipped:
                walk.skip_subtree()
                passed = element
                continue
            if tag in _INLINE:
                if tag == "a":
                    in_link += 1
                elif tag in ("b", "strong"):
                    in_bold += 1
                elif tag in ("i", "em"):
                    in_lean += 1
                elif tag == "time":
                    stamp = stamp or (element.get("datetime") or "")[:60]
                if names and not parts:
                    hints |= hints_of(names)
            elif tag == "br":
                # Two line breaks are a paragraph's border; one is white space.
                if after_break and parts:
                    flush()
                    broken = True
                elif parts:
                    parts.append("\n")
                after_break = True
            else:
                flush()
                broken = False
                above = nodes[current]
                if tag in _TAG_FLAG:
                    flags |= FLAGS[_TAG_FLAG[tag]]
                elif tag in _HEADINGS:
                    flags |= FLAGS["heading"]
                node_hints = hints_of(names) if names and tag != "body" and tag != "html" else 0
                nodes.append(
                    Node(
                        parent=current,
                        tag=tag,
                        hints=node_hints,
                        above=above.hints | above.above,
                        depth=above.depth + 1,
                        names=names,
                        flags=flags | above.flags,
                        own_flags=flags,
                    )
                )
                current = len(nodes) - 1
            text = element.text
        else:
            if element is passed:
                passed = None
            elif tag in _INLINE:
                if tag == "a":
                    in_link -= 1
                elif tag in ("b", "strong"):
                    in_bold -= 1
                elif tag in ("i", "em"):
                    in_lean -= 1
            elif tag != "br":
                flush()
                broken = False
                current = nodes[current].parent
            text = element.tail
        if text:
            if not text.isspace():
                n = len(text)
                if in_link:
                    linked += n
                if in_bold:
                    bold += n
                if in_lean:
                    leaning += n
                after_break = False
                parts.append(text)
            elif parts:
                parts.append(" ")
    flush()
    return Blocks(nodes=nodes, blocks=blocks)


def _holds_text(element: etree._Element) -> bool:
    """Whether what is shown without scripts is the article itself, not a picture or a counter."""
    return len(element) > 0 and sum(map(len, element.itertext())) >= _LONG_FALLBACK


def _attributes(element: etree._Element, hidden: bool) -> tuple[str, int, bool]:
    """An element's class and id, its flags, and whether it is to be left out whole."""
    get = element.get
    names = get("class") or ""
    identity = get("id")
    if identity:
        names = f"{names} {identity}"
    flags = 0
    role = get("role")
    if role is not None:
        if role in _DEAD_ROLES:
            return names, 0, True
        if role in _ROLES:
            flags |= FLAGS[_ROLES[role]]
    style = get("style")
    concealed = get("hidden") is not None
    if style and not concealed:
        bare = style.replace(" ", "").lower()
        concealed = "display:none" in bare or "visibility:hidden" in bare
    if concealed:
        if not hidden:
            return names, 0, True
        flags |= FLAGS["hidden"]
    elif get("aria-hidden") == "true":
        flags |= FLAGS["hidden"]
    prop = get("itemprop")
    if prop is not None and "articlebody" in prop.lower():
        flags |= FLAGS["article_body"]
    return names, flags, False
