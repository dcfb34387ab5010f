"""A made-up day of news: invented events, each told by a handful of outlets in some of the same sentences."""

import random
from collections.abc import Iterator

_TOWNS = (
    "Elsin Karrow Harnsey Maruna Teshk Ovelle Brackwater Selden Tolm Ardesh Quill Norvane Lisk Dunmere Pell "
    "Astray Corrin Vasht Ilmar Greyholm Ostrava-on-Sea Kesten Ravik Sorrel Tarn Umber Wick Yarrow Zell Hollin"
).split()
_GIVEN = "Ada Bran Cleo Dorn Elin Fenn Greta Hald Ivo Jora Kell Lise Mads Nela Odd Pia Runa Sten Tilda Ulf".split()
_FAMILY = "Askeld Brovik Cairn Dunholt Eskar Fjeld Gravik Holmar Istad Jarnes Kolden Lervik Morna Nystad Ostby".split()

_PLACES = (
    "mill bridge school ferry library dam tram orchard brewery lighthouse stadium hospital museum quarry "
    "bakery cinema prison windmill cathedral aquarium tannery shipyard vineyard observatory sawmill greenhouse "
    "theatre airport tunnel market dairy foundry swimming-pool zoo archive embassy canal racecourse refinery "
    "nursery cemetery abbey"
).split()
_HAPPENINGS = (
    "burned down; was sold to a rival; was closed for good; reopened after repairs; was flooded; lost its licence; was "
    "searched by police; was evacuated; won a national prize; was occupied by pupils; ran out of money; was hit by "
    "lightning; was struck by its workers; failed an inspection; was renamed; sank into the mud; was robbed; was put "
    "under quarantine; broke a record; was sued by neighbours"
).split("; ")
_THINGS = (
    "asbestos bees copper cracks diesel dust eels fireworks flour foxes gas glass goats gold granite hail "
    "honey ice ink iron ivy lead lime mould moths nickel oil onions owls paint paper peat pigeons plaster "
    "pollen radon rats resin rope rust salt sand silk silver smoke soot steel straw sulphur tar tea termites "
    "tin wasps wax weeds wine wool"
).split()
_TRADES = (
    "architect auditor baker beekeeper botanist captain caretaker carpenter chemist conductor curator dentist "
    "diver electrician engineer farmer firefighter geologist historian judge librarian locksmith mason nurse "
    "organist painter pilot plumber porter professor prosecutor ranger sculptor surgeon surveyor tailor "
    "teacher vet warden welder"
).split()
_TITLES = (
    "{place} in {town} {happened}",
    "{town} {place}: {thing} to blame",
    "{trade} {a} warned of {thing} in {town} {place}",
    "After the {place} in {town} {happened}: {n} people wait",
)
_SENTENCES = (
    "The {place} of {town} {happened} on Tuesday.",
    "{n} people are affected, the {trade} {a} said.",
    "It was a matter of {thing}, according to the town council.",
    "The {other} {b} had warned of {thing} and {more} two years ago.",
    "Mayor {c} promised {m} million crowns for the {place}.",
    "“Nobody in {town} had counted on the {more},” {a} said.",
    "The {other} denied that {more} had been found in the {place}.",
    "Police are looking for a {trade} who was seen there in the morning.",
    "The {place} had stood beside the {beside} since 1887.",
    "{c} will meet the owners of the {beside} on Friday.",
)


class _Event:
    """One invented event: what fills the sentences in which it is told."""

    def __init__(self, rng: random.Random) -> None:
        place, beside = rng.sample(_PLACES, 2)
        thing, more = rng.sample(_THINGS, 2)
        trade, other = rng.sample(_TRADES, 2)
        a, b, c = (f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}" for _ in range(3))
        self.filled: dict[str, str | int] = {
            "place": place, "beside": beside, "thing": thing, "more": more, "trade": trade, "other": other, "a": a,
            "b": b, "c": c, "town": rng.choice(_TOWNS), "happened": rng.choice(_HAPPENINGS), "n": rng.randrange(12, 90),
            "m": rng.randrange(3, 12),
        }  # fmt: skip

    def report(self, rng: random.Random) -> str:
        """One outlet's report of it: some of the sentences, now and then with another figure."""
        filled = dict(self.filled)
        if rng.random() < 0.2:
            filled["n"] = int(filled["n"]) + rng.randrange(1, 5)
        said = [s.format(**filled) for s in _SENTENCES if rng.random() < 0.75] or [_SENTENCES[0].format(**filled)]
        title = rng.choice(_TITLES).format(**filled)
        return "\n\n".join([title[:1].upper() + title[1:], *said])


def made_day(count: int, *, seed: int = 1, per_story: float = 6.0, open_stories: int = 20) -> Iterator[str]:
    """Articles in the order in which they appear.

    Args:
        count: How many.
        seed: Another seed, another day.
        per_story: Mean number of reports of an event.
        open_stories: Events that are reported in turn at any time.
    """
    rng = random.Random(seed)
    events: list[_Event] = []
    for _ in range(count):
        if len(events) < open_stories:
            events.append(_Event(rng))
        at = rng.randrange(len(events))
        if rng.random() < 1.0 / per_story:
            events[at] = _Event(rng)
        yield events[at].report(rng)
