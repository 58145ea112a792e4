"""Counting distinct plants: which were eaten, and how many points they make."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from accounts.models import User
from tracker.models import CatalogueVersion, Plant

# A popular convention, not a finding: data/references.csv, plants_herb_quarter.
HERB_OR_SPICE_POINTS = 0.25
_SPECIES = re.compile(r"[A-Z][a-z]+ [a-z-]{3,}(?=$| \(| var\.| subsp\.)")


def plant_catalogue() -> Mapping[str, Plant]:
    """Return all plants by key, read once for each catalogue that is loaded; one small query."""
    return _plants_of(CatalogueVersion.objects.values_list("pk", "fingerprint").first())


@lru_cache(maxsize=1)
def _plants_of(version: tuple[int, str] | None) -> Mapping[str, Plant]:
    return Plant.objects.in_bulk()


def plant_points(keys: Iterable[str], plants: Mapping[str, Plant], user: User) -> float:
    """Return the points of the distinct plants in `keys` under the person's counting rule.

    Counting each species once, beet and its leaves, or broccoli and kale, are one plant; it has
    the points of the part that counts most.
    """
    points: dict[str, float] = {}
    for key in set(keys):
        if key in plants:
            plant = plants[key]
            counted_as = species_of(plant) if user.species_count_once else key
            points[counted_as] = max(points.get(counted_as, 0.0), points_of(plant, user))
    return sum(points.values())


def points_of(plant: Plant, user: User) -> float:
    """Return what one plant counts: herbs and spices a quarter, unless the person says whole."""
    if plant.category == Plant.Category.HERB_SPICE and not user.herbs_count_whole:
        return HERB_OR_SPICE_POINTS
    return 1.0


def species_of(plant: Plant) -> str:
    """Return the species of a plant; one known only by its genus or as a mixture is its own."""
    name = _SPECIES.match(plant.scientific_name)
    return name[0] if name else plant.key


def counting_rule(user: User) -> str:
    """Say in one sentence how plants are counted for this person."""
    herbs = (
        "Every plant counts 1"
        if user.herbs_count_whole
        else "Herbs and spices count a quarter, everything else counts 1"
    )
    species = (
        "each species counts once, so broccoli and kale are one"
        if user.species_count_once
        else "plants count as they are eaten, so broccoli and kale are two"
    )
    return f"{herbs}; {species}. Each is counted once a week."
