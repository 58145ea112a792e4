"""Which days of a food may go with a rating: the windows, and the table they are read from."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from insights.stats.noise import Floats, Ints


@dataclass(frozen=True)
class Window:
    """The days before a rating over which an exposure is averaged.

    lags : calendar days back, 0 for the rating's own day
    at_least : how many of these days must be recorded
    """

    name: str
    lags: tuple[int, ...]
    at_least: int

    @property
    def span(self) -> int:
        """How many days the window holds."""
        return len(self.lags)


SAME_DAY = Window("same_day", (0,), 1)
NEXT_DAY = Window("next_day", (1,), 1)
NEXT_3_DAYS = Window("next_3_days", (1, 2, 3), 2)
PAST_WEEK = Window("past_week", (1, 2, 3, 4, 5, 6, 7), 5)
WINDOWS = (SAME_DAY, NEXT_DAY, NEXT_3_DAYS, PAST_WEEK)

TOMORROW = Window("tomorrow", (-1,), 1)
"""The placebo: tomorrow's food cannot move today's rating."""


@dataclass(frozen=True, eq=False)
class DayTable:
    """Recorded days as plain arrays, each column scaled to at most 1 by a power of two.

    Such scaling is exact, and keeps sums and squares of very large or small values within range.

    day_numbers : (days,) increasing; days since 1970-01-01
    columns : name to (days,) values, NaN where not recorded
    exponents : name to e, where the value recorded is the scaled value times 2**e
    """

    day_numbers: Ints
    columns: dict[str, Floats]
    exponents: dict[str, int]
    _means: dict[tuple[str, Window], Floats] = field(default_factory=dict, repr=False)

    @classmethod
    def from_frame(cls, days: pd.DataFrame, names: Iterable[str]) -> "DayTable":
        """Read the named columns of a daily table.

        Parameters
        ----------
        days : DataFrame
            One row per local day; unique DatetimeIndex in any order, gaps allowed. NaN, infinities
            and what is not a number are days not recorded.
        names : column names
            Columns to read.

        Raises
        ------
        ValueError
            For another index, a day that comes twice, or a column that is missing or comes twice.
        """
        day_numbers = _day_numbers(days.index)
        order = np.argsort(day_numbers)
        columns, exponents = {}, {}
        for name in names:
            values = _numbers(days, name)[order]
            exponent = int(np.frexp(np.nanmax(np.abs(values), initial=0.0))[1])
            columns[name] = np.ldexp(values, -exponent)
            exponents[name] = exponent
        return cls(day_numbers[order], columns, exponents)

    def mean(self, name: str, window: Window) -> Floats:
        """Return, for each day, the mean of a column over the window's recorded days.

        Shape (days,), scaled as the column is; NaN where fewer than `at_least` are recorded.
        """
        key = (name, window)
        if key not in self._means:
            values = np.append(self.columns[name], np.nan)[self._back(window.lags)]
            known = np.isfinite(values)
            count = known.sum(axis=0)
            total = np.where(known, values, 0.0).sum(axis=0)
            enough = count >= max(1, window.at_least)
            nothing = np.full(len(count), np.nan)
            self._means[key] = np.divide(total, count, out=nothing, where=enough)
        return self._means[key]

    def _back(self, lags: tuple[int, ...]) -> Ints:
        """Return, for each lag and day, the row that many days earlier; -1 where there is none."""
        wanted = self.day_numbers[None, :] - np.array(lags)[:, None]
        rows: Ints = np.searchsorted(self.day_numbers, wanted)
        rows[rows == len(self.day_numbers)] = -1
        if len(self.day_numbers):
            rows[self.day_numbers[rows] != wanted] = -1
        return rows


def _day_numbers(index: pd.Index) -> Ints:
    """Return days since 1970-01-01; the clock time and zone of an index entry are left out."""
    if not isinstance(index, pd.DatetimeIndex):
        raise ValueError(
            f"days needs a DatetimeIndex with one row per day, got {type(index).__name__}. "
            "Convert the index with pandas.to_datetime."
        )
    if index.hasnans:
        raise ValueError("days has a row without a date. Drop that row.")
    local = index.tz_localize(None).to_numpy()
    numbers: Ints = local.astype("datetime64[D]").astype(np.int64)
    unique, counts = np.unique(numbers, return_counts=True)
    if np.any(counts > 1):
        twice = unique[counts > 1][0].astype("datetime64[D]")
        raise ValueError(f"days has more than one row for {twice}. Keep one row per day.")
    return numbers


def _numbers(days: pd.DataFrame, name: str) -> Floats:
    """Return a column as floats, NaN for all that is not a finite number."""
    if name not in days.columns:
        raise ValueError(f"days has no column {name!r}; it has {list(days.columns)!r}")
    column = days[name]
    if not isinstance(column, pd.Series):
        raise ValueError(f"days has more than one column {name!r}. Rename or drop one.")
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isfinite(numbers), numbers, np.nan)
