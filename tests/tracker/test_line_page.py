"""The list that confirms a line: nothing is logged before it is sent, and then only once."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.people import KIMCHI, food
from tracker.food_lookup import LineItem, read_line
from tracker.models import Meal, MealItem

pytestmark = pytest.mark.django_db

LINE = "150 g kimchi, 2 slices rye bread and a cup of kefir"
ADDRESS = reverse("tracker:line")


def sent(items: list[LineItem], **changes: str) -> dict[str, str]:
    """Return what the browser sends for a line that was left as it was read."""
    data = {"q": LINE, "uid": str(uuid.uuid4()), "kind": "lunch", "day": "2026-11-18"}
    for place, item in enumerate(items):
        prefix = f"item-{place}"
        data |= {
            f"{prefix}-keep": "on",
            f"{prefix}-food": str(item.food.uid),
            f"{prefix}-number": f"{item.grams:g}",
            f"{prefix}-unit": "g",
        }
    return data | changes


def test_today_shows_a_line_for_confirmation_and_logs_nothing(ada_client: Client) -> None:
    page = ada_client.get(reverse("insights:today"), {"q": LINE}).content.decode()
    assert "Log these 3" in page
    assert page.count('class="line__item"') == 3
    assert not Meal.objects.exists()


def test_so_does_the_fragment_while_typing(ada_client: Client) -> None:
    page = ada_client.get(reverse("tracker:food-search"), {"q": LINE}).content.decode()
    assert "Log these 3" in page


def test_logging_a_line_makes_one_meal(ada_client: Client, ada: User) -> None:
    answer = ada_client.post(ADDRESS, sent(read_line(ada, LINE)), follow=True)

    assert answer.redirect_chain[-1][0].startswith(reverse("insights:today"))
    meal = Meal.objects.get()
    assert [item.name for item in meal.items.all()] == ["Kimchi", "Rye bread", "Kefir"]
    assert (meal.kind, str(meal.local_day)) == ("lunch", "2026-11-18")


def test_sending_it_twice_logs_it_once(ada_client: Client, ada: User) -> None:
    data = sent(read_line(ada, LINE))
    ada_client.post(ADDRESS, data)
    answer = ada_client.post(ADDRESS, data, follow=True)

    assert MealItem.objects.count() == 3
    assert "logged a moment ago" in answer.content.decode()


def test_foods_can_be_left_out_and_changed(ada_client: Client, ada: User) -> None:
    items = read_line(ada, LINE)
    other = items[0].foods[1]
    data = sent(items, **{"item-0-food": str(other.uid), "item-2-number": "1"})
    data["item-2-unit"] = "servings"
    del data["item-1-keep"]
    ada_client.post(ADDRESS, data)

    first, last = MealItem.objects.all()
    assert (first.food, first.grams) == (other, 150)
    assert (last.servings, last.grams, last.fibre_g) == (1, None, None)


def test_an_amount_that_is_missing_is_asked_for(ada_client: Client, ada: User) -> None:
    data = sent(read_line(ada, LINE), **{"item-1-number": ""})
    page = ada_client.post(ADDRESS, data).content.decode()

    assert "How much was it?" in page
    assert not Meal.objects.exists()


@pytest.mark.parametrize("number", ["-5", "0", "99999", "a lot"])
def test_a_senseless_amount_is_refused(ada_client: Client, ada: User, number: str) -> None:
    data = sent(read_line(ada, LINE), **{"item-0-number": number})
    assert 'aria-invalid="true"' in ada_client.post(ADDRESS, data).content.decode()
    assert not Meal.objects.exists()


def test_a_food_that_was_not_offered_is_refused(ada_client: Client, ada: User) -> None:
    data = sent(read_line(ada, LINE), **{"item-1-food": str(food(KIMCHI).uid)})
    ada_client.post(ADDRESS, data)
    assert not Meal.objects.exists()


def test_a_food_nobody_knows_is_left_out_and_said(ada_client: Client) -> None:
    page = ada_client.get(ADDRESS, {"q": "100 g kimchi, 50 g xqzzvw"}).content.decode()
    assert "Log this" in page
    assert "create it" in page
    assert re.search(r"No food was found for .{0,6}xqzzvw", page)


def test_an_empty_line_is_greeted_kindly(ada_client: Client) -> None:
    assert "Type what you ate" in ada_client.get(ADDRESS).content.decode()


def test_the_end_of_the_results_offers_to_create_the_food(ada_client: Client) -> None:
    page = ada_client.get(reverse("tracker:food-search"), {"q": "kvass of ours"}).content.decode()
    assert f"{reverse('tracker:food-new')}?name=kvass%20of%20ours" in page
