"""Whole diaries at once, for tests that need hundreds of days."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import numpy as np

from accounts.models import User
from journal.models import CheckIn
from tests.people import KIMCHI, OATS, RYE_BREAD, food
from tracker.models import Meal, MealItem
from tracker.snapshots import ItemDraft, item_from

KIMCHI_SERVING_G = 75.0


def write_diary(
    person: User,
    first: date,
    kimchi_servings: Sequence[float],
    ratings: dict[str, Sequence[float]],
) -> None:
    """Log one day after another: bread, oats and so much kimchi, in two meals, and a check-in.

    NaN kimchi logs no food on that day, and a NaN rating leaves the scale out.
    """
    kimchi, bread, oats = food(KIMCHI), food(RYE_BREAD), food(OATS)
    meals, items, check_ins = [], [], []
    for number, servings in enumerate(kimchi_servings):
        day = first + timedelta(days=number)
        noon = datetime.combine(day, time(12), tzinfo=person.day_rule.zone)
        placed = {"user": person, "local_day": day, "time_zone": person.time_zone}
        answers = {name: values[number] for name, values in ratings.items()}
        answers = {name: int(value) for name, value in answers.items() if not np.isnan(value)}
        if answers:
            check_ins.append(CheckIn(at=noon, **placed, **answers))
        if np.isnan(servings):
            continue
        lunch = Meal(eaten_at=noon, kind="lunch", **placed)
        dinner = Meal(eaten_at=noon + timedelta(hours=7), kind="dinner", **placed)
        meals += [lunch, dinner]
        eaten = [
            (lunch, ItemDraft(bread, grams=60 + 10 * (number % 5))),
            (dinner, ItemDraft(oats, grams=40)),
        ]
        if servings > 0:
            eaten.append((dinner, ItemDraft(kimchi, grams=servings * KIMCHI_SERVING_G)))
        for position, (meal, draft) in enumerate(eaten):
            item = item_from(draft, position=position)
            items.append((meal, item))
    Meal.objects.bulk_create(meals)
    for meal, item in items:
        item.meal = meal
    MealItem.objects.bulk_create([item for _, item in items])
    CheckIn.objects.bulk_create(check_ins)


def linked_diary(
    rng: np.random.Generator, days: int, points: float
) -> tuple[list[float], list[float]]:
    """Return servings of kimchi and a mood that lies `points` higher on the day after each."""
    servings = rng.poisson(1.0, days).astype(float)
    mood = 6 + rng.normal(0, 1.0, days)
    mood[1:] += points * (servings[:-1] - 1)
    return list(servings), list(np.clip(np.round(mood), 0, 10))
