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
    return float(stats.pearsonr(rating, food).pvalue)


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


def pearson_claims(diary: Diary, window: str = "next_day") -> set[Pair]:
    """Pairs with p < .05, as a tracker without correction shows them."""
    return {
        (food, rating)
        for food, rating in product(diary.foods, diary.ratings)
        if pearson_p(diary.days[rating].to_numpy(float), eaten(diary, food, window)) < 0.05
    }


def five_and_five_claims(diary: Diary, window: str = "next_day") -> set[Pair]:
    """Pairs shown by the five-and-five rule."""
    return {
        (food, rating)
        for food, rating in product(diary.foods, diary.ratings)
        if five_and_five(diary.days[rating].to_numpy(float), eaten(diary, food, window))
    }


def calendar_columns(index: pd.DatetimeIndex) -> Array:
    """Constant, weekdays and slow cosines, as the procedure states them."""
    n = len(index)
    weekdays = np.eye(7)[index.dayofweek][:, 1:]
    k = np.arange(1, np.clip(round(n / 60), 1, 24) + 1)
    cosines = np.cos(np.pi * k * (np.arange(n)[:, None] + 0.5) / n)
    return np.column_stack([np.ones(n), weekdays, cosines])


class Oracle:
    """Generalised least squares with the true covariance, rounding included; needs no estimate.

    Works on diaries without gaps whose ratings are AR(1) with correlation `phi`, SD `spread` points
    and were rounded to whole points.
    """

    def __init__(self, index: pd.DatetimeIndex, phi: float, spread: float = WITHIN_PERSON_SD):
        lags = phi ** np.arange(len(index))
        covariance = spread**2 * linalg.toeplitz(lags) + ROUNDING_VARIANCE * np.eye(len(index))
        self.covariance = covariance
        self.calendar = calendar_columns(index)

    def p_values(self, ratings: Array, exposure: Array) -> NDArray[np.float64]:
        """Two-sided normal p of each rating column (days, ratings) on one exposure."""
        known = ~np.isnan(exposure)
        factor = linalg.cholesky(self.covariance[np.ix_(known, known)], lower=True)
        columns = np.column_stack([self.calendar[known], exposure[known], ratings[known]])
        white = linalg.solve_triangular(factor, columns, lower=True)
        width = self.calendar.shape[1]
        rest = (
            white[:, width:]
            - white[:, :width] @ np.linalg.lstsq(white[:, :width], white[:, width:], rcond=None)[0]
        )
        x, y = rest[:, 0], rest[:, 1:]
        z = (x @ y) / np.sqrt(x @ x)
        return np.asarray(2 * stats.norm.sf(np.abs(z)))
