"""The reports' letters, origins and names, and sentences of ours in which they stand."""

import re
from collections.abc import Iterable

import msgspec

from variorum.data.languages import language_name
from variorum.exports.page.times import plain_time
from variorum.records.report import Report, ReportArticle

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_KNOWN_FROM = {
    "given": "as given with the input",
    "metadata": "from the input's own record",
    "text": "from the text",
    "story": "from the other reports",
}
# More letters than these are told as a number.
_LETTERS = 5
_OWN = "own reporting, as far as it shows"
DROPPED_AS = {
    "frame": "page frame",
    "caption": "picture caption",
    "photo_credit": "photo credit",
    "subscription": "subscription line",
    "related": "link to other stories",
    "repeated": "repeated text",
    "copyright": "copyright line",
    "credit": "agency credit",
    "byline": "byline",
    "dateline": "dateline",
    "embed": "embedded post",
}
# A list of reports inside a sentence of ours: "{a}, {b} and {c}".
_LIST = re.compile(r"\{[^{}\s]+\}(?:, \{[^{}\s]+\})*(?: and \{[^{}\s]+\})")
_ID = re.compile(r"\{([^{}\s]+)\}")
_EDGES = ".,;:!?“”\"'’‘ "
# Fewer words than these are anybody's.
_WORDS = 4
# Placeholders of reports, and words in quotation marks, inside a sentence of ours.
_INSIDE = re.compile(r"\{(?P<id>[^{}\s]+)\}|(?P<words>“[^“”]*”|\"[^\"]*\")")


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """One report's names on the page.

    Attributes:
        n: Its place in the report's articles; it names anchors.
        letter: Its siglum.
        mark: Number of its origin where several reports share one, else "".
        outlet: The outlet's name, or what stands for it.
        known: Whether the outlet is known by name.
        origin: One plain phrase on where its text comes from.
        own: Whether nothing shows that it comes from elsewhere.
        date: When it was published, in words.
        date_known: How that is known.
        language: ISO 639-1 code of its words.
        untranslated: Whether it is in a language that is not read, so that its words only stand beside the others'.
    """

    n: int
    letter: str
    mark: str
    outlet: str
    known: bool
    origin: str
    own: bool
    date: str
    date_known: str
    language: str = "en"
    untranslated: bool = False

    @property
    def plain(self) -> str:
        """The letter with its origin's number: "A¹"."""
        return self.letter + self.mark.translate(_SUPERSCRIPTS)

    @property
    def line(self) -> str:
        """Outlet, origin and time in one line."""
        return " · ".join(part for part in (self.outlet, self.origin, self.date) if part)


class Bit(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of one of our sentences: plain, an outlet's words, or a report's letter."""

    text: str
    words: bool = False
    named: Named | None = None


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def count(n: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 point", "5 points"."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def short_source(source: str) -> str:
    """The last part of a path or an address: a page that is sent on tells nothing of the sender's folders."""
    return source.replace("\\", "/").rstrip("/").rpartition("/")[2] or source


def _origin(article: ReportArticle, report: Report) -> str:
    if article.untranslated:
        return f"in {language_name(article.language)}, not translated"
    for origin in report.origins:
        if article.id not in origin.articles:
            continue
        others = [a for a in report.articles if a.id in origin.articles and a.id != article.id]
        if others:
            letters = ", ".join(a.siglum for a in others) if len(others) <= _LETTERS else f"{len(others)} others"
            return f"one reporting with {letters}" + (f" ({origin.name})" if origin.name else "")
        if origin.name:
            return f"text of {origin.name}"
    return f"credits {', '.join(article.credits)}" if article.credits else _OWN


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A statement, and whose words it is made of.

    Attributes:
        text: The statement.
        bits: Its parts as they are set.
        named: The report whose very words it is; None where it is our wording.
    """

    text: str
    bits: tuple[Bit, ...]
    named: Named | None = None


class Naming:
    """Letters and names of all reports of a story."""

    def __init__(self, report: Report) -> None:
        shared = [o for o in report.origins if sum(a.id in o.articles for a in report.articles) > 1]
        marks = {key: str(n) for n, o in enumerate(shared, 1) for key in o.articles}
        self.all = tuple(
            Named(
                n=n,
                letter=a.siglum,
                mark=marks.get(a.id, ""),
                outlet=one_line(a.outlet) if a.outlet else short_source(one_line(a.source)),
                known=bool(a.outlet),
                origin=_origin(a, report),
                own=_origin(a, report) == _OWN,
                date=plain_time(a.published) if a.published else "date not known",
                date_known=_KNOWN_FROM.get(a.published_from or "", "") if a.published else "",
                language=a.language,
                untranslated=a.untranslated,
            )
            for n, a in enumerate(report.articles)
        )
        self._texts = {a.id: one_line(a.text).casefold() for a in report.articles}
        self._by_id = {a.id: named for a, named in zip(report.articles, self.all, strict=True)}

    def of(self, article: str) -> Named:
        """The names of the report with this article id."""
        return self._by_id[article]

    def knows(self, article: str) -> bool:
        """Whether an article of this id is in the report."""
        return article in self._by_id

    def bits(self, sentence: str) -> tuple[Bit, ...]:
        """A sentence of ours, parted into our words, letters and quoted words.

        Args:
            sentence: Reports stand in it as "{article id}".
        """
        sentence = _LIST.sub(self._in_order, sentence)
        out: list[Bit] = []
        done = 0
        for match in _INSIDE.finditer(sentence):
            if match["id"] is not None and not self.knows(match["id"]):
                continue
            if match.start() > done:
                out.append(Bit(text=sentence[done : match.start()]))
            if match["id"] is not None:
                named = self.of(match["id"])
                out.append(Bit(text=named.plain, named=named))
            else:
                out.append(Bit(text=match["words"], words=True))
            done = match.end()
        if done < len(sentence):
            out.append(Bit(text=sentence[done:]))
        return tuple(out)

    def _in_order(self, found: re.Match[str]) -> str:
        ids = _ID.findall(found[0])
        if not all(self.knows(key) for key in ids):
            return found[0]
        ordered = iter(sorted(ids, key=lambda key: self.of(key).n))
        return _ID.sub(lambda _: f"{{{next(ordered)}}}", found[0])

    def statement(self, text: str, articles: Iterable[str]) -> Statement:
        """A statement set as an outlet's words where it stands in a report word for word, else as ours.

        Args:
            text: The statement.
            articles: The reports that may be its source, the likeliest first.
        """
        line = one_line(text)
        said = line.casefold().strip(_EDGES)
        if len(said.split()) >= _WORDS:
            for key in articles:
                if said in self._texts.get(key, ""):
                    return Statement(text=line, bits=(Bit(text=line, words=True),), named=self.of(key))
        return Statement(text=line, bits=self.bits(line))

    def plain(self, sentence: str) -> str:
        """The sentence with letters in the place of article ids."""
        return "".join(bit.text for bit in self.bits(sentence))
