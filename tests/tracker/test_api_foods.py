"""`foods/`: what there is to eat, with everything needed to log it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests import people
from tests.api_support import API, api_of, errors_of, food_id, new_id
from tracker.models import Food

FOODS = f"{API}foods/"


def test_a_food_comes_with_portions_plants_and_its_ferment(ada: User) -> None:
    food = api_of(ada).get(f"{FOODS}{food_id(people.KIMCHI)}/").json()
    assert (food["name"], food["source"], food["fibre_g"]) == ("Kimchi", "usda_fndds", 1.6)
    assert food["tryptophan_g"] is None
    assert food["plants"] == ["napa-cabbage"]
    assert food["stand_in"] is None
    ferment = food["ferment"]
    assert (ferment["key"], ferment["live_culture_class"]) == ("kimchi", "high")
    assert (ferment["is_live"], ferment["typical_serving_g"]) == (True, 75)
    assert ferment["evidence"] in {"measured", "standard", "class", "estimate"}
    cup = next(portion for portion in food["portions"] if portion["description"] == "cup")
    assert set(cup) == {"id", "amount", "description", "grams"}
    assert (cup["amount"], cup["grams"]) == (1, 150)


def test_a_borrowed_nutrient_says_from_which_food(ada: User) -> None:
    borrower = Food.objects.filter(stand_in__isnull=False).select_related("stand_in").first()
    food = api_of(ada).get(f"{FOODS}{borrower.uid}/").json()
    assert food["stand_in"] == {"id": str(borrower.stand_in.uid), "name": borrower.stand_in.name}


def test_the_search_gives_the_best_first_in_the_shape_of_all_lists(ada: User) -> None:
    page = api_of(ada).get(FOODS, {"q": "kimchi"}).json()
    assert page["results"][0]["name"] == "Kimchi"
    assert (page["count"], page["next"], page["previous"]) == (len(page["results"]), None, None)
    assert 1 < page["count"] <= 12


def test_the_number_of_results_can_be_chosen(ada: User) -> None:
    client = api_of(ada)
    assert client.get(FOODS, {"q": "bread", "limit": 1}).json()["count"] == 1
    assert client.get(FOODS, {"q": "bread", "limit": 50}).json()["count"] > 12


def test_words_nobody_uses_find_nothing(ada: User) -> None:
    assert api_of(ada).get(FOODS, {"q": "qqqqzzzzxx"}).json()["results"] == []


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ({}, ("q", "required")),
        ({"q": ""}, ("q", "blank")),
        ({"q": "  "}, ("q", "blank")),
        ({"q": "x" * 201}, ("q", "max_length")),
        ({"q": "a\x00"}, ("q", "null_characters_not_allowed")),
        ({"q": "apple", "limit": 0}, ("limit", "min_value")),
        ({"q": "apple", "limit": 51}, ("limit", "max_value")),
        ({"q": "apple", "limit": "many"}, ("limit", "invalid")),
    ],
)
def test_a_search_that_makes_no_sense_is_refused(
    query: dict[str, Any], refused: tuple[str, str], ada: User
) -> None:
    response = api_of(ada).get(FOODS, query)
    assert response.status_code == 400
    assert errors_of(response) == [refused]


def test_a_retired_food_can_still_be_looked_up(ada: User) -> None:
    retired = Food.objects.filter(retired=True, owner=None).first()
    food = api_of(ada).get(f"{FOODS}{retired.uid}/").json()
    assert (food["id"], food["retired"]) == (str(retired.uid), True)


def test_a_food_of_ones_own_is_for_its_owner_alone(ada: User, ben: User) -> None:
    soup = Food.objects.create(owner=ada, source=Food.Source.OWN, source_id="1", name="Zyzzogeton")
    assert api_of(ada).get(f"{FOODS}{soup.uid}/").json()["name"] == "Zyzzogeton"
    response = api_of(ben).get(f"{FOODS}{soup.uid}/")
    assert response.status_code == 404
    assert errors_of(response) == [(None, "not_found")]


def test_a_food_that_is_none_is_not_found(ada: User) -> None:
    assert api_of(ada).get(f"{FOODS}{new_id()}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_catalogue_cannot_be_changed(method: str, ada: User) -> None:
    client = api_of(ada)
    address = f"{FOODS}{food_id(people.KIMCHI)}/"
    answer = getattr(client, method)(address, {"name": "Mine"})
    assert answer.status_code == (404 if method in {"put", "delete"} else 405)
    assert people.food(people.KIMCHI).name == "Kimchi"


def test_a_search_costs_the_same_queries_however_many_it_finds(ada: User) -> None:
    client = api_of(ada)

    def cost(limit: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(FOODS, {"q": "bread", "limit": limit}).json()["count"] == limit
        return len(queries)

    cost(1)
    assert cost(40) == cost(2)
