"""What a person most likely wants to log next, offered so that one tap does it.

Every list is read from a bounded stretch of the diary: it costs the same in its tenth year.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from tracker.models import Favourite, Food, Meal, MealItem, SavedMeal

# Two weeks bring up what is eaten now; six meals a day of eight foods fit twice over.
LOOK_BACK = timedelta(days=14)
MOST_ITEMS_LOOKED_AT = 400
MOST_RECENTS = 8
MOST_MEALS_OFFERED = 4
# A food eaten at this kind of meal is likelier than one eaten at any other.
SAME_KIND_WEIGHT = 3


@dataclass(frozen=True)
class AtHand:
    """What the add-food card offers; the first meal is the likeliest."""

    meals: list[Meal]
    recents: list[MealItem]
    favourites: list[Food]
    saved_meals: list[SavedMeal]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to offer yet."""
        return not (self.meals or self.recents or self.favourites or self.saved_meals)


def at_hand(user: User, day: date, kind: str, logged: Iterable[Meal]) -> AtHand:
    """Return what to offer on `day` for a meal of `kind`, given the meals `logged` that day."""
    items = _items_lately(user, day)
    return AtHand(
        meals=_meals_to_repeat(user, day, kind, {meal.kind for meal in logged}),
        recents=_recents(items, kind),
        favourites=_favourites(user),
        saved_meals=list(SavedMeal.objects.for_user(user).with_items()),
    )


def _items_lately(user: User, day: date) -> list[MealItem]:
    items = (
        MealItem.objects.filter(
            meal__user=user, meal__local_day__range=(day - LOOK_BACK, day), food__isnull=False
        )
        .select_related("meal")
        .order_by("-meal__local_day", "-meal__eaten_at", "-pk")
    )
    return list(items[:MOST_ITEMS_LOOKED_AT])


def _recents(items: Iterable[MealItem], kind: str) -> list[MealItem]:
    """Return the newest item of each food, the foods eaten most (above all at `kind`) first."""
    newest: dict[int, MealItem] = {}
    times: Counter[int] = Counter()
    for item in items:
        assert item.food_id is not None  # noqa: S101 - filtered
        newest.setdefault(item.food_id, item)
        times[item.food_id] += SAME_KIND_WEIGHT if item.meal.kind == kind else 1
    # Counter keeps the order of what is as frequent: newest first.
    return [newest[food] for food, _ in times.most_common(MOST_RECENTS)]


def _meals_to_repeat(user: User, day: date, kind: str, logged: set[str]) -> list[Meal]:
    """Return the last meal of each kind not logged yet, the likely kind first."""
    lately = (
        Meal.objects.for_user(user)
        .between(day - LOOK_BACK, day - timedelta(days=1))
        .order_by("-local_day", "-eaten_at", "-pk")
        .with_items()
    )
    last: dict[str, Meal] = {}
    for meal in lately.exclude(kind__in=logged)[: MOST_MEALS_OFFERED * LOOK_BACK.days]:
        last.setdefault(meal.kind, meal)
    in_order = sorted(last.values(), key=lambda meal: (meal.kind != kind, KIND_ORDER[meal.kind]))
    return in_order[:MOST_MEALS_OFFERED]


KIND_ORDER = {kind: place for place, kind in enumerate(Meal.Kind.values)}


def _favourites(user: User) -> list[Food]:
    foods = Favourite.objects.for_user(user).values_list("food", flat=True)
    return Food.objects.with_facts().in_order(list(foods))
