"""Makes up days that look like a life: what was eaten and felt, and what of it was logged."""

from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import numpy as np

from accounts.days import days_between
from insights.demo import menu
from insights.demo.course import Course, Floats, course_of
from insights.demo.lives import Life
from insights.demo.menu import Dish, Helping
from insights.demo.plans import CheckInPlan, DayPlan, MealPlan

Choice = TypeVar("Choice")


def made_up_days(rng: np.random.Generator, life: Life, first: date, last: date) -> list[DayPlan]:
    """Return what a made-up person logged on each day from `first` to `last`, both included."""
    days = list(days_between(first, last))
    course = course_of(rng, life, days)
    eaten = [_meals(rng, day, number, course, life.sides) for number, day in enumerate(days)]
    fermented = np.array([_fermented_servings(meals) for meals in eaten])
    feelings = _feelings(rng, course, fermented, life)
    aside = rng.spawn(1)[0]
    return [
        _logged(
            rng, day, number, course, eaten[number], feelings, _factors(aside, number, course), life
        )
        for number, day in enumerate(days)
    ]


def _one_of(rng: np.random.Generator, choices: tuple[Choice, ...]) -> Choice:
    return choices[int(rng.integers(len(choices)))]


def _at(
    rng: np.random.Generator, day: date, zone: str, hour: float, spread_h: float = 0.5
) -> datetime:
    """Return a moment around `hour` o'clock, to five minutes; from 24 on it is past midnight."""
    steps = round(12 * (hour + float(np.clip(rng.normal(0, spread_h), -1.5, 1.5))))
    clock = datetime.combine(day, time()) + timedelta(minutes=5 * steps)
    return clock.replace(tzinfo=ZoneInfo(zone))


def _meals(
    rng: np.random.Generator, day: date, number: int, course: Course, sides: int
) -> tuple[MealPlan, ...]:
    dishes = _dishes(rng, number, course)
    for ferment in _ferments(rng, number, course):
        kind = _one_of(rng, tuple(dishes))
        dishes[kind] = (*dishes[kind], ferment)
    for _ in range(sides):
        kind = _one_of(rng, tuple(dishes))
        dishes[kind] = (*dishes[kind], _one_of(rng, menu.SIDES))
    late = 1.5 if course.is_weekend[number] else 0.0
    hours = {"breakfast": 7.5 + late, "lunch": 12.75, "dinner": 19.25, "snack": 15.75}
    if rng.random() < 0.06:
        hours["snack"] = 25.0  # a bite after midnight belongs to the evening before
    return tuple(
        MealPlan(_at(rng, day, course.zone(number, hours[kind]), hours[kind]), kind, helpings)
        for kind, helpings in dishes.items()
        if not course.in_the_air(number, hours[kind])
    )


def _dishes(rng: np.random.Generator, number: int, course: Course) -> dict[str, Dish]:
    """Return the day's meals before fermented foods are added to them."""
    if course.is_ill[number]:
        kinds = ("lunch", "dinner") if rng.random() < 0.6 else ("lunch",)
        return {kind: _one_of(rng, menu.SICK_MEALS) for kind in kinds}
    if course.is_abroad[number]:
        return {
            "breakfast": menu.HOLIDAY_BREAKFAST,
            "lunch": _one_of(rng, menu.HOLIDAY_LUNCHES),
            "dinner": _one_of(rng, menu.HOLIDAY_LUNCHES),
        }
    if course.is_weekend[number]:
        breakfast = _one_of(rng, menu.WEEKEND_BREAKFASTS)
        lunch = _one_of(rng, menu.WEEKEND_LUNCHES)
    else:
        is_light = rng.random() < (1 + course.light[number]) / 2
        fruit = _one_of(rng, menu.BERRIES_OF_SUMMER if is_light else menu.FRUIT_OF_WINTER)
        breakfast = (menu.OATMEAL, menu.FLAX, fruit, menu.TEA)
        lunch = _one_of(rng, menu.WORKDAY_LUNCHES)
    dishes: dict[str, Dish] = {"breakfast": breakfast, "lunch": lunch}
    dishes["dinner"] = _one_of(rng, menu.DINNERS)
    if rng.random() < 0.55:
        dishes["snack"] = _one_of(rng, menu.SNACKS)
    return dishes


def _ferments(rng: np.random.Generator, number: int, course: Course) -> list[Helping]:
    expected = float(course.ferment_habit[number])
    if course.is_ill[number]:
        expected = 0.2
    elif course.is_weekend[number]:
        expected *= 0.7
    ferments = menu.FERMENTS_ON_HOLIDAY if course.is_abroad[number] else menu.FERMENTS_AT_HOME
    return [_one_of(rng, ferments) for _ in range(min(3, int(rng.poisson(expected))))]


def _fermented_servings(meals: tuple[MealPlan, ...]) -> float:
    return sum(helping.fermented_servings for meal in meals for helping in meal.helpings)


