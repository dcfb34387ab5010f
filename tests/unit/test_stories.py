"""Stories that form in a stream; every text is invented."""

from datetime import UTC, datetime

import numpy as np
import pytest
from tests.made_stories import FERRY, FERRY_INQUIRY, MILL_FIRE, arrivals, follow

from variorum.errors import InputError
from variorum.records.story_stream import Arrival, EventKind
from variorum.steps.stories.features import TOKEN, Reader
from variorum.steps.stories.roundups import is_roundup
from variorum.steps.stories.state import dump, load
from variorum.streams import in_order, seconds_of

NOW = datetime(2031, 6, 1, tzinfo=UTC)


def stories_of(stream, given):
    found = {}
    for a in given:
        found.setdefault(stream.placement(a.article).story, []).append(a.article)
    return sorted(found.values())


def test_two_events_become_two_stories():
    given = arrivals(FERRY, "f") + arrivals(MILL_FIRE, "m")
    stream, _ = follow([x for pair in zip(given[:4], given[4:], strict=True) for x in pair])
    assert stories_of(stream, given) == [[a.article for a in given[:4]], [a.article for a in given[4:]]]


def test_an_id_is_minted_from_the_founding_article_alone():
    first, *rest = arrivals(FERRY, "f")
    alone, _ = follow([first])
    more, _ = follow([*arrivals(MILL_FIRE, "m"), first, *rest])
    assert alone.placement(first.article).story == more.placement(first.article).story


def test_the_history_tells_who_came_when_and_why():
    given = arrivals(FERRY, "f", first_day=3)
    _, events = follow(given)
    assert [e.kind for e in events] == [EventKind.CREATED] + [EventKind.JOINED] * 3
    assert [e.seq for e in events] == [1, 2, 3, 4]
    assert events[0].reason == "no story was near"
    assert all(e.reason and e.articles == (e.by,) for e in events)
    assert events[0].at == "2031-03-03T00:00:00Z"


def test_the_same_article_again_changes_nothing():
    given = arrivals(FERRY, "f")
    stream, _ = follow(given)
    before = dump(stream)
    assert stream.add(given[0]) == ()
    assert dump(stream) == before


def test_numbered_days_of_one_series_stay_apart():
    day2, day21 = (
        [
            Arrival(article=f"{key}{n}", title=f"Regatta of Port Elsin, Day {day}: {words}", text="")
            for n, words in enumerate(("Solt leads", "Solt ahead"))
        ]
        for key, day in (("two", 2), ("late", 21))
    )
    stream, _ = follow([*day2, *day21])
    assert stories_of(stream, [*day2, *day21]) == [["late0", "late1"], ["two0", "two1"]]


def test_a_round_up_welds_no_stories():
    given = arrivals(FERRY, "f") + arrivals(MILL_FIRE, "m")
    both = Arrival(
        article="roundup",
        title="Morning briefing: ferry aground at Port Elsin, mill burns in Karrow",
        text=FERRY[0][1] + "\n" + MILL_FIRE[0][1],
    )
    stream, _ = follow([*given[:2], *given[4:6], both, *given[2:4], *given[6:]])
    assert stream.placement("roundup").roundup
    assert len({stream.placement(a.article).story for a in given}) == 2


@pytest.mark.parametrize(
    ("title", "marked"),
    [
        ("LIVE: Ferry aground at Port Elsin", True),
        ("Ferry aground: live updates", True),
        ("News in brief", True),
        ("Ferry aground at Port Elsin", False),
        ("Crews live aboard the stranded ferry", False),
        ("Sheep farmers round up strays", False),
    ],
)
def test_headlines_of_round_ups(title, marked):
    assert is_roundup(title, "") is marked


def test_near_duplicates_share_a_story_whatever_else_is_near():
    given = arrivals(FERRY, "f")
    copies = [dataclass_copy(given[1], f"copy{n}") for n in range(5)]
    stream, _ = follow([*given, *arrivals(FERRY_INQUIRY, "i"), *copies])
    assert {stream.placement(c.article).story for c in copies} == {stream.placement(given[1].article).story}


def dataclass_copy(arrival, key):
    return Arrival(article=key, title=arrival.title, text=arrival.text, at=arrival.at)


def test_other_languages_need_no_setting():
    german = [
        ("Fähre läuft vor Elsin auf Grund", "Die Fähre Marlin ist am Montag vor dem Hafen von Elsin gestrandet."),
        ("Elsin: Fähre Marlin auf Grund gelaufen", "Vor Elsin lief am Montag die Fähre Marlin auf Grund."),
    ]
    japanese = [
        ("架空市の製粉所で火災", "架空市のカロウ製粉所で火曜日に火災があり、建物が全焼した。"),
        ("カロウ製粉所が全焼", "火曜日、架空市にあるカロウ製粉所が火災で全焼した。"),
    ]
    given = arrivals(german, "g") + arrivals(japanese, "j")
    stream, _ = follow(given)
    assert stories_of(stream, given) == [["g0", "g1"], ["j0", "j1"]]


@pytest.mark.parametrize("text", ["", " ", "…", "!!!", "a", "0", "the of and", "\ud800", "😀" * 40, "x" * 100_000])
def test_texts_that_say_nothing_stand_alone(text):
    stream, _ = follow([*arrivals(FERRY, "f"), Arrival(article="odd", title="", text=text)])
    assert stream.placement("odd") is not None
    assert len({stream.placement(f"f{n}").story for n in range(4)}) == 1


