"""What holds for every page: closed to strangers, one method each, no scripts in the markup."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

NOBODYS = uuid4()
PAGES = [
    ("insights:today", []),
    ("insights:day", ["2026-11-17"]),
    ("insights:days", []),
    ("insights:this-week", []),
    ("insights:week", ["2026-W47"]),
    ("insights:patterns", []),
    ("insights:questions", []),
    ("insights:finding", ["fibre_g", "mood"]),
    ("tracker:plants", []),
    ("tracker:own-foods", []),
    ("tracker:food-new", []),
    ("tracker:recipe-new", []),
    ("tracker:day-copy", ["2026-11-17"]),
    ("tracker:dose-new", []),
    ("insights:print", []),
    ("insights:digest", []),
    ("accounts:settings", []),
    ("accounts:tokens", []),
    ("exchange:erase", []),
    ("tracker:food-search", []),
    ("tracker:item-add", [NOBODYS]),
    ("tracker:meal-edit", [NOBODYS]),
    ("tracker:line", []),
    ("tracker:food", [NOBODYS]),
    ("tracker:food-edit", [NOBODYS]),
    ("tracker:dose-edit", [NOBODYS]),
    ("insights:print-file", []),
    ("journal:check-in-new", []),
    ("journal:check-in-edit", [NOBODYS]),
]
VERBS = [
    ("insights:finding-useful", ["fibre_g", "mood"]),
    ("accounts:time-zone-change", []),
    ("accounts:token-revoke", [NOBODYS]),
    ("accounts:undo", [NOBODYS]),
    ("tracker:meal-delete", [NOBODYS]),
    ("tracker:item-delete", [NOBODYS, NOBODYS]),
    ("tracker:item-again", [NOBODYS, NOBODYS]),
    ("tracker:item-switch", [NOBODYS, NOBODYS]),
    ("tracker:meal-again", [NOBODYS]),
    ("tracker:meal-save", [NOBODYS]),
    ("tracker:saved-meal-log", [NOBODYS]),
    ("tracker:saved-meal-rename", [NOBODYS]),
    ("tracker:saved-meal-delete", [NOBODYS]),
    ("tracker:tap", ["tap_fruit"]),
    ("tracker:food-delete", [NOBODYS]),
    ("tracker:favourite", [NOBODYS]),
    ("tracker:plant-rule", []),
    ("tracker:dose-again", []),
    ("tracker:dose-delete", [NOBODYS]),
    ("tracker:food-day-say", ["2026-11-17"]),
    ("journal:check-in-delete", [NOBODYS]),
]
READ_ONLY = [
    "insights:today",
    "insights:days",
    "insights:this-week",
    "insights:patterns",
    "tracker:food-search",
]

pytestmark = pytest.mark.django_db


def address(name: str, arguments: list[object]) -> str:
    return reverse(name, args=arguments)


@pytest.mark.parametrize(("name", "arguments"), [*PAGES, *VERBS])
def test_strangers_are_asked_to_sign_in(client: Client, name: str, arguments: list[object]) -> None:
    answer = client.post(address(name, arguments))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("name", "arguments"), VERBS)
def test_a_get_changes_nothing(ada_client: Client, name: str, arguments: list[object]) -> None:
    assert ada_client.get(address(name, arguments)).status_code == 405


@pytest.mark.parametrize("name", READ_ONLY)
def test_pages_that_only_show_refuse_a_post(ada_client: Client, name: str) -> None:
    assert ada_client.post(reverse(name)).status_code == 405


@pytest.mark.parametrize(("name", "arguments"), PAGES[:19])
def test_pages_keep_to_the_strict_policy(
    ada_client: Client, name: str, arguments: list[object]
) -> None:
    answer = ada_client.get(address(name, arguments), follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert " style=" not in page
    assert "<style" not in page
    assert "onclick" not in page
