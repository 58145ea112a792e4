"""Somebody new signs up on a phone, logs a day, and finds it on the week page."""

from typing import Any

import pytest
from django.conf import settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from journal.models import CheckIn
from tests.insights.test_by_hand import fermented_by_hand, fibre_by_hand, plants_by_hand
from tests.people import PASSWORD
from tracker.models import Meal, MealItem, Plant

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What the person types, the food's name in the results, the amount and the unit they choose.
FOODS = (
    ("kimchi", "Kimchi", "100", "grams"),
    ("rye bread", "Rye bread", "2", "slice, regular"),
    ("kefir", "Kefir", "1", "cup"),
)


def sign_up(page: Any, server: LiveServer) -> None:
    page.goto(f"{server.url}/accounts/signup/")
    page.get_by_label("Email").fill("nora@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_selector("#q, .onboarding")
    if page.locator(".onboarding").count():
        page.goto(f"{server.url}/today/")


def add_food(page: Any, typed: str, name: str, number: str, unit: str) -> None:
    page.locator("#q").fill(typed)
    page.locator("#q").press("Enter")
    result = page.locator(".food", has=page.get_by_text(name, exact=True)).first
    result.wait_for()
    label = result.locator("option", has_text=unit).first.text_content()
    result.locator("select").select_option(label=label)
    result.locator("input[name=number]").fill(number)
    logged = page.locator(".meal li")
    before = logged.count()
    result.get_by_role("button", name="Add").click()
    logged.nth(before).wait_for()


def check_in(page: Any) -> None:
    page.get_by_text("How are you?").click()
    for scale, rating in (("Mood", "7"), ("Anxiety", "2"), ("Energy", "6")):
        group = page.get_by_role("group", name=scale, exact=True)
        group.get_by_role("radio", name=rating, exact=True).click()
    page.get_by_role("button", name="Check in").click()
    page.wait_for_selector("text=Check in again")


def test_the_first_day_reaches_the_week_page_as_worked_out_by_hand(
    live_server: LiveServer, phone: Any, complaints: list[str]
) -> None:
    sign_up(phone, live_server)
    for food in FOODS:
        add_food(phone, *food)
    check_in(phone)

    person = User.objects.get(email="nora@example.org")
    assert person.time_zone == "Europe/Berlin"
    assert Meal.objects.for_user(person).count() == 1
    items = MealItem.objects.filter(meal__user=person)
    assert sum(item.fibre_g for item in items) == pytest.approx(fibre_by_hand())
    assert CheckIn.objects.get().mood == 7

    phone.goto(f"{live_server.url}/insights/weeks/")
    phone.locator(".week__chart .chart__drawing svg").first.wait_for()
    phone.locator(".week__chart").get_by_text("Show as table").click()
    shown = phone.locator("#main").inner_text()
    assert f"{fibre_by_hand():.1f}" in shown
    assert f"{fermented_by_hand({'low', 'medium', 'high'}):.1f}" in shown
    assert "so far" in shown  # one meal is not a whole day
    for plant in Plant.objects.filter(key__in=plants_by_hand()):
        assert plant.name in shown
    assert complaints == []


def test_nothing_is_wider_than_the_phone(live_server: LiveServer, phone: Any) -> None:
    sign_up(phone, live_server)
    for address in ("/today/", "/insights/weeks/", "/insights/questions/", "/settings/"):
        phone.goto(f"{live_server.url}{address}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_pages_ask_nothing_of_other_machines(live_server: LiveServer, phone: Any) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    sign_up(phone, live_server)
    phone.goto(f"{live_server.url}/insights/weeks/")
    assert len(asked) > 5
    assert all(address.startswith((live_server.url, "data:")) for address in asked)
    assert settings.PUBLIC_URL not in asked
