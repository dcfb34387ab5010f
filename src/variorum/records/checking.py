"""What the checker finds of one sentence against the words that are cited for it."""

from enum import StrEnum

import msgspec

from variorum.records.place import Cite


class Verdict(StrEnum):
    """How a sentence stands to the words that it is held against."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_CARRIED = "not in the reports"


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of a sentence against its evidence.

    Attributes:
        verdict: How it stands.
        why: One plain phrase; "" where it is supported.
        words: The sentence's words that the finding is about.
        weight: How near the evidence comes to the sentence, 0 to 1; it ranks findings.
    """

    verdict: Verdict
    why: str = ""
    words: tuple[str, ...] = ()
    weight: float = 0.0


class CheckedSentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of a draft as it was checked.

    Attributes:
        sentence: Its words, on one line.
        start: First code point in the draft.
        end: One past the last.
        verdict: Supported, contradicted or not in the reports.
        why: One plain sentence of the program's; reports stand in it as "{article id}".
        point: Id of the report's point that it says or clashes with, or None.
        independent_origins: Distinct origins of the claims that carry it (or clash with it).
        cites: Their words.
        near: The nearest words, where none carry it.
    """

    sentence: str
    start: int
    end: int
    verdict: Verdict
    why: str
    point: str | None = None
    independent_origins: int = 0
    cites: tuple[Cite, ...] = ()
    near: tuple[Cite, ...] = ()
