"""The randomisation test against brute force, and what it does in worlds whose truth is known."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import GLS

from insights.stats.experiment import QUICK, SLOW, Design, Plan, analyse_experiment
from insights.stats.noise import GRID
from insights.stats.randomisation import RandomisationTest

MONDAY = date(2026, 1, 5)
LATER = date(2030, 1, 1)
SHORT = Design(period_days=3, pairs=6)
MIDDLE = Design(period_days=3, pairs=8, skipped_days=1)


def plan(design, seed=3):
    return Plan(design, MONDAY, "mood", "live_servings", target=2, seed=seed)


def on_days(made):
    return np.repeat([period.on for period in made.schedule()], made.design.period_days)


def wandering(rng, days):
    """Autocorrelated, drifting, with a spread that grows: nothing an ordinary t test may see."""
    noise = np.zeros(days)
    for day in range(1, days):
        noise[day] = 0.6 * noise[day - 1] + rng.standard_normal()
    return 6 + noise * np.linspace(0.5, 1.5, days) + np.linspace(-1, 1, days)


def table(made, ratings):
    return pd.DataFrame({"mood": ratings}, index=made.index)


def judged(made, ratings, rng=None):
    return analyse_experiment(made, table(made, ratings), LATER, rng or np.random.default_rng(0))


def dense_coefficients(made, ratings, rows, calendar):
    """Every sequence's coefficient from statsmodels, with the filter that the ratings choose."""
    distance = np.abs(rows[:, None] - rows[None, :])
    covariances = [
        (1 - rho) * phi**distance + rho * np.eye(len(rows))
        for phi, rho in zip(GRID.phi, GRID.rho, strict=True)
    ]

    def restricted_likelihood(covariance):
        fitted = GLS(ratings[rows], calendar, sigma=covariance).fit()
        information = calendar.T @ np.linalg.solve(covariance, calendar)
        determinants = np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(information)[1]
        spare = len(rows) - calendar.shape[1]
        return -(determinants + spare * np.log(fitted.ssr)) / 2

    best = max(covariances, key=restricted_likelihood)
    length, pairs = made.design.period_days, made.design.pairs
    for first_on in product([1, 0], repeat=pairs):
        on = np.repeat([side for first in first_on for side in (first, 1 - first)], length)
        columns = np.column_stack([calendar, on[rows]])
        yield first_on, GLS(ratings[rows], columns, sigma=best).fit().params[-1]


@pytest.mark.parametrize("design", [SHORT, MIDDLE])
def test_p_and_estimate_are_those_of_brute_force(design):
    made = plan(design)
    ratings = wandering(np.random.default_rng(11), design.days) + 1.0 * on_days(made)
    ratings[[4, 9]] = np.nan
    day = np.arange(design.days)
    rows = day[(day % design.period_days >= design.skipped_days) & np.isfinite(ratings)]
    slow = np.cos(np.pi * (rows + 0.5) / design.days)
    calendar = np.column_stack([np.ones(len(rows)), slow])
    if design.days >= 42:
        calendar = np.column_stack([calendar, np.eye(7)[rows % 7][:, 1:]])
    every = dict(dense_coefficients(made, ratings, rows, calendar))
    observed = every[tuple((made.coins > 0).astype(int))]
    as_large = np.mean([abs(other) >= abs(observed) - 1e-9 for other in every.values()])
    result = judged(made, ratings)
    assert result.estimate == pytest.approx(observed, abs=1e-8)
    assert result.p == pytest.approx(as_large, abs=1e-12)


def test_the_mean_of_differences_is_the_estimate_when_days_are_independent():
    made = plan(QUICK)
    rng = np.random.default_rng(5)
    ratings = rng.standard_normal(56) + 2.0 * on_days(made)
    on = on_days(made)
    plain = ratings[on].mean() - ratings[~on].mean()
    assert judged(made, ratings).estimate == pytest.approx(plain, abs=0.35)


def test_more_than_ten_pairs_compare_with_999_redraws():
    result = judged(plan(QUICK), wandering(np.random.default_rng(2), 56) + 9 * on_days(plan(QUICK)))
    assert result.p == pytest.approx(1 / 1000)


def test_without_an_effect_p_is_uniform():
    rng = np.random.default_rng(20)
    made = [plan(SHORT, seed=seed) for seed in range(400)]
    p = np.array([judged(one, wandering(rng, SHORT.days)).p for one in made])
    for level in (0.05, 0.1, 0.25, 0.5, 0.75):
        exact = np.floor(level * 32) / 32
        assert np.mean(p <= level) == pytest.approx(exact, abs=3.3 * np.sqrt(exact / 400))


def test_the_interval_covers_the_truth_at_its_level():
    rng = np.random.default_rng(21)
    held = []
    for seed in range(200):
        made = plan(SLOW, seed=seed)
        result = judged(made, wandering(rng, SLOW.days) + 0.7 * on_days(made), rng)
        held.append((result.low or -99) <= 0.7 <= (result.high or 99))
    assert 0.91 <= np.mean(held) <= 0.985


def test_the_interval_holds_what_is_not_rejected_and_stops_there():
    made = plan(SHORT)
    ratings = wandering(np.random.default_rng(3), SHORT.days) + 2.0 * on_days(made)
    result = judged(made, ratings)
    assert result.low < result.estimate < result.high
    days = np.arange(SHORT.days)
    layout, _ = SHORT.layout(days, made.first_number)
    rng = np.random.default_rng(0)
    held = RandomisationTest.of(layout, ratings, made.coins, rng)
    for end in (result.low, result.high):
        outwards = 1e-4 * np.sign(end - result.estimate)
        assert held.p_value(end - outwards) > 0.05
        assert held.p_value(end + outwards) <= 0.05


