"""Generalised least squares along the noise grid, for many exposures and ratings at once.

At each grid point: least squares on whitened columns and the profiled restricted likelihood
(Harville 1977, JASA 72, 320-338)

    -1/2 * (log |V| + log |Z' V^-1 Z| + df * log RSS),  df = rows - columns of Z

where Z holds the nuisance columns and one exposure. The nuisance columns are whitened once for all
exposures and ratings that share their days, and each exposure is added to them by the Frisch-Waugh
theorem. Before that they are made orthonormal, and all else orthogonal to them: that changes no
coefficient and shifts the likelihood alike at every point, and it keeps the numbers tame.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from insights.stats.noise import GRID, Floats, Ints, NoiseGrid, cross_products, side_by_side

OWN_VARIATION = 1e-6
"""A column counts as explained by others when less than this share of its spread is its own."""
ROUNDING = 1e-12
"""A column counts as constant when its spread is less than this share of its level."""
SMALLEST_RESIDUAL = 1e-14
"""Floor of the residual share of variance: below it there is only rounding."""


@dataclass(frozen=True)
class Problem:
    """Ratings and exposures recorded on the same days; every rating meets every exposure.

    day_numbers : (rows,) strictly increasing calendar days
    nuisance : (rows, columns) the constant first, then calendar and confounders, collinear or not
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
class Prepared:
    """A problem with orthonormal nuisance columns and all else orthogonal to them, at length 1.

    The lengths are what the columns had left of their own; 0, and a column of zeros, when nothing.
    """

    problem: Problem
    basis: Floats
    ratings: Floats
    exposures: Floats
    rating_lengths: Floats
    exposure_lengths: Floats

    @classmethod
    def of(cls, problem: Problem) -> "Prepared":
        """Prepare a problem of at least one row."""
        basis = orthonormal(problem.nuisance)
        ratings, rating_lengths = _own_part(problem.ratings, basis)
        exposures, exposure_lengths = _own_part(problem.exposures, basis)
        return cls(problem, basis, ratings, exposures, rating_lengths, exposure_lengths)

    @property
    def widths(self) -> tuple[int, int, int]:
        """How many nuisance, rating and exposure columns there are."""
        return self.basis.shape[1], self.ratings.shape[1], self.exposures.shape[1]

    @property
    def df(self) -> int:
        """Degrees of freedom with one exposure in the regression."""
        return len(self.basis) - int(self.basis.shape[1]) - 1

    @property
    def units(self) -> Floats:
        """What a coefficient is multiplied by to fit the problem; (ratings, exposures)."""
        lengths = np.where(self.exposure_lengths > 0, self.exposure_lengths, 1.0)
        units: Floats = self.rating_lengths[:, None] / lengths
        return units


@dataclass(frozen=True)
class Curves:
    """Fits along the grid for problems side by side; (problems, points, ratings, exposures).

    coefficients, variances : of unit columns, without any widening
    log_likelihoods : restricted, up to a constant
    nuisance : (problems, points, basis columns, data columns) the data's regression on the basis
    """

    coefficients: Floats
    variances: Floats
    log_likelihoods: Floats
    nuisance: Floats

    @property
    def weights(self) -> Floats:
        """Likelihoods that sum to 1 over the points: the posterior under a flat prior."""
        top = self.log_likelihoods.max(axis=1, keepdims=True)
        relative = np.exp(self.log_likelihoods - top)
        weights: Floats = relative / relative.sum(axis=1, keepdims=True)
        return weights


@dataclass(frozen=True)
class GridFits:
    """One problem's fits in its own units; (points, ratings, exposures)."""

    coefficients: Floats
    errors: Floats
    log_likelihoods: Floats


def grid_fits(problem: Problem) -> GridFits:
    """Return coefficient, standard error and restricted likelihood at every grid point."""
    prepared = Prepared.of(problem)
    curves = curves_of([prepared])
    return GridFits(
        coefficients=curves.coefficients[0] * prepared.units,
        errors=np.sqrt(curves.variances[0]) * prepared.units,
        log_likelihoods=curves.log_likelihoods[0],
    )


def curves_of(batch: Sequence[Prepared]) -> Curves:
    """Fit problems that have equally many columns of each kind and at least 1 df."""
    days, lengths = side_by_side([member.problem.day_numbers for member in batch])
    columns, _ = side_by_side(
        [np.hstack([member.basis, member.ratings, member.exposures]) for member in batch]
    )
    grid = NoiseGrid(*(np.tile(axis, (len(batch), 1)) for axis in (GRID.phi, GRID.rho)))
    products, log_determinants = cross_products(columns, days, lengths, grid)
    k, ratings, _ = batch[0].widths
    factor = np.linalg.cholesky(products[..., :k, :k])
    shared = np.linalg.solve(factor, products[..., :k, k:])
    log_determinants += 2 * np.log(np.diagonal(factor, axis1=-2, axis2=-1)).sum(axis=-1)
    own = products[..., k:, k:] - shared.swapaxes(-1, -2) @ shared
    squares = np.diagonal(own, axis1=-2, axis2=-1)
    squares = np.where(squares > 0, squares, 1.0)  # a column of zeros: any number will do
    total, leverage = squares[..., :ratings, None], squares[..., None, ratings:]
    coefficients = own[..., :ratings, ratings:] / leverage
    residual = np.maximum(total - coefficients**2 * leverage, SMALLEST_RESIDUAL * total)
    df = np.array([member.df for member in batch])[:, None, None, None]
    determinants = log_determinants[..., None, None] + np.log(leverage)
    return Curves(
        coefficients=coefficients,
        variances=residual / df / leverage,
        log_likelihoods=-0.5 * (determinants + df * np.log(residual)),
        nuisance=np.linalg.solve(factor.swapaxes(-1, -2), shared),
    )


def orthonormal(columns: Floats) -> Floats:
    """Return an orthonormal basis of what the columns span, collinear ones or not.

    The first column is taken to be the constant: the others are centred before they are scaled, so
    that a large level does not hide a small variation.
    """
    centred = columns - columns.mean(axis=0)
    centred[:, 0] = columns[:, 0]
    norms = np.linalg.norm(centred, axis=0)
    kept = norms > ROUNDING * np.linalg.norm(columns, axis=0)
    q, r = np.linalg.qr(centred[:, kept] / norms[kept])
    left, singular, _ = np.linalg.svd(r, full_matrices=False)
    basis: Floats = q @ left[:, singular > OWN_VARIATION]
    return basis


def _own_part(columns: Floats, basis: Floats) -> tuple[Floats, Floats]:
    """Return unit columns orthogonal to the basis, and their lengths; 0 where nothing is left."""
    centred = columns - columns.mean(axis=0)
    own = centred - basis @ (basis.T @ centred)
    own -= basis @ (basis.T @ own)  # once more: rounding leaves a trace the first time
    lengths = np.linalg.norm(own, axis=0)
    least = np.maximum(
        OWN_VARIATION * np.linalg.norm(centred, axis=0), ROUNDING * np.linalg.norm(columns, axis=0)
    )
    lengths = np.where(lengths > least, lengths, 0.0)
    unit = np.divide(own, lengths, out=np.zeros_like(own), where=lengths > 0)
    return unit, lengths
