"""`create_person` and `api_token`, for hosts and scripts."""

import io
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import ApiToken, User
from tests.api_support import API, MEALS, breakfast

PASSWORD = "correct horse 9"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that puts text on the command's standard input."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def output_of(*command: str) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_created_person_can_sign_in(typed: Any) -> None:
    typed(f"{PASSWORD}\n")
    said = output_of(
        "create_person", "Zoe@Example.org", "--password-stdin", "--time-zone=Asia/Tokyo"
    )
    assert said == "zoe@example.org can sign in now.\n"
    person = User.objects.get()
    assert person.time_zone == "Asia/Tokyo"
    assert person.check_password(PASSWORD)
    response = Client().post(
        f"/accounts/login/?next={API}me/", {"login": person.email, "password": PASSWORD}
    )
    assert response["Location"] == f"{API}me/"


@pytest.mark.parametrize(
    ("email", "password", "zone", "reason"),
    [
        ("ada@example.org", PASSWORD, "UTC", "signed up with this e-mail address already"),
        ("ADA@example.org", PASSWORD, "UTC", "signed up with this e-mail address already"),
        ("zoe@example.org", "12345", "UTC", "too short"),
        ("zoe@example.org", "", "UTC", "too short"),
        ("zoe@example.org", PASSWORD, "Mars/Olympus", "not a time zone we know"),
        ("zoe", PASSWORD, "UTC", "valid email address"),
        ("", PASSWORD, "UTC", "needs an e-mail address"),
    ],
)
def test_a_person_who_cannot_be_created_is_explained(
    email: str, password: str, zone: str, reason: str, typed: Any, ada: User
) -> None:
    typed(f"{password}\n")
    with pytest.raises(CommandError, match=reason):
        output_of("create_person", email, "--password-stdin", f"--time-zone={zone}")
    assert User.objects.count() == 1


def test_the_token_alone_is_printed_and_works(ada: User) -> None:
    secret = output_of("api_token", "Ada@example.org")
    assert secret.strip() == secret.removesuffix("\n")
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {secret.strip()}")
    assert client.get(f"{API}me/").json()["email"] == ada.email
    assert client.post(MEALS, breakfast()).status_code == 201


def test_a_token_can_be_named_and_kept_to_reading(ada: User) -> None:
    secret = output_of("api_token", ada.email, "--name=Phone", "--scope=read").strip()
    assert ApiToken.objects.get().name == "Phone"
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert client.get(MEALS).status_code == 200
    assert client.post(MEALS, breakfast()).status_code == 403


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nobody@example.org"], "Nobody signs in with"),
        (["ada@example.org", "--name="], "1 to 80 characters"),
        (["ada@example.org", f"--name={'x' * 81}"], "1 to 80 characters"),
        (["ada@example.org", "--scope=all"], "invalid choice"),
    ],
)
def test_a_token_that_cannot_be_made_is_explained(
    arguments: list[str], reason: str, ada: User
) -> None:
    with pytest.raises(CommandError, match=reason):
        output_of("api_token", *arguments)
    assert not ApiToken.objects.exists()
