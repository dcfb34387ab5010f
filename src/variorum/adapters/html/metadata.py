"""Headline, standfirst, byline, outlet, section and the rest, each with how it is known."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from lxml import etree

from variorum.adapters.html.blocks import BIT, Blocks
from variorum.adapters.html.dates import modified_of, published_of
from variorum.adapters.html.features import Known
from variorum.adapters.html.head import Head, types_of, words
from variorum.adapters.reservation import reserved
from variorum.records.page import Fact, KnownFrom, Page, PageForm
from variorum.text.press import agency_named, outlet_of_domain

_SUFFIX = re.compile(r"\s+(?:[|·•»«*]|[-–—]|::?|/)\s+")
_CUT_SHORT = re.compile(r"\s*(?:\.\.\.|…)$")
_BY = re.compile(r"^(?:by|written by|von|por|par|di|door|av|af)\s*:?\s+(?=\S)", re.IGNORECASE)
_NO_PERSON = re.compile(r"https?:|www\.|@|^\d+$|^admin$|^editor$|^author$|^staff$|^user\b|[{}<>]", re.IGNORECASE)
_LOCKED = re.compile(r"^(?:locked|metered|premium|paid|subscri\w+|registered)$", re.IGNORECASE)
_PAGE_IN_URL = re.compile(
    r"(?:[?&](?:page|p|pg|seite|start_page)=|/(?:page|seite)[/-]|[-_]p(?:age)?[-_]?|/)(\d{1,2})(?:\.\w{3,5})?/?(?:[#&].*)?$"
)
_PRINT = re.compile(
    r"(?:^|[/._-])print(?:able|er|version)?(?:[/._-]|$)|[?&](?:print|view=print|output=print)", re.IGNORECASE
)
_LONGEST = 400
_NEXT_LINKS = etree.XPath("//a[@rel='next'][position() <= 3]")
_AUTHOR_METAS = (
    "author article:author byl dc.creator dcterms.creator parsely-author sailthru.author citation_author".split()
)


def plain(text: str) -> str:
    """Text of an attribute or of JSON as it is read: entities resolved, markup out, white space folded."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = re.sub(r"<[^<>]{0,300}>", " ", text)
    return " ".join(text.split())


def known_of(head: Head) -> Known:
    """What of a head helps to judge the page's blocks."""
    articles = head.articles
    titles: list[str] = []
    for value in (*(words(a.get("headline")) for a in articles), *_meta_titles(head), head.title):
        title = plain(value).lower()
        if title:
            titles.append(title)
            parted = _SUFFIX.split(title)
            if len(parted) > 1:
                titles.append(title[: title.rindex(parted[-1])].rstrip(" |·•»«*-–—:/"))
    body = plain(max((words(a.get("articleBody")) for a in articles), key=len, default=""))
    people = [plain(p).lower() for a in articles for p in _names(a.get("author"))]
    if "author" in head.metas:
        people.append(plain(head.metas["author"]).lower())
    description = plain(head.metas.get("description") or head.metas.get("og:description") or "").lower()
    return Known(
        titles=tuple(dict.fromkeys(t for t in titles if t)),
        description=description,
        body=body if len(body) > 200 else "",
        people=tuple(p for p in people if len(p) > 4),
        news=bool(articles),
    )


def _meta_titles(head: Head) -> Iterator[str]:
    for name in ("og:title", "twitter:title"):
        if name in head.metas:
            yield head.metas[name]


def page_of(head: Head, root: etree._Element, blocks: Blocks, *, url: str | None, extractor: str) -> Page:
    """Everything that a page says of itself.

    Args:
        head: What its head says.
        root: Its root.
        blocks: Its blocks.
        url: Its address, where it is known.
        extractor: Name and version of the extractor.
    """
    canonical = _canonical(head, url)
    address = url or (canonical.value if canonical else None)
    outlet = _outlet(head, address)
    title = _title(head, blocks, outlet.value if outlet else "")
    people = _people(head, blocks)
    names = [p for p in people if agency_named(p.value) is None]
    language = _language(head)
    number, following = _pagination(head, root, address)
    return Page(
        title=title,
        subtitle=_subtitle(head, blocks, title),
        byline=Fact(value=", ".join(n.value for n in names), known_from=names[0].known_from) if names else None,
        outlet=outlet,
        published=published_of(
            head, root, url=url, near_title=_near_title(blocks), language=language.value if language else ""
        ),
        modified=modified_of(head),
        canonical=canonical,
        language=language,
        section=_section(head),
        agencies=_agencies(head, people),
        paywalled=_paywalled(head),
        form=_form(head, root, address),
        number=number,
        next_page=following,
        live=any("LiveBlogPosting" in types_of(t) for t in head.things),
        reserved=reserved(head.metas, {}),
        extractor=extractor,
    )


