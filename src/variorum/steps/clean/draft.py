"""The working state of one document while it is cleaned; places are carried, never found again."""

from bisect import bisect_left

from variorum.records.place import Extent
from variorum.records.source import Document, Dropped, DropReason, Located
from variorum.steps.clean.forms import form_of
from variorum.steps.clean.lines import Block, blocks_of, ends_sentence
from variorum.steps.clean.mend import mend

_SPACES = " \t\xa0\u200b\u3000\n\r"


class Draft:
    """What is known so far of one document.

    Attributes:
        document: The document.
        blocks: Its blocks, mended.
        reasons: For each block why it is no body, or None.
        kept: For each block the extents that are still body.
        title: The headline, once found.
        subtitle: The standfirst, once found.
        dateline: The place line, once found.
        byline: Who signed.
        credits: Agencies, each with where it stands.
        named_first: Those whom the dateline names.
        outlet: The outlet's name.
        summary: Places of the blocks of the outlet's own summary above the lede.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._forms: dict[str, DropReason | None] = {}
        # Markup has set a page's paragraphs: nothing was wrapped by hand or broken by links.
        if document.page is not None:
            self.blocks: tuple[Block, ...] = blocks_of(document.text, set_by_markup=True)
        else:
            self.blocks = mend(blocks_of(document.text), self.form)
        self.reasons: list[DropReason | None] = [None] * len(self.blocks)
        self.kept: list[list[Extent]] = [list(b.pieces) for b in self.blocks]
        self.title: Located | None = None
        self.title_block: int | None = None
        self.subtitle: Located | None = None
        self.dateline: Located | None = None
        self.byline: str | None = document.byline
        self.credits: list[tuple[str, Extent | None]] = []
        self.named_first: frozenset[str] = frozenset()
        self.outlet: str | None = None
        self.summary: set[int] = set()
        self._dropped: list[Dropped] = []

    def form(self, block: Block) -> DropReason | None:
        """What the block's own form says (`forms.form_of`), asked once for each text."""
        if block.text not in self._forms:
            self._forms[block.text] = form_of(block)
        return self._forms[block.text]

    def source_at(self, block: Block, k: int) -> int:
        """The place in the document of character `k` of a block's reading."""
        at = 0
        for n, piece in enumerate(block.pieces):
            size = piece.end - piece.start
            if n and block.text[at : at + 1] == " " and self.document.text[piece.start] != " ":
                at += 1
            if k < at + size:
                return piece.start + max(0, k - at)
            at += size
        return block.end

    def extent(self, block: Block, start: int, end: int) -> Extent:
        """The place in the document of `block.text[start:end]` (not empty)."""
        first = self.source_at(block, start)
        return Extent(first, max(first + 1, self.source_at(block, end - 1) + 1))

    def located(self, extent: Extent) -> Located:
        """The document's words at an extent."""
        return Located(text=self.document.text[extent.start : extent.end], start=extent.start, end=extent.end)

    def drop(self, block: Block, reason: DropReason) -> None:
        """Leave out what is still kept of a block."""
        self.reasons[block.i] = reason
        self._dropped.extend(Dropped(start=e.start, end=e.end, reason=reason) for e in self.kept[block.i])
        self.kept[block.i] = []

    def cut(self, block: Block, start: int, end: int, reason: DropReason | None) -> None:
        """Take `[start, end)` of the document out of a block; without a reason it is used elsewhere."""
        text = self.document.text
        left: list[Extent] = []
        for piece in self.kept[block.i]:
            for a, b, out in (
                (piece.start, min(piece.end, start), False),
                (max(piece.start, start), min(piece.end, end), True),
                (max(piece.start, end), piece.end, False),
            ):
                while a < b and text[a] in _SPACES:
                    a += 1
                while b > a and text[b - 1] in _SPACES:
                    b -= 1
                if a >= b:
                    continue
                if not out:
                    left.append(Extent(a, b))
                elif reason is not None:
                    self._dropped.append(Dropped(start=a, end=b, reason=reason))
        self.kept[block.i] = left

    def take(self, block: Block) -> None:
        """Take a whole block out of the body for use elsewhere (title, standfirst)."""
        self.kept[block.i] = []

    def is_body(self, block: Block) -> bool:
        """Whether anything of the block is still body."""
        return bool(self.kept[block.i])

    def rest(self, block: Block) -> str:
        """What is still kept of a block."""
        return " ".join(self.document.text[e.start : e.end] for e in self.kept[block.i])

    @property
    def body(self) -> list[Block]:
        """The blocks of which something is still body, in order."""
        return [b for b in self.blocks if self.kept[b.i]]

    @property
    def prose(self) -> bool:
        """Whether the body is made of sentences, so that a line without a full stop says something."""
        long = [b for b in self.body if len(b.words) >= 8]
        return len(long) >= 3 and sum(b.ends for b in long) >= 0.55 * len(long)

    def dropped(self) -> tuple[Dropped, ...]:
        """What was left out, in order."""
        return tuple(sorted(self._dropped, key=lambda d: (d.start, d.end)))

    def paragraphs(self) -> tuple[tuple[Extent, ...], ...]:
        """The body's paragraphs."""
        return tuple(tuple(pieces) for pieces in self.kept if pieces)

    def reopen(self) -> None:
        """Take everything but what is plainly frame back into the body, the title too."""
        sure = {DropReason.SUBSCRIPTION, DropReason.COPYRIGHT, DropReason.EMBED, DropReason.FRAME}
        for block in self.blocks:
            if self.reasons[block.i] not in sure:
                self.kept[block.i] = list(block.pieces)
                self.reasons[block.i] = None
        held = sorted(e for pieces in self.kept for e in pieces)
        starts = [e.start for e in held]

        def free(d: Dropped) -> bool:
            # What is kept never overlaps itself, so only the last piece that begins before the end can reach in.
            before = bisect_left(starts, d.end) - 1
            return before < 0 or held[before].end <= d.start

        self._dropped = [d for d in self._dropped if free(d)]
        self.title = self.subtitle = self.dateline = None
        self.title_block = None


def sentence_like(block: Block) -> bool:
    """Whether a block reads as a sentence of the story rather than as a headline."""
    if len(block.words) >= 45:
        return True
    bare = block.text.rstrip("\"'”’»)] ")
    if bare.endswith(("...", "…")) or not ends_sentence(block.text):
        return False
    return bare.endswith((".", "。", ":", ";")) and len(block.words) >= 4
