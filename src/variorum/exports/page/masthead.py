"""The story in one line."""

import re

from variorum.exports.page.naming import Naming, Statement
from variorum.records.report import Report, ReportClaim, ReportPoint

_WORD = re.compile(r"\w+")
_TELLING_CHARS = 4
"""Shorter words tell little of what a headline is about."""

_STEM_CHARS = 5
"""Enough of a word to know it again with another ending."""

_LINE_WORDS = 18
"""Words that are taken in at one glance; each further one costs."""

_COST_OF_WORD = 0.02
_PRONOUNS = {"he", "she", "it", "they", "i", "we", "this", "that", "these", "those", "there", "which", "who"}


def masthead(report: Report, naming: Naming) -> Statement:
    """The statement that most reports make, and make early, in the words that come nearest to their headlines.

    News is told from the top, and a headline says what its desk took the news to be.

    Args:
        report: A report with at least one point.
        naming: Its letters and names.
    """
    headlines = [found for a in report.compared if a.title and (found := _stems(a.title.text))]
    length = {a.id: max(1, len(a.text)) for a in report.compared}

    def headed(text: str) -> float:
        said = _stems(text)
        return sum(len(h & said) / len(h) for h in headlines) / len(headlines) if headlines else 0.0

    def worth(point: ReportPoint) -> tuple[float, str]:
        first: dict[str, float] = {}
        for c in point.claims:
            first[c.article] = min(c.spans[0].start / length[c.article], first.get(c.article, 1.0))
        early = sum(first.values()) / len(first)
        return (round(len(first) / len(length) - early + headed(point.text), 6), point.id)

    def telling(claim: ReportClaim) -> tuple[float, str]:
        words = claim.text.split()
        score = headed(claim.text) - _COST_OF_WORD * max(0, len(words) - _LINE_WORDS)
        return (round(score - (words[0].lower() in _PRONOUNS), 6), claim.id)

    point = max(report.points, key=worth)
    if len(point.text.split()) <= _LINE_WORDS:
        return naming.statement(point.text, dict.fromkeys(c.article for c in point.claims))
    claim = max(point.claims, key=telling)
    return naming.statement(claim.text, (claim.article,))


def _stems(text: str) -> frozenset[str]:
    return frozenset(w[:_STEM_CHARS] for w in _WORD.findall(text.casefold()) if len(w) >= _TELLING_CHARS)
