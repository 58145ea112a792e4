"""Regression of ratings on exposures with the noise model integrated over its grid.

For each grid point: generalised least squares on the whitened columns and the profiled restricted
likelihood (Harville 1977, JASA 72, 320-338). The points are averaged with weights proportional to
that likelihood, so that not knowing the noise widens the interval. Two further factors widen it:
one for short records, one for serial correlation that the model has left over. They were tuned on
simulated link-free diaries and are part of the method.

Everything that shares its recorded days is fitted together: the nuisance columns (constant,
weekday, season, confounders) are whitened once, and each exposure is added to them by the
Frisch-Waugh theorem.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from scipy.special import stdtr, stdtrit

from insights.stats.leftover import Residuals, leftover_factors
from insights.stats.noise import GRID, Floats, Ints, NoiseGrid, cross_products, side_by_side

OWN_VARIATION = 1e-6
"""A column counts as explained by others when less than this share of its spread is its own."""
SMALLEST_RESIDUAL = 1e-14
"""Floor of the residual share of variance: below it there is only rounding."""
BATCH_FLOATS = 2**17
"""Filter states handled side by side: about a megabyte, which the processor's cache holds."""


@dataclass(frozen=True)
class Problem:
    """Ratings and exposures recorded on the same days; every rating meets every exposure.

    day_numbers : (rows,) strictly increasing calendar days
    nuisance : (rows, columns) constant, calendar and confounders; may be collinear
    exposures : (rows, exposures)
    ratings : (rows, ratings)
    span : how many days an exposure value averages over
    """

    day_numbers: Ints
    nuisance: Floats
    exposures: Floats
    ratings: Floats
    span: int


@dataclass(frozen=True)
class Fit:
    """Coefficient of one exposure: rating units per exposure unit."""

    rows: int
    df: int
    coefficient: float
    error: float
    least_squares: float

    @property
    def t(self) -> float:
        """Coefficient in standard errors."""
        return self.coefficient / self.error

    @property
    def p(self) -> float:
        """Two-sided p from Student's t."""
        return float(2 * stdtr(self.df, -abs(self.t)))

    def reach(self, tail: float) -> float:
        """Return how many standard errors leave `tail` beyond them on one side."""
        return float(-stdtrit(self.df, tail))


def fit(problem: Problem) -> list[list[Fit | None]]:
    """Fit one problem; see `fit_many`."""
    return fit_many([problem])[0]


