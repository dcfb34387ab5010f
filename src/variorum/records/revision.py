"""Two versions of one article, and what the later one says otherwise."""

from enum import StrEnum

import msgspec

from variorum.records.place import Extent
from variorum.records.source import Located


class ClaimStatus(StrEnum):
    """What became of a claim."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"
    REWORDED = "reworded"
    KEPT = "kept"


class ChangeKind(StrEnum):
    """In what respect a claim changed."""

    NUMBER = "number"
    DATE = "date"
    POLARITY = "polarity"
    CERTAINTY = "certainty"
    ATTRIBUTION = "attribution"
    NAME = "name"
    WORDING = "wording"


class Verdict(StrEnum):
    """What the later version is to the earlier one.

    `same`: the same words, whatever became of punctuation, capitals and spaces. `reworded`: no claim came, went or
    changed. `revised`: one did, or the headline did. `another`: hardly a passage is shared; these are two articles.
    """

    SAME = "same"
    REWORDED = "reworded"
    REVISED = "revised"
    ANOTHER = "another"


class VersionClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as one version has it: text readable alone, its places in that version's text, on whose word."""

    text: str
    spans: tuple[Extent, ...]
    attribution: tuple[str, ...] = ()


class ClaimChange(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of either version, or a claim of both.

    Attributes:
        status: What became of it.
        before: In the earlier version; None where it came.
        after: In the later version; None where it went.
        differs: In what respects it changed; empty unless `status` is changed.
        removed: Words that only the earlier wording has, in its order.
        added: Words that only the later wording has.
    """

    status: ClaimStatus
    before: VersionClaim | None = None
    after: VersionClaim | None = None
    differs: tuple[ChangeKind, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version as it was read.

    Attributes:
        id: The article's id.
        source: As it was given.
        url: Its address, where it is known.
        outlet: Its outlet.
        published: ISO 8601, or None.
        title: The headline.
        raw_hash: SHA-256 of the bytes as they were read, in hex.
        words: Words of the body.
    """

    id: str
    source: str
    url: str | None
    outlet: str | None
    published: str | None
    title: Located | None
    raw_hash: str
    words: int


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """What the later version of an article says otherwise than the earlier one.

    Attributes:
        before: The earlier version.
        after: The later version.
        verdict: In one word.
        same_url: Whether both have one address; None where one of them has none.
        shared: Share of the shorter version's five-word runs that the other has, 0 to 1.
        title_changed: Whether the headline's words changed.
        changes: What came, went or changed, in the order of the later version, what went where it stood; then what
            was reworded or kept.
    """

    before: Version
    after: Version
    verdict: Verdict
    same_url: bool | None
    shared: float
    title_changed: bool
    changes: tuple[ClaimChange, ...]

    def count(self, status: ClaimStatus) -> int:
        """How many claims have a status."""
        return sum(c.status is status for c in self.changes)
