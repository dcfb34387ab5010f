"""When a page was published and changed: from its structured data, its elements, its address, its words."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from lxml import etree

from variorum.adapters.html.head import Head
from variorum.data.page_words import MODIFIED_METAS, MONTHS, PUBLISHED_METAS
from variorum.records.page import Fact, KnownFrom

_ISO = re.compile(
    r"(?P<y>(?:19|20)\d\d)-?(?P<m>0[1-9]|1[0-2])-?(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?:[T ]+(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s?"
    r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}\b)?)?(?!\d)"
)
_SLASHED = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/._](?P<m>0?[1-9]|1[0-2])[/._](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<a>0?[1-9]|[12]\d|3[01])[/.-](?P<b>0?[1-9]|[12]\d|3[01])[/.-](?P<y>(?:19|20)\d\d)(?!\d)"
)
_NAMED = "|".join(sorted((re.escape(m) for m in MONTHS), key=lambda m: (-len(m), m)))
_WORDED = re.compile(
    rf"(?<!\w)(?:(?P<m1>{_NAMED})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|º)?[\s.-]+(?:de\s+|of\s+)?(?:\w+\s*/\s*)?(?P<m2>{_NAMED})\.?,?[\s-]+(?:de\s+|del\s+)?(?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)\s?[年년]\s?(?P<m3>\d{1,2})\s?[月월]\s?(?P<d3>\d{1,2})\s?[日일])(?!\d)",
    re.IGNORECASE,
)
_IN_URL = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[/_-]?)(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12]\d|3[01])(?=\D|$)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIRST_YEAR = 1990
_DATED_PROPERTIES = etree.XPath("//*[contains(@itemprop, 'datePublished')]")
_TIMES = etree.XPath("//time | //abbr[contains(@class, 'published')]")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
LAST = date(2099, 12, 31)


def iso_of(text: str, *, day_first: bool = True) -> str | None:
    """The date, with its clock and zone where stated, that a machine or a person wrote; ISO 8601, or None.

    Args:
        text: An attribute's or a short line's text.
        day_first: How to read 03/04/2020, where both can be months.
    """
    text = text.strip()[:120]
    if _EPOCH.match(text):
        return _from_epoch(int(text[:10]))
    if not _YEAR.search(text):  # every other form has one; most lines have none
        return None
    found = _ISO.search(text)
    if found:
        day = _day(found["y"], found["m"], found["d"])
        if day is None:
            return None
        clock = found["clock"]
        if clock is None or clock.startswith(("24", "25")):
            return day
        clock = clock.zfill(5) if clock.count(":") == 1 else clock.zfill(8)
        zone = found["zone"] or ""
        if zone in ("UTC", "GMT"):
            zone = "Z"
        elif zone and zone != "Z":
            zone = zone[:3] + ":" + (zone[3:].lstrip(":") or "00")
        whole = f"{day}T{clock}{zone}"
        try:
            datetime.fromisoformat(whole)
        except ValueError:
            return day
        return whole
    found = _SLASHED.search(text)
    if found:
        return _day(found["y"], found["m"], found["d"])
    found = _WORDED.search(text)
    if found:
        for k in ("1", "2", "3"):
            if found[f"y{k}"]:
                month = found[f"m{k}"]
                number = month if month.isdigit() else str(MONTHS.get(month.lower(), 0))
                return _day(found[f"y{k}"], number, found[f"d{k}"])
    found = _DAY_FIRST.search(text)
    if found:
        a, b = int(found["a"]), int(found["b"])
        month, day_of = (b, a) if (day_first and b <= 12) or a > 12 else (a, b)
        return _day(found["y"], str(month), str(day_of))
    return None


def _from_epoch(seconds: int) -> str | None:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= _FIRST_YEAR else None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year >= _FIRST_YEAR and found <= LAST else None


def url_date(url: str) -> str | None:
    """The day that an address names, as `/2031/03/12/` or `20310312`, or None."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url)
    found = _IN_URL.search(path)
    return _day(found["y"], found["m"], found["d"]) if found else None


