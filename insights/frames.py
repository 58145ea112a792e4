"""From rows to tables: the only door between the diary and anything that calculates.

Both tables have one row per local day from `first` to `last` (a DatetimeIndex named `day`),
and NaN where nothing is known.

`logged_table` adds up what was logged, whether or not the day is complete:

====================== ====================================================================
food                   "recorded", "none" or "not_recorded" (`tracker.recorded`)
meals                  meals logged, 0 or more
fibre_g, energy_kcal,  sums over the items that state the nutrient; NaN when items are logged
tryptophan_g, ...      and none of them states it; 0 when nothing is logged
fibre_unknown_items    items whose fibre nobody knows, or only in part (likewise energy,
                       tryptophan): with any, the sum is a lower bound
fermented_servings     servings of fermented food, live or not
live_servings          servings of ferments with at least 10^4 live microbes per gram
plants                 list of the distinct plant keys eaten
plant_points           points of those plants under the person's counting rule
probiotic_doses        doses logged; as food, they count only on recorded days
mood, anxiety, stress, the day's mean of each rating, 0 to 10
energy, focus,
gut_comfort
check_ins              check-ins logged, 0 or more
factor_...             value of each factor the person has, by key; yes is 1 and no is 0
====================== ====================================================================

`daily_table` is the same with every food column NaN (plants: None) on days whose food was not
recorded: this is the table to calculate with. Days recorded as "ate nothing" hold true zeros.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from django.db.models import Avg, Count, Q, Sum

from accounts.models import User
from accounts.scales import SCALE_KEYS
from journal.models import CheckIn, Factor, FactorEntry
from tracker.models import FoodDay, Meal, MealItem, ProbioticDose
from tracker.nutrients import NUTRIENTS
from tracker.plants import plant_catalogue, plant_points
from tracker.recorded import FoodState, food_state

FACTOR_PREFIX = "factor_"
COUNTED_WHEN_UNKNOWN = ("fibre_g", "energy_kcal", "tryptophan_g")
UNKNOWN_ITEMS = {name: f"{name.rsplit('_', 1)[0]}_unknown_items" for name in COUNTED_WHEN_UNKNOWN}
SERVINGS = ("fermented_servings", "live_servings")
FOOD_COLUMNS = (
    *NUTRIENTS,
    *UNKNOWN_ITEMS.values(),
    *SERVINGS,
    "plants",
    "plant_points",
    "probiotic_doses",
)


def logged_table(user: User, first: date, last: date) -> pd.DataFrame:
    """Return what `user` logged on each day from `first` to `last`, both included."""
    days = pd.date_range(first, last, freq="D", name="day")
    table = pd.DataFrame(index=days)
    table = table.join(_food_state(user, first, last, days))
    table = table.join(_amounts(user, first, last))
    table["plants"] = _plants(user, first, last, days)
    catalogue = plant_catalogue()
    table["plant_points"] = [plant_points(keys, catalogue, user) for keys in table["plants"]]
    table["probiotic_doses"] = _probiotic_doses(user, first, last)
    table = table.join(_ratings(user, first, last))
    table = table.join(_factors(user, first, last))
    nothing_logged = table["meals"].eq(0)
    amounts = [*NUTRIENTS, *UNKNOWN_ITEMS.values(), *SERVINGS]
    table.loc[nothing_logged, amounts] = 0.0
    table[["probiotic_doses", "check_ins"]] = table[["probiotic_doses", "check_ins"]].fillna(0)
    return table


def daily_table(user: User, first: date, last: date) -> pd.DataFrame:
    """Return the table to calculate with: food is missing where it was not recorded."""
    return only_recorded(logged_table(user, first, last))


def only_recorded(logged: pd.DataFrame) -> pd.DataFrame:
    """Return `logged` with the food of unrecorded days missing."""
    table = logged.copy()
    not_recorded = table["food"].eq(FoodState.NOT_RECORDED)
    numbers = [column for column in FOOD_COLUMNS if column != "plants"]
    table[numbers] = table[numbers].astype(float)
    table.loc[not_recorded, numbers] = np.nan
    table["plants"] = table["plants"].where(~not_recorded, None)
    return table


def _by_day(
    rows: Iterable[Mapping[str, Any]], day_field: str, columns: Iterable[str]
) -> pd.DataFrame:
    """Return grouped rows as a table of floats, one row per day."""
    rows = list(rows)
    index = pd.DatetimeIndex([row[day_field] for row in rows], name="day")
    values = {column: np.array([row[column] for row in rows], dtype=float) for column in columns}
    return pd.DataFrame(values, index=index)


def _food_state(user: User, first: date, last: date, days: pd.DatetimeIndex) -> pd.DataFrame:
    meals = dict(
        Meal.objects.for_user(user)
        .between(first, last)
        .order_by()
        .values_list("local_day")
        .annotate(Count("pk"))
    )
    said = dict(
        FoodDay.objects.for_user(user).between(first, last).values_list("local_day", "status")
    )
    counts = [meals.get(day.date(), 0) for day in days]
    states = [
        food_state(said.get(day.date()), count).value
        for day, count in zip(days, counts, strict=True)
    ]
    return pd.DataFrame({"food": states, "meals": counts}, index=days)


def _amounts(user: User, first: date, last: date) -> pd.DataFrame:
    sums = {f"sum_{name}": Sum(name) for name in (*NUTRIENTS, *SERVINGS)}
    unknown = {
        f"sum_{column}": Count("pk", filter=_is_unknown(name))
        for name, column in UNKNOWN_ITEMS.items()
    }
    rows = (
        MealItem.objects.filter(meal__user=user, meal__local_day__range=(first, last))
        .order_by()
        .values("meal__local_day")
        .annotate(**sums, **unknown)
    )
    columns = [*sums, *unknown]
    return _by_day(rows, "meal__local_day", columns).rename(
        columns=lambda column: column.removeprefix("sum_")
    )


def _is_unknown(name: str) -> Q:
    """Match items of which a nutrient is unknown, or known for some ingredients only."""
    unknown = Q(**{f"{name}__isnull": True})
    return unknown | Q(fibre_is_at_least=True) if name == "fibre_g" else unknown


def _plants(user: User, first: date, last: date, days: pd.DatetimeIndex) -> pd.Series:
    eaten: dict[date, set[str]] = {}
    rows = (
        MealItem.objects.filter(meal__user=user, meal__local_day__range=(first, last))
        .order_by()
        .values_list("meal__local_day", "plants")
    )
    for day, keys in rows:
        eaten.setdefault(day, set()).update(keys)
    return pd.Series([sorted(eaten.get(day.date(), ())) for day in days], index=days, dtype=object)


def _probiotic_doses(user: User, first: date, last: date) -> pd.Series:
    rows = (
        ProbioticDose.objects.for_user(user)
        .between(first, last)
        .order_by()
        .values("local_day")
        .annotate(doses=Count("pk"))
    )
    return _by_day(rows, "local_day", ["doses"])["doses"]


def _ratings(user: User, first: date, last: date) -> pd.DataFrame:
    means = {f"mean_{key}": Avg(key) for key in SCALE_KEYS}
    rows = (
        CheckIn.objects.for_user(user)
        .between(first, last)
        .order_by()
        .values("local_day")
        .annotate(**means, check_ins=Count("pk"))
    )
    return _by_day(rows, "local_day", [*means, "check_ins"]).rename(
        columns=lambda column: column.removeprefix("mean_")
    )


def _factors(user: User, first: date, last: date) -> pd.DataFrame:
    keys = dict(Factor.objects.for_user(user).values_list("pk", "key"))
    columns: dict[str, dict[pd.Timestamp, float]] = {
        f"{FACTOR_PREFIX}{key}": {} for key in keys.values()
    }
    entries = FactorEntry.objects.for_user(user).between(first, last).order_by()
    rows = entries if keys else entries.none()
    for factor, day, value in rows.values_list("factor", "local_day", "value"):
        columns[f"{FACTOR_PREFIX}{keys[factor]}"][pd.Timestamp(day)] = value
    days = pd.DatetimeIndex(pd.date_range(first, last), name="day")
    return pd.DataFrame(
        {name: pd.Series(values, index=days, dtype=float) for name, values in columns.items()},
        index=days,
    )
