"""A person's own usual: the same weekday of the eight weeks before, and what lies outside it."""

import statistics
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest

from accounts.days import Week
from accounts.models import User
from insights.week.summary import summarise_week
from insights.week.usual import (
    AgainstUsual,
    Standing,
    against_usual,
    quantile,
)
from journal.services import record_factor, want_built_in
from tests import people
from tests.insights import plain
from tests.insights.diaries import write_diary
from tests.insights.random_diary import PlainDay, keep_diary

WEEK = Week.named("2026-W46")
FIRST = WEEK.first - timedelta(weeks=8)
GAP = None
Values = list[float | None]


def nine_weeks(*weeks: Sequence[float | None]) -> Values:
    """Return 63 values: the last weeks as given, nothing recorded before them."""
    values = [value for week in weeks for value in week]
    return [GAP] * (63 - len(values)) + values


def middle(values: Sequence[float]) -> tuple[float, float, float]:
    """Return quartile, median, quartile, worked out elsewhere."""
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, median, high


def assert_days_equal(shown: AgainstUsual, values: Values) -> None:
    """Compare the usual of each day with loops over plain lists."""
    for weekday in range(7):
        earlier = [values[7 * week + weekday] for week in range(8)]
        known = [value for value in earlier if value is not None]
        usual = shown.days[weekday]
        if len(known) < 3:
            assert usual is None
            continue
        assert usual is not None
        assert (usual.low, usual.usual, usual.high) == pytest.approx(middle(known))
        assert usual.days == len(known)


def assert_week_equals(shown: AgainstUsual, values: Values) -> None:
    """Compare the week as a whole with loops over plain lists."""
    weekdays = [weekday for weekday in range(7) if values[56 + weekday] is not None]
    means, single = [], []
    for week in range(8):
        known = [values[7 * week + weekday] for weekday in weekdays]
        known = [value for value in known if value is not None]
        single += known
        if len(known) >= 3:
            means.append(statistics.fmean(known))
    if len(weekdays) < 3 or len(means) < 4:
        assert shown.week is None
        assert shown.standing is None
        return
    week = shown.week
    assert week is not None
    assert week.mean == pytest.approx(statistics.fmean(values[56 + each] for each in weekdays))
    assert week.usual == pytest.approx(statistics.median(means))
    assert (week.lowest, week.highest) == pytest.approx((min(means), max(means)))
    low, _, high = middle(single)
    assert (week.low, week.high) == pytest.approx((low, high))
    assert (week.days, week.weeks) == (len(weekdays), len(means))


