"""Which words of which report the page cites: every citation has an anchor in the reports' section."""

import msgspec

from variorum.exports.excerpts import fits
from variorum.exports.page.naming import Named, Naming
from variorum.records.report import Report, ReportArticle


class Ref(msgspec.Struct, frozen=True, kw_only=True):
    """A citation: a report and a stretch of its text.

    Attributes:
        named: The report.
        start: First code point.
        end: One past the last.
    """

    named: Named
    start: int
    end: int

    @property
    def anchor(self) -> str:
        """The id of the words in the reports' section."""
        return f"w{self.named.n}-{self.start}-{self.end}"

    @property
    def place(self) -> str:
        """The offsets as they are printed."""
        return f"{self.start}–{self.end}"


class Anchors:
    """Collects what is cited while the page's parts are made."""

    def __init__(self, report: Report, naming: Naming) -> None:
        self._articles = {a.id: a for a in report.articles}
        self._naming = naming
        self.places: dict[str, set[tuple[int, int]]] = {a.id: set() for a in report.articles}

    def article(self, key: str) -> ReportArticle | None:
        """The report of this id, None where there is none."""
        return self._articles.get(key)

    def rank(self, key: str) -> int:
        """The report's place among all; those unknown come last."""
        return self._naming.of(key).n if key in self._articles else len(self._articles)

    def ref(self, article: str, start: int, end: int) -> Ref | None:
        """A citation of these words; None where they do not stand in the report's text."""
        found = self._articles.get(article)
        if found is None or not fits(found, start, end):
            return None
        self.places[article].add((start, end))
        return Ref(named=self._naming.of(article), start=start, end=end)
