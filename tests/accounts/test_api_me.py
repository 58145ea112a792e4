"""`me/`: the profile, and what may be put into it."""

from typing import Any

import pytest

from accounts.models import User
from tests import people
from tests.api_support import API, api_of, errors_of

ME = f"{API}me/"


def test_the_profile_says_how_days_are_cut_and_what_is_aimed_for(ada: User) -> None:
    assert api_of(ada).get(ME).json() == {
        "email": "ada@example.org",
        "time_zone": "Europe/Berlin",
        "day_starts_at_hour": 4,
        "scales": ["mood", "anxiety", "stress", "energy", "focus"],
        "fibre_goal_g": 30,
        "fermented_goal_servings": 2,
        "plants_goal_week": 30,
        "herbs_count_whole": False,
        "species_count_once": False,
        "show_energy": False,
        "hide_numbers": False,
        "scale_words": {},
        "today": "2026-11-18",
        "date_joined": "2026-11-18T12:00:00Z",
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Pacific/Kiritimati"),
        ("day_starts_at_hour", 0),
        ("scales", ["gut_comfort", "mood"]),
        ("fibre_goal_g", 25),
        ("fibre_goal_g", None),
        ("plants_goal_week", None),
        ("fermented_goal_servings", 1.0),
        ("herbs_count_whole", True),
        ("species_count_once", True),
        ("show_energy", True),
    ],
)
def test_each_field_can_be_changed(field: str, value: object, ada: User) -> None:
    client = api_of(ada)
    before = client.get(ME).json()
    response = client.patch(ME, {field: value})
    assert response.status_code == 200
    assert response.json() | {"today": before["today"]} == before | {field: value}
    assert client.get(ME).json() == response.json()


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"time_zone": "Mars/Olympus"}, ("time_zone", "unknown_time_zone")),
        ({"time_zone": None}, ("time_zone", "null")),
        ({"day_starts_at_hour": 13}, ("day_starts_at_hour", "max_value")),
        ({"day_starts_at_hour": "4"}, ("day_starts_at_hour", "invalid")),
        ({"day_starts_at_hour": True}, ("day_starts_at_hour", "invalid")),
        ({"scales": []}, ("scales", "empty")),
        ({"scales": "mood"}, ("scales", "not_a_list")),
        ({"scales": ["mood", "mood"]}, ("scales", "not_a_list_of_scales")),
        ({"scales": ["joy"]}, ("scales.0", "invalid_choice")),
        ({"fibre_goal_g": 0}, ("fibre_goal_g", "min_value")),
        ({"fibre_goal_g": 151}, ("fibre_goal_g", "max_value")),
        ({"fibre_goal_g": 30.5}, ("fibre_goal_g", "invalid")),
        ({"fibre_goal_g": 10**400}, ("fibre_goal_g", "max_value")),
        ({"show_energy": "yes"}, ("show_energy", "invalid")),
        ({"is_staff": True}, ("is_staff", "unknown_field")),
        ({"password": "x"}, ("password", "unknown_field")),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(
    body: dict[str, Any], refused: tuple[str, str], ada: User
) -> None:
    client = api_of(ada)
    before = client.get(ME).json()
    response = client.patch(ME, {"herbs_count_whole": True} | body)
    assert response.status_code == 400
    assert errors_of(response) == [refused]
    assert client.get(ME).json() == before


def test_the_address_cannot_be_changed_here(ada: User) -> None:
    assert api_of(ada).patch(ME, {"email": "x@example.org"}).json()["email"] == ada.email


def test_a_new_time_zone_changes_no_past_day(ada: User) -> None:
    meal = people.eat(ada, "2026-11-17 23:30", (people.APPLE, 150))
    api_of(ada).patch(ME, {"time_zone": "Asia/Tokyo"})
    meal.refresh_from_db()
    assert (meal.local_day.isoformat(), meal.time_zone) == ("2026-11-17", "Europe/Berlin")


@pytest.mark.parametrize("method", ["post", "put"])
def test_other_methods_are_not_allowed(method: str, ada: User) -> None:
    response = getattr(api_of(ada), method)(ME, {})
    assert response.status_code == 405
    assert errors_of(response) == [(None, "method_not_allowed")]
