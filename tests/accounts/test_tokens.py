"""Tokens: only their hash is stored, and a revoked one opens nothing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import serializers
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from accounts.models import ApiToken, User, hash_of
from accounts.tokens import TokenAuthentication, TokenScopePermission
from tests.people import NOW

pytestmark = pytest.mark.django_db


def who_asks(header: str) -> tuple[User, ApiToken] | None:
    request = APIRequestFactory().get("/", headers={"Authorization": header} if header else {})
    return TokenAuthentication().authenticate(Request(request))


def issue(person: User, scope: str = "read") -> tuple[ApiToken, str]:
    return ApiToken.objects.issue(person, name="notebook", scope=scope)


def test_the_secret_itself_is_nowhere_in_the_database(ada: User) -> None:
    token, secret = issue(ada)
    stored = serializers.serialize("json", ApiToken.objects.all())
    assert secret not in stored
    assert secret.removeprefix("commensal_") not in stored
    assert token.secret_hash == hash_of(secret)
    assert str(token).endswith(f"(…{secret[-4:]})")


def test_two_tokens_are_never_alike(ada: User) -> None:
    secrets = {issue(ada)[1] for _ in range(50)}
    assert len(secrets) == 50
    assert all(len(secret) > 40 for secret in secrets)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_token_names_its_owner(ada: User, scheme: str) -> None:
    token, secret = issue(ada)
    assert who_asks(f"{scheme} {secret}") == (ada, token)


@pytest.mark.parametrize("header", ["", "Basic YWRhOnB3", "Token abc"])
def test_without_a_bearer_token_others_may_answer(ada: User, header: str) -> None:
    assert who_asks(header) is None


@pytest.mark.parametrize("secret", ["", "commensal_nonsense", "ü", "a b"])
def test_an_unknown_token_is_refused(ada: User, secret: str) -> None:
    with pytest.raises(AuthenticationFailed, match="unknown or has been revoked"):
        who_asks(f"Bearer {secret}")


def test_a_hash_is_not_a_token(ada: User) -> None:
    token, _ = issue(ada)
    with pytest.raises(AuthenticationFailed):
        who_asks(f"Bearer {token.secret_hash}")


def test_a_revoked_token_opens_nothing(ada: User) -> None:
    token, secret = issue(ada)
    ApiToken.objects.filter(pk=token.pk).update(revoked_at=NOW)
    with pytest.raises(AuthenticationFailed):
        who_asks(f"Bearer {secret}")


def test_the_token_of_somebody_shut_out_opens_nothing(ada: User) -> None:
    _, secret = issue(ada)
    User.objects.update(is_active=False)
    with pytest.raises(AuthenticationFailed):
        who_asks(f"Bearer {secret}")


@pytest.mark.parametrize(
    ("scope", "method", "may"),
    [
        ("read", "get", True),
        ("read", "head", True),
        ("read", "post", False),
        ("read", "put", False),
        ("read", "patch", False),
        ("read", "delete", False),
        ("write", "get", True),
        ("write", "delete", True),
    ],
)
def test_a_token_for_reading_only_reads(ada: User, scope: str, method: str, may: bool) -> None:
    _, secret = issue(ada, scope)
    raw = getattr(APIRequestFactory(), method)("/", headers={"Authorization": f"Bearer {secret}"})
    request = Request(raw, authenticators=[TokenAuthentication()])
    assert TokenScopePermission().has_permission(request, None) is may  # type: ignore[arg-type]


def test_the_last_use_is_noted_to_five_minutes(ada: User, clock: time_machine.Traveller) -> None:
    token, secret = issue(ada)

    def last_use() -> datetime | None:
        who_asks(f"Bearer {secret}")
        token.refresh_from_db()
        return token.last_used_at

    assert last_use() == NOW
    clock.shift(timedelta(minutes=4))
    assert last_use() == NOW
    clock.shift(timedelta(minutes=1))
    assert last_use() == NOW + timedelta(minutes=5) == datetime.now(UTC)


def test_people_see_their_own_tokens_only(ada: User, ben: User) -> None:
    token, _ = issue(ada)
    issue(ben)
    assert list(ApiToken.objects.for_user(ada)) == [token]
