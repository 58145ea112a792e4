"""The person's day covers time without gap or overlap, whatever the clocks do.

The oracle at the bottom knows nothing of the formula: it watches a wall clock minute by minute.
"""

from bisect import bisect
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from accounts.days import ONE_DAY, DayRule, days_between, zone_names

FIRST, LAST = datetime(1990, 1, 5, tzinfo=UTC), datetime(2037, 12, 25, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
hours = st.integers(0, 12)
zones = st.sampled_from(sorted(zone_names()))


@st.composite
def rules_and_moments(draw: st.DrawFn) -> tuple[DayRule, datetime]:
    """Draw a rule and a moment, as often as not close to a change of that zone's clocks."""
    rule = DayRule(draw(zones), draw(hours))
    changes = changes_of(rule.time_zone)
    if changes and draw(st.booleans()):
        offset = draw(st.timedeltas(timedelta(hours=-30), timedelta(hours=30)))
        return rule, draw(st.sampled_from(changes)) + offset
    naive = draw(st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None)))
    return rule, naive.replace(tzinfo=UTC)


@settings(max_examples=500)
@given(rules_and_moments())
@example((DayRule("Pacific/Apia", 4), datetime(2011, 12, 30, 10, tzinfo=UTC)))
@example((DayRule("Pacific/Kwajalein", 4), datetime(1993, 8, 21, 12, tzinfo=UTC)))
@example((DayRule("Australia/Lord_Howe", 2), datetime(2026, 10, 3, 15, 30, tzinfo=UTC)))
@example((DayRule("Antarctica/Troll", 2), datetime(2026, 3, 29, 1, tzinfo=UTC)))
def test_a_moment_lies_in_its_day_and_in_no_other(drawn: tuple[DayRule, datetime]) -> None:
    rule, moment = drawn
    day = rule.day_of(moment)
    for other in days_between(day - 3 * ONE_DAY, day + 3 * ONE_DAY):
        start, end = rule.span_of(other)
        assert (start <= moment < end) == (other == day)


@settings(max_examples=300)
@given(rules_and_moments())
def test_a_day_is_the_one_that_a_minute_by_minute_watch_gives(
    drawn: tuple[DayRule, datetime],
) -> None:
    rule, moment = drawn
    watched = day_by_watching(rule, moment)
    assume(watched is not None)
    assert rule.day_of(moment) == watched


@given(rules_and_moments())
def test_days_follow_one_another_and_meet(drawn: tuple[DayRule, datetime]) -> None:
    rule, moment = drawn
    day = rule.day_of(moment)
    assert rule.span_of(day)[1] == rule.span_of(day + ONE_DAY)[0]
    assert rule.span_of(day)[0] < rule.span_of(day)[1]
    assert rule.start_of(day) <= rule.start_of(day + ONE_DAY) <= rule.start_of(day + 2 * ONE_DAY)


@given(rules_and_moments(), st.timedeltas(timedelta(0), timedelta(days=4)))
def test_a_later_moment_never_has_an_earlier_day(
    drawn: tuple[DayRule, datetime], later: timedelta
) -> None:
    rule, moment = drawn
    assert rule.day_of(moment) <= rule.day_of(moment + later)


@given(rules_and_moments(), zones)
def test_the_day_depends_on_the_moment_and_not_on_how_it_is_written(
    drawn: tuple[DayRule, datetime], written_in: str
) -> None:
    rule, moment = drawn
    assert rule.day_of(moment.astimezone(ZoneInfo(written_in))) == rule.day_of(moment)


@pytest.mark.parametrize("hour", [0, 2, 4, 12])
@pytest.mark.parametrize("day", [date(2026, 11, 18), date(2028, 2, 28), date(2028, 2, 29)])
def test_in_every_zone_a_day_starts_with_its_first_moment(hour: int, day: date) -> None:
    for zone in zone_names():
        rule = DayRule(zone, hour)
        start = rule.start_of(day)
        assert rule.day_of(start) == day, zone
        assert rule.day_of(start - timedelta(microseconds=1)) == day - ONE_DAY, zone


def test_the_zones_run_from_twelve_behind_to_fourteen_ahead() -> None:
    offsets = {
        datetime(2026, 11, 18, tzinfo=ZoneInfo(name)).utcoffset() / timedelta(hours=1)
        for name in zone_names()
    }
    assert min(offsets) == -12
    assert max(offsets) == 14
    assert {5.5, 5.75, 9.5} <= offsets