# --- headline ------------------------------------------------------------------------------------
def _title(head: Head, blocks: Blocks, outlet: str) -> Fact | None:
    candidates: list[Fact] = []
    for thing in head.articles[:3]:
        value = plain(words(thing.get("headline")))
        if value:
            candidates.append(Fact(value=value, known_from=KnownFrom.JSON_LD))
    shown = [plain(b.text) for b in blocks.blocks if blocks.nodes[b.node].tag == "h1" and len(b.text) <= _LONGEST]
    metas = [without_outlet(plain(m), outlet, shown) for m in _meta_titles(head)]
    whole = without_outlet(plain(head.title), outlet, shown)
    # Of several first-rank headings the one that the rest of the page also calls its title.
    agreed = [s for s in shown if any(same_title(s, m) for m in (*metas, whole, *(c.value for c in candidates)))]
    heading = agreed[0] if agreed else (shown[0] if len(shown) == 1 and len(shown[0].split()) >= 3 else None)
    if heading:
        candidates.append(Fact(value=heading, known_from=KnownFrom.VISIBLE))
    candidates += [Fact(value=m, known_from=KnownFrom.OPEN_GRAPH) for m in metas if m]
    for name in ("headline", "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "citation_title", "title"):
        if name in head.metas:
            candidates.append(Fact(value=plain(head.metas[name]), known_from=KnownFrom.META))
    if whole:
        candidates.append(Fact(value=whole, known_from=KnownFrom.TITLE))
    candidates = [c for c in candidates if c.value and (not outlet or c.value.casefold() != outlet.casefold())]
    if not candidates:
        return None
    first = candidates[0]
    stem = _CUT_SHORT.sub("", first.value)
    if stem != first.value or len(first.value) >= 108:
        # Structured data often hold a headline cut at 110 characters; the whole one stands elsewhere.
        for other in candidates[1:]:
            if other.value.startswith(stem) and len(other.value) > len(stem) and not _CUT_SHORT.search(other.value):
                return other
    return first


def without_outlet(title: str, outlet: str, shown: Sequence[str] = ()) -> str:
    """A title without the site's name, which many pages put before or behind it.

    Args:
        title: The page's title.
        outlet: The outlet's name, or "".
        shown: Headings of the page; where one is the beginning of the title, that is the headline.

    Example:
        >>> without_outlet("Crane falls on quay | The Ledger", "The Ledger")
        'Crane falls on quay'
    """
    parted = list(_SUFFIX.finditer(title))
    if not parted:
        return title
    for heading in shown:
        if len(heading) >= 12 and same_title(title[: len(heading)], heading) and len(title) > len(heading):
            return title[: len(heading)]
    name = _letters(outlet)
    for found in parted:
        tail = title[found.end() :]
        if name and (_letters(tail) == name or _letters(tail.split(" ", 1)[0]) == name):
            return title[: found.start()]
    if name and _letters(title[: parted[0].start()]) == name:
        return title[parted[0].end() :]
    last = parted[-1]
    tail, stem = title[last.end() :], title[: last.start()]
    marked = last.group().strip() in "|·•»«*:::"
    if (marked or last.group().strip() in "-–—") and len(tail.split()) <= 4 and len(stem.split()) >= 4:
        return without_outlet(stem, "", shown) if marked else stem
    return title


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum()).removeprefix("the")


def same_title(a: str, b: str) -> bool:
    """Whether two headlines are the same but for marks, case and spaces."""
    if a == b:
        return any(map(str.isalnum, a))
    if not 0.5 <= (len(a) + 4) / (len(b) + 4) <= 2:
        return False
    return _letters(a) == _letters(b) != ""


