"""How long a page takes: 6 foods x 5 ratings x 4 windows, for one and for ten years.

    python -m benchmarks.engine_speed

In the same run statsmodels does the same 120 regressions on the same rows and columns: once with a
single noise setting (GLSAR with one autoregressive term, iterated) and, for one year, at all 61
settings of the engine (GLS with the dense covariance; two of the 120 are timed and multiplied).
Seconds are of the processor, so that a busy machine does not count.
"""

import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from statsmodels.regression.linear_model import GLS, GLSAR

from benchmarks.calibration.diary import Diary
from benchmarks.calibration.report import table
from benchmarks.calibration.rivals import WINDOWS, calendar_columns, eaten
from benchmarks.calibration.worlds import World, plain
from insights.stats import analyse
from insights.stats.noise import GRID

YEAR = 365
REPEATS = 5


def diary(years: int) -> Diary:
    """A diary without gaps."""
    return World("AR(1)", plain(0.45)).diary(np.random.default_rng(1), years * YEAR)


def fastest(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Processor seconds of the fastest of some runs, after one to warm up."""
    work()
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def with_statsmodels(page: Diary) -> list[float]:
    """The same regressions with statsmodels; their coefficients."""
    calendar = calendar_columns(pd.DatetimeIndex(page.days.index))
    coefficients = []
    for food in page.foods:
        for window in WINDOWS:
            exposure = eaten(page, food, window)
            known = ~np.isnan(exposure)
            columns = np.column_stack([calendar[known], exposure[known]])
            for rating in page.ratings:
                model = GLSAR(page.days[rating].to_numpy()[known], columns, rho=1)
                coefficients.append(float(model.iterative_fit(maxiter=5).params[-1]))
    return coefficients


def with_statsmodels_at_every_point(page: Diary) -> None:
    """Two of the regressions at all 61 noise settings."""
    calendar = calendar_columns(pd.DatetimeIndex(page.days.index))
    exposure = eaten(page, page.foods[0], "next_day")
    rows = np.flatnonzero(~np.isnan(exposure))
    columns = np.column_stack([calendar[rows], exposure[rows]])
    apart = np.abs(rows[:, None] - rows).astype(float)
    for rating in page.ratings[:2]:
        values = page.days[rating].to_numpy()[rows]
        for phi, rho in zip(GRID.phi, GRID.rho, strict=True):
            covariance = (1 - rho) * phi**apart + rho * np.eye(len(rows))
            fitted = GLS(values, columns, sigma=covariance).fit()
            assert np.isfinite(fitted.bse[-1])


def main() -> None:
    """Print seconds and the ratio."""
    rows = []
    for years, target in ((1, 0.1), (10, 0.8)):
        page = diary(years)
        ours = fastest(lambda page=page: analyse(page.days, page.foods, page.ratings))
        single = fastest(lambda page=page: with_statsmodels(page), repeats=1)
        every = "-"
        if years == 1:
            two = fastest(lambda page=page: with_statsmodels_at_every_point(page), repeats=1)
            every = f"about {60 * two:.0f} ({60 * two / ours:.0f} x)"
        rows.append((years, f"{ours:.3f}", target, f"{single:.2f} ({single / ours:.1f} x)", every))
    head = ("years", "engine, s", "at most", "statsmodels, 1 noise setting", "at all 61 settings")
    sys.stdout.write(table(head, rows) + "\n")


if __name__ == "__main__":
    main()