def test_a_snack_at_half_past_one_belongs_to_the_evening_before() -> None:
    rule = DayRule("Europe/Berlin")
    snack = datetime(2026, 11, 19, 1, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert rule.day_of(snack) == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("clock", "day"),
    [("03:59:59.999999", 18), ("04:00:00", 19), ("23:59:59", 19), ("00:00:00", 18)],
)
def test_the_day_turns_exactly_at_its_starting_hour(clock: str, day: int) -> None:
    moment = datetime.fromisoformat(f"2026-11-19T{clock}").replace(tzinfo=ZoneInfo("Asia/Tokyo"))
    assert DayRule("Asia/Tokyo").day_of(moment) == date(2026, 11, day)


@pytest.mark.parametrize(
    ("zone", "day", "length_h"),
    [
        ("Europe/Berlin", date(2026, 3, 28), 23),  # the night in which summer time begins
        ("Europe/Berlin", date(2026, 3, 29), 24),
        ("Europe/Berlin", date(2026, 10, 24), 25),
        ("America/Los_Angeles", date(2026, 3, 7), 23),
        ("America/Los_Angeles", date(2026, 10, 31), 25),
        ("Australia/Lord_Howe", date(2026, 10, 3), 23.5),
        ("Australia/Lord_Howe", date(2026, 4, 4), 24.5),
        ("Asia/Kolkata", date(2026, 3, 28), 24),
        ("Pacific/Apia", date(2011, 12, 30), 0),  # Samoa went from the 29th to the 31st
    ],
)
def test_a_night_in_which_the_clocks_change_is_longer_or_shorter(
    zone: str, day: date, length_h: float
) -> None:
    start, end = DayRule(zone).span_of(day)
    assert (end - start) / timedelta(hours=1) == length_h


def test_the_hour_that_comes_twice_lies_in_one_day() -> None:
    rule = DayRule("Europe/Berlin", 2)
    first = datetime(2026, 10, 25, 2, 30, tzinfo=rule.zone, fold=0)
    second = datetime(2026, 10, 25, 2, 30, tzinfo=rule.zone, fold=1)
    assert rule.day_of(first) == rule.day_of(second) == date(2026, 10, 25)


def test_a_starting_hour_that_the_clocks_skip_gives_way_to_the_jump() -> None:
    rule = DayRule("Europe/Berlin", 2)  # 29 March 2026: 01:59 is followed by 03:00
    assert rule.start_of(date(2026, 3, 29)) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_no_moment_falls_on_the_day_that_samoa_left_out() -> None:
    rule = DayRule("Pacific/Apia")
    moments = [datetime(2011, 12, 29, 20, tzinfo=UTC) + hour * 60 * MINUTE for hour in range(60)]
    assert {rule.day_of(moment).day for moment in moments} == {29, 31, 1}


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        DayRule("UTC").day_of(datetime(2026, 11, 18))  # noqa: DTZ001


@pytest.mark.parametrize("hour", [-1, 13, 24])
def test_a_day_that_starts_in_the_afternoon_is_refused(hour: int) -> None:
    with pytest.raises(ValueError, match="only hours from 0 to 12"):
        DayRule("UTC", hour)


def test_days_between_holds_both_ends() -> None:
    days = list(days_between(date(2028, 2, 28), date(2028, 3, 1)))
    assert days == [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]
    assert list(days_between(date(2028, 3, 1), date(2028, 2, 28))) == []


@cache
def changes_of(zone: str) -> list[datetime]:
    """Return when the clocks of a zone change, found by looking at them now and then."""

    def offset(moment: datetime) -> timedelta | None:
        return moment.astimezone(ZoneInfo(zone)).utcoffset()

    changes, moment = [], FIRST
    while moment < LAST:
        later = moment + 12 * ONE_DAY
        if offset(moment) != offset(later):
            minutes = range((later - moment) // MINUTE)
            passed = bisect(
                minutes, False, key=lambda n: offset(moment + n * MINUTE) != offset(moment)
            )
            changes.append(moment + passed * MINUTE)
        moment = later
    return changes


def day_by_watching(rule: DayRule, moment: datetime) -> date | None:
    """Return the latest date whose starting hour the wall clock has reached by `moment`.

    Watches every minute of the sixty hours before. None when the clock leapt over a starting
    hour in that time: then no minute shows it, and only the promises above hold.
    """
    to_start = timedelta(hours=rule.starts_at_hour)
    latest, before = date.min, None
    minute = moment.replace(second=0, microsecond=0) - 3600 * MINUTE
    while minute <= moment:
        shown = minute.astimezone(rule.zone).replace(tzinfo=None) - to_start
        if before is not None and shown - before > MINUTE and shown.date() > before.date():
            leapt_over_start = shown != datetime.combine(shown.date(), datetime.min.time())
            if leapt_over_start:
                return None
        latest, before = max(latest, shown.date()), shown
        minute += MINUTE
    return latest
