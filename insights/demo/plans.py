"""What a made-up person logs, before it is stored."""

from dataclasses import dataclass
from datetime import date, datetime

from insights.demo.menu import Dish


@dataclass(frozen=True)
class MealPlan:
    """A meal to log; the zone of `at` is the one the person is in."""

    at: datetime
    kind: str
    helpings: Dish
    note: str = ""


@dataclass(frozen=True)
class CheckInPlan:
    """A check-in to log; the zone of `at` is the one the person is in."""

    at: datetime
    ratings: dict[str, int]
    note: str = ""


@dataclass(frozen=True)
class DayPlan:
    """What the made-up person logged on one day; `said` is "complete", "none" or None.

    factors : values by the key of a built-in factor
    """

    day: date
    time_zone: str
    meals: tuple[MealPlan, ...]
    check_ins: tuple[CheckInPlan, ...]
    said: str | None
    took_capsule: bool
    factors: dict[str, float]
