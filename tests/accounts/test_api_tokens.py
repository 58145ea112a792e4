"""Who may use the API, and for what."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import ApiToken, User
from tests.api_support import API, MEALS, api_of, breakfast, errors_of

ADDRESSES = ("foods/?q=apple", "meals/", "check-ins/", "days/", "weeks/2026-W47/", "me/", "export/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_is_asked_for_a_token_and_not_sent_to_a_page(address: str) -> None:
    response = APIClient().get(API + address)
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == 'Bearer realm="Commensal"'
    assert errors_of(response) == [(None, "not_authenticated")]


@pytest.mark.parametrize("secret", ["commensal_wrong", "", "ünïcode", "a b c", "x" * 5000])
def test_a_wrong_token_is_refused(secret: str, ada: User) -> None:
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {secret}")
    response = client.get(MEALS)
    assert response.status_code == 401
    assert errors_of(response) == [(None, "authentication_failed")]


def test_a_revoked_token_is_refused(ada: User) -> None:
    client = api_of(ada)
    ApiToken.objects.update(revoked_at=timezone.now())
    assert client.get(MEALS).status_code == 401


def test_the_token_of_somebody_who_may_not_sign_in_is_refused(ada: User) -> None:
    client = api_of(ada)
    User.objects.update(is_active=False)
    assert client.get(MEALS).status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_read_token_changes_nothing(method: str, ada: User) -> None:
    client = api_of(ada, ApiToken.Scope.READ)
    for address in ("meals/", "check-ins/", "me/", "days/2026-11-18/"):
        response = getattr(client, method)(API + address, breakfast())
        assert response.status_code == 403
        assert errors_of(response) == [(None, "permission_denied")]
    assert client.get(MEALS).json()["count"] == 0
    assert User.objects.filter(pk=ada.pk).exists()


def test_the_secret_is_stored_nowhere(ada: User) -> None:
    token, secret = ApiToken.objects.issue(ada, name="n", scope="read")
    assert secret not in str(ApiToken.objects.values().get(pk=token.pk))


def test_the_last_use_is_kept_to_five_minutes(ada: User, clock: time_machine.Traveller) -> None:
    client = api_of(ada)
    client.get(MEALS)
    first = ApiToken.objects.get().last_used_at
    clock.shift(timedelta(minutes=4))
    client.get(MEALS)
    assert ApiToken.objects.get().last_used_at == first
    clock.shift(timedelta(minutes=1))
    client.get(MEALS)
    assert ApiToken.objects.get().last_used_at == timezone.now()


def test_a_session_works_too_but_only_from_our_own_pages(ada: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    assert client.get(f"{API}me/").json()["email"] == ada.email
    response = client.post(MEALS, breakfast(), content_type="application/json")
    assert response.status_code == 403
    assert errors_of(response) == [(None, "permission_denied")]
