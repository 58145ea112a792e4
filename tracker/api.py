"""Foods and meals, for programs: `foods/` and `meals/`."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_views import AllOrNothing, DiaryViewSet, one_page, person_of
from tracker.api_foods import FOOD_PAGE, FoodQuery, FoodSerializer
from tracker.api_meals import MealSerializer
from tracker.api_own_foods import OwnFoodSerializer
from tracker.food_search import search_foods
from tracker.models import Food, Meal
from tracker.models.diary import MealQuerySet
from tracker.own_foods import delete_own_food, own_foods
from tracker.services import delete_meal


class FoodSearchView(AllOrNothing, generics.GenericAPIView):
    """Foods to log: the shared catalogue and the person's own, best match first."""

    serializer_class = FoodSerializer
    filter_backends = ()
    pagination_class = None

    @extend_schema(
        operation_id="foods_search",
        parameters=[FoodQuery],
        responses=FOOD_PAGE,
    )
    def get(self, request: Request) -> Response:
        """Search by words, in any order. Nutrients are per 100 g; null is unknown, never 0."""
        query = FoodQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        foods = search_foods(
            person_of(request), query.validated_data["q"], limit=query.validated_data["limit"]
        )
        return Response(one_page(self.get_serializer(foods, many=True).data))

    @extend_schema(
        operation_id="foods_create",
        request=OwnFoodSerializer,
        responses={201: FoodSerializer, 200: FoodSerializer},
    )
    def post(self, request: Request) -> Response:
        """Keep an own food: 201 when it is new, 200 when its id is known already."""
        own = OwnFoodSerializer(data=request.data, context=self.get_serializer_context())
        own.is_valid(raise_exception=True)
        food = own.save()
        code = status.HTTP_201_CREATED if own.is_new else status.HTTP_200_OK
        return Response(_shown(food), status=code)


class FoodView(AllOrNothing, generics.RetrieveAPIView):
    """One food, retired ones included: what somebody logged can always be looked up."""

    queryset = Food.objects.all()
    serializer_class = FoodSerializer
    lookup_field = "uid"
    lookup_url_kwarg = "id"

    def get_queryset(self) -> QuerySet[Food]:
        """Return the foods this person may see."""
        return Food.objects.visible_to(person_of(self.request)).with_facts()

    @extend_schema(request=OwnFoodSerializer, responses=FoodSerializer)
    def put(self, request: Request, id: str) -> Response:
        """Replace what is said of an own food; what was logged of it keeps its figures."""
        food = self._own_food(request, id)
        own = OwnFoodSerializer(food, data=request.data, context=self.get_serializer_context())
        own.is_valid(raise_exception=True)
        return Response(_shown(own.save()))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, id: str) -> Response:
        """Delete an own food; what was logged of it stays."""
        delete_own_food(self._own_food(request, id), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _own_food(self, request: Request, uid: str) -> Food:
        """Return an own food that is no recipe; the catalogue's belong to everybody."""
        foods = own_foods(person_of(request)).select_related("owner")
        return get_object_or_404(foods, uid=uid, servings_made=None)


def _shown(food: Food) -> Any:
    return FoodSerializer(Food.objects.with_facts().get(pk=food.pk)).data


class MealViewSet(DiaryViewSet):
    """Meals, oldest first."""

    queryset = Meal.objects.all()
    serializer_class = MealSerializer

    def get_queryset(self) -> MealQuerySet:
        """Return the person's meals with their items."""
        meals: MealQuerySet = super().get_queryset()  # type: ignore[assignment]
        return meals.with_items()

    def perform_destroy(self, instance: Meal) -> None:
        """Delete the meal; a day that loses its last meal is open again."""
        delete_meal(instance, now=timezone.now())
