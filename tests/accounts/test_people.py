"""People: one address once whatever its case, known zones, known scales."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from accounts.forms import SignupExtras
from accounts.models import User
from accounts.scales import SCALE_KEYS, default_scales
from accounts.validators import known_scales, known_time_zone
from tests.people import PASSWORD, client_of


@pytest.mark.django_db
def test_an_address_is_kept_in_lower_case_and_found_in_any(ada: User) -> None:
    made = User.objects.create_user("Cleo@Example.ORG ", PASSWORD)
    assert made.email == "cleo@example.org"
    assert User.objects.get_by_natural_key("CLEO@example.org") == made


@pytest.mark.django_db
def test_an_address_is_taken_once_in_any_case(ada: User) -> None:
    with pytest.raises(ValidationError, match="has signed up with this e-mail address"):
        User.objects.create_user("ADA@example.org", PASSWORD)
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="ADA@example.org")])


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["", "not an address", "a@b", "ada@@example.org"])
def test_something_that_is_no_address_is_refused(email: str) -> None:
    with pytest.raises((ValidationError, ValueError)):
        User.objects.create_user(email, PASSWORD)
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"time_zone": "Mars/Olympus"}, "not a time zone we know"),
        ({"day_starts_at_hour": 13}, "day_starts_at_hour"),
        ({"scales": ["mood", "mood"]}, "each once"),
        ({"scales": ["luck"]}, "Unknown scale: luck"),
        ({"scales": "mood"}, "list of scales"),
        ({"fibre_goal_g": 0}, "fibre_goal_g"),
    ],
)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        User.objects.create_user("dora@example.org", PASSWORD, **settings)


@given(st.lists(st.sampled_from(SCALE_KEYS), unique=True))
def test_any_choice_of_scales_is_welcome(keys: list[str]) -> None:
    known_scales(keys)


@given(st.recursive(st.none() | st.integers() | st.text(), st.lists))
def test_anything_else_is_refused_and_never_crashes(given_keys: object) -> None:
    if isinstance(given_keys, list) and all(key in SCALE_KEYS for key in given_keys):
        return
    with pytest.raises(ValidationError):
        known_scales(given_keys)


@given(st.text())
def test_a_name_that_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="not a time zone"):
        known_time_zone(name)


@pytest.mark.django_db
def test_scales_come_in_the_usual_order(ada: User) -> None:
    ada.scales = ["gut_comfort", "mood"]
    assert [scale.key for scale in ada.scales_in_use] == ["mood", "gut_comfort"]
    known_scales(default_scales())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("named", "kept"), [("Asia/Tokyo", "Asia/Tokyo"), ("../etc/passwd", "UTC"), ("", "UTC")]
)
def test_signing_up_keeps_the_browsers_zone_if_it_is_one(named: str, kept: str) -> None:
    person = User.objects.create_user("emil@example.org", PASSWORD, time_zone="UTC")
    form = SignupExtras({"time_zone": named})
    assert form.is_valid()
    form.signup(RequestFactory().post("/"), person)
    person.refresh_from_db()
    assert person.time_zone == kept


@pytest.mark.django_db
def test_a_session_of_the_cast_is_signed_in(ada: User) -> None:
    assert client_of(ada).session["_auth_user_id"] == str(ada.pk)
