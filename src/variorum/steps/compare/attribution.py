"""On whose word: the outlet's own voice, or a named or unnamed source."""

from collections.abc import Sequence
from dataclasses import replace

from variorum.records.reading import QuoteKind, Source
from variorum.records.story import VariantKind
from variorum.steps.compare.notes import choices, say
from variorum.steps.compare.telling import CONTENT, Finding, Telling, ids, majority
from variorum.text.name_index import NameIndex

OWN = ""
QUOTED_SHARE = 0.5
"""A telling of whose content words more than this share stands in quotation marks is not the outlet's voice."""
_SMALL = frozenset("the a an of and for 's ’s s mr mrs ms dr sir lord in on at to".split())
_COMMON = frozenset(
    """police minister ministry president prime secretary spokesman spokeswoman spokesperson official officials
    authority authorities department office state national chief director general foreign defence defense service
    services government leader news agency company bank group city county mayor us u.s. uk north south east west
    british american new united states transport fire""".split()
)
"""Words that two different sources may well share."""
_UNSAID = frozenset(
    """he she it they we i you who that this which one e s statement statements report reports source sources
    him her them others some many""".split()
)
"""Sources that name nobody until they are resolved: no difference rests on them."""
_BUSINESS = frozenset("company firm operator airline line owner manufacturer maker carrier builder".split())
"""Last words of sources that stand for a business named elsewhere."""
_FIRST = frozenset("i we my our me us myself ourselves i'm we've".split())


def attribution_differences(tellings: Sequence[Telling], names: NameIndex) -> list[Finding]:
    """One finding for each side that rests on another word than the majority's.

    Tellings whose voice is not certain are left aside: quotations without a known speaker, sources that are
    pronouns, and the outlet's own words about the very person who is the others' source.
    """
    groups: dict[str, list[Telling]] = {}
    spoken: set[str] = set()
    for t in tellings:
        if t.sources and t.sources[0].name.lower() not in _UNSAID:
            groups.setdefault(_join(groups, _key(t.sources[0])), []).append(t)
            entity = _entity(t, t.sources[0], names)
            if entity:
                spoken.add(entity)
    own = [t for t in tellings if not t.sources and not _quoted(t) and not any(e.id in spoken for _, _, e in t.names)]
    for key in [k for k in groups if _BUSINESS & set(k.split()[-1:])]:
        if len(groups) > 1:
            del groups[key]  # "the company" is most likely the one that another report names
    if own:
        groups[OWN] = own
    if len(groups) < 2:
        return _relayed(next(iter(groups.values()))) if groups else []
    base = majority(groups)
    sourced = [t for k, rows in sorted(groups.items()) if k != OWN for t in rows]
    if not own:
        sides = [(rows, groups[base]) for k, rows in sorted(groups.items()) if k != base]
    elif base != OWN:
        sides = [(own, sourced)]
    elif len(groups) > 2 and len(sourced) <= len(own):
        sides = [(sourced, own)]
    else:
        sides = [(rows, own) for k, rows in sorted(groups.items()) if k != OWN]
    return [_finding(aside, against) for aside, against in sides]


def _relayed(tellings: Sequence[Telling]) -> list[Finding]:
    """One speaker, but in some reports as another tells it."""
    relayed = [t for t in tellings if len(t.sources) > 1]
    straight = [t for t in tellings if len(t.sources) == 1]
    if not relayed or not straight:
        return []
    a, b = ids(relayed), ids(straight)
    via = choices(t.sources[1].name for t in relayed)
    note = f"{say(a, 'has', 'have')} it through {via}; {say(b, 'names', 'name')} no go-between."
    finding = Finding(
        kind=VariantKind.ATTRIBUTION,
        aside=a,
        against=b,
        note=note,
        marks=tuple(t.span(s.start, s.end) for t in relayed for s in t.sources[1:2] if s.end > s.start),
        strength=0.8,
    )
    return [finding if len(a) <= len(b) else replace(finding, aside=b, against=a)]


def _finding(aside: Sequence[Telling], against: Sequence[Telling]) -> Finding:
    a, b = ids(aside), ids(against)
    return Finding(
        kind=VariantKind.ATTRIBUTION,
        aside=a,
        against=b,
        note=f"{_voice(a, aside)}; {_voice(b, against)}.",
        marks=tuple(t.span(s.start, s.end) for t in (*aside, *against) for s in t.sources[:1] if s.end > s.start),
    )


def _voice(articles: Sequence[str], tellings: Sequence[Telling]) -> str:
    named = [t.sources[0].name for t in tellings if t.sources]
    if not named:
        return say(articles, "says so in its own voice", "say so in their own voice")
    return f"{say(articles, 'gives', 'give')} it on the word of {choices(named)}"


def _quoted(t: Telling) -> bool:
    """Whether the words are rather someone's than the outlet's: in marks, or in the first person."""
    if _FIRST & set(t.lower):
        return True
    words = [k for k in t.tokens if k.pos in CONTENT]
    marked = [
        k
        for k in words
        if any(q.kind is not QuoteKind.SCARE and q.start <= k.start and k.end <= q.end for q in t.quotes)
    ]
    return len(marked) > QUOTED_SHARE * len(words)


def _entity(t: Telling, source: Source, names: NameIndex) -> str | None:
    entity = names.at(t.id, source.start, source.end) if source.end > source.start else None
    return entity.id if entity is not None else None


def _key(source: Source) -> str:
    name = source.name.lower().replace("’", "'")
    return " ".join(w for w in name.split() if w not in _SMALL) or name


def _join(groups: dict[str, list[Telling]], key: str) -> str:
    """The group that a source belongs to: one whose words hold its own, or that shares a rare word with it."""
    words = set(key.split())
    for other in sorted(groups):
        have = set(other.split())
        if words <= have or have <= words or (words & have) - _COMMON:
            return other
    return key
