"""From rows to tables: the only door between the diary and anything that calculates.

Tables have one row per local day from `first` to `last` (a DatetimeIndex named `day`),
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

`logged_columns` holds the same as plain lists, None where nothing is known; a page of a few weeks
needs no more. `daily_table` is the table with every food column NaN (plants: None) on days whose
food was not recorded: this is the table to calculate with. Days recorded as "ate nothing" hold
true zeros.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from django.db.models import Avg, Count, Q, Sum, TextField
from django.db.models.functions import Cast

from accounts.days import days_between
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
TEXTS = ("food", "plants")
Columns = dict[str, list[Any]]


def logged_table(user: User, first: date, last: date) -> pd.DataFrame:
    """Return what `user` logged on each day from `first` to `last`, both included."""
    columns = logged_columns(user, first, last)
    table = {
        name: _objects(values)
        if name in TEXTS
        else np.array(values, dtype=int if name == "meals" else float)
        for name, values in columns.items()
    }
    return pd.DataFrame(table, index=pd.date_range(first, last, freq="D", name="day"))


def daily_table(user: User, first: date, last: date) -> pd.DataFrame:
    """Return the table to calculate with: food is missing where it was not recorded."""
    return only_recorded(logged_table(user, first, last))


def only_recorded(logged: pd.DataFrame) -> pd.DataFrame:
    """Return `logged` with the food of unrecorded days missing."""
    table = logged.copy()
    not_recorded = table["food"].eq(FoodState.NOT_RECORDED)
    numbers = [column for column in FOOD_COLUMNS if column != "plants"]
    table[numbers] = table[numbers].mask(not_recorded)
    table["plants"] = table["plants"].where(~not_recorded, None)
    return table


def logged_columns(user: User, first: date, last: date) -> Columns:
    """Return the columns of `logged_table` as lists with one value a day, None for unknown."""
    days = list(days_between(first, last))
    columns = _food_state(user, days)
    columns |= _amounts(user, days, columns["meals"])
    columns["plants"] = _plants(user, days)
    catalogue = plant_catalogue()
    columns["plant_points"] = [
        float(plant_points(keys, catalogue, user)) for keys in columns["plants"]
    ]
    columns["probiotic_doses"] = _probiotic_doses(user, days)
    return columns | _ratings(user, days) | _factors(user, days)


def columns_recorded(logged: Columns) -> Columns:
    """Return `logged` with the food of unrecorded days unknown."""
    is_known = [state != FoodState.NOT_RECORDED for state in logged["food"]]
    return logged | {
        name: [
            value if known else None for value, known in zip(logged[name], is_known, strict=True)
        ]
        for name in FOOD_COLUMNS
    }


def _objects(values: Sequence[Any]) -> Any:
    """Return values as they are: lists of one length would make a table of their own."""
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _by_day(
    rows: Iterable[Sequence[Any]], names: Sequence[str], days: Sequence[date], missing: Any = None
) -> Columns:
    """Return rows of a day and its values as columns; `missing` stands on days without a row."""
    found = {row[0]: row[1:] for row in rows}
    nothing = (missing,) * len(names)
    values = zip(*(found.get(day, nothing) for day in days), strict=True)
    return {name: list(column) for name, column in zip(names, values, strict=True)}


def _food_state(user: User, days: Sequence[date]) -> Columns:
    span = days[0], days[-1]
    meals = dict(
        Meal.objects.for_user(user)
        .between(*span)
        .order_by()
        .values_list("local_day")
        .annotate(Count("pk"))
    )
    said = dict(FoodDay.objects.for_user(user).between(*span).values_list("local_day", "status"))
    counts = [meals.get(day, 0) for day in days]
    return {
        "food": [
            food_state(said.get(day), count).value for day, count in zip(days, counts, strict=True)
        ],
        "meals": counts,
    }


def _amounts(user: User, days: Sequence[date], meals: Sequence[int]) -> Columns:
    """Return what the items of each day add up to; a day without a meal holds true zeros."""
    sums = {f"sum_{name}": Sum(name) for name in (*NUTRIENTS, *SERVINGS)}
    unknown = {
        f"sum_{column}": Count("pk", filter=_is_unknown(name))
        for name, column in UNKNOWN_ITEMS.items()
    }
    rows = _items(user, days).values_list("meal__local_day").annotate(**sums, **unknown)
    names = [name.removeprefix("sum_") for name in (*sums, *unknown)]
    known = _by_day(rows, names, days)
    return {
        name: [value if eaten else 0 for value, eaten in zip(values, meals, strict=True)]
        for name, values in known.items()
    }


def _items(user: User, days: Sequence[date]) -> Any:
    span = days[0], days[-1]
    return MealItem.objects.filter(meal__user=user, meal__local_day__range=span).order_by()


def _is_unknown(name: str) -> Q:
    """Match items of which a nutrient is unknown, or known for some ingredients only."""
    unknown = Q(**{f"{name}__isnull": True})
    return unknown | Q(fibre_is_at_least=True) if name == "fibre_g" else unknown


def _plants(user: User, days: Sequence[date]) -> list[list[str]]:
    # The same foods come again and again: each list of keys is read once, as the text it is.
    rows = _items(user, days).annotate(keys=Cast("plants", TextField()))
    eaten: dict[date, set[str]] = {}
    for day, text in rows.values_list("meal__local_day", "keys"):
        eaten.setdefault(day, set()).add(text)
    keys = {text: json.loads(text) for text in set().union(*eaten.values())}
    return [sorted({key for text in eaten.get(day, ()) for key in keys[text]}) for day in days]


def _probiotic_doses(user: User, days: Sequence[date]) -> list[int]:
    rows = (
        ProbioticDose.objects.for_user(user)
        .between(days[0], days[-1])
        .order_by()
        .values_list("local_day")
        .annotate(Count("pk"))
    )
    return _by_day(rows, ["doses"], days, missing=0)["doses"]


def _ratings(user: User, days: Sequence[date]) -> Columns:
    means = {f"mean_{key}": Avg(key) for key in SCALE_KEYS}
    rows = (
        CheckIn.objects.for_user(user)
        .between(days[0], days[-1])
        .order_by()
        .values_list("local_day")
        .annotate(**means, check_ins=Count("pk"))
    )
    columns = _by_day(rows, [*SCALE_KEYS, "check_ins"], days)
    columns["check_ins"] = [count or 0 for count in columns["check_ins"]]
    return columns


def _factors(user: User, days: Sequence[date]) -> Columns:
    keys = dict(Factor.objects.for_user(user).values_list("pk", "key"))
    entries = FactorEntry.objects.for_user(user).between(days[0], days[-1]).order_by()
    rows = entries if keys else entries.none()
    values = {
        (factor, day): value
        for factor, day, value in rows.values_list("factor", "local_day", "value")
    }
    return {
        f"{FACTOR_PREFIX}{key}": [values.get((factor, day)) for day in days]
        for factor, key in keys.items()
    }
