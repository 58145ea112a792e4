"""Turns a food and an amount into an item that keeps every figure as it is now."""

import uuid
from dataclasses import dataclass, replace

from accounts.owned import field_error
from tracker.models import Ferment, Food, MealItem, Portion
from tracker.models.diary import MOST_GRAMS, MOST_QUANTITY, MOST_SERVINGS
from tracker.nutrients import GRAMS_PER_BASIS, NUTRIENTS, amount_in


@dataclass(frozen=True)
class ItemDraft:
    """A food with exactly one amount: grams, a portion times a quantity, or plain servings.

    `taken_as` is the live or heated counterpart the person says it was, where that is not the
    food's usual ferment.
    """

    food: Food
    grams: float | None = None
    portion: Portion | None = None
    quantity: float | None = None
    servings: float | None = None
    uid: uuid.UUID | None = None
    taken_as: Ferment | None = None

    def checked(self) -> "ItemDraft":
        """Return the draft itself; raise ValidationError, naming the field, if it is senseless."""
        given = [self.grams is not None, self.portion is not None, self.servings is not None]
        if sum(given) != 1:
            raise field_error(
                "grams",
                "Give one amount: grams, a portion with a quantity, or servings.",
                code="not_one_amount",
            )
        if self.food.is_serving_tap and self.servings is None:
            raise field_error(
                "servings",
                f"“{self.food.name}” is counted in servings: nobody knows its weight.",
                code="servings_only",
            )
        if self.portion is not None:
            self._check_portion(self.portion)
        _check_bounds("grams", self.grams, MOST_GRAMS, "g")
        _check_bounds("servings", self.servings, MOST_SERVINGS, "servings")
        return self

    def weighed(self) -> "ItemDraft":
        """Return the draft with a recipe's servings as portions, since their weight is known."""
        portion = next(iter(self.food.portions.all()), None) if self.food.is_recipe else None
        if self.servings is None or portion is None:
            return self
        return replace(self, servings=None, portion=portion, quantity=self.servings)

    def _check_portion(self, portion: Portion) -> None:
        if portion.food_id != self.food.pk:
            raise field_error(
                "portion",
                f"“{portion.description}” is not a portion of {self.food.name}.",
                code="portion_of_another_food",
            )
        quantity = 1.0 if self.quantity is None else self.quantity
        _check_bounds("quantity", quantity, MOST_QUANTITY, "portions")
        _check_bounds("quantity", portion.grams_for(quantity), MOST_GRAMS, "g")

    @property
    def weight_g(self) -> float | None:
        """How much was eaten; None when only servings are known."""
        if self.portion is not None:
            return self.portion.grams_for(1.0 if self.quantity is None else self.quantity)
        return self.grams

    @property
    def fermented_servings(self) -> float:
        """Servings of fermented food: 0 for a food that holds none."""
        per_100g = self.food.fermented_servings_per_100g
        if self.weight_g is None:
            return (self.servings or 0.0) if per_100g else 0.0
        return per_100g * self.weight_g / GRAMS_PER_BASIS

    @property
    def live_servings(self) -> float:
        """The part of the fermented servings that is live."""
        if self.taken_as is not None:
            return self.fermented_servings if self.taken_as.is_live else 0.0
        per_100g = self.food.fermented_servings_per_100g
        live_share = self.food.live_servings_per_100g / per_100g if per_100g else 0.0
        return self.fermented_servings * live_share


def _check_bounds(field: str, amount: float | None, most: float, unit: str) -> None:
    if amount is None or 0 < amount <= most:
        return
    raise field_error(
        field,
        f"{amount:g} {unit} is not an amount. Use more than 0 and at most {most:,} {unit}.",
        code="out_of_bounds",
    )


def item_from(draft: ItemDraft, *, position: int) -> MealItem:
    """Return the item to store for `draft`, with all its figures copied from the food."""
    draft = draft.checked().weighed()
    food, weight_g = draft.food, draft.weight_g
    item = MealItem(
        position=position,
        food=food,
        food_uid=food.uid,
        name=food.display_name,
        grams=weight_g,
        servings=draft.servings,
        nutrients_from=food.stand_in.display_name if food.stand_in else "",
        ferment=draft.taken_as or food.ferment,
        fermented_servings=draft.fermented_servings,
        live_servings=draft.live_servings,
        plants=sorted(plant.key for plant in food.plants.all()),
        **{nutrient: amount_in(getattr(food, nutrient), weight_g) for nutrient in NUTRIENTS},
    )
    if draft.portion is not None:
        item.portion = draft.portion.description
        item.quantity = 1.0 if draft.quantity is None else draft.quantity
    if draft.uid is not None:
        item.uid = draft.uid
    item.fibre_is_at_least = food.fibre_is_at_least and item.fibre_g is not None
    return item
