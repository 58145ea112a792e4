"""Stretches of days that share something: gaps in a diary, days of illness."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from accounts.days import ONE_DAY
from accounts.scales import SCALE_KEYS
from insights.wording.prints import dates
from tracker.recorded import FoodState

MOST_LISTED = 8


@dataclass(frozen=True)
class Run:
    """Days in a row, `first` and `last` included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many there are."""
        return (self.last - self.first).days + 1


def runs_of(flags: pd.Series) -> list[Run]:
    """Return the runs of true days of a series with one value a day, the earliest first."""
    runs: list[Run] = []
    for stamp in flags.index[flags]:
        day = stamp.date()
        if runs and day - runs[-1].last == ONE_DAY:
            runs[-1] = Run(runs[-1].first, day)
        else:
            runs.append(Run(day, day))
    return runs


def nothing_recorded(table: pd.DataFrame) -> pd.Series:
    """Return which days of a daily table hold neither recorded food nor a rating."""
    return table["food"].eq(FoodState.NOT_RECORDED) & table[list(SCALE_KEYS)].isna().all(axis=1)


def longest_run(flags: pd.Series) -> Run | None:
    """Return the longest run of true days, the earliest of equals; None when no day is true."""
    return max(runs_of(flags), key=lambda run: run.days, default=None)


def runs_in_words(runs: list[Run]) -> str:
    """Return how many days the runs have and when; of many, the latest by date."""
    total = sum(run.days for run in runs)
    listed = "; ".join(dates(run.first, run.last) for run in runs[-MOST_LISTED:])
    dropped = len(runs) - MOST_LISTED
    earlier = f"; and {dropped} earlier" if dropped > 0 else ""
    return f"{total} day{'' if total == 1 else 's'}: {listed}{earlier}"
