"""Captions, told by a missing full stop together with repetition, position or neighbours."""

import re
from collections import Counter
from itertools import pairwise

from variorum.records.source import DropReason
from variorum.steps.clean.dateline import dateline_of
from variorum.steps.clean.draft import Draft
from variorum.steps.clean.head import overlap
from variorum.steps.clean.lines import Block, content_words, words_of

_RUN = 4  # words of a run that counts as repeated
_LONG = 8  # words from which a line without a full stop is no crosshead
_CLEARLY_LONG = 11
_CUT_OFF = 15  # words from which a last line without a stop is a text that was cut off, not a headline
_CAPTIONS = frozenset({DropReason.CAPTION, DropReason.PHOTO_CREDIT})


def drop_captions(draft: Draft) -> None:
    """Drop captions, told by a missing full stop together with repetition, position or neighbours."""
    if not draft.prose:
        return
    _near_twins(draft)
    _same_again(draft)
    elsewhere = _shares(draft)
    _captions(draft, elsewhere)
    _tail(draft, elsewhere)


def _runs(block: Block) -> set[tuple[str, ...]]:
    words = block.words
    return {words[k : k + _RUN] for k in range(len(words) - _RUN + 1)}


def _shares(draft: Draft) -> dict[int, float]:
    """For each block of the body the share of its four-word runs that stand in another block."""
    runs = {b.i: _runs(b) for b in draft.body}
    count: Counter[tuple[str, ...]] = Counter()
    for own in runs.values():
        count.update(own)
    return {i: sum(count[r] > 1 for r in own) / len(own) if own else 0.0 for i, own in runs.items()}


def _near_twins(draft: Draft) -> None:
    """Two neighbouring lines that say the same are a picture's text and its caption."""
    body = draft.body
    for a, b in pairwise(body):
        if min(len(a.words), len(b.words)) < _LONG or not (draft.is_body(a) and draft.is_body(b)):
            continue
        if any(draft.is_body(x) for x in draft.blocks[a.i + 1 : b.i]):
            continue
        one, two = frozenset(a.words), frozenset(b.words)
        if len(one & two) < 0.85 * len(one | two):
            continue
        around = draft.reasons[max(0, a.i - 1) : b.i + 3]
        if any(r in _CAPTIONS for r in around):
            draft.drop(a, DropReason.CAPTION)
            draft.drop(b, DropReason.CAPTION)
        else:
            draft.drop(a if b.ends and not a.ends else b, DropReason.REPEATED)


def _same_again(draft: Draft) -> None:
    """A line that stands twice is kept once, where it was first."""
    groups: dict[tuple[str, ...], list[Block]] = {}
    for block in draft.body:
        if len(block.words) >= 6 and not block.text.endswith("?"):  # an interview asks the same again
            groups.setdefault(block.words, []).append(block)
    for group in groups.values():
        # The one with a full stop is the story's; the other stands under a picture.
        kept = next((b for b in group if b.ends), group[0])
        for block in group:
            if block is not kept:
                draft.drop(block, DropReason.REPEATED)


def _captions(draft: Draft, elsewhere: dict[int, float]) -> None:
    body = draft.body
    title = draft.title.text if draft.title else ""
    title_runs = _word_runs(title)
    last = body[-1].i if body else -1
    loose = [b for b in body if not b.ends and not b.listed and len(b.words) >= _LONG]
    plain = _plain(body)
    captioned = len(loose) > 1 or any(r in _CAPTIONS for r in draft.reasons)
    for n, block in enumerate(body):
        if block.ends or block.listed or block.i in draft.summary:
            continue
        again = elsewhere.get(block.i, 0)
        quoted = _speaks(block.text) or (block.text[-1:] in "\"”’'»" and len(block.words) >= _LONG)
        # A sentence of the story may lack its stop by error, above all where a text was cut off.
        unfinished = (
            (
                again < 0.4
                and len(block.words) >= (_CUT_OFF if block.i == last else 20)
                and (block.i == last or not captioned)
            )
            or (len(block.words) >= 30 and len(_INNER_STOPS.findall(block.text)) > 0 and again < 0.4)
            or dateline_of(block.text) is not None
        )
        neighbour = any(draft.reasons[j] in _CAPTIONS for j in (block.i - 1, block.i + 1) if 0 <= j < len(draft.blocks))
        beside = any(b in loose for b in body[max(0, n - 1) : n + 2] if b is not block and abs(b.i - block.i) == 1)
        long = len(block.words) >= _CLEARLY_LONG or (
            len(block.words) >= _LONG and (neighbour or beside or again >= 0.3)
        )
        if unfinished or _in_list(draft, body, n):
            continue
        if quoted and not neighbour and again < 0.5:
            continue
        if _wrapped_in_marks(block.text) and len(block.words) <= 10 and again < 0.5 and not neighbour:
            continue
        evident = again >= 0.5 or (neighbour and len(block.words) >= _LONG)
        if evident or (plain and (long or _word_runs(block.text) & title_runs)):
            draft.drop(block, DropReason.CAPTION)
    _quoted_between(draft)


