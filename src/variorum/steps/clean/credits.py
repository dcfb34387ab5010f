"""Bylines, agency credits and outlets, as the text itself states them."""

import re

from variorum.text.gazetteer import fold, given
from variorum.text.press import (
    agency_credited,
    agency_named,
    agency_pattern,
    credit_patterns,
    may_end_in_agency,
    outlet_named,
    per_press,
    press_names,
)

# --- bylines -------------------------------------------------------------------------------------
_PERSON = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|de|van|von|der|den|bin|al|el|la|da|di|du|le|ter|ten|of)"
_BYLINE = re.compile(
    rf"^[\W_]{{0,12}}(?:(?:[Ww]ritten|[Rr]eported|[Ss]tory|[Tt]ext|[Aa]nalysis|[Rr]eport|WRITTEN) )?(?:[Bb]y"
    rf"|BY)(?: |: ?)(?P<who>{_PERSON}(?:[ ,;/&|]+(?:and |in |for |with )?{_PERSON}){{0,24}})[\s.,"
    rf"|–—-]*(?P<rest>[^.!?]{{0,80}})$"
)
_SIGNED = re.compile(
    r"^(?P<who>[A-ZÀ-ÖØ-Þ][\w.'’-]+(?: [A-ZÀ-ÖØ-Þ][\w.'’-]*){1,4})(?: ?[,|–—/-] ?| (?:for|of) )"
    r"(?P<role>.{2,60})$"
)
_ADDRESS = re.compile(r"\s*[(<]?\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)>]?")
_BIO = re.compile(
    r"^[A-ZÀ-ÖØ-Þ][\w.'’-]+(?: [A-ZÀ-ÖØ-Þ][\w.'’-]+){1,3} (?:is|was) (?:an? |the )?(?:[\w'’&.-]+ ){0,8}"
    r"(?:reporter|correspondent|editor|writer|journalist|columnist|contributor|bureau chief)\b.{0,160}$"
)
_BEAT = re.compile(r"\b(?:based in|who covers|covering|covers|for The|at The|reporting (?:on|from)|writes about)\b")
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|staff|journalist|columnist|contributor|producer|bureau chief"
    r"|news desk|newsroom)\b",
    re.IGNORECASE,
)


def byline_of(text: str) -> tuple[str, tuple[tuple[str, int, int], ...]] | None:
    """Who signed, and the agencies that the byline names with their extents; None where it is no byline.

    Args:
        text: A line from the head of an article or its end.

    Example:
        >>> byline_of("By Ana Maria Soto and J. P. Reed")[0]
        'Ana Maria Soto and J. P. Reed'
    """
    if len(text) > 240:
        return None
    found = _BYLINE.match(_ADDRESS.sub("", text))
    if found:
        who = found.group("who").strip(" ,;/&|-–—")
        rest = found.group("rest")
        if len(rest.split()) > 12:
            return None
        base = found.start("who")
        names = [(n, base + a, base + b) for n, a, b in press_names(found.group("who"))]
        people = who
        for _, a, b in reversed(names):
            people = people[: max(0, a - base)] + people[b - base :]
        people = re.sub(r"[\s,;/&|]*(?:\b(?:and|in|for|with)\b)?[\s,;/&|–—-]*$", "", people).strip(" ,;/&|-–—")
        return ("" if names and not people else people or who), tuple(names)
    signed = _SIGNED.match(text)
    if signed and len(text.split()) <= 12 and not re.search(r"[.!?]$", text):
        role = signed.group("role")
        base = signed.start("role")
        names = [(n, base + a, base + b) for n, a, b in press_names(role)]
        if names or _ROLE.search(role):
            return signed.group("who"), tuple(names)
    return None


def writers_note(text: str) -> bool:
    """Whether a line tells of the writer: "X is a reporter based in Y."."""
    return len(text) < 300 and bool(_BIO.match(text)) and bool(_BEAT.search(text))


def name_like(text: str) -> bool:
    """Whether a line is nothing but one or more people's names, the first of them a known given name."""
    words = text.replace(",", " ").split()
    if not 2 <= len(words) <= 12 or not all(w[:1].isupper() or w in ("and", "&", "in", "de", "van") for w in words):
        return False
    return fold(words[0]) in given() and (len(words) <= 4 or "and" in words or "," in text or "&" in words)


