"""Times on invented sentences; the day of publication is Wednesday, 15 March 2023, unless a test says otherwise."""

import pytest

from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.parse import Parse
from variorum.records.place import Extent
from variorum.records.reading import Published, Time
from variorum.records.source import Article, PublishedFrom
from variorum.steps.parse import parse_article
from variorum.steps.times import date_articles, resolve_times

DAY = "2023-03-15"


def article(text: str, *, published: str | None = DAY, name: str = "a") -> Article:
    """An article whose every line is a paragraph."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((Extent(at, at + len(line)),))
        at += len(line) + 1
    return Article(id=name, source=name, text=text, language="en", published=published, paragraphs=tuple(paragraphs))


def read(tagger: SpacyTagger, *articles: Article) -> list[tuple[Article, Parse]]:
    return [(a, parse_article(a, tagger=tagger)) for a in articles]


def times(tagger: SpacyTagger, text: str, *, published: str | None = DAY) -> tuple[Time, ...]:
    a = article(text, published=published)
    readings = read(tagger, a)
    return resolve_times(a, readings[0][1], published=date_articles(readings)[a.id])


def values(tagger: SpacyTagger, text: str, *, published: str | None = DAY) -> dict[str, str]:
    return {text[t.start : t.end]: t.value for t in times(tagger, text, published=published)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke at a Monday rally in Port Amsel.", {"Monday": "2023-03-13"}),
        ("The council met on Monday and will vote on Friday.", {"Monday": "2023-03-13", "Friday": "2023-03-17"}),
        ("The mayor of Port Amsel spoke on Wednesday.", {"Wednesday": "2023-03-15"}),
        ("Officials will meet Tuesday of next week.", {"Tuesday of next week": "2023-03-21"}),
        ("They met on Thursday last week.", {"Thursday last week": "2023-03-09"}),
        ("The board met last Wednesday.", {"last Wednesday": "2023-03-08"}),
        ("Polls close at 20:00 on Sunday.", {"20:00 on Sunday": "2023-03-19T20:00"}),
        ("Teams worked through Tuesday night.", {"Tuesday night": "2023-03-14TNI"}),
        ("Nothing was found in the early hours of Tuesday.", {"the early hours of Tuesday": "2023-03-14TMO"}),
        ("He spoke yesterday morning.", {"yesterday morning": "2023-03-14TMO"}),
        ("The vote is set for 7pm tonight.", {"7pm tonight": "2023-03-15T19:00"}),
        ("The bridge was closed three days ago.", {"three days ago": "2023-03-12"}),
        ("The ferry sank on the night of the 12th, killing two.", {"the night of the 12th": "2023-03-12TNI"}),
        ("In late September, the two sides signed a deal.", {"late September": "2022-09"}),
        ("The fund opens in mid-April.", {"mid-April": "2023-04"}),
        ("The law takes effect next month.", {"next month": "2023-04"}),
        ("The agreement was signed last year.", {"last year": "2022"}),
        ("The bank failed last week.", {"Last week": "x"} | {"last week": "2023-03-06/2023-03-12"}),
        ("Ministers met last weekend.", {"last weekend": "2023-03-11/2023-03-12"}),
        ("Profit fell in the fourth quarter of 2022.", {"the fourth quarter of 2022": "2022-36"}),
        ("Sales rose in the first half of 2022.", {"the first half of 2022": "2022-40"}),
        ("Last winter was mild.", {"Last winter": "2022-24"}),
        ("The hall was built in the summer of 2019.", {"summer of 2019": "2019-22"}),
        ("The tower closed in the mid-1980s.", {"mid-1980s": "198X"}),
        ("The treaty dates from the 19th century.", {"the 19th century": "18XX"}),
        ("Fares rose in the 2015/16 season.", {"2015/16": "2015/2016"}),
        ("The war of 1914-18 changed the valley.", {"1914-18": "1914/1918"}),
        ("The port opened on New Year's Eve.", {"New Year's Eve": "2022-12-31"}),
        ("He saw her at Thanksgiving.", {"Thanksgiving": "2022-11-24"}),
        ("The bill passed on 9 December 2022.", {"9 December 2022": "2022-12-09"}),
        ("The parade was held on March 3-5.", {"March 3-5": "2023-03-03/2023-03-05"}),
        ("Talks were held on March 3 and 4.", {"March 3": "2023-03-03", "4": "2023-03-04"}),
        ("The court sits on Thursday, March 23.", {"Thursday, March 23": "2023-03-23"}),
        ("The two sides agreed on Friday to meet.", {"Friday": "2023-03-10"}),
        ("The hearing was postponed until Tuesday.", {"Tuesday": "2023-03-21"}),
        ("The flight was scheduled to leave on Monday.", {"Monday": "2023-03-13"}),
        ("The fair ran from July 30 to Aug. 14, 1932.", {"July 30": "1932-07-30", "Aug. 14, 1932": "1932-08-14"}),
        ("They met between May and July 2017.", {"May": "2017-05", "July 2017": "2017-07"}),
        ("It began in 2001. Two years later, it ended.", {"2001": "2001", "Two years later": "2003"}),
        ("It happened about two decades ago.", {"about two decades ago": "2003~"}),
    ],
)
def test_values(tagger: SpacyTagger, text: str, expected: dict[str, str]) -> None:
    assert values(tagger, text) == {k: v for k, v in expected.items() if k in text}


@pytest.mark.parametrize(
    "text",
    [
        "Some 2,017 people and 2017 troops had arrived.",
        "Shares fell by 6.10 percent and closed at 6.10.",
        "The mayor, Anna May, said that she may resign.",
        "The Sun said it had paid 2000 pounds.",
        "The Sunday Times and the Mail on Sunday carried it.",
        "In recent weeks, and for three years, nothing happened.",
        "The path is 1,200 m long and 2,735km away.",
        "He lived in room 2010 and wrote bill No. 2016.",
        "The march will go on, an august crowd said.",
        "They won 3:16 on points.",
        "The 2nd Battalion took the 1st floor.",
        "The club plays on Saturdays.",
        "Seats are best booked on a Tuesday.",
        "The depot hires Tuesday-Saturday drivers.",
    ],
)
def test_what_is_no_time(tagger: SpacyTagger, text: str) -> None:
    assert values(tagger, text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The tremor struck at 2.30am on Monday.", {"2.30am on Monday": "2023-03-13T02:30"}),
        ("The tram stopped at 9.04am. Police came at 9.10 to help.", {"9.04am": "T09:04", "9.10": "T09:10"}),
        ("The siren sounded at 06:00 GMT.", {"06:00 GMT": "T06:00Z"}),
        ("It ended at 8 o'clock on Saturday evening.", {"8 o'clock on Saturday evening": "2023-03-11T20:00"}),
        ("The market opened at noon.", {"noon": "T12:00"}),
    ],
)
def test_clock_times(tagger: SpacyTagger, text: str, expected: dict[str, str]) -> None:
    full = {k: v if v[0] != "T" else f"{DAY}{v}" for k, v in expected.items()}
    assert values(tagger, text) == full


def test_two_clocks_give_one_moment(tagger: SpacyTagger) -> None:
    text = "The rocket fell into the sea on Tuesday.\nIt rose at 6:07 a.m. local time (2107 GMT)."
    found = values(tagger, text)
    assert found["6:07 a.m. local time"] == "2023-03-14T06:07"
    assert found["2107 GMT"] == "2023-03-13T21:07Z"


def test_an_hour_before_midnight(tagger: SpacyTagger) -> None:
    text = "The warehouse burned down late on Monday. It caught fire about an hour before midnight."
    assert values(tagger, text)["about an hour before midnight"] == "2023-03-13T23:00"


def test_the_previous_day_counts_from_the_day_told_of(tagger: SpacyTagger) -> None:
    text = "The envoy arrived on Monday. He had been named the previous day."
    assert values(tagger, text)["the previous day"] == "2023-03-12"


def test_a_day_before_an_event_without_a_date_is_left_open(tagger: SpacyTagger) -> None:
    assert values(tagger, "The envoy called a day after taking office.") == {}


def test_article_dated_the_day_before(tagger: SpacyTagger) -> None:
    text = "The minister said on Thursday that the dam had burst.\nPolice said on Thursday that two had died."
    assert set(values(tagger, text).values()) == {"2023-03-16"}


def test_anchor_and_evidence(tagger: SpacyTagger) -> None:
    monday, year = times(tagger, "The council met on Monday for the first time since 1998.")
    assert (monday.anchor, monday.evidence) == (DAY, "published")
    assert (year.anchor, year.value) == ("text", "1998")


def test_undated_article_keeps_only_what_is_complete(tagger: SpacyTagger) -> None:
    text = "The council met on Monday. It was founded in 1951 and moved on Oct. 2. Mr Orvel spoke today."
    assert values(tagger, text, published=None) == {"1951": "1951", "Oct. 2": "XXXX-10-02"}


def test_story_fixes_day_and_month(tagger: SpacyTagger) -> None:
    readings = read(
        tagger,
        article("The leaders of Vessia and Orland spoke by phone on Thursday.", published=None, name="a"),
        article("The leaders spoke for an hour on Thursday, an aide said.", published=None, name="b"),
        article("The call took place on Aug 6, the palace said.", published=None, name="c"),
        article("The agency reported on the 6th that the leaders had spoken.", published=None, name="d"),
    )
    found = date_articles(readings)
    assert found["a"] == Published(day="XXXX-08-06", weekday=3)
    a, parse = readings[0]
    assert [t.value for t in resolve_times(a, parse, published=found["a"])] == ["XXXX-08-06"]
    assert date_articles(readings[::-1]) == found


def test_story_year_where_a_full_date_settles_it(tagger: SpacyTagger) -> None:
    readings = read(
        tagger,
        article("The bridge at Norvale fell on 6 August 2020.", published=None, name="a"),
        article("The bridge fell on 6 August, police said.", published=None, name="b"),
    )
    assert date_articles(readings)["b"].day == "2020-08-06"


def test_undated_article_among_dated_ones(tagger: SpacyTagger) -> None:
    readings = read(
        tagger,
        article("The bridge fell.", name="a"),
        article("The bridge has fallen.", published=None, name="b"),
    )
    found = date_articles(readings)
    assert found["a"] == Published(value=DAY, known_from=PublishedFrom.GIVEN, day=DAY)
    assert found["b"] == Published(value=DAY, known_from=PublishedFrom.STORY, day=DAY)


def test_far_apart_dates_settle_nothing(tagger: SpacyTagger) -> None:
    readings = read(
        tagger,
        article("The bridge fell.", name="a"),
        article("The bridge was rebuilt.", published="2023-06-01", name="b"),
        article("The bridge is blue.", published=None, name="c"),
    )
    assert date_articles(readings)["c"] == Published()


@pytest.mark.parametrize("published", ["", "soon", "0000-00-00", "2023-13-45"])
def test_unreadable_date_is_none(tagger: SpacyTagger, published: str) -> None:
    readings = read(tagger, article("The bridge fell on Monday.", published=published))
    assert date_articles(readings)["a"] == Published()


def test_all_capitals(tagger: SpacyTagger) -> None:
    found = values(tagger, "MONDAY'S STORM KILLED THREE, OFFICIALS SAID ON TUESDAY.")
    assert found == {"MONDAY": "2023-03-13", "TUESDAY": "2023-03-14"}


def test_quoted_today_is_the_day_of_the_statement(tagger: SpacyTagger) -> None:
    text = "“We lost two friends today,” the rector said on Monday. “We mourn.”\nThe school was closed today."
    found = [(text[t.start : t.end], t.value) for t in times(tagger, text)]
    assert found == [("today", "2023-03-13"), ("Monday", "2023-03-13"), ("today", "2023-03-15")]


def test_one_article_means_one_day_by_a_date(tagger: SpacyTagger) -> None:
    text = (
        "The storm of Sept. 20 killed nine people.\nThe town was flooded on Sept. 20.\n"
        "There is no plan for the victims of the Sept. 20 flood."
    )
    assert [t.value for t in times(tagger, text)] == ["2022-09-20"] * 3
