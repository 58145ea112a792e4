"""Own foods and recipes, for programs: `foods/` (to write) and `recipes/`."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework import serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_fields import Number, StrictSerializer, Text, Truth, Uid, refuse_another_id
from accounts.api_views import UID_PATTERN, AllOrNothing, person_of
from accounts.owned import field_error
from tracker.api_foods import FoodSerializer
from tracker.models import Ferment, Food
from tracker.nutrients import NUTRIENTS
from tracker.own_foods import (
    LONGEST_NAME,
    MOST_INGREDIENTS,
    Label,
    Recipe,
    add_own_food,
    add_recipe,
    change_own_food,
    change_recipe,
    delete_own_food,
    own_foods,
)
from tracker.recipes import Ingredient


class OwnFoodSerializer(StrictSerializer):
    """An own food; nutrients are per 100 g, and null or left out is unknown, never 0."""

    id = Uid(source="uid", required=False, help_text="Chosen by the client, or made here.")
    name = Text(max_length=LONGEST_NAME)
    serving = Text(required=False, allow_blank=True, max_length=80, help_text="glass, slice …")
    serving_g = Number(required=False, allow_null=True, help_text="What a serving weighs.")
    ferment = serializers.SlugRelatedField(
        slug_field="key", queryset=Ferment.objects.all(), required=False, allow_null=True
    )
    plants = serializers.ListField(
        child=Text(), required=False, max_length=100, help_text="Keys of plants."
    )

    is_new = True

    def get_fields(self) -> dict[str, Any]:
        """Return the fields, the nutrients among them."""
        figures = {name: Number(required=False, allow_null=True) for name in NUTRIENTS}
        return super().get_fields() | figures

    def validate_serving_g(self, grams: float | None) -> float | None:
        """Refuse a serving that weighs nothing."""
        if grams is not None and grams <= 0:
            raise serializers.ValidationError("A serving weighs more than 0 g.")
        return grams

    def create(self, validated_data: dict[str, Any]) -> Food:
        """Keep the food, or find it under its id."""
        uid = validated_data.pop("uid", None)
        user = self.context["request"].user
        food, self.is_new = add_own_food(user, _label(validated_data), uid=uid)
        return food

    def update(self, instance: Food, validated_data: dict[str, Any]) -> Food:
        """Replace what is said of the food; what is left out becomes unknown."""
        refuse_another_id(instance.uid, validated_data.pop("uid", None))
        return change_own_food(instance, _label(validated_data))


def _label(said: dict[str, Any]) -> Label:
    return Label(
        name=said["name"],
        nutrients={name: said.get(name) for name in NUTRIENTS},
        serving=said.get("serving", ""),
        serving_g=said.get("serving_g"),
        ferment=said.get("ferment"),
        plants=said.get("plants", ()),
    )


class IngredientSerializer(StrictSerializer):
    """So many grams of a food, which may be another recipe of the person's."""

    food = Uid(source="food.uid")
    name = serializers.CharField(source="food.display_name", read_only=True)
    grams = Number()


class RecipeSerializer(StrictSerializer):
    """A recipe; `food` is what is logged, its figures worked out from the ingredients."""

    id = Uid(source="uid", required=False, help_text="Chosen by the client, or made here.")
    name = Text(max_length=LONGEST_NAME)
    servings_made = Number()
    yield_g = Number(
        required=False, allow_null=True, help_text="Null: what the ingredients weigh together."
    )
    heated = Truth(required=False, help_text="Cooked, so that no ferment in it stays live.")
    ingredients: Any = serializers.ListSerializer(
        child=IngredientSerializer(), min_length=1, max_length=MOST_INGREDIENTS
    )
    food = serializers.SerializerMethodField()

    is_new = True

    def get_food(self, recipe: Food) -> dict[str, Any]:
        """Return the recipe as a food to log."""
        fresh = Food.objects.with_facts().get(pk=recipe.pk)
        return dict(FoodSerializer(fresh).data)

    def create(self, validated_data: dict[str, Any]) -> Food:
        """Keep the recipe, or find it under its id."""
        uid = validated_data.pop("uid", None)
        recipe = self._recipe(validated_data)
        food, self.is_new = add_recipe(self.context["request"].user, recipe, uid=uid)
        return food

    def update(self, instance: Food, validated_data: dict[str, Any]) -> Food:
        """Replace the recipe; what was logged of it keeps its figures."""
        refuse_another_id(instance.uid, validated_data.pop("uid", None))
        return change_recipe(instance, self._recipe(validated_data))

    def _recipe(self, said: dict[str, Any]) -> Recipe:
        wanted = [row["food"]["uid"] for row in said["ingredients"]]
        visible = Food.objects.visible_to(self.context["request"].user)
        known = visible.prefetch_related("food_plants").filter(uid__in=wanted)
        foods = {food.uid: food for food in known}
        if missing := [uid for uid in wanted if uid not in foods]:
            raise field_error(
                "ingredients", f"There is no food with the id {missing[0]}.", code="unknown_food"
            )
        return Recipe(
            name=said["name"],
            ingredients=[
                Ingredient(foods[row["food"]["uid"]], row["grams"]) for row in said["ingredients"]
            ],
            servings_made=said["servings_made"],
            yield_g=said.get("yield_g"),
            heated=said.get("heated", False),
        )


class RecipeViewSet(AllOrNothing, viewsets.ModelViewSet):
    """The person's recipes, by name."""

    queryset = Food.objects.none()
    serializer_class = RecipeSerializer
    filter_backends = ()
    lookup_field = "uid"
    lookup_url_kwarg = "id"
    lookup_value_regex = UID_PATTERN
    http_method_names = ["get", "post", "put", "delete", "head", "options"]

    def get_queryset(self) -> QuerySet[Food]:
        """Return the person's recipes."""
        recipes = own_foods(person_of(self.request)).filter(servings_made__isnull=False)
        return recipes.select_related("owner").prefetch_related("ingredients__food")

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Keep a recipe: 201 when it is new, 200 when its id is known already."""
        serializer: Any = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        code = status.HTTP_201_CREATED if serializer.is_new else status.HTTP_200_OK
        return Response(serializer.data, status=code)

    def perform_update(self, serializer: Any) -> None:
        """Save, and forget the ingredients that were read before."""
        food = serializer.save()
        serializer.instance = self.get_queryset().get(pk=food.pk)

    def perform_destroy(self, instance: Food) -> None:
        """Delete the recipe; what was logged of it stays."""
        delete_own_food(instance, now=timezone.now())
