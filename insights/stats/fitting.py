"""Regression of ratings on exposures with the noise model integrated over its grid.

The grid points are averaged with weights proportional to their restricted likelihood, so that not
knowing the noise widens the interval:

    coefficient  b = sum of w_g * b_g
    error ** 2     = sum of w_g * (s_g ** 2 * widening + (b_g - b) ** 2)

The widening has a factor for short records, (1 + (2 + span) / rows) ** 2, and one for serial
correlation that the noise model has left over. Both were tuned on simulated link-free diaries and
are part of the method.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from scipy.special import stdtr, stdtrit

from insights.stats.gls import Curves, Prepared, Problem, curves_of
from insights.stats.leftover import Residuals, leftover_factors
from insights.stats.noise import GRID, Floats, Ints

BATCH_FLOATS = 2**15
"""Filter states handled side by side: a quarter of a megabyte stays in the processor's cache."""
SHORTEST_REACH = 7
"""Days over which left-over serial correlation is always looked for: a week."""


@dataclass(frozen=True)
class Fit:
    """Coefficient of one exposure and its standard error: rating units per exposure unit.

    rows, df : rows and degrees of freedom of the regression
    least_squares : the coefficient without the noise model, for comparison
    """

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


Fits = list[list[Fit | None]]
"""A list over ratings of lists over exposures; None where nothing can be estimated."""


def fit(problem: Problem) -> Fits:
    """Fit one problem; see `fit_many`."""
    return fit_many([problem])[0]


def fit_many(problems: Sequence[Problem]) -> list[Fits]:
    """Fit every rating on every exposure of each problem.

    Nothing can be estimated without a degree of freedom, or for a rating or exposure that the
    nuisance columns explain wholly.
    """
    results = [_nothing(problem) for problem in problems]
    prepared = {i: Prepared.of(p) for i, p in enumerate(problems) if len(p.day_numbers)}
    possible = [i for i, member in prepared.items() if member.df >= 1]
    possible.sort(key=lambda i: (prepared[i].widths, len(prepared[i].basis)))
    for widths, group in groupby(possible, key=lambda i: prepared[i].widths):
        alike = list(group)
        size = max(1, BATCH_FLOATS // (len(GRID.phi) * sum(widths)))
        for start in range(0, len(alike), size):
            places = alike[start : start + size]
            for i, fits in zip(places, _fit_batch([prepared[i] for i in places]), strict=True):
                results[i] = fits
    return results


def _nothing(problem: Problem) -> Fits:
    return [[None] * problem.exposures.shape[1] for _ in range(problem.ratings.shape[1])]


def _fit_batch(batch: list[Prepared]) -> list[Fits]:
    """Fit problems that have equally many columns of each kind."""
    curves = curves_of(batch)
    weights = curves.weights
    residuals = [
        residual
        for i, member in enumerate(batch)
        for residual in _best_residuals(member, curves, weights[i].argmax(axis=0), i)
    ]
    leftover = leftover_factors(residuals).reshape(weights[:, 0].shape)
    results = []
    for i, member in enumerate(batch):
        short = 1 + (2 + member.problem.span) / len(member.basis)
        widening = short**2 * np.maximum(1, leftover[i])
        mean = (weights[i] * curves.coefficients[i]).sum(axis=0)
        apart = (curves.coefficients[i] - mean) ** 2
        error = np.sqrt((weights[i] * (curves.variances[i] * widening + apart)).sum(axis=0))
        results.append(_in_units(member, mean, error, curves.coefficients[i, 0]))
    return results


def _best_residuals(member: Prepared, curves: Curves, best: Ints, index: int) -> list[Residuals]:
    """Return what each fit leaves of rating and exposure at its likeliest point `best`."""
    reach = max(SHORTEST_REACH, 2 * member.problem.span)
    residuals = []
    for (r, x), point in np.ndenumerate(best):
        both = np.column_stack([member.ratings[:, r], member.exposures[:, x]])
        both -= member.basis @ curves.nuisance[index, point][:, [r, len(best) + x]]
        both[:, 0] -= curves.coefficients[index, point, r, x] * both[:, 1]
        residuals.append(Residuals(both, member.problem.day_numbers, int(point), reach))
    return residuals


def _in_units(member: Prepared, mean: Floats, error: Floats, least_squares: Floats) -> Fits:
    """Return fits in the problem's units from those of unit columns; (ratings, exposures)."""
    units = member.units
    fits = _nothing(member.problem)
    for r, x in np.argwhere(np.outer(member.rating_lengths, member.exposure_lengths) > 0):
        fits[r][x] = Fit(
            rows=len(member.basis),
            df=member.df,
            coefficient=float(mean[r, x] * units[r, x]),
            error=float(error[r, x] * units[r, x]),
            least_squares=float(least_squares[r, x] * units[r, x]),
        )
    return fits
