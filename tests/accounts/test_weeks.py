"""Weeks run from Monday to Sunday and carry ISO names, across every turn of the year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.days import ONE_DAY, Week

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(days)
def test_a_week_is_named_as_the_calendar_of_the_c_library_names_it(day: date) -> None:
    assert str(Week.of(day)) == day.strftime("%G-W%V")


@given(days)
def test_a_day_lies_in_its_week_once_and_not_in_the_next(day: date) -> None:
    week = Week.of(day)
    assert list(week.days()).count(day) == 1
    assert day not in set(week.next.days()) | set(week.previous.days())
    assert week.first <= day <= week.last


@given(days)
def test_a_week_is_found_by_its_name(day: date) -> None:
    week = Week.of(day)
    assert Week.named(str(week)) == week


@given(days)
def test_weeks_follow_one_another_without_a_gap(day: date) -> None:
    week = Week.of(day)
    assert week.last + ONE_DAY == week.next.first
    assert week.next.previous == week
    assert len(list(week.days())) == 7
    assert week < week.next


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 18), "2026-W47"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2028, 2, 29), "2028-W09"),
    ],
)
def test_weeks_at_the_turn_of_the_year(day: date, name: str) -> None:
    assert str(Week.of(day)) == name


@pytest.mark.parametrize(
    "name",
    [
        "2025-W53",  # 2025 has 52 weeks
        "2026-W00",
        "2026-W54",
        "2026-47",
        "2026-W7",
        "0000-W01",
        "0001-W01",  # the week before has no date
        "9999-W52",  # its Sunday has no date
        "",
        "2026-W47 ",
        "２０２６-W47",
    ],
)
def test_a_name_that_is_no_week_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="week"):
        Week.named(name)


def test_a_week_starts_on_a_monday() -> None:
    with pytest.raises(ValueError, match="starts on a Monday"):
        Week(date(2026, 11, 18))
