"""The words of the made-up archive: what its invented events are, in several wordings each, and all that goes round them.

`{a|b}` is a choice that every article makes for itself, `{name}` a slot that the event fills. Places, people and
organisations are invented.
"""

import re
from collections.abc import Callable, Mapping
from random import Random

Phrase = Callable[[Random, Mapping[str, str]], str]

KINDS: dict[str, tuple[str, ...]] = {
    "fire": (
        "{A fire|A large fire|A blaze} {destroyed|gutted|swept through} {a|the} {plant} in {place} on {day}, {killing|"
        "leaving dead} {dead} people{|, {head} said|, officials said}.",
        "{At least|As many as|} {hurt} people were {injured|hurt}, {most of them|many of them} {workers|residents}, "
        "{head} {said|told reporters}.",
        "{Firefighters|Crews} from {place} and {town} {needed|fought for} {hours} hours to {put out|contain} the "
        "{fire|flames}.",
        "{The cause|What caused it} {was not yet known|remained unclear}, {head} {said|added}.",
        "The {plant} {had been inspected|was last inspected} in {month}, {body} {said|told a news conference}.",
        "{Police|Officers} {evacuated|cleared} {homes} {homes|houses} {nearby|around the site}.",
        "{boss}, {who runs|the owner of} the {plant}, {denied|rejected} {reports|claims} that the exits {were|had been} "
        "locked.",
        "{body} {ordered|announced} an {inquiry|investigation} into the {fire|disaster}, to {end|be finished} within "
        "{weeks} weeks.",
    ),
    "strike": (
        "{About|Some|Nearly} {crowd} {workers|employees} {walked out|went on strike} at {firm} in {place} on {day} over "
        "{pay|wages}{|, {body} said}.",
        "{body} {demanded|called for} {a pay rise|an increase} of {rise} percent; {firm} {offered|had offered} {offer} "
        "percent.",
        "{boss}, {chief executive|head} of {firm}, {said|told reporters} the {demand|claim} {was|would be} “out of reach”.",
        "{Talks|Negotiations} {broke down|collapsed} {late|early} on {eve} after {hours} hours.",
        "The {strike|walkout} {cost|is costing} {firm} {about|} {cost} million crowns a day, {head} {said|estimated}.",
        "{body} {said|warned} the {strike|stoppage} {would|could} last {weeks} weeks.",
        "{head}, the {labour|employment} minister, {urged|called on} both sides to {return to|resume} talks.",
        "{firm} {employs|has} {staff} people in {place} and {town}.",
    ),
    "collision": (
        "{A train|A goods train|An express} {hit|struck|collided with} {a|another} {vehicle} near {place} on {day}, "
        "{killing|and killed} {dead} people{|, {head} said|, police said}.",
        "{At least|About|} {hurt} {passengers|people} were {injured|hurt} and taken to {hospitals|hospital} in {town}.",
        "The train was {carrying|travelling with} {crowd} {passengers|people} from {town} to {place}.",
        "{head}, {a spokesman for|spokesman of} {body}, {said|told reporters} a signal had {failed|not worked}.",
        "The line between {place} and {town} {was|would stay} closed for {weeks} {days|more days}.",
        "{boss}, {the transport minister|transport minister}, {visited|went to} the {site|scene} and promised {help|aid} of "
        "{cost} million crowns.",
        "{body} {began|opened} an {inquiry|investigation}, its first {results|findings} are due in {month}.",
        "{Investigators|Inspectors} {found|recovered} the {recorder|data recorder} after {hours} hours.",
    ),
    "vote": (
        "{The parliament|Parliament|Lawmakers} of {place} {approved|passed|backed} {a|the} {law} on {day} by {yes} votes to "
        "{no}.",
        "{boss}, who {leads|heads} {body}, {called|described} the {vote|result} as “a mistake”.",
        "{head} {said|told reporters} the {law} {would|will} take effect in {month}.",
        "The {law} {will cost|costs} {about|} {cost} million crowns a year, {firm} {estimated|said}.",
        "{About|Some|} {crowd} people {protested|demonstrated} {outside|in front of} the {building|assembly} in {town}.",
        "{Police|Officers} {arrested|detained} {hurt} {protesters|demonstrators}, {head} {said|confirmed}.",
        "{body} {announced|said} it {would|will} challenge the {law} in court within {weeks} weeks.",
        "{Two|Three|Several} members {abstained|stayed away} after {hours} hours of debate.",
    ),
}
"""What is told of an event, by its kind; the first is the lede."""

