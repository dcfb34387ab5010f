"""Feeds as records: one parser for every form, that expands no entity and asks no network.

Source: RSS 2.0 (and 0.9x, 1.0) with the content and Dublin Core modules; RFC 4287 (Atom); JSON Feed 1.1; the sitemaps
protocol with the extension for news; OPML 2.0.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from html.entities import html5
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from variorum.adapters.encoding import decode
from variorum.adapters.feeds.markup import markup_text
from variorum.adapters.paths import RefusedError
from variorum.records.source import RejectReason
from variorum.records.web import Feed, FeedEntry, FeedKind, FeedLink, FeedSource
from variorum.steps.ingest import published_of

_ROOTS = {
    "rss": FeedKind.RSS,
    "rdf": FeedKind.RSS,
    "feed": FeedKind.ATOM,
    "urlset": FeedKind.SITEMAP,
    "sitemapindex": FeedKind.SITEMAP_INDEX,
    "opml": FeedKind.OPML,
}
_PROLOG = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL | re.IGNORECASE
)
_FIRST_TAG = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_SNIFFED = 20_000
_LOOSE = re.compile(r"<!\[CDATA\[.*?\]\]>|&(?:(\w{1,32});|(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};))", re.DOTALL)
_XML_NAMES = frozenset({"lt", "gt", "amp", "quot", "apos"})
_FAMILIES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://backend.userland.com/rss2": "",
}
_MOST_TTL_MINUTES = 7 * 24 * 60.0


def root_of(text: str) -> str:
    """The name of a document's first element, lower case, without prefix; "" where it has none."""
    head = text[:_SNIFFED].lstrip("\ufeff")
    prolog = _PROLOG.match(head)
    if prolog and re.search(r"<!doctype\s+html", prolog.group(0), re.IGNORECASE):
        return "html"
    first = _FIRST_TAG.match(head, prolog.end() if prolog else 0)
    return first.group(1).lower() if first else ""


def looks_like_feed(text: str) -> bool:
    """Whether a document is a feed of any form, by its beginning.

    Args:
        text: The document, decoded.
    """
    if root_of(text) in _ROOTS:
        return True
    return text[:200].lstrip("\ufeff \t\r\n")[:1] == "{" and "jsonfeed.org/version" in text[:_SNIFFED]


def parse_feed(raw: bytes, url: str, *, charset: str | None = None) -> Feed:
    """A feed as a record.

    Args:
        raw: The bytes, unpacked.
        url: The address or file name; relative links are resolved against it.
        charset: The encoding that the server named.

    Returns:
        The feed; its entries in its order. Entries with neither link nor text are counted in `unusable`.

    Raises:
        RefusedError: If it is no feed (a page in a feed's place is named as such), or declares entities.
    """
    text = decode(raw, declared=charset)
    root = root_of(text)
    if root in ("html", "head", "body"):
        raise RefusedError(RejectReason.NOT_A_FEED, _page_instead(text, url))
    if root not in _ROOTS:
        if text[:200].lstrip("\ufeff \t\r\n")[:1] == "{":
            return _json_feed(text, url)
        raise RefusedError(
            RejectReason.NOT_A_FEED, f"{url} is no feed; give RSS, Atom, JSON Feed, a sitemap or an OPML list."
        )
    # Never expanded in any case; a feed that declares entities of its own is an attack or an accident.
    prolog = _PROLOG.match(text)
    if "<!ENTITY" in text[: max(prolog.end() if prolog else 0, _SNIFFED)]:
        raise RefusedError(
            RejectReason.NOT_A_FEED, f"{url} declares XML entities, which no feed needs; it was not read."
        )
    tree = _tree(text)
    if tree is None:
        raise RefusedError(RejectReason.NOT_A_FEED, f"{url} is broken XML that nothing can be made of.")
    kind = _ROOTS[root]
    readers: dict[FeedKind, Callable[[etree._Element, str], Feed]] = {
        FeedKind.RSS: _rss,
        FeedKind.ATOM: _atom,
        FeedKind.SITEMAP: _sitemap,
        FeedKind.SITEMAP_INDEX: _sitemap_index,
        FeedKind.OPML: _opml,
    }
    return readers[kind](tree, url)


