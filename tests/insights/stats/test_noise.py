"""Whitening against the covariance built densely and against statsmodels' state space."""

import numpy as np
import pytest
from statsmodels.tsa.statespace.sarimax import SARIMAX

from insights.stats.noise import (
    BLOCK,
    GRID,
    Floats,
    Ints,
    NoiseGrid,
    cross_products,
    side_by_side,
    whiten,
)


def covariance(day_numbers: Ints, phi: float, rho: float) -> Floats:
    apart = np.abs(day_numbers[:, None] - day_numbers[None, :])
    return (1 - rho) * phi**apart + rho * np.eye(len(day_numbers))


def gappy_days(rows: int, seed: int = 1) -> Ints:
    return np.cumsum(np.random.default_rng(seed).choice([1, 1, 1, 2, 9], rows))


def test_the_grid_has_the_61_points_of_the_method() -> None:
    points = list(zip(GRID.phi, GRID.rho, strict=True))

    assert len(points) == len(set(points)) == 61
    assert points[0] == (0, 0)
    assert set(points[1:]) == {
        (phi, rho)
        for phi in (0.15, 0.3, 0.45, 0.6, 0.72, 0.82, 0.9, 0.95, 0.98, 0.995)
        for rho in (0, 0.15, 0.3, 0.5, 0.7, 0.85)
    }


@pytest.mark.parametrize("rows", [1, 2, BLOCK - 1, BLOCK, BLOCK + 1, 150])
def test_whitening_equals_the_dense_cholesky_factor_at_every_grid_point(rows: int) -> None:
    days = gappy_days(rows)
    columns = np.random.default_rng(2).normal(size=(rows, 3))

    whitened = whiten(columns, days)

    for point in range(61):
        dense = covariance(days, GRID.phi[point], GRID.rho[point])
        expected = np.linalg.solve(np.linalg.cholesky(dense), columns)
        np.testing.assert_allclose(whitened.innovations[point], expected, rtol=1e-9, atol=1e-9)
        assert whitened.log_determinant[point] == pytest.approx(
            np.linalg.slogdet(dense)[1], abs=1e-9
        )


@pytest.mark.parametrize("point", [0, 7, 20, 33, 48, 60])
def test_the_likelihood_is_that_of_a_state_space_model_with_missing_days(point: int) -> None:
    days = gappy_days(60)
    phi, rho = GRID.phi[point], GRID.rho[point]
    values = np.random.default_rng(3).normal(size=60)
    calendar = np.full(days[-1] - days[0] + 1, np.nan)
    calendar[days - days[0]] = values

    whitened = whiten(values[:, None], days, GRID.point(point))
    squares = np.sum(whitened.innovations**2)
    likelihood = -0.5 * (60 * np.log(2 * np.pi) + whitened.log_determinant[0] + squares)

    model = SARIMAX(calendar, order=(1, 0, 0), measurement_error=True)
    assert model.param_names == ["ar.L1", "var.measurement_error", "sigma2"]
    assert likelihood == pytest.approx(model.loglike([phi, rho, (1 - rho) * (1 - phi**2)]))


def test_sets_side_by_side_come_out_as_they_do_alone() -> None:
    rng = np.random.default_rng(4)
    sizes = (5, 130, 64)
    tables = [rng.normal(size=(rows, 2)) for rows in sizes]
    calendars = [gappy_days(rows, seed=rows) for rows in sizes]
    columns, lengths = side_by_side(tables)
    days, _ = side_by_side(calendars)
    grid = NoiseGrid(np.tile(GRID.phi, (3, 1)), np.tile(GRID.rho, (3, 1)))

    products, log_determinants = cross_products(columns, days, lengths, grid)

    for i, (table, calendar) in enumerate(zip(tables, calendars, strict=True)):
        alone = whiten(table, calendar)
        expected = alone.innovations.transpose(0, 2, 1) @ alone.innovations
        np.testing.assert_allclose(products[i], expected, rtol=1e-10, atol=1e-10)
        np.testing.assert_allclose(log_determinants[i], alone.log_determinant, atol=1e-10)


def test_nothing_to_whiten_gives_nothing() -> None:
    whitened = whiten(np.empty((0, 2)), np.empty(0, dtype=np.int64))

    assert whitened.innovations.shape == (61, 0, 2)
    np.testing.assert_array_equal(whitened.log_determinant, np.zeros(61))


def test_days_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="must increase strictly"):
        whiten(np.zeros((3, 1)), np.array([1, 3, 2]))
    with pytest.raises(ValueError, match="must increase strictly"):
        whiten(np.zeros((2, 1)), np.array([1, 1]))


def test_rows_without_a_day_are_refused() -> None:
    with pytest.raises(ValueError, match="3 rows of values came with 2 days"):
        whiten(np.zeros((3, 1)), np.array([1, 2]))
