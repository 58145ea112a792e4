"""What a plan could show, against the analysis itself and against symmetry."""

import numpy as np
import pandas as pd
import pytest

from insights.stats.experiment import QUICK, SLOW, STANDARD, Design
from insights.stats.power import PersonNoise, fit_noise, simulate

NOISE = PersonNoise(phi=0.45, rho=0.05, spread=1.5, rated_share=0.9)


def rng(seed=1):
    return np.random.default_rng(seed)


def test_without_an_effect_a_plan_sees_one_in_twenty():
    assert simulate(QUICK, NOISE, rng(), runs=600).power(0) == pytest.approx(0.05, abs=0.027)


def test_power_grows_with_the_effect_either_way():
    plan = simulate(STANDARD, NOISE, rng())
    powers = [plan.power(effect) for effect in (0, 0.5, 1, 2)]
    assert powers == sorted(powers)
    assert plan.power(-1) == pytest.approx(plan.power(1), abs=0.07)


@pytest.mark.parametrize(("design", "reference"), [(QUICK, 0.59), (STANDARD, 0.53), (SLOW, 0.46)])
def test_power_for_half_a_spread_is_about_that_of_the_reference_table(design, reference):
    """The table averages over phi .3 to .6; its own standard error is about .03."""
    powers = [
        simulate(design, PersonNoise(phi, 0.0, 1.5, rated_share=0.9), rng(), runs=300).power(0.75)
        for phi in (0.3, 0.6)
    ]
    assert np.mean(powers) == pytest.approx(reference, abs=0.09)


def test_what_builds_up_slowly_needs_longer_periods():
    slowly = {design: simulate(design, NOISE, rng(), builds=0.5) for design in (QUICK, SLOW)}
    assert slowly[SLOW].power(1.2) > slowly[QUICK].power(1.2) + 0.3


def test_the_detectable_effect_is_seen_four_times_in_five():
    plan = simulate(QUICK, NOISE, rng())
    assert plan.power(plan.detectable()) == pytest.approx(0.8, abs=0.02)


def test_twice_the_spread_needs_twice_the_effect():
    wide = PersonNoise(NOISE.phi, NOISE.rho, 2 * NOISE.spread, NOISE.rated_share)
    narrow_plan, wide_plan = simulate(QUICK, NOISE, rng()), simulate(QUICK, wide, rng())
    assert wide_plan.detectable() == pytest.approx(2 * narrow_plan.detectable(), rel=0.01)


def test_the_same_generator_gives_the_same_power():
    first, again = (simulate(QUICK, NOISE, rng(3), runs=80).power(0.8) for _ in range(2))
    assert first == again


def test_someone_who_hardly_rates_sees_nothing():
    plan = simulate(QUICK, PersonNoise(0.3, 0.0, 1.5, rated_share=0.1), rng(), runs=80)
    assert plan.power(3) == 0
    assert plan.detectable() is None


def test_noise_is_found_again_in_a_long_diary():
    ratings = 6 + NOISE.draw(rng(5), 1500, 1)[:, 0]
    days = pd.Series(ratings, index=pd.date_range("2023-01-02", periods=1500))
    days[rng(6).random(1500) < 0.1] = np.nan
    found = fit_noise(days)
    assert found.phi == pytest.approx(0.45, abs=0.16)
    assert found.spread == pytest.approx(1.5, abs=0.1)
    assert found.rated_share == pytest.approx(0.9, abs=0.03)


@pytest.mark.parametrize("values", [[], [5.0] * 60, [5.0, 6.0, 4.0], [np.nan] * 40])
def test_noise_of_too_little_is_unknown(values):
    index = pd.date_range("2026-01-05", periods=len(values))
    assert fit_noise(pd.Series(values, index=index, dtype=float)) is None


def test_a_small_plan_can_be_simulated_with_every_sequence():
    plan = simulate(Design(period_days=5, pairs=6), NOISE, rng(), runs=80)
    assert 0 < plan.power(3) <= 1
