"""Counting distinct plants: which were eaten, and how many points they make."""

from collections.abc import Iterable, Mapping

from accounts.models import User
from tracker.models import Plant

# A popular convention, not a finding: data/references.csv, plants_herb_quarter.
HERB_OR_SPICE_POINTS = 0.25


def plant_catalogue() -> dict[str, Plant]:
    """Return all plants by key, in one query."""
    return Plant.objects.in_bulk()


def plant_points(keys: Iterable[str], plants: Mapping[str, Plant], user: User) -> float:
    """Return the points of the distinct plants in `keys` under the person's counting rule."""
    return sum(_points(plants[key], user) for key in set(keys) if key in plants)


def _points(plant: Plant, user: User) -> float:
    if plant.category == Plant.Category.HERB_SPICE and not user.herbs_count_whole:
        return HERB_OR_SPICE_POINTS
    return 1.0
