"""Datelines: the place line before a lede, with the agency that it names.

Source: the forms that agencies' style books give (AP Stylebook, "datelines"; Reuters Handbook of Journalism).
"""

import re
from functools import cache

import msgspec

from variorum.text.gazetteer import fold, known_places
from variorum.text.press import agency_pattern, per_press, press_names

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|"
    r"SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)"
)
_DATE = (
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? ?)?(?:{_MONTH}\.? \d{{1,2}}|\d{{1,2}} {_MONTH}\.?)"
    r"(?:,? \d{4})?"
)
_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’`-]+"
_MIXED = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*"
_REGION = rf"(?:, {_MIXED}(?: {_MIXED}){{0,3}}){{0,2}}"
_UPPER_PLACE = rf"{_CAPS}(?:(?: |/| / |-|, ){_CAPS}){{0,5}}(?:,? ?\b(?:and|de|del|la|al|el|DE|DEL)\b {_CAPS})?{_REGION}"
_MIXED_PLACE = rf"{_MIXED}(?:[ /-](?:(?:de|del|la|al|of|the|and) )?{_MIXED}){{0,3}}{_REGION}"
_DASH = r"(?:\s*(?:--?|[–—―_])+\s*|\s*:\s+)"
_EAST_ASIAN = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\d０-９\s=＝・、"
_PARENS = r"\((?P<who>[A-Z][\w .&'’/,-]{1,40})\)"


class Dateline(msgspec.Struct, frozen=True):
    """A dateline at the head of a text; offsets into that text.

    Attributes:
        end: Where the lede begins.
        place: Extent of the place, or None.
        names: Agencies or outlets that it names, each with its extent.
    """

    end: int
    place: tuple[int, int] | None
    names: tuple[tuple[str, int, int], ...]


@per_press
def _dateline_patterns() -> tuple[re.Pattern[str], ...]:
    agency = agency_pattern()
    date = rf"(?:[,.]? {_DATE})?"
    return (
        re.compile(rf"^(?P<place>{_UPPER_PLACE}?){date},? ?{_PARENS}{date}{_DASH}"),
        re.compile(rf"^(?P<place>{_UPPER_PLACE}?){date}(?:[,.]? (?P<who>{agency}))?{date}{_DASH}(?=\S)"),
        re.compile(rf"^(?P<place>{_MIXED_PLACE}?){date},? {_PARENS}{_DASH}"),
        re.compile(rf"^(?P<place>{_UPPER_PLACE}?){date},? ?{_PARENS} (?=[A-Z\"“])"),
        re.compile(rf"^(?P<place>{_UPPER_PLACE}?){date}\.? /(?P<who>[A-Z][\w -]{{1,30}})/[.\s–—-]*(?=\S)"),
        re.compile(rf"^(?:{_DATE} )?{_PARENS}(?:{_DASH}|\s+)(?=[\w\"“‘'])"),
        re.compile(
            rf"^(?P<place>{_MIXED}(?: {_MIXED}){{0,2}}(?:, {_MIXED}(?: {_MIXED}){{0,2}})?)"
            r" [–—] (?=[A-Z\"“][^–—]{60})"
        ),
        # Madrid, 2 oct (EFE).- · Berlin (dpa/AFP) - · Lisboa, 02 out 2024 (Lusa) –
        re.compile(
            rf"^(?P<place>{_MIXED_PLACE}?)(?:,? \d{{1,2}} [^\W\d_]{{3,10}}\.?(?: \d{{4}})?)?,? ?"
            rf"\((?P<who>{agency}(?:[/,] ?{agency}){{0,3}})\)\s?\.?\s?[-–—:]+\s*(?=\S)"
        ),
        # МОСКВА, 2 октября. /ТАСС/.
        re.compile(
            rf"^(?P<place>[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]+){{0,2}})(?:,[^/\n]{{0,24}})?\s?/(?P<who>{agency})/"
            r"[.\s–—-]*(?=\S)"
        ),
        # (서울=연합뉴스) · 【ロンドン＝共同】 · ［東京　２日　ロイター］
        re.compile(
            rf"^[（(【〔［\[][{_EAST_ASIAN}]{{0,24}}?(?P<who>{agency})[{_EAST_ASIAN}]{{0,12}}[）)】〕］\]]\s*(?:{_DASH})?(?=\S)"
        ),
        # 新华社北京10月2日电
        re.compile(
            rf"^(?P<who>{agency})(?P<place>[\u3400-\u9fff]{{1,10}}?)\d{{1,2}}月\d{{1,2}}日(?:[电電讯訊])?\s*(?=\S)"
        ),
        # القاهرة (أ ف ب) - · إسطنبول/ الأناضول
        re.compile(
            rf"^(?P<place>[\u0600-\u06ff ]{{2,30}}?)[،, ]*[/(] ?(?P<who>{agency})(?:\)|(?=\s))\s*[-–—:]*\s*(?=\S)"
        ),
    )


_NAMED_ONLY = range(7, 12)
"""Forms that are datelines only with a known agency in them."""


def dateline_of(text: str) -> Dateline | None:
    """The dateline that a body's first paragraph opens with, or None.

    Args:
        text: The paragraph.

    Example:
        >>> dateline_of("PORT VALE (AP) — Nine people were hurt.").end
        17
    """
    head = text[:200]
    for n, pattern in enumerate(_dateline_patterns()):
        found = pattern.match(head)
        if not found:
            continue
        groups = found.groupdict()
        place = found.span("place") if groups.get("place") else None
        names = []
        if groups.get("who"):
            base = found.start("who")
            names = [(name, base + a, base + b) for name, a, b in press_names(found.group("who"))]
        if n == 0 and place and not names and _press_like(found.group("who")):
            # A place in capitals, a name in brackets, a dash: an agency's form, also where the agency is not known.
            names = [(found.group("who"), *found.span("who"))]
        if n in (0, 2, 3, 4, 5, *_NAMED_ONLY) and not names:
            continue
        if n == 1 and not _place_like(found.group("place"), found.group()):
            continue
        if n == 6 and len(found.group("place").split()) > 4:
            continue
        return Dateline(end=found.end(), place=place, names=tuple(names))
    return None


_NOT_PLACES = frozenset(
    "breaking update updated exclusive watch video live photos photo opinion analysis editorial note correction read "
    "related more fact exclusive: just a i the who what how why when where q a".split()
)


def _press_like(name: str) -> bool:
    words = name.split()
    date_words = {w.strip(".,").casefold()[:3] for w in words} & _DATE_STARTS
    return len(words) <= 3 and not date_words and fold(name) not in _places() and not any(c.isdigit() for c in name)


_DATE_STARTS = frozenset("mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec".split())


def _place_like(place: str, whole: str) -> bool:
    words = re.findall(r"\w+", place)
    if not words or words[0].casefold() in _NOT_PLACES or len(words[0]) < 2 or len(whole) < 5:
        return False
    # A colon follows many words in capitals; only a known place, or one with its region, is a dateline.
    return ":" not in whole or "," in place or fold(place) in _places()


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(p) for p in known_places())
