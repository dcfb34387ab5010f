"""What a web page says of itself, each statement with how it is known."""

from enum import StrEnum

import msgspec


class KnownFrom(StrEnum):
    """Where on a page a statement stands."""

    JSON_LD = "json_ld"
    MICRODATA = "microdata"
    OPEN_GRAPH = "open_graph"
    META = "meta"
    LINK = "link"
    TIME = "time"
    VISIBLE = "visible"
    URL = "url"
    TITLE = "title"
    MARKUP = "markup"


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One statement, and where on the page it stands.

    Attributes:
        value: What is stated; dates as ISO 8601, addresses absolute where the page's own is known.
        known_from: Where it stands.
    """

    value: str
    known_from: KnownFrom


class PartKind(StrEnum):
    """What a stretch of a page's text is, where it is not plain body."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    CAPTION = "caption"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a page's text that is not plain body; `[start, end)` in code points of the text."""

    start: int
    end: int
    kind: PartKind


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a live blog: its place in the text, and its own time where it states one (ISO 8601)."""

    start: int
    end: int
    published: str | None = None


class PageForm(StrEnum):
    """A form of a page that stands for another one."""

    AMP = "amp"
    PRINT = "print"


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself.

    Attributes:
        title: Its headline.
        subtitle: Its standfirst or description.
        byline: Who signed it.
        outlet: Who published it.
        published: When it was first published.
        modified: When it was last changed.
        canonical: The address that stands for all its forms.
        language: BCP 47 tag that the page states; the article's own `language` is judged from its words.
        section: The section it stands in.
        agencies: Agencies named as author, source or provider.
        paywalled: Whether it says that it is not free to read; None where it says nothing.
        form: Whether it is an AMP or print form of another page.
        number: Its place among the pages of an article in several, from 1; None where it is one page.
        next_page: The address of the following page of the same article.
        live: Whether it is a live blog.
        entries: A live blog's entries, in the page's order.
        reserved: How it is reserved from text and data mining, by its own words or its server's; None where it is not.
        extractor: Name and version of what took the text out of the page.
    """

    title: Fact | None = None
    subtitle: Fact | None = None
    byline: Fact | None = None
    outlet: Fact | None = None
    published: Fact | None = None
    modified: Fact | None = None
    canonical: Fact | None = None
    language: Fact | None = None
    section: Fact | None = None
    agencies: tuple[Fact, ...] = ()
    paywalled: bool | None = None
    form: PageForm | None = None
    number: int | None = None
    next_page: str | None = None
    live: bool = False
    entries: tuple[Entry, ...] = ()
    reserved: str | None = None
    extractor: str = ""
