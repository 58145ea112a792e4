"""How long a page takes: 6 foods x 5 ratings x 4 windows, for one and for ten years.

    python -m benchmarks.engine_speed

In the same run statsmodels does the same 120 regressions at one noise setting each: its GLSAR
with one autoregressive term, iterated, on the same rows and columns. The engine does 61 settings.
"""

import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from statsmodels.regression.linear_model import GLSAR

from benchmarks.calibration.diary import Diary
from benchmarks.calibration.report import table
from benchmarks.calibration.rivals import WINDOWS, calendar_columns, eaten
from benchmarks.calibration.worlds import World, plain
from insights.stats import analyse

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


def main() -> None:
    """Print seconds and the ratio."""
    rows = []
    for years, target in ((1, 0.1), (10, 0.8)):
        page = diary(years)
        ours = fastest(lambda page=page: analyse(page.days, page.foods, page.ratings))
        theirs = fastest(lambda page=page: with_statsmodels(page), repeats=1)
        seconds = (f"{ours:.3f}", f"{theirs:.3f}", f"{theirs / ours:.1f}")
        rows.append((years, *seconds, target))
    head = ("years", "engine, s", "statsmodels, s", "ratio", "at most, s")
    sys.stdout.write(table(head, rows) + "\n")


if __name__ == "__main__":
    main()
