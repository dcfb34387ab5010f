"""What an editor corrects: joins, splits, relabels and rejects, keyed to the reports' own words."""

from typing import Annotated

import msgspec

from variorum.records.place import Cite
from variorum.records.story import VariantKind, VariantRelation

Said = Annotated[str, msgspec.Meta(min_length=1, pattern=r"\S")]
"""Text that says something."""


class Passage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of one report, by which a claim is found again in every run.

    Attributes:
        source: The outlet's name, or the name of the file, row or address.
        words: Words that stand in that report, in one place.
    """

    source: Said
    words: Said


Passages = Annotated[tuple[Passage, ...], msgspec.Meta(min_length=1)]


class _Signed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every correction carries: `reason`, why, and `by`, whose it is."""

    reason: Said
    by: str = ""


class Join(_Signed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """These claims say one thing: their points become one."""

    claims: Annotated[tuple[Passage, ...], msgspec.Meta(min_length=2)]


class Split(_Signed, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """The claims `apart` say another thing than those of `from_` with which they stand in one point."""

    apart: Passages
    from_: Passages


class Relabel(_Signed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A difference or a point gets another kind, relation or wording.

    Attributes:
        variant: The kind that the difference has now; then `claims` finds it, by words of both sides.
        claims: Words of the difference's sides.
        point: Words of claims that find the point, where no `variant` is given.
        kind: The new kind of the difference or of the point.
        relation: The difference's new relation.
        note: The difference's new sentence; reports may stand in it as "{outlet}".
        text: The point's new statement.
    """

    variant: VariantKind | None = None
    claims: tuple[Passage, ...] = ()
    point: tuple[Passage, ...] = ()
    kind: str | None = None
    relation: VariantRelation | None = None
    note: Said | None = None
    text: Said | None = None


class Reject(_Signed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim is taken out of its point, or a difference or a whole point out of the report.

    Attributes:
        claim: The claim to take out; `point` then tells in which point, where it stands in several.
        variant: The kind of the difference to take out; `claims` finds it.
        claims: Words of the difference's sides.
        point: Words of claims that find the point; alone, the point itself is taken out.
    """

    claim: Passage | None = None
    variant: VariantKind | None = None
    claims: tuple[Passage, ...] = ()
    point: tuple[Passage, ...] = ()


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One correction: its number in the file, from 1, and the line on which it begins."""

    n: int
    line: int
    what: Join | Split | Relabel | Reject

    @property
    def operation(self) -> str:
        """"join", "split", "relabel" or "reject"."""
        return type(self.what).__name__.lower()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one correction.

    Attributes:
        n: As in `Correction`.
        applied: Whether it changed anything.
        why: One plain sentence: what was done, or why nothing was.
        points: Ids of the points that it touched, as they stand after it.
        cites: Where its words stand.
    """

    n: int
    applied: bool
    why: str
    points: tuple[str, ...] = ()
    cites: tuple[Cite, ...] = ()