def published_of(
    head: Head, root: etree._Element, *, url: str | None, near_title: Sequence[str], language: str
) -> Fact | None:
    """When a page was first published.

    Args:
        head: What the head says.
        root: The page's root.
        url: Its address.
        near_title: Words of the lines around the headline, nearest first.
        language: The page's language tag; American English writes the month first.
    """
    day_first = not language.lower().startswith("en") or language.lower().startswith("en-gb")
    for value, source in _stated(head, root):
        found = iso_of(value, day_first=day_first)
        if found:
            return Fact(value=found, known_from=source)
    address = url_date(url or "") or url_date(head.links.get("canonical", "") or head.metas.get("og:url", ""))
    if address:
        return Fact(value=address, known_from=KnownFrom.URL)
    for value, source in _elements(root):
        found = iso_of(value, day_first=day_first)
        if found:
            return Fact(value=found, known_from=source)
    for line in near_title:
        found = iso_of(line, day_first=day_first)
        if found:
            return Fact(value=found, known_from=KnownFrom.VISIBLE)
    guess = _elsewhere(root, url)
    return Fact(value=guess, known_from=KnownFrom.MARKUP) if guess else None


def _elsewhere(root: etree._Element, url: str | None) -> str | None:
    """A date in a place of its own, as htmldate knows them; asked last, for it takes long.

    Source: Barbaresi 2020, "htmldate: A Python package to extract publication dates from web pages" (JOSS).
    """
    # Loaded late: few pages come this far.
    import logging

    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = htmldate.find_date(
            etree.tostring(root, encoding="unicode", method="html"),
            url=url,
            original_date=True,
            extensive_search=False,
            max_date=LAST.isoformat(),
        )
    except (ValueError, TypeError, AttributeError, IndexError):
        return None
    return iso_of(found) if found else None


def _stated(head: Head, root: etree._Element) -> Iterator[tuple[str, KnownFrom]]:
    articles = head.articles
    for key in ("datePublished", "dateCreated"):
        for thing in articles:
            value = thing.get(key)
            if isinstance(value, str):
                yield value, KnownFrom.JSON_LD
    for name in PUBLISHED_METAS[:14]:
        if name in head.metas:
            yield head.metas[name], KnownFrom.OPEN_GRAPH if name.startswith(("article:", "og:")) else KnownFrom.META
    for thing in head.things:
        value = thing.get("datePublished")
        if isinstance(value, str):
            yield value, KnownFrom.JSON_LD
    for element in _DATED_PROPERTIES(root)[:5]:
        for value in (element.get("datetime"), element.get("content"), "".join(element.itertext())):
            if value:
                yield value, KnownFrom.MICRODATA
    for name in PUBLISHED_METAS[14:]:
        if name in head.metas:
            yield head.metas[name], KnownFrom.META


_PUBLISHED_CLASS = re.compile(
    r"publi|entry-date|post-?date|date-?posted|posted|created|article-?date|story-?date", re.IGNORECASE
)


def _elements(root: etree._Element) -> Iterator[tuple[str, KnownFrom]]:
    times = _TIMES(root)[:60]
    ranked = []
    for place, element in enumerate(times):
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        plain = not (element.get("pubdate") is not None or _PUBLISHED_CLASS.search(names))
        changed = bool(re.search(r"updated|modified", names)) and plain
        ranked.append((changed, plain, place, element))
    ranked.sort(key=lambda r: r[:3])
    for _, _, _, element in ranked[:8]:
        value = element.get("datetime") or element.get("title") or "".join(element.itertext())
        if value:
            yield value, KnownFrom.TIME


def modified_of(head: Head) -> Fact | None:
    """When a page says that it was last changed."""
    for thing in head.articles:
        value = thing.get("dateModified")
        found = iso_of(value) if isinstance(value, str) else None
        if found:
            return Fact(value=found, known_from=KnownFrom.JSON_LD)
    for name in MODIFIED_METAS:
        found = iso_of(head.metas[name]) if name in head.metas else None
        if found:
            source = KnownFrom.OPEN_GRAPH if name.startswith(("article:", "og:")) else KnownFrom.META
            return Fact(value=found, known_from=source)
    return None
