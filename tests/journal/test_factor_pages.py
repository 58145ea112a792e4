"""The quick row on a day's page, and the page to choose what to keep."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from journal.models import Factor, FactorEntry
from journal.services import make_factor, record_factor, want_built_in
from tests.people import NOW

FACTORS = "/settings/factors/"
TODAY = date(2026, 11, 18)
pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    return " ".join(client.get(address, follow=True).content.decode().split())


def answer(factor: Factor) -> str:
    return reverse("journal:factor-answer", args=[factor.uid])


def pressed(page: str, name: str) -> list[str]:
    """Return the answers that are pressed in the row of a factor."""
    row = page[re.search(rf"factor__name[^>]*>\s*{name}", page).start() :]
    return re.findall(r'aria-pressed="true">(\w+)<', row[: row.index("</li>")])


def test_a_day_without_factors_offers_them_once(ada_client: Client) -> None:
    assert "Choose what to keep" in text_of(ada_client, "/today/")


def test_one_tap_answers_and_another_takes_it_back(ada: User, ada_client: Client) -> None:
    ill = want_built_in(ada, "illness")
    assert pressed(text_of(ada_client, "/today/"), "Illness") == []
    for value, shown in (("1", ["Yes"]), ("0", ["No"]), ("", [])):
        ada_client.post(answer(ill), {"day": TODAY, "value": value})
        assert pressed(text_of(ada_client, "/today/"), "Illness") == shown
    assert not FactorEntry.objects.exists()


def test_a_number_may_have_a_decimal_comma_and_can_be_cleared(
    ada: User, ada_client: Client
) -> None:
    sleep = want_built_in(ada, "sleep_h")
    ada_client.post(answer(sleep), {"day": TODAY, "value": "7,5"})
    assert 'value="7.5"' in text_of(ada_client, "/today/")
    assert "to the day you woke" in text_of(ada_client, "/today/")
    ada_client.post(answer(sleep), {"day": TODAY, "value": "7.5", "clear": "1"})
    assert not FactorEntry.objects.exists()


def test_a_scale_is_eleven_buttons(ada: User, ada_client: Client) -> None:
    quality = want_built_in(ada, "sleep_quality")
    ada_client.post(answer(quality), {"day": TODAY, "value": "10"})
    assert pressed(text_of(ada_client, "/today/"), "Sleep quality") == ["10"]


def test_an_earlier_day_is_filled_in_on_its_own_page(ada: User, ada_client: Client) -> None:
    ill = want_built_in(ada, "illness")
    page = "/days/2026-11-10/"
    reply = ada_client.post(answer(ill), {"day": "2026-11-10", "value": "1", "next": page})
    assert reply.headers["Location"] == page
    assert FactorEntry.objects.get().local_day == date(2026, 11, 10)
    assert pressed(text_of(ada_client, page), "Illness") == ["Yes"]


@pytest.mark.parametrize("value", ["25", "seven", "-1", "nan"])
def test_a_value_that_cannot_be_is_explained(ada: User, ada_client: Client, value: str) -> None:
    sleep = want_built_in(ada, "sleep_h")
    reply = ada_client.post(answer(sleep), {"day": TODAY, "value": value}, follow=True)
    assert "message--warning" in reply.content.decode()
    assert not FactorEntry.objects.exists()


def test_a_day_to_come_is_not_found(ada: User, ada_client: Client) -> None:
    ill = want_built_in(ada, "illness")
    assert ada_client.post(answer(ill), {"day": "2026-11-19", "value": "1"}).status_code == 404


def test_an_answer_leads_to_no_other_site(ada: User, ada_client: Client) -> None:
    ill = want_built_in(ada, "illness")
    form = {"day": TODAY, "value": "1", "next": "https://evil.example/"}
    assert ada_client.post(answer(ill), form).headers["Location"].startswith("/days/")


def test_another_persons_factor_is_not_found(ada: User, ben: User, client_of: object) -> None:
    ill = want_built_in(ada, "illness")
    bens = client_of(ben)  # type: ignore[operator]
    for name in ("answer", "use", "stop", "delete"):
        address = reverse(f"journal:factor-{name}", args=[ill.uid])
        assert bens.post(address, {"day": TODAY, "value": "1"}).status_code == 404
    assert bens.get(reverse("journal:factor-edit", args=[ill.uid])).status_code == 404
    assert Factor.objects.get().is_in_use


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    assert "/accounts/login/" in client.get(FACTORS).headers["Location"]


def test_changes_are_never_made_by_a_link(ada: User, ada_client: Client) -> None:
    ill = want_built_in(ada, "illness")
    for name in ("answer", "use", "stop", "delete"):
        address = reverse(f"journal:factor-{name}", args=[ill.uid])
        assert ada_client.get(address).status_code == 405
    assert ada_client.get(reverse("journal:built-in-want", args=["holiday"])).status_code == 405


def test_built_in_factors_are_switched_on_and_off(ada: User, ada_client: Client) -> None:
    ada_client.post(reverse("journal:built-in-want", args=["alcohol_drinks"]))
    assert "Alcohol" in text_of(ada_client, "/today/")
    drinks = Factor.objects.get()
    ada_client.post(reverse("journal:factor-stop", args=[drinks.uid]))
    assert "Alcohol is off your day" in text_of(ada_client, "/today/")
    assert "Alcohol" not in text_of(ada_client, "/today/")
    assert "kept before" in text_of(ada_client, FACTORS)
    ada_client.post(reverse("journal:factor-use", args=[drinks.uid]))
    assert Factor.objects.get().is_in_use
    assert ada_client.post(reverse("journal:built-in-want", args=["moon"])).status_code == 404


def test_a_factor_of_ones_own_is_made_renamed_and_deleted(ada_client: Client) -> None:
    ada_client.post(FACTORS, {"name": "Coffee", "kind": "amount", "unit": "cups"})
    coffee = Factor.objects.get()
    edit = reverse("journal:factor-edit", args=[coffee.uid])
    assert "cups" in text_of(ada_client, edit)
    ada_client.post(edit, {"name": "Strong coffee", "unit": "mugs"})
    assert str(Factor.objects.get()) == "Strong coffee"
    ada_client.post(edit, {"name": "", "unit": "mugs"})
    assert str(Factor.objects.get()) == "Strong coffee"
    reply = ada_client.post(reverse("journal:factor-delete", args=[coffee.uid]), follow=True)
    assert "Undo" in reply.content.decode()
    assert not Factor.objects.exists()


@pytest.mark.parametrize(
    "form", [{}, {"name": "Walk"}, {"kind": "yes_no"}, {"name": "x" * 61, "kind": "yes_no"}]
)
def test_an_incomplete_factor_is_not_made(ada_client: Client, form: dict[str, str]) -> None:
    assert "errorlist" in ada_client.post(FACTORS, form).content.decode()
    assert not Factor.objects.exists()


def test_a_name_is_shown_and_never_run(ada: User, ada_client: Client) -> None:
    make_factor(ada, name="<script>alert(1)</script>", kind="yes_no")
    for address in ("/today/", FACTORS, "/insights/weeks/2026-W47/"):
        assert "<script>alert" not in text_of(ada_client, address)


def test_a_long_history_asks_the_database_no_more(
    ada: User, ada_client: Client, django_assert_max_num_queries: object
) -> None:
    sleep = want_built_in(ada, "sleep_h")
    for number in range(1, 18):
        record_factor(sleep, date(2026, 11, number), 7, now=NOW)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        ada_client.get(FACTORS)
