"""Title, standfirst, byline and dateline: the top of an article (its title may also stand last)."""

import re

from variorum.records.place import Extent
from variorum.records.source import DropReason, Located
from variorum.steps.clean.credits import byline_of, credit_line, name_like, only_agencies
from variorum.steps.clean.dateline import dateline_of
from variorum.steps.clean.draft import Draft, sentence_like
from variorum.steps.clean.glue import glue_point
from variorum.steps.clean.lines import Block, content_words, count_letters, words_of

_LONGEST_TITLE = 260  # code points
_MOST_HEAD = 250  # lines of menus above an article
_KICKER = 4  # words of a section's or series' name above a headline
_MARKDOWN = re.compile(r"^#{1,6}\s+(?=\S)")
_ABBREVIATED_END = re.compile(r"\b(?:[A-Z]\.){2,}$")


def overlap(line: Block | tuple[str, ...], others: list[Block]) -> float:
    """Share of a line's content words that stand in the other blocks."""
    mine = content_words(line.words if isinstance(line, Block) else line)
    if not mine:
        return 0.0
    theirs: set[str] = set()
    for block in others:
        theirs |= content_words(block.words)
    return len(mine & theirs) / len(mine)


def find_title(draft: Draft) -> None:
    """Find the headline and drop what stands before it; drop its repetitions too."""
    if draft.document.title:
        _given_title(draft, draft.document.title)
    elif not _first_title(draft) and not _last_title(draft):
        _glued_title(draft)
    if draft.title is not None:
        _drop_repeats(draft, draft.title.text)


def _set_title(draft: Draft, block: Block) -> None:
    mark = _MARKDOWN.match(block.text)
    start = mark.end() if mark else 0
    end = len(block.text.rstrip("# ")) if mark else len(block.text)
    if mark and end <= start:
        return
    extent = draft.extent(block, start, end)
    if mark:
        draft.cut(block, block.start, extent.start, DropReason.FRAME)
        draft.cut(block, extent.end, block.end, DropReason.FRAME)
    draft.title = draft.located(extent)
    draft.title_block = block.i
    draft.take(block)


def _given_title(draft: Draft, title: str) -> None:
    wanted = words_of(title)
    near = [*draft.blocks[:10], *draft.blocks[-3:]]
    for block in near:
        if wanted and block.words == wanted and not draft.reasons[block.i]:
            _set_title(draft, block)
            break
    else:
        for block in draft.body[:4]:
            if len(wanted) >= 3 and block.words[: len(wanted)] == wanted and block.text.startswith(title):
                extent = draft.extent(block, 0, len(title))
                draft.title = draft.located(extent)
                draft.title_block = block.i
                draft.cut(block, extent.start, extent.end, None)
                break
        else:
            draft.title = Located(text=title)
            return
    _drop_before(draft)


def _drop_before(draft: Draft) -> None:
    """Lines before a title at the top are the site's."""
    if draft.title_block is None:
        return
    above = [b for b in draft.body if b.i < draft.title_block]
    if any(sentence_like(b) and len(b.words) > 12 for b in above):
        return
    for block in above:
        draft.drop(block, DropReason.FRAME)


def _head(draft: Draft) -> tuple[list[Block], list[Block]]:
    """The lines before the first sentence, and the blocks from it on."""
    head: list[Block] = []
    body = draft.body
    for n, block in enumerate(body):
        if block.i in draft.summary:
            return head, body[n:]
        if (
            (sentence_like(block) and not _title_though_stopped(body, n))
            or dateline_of(block.text)
            or len(head) > _MOST_HEAD
        ):
            return head, body[n:]
        head.append(block)
    return head, []


def _title_though_stopped(body: list[Block], n: int) -> bool:
    """Whether the first line is a headline in spite of its stop: set off from the rest, or ending in "U.S."."""
    block = body[n]
    if n or not 3 <= len(block.words) <= 18 or len(body) < 3:
        return False
    if _ABBREVIATED_END.search(block.text):
        return True
    return body[1].gap and len(body) >= 5 and not any(b.gap for b in body[2:])


def _first_title(draft: Draft) -> bool:
    head, rest = _head(draft)
    candidates = [
        b
        for b in head
        if 3 <= len(b.words) <= 45
        and len(b.text) <= _LONGEST_TITLE
        and not (byline_of(b.text) and b.i)
        and not only_agencies(b.text)
        and not _foreign(draft, b)
    ]
    following = [b for b in rest[:6] if len(b.words) >= 5]
    if not candidates or (not following and len(draft.body) < 3):
        return False
    marked = [b for b in candidates if _MARKDOWN.match(b.text)]
    chosen = marked[0] if marked else None
    if chosen is None and following:
        fit = [b for b in candidates if overlap(b, following) >= 0.25]
        chosen = next((b for b in fit if len(b.words) >= 4), None)
        if len(fit) > _KICKER:
            # Under a page's menus the headline is the line that says most of what the story says.
            best = max(fit, key=lambda b: (overlap(b, following) * min(1.0, len(b.words) / 7), -b.i))
            chosen = best if len(best.words) >= _KICKER else chosen
        if chosen is not None and len(chosen.words) <= _KICKER and overlap(chosen, following) < 0.67:
            chosen = next((b for b in fit if len(b.words) > _KICKER), chosen)
    if chosen is None:
        chosen = next((b for b in candidates if len(b.words) >= 4), None)
        if chosen is not None and not draft.prose and len(head) > 3:
            chosen = candidates[0]  # no sentences at all to go by
    if chosen is None and draft.prose and candidates[0].i == 0:
        chosen = candidates[0]
    if chosen is None:
        return False
    _set_title(draft, chosen)
    _drop_before(draft)
    return True


