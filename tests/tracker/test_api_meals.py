"""`meals/`: what programs log comes back whole, once, and to its owner alone."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests import people
from tests.api_support import (
    AN_ID,
    ANOTHER_ID,
    API,
    BREAKFAST_AT,
    MEALS,
    api_of,
    breakfast,
    errors_of,
    food_id,
    kimchi,
    new_id,
)
from tracker.models import Food, Meal, MealItem


def everything() -> tuple[list[Any], list[Any]]:
    """Return all that is stored about meals, figure by figure."""
    meals = Meal.objects.order_by("uid").values_list("uid", "eaten_at", "local_day", "kind", "note")
    items = MealItem.objects.order_by("uid").values(
        "uid", "position", "grams", "fibre_g", "portion"
    )
    return list(meals), list(items)


def test_a_logged_meal_comes_back_with_its_figures(ada: User) -> None:
    client = api_of(ada)
    response = client.post(MEALS, breakfast(id=AN_ID, note="With rice"))
    assert response.status_code == 201
    meal = response.json()
    assert client.get(f"{MEALS}{AN_ID}/").json() == meal
    [item] = meal.pop("items")
    assert meal == {
        "id": AN_ID,
        "eaten_at": BREAKFAST_AT,
        "local_day": "2026-11-18",
        "time_zone": "Europe/Berlin",
        "kind": "breakfast",
        "note": "With rice",
    }
    assert item.pop("id")
    # data/foods.csv: 15 kcal and 1.6 g fibre per 100 g; data/fermented.csv: a serving is 75 g.
    assert item == {
        "food": food_id(people.KIMCHI),
        "name": "Kimchi",
        "grams": 100.0,
        "portion_description": "",
        "portion_quantity": None,
        "servings": None,
        "energy_kcal": 15.0,
        "protein_g": 1.1,
        "fat_g": 0.5,
        "carbohydrate_g": 2.4,
        "sugars_g": 1.06,
        "fibre_g": 1.6,
        "tryptophan_g": None,
        "fibre_is_at_least": False,
        "nutrients_from": "",
        "ferment": "kimchi",
        "fermented_servings": pytest.approx(100 / 75),
        "live_servings": pytest.approx(100 / 75),
        "plants": ["napa-cabbage"],
    }


def test_a_portion_weighs_what_the_catalogue_says(ada: User) -> None:
    portion = people.portion(people.food(people.KIMCHI), "cup")
    sent = kimchi(portion=str(portion.uid), quantity=0.5)
    [item] = api_of(ada).post(MEALS, breakfast(items=[sent])).json()["items"]
    assert (item["grams"], item["portion_description"], item["portion_quantity"]) == (
        75,
        "cup",
        0.5,
    )


def test_plain_servings_leave_grams_and_nutrients_unknown(ada: User) -> None:
    [item] = api_of(ada).post(MEALS, breakfast(items=[kimchi(servings=2)])).json()["items"]
    assert (item["grams"], item["fibre_g"], item["servings"]) == (None, None, 2)
    assert (item["fermented_servings"], item["live_servings"]) == (2, 2)


def test_an_unknown_nutrient_is_null(ada: User) -> None:
    items = [{"food": food_id(people.TEMPEH), "grams": 80}]
    [item] = api_of(ada).post(MEALS, breakfast(items=items)).json()["items"]
    assert item["fibre_g"] is None


def test_the_same_meal_sent_again_changes_nothing(ada: User) -> None:
    client, body = api_of(ada), breakfast(id=AN_ID, items=[kimchi(), kimchi(grams=5)])
    first = client.post(MEALS, body)
    before = everything()
    again = client.post(MEALS, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert everything() == before


def test_a_known_id_gives_the_stored_meal_whatever_else_is_sent(ada: User) -> None:
    client = api_of(ada)
    first = client.post(MEALS, breakfast(id=AN_ID)).json()
    again = client.post(MEALS, breakfast(id=AN_ID, kind="dinner", note="another"))
    assert (again.status_code, again.json()) == (200, first)


def test_two_people_may_choose_the_same_id(ada: User, ben: User) -> None:
    assert api_of(ada).post(MEALS, breakfast(id=AN_ID)).status_code == 201
    assert api_of(ben).post(MEALS, breakfast(id=AN_ID)).status_code == 201
    assert Meal.objects.filter(uid=AN_ID).count() == 2


def test_an_id_in_capitals_is_the_same_id(ada: User) -> None:
    client = api_of(ada)
    client.post(MEALS, breakfast(id=AN_ID.upper()))
    assert client.post(MEALS, breakfast(id=AN_ID)).status_code == 200
    assert client.get(f"{MEALS}{AN_ID.upper()}/").json()["id"] == AN_ID


def test_the_kind_is_guessed_from_the_time_when_left_out(ada: User) -> None:
    body = breakfast(eaten_at="2026-11-18T12:10:00+01:00")
    del body["kind"]
    assert api_of(ada).post(MEALS, body).json()["kind"] == "lunch"


@pytest.mark.parametrize(
    ("sent", "stored", "day"),
    [
        ("2026-11-18T08:30:00", "2026-11-18T08:30:00+01:00", "2026-11-18"),
        ("2026-11-18 08:30", "2026-11-18T08:30:00+01:00", "2026-11-18"),
        ("2026-11-18T07:30:00Z", "2026-11-18T08:30:00+01:00", "2026-11-18"),
        ("2026-11-18T16:30:00+09:00", "2026-11-18T08:30:00+01:00", "2026-11-18"),
        ("2026-11-18T01:30:00", "2026-11-18T01:30:00+01:00", "2026-11-17"),
        ("2026-11-18T03:59:59.999999", "2026-11-18T03:59:59.999999+01:00", "2026-11-17"),
        ("2026-11-18T04:00:00", "2026-11-18T04:00:00+01:00", "2026-11-18"),
    ],
)
def test_a_time_is_read_in_the_persons_zone_and_put_on_their_day(
    sent: str, stored: str, day: str, ada: User
) -> None:
    meal = api_of(ada).post(MEALS, breakfast(eaten_at=sent)).json()
    assert (meal["eaten_at"], meal["local_day"]) == (stored, day)


def test_travelling_changes_neither_day_nor_clock_of_past_meals(ada: User) -> None:
    client = api_of(ada)
    before = client.post(MEALS, breakfast(id=AN_ID, eaten_at="2026-11-18T01:30:00")).json()
    client.patch(f"{API}me/", {"time_zone": "America/Los_Angeles"})
    assert client.get(f"{MEALS}{AN_ID}/").json() == before
    assert client.put(f"{MEALS}{AN_ID}/", before).json() == before


def test_what_was_read_can_be_put_back_and_changes_nothing(ada: User) -> None:
    client = api_of(ada)
    cup = str(people.portion(people.food(people.KIMCHI), "cup").uid)
    items = [kimchi(portion=cup, quantity=2), kimchi(servings=1), kimchi(grams=0.1)]
    meal = client.post(MEALS, breakfast(id=AN_ID, note="n", items=items)).json()
    before = everything()
    response = client.put(f"{MEALS}{AN_ID}/", meal)
    assert (response.status_code, response.json()) == (200, meal)
    assert everything() == before


def test_a_put_sent_twice_changes_nothing_the_second_time(ada: User) -> None:
    client = api_of(ada)
    client.post(MEALS, breakfast(id=AN_ID))
    body = breakfast(items=[kimchi(), kimchi(), kimchi(grams=20)])
    first = client.put(f"{MEALS}{AN_ID}/", body)
    before = everything()
    assert client.put(f"{MEALS}{AN_ID}/", body).json() == first.json()
    assert everything() == before


def test_a_put_clears_what_it_leaves_out(ada: User) -> None:
    client = api_of(ada)
    client.post(MEALS, breakfast(id=AN_ID, kind="snack", note="n"))
    body = {"eaten_at": BREAKFAST_AT, "items": [kimchi(grams=20)]}
    meal = client.put(f"{MEALS}{AN_ID}/", body).json()
    assert (meal["kind"], meal["note"]) == ("breakfast", "")
    assert [item["grams"] for item in meal["items"]] == [20]


@pytest.mark.parametrize(
    "change", [{"note": "n"}, {"kind": "snack"}, {"eaten_at": "2026-11-17T09:00:00+01:00"}]
)
def test_a_patch_changes_only_what_it_names(change: dict[str, str], ada: User) -> None:
    client = api_of(ada)
    meal = client.post(MEALS, breakfast(id=AN_ID)).json()
    changed = client.patch(f"{MEALS}{AN_ID}/", change).json()
    day = change.get("eaten_at", meal["local_day"])[:10]
    assert changed == meal | change | {"local_day": day}


def test_an_item_whose_amount_stays_keeps_its_figures(ada: User) -> None:
    client = api_of(ada)
    meal = client.post(MEALS, breakfast(id=AN_ID, items=[kimchi(), kimchi(grams=50)])).json()
    Food.objects.filter(source_id=people.KIMCHI).update(fibre_g=9)
    meal["items"][1]["grams"] = 100
    items = client.patch(f"{MEALS}{AN_ID}/", {"items": meal["items"]}).json()["items"]
    assert [item["fibre_g"] for item in items] == [1.6, 9]
    assert [item["id"] for item in items] == [item["id"] for item in meal["items"]]


def test_a_put_to_an_unknown_id_makes_nothing(ada: User) -> None:
    response = api_of(ada).put(f"{MEALS}{ANOTHER_ID}/", breakfast())
    assert response.status_code == 404
    assert errors_of(response) == [(None, "not_found")]
    assert not Meal.objects.exists()


def test_the_id_of_a_meal_cannot_change(ada: User) -> None:
    client = api_of(ada)
    client.post(MEALS, breakfast(id=AN_ID))
    response = client.put(f"{MEALS}{AN_ID}/", breakfast(id=ANOTHER_ID))
    assert response.status_code == 400
    assert errors_of(response) == [("id", "id_cannot_change")]


def test_a_deleted_meal_is_gone_and_deleting_again_says_so(ada: User) -> None:
    client = api_of(ada)
    client.post(MEALS, breakfast(id=AN_ID))
    assert client.delete(f"{MEALS}{AN_ID}/").status_code == 204
    assert not MealItem.objects.exists()
    assert client.get(f"{MEALS}{AN_ID}/").status_code == 404
    assert client.delete(f"{MEALS}{AN_ID}/").status_code == 404


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_another_persons_meal_is_not_found(method: str, ada: User, ben: User) -> None:
    meal = people.eat(ada, "2026-11-18 08:30", (people.KIMCHI, 100))
    before = everything()
    response = getattr(api_of(ben), method)(f"{MEALS}{meal.uid}/", breakfast())
    assert response.status_code == 404
    assert errors_of(response) == [(None, "not_found")]
    assert everything() == before
    assert api_of(ben).get(MEALS).json()["results"] == []


def test_another_persons_own_food_cannot_be_eaten(ada: User, ben: User) -> None:
    soup = Food.objects.create(owner=ada, source=Food.Source.OWN, source_id="1", name="Ada's soup")
    items = [{"food": str(soup.uid), "grams": 100}]
    assert api_of(ada).post(MEALS, breakfast(items=items)).status_code == 201
    response = api_of(ben).post(MEALS, breakfast(items=items))
    assert errors_of(response) == [("items.0.food", "unknown_food")]


def test_the_list_keeps_the_days_from_and_to_both_included(ada: User) -> None:
    for day in range(10, 18):
        people.eat(ada, f"2026-11-{day} 12:00", (people.APPLE, 100))
    # Belongs to the 15th, although the calendar says the 16th.
    people.eat(ada, "2026-11-16 01:30", (people.APPLE, 100))
    client = api_of(ada)

    def days(**query: str) -> list[str]:
        return [meal["local_day"][-2:] for meal in client.get(MEALS, query).json()["results"]]

    assert days(**{"from": "2026-11-12", "to": "2026-11-14"}) == ["12", "13", "14"]
    assert days(**{"from": "2026-11-15", "to": "2026-11-15"}) == ["15", "15"]
    assert days(**{"from": "2026-11-17"}) == ["17"]
    assert days(to="2026-11-10") == ["10"]
    assert len(days()) == 9


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ({"from": "yesterday"}, ("from", "invalid")),
        ({"from": "11/12/2026"}, ("from", "invalid")),
        ({"to": "2026-02-30"}, ("to", "invalid")),
        ({"to": "2026-11-18\x00"}, ("to", "invalid")),
        ({"from": "2026-11-19", "to": "2026-11-18"}, ("to", "ends_before_it_begins")),
    ],
)
def test_days_that_make_no_sense_are_refused(
    query: dict[str, str], refused: tuple[str, str], ada: User
) -> None:
    response = api_of(ada).get(MEALS, query)
    assert response.status_code == 400
    assert errors_of(response) == [refused]


def test_the_list_is_paged(ada: User) -> None:
    for hour in range(5, 12):
        people.eat(ada, f"2026-11-17 {hour:02}:00", (people.APPLE, 100))
    client = api_of(ada)
    first = client.get(MEALS, {"page_size": 3}).json()
    assert (first["count"], len(first["results"]), first["previous"]) == (7, 3, None)
    seen, page = list(first["results"]), first
    while page["next"]:
        page = client.get(page["next"]).json()
        seen += page["results"]
    assert [meal["eaten_at"][11:13] for meal in seen] == [f"{hour:02}" for hour in range(5, 12)]
    response = client.get(MEALS, {"page": 99})
    assert response.status_code == 404
    assert errors_of(response) == [(None, "not_found")]


def test_a_list_of_any_length_costs_the_same_queries(ada: User) -> None:
    client = api_of(ada)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(MEALS).status_code == 200
        return len(queries)

    people.eat(ada, "2026-11-17 05:00", (people.APPLE, 100))
    client.get(MEALS)
    of_one = cost()
    for hour in range(6, 20):
        people.eat(ada, f"2026-11-17 {hour:02}:00", (people.APPLE, 100), (people.OATS, 40))
    # The token, how many there are, the meals, their items.
    assert cost() == of_one == 4


def test_logging_a_long_meal_costs_no_more_queries_than_a_short_one(ada: User) -> None:
    client = api_of(ada)

    def cost(items: list[dict[str, Any]]) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.post(MEALS, breakfast(id=new_id(), items=items)).status_code == 201
        return len(queries)

    cost([kimchi()])
    assert cost([kimchi()] * 40) == cost([kimchi()])


def test_a_meal_may_be_a_day_ahead_for_travellers_but_no_further(
    ada: User, clock: time_machine.Traveller
) -> None:
    client = api_of(ada)
    soon = people.NOW + timedelta(hours=26)
    assert client.post(MEALS, breakfast(eaten_at=soon.isoformat())).status_code == 201
    later = soon + timedelta(seconds=1)
    response = client.post(MEALS, breakfast(eaten_at=later.isoformat()))
    assert errors_of(response) == [("eaten_at", "in_the_future")]
