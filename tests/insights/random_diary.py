"""A random diary kept twice: in the database, and as plain lists to check the tables against."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from accounts.days import days_between
from accounts.models import User
from accounts.scales import SCALE_KEYS
from journal.services import log_check_in
from tests.people import APPLE, COOKED_KIMCHI_SOUP, KEFIR, KIMCHI, LENTILS, OATS, TEMPEH, food
from tracker.models import Food, FoodDay, ProbioticDose
from tracker.services import log_meal, say_of_food_day
from tracker.snapshots import ItemDraft

BASIL, CINNAMON = "02044", "02010"
FOODS = (APPLE, COOKED_KIMCHI_SOUP, KEFIR, KIMCHI, LENTILS, OATS, TEMPEH, BASIL, CINNAMON)
Eaten = tuple[Food, float | None, float | None]  # food, grams, servings


@dataclass
class PlainDay:
    """What was really entered for one day."""

    day: date
    meals: list[list[Eaten]] = field(default_factory=list)
    said: str | None = None
    ratings: list[dict[str, int]] = field(default_factory=list)
    doses: int = 0

    @property
    def items(self) -> list[Eaten]:
        """Everything eaten on the day."""
        return [eaten for meal in self.meals for eaten in meal]


def keep_diary(person: User, first: date, last: date, seed: int) -> list[PlainDay]:
    """Enter a random diary for `person` and return what was entered."""
    rng = random.Random(seed)
    foods = [food(source_id) for source_id in FOODS]
    days = [_random_day(day, foods, rng) for day in days_between(first, last)]
    for plain in days:
        _enter(person, plain, rng)
    return days


def _random_day(day: date, foods: list[Food], rng: random.Random) -> PlainDay:
    def eaten() -> Eaten:
        amount = float(rng.randint(1, 400))
        return (
            (rng.choice(foods), None, amount / 100)
            if rng.random() < 0.1
            else (
                rng.choice(foods),
                amount,
                None,
            )
        )

    plain = PlainDay(day, doses=rng.choice([0, 0, 0, 1, 2]))
    plain.meals = [[eaten() for _ in range(rng.randint(1, 4))] for _ in range(rng.randint(0, 3))]
    words = [None, FoodDay.Status.COMPLETE] if plain.meals else [None, FoodDay.Status.NONE]
    plain.said = rng.choice(words)
    for _ in range(rng.choice([0, 0, 1, 1, 3])):
        scales = rng.sample(SCALE_KEYS, rng.randint(1, len(SCALE_KEYS)))
        plain.ratings.append({scale: rng.randint(0, 10) for scale in scales})
    return plain


def _enter(person: User, plain: PlainDay, rng: random.Random) -> None:
    def moment() -> datetime:
        wall_clock = datetime.combine(plain.day, time(4), tzinfo=person.day_rule.zone)
        return wall_clock + timedelta(minutes=rng.randint(0, 23 * 60))

    now = moment() + timedelta(days=2)
    for meal in plain.meals:
        drafts = [ItemDraft(each, grams=grams, servings=servings) for each, grams, servings in meal]
        log_meal(person, eaten_at=moment(), kind="snack", items=drafts, now=now)
    if plain.said:
        say_of_food_day(person, plain.day, plain.said, now=now)
    for ratings in plain.ratings:
        log_check_in(person, at=moment(), now=now, **ratings)
    for _ in range(plain.doses):
        ProbioticDose.objects.create(
            user=person,
            taken_at=moment(),
            local_day=plain.day,
            time_zone=person.time_zone,
            product="Capsule",
        )