def _page_instead(text: str, url: str) -> str:
    """The words for a page in a feed's place, with the feeds that it names."""
    named = []
    for tag in re.findall(r"<link\b[^>]{0,1000}>", text[:200_000], re.IGNORECASE):
        if re.search(r"""type\s*=\s*["']?application/(?:rss|atom|feed)\+""", tag, re.IGNORECASE):
            found = re.search(r"""href\s*=\s*["']?([^"'\s>]+)""", tag, re.IGNORECASE)
            link = _absolute(url, found.group(1)) if found else None
            if link and link not in named:
                named.append(link)
    if named:
        return f"{url} is an HTML page, not a feed; it names these feeds: {' '.join(named[:3])} ."
    return f"{url} is an HTML page, not a feed; give the feed's own address."


def _tree(text: str) -> etree._Element | None:
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(_mended(text).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _mended(text: str) -> str:
    """The text with HTML's entities as characters and bare ampersands escaped, as feeds often have them wrong."""

    def mend(match: re.Match[str]) -> str:
        whole, name = match.group(0), match.group(1)
        if whole.startswith("<!"):
            return whole
        if name is None:
            return "&amp;"
        if name in _XML_NAMES:
            return whole
        char = html5.get(name + ";")
        return char if char is not None and char not in "<>&" else "&amp;" + whole[1:]

    return _LOOSE.sub(mend, text.lstrip("\ufeff \t\r\n"))


# --- elements ----------------------------------------------------------------------------------------------------
def _name(node: etree._Element) -> tuple[str, str]:
    """Family ("" for the feed's own, else dc, content, news, atom or x) and local name, lower case."""
    tag = node.tag
    if not isinstance(tag, str):
        return "x", ""
    if tag.startswith("{"):
        space, _, local = tag[1:].partition("}")
        return _FAMILIES.get(space.lower() if space.endswith("Atom") else space, "x"), local.lower()
    prefix, _, local = tag.rpartition(":")  # a prefix that nothing declares
    return ({"": "", "dc": "dc", "content": "content", "news": "news", "atom": "atom"}.get(prefix, "x"), local.lower())


def _children(node: etree._Element, family: str, *names: str) -> Iterator[etree._Element]:
    for child in node:
        found, local = _name(child)
        if found == family and local in names:
            yield child


def _child(node: etree._Element, family: str, *names: str) -> etree._Element | None:
    return next(_children(node, family, *names), None)


def _words(node: etree._Element | None) -> str | None:
    """An element's own text, markup inside it kept as text."""
    if node is None:
        return None
    return "".join(str(t) for t in node.itertext()).strip() or None


def _text(node: etree._Element, family: str, *names: str) -> str | None:
    for child in _children(node, family, *names):
        words = _words(child)
        if words:
            return words
    return None


def _plain(words: str | None) -> str | None:
    return (" ".join(markup_text(words).split()) or None) if words else None


def _inner(node: etree._Element | None) -> str | None:
    """What an element holds, as HTML: its escaped text, or its child elements written out."""
    if node is None:
        return None
    if len(node) == 0:
        return (node.text or "").strip() or None
    parts = [node.text or ""]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in node]
    # Elements of XHTML come with their namespace's declaration or prefix.
    inner = re.sub(r'\sxmlns(?::\w+)?="[^"]*"', "", "".join(parts))
    return re.sub(r"<(/?)\w+:", r"<\1", inner).strip() or None


def _absolute(base: str, link: str | None) -> str | None:
    if not link or not link.strip():
        return None
    try:
        joined = urljoin(base, link.strip())
        return joined if urlsplit(joined).scheme in ("http", "https") and urlsplit(joined).hostname else None
    except ValueError:
        return None


def when(value: str | None) -> str | None:
    """A feed's date as ISO 8601, or None where it is none.

    Args:
        value: ISO 8601, or a date of mail (RFC 5322).
    """
    if not value:
        return None
    known = published_of(value)
    if known:
        return known
    text = value.strip()
    if re.fullmatch(r"\d{4}(?:-\d{2})?", text):
        return None  # too coarse to date a report by
    try:
        parsed = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if parsed.tzinfo is not None and parsed.utcoffset() == UTC.utcoffset(None):
        return parsed.strftime("%Y-%m-%dT%H:%M:%SZ")
    return parsed.isoformat()


