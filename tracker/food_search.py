"""The door to food search: a query and a person in, foods out, best first.

The index over the shared catalogue is built once per process and again when a newer catalogue is
loaded. A person's own foods are few; they are indexed for the one query.
"""

import threading
from collections.abc import Hashable
from datetime import timedelta
from functools import cached_property
from math import log1p

from django.db.models import Count, Max
from django.utils import timezone

from accounts.models import User
from tracker.models import CatalogueVersion, Food, MealItem, Portion
from tracker.models.catalogue import SERVING_TAP
from tracker.search import Hit, SearchIndex, SearchRecord, display_name
from tracker.search.words import stems

MOST_RESULTS = 12
# Enough of the past to know somebody's habits, little enough to stay quick in a long diary.
HABIT_DAYS = 120
MOST_HABITS = 300
# What a person made counts as a food eaten once, before they ever log it.
OWN_FOOD = log1p(1)
SEARCHED_FIELDS = (
    "pk",
    "name",
    "source",
    "source_id",
    "food_group",
    "other_names",
    "scientific_name",
    "retired",
)
# A ferment's or a curated food's only portion is its typical serving.
SOURCES_WITH_TYPICAL_SERVINGS = (Food.Source.FERMENT, Food.Source.CURATED)

_lock = threading.Lock()
_built: tuple[object, SearchIndex] | None = None


def search_foods(user: User, query: str, *, limit: int = MOST_RESULTS) -> list[Food]:
    """Return the foods `user` most likely means by `query`, their facts loaded."""
    hits = Finder(user).hits(query, limit)
    foods = Food.objects.visible_to(user).with_facts()
    return foods.in_order([hit.key for hit in hits])


class Finder:
    """Searches for one person; what it needs of them is read once, for as many queries as come."""

    def __init__(self, user: User) -> None:
        own = list(Food.objects.filter(owner=user).only(*SEARCHED_FIELDS))
        self._names = {food.pk: food.name for food in own}
        self._catalogue = catalogue_index()
        self._own = SearchIndex.build(food.search_record() for food in own)
        self._boosts: dict[Hashable, float] = dict.fromkeys(self._names, OWN_FOOD) | habits(user)

    def hits(self, query: str, limit: int, *, named_so: bool = False) -> list[Hit]:
        """Return what is found, best first: the person's own foods and habits before the rest.

        With `named_so` a habit goes first only when it is what the query ends on: somebody fond
        of lentil curry who writes "lentils" means lentils, not curry.
        """
        boosts = self._habits_called(query) if named_so else self._boosts
        hits = self._catalogue.search(query, limit, boosts)
        if not self._names:
            return hits
        both = [*self._own.search(query, limit, boosts), *hits]
        return sorted(both, key=lambda hit: hit.score, reverse=True)[:limit]

    def _habits_called(self, query: str) -> dict[Hashable, float]:
        return {key: self._boosts[key] for key in self._by_head.get(_last_word(query), ())}

    @cached_property
    def _by_head(self) -> dict[str, list[Hashable]]:
        """The habits by what they are: those that are breads, soups, apples."""
        found: dict[str, list[Hashable]] = {}
        for key in self._boosts:
            if key in self._names or key in self._catalogue:
                head = display_name(self.record(key)).split(",")[0].split("(")[0]
                found.setdefault(_last_word(head), []).append(key)
        return found

    def record(self, key: Hashable) -> SearchRecord:
        """Return what the index knows of a food that was found."""
        return (self._own if key in self._names else self._catalogue).record(key)


def _last_word(text: str) -> str:
    return "".join(stems(text)[-1:])


def habits(user: User) -> dict[Hashable, float]:
    """Return how strongly the person is used to each food they ate lately."""
    since = user.today(timezone.now()) - timedelta(days=HABIT_DAYS)
    eaten = (
        MealItem.objects.filter(meal__user=user, meal__local_day__gte=since, food__isnull=False)
        .order_by()
        .values_list("food")
        .annotate(times=Count("pk"), last=Max("meal__local_day"))
        .order_by("-times", "-last")[:MOST_HABITS]
    )
    return {food: log1p(times) for food, times, _ in eaten}


def catalogue_index() -> SearchIndex:
    """Return the index over the catalogue that is loaded now."""
    global _built
    # The row is new with every load, and so may be the keys of the foods, even of the same files.
    version = CatalogueVersion.objects.values_list("pk", "fingerprint").first()
    if _built is None or _built[0] != version:
        with _lock:
            if _built is None or _built[0] != version:
                _built = (version, _build())
    return _built[1]


def _build() -> SearchIndex:
    portions: dict[int, bool] = {}
    rows = Portion.objects.filter(food__owner=None).order_by()
    for food, description, source in rows.values_list("food", "description", "food__source"):
        typical = description == Portion.TYPICAL or source in SOURCES_WITH_TYPICAL_SERVINGS
        portions[food] = typical or portions.get(food, False)
    # A serving of something unnamed has buttons of its own; typed words mean a food.
    foods = Food.objects.filter(owner=None).exclude(source_id__startswith=SERVING_TAP)
    foods = foods.only(*SEARCHED_FIELDS).order_by("pk")
    return SearchIndex.build(food.search_record(portions) for food in foods.iterator(2_000))
