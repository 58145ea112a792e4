"""A stretch of days in figures: what was recorded, how completely, and how the days varied.

Descriptive only. A span never decides a verdict; those rest on looks (`insights.findings.looks`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from django.db.models import Min

from accounts.models import User
from accounts.scales import SCALES
from insights.frames import FACTOR_PREFIX, UNKNOWN_ITEMS, daily_table
from insights.stats.regression import CONFOUNDER_KNOWN
from journal.models import CheckIn, Factor, FactorEntry
from tracker.models import FoodDay, Meal
from tracker.recorded import FoodState

# The last so many days; None is the whole diary.
WINDOWS: Mapping[str, int | None] = {"28": 28, "90": 90, "365": 365, "all": None}
DEFAULT_WINDOW = "90"
# A person's low and high days, the ones findings speak of as well.
LOW_SHARE, HIGH_SHARE = 0.2, 0.8
FOOD_SPREADS = (
    ("fibre_g", "Fibre", "g"),
    ("fermented_servings", "Fermented food", "servings"),
    ("live_servings", "of it live", "servings"),
    ("plant_points", "Plants", "points"),
    ("tryptophan_g", "Tryptophan", "g"),
    ("probiotic_doses", "Probiotics", "doses"),
)
ENERGY_SPREAD = ("energy_kcal", "Energy", "kcal")


@dataclass(frozen=True)
class Spread:
    """One measure over the days on which it is recorded.

    days : how many those are; 0 leaves the figures None
    mean, low, high : their mean and their 20th and 80th percentile, in `unit`
    at_least : whether some of what was eaten states no figure, so that true means are higher
    """

    key: str
    name: str
    unit: str
    days: int
    mean: float | None
    low: float | None
    high: float | None
    at_least: bool = False


@dataclass(frozen=True)
class SpanSummary:
    """The days from `first` to `last`, both included.

    table : `insights.frames.daily_table` of these days
    plants : how many distinct plants were eaten on recorded days
    """

    first: date
    last: date
    table: pd.DataFrame
    food: list[Spread]
    ratings: list[Spread]
    factors: list[Spread]
    plants: int

    @property
    def days(self) -> int:
        """How many days the span has, logged or not."""
        return (self.last - self.first).days + 1

    @property
    def recorded_days(self) -> dict[str, int]:
        """How many of them have food recorded, any rating made, and both."""
        with_food, rated = self._with_food, self._rated
        return {
            "food": int(with_food.sum()),
            "rated": int(rated.sum()),
            "both": int((with_food & rated).sum()),
        }

    @property
    def unanswered_days(self) -> int:
        """How many days with food and a rating lack a factor that findings set aside.

        Findings leave such days out, and the day after each.
        """
        factors = self.table.filter(like=FACTOR_PREFIX)
        is_set_aside = factors[self._rated].notna().mean() >= CONFOUNDER_KNOWN
        lacks_one = factors.loc[:, is_set_aside].isna().any(axis=1)
        return int((self._with_food & self._rated & lacks_one).sum())

    @property
    def _with_food(self) -> "pd.Series[bool]":
        return self.table["food"].ne(FoodState.NOT_RECORDED)

    @property
    def _rated(self) -> "pd.Series[bool]":
        return self.table[[scale.key for scale in SCALES]].notna().any(axis=1)


def window_span(user: User, window: str, *, today: date) -> tuple[date, date]:
    """Return the first and last day of a window of `WINDOWS` that ends today."""
    length = WINDOWS[window]
    if length is not None:
        return today - timedelta(days=length - 1), today
    return first_day(user) or today, today


def first_day(user: User) -> date | None:
    """Return the first day anything is logged about; None for an empty diary."""
    firsts = (
        model.objects.for_user(user).aggregate(first=Min("local_day"))["first"]
        for model in (Meal, FoodDay, CheckIn, FactorEntry)
    )
    return min((first for first in firsts if first), default=None)


def summarise_span(user: User, first: date, last: date) -> SpanSummary:
    """Return the days from `first` to `last` in figures."""
    table = daily_table(user, first, last)
    eaten = (*FOOD_SPREADS, ENERGY_SPREAD) if user.show_energy else FOOD_SPREADS
    factors = Factor.objects.for_user(user)
    return SpanSummary(
        first=first,
        last=last,
        table=table,
        food=[_spread(table, *measure) for measure in eaten],
        ratings=[
            _spread(table, scale.key, scale.name, "points")
            for scale in SCALES
            if table[scale.key].notna().any() or scale.key in user.scales
        ],
        factors=[
            _spread(table, f"{FACTOR_PREFIX}{factor.key}", factor.name, factor.unit)
            for factor in factors
            if table[f"{FACTOR_PREFIX}{factor.key}"].notna().any()
        ],
        plants=_distinct_plants(table["plants"]),
    )


def _spread(table: pd.DataFrame, key: str, name: str, unit: str) -> Spread:
    values = table[key].to_numpy(dtype=float)
    known = values[np.isfinite(values)]
    if not len(known):
        return Spread(key, name, unit, 0, None, None, None)
    low, high = np.quantile(known, [LOW_SHARE, HIGH_SHARE])
    unknown = table[UNKNOWN_ITEMS[key]].gt(0).any() if key in UNKNOWN_ITEMS else False
    return Spread(
        key, name, unit, len(known), float(known.mean()), float(low), float(high), bool(unknown)
    )


def _distinct_plants(lists: Iterable[list[str] | None]) -> int:
    return len({key for keys in lists if keys is not None for key in keys})
