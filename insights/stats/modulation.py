"""Does what was eaten over the past week go with how strongly a day's stress pulls on mood?

    mood = calendar + confounders + pull(day) * stress + stress^2
           + exposure + exposure^2 + change * stress * exposure + error

with stress and the past week's exposure centred on the person's own mean. The question is `change`.
Three things can feign it where food does nothing, and each has its column or factor:

- stress that pulls harder the more there is of it, in someone whose food goes with stress: squares;
- a pull that comes and goes by itself over the months while food does too: `pull` is a slow curve
  of its own, one cosine per 30 days;
- moods that scatter more on stressful days: the standard error is widened by what a sandwich
  estimate over the innovations says (White 1980; MacKinnon & White 1985, HC2; Newey & West 1987).

All else is that of the main test: the noise model averaged over its grid, t intervals. The price of
the second guard: only weeks that differ within about two months are compared, so a change of diet
made once and kept shows nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from insights.stats.fitting import SHORTEST_REACH, Fit, fit
from insights.stats.gls import Problem, grid_fits, orthonormal
from insights.stats.noise import GRID, Floats, Ints, whiten
from insights.stats.regression import (
    CONFOUNDER_KNOWN,
    MIN_OFF_MODE,
    calendar_columns,
    off_mode,
    swing,
)
from insights.stats.windows import NEXT_DAY, PAST_WEEK, SAME_DAY, DayTable, Window

CALIBRATED = True
"""Whether false findings are as rare as the main test's (docs/method.md): if not, do not ask."""
MIN_DF = 40
"""Degrees of freedom below which nothing is tested: about nine complete weeks."""
MIN_CORNER = 8
"""Days there must be with each of low or high stress and low or high exposure."""
DAYS_PER_PULL_COSINE = 30
SEEN_4_IN_5 = 0.84
METHOD = (
    "daily regression with stress x past-week exposure; squares and a slowly varying pull; "
    "AR(1) + noise errors, REML-weighted over 61 points, widened by a sandwich estimate"
)

ModulationRefusalCode = Literal[
    "too_few_days", "too_few_days_apart", "rarely_varies", "no_variation_of_its_own"
]


@dataclass(frozen=True)
class ModulationRefusal:
    """Why nothing can be said: what is counted, how many there are, how many it takes."""

    code: ModulationRefusalCode
    have: int
    need: int


@dataclass(frozen=True)
class Modulation:
    """How the pull of one factor on a rating goes with an exposure.

    n_days : days with rating, factor and exposure window known
    change : change of the pull (outcome points per factor point) per exposure unit
    low, high : its interval at `level`
    p : two-sided, of this question alone; several questions asked together need a correction
    pull_low, pull_high : outcome points that go with one more factor point after a week of low and
        of high exposure (20th and 80th percentile, `exposure_low` and `exposure_high`)
    detectable : change of the pull from low to high exposure that would be found 4 times in 5
    """

    exposure: str
    factor: str
    outcome: str
    window: str
    n_days: int
    level: float
    refusal: ModulationRefusal | None = None
    change: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    pull_low: float | None = None
    pull_high: float | None = None
    exposure_low: float | None = None
    exposure_high: float | None = None
    detectable: float | None = None
    unit: str = ""
    method: str = METHOD


