"""A week as page, API and export show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.days import DAYS_IN_WEEK, ONE_DAY, Week, days_between
from accounts.models import User
from accounts.scales import SCALE_KEYS
from insights.frames import FACTOR_PREFIX, Columns, columns_recorded, logged_columns
from insights.kept import kept
from insights.week.factors import FactorWeek, up_to, week_factors
from insights.week.figures import COUNTS, WeekFigures, week_figures
from insights.week.food_groups import GroupEaten, groups_eaten
from insights.week.quantities import EATEN, ENERGY
from insights.week.usual import WEEKS_BEFORE, AgainstUsual, against_usual
from journal.models import Factor
from tracker.models import Plant
from tracker.plant_week import plants_before
from tracker.plants import plant_catalogue, plant_points
from tracker.recorded import FoodState

PARTLY_LOGGED = ("fibre_g", "fibre_unknown_items", "fermented_servings", "live_servings", "plants")
FOOD_OF_DAY = (
    "fibre_g",
    "fibre_unknown_items",
    "fermented_servings",
    "live_servings",
    "plants",
    "plant_points",
    "tryptophan_g",
    "tryptophan_unknown_items",
    "energy_kcal",
    "energy_unknown_items",
    "probiotic_doses",
)


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

    @property
    def has_food(self) -> bool:
        """Whether the day's food is recorded, be it as nothing."""
        return self.food != FoodState.NOT_RECORDED

    @property
    def is_rated(self) -> bool:
        """Whether any rating was made."""
        return any(getattr(self, key) is not None for key in SCALE_KEYS)

    @property
    def has_anything(self) -> bool:
        """Whether anything at all was logged."""
        return bool(self.meals or self.check_ins or self.has_food)


@dataclass(frozen=True)
class PlantEaten:
    """A plant of the week; `is_new` when it is not in the twelve weeks before."""

    key: str
    name: str
    category: str
    is_new: bool


@dataclass(frozen=True)
class WeekSummary:
    """Everything the week page shows of the diary, notes left out.

    usual : what is eaten and the ratings, by column, beside the eight weeks before
    groups : groups of food eaten in all nine weeks
    """

    week: Week
    days: list[Day]
    figures: WeekFigures
    plants: list[PlantEaten]
    plant_points: float
    previous: WeekFigures
    usual: dict[str, AgainstUsual]
    factors: list[FactorWeek]
    groups: list[GroupEaten]

    @property
    def has_anything(self) -> bool:
        """Whether anything at all was logged in the week."""
        return any(day.has_anything for day in self.days) or any(
            factor.days_recorded for factor in self.factors
        )

    @property
    def has_earlier_plants(self) -> bool:
        """Whether anything was eaten before; until then everything would be new."""
        return not all(plant.is_new for plant in self.plants)


def days_of(user: User, first: date, last: date) -> list[Day]:
    """Return a person's days from `first` to `last`, food missing where not recorded."""
    factors = list(Factor.objects.for_user(user))
    return _days(first, logged_columns(user, first, last), factors)


def summarise_week(user: User, week: Week, *, today: date | None = None) -> WeekSummary:
    """Return `week` of `user`, beside the weeks before it.

    Days from `today` on are not over and are left out where days are compared with usual ones.
    """
    return kept(user, "week", lambda: _summarised(user, week, today), week, today)


def _summarised(user: User, week: Week, today: date | None) -> WeekSummary:
    first = week.first - WEEKS_BEFORE * DAYS_IN_WEEK * ONE_DAY
    logged = logged_columns(user, first, week.last)
    now = _slice(logged, -DAYS_IN_WEEK, None)
    catalogue = plant_catalogue()
    keys = {key for day_keys in now["plants"] for key in day_keys}
    factors = list(Factor.objects.for_user(user))
    compared = None if today is None else max(0, (today - week.first).days)
    return WeekSummary(
        week=week,
        days=_days(week.first, now, factors),
        figures=week_figures(now),
        plants=plants_eaten(user, week, keys, catalogue),
        plant_points=plant_points(keys, catalogue, user),
        previous=week_figures(_slice(logged, -2 * DAYS_IN_WEEK, -DAYS_IN_WEEK)),
        usual=_usual(logged, compared),
        factors=week_factors(factors, logged, compared=compared),
        groups=groups_eaten(days_between(first, week.last), logged, catalogue),
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


def _usual(logged: Columns, compared: int | None) -> dict[str, AgainstUsual]:
    recorded = columns_recorded(logged)
    eaten = {
        quantity.key: against_usual(
            up_to(recorded[quantity.key], compared),
            [bool(items) for items in logged[quantity.unknown]] if quantity.unknown else None,
        )
        for quantity in (*EATEN, ENERGY)
    }
    rated = {key: against_usual(up_to(logged[key], compared), is_rating=True) for key in SCALE_KEYS}
    return eaten | rated


def _slice(columns: Columns, first: int, last: int | None) -> Columns:
    return {name: values[first:last] for name, values in columns.items()}


def _days(first: date, logged: Columns, factors: list[Factor]) -> list[Day]:
    recorded = columns_recorded(logged)
    return [
        _day(first + number * ONE_DAY, number, recorded, logged, factors)
        for number in range(len(logged["food"]))
    ]


def _day(day: date, number: int, recorded: Columns, logged: Columns, factors: list[Factor]) -> Day:
    food, meals = logged["food"][number], logged["meals"][number]
    is_partly_logged = bool(meals) and food == FoodState.NOT_RECORDED
    return Day(
        day=day,
        food=food,
        **{name: _known(name, recorded[name][number]) for name in (*FOOD_OF_DAY, *SCALE_KEYS)},
        check_ins=logged["check_ins"][number],
        meals=meals,
        factors={
            factor.key: factor.as_answered(logged[f"{FACTOR_PREFIX}{factor.key}"][number])
            for factor in factors
        },
        so_far={name: _known(name, logged[name][number]) for name in PARTLY_LOGGED}
        if is_partly_logged
        else None,
    )


def _known(name: str, value: Any) -> Any:
    """Return a whole number for a count, and what is missing or a list as it is."""
    if value is None or isinstance(value, list):
        return value
    return int(value) if name in COUNTS else float(value)
