"""The average over the grid, its widening, and what cannot be estimated."""

import numpy as np
import pytest
from scipy import stats

from insights.stats.fitting import Fit, fit, fit_many
from insights.stats.gls import Problem, grid_fits
from insights.stats.leftover import Residuals, leftover_factor, leftover_factors
from insights.stats.noise import GRID, whiten

from .test_gls import problem


def swings() -> Problem:
    """A rating and an exposure that swing in about ten days, which no grid point whitens."""
    rng = np.random.default_rng(13)
    angle = np.arange(240) * 2 * np.pi / 10
    rating, exposure = np.array([np.sin(angle), np.cos(angle)]) + 0.3 * rng.normal(size=(2, 240))
    return Problem(np.arange(240), np.ones((240, 1)), exposure[:, None], rating[:, None], span=7)


def left_over(asked: Problem, point: int, r: int, x: int) -> float:
    """The serial factor from whitened columns and textbook least squares."""
    columns = np.column_stack([asked.nuisance, asked.exposures[:, x], asked.ratings[:, r]])
    z = whiten(columns, asked.day_numbers, GRID.point(point)).innovations[0]
    rating = z[:, -1] - z[:, :-1] @ np.linalg.lstsq(z[:, :-1], z[:, -1])[0]
    exposure = z[:, -2] - z[:, :-2] @ np.linalg.lstsq(z[:, :-2], z[:, -2])[0]
    reach = max(7, 2 * asked.span)
    return leftover_factor(np.column_stack([rating, exposure]), asked.day_numbers, reach)


@pytest.mark.parametrize("asked", [problem(), swings()], ids=["usual", "swings"])
def test_the_fit_is_the_likelihood_weighted_average_widened(asked: Problem) -> None:
    grid = grid_fits(asked)
    weights = np.exp(grid.log_likelihoods - grid.log_likelihoods.max(axis=0))
    weights /= weights.sum(axis=0)
    mean = (weights * grid.coefficients).sum(axis=0)
    within = (weights * grid.errors**2).sum(axis=0)
    between = (weights * (grid.coefficients - mean) ** 2).sum(axis=0)
    rows = len(asked.day_numbers)
    short = (1 + (2 + asked.span) / rows) ** 2

    for r, fits in enumerate(fit(asked)):
        for x, fitted in enumerate(fits):
            assert fitted is not None
            serial = max(1, left_over(asked, int(weights[:, r, x].argmax()), r, x))
            assert fitted.coefficient == pytest.approx(mean[r, x])
            assert fitted.error**2 == pytest.approx(short * serial * within[r, x] + between[r, x])
            assert fitted.df == rows - asked.nuisance.shape[1] - 1


def test_swings_leave_serial_correlation_that_counts() -> None:
    asked = swings()
    best = int(grid_fits(asked).log_likelihoods[:, 0, 0].argmax())

    assert left_over(asked, best, 0, 0) > 2


def test_a_longer_window_widens_more() -> None:
    asked = problem()
    weekly = Problem(asked.day_numbers, asked.nuisance, asked.exposures, asked.ratings, span=7)

    (daily_fit, *_), (weekly_fit, *_) = fit(asked)[0], fit(weekly)[0]

    assert daily_fit is not None
    assert weekly_fit is not None
    assert weekly_fit.coefficient == daily_fit.coefficient
    assert weekly_fit.error > daily_fit.error


def test_problems_fitted_together_come_out_as_they_do_alone() -> None:
    asked = [problem(rows, seed) for rows, seed in ((70, 5), (40, 8), (200, 9), (70, 10))]

    together = fit_many(asked)

    for one, fits in zip(asked, together, strict=True):
        for row, alone in zip(fits, fit(one), strict=True):
            for a, b in zip(row, alone, strict=True):
                assert a is not None
                assert b is not None
                assert a.coefficient == pytest.approx(b.coefficient, rel=1e-9)
                assert a.error == pytest.approx(b.error, rel=1e-9)


def test_an_exposure_is_not_touched_by_the_others_in_its_problem() -> None:
    asked = problem()
    single = Problem(
        asked.day_numbers, asked.nuisance, asked.exposures[:, 1:], asked.ratings[:, :1], asked.span
    )

    both, alone = fit(asked)[0][1], fit(single)[0][0]
    assert both is not None
    assert alone is not None
    assert both.error == pytest.approx(alone.error, rel=1e-9)