def test_a_thousand_reports_from_one_template_weld_nothing_else():
    given = arrivals(FERRY, "f") + arrivals(MILL_FIRE, "m")
    weather = [
        Arrival(
            article=f"w{n}",
            title=f"Weather for district {n}",
            text=f"The weather service of Karrow expects {n % 30} degrees and light wind in district {n} today. "
            "Rain is likely in the evening. The next report follows tomorrow morning.",
        )
        for n in range(1000)
    ]
    stream, _ = follow([*weather[:500], *given, *weather[500:]])
    assert all(stream.placement(w.article) for w in weather)
    assert stories_of(stream, given) == [[a.article for a in given[:4]], [a.article for a in given[4:]]]
    weathers = {stream.placement(w.article).story for w in weather}
    assert not weathers & {stream.placement(a.article).story for a in given}


def test_a_story_of_very_many_articles_costs_no_more_than_one_of_few():
    seen = []

    class Counted(list):
        def __iter__(self):
            return (seen.append(m) or m for m in super().__iter__())

        def __reversed__(self):
            return (seen.append(m) or m for m in super().__reversed__())

    stream, _ = follow(arrivals(FERRY, "f"))
    story = next(iter(stream.open.values()))
    story.members = Counted(story.members * 5000)
    assert story.exemplars().count == 6
    assert len(seen) < 20


def test_a_late_article_finds_its_story():
    given = arrivals(FERRY, "f", first_day=3)
    late = given.pop(1)
    stream, _ = follow([*given, *arrivals(MILL_FIRE, "m", first_day=10), late])
    assert stream.placement(late.article).story == stream.placement(given[0].article).story
    assert stream.placement(late.article).joined_at == "2031-03-13T00:00:00Z"


def test_a_story_to_which_nothing_came_for_long_is_closed_and_keeps_its_id():
    given = arrivals(FERRY, "f", first_day=1)
    stream, _ = follow(given)
    story = stream.placement("f0").story
    later = [dataclass_copy(a, f"l{n}") for n, a in enumerate(arrivals(MILL_FIRE, "m"))]
    for n in range(300):
        a = later[n % 4]
        stream.add(Arrival(article=f"x{n}", title=a.title + f" {n}", text=a.text, at=given[0].at + 90 * 86400))
    assert stream.placement("f0").story == story
    assert story not in {s.id for s in stream.open.values()}
    assert load(dump(stream)).placement("f3").story == story


def test_the_dearer_look_is_taken_seldom_and_only_in_doubt():
    asked = []

    class Counting:
        def encode(self, texts):
            asked.append(list(texts))
            return np.ones((len(texts), 4), dtype=np.float32) / 2

    stream, _ = follow([*arrivals(FERRY, "f"), *arrivals(MILL_FIRE, "m")], encoder=Counting())
    assert stream.looked == len(asked) <= 0.1 * (stream.arrived + 10)


# -- the state --------------------------------------------------------------------------------------------------------


def test_a_state_of_another_version_or_cut_off_is_named():
    data = dump(follow(arrivals(FERRY, "f"))[0])
    for broken, said in [
        (b"", "no state"),
        (b"PK\x03\x04 something else", "no state"),
        (data.replace(b"stories 3\n", b"stories 999\n", 1), "version 999"),
        (data[: len(data) // 2], "cut off"),
        (data[:-1], "cut off"),
        (data[:60] + bytes([data[60] ^ 1]) + data[61:], "cut off or was changed"),
    ]:
        with pytest.raises(InputError, match=said):
            load(broken)


# -- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "seconds"),
    [
        (None, None),
        ("", None),
        ("1970-01-01", None),
        ("1970-01-01T00:00:00Z", None),
        ("1970-06-01", 13046400.0),
        ("1965-06-01", -144720000.0),
        ("2032-06-01", None),
        ("2031-06-01T12:00:00+02:00", 1938074400.0),
        ("no date", None),
    ],
)
def test_dates_that_cannot_be_meant_are_none(published, seconds):
    assert seconds_of(published, now=NOW) == seconds


def test_order_is_by_date_and_of_the_input_where_there_is_none():
    def one(key, at):
        return Arrival(article=key, title="", text="", at=at)

    given = [one("a", None), one("b", 20.0), one("c", None), one("d", 10.0), one("e", None), one("f", 20.0)]
    assert [a.article for a in in_order(given)] == ["a", "d", "e", "b", "c", "f"]


@pytest.mark.parametrize(
    "text",
    [
        "At 10.30am the U.S. envoy paid 1,000,000.50 (3:1), twice…",
        "“Ça va?” – l’été 2031 … Łódź, 12,5 °C; x² ³½ µm",
        "架空市 marlin 12:30 ١٢٣ ǆ dİyarbakır ", " . , : ,, 1, ,1 1,,2 a.b.c a:1.2:b _x_ 0",
        "\x00\x1c\x85\xa0\u2028a\tb\x7f",
    ],
)
def test_words_are_found_alike_whatever_else_a_text_holds(text):
    read = Reader()
    alone = Reader()
    assert read.buckets.of(text.lower()) == [alone.buckets[t] for t in TOKEN.findall(text.lower())]


def test_a_capital_whose_small_form_is_two_characters_is_read():
    stream, _ = follow([Arrival(article="a", title="", text="Rain fell in DİYARBAKIR and Karrow on Monday.")])
    assert stream.placement("a") is not None


def test_rarity_adapts_to_the_stream():
    reader = Reader()
    _, terms = reader.read("", "zorbling")
    before = float(reader.rarity(terms)[0])
    for _ in range(200):
        reader.learn(terms)
    assert float(reader.rarity(terms)[0]) < before / 3
