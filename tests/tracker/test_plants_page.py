"""This week's plants: a list, a count, and the rule, which can be changed."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.days import Week
from accounts.models import User
from tests.people import APPLE, LENTILS, NOW, OATS, eat
from tracker.plant_week import plant_week

pytestmark = pytest.mark.django_db

PLANTS = reverse("tracker:plants")
GARLIC, BROCCOLI, KALE, BASIL = "11215", "11090", "11233", "02044"


def this_week(user: User) -> Week:
    """Return the week that is running."""
    return Week.of(user.today(NOW))


def test_each_plant_is_there_once_with_its_foods(ada: User) -> None:
    eat(ada, "2026-11-16 12:30", (APPLE, 100), (LENTILS, 100))
    eat(ada, "2026-11-17 12:30", (APPLE, 200))

    week = plant_week(ada, this_week(ada))

    assert [one.plant.key for one in week.plants] == ["apple", "lentil"]
    assert week.points == 2


def test_new_ones_are_those_not_eaten_for_twelve_weeks(ada: User) -> None:
    eat(ada, "2026-11-01 12:30", (LENTILS, 100))
    eat(ada, "2026-11-17 12:30", (APPLE, 100), (LENTILS, 100))

    new = {one.plant.key: one.is_new for one in plant_week(ada, this_week(ada)).plants}

    assert new == {"apple": True, "lentil": False}


def test_prebiotic_plants_are_marked_with_amount_and_citation(
    ada_client: Client, ada: User
) -> None:
    eat(ada, "2026-11-17 12:30", (GARLIC, 6), (OATS, 50))
    page = ada_client.get(PLANTS).content.decode()
    assert "prebiotic" in page
    assert "9.8 to 17.4 g in 100 g" in page
    assert "Muir et al. 2007" in page


def test_species_are_counted_once_when_wanted(ada_client: Client, ada: User) -> None:
    eat(ada, "2026-11-17 12:30", (BROCCOLI, 100), (KALE, 100), (BASIL, 5))
    assert plant_week(ada, this_week(ada)).points == 2.25

    ada_client.post(reverse("tracker:plant-rule"), {"herbs": "whole", "species": "once"})
    ada.refresh_from_db()

    week = plant_week(ada, this_week(ada))
    assert (ada.herbs_count_whole, ada.species_count_once) == (True, True)
    assert week.points == 2 == sum(one.points for one in week.plants)
    page = ada_client.get(PLANTS).content.decode()
    assert "with broccoli" in page
    assert "broccoli and kale are one" in page


def test_the_points_beside_the_plants_add_up_to_the_count(ada: User) -> None:
    eat(ada, "2026-11-17 12:30", (BROCCOLI, 100), (BASIL, 5), (GARLIC, 5), (OATS, 40))
    week = plant_week(ada, this_week(ada))
    assert sum(one.points for one in week.plants) == week.points


def test_an_empty_week_is_greeted_kindly(ada_client: Client) -> None:
    assert "None yet." in ada_client.get(PLANTS).content.decode()


def test_an_earlier_week_has_a_page_and_a_later_one_has_none(ada_client: Client) -> None:
    assert ada_client.get("/plants/2026-W40/").status_code == 200
    assert ada_client.get("/plants/2026-W48/").status_code == 404


def test_the_list_is_ones_own(ada: User, ben_client: Client) -> None:
    eat(ada, "2026-11-17 12:30", (BROCCOLI, 100))
    page = ben_client.get(PLANTS).content.decode()
    assert "0 different plants" in page


def test_numbers_are_hidden_from_whoever_wants_none(ada_client: Client, ada: User) -> None:
    ada.hide_numbers = True
    ada.save()
    eat(ada, "2026-11-17 12:30", (BROCCOLI, 100))
    page = ada_client.get(PLANTS).content.decode()
    assert "Broccoli" in page
    assert "1 different plant" not in page
    assert "of 30" not in page