# --- standfirst, byline, outlet ------------------------------------------------------------------
def _subtitle(head: Head, blocks: Blocks, title: Fact | None) -> Fact | None:
    for thing in head.articles[:3]:
        value = plain(words(thing.get("alternativeHeadline")))
        if value and (title is None or not same_title(value, title.value)):
            return Fact(value=value, known_from=KnownFrom.JSON_LD)
    at = _title_at(blocks)
    if at is None:
        return None
    described = [head.metas.get(n, "") for n in ("description", "og:description", "twitter:description")]
    described += [words(t.get("description")) for t in head.articles[:3]]
    told = {plain(d)[:60].casefold() for d in described if d}
    for block in blocks.blocks[at + 1 : at + 5]:
        node = blocks.nodes[block.node]
        if len(block.text) > _LONGEST or len(block.text) < 20 or block.linked > 0.5 * len(block.text):
            continue
        hints = node.hints | blocks.nodes[node.parent].hints
        if hints & (BIT["dated"] | BIT["signed"] | BIT["picture"] | BIT["share"]):
            continue
        called = hints & BIT["summary"] and node.tag not in ("h2", "h3")
        if called or block.text[:60].casefold() in told:
            return Fact(value=block.text, known_from=KnownFrom.VISIBLE)
    return None


def _title_at(blocks: Blocks) -> int | None:
    return next((k for k, b in enumerate(blocks.blocks) if blocks.nodes[b.node].tag == "h1"), None)


def _names(value: Any) -> Iterator[str]:  # noqa: ANN401 - parsed JSON
    for one in value if isinstance(value, list) else [value]:
        name = words(one)
        if name:
            yield name


def _people(head: Head, blocks: Blocks) -> list[Fact]:
    """Those who signed, as the best place names them; agencies among them."""
    for thing in head.articles[:3]:
        found = _clean_names(_names(thing.get("author")))
        if found:
            return [Fact(value=f, known_from=KnownFrom.JSON_LD) for f in found]
    for name in _AUTHOR_METAS:
        found = _clean_names(head.many.get(name, []))
        if found:
            source = KnownFrom.OPEN_GRAPH if name.startswith("article:") else KnownFrom.META
            return [Fact(value=f, known_from=source) for f in found]
    for block in blocks.blocks:
        node = blocks.nodes[block.node]
        hints = node.hints | block.hints | blocks.nodes[node.parent].hints
        if hints & BIT["signed"] and not hints & BIT["comment"] and len(block.text) <= 90:
            called = _BY.match(block.text)
            if called or (len(block.text.split()) <= 4 and block.text.istitle()):
                found = _clean_names([block.text])
                if found:
                    return [Fact(value=f, known_from=KnownFrom.VISIBLE) for f in found]
    return []


def _clean_names(values: Iterator[str] | Sequence[str]) -> list[str]:
    out: list[str] = []
    for value in values:
        name = _BY.sub("", plain(value)).strip(" ,;|-–—")
        if name and len(name) <= 120 and not _NO_PERSON.search(name) and name not in out:
            out.append(name)
    return out[:12]


def _outlet(head: Head, address: str | None) -> Fact | None:
    listed = outlet_of_domain(address) if address else None
    if listed:
        return Fact(value=listed, known_from=KnownFrom.URL)
    if "og:site_name" in head.metas:
        return Fact(value=plain(head.metas["og:site_name"]), known_from=KnownFrom.OPEN_GRAPH)
    for thing in head.articles[:3]:
        name = plain(words(thing.get("publisher")))
        if name:
            return Fact(value=name, known_from=KnownFrom.JSON_LD)
    for name in ("application-name", "publisher", "dc.publisher", "cre", "citation_journal_title"):
        if name in head.metas:
            return Fact(value=plain(head.metas[name]), known_from=KnownFrom.META)
    host = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
    return Fact(value=host, known_from=KnownFrom.URL) if host else None


def _agencies(head: Head, people: Sequence[Fact]) -> tuple[Fact, ...]:
    out: dict[str, Fact] = {}
    for person in people:
        agency = agency_named(person.value)
        if agency is not None:
            out.setdefault(agency.name, Fact(value=agency.name, known_from=person.known_from))
    for thing in head.articles[:3]:
        for key in ("sourceOrganization", "provider", "copyrightHolder", "creditText", "contributor", "isBasedOn"):
            for name in _names(thing.get(key)):
                agency = agency_named(plain(name))
                if agency is not None and not agency.pictures:
                    out.setdefault(agency.name, Fact(value=agency.name, known_from=KnownFrom.JSON_LD))
    return tuple(out.values())


