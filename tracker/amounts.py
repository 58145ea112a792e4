"""The units a food can be logged in, and the amount somebody most likely means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max

from accounts.models import User
from tracker.models import Food, MealItem, Portion
from tracker.snapshots import ItemDraft

GRAMS = "g"
SERVINGS = "servings"
GRAMS_WHEN_NOTHING_IS_KNOWN = 100.0


@dataclass(frozen=True)
class Unit:
    """One way to give an amount of a food; `key` is what forms send."""

    key: str
    label: str


@dataclass(frozen=True)
class Amount:
    """So many of a unit."""

    number: float
    unit: str


@dataclass(frozen=True)
class FoodChoice:
    """A food as it is offered: with its units, and the likely amount filled in."""

    food: Food
    units: Sequence[Unit]
    likely: Amount


def choices_for(user: User, foods: Sequence[Food]) -> list[FoodChoice]:
    """Return `foods` (portions loaded) as choices, each with the amount `user` likely means."""
    last = last_items(user, foods)
    return [
        FoodChoice(food, units_of(food), likely_amount(food, last.get(food.pk))) for food in foods
    ]


def units_of(food: Food) -> list[Unit]:
    """Return every unit `food` can be logged in: its portions first, then grams and servings."""
    portions = [Unit(str(portion.uid), _portion_label(portion)) for portion in food.portions.all()]
    serving = "servings"
    if food.ferment is not None:
        serving = f"servings (about {food.ferment.typical_serving_g:g} g)"
    return [*portions, Unit(GRAMS, "grams"), Unit(SERVINGS, serving)]


def likely_amount(food: Food, last: MealItem | None) -> Amount:
    """Return what somebody likely ate: as last time, else USDA's typical amount, else a serving."""
    if last is not None:
        return amount_of(last, food)
    portions = list(food.portions.all())
    typical = next((portion for portion in portions if portion.is_typical), None)
    if typical is not None:
        # In grams: a number typed over it is then read as grams, which is what people mean.
        return Amount(typical.gram_weight, GRAMS)
    if food.ferment is not None:
        return Amount(food.ferment.typical_serving_g, GRAMS)
    if portions:
        return Amount(portions[0].amount, str(portions[0].uid))
    return Amount(GRAMS_WHEN_NOTHING_IS_KNOWN, GRAMS)


def amount_of(item: MealItem, food: Food) -> Amount:
    """Return an item's amount in the unit it was given in, or in grams where that unit is gone."""
    if item.servings is not None:
        return Amount(item.servings, SERVINGS)
    for portion in food.portions.all():
        if item.portion == portion.description and item.quantity is not None:
            return Amount(item.quantity, str(portion.uid))
    return Amount(item.grams or GRAMS_WHEN_NOTHING_IS_KNOWN, GRAMS)


def draft_of(food: Food, number: float, unit: str) -> ItemDraft:
    """Return the draft for `number` of a unit; ValidationError when the amount is senseless."""
    if unit == GRAMS:
        return ItemDraft(food, grams=number).checked()
    if unit == SERVINGS:
        return ItemDraft(food, servings=number).checked()
    portion = next(portion for portion in food.portions.all() if str(portion.uid) == unit)
    return ItemDraft(food, portion=portion, quantity=number).checked()


def _portion_label(portion: Portion) -> str:
    grams = portion.grams_for(1)
    weight = f"{grams:.0f} g" if grams >= 10 else f"{grams:.1f} g"
    return f"usual amount ({weight})" if portion.is_typical else f"{portion.description} ({weight})"


def last_items(user: User, foods: Iterable[Food]) -> dict[int, MealItem]:
    """Return the newest item the person logged of each food, by the food's key."""
    newest = (
        MealItem.objects.filter(meal__user=user, food__in=foods)
        .order_by()
        .values("food")
        .annotate(newest=Max("pk"))
        .values_list("newest", flat=True)
    )
    items = MealItem.objects.filter(pk__in=list(newest))
    return {item.food_id: item for item in items if item.food_id is not None}
