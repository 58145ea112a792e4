"""Plans fix everything beforehand, and the schedule stays hidden until it is needed."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from insights.stats.experiment import (
    QUICK,
    SLOW,
    STANDARD,
    Design,
    Plan,
    adherence,
    new_plan,
)

MONDAY = date(2026, 1, 5)


def plan(design=STANDARD, seed=7):
    return Plan(design, MONDAY, "mood", "live_servings", target=2, seed=seed)


@pytest.mark.parametrize(
    ("design", "days", "periods"), [(QUICK, 56, 56), (STANDARD, 112, 28), (SLOW, 168, 24)]
)
def test_the_three_plans_have_their_days(design, days, periods):
    schedule = plan(design).schedule()
    assert design.days == days
    assert len(schedule) == periods
    assert schedule[0].first_day == MONDAY
    assert schedule[-1].last_day == plan(design).last_day == MONDAY + timedelta(days=days - 1)


def test_five_pairs_are_refused_with_the_reason():
    with pytest.raises(ValueError, match=r"smallest possible p would be 0\.062"):
        Design(period_days=7, pairs=5)


@pytest.mark.parametrize("skipped", [-1, 4, 5])
def test_more_skipped_days_than_a_period_has_are_refused(skipped):
    with pytest.raises(ValueError, match="skipped_days must be 0 to 3"):
        Design(period_days=4, pairs=8, skipped_days=skipped)


def test_a_stored_seed_gives_the_same_schedule_for_ever():
    on = [period.on for period in plan(QUICK, seed=2026).schedule()[::2]]
    written_down = "0100011010111111000010100001"
    assert "".join(str(int(first)) for first in on) == written_down


def test_another_seed_gives_another_schedule():
    assert plan(seed=1).schedule() != plan(seed=2).schedule()


def test_a_new_plan_takes_its_seed_from_the_generator():
    def drawn(seed):
        return new_plan(QUICK, MONDAY, "mood", "fibre_g", 30, np.random.default_rng(seed))

    assert drawn(4) == drawn(4)
    assert drawn(4).seed != drawn(5).seed


def test_each_pair_has_one_period_on_and_one_off():
    on = np.array([period.on for period in plan(SLOW).schedule()]).reshape(-1, 2)
    assert (on.sum(axis=1) == 1).all()


def test_coins_are_fair_and_independent():
    coins = np.array([plan(QUICK, seed=seed).coins for seed in range(2000)])
    assert abs(coins.mean()) < 4 / np.sqrt(coins.size)
    neighbours = (coins[:, 1:] * coins[:, :-1]).mean()
    assert abs(neighbours) < 4 / np.sqrt(coins.size)


def test_nothing_is_revealed_before_the_start():
    assert plan().revealed(MONDAY - timedelta(days=1)) == ()


def test_a_period_is_revealed_on_its_first_day_and_not_before():
    second = plan().schedule()[1]
    assert second not in plan().revealed(second.first_day - timedelta(days=1))
    assert plan().revealed(second.first_day) == plan().schedule()[:2]


def test_adherence_tells_missing_from_none():
    made = plan(QUICK)
    on = np.array([period.on for period in made.schedule()])
    eaten = np.where(on, 2.0, 0.0)
    eaten[[0, 1]] = np.nan
    eaten[np.flatnonzero(on)[-1]] = 1.0
    seen = adherence(made, pd.DataFrame({"live_servings": eaten}, index=made.index))
    assert seen.on_days == seen.off_days == 27
    assert seen.off_mean == 0
    assert seen.on_mean == pytest.approx((26 * 2 + 1) / 27)
    assert seen.kept_share == pytest.approx(53 / 54)


def test_adherence_of_a_diary_without_food_is_unknown():
    made = plan(QUICK)
    seen = adherence(made, pd.DataFrame({"mood": 5.0}, index=made.index))
    assert (seen.on_mean, seen.off_mean, seen.kept_share) == (None, None, None)
    assert (seen.on_days, seen.off_days) == (0, 0)
