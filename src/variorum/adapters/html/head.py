"""What a page's head says: meta elements, links, and schema.org data in JSON-LD."""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import etree

_MOST_LD = 2_000_000  # characters of JSON-LD that are read of one page
_CONTROL = re.compile(r"[\x00-\x1f]+")
ARTICLE_TYPES = re.compile(
    r"(?:News|Reportage|Opinion\w*|Analysis\w*|Background\w*|Review\w*|Satirical|AskPublic\w*|Advertiser\w*|Social\w*|"
    r"Scholarly|Tech)?Article$|^BlogPosting$|^LiveBlogPosting$|^Report$|^Review$"
)


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself for programs.

    Attributes:
        metas: First value of each meta element, by lower-case name, property or itemprop.
        many: Every value, in order.
        links: First address of each `rel`.
        things: Every object of its JSON-LD, nested ones too.
        title: Its title element.
        language: The language that its root names, or "".
        amp: Whether its root says that it is an AMP page.
        scripts: How many scripts it runs.
        articles: Its objects that are an article, news articles first.
    """

    metas: dict[str, str]
    many: dict[str, list[str]]
    links: dict[str, str]
    things: list[dict[str, Any]]
    title: str
    language: str
    amp: bool
    scripts: int
    articles: list[dict[str, Any]]


def _articles(things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for thing in things:
        types = types_of(thing)
        if any(ARTICLE_TYPES.search(t) for t in types):
            found.append((not any("News" in t or "Report" in t or "Live" in t for t in types), thing))
    return [thing for _, thing in sorted(found, key=lambda f: f[0])]


def head_of(root: etree._Element) -> Head:
    """Read a page's head.

    Args:
        root: The page's root.
    """
    metas: dict[str, str] = {}
    many: dict[str, list[str]] = {}
    links: dict[str, str] = {}
    things: list[dict[str, Any]] = []
    title = ""
    read = scripts = 0
    for element in root.iter("meta", "link", "title", "script"):
        tag = element.tag
        if tag == "meta":
            content = element.get("content")
            if content is None:
                continue
            for attribute in ("property", "name", "itemprop"):
                name = element.get(attribute)
                if name:
                    value = " ".join(content.split())
                    for part in name.lower().split():
                        if value:
                            metas.setdefault(part, value)
                            many.setdefault(part, []).append(value)
        elif tag == "link":
            address = element.get("href")
            if address:
                for rel in (element.get("rel") or "").lower().split():
                    links.setdefault(rel, address.strip())
        elif tag == "title":
            if not title:
                title = " ".join("".join(element.itertext()).split())
        elif "json" not in (element.get("type") or "").lower():
            scripts += 1
        elif "ld+json" in (element.get("type") or "").lower():
            text = element.text or ""
            read += len(text)
            if read <= _MOST_LD:
                things.extend(_things(text))
    return Head(
        metas=metas,
        many=many,
        links=links,
        things=things,
        title=title,
        language=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip(),
        amp=root.get("amp") is not None or root.get("\u26a1") is not None,
        scripts=scripts,
        articles=_articles(things),
    )


def _things(text: str) -> Iterator[dict[str, Any]]:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    text = text.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("//]]>").removesuffix("]]>")
    try:
        value = json.loads(text)
    except RecursionError:
        return
    except ValueError:
        # Raw line breaks inside strings are the commonest fault.
        try:
            value = json.loads(_CONTROL.sub(" ", text))
        except (ValueError, RecursionError):
            return
    queue = [value]
    while queue:
        item = queue.pop(0)
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            yield item
            queue.extend(v for v in item.values() if isinstance(v, dict | list))


def types_of(thing: dict[str, Any]) -> list[str]:
    """The names of an object's types, without the vocabulary's address."""
    value = thing.get("@type")
    values = value if isinstance(value, list) else [value]
    return [v.rsplit("/", 1)[-1] for v in values if isinstance(v, str)]


def words(value: object) -> str:
    """A value's words: a string, or the name in an object; "" where there is none."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return words(value.get("name") or value.get("@value") or value.get("headline"))
    if isinstance(value, list) and value:
        return words(value[0])
    return ""
