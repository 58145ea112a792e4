"""What is kept or offered at hand, for programs: saved meals, favourites, taps, lines."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api_fields import AnySerializer, StrictSerializer, Text, Uid, refuse_another_id
from accounts.api_views import AllOrNothing, DiaryViewSet, one_page, one_page_of, person_of
from tracker.api_foods import FOOD_PAGE, FoodSerializer
from tracker.api_meals import ItemListSerializer, ItemSerializer
from tracker.food_lookup import LONGEST_LINE, read_line
from tracker.keeping import (
    LONGEST_NAME,
    change_saved_meal,
    delete_saved_meal,
    save_meal,
    set_favourite,
)
from tracker.models import Favourite, Food, SavedMeal
from tracker.models.catalogue import food_uid
from tracker.models.diary import MOST_ITEMS
from tracker.taps import ServingTap, serving_taps


class SavedItemSerializer(StrictSerializer):
    """A food of a saved meal, with exactly one amount as on a meal's item."""

    food = Uid(source="food.uid")
    name = serializers.CharField(source="food.display_name", read_only=True)
    grams = serializers.FloatField(read_only=True, allow_null=True)
    portion_description = serializers.CharField(source="portion", read_only=True)
    portion_quantity = serializers.FloatField(source="quantity", read_only=True, allow_null=True)
    servings = serializers.FloatField(read_only=True, allow_null=True)


class SavedMealSerializer(StrictSerializer):
    """A meal under a name; send its `items` to `meals/` to log it."""

    id = Uid(source="uid", required=False, help_text="Chosen by the client, or made here.")
    name = Text(max_length=LONGEST_NAME)
    items = ItemListSerializer(
        child=ItemSerializer(), write_only=True, min_length=1, max_length=MOST_ITEMS
    )

    is_new = True

    def to_representation(self, instance: SavedMeal) -> dict[str, Any]:
        """Return it with its items as they are kept."""
        rows = SavedItemSerializer(instance.items.all(), many=True).data
        return {"id": str(instance.uid), "name": instance.name, "items": rows}

    def create(self, validated_data: dict[str, Any]) -> SavedMeal:
        """Save the meal, or find it under its id."""
        saved, self.is_new = save_meal(self.context["request"].user, **validated_data)
        return saved

    def update(self, instance: SavedMeal, validated_data: dict[str, Any]) -> SavedMeal:
        """Change what was sent."""
        refuse_another_id(instance.uid, validated_data.get("uid"))
        name = validated_data.get("name", instance.name)
        return change_saved_meal(instance, name=name, items=validated_data.get("items"))


class SavedMealShown(AnySerializer):
    """A saved meal as it is given."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    items = SavedItemSerializer(many=True)


@extend_schema(responses=SavedMealShown)
class SavedMealViewSet(DiaryViewSet):
    """Saved meals, by name."""

    queryset = SavedMeal.objects.all()
    serializer_class = SavedMealSerializer
    filter_backends = ()

    def get_queryset(self) -> Any:
        """Return the person's saved meals with their items."""
        saved: Any = super().get_queryset()
        return saved.with_items()

    def perform_update(self, serializer: Any) -> None:
        """Save, and forget the items that were read before."""
        saved = serializer.save()
        serializer.instance = self.get_queryset().get(pk=saved.pk)

    def perform_destroy(self, instance: SavedMeal) -> None:
        """Delete the saved meal; what was logged from it stays."""
        delete_saved_meal(instance, now=timezone.now())


class FavouritesView(AllOrNothing, generics.GenericAPIView):
    """The person's favourite foods."""

    serializer_class = FoodSerializer
    filter_backends = ()
    pagination_class = None

    @extend_schema(operation_id="favourites_list", responses=FOOD_PAGE)
    def get(self, request: Request) -> Response:
        """List them, in the order they became favourites."""
        keys = Favourite.objects.for_user(person_of(request)).values_list("food", flat=True)
        foods = Food.objects.with_facts().in_order(list(keys))
        return Response(one_page(self.get_serializer(foods, many=True).data))


class FavouriteView(AllOrNothing, APIView):
    """One food as a favourite: PUT makes it one, DELETE lets it go. Both may be repeated."""

    @extend_schema(request=None, responses={204: None})
    def put(self, request: Request, id: str) -> Response:
        """Make a food a favourite."""
        return self._set(request, id, wanted=True)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, id: str) -> Response:
        """Let a favourite go."""
        return self._set(request, id, wanted=False)

    def _set(self, request: Request, uid: str, *, wanted: bool) -> Response:
        food = get_object_or_404(Food.objects.visible_to(person_of(request)), uid=uid)
        set_favourite(person_of(request), food, wanted=wanted)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ServingTapSerializer(AnySerializer):
    """A serving of something unnamed: log it as `{food, servings: 1}`."""

    food = serializers.SerializerMethodField()
    name = serializers.CharField(source="button")
    one_serving = serializers.CharField()
    counts = serializers.CharField()
    unknown = serializers.CharField()

    def get_food(self, tap: ServingTap) -> str:
        """Return the id of the food it logs."""
        return str(food_uid(Food.Source.CURATED, tap.key))


class ServingTapsView(AllOrNothing, generics.GenericAPIView):
    """Servings without grams, with what each counts and what stays unknown."""

    serializer_class = ServingTapSerializer
    filter_backends = ()
    pagination_class = None

    @extend_schema(operation_id="serving_taps_list", responses=one_page_of(ServingTapSerializer))
    def get(self, request: Request) -> Response:
        """List them."""
        return Response(one_page(self.get_serializer(serving_taps(), many=True).data))


class LineSerializer(StrictSerializer):
    """A line such as `150 g kimchi, 2 slices rye bread and a cup of kefir`."""

    text = Text(max_length=LONGEST_LINE)


class ParsedItemSerializer(AnySerializer):
    """One food of the line; where `certain` is false, ask the `question` before logging."""

    text = serializers.CharField(help_text="The words it was read from.")
    food = serializers.SerializerMethodField(help_text="The food's id; null where none was found.")
    name = serializers.SerializerMethodField()
    grams = serializers.FloatField(allow_null=True, help_text="Null where nobody can know.")
    how = serializers.CharField(help_text="Where the grams come from.")
    certain = serializers.BooleanField()
    question = serializers.CharField(allow_null=True)
    alternatives = serializers.SerializerMethodField()

    def get_food(self, item: Any) -> str | None:
        """Return the id of the likeliest food."""
        return str(item.food.uid) if item.food else None

    def get_name(self, item: Any) -> str | None:
        """Return its name."""
        return item.food.display_name if item.food else None

    def get_alternatives(self, item: Any) -> list[dict[str, str]]:
        """Return the foods it may have been instead."""
        others = item.foods[1:]
        return [{"food": str(food.uid), "name": food.display_name} for food in others]


class ParseView(AllOrNothing, generics.GenericAPIView):
    """Reads a line of foods; nothing is logged."""

    serializer_class = LineSerializer
    filter_backends = ()
    pagination_class = None

    @extend_schema(operation_id="meals_parse", responses=one_page_of(ParsedItemSerializer))
    def post(self, request: Request) -> Response:
        """Return items with `food` and `grams` as `meals/` takes them, and what is uncertain."""
        line = self.get_serializer(data=request.data)
        line.is_valid(raise_exception=True)
        items = read_line(person_of(request), line.validated_data["text"])
        return Response(one_page(ParsedItemSerializer(items, many=True).data))
