"""A point's wording, kind and reasons."""

import re
from collections.abc import Mapping

from variorum.data.word_families import FAMILIES
from variorum.records.parse import Parse
from variorum.records.reading import Certainty, Claim, ClaimKind
from variorum.steps.align.features import ClaimTable, families
from variorum.steps.align.group import Pairs

_PRONOUNS = frozenset("he she it they this that these those who which we i you there".split())
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
_OPENERS = frozenset(
    "that who which whom whose when where while as after before because since although though if but and or so "
    "than to by with for from of in on at including".split()
)
_WHOLE = frozenset({ClaimKind.SENTENCE, ClaimKind.MAIN, ClaimKind.COMPLEMENT, ClaimKind.CONJUNCT})
_BESIDE = frozenset({ClaimKind.APPOSITION, ClaimKind.MODIFIER, ClaimKind.ITEM})
_GOOD_WORDS = (6, 28)  # a statement that can be taken in at a glance

_LONG_PAST = re.compile(
    r"\bin (?:recent|past|earlier|previous) (?:months|years|decades)\b|\bhistorically\b"
    r"|\b(?:for|over|in) (?:the (?:past|last)|many|several|[a-z]+|\d+) (?:years|decades|generations|centuries)\b"
    r"|\bfor (?:years|decades|generations|centuries)\b",
    re.IGNORECASE,
)
"""What went on for years is behind the news, not the news."""


def _family(word: str) -> str:
    return families(word)


_AGREE, _PLEDGE = _family("agree"), _family("pledge")
_POSITION = frozenset(
    _family(w) for w in "support oppose condemn urge welcome praise blame reject worry believe hope apologise".split()
)


def lead_of(group: tuple[int, ...], table: ClaimTable, pairs: Pairs, parses: Mapping[str, Parse]) -> int:
    """The member whose wording stands for the point: complete, named, not long, and central.

    Args:
        group: Places of the point's claims.
        table: All claims.
        pairs: What was judged.
        parses: By article id.

    Returns:
        The place of the claim.
    """

    def worth(i: int) -> tuple[float, int]:
        claim = table.claims[i]
        row = pairs.get(i, {})
        central = sum(row.get(j, 0.0) for j in group if j != i) / max(1, len(group) - 1)
        return (round(_readable(claim, parses[claim.article]) + central, 6), -i)

    return max(group, key=worth)


def _readable(claim: Claim, parse: Parse) -> float:
    tokens = [parse.tokens[i] for i in claim.tokens]
    words = [t for t in tokens if any(c.isalnum() for c in t.text)]
    if not words:
        return -1.0
    low, high = _GOOD_WORDS
    own = claim.subject is not None and claim.subject in claim.tokens
    score = 0.6 * (claim.kind in _WHOLE) + 0.6 * own + 0.4 * bool(claim.predicate)
    if own and claim.subject is not None and parse.tokens[claim.subject].lemma.lower() in _PRONOUNS:
        score -= 0.9
    score -= 0.3 * any(t.lemma.lower() in _FIRST_PERSON for t in words)
    score -= 0.6 * (words[0].text.lower() in _OPENERS)
    score -= 0.05 * max(0, low - len(words)) + 0.03 * max(0, len(words) - high)
    score -= 0.2 * (len(claim.spans) - 1)
    return score


def kind_of(group: tuple[int, ...], lead: int, table: ClaimTable, parses: Mapping[str, Parse]) -> str:
    """What sort of thing a point says.

    Args:
        group: Places of the point's claims.
        lead: The one whose wording stands for it.
        table: All claims.
        parses: By article id.

    Returns:
        "event", "statement", "position", "agreement", "commitment", "background" or "label".
    """
    members = [table.claims[i] for i in group]
    claim = table.claims[lead]
    predicate = families(claim.predicate.lower())
    if predicate == _AGREE:
        return "agreement"
    if predicate == _PLEDGE or claim.certainty is Certainty.PLEDGED:
        return "commitment"
    if all(c.kind in _BESIDE and not c.predicate for c in members):
        return "label"
    said = sum(bool(c.attribution) for c in members)
    if predicate in _POSITION or claim.certainty is Certainty.HOPED:
        return "position"
    if 2 * said > len(members):
        return "statement"
    parse = parses[claim.article]
    head = parse.tokens[claim.head]
    helpers = {t.lemma.lower() for t in parse.children(head) if t.dep in ("aux", "auxpass")}
    habitual = head.tag in ("VBZ", "VBP") and not helpers and head.pos in ("VERB", "AUX")
    before = head.tag == "VBN" and any(
        t.text.lower() in ("had", "'d", "’d") for t in parse.children(head) if t.dep == "aux"
    )
    return "background" if habitual or before or _LONG_PAST.search(claim.text) or claim.kind in _BESIDE else "event"


def reasons(group: tuple[int, ...], lead: int, table: ClaimTable) -> dict[str, str]:
    """Why each claim was joined to the lead, one plain phrase each.

    Args:
        group: Places of the point's claims.
        lead: The one that the others were joined to.
        table: All claims.

    Returns:
        By claim id, the lead left out.
    """
    head = table.words[lead]
    out = {}
    for i in group:
        if i == lead:
            continue
        mine = table.words[i]
        same = sorted(mine.words & head.words, key=lambda w: (-table.rarity.get(w, 0.0), w))[:4]
        kin = sorted(f for f in (mine.families & head.families) if f.startswith("~"))
        alike = [
            f"{min(a)} / {min(b)}"
            for f in kin
            if (a := _of_family(mine.words, f) - head.words) and (b := _of_family(head.words, f) - mine.words)
        ][:2]
        parts = []
        if same:
            parts.append("same words: " + ", ".join(same))
        if alike:
            parts.append("like words: " + ", ".join(alike))
        if mine.numbers & head.numbers:
            parts.append("same figure")
        elif mine.numbers and head.numbers:
            parts.append("another figure")
        if mine.times & head.times:
            parts.append("same time")
        if mine.predicate & head.predicate and mine.subject & head.subject:
            parts.append("same act of the same one")
        out[table.claims[i].id] = "; ".join(parts) or "alike in meaning"
    return out


def _of_family(words: frozenset[str], family: str) -> set[str]:
    line = FAMILIES[int(family[1:])].split()
    return {w for w in words if w in line}