# --- credits at the end --------------------------------------------------------------------------
_REPORTING = re.compile(
    r"^[\W_]{0,12}(?:(?:additional |extra |further )?(?:reporting|writing|editing|translation|research|edited"
    r"|written|compiled|translated|reported|production|report)(?:,? (?:and |& )?(?:writing|editing"
    r"|reporting))?\s*(?:by\b|from\b|:)"
    r"|with (?:additional )?(?:reporting|assistance|files|inputs?|contributions?|help|material|agency inputs"
    r"|information|wire reports|reports?)\b\s*(?:by|from|:|of)?"
    r"|(?:from|source|sources|via|agency|agencies|wires?)\s*:|contributing\b|(?:the )?(?:writer|author"
    r"|reporter) (?:is|can be)\b|with agencies\b|agencies\b|staff and wire\b|from (?:our )?(?:staff|wire"
    r"|news) (?:and|reports|services))",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:to (?:this|the) (?:\w+ )?(?:report|story|article|piece|post|dispatch|coverage)"
    r"|reporting|additional|writing|research)\b|\bcontributed\W*$|\b(?:this|the) (?:story|article|report|piece"
    r"|content)\b.{0,60}\b(?:was|has been|is) (?:\w+ ){0,2}(?:produced|provided|published|written|translated"
    r"|syndicated|generated|created|edited|reported|supplied|auto-generated)\b",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"[(\[](?:Additional |additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslat(?:ed|ion)"
    r"|[Ww]ritten"
    r"|[Ee]dited|[Rr]eport by|With (?:files|inputs?|reporting|assistance))\b"
)


_MARKED = re.compile(r"[()\[\]（）［］【】〔〕/:：©—–-]")
"""What makes a credit of letters that are a word elsewhere: "(MAP)" is an agency, "MAP" on a line a picture's label."""

_PICTURED = re.compile(r"photo|foto|image|imagen|bild|picture|video|graphic|фото|写真|사진|صورة|图", re.IGNORECASE)


@per_press
def _only_agencies() -> re.Pattern[str]:
    agency = agency_pattern()
    return re.compile(
        rf"^[\W_]{{0,12}}(?:(?:via|from|by|source:?|agency:?|with|©)\W+)?{agency}"
        rf"(?:\W+(?:(?:and|with|&)\W+)?{agency}){{0,5}}[\W_]*$",
        re.IGNORECASE,
    )


@per_press
def _trailing() -> re.Pattern[str]:
    leads, listed = credit_patterns()
    one = rf"(?:{agency_pattern()})"
    return re.compile(
        rf"(?<=[.!?\"”’'»。！？」』؟…])\s*(?:\s[-–—]+\s?|\s[(\[]|[（［【〔]|\s/\s?|\s)"
        rf"(?:{leads}(?P<led>{listed})|(?P<who>{one}(?:\s*(?:[-–—/,&]|and)\s*{one}){{0,4}}))[)\]）］】〕/]?[.。]?\s*$"
    )


@per_press
def _led() -> re.Pattern[str]:
    """A line that ends in words like "with material from" and an agency, in any of the listed languages."""
    leads, listed = credit_patterns()
    return re.compile(
        rf"^[\W_]{{0,12}}(?P<before>[^.!?。！？\n]{{0,60}}?){leads}(?P<who>{listed})(?:電|电|讯|供稿|報道|报道|提供|제공)?[\W_]*$"
    )


@per_press
def _with_inputs() -> re.Pattern[str]:
    """The agency between the words: "With AFP inputs", "With Reuters and AP material"."""
    _, listed = credit_patterns()
    return re.compile(
        rf"^[\W_]{{0,12}}[Ww]ith (?P<who>{listed}) (?:inputs?|files?|material|reports?|content|copy|wires?)[\W_]*$"
    )


@per_press
def _any_agency() -> re.Pattern[str]:
    # Letters of scripts without spaces may stand right beside a name.
    return re.compile(rf"(?<![A-Za-zÀ-ɏͰ-ϿЀ-ӿ\d_/]){agency_pattern()}(?![A-Za-zÀ-ɏͰ-ϿЀ-ӿ\d_/])")


def only_agencies(text: str) -> tuple[tuple[str, int, int], ...] | None:
    """The agencies of a line that names nothing else, or None.

    Example:
        >>> [n for n, _, _ in only_agencies("Reuters - AFP")]
        ['Reuters', 'Agence France-Presse']
    """
    if len(text) > 120 or not may_end_in_agency(text) or not _only_agencies().match(text):
        return None
    out = []
    for found in re.finditer(agency_pattern(), text, re.IGNORECASE):
        agency = agency_credited(found.group()) if _MARKED.search(text) else agency_named(found.group())
        if agency:
            out.append((agency.name, found.start(), found.end()))
    return tuple(out) or None


