"""Personal experiments: a plan fixed before the start, a hidden schedule, an exact analysis.

Days come in pairs of equally long periods. In each pair a fair coin, drawn from the seed that is
stored with the plan, decides which period is "on" (the food is eaten) and which is "off". Nothing
is analysed before the end, and periods count as they were assigned, not as they were eaten.
What is reported follows CENT 2015 (Vohra et al., BMJ 350:h1738): plan, coins, days lost, adherence,
effect in points with an exact p and interval.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.random import PCG64, Generator

from insights.stats.gls import orthonormal
from insights.stats.noise import Floats, Ints
from insights.stats.randomisation import Layout, RandomisationTest
from insights.stats.regression import calendar_columns

FEWEST_PAIRS = 6
"""With five pairs the smallest possible p is 2/2**5 = .06: nothing could ever be shown."""
WEEKDAYS_FROM_DAYS = 42
"""Shorter experiments have no weekday columns: they would cost too many of the days."""
WEEKDAY_COLUMNS = slice(1, 7)
SPARE_ROWS = 6
"""Rated days that must be left beyond the calendar columns."""
METHOD = "paired randomisation test, AR(1)-plus-noise filter"


@dataclass(frozen=True)
class Design:
    """The shape of an experiment: `pairs` pairs of periods of `period_days` days.

    The first `skipped_days` of each period are left out of the analysis (carry-over).
    """

    period_days: int
    pairs: int
    skipped_days: int = 0

    def __post_init__(self) -> None:
        if self.pairs < FEWEST_PAIRS:
            smallest = 2 / 2 ** max(self.pairs, 0)
            raise ValueError(
                f"{self.pairs} pairs are too few: the smallest possible p would be {smallest:.2g}. "
                f"Plan {FEWEST_PAIRS} pairs or more."
            )
        if not 0 <= self.skipped_days < self.period_days:
            raise ValueError(
                f"skipped_days must be 0 to {self.period_days - 1}, got {self.skipped_days}"
            )

    @property
    def days(self) -> int:
        """Days from the first to the last."""
        return 2 * self.pairs * self.period_days

    def layout(self, rated: Ints, first: int) -> tuple[Layout, Ints]:
        """Rows that count, and the pairs they belong to.

        Parameters
        ----------
        rated : (n,) int, increasing
            Days with a rating, counted from 0 at the start of the experiment.
        first : int
            The first day, in days since 1970-01-01.

        Returns
        -------
        A layout with one column per pair that is kept, and those pairs' numbers. A pair is kept
        when both its periods have a rated day that is not skipped.
        """
        rows = rated[rated % self.period_days >= self.skipped_days]
        period = rows // self.period_days
        seen = np.bincount(period, minlength=2 * self.pairs).reshape(-1, 2)
        kept = np.flatnonzero((seen > 0).all(axis=1))
        rows = rows[np.isin(period // 2, kept)]
        period = rows // self.period_days
        arms = (period[:, None] // 2 == kept) * (1.0 - 2.0 * (period[:, None] % 2))
        calendar = calendar_columns(first + rows, first, first + self.days - 1)
        if self.days < WEEKDAYS_FROM_DAYS:
            calendar = np.delete(calendar, WEEKDAY_COLUMNS, axis=1)
        return Layout(rows, arms, orthonormal(calendar) if len(rows) else calendar), kept


QUICK = Design(period_days=1, pairs=28)
"""56 single days: for something felt the same day or the next."""
STANDARD = Design(period_days=4, pairs=14)
"""112 days in 28 periods of 4."""
SLOW = Design(period_days=7, pairs=12, skipped_days=1)
"""24 weeks, the first day of each left out: for something that builds up."""


@dataclass(frozen=True)
class Period:
    """Some days in a row that are all on or all off; both days are included."""

    first_day: date
    last_day: date
    on: bool


@dataclass(frozen=True)
class Plan:
    """Everything that is fixed before an experiment starts.

    Parameters
    ----------
    design : Design
    first_day : date
    rating : str
        The one rating that will be judged.
    exposure : str
        What is eaten in on-periods.
    target : float
        How much of it a day, in its unit: on-days have that much or more, off-days less.
    seed : int
        Decides the coins; stored, and never shown before the end.
    """

    design: Design
    first_day: date
    rating: str
    exposure: str
    target: float
    seed: int

    @property
    def last_day(self) -> date:
        """The last day, after which results may be seen."""
        return self.first_day + timedelta(days=self.design.days - 1)

    @property
    def coins(self) -> Floats:
        """+1 where the first period of a pair is on, -1 where the second is; (pairs,).

        Taken from the raw bits of PCG64, whose stream NumPy promises to keep for good.
        """
        bits = PCG64(self.seed).random_raw(self.design.pairs) >> np.uint64(63)
        return np.asarray(np.where(bits == 1, 1.0, -1.0))

    @property
    def first_number(self) -> int:
        """The first day, in days since 1970-01-01."""
        return (self.first_day - date(1970, 1, 1)).days

    @property
    def index(self) -> pd.DatetimeIndex:
        """The days of the experiment."""
        return pd.date_range(self.first_day, periods=self.design.days, freq="D")

    def schedule(self) -> tuple[Period, ...]:
        """All periods in order."""
        first_on = self.coins > 0
        on = np.column_stack([first_on, ~first_on]).ravel()
        length = timedelta(days=self.design.period_days)
        starts = [self.first_day + i * length for i in range(len(on))]
        return tuple(
            Period(start, start + length - timedelta(days=1), bool(is_on))
            for start, is_on in zip(starts, on, strict=True)
        )

    def revealed(self, today: date) -> tuple[Period, ...]:
        """The periods that have begun by `today`; later ones stay hidden."""
        return tuple(period for period in self.schedule() if period.first_day <= today)


def new_plan(
    design: Design, first_day: date, rating: str, exposure: str, target: float, rng: Generator
) -> Plan:
    """Fix a plan; its seed, and so its coins, come from `rng`."""
    seed = int(rng.integers(2**63))
    return Plan(design, first_day, rating, exposure, target, seed)


@dataclass(frozen=True)
class Adherence:
    """What was eaten as against what was assigned; None where no day was recorded.

    Means are over recorded days, in the exposure's unit per day. `kept_share` is the share of
    recorded days that followed the plan: `target` or more when on, less when off.
    """

    on_mean: float | None
    off_mean: float | None
    on_days: int
    off_days: int
    kept_share: float | None


@dataclass(frozen=True)
class ExperimentRefusal:
    """Why there is no result: what is counted, how many there are, how many it takes."""

    code: str
    have: int
    need: int


@dataclass(frozen=True)
class ExperimentResult:
    """What an experiment showed: points of the rating, on minus off.

    `low` and `high` hold every effect that is not rejected at 1 - `level`; None where there is no
    such end. `pairs` counts the pairs that could be used.
    """

    rating: str
    exposure: str
    days: int
    pairs: int
    level: float
    adherence: Adherence
    refusal: ExperimentRefusal | None
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    unit: str = "points"
    method: str = METHOD


def analyse_experiment(
    plan: Plan, days: pd.DataFrame, today: date, rng: Generator, *, level: float = 0.95
) -> ExperimentResult:
    """Judge a finished experiment, by what was assigned.

    Parameters
    ----------
    plan : Plan
    days : DataFrame
        One row per local day; NaN or no row where not recorded. Days outside the plan do not count.
    today : date
        Results are refused before the day after the last.
    rng : Generator
        Draws the coin sequences compared with; not used for ten pairs or fewer.
    level : float
        Of the interval.
    """
    table = days[~days.index.duplicated()].reindex(plan.index)
    rating = _numbers(table, plan.rating)
    rated = np.flatnonzero(np.isfinite(rating))
    layout, kept = plan.design.layout(rated, plan.first_number)
    ratings = rating[layout.day_numbers]
    result = ExperimentResult(
        rating=plan.rating,
        exposure=plan.exposure,
        days=len(ratings),
        pairs=len(kept),
        level=level,
        adherence=adherence(plan, table),
        refusal=_refusal(plan, today, layout, ratings),
    )
    if result.refusal:
        return result
    # A power of two is exact, and keeps the squares of very large or small ratings in range.
    exponent = int(np.frexp(np.abs(ratings).max())[1])
    test = RandomisationTest.of(layout, np.ldexp(ratings, -exponent), plan.coins[kept], rng)
    low, high = (end and float(np.ldexp(end, exponent)) for end in test.interval(1 - level))
    estimate = float(np.ldexp(test.estimate(), exponent))
    return replace(result, estimate=estimate, low=low, high=high, p=test.p_value())


def _numbers(table: pd.DataFrame, column: str) -> Floats:
    if column not in table:
        return np.full(len(table), np.nan)
    return table[column].to_numpy(dtype=float, na_value=np.nan)


def _refusal(plan: Plan, today: date, layout: Layout, ratings: Floats) -> ExperimentRefusal | None:
    """The first reason, if any, why the ratings cannot be judged."""
    ahead = (plan.last_day - today).days
    pairs = layout.arms.shape[1]
    if ahead >= 0:
        return ExperimentRefusal("not_finished", plan.design.days - 1 - ahead, plan.design.days)
    if pairs < FEWEST_PAIRS:
        return ExperimentRefusal("too_few_pairs", pairs, FEWEST_PAIRS)
    if layout.spare_rows < SPARE_ROWS:
        need = layout.calendar.shape[1] + SPARE_ROWS
        return ExperimentRefusal("too_few_rated_days", len(ratings), need)
    if np.ptp(ratings) == 0:
        return ExperimentRefusal("rating_never_differs", 1, 2)
    return None


def adherence(plan: Plan, days: pd.DataFrame) -> Adherence:
    """Compare what was eaten with what was assigned; every recorded day of the plan counts."""
    eaten = _numbers(days.reindex(plan.index), plan.exposure)
    on = np.repeat([period.on for period in plan.schedule()], plan.design.period_days)
    recorded = np.isfinite(eaten)
    followed = np.where(on, eaten >= plan.target, eaten < plan.target)[recorded]
    return Adherence(
        on_mean=_mean(eaten[recorded & on]),
        off_mean=_mean(eaten[recorded & ~on]),
        on_days=int((recorded & on).sum()),
        off_days=int((recorded & ~on).sum()),
        kept_share=_mean(followed.astype(float)),
    )


def _mean(values: Floats) -> float | None:
    return float(values.mean()) if len(values) else None