# --- address, language, section, access ----------------------------------------------------------
def _canonical(head: Head, url: str | None) -> Fact | None:
    for value, source in (
        (head.links.get("canonical"), KnownFrom.LINK),
        (head.metas.get("og:url"), KnownFrom.OPEN_GRAPH),
    ):
        if value:
            try:
                whole = urljoin(url, value) if url else value
                parts = urlsplit(whole)
            except ValueError:
                continue
            if parts.scheme in ("http", "https") and parts.hostname and len(whole) <= 2000:
                return Fact(value=whole, known_from=source)
    return None


_TAG = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


def _language(head: Head) -> Fact | None:
    for value, source in (
        (head.language, KnownFrom.MARKUP),
        (next((words(t.get("inLanguage")) for t in head.articles if t.get("inLanguage")), ""), KnownFrom.JSON_LD),
        (head.metas.get("og:locale", ""), KnownFrom.OPEN_GRAPH),
        (head.metas.get("content-language", head.metas.get("language", "")), KnownFrom.META),
    ):
        if value and _TAG.match(value):
            return Fact(value=value.replace("_", "-"), known_from=source)
    return None


def _section(head: Head) -> Fact | None:
    for thing in head.articles[:3]:
        value = plain(words(thing.get("articleSection")))
        if value:
            return Fact(value=value, known_from=KnownFrom.JSON_LD)
    for name in ("article:section", "section", "parsely-section", "sailthru.section", "category"):
        if name in head.metas:
            source = KnownFrom.OPEN_GRAPH if name.startswith("article:") else KnownFrom.META
            return Fact(value=plain(head.metas[name]), known_from=source)
    return None


def _paywalled(head: Head) -> bool | None:
    for thing in head.articles:
        free = thing.get("isAccessibleForFree")
        if free is not None:
            return str(free).strip().lower() in ("false", "http://schema.org/false", "https://schema.org/false", "0")
    tier = head.metas.get("article:content_tier")
    return bool(_LOCKED.match(tier)) if tier else None


def _form(head: Head, root: etree._Element, address: str | None) -> PageForm | None:
    if head.amp:
        return PageForm.AMP
    body = root.find("body")
    printing = body is not None and "print()" in (body.get("onload") or "")
    if printing or (address and _PRINT.search(re.sub(r"^[a-z]+://[^/]*", "", address))):
        return PageForm.PRINT
    return None


def _pagination(head: Head, root: etree._Element, address: str | None) -> tuple[int | None, str | None]:
    """A page's place among the pages of one article, and the address of the next.

    A link to a "next" page counts only where the address is this page's own with another page number:
    sites also call the next article so.
    """
    own = address or ""
    base = _stem(own)
    following = None
    for value in (head.links.get("next"), *(a.get("href") for a in _NEXT_LINKS(root))):
        whole = _joined(own, value)
        if whole and base and _stem(whole) == base and page_number(whole):
            following = whole
            break
    mine = page_number(own) if own else None
    if following:
        return mine or 1, following
    before = _joined(own, head.links.get("prev"))
    if mine and before and _stem(before) == base:
        return mine, None
    return None, None


def _joined(base: str, value: str | None) -> str | None:
    if not value:
        return None
    try:
        return urljoin(base, value.strip())
    except ValueError:
        return None


def _stem(address: str) -> str:
    if not address:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    bare = parts._replace(fragment="").geturl()
    if page_number(bare):
        bare = _PAGE_IN_URL.sub("", bare)
    return re.sub(r"\.\w{3,5}$", "", bare.rstrip("/"))


def page_number(address: str) -> int | None:
    """The page number that an address ends in, from 1, or None.

    Example:
        >>> page_number("https://ledger.example/story?page=3")
        3
    """
    try:
        query = parse_qs(urlsplit(address).query)
    except ValueError:
        return None
    for name in ("page", "p", "pg", "seite"):
        value = query.get(name, [""])[0]
        if value.isdigit() and 1 <= int(value) <= 99:
            return int(value)
    found = _PAGE_IN_URL.search(address)
    return int(found.group(1)) or None if found else None


def _near_title(blocks: Blocks, most: int = 12) -> list[str]:
    """Short lines around the headline, nearest first, those below it before those above."""
    at = _title_at(blocks)
    if at is None:
        at = next((k for k, b in enumerate(blocks.blocks) if len(b.text) > 200), 0)
    order = sorted(range(max(0, at - most), min(len(blocks.blocks), at + most)), key=lambda k: (abs(k - at), k < at))
    return [blocks.blocks[k].text for k in order[:most] if len(blocks.blocks[k].text) < 120]
