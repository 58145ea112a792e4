"""The page of API tokens."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import ApiToken, User

pytestmark = pytest.mark.django_db

ADDRESS = "/settings/tokens/"


def test_a_secret_is_shown_once_and_stored_nowhere(ada: User, ada_client: Client) -> None:
    answer = ada_client.post(ADDRESS, {"name": "notebook", "scope": "read"})
    [secret] = re.findall(r"commensal_[\w-]{30,}", answer.content.decode())
    assert ApiToken.objects.find(secret) == ada.api_tokens.get()
    assert "no-store" in answer.headers["Cache-Control"]
    assert secret not in ada_client.get(ADDRESS).content.decode()


def test_a_revoked_token_opens_nothing_any_more(ada: User, ada_client: Client) -> None:
    token, secret = ApiToken.objects.issue(ada, name="old phone", scope="write")
    page = ada_client.post(reverse("accounts:token-revoke", args=[token.uid]), follow=True)
    assert "old phone” is revoked" in page.content.decode()
    assert ApiToken.objects.find(secret) is None


def test_another_persons_token_is_not_found(ada: User, ben_client: Client) -> None:
    token, secret = ApiToken.objects.issue(ada, name="hers", scope="read")
    answer = ben_client.post(reverse("accounts:token-revoke", args=[token.uid]))
    assert answer.status_code == 404
    assert ApiToken.objects.find(secret) == token
    assert "hers" not in ben_client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "scope": "read"}, "This field is required"),
        ({"name": "x" * 81, "scope": "read"}, "at most 80 characters"),
        ({"name": "all of it", "scope": "admin"}, "Select a valid choice"),
    ],
)
def test_a_token_needs_a_name_and_a_scope(
    ada: User, ada_client: Client, typed: dict[str, str], said: str
) -> None:
    assert said in ada_client.post(ADDRESS, typed).content.decode()
    assert not ada.api_tokens.exists()