def modulate(
    days: pd.DataFrame,
    exposure: str,
    factor: str,
    outcome: str,
    covariates: Sequence[str] = (),
    *,
    window: Window = PAST_WEEK,
    level: float = 0.95,
) -> Modulation:
    """Ask whether `exposure` over the window goes with the pull of `factor` on `outcome`.

    Parameters
    ----------
    days : DataFrame
        One row per local day; unique DatetimeIndex, gaps allowed. NaN is a day not recorded.
    exposure, factor, outcome : column names
        Food measure; what pulls, on the day itself, such as stress; the rating pulled.
    covariates : column names
        Logged confounders, treated as in `analyse`.
    window : Window
        Days before over which the exposure is averaged.
    level : float
        Of the interval.
    """
    if len({exposure, factor, outcome, *covariates}) < 3 + len(covariates):
        raise ValueError("exposure, factor, outcome and covariates must be different columns")
    table = DayTable.from_frame(days, [exposure, factor, outcome, *covariates])
    rows = _Rows.of(table, exposure, factor, outcome, covariates, window)
    result = Modulation(exposure, factor, outcome, window.name, len(rows.day_numbers), level)
    result = replace(result, unit=f"{outcome} per {factor} per {exposure}")
    refusal = rows.refusal()
    if refusal is not None:
        return replace(result, refusal=refusal)
    problem = rows.problem(window)
    fitted = fit(problem)[0][0]
    if fitted is None:
        return replace(result, refusal=ModulationRefusal("no_variation_of_its_own", 0, MIN_DF))
    if fitted.df < MIN_DF:
        missing = MIN_DF - fitted.df
        return replace(
            result, refusal=ModulationRefusal("too_few_days", fitted.rows, fitted.rows + missing)
        )
    point = int(grid_fits(problem).log_likelihoods[:, 0, 0].argmax())
    wider = fitted.error * np.sqrt(scatter_factor(problem, point))
    robust = replace(fitted, error=float(wider))
    return _in_units(result, rows, robust, _pull(problem, point, robust), table)


@dataclass(frozen=True)
class _Rows:
    """The days on which everything is known, in the table's scaled units."""

    day_numbers: Ints
    first: int
    last: int
    exposure: Floats
    factor: Floats
    outcome: Floats
    confounders: Floats

    @classmethod
    def of(
        cls,
        table: DayTable,
        exposure: str,
        factor: str,
        outcome: str,
        covariates: Sequence[str],
        window: Window,
    ) -> "_Rows":
        rated = np.isfinite(table.columns[outcome])
        used = [c for c in covariates if _share(table.columns[c], rated) >= CONFOUNDER_KNOWN]
        others = [table.mean(c, form) for c in used for form in (SAME_DAY, NEXT_DAY, window)]
        columns = [table.mean(exposure, window), table.columns[factor], table.columns[outcome]]
        everything = np.column_stack(columns + others)
        known = np.isfinite(everything).all(axis=1)
        rated_days = table.day_numbers[rated]
        first, last = (int(rated_days[0]), int(rated_days[-1])) if len(rated_days) else (0, 0)
        kept = everything[known]
        return cls(
            table.day_numbers[known], first, last, kept[:, 0], kept[:, 1], kept[:, 2], kept[:, 3:]
        )

    def refusal(self) -> ModulationRefusal | None:
        """The gate: enough days, all three varying, stress and exposure apart from each other."""
        rows = len(self.day_numbers)
        if rows < MIN_DF:
            return ModulationRefusal("too_few_days", rows, MIN_DF)
        varying = min(map(off_mode, (self.exposure, self.factor, self.outcome)))
        if varying < MIN_OFF_MODE:
            return ModulationRefusal("rarely_varies", varying, MIN_OFF_MODE)
        high_factor = self.factor > self.factor.mean()
        high_exposure = self.exposure > self.exposure.mean()
        corner = int(np.bincount(2 * high_factor + high_exposure, minlength=4).min())
        if corner < MIN_CORNER:
            return ModulationRefusal("too_few_days_apart", corner, MIN_CORNER)
        return None

    def problem(self, window: Window) -> Problem:
        """The regression; the factor itself is the second nuisance column."""
        factor = self.factor - self.factor.mean()
        exposure = self.exposure - self.exposure.mean()
        calendar = calendar_columns(self.day_numbers, self.first, self.last)
        length = self.last - self.first + 1
        waves = np.arange(1, max(1, round(length / DAYS_PER_PULL_COSINE)) + 1)
        place = (self.day_numbers - self.first + 0.5) / length
        slow = np.cos(np.pi * waves * place[:, None])
        pull = factor[:, None] * (slow - slow.mean(axis=0))
        main = np.column_stack([calendar[:, 0], factor, factor**2, exposure, exposure**2])
        return Problem(
            day_numbers=self.day_numbers,
            nuisance=np.hstack([main, calendar[:, 1:], pull, self.confounders]),
            exposures=(factor * exposure)[:, None],
            ratings=self.outcome[:, None],
            span=window.span,
        )


