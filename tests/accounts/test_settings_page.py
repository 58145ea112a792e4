"""The settings page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests import people

pytestmark = pytest.mark.django_db

ADDRESS = "/settings/"
FILLED = {
    "time_zone": "Europe/Berlin",
    "day_starts_at_hour": "4",
    "scales": ["mood", "energy"],
    "fibre_goal_g": "25",
    "fermented_goal_servings": "",
    "plants_goal_week": "30",
}


def test_everything_a_person_can_choose_is_kept(ada: User, ada_client: Client) -> None:
    changed = {"time_zone": "Asia/Tokyo", "day_starts_at_hour": "6", "herbs_count_whole": "on"}
    answer = ada_client.post(ADDRESS, FILLED | changed)
    ada.refresh_from_db()
    assert answer.headers["Location"] == ADDRESS
    assert (ada.time_zone, ada.day_starts_at_hour) == ("Asia/Tokyo", 6)
    assert ada.scales == ["mood", "energy"]
    assert (ada.fibre_goal_g, ada.fermented_goal_servings) == (25, None)
    assert ada.herbs_count_whole
    assert not ada.show_energy


def test_a_new_zone_moves_no_past_day(ada: User, ada_client: Client) -> None:
    meal = people.eat(ada, "2026-11-18 01:30", (people.KIMCHI, 100))
    ada_client.post(ADDRESS, FILLED | {"time_zone": "Pacific/Auckland"})
    meal.refresh_from_db()
    assert meal.local_day.isoformat() == "2026-11-17"


@pytest.mark.parametrize("typed", ["europe/berlin", " Europe/Berlin ", "EUROPE/BERLIN"])
def test_a_zone_is_known_however_it_is_typed(ada: User, ada_client: Client, typed: str) -> None:
    ada_client.post(ADDRESS, FILLED | {"time_zone": typed})
    ada.refresh_from_db()
    assert ada.time_zone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("time_zone", "Atlantis", "is not a time zone we know"),
        ("time_zone", "", "This field is required"),
        ("day_starts_at_hour", "23", "Select a valid choice"),
        ("scales", ["mood", "hunger"], "Select a valid choice"),
        ("fibre_goal_g", "0", "greater than or equal to 1"),
        ("fibre_goal_g", "9999", "less than or equal to 150"),
        ("plants_goal_week", "many", "Enter a whole number"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    ada: User, ada_client: Client, field: str, typed: Any, said: str
) -> None:
    page = ada_client.post(ADDRESS, FILLED | {field: typed, "show_energy": "on"}).content.decode()
    ada.refresh_from_db()
    assert said in page
    assert not ada.show_energy


def test_the_recommendations_come_with_their_sources(ada_client: Client) -> None:
    page = ada_client.get(ADDRESS).content.decode()
    assert "doi:10.17226/10490" in page
    assert "30 g/day" in page.replace("\xa0", " ")


def test_the_browsers_zone_can_be_taken_over(ada: User, ada_client: Client) -> None:
    sent = {"time_zone": "America/Los_Angeles", "next": "/today/"}
    answer = ada_client.post(reverse("accounts:time-zone-change"), sent)
    ada.refresh_from_db()
    assert answer.headers["Location"] == "/today/"
    assert ada.time_zone == "America/Los_Angeles"


def test_a_zone_nobody_knows_changes_nothing(ada: User, ada_client: Client) -> None:
    sent = {"time_zone": "Mars/Olympus"}
    page = ada_client.post(reverse("accounts:time-zone-change"), sent, follow=True)
    ada.refresh_from_db()
    assert "is not a time zone we know" in page.content.decode()
    assert ada.time_zone == "Europe/Berlin"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_nobody_is_sent_to_another_site(ada_client: Client, elsewhere: str) -> None:
    sent = {"time_zone": "Europe/Paris", "next": elsewhere}
    answer = ada_client.post(reverse("accounts:time-zone-change"), sent)
    assert answer.headers["Location"] == "/today/"