def _foreign(draft: Draft, block: Block) -> bool:
    return foreign_script(block.text, latin_document(draft.document.text))


def latin_document(text: str) -> bool:
    """Whether most letters of a text are Latin."""
    latin, letters = count_letters(text[:20000])
    return latin * 2 > letters


def foreign_script(text: str, latin: bool) -> bool:
    """Whether a line is in another script than a Latin document is."""
    if not latin or text[:400].isascii():
        return False
    plain, letters = count_letters(text[:400])
    return plain * 2 < letters


def _last_title(draft: Draft) -> bool:
    """A headline that stands last: no full stop, and the lede's words."""
    body = draft.body
    if len(body) < 4 or not draft.prose:
        return False
    block = body[-1]
    if block.ends or not 4 <= len(block.words) <= 28 or len(block.text) > _LONGEST_TITLE or block.listed:
        return False
    if overlap(block, body[:6]) < 0.5:
        return False
    _set_title(draft, block)
    return True


def _glued_title(draft: Draft) -> None:
    """A headline that runs into the lede on one line."""
    body = draft.body
    if not body:
        return
    block = body[0]
    if draft.kept[block.i] != list(block.pieces) or len(block.pieces) > 1:
        return
    at = glue_point(block.text)
    if at is None:
        return
    extent = draft.extent(block, 0, len(block.text[:at].rstrip()))
    draft.title = draft.located(extent)
    draft.title_block = block.i
    draft.cut(block, extent.start, extent.end, None)


def _drop_repeats(draft: Draft, title: str) -> None:
    """Lines at the top and the end that only say the title again, maybe with a date or a site's name."""
    wanted = words_of(title)
    if len(wanted) < 3:
        return
    bag = frozenset(wanted)
    near = draft.body[:6] + draft.body[-4:]
    for block in near:
        words = block.words
        if not draft.is_body(block) or not words:
            continue
        extra = len(words) - len(wanted)
        same = len(bag & frozenset(words)) / len(bag | frozenset(words))
        begins = words[: len(wanted)] == wanted and 0 <= extra <= 10 and not block.ends
        if begins or (same >= 0.85 and abs(extra) <= 2 and not _plain_sentence(block)):
            draft.drop(block, DropReason.REPEATED)


def _plain_sentence(block: Block) -> bool:
    return block.ends and block.text.rstrip("\"'”’ ").endswith(".")


def find_subtitle_and_byline(draft: Draft) -> None:
    """Standfirst and byline between the title and the first sentence."""
    if draft.title is None or draft.title.start is None or draft.title_block is None:
        _bylines(draft, draft.body[:4])
        return
    after = [b for b in draft.body if b.i > draft.title_block]
    head: list[Block] = []
    for block in after[:8]:
        if block.i in draft.summary or dateline_of(block.text) or (sentence_like(block) and not byline_of(block.text)):
            break
        head.append(block)
    else:
        head = []
    if len(head) == len(after):
        head = []
    _bylines(draft, head or after[:2])
    for block in head:
        if not draft.is_body(block) or block.listed or credit_line(block.text) is not None:
            continue
        if name_like(block.text):
            draft.byline = draft.byline or block.text
            draft.drop(block, DropReason.BYLINE)
            continue
        if draft.prose and not block.ends and len(block.words) <= _KICKER:
            draft.drop(block, DropReason.FRAME)  # a section, a time, a place: no crosshead stands before the lede
            continue
        if draft.subtitle is None and 5 <= len(block.words) <= 45 and draft.prose and not block.ends:
            extent = draft.extent(block, 0, len(block.text))
            draft.subtitle = draft.located(extent)
            draft.take(block)


def _bylines(draft: Draft, blocks: list[Block]) -> None:
    for block in blocks:
        found = byline_of(block.text) if draft.is_body(block) and len(block.words) <= 26 else None
        if not found or (block.ends and len(block.words) > 8):
            continue
        who, names = found
        draft.byline = draft.byline or who or None
        draft.credits.extend((name, draft.extent(block, a, b)) for name, a, b in names)
        draft.drop(block, DropReason.BYLINE)


def find_dateline(draft: Draft) -> None:
    """The dateline at the head of one of the first paragraphs, with the agency that it names."""
    for block in draft.body[:5]:
        if draft.kept[block.i][0].start != block.start:
            reading = draft.rest(block)
            shift = draft.kept[block.i][0].start
            line = dateline_of(reading)
            if line is None or len(draft.kept[block.i]) > 1:
                continue
            _apply(draft, block, shift, line.end, line.place, line.names)
            return
        line = dateline_of(block.text)
        if line and line.end < len(block.text):
            _apply(draft, block, block.start, line.end, line.place, line.names)
            return


def _apply(
    draft: Draft,
    block: Block,
    base: int,
    end: int,
    place: tuple[int, int] | None,
    names: tuple[tuple[str, int, int], ...],
) -> None:
    draft.cut(block, base, base + end, DropReason.DATELINE)
    if place and draft.dateline is None:
        a, b = base + place[0], base + place[1]
        draft.dateline = draft.located(Extent(a, b))
    draft.credits.extend((name, Extent(base + a, base + b)) for name, a, b in names)
    draft.named_first = frozenset(name for name, _, _ in names)
