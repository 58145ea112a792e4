"""The addresses of API version 1."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from rest_framework.routers import SimpleRouter

from accounts.api_views import UID_PATTERN
from config.api_views import DocsView, NothingHere, SchemaView
from exchange.api import AccountView, ExportView
from insights.api import DaysView, DayView, WeekView
from insights.api_finding import FindingView, UsefulnessView
from insights.api_findings import FindingsView
from journal.api import CheckInViewSet
from journal.api_factors import FactorEntryViewSet, FactorViewSet
from tracker.api import FoodSearchView, FoodView, MealViewSet
from tracker.api_at_hand import (
    FavouritesView,
    FavouriteView,
    ParseView,
    SavedMealViewSet,
    ServingTapsView,
)
from tracker.api_own_foods import RecipeViewSet
from tracker.api_probiotics import ProbioticDoseViewSet

app_name = "api"
diary = SimpleRouter()
diary.register("meals", MealViewSet, basename="meal")
diary.register("recipes", RecipeViewSet, basename="recipe")
diary.register("saved-meals", SavedMealViewSet, basename="saved-meal")
diary.register("probiotic-doses", ProbioticDoseViewSet, basename="probiotic-dose")
diary.register("check-ins", CheckInViewSet, basename="check-in")
diary.register("factors", FactorViewSet, basename="factor")
diary.register("factor-entries", FactorEntryViewSet, basename="factor-entry")

urlpatterns: list[URLPattern | URLResolver] = [
    path("foods/", FoodSearchView.as_view(), name="food-list"),
    re_path(rf"^foods/(?P<id>{UID_PATTERN})/$", FoodView.as_view(), name="food-detail"),
    path("favourites/", FavouritesView.as_view(), name="favourite-list"),
    re_path(
        rf"^favourites/(?P<id>{UID_PATTERN})/$", FavouriteView.as_view(), name="favourite-detail"
    ),
    path("serving-taps/", ServingTapsView.as_view(), name="serving-tap-list"),
    path("meals/parse/", ParseView.as_view(), name="meal-parse"),
    path("", include(diary.urls)),
    path("days/", DaysView.as_view(), name="day-list"),
    path("days/<str:day>/", DayView.as_view(), name="day-detail"),
    path("weeks/<str:week>/", WeekView.as_view(), name="week-detail"),
    path("findings/", FindingsView.as_view(), name="finding-list"),
    path("findings/<str:exposure>/<str:outcome>/", FindingView.as_view(), name="finding-detail"),
    path(
        "findings/<str:exposure>/<str:outcome>/usefulness/",
        UsefulnessView.as_view(),
        name="finding-usefulness",
    ),
    path("me/", AccountView.as_view(), name="me"),
    path("export/", ExportView.as_view(), name="export"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    re_path("", NothingHere.as_view()),
]
