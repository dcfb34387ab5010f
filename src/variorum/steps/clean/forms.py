"""What a line's own form says it is: frame, caption, subscription, related, embed, copyright.

Written from the frames of many sites and the forms of agencies' captions; nothing here names an outlet.
"""

import re
from functools import cache

from variorum.records.source import DropReason
from variorum.steps.clean.credits import trailing_agency
from variorum.steps.clean.lines import Block
from variorum.steps.clean.phrases import (
    COPYRIGHT,
    COUNTER,
    DATE_ONLY,
    EMBED,
    EMBED_SIGNS,
    FURNITURE,
    GALLERY_ALL,
    GALLERY_ITEM,
    IDENTIFIER,
    LINKED,
    OPENINGS,
    PICTURED_BY,
    PLAYER,
    RULE,
    STAMPED,
    TALK,
    URL_ONLY,
)
from variorum.text.press import agency_named, agency_pattern, per_press

_HAS_QUOTE = re.compile(r"[\"“”«»]|\bsaid\b|\bsays\b|\btold\b", re.IGNORECASE)
_ITALIC_WRAP = "*_~#> \t"


def _flat(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold().replace("_", " ")).split())


@cache
def _furniture() -> dict[str, DropReason]:
    out: dict[str, DropReason] = {}
    for reason, listing in FURNITURE.items():
        for line in listing.strip().splitlines():
            for entry in line.split("|"):
                out.setdefault(_flat(entry), reason)
    return out


@cache
def _openings() -> tuple[tuple[DropReason, re.Pattern[str]], ...]:
    return tuple((reason, re.compile(r"^[\W_]{0,12}(?:" + form + ")", re.IGNORECASE)) for reason, form in OPENINGS)


@per_press
def _picture_ends() -> re.Pattern[str]:
    """A credit that closes a caption: "(Name/Agency)", "[Photo/…]", "(Agency)", "Name / Agency"."""
    agency = agency_pattern()
    inside = (
        rf"(?:[^()\[\]\n]{{0,120}}?(?:/|\bvia |\bfor |, ?){agency}(?:[/, ][^()\[\]\n]{{0,40}})?"
        rf"|{agency}(?: (?:[Pp]hotos?|[Ff]ile|Images?|/)[^()\[\]\n]{{0,60}})?"
        rf"|{agency}/[^()\[\]\n]{{1,80}}|(?:AP|REUTERS|AFP|EPA)[ /][Pp]hoto[^()\[\]\n]{{0,80}}"
        r"|[^()\[\]\n]{0,40}(?:[Pp]hoto|PHOTO|[Ii]mage|[Pp]icture|[Cc]redit)s?(?: source| credit)?\s?[:/=]"
        r"[^()\[\]\n]{0,90}"
        r"|(?:[Pp]hoto|[Ii]mage|[Pp]icture)s? (?:by|courtesy)[^()\[\]\n]{0,80}"
        r"|(?:[Ff]ile|FILE)(?: [Pp]hoto| [Pp]icture| [Ii]mage| pic)?|[Hh]andout[^()\[\]\n]{0,60}"
        r"|[Cc]ourtesy[^()\[\]\n]{0,80}|[Ss]creen ?(?:grab|shot)[^()\[\]\n]{0,60}|[Ss]upplied[^()\[\]\n]{0,30}"
        r"|[A-Z][\w.'’ -]{2,40} ?/ ?[A-Z][\w.'’& -]{2,40})"
    )
    return re.compile(rf"(?:\((?:\s*){inside}\s*\)|\[\s*{inside}\s*\])[\s.]*$")


@per_press
def _bare_credit_end() -> re.Pattern[str]:
    agency = agency_pattern()
    return re.compile(
        rf"(?:^|[\s.])(?:[A-Z][\w.'’-]+ ){{0,3}}[A-Z][\w.'’-]+ ?/ ?{agency}\s*$"
        rf"|\b{agency}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{1,3}}(?:\s[A-Z ]{{3,40}})?$"
    )


@per_press
def _bare_credit_start() -> re.Pattern[str]:
    agency = agency_pattern()
    return re.compile(
        rf"^(?:(?:[A-Z][\w.'’-]+ ){{1,5}}?(?:/|via) {agency}|(?:[A-Z][\w.'’-]+ ){{0,3}}[A-Z][\w.'’-]+/{agency}"
        rf"|{agency}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,3}})\s"
    )


@per_press
def _agency_first() -> re.Pattern[str]:
    return re.compile(rf"^{agency_pattern()} (?=[A-Z\"“])")


_CLOSED = re.compile(r"[)\]][\s.]*$")
_SCENES = re.compile(
    r"^(?:[A-Z][\w&.' ]{1,30}['’]s? |Our )(?:[A-Z][\w.'’-]+ ){1,4}(?:discusses|reports|explains|talks"
    r"|breaks down|looks (?:at|back|into)|joins|examines|has more|speaks|weighs in|previews|answers)\b"
)
_PLATFORM = frozenset(
    "youtube twitter facebook instagram tiktok telegram snapchat google handout supplied screengrab file pool".split()
)


