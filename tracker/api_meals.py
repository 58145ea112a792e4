"""How the API shows meals, and how it understands them."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import serializers
from rest_framework.serializers import as_serializer_error

from accounts.api_fields import (
    Choice,
    Moment,
    Number,
    StrictSerializer,
    Text,
    Uid,
    refuse_another_id,
)
from accounts.owned import field_error, refuse_absurd_moment
from tracker.models import Food, Meal, Portion
from tracker.models.diary import MOST_ITEMS
from tracker.services import change_meal, likely_kind, log_meal
from tracker.snapshots import ItemDraft


class ItemListSerializer(serializers.ListSerializer):
    """The items of a meal; reading them costs three queries, however many there are."""

    def validate(self, attrs: list[dict[str, Any]]) -> list[ItemDraft]:
        """Return a checked draft for each item."""
        user = self.context["request"].user
        wanted = {row["food_uid"] for row in attrs if "food_uid" in row}
        visible = Food.objects.visible_to(user).with_facts()
        foods = {food.uid: food for food in visible.filter(uid__in=wanted)}
        drafts: list[ItemDraft] = []
        errors: dict[Any, Any] = {}
        for position, row in enumerate(attrs):
            try:
                drafts.append(_draft(row, foods))
            except ValidationError as error:
                errors[position] = as_serializer_error(error)
        if errors:
            raise serializers.ValidationError(errors)
        return drafts


class ItemSerializer(StrictSerializer):
    """A food in a meal, with its figures as they were when it was logged.

    Send exactly one amount: `grams`, a `portion` (with a `quantity`, or 1), or `servings`.
    """

    id = Uid(source="uid", required=False, help_text="Chosen by the client, or made here.")
    food = Uid(source="food_uid")
    name = serializers.CharField(read_only=True)
    grams = Number(required=False, allow_null=True, help_text="Null where only servings are known.")
    portion = Uid(required=False, allow_null=True, write_only=True, help_text="A portion's id.")
    quantity = Number(
        required=False, allow_null=True, write_only=True, help_text="How many of the portion."
    )
    portion_description = serializers.CharField(source="portion", read_only=True)
    portion_quantity = serializers.FloatField(source="quantity", read_only=True, allow_null=True)
    servings = Number(required=False, allow_null=True)
    energy_kcal = serializers.FloatField(read_only=True, allow_null=True)
    protein_g = serializers.FloatField(read_only=True, allow_null=True)
    fat_g = serializers.FloatField(read_only=True, allow_null=True)
    carbohydrate_g = serializers.FloatField(read_only=True, allow_null=True)
    sugars_g = serializers.FloatField(read_only=True, allow_null=True)
    fibre_g = serializers.FloatField(read_only=True, allow_null=True)
    tryptophan_g = serializers.FloatField(read_only=True, allow_null=True)
    fibre_is_at_least = serializers.BooleanField(
        read_only=True, help_text="The fibre of an ingredient is unknown; this is the rest."
    )
    nutrients_from = serializers.CharField(
        read_only=True, help_text="The similar food whose nutrients these are, or empty."
    )
    ferment = serializers.CharField(source="ferment_id", read_only=True, allow_null=True)
    fermented_servings = serializers.FloatField(read_only=True)
    live_servings = serializers.FloatField(read_only=True)
    plants = serializers.ListField(child=serializers.CharField(), read_only=True)


def _draft(row: Mapping[str, Any], foods: Mapping[uuid.UUID, Food]) -> ItemDraft:
    # A PATCH relaxes what is required, down to the items, which are always sent whole.
    if "food_uid" not in row:
        raise field_error("food", "Give the id of a food.", code="required")
    food = foods.get(row["food_uid"])
    if food is None:
        raise field_error(
            "food",
            "There is no food with this id. Look it up with foods/?q=.",
            code="unknown_food",
        )
    portion = _portion(food, row.get("portion"))
    if portion is None and row.get("quantity") is not None:
        raise field_error(
            "quantity",
            "A quantity needs a portion. Use grams or servings without one.",
            code="quantity_without_portion",
        )
    return ItemDraft(
        food=food,
        grams=row.get("grams"),
        portion=portion,
        quantity=row.get("quantity"),
        servings=row.get("servings"),
        uid=row.get("uid"),
    ).checked()


def _portion(food: Food, uid: uuid.UUID | None) -> Portion | None:
    if uid is None:
        return None
    for portion in food.portions.all():
        if portion.uid == uid:
            return portion
    raise field_error(
        "portion",
        f"{food.name} has no portion with this id. foods/{food.uid}/ lists them.",
        code="unknown_portion",
    )


class MealSerializer(StrictSerializer):
    """A meal. Its day is decided when it is written, by the day rule the person has then."""

    id = Uid(source="uid", required=False, help_text="Chosen by the client, or made here.")
    eaten_at = Moment(
        help_text="With an offset or Z; without one it is read in the person's time zone."
    )
    local_day = serializers.DateField(read_only=True)
    time_zone = serializers.CharField(read_only=True)
    kind = Choice(choices=Meal.Kind.choices, required=False, help_text="Guessed from the time.")
    note = Text(
        required=False, allow_blank=True, max_length=Meal._meta.get_field("note").max_length
    )
    items = ItemListSerializer(child=ItemSerializer(), min_length=1, max_length=MOST_ITEMS)

    is_new = True

    def validate_eaten_at(self, moment: datetime) -> datetime:
        """Refuse a moment nobody can have meant."""
        refuse_absurd_moment(moment, now=self.context["now"])
        return moment

    def create(self, validated_data: dict[str, Any]) -> Meal:
        """Log the meal, or find it under its id."""
        user, eaten_at = self.context["request"].user, validated_data["eaten_at"]
        meal, self.is_new = log_meal(
            user,
            eaten_at=eaten_at,
            kind=validated_data.get("kind") or likely_kind(eaten_at, user),
            items=validated_data["items"],
            now=self.context["now"],
            note=validated_data.get("note", ""),
            uid=validated_data.get("uid"),
        )
        return meal

    def update(self, instance: Meal, validated_data: dict[str, Any]) -> Meal:
        """Change what was sent; a PUT also clears what was left out."""
        refuse_another_id(instance.uid, validated_data.get("uid"))
        eaten_at = validated_data.get("eaten_at", instance.eaten_at)
        if self.partial:
            kind, note = instance.kind, instance.note
        else:
            kind, note = likely_kind(eaten_at, instance.user), ""
        return change_meal(
            instance,
            eaten_at=eaten_at,
            kind=validated_data.get("kind", kind),
            note=validated_data.get("note", note),
            items=validated_data.get("items"),
            now=self.context["now"],
        )
