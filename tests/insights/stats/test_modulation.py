"""The interaction against statsmodels, its symmetries, its gate, and its false findings."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import GLS

from benchmarks.calibration import modulated
from benchmarks.calibration.tally import pooled
from insights.stats.gls import Problem
from insights.stats.modulation import modulate, scatter_factor
from insights.stats.noise import GRID
from insights.stats.windows import SAME_DAY


def diary(days=240, change=0.0, seed=1):
    """Stress pulls mood by half a point a point; more or less after weeks rich in ferments."""
    rng = np.random.default_rng(seed)
    food = rng.poisson(1.5 + np.sin(np.arange(days) / 5), days).astype(float)
    stress = np.clip(np.rint(4 + 1.5 * rng.standard_normal(days)), 0, 10)
    week = pd.Series(food).rolling(7).mean().shift(1).fillna(1.5).to_numpy()
    pull = -0.5 + change * (week - 1.5)
    mood = 8 + pull * stress + rng.standard_normal(days)
    index = pd.date_range("2025-01-06", periods=days)
    return pd.DataFrame({"ferments": food, "stress": stress, "mood": mood}, index=index)


def asked(days, **options):
    return modulate(days, "ferments", "stress", "mood", **options)


def test_a_true_change_of_the_pull_is_found_and_held_by_its_interval():
    result = asked(diary(change=0.2))
    assert result.p < 1e-3
    assert result.low < 0.2 < result.high
    assert result.pull_high > result.pull_low
    assert result.pull_low < -0.5 < result.pull_high


def test_the_pulls_differ_by_the_change_times_the_swing():
    result = asked(diary(change=0.1))
    swing = result.exposure_high - result.exposure_low
    assert result.pull_high - result.pull_low == pytest.approx(result.change * swing)


def test_change_and_pull_are_those_of_statsmodels_when_noise_is_white():
    """With one window day and independent errors the average over the grid is close to OLS."""
    days = diary(600)
    result = asked(days, window=SAME_DAY)
    stress = days["stress"] - days["stress"].mean()
    food = days["ferments"] - days["ferments"].mean()
    time = (np.arange(600) + 0.5) / 600
    waves = np.column_stack([np.cos(np.pi * k * time) for k in range(1, 21)])
    columns = np.column_stack(
        [
            np.ones(600),
            stress * food,
            stress,
            food,
            stress**2,
            food**2,
            np.eye(7)[days.index.day_of_week][:, 1:],
            waves[:, :10],
            stress.to_numpy()[:, None] * (waves - waves.mean(axis=0)),
        ]
    )
    plain = GLS(days["mood"].to_numpy(), columns).fit()
    assert result.change == pytest.approx(plain.params[1], abs=0.25 * plain.bse[1])
    middle = result.pull_low + result.change * (days["ferments"].mean() - result.exposure_low)
    assert middle == pytest.approx(plain.params[2], abs=0.25 * plain.bse[2])


def test_scaling_a_column_scales_the_answer():
    days = diary(change=0.1)
    base = asked(days)
    scaled = asked(
        days.assign(mood=10 * days.mood, stress=5 * days.stress, ferments=4 + days.ferments)
    )
    assert scaled.change == pytest.approx(2 * base.change)
    assert scaled.pull_low == pytest.approx(2 * base.pull_low)
    assert scaled.p == pytest.approx(base.p)
    assert scaled.exposure_low == pytest.approx(base.exposure_low + 4)


def test_turning_stress_round_turns_the_sign():
    days = diary(change=0.1)
    calm = asked(days.assign(stress=10 - days.stress))
    assert calm.change == pytest.approx(-asked(days).change)
    assert calm.p == pytest.approx(asked(days).p)


def test_a_day_without_a_row_is_a_day_of_nan():
    days = diary(change=0.1)
    days.iloc[50:60] = np.nan
    assert asked(days) == asked(days.dropna())


def test_a_logged_confounder_is_taken_out():
    days = diary(change=0.0)
    alcohol = np.random.default_rng(3).poisson(0.5, len(days)).astype(float)
    days["alcohol"] = alcohol
    days["mood"] -= 2 * alcohol
    without, beside = asked(days), asked(days, covariates=["alcohol"])
    assert beside.detectable < 0.8 * without.detectable


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda days: days.iloc[:30], "too_few_days"),
        (lambda days: days.iloc[:50], "too_few_days"),
        (lambda days: days.iloc[:0], "too_few_days"),
        (lambda days: days.assign(mood=5.0), "rarely_varies"),
        (lambda days: days.assign(ferments=0.0), "rarely_varies"),
        (lambda days: days.assign(stress=[9.0] * 4 + [3.0] * (len(days) - 4)), "rarely_varies"),
        (lambda days: days.assign(mood=np.nan), "too_few_days"),
    ],
)
def test_the_gate_refuses_with_what_is_missing(spoil, code):
    result = asked(spoil(diary()))
    assert result.refusal.code == code
    assert result.refusal.have < result.refusal.need
    assert result.change is result.low is result.high is result.p is None


def test_stress_that_comes_only_in_poor_weeks_is_refused():
    days = diary(200)
    early = np.arange(200) < 100
    days["ferments"] = np.where(early, 0.0, 3.0) + np.arange(200) % 2
    days["stress"] = np.where(early, 8.0, 2.0) + np.arange(200) % 3
    assert asked(days).refusal.code == "too_few_days_apart"


def test_a_column_in_two_roles_is_refused():
    with pytest.raises(ValueError, match="different columns"):
        modulate(diary(), "ferments", "mood", "mood")


@pytest.mark.parametrize("size", [1e-200, 1e200])
def test_huge_and_tiny_numbers_give_finite_answers(size):
    days = diary(change=0.1)
    result = asked(days.assign(mood=days.mood * size))
    assert result.p == pytest.approx(asked(days).p)
    assert np.isfinite([result.change, result.low, result.high, result.detectable]).all()


def test_even_scatter_is_not_widened_and_uneven_scatter_is():
    rng = np.random.default_rng(2)
    days = np.arange(800)
    exposure = rng.standard_normal(800)
    even = rng.standard_normal(800)
    nuisance = np.ones((800, 1))

    def factor(rating):
        return scatter_factor(Problem(days, nuisance, exposure[:, None], rating[:, None], 1), 0)

    assert GRID.phi[0] == 0
    assert 1 <= factor(even) < 1.25
    assert factor(even * np.abs(exposure)) == pytest.approx(3, rel=0.25)


@pytest.mark.calibration
@pytest.mark.parametrize(
    "world",
    ["shared weekends and trend", "mood scatters on unusual days", "pull wanders by itself"],
)
def test_where_food_changes_nothing_few_changes_are_found(world):
    """80 tests a world: a standard error of .025 around .04; without the guards .1 to .3."""
    rng = np.random.default_rng(77)
    found = [modulated.study(world, 300, rng) for _ in range(40)]
    assert pooled(found, "modulation").value <= 0.1
