"""Turns a food and an amount into an item that keeps every figure as it is now."""

import uuid
from dataclasses import dataclass

from accounts.owned import field_error
from tracker.models import Food, MealItem, Portion
from tracker.models.diary import MOST_GRAMS, MOST_QUANTITY, MOST_SERVINGS
from tracker.nutrients import NUTRIENTS, amount_in


@dataclass(frozen=True)
class ItemDraft:
    """A food with exactly one amount: grams, a portion times a quantity, or plain servings."""

    food: Food
    grams: float | None = None
    portion: Portion | None = None
    quantity: float | None = None
    servings: float | None = None
    uid: uuid.UUID | None = None

    def checked(self) -> "ItemDraft":
        """Return the draft itself; raise ValidationError, naming the field, if it is senseless."""
        given = [self.grams is not None, self.portion is not None, self.servings is not None]
        if sum(given) != 1:
            raise field_error(
                "grams",
                "Give one amount: grams, a portion with a quantity, or servings.",
                code="not_one_amount",
            )
        if self.portion is not None:
            self._check_portion(self.portion)
        _check_bounds("grams", self.grams, MOST_GRAMS, "g")
        _check_bounds("servings", self.servings, MOST_SERVINGS, "servings")
        return self

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
        """Servings of fermented food: 0 for a food that is not one."""
        if self.food.ferment is None:
            return 0.0
        if self.weight_g is None:
            return self.servings or 0.0
        return self.food.ferment.servings_in(self.weight_g)


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
    draft.checked()
    food, weight_g = draft.food, draft.weight_g
    is_live = food.ferment is not None and food.ferment.is_live
    item = MealItem(
        position=position,
        food=food,
        food_uid=food.uid,
        name=food.display_name,
        grams=weight_g,
        servings=draft.servings,
        nutrients_from=food.stand_in.display_name if food.stand_in else "",
        ferment=food.ferment,
        fermented_servings=draft.fermented_servings,
        live_servings=draft.fermented_servings if is_live else 0.0,
        plants=sorted(plant.key for plant in food.plants.all()),
        **{nutrient: amount_in(getattr(food, nutrient), weight_g) for nutrient in NUTRIENTS},
    )
    if draft.portion is not None:
        item.portion = draft.portion.description
        item.quantity = 1.0 if draft.quantity is None else draft.quantity
    if draft.uid is not None:
        item.uid = draft.uid
    return item
