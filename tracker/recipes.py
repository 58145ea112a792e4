"""What a recipe holds, worked out from what goes in. Pure arithmetic; nothing is stored here.

Fibre is never lost: what is known of it adds up, and when an ingredient's is unknown the sum is
kept as "at least". Any other nutrient is unknown as soon as one ingredient's is. Only water
leaves while cooking, so 100 g of the dish hold what 100 g of its ingredients hold, times raw
weight over done weight.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.models import Food, FoodPlant
from tracker.nutrients import GRAMS_PER_BASIS, NUTRIENTS, Total, amount_in


@dataclass(frozen=True)
class Ingredient:
    """So many grams of a food, its facts loaded (`food_plants` too)."""

    food: Food
    grams: float


@dataclass(frozen=True)
class Figures:
    """What 100 g of the dish hold; `plants` maps each plant to its grams, None where unknown."""

    nutrients: dict[str, float | None]
    fibre_is_at_least: bool
    fermented_servings: float
    live_servings: float
    plants: dict[str, float | None]


def figures_of(
    ingredients: Sequence[Ingredient], *, yield_g: float | None, heated: bool
) -> Figures:
    """Return what 100 g of a dish hold that weighs `yield_g` (None: what goes in) when done."""
    raw_g = sum(part.grams for part in ingredients)
    share = GRAMS_PER_BASIS / (yield_g or raw_g)
    totals = {
        name: Total.of(amount_in(getattr(part.food, name), part.grams) for part in ingredients)
        for name in NUTRIENTS
    }
    nutrients = {
        name: None if total.unknown_items or total.known is None else total.known * share
        for name, total in totals.items()
    }
    fibre = totals["fibre_g"]
    nutrients["fibre_g"] = None if fibre.known is None else fibre.known * share
    fermented = sum(_amount(part, part.food.fermented_servings_per_100g) for part in ingredients)
    live = sum(_amount(part, part.food.live_servings_per_100g) for part in ingredients)
    return Figures(
        nutrients=nutrients,
        fibre_is_at_least=fibre.known is not None
        and (fibre.unknown_items > 0 or any(part.food.fibre_is_at_least for part in ingredients)),
        fermented_servings=fermented * share,
        live_servings=0.0 if heated else live * share,
        plants=_plants(ingredients, share),
    )


def _amount(part: Ingredient, per_100g: float) -> float:
    return per_100g * part.grams / GRAMS_PER_BASIS


def _plants(ingredients: Iterable[Ingredient], share: float) -> dict[str, float | None]:
    """Return every plant once, with its grams added up; unknown once any part of them is."""
    grams: dict[str, float | None] = {}
    for part in ingredients:
        for food_plant in part.food.food_plants.all():
            more = amount_in(_plant_g_per_100g(food_plant), part.grams)
            before = grams.get(food_plant.plant_id, 0.0)
            if more is None or before is None:
                grams[food_plant.plant_id] = None
            else:
                grams[food_plant.plant_id] = before + more * share
    return grams


def _plant_g_per_100g(food_plant: FoodPlant) -> float | None:
    if food_plant.basis == FoodPlant.Basis.SINGLE:
        return GRAMS_PER_BASIS
    return food_plant.g_per_100g
