"""Editing a meal, taking things out of it, deleting it, and taking that back."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Undo, User
from tests import people
from tracker.models import FoodDay, Meal, MealItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def lunch(ada: User) -> Meal:
    return people.eat(ada, "2026-11-18 12:30", (people.KIMCHI, 100), (people.OATS, 50))


def edit_address(meal: Meal) -> str:
    return reverse("tracker:meal-edit", args=[meal.uid])


def form_of(meal: Meal, **changes: Any) -> dict[str, Any]:
    """Return what the browser sends for the meal as the page shows it, with changes."""
    shown = {"kind": meal.kind, "eaten_at": "2026-11-18T12:30", "note": meal.note}
    for item in meal.items.all():
        shown |= {f"{item.uid}-number": f"{item.grams:g}", f"{item.uid}-unit": "g"}
    return shown | changes


def undo_offered(client: Client) -> str:
    return reverse("accounts:undo", args=[Undo.objects.latest("pk").uid])


def test_kind_time_note_and_an_amount_can_be_changed(lunch: Meal, ada_client: Client) -> None:
    kimchi, oats = lunch.items.all()
    changes = {"kind": "snack", "eaten_at": "2026-11-17T20:15", "note": "late"}
    sent = form_of(lunch, **changes, **{f"{kimchi.uid}-number": "150"})
    answer = ada_client.post(edit_address(lunch), sent)
    lunch.refresh_from_db()
    assert answer.headers["Location"] == "/days/2026-11-17/"
    assert (lunch.kind, lunch.note, lunch.local_day.isoformat()) == ("snack", "late", "2026-11-17")
    assert [item.grams for item in lunch.items.all()] == [150, 50]
    assert lunch.items.get(uid=oats.uid).pk == oats.pk


def test_an_item_left_alone_keeps_the_figures_it_was_logged_with(
    lunch: Meal, ada_client: Client
) -> None:
    before = lunch.items.last()
    before.food.fibre_g = 99
    before.food.save()
    ada_client.post(edit_address(lunch), form_of(lunch, note="only a note"))
    assert lunch.items.get(uid=before.uid).fibre_g == before.fibre_g


def test_seconds_survive_an_edit_that_does_not_touch_the_time(
    lunch: Meal, ada_client: Client
) -> None:
    lunch.eaten_at = lunch.eaten_at.replace(second=42)
    lunch.save()
    ada_client.post(edit_address(lunch), form_of(lunch, note="x"))
    lunch.refresh_from_db()
    assert lunch.eaten_at.second == 42


def test_a_meal_abroad_is_edited_by_the_clock_it_was_logged_by(
    ada: User, lunch: Meal, ada_client: Client
) -> None:
    ada.time_zone = "America/Los_Angeles"
    ada.save()
    page = ada_client.get(edit_address(lunch)).content.decode()
    assert 'value="2026-11-18T12:30"' in page
    assert "clock in Europe/Berlin" in page
    ada_client.post(edit_address(lunch), form_of(lunch, eaten_at="2026-11-18T06:00"))
    lunch.refresh_from_db()
    assert lunch.eaten_at == people.at(ada, "2026-11-17 21:00")
    assert (lunch.local_day.isoformat(), lunch.time_zone) == ("2026-11-18", "Europe/Berlin")


def test_an_hour_that_comes_twice_can_be_saved_again(ada: User, ada_client: Client) -> None:
    meal = people.eat(ada, "2026-10-25 02:30", (people.KIMCHI, 100))
    sent = form_of(meal, eaten_at="2026-10-25T02:30", note="the clocks went back")
    assert ada_client.post(edit_address(meal), sent).status_code == 302
    meal.refresh_from_db()
    assert meal.eaten_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("eaten_at", "2026-12-24T12:00", "lies in the future"),
        ("eaten_at", "1066-10-14T12:00", "too long ago"),
        ("eaten_at", "noon", "Enter a valid date/time"),
        ("kind", "brunch", "Select a valid choice"),
        ("note", "x" * 501, "at most 500 characters"),
        ("number", "0", "0 g is not an amount"),
        ("number", "", "This field is required"),
        ("unit", "bucket", "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    lunch: Meal, ada_client: Client, field: str, typed: str, said: str
) -> None:
    name = f"{lunch.items.first().uid}-{field}" if field in {"number", "unit"} else field
    other = {f"{lunch.items.last().uid}-number": "77"}
    page = ada_client.post(edit_address(lunch), form_of(lunch, **other, **{name: typed}))
    assert said in page.content.decode()
    assert 'value="77"' in page.content.decode()
    assert [item.grams for item in lunch.items.all()] == [100, 50]


def test_a_food_taken_out_can_be_put_back(lunch: Meal, ada_client: Client) -> None:
    kimchi = lunch.items.first()
    removed = {f"{kimchi.uid}-remove": "on", f"{kimchi.uid}-number": ""}
    page = ada_client.post(edit_address(lunch), form_of(lunch, **removed), follow=True)
    assert [item.name for item in lunch.items.all()] == [people.food(people.OATS).name]
    assert undo_offered(ada_client) in page.content.decode()
    ada_client.post(undo_offered(ada_client))
    assert kimchi in lunch.items.all()


def test_taking_everything_out_deletes_the_meal(lunch: Meal, ada_client: Client) -> None:
    everything = {f"{item.uid}-remove": "on" for item in lunch.items.all()}
    ada_client.post(edit_address(lunch), form_of(lunch, **everything))
    assert not Meal.objects.exists()
    ada_client.post(undo_offered(ada_client))
    assert Meal.objects.get().items.count() == 2


def test_an_item_whose_food_is_gone_can_stay_or_go(lunch: Meal, ada_client: Client) -> None:
    MealItem.objects.filter(pk=lunch.items.first().pk).update(food=None)
    assert "left the catalogue" in ada_client.get(edit_address(lunch)).content.decode()
    ada_client.post(edit_address(lunch), form_of(lunch, note="kept"))
    assert [item.grams for item in lunch.items.all()] == [100, 50]


def test_a_deleted_meal_comes_back_with_what_was_said_of_its_day(
    ada: User, lunch: Meal, ada_client: Client
) -> None:
    said = reverse("tracker:food-day-say", args=["2026-11-18"])
    ada_client.post(said, {"status": "complete"})
    delete = reverse("tracker:meal-delete", args=[lunch.uid])
    page = ada_client.post(delete, {"next": "/today/"}, follow=True).content.decode()
    assert "Lunch deleted." in page
    assert not FoodDay.objects.exists()
    ada_client.post(undo_offered(ada_client), {"next": "/today/"})
    assert Meal.objects.get().items.count() == 2
    assert FoodDay.objects.get().status == "complete"


def test_one_food_is_removed_from_the_day_page(lunch: Meal, ada_client: Client) -> None:
    item = lunch.items.first()
    ada_client.post(reverse("tracker:item-delete", args=[lunch.uid, item.uid]))
    assert item not in lunch.items.all()


def test_nobody_else_finds_the_meal_or_the_way_back(
    lunch: Meal, ada_client: Client, ben_client: Client
) -> None:
    item = lunch.items.first()
    assert ben_client.get(edit_address(lunch)).status_code == 404
    assert ben_client.post(edit_address(lunch), form_of(lunch)).status_code == 404
    for name, uids in (("meal-delete", [lunch.uid]), ("item-delete", [lunch.uid, item.uid])):
        assert ben_client.post(reverse(f"tracker:{name}", args=uids)).status_code == 404
    ada_client.post(reverse("tracker:meal-delete", args=[lunch.uid]))
    assert ben_client.post(undo_offered(ben_client)).status_code == 404
    assert not Meal.objects.exists()


def test_after_a_day_there_is_no_way_back(lunch: Meal, ada_client: Client, clock: Any) -> None:
    ada_client.post(reverse("tracker:meal-delete", args=[lunch.uid]))
    clock.shift(60 * 60 * 24 + 1)
    assert ada_client.post(undo_offered(ada_client)).status_code == 404


def test_a_food_of_a_meal_deleted_since_says_why_it_cannot_return(
    lunch: Meal, ada_client: Client
) -> None:
    ada_client.post(reverse("tracker:item-delete", args=[lunch.uid, lunch.items.first().uid]))
    first = undo_offered(ada_client)
    ada_client.post(reverse("tracker:meal-delete", args=[lunch.uid]))
    page = ada_client.post(first, follow=True).content.decode()
    assert "Take that back first" in page


@pytest.mark.parametrize(
    ("status", "said"),
    [("none", "Delete them first"), ("complete", "")],
)
def test_a_day_with_meals_can_be_complete_but_not_empty(
    lunch: Meal, ada_client: Client, status: str, said: str
) -> None:
    address = reverse("tracker:food-day-say", args=["2026-11-18"])
    page = ada_client.post(address, {"status": status}, follow=True).content.decode()
    assert said in page
    assert FoodDay.objects.filter(status=status).exists() is (not said)


def test_what_was_said_of_a_day_can_be_taken_back(ada: User, ada_client: Client) -> None:
    address = reverse("tracker:food-day-say", args=["2026-11-18"])
    page = ada_client.post(address, {"status": "none"}, follow=True).content.decode()
    assert "Recorded: you ate nothing" in page
    ada_client.post(address, {"status": ""})
    assert not FoodDay.objects.exists()


def test_nothing_is_said_of_a_day_to_come(ada: User, ada_client: Client) -> None:
    address = reverse("tracker:food-day-say", args=["2026-11-25"])
    assert ada_client.post(address, {"status": "none", "next": "/today/"}).status_code == 302
    assert not FoodDay.objects.exists()
