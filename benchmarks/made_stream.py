"""A made-up stream of news: invented events, each told by several outlets in words that differ, in one vocabulary."""

import itertools
import random
from collections.abc import Iterator, Sequence

from variorum.records.story_stream import Arrival

_ONSETS = "b br c cr d dr f fl g gr h j k kl l m n p pl pr qu r s sk sl st t tr v w z".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = ["", "l", "n", "r", "s", "t", "nd", "rk", "st", "m"]
_BEGAN = 1_900_000_000.0


def made_word(rng: random.Random, syllables: int) -> str:
    """An invented word of so many syllables."""
    return "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(syllables))


class Vocabulary:
    """Words by Zipf's law.

    Args:
        seed: Another seed, other words.
        words: How many are invented.
        given: Words to be used instead, the frequent ones first.
    """

    def __init__(self, seed: int, *, words: int = 20_000, given: Sequence[str] = ()) -> None:
        rng = random.Random(seed)
        self.common = list(given) or [made_word(rng, rng.choice((1, 2, 2, 3))) for _ in range(words)]
        weights = [1.0 / (n + 10) for n in range(len(self.common))]
        self.cumulative = list(itertools.accumulate(weights))

    def draw(self, rng: random.Random, count: int) -> list[str]:
        """Common words, the frequent ones oftener."""
        return rng.choices(self.common, cum_weights=self.cumulative, k=count)


def made_stream(
    count: int, *, seed: int = 1, words: int = 300, per_story: float = 6.0, open_stories: int = 400, days: float = 30.0
) -> Iterator[tuple[str, Arrival]]:
    """Articles with the invented event that each reports.

    Args:
        count: How many.
        seed: Another seed, another stream.
        words: Words of a body.
        per_story: Mean number of reports of an event.
        open_stories: Events that are reported in turn at any time.
        days: From the first article to the last.
    """
    vocabulary = Vocabulary(seed)
    rng = random.Random(seed + 1)
    events: list[tuple[str, list[str], list[str]]] = []
    told = 0

    def event() -> tuple[str, list[str], list[str]]:
        nonlocal told
        told += 1
        names = [made_word(rng, 3).capitalize() for _ in range(5)]
        return f"event-{told}", names, vocabulary.draw(rng, 60)

    for n in range(count):
        if len(events) < open_stories:
            events.append(event())
        at = rng.randrange(len(events))
        if rng.random() < 1.0 / per_story:
            events[at] = event()
        key, names, topic = events[at]
        body = vocabulary.draw(rng, words * 2 // 3) + rng.choices(topic, k=words // 3 - 12) + rng.choices(names, k=12)
        rng.shuffle(body)
        sentences = [" ".join(body[i : i + 20]) for i in range(0, len(body), 20)]
        text = ". ".join(f"The {s} {rng.randrange(2, 900)}" for s in sentences) + "."
        title = " ".join([names[0], *rng.sample(topic, 4), names[1]])
        yield key, Arrival(article=f"a{n:016x}", title=title, text=text, at=_BEGAN + n * days * 86400 / count)