def fit_many(problems: Sequence[Problem]) -> list[list[list[Fit | None]]]:
    """Fit every rating on every exposure of each problem.

    Returns
    -------
    For each problem, a list over ratings of lists over exposures. None where nothing can be
    estimated: no degree of freedom, or a column that the nuisance columns explain wholly.
    """
    prepared = [_prepare(problem) for problem in problems]
    results = [_nothing(member) for member in prepared]
    possible = sorted(
        (i for i, member in enumerate(prepared) if member.df >= 1),
        key=lambda i: (prepared[i].widths, len(prepared[i].basis)),
    )
    for widths, group in groupby(possible, key=lambda i: prepared[i].widths):
        members = list(group)
        size = max(1, BATCH_FLOATS // (len(GRID.phi) * sum(widths)))
        for start in range(0, len(members), size):
            batch = members[start : start + size]
            for i, fits in zip(batch, _fit_batch([prepared[i] for i in batch]), strict=True):
                results[i] = fits
    return results


def orthonormal(columns: Floats) -> Floats:
    """Return an orthonormal basis of what the columns span, collinear ones or not.

    The first column is taken to be the constant: the others are centred before they are scaled, so
    that a large level does not hide a small variation.
    """
    centred = columns - columns.mean(axis=0)
    centred[:, 0] = columns[:, 0]
    norms = np.linalg.norm(centred, axis=0)
    level = np.linalg.norm(columns, axis=0)
    kept = norms > 1e-12 * level
    q, r = np.linalg.qr(centred[:, kept] / norms[kept])
    left, singular, _ = np.linalg.svd(r)
    basis: Floats = q @ left[:, : len(singular)][:, singular > OWN_VARIATION]
    return basis


@dataclass(frozen=True)
class _Prepared:
    """A problem with orthonormal nuisance columns and all else orthogonal to them, at length 1."""

    problem: Problem
    basis: Floats
    ratings: Floats
    exposures: Floats
    rating_lengths: Floats
    exposure_lengths: Floats

    @property
    def widths(self) -> tuple[int, int, int]:
        """How many columns of each kind."""
        return self.basis.shape[1], self.ratings.shape[1], self.exposures.shape[1]

    @property
    def df(self) -> int:
        return len(self.basis) - int(self.basis.shape[1]) - 1

    @property
    def columns(self) -> Floats:
        return np.hstack([self.basis, self.ratings, self.exposures])


def _prepare(problem: Problem) -> _Prepared:
    basis = orthonormal(problem.nuisance)
    ratings, rating_lengths = _own_part(problem.ratings, basis)
    exposures, exposure_lengths = _own_part(problem.exposures, basis)
    return _Prepared(problem, basis, ratings, exposures, rating_lengths, exposure_lengths)


def _own_part(columns: Floats, basis: Floats) -> tuple[Floats, Floats]:
    """Return unit columns orthogonal to the basis, and their lengths; 0 where nothing is left."""
    centred = columns - columns.mean(axis=0)
    own = centred - basis @ (basis.T @ centred)
    own -= basis @ (basis.T @ own)
    lengths = np.linalg.norm(own, axis=0)
    lengths[lengths <= OWN_VARIATION * np.linalg.norm(centred, axis=0)] = 0.0
    unit = np.divide(own, lengths, out=np.zeros_like(own), where=lengths > 0)
    return unit, lengths


def _nothing(member: _Prepared) -> list[list[Fit | None]]:
    return [[None] * member.exposures.shape[1] for _ in range(member.ratings.shape[1])]


def _fit_batch(batch: list[_Prepared]) -> list[list[list[Fit | None]]]:
    """Fit problems that have equally many columns of each kind."""
    days, lengths = side_by_side([member.problem.day_numbers for member in batch])
    columns, _ = side_by_side([member.columns for member in batch])
    grid = NoiseGrid(*(np.tile(axis, (len(batch), 1)) for axis in (GRID.phi, GRID.rho)))
    curves = _curves(batch, *cross_products(columns, days, lengths, grid))
    widening = leftover_factors(
        [pair for i, member in enumerate(batch) for pair in _best_residuals(member, curves, i)]
    ).reshape(curves.weights[:, 0].shape)
    results = []
    for i, member in enumerate(batch):
        short = 1 + (2 + member.problem.span) / len(member.basis)
        results.append(_average(member, curves, i, short**2 * np.maximum(1, widening[i])))
    return results


@dataclass(frozen=True)
class _Curves:
    """How a batch's fits look along the grid; (sets, points, ratings, exposures) unless said."""

    coefficients: Floats
    variances: Floats
    weights: Floats
    nuisance: Floats
    """(sets, points, basis columns, data columns): the data's regression on the basis."""


def _curves(batch: list[_Prepared], products: Floats, log_determinants: Floats) -> _Curves:
    """Solve the least squares of every grid point from the whitened cross-products."""
    k, split, _ = batch[0].widths
    factor = np.linalg.cholesky(products[..., :k, :k])
    shared = np.linalg.solve(factor, products[..., :k, k:])
    own = products[..., k:, k:] - shared.swapaxes(-1, -2) @ shared
    # A column without variation of its own is all zeros here; any number stands in for its length.
    lengths = np.diagonal(own, axis1=-2, axis2=-1)
    lengths = np.where(lengths > 0, lengths, 1.0)
    total, leverage = lengths[..., :split, None], lengths[..., None, split:]
    coefficients = own[..., :split, split:] / leverage
    residual = np.maximum(total - coefficients**2 * leverage, SMALLEST_RESIDUAL * total)
    df = np.array([member.df for member in batch])[:, None, None, None]
    nuisance_determinants = 2 * np.log(np.diagonal(factor, axis1=-2, axis2=-1)).sum(axis=-1)
    likelihood = -0.5 * (
        (log_determinants + nuisance_determinants)[..., None, None]
        + np.log(leverage)
        + df * np.log(residual)
    )
    weights = np.exp(likelihood - likelihood.max(axis=1, keepdims=True))
    return _Curves(
        coefficients=coefficients,
        variances=residual / df / leverage,
        weights=weights / weights.sum(axis=1, keepdims=True),
        nuisance=np.linalg.solve(factor.swapaxes(-1, -2), shared),
    )


def _best_residuals(member: _Prepared, curves: _Curves, index: int) -> list[Residuals]:
    """Return each fit's residual rating and residual exposure at its likeliest grid point."""
    pairs = []
    _, ratings, exposures = member.widths
    for r in range(ratings):
        for x in range(exposures):
            point = int(curves.weights[index, :, r, x].argmax())
            coefficient = curves.coefficients[index, point, r, x]
            on_basis = curves.nuisance[index, point][:, [r, ratings + x]]
            both = np.column_stack([member.ratings[:, r], member.exposures[:, x]])
            both -= member.basis @ on_basis
            both[:, 0] -= coefficient * both[:, 1]
            pairs.append(
                Residuals(both, member.problem.day_numbers, point, max(7, 2 * member.problem.span))
            )
    return pairs


def _average(
    member: _Prepared, curves: _Curves, index: int, widening: Floats
) -> list[list[Fit | None]]:
    """Average one problem's grid points, in the units that its columns came in."""
    weights, at_point = curves.weights[index], curves.coefficients[index]
    mean = (weights * at_point).sum(axis=0)
    spread = weights * (curves.variances[index] * widening + (at_point - mean) ** 2)
    error = np.sqrt(spread.sum(axis=0))
    fits = _nothing(member)
    for r, rating in enumerate(member.rating_lengths):
        for x, exposure in enumerate(member.exposure_lengths):
            if rating > 0 and exposure > 0:
                unit = rating / exposure
                fits[r][x] = Fit(
                    rows=len(member.basis),
                    df=member.df,
                    coefficient=float(mean[r, x] * unit),
                    error=float(error[r, x] * unit),
                    least_squares=float(at_point[0, r, x] * unit),
                )
    return fits