def _share(column: Floats, rated: Floats) -> float:
    known = np.isfinite(column[rated])
    return float(known.mean()) if len(known) else 0.0


def _pull(problem: Problem, point: int, fitted: Fit) -> float:
    """Pull of the factor at mean exposure, given the change; at one grid point."""
    left = problem.ratings[:, 0] - fitted.coefficient * problem.exposures[:, 0]
    columns = np.column_stack([problem.nuisance, left])
    white = whiten(columns, problem.day_numbers, GRID.point(point)).innovations[0]
    coefficients = np.linalg.lstsq(white[:, :-1], white[:, -1], rcond=None)[0]
    return float(coefficients[1])


def scatter_factor(problem: Problem, point: int) -> float:
    """By how much uneven scatter widens the variance of a problem's one coefficient; at least 1.

    The sandwich estimate over the innovations at a grid point, residuals divided by what the
    regression leaves of them (HC2), as a multiple of the plain variance: for each day alone, or
    with Bartlett weights over a week, whichever is more.
    """
    basis = orthonormal(problem.nuisance)
    columns = np.hstack([basis, problem.exposures, problem.ratings])
    white = whiten(columns, problem.day_numbers, GRID.point(point)).innovations[0]
    width = basis.shape[1]
    span, _ = np.linalg.qr(white[:, :width])
    rest = white[:, width:] - span @ (span.T @ white[:, width:])
    exposure, rating = rest.T
    size = exposure @ exposure
    if size <= 0:
        return 1.0
    residual = rating - exposure * (exposure @ rating) / size
    leverage = (span**2).sum(axis=1) + exposure**2 / size
    scores = np.zeros(problem.day_numbers[-1] - problem.day_numbers[0] + 1)
    scores[problem.day_numbers - problem.day_numbers[0]] = (
        exposure * residual / np.sqrt(np.maximum(1 - leverage, 0.1))
    )
    plain = (residual @ residual) / max(len(residual) - width - 1, 1) * size
    if plain <= 0:
        return 1.0
    alone = scores @ scores
    week = alone + 2 * sum(
        (1 - lag / (SHORTEST_REACH + 1)) * (scores[lag:] @ scores[:-lag])
        for lag in range(1, SHORTEST_REACH + 1)
    )
    return float(max(1.0, alone / plain, week / plain))


def _in_units(
    result: Modulation, rows: _Rows, fitted: Fit, pull: float, table: DayTable
) -> Modulation:
    """Put a fit in scaled units into the person's own."""
    exponents = table.exponents
    outcome, factor = exponents[result.outcome], exponents[result.factor]
    exposure = exponents[result.exposure]
    change = outcome - factor - exposure
    reach = fitted.reach((1 - result.level) / 2)
    low_week, high_week = swing(rows.exposure)
    mean = rows.exposure.mean()

    def unscaled(value: float, exponent: int) -> float:
        return float(np.ldexp(value, exponent))

    return replace(
        result,
        change=unscaled(fitted.coefficient, change),
        low=unscaled(fitted.coefficient - reach * fitted.error, change),
        high=unscaled(fitted.coefficient + reach * fitted.error, change),
        p=fitted.p,
        pull_low=unscaled(pull + fitted.coefficient * (low_week - mean), outcome - factor),
        pull_high=unscaled(pull + fitted.coefficient * (high_week - mean), outcome - factor),
        exposure_low=unscaled(low_week, exposure),
        exposure_high=unscaled(high_week, exposure),
        detectable=unscaled(
            (reach + SEEN_4_IN_5) * fitted.error * (high_week - low_week), outcome - factor
        ),
    )