def recorded(diary: list[PlainDay], value: object) -> Values:
    """Return a figure of each day, None where its food is not recorded."""
    return [
        None if plain.state(entered) == "not_recorded" else value(entered)  # type: ignore[operator]
        for entered in diary
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_usual_of_a_random_diary_equals_a_plain_working_out(ada: User, seed: int) -> None:
    diary = keep_diary(ada, FIRST, WEEK.last, seed)
    usual = summarise_week(ada, WEEK).usual
    expected = {
        "fibre_g": recorded(diary, lambda day: plain.logged_sum(day, "fibre_g")),
        "fermented_servings": recorded(diary, plain.fermented),
        "plant_points": recorded(diary, lambda day: plain.points(plain.plants([day]), 0.25)),
        "mood": [plain.mean_rating(day, "mood") for day in diary],
        "stress": [plain.mean_rating(day, "stress") for day in diary],
    }
    for key, values in expected.items():
        assert_days_equal(usual[key], values)
        assert_week_equals(usual[key], values)


@pytest.mark.parametrize("seed", range(30))
def test_random_gaps_equal_a_plain_working_out(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values: Values = [float(value) for value in np.round(rng.normal(20, 6, 63), 1)]
    for place in np.flatnonzero(rng.random(63) < rng.random()):
        values[place] = None
    shown = against_usual(values)
    assert_days_equal(shown, values)
    assert_week_equals(shown, values)


def test_a_quantile_lies_between_two_numbers_in_proportion() -> None:
    assert quantile([1.0], 0.25) == 1
    assert quantile([0.0, 10.0], 0.25) == 2.5
    assert quantile([1.0, 2.0, 3.0, 4.0, 5.0], 0.75) == 4


def test_two_mondays_are_no_usual_and_three_are() -> None:
    monday = [10, *[GAP] * 6]
    assert against_usual(nine_weeks(monday, monday, monday)).days[0] is None
    usual = against_usual(nine_weeks(monday, monday, monday, monday)).days[0]
    assert usual is not None
    assert (usual.usual, usual.days) == (10, 3)


def test_sundays_stand_beside_sundays() -> None:
    week = [10, 10, 10, 10, 10, 30, 40]
    shown = against_usual(nine_weeks(*[week] * 9))
    assert [usual.usual for usual in shown.days if usual] == week
    assert set(shown.standings) == {Standing.ABOUT}
    assert shown.standing is Standing.ABOUT


def test_a_week_of_rich_sundays_alone_is_compared_with_sundays() -> None:
    week = [10, 10, 10, 10, 30, 30, 30]
    weekend = [GAP, GAP, GAP, GAP, 30, 30, 30]
    assert against_usual(nine_weeks(*[week] * 8, weekend)).standing is Standing.ABOUT


def test_a_value_off_the_middle_half_is_more_and_close_by_is_about() -> None:
    def monday(value: float) -> Standing | None:
        weeks = [[10, *[GAP] * 6]] * 8
        return against_usual(nine_weeks(*weeks, [value, *[GAP] * 6])).standings[0]

    assert monday(10.9) is Standing.ABOUT
    assert monday(11.1) is Standing.MORE
    assert monday(8.9) is Standing.LESS


def test_ratings_closer_than_half_a_point_are_about_the_usual() -> None:
    weeks = [[2, *[GAP] * 6]] * 8
    for value, standing in ((2.4, Standing.ABOUT), (2.5, Standing.MORE), (1.5, Standing.LESS)):
        shown = against_usual(nine_weeks(*weeks, [value, *[GAP] * 6]), is_rating=True)
        assert shown.standings[0] is standing


def test_a_week_moved_only_outside_every_week_before() -> None:
    weeks = [[20 + offset] * 7 for offset in range(8)]
    assert against_usual(nine_weeks(*weeks, [27] * 7)).standing is Standing.ABOUT
    assert against_usual(nine_weeks(*weeks, [28] * 7)).standing is Standing.MORE
    assert against_usual(nine_weeks(*weeks, [19] * 7)).standing is Standing.LESS


def test_a_week_within_the_middle_half_of_single_days_has_not_moved() -> None:
    weeks = [[0, 40, 0, 40, 0, 40, 20 + offset / 10] for offset in range(8)]
    assert against_usual(nine_weeks(*weeks, [30] * 7)).standing is Standing.ABOUT


def test_three_weeks_before_are_too_few_and_four_are_enough() -> None:
    week = [20.0] * 7
    assert against_usual(nine_weeks(*[week] * 4)).week is None
    assert against_usual(nine_weeks(*[week] * 5)).week is not None


def test_a_lower_bound_is_never_called_less() -> None:
    values = nine_weeks(*[[20] * 7] * 8, [5] * 7)
    bounds = [False] * 62 + [True]
    shown = against_usual(values, bounds)
    assert shown.standing is None
    assert shown.standings == [*[Standing.LESS] * 6, None]


def test_nothing_is_more_than_weeks_known_only_as_lower_bounds() -> None:
    values = nine_weeks(*[[20] * 7] * 8, [50] * 7)
    few = [place < 10 for place in range(63)]
    many = [place < 20 for place in range(63)]
    assert against_usual(values, few).standing is Standing.MORE
    assert against_usual(values, many).standing is None


def test_how_often_a_measure_differs_is_counted() -> None:
    shown = against_usual(nine_weeks([1, 1, 1, 2, 3, GAP, GAP], [1] * 7))
    assert (shown.known, shown.differing) == (12, 2)
    empty = against_usual(nine_weeks())
    assert (empty.known, empty.differing, empty.standing) == (0, 0, None)


def test_in_a_steady_diary_about_one_week_in_ten_moves_by_chance() -> None:
    rng = np.random.default_rng(7)
    steady = 25 + 8 * rng.standard_normal((2_000, 63))
    moved = sum(against_usual([float(value) for value in diary]).has_moved for diary in steady)
    assert 0.07 < moved / len(steady) < 0.13


def test_a_week_a_whole_spread_higher_is_mostly_seen() -> None:
    rng = np.random.default_rng(8)
    risen = 25 + 8 * rng.standard_normal((500, 63))
    risen[:, 56:] += 8
    moved = sum(
        against_usual([float(value) for value in diary]).standing is Standing.MORE
        for diary in risen
    )
    assert moved / len(risen) > 0.7


def test_anything_but_nine_weeks_is_refused() -> None:
    with pytest.raises(ValueError, match="nine whole weeks"):
        against_usual([1.0] * 62)


@pytest.mark.django_db
def test_a_week_before_the_diary_began_has_no_usual(ada: User) -> None:
    summary = summarise_week(ada, Week.named("2001-W10"))
    assert all(against.week is None for against in summary.usual.values())
    assert not any(any(against.days) for against in summary.usual.values())


@pytest.mark.django_db
def test_today_is_compared_only_when_it_is_over(ada: User) -> None:
    write_diary(ada, FIRST, [1.0] * 63, {"mood": [5] * 63})
    thursday = WEEK.first + timedelta(days=3)
    running = summarise_week(ada, WEEK, today=thursday).usual["mood"]
    assert running.week is not None
    assert running.week.days == 3
    assert running.standings[3:] == [None] * 4
    over = summarise_week(ada, WEEK, today=WEEK.next.first).usual["mood"]
    assert over.week is not None
    assert over.week.days == 7


@pytest.mark.django_db
def test_factors_are_compared_too_and_a_no_is_a_zero(ada: User) -> None:
    sleep, ill = want_built_in(ada, "sleep_h"), want_built_in(ada, "illness")
    for number in range(63):
        day = FIRST + timedelta(days=number)
        record_factor(sleep, day, 5 if number >= 56 else 8, now=people.NOW)
        record_factor(ill, day, int(number >= 58), now=people.NOW)
    factors = {factor.key: factor for factor in summarise_week(ada, WEEK).factors}
    assert factors["sleep_h"].usual.standing is Standing.LESS
    assert factors["sleep_h"].mean == 5
    assert factors["illness"].usual.standing is Standing.MORE
    assert (factors["illness"].days_with, factors["illness"].days_recorded) == (5, 7)


@pytest.mark.django_db
def test_a_week_abroad_keeps_its_weekdays(ada: User) -> None:
    """Days are stored as they were lived, so a flight moves no Monday."""
    write_diary(ada, FIRST, [1.0] * 56, {"mood": [5, 5, 5, 5, 5, 9, 9] * 8})
    ada.time_zone = "Asia/Tokyo"
    ada.save()
    for number, mood in enumerate([5, 5, 5, 5, 5, 9, 9]):
        people.feel(ada, f"{WEEK.first + timedelta(days=number)} 23:30", mood=mood)
    before = summarise_week(ada, WEEK).usual["mood"]
    assert set(before.standings) == {Standing.ABOUT}
    ada.time_zone = "America/Los_Angeles"
    ada.save()
    assert summarise_week(ada, WEEK).usual["mood"] == before