def test_zero_is_outside_the_interval_exactly_when_p_says_so():
    for seed in range(40):
        made = plan(SHORT, seed=seed)
        ratings = wandering(np.random.default_rng(seed), SHORT.days) + 1.5 * on_days(made)
        result = judged(made, ratings)
        zero_inside = (result.low or -99) <= 0 <= (result.high or 99)
        if result.p > 0.05:
            assert zero_inside


def test_adding_an_effect_moves_estimate_and_interval_by_it():
    made = plan(QUICK)
    ratings = wandering(np.random.default_rng(8), 56) + on_days(made)
    before = judged(made, ratings, np.random.default_rng(1))
    after = judged(made, 3 + 2 * ratings, np.random.default_rng(1))
    assert after.estimate == pytest.approx(2 * before.estimate)
    assert (after.low, after.high) == pytest.approx((2 * before.low, 2 * before.high), rel=1e-6)
    assert after.p == before.p


def test_turning_the_scale_round_turns_the_result_round():
    made = plan(SHORT)
    ratings = wandering(np.random.default_rng(9), SHORT.days) + on_days(made)
    right, wrong = judged(made, ratings), judged(made, 10 - ratings)
    assert wrong.p == right.p
    assert (wrong.low, wrong.high) == pytest.approx((-right.high, -right.low), abs=1e-6)


def test_a_period_without_rating_drops_its_pair():
    made = plan(MIDDLE)
    ratings = wandering(np.random.default_rng(4), MIDDLE.days)
    ratings[4:6] = np.nan  # all that counts of the second period: day 3 is a skipped day
    result = judged(made, ratings)
    assert result.pairs == 7
    assert result.days == 2 * 14


def test_skipped_days_do_not_count():
    made = plan(MIDDLE)
    ratings = wandering(np.random.default_rng(4), MIDDLE.days)
    wild = ratings.copy()
    wild[::3] = 99
    assert judged(made, wild).estimate == judged(made, ratings).estimate


def test_days_outside_the_plan_do_not_count():
    made = plan(SHORT)
    ratings = wandering(np.random.default_rng(6), SHORT.days)
    inside = judged(made, ratings)
    days = table(made, ratings)
    around = days.reindex(pd.date_range(MONDAY - timedelta(days=30), periods=200), fill_value=10.0)
    around.loc[days.index] = days
    assert analyse_experiment(made, around, LATER, np.random.default_rng(0)) == inside


def test_results_are_refused_until_the_last_day_is_over():
    made = plan(SHORT)
    ratings = wandering(np.random.default_rng(6), SHORT.days)
    early = analyse_experiment(made, table(made, ratings), made.last_day, np.random.default_rng(0))
    assert early.refusal.code == "not_finished"
    assert early.estimate is early.p is None
    next_morning = made.last_day + timedelta(days=1)
    done = analyse_experiment(made, table(made, ratings), next_morning, np.random.default_rng(0))
    assert done.refusal is None


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda ratings: np.full_like(ratings, np.nan), "too_few_pairs"),
        (lambda ratings: np.where(np.arange(len(ratings)) < 30, ratings, np.nan), "too_few_pairs"),
        (lambda ratings: np.full_like(ratings, 7.0), "rating_never_differs"),
        (lambda ratings: np.where(np.isnan(ratings), np.inf, np.inf), "too_few_pairs"),
    ],
)
def test_ratings_that_cannot_be_judged_are_refused(spoil, code):
    result = judged(plan(SHORT), spoil(wandering(np.random.default_rng(1), SHORT.days)))
    assert result.refusal.code == code
    assert (result.estimate, result.low, result.high, result.p) == (None, None, None, None)


def test_too_few_rated_days_for_the_calendar_are_refused():
    made = plan(Design(period_days=4, pairs=6))
    ratings = wandering(np.random.default_rng(1), 48)
    ratings[np.arange(48) % 4 != 0] = np.nan
    result = judged(made, ratings)
    assert (result.refusal.code, result.refusal.have) == ("too_few_rated_days", 12)
    assert result.refusal.need > 12


def test_a_table_without_the_rating_is_refused():
    made = plan(SHORT)
    days = pd.DataFrame({"focus": 5.0}, index=made.index)
    result = analyse_experiment(made, days, LATER, np.random.default_rng(0))
    assert result.refusal.code == "too_few_pairs"
    assert result.days == 0


def test_a_rating_that_is_the_schedule_itself_gives_no_nonsense():
    made = plan(SHORT)
    result = judged(made, 5.0 + 2 * on_days(made))
    assert result.estimate == pytest.approx(2)
    assert result.p == pytest.approx(2 / 64)


@pytest.mark.parametrize("size", [1e-200, 1e200])
def test_huge_and_tiny_ratings_give_finite_answers(size):
    made = plan(SHORT)
    ratings = wandering(np.random.default_rng(1), SHORT.days) + on_days(made)
    usual, odd = judged(made, ratings), judged(made, ratings * size)
    assert odd.p == usual.p
    assert (odd.low, odd.high) == pytest.approx((usual.low * size, usual.high * size))