@pytest.mark.parametrize("rows", [0, 1, 2, 8])
def test_too_few_rows_give_no_fit(rows: int) -> None:
    asked = problem(40)
    cut = Problem(
        asked.day_numbers[:rows],
        asked.nuisance[:rows],
        asked.exposures[:rows],
        asked.ratings[:rows],
        span=1,
    )

    assert fit(cut) == [[None, None], [None, None]]


def test_a_column_without_variation_of_its_own_spoils_no_other() -> None:
    asked = problem()
    exposures = np.column_stack([asked.nuisance[:, 2] * 3 + 1, asked.exposures[:, 0]])
    mixed = Problem(asked.day_numbers, asked.nuisance, exposures, asked.ratings, span=1)

    fits = fit(mixed)

    assert [row[0] for row in fits] == [None, None]
    expected = fit(asked)[0][0]
    assert fits[0][1] is not None
    assert expected is not None
    assert fits[0][1].error == pytest.approx(expected.error, rel=1e-9)


def test_a_rating_that_follows_exactly_still_has_a_finite_error() -> None:
    asked = problem()
    exact = Problem(
        asked.day_numbers, asked.nuisance, asked.exposures, 2 * asked.exposures[:, :1], span=1
    )

    fitted = fit(exact)[0][0]

    assert fitted is not None
    assert fitted.coefficient == pytest.approx(2)
    assert 0 < fitted.error < 1e-5
    assert fitted.p < 1e-50


def test_p_and_reach_are_those_of_students_t() -> None:
    fitted = Fit(rows=40, df=30, coefficient=-0.5, error=0.2, least_squares=-0.4)

    assert fitted.p == pytest.approx(2 * stats.t.sf(2.5, 30))
    assert fitted.reach(0.025) == pytest.approx(stats.t.ppf(0.975, 30))


def test_left_over_correlation_is_summed_with_bartlett_weights() -> None:
    rating = np.array([1.0, 2.0, -1.0, 0.5])
    exposure = np.array([0.5, 1.0, 1.0, -2.0])
    days = np.array([10, 11, 13, 14])
    # Lag 1: days 10-11 and 13-14; lag 2: 11-13; of reach 2 the weights are 2/3 and 1/3.
    lag_1 = (1 * 2 + -1 * 0.5) * (0.5 * 1 + 1 * -2)
    lag_2 = (2 * -1) * (1 * 1)
    scale = np.sum(rating**2) * np.sum(exposure**2)

    factor = leftover_factor(np.column_stack([rating, exposure]), days, 2)

    assert factor == pytest.approx(1 + 2 * (2 / 3 * lag_1 + 1 / 3 * lag_2) / scale)


def test_no_correlation_is_left_across_a_long_gap() -> None:
    pair = np.array([[1.0, 1.0], [1.0, 1.0]])

    assert leftover_factor(pair, np.array([0, 7]), 7) > 1
    assert leftover_factor(pair, np.array([0, 8]), 7) == 1
    assert leftover_factor(pair, np.array([0, 10**9]), 7) == 1


def test_left_over_correlation_is_that_of_the_innovations() -> None:
    rng = np.random.default_rng(11)
    days = np.cumsum(rng.integers(1, 4, 90))
    values = np.cumsum(rng.normal(size=(90, 2)), axis=0)
    point = 20

    (factor,) = leftover_factors([Residuals(values, days, point, 7)])

    innovations = whiten(values, days, GRID.point(point)).innovations[0]
    assert factor == pytest.approx(leftover_factor(innovations, days, 7))


def test_what_still_comes_in_phases_is_widened_much_and_noise_hardly() -> None:
    rng = np.random.default_rng(12)
    rows = 240
    phases = np.repeat(rng.choice([-1.0, 1.0], (rows // 20, 2)), 20, axis=0)
    noisy = phases + 0.5 * rng.normal(size=(rows, 2))

    assert leftover_factor(noisy, np.arange(rows), 14) > 2
    assert leftover_factor(rng.normal(size=(rows, 2)), np.arange(rows), 14) < 1.2
