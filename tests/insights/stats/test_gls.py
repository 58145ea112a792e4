"""Least squares at each grid point against statsmodels with the same covariance."""

import numpy as np
import pytest
import statsmodels.api as sm

from insights.stats.gls import Prepared, Problem, grid_fits, orthonormal
from insights.stats.noise import GRID, Floats
from insights.stats.regression import calendar_columns

from .test_noise import covariance, gappy_days


def problem(rows: int = 70, seed: int = 5) -> Problem:
    """Two ratings and two exposures on gappy days, with the calendar and a confounder."""
    rng = np.random.default_rng(seed)
    days = gappy_days(rows, seed)
    calendar = calendar_columns(days, int(days[0]), int(days[-1]))
    exposures = np.column_stack([rng.gamma(4, 5, rows), rng.poisson(1, rows)])
    drift = np.cumsum(rng.normal(size=(rows, 2)), axis=0)
    return Problem(
        day_numbers=days,
        nuisance=np.column_stack([calendar, rng.normal(size=rows)]),
        exposures=exposures,
        ratings=5 + drift + rng.normal(size=(rows, 2)) + 0.05 * exposures[:, :1],
        span=1,
    )


def dense_restricted_likelihood(z: Floats, dense: Floats, residual: float, df: int) -> float:
    within = z.T @ np.linalg.solve(dense, z)
    logs = np.linalg.slogdet(dense)[1] + np.linalg.slogdet(within)[1]
    return float(-0.5 * (logs + df * np.log(residual)))


def test_every_grid_point_agrees_with_statsmodels_to_eight_digits() -> None:
    asked = problem()
    fits = grid_fits(asked)

    for r in range(2):
        for x in range(2):
            z = np.column_stack([asked.nuisance, asked.exposures[:, x]])
            df = len(z) - z.shape[1]
            likelihoods = []
            for point in range(61):
                dense = covariance(asked.day_numbers, GRID.phi[point], GRID.rho[point])
                reference = sm.GLS(asked.ratings[:, r], z, sigma=dense).fit()
                assert fits.coefficients[point, r, x] == pytest.approx(
                    reference.params[-1], rel=1e-8
                )
                assert fits.errors[point, r, x] == pytest.approx(reference.bse[-1], rel=1e-8)
                likelihoods.append(dense_restricted_likelihood(z, dense, reference.ssr, df))
            np.testing.assert_allclose(
                fits.log_likelihoods[:, r, x] - fits.log_likelihoods[0, r, x],
                np.array(likelihoods) - likelihoods[0],
                atol=1e-8,
            )


def test_the_first_point_is_ordinary_least_squares() -> None:
    asked = problem()
    z = np.column_stack([asked.nuisance, asked.exposures[:, 0]])

    reference = sm.OLS(asked.ratings[:, 1], z).fit()

    assert grid_fits(asked).coefficients[0, 1, 0] == pytest.approx(reference.params[-1])


def test_a_basis_leaves_collinear_columns_out() -> None:
    rng = np.random.default_rng(6)
    ones, a, b = np.ones(40), rng.normal(size=40), rng.normal(size=40)

    basis = orthonormal(np.column_stack([ones, a, 2 * a - 3, np.zeros(40), b, a + b, 7 * ones]))

    assert basis.shape == (40, 3)
    np.testing.assert_allclose(basis.T @ basis, np.eye(3), atol=1e-12)
    for column in (ones, a, b):
        np.testing.assert_allclose(basis @ (basis.T @ column), column, atol=1e-12)


def test_a_large_level_does_not_hide_a_small_variation() -> None:
    rng = np.random.default_rng(7)
    small = rng.normal(size=50)

    basis = orthonormal(np.column_stack([np.ones(50), 1e6 + small]))

    assert basis.shape == (50, 2)
    np.testing.assert_allclose(basis @ (basis.T @ small), small, atol=1e-8)


def test_what_the_calendar_explains_has_nothing_of_its_own() -> None:
    asked = problem()
    weekday = asked.nuisance[:, 3]
    copied = Problem(
        asked.day_numbers,
        asked.nuisance,
        np.column_stack([5 + 2 * weekday, asked.exposures[:, 0]]),
        np.column_stack([np.full(len(weekday), 0.1), asked.ratings[:, 0]]),
        span=1,
    )

    prepared = Prepared.of(copied)

    assert prepared.exposure_lengths[0] == 0 < prepared.exposure_lengths[1]
    assert prepared.rating_lengths[0] == 0 < prepared.rating_lengths[1]
