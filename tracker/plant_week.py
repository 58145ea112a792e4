"""The plants of one week: which, from what, which are new, and what each counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from accounts.days import DAYS_IN_WEEK, ONE_DAY, Week
from accounts.models import User
from tracker.models import MealItem, Plant, PrebioticFact
from tracker.plants import counting_rule, plant_points, points_of, species_of

# A plant is new when it has not been eaten for a season; looking further back would make the
# page slower with every year of diary.
NEW_AFTER_WEEKS = 12
MOST_FOODS_NAMED = 3


@dataclass(frozen=True)
class PlantOfWeek:
    """A plant with the foods it came in; `counted_with` is another plant of its species."""

    plant: Plant
    foods: list[str]
    is_new: bool
    points: float
    counted_with: Plant | None
    prebiotic: list[PrebioticFact]


@dataclass(frozen=True)
class PlantWeek:
    """Everything the plants page shows."""

    week: Week
    groups: list[tuple[str, list[PlantOfWeek]]]
    points: float
    rule: str
    plants: list[PlantOfWeek] = field(default_factory=list)

    @property
    def new(self) -> int:
        """How many of them are new."""
        return sum(one.is_new for one in self.plants)

    @property
    def prebiotic(self) -> int:
        """How many of them are rich in prebiotic fibre."""
        return sum(bool(one.prebiotic) for one in self.plants)


def plant_week(user: User, week: Week) -> PlantWeek:
    """Return the plants a person ate in `week`, dishes' ingredients among them."""
    foods = _foods_by_plant(user, week)
    known = Plant.objects.prefetch_related("prebiotic_facts").in_bulk(list(foods))
    before = plants_before(user, week)
    plants = _counted(user, known.values(), foods, before)
    groups = groupby(plants, key=lambda one: one.plant.get_category_display())
    return PlantWeek(
        week=week,
        groups=[(category, list(ones)) for category, ones in groups],
        points=plant_points(foods, known, user),
        rule=counting_rule(user),
        plants=plants,
    )


def plants_before(user: User, week: Week) -> set[str]:
    """Return the keys of the plants eaten in the weeks before `week`."""
    since = week.first - NEW_AFTER_WEEKS * DAYS_IN_WEEK * ONE_DAY
    rows = MealItem.objects.filter(
        meal__user=user, meal__local_day__gte=since, meal__local_day__lt=week.first
    )
    lists = rows.order_by().values_list("plants", flat=True).distinct()
    return {key for keys in lists for key in keys}


def _foods_by_plant(user: User, week: Week) -> dict[str, list[str]]:
    rows = MealItem.objects.filter(
        meal__user=user, meal__local_day__range=(week.first, week.last)
    ).order_by("meal__eaten_at", "position")
    foods: dict[str, list[str]] = {}
    for keys, name in rows.values_list("plants", "name"):
        for key in keys:
            names = foods.setdefault(key, [])
            if name not in names and len(names) < MOST_FOODS_NAMED:
                names.append(name)
    return foods


def _counted(
    user: User, plants: Iterable[Plant], foods: dict[str, list[str]], before: set[str]
) -> list[PlantOfWeek]:
    first_of: dict[str, Plant] = {}
    counted = []
    # The part that counts most stands for its species.
    by_points = sorted(plants, key=lambda plant: -points_of(plant, user))
    for plant in by_points:
        first_of.setdefault(species_of(plant) if user.species_count_once else plant.key, plant)
    for plant in sorted(by_points, key=_reading_order):
        key = species_of(plant) if user.species_count_once else plant.key
        first = first_of[key]
        counted.append(
            PlantOfWeek(
                plant=plant,
                foods=foods[plant.key],
                is_new=plant.key not in before,
                points=points_of(plant, user) if first == plant else 0.0,
                counted_with=None if first == plant else first,
                prebiotic=list(plant.prebiotic_facts.all()),
            )
        )
    return counted


_CATEGORY_ORDER = {value: place for place, value in enumerate(Plant.Category.values)}


def _reading_order(plant: Plant) -> tuple[int, str]:
    return _CATEGORY_ORDER[plant.category], plant.name
