"""The pages that are open to everybody: landing, help, signing up; and the pages of errors."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from insights.wording import FRAMING
from tests import people

pytestmark = pytest.mark.django_db


def test_a_stranger_is_told_what_commensal_is_and_what_it_cannot_do(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "What it cannot do" in page
    assert FRAMING in page
    assert reverse("account_signup") in page


def test_somebody_who_is_signed_in_goes_straight_to_today(ada_client: Client) -> None:
    assert ada_client.get("/").headers["Location"] == reverse("insights:today")


def test_help_is_open_to_strangers_and_one_tap_away_for_others(
    client: Client, ada_client: Client
) -> None:
    page = client.get(reverse("accounts:help")).content.decode()
    assert "tel:112" in page
    assert "tel:116123" in page
    assert f'href="{reverse("accounts:help")}"' in ada_client.get("/today/").content.decode()


def test_signing_in_leads_to_today_without_a_fuss(ada: User, client: Client) -> None:
    assert "passkey" in client.get(reverse("account_login")).content.decode()
    password = {"login": "ADA@example.org", "password": people.PASSWORD}
    answer = client.post(reverse("account_login"), password, follow=True)
    assert answer.redirect_chain == [(reverse("insights:today"), 302)]
    assert "Successfully" not in answer.content.decode()


def test_signing_up_keeps_the_zone_of_the_browser(client: Client) -> None:
    form = {"email": "Cleo@Example.org", "password1": "a long enough password"}
    answer = client.post(reverse("account_signup"), form | {"time_zone": "Asia/Tokyo"})
    assert answer.headers["Location"] == reverse("accounts:welcome")
    assert User.objects.get(email="cleo@example.org").time_zone == "Asia/Tokyo"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "<script>"])
def test_signing_up_without_a_zone_we_know_still_works(client: Client, zone: str) -> None:
    form = {"email": "cleo@example.org", "password1": "a long enough password"}
    client.post(reverse("account_signup"), form | {"time_zone": zone})
    assert User.objects.get(email="cleo@example.org").time_zone == "UTC"


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_change_password",
        "account_logout",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    ],
)
def test_the_pages_of_signing_in_wear_the_same_clothes(ada: User, name: str) -> None:
    client = Client()
    password = {"login": ada.email, "password": "a long enough password"}
    client.post(reverse("account_login"), password)
    page = client.get(reverse(name), follow=True).content.decode()
    assert "css/commensal.css" in page
    assert "style=" not in page


def test_an_unknown_address_says_so_in_our_own_words(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "Nothing here" in answer.content.decode()


def test_a_form_without_its_token_is_refused_kindly(ada: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    answer = client.post(reverse("accounts:settings"), {})
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()


def test_a_page_that_breaks_still_has_a_page(
    ada: User, ada_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("insights.views.summarise_day", lambda *_, **__: 1 / 0)
    ada_client.raise_request_exception = False
    answer = ada_client.get("/today/")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
