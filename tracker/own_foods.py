"""The verbs of a person's own foods and recipes. Each is one transaction.

A food's figures are per 100 g, like the catalogue's. A recipe's are worked out from what goes in
each time it, or an own food inside it, changes; what was logged keeps the figures it had.
"""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts.models import Undo, User
from accounts.owned import field_error
from accounts.undo import delete_with_undo
from tracker.models import (
    Favourite,
    Ferment,
    Food,
    FoodPlant,
    Plant,
    Portion,
    RecipeIngredient,
    SavedMealItem,
)
from tracker.nutrients import GRAMS_PER_BASIS, NUTRIENTS
from tracker.recipes import Ingredient, figures_of

MOST_OWN_FOODS = 2_000
MOST_INGREDIENTS = 100
MOST_INGREDIENT_GRAMS = 100_000
MOST_SERVINGS_MADE = 1_000
LONGEST_NAME = 120
# Nothing to eat holds more than this; a larger figure is a slip of the pen.
MOST_IN_100G = dict.fromkeys(NUTRIENTS, 100.0) | {"energy_kcal": 950.0, "tryptophan_g": 10.0}
RECIPE_PORTION = "serving"


@dataclass(frozen=True)
class Label:
    """What a person says of an own food; figures are per 100 g, None is unknown."""

    name: str
    nutrients: Mapping[str, float | None] = field(default_factory=dict)
    serving: str = ""
    serving_g: float | None = None
    ferment: Ferment | None = None
    plants: Collection[str] = ()

    @classmethod
    def per_serving(
        cls, name: str, nutrients: Mapping[str, float | None], *, serving_g: float, **more: object
    ) -> "Label":
        """Return the label whose figures were read per serving."""
        share = GRAMS_PER_BASIS / serving_g
        per_100g = {key: None if g is None else g * share for key, g in nutrients.items()}
        return cls(name, per_100g, serving_g=serving_g, **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Recipe:
    """What a person says of a recipe; `yield_g` None is what the ingredients weigh together."""

    name: str
    ingredients: Sequence[Ingredient]
    servings_made: float
    yield_g: float | None = None
    heated: bool = False


def own_foods(user: User) -> models.QuerySet[Food]:
    """Return the person's own foods and recipes, by name."""
    return Food.objects.filter(owner=user).order_by("name", "pk")


@transaction.atomic
def add_own_food(user: User, label: Label, *, uid: uuid.UUID | None = None) -> tuple[Food, bool]:
    """Keep a food of the person's; return it and whether it is new (a known `uid` is not)."""
    return _added(user, uid, lambda food: _write_label(food, label))


@transaction.atomic
def change_own_food(food: Food, label: Label) -> Food:
    """Change what is said of a food, and the recipes it is in; what was logged stays."""
    _write_label(food, label)
    _work_out_users_of(food)
    return food


@transaction.atomic
def add_recipe(user: User, recipe: Recipe, *, uid: uuid.UUID | None = None) -> tuple[Food, bool]:
    """Keep a recipe as a food; return it and whether it is new (a known `uid` is not)."""
    return _added(user, uid, lambda food: _write_recipe(food, recipe))


@transaction.atomic
def change_recipe(food: Food, recipe: Recipe) -> Food:
    """Change a recipe and the recipes it is in; what was logged stays."""
    _write_recipe(food, recipe)
    _work_out_users_of(food)
    return food


@transaction.atomic
def delete_own_food(food: Food, *, now: datetime) -> Undo:
    """Delete an own food or recipe; what was logged stays, and the answer takes it back."""
    recipe = Food.objects.filter(ingredients__food=food).first()
    if recipe is not None:
        raise ValidationError(
            f"“{food.name}” is an ingredient of “{recipe.name}”. Take it out there first.",
            code="is_an_ingredient",
        )
    assert food.owner is not None  # noqa: S101 - own foods only
    belongings: Iterable[models.Model] = [
        *food.portions.all(),
        *food.food_plants.all(),
        *food.ingredients.all(),
        *Favourite.objects.filter(food=food),
        *SavedMealItem.objects.filter(food=food),
    ]
    return delete_with_undo(food.owner, [food, *belongings], now=now)


def _added(user: User, uid: uuid.UUID | None, write: Callable[[Food], None]) -> tuple[Food, bool]:
    known = _known(user, uid)
    if known is not None:
        return known, False
    food = _blank(user, uid)
    write(food)
    return food, True


def _known(user: User, uid: uuid.UUID | None) -> Food | None:
    # Locking the person makes two copies of one request take turns.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if uid is None:
        return None
    if Food.objects.filter(owner=None, uid=uid).exists():
        raise field_error("id", "This id belongs to a food of the catalogue.", code="id_taken")
    return own_foods(user).filter(uid=uid).first()


def _blank(user: User, uid: uuid.UUID | None) -> Food:
    if own_foods(user).count() >= MOST_OWN_FOODS:
        raise ValidationError(
            f"You have {MOST_OWN_FOODS:,} foods of your own. Delete one you no longer eat first.",
            code="too_many_foods",
        )
    return Food(owner=user, uid=uid or uuid.uuid4(), source=Food.Source.OWN)


def _write_label(food: Food, label: Label) -> None:
    food.name = _checked_name(label.name)
    for name in NUTRIENTS:
        setattr(food, name, _checked_figure(name, label.nutrients.get(name)))
    food.fibre_basis = food.tryptophan_basis = ""
    food.ferment = label.ferment
    servings = label.ferment.servings_in(GRAMS_PER_BASIS) if label.ferment else 0.0
    food.fermented_servings_per_100g = servings
    food.live_servings_per_100g = servings if label.ferment and label.ferment.is_live else 0.0
    known = set(Plant.objects.filter(pk__in=label.plants).values_list("pk", flat=True))
    unknown = set(label.plants) - known
    if unknown:
        raise field_error(
            "plants", f"There is no plant called {sorted(unknown)[0]}.", code="unknown_plant"
        )
    food.save()
    _write_plants(food, dict.fromkeys(known))
    _write_portion(food, label.serving.strip() or RECIPE_PORTION, label.serving_g)


def _write_recipe(food: Food, recipe: Recipe) -> None:
    food.name = _checked_name(recipe.name)
    _check_amounts(recipe)
    _refuse_cycle(food, [part.food for part in recipe.ingredients])
    food.servings_made, food.yield_g = recipe.servings_made, recipe.yield_g
    food.heated, food.ferment = recipe.heated, None
    food.fibre_basis = food.tryptophan_basis = "calculated"
    food.save()
    food.ingredients.all().delete()
    RecipeIngredient.objects.bulk_create(
        RecipeIngredient(recipe=food, food=part.food, grams=part.grams, position=position)
        for position, part in enumerate(recipe.ingredients)
    )
    _work_out(food)


def _work_out(food: Food) -> None:
    """Write a recipe's figures, plants and portion from what goes in."""
    rows = food.ingredients.select_related("food").prefetch_related("food__food_plants")
    parts = [Ingredient(row.food, row.grams) for row in rows]
    figures = figures_of(parts, yield_g=food.yield_g, heated=food.heated)
    for name, per_100g in figures.nutrients.items():
        setattr(food, name, per_100g)
    food.fibre_is_at_least = figures.fibre_is_at_least
    food.fermented_servings_per_100g = figures.fermented_servings
    food.live_servings_per_100g = figures.live_servings
    food.save()
    _write_plants(food, figures.plants)
    weighs_g = food.yield_g or sum(part.grams for part in parts)
    assert food.servings_made is not None  # noqa: S101 - recipes only
    _write_portion(food, RECIPE_PORTION, weighs_g / food.servings_made)


def _work_out_users_of(food: Food) -> None:
    """Work out anew the recipes `food` is in, and those they are in, innermost first."""
    for recipe in _recipes_above(food):
        _work_out(recipe)


def _recipes_above(food: Food) -> list[Food]:
    above: list[Food] = []
    for recipe in Food.objects.filter(ingredients__food=food).distinct():
        higher = _recipes_above(recipe)
        above = [other for other in above if other not in (recipe, *higher)] + [recipe, *higher]
    return above


def _write_plants(food: Food, plants: Mapping[str, float | None]) -> None:
    food.food_plants.all().delete()
    basis = FoodPlant.Basis.RECIPE if food.is_recipe else FoodPlant.Basis.NAME
    FoodPlant.objects.bulk_create(
        FoodPlant(food=food, plant_id=key, g_per_100g=grams, basis=basis)
        for key, grams in plants.items()
    )


def _write_portion(food: Food, description: str, grams: float | None) -> None:
    """Keep the one portion of an own food; it keeps its id when it changes."""
    if grams is None:
        food.portions.all().delete()
        return
    Portion.objects.update_or_create(
        food=food,
        position=0,
        defaults={"amount": 1, "description": description[:255], "gram_weight": grams},
    )


def _checked_name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise field_error(
            "name", f"A name has 1 to {LONGEST_NAME} characters.", code="length_of_name"
        )
    return name


def _checked_figure(name: str, per_100g: float | None) -> float | None:
    most = MOST_IN_100G[name]
    if per_100g is None or 0 <= per_100g <= most:
        return per_100g
    unit = "kcal" if name == "energy_kcal" else "g"
    raise field_error(
        name,
        f"That makes {per_100g:g} {unit} in 100 g, but nothing holds more than {most:g}. "
        "Check the figure and the weight of a serving, or leave it empty if you do not know.",
        code="out_of_bounds",
    )


def _check_amounts(recipe: Recipe) -> None:
    if not 1 <= len(recipe.ingredients) <= MOST_INGREDIENTS:
        raise field_error(
            "ingredients",
            f"A recipe has 1 to {MOST_INGREDIENTS} ingredients; this one has "
            f"{len(recipe.ingredients)}.",
            code="number_of_ingredients",
        )
    bounds = [("servings_made", recipe.servings_made, MOST_SERVINGS_MADE, "servings")]
    if recipe.yield_g is not None:
        bounds.append(("yield_g", recipe.yield_g, MOST_INGREDIENT_GRAMS, "g"))
    bounds += [
        ("ingredients", part.grams, MOST_INGREDIENT_GRAMS, f"g of {part.food.display_name}")
        for part in recipe.ingredients
    ]
    for name, amount, most, unit in bounds:
        if not 0 < amount <= most:
            raise field_error(
                name,
                f"{amount:g} {unit} is not an amount. Use more than 0 and at most {most:,}.",
                code="out_of_bounds",
            )


def _refuse_cycle(recipe: Food, ingredients: Iterable[Food]) -> None:
    """Raise ValidationError when an ingredient is the recipe itself or holds it."""
    layer = {food.pk for food in ingredients}
    seen: set[int] = set()
    while layer:
        if recipe.pk is not None and recipe.pk in layer:
            raise field_error(
                "ingredients",
                f"“{recipe.name}” would be an ingredient of itself. Leave it out, or the recipe "
                "that holds it.",
                code="holds_itself",
            )
        seen |= layer
        inside = RecipeIngredient.objects.filter(recipe__in=layer).values_list("food", flat=True)
        layer = set(inside) - seen
