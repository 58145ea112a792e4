"""The page that erases an account."""

import pytest
from django.test import Client

from accounts.models import User
from tests import people
from tracker.models import Meal

pytestmark = pytest.mark.django_db

ADDRESS = "/settings/erase/"


def test_typing_the_address_erases_everything_and_signs_out(
    ada: User, ben: User, ada_client: Client
) -> None:
    people.eat(ada, "2026-11-17 12:00", (people.KIMCHI, 100))
    people.eat(ben, "2026-11-17 12:00", (people.KIMCHI, 100))
    page = ada_client.post(ADDRESS, {"email": "Ada@Example.org"}, follow=True)
    assert "have been erased" in page.content.decode()
    assert list(User.objects.all()) == [ben]
    assert [meal.user for meal in Meal.objects.all()] == [ben]
    assert ada_client.get("/today/").status_code == 302


@pytest.mark.parametrize("typed", ["", "ben@example.org", "not an address"])
def test_anything_else_erases_nothing(ada: User, ben: User, ada_client: Client, typed: str) -> None:
    answer = ada_client.post(ADDRESS, {"email": typed})
    assert answer.status_code == 200
    assert set(User.objects.all()) == {ada, ben}


def test_opening_the_page_erases_nothing(ada: User, ada_client: Client) -> None:
    assert "cannot be undone" in ada_client.get(ADDRESS).content.decode()
    assert User.objects.get() == ada