def _plain(body: list[Block]) -> bool:
    """Whether nearly all lines end in a stop: where many do not, they are the story's own lists or heads."""
    lines = [b for b in body if len(b.words) >= 4]
    return sum(not b.ends for b in lines) <= 0.4 * len(lines)


def _wrapped_in_marks(text: str) -> bool:
    return text[:1] in "\"“'‘«" and text[-1:] in "\"”'’»"


_INNER_STOPS = re.compile(r"[a-z)\"”][.?!][\"”]? (?=[A-Z\"“])")
_SPEECH = re.compile(r"\b(?:said|says|told|added|wrote|asked|replied|tweeted|insisted|argued|stated)\b")


def _speaks(text: str) -> bool:
    """Whether a line quotes and says who spoke."""
    return any(m in text for m in '"“”') and bool(_SPEECH.search(text))


def _quoted_between(draft: Draft) -> None:
    """A quotation without a stop beside a caption belongs to it."""
    for block in draft.body:
        if block.ends or block.listed or block.text[-1:] not in "\"”’'»" or len(block.words) < _LONG:
            continue
        if any(draft.reasons[j] in _CAPTIONS for j in (block.i - 1, block.i + 1) if 0 <= j < len(draft.blocks)):
            draft.drop(block, DropReason.CAPTION)


def _word_runs(text: str, n: int = 3) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {words[k : k + n] for k in range(len(words) - n + 1) if len(content_words(words[k : k + n])) >= n - 1}


def _in_list(draft: Draft, body: list[Block], n: int) -> bool:
    """Whether a line without a stop stands in a run of at least five such: a list or table of the story."""
    first = n
    while first and not body[first - 1].ends and body[first].i - body[first - 1].i == 1:
        first -= 1
    end = n + 1
    while end < len(body) and not body[end].ends and body[end].i - body[end - 1].i == 1:
        end += 1
    if end - first < 5:
        return False
    others = [b for b in body if not first <= b.i < end]
    return sum(overlap(b, others) for b in body[first:end]) / (end - first) < 0.75


def _tail(draft: Draft, elsewhere: dict[int, float]) -> None:
    """After the last sentence: headlines of other pages, captions of a gallery."""
    body = draft.body
    end = len(body)
    while end:
        last = body[end - 1]
        if last.ends or last.listed or last.i in draft.summary or len(last.words) >= _CUT_OFF or _speaks(last.text):
            break
        end -= 1
    if end > 2:
        for block in body[end:]:
            draft.drop(block, DropReason.FRAME)
    _gallery_tail(draft, elsewhere)


def _gallery_tail(draft: Draft, elsewhere: dict[int, float]) -> None:
    """A closing run of lines that repeat one another, some without a stop, is a gallery's captions."""
    first = len(draft.blocks)
    open_ended = repeated = 0
    for block in reversed(draft.blocks):
        caption = draft.reasons[block.i] is not None
        loose = not block.ends or block.text.endswith(",")
        again = elsewhere.get(block.i, 0) >= 0.4 or draft.reasons[block.i] is DropReason.REPEATED
        if not (caption or loose or again):
            break
        open_ended += loose
        repeated += again
        first = block.i
    if repeated >= 2 and open_ended >= 1 and 3 < first < len(draft.blocks) - 2:
        for block in draft.blocks[first:]:
            if draft.is_body(block):
                draft.drop(block, DropReason.CAPTION)