def _feelings(
    rng: np.random.Generator, course: Course, fermented: Floats, life: Life
) -> dict[str, Floats]:
    """Return how each day felt on every scale, before it is rounded to a rating.

    A scale that is not rated yet is missing (NaN).
    """
    count = len(fermented)
    above_usual = np.concatenate([[0.0], fermented[:-1] - fermented.mean()])
    weekend, ill = course.is_weekend.astype(float), course.is_ill.astype(float)
    holiday = course.is_abroad.astype(float)
    own_ways = _wandering(rng, count, 0.75)
    mood = 6.0 + own_ways + 0.45 * weekend + 0.6 * holiday - 2.2 * ill + 0.4 * course.light
    anxiety = 3.6 - 0.5 * own_ways - 0.3 * weekend - 0.5 * holiday + 0.8 * ill
    feelings = {
        "mood": mood,
        "anxiety": anxiety + _wandering(rng, count),
        "stress": 5.0 - 1.4 * weekend - 1.8 * holiday + 0.5 * ill + _wandering(rng, count, 0.8),
        "energy": 6.0 + 0.4 * own_ways - 2.8 * ill + 0.3 * course.light + _wandering(rng, count),
        "focus": 6.1 + 0.3 * own_ways - 2.0 * ill - 0.5 * holiday + _wandering(rng, count),
        "gut_comfort": 6.8 - 1.5 * ill + _wandering(rng, count),
    }
    for scale, points in life.points_per_serving.items():
        feelings[scale] = feelings[scale] + points * above_usual
    for scale, share in life.rated_from.items():
        feelings[scale][: int(share * count)] = np.nan
    return feelings


def _wandering(rng: np.random.Generator, count: int, spread: float = 0.6) -> Floats:
    """Return feelings that last: each day keeps half of the day before (AR(1), SD `spread`)."""
    shocks = rng.normal(0, spread * np.sqrt(0.75), count)
    values = np.zeros(count)
    for number in range(count):
        values[number] = 0.5 * values[number - 1] + shocks[number] if number else shocks[number]
    return values


def _logged(
    rng: np.random.Generator,
    day: date,
    number: int,
    course: Course,
    eaten: tuple[MealPlan, ...],
    feelings: dict[str, Floats],
    factors: dict[str, float],
    life: Life,
) -> DayPlan:
    """Return what of a day was written down."""
    zone = course.zone(number, 0)
    if course.is_silent[number]:
        return DayPlan(day, zone, (), (), None, took_capsule=False, factors={})
    takes_capsule = bool(course.has_capsules[number] and rng.random() < 0.85)
    check_ins = _check_ins(rng, day, number, course, feelings)
    first_day_of_illness = course.is_ill[number] and not course.is_ill[number - 1]
    if first_day_of_illness:
        return DayPlan(day, zone, (), check_ins, "none", takes_capsule, factors)
    remembered = rng.random() if life.forgets else 1.0
    if remembered < 0.05:
        return DayPlan(day, zone, (), check_ins, None, takes_capsule, factors)
    if remembered < 0.13:
        return DayPlan(day, zone, eaten[:1], check_ins, None, takes_capsule, factors)
    said = "complete" if rng.random() < 0.6 else None
    return DayPlan(day, zone, eaten, check_ins, said, takes_capsule, factors)


def _check_ins(
    rng: np.random.Generator,
    day: date,
    number: int,
    course: Course,
    feelings: dict[str, Floats],
) -> tuple[CheckInPlan, ...]:
    hours = [
        hour for hour, chance in ((8.5, 0.3), (13.5, 0.12), (21.0, 0.88)) if rng.random() < chance
    ]
    plans = []
    for hour in hours:
        ratings = {
            scale: int(np.clip(round(float(values[number] + rng.normal(0, 0.6))), 0, 10))
            for scale, values in feelings.items()
            if np.isfinite(values[number]) and (scale == "mood" or rng.random() < 0.85)
        }
        note = _one_of(rng, NOTES) if rng.random() < 0.08 else ""
        moment = _at(rng, day, course.zone(number, hour), hour)
        if not course.in_the_air(number, hour):
            plans.append(CheckInPlan(moment, ratings, note))
    return tuple(plans)


def _factors(rng: np.random.Generator, number: int, course: Course) -> dict[str, float]:
    """Return what else is written down of a day; each is forgotten now and then."""
    weekend = float(course.is_weekend[number])
    sleep = np.clip(rng.normal(7.2 + 0.6 * weekend, 0.9), 3.5, 10.5)
    values = {
        "sleep_h": round(2 * float(sleep)) / 2,
        "exercise_min": 15.0 * int(rng.integers(0, 5)) * float(rng.random() < 0.55),
        "alcohol_drinks": float(rng.poisson(0.2 + 0.9 * weekend)),
        "illness": float(course.is_ill[number]),
    }
    return {key: value for key, value in values.items() if rng.random() < 0.98}


NOTES = (
    "Made up: slept badly, long day.",
    "Made up: walked home along the river.",
    "Made up: dinner with friends.",
    "Made up: deadline tomorrow.",
    "Made up: quiet day, read a lot.",
)