def furniture(text: str) -> DropReason | None:
    """The reason to drop a line that is nothing but furniture of a page, else None."""
    bare = text.strip(_ITALIC_WRAP)
    if len(bare) > 120:
        return None
    if RULE.match(text) or COUNTER.match(bare) or IDENTIFIER.match(bare) or URL_ONLY.match(bare):
        return DropReason.FRAME
    found = _furniture().get(_flat(bare))
    return DropReason.RELATED if found is DropReason.FRAME and bare.endswith(":") else found


def dated_line(text: str) -> bool:
    """Whether a line is nothing but a date, with "Updated" or a time beside it."""
    return (len(text) < 90 and bool(DATE_ONLY.match(text))) or (
        len(text) < 120 and len(text.split()) <= 14 and bool(STAMPED.search(text))
    )


def picture_credit(text: str) -> bool:
    """Whether a line is, or ends or begins with, a credit of the form that only pictures carry."""
    tail, start = text[-220:], text[:160]
    # Looked for first, since most lines have none of them: a bracket that closes the line, a stroke, "via".
    if (_CLOSED.search(tail) and _picture_ends().search(tail)) or PICTURED_BY.search(tail):
        return True
    if (
        ("/" in start or "via " in start)
        and _bare_credit_start().match(start)
        and not start.startswith(("AP ", "AFP "))
    ):
        return True
    return "/" in tail and bool(_bare_credit_end().search(tail)) and not _HAS_QUOTE.search(text[:-60])


def form_of(block: Block) -> DropReason | None:
    """Why a block is no body, judged by its own form; None where the form does not say.

    Args:
        block: One block.
    """
    text = block.text
    found = furniture(text)
    if found:
        return found
    if dated_line(text):
        return DropReason.FRAME
    if COPYRIGHT.match(text[:300]) and len(block.words) < 80:
        return DropReason.COPYRIGHT
    if len(block.words) < 120 and any(sign in text for sign in EMBED_SIGNS) and EMBED.search(text):
        return DropReason.EMBED
    if _gallery(text):
        return DropReason.CAPTION
    if PLAYER.search(text[:400]) and len(block.words) < 120:
        return DropReason.CAPTION
    if len(text) < 210 and len(block.words) >= 4 and LINKED.match(text) and not picture_credit(text):
        return DropReason.RELATED
    # What a reader is told: dense talk of accounts, addresses and newsletters.
    talk = len(TALK.findall(text[:6000].lower()))
    if talk >= 2 and talk * 14 >= min(len(block.words), 1000) and _addresses(block) and not _quotes_much(text):
        return DropReason.SUBSCRIPTION
    if len(block.words) <= 6 and picture_credit(text) and trailing_agency(text) is None:
        return DropReason.PHOTO_CREDIT
    opening = text[:500]
    for reason, pattern in _openings():
        if pattern.match(opening) and _fits(reason, block):
            return reason
    # "… sentence. (Reuters)" may close the story; who stands where is judged later.
    if picture_credit(text) and trailing_agency(text) is None:
        return DropReason.PHOTO_CREDIT if len(block.words) <= 9 else DropReason.CAPTION
    if not block.ends and len(block.words) >= 6 and _agency_first().match(text):
        return DropReason.CAPTION
    if _SCENES.match(text) and len(block.words) <= 30:
        return DropReason.CAPTION
    if 1 <= len(block.words) <= 5 and not block.ends:
        last = block.words[-1]
        if last in _PLATFORM or ((agency := agency_named(text.strip(" ()[]"))) and agency.pictures):
            return DropReason.PHOTO_CREDIT
    return None


_READER = re.compile(r"\b(?:you|your|please|us|our|my|click|here)\b|https?://|@", re.IGNORECASE)


def _addresses(block: Block) -> bool:
    """Whether a line speaks to its reader; a report on accounts and newsletters does not."""
    return not block.ends or bool(_READER.search(block.text[:3000]))


def _quotes_much(text: str) -> bool:
    marks = sum(text.count(m) for m in '"“”')
    return marks >= 2 and bool(re.search(r"\b(?:said|says|told|added)\b", text))


def _gallery(text: str) -> bool:
    if len(text) < 400 and GALLERY_ALL.search(text):
        return True
    items = [(int(a), int(b)) for a, b in GALLERY_ITEM.findall(text[:4000])]
    if not items:
        return False
    start = re.match(r"^\d{1,3}/\d{1,3}\s", text)
    counts = [a for a, b in items if b == items[0][1] and 0 < a <= b]
    return (bool(start) and items[0][0] <= items[0][1] > 1) or (
        len(counts) >= 3 and counts == sorted(counts) and len(set(counts)) == len(counts)
    )


def _fits(reason: DropReason, block: Block) -> bool:
    """Openings that a sentence of the story could have too need more than the opening."""
    n = len(block.words)
    if reason is DropReason.CAPTION:
        return n < 120
    if reason is DropReason.PHOTO_CREDIT:
        return n <= 14 or not block.ends
    if reason is DropReason.RELATED:
        return n <= (15 if block.text.rstrip("\"'”’").endswith(".") else 40)
    if reason is DropReason.FRAME:
        return n <= 45
    return n <= 60
