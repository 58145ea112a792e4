"""A time of day that somebody types on the page of a day."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from accounts.days import LATEST_DAY_STARTS_AT_HOUR, ONE_DAY, DayRule, zone_names

rules = st.builds(
    DayRule,
    st.sampled_from(sorted(zone_names())),
    st.integers(0, LATEST_DAY_STARTS_AT_HOUR),
)


@given(rules, st.dates(date(1990, 1, 1), date(2037, 12, 31)), st.times())
def test_whatever_is_typed_stays_on_its_day(rule: DayRule, day: date, typed: time) -> None:
    # A date that a zone left out, as Samoa did in 2011, holds no moment at all.
    assume(rule.start_of(day) < rule.start_of(day + ONE_DAY))
    assert rule.day_of(rule.moment_at(day, typed)) == day


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (time(4, 0), datetime(2026, 11, 18, 3, 0, tzinfo=UTC)),
        (time(23, 59), datetime(2026, 11, 18, 22, 59, tzinfo=UTC)),
        (time(0, 0), datetime(2026, 11, 18, 23, 0, tzinfo=UTC)),
        (time(3, 59), datetime(2026, 11, 19, 2, 59, tzinfo=UTC)),
    ],
)
def test_hours_before_the_day_starts_are_those_of_the_night(
    typed: time, expected: datetime
) -> None:
    assert DayRule("Europe/Berlin").moment_at(date(2026, 11, 18), typed) == expected