def _minutes(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if 0 < number <= _MOST_TTL_MINUTES else None


def _entry(**fields: Any) -> FeedEntry | None:  # noqa: ANN401 - the record's fields
    """An entry, or None where nothing can be made of it."""
    if not (fields.get("link") or fields.get("html") or fields.get("text")):
        return None
    key = fields.pop("id", None) or fields.get("link") or fields.get("title")
    return FeedEntry(key=key[:2048], **fields) if key else None


def _collected(found: list[FeedEntry | None]) -> tuple[tuple[FeedEntry, ...], int]:
    """The entries, each key once, and how many came to nothing."""
    entries: dict[str, FeedEntry] = {}
    for entry in found:
        if entry is not None:
            entries.setdefault(entry.key, entry)
    return tuple(entries.values()), sum(e is None for e in found)


# --- forms -------------------------------------------------------------------------------------------------------
def _rss(root: etree._Element, url: str) -> Feed:
    channel = _child(root, "", "channel")
    if channel is None:
        channel = root
    items = [*_children(channel, "", "item")]
    if not items:
        items = [*_children(root, "", "item")]  # RSS 1.0 has them beside the channel
    language = _text(channel, "", "language") or _text(channel, "dc", "language")
    entries, unusable = _collected([_rss_item(item, url, language) for item in items])
    return Feed(
        kind=FeedKind.RSS,
        url=url,
        title=_plain(_text(channel, "", "title")),
        home=_absolute(url, _text(channel, "", "link")),
        entries=entries,
        asked_minutes=_minutes(_text(channel, "", "ttl")),
        unusable=unusable,
    )


def _rss_item(item: etree._Element, url: str, language: str | None) -> FeedEntry | None:
    guid = _child(item, "", "guid")
    identity = _words(guid)
    link = _absolute(url, _text(item, "", "link")) or _atom_link(item, url)
    if link is None and guid is not None and (guid.get("isPermaLink") or "true").lower() == "true":
        link = _absolute(url, identity) if identity and "://" in identity else None
    source = _child(item, "", "source")
    named = None
    if source is not None:
        named = FeedSource(name=_plain(_words(source)), url=_absolute(url, source.get("url")))
    byline = _text(item, "dc", "creator") or _author(_text(item, "", "author"))
    return _entry(
        id=identity,
        link=link,
        title=_plain(_text(item, "", "title") or _text(item, "dc", "title")),
        published=when(_text(item, "", "pubdate") or _text(item, "dc", "date") or _text(item, "atom", "published")),
        byline=_plain(byline),
        source=named if named and (named.name or named.url) else None,
        html=_inner(_child(item, "content", "encoded")),
        summary=_inner(_child(item, "", "description")) or _inner(_child(item, "atom", "summary")),
        language=language,
    )


def _author(value: str | None) -> str | None:
    """RSS has `mail (Name)` for an author; the mail address is nobody's byline."""
    if not value:
        return None
    named = re.fullmatch(r"\s*\S+@\S+\s*\((.+)\)\s*", value)
    if named:
        return named.group(1)
    return None if re.fullmatch(r"\S+@\S+", value.strip()) else value


def _atom_link(node: etree._Element, url: str) -> str | None:
    best = None
    for family in ("atom", ""):
        for link in _children(node, family, "link"):
            href = _absolute(_base(link, url), link.get("href"))
            if href is None or (link.get("rel") or "alternate") != "alternate":
                continue
            if "html" in (link.get("type") or "html"):
                return href
            best = best or href
    return best


def _base(node: etree._Element, url: str) -> str:
    bases = []
    here: etree._Element | None = node
    while here is not None:
        base = here.get("{http://www.w3.org/XML/1998/namespace}base")
        if base:
            bases.append(base)
        here = here.getparent()
    for base in reversed(bases):
        try:
            url = urljoin(url, base)
        except ValueError:
            continue
    return url


def _atom(root: etree._Element, url: str) -> Feed:
    family = _name(root)[0]
    found = [_atom_entry(e, family, url) for e in _children(root, family, "entry")]
    entries, unusable = _collected(found)
    return Feed(
        kind=FeedKind.ATOM,
        url=url,
        title=_construct(_child(root, family, "title")),
        home=_atom_link(root, url),
        entries=entries,
        unusable=unusable,
    )


def _construct(node: etree._Element | None) -> str | None:
    """An Atom text construct as one line of plain text."""
    if node is None:
        return None
    if (node.get("type") or "text").lower() in ("html", "xhtml", "text/html"):
        return _plain(_inner(node))
    words = _words(node)
    return " ".join(words.split()) if words else None


def _atom_entry(node: etree._Element, family: str, url: str) -> FeedEntry | None:
    content = _child(node, family, "content")
    html = text = None
    if content is not None and not content.get("src"):
        form = (content.get("type") or "text").lower()
        if "html" in form:
            html = _inner(content)
        elif form in ("text", "text/plain"):
            text = _words(content)
    names = [_text(a, family, "name") for a in _children(node, family, "author")]
    source = _child(node, family, "source")
    named = None
    if source is not None:
        named = FeedSource(name=_construct(_child(source, family, "title")), url=_atom_link(source, url))
    link = _atom_link(node, url)
    return _entry(
        id=_text(node, family, "id"),
        link=link,
        title=_construct(_child(node, family, "title")),
        published=when(
            _text(node, family, "published", "issued", "created") or _text(node, family, "updated", "modified")
        ),
        byline=", ".join(n for n in names if n) or None,
        source=named if named and (named.name or named.url) else None,
        html=html,
        text=text,
        summary=_inner(_child(node, family, "summary")),
        language=node.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


def _sitemap(root: etree._Element, url: str) -> Feed:
    found = []
    for node in _children(root, "", "url"):
        link = _absolute(url, _text(node, "", "loc"))
        news = _child(node, "news", "news")
        publication = _child(news, "news", "publication") if news is not None else None
        found.append(
            _entry(
                link=link,
                title=_plain(_text(news, "news", "title")) if news is not None else None,
                published=when(_text(news, "news", "publication_date") if news is not None else None),
                outlet=_plain(_text(publication, "news", "name")) if publication is not None else None,
                language=_text(publication, "news", "language") if publication is not None else None,
            )
        )
    entries, unusable = _collected(found)
    return Feed(kind=FeedKind.SITEMAP, url=url, entries=entries, unusable=unusable)


def _sitemap_index(root: etree._Element, url: str) -> Feed:
    links = []
    for node in _children(root, "", "sitemap"):
        link = _absolute(url, _text(node, "", "loc"))
        if link:
            links.append(FeedLink(url=link, changed=when(_text(node, "", "lastmod"))))
    return Feed(kind=FeedKind.SITEMAP_INDEX, url=url, links=tuple(links))


def _opml(root: etree._Element, url: str) -> Feed:
    links: dict[str, FeedLink] = {}
    for node in root.iter():
        if _name(node)[1] != "outline":
            continue
        attributes = {str(k).lower(): str(v) for k, v in node.attrib.items()}
        link = _absolute(url, attributes.get("xmlurl"))
        if link:
            name = attributes.get("title") or attributes.get("text")
            links.setdefault(link, FeedLink(url=link, outlet=_plain(name)))
    head = _child(root, "", "head")
    title = _plain(_text(head, "", "title")) if head is not None else None
    return Feed(kind=FeedKind.OPML, url=url, title=title, links=tuple(links.values()))


def _json_feed(text: str, url: str) -> Feed:
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict) or "jsonfeed.org/version" not in str(value.get("version")):
        raise RefusedError(RejectReason.NOT_A_FEED, f"{url} is JSON, but no JSON Feed; give the feed's own address.")
    items = value.get("items")
    language = _string(value.get("language"))
    found = [_json_item(i, url, language) for i in items] if isinstance(items, list) else []
    entries, unusable = _collected(found)
    return Feed(
        kind=FeedKind.JSON_FEED,
        url=url,
        title=_string(value.get("title")),
        home=_absolute(url, _string(value.get("home_page_url"))),
        entries=entries,
        unusable=unusable,
    )


def _json_item(item: object, url: str, language: str | None) -> FeedEntry | None:
    if not isinstance(item, dict):
        return None
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [_string(a.get("name")) for a in authors or () if isinstance(a, dict)]
    return _entry(
        id=_string(item.get("id")),
        link=_absolute(url, _string(item.get("url")) or _string(item.get("external_url"))),
        title=_string(item.get("title")),
        published=when(_string(item.get("date_published"))),
        byline=", ".join(n for n in names if n) or None,
        html=_string(item.get("content_html")),
        text=_string(item.get("content_text")),
        summary=_string(item.get("summary")),
        language=_string(item.get("language")) or language,
    )


def _string(value: object) -> str | None:
    if isinstance(value, str):
        return value.strip().encode("utf-8", "replace").decode("utf-8") or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None
