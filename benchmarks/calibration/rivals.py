"""What other trackers do with the same diary, and an oracle that knows what nobody can know."""

from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import linalg, stats

from benchmarks.calibration.diary import WITHIN_PERSON_SD, Diary
from benchmarks.calibration.linked import Pair
from benchmarks.calibration.series import Array

WINDOWS: dict[str, tuple[tuple[int, ...], int]] = {
    "same_day": ((0,), 1),
    "next_day": ((1,), 1),
    "next_3_days": ((1, 2, 3), 2),
    "past_week": ((1, 2, 3, 4, 5, 6, 7), 5),
}
LEAST_DIFFERENCE = 0.3
ROUNDING_VARIANCE = 1 / 12


def eaten(diary: Diary, food: str, window: str) -> Array:
    """Mean of a food over the window's days; NaN where too few of them are logged."""
    lags, needed = WINDOWS[window]
    values = np.column_stack([diary.days[food].shift(lag).to_numpy(float) for lag in lags])
    known = (~np.isnan(values)).sum(axis=1)
    total = np.nansum(values, axis=1)
    return np.where(known >= needed, total / np.maximum(known, 1), np.nan)


def usable(rating: Array, food: Array) -> tuple[Array, Array]:
    """Both on the days that have both."""
    known = ~np.isnan(rating + food)
    return rating[known], food[known]


def pearson_p(rating: Array, food: Array) -> float:
    """The p value of Pearson's correlation; 1 where it is not defined."""
    rating, food = usable(rating, food)
    if len(rating) < 5 or np.ptp(rating) == 0 or np.ptp(food) == 0:
        return 1.0
    r = np.corrcoef(rating, food)[0, 1]
    spare = len(rating) - 2
    return float(2 * stats.t.sf(abs(r) * np.sqrt(spare / max(1 - r**2, 1e-12)), spare))


def five_and_five(rating: Array, food: Array) -> bool:
    """The usual rule of tracking apps: five days with, five without, means that differ.

    A day is "with" when the food is above the person's own median; a difference of 0.3 points
    (a fifth of a within-person SD) or more is shown.
    """
    rating, food = usable(rating, food)
    if not len(food):
        return False
    with_food = food > np.median(food)
    if min(with_food.sum(), (~with_food).sum()) < 5:
        return False
    difference = rating[with_food].mean() - rating[~with_food].mean()
    return bool(abs(difference) >= LEAST_DIFFERENCE)


def by_pair(diary: Diary) -> list[tuple[Pair, Array, Array]]:
    """Every pair with its ratings and yesterday's food."""
    foods = {food: eaten(diary, food, "next_day") for food in diary.foods}
    ratings = {rating: diary.days[rating].to_numpy(float) for rating in diary.ratings}
    return [
        ((food, rating), ratings[rating], foods[food])
        for food, rating in product(diary.foods, diary.ratings)
    ]


def pearson_claims(diary: Diary) -> set[Pair]:
    """Pairs shown by "correlation with yesterday's food, p < .05"."""
    return {pair for pair, rating, food in by_pair(diary) if pearson_p(rating, food) < 0.05}


def five_and_five_claims(diary: Diary) -> set[Pair]:
    """Pairs shown by the five-and-five rule on yesterday's food."""
    return {pair for pair, rating, food in by_pair(diary) if five_and_five(rating, food)}


def calendar_columns(index: pd.DatetimeIndex) -> Array:
    """Constant, weekdays and slow cosines, as the procedure states them."""
    n = len(index)
    weekdays = np.eye(7)[index.day_of_week][:, 1:]
    k = np.arange(1, np.clip(round(n / 60), 1, 24) + 1)
    cosines = np.cos(np.pi * k * (np.arange(n)[:, None] + 0.5) / n)
    return np.column_stack([np.ones(n), weekdays, cosines])


class Oracle:
    """The same regression by generalised least squares with the true covariance.

    For diaries without gaps whose ratings are AR(1) with coefficient `phi` and SD `spread` points,
    rounded to whole ones. Nothing is estimated but the coefficients, so p comes from the normal.
    """

    def __init__(self, phi: float, spread: float = WITHIN_PERSON_SD):
        self.phi = phi
        self.spread = spread

    def claims(self, diary: Diary, q: float) -> set[Pair]:
        """Pairs claimed by Simes over the windows and Benjamini-Hochberg over the page."""
        ratings = diary.days[list(diary.ratings)].to_numpy(float)
        per_window = np.array([self.p_values(diary, window, ratings) for window in WINDOWS])
        ranks = np.arange(1, len(WINDOWS) + 1)[:, None, None]
        simes = (np.sort(per_window, axis=0) * len(WINDOWS) / ranks).min(axis=0)
        rates = stats.false_discovery_control(simes.ravel()).reshape(simes.shape)
        return {(diary.foods[i], diary.ratings[j]) for i, j in np.argwhere(rates <= q)}

    def p_values(self, diary: Diary, window: str, ratings: Array) -> NDArray[np.float64]:
        """Two-sided p of every food on every rating, (foods, ratings)."""
        foods = np.column_stack([eaten(diary, food, window) for food in diary.foods])
        known = ~np.isnan(foods).any(axis=1)
        days = np.arange(len(foods))[known]
        covariance = self.spread**2 * linalg.toeplitz(self.phi ** (days - days[0]))
        covariance[np.diag_indices_from(covariance)] += ROUNDING_VARIANCE
        factor = linalg.cholesky(covariance, lower=True)
        calendar = calendar_columns(diary.days.index)[known]
        columns = np.hstack([calendar, foods[known], ratings[known]])
        white = linalg.solve_triangular(factor, columns, lower=True)
        width = calendar.shape[1]
        basis, _ = np.linalg.qr(white[:, :width])
        rest = white[:, width:] - basis @ (basis.T @ white[:, width:])
        x, y = rest[:, : foods.shape[1]], rest[:, foods.shape[1] :]
        z = (x.T @ y) / np.sqrt((x**2).sum(axis=0))[:, None]
        return np.asarray(2 * stats.norm.sf(np.abs(z)))
