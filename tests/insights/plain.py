"""The daily table and the week, worked out with nothing but loops. None is unknown."""

from collections.abc import Iterable
from statistics import fmean

from tests.insights.random_diary import PlainDay
from tracker.models import Plant
from tracker.models.catalogue import FoodPlant


def state(plain: PlainDay) -> str:
    """Return "recorded", "none" or "not_recorded"."""
    if len(plain.meals) >= 2 or (plain.meals and plain.said == "complete"):
        return "recorded"
    return "none" if plain.said == "none" else "not_recorded"


def amounts(plain: PlainDay, nutrient: str) -> list[float | None]:
    """Return the amount of a nutrient in each item of a day."""
    return [
        None
        if grams is None or getattr(food, nutrient) is None
        else getattr(food, nutrient) * grams / 100
        for food, grams, _ in plain.items
    ]


def logged_sum(plain: PlainDay, nutrient: str) -> float | None:
    """Return what is known of a day's sum: 0 of no items, None of items that know nothing."""
    known = [amount for amount in amounts(plain, nutrient) if amount is not None]
    return sum(known) if known or not plain.items else None


def unknown_items(plain: PlainDay, nutrient: str) -> int:
    """Return how many items of a day do not know the nutrient."""
    return amounts(plain, nutrient).count(None)


def fermented(plain: PlainDay, *, only_live: bool = False) -> float:
    """Return a day's fermented servings."""
    return sum(
        servings if grams is None else grams / food.ferment.typical_serving_g
        for food, grams, servings in plain.items
        if food.ferment and (food.ferment.live_culture_class != "low" or not only_live)
    )


def plants(days: Iterable[PlainDay]) -> set[str]:
    """Return the distinct plants of some days."""
    eaten = {food.pk for plain in days for food, _, _ in plain.items}
    ties = FoodPlant.objects.filter(food__in=eaten)
    return set(ties.values_list("plant_id", flat=True))


def points(keys: set[str], herb: float) -> float:
    """Return the points of distinct plants when a herb or spice counts `herb`."""
    herbs = set(Plant.objects.filter(category="herb_spice").values_list("key", flat=True))
    return sum(herb if key in herbs else 1 for key in keys)


def mean_rating(plain: PlainDay, scale: str) -> float | None:
    """Return the mean of a day's ratings on one scale."""
    return mean(ratings.get(scale) for ratings in plain.ratings)


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of the known values."""
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def total(values: Iterable[float | None]) -> float | None:
    """Return the sum of the known values; None when there are none."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
