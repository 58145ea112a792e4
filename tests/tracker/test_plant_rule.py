"""How plants are counted: herbs and spices, and whether each species counts once."""

import pytest

from accounts.models import User
from tracker.plants import counting_rule, plant_catalogue, plant_points, species_of

pytestmark = pytest.mark.django_db


def points(user: User, *keys: str) -> float:
    """Return the points of these plants for a person."""
    return plant_points(keys, plant_catalogue(), user)


def test_broccoli_and_kale_are_two_plants_but_one_species(ada: User) -> None:
    assert points(ada, "broccoli", "kale") == 2
    ada.species_count_once = True
    assert points(ada, "broccoli", "kale") == 1


def test_all_common_beans_are_one_species(ada: User) -> None:
    ada.species_count_once = True
    assert points(ada, "black-bean", "kidney-bean", "green-bean", "lentil") == 2


def test_a_species_counts_as_its_most_counting_part(ada: User) -> None:
    """Coriander leaf and seed are herbs; beet is a vegetable."""
    ada.species_count_once = True
    assert points(ada, "beet", "beet-greens") == 1
    assert points(ada, "basil", "beet") == 1.25


def test_a_plant_known_by_its_genus_only_is_its_own_species(db: None) -> None:
    plants = plant_catalogue()
    vague = [one for one in plants.values() if "spp." in one.scientific_name]
    assert vague
    assert all(species_of(one) == one.key for one in vague)


def test_a_plant_of_two_species_is_its_own(db: None) -> None:
    plants = plant_catalogue()
    mixed = [one for one in plants.values() if "/" in one.scientific_name]
    assert mixed
    assert all(species_of(one) == one.key for one in mixed)


def test_the_rule_is_said_as_it_is(ada: User) -> None:
    assert "a quarter" in counting_rule(ada)
    assert "broccoli and kale are two" in counting_rule(ada)
    ada.species_count_once = ada.herbs_count_whole = True
    assert "a quarter" not in counting_rule(ada)
    assert "broccoli and kale are one" in counting_rule(ada)
