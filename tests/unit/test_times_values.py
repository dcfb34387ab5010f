"""The calendar behind the times."""

from datetime import date

import pytest

from variorum.records.reading import Published
from variorum.steps.times.almanac import easter, holiday, nearest, nth_weekday, weekday_near
from variorum.steps.times.anchor import Anchor
from variorum.steps.times.tense import Look
from variorum.steps.times.units import number
from variorum.text.edtf import add_months, century_value, decade_value, is_edtf, month_value, week_value


@pytest.mark.parametrize(
    ("year", "day"), [(2019, date(2019, 4, 21)), (2024, date(2024, 3, 31)), (2025, date(2025, 4, 20))]
)
def test_easter(year: int, day: date) -> None:
    assert easter(year) == day
    assert holiday("good friday", year) == date.fromordinal(day.toordinal() - 2)


def test_moving_holidays() -> None:
    assert nth_weekday(2024, 11, 3, 4) == date(2024, 11, 28)
    assert nth_weekday(2024, 5, 0, -1) == date(2024, 5, 27)
    assert nth_weekday(2024, 12, 1, -1) == date(2024, 12, 31)
    assert holiday("election day", 2024) == date(2024, 11, 5)
    assert holiday("no such day", 2024) is None


def test_weekday_looks_five_days_back_or_to_tomorrow() -> None:
    wednesday = date(2023, 3, 15)
    past = {w: (weekday_near(w, wednesday, Look.PAST) - wednesday).days for w in range(7)}
    assert sorted(past.values()) == [-5, -4, -3, -2, -1, 0, 1]
    ahead = {(weekday_near(w, wednesday, Look.AHEAD) - wednesday).days for w in range(7)}
    assert ahead == set(range(7))


def test_nearest_prefers_the_past() -> None:
    anchor = date(2023, 3, 15)
    both = [date(2022, 12, 1), date(2023, 6, 1)]
    assert nearest(both, anchor, Look.PAST) == both[0]
    assert nearest(both, anchor, Look.AHEAD) == both[1]
    assert nearest([], anchor, Look.OPEN) is None


def test_values() -> None:
    assert month_value(2023, 3) == "2023-03"
    assert month_value(2023, 3, open_year=True) == "XXXX-03"
    assert week_value(date(2023, 3, 15)) == "2023-03-13/2023-03-19"
    assert decade_value(1994) == "199X"
    assert century_value(19) == "18XX"
    assert add_months(date(2023, 3, 31), -1) == date(2023, 2, 28)
    assert add_months(date(2023, 12, 5), 1) == date(2024, 1, 5)


@pytest.mark.parametrize(
    "value", ["2024", "199X", "18XX", "XXXX-10-02", "2024-10-02T07:30+09:00", "2015/2016", "2017-36", "2003~"]
)
def test_is_edtf(value: str) -> None:
    assert is_edtf(value)


@pytest.mark.parametrize("value", ["", "2024-13", "2024-10-32", "2024-10-02T25:00", "P3D", "2024-W03", "24-10-02"])
def test_is_not_edtf(value: str) -> None:
    assert not is_edtf(value)


def test_open_year_keeps_the_weekday() -> None:
    anchor = Anchor.of(Published(day="XXXX-08-06", weekday=3))
    assert anchor.day is not None
    assert (anchor.day.month, anchor.day.day, anchor.day.weekday()) == (8, 6, 3)
    assert anchor.write(anchor.day) == "XXXX-08-06"
    assert not Anchor.of(Published(day="XXXX-08-06")).weekdays


@pytest.mark.parametrize(
    ("words", "n"), [("three", 3), ("42", 42), ("twenty-one", 21), ("a couple of", 2), ("a", 1), ("umpteen", None)]
)
def test_number(words: str, n: int | None) -> None:
    assert number(words) == n