SLOTS: dict[str, tuple[str, ...]] = {
    "plant": ("paper mill", "textile factory", "warehouse", "grain store", "market hall", "hotel"),
    "vehicle": ("tanker lorry", "bus", "freight train", "milk lorry"),
    "law": ("water bill", "housing act", "border treaty", "fishing law", "tax reform", "mining code"),
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = "January February March April May June July August September October November December".split()
GIVEN = (
    "Ada Anna Boris Carla David Elena Erik Fatima George Hanna Ivan Jana Karl Laura Maria Nadia Oscar Paula Robert Sofia "
    "Thomas Vera Walter Yusuf"
).split()
ROLES = ("mayor", "police chief", "governor", "minister", "spokesman", "union leader")
BODIES = ("Authority", "Council", "Union", "Commission", "Federation", "Agency")

SAID = (
    "“{The|This} {c} {is not|was never} {the|a} {c} {we|they} {expected|wanted},” {who} said{| on {day}|, pointing to the "
    "{t}}.",
    "“{We|I} will {not |}{keep|give up|discuss} the {t}{| while the {c} {lasts|goes on}},” {who} {told reporters|said}.",
    "“{Nobody|No one} {told us|knew} {about|of} the {t} {until|before} {day},” said {who}.",
)
FILLER = (
    "{The|A} {c} {of|near|behind} the {t} {had|has} {long been|become} a {c}, {and|but} {the|its} {c} {of|from} {place} "
    "{kept|left} the {c} to the {t}.",
    "{In|Around} {place}, {a|the} {c} {and|or} {a|the} {t} {were|are} {seen|said} to {move|hold|carry} the {c} {that|which} "
    "{c} had {brought|left}.",
    "{Many|Some|Few} {in|of} the {c} {remember|recall} {how|when} the {t} {came|went} {to|from} {town} {with|without} "
    "{a|any} {c}.",
    "{Since|Before} the {t}, {the|every} {c} {has|had} {cost|lost|won} {n} {c} {a|each} {month|year|week}{|, {n} more than "
    "the {t}}.",
    "{Behind|Beside} the {c} {stands|lies} {a|the} {t} {whose|with a} {c} {nobody|everyone} {in|from} {town} {has|had} "
    "{wanted|counted}.",
    "{It|This} {was|is} {the|a} {t} {after|of} {c} {and|with} {c}, {while|as} {the|a} {c} {in|at} {place} {went on|stood "
    "still}.",
    "{Those|People} {who|that} {keep|sell|watch} {c} {near|by} the {t} {say|fear} {a|the} {c} {may|will} {turn|fall} "
    "{into|on} {c}.",
    "{Neither|Not} the {c} {nor|but} the {t} {could|would} {change|stop} {what|how} the {c} {did|made} {with|of} its {c} "
    "{and|or} {t}.",
    "{For|After} {n} {years|months}, {the|its} {c} {lay|stood} {under|above} the {t}, {a|the} {c} {between|of} {c} and "
    "{c}.",
    "{Where|When} the {t} {ends|begins}, {the|a} {c} {gives|shows} {c} {to|for} {all|half} the {c} {of|in} {town}.",
)
STOCK = (
    "The officials did not immediately respond to a request for comment on the matter on that day.",
    "This is a developing story and it will be updated as more information becomes available to us.",
    "Readers who know more about it may write to our newsroom at any hour of the day or night.",
)
CREDITS = ("With material from {agency}.", "{agency} contributed to this report.", "Reporting by {agency}.")
FOREIGN = (
    "Der {c} und die {c} sind seit dem {c} nicht mehr bei der {c}, sagte ein Sprecher der {c} am Abend.",
    "Nach dem {c} hat die {c} in der Stadt noch keine {c} gefunden, weil der {c} zu lange gewartet hatte.",
    "Auch im {c} wollen viele {c} wissen, ob das {c} wieder geöffnet wird oder ob es bei der {c} bleibt.",
)


def phrase(pattern: str) -> Phrase:
    """A pattern made ready: it takes the choices from the first argument, the slots from the second.

    Args:
        pattern: Text with `{a|b}` and `{slot}`; a choice may hold slots and choices.
    """
    parts = _parts(pattern)

    def say(rng: Random, slots: Mapping[str, str]) -> str:
        return _said(parts, rng.random, slots)

    return say


_Part = str | tuple[str] | list["_Parts"]
_Parts = tuple[_Part, ...]


def _parts(pattern: str) -> _Parts:
    """Strings as they are, slots as a tuple of their name, choices as a list of parts."""
    out: list[_Part] = []
    at = 0
    for opened in re.finditer(r"\{", pattern):
        if opened.start() < at:
            continue
        out.append(pattern[at : opened.start()])
        at, inner = _closed(pattern, opened.start())
        choices = _choices(inner)
        out.append((inner,) if len(choices) == 1 else [_parts(c) for c in choices])
    out.append(pattern[at:])
    return tuple(p for p in out if p != "")


def _closed(pattern: str, start: int) -> tuple[int, str]:
    depth = 0
    for n in range(start, len(pattern)):
        depth += {"{": 1, "}": -1}.get(pattern[n], 0)
        if not depth:
            return n + 1, pattern[start + 1 : n]
    raise ValueError(f"{pattern!r} has a brace without its other")


def _choices(inner: str) -> list[str]:
    out, depth = [""], 0
    for c in inner:
        depth += {"{": 1, "}": -1}.get(c, 0)
        if c == "|" and not depth:
            out.append("")
        else:
            out[-1] += c
    return out


def _said(parts: _Parts, chance: Callable[[], float], slots: Mapping[str, str]) -> str:
    out = []
    for part in parts:
        if type(part) is str:
            out.append(part)
        elif type(part) is tuple:
            out.append(slots[part[0]])
        else:
            out.append(_said(part[int(chance() * len(part))], chance, slots))  # type: ignore[arg-type]
    return "".join(out)
