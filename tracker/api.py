"""Foods and meals, for programs: `foods/` and `meals/`."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api_views import AllOrNothing, DiaryViewSet, one_page, one_page_of, person_of
from tracker.api_foods import FoodQuery, FoodSerializer
from tracker.api_meals import MealSerializer
from tracker.food_search import search_foods
from tracker.models import Food, Meal
from tracker.models.diary import MealQuerySet
from tracker.services import delete_meal


class FoodSearchView(AllOrNothing, generics.GenericAPIView):
    """Foods to log: the shared catalogue and the person's own, best match first."""

    serializer_class = FoodSerializer
    filter_backends = ()
    pagination_class = None

    @extend_schema(
        operation_id="foods_search",
        parameters=[FoodQuery],
        responses=one_page_of(FoodSerializer),
    )
    def get(self, request: Request) -> Response:
        """Search by words, in any order. Nutrients are per 100 g; null is unknown, never 0."""
        query = FoodQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        foods = search_foods(
            person_of(request), query.validated_data["q"], limit=query.validated_data["limit"]
        )
        return Response(one_page(self.get_serializer(foods, many=True).data))


class FoodView(AllOrNothing, generics.RetrieveAPIView):
    """One food, retired ones included: what somebody logged can always be looked up."""

    queryset = Food.objects.all()
    serializer_class = FoodSerializer
    lookup_field = "uid"
    lookup_url_kwarg = "id"

    def get_queryset(self) -> QuerySet[Food]:
        """Return the foods this person may see."""
        return Food.objects.visible_to(person_of(self.request)).with_facts()


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