def credit_line(text: str) -> tuple[tuple[str, int, int], ...] | None:
    """The agencies of a line that says who reported, wrote or edited (maybe none), or None for another line.

    Args:
        text: A line of the article's end.
    """
    if len(text) > 600:
        return None
    bare = text.lstrip(" \t(_[—–-*")
    if _REPORTING.match(text[:300]):
        # "Reporting by A B; editing by C D" names people: an agency in it is their employer, as in an end credit.
        return agencies_in(text)
    if _CONTRIBUTED.search(bare) and len(bare.split()) < 70:
        return agencies_in(text)
    if len(text) <= 140 and _with_inputs().match(text):
        return agencies_in(text)
    led = _led().match(text) if len(text) <= 140 and may_end_in_agency(text) else None
    # "She has a contract with AFP." is a sentence of the story: what leads up to a credit does not close with a stop.
    if led and not (_PICTURED.search(text) or (led["before"].strip() and text.rstrip().endswith((".", "!", "?")))):
        return agencies_in(text)
    return None


def agencies_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """Every agency that a credit's words name, with its extent; picture agencies left out."""
    out = []
    for found in _any_agency().finditer(text[:1000]):
        agency = agency_credited(found.group())
        if agency and not agency.pictures:
            out.append((agency.name, found.start(), found.end()))
    return tuple(out)


def inline_credit(text: str) -> int | None:
    """Where a closing "(Writing by …; Editing by …)" begins in a paragraph, or None."""
    if text.rstrip()[-1:] not in (")", "]"):
        return None
    base = max(0, len(text) - 1500)
    found = _INLINE.search(text, base)
    return found.start() if found else None


def trailing_agency(text: str) -> tuple[int, tuple[tuple[str, int, int], ...]] | None:
    """Agencies after a paragraph's last sentence: where the credit begins, and their names with extents."""
    base = max(0, len(text) - 160)
    found = _trailing().search(text, base)
    if not found:
        return None
    who = "who" if found["who"] is not None else "led"
    start = found.start(who)
    names = [(n, start + a, start + b) for n, a, b in press_names(found[who])]
    if not _MARKED.search(found.group()) and not all(
        agency_named(text[a:b]) or outlet_named(text[a:b]) for _, a, b in names
    ):
        return None
    cut = found.start()
    while cut < len(text) and text[cut].isspace():
        cut += 1
    return cut, tuple(names)


# --- outlets -------------------------------------------------------------------------------------
_HOLDER = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT)(?:\s*(?:©|\([cC]\)"
    r"|[Cc]opyright))?[\s:]*(?:\d{4}(?:\s*[-–]\s*\d{2,4})?)?[\s,]*(?:by |of )?(?P<holder>[^\W\d_][^.,()"
    r"|©\d\n;]{1,60})"
)
_COMPANY = re.compile(
    r"\s*\b(?:all rights reserved|ltd|limited|inc|llc|plc|corp|corporation|company|co|gmbh|pty"
    r"|media group|group)\b.*$",
    re.IGNORECASE,
)
_NEWSLETTER = re.compile(
    r"\b(?:[Gg]et|[Ss]ign up (?:for|to)|[Ss]ubscribe to|[Rr]eceive"
    r"|[Jj]oin)\s+(?:the\s+)?(?P<who>[A-Z][\w.&’' -]{0,40}?)(?:['’]s)?\s+(?:[a-z ]{0,30})?newsletters?\b"
)
_TEAM = re.compile(r"\b(?:story|tip|news) for (?P<who>The [A-Z][\w ]{2,30}?)(?: news team|\?)")


def copyright_holder(text: str) -> tuple[str, int, int] | None:
    """The holder that a copyright line names, with its extent."""
    found = _HOLDER.search(text[:300])
    if not found:
        return None
    holder = _COMPANY.sub("", found.group("holder")).strip(" -–—:")
    if not holder or not holder[:1].isupper():
        return None
    start = found.start("holder") + found.group("holder").index(holder)
    return holder, start, start + len(holder)


def framed_outlet(text: str) -> str | None:
    """The outlet that a site's own line (newsletters, tips) names by a known name, or None."""
    for pattern in (_NEWSLETTER, _TEAM):
        found = pattern.search(text[:600])
        if found:
            who = found.group("who").strip()
            name = outlet_named(who) or outlet_named(re.sub(r"['’]s?$", "", who))
            if name:
                return name
    return None
