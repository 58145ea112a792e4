"""A week as page, API and export show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from accounts.days import DAYS_IN_WEEK, Week
from accounts.models import User
from accounts.scales import SCALE_KEYS
from insights.frames import (
    FACTOR_PREFIX,
    FOOD_COLUMNS,
    UNKNOWN_ITEMS,
    logged_table,
    only_recorded,
)
from journal.models import Factor
from tracker.models import Plant
from tracker.plant_week import plants_before
from tracker.plants import plant_catalogue, plant_points
from tracker.recorded import FoodState

SUMMED = (
    "fibre_g",
    "fermented_servings",
    "live_servings",
    "tryptophan_g",
    "energy_kcal",
    "probiotic_doses",
    *UNKNOWN_ITEMS.values(),
)
COUNTS = frozenset({"probiotic_doses", *UNKNOWN_ITEMS.values()})
AVERAGED = (
    "fibre_g",
    "fermented_servings",
    "live_servings",
    "tryptophan_g",
    "energy_kcal",
    "plant_points",
    "probiotic_doses",
    *SCALE_KEYS,
)
PARTLY_LOGGED = ("fibre_g", "fibre_unknown_items", "fermented_servings", "live_servings", "plants")


@dataclass(frozen=True)
class Day:
    """One day of the daily table; None is not recorded."""

    day: date
    food: str
    fibre_g: float | None
    fibre_unknown_items: int | None
    fermented_servings: float | None
    live_servings: float | None
    plants: list[str] | None
    plant_points: float | None
    tryptophan_g: float | None
    tryptophan_unknown_items: int | None
    energy_kcal: float | None
    energy_unknown_items: int | None
    probiotic_doses: int | None
    mood: float | None
    anxiety: float | None
    stress: float | None
    energy: float | None
    focus: float | None
    gut_comfort: float | None
    check_ins: int
    meals: int
    factors: dict[str, float | bool | None]
    so_far: dict[str, float | list[str] | None] | None


@dataclass(frozen=True)
class PlantEaten:
    """A plant of the week; `is_new` when it is not in the twelve weeks before."""

    key: str
    name: str
    category: str
    is_new: bool


@dataclass(frozen=True)
class WeekFigures:
    """Sums over what was logged in a week, and means over its recorded days only."""

    totals: dict[str, float | None]
    means: dict[str, float | None]
    recorded_days: dict[str, int]


@dataclass(frozen=True)
class WeekSummary:
    """Everything the week page shows."""

    week: Week
    days: list[Day]
    figures: WeekFigures
    plants: list[PlantEaten]
    plant_points: float
    previous: WeekFigures

    @property
    def has_anything(self) -> bool:
        """Whether anything at all was logged in the week."""
        return any(
            day.meals or day.check_ins or day.food != FoodState.NOT_RECORDED for day in self.days
        )


def days_of(logged: pd.DataFrame, user: User) -> list[Day]:
    """Return the rows of a person's logged table as days, food missing where not recorded."""
    table = only_recorded(logged)
    factors = list(Factor.objects.for_user(user))
    return [
        _day(row, partly, factors)
        for row, partly in zip(_records(table), _records(logged), strict=True)
    ]


def summarise_week(user: User, week: Week) -> WeekSummary:
    """Return `week` of `user`, with the week before beside it."""
    logged = logged_table(user, week.previous.first, week.last)
    before, now = logged.iloc[:DAYS_IN_WEEK], logged.iloc[DAYS_IN_WEEK:]
    catalogue = plant_catalogue()
    keys = {key for day_keys in now["plants"] for key in day_keys}
    return WeekSummary(
        week=week,
        days=days_of(now, user),
        figures=_figures(now),
        plants=plants_eaten(user, week, keys, catalogue),
        plant_points=plant_points(keys, catalogue, user),
        previous=_figures(before),
    )


def _figures(logged: pd.DataFrame) -> WeekFigures:
    recorded = only_recorded(logged)
    with_food = recorded[recorded["food"] != FoodState.NOT_RECORDED]
    something_said = logged[logged["meals"].gt(0) | logged["food"].eq(FoodState.NONE)]
    # The sum of no figures is unknown, not 0: a week nobody logged has no total.
    totals = something_said[list(SUMMED)].astype(float).sum(min_count=1)
    if logged["probiotic_doses"].any():
        # A dose is logged by itself, on days without a word about food too.
        totals["probiotic_doses"] = logged["probiotic_doses"].sum()
    return WeekFigures(
        totals={name: _known(name, totals[name]) for name in SUMMED},
        means={name: _known("", recorded[name].astype(float).mean()) for name in AVERAGED},
        recorded_days={"food": len(with_food), "mood": int(recorded["mood"].notna().sum())},
    )


def plants_eaten(
    user: User, week: Week, keys: set[str], catalogue: Mapping[str, Plant]
) -> list[PlantEaten]:
    """Return the plants of `keys` by category and name, those new to the person marked."""
    known = plants_before(user, week)
    plants = [catalogue[key] for key in keys if key in catalogue]
    return [
        PlantEaten(plant.key, plant.name, plant.category, plant.key not in known)
        for plant in sorted(plants, key=lambda plant: (plant.category, plant.name))
    ]


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = table.reset_index().to_dict(orient="records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def _day(row: dict[str, Any], logged: dict[str, Any], factors: list[Factor]) -> Day:
    is_partly_logged = bool(logged["meals"]) and row["food"] == FoodState.NOT_RECORDED
    return Day(
        day=row["day"].date(),
        food=str(row["food"]),
        **{name: _known(name, row[name]) for name in Day.__annotations__ if name in FOOD_COLUMNS},
        **{key: _known(key, row[key]) for key in SCALE_KEYS},
        check_ins=int(row["check_ins"]),
        meals=int(row["meals"]),
        factors={
            factor.key: factor.as_answered(_known("", row[f"{FACTOR_PREFIX}{factor.key}"]))
            for factor in factors
        },
        so_far={name: _known(name, logged[name]) for name in PARTLY_LOGGED}
        if is_partly_logged
        else None,
    )


def _known(name: str, value: Any) -> Any:
    """Return None for a missing value, a whole number for a count, and lists as they are."""
    if value is None or isinstance(value, list):
        return value
    if pd.isna(value):
        return None
    return int(value) if name in COUNTS else float(value)
